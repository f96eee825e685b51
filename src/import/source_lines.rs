//! The lines of a document, to be shown beside its draft.

use crate::document::SourceText;

/// Returns the paragraphs and the rows of tables with their line numbers, in the order of the document.
pub fn source_lines(text: SourceText) -> Vec<(usize, String)> {
    let paragraphs = text.lines.into_iter().map(|line| (line.line_no, line.text));
    let rows = text.tables.into_iter().flat_map(|table| table.rows);
    let rows = rows.map(|row| {
        let own = row.cells.iter().filter(|cell| cell.covered.is_none());
        let cells: Vec<&str> = own.map(|cell| cell.text.as_str()).collect();
        (row.line_no, cells.join(" | "))
    });
    let mut lines: Vec<(usize, String)> = paragraphs.chain(rows).collect();
    lines.sort_by_key(|(line_no, _)| *line_no);
    lines
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
        let lines: Vec<(usize, &str)> = lines.iter().map(|(no, text)| (*no, &**text)).collect();
        assert_eq!(lines, expected);
    }
}
