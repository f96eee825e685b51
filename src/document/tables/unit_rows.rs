//! Tables of nothing but units or places and what each is to reach: 乡镇 | 新增就业（人） | 技能培训（人次）.

use super::cell_number::CellNumber;
use super::columns::{measure_above, measure_in};
use super::number_column::{NumberColumn, heading_stack};
use super::numbers_below::NumbersBelow;
use super::tasks::TableEntry;
use super::tasks::other_rows::{is_remark, is_sum};
use crate::document::numbering::marks::mark_of;
use crate::document::text::{AnyOf, is_progress_report, without_blanks};
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::looks_like_unit;
use crate::document::{SourceLine, SourceRow, SourceTable};
use crate::text::Doubt;

/// The units of a table.
#[derive(Debug)]
pub(crate) struct UnitRows {
    pub(crate) entries: Vec<TableEntry>,
    /// The headings of the columns that are not read: their words, or numbers without a measure.
    pub(crate) unread: Vec<String>,
}

/// Reads the units of a table, each with its aims; nothing if the table also has other texts, or shows how things
/// are. `year` is assumed for dates without one; years before `since` are before the plan.
pub(crate) fn unit_rows(
    table: &SourceTable,
    lines: &[SourceLine],
    year: Option<i32>,
    since: Option<i32>,
) -> Option<UnitRows> {
    const DEEPEST: usize = 8;
    let all = &table.rows;
    let parted = |is_read: fn(&[&SourceRow], &[SourceRow], usize) -> bool| {
        (1..all.len().min(DEEPEST)).find_map(|at| {
            let headings = all[..at].iter().filter(|row| is_heading(row));
            let (headings, rows): (Vec<&SourceRow>, _) = (headings.collect(), &all[at..]);
            let names = name_column(&headings, rows)?;
            is_read(&headings, rows, names).then_some((headings, rows, names))
        })
    };
    let (headings, rows, names) = parted(are_numbers).or_else(|| parted(have_numbers))?;
    let of_table = measure_in(all).or_else(|| measure_above(table, lines));
    let mut columns = Vec::new();
    let mut unmeasured = Vec::new();
    let words: Vec<usize> = (names + 1..rows[0].cells.len())
        .filter(|column| !has_numbers(rows, *column))
        .collect();
    let must_say = !words.is_empty() || tells_progress_above(table, lines);
    let goals = goals(&headings, names, must_say).into_iter();
    for (column, stack) in goals.filter(|(column, _)| !words.contains(column)) {
        let goal = NumberColumn::read(column, &stack, of_table)?;
        // 2024年完成数 beside 2025年目标数
        let is_before = |(year, since)| year < since;
        if goal.time.year.zip(since).is_some_and(is_before) {
            continue;
        }
        if goal.lacks_measure(rows) {
            unmeasured.extend(stack.into_iter().next().map(|heading| (column, heading)));
        } else {
            columns.push(goal);
        }
    }
    let named = rows
        .iter()
        .filter_map(|row| Some((name_of(text_of(row, names)?), row)));
    let mut named: Vec<(String, &SourceRow)> = named
        .filter(|(name, _)| !is_remark(name) && !is_sum(name))
        .collect();
    drop_sum(&mut named, &columns);
    let named = named.into_iter().zip(1..);
    let entries = named.filter_map(|((name, row), number)| {
        let entry = entry(name, row, number, &columns, year);
        let mut unmeasured = unmeasured.iter();
        let has_more = unmeasured.any(|(column, _)| text_of(row, *column).is_some());
        let is_asked = !entry.aims.is_empty() || !entry.doubts.is_empty() || has_more;
        is_asked.then_some(entry)
    });
    let entries: Vec<TableEntry> = entries.collect();
    let mut unread = unread_words(&headings, &words);
    unread.extend(unmeasured.into_iter().map(|(_, heading)| heading));
    let rows = UnitRows { entries, unread };
    (!rows.entries.is_empty()).then_some(rows)
}

