//! One file a format: its bytes to paragraphs and tables.

pub(super) mod csv;
pub(super) mod docx;
mod grid;
pub(super) mod html;
pub(super) mod markdown;
mod number_format;
mod numerals;
pub(super) mod ods;
pub(super) mod plain;
pub(super) mod workbook;
mod xls_percent;
