//! A sheet that was saved as text, and what parts its cells.

use crate::document::intake::encoding::decode;
use crate::document::intake::{IntakeError, csv_reader, csv_records};

use super::headings::is_heading;
use super::{SheetGrid, SheetValue};

/// The separators that a sheet may have; of equals the last is taken.
const SEPARATORS: [u8; 3] = *b";\t,";

/// Reads the sheet.
///
/// # Errors
/// Fails if it is not text, too large, or a quote in it swallows what follows.
pub(super) fn read_csv(bytes: &[u8]) -> Result<SheetGrid, IntakeError> {
    let text = decode(bytes)?.text;
    let separator = SEPARATORS.into_iter().max_by_key(|it| fitness(&text, *it));
    let separator = separator.unwrap_or(b',');
    let records = csv_records(&text, separator)?.into_iter();
    let rows = records.map(|record| record.iter().map(SheetValue::text).collect());
    Ok(SheetGrid::of_text(rows.collect()))
}

/// Returns how well a separator fits: by the known headings that it separates in one line, else by its count in the
/// first lines.
fn fitness(text: &str, separator: u8) -> (usize, usize) {
    const HEAD: usize = 30;
    let head: Vec<&str> = text.lines().take(HEAD).collect();
    let head = head.join("\n");
    let records = csv_reader(&head, separator).into_records().flatten();
    let counts = records.map(|record| {
        let known = record.iter().filter(|cell| is_heading(cell)).count();
        (known, record.len().saturating_sub(1))
    });
    counts.fold((0, 0), |(known, parted), (of_line, more)| {
        (of_line.max(known), parted + more)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headings_tell_what_parts_the_cells() {
        let with = |semicolons: &str| format!("编号,完成值,进展情况\np:1/x,20,{semicolons}\n");
        for (text, separator) in [
            (with("甲;乙;丙;丁;戊;己"), b','),
            (with("甲;乙;丙;丁;戊;己").replace(',', "\t"), b'\t'),
            (
                "编号;完成值;进展情况\np:1/x;20;甲,乙,丙,丁,戊\n".to_owned(),
                b';',
            ),
            ("甲;乙;丙\n1;2;3,4\n".to_owned(), b';'),
        ] {
            let best = SEPARATORS.into_iter().max_by_key(|it| fitness(&text, *it));
            assert_eq!(best, Some(separator), "{text}");
        }
    }
}
