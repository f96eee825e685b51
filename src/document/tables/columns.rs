//! The columns of a table: where its heading stands, and the table that they make.

use std::collections::HashSet;

use super::column_kind::{ColumnKind, column_kind};
use super::column_time::ColumnTime;
use super::name_measure::measures_of_headings;
use super::sub_headings::{columns_told, take_sub_headings, tells_apart};
use crate::document::aims::measures::measure_at;
use crate::document::numbering::marks::mark_of;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::ends_like_unit;
use crate::document::{SourceLine, SourceRow, SourceTable};

/// A table with its columns told.
#[derive(Debug)]
pub(crate) struct ReadColumns<'t> {
    pub(crate) kinds: Vec<ColumnKind>,
    /// The row before the heading, if its only text has a number: 一、主要目标.
    pub(crate) section: Option<&'t str>,
    /// The rows below the heading.
    pub(crate) rows: &'t [SourceRow],
    pub(crate) header: String,
    /// The measure of its numbers, said once over it: 单位：万元.
    pub(crate) measure: Option<&'t str>,
    /// By column: the measure that its heading says: 目标值（万元）.
    pub(crate) measures: Vec<Option<String>>,
    /// By column: the last of its headings.
    pub(crate) headings: Vec<String>,
}

/// The most rows that a heading may stand on.
const DEEPEST_HEADING: usize = 3;

/// Reads the columns of a table among lines, the last of which before it may say what its numbers count.
pub(crate) fn read_columns_below<'t>(
    table: &'t SourceTable,
    lines: &'t [SourceLine],
) -> Option<ReadColumns<'t>> {
    const NEAR: usize = 2;
    let mut columns = read_columns(table)?;
    let before = &lines[..table.lines_before.min(lines.len())];
    let said = before
        .iter()
        .rev()
        .take(NEAR)
        .find_map(|line| measure_said_in(&line.text));
    columns.measure = columns.measure.or(said);
    if lines.iter().all(|line| mark_of(&line.text).is_none()) {
        take_indicators_for_tasks(&mut columns.kinds);
    }
    Some(columns)
}

/// Finds the heading of a table in its first rows; one may stand on up to three.
pub(crate) fn read_columns(table: &SourceTable) -> Option<ReadColumns<'_>> {
    const DEEPEST: usize = 5;
    let rows = table.rows.iter().take(DEEPEST);
    let at = rows.clone().position(|row| columns_told(row) >= 2)?;
    let first = &table.rows[at];
    let cells = first.cells.iter();
    let mut kinds: Vec<ColumnKind> = cells.map(|cell| column_kind(&cell.text)).collect();
    let mut end = at + 1;
    while let Some(next) = table.rows.get(end)
        && end - at < DEEPEST_HEADING
        && tells_apart(&table.rows[end - 1], next, end - at > 1)
    {
        take_sub_headings(&mut kinds, &table.rows[end - 1], next);
        end += 1;
    }
    let below = &table.rows[end..];
    let width = kinds.len();
    let measures = measures_of_headings(&table.rows[at..end], width);
    let headings = last_headings(&table.rows[at..end], width);
    take_sums_for_targets(&mut kinds, &headings);
    take_units_in_headings(&mut kinds, &headings, below);
    take_tasks_behind_numbers(&mut kinds);
    take_longest_for_tasks(&mut kinds, below);
    keep_first_tasks(&mut kinds);
    take_chapters_for_groups(&mut kinds, below);
    take_numbered_details_for_tasks(&mut kinds, below);
    drop_groups_of_one(&mut kinds, below);
    let header: Vec<String> = first
        .cells
        .iter()
        .map(|cell| without_blanks(&cell.text))
        .collect();
    Some(ReadColumns {
        kinds,
        section: section_before(table, at),
        rows: below,
        header: header.join(" | "),
        measure: table.rows[..at]
            .iter()
            .flat_map(|row| &row.cells)
            .find_map(|cell| measure_said_in(&cell.text)),
        measures,
        headings,
    })
}

/// Returns the last heading of each column.
fn last_headings(rows: &[SourceRow], width: usize) -> Vec<String> {
    let of_column = |column: usize| {
        let cells = rows.iter().rev().filter_map(|row| row.cells.get(column));
        let mut headings = cells.map(|cell| without_blanks(&cell.text));
        headings.find(|heading| !heading.is_empty())
    };
    (0..width)
        .map(|column| of_column(column).unwrap_or_default())
        .collect()
}

