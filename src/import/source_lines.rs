//! The lines of a document, to be shown beside its draft.

use crate::document::{PassedNumber, SourceText, read_document};

/// A paragraph of a document or a row of one of its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewedLine {
    /// Its line number in the document, from 1.
    pub line_no: usize,
    /// Its text; the cells of a row with bars between them.
    pub text: String,
    /// Its numbers that were not taken as targets, as printed.
    pub passed_over: Vec<String>,
}

/// Returns the paragraphs and the rows of tables, in the order of the document.
pub fn source_lines(text: SourceText) -> Vec<ReviewedLine> {
    let passed_over = read_document(&text).passed_over;
    let line = |line_no, text| ReviewedLine {
        line_no,
        text,
        passed_over: Vec::new(),
    };
    let paragraphs = text.lines.into_iter();
    let paragraphs = paragraphs.map(|it| line(it.line_no, it.text));
    let rows = text.tables.into_iter().flat_map(|table| table.rows);
    let rows = rows.map(|row| {
        let own = row.cells.iter().filter(|cell| cell.covered.is_none());
        let cells: Vec<&str> = own.map(|cell| cell.text.as_str()).collect();
        line(row.line_no, cells.join(" | "))
    });
    let mut lines: Vec<ReviewedLine> = paragraphs.chain(rows).collect();
    lines.sort_by_key(|line| line.line_no);
    for number in passed_over {
        if let Some(line) = line_of(&mut lines, &number) {
            line.passed_over.push(number.printed);
        }
    }
    lines
}

/// Returns the line that states a number. Where the text had lost its line breaks, several lines have one line number: it
/// is the first that has the number.
fn line_of<'l>(
    lines: &'l mut [ReviewedLine],
    number: &PassedNumber,
) -> Option<&'l mut ReviewedLine> {
    let first = lines.partition_point(|line| line.line_no < number.line_no);
    let end = lines.partition_point(|line| line.line_no <= number.line_no);
    let same = &mut lines[first..end];
    let has_it = same
        .iter()
        .position(|line| line.text.contains(&number.printed));
    same.get_mut(has_it.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Covered, SourceCell, SourceLine, SourceRow, SourceTable};

    #[test]
    fn rows_stand_among_the_paragraphs_without_covered_cells() {
        let line = |text: &str, line_no| SourceLine {
            text: text.to_owned(),
            line_no,
            ..SourceLine::default()
        };
        let cell = |text: &str, covered| SourceCell {
            text: text.to_owned(),
            covered,
        };
        let row = SourceRow {
            line_no: 2,
            cells: vec![
                cell("甲", None),
                cell("甲", Some(Covered::FromLeft)),
                cell("乙", None),
            ],
        };
        let text = SourceText {
            lines: vec![line("一", 1), line("二", 3)],
            tables: vec![SourceTable {
                rows: vec![row],
                ..SourceTable::default()
            }],
            ..SourceText::default()
        };
        let expected = [(1, "一"), (2, "甲 | 乙"), (3, "二")];
        let lines = source_lines(text);
        let lines: Vec<(usize, &str)> = lines
            .iter()
            .map(|line| (line.line_no, &*line.text))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_number_passed_over_stands_with_the_line_that_states_it() {
        let mut lines = ["新增就业", "补贴500元", "每户500元"].map(|text| ReviewedLine {
            line_no: 2,
            text: text.to_owned(),
            passed_over: Vec::new(),
        });
        let number = |printed: &str, line_no| PassedNumber {
            printed: printed.to_owned(),
            line_no,
        };
        let stands = |lines: &mut [ReviewedLine], number| {
            line_of(lines, &number).map(|line| line.text.clone())
        };
        assert_eq!(
            stands(&mut lines, number("500元", 2)).as_deref(),
            Some("补贴500元")
        );
        // Printed otherwise than the text has it.
        assert_eq!(
            stands(&mut lines, number("5百元", 2)).as_deref(),
            Some("新增就业")
        );
        assert_eq!(stands(&mut lines, number("500元", 3)), None);
    }
}
