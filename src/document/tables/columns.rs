//! The columns of a table: where its heading is, and the table that they make.

use super::column_kind::{ColumnKind, column_kind};
use super::name_measure::measures_of_headings;
use super::settled_kinds::{first_of, settle_kinds, take_indicators_for_tasks, texts_of};
use super::sub_headings::{columns_told, take_sub_headings, tells_apart};
use crate::document::aims::measures::measure_at;
use crate::document::numbering::marks::mark_of;
use crate::document::text::{AnyOf, is_han, without_blanks};
use crate::document::{SourceLine, SourceRow, SourceTable};

/// A table with its columns recognized.
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

/// The most rows of a heading.
const DEEPEST_HEADING: usize = 3;

/// Reads the columns of a table among lines, the last of which before it may say what its numbers count.
pub(crate) fn read_columns_below<'t>(
    table: &'t SourceTable,
    lines: &'t [SourceLine],
) -> Option<ReadColumns<'t>> {
    let mut columns = read_columns(table)?;
    columns.measure = columns.measure.or_else(|| measure_above(table, lines));
    if lines.iter().all(|line| mark_of(&line.text).is_none()) {
        take_indicators_for_tasks(&mut columns.kinds, columns.rows);
    }
    Some(columns)
}

/// Finds the heading of a table in its first rows; it may have up to three.
pub(crate) fn read_columns(table: &SourceTable) -> Option<ReadColumns<'_>> {
    const DEEPEST: usize = 5;
    let rows = table.rows.iter().take(DEEPEST);
    let at = rows.clone().position(|row| columns_told(row) >= 2)?;
    let first = &table.rows[at];
    let cells = first.cells.iter();
    let mut kinds: Vec<ColumnKind> = cells.map(|cell| column_kind(&cell.text)).collect();
    take_names_below_blanks(&mut kinds, first, &table.rows[at + 1..]);
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
    settle_kinds(&mut kinds, &headings, below);
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
        measure: measure_in(&table.rows[..at]),
        measures,
        headings,
    })
}

/// Takes a column of words under a blank heading as more of the names before it, whose heading was one cell over both.
fn take_names_below_blanks(kinds: &mut [ColumnKind], heading: &SourceRow, rows: &[SourceRow]) {
    for column in 1..kinds.len() {
        let is_blank = heading.cells[column].text.trim().is_empty();
        let mut texts = texts_of(rows, column);
        if is_blank
            && matches!(kinds[column - 1], ColumnKind::Task | ColumnKind::Indicator)
            && texts.any(|text| text.contains(is_han))
        {
            kinds[column] = kinds[column - 1];
        }
    }
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

/// Returns the measure that rows say: 单位：万元.
pub(super) fn measure_in(rows: &[SourceRow]) -> Option<&str> {
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    cells.find_map(|cell| measure_said_in(&cell.text))
}

/// Returns the measure that one of the last lines before a table says.
pub(super) fn measure_above<'t>(table: &SourceTable, lines: &'t [SourceLine]) -> Option<&'t str> {
    const NEAR: usize = 2;
    let before = &lines[..table.lines_before.min(lines.len())];
    let mut near = before.iter().rev().take(NEAR);
    near.find_map(|line| measure_said_in(&line.text))
}

/// Returns the measure that a text gives for numbers: （单位：万元）, 面积：万亩; 亩 for 亩、万元, since money is left
/// out. Nothing if it names several others, or no measure: 单位：某局.
pub(crate) fn measure_said_in(text: &str) -> Option<&str> {
    const BEFORE: [&str; 6] = ["单位：", "单位:", "面积：", "面积:", "金额：", "金额:"];
    let (_, said) = BEFORE.iter().find_map(|word| text.split_once(word))?;
    let said = said.trim().trim_end_matches(['）', ')']);
    let mut measures = said.split('、').map(str::trim);
    let things =
        match (measures.next()?, measures.next(), measures.next()) {
            (only, None, _) => only,
            (first, Some(second), None) if is_money(first) != is_money(second) => {
                if is_money(first) { second } else { first }
            }
            _ => return None,
        };
    let bare = things.trim_start_matches(['十', '百', '千', '万', '亿']);
    (measure_at(bare) == Some(bare)).then_some(things)
}