/// Returns whether a row heads columns: more than a title, and no labels (制表日期：2026.1 | 单位：亩).
fn is_heading(row: &SourceRow) -> bool {
    let mut texts = (0..row.cells.len()).filter_map(|column| text_of(row, column));
    row.only_text().is_none() && texts.any(|text| !text.contains(['：', ':']))
}

/// Returns the headings of columns of words that are neither about how things are nor remarks.
fn unread_words(headings: &[&SourceRow], words: &[usize]) -> Vec<String> {
    let stacks = words.iter().map(|column| heading_stack(headings, *column));
    let unread = stacks.filter(|stack| !tells_other(NumbersBelow::of_stack(stack)));
    unread
        .filter_map(|stack| stack.into_iter().next())
        .collect()
}

/// Reads what the unit or place of a row is to reach.
fn entry(
    name: String,
    row: &SourceRow,
    number: u32,
    columns: &[NumberColumn],
    year: Option<i32>,
) -> TableEntry {
    let mut entry = TableEntry {
        number,
        line_no: row.line_no,
        is_item: true,
        rows: vec![row.line_no],
        ..TableEntry::default()
    };
    for column in columns {
        let Some(aim) = column.aim(row, year) else {
            let unread = column
                .unread(row)
                .map(|number| Doubt::NumberLeftOut { number });
            entry
                .doubts
                .extend(unread.map(|doubt| (doubt, row.line_no)));
            continue;
        };
        entry.aims.push(aim);
        if let Some(unit) = &column.unit {
            let run = (GroupRole::Lead, vec![unit.clone()]);
            if !entry.runs.contains(&run) {
                entry.runs.push(run);
            }
        }
    }
    if entry.runs.is_empty() && looks_like_unit(&name) {
        entry.runs.push((GroupRole::Unsaid, vec![name.clone()]));
    }
    entry.heading = name;
    entry
}

/// Drops the first or the last row where it sums up all others, whatever it is called: 某市 above its counties.
fn drop_sum(named: &mut Vec<(String, &SourceRow)>, columns: &[NumberColumn]) {
    const FEWEST: usize = 4;
    const OFF: f64 = 1e-6;
    let value =
        |column: &NumberColumn, row: &SourceRow| column.aim(row, None).map_or(0.0, |aim| aim.value);
    let sums_up = |row| {
        columns.iter().all(|column| {
            let all: f64 = named.iter().map(|(_, row)| value(column, row)).sum();
            let whole = value(column, row);
            whole > 0.0 && (all - 2.0 * whole).abs() <= OFF * whole
        })
    };
    let ends = [0, named.len().saturating_sub(1)];
    let sum = ends
        .into_iter()
        .find(|at| named.len() >= FEWEST && !columns.is_empty() && sums_up(named[*at].1));
    if let Some(at) = sum {
        named.remove(at);
    }
}

/// Returns the columns of goals behind that of names, each with its headings. If others show how things are, or the
/// whole table does, these must be called goals.
fn goals(headings: &[&SourceRow], names: usize, tells_progress: bool) -> Vec<(usize, Vec<String>)> {
    let width = headings[0].cells.len();
    let stacks = (names + 1..width).map(|column| (column, heading_stack(headings, column)));
    let told: Vec<(usize, Vec<String>, NumbersBelow)> = stacks
        .map(|(column, stack)| {
            let below = NumbersBelow::of_stack(&stack);
            (column, stack, below)
        })
        .collect();
    let are = |below: &NumbersBelow| told.iter().any(|(_, _, other)| other == below);
    let must_say = tells_progress || are(&NumbersBelow::Done) || are(&NumbersBelow::Means);
    // 下达任务面积 | 当月完成整治
    let names_task = told.iter().any(|(_, stack, below)| {
        *below == NumbersBelow::Goals && stack[0].contains_any(&["任务", "目标", "计划"])
    });
    let goals = told.into_iter().filter(|(_, stack, below)| match below {
        NumbersBelow::Goals | NumbersBelow::Deeds => true,
        NumbersBelow::Unsaid => !(must_say || names_task && stack[0].contains("完成")),
        _ => false,
    });
    goals.map(|(column, stack, _)| (column, stack)).collect()
}

