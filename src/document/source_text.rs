//! A document as cleaning hands it on: paragraphs that know their line in the file, and tables as cells.

use crate::text::Cleaned;

/// The text of a document, whatever kind of file it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceText {
    /// Its paragraphs in reading order, without those that cleaning took away and without the text of tables.
    pub lines: Vec<SourceLine>,
    /// Its tables in reading order.
    pub tables: Vec<SourceTable>,
    /// What cleaning did, for the summary.
    pub notes: Vec<CleaningNote>,
    /// What the page around the document said of it: 发文字号, 成文日期. The lines themselves were taken away.
    pub facts: Vec<SourceFact>,
}

/// A row of the index table that a web page puts before a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceFact {
    /// What it is, without blanks and colon: `发文字号`.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceLine {
    /// The paragraph without blanks at its ends and without a line break; a number that Word makes by itself is written
    /// at its head.
    pub text: String,
    /// The line of the file on which it begins, from 1; of a format without lines, the paragraph's number.
    pub line_no: usize,
    /// The level that the file itself gives it as a heading (`<h2>`, `##`, a heading style of Word), from 1.
    pub heading_level: Option<u8>,
    /// How many bytes at its head the file sets bold.
    pub bold: usize,
}

/// A table as rows of cells, each row as long as the table is wide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceTable {
    /// How many of the lines come before it.
    pub lines_before: usize,
    /// The name of its sheet, where it has one.
    pub name: Option<String>,
    /// Its rows from the top; rows that are empty throughout are left out.
    pub rows: Vec<SourceRow>,
}

#[cfg(test)]
impl SourceTable {
    /// Returns a table of texts; `←` and `↑` begin what is covered from there, and a short row's last cell covers the
    /// rest.
    pub(crate) fn of(rows: &[&[&str]]) -> Self {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let cell = |row: &[&str], column: usize| {
            let text = row.get(column).or(row.last()).copied().unwrap_or("");
            let covered = match text.chars().next() {
                _ if column >= row.len() => Some(Covered::FromLeft),
                Some('←') => Some(Covered::FromLeft),
                Some('↑') => Some(Covered::FromAbove),
                _ => None,
            };
            let text = text.trim_start_matches(['←', '↑']).to_owned();
            SourceCell { text, covered }
        };
        let rows = rows.iter().enumerate().map(|(at, row)| SourceRow {
            line_no: at + 1,
            cells: (0..width).map(|column| cell(row, column)).collect(),
        });
        Self {
            rows: rows.collect(),
            ..Self::default()
        }
    }

    /// Returns the texts of its cells.
    pub(crate) fn texts(&self) -> Vec<Vec<&str>> {
        let rows = self.rows.iter().map(|row| row.cells.iter());
        rows.map(|cells| cells.map(|cell| cell.text.as_str()).collect())
            .collect()
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceRow {
    /// The line of the file on which it begins, from 1; of a sheet, the row's number.
    pub line_no: usize,
    /// One cell a column of the table.
    pub cells: Vec<SourceCell>,
}

impl SourceRow {
    /// Returns the text of a row that has one text alone, in one cell or repeated.
    pub(crate) fn only_text(&self) -> Option<&str> {
        let mut texts = self.cells.iter().map(|cell| cell.text.trim());
        let first = texts.find(|text| !text.is_empty())?;
        texts
            .all(|text| text == first || text.is_empty())
            .then_some(first)
    }
}

/// A place in a table's grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceCell {
    /// Its text; paragraphs in it are parted by `\n`. A merged cell's text is in every place that it covers.
    pub text: String,
    /// How the place belongs to a merged cell that begins elsewhere.
    pub covered: Option<Covered>,
}

/// Where the cell begins that covers a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// In the same row, further left.
    FromLeft,
    /// In a row above.
    FromAbove,
}

/// Something that cleaning did.
#[derive(Clone, Debug, PartialEq)]
pub struct CleaningNote {
    /// What it was.
    pub cleaned: Cleaned,
    /// The line of the file where it began, from 1; 0 where the file has no lines that could say.
    pub line_no: usize,
    /// How many lines or places it touched.
    pub count: usize,
}

impl SourceText {
    /// Takes every line that is not blank as a paragraph of its own.
    pub fn from_plain(text: &str) -> Self {
        let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let lines = lines
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(at, line)| SourceLine {
                text: line.trim().to_owned(),
                line_no: at + 1,
                ..SourceLine::default()
            });
        Self {
            lines: lines.collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_gives_its_lines_with_their_numbers() {
        let text = SourceText::from_plain("\u{feff}一、任务\n\n　　1.甲。 \r\n");
        let lines: Vec<(&str, usize)> = text
            .lines
            .iter()
            .map(|line| (line.text.as_str(), line.line_no))
            .collect();
        assert_eq!(lines, [("一、任务", 1), ("1.甲。", 3)]);
    }
}
