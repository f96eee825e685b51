//! Cells that repeat the one above: 同上, 〃.

use crate::document::source_text::{Covered, SourceCell, SourceRow};
use crate::document::text::without_blanks;

/// The marks that repeat the cell above.
const MARKS: [&str; 7] = ["同上", "同上行", "〃", "″", "＂", "''", "\""];

/// Writes out the cells that repeat the one above. A whole cell counts as merged with it; in a list of names
/// (同上、市财政局) the mark is replaced by the names above.
pub(super) fn write_out(rows: &mut [SourceRow]) {
    for at in 1..rows.len() {
        let (above, below) = rows.split_at_mut(at);
        let (Some(above), Some(row)) = (above.last(), below.first_mut()) else {
            return;
        };
        for (cell, over) in row.cells.iter_mut().zip(&above.cells) {
            if is_mark(&cell.text) {
                cell.text.clone_from(&over.text);
                cell.covered = Some(Covered::FromAbove);
            } else {
                take_names(cell, over);
            }
        }
    }
}

fn is_mark(text: &str) -> bool {
    MARKS.contains(&without_blanks(text).as_str())
}

fn take_names(cell: &mut SourceCell, over: &SourceCell) {
    let is_stop = |c: char| matches!(c, '、' | '，' | ',' | '\n');
    if cell.text.contains("同上") && cell.text.split(is_stop).any(is_mark) {
        let names = cell.text.split(is_stop).map(str::trim);
        let names = names.map(|name| {
            if is_mark(name) {
                over.text.trim()
            } else {
                name
            }
        });
        cell.text = names.collect::<Vec<_>>().join("、");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> SourceRow {
        let cells = texts.iter().map(|text| SourceCell {
            text: (*text).to_owned(),
            covered: None,
        });
        SourceRow {
            line_no: 1,
            cells: cells.collect(),
        }
    }

    #[test]
    fn a_mark_repeats_the_cell_above_through_several_rows() {
        let mut rows = [
            row(&["建戊馆", "县戊局"]),
            row(&["建己馆", "同 上"]),
            row(&["建庚馆", "〃"]),
        ];
        write_out(&mut rows);
        for row in &rows[1..] {
            assert_eq!(row.cells[1].text, "县戊局");
            assert_eq!(row.cells[1].covered, Some(Covered::FromAbove));
        }
        assert_eq!(rows[2].cells[0].covered, None);
    }

    #[test]
    fn among_names_it_gives_way_to_those_above() {
        let mut rows = [row(&["县戊局、县己局"]), row(&["同上，县庚局"])];
        write_out(&mut rows);
        assert_eq!(rows[1].cells[0].text, "县戊局、县己局、县庚局");
        assert_eq!(rows[1].cells[0].covered, None);
    }
}
