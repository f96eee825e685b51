//! A list of tasks as a table: one row per item, rows over all columns its sections.

pub(super) mod other_rows;

use super::column_kind::ColumnKind;
use super::columns::ReadColumns;
use super::row_values::{RowValues, ValueRow};
use super::settled_kinds::unit_mark;
use crate::document::aims::aim::PrintedAim;
use crate::document::numbering::heading::split_heading;
use crate::document::numbering::marks::{mark_of, without_mark};
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::structure::PassedNumber;
use crate::document::text::{AnyOf, is_han, without_blanks};
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::stages::{Stage, headed_stages, stages};
use crate::document::units::group::{GroupRole, UnitGroup};
use crate::document::units::kinds::ends_like_unit;
use crate::document::{Covered, SourceRow, TextParagraph};
use crate::text::Doubt;
use other_rows::{is_remark, numbered_section, repeats_headings, whole_row};

/// A heading or an item of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableEntry {
    /// Its number; a row without one is counted.
    pub(crate) number: u32,
    pub(crate) heading: String,
    pub(crate) line_no: usize,
    pub(crate) is_item: bool,
    pub(crate) text: Vec<TextParagraph>,
    pub(crate) runs: Vec<(GroupRole, Vec<String>)>,
    /// The days of its rows as printed, each with its line.
    pub(crate) dues: Vec<(String, usize)>,
    /// How often its rows are due, as printed, each with its line.
    pub(crate) rhythms: Vec<(String, usize)>,
    /// How often its rows are to be told of, as printed, each with its line.
    pub(crate) reports: Vec<(String, usize)>,
    /// The numbers that are all of a cell.
    pub(crate) aims: Vec<PrintedAim>,
    /// The work to be done by the times of columns.
    pub(crate) deadlines: Vec<PrintedDeadline>,
    /// Its numbers that are no targets.
    pub(crate) passed_over: Vec<PassedNumber>,
    /// The doubts that its cells leave, each with its line.
    pub(crate) doubts: Vec<(Doubt, usize)>,
    /// The lines of its rows.
    pub(crate) rows: Vec<usize>,
}

/// Reads the rows of a list of tasks. `year` is that of what names none.
/// Years before `since` are before the plan.
pub(crate) fn table_entries(
    columns: &ReadColumns<'_>,
    year: Option<i32>,
    since: Option<i32>,
) -> Vec<TableEntry> {
    let mut list = TaskList {
        year,
        since,
        ..TaskList::default()
    };
    let has_rows = |row| {
        let text = whole_row(columns, row).or_else(|| numbered_section(columns, row));
        text.is_some_and(|text| !is_remark(&text))
    };
    // One heading over all rows says less than their groups.
    let has_groups = columns.has(|kind| kind == ColumnKind::Group);
    let section = columns.section.filter(|_| !has_groups);
    list.has_sections = section.is_some() || columns.rows.iter().any(has_rows);
    if let (Some(text), Some(first)) = (section, columns.rows.first()) {
        list.open_section(text, first.line_no);
    }
    for row in columns.rows {
        list.read_row(columns, row);
    }
    list.entries
}

/// A list of tasks, read row by row.
#[derive(Default)]
struct TaskList {
    entries: Vec<TableEntry>,
    /// The year of what names none.
    year: Option<i32>,
    /// The plan's first year.
    since: Option<i32>,
    sections: u32,
    /// The number of the last item.
    counted: u32,
    /// Whether rows over all columns are its sections, so that no column of headings is.
    has_sections: bool,
    /// The heading of the last row, from the column of headings.
    group: String,
    /// The last month or quarter of a column that tells of nothing else.
    span: String,
    /// The number and the task of the last row, as printed.
    last: [Option<String>; 2],
}

