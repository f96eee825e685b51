//! Headings over several rows: one cell over several columns, and below it what each of them is called.

use std::ops::RangeInclusive;

use crate::import::sheet::measure::UNIT;
use crate::import::sheet::{SheetGrid, SheetValue};
use crate::text::SheetField;

use super::{ColumnMap, HeadingName, NAMES, plain};

/// The rows that the headings of a table take.
pub(super) struct HeadingRows<'s> {
    sheet: &'s SheetGrid,
    rows: RangeInclusive<usize>,
}

impl<'s> HeadingRows<'s> {
    /// Finds those around a row of headings: by cells merged over several rows, else by the rows above and below.
    pub(super) fn around(sheet: &'s SheetGrid, map: &ColumnMap, name: HeadingName<'_>) -> Self {
        let row = map.header;
        let merged = map.found.iter();
        let merged = merged.map(|(_, column)| sheet.rows_of(row, *column));
        let first = merged.clone().map(|rows| *rows.start()).min();
        let last = merged.map(|rows| *rows.end()).max();
        let (mut first, mut last) = (first.unwrap_or(row), last.unwrap_or(row));
        if first == row && row > 0 {
            let above = ColumnMap::of_row(sheet, row - 1, name);
            if is_parted(sheet, &above) || is_grouped(sheet, map) {
                first = row - 1;
            }
        }
        if last == row && is_parted(sheet, map) {
            last = row + 1;
        }
        Self {
            sheet,
            rows: first..=last,
        }
    }

    /// Reads the columns, each by all of its headings.
    pub(super) fn columns(&self, name: HeadingName<'_>) -> ColumnMap {
        let (first, last) = (*self.rows.start(), *self.rows.end());
        let width = 0..self.sheet.width();
        let texts = width.clone();
        let texts = texts.map(|column| in_one(&self.stack(column), column, name));
        let lowest = width.map(|column| {
            let mut rows = self.rows.clone().rev();
            rows.find(|row| !self.sheet.get(*row, column).is_empty())
                .unwrap_or(first)
        });
        ColumnMap {
            header: first,
            bottom: last,
            rows: last + 1..self.sheet.height(),
            above: 0..first,
            texts: texts.collect(),
            lowest: lowest.collect(),
            ..ColumnMap::default()
        }
        .renamed(name)
    }

    /// Returns the headings of a column from above, each once.
    fn stack(&self, column: usize) -> Vec<String> {
        let mut stack: Vec<String> = Vec::new();
        for row in self.rows.clone() {
            let text = match self.sheet.get_spread(row, column).words() {
                blank if blank.is_empty() => self.beside(row, column),
                text => text,
            };
            if !text.is_empty() && stack.last() != Some(&text) {
                stack.push(text);
            }
        }
        stack
    }

    /// Returns the heading to the left that a blank continues, if cells are not merged: other headings are below both.
    fn beside(&self, row: usize, column: usize) -> String {
        let is_headed = |column: usize| {
            let mut below = row + 1..=*self.rows.end();
            below.any(|row| !self.sheet.get(row, column).is_empty())
        };
        let mut at = column;
        while at > 0 && is_headed(at) && is_headed(at - 1) {
            at -= 1;
            let text = self.sheet.get_spread(row, at);
            if !text.is_empty() {
                let is_merged = self.sheet.columns_of(row, at).count() > 1;
                return if is_merged {
                    String::new()
                } else {
                    text.words()
                };
            }
        }
        String::new()
    }
}

/// Returns whether the row below one of headings parts them: it has no id and no title, and several words under one
/// heading.
fn is_parted(sheet: &SheetGrid, map: &ColumnMap) -> bool {
    let (row, below) = (map.header, map.header + 1);
    let mut names = NAMES.iter().filter_map(|field| map.column(*field));
    let has_names = names.clone().next().is_some();
    if !has_names || names.any(|column| !sheet.get(below, column).is_empty()) {
        return false;
    }
    let filled = (0..sheet.width()).filter(|column| !sheet.get(below, *column).is_empty());
    let filled: Vec<usize> = filled.collect();
    let is_shared = |pair: &[usize]| {
        let [one, other] = pair else {
            return false;
        };
        let over = group_over(sheet, row, *one);
        other - one == 1 && over.is_some() && over == group_over(sheet, row, *other)
    };
    let are_words = filled
        .iter()
        .all(|column| is_word(sheet.get(below, *column)));
    are_words && filled.windows(2).any(is_shared)
}

