//! The answers on a sheet: a row each, its cells by the fields of their headings.

use std::collections::HashMap;

use crate::plan::{Day, Measure};
use crate::query::parse_number;
use crate::text::CellRefusal;
use crate::text::hidden_sheet::{EACH, MARK, PLAN_TITLE};

use super::cells::status;
use super::headings::RemarkReader;
use super::measure::measure_in;
use super::names_on_sheet::names_in_feedback;
use super::period::period_said;
use super::reporter_lines::RowReporters;
use super::{ColumnMap, NameOnSheet, SheetField, SheetGrid, SheetValue};

/// A cell under a heading.
#[derive(Clone, Debug)]
pub struct SheetCell {
    /// The field of the heading.
    pub field: SheetField,
    /// The column, from 0.
    pub column: usize,
    /// The value that was filled in.
    pub value: SheetValue,
}

/// A row of a sheet with what was filled in.
#[derive(Clone, Debug)]
pub struct SheetAnswer {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 0.
    pub row: usize,
    /// The cells under the headings.
    pub cells: Vec<SheetCell>,
    /// The filled cells under a heading that is not ours where one of ours should be, each with its column.
    pub stray: Vec<(usize, SheetValue)>,
    /// The first filled cell behind the last heading, where the sheet was saved as text.
    pub beyond: Option<(usize, SheetValue)>,
    /// Who filled it in, by the lines of the sheet.
    pub(super) reporters: RowReporters,
}

impl SheetAnswer {
    /// Returns the value of a field.
    pub fn get(&self, field: SheetField) -> Option<&SheetValue> {
        let mut values = self.cells.iter().filter(|cell| cell.field == field);
        let filled = values.find(|cell| !cell.value.is_empty());
        filled.map(|cell| &cell.value)
    }

    /// Adds a text of a field that no cell of the row gives, in the column of that field or of `other`.
    pub(super) fn add_text(
        &mut self,
        map: &ColumnMap,
        [field, other]: [SheetField; 2],
        text: &str,
    ) {
        let column = map.column(field).or_else(|| map.column(other)).unwrap_or(0);
        let value = SheetValue::Text(text.to_owned());
        self.cells.push(SheetCell {
            field,
            column,
            value,
        });
    }

    /// Returns the value of a field as text.
    pub fn words(&self, field: SheetField) -> String {
        self.get(field).map(SheetValue::words).unwrap_or_default()
    }

    /// Returns the name of a field's cell; of the row's first where it has none.
    pub fn address(&self, field: SheetField) -> String {
        let cell = self.cells.iter().find(|cell| cell.field == field);
        SheetGrid::address(self.row, cell.map_or(0, |cell| cell.column))
    }

    /// Returns the name of a field's cell as another row has to name it: with the sheet, if that is another.
    pub(super) fn address_from(&self, other: &Self, field: SheetField) -> String {
        let cell = self.address(field);
        if self.sheet == other.sheet {
            cell
        } else {
            format!("{} {cell}", self.sheet)
        }
    }

    /// Returns the cells of columns that are not filled in that say otherwise than when the sheet was made, with what
    /// they said.
    pub(super) fn typed_over(&self, made: &MadeOf) -> Vec<(SheetField, String)> {
        let is_same = |field, cell: &SheetValue, was: &str| match field {
            SheetField::StatusNow => match status(cell) {
                Ok(said) | Err(CellRefusal::NotForUnits(said)) => said.key() == was,
                Err(_) => false,
            },
            SheetField::ValueNow => {
                let said = cell.words();
                said == was || parse_number(&said).is_some_and(|it| Some(it) == parse_number(was))
            }
            _ => cell.words() == was,
        };
        let made = [
            (SheetField::StatusNow, Some(&made.status)),
            (SheetField::ValueNow, Some(&made.value)),
            (SheetField::Target, made.target.as_ref()),
        ];
        let told = made
            .into_iter()
            .filter_map(|(field, was)| Some((field, was?)));
        let changed = told.filter(|(field, was)| {
            let cell = self.get(*field);
            cell.is_some_and(|cell| !is_same(*field, cell, was))
        });
        changed.map(|(field, was)| (field, was.clone())).collect()
    }

    /// Returns whether a row of a ledger has anything that is recorded, or should be.
    pub(super) fn says_anything(&self) -> bool {
        self.is_filled_in() || self.get(SheetField::DoneOn).is_some()
    }

    /// Returns whether anything is filled in.
    pub fn is_filled_in(&self) -> bool {
        let mut filled = SheetField::FILLED.iter();
        !self.stray.is_empty()
            || self.beyond.is_some()
            || filled.any(|field| self.get(*field).is_some())
    }
}