/// Returns the measure that a text gives numbers: （单位：万元）; none of several, and none for 单位：某局.
pub(crate) fn measure_said_in(text: &str) -> Option<&str> {
    let (_, said) = text
        .split_once("单位：")
        .or_else(|| text.split_once("单位:"))?;
    let said = said.trim().trim_end_matches(['）', ')']);
    let bare = said.trim_start_matches(['十', '百', '千', '万', '亿']);
    (measure_at(bare) == Some(bare)).then_some(said)
}

/// Returns the numbered text that is all of the row before a heading.
fn section_before(table: &SourceTable, heading: usize) -> Option<&str> {
    let text = table.rows.get(heading.checked_sub(1)?)?.only_text()?;
    mark_of(text).filter(|mark| mark.number > 0).map(|_| text)
}

/// Takes the last column of indicators as the tasks of the units or days beside it, where no other names them, and the
/// one before as what groups them: 考核指标 | 目标值 | 责任单位.
fn take_indicators_for_tasks(kinds: &mut [ColumnKind]) {
    let is_assigned = |kind: &ColumnKind| matches!(kind, ColumnKind::Units(_) | ColumnKind::Due);
    if !kinds.iter().any(is_assigned) || kinds.contains(&ColumnKind::Task) {
        return;
    }
    let has_groups = kinds.contains(&ColumnKind::Group);
    let indicators = kinds
        .iter_mut()
        .filter(|kind| **kind == ColumnKind::Indicator);
    let mut indicators = indicators.rev();
    if let Some(last) = indicators.next() {
        *last = ColumnKind::Task;
    }
    if let Some(group) = indicators.next().filter(|_| !has_groups) {
        *group = ColumnKind::Group;
    }
}

/// Takes columns that units head, with nothing below but how they take part: 县教育局 over 牵头 and 配合, over ★ and △.
fn take_units_in_headings(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    if kinds
        .iter()
        .any(|kind| matches!(kind, ColumnKind::Units(_)))
    {
        return;
    }
    for (column, heading) in headings.iter().enumerate() {
        let texts = rows.iter().filter_map(|row| own_text(row, column));
        let mut told = texts.peekable();
        let is_role = told.peek().is_some() && told.all(|text| unit_mark(text).is_some());
        if is_role && kinds[column] == ColumnKind::Other && ends_like_unit(heading) {
            kinds[column] = ColumnKind::Unit;
        }
    }
}

/// Returns how a unit takes part by the word or sign in its column.
pub(super) fn unit_mark(text: &str) -> Option<GroupRole> {
    match text {
        "牵头" | "主办" | "★" | "●" | "▲" | "◎" | "■" => Some(GroupRole::Lead),
        "配合" | "协办" | "参与" | "参加" | "☆" | "○" | "△" | "□" => {
            Some(GroupRole::Support)
        }
        "负责" | "责任" | "承办" | "√" | "✓" | "✔" => Some(GroupRole::Unsaid),
        _ => None,
    }
}

/// Takes a column 合计 beside a measure as the numbers to reach, where no other has them.
fn take_sums_for_targets(kinds: &mut [ColumnKind], headings: &[String]) {
    let has_targets = kinds
        .iter()
        .any(|kind| matches!(kind, ColumnKind::Target(_)));
    if has_targets || !kinds.contains(&ColumnKind::Measure) {
        return;
    }
    let is_sum =
        |heading: &String| matches!(heading.as_str(), "合计" | "总计" | "全县" | "全市" | "全区");
    if let Some(at) = headings.iter().position(is_sum) {
        kinds[at] = ColumnKind::Target(ColumnTime::default());
    }
}

/// Takes what stands behind the numbers of what units answer for as the tasks, whatever its heading: 民生实事.
fn take_tasks_behind_numbers(kinds: &mut [ColumnKind]) {
    let has_units = kinds
        .iter()
        .any(|kind| matches!(kind, ColumnKind::Units(_)));
    let has_names = kinds.iter().any(|kind| {
        matches!(
            kind,
            ColumnKind::Task | ColumnKind::Detail | ColumnKind::Indicator
        )
    });
    if has_units
        && !has_names
        && let Some([ColumnKind::Number, unknown @ ColumnKind::Other]) = kinds.first_chunk_mut()
    {
        *unknown = ColumnKind::Task;
    }
}

/// Takes the column with most to read as the tasks of the units, where no heading names them: 部门 | 重点领域.
fn take_longest_for_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    const SHORTEST: usize = 12;
    let names = |kind: &ColumnKind| {
        matches!(
            kind,
            ColumnKind::Task | ColumnKind::Detail | ColumnKind::Indicator
        )
    };
    let has_units = kinds
        .iter()
        .any(|kind| matches!(kind, ColumnKind::Units(_)));
    if !has_units || kinds.iter().any(names) {
        return;
    }
    let length = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| cell.text.chars().count()).sum()
    };
    let open =
        (0..kinds.len()).filter(|at| matches!(kinds[*at], ColumnKind::Group | ColumnKind::Other));
    if let Some(longest) = open.max_by_key(|column| length(*column))
        && length(longest) >= SHORTEST * rows.len().max(1)
    {
        kinds[longest] = ColumnKind::Task;
    }
}

