//! A sheet that was saved as text: what parts its cells, and quotes that are not closed.

use crate::document::intake::encoding::decode;
use crate::document::intake::limits::{CELLS, no_more};
use crate::document::intake::{FileFormat, IntakeError};

use super::headings::is_heading;
use super::{SheetGrid, SheetValue};

/// What may part the cells; of equals the last.
const SEPARATORS: [u8; 3] = *b";\t,";

/// Reads the sheet.
///
/// # Errors
/// Fails if it is no text, too large, or a quote in it swallows what follows.
pub(super) fn read_csv(bytes: &[u8]) -> Result<SheetGrid, IntakeError> {
    let text = decode(bytes)?.text;
    let mut separators = SEPARATORS.into_iter();
    let separator = separators.by_ref().max_by_key(|it| fitness(&text, *it));
    let separator = separator.unwrap_or(b',');
    if let Some(line) = open_quote(&text, separator) {
        return Err(IntakeError::OpenQuote { line });
    }
    let mut rows = Vec::new();
    let mut cells = 0;
    for record in reader(&text, separator).records() {
        let record = record.map_err(|error| IntakeError::Damaged {
            format: FileFormat::Csv,
            why: error.to_string(),
        })?;
        cells += record.len();
        no_more(cells, CELLS)?;
        rows.push(record.iter().map(SheetValue::text).collect());
    }
    Ok(SheetGrid::of_text(rows))
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// Returns how well a separator fits: by the known headings that it parts in one line, else by how often it stands in
/// the first lines.
fn fitness(text: &str, separator: u8) -> (usize, usize) {
    const HEAD: usize = 30;
    let head: Vec<&str> = text.lines().take(HEAD).collect();
    let head = head.join("\n");
    let records = reader(&head, separator).into_records().flatten();
    let counts = records.map(|record| {
        let known = record.iter().filter(|cell| is_heading(cell)).count();
        (known, record.len().saturating_sub(1))
    });
    counts.fold((0, 0), |(known, parted), (of_line, more)| {
        (of_line.max(known), parted + more)
    })
}

/// Returns the line in which a quoted cell begins that does not end, or in which more than the next separator stands
/// behind its end: it swallows cells or rows below.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    enum CsvPlace {
        CellStart,
        Bare,
        Quoted,
        Closed,
    }
    let (mut place, mut line, mut opened) = (CsvPlace::CellStart, 1, 1);
    for c in text.trim_start_matches('\u{feff}').chars() {
        let is_end = c == char::from(separator) || matches!(c, '\n' | '\r');
        place = match (place, c) {
            (CsvPlace::CellStart, '"') => {
                opened = line;
                CsvPlace::Quoted
            }
            (CsvPlace::Quoted, '"') => CsvPlace::Closed,
            (CsvPlace::Closed, '"') | (CsvPlace::Quoted, _) => CsvPlace::Quoted,
            _ if is_end => CsvPlace::CellStart,
            (CsvPlace::Closed, ' ') => CsvPlace::Closed,
            (CsvPlace::Closed, _) => return Some(opened),
            _ => CsvPlace::Bare,
        };
        line += usize::from(c == '\n');
    }
    matches!(place, CsvPlace::Quoted).then_some(opened)
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

    #[test]
    fn a_quote_that_swallows_what_follows_is_found() {
        for (text, line) in [
            ("a,\"b\nc\",d\n", None),
            ("a,\"b \"\"c\"\" d\" ,e\n", None),
            ("a,b \"c\" d\n", None),
            ("a,b\nc,\"d,\ne,f\n", Some(2)),
            // The next quote closes it.
            ("a,\"b\nc,\"d\"\n", Some(1)),
            ("a,\"b \"c\" d\"\n", Some(1)),
        ] {
            assert_eq!(open_quote(text, b','), line, "{text}");
        }
    }
}
