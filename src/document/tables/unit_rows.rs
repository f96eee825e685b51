//! Tables of nothing but units and what each is to reach: 乡镇 | 新增就业（人） | 技能培训（人次）.

use super::cell_number::CellNumber;
use super::column_kind::{ColumnKind, column_kind};
use super::column_time::ColumnTime;
use super::columns::{measure_above, measure_in};
use super::name_measure::{measure_at_end, measures_of_headings};
use super::tasks::{TableEntry, is_remark};
use crate::document::aims::aim::PrintedAim;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::looks_like_unit;
use crate::document::{SourceLine, SourceRow, SourceTable};

/// Words of headings of numbers that nobody is to reach.
const NO_GOALS: [&str; 13] = [
    "分值", "得分", "评分", "赋分", "考核", "资金", "投资", "电话", "号码", "现有", "基本情况",
    "人口", "排名",
];

/// Reads the units of a table, each with what it is to reach; nothing of a table that tells more, or how things are.
/// `year` is that of parts of a year that name none; years before `since` are before the plan.
pub(crate) fn unit_rows(
    table: &SourceTable,
    lines: &[SourceLine],
    year: Option<i32>,
    since: Option<i32>,
) -> Option<Vec<TableEntry>> {
    const DEEPEST: usize = 4;
    let at = (0..table.rows.len().min(DEEPEST)).find(|at| is_heading(&table.rows, *at))?;
    let (heading, rows) = (&table.rows[at], &table.rows[at + 1..]);
    let names = name_column(rows)?;
    let measures = measures_of_headings(&table.rows[at..=at], heading.cells.len());
    let of_table = measure_in(&table.rows[..at]).or_else(|| measure_above(table, lines));
    let columns = (names + 1..heading.cells.len()).map(|column| {
        let own = measures.get(column).cloned().flatten();
        let measure = own.unwrap_or_else(|| of_table.unwrap_or_default().to_owned());
        let goal = NumberColumn::read(column, &heading.cells[column].text, measure)?;
        let is_before = goal
            .time
            .year
            .zip(since)
            .is_some_and(|(year, since)| year < since);
        (!is_before).then_some(goal)
    });
    let columns = columns.collect::<Option<Vec<_>>>()?;
    let named = rows
        .iter()
        .filter_map(|row| Some((text_of(row, names)?, row)));
    let named = named.filter(|(name, _)| !is_remark(name)).zip(1..);
    let entries = named.map(|((name, row), number)| TableEntry {
        number,
        heading: without_blanks(name),
        line_no: row.line_no,
        is_item: true,
        runs: vec![(GroupRole::Unsaid, vec![without_blanks(name)])],
        aims: columns
            .iter()
            .filter_map(|column| column.aim(row, year))
            .collect(),
        rows: vec![row.line_no],
        ..TableEntry::default()
    });
    let entries: Vec<TableEntry> = entries.filter(|entry| !entry.aims.is_empty()).collect();
    (!entries.is_empty()).then_some(entries)
}

/// A column of numbers.
struct NumberColumn {
    column: usize,
    /// The thing that its numbers count.
    name: String,
    measure: String,
    time: ColumnTime,
}

impl NumberColumn {
    /// Reads the heading of a column; nothing of numbers that tell how things are.
    fn read(column: usize, heading: &str, measure: String) -> Option<Self> {
        const BEHIND: [&str; 6] = ["目标任务", "任务数", "目标", "任务", "指标", "计划"];
        let heading = without_blanks(heading);
        let time = match column_kind(&heading) {
            ColumnKind::Target(time) => time,
            ColumnKind::Base(_) => return None,
            _ if heading.contains_any(&NO_GOALS) => return None,
            _ => ColumnTime::default(),
        };
        let name = measure_at_end(&heading).map_or(heading.as_str(), |(name, _)| name);
        let name = BEHIND
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .unwrap_or(name);
        Some(Self {
            column,
            name: name.to_owned(),
            measure,
            time,
        })
    }

    /// Returns what the unit of a row is to reach.
    fn aim(&self, row: &SourceRow, year: Option<i32>) -> Option<PrintedAim> {
        let number = CellNumber::read(text_of(row, self.column)?, &self.measure)?;
        let is_counted = !number.unit.is_empty() && !number.asks_nothing();
        is_counted.then(|| PrintedAim {
            is_level: number.is_level(&self.name),
            name: self.name.clone(),
            op: number.op,
            value: number.value,
            max: number.max,
            unit: number.unit,
            every: None,
            by: self.time.last_day(year),
            baseline: None,
            printed: number.printed,
            line_no: row.line_no,
            is_sure: number.is_sure,
        })
    }
}

/// Returns whether a row heads units and nothing but numbers of theirs.
fn is_heading(rows: &[SourceRow], at: usize) -> bool {
    let (heading, below) = (&rows[at], &rows[at + 1..]);
    let Some(names) = name_column(below) else {
        return false;
    };
    let is_number = |text: &str| CellNumber::read(text, "").is_some();
    let mut numbers = names + 1..heading.cells.len();
    let are_headed = (names..heading.cells.len())
        .all(|column| text_of(heading, column).is_some_and(|text| !is_number(text)));
    let are_numbers = numbers.all(|column| {
        let mut texts = below.iter().filter_map(|row| text_of(row, column));
        texts.all(is_number)
    });
    are_headed && are_numbers && names + 1 < heading.cells.len()
}

/// Returns the first column, save one of numbers, if it names units alone.
fn name_column(rows: &[SourceRow]) -> Option<usize> {
    const LEAST: usize = 2;
    let width = rows.first()?.cells.len();
    let is_count = |text: &str| text.parse::<u32>().is_ok();
    let column = (0..width.min(2)).find(|column| {
        let mut texts = rows.iter().filter_map(|row| text_of(row, *column));
        texts.any(|text| !is_count(text))
    })?;
    let texts = || rows.iter().filter_map(|row| text_of(row, column));
    let are_units = texts().all(|text| is_remark(text) || looks_like_unit(&without_blanks(text)));
    (are_units && texts().count() >= LEAST).then_some(column)
}

fn text_of(row: &SourceRow, column: usize) -> Option<&str> {
    let text = row.cells.get(column)?.text.trim();
    Some(text).filter(|text| !text.is_empty())
}