/// Takes tasks that are chapters (一、) beside details with numbers (1.) as groups, and the details as the tasks.
fn take_chapters_for_groups(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let first = |wanted| kinds.iter().position(|kind| *kind == wanted);
    let (Some(task), Some(detail)) = (first(ColumnKind::Task), first(ColumnKind::Detail)) else {
        return;
    };
    let all = |column: usize, is_it: fn(&str) -> bool| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        let mut texts = cells
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty());
        !rows.is_empty() && texts.all(|text| mark_of(text).is_some() && is_it(text))
    };
    if all(task, |text| !text.starts_with(is_digit))
        && all(detail, |text| text.starts_with(is_digit))
    {
        kinds[task] = ColumnKind::Group;
        kinds[detail] = ColumnKind::Task;
    }
}

/// Drops a column of groups in which each row has its own.
fn drop_groups_of_one(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let Some(column) = kinds.iter().position(|kind| *kind == ColumnKind::Group) else {
        return;
    };
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    let texts = cells
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    let (mut seen, mut count) = (HashSet::new(), 0);
    for text in texts {
        seen.insert(text);
        count += 1;
    }
    if count > 1 && count == rows.len() && seen.len() == count {
        kinds[column] = ColumnKind::Other;
    }
}

/// Takes the details as the tasks where rows of one task have numbers of their own, which count them.
fn take_numbered_details_for_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let first = |wanted| kinds.iter().position(|kind| *kind == wanted);
    let places = (
        first(ColumnKind::Number),
        first(ColumnKind::Task),
        first(ColumnKind::Detail),
    );
    let (Some(number), Some(task), Some(detail)) = places else {
        return;
    };
    let own = |row: &SourceRow, column: usize| own_text(row, column).map(str::to_owned);
    let shares = rows.windows(2).any(|pair| {
        let counted = own(&pair[1], number);
        let has_own = counted.is_some() && counted != own(&pair[0], number);
        let has_own = has_own && own(&pair[1], detail).is_some();
        let named = own(&pair[1], task);
        has_own && (named.is_none() || named == own(&pair[0], task))
    });
    if shares {
        kinds[task] = ColumnKind::Group;
        kinds[detail] = ColumnKind::Task;
    }
}

