//! One file a format: its bytes to paragraphs and tables.

pub(super) mod csv;
pub(super) mod docx;
mod docx_numbering;
mod docx_styles;
mod docx_tables;
mod grid;
pub(super) mod html;
pub(super) mod markdown;
pub(super) mod ods;
pub(super) mod plain;
pub(super) mod workbook;
mod xls_percent;
