//! A list of tasks as a table: one row per item, rows over all columns its sections.

mod filled_row;
pub(super) mod other_rows;

use super::column_kind::ColumnKind;
use super::columns::ReadColumns;
use super::value_row::ValueRow;
use crate::document::aims::aim::PrintedAim;
use crate::document::numbering::heading::split_heading;
use crate::document::numbering::marks::mark_of;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::structure::PassedNumber;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::units::group::GroupRole;
use crate::document::{Covered, SourceRow, TextParagraph};
use crate::text::Doubt;
use filled_row::{FirstDetail, fill};
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
    pub(crate) recurrences: Vec<(String, usize)>,
    /// How often its rows are to be reported, as printed, each with its line.
    pub(crate) reports: Vec<(String, usize)>,
    /// The numbers that are all of a cell.
    pub(crate) aims: Vec<PrintedAim>,
    /// The work to be done by the times of columns.
    pub(crate) deadlines: Vec<PrintedDeadline>,
    /// Its numbers that are not targets.
    pub(crate) passed_over: Vec<PassedNumber>,
    /// The doubts that its cells leave, each with its line.
    pub(crate) doubts: Vec<(Doubt, usize)>,
    /// The lines of its rows.
    pub(crate) rows: Vec<usize>,
}

/// Reads the rows of a list of tasks. `year` is assumed for dates without one. Years before `since` are before the
/// plan.
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
        list.open_section(columns, text, first.line_no);
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
    /// The year assumed for dates without one.
    year: Option<i32>,
    /// The plan's first year.
    since: Option<i32>,
    sections: u32,
    /// The number of the last item.
    counted: u32,
    /// True if rows over all columns are its sections, so that no column of headings is.
    has_sections: bool,
    /// The heading of the last row, from the column of headings.
    group: String,
    /// The last month or quarter of a column that has nothing else.
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
                self.open_section(columns, &text, row.line_no);
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
            self.open_section(columns, name, row.line_no);
        }
        let task = cell_of(columns, row, ColumnKind::Task);
        let detail = cell_of(columns, row, ColumnKind::Detail);
        let heading = task.or(detail).unwrap_or_default();
        let goes_on = self.goes_on(columns, row);
        if heading.is_empty() && !goes_on || is_remark(heading) {
            return;
        }
        let names_itself = !goes_on && self.open_item(columns, row, heading, detail);
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
        let first_detail = if (task.is_some() || goes_on) && !names_itself {
            FirstDetail::Text
        } else {
            FirstDetail::Heading
        };
        fill(entry, of, first_detail, goes_on);
        self.take_span(columns, row, goes_on);
    }

    /// Returns whether a row goes on with the item above: its task is the same cell, the same words or a blank.
    fn goes_on(&mut self, columns: &ReadColumns<'_>, row: &SourceRow) -> bool {
        let printed = [ColumnKind::Number, ColumnKind::Task]
            .map(|kind| cell_of(columns, row, kind).map(str::to_owned));
        let [number, task] = &printed;
        let is_blank = columns.has(|kind| kind == ColumnKind::Task) && task.is_none();
        let repeats = number.is_some() && task.is_some() && self.last == printed;
        let is_same =
            is_covered(columns, row, ColumnKind::Task) || is_blank && number.is_none() || repeats;
        self.last = printed;
        is_same && self.entries.last().is_some_and(|last| last.is_item)
    }

    /// Opens the item of a row. Returns whether its details name it, where the task is a list.
    fn open_item(
        &mut self,
        columns: &ReadColumns<'_>,
        row: &SourceRow,
        heading: &str,
        detail: Option<&str>,
    ) -> bool {
        let number = cell_of(columns, row, ColumnKind::Number).and_then(number_of);
        let number = number.or_else(|| number_before(heading));
        self.counted = number.unwrap_or(self.counted + 1);
        let works = numbered_pieces(heading);
        let named = detail.filter(|it| works.len() > 1 && is_short(it));
        let (name, works) = match named {
            Some(name) => (name, &works[..]),
            None => (works[0], &works[1..]),
        };
        let mut entry = item(name, self.counted, row.line_no);
        let works = works.iter();
        entry
            .text
            .extend(works.map(|text| TextParagraph::behind_mark(text, row.line_no)));
        self.entries.push(entry);
        named.is_some()
    }

    /// Takes the months or the quarter of a row, which a blank below goes on with, as the time of its item.
    fn take_span(&mut self, columns: &ReadColumns<'_>, row: &SourceRow, goes_on: bool) {
        let Some(column) = span_column(columns) else {
            return;
        };
        let words = row.cells.get(column).map_or("", |cell| cell.text.trim());
        if !words.is_empty() {
            words.clone_into(&mut self.span);
        } else if let Some(entry) = self.entries.last_mut()
            && !goes_on
            && !self.span.is_empty()
        {
            entry.dues.push((self.span.clone(), row.line_no));
        }
    }

    /// Opens a section, whose items are counted from 1 where no column numbers them.
    fn open_section(&mut self, columns: &ReadColumns<'_>, text: &str, line_no: usize) {
        self.sections += 1;
        self.entries.push(section(text, self.sections, line_no));
        if !columns.has(|kind| kind == ColumnKind::Number) {
            self.counted = 0;
        }
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
    let one_line = one_line(text);
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

/// Joins the lines of a cell: a line that ends with a limit, and one before 其中, are clauses of their own.
fn one_line(cell: &str) -> String {
    let mut joined = String::new();
    for line in cell.lines().map(str::trim) {
        let is_clause = joined.ends_with_any(&["以上", "以下", "以内", "左右", "%", "％"])
            || !joined.is_empty() && line.starts_with("其中");
        if is_clause && !joined.ends_with_any(&["，", "；", "。", "："]) {
            joined.push('，');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests;
