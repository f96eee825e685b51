//! Rows of a list of tasks that are not tasks: sections, sums, notes, the headings again.

use super::{ColumnKind, ReadColumns};
use crate::document::numbering::marks::mark_of;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::{SourceCell, SourceRow};

/// Returns whether a name is that of a sum of others.
pub(in crate::document::tables) fn is_sum(name: &str) -> bool {
    const SUMS: [&str; 10] = [
        "合计", "总计", "小计", "共计", "总分", "全国", "全省", "全市", "全县", "全区",
    ];
    SUMS.contains(&name) || name.ends_with_any(&["小计", "合计", "总计", "平均", "平均值", "均值"])
}

/// Returns whether a row is not a task but a sum or a note.
pub(in crate::document::tables) fn is_remark(text: &str) -> bool {
    const NOTES: [&str; 18] = [
        "备注", "注：", "注:", "说明：", "说明:", "填表说明", "填报说明", "填报人", "填表人",
        "填报单位", "填表单位", "填报日期", "填报时间", "制表人", "审核人", "联系人", "联系电话",
        "数据来源",
    ];
    let bare = without_blanks(text);
    bare.starts_with_any(&NOTES) || is_sum(&bare)
}

/// Returns whether a row has the headings of the columns again, as on the next page.
pub(super) fn repeats_headings(columns: &ReadColumns<'_>, row: &SourceRow) -> bool {
    let own = row.cells.iter().filter(|cell| cell.covered.is_none());
    let texts = own.map(|cell| without_blanks(&cell.text));
    let (mut repeated, mut told) = (0, 0);
    for text in texts.filter(|text| !text.is_empty()) {
        let is_known =
            columns.headings.contains(&text) || columns.header.split(" | ").any(|it| it == text);
        repeated += usize::from(is_known);
        told += 1;
    }
    repeated >= 2 && repeated * 2 > told
}

/// Returns a section whose number has a cell of its own, whatever it scores: 一 | 就业和人才 | 31.
pub(super) fn numbered_section(columns: &ReadColumns<'_>, row: &SourceRow) -> Option<String> {
    let number = columns
        .kinds
        .iter()
        .position(|kind| *kind == ColumnKind::Number)?;
    let mark = row.cells.get(number)?.text.trim();
    let ordinal = crate::text::numerals::ordinal(mark.trim_matches(['（', '）', '、', '(', ')']))?;
    let scores = |column: usize| {
        let heading = columns.headings.get(column);
        heading.is_some_and(|it| it.ends_with_any(&["分值", "得分", "赋分", "分数", "权重"]))
    };
    let mut others = row.cells.iter().enumerate().filter(|(at, cell)| {
        let is_told = cell.covered.is_none() && !cell.text.trim().is_empty();
        is_told && *at != number && !scores(*at)
    });
    let name = others.next()?.1.text.trim();
    others
        .next()
        .is_none()
        .then(|| format!("{}、{name}", crate::text::numerals::chinese(ordinal)))
}

/// Returns the text of a row that is one cell over all columns, or whose other cells are blank; not further units of a
/// task.
pub(super) fn whole_row(columns: &ReadColumns<'_>, row: &SourceRow) -> Option<String> {
    let mut told = columns.kinds.iter().zip(&row.cells);
    let adds = told.any(|(kind, cell)| {
        matches!(kind, ColumnKind::Units(_) | ColumnKind::Due)
            && cell.covered.is_none()
            && !cell.text.trim().is_empty()
    });
    if adds {
        return None;
    }
    let mut texts = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    let first = texts.next()?;
    let is_own = |cell: &SourceCell| cell.covered.is_none() && !cell.text.trim().is_empty();
    let mut own = (0..row.cells.len()).filter(|at| is_own(&row.cells[*at]));
    let column = own.next()?;
    // A further line of the task above is in its own column, without a number.
    let is_merged = row.cells.iter().any(|cell| cell.covered.is_some());
    let kind = columns.kinds.get(column);
    let is_line = matches!(kind, Some(ColumnKind::Task | ColumnKind::Detail)) && column > 0;
    let is_line = is_line && !is_merged && mark_of(first).is_none();
    let is_alone = own.next().is_none() && texts.all(|text| text == first);
    (is_alone && !is_line && row.cells.len() > 1).then(|| first.to_owned())
}