/// Returns the measure of a table for the numbers below a heading: none for 投资 in a table of 亩.
pub(super) fn measure_below<'m>(of_table: Option<&'m str>, heading: &str) -> Option<&'m str> {
    const MONEY: [&str; 5] = ["投资", "资金", "补助", "经费", "金额"];
    of_table.filter(|measure| is_money(measure) || !heading.contains_any(&MONEY))
}

fn is_money(measure: &str) -> bool {
    measure.ends_with('元')
}

/// Returns the numbered text that is all of the row before a heading.
fn section_before(table: &SourceTable, heading: usize) -> Option<&str> {
    let text = table.rows.get(heading.checked_sub(1)?)?.only_text()?;
    mark_of(text).filter(|mark| mark.number > 0).map(|_| text)
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
        const OF_OTHERS: [&str; 8] = [
            "分值", "得分", "评分", "赋分", "资金", "考核标准", "考核办法", "考核内容",
        ];
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
        if has(ColumnKind::Number) && self.assesses_tasks() {
            return true;
        }
        (has(ColumnKind::Number) || self.is_headed_by_tasks())
            && has(ColumnKind::Task)
            && !is_measured
            && ((0..self.kinds.len()).any(tells) || self.lists_works())
            && !self.header.contains_any(&OF_OTHERS)
    }

    /// Returns whether its tasks are what is assessed, each with a number to reach: 考核指标 | 单位 | 工作目标.
    fn assesses_tasks(&self) -> bool {
        let tasks = first_of(&self.kinds, ColumnKind::Task);
        tasks.is_some_and(|column| self.headings[column].starts_with("考核"))
            && self.has(ColumnKind::is_target)
    }

    /// Returns whether its first column is called tasks: 工作任务 | 目标要求.
    fn is_headed_by_tasks(&self) -> bool {
        const CALLED: [&str; 6] = [
            "工作任务", "重点任务", "主要任务", "目标任务", "重点工作", "任务名称",
        ];
        self.kinds.first() == Some(&ColumnKind::Task)
            && self.headings[0].starts_with_any(&CALLED)
            && self.rows.len() > 1
    }

    /// Returns whether its tasks are listed by themselves, under a heading that calls them so: 序号 | 实事项目.
    fn lists_works(&self) -> bool {
        const CALLED: [&str; 4] = ["实事", "任务", "举措", "工作"];
        const SHORTEST: usize = 8;
        let tasks = first_of(&self.kinds, ColumnKind::Task);
        tasks.is_some_and(|column| {
            let texts = texts_of(self.rows, column);
            let lengths: Vec<usize> = texts.map(|text| text.chars().count()).collect();
            self.headings[column].contains_any(&CALLED)
                && !lengths.is_empty()
                && lengths.iter().sum::<usize>() >= SHORTEST * lengths.len()
        })
    }

    /// Returns whether most cells of a column are words and not numbers.
    fn tells_in_words(&self, column: usize) -> bool {
        let (mut words, mut count) = (0, 0);
        for text in texts_of(self.rows, column) {
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
            **kind == ColumnKind::Other
                && !heading.is_empty()
                && !heading.contains("属性")
                && texts_of(self.rows, *column).next().is_some()
        });
        unread.map(|(_, (heading, _))| heading.clone())
    }

    /// Returns whether the rows are numbers of the plan.
    pub(crate) fn is_indicator_list(&self) -> bool {
        self.has(|kind| kind == ColumnKind::Indicator || kind == ColumnKind::Task)
            && self.has(ColumnKind::is_target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Covered;
    use crate::document::units::group::GroupRole;

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
        // Goals name nothing beside them.
        for headings in [["工作目标", "工作任务"], ["工作任务", "目标任务"]] {
            let table = SourceTable::of(&[&headings, &["改善办学条件", "修缮校舍"]]);
            let kinds = read_columns(&table).unwrap().kinds;
            let is_goal = headings[0].ends_with("目标");
            assert_eq!(
                kinds[usize::from(is_goal)],
                ColumnKind::Task,
                "{headings:?}"
            );
        }
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