impl TaskList {
    fn read_row(&mut self, columns: &ReadColumns<'_>, row: &SourceRow) {
        let mut texts = row.cells.iter().map(|cell| cell.text.trim());
        if texts.find(|text| !text.is_empty()).is_some_and(is_remark) {
            return;
        }
        if let Some(text) = whole_row(columns, row).or_else(|| numbered_section(columns, row)) {
            if !is_remark(&text) {
                self.open_section(&text, row.line_no);
                self.count_anew(columns);
            }
            return;
        }
        if repeats_headings(columns, row) {
            return;
        }
        if let Some(name) = cell_of(columns, row, ColumnKind::Group)
            && name != self.group
            && !self.has_sections
        {
            name.clone_into(&mut self.group);
            self.open_section(name, row.line_no);
            self.count_anew(columns);
        }
        let task = cell_of(columns, row, ColumnKind::Task);
        let detail = cell_of(columns, row, ColumnKind::Detail);
        let heading = task.or(detail).unwrap_or_default();
        let has_blank = columns.has(|kind| kind == ColumnKind::Task) && task.is_none();
        let has_number = cell_of(columns, row, ColumnKind::Number).is_some();
        let printed = [ColumnKind::Number, ColumnKind::Task]
            .map(|kind| cell_of(columns, row, kind).map(str::to_owned));
        let repeats = printed.iter().all(Option::is_some) && self.last == printed;
        self.last = printed;
        let goes_on =
            (is_covered(columns, row, ColumnKind::Task) || has_blank && !has_number || repeats)
                && self.entries.last().is_some_and(|last| last.is_item);
        if heading.is_empty() && !goes_on || is_remark(heading) {
            return;
        }
        // Whether its details name it, where the task is a list.
        let mut names_itself = false;
        if !goes_on {
            let number = cell_of(columns, row, ColumnKind::Number).and_then(number_of);
            let number = number.or_else(|| number_before(heading));
            self.counted = number.unwrap_or(self.counted + 1);
            let works = numbered_pieces(heading);
            let named = detail.filter(|_| works.len() > 1).filter(|it| is_short(it));
            names_itself = named.is_some();
            let mut entry = item(named.unwrap_or(works[0]), self.counted, row.line_no);
            let rest = if names_itself {
                &works[..]
            } else {
                &works[1..]
            };
            entry.text.extend(
                rest.iter()
                    .map(|text| TextParagraph::behind_mark(text, row.line_no)),
            );
            self.entries.push(entry);
        }
        let Some(entry) = self.entries.last_mut() else {
            return;
        };
        let heading = entry.heading.clone();
        let of = ValueRow {
            columns,
            row,
            task: &heading,
            year: self.year,
            since: self.since,
        };
        let has_details = (task.is_some() || goes_on) && !names_itself;
        fill(entry, of, has_details, goes_on);
        if let Some(column) = span_column(columns) {
            let words = row.cells.get(column).map_or("", |cell| cell.text.trim());
            if !words.is_empty() {
                words.clone_into(&mut self.span);
            } else if !goes_on && !self.span.is_empty() {
                entry.dues.push((self.span.clone(), row.line_no));
            }
        }
    }

    /// Counts the items of a section from 1 where no column numbers them.
    fn count_anew(&mut self, columns: &ReadColumns<'_>) {
        if !columns.has(|kind| kind == ColumnKind::Number) {
            self.counted = 0;
        }
    }

    fn open_section(&mut self, text: &str, line_no: usize) {
        self.sections += 1;
        self.entries.push(section(text, self.sections, line_no));
    }
}

/// Returns the text in the first column of a kind that has one in a row.
fn cell_of<'t>(
    columns: &ReadColumns<'_>,
    row: &'t SourceRow,
    wanted: ColumnKind,
) -> Option<&'t str> {
    let cells = columns.kinds.iter().zip(&row.cells);
    cells
        .filter(|(kind, cell)| **kind == wanted && cell.covered != Some(Covered::FromLeft))
        .map(|(_, cell)| cell.text.trim())
        .find(|text| !text.is_empty())
}

/// Returns the number of an item: 3, 3.
fn number_of(text: &str) -> Option<u32> {
    text.trim_end_matches(['.', '、', '．']).parse().ok()
}

/// Returns the number that a task begins with: 5.推送政策.
fn number_before(text: &str) -> Option<u32> {
    let mark = mark_of(text).filter(|mark| mark.number > 0)?;
    text.starts_with(|c: char| c.is_ascii_digit())
        .then_some(mark.number)
}