/// The answers on the feedback sheets of a workbook.
#[derive(Debug, Default)]
pub struct FeedbackAnswers {
    /// The rows that say anything.
    pub rows: Vec<SheetAnswer>,
    /// Headings that are not ours, with something below them.
    pub unused: Vec<String>,
    /// The units that filled in these rows, by the lines of their sheets.
    pub told: Vec<NameOnSheet>,
}

/// The state that a row of a sheet was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeOf {
    /// The key of the status.
    pub status: String,
    /// The value.
    pub value: String,
    /// The target, empty if there was none; `None` if the sheet does not say.
    pub target: Option<String>,
    /// True if every unit reported its own part; `None` if the sheet does not say.
    pub each: Option<bool>,
    /// The way its values counted; `None` if the sheet does not say.
    pub measure: Option<Measure>,
}

impl MadeOf {
    /// Reads a row of the hidden sheet.
    fn of_row(sheet: &SheetGrid, row: usize) -> Self {
        let said = |column| sheet.get(row, column).words();
        let (target, each) = (said(3), said(4));
        // Older sheets end with the target.
        let tells = !target.is_empty() || !each.is_empty();
        Self {
            status: said(1),
            value: said(2),
            target: tells.then_some(target),
            each: (!each.is_empty()).then(|| each == EACH),
            measure: Measure::from_key(&said(5)),
        }
    }
}

/// What a feedback workbook says of its own making.
#[derive(Clone, Debug, Default)]
pub struct SheetOrigin {
    /// The unit it was made for.
    pub unit: Option<String>,
    /// By full id, what the plan said then.
    pub made_of: HashMap<String, MadeOf>,
    /// The titles of the plans then, by their ids; older sheets have none.
    pub titles: HashMap<String, String>,
}

impl SheetOrigin {
    /// Reads the hidden sheet, where it has come back.
    pub fn of(sheets: &[SheetGrid]) -> Option<Self> {
        let sheet = sheets
            .iter()
            .find(|sheet| sheet.get(0, 0).words() == MARK)?;
        let mut origin = Self::default();
        let mut is_table = false;
        for row in 0..sheet.height() {
            let name = sheet.get(row, 0).words();
            let value = sheet.get(row, 1);
            match name.as_str() {
                _ if is_table && !name.is_empty() => {
                    origin.made_of.insert(name, MadeOf::of_row(sheet, row));
                }
                "unit" => origin.unit = Some(value.words()),
                "id" => is_table = true,
                _ => {
                    let plan = name.strip_prefix(PLAN_TITLE).map(str::to_owned);
                    origin.titles.extend(plan.map(|plan| (plan, value.words())));
                }
            }
        }
        Some(origin)
    }
}

