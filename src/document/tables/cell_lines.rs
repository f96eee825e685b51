//! A table of which a paste left one cell per line, told by its columns alone: cleaning knows it by its headings, in files.

use super::columns::{ColumnKind, column_kind};
use crate::document::text::without_blanks;
use crate::document::{Covered, SourceCell, SourceLine, SourceRow, SourceTable};

/// The longest heading of a column, in characters.
const LONG_HEADING: usize = 8;

/// Finds a run of lines that are the cells of a table with 序号 as its first column: the lines and the table.
pub(crate) fn find_cell_lines(
    lines: &[SourceLine],
) -> Option<(std::ops::Range<usize>, SourceTable)> {
    let solid = |at: usize| without_blanks(&lines[at].text);
    let start = (0..lines.len()).find(|at| solid(*at) == "序号")?;
    let mut columns = 1;
    while let Some(line) = lines.get(start + columns) {
        let is_heading = without_blanks(&line.text).chars().count() <= LONG_HEADING
            && !line.text.trim().starts_with(|c: char| c.is_ascii_digit())
            && crate::document::numbering::marks::mark_of(&line.text).is_none();
        if !is_heading {
            break;
        }
        columns += 1;
    }
    let known = (0..columns)
        .filter(|at| column_kind(&solid(start + at)) != ColumnKind::Other)
        .count();
    if columns < 3 || known < 2 {
        return None;
    }
    let cell = |at: usize, covered| SourceCell {
        text: lines[at].text.clone(),
        covered,
    };
    let mut rows = vec![SourceRow {
        line_no: lines[start].line_no,
        cells: (0..columns).map(|at| cell(start + at, None)).collect(),
    }];
    let mut at = start + columns;
    while at < lines.len() {
        let text = lines[at].text.trim();
        let is_number =
            text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty();
        if is_number && at + columns <= lines.len() {
            rows.push(SourceRow {
                line_no: lines[at].line_no,
                cells: (at..at + columns).map(|at| cell(at, None)).collect(),
            });
            at += columns;
        } else if crate::document::numbering::marks::mark_of(text).is_some()
            && text.chars().count() < 40
        {
            rows.push(SourceRow {
                line_no: lines[at].line_no,
                cells: (0..columns)
                    .map(|column| cell(at, (column > 0).then_some(Covered::FromLeft)))
                    .collect(),
            });
            at += 1;
        } else {
            break;
        }
    }
    (rows.len() > 2).then(|| {
        let table = SourceTable {
            lines_before: start,
            name: None,
            rows,
        };
        (start..at, table)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceText;

    #[test]
    fn a_cell_a_line_becomes_a_table() {
        let text = "附件\n清单\n序号\n改革举措\n指导部门\n一、保护方面（共2项）\n1\n保险机制\n国家知识产权局\n2\n调查官制度\n最高人民法院\n扫一扫";
        let source = SourceText::from_plain(text);
        let (range, table) = find_cell_lines(&source.lines).unwrap();
        assert_eq!(range, 2..12);
        assert_eq!(table.rows.len(), 4);
        assert_eq!(table.rows[2].cells[1].text, "保险机制");
        assert!(find_cell_lines(&SourceText::from_plain("序号\n甲\n乙").lines).is_none());
    }
}
