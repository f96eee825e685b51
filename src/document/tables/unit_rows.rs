//! Tables of nothing but units or places and what each is to reach: 乡镇 | 新增就业（人） | 技能培训（人次）.

use super::cell_number::CellNumber;
use super::columns::{measure_above, measure_in};
use super::number_column::{NumberColumn, heading_stack, tells_how_it_stands};
use super::tasks::TableEntry;
use super::tasks::other_rows::{is_remark, is_sum};
use crate::document::numbering::marks::mark_of;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::looks_like_unit;
use crate::document::{SourceLine, SourceRow, SourceTable};

/// Reads the units of a table, each with what it is to reach; nothing of a table that tells more, or how things are.
/// `year` is that of parts of a year that name none; years before `since` are before the plan.
pub(crate) fn unit_rows(
    table: &SourceTable,
    lines: &[SourceLine],
    year: Option<i32>,
    since: Option<i32>,
) -> Option<Vec<TableEntry>> {
    const DEEPEST: usize = 8;
    let all = &table.rows;
    let (headings, rows, names) = (1..all.len().min(DEEPEST)).find_map(|at| {
        let headings: Vec<&SourceRow> = all[..at]
            .iter()
            .filter(|row| row.only_text().is_none())
            .collect();
        let rows = &all[at..];
        let names = name_column(&headings, rows)?;
        are_numbers(&headings, rows, names).then_some((headings, rows, names))
    })?;
    let of_table = measure_in(all).or_else(|| measure_above(table, lines));
    let mut columns = Vec::new();
    // 下达任务面积 | 当月完成面积 | 任务完成量占比
    let names_task = (names + 1..all[0].cells.len()).any(|column| {
        let stack = heading_stack(&headings, column);
        let mut stack = stack.iter();
        stack.any(|text| text.contains_any(&["任务", "目标", "计划"]) && !text.contains("完成"))
    });
    for column in names + 1..all[0].cells.len() {
        let stack = heading_stack(&headings, column);
        let own = stack.first()?;
        if tells_how_it_stands(own) || names_task && own.contains("完成") {
            continue;
        }
        let goal = NumberColumn::read(column, &stack, of_table)?;
        // 2024年完成数 beside 2025年目标数
        let is_before = |(year, since)| year < since;
        if !goal.time.year.zip(since).is_some_and(is_before) {
            columns.push(goal);
        }
    }
    let named = rows
        .iter()
        .filter_map(|row| Some((name_of(text_of(row, names)?), row)));
    let named = named
        .filter(|(name, _)| !is_remark(name) && !is_sum(name))
        .zip(1..);
    let entries = named.map(|((name, row), number)| {
        let of_row = columns
            .iter()
            .filter_map(|column| Some((column, column.aim(row, year)?)));
        let (mut aims, mut runs) = (Vec::new(), Vec::new());
        for (column, aim) in of_row {
            aims.push(aim);
            let run = (
                GroupRole::Lead,
                vec![column.unit.clone().unwrap_or_default()],
            );
            if column.unit.is_some() && !runs.contains(&run) {
                runs.push(run);
            }
        }
        if runs.is_empty() && looks_like_unit(&name) {
            runs.push((GroupRole::Unsaid, vec![name.clone()]));
        }
        TableEntry {
            number,
            heading: name,
            line_no: row.line_no,
            is_item: true,
            runs,
            aims,
            rows: vec![row.line_no],
            ..TableEntry::default()
        }
    });
    let entries: Vec<TableEntry> = entries.filter(|entry| !entry.aims.is_empty()).collect();
    (!entries.is_empty()).then_some(entries)
}

/// Returns whether every column behind that of names is headed and has nothing but numbers, or tells how things stand.
fn are_numbers(headings: &[&SourceRow], rows: &[SourceRow], names: usize) -> bool {
    let is_number = |text: &str| CellNumber::read(text, "").is_some();
    let width = rows[0].cells.len();
    let counts = |column: usize| {
        let stack = heading_stack(headings, column);
        let Some(own) = stack.first() else {
            return false;
        };
        let mut texts = rows
            .iter()
            .filter(|row| first_text(row).is_none_or(|text| !is_remark(text)))
            .filter_map(|row| text_of(row, column));
        tells_how_it_stands(own) || !is_number(own) && texts.all(is_number)
    };
    names + 1 < width && (names + 1..width).all(counts)
}

/// Headings of columns of places.
const PLACES: [&str; 15] = [
    "省份", "地区", "城市", "地市", "市州", "县(市、区)", "县（市、区）", "区县", "县区", "乡镇",
    "镇街", "街道", "辖区", "村名", "村（社区）",
];

/// Returns the first column, save one of numbers, that names units or places alone; one that groups them by few names may
/// stand before it.
fn name_column(headings: &[&SourceRow], rows: &[SourceRow]) -> Option<usize> {
    const LEAST: usize = 2;
    const WIDEST: usize = 4;
    const LONGEST: usize = 12;
    let width = rows.first()?.cells.len();
    let is_count = |text: &str| text.parse::<u32>().is_ok();
    for column in 0..width.min(WIDEST) {
        let texts = || {
            let texts = rows.iter().filter_map(|row| text_of(row, column));
            texts.filter(|text| !is_remark(text) && !is_sum(text))
        };
        if texts().all(is_count) {
            continue;
        }
        let is_headed = heading_stack(headings, column)
            .first()
            .is_some_and(|own| own.ends_with_any(&PLACES));
        let names = |text: &str| {
            let name = name_of(text);
            looks_like_unit(&name) || is_headed && name.chars().count() <= LONGEST
        };
        if texts().count() >= LEAST {
            return texts().all(names).then_some(column);
        }
    }
    None
}

/// Returns the name that a cell has behind its number: 其中：1.东区 is 东区.
fn name_of(text: &str) -> String {
    let text = without_blanks(text);
    let text = text.strip_prefix_any(&["其中：", "其中:"]).unwrap_or(&text);
    let name = mark_of(text)
        .filter(|mark| mark.number > 0)
        .map_or(text, |mark| mark.rest);
    name.trim_end_matches(['：', ':']).to_owned()
}

fn first_text(row: &SourceRow) -> Option<&str> {
    (0..row.cells.len()).find_map(|column| text_of(row, column))
}

fn text_of(row: &SourceRow, column: usize) -> Option<&str> {
    let text = row.cells.get(column)?.text.trim();
    Some(text).filter(|text| !text.is_empty())
}