/// Returns whether a table is called one of how far things are, in it or in the lines before it: 任务完成情况统计表.
fn tells_progress_above(table: &SourceTable, lines: &[SourceLine]) -> bool {
    const NEAR: usize = 3;
    let before = &lines[..table.lines_before.min(lines.len())];
    let near = before.iter().rev().take(NEAR);
    let near = near.map(|line| line.text.as_str());
    let inside = table.rows.iter().map_while(SourceRow::only_text);
    let mut named = near.chain(inside);
    named.any(is_progress_report)
}

/// Returns whether every column behind that of names is headed and has nothing but numbers, or shows how things are.
fn are_numbers(headings: &[&SourceRow], rows: &[SourceRow], names: usize) -> bool {
    let width = rows[0].cells.len();
    let counts = |column: usize| {
        let stack = heading_stack(headings, column);
        let Some(own) = stack.first() else {
            return false;
        };
        !is_number(own)
            && (tells_other(NumbersBelow::of_stack(&stack)) || has_numbers(rows, column))
    };
    names + 1 < width && (names + 1..width).all(counts)
}

/// Returns whether the first of the rows has a name, and a column below a heading that says that it is a goal has nothing
/// but numbers.
fn have_numbers(headings: &[&SourceRow], rows: &[SourceRow], names: usize) -> bool {
    let width = rows[0].cells.len();
    let is_goal = |column: usize| {
        let stack = heading_stack(headings, column);
        NumbersBelow::of_stack(&stack) == NumbersBelow::Goals && has_numbers(rows, column)
    };
    text_of(&rows[0], names).is_some() && (names + 1..width).any(is_goal)
}

/// Returns whether the numbers of a column are not goals.
fn tells_other(below: NumbersBelow) -> bool {
    use NumbersBelow::{Base, Done, Marks, Means};
    matches!(below, Done | Base | Means | Marks)
}

/// Returns whether the units or places of rows have nothing but numbers in a column.
fn has_numbers(rows: &[SourceRow], column: usize) -> bool {
    let is_place = |row: &&SourceRow| {
        row.only_text().is_none() && first_text(row).is_none_or(|text| !is_remark(text))
    };
    let mut texts = rows
        .iter()
        .filter(is_place)
        .filter_map(|row| text_of(row, column));
    texts.all(is_number)
}

fn is_number(text: &str) -> bool {
    CellNumber::read(text.trim_start_matches(['-', '－']), "").is_some()
}

/// Returns whether a heading is of places: 所属乡镇, 市（区）.
fn heads_places(heading: &str) -> bool {
    const PLACES: [&str; 15] = [
        "省份", "地区", "城市", "地市", "市州", "县(市、区)", "县（市、区）", "区县", "县区",
        "乡镇", "镇街", "街道", "辖区", "村名", "村（社区）",
    ];
    const KINDS: &str = "省市州盟县区旗域乡镇街道村社（）()、/";
    heading.contains_any(&PLACES) || heading.chars().all(|c| KINDS.contains(c))
}

/// Returns the first column, save one of numbers, that names units or places alone; one that groups them by few names
/// may come before it.
fn name_column(headings: &[&SourceRow], rows: &[SourceRow]) -> Option<usize> {
    const LEAST: usize = 2;
    const WIDEST: usize = 4;
    const LONGEST: usize = 12;
    let width = rows.first()?.cells.len();
    let is_count = |text: &str| text.parse::<u32>().is_ok();
    for column in 0..width.min(WIDEST) {
        let texts = || {
            let rows = rows.iter().filter(|row| row.only_text().is_none());
            let texts = rows.filter_map(|row| text_of(row, column));
            texts.filter(|text| !is_remark(text) && !is_sum(text))
        };
        if texts().all(is_count) {
            continue;
        }
        let is_headed = heading_stack(headings, column)
            .first()
            .is_some_and(|own| heads_places(own));
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
