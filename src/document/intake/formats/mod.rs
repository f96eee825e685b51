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
pub(super) mod shown_strings;
pub(super) mod workbook;
mod xls_looks;

/// Returns the sign between a text and the raised characters behind it: nothing where they are part of a measure (m²),
/// a sign where they are a power (10⁴); `None` where they are the mark of a note, which is left out.
fn sign_of_raised(before: &str) -> Option<&'static str> {
    if ["×10", "x10", "*10"]
        .iter()
        .any(|base| before.ends_with(base))
    {
        return Some("^");
    }
    before.ends_with(['m', 'M']).then_some("")
}
