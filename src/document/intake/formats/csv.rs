//! Comma- or tab-separated values, as a spreadsheet saves them; a quote that is not closed refuses them.

use super::grid::Grid;
use crate::document::intake::limits::{CELLS, no_more};
use crate::document::intake::passage::Passage;
use crate::document::intake::{FileFormat, IntakeError};

/// Reads a table of separated values; the separator is the one that its first lines have most of.
pub(crate) fn read(text: &str) -> Result<Vec<Passage>, IntakeError> {
    let mut grid = Grid::default();
    for (row, record) in csv_records(text, separator(text))?.into_iter().enumerate() {
        let line_no = record.position().map_or(row + 1, |it| it.line() as usize);
        grid.row_at(row, line_no);
        for (column, field) in record.iter().enumerate() {
            grid.put((row, column), (1, 1), field.to_owned())?;
        }
    }
    Ok(vec![Passage::Table(grid.into_table(None)?)])
}

/// Reads the records of separated values, blank lines left out.
///
/// # Errors
/// Fails if they are too many, or a quote in them swallows what follows.
pub(crate) fn csv_records(
    text: &str,
    separator: u8,
) -> Result<Vec<csv::StringRecord>, IntakeError> {
    if let Some(line) = open_quote(text, separator) {
        return Err(IntakeError::OpenQuote { line });
    }
    let mut records = Vec::new();
    let mut cells = 0;
    for record in csv_reader(text, separator).into_records() {
        let record = record.map_err(|error| IntakeError::Damaged {
            format: FileFormat::Csv,
            why: error.to_string(),
        })?;
        cells += record.len();
        no_more(cells, CELLS)?;
        records.push(record);
    }
    Ok(records)
}

/// Returns a reader of separated values whose first line may be of any kind, and whose lines of any length.
pub(crate) fn csv_reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// Returns the line in which a quoted cell begins that does not end, or that more than the next separator follows: it
/// swallows cells or rows below.
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

/// Returns the separator that parts the first line most; the last of equals wins: the comma.
fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty());
    let count = |separator: &u8| {
        let bytes = head.unwrap_or_default().bytes();
        bytes.filter(|byte| byte == separator).count()
    };
    let separators = *b";\t,";
    separators.into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::tables;

    #[test]
    fn commas_and_tabs_give_the_same_table() {
        let commas = read("序号,任务,牵头单位\n1,\"甲\n乙\",市教育局\n2,丙\n").unwrap();
        let tabs = read("序号\t任务\t牵头单位\n1\t\"甲\n乙\"\t市教育局\n2\t丙\n").unwrap();
        assert_eq!(commas, tabs);
        assert_eq!(separator("序号\t任务\n1\t甲,乙,丙,丁"), b'\t');
        let table = tables(&commas)[0];
        let lines: Vec<usize> = table.rows.iter().map(|row| row.line_no).collect();
        assert_eq!(lines, [1, 2, 4]);
        assert_eq!(table.rows[1].cells[1].text, "甲\n乙");
        assert_eq!(table.rows[2].cells.len(), 3);
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