/// Reads the answers on the feedback sheets of a workbook; `None` if it has no such sheet.
pub fn feedback_answers(sheets: &[SheetGrid], as_of: Day) -> Option<FeedbackAnswers> {
    let remarks = RemarkReader {
        as_of: Some(as_of),
        units: &[],
    };
    let is_origin = |sheet: &&SheetGrid| sheet.get(0, 0).words() == MARK;
    let is_ours = sheets.iter().any(|sheet| is_origin(&sheet));
    let shown = sheets
        .iter()
        .filter(|sheet| !sheet.is_hidden && !is_origin(sheet));
    let found = shown.flat_map(|sheet| {
        let tables = ColumnMap::all_of_feedback(sheet, remarks).into_iter();
        tables.map(move |map| (sheet, map))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return None;
    }
    let origin = SheetOrigin::of(sheets);
    let mut answers = FeedbackAnswers::default();
    for (sheet, map) in &found {
        let mut rows = rows_under(sheet, map);
        rows.retain(|row| !row.words(SheetField::Id).is_empty() || row.is_filled_in());
        let is_filled = |row: &SheetAnswer, column| {
            !row.words(SheetField::Id).is_empty() && !sheet.get(row.row, column).is_empty()
        };
        for (heading, column) in &map.others {
            let is_read = map.is_stray(*column, is_ours);
            if !is_read && rows.iter().any(|row| is_filled(row, *column)) {
                answers.unused.push(heading.clone());
            }
        }
        let mut named = rows.clone();
        named.retain(|row| !row.words(SheetField::Id).is_empty());
        let unheaded = map.unheaded(sheet, &named);
        let unheaded = unheaded.filter(|column| !map.is_stray(*column, is_ours));
        answers.unused.extend(unheaded.map(SheetGrid::letters));
        for row in &mut rows {
            let columns = (0..sheet.width()).filter(|column| map.is_stray(*column, is_ours));
            let filled = columns.filter(|column| is_filled(row, *column));
            row.stray = filled
                .map(|column| (column, sheet.get(row.row, column).clone()))
                .collect();
        }
        let is_typed_over = |row: &SheetAnswer| {
            let id = row.words(SheetField::Id);
            let made = origin.as_ref().and_then(|origin| origin.made_of.get(&id));
            made.is_some_and(|made| !row.typed_over(made).is_empty())
        };
        rows.retain(|row| row.is_filled_in() || is_typed_over(row));
        if !rows.is_empty() {
            answers.told.extend(names_in_feedback(sheet, map.header));
        }
        answers.rows.extend(rows);
    }
    Some(answers)
}

/// Returns the rows under the headings that say anything.
pub(super) fn rows_under(sheet: &SheetGrid, map: &ColumnMap) -> Vec<SheetAnswer> {
    let rows = map.rows.clone();
    let in_heading = measure_of_heading(map);
    let answers = rows.map(|row| {
        let cells = map.found.iter().map(|&(field, column)| {
            // One id is one row's; what else is merged down counts for every row that it covers.
            let value = match field {
                SheetField::Id => sheet.get(row, column).clone(),
                SheetField::Period => {
                    let heading = map.heading(column);
                    SheetValue::Text(period_said(sheet.get_merged(row, column), heading))
                }
                SheetField::Value if is_shared(sheet, map, (row, column)) => {
                    SheetValue::Shared(sheet.get_merged(row, column).words())
                }
                SheetField::Date | SheetField::DoneOn | SheetField::Due => {
                    day_shown(sheet, sheet.get_merged(row, column))
                }
                _ => sheet.get_merged(row, column).clone(),
            };
            SheetCell {
                field,
                column,
                value,
            }
        });
        SheetAnswer {
            sheet: sheet.name.clone(),
            row,
            cells: cells.chain(in_heading.clone()).collect(),
            stray: Vec::new(),
            beyond: beyond(sheet, map, row),
            reporters: RowReporters::default(),
        }
    });
    answers
        .filter(|answer| {
            let of_row =
                |cell: &SheetCell| cell.field != SheetField::Measure && !cell.value.is_empty();
            answer.cells.iter().any(of_row) || answer.beyond.is_some()
        })
        .collect()
}

/// Returns the first filled cell of a row behind the last heading of a sheet that was saved as text.
fn beyond(sheet: &SheetGrid, map: &ColumnMap, row: usize) -> Option<(usize, SheetValue)> {
    if !sheet.is_text {
        return None;
    }
    let is_headed = |column: &usize| {
        let mut heads = map.header.saturating_sub(1)..=map.bottom;
        heads.any(|row| !sheet.get(row, *column).is_empty())
    };
    let last = (0..sheet.width()).rev().find(is_headed)?;
    let mut behind = last + 1..sheet.width();
    let column = behind.find(|column| !sheet.get(row, *column).is_empty())?;
    Some((column, sheet.get(row, column).clone()))
}

/// Returns the value of a cell with a day, a bare number as workbooks count it that begin in 1900.
fn day_shown(sheet: &SheetGrid, value: &SheetValue) -> SheetValue {
    const SINCE_1900: f64 = 1462.0;
    const FIRST: f64 = 18_000.0;
    match value {
        SheetValue::Number(number) if sheet.is_of_1904 && *number >= FIRST => {
            SheetValue::Number(number + SINCE_1900)
        }
        other => other.clone(),
    }
}

/// Returns the unit of measure that the heading of the values gives, or the line above the table, where it has no
/// column.
fn measure_of_heading(map: &ColumnMap) -> Option<SheetCell> {
    if map.column(SheetField::Measure).is_some() {
        return None;
    }
    let column = map.column(SheetField::Value)?;
    let in_heading = measure_in(map.heading(column));
    let measure = in_heading.or_else(|| map.measure.clone())?;
    let (field, value) = (SheetField::Measure, SheetValue::Text(measure));
    Some(SheetCell {
        field,
        column,
        value,
    })
}

/// Returns whether a filled cell is merged over rows that are not of one milestone.
fn is_shared(sheet: &SheetGrid, map: &ColumnMap, (row, column): (usize, usize)) -> bool {
    let names = [SheetField::Id, SheetField::Task, SheetField::Milestone];
    let names = names.iter().filter_map(|field| map.column(*field));
    let names: Vec<usize> = names.collect();
    let is_named = |row: &usize| {
        let mut names = names.iter();
        names.any(|name| !sheet.get(*row, *name).is_empty())
    };
    let named = sheet.rows_of(row, column).filter(is_named).count();
    named > 1 && !sheet.get_merged(row, column).is_empty()
}