/// Returns whether the row above one with all headings groups them: several words, each over several columns, and none
/// over an id or a title.
fn is_grouped(sheet: &SheetGrid, map: &ColumnMap) -> bool {
    let (row, Some(above)) = (map.header, map.header.checked_sub(1)) else {
        return false;
    };
    let mut names = NAMES.iter().filter_map(|field| map.column(*field));
    let has_names = names.clone().next().is_some();
    if !has_names || names.any(|column| !sheet.get_spread(above, column).is_empty()) {
        return false;
    }
    let filled = (0..sheet.width()).filter(|column| !sheet.get(above, *column).is_empty());
    let filled: Vec<usize> = filled.collect();
    let is_group = |column: &&usize| {
        group_over(sheet, above, **column + 1) == Some(**column)
            && !sheet.get(row, **column + 1).is_empty()
    };
    let are_words = filled
        .iter()
        .all(|column| is_word(sheet.get(above, *column)));
    are_words && filled.iter().filter(is_group).count() > 1
}

/// Returns the column of the heading over a cell: in it, merged over it, or left of blanks.
fn group_over(sheet: &SheetGrid, row: usize, column: usize) -> Option<usize> {
    let mut left = (0..=column).rev();
    left.find(|at| !sheet.get(row, *at).is_empty())
        .filter(|at| {
            let columns = sheet.columns_of(row, *at);
            columns.clone().count() == 1 || columns.contains(&column)
        })
}

/// Returns whether a cell may be a heading: short words, with a label's colon nowhere.
fn is_word(value: &SheetValue) -> bool {
    const LONGEST: usize = 15;
    let SheetValue::Text(text) = value else {
        return false;
    };
    let is_of_number = |c: char| !c.is_alphabetic();
    text.chars().count() <= LONGEST
        && !text.contains([':', '：', '。'])
        && !text.chars().all(is_of_number)
}

/// Puts the headings of a column into one: the lowest that means anything, the others behind it as remarks.
fn in_one(stack: &[String], column: usize, name: HeadingName<'_>) -> String {
    let Some(lowest) = stack.len().checked_sub(1) else {
        return String::new();
    };
    let meant: Vec<Option<SheetField>> = stack.iter().map(|text| name(text, column)).collect();
    let is_name = |field: SheetField| {
        NAMES.contains(&field) || matches!(field, SheetField::Year | SheetField::Period)
    };
    // 任务 below 完成值 is a number, and no title.
    let is_told = |at: &usize| {
        let mut over = meant[..*at].iter().flatten();
        meant[*at].is_some_and(|field| !is_name(field) || over.all(|other| is_name(*other)))
    };
    let is_unit = UNIT.contains(&plain(&stack[lowest]).as_str());
    let whole = stack.concat();
    let told = (0..=lowest).rev().find(is_told).filter(|_| !is_unit);
    if told.is_none() && name(&whole, column).is_some() {
        return whole;
    }
    let told = told.unwrap_or(lowest);
    let others = stack.iter().enumerate().filter(|(at, _)| {
        // 任务 over 状态 says nothing of it.
        *at != told && (*at > told || !meant[*at].is_some_and(is_name))
    });
    let others = others.map(|(_, text)| without_brackets(text));
    let others = others.collect::<Vec<_>>().join("，");
    if others.is_empty() {
        stack[told].clone()
    } else {
        format!("{}（{others}）", stack[told])
    }
}

/// Returns a heading with commas for its brackets, so that it can be put in brackets itself.
fn without_brackets(text: &str) -> String {
    const BRACKETS: [char; 12] = [
        '(', '（', '[', '〔', '【', '［', ')', '）', ']', '〕', '】', '］',
    ];
    let parts = text.split(BRACKETS).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("，")
}