/// Writes the words, the units, the day and the values of a row into its item; of a row that goes on with it, what is new.
fn fill(entry: &mut TableEntry, of: ValueRow<'_>, has_details: bool, goes_on: bool) {
    let ValueRow { columns, row, .. } = of;
    let has_values = columns.has(|kind| matches!(kind, ColumnKind::Target(_)));
    let mut values = RowValues::default();
    // The first details of a row without a task are its heading.
    let mut is_heading = !has_details;
    let mut runs: Vec<(GroupRole, Vec<String>)> = Vec::new();
    for (column, (kind, cell)) in columns.kinds.iter().zip(&row.cells).enumerate() {
        let is_known = goes_on && cell.covered == Some(Covered::FromAbove);
        if cell.text.trim().is_empty() || is_known {
            continue;
        }
        let is_inside = cell.covered == Some(Covered::FromLeft);
        match kind {
            ColumnKind::Units(role) => {
                let heading = columns.headings.get(column);
                let has_persons = heading.is_some_and(|it| it.contains_any(&PERSONS));
                let text = if has_persons {
                    without_persons(&cell.text)
                } else {
                    cell.text.replace('\n', "、")
                };
                let group = UnitGroup::read(&text);
                let odd = group
                    .odd
                    .iter()
                    .map(|name| Doubt::OddUnit { name: name.clone() });
                values.doubts.extend(odd);
                for run in group.runs {
                    let role = if run.role == GroupRole::Unsaid {
                        *role
                    } else {
                        run.role
                    };
                    runs.push((role, run.names));
                }
            }
            ColumnKind::Unit => {
                let text = cell.text.trim();
                let heading = columns.headings.get(column).cloned();
                if let Some((role, name)) = unit_mark(text).zip(heading) {
                    // What a sign means stands elsewhere.
                    if !text.contains(is_han) {
                        let names = name.clone();
                        values.doubts.push(Doubt::UnitsFromText { names });
                    }
                    runs.push((role, vec![name]));
                }
            }
            ColumnKind::Due | ColumnKind::Detail
                if let Some(stages) = headed_stages(&cell.text, of.year) =>
            {
                values.texts.extend(stages.iter().map(Stage::sentence));
            }
            ColumnKind::Due => match stages(&cell.text, of.year) {
                Some(stages) => values.texts.extend(stages.iter().map(Stage::sentence)),
                None if values.take_by_days(of, &cell.text) => {}
                None => entry.dues.push((cell.text.clone(), row.line_no)),
            },
            // 月报, 季报
            ColumnKind::Cadence if !cell.text.trim().ends_with('报') => {
                entry.rhythms.push((cell.text.clone(), row.line_no));
            }
            ColumnKind::Cadence | ColumnKind::Reporting => {
                entry.reports.push((cell.text.clone(), row.line_no));
            }
            _ if is_inside => {}
            ColumnKind::Detail if std::mem::take(&mut is_heading) => {}
            ColumnKind::Detail | ColumnKind::Target(_) if values.take(of, column) => {}
            ColumnKind::Detail => {
                let texts = works_in(&cell.text).into_iter();
                entry
                    .text
                    .extend(texts.map(|text| TextParagraph::behind_mark(text, row.line_no)));
            }
            ColumnKind::Indicator if !has_values => {
                values.texts.push(cell.text.trim().to_owned());
            }
            ColumnKind::Other | ColumnKind::Base(_) => values.pass(of, column),
            _ => {}
        }
    }
    values.finish();
    let leads = |runs: &[(GroupRole, Vec<String>)]| -> Vec<String> {
        let leads = runs
            .iter()
            .filter(|(role, _)| matches!(role, GroupRole::Lead | GroupRole::Unsaid));
        leads.flat_map(|(_, names)| names.clone()).collect()
    };
    let (before, now) = (leads(&entry.runs), leads(&runs));
    if !before.is_empty() && now.iter().any(|name| !before.contains(name)) {
        // Each row of a task has its own.
        let mut known = entry.doubts.iter_mut();
        let known = known.find_map(|(doubt, _)| match doubt {
            Doubt::SeveralGroups { count } => Some(count),
            _ => None,
        });
        match known {
            Some(count) => *count += 1,
            None => values.doubts.push(Doubt::SeveralGroups { count: 2 }),
        }
    }
    entry.runs.extend(runs);
    entry.text.extend(
        values
            .texts
            .iter()
            .map(|text| TextParagraph::behind_mark(text, row.line_no)),
    );
    entry.aims.extend(values.aims);
    entry.deadlines.extend(values.deadlines);
    let passed = values.passed_over.into_iter();
    entry.passed_over.extend(passed.map(|printed| PassedNumber {
        printed,
        line_no: row.line_no,
    }));
    let doubts = values.doubts.into_iter();
    entry
        .doubts
        .extend(doubts.map(|doubt| (doubt, row.line_no)));
    entry.rows.push(row.line_no);
}

