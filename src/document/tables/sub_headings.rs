//! Headings on several rows: which rows they are on, and the kind of a column under the heading over it.

use super::column_kind::{ColumnKind, column_kind};
use super::column_time::ColumnTime;
use super::numbers_below::tells_progress;
use crate::document::text::without_blanks;
use crate::document::{Covered, SourceCell, SourceRow};

/// Counts the cells of a row that head a column of a known kind.
pub(super) fn columns_told(row: &SourceRow) -> usize {
    let cells = row.cells.iter().filter(|cell| cell.covered.is_none());
    cells
        .filter(|cell| column_kind(&cell.text) != ColumnKind::Other)
        .count()
}

/// Returns whether a row has the sub-headings of the one above it: it divides a cell that is merged sideways there, or
/// has blanks under the cells that it does not divide. A third row only divides what is merged sideways in the second.
pub(super) fn tells_apart(first: &SourceRow, second: &SourceRow, is_third: bool) -> bool {
    let is_merged = first.cells.iter().any(|cell| match cell.covered {
        Some(Covered::FromLeft) => true,
        covered => covered.is_some() && !is_third,
    });
    let goes_down = second
        .cells
        .iter()
        .any(|cell| cell.covered == Some(Covered::FromAbove));
    let blanks = second.cells.iter().filter(|cell| is_blank(cell)).count();
    let told = columns_told(second);
    is_merged && (goes_down || told >= 2)
        || !is_third
            && second.cells.first().is_some_and(is_blank)
            && (blanks * 2 > second.cells.len() && told >= 1 || parts_blanks(first, second))
}

/// Returns whether a row has known headings alone, some of them under blanks of the one above: 2024年 |  over
/// 数量 | 单位, as a file of separated values has what is merged.
fn parts_blanks(first: &SourceRow, second: &SourceRow) -> bool {
    let pairs = first.cells.iter().zip(&second.cells);
    let is_known = |cell: &SourceCell| column_kind(&cell.text) != ColumnKind::Other;
    let mut told = second.cells.iter().filter(|cell| !is_blank(cell));
    told.all(is_known)
        && pairs
            .into_iter()
            .any(|(over, cell)| is_blank(over) && !is_blank(cell))
}

fn is_blank(cell: &SourceCell) -> bool {
    cell.text.trim().is_empty()
}

/// Takes the kinds of columns from sub-headings, each under its heading.
pub(super) fn take_sub_headings(kinds: &mut [ColumnKind], first: &SourceRow, second: &SourceRow) {
    let mut over: Option<(ColumnKind, String)> = None;
    for ((kind, cell), upper) in kinds.iter_mut().zip(&second.cells).zip(&first.cells) {
        // A blank goes on with the heading before it.
        if !is_blank(upper) {
            over = Some((*kind, without_blanks(&upper.text)));
        }
        if cell.covered.is_none()
            && !is_blank(cell)
            && let Some((over, heading)) = &over
        {
            *kind = kind_under(*over, heading, &cell.text);
        }
    }
}

/// Returns the kind of a column under a heading: 单位 under 2024年目标 is a measure, 一季度 under 进展情况 not a
/// target.
fn kind_under(over: ColumnKind, heading: &str, own: &str) -> ColumnKind {
    let kind = column_kind(own);
    if tells_progress(heading) && kind.is_target() {
        return ColumnKind::Other;
    }
    let time = match over {
        ColumnKind::Target(time) => time,
        _ => ColumnTime::default(),
    };
    match kind {
        ColumnKind::Target(own) => ColumnKind::Target(own.within(time)),
        ColumnKind::Task | ColumnKind::Detail if time.is_said() => ColumnKind::Target(time),
        kind => kind,
    }
}