/// Returns the text of a cell that is not one merged from beside or above.
fn own_text(row: &SourceRow, column: usize) -> Option<&str> {
    let cell = row
        .cells
        .get(column)
        .filter(|cell| cell.covered.is_none())?;
    Some(cell.text.trim()).filter(|text| !text.is_empty())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Keeps the first of two columns of tasks, which names them: 实事项目 | 工作目标.
fn keep_first_tasks(kinds: &mut [ColumnKind]) {
    let tasks = kinds.iter_mut().filter(|kind| **kind == ColumnKind::Task);
    for kind in tasks.skip(1) {
        *kind = ColumnKind::Detail;
    }
}

impl ReadColumns<'_> {
    pub(crate) fn has(&self, wanted: impl Fn(ColumnKind) -> bool) -> bool {
        self.kinds.iter().any(|kind| wanted(*kind))
    }

    /// Returns whether the rows are things to be done.
    pub(crate) fn is_task_list(&self) -> bool {
        self.has(|kind| matches!(kind, ColumnKind::Task | ColumnKind::Detail))
            && (self.has(|kind| {
                matches!(
                    kind,
                    ColumnKind::Units(_) | ColumnKind::Unit | ColumnKind::Due
                )
            }) || self.is_bare_list())
    }

    /// Returns whether the rows are tasks with what they are, of which nobody says who does them or when: 序号 | 任务 | 内容.
    fn is_bare_list(&self) -> bool {
        const OF_OTHERS: [&str; 6] = ["分值", "得分", "评分", "赋分", "考核", "资金"];
        let has = |kind| self.has(|it| it == kind);
        let tells = |at: usize| match self.kinds[at] {
            ColumnKind::Detail => true,
            ColumnKind::Target(time) if !time.is_said() => self.tells_in_words(at),
            _ => false,
        };
        let is_measured = self.has(|kind| {
            matches!(
                kind,
                ColumnKind::Indicator | ColumnKind::Measure | ColumnKind::Base(_)
            )
        });
        has(ColumnKind::Number)
            && has(ColumnKind::Task)
            && !is_measured
            && (0..self.kinds.len()).any(tells)
            && !self.header.contains_any(&OF_OTHERS)
    }

    /// Returns whether most cells of a column are words and not numbers.
    fn tells_in_words(&self, column: usize) -> bool {
        let texts = self.rows.iter().filter_map(|row| own_text(row, column));
        let (mut words, mut count) = (0, 0);
        for text in texts {
            count += 1;
            words +=
                usize::from(!text.starts_with(|c: char| c.is_ascii_digit() || "≥≤><".contains(c)));
        }
        words * 2 > count
    }

    /// Returns the headings of the columns whose words are not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = String> {
        let columns = self.headings.iter().zip(&self.kinds).enumerate();
        let unread = columns.filter(|(column, (heading, kind))| {
            let mut rows = self.rows.iter();
            **kind == ColumnKind::Other
                && !heading.is_empty()
                && rows.any(|row| own_text(row, *column).is_some())
        });
        unread.map(|(_, (heading, _))| heading.clone())
    }

    /// Returns whether the rows are numbers of the plan.
    pub(crate) fn is_indicator_list(&self) -> bool {
        self.has(|kind| kind == ColumnKind::Indicator || kind == ColumnKind::Task)
            && self.has(|kind| matches!(kind, ColumnKind::Target(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Covered;

    #[test]
    fn behind_the_numbers_stand_the_tasks() {
        let table = SourceTable::of(&[
            &["序号", "惠民实事", "责任单位", "完成时限"],
            &["1", "建成丁馆。", "县丁局", "9月底前"],
        ]);
        let kinds = read_columns(&table).unwrap().kinds;
        assert_eq!(kinds[1], ColumnKind::Task);
    }

    #[test]
    fn a_list_of_tasks_needs_no_units_and_no_days() {
        let is_list =
            |rows: &[&[&str]]| read_columns(&SourceTable::of(rows)).unwrap().is_task_list();
        assert!(is_list(&[
            &["序号", "任务", "工作内容"],
            &["1", "护林", "巡山20次。"]
        ]));
        assert!(is_list(&[
            &["序号", "重点任务", "目标"],
            &["1", "护林", "全年巡山20次"]
        ]));
        for rows in [
            [["序号", "重点任务", "目标"], ["1", "巡山", "20次"]],
            [
                ["序号", "考核事项", "评分内容"],
                ["1", "护林", "巡山20次得2分"],
            ],
            [["序号", "指标名称", "工作内容"], ["1", "巡山", "每月巡山"]],
        ] {
            assert!(!is_list(&[&rows[0], &rows[1]]), "{rows:?}");
        }
    }

    #[test]
    fn of_two_columns_of_tasks_the_first_names_them() {
        let table = SourceTable::of(&[&["序号", "实事项目", "工作目标", "责任单位"]]);
        let kinds = read_columns(&table).unwrap().kinds;
        assert_eq!(kinds[1..3], [ColumnKind::Task, ColumnKind::Detail]);
    }

    #[test]
    fn a_heading_may_stand_on_two_rows() {
        let lead = ColumnKind::Units(GroupRole::Lead);
        let support = ColumnKind::Units(GroupRole::Support);
        for second in [
            ["", "", "牵头单位", "配合单位"],
            ["序号", "任务", "牵头单位", "配合单位"],
        ] {
            let table = SourceTable::of(&[
                &["序号", "任务", "分工", "←分工"],
                &second,
                &["1", "建成戊站。", "县戊局", "县己局"],
            ]);
            let columns = read_columns(&table).unwrap();
            assert_eq!(
                (&columns.kinds[2..], columns.rows.len()),
                (&[lead, support][..], 1)
            );
        }
    }

    #[test]
    fn a_third_row_tells_apart_what_is_merged_in_the_second() {
        let mut table = SourceTable::of(&[
            &["丙镇清单", "←", "←", "←", "←"],
            &["一、兴业", "←", "←", "←", "←"],
            &["任务", "分工", "←", "安排", "←"],
            &["", "单位", "←", "起", "止"],
            &["", "牵头", "配合", "", ""],
            &["建成庚厂", "县庚局", "县辛局", "3月", "9月"],
        ]);
        for (row, column) in [(3, 0), (4, 0), (4, 3), (4, 4)] {
            table.rows[row].cells[column].covered = Some(Covered::FromAbove);
        }
        let columns = read_columns(&table).unwrap();
        let lead = ColumnKind::Units(GroupRole::Lead);
        let support = ColumnKind::Units(GroupRole::Support);
        let other = ColumnKind::Other;
        assert_eq!(
            columns.kinds,
            [ColumnKind::Task, lead, support, other, ColumnKind::Due]
        );
        assert_eq!((columns.section, columns.rows.len()), (Some("一、兴业"), 1));
    }
}