/// Returns what a cell tells to be done, line by line and number by number, without the numbers.
fn works_in(cell: &str) -> Vec<&str> {
    let pieces = numbered_pieces(cell.trim());
    if pieces.len() > 1 {
        return pieces;
    }
    let lines = cell.trim().lines();
    lines.map(|line| without_mark(line.trim())).collect()
}

/// Returns the column of months or quarters, which are blank below where they go on.
fn span_column(columns: &ReadColumns<'_>) -> Option<usize> {
    let mut headings = columns.headings.iter();
    headings.position(|heading| matches!(heading.as_str(), "月份" | "季度" | "时段"))
}

/// Returns whether a text is as long as a heading may be.
fn is_short(text: &str) -> bool {
    const LONGEST: usize = 40;
    !text.contains('\n') && text.chars().count() <= LONGEST
}

/// Words of headings that tell of persons.
const PERSONS: [&str; 4] = ["责任人", "负责人", "联系人", "人员"];

/// Returns a list of units without the persons behind them: 县商务局 张三.
fn without_persons(text: &str) -> String {
    let without = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_person =
            |word: &&str| (2..=4).contains(&word.chars().count()) && !ends_like_unit(word);
        let kept = words.iter().enumerate();
        let kept = kept.filter(|(at, word)| *at == 0 || !is_person(word));
        kept.map(|(_, word)| *word).collect::<Vec<_>>().join("、")
    };
    let parts: Vec<String> = text.split(['、', '；', ';']).map(without).collect();
    parts.join("、")
}

/// Returns whether a column of a kind is covered from above in a row.
fn is_covered(columns: &ReadColumns<'_>, row: &SourceRow, wanted: ColumnKind) -> bool {
    let mut cells = columns.kinds.iter().zip(&row.cells);
    cells.any(|(kind, cell)| *kind == wanted && cell.covered == Some(Covered::FromAbove))
}

/// Makes a section of a row over all columns: 一、知识产权保护方面（共5项）.
fn section(text: &str, counted: u32, line_no: usize) -> TableEntry {
    let mark = mark_of(text);
    let name = mark.as_ref().map_or(text, |mark| mark.rest);
    let end = name
        .match_indices(['（', '('])
        .find(|(at, open)| {
            name[at + open.len()..].starts_with("共")
                || name[at + open.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
        .map_or(name.len(), |(at, _)| at);
    TableEntry {
        number: mark
            .as_ref()
            .filter(|mark| mark.number > 0)
            .map_or(counted, |mark| mark.number),
        heading: without_blanks(&name[..end]),
        line_no,
        ..TableEntry::default()
    }
}

fn item(text: &str, number: u32, line_no: usize) -> TableEntry {
    let mark = mark_of(text);
    let text = mark.as_ref().map_or(text, |mark| mark.rest);
    let one_line: String = text.lines().map(str::trim).collect();
    let heading = split_heading(&one_line, |_| false, false);
    let rest = heading.rest;
    TableEntry {
        number,
        heading: without_blanks(heading.text),
        line_no,
        is_item: true,
        text: (!rest.is_empty())
            .then(|| TextParagraph::behind_mark(rest, line_no))
            .into_iter()
            .collect(),
        ..TableEntry::default()
    }
}

#[cfg(test)]
mod tests;
