//! Which column of a sheet holds what, by its heading.

mod chosen;
mod heading_rows;
mod names;
mod remarks;
mod tables;

use std::ops::Range;

use crate::text::{CellRefusal, SheetField};

use super::cells::status;
use super::{NameOnSheet, SheetAnswer, SheetGrid};

use chosen::ChosenColumns;
use heading_rows::HeadingRows;
use names::{TOTALS, meant_by};
pub(super) use names::{is_heading, plain, synonym};
pub(super) use remarks::{RemarkReader, remarks_in};

/// Which column says what, by the headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnMap {
    /// The first row of the headings.
    pub header: usize,
    /// The last row of the headings: one may be merged over several columns, with others below it.
    pub(super) bottom: usize,
    /// The rows below the headings, up to the next table of the sheet.
    pub(super) rows: Range<usize>,
    /// The rows above the headings, which may describe the table.
    pub(super) above: Range<usize>,
    /// The headings of all columns, each with those above and below it as remarks; empty if it has none.
    texts: Vec<String>,
    /// The row of the lowest heading of each column.
    lowest: Vec<usize>,
    /// What was found, in the order of the columns.
    pub found: Vec<(SheetField, usize)>,
    /// The headings of those columns.
    pub headings: Vec<String>,
    /// Headings that say nothing we record, with their columns.
    pub others: Vec<(String, usize)>,
    /// Columns whose heading means a field that an earlier column has.
    repeated: Vec<(SheetField, usize)>,
    /// The unit of measure that is given once, above the table.
    pub(super) measure: Option<String>,
    /// Who filled it in, by lines of the sheet.
    pub names_above: Vec<NameOnSheet>,
    /// The period of the rows, by the sheet's name or the lines above the table; from the name it has no cell.
    pub period: Option<NameOnSheet>,
}

impl ColumnMap {
    /// Returns the column of a field.
    pub fn column(&self, field: SheetField) -> Option<usize> {
        let mut found = self.found.iter();
        found.find(|(known, _)| *known == field).map(|(_, at)| *at)
    }

    /// Finds the headings of all tables of a feedback sheet: the names that it was made with, in either language,
    /// wherever they are now. None if the first has no id or nothing to fill in.
    pub(super) fn all_of_feedback(sheet: &SheetGrid, remarks: RemarkReader<'_>) -> Vec<Self> {
        const OF_LEDGERS: [SheetField; 3] =
            [SheetField::Reporter, SheetField::Year, SheetField::Period];
        let is_of_row = |field: &SheetField| !OF_LEDGERS.contains(field);
        let tables = Self::all(sheet, &|heading, _| {
            let field = meant_by(&plain(heading)).filter(is_of_row)?;
            (!remarks.is_of_another(field, heading)).then_some(field)
        });
        let is_ours = |map: &Self| map.column(SheetField::Id).is_some() && map.has_filled();
        if tables.iter().any(is_ours) {
            tables
        } else {
            Vec::new()
        }
    }

    /// Returns whether cells under a column of a feedback sheet must not be passed over: its heading is there twice, or
    /// is blank while one of ours is gone.
    pub(super) fn is_stray(&self, column: usize, is_ours: bool) -> bool {
        let mut filled = SheetField::FILLED.iter();
        let is_known = self.found.iter().any(|(_, at)| *at == column);
        let lacks_one = is_ours && filled.any(|field| self.column(*field).is_none());
        let mut repeated = self.repeated.iter();
        let is_repeated =
            repeated.any(|(field, at)| *at == column && SheetField::FILLED.contains(field));
        is_repeated || (lacks_one && !is_known)
    }

    /// Settles which columns of a ledger count, by all of its headings and the cells below them.
    fn settled(self, sheet: &SheetGrid, chosen: &ChosenColumns<'_>) -> Self {
        let chosen = chosen.among(&self);
        // A total goes before what else is a value, and before both what the office chose.
        let rank = |heading: &str| match chosen.meaning(heading) {
            Some(SheetField::Value) => {
                let is_total = TOTALS.contains(&plain(heading).as_str());
                Some((chosen.names(heading), is_total))
            }
            _ => None,
        };
        let first = self.all_headings().filter_map(rank).max();
        let is_first = |heading: &str| rank(heading).is_none_or(|of| Some(of) == first);
        let meant = |heading: &str| chosen.meaning(heading).filter(|_| is_first(heading));
        let map = self.renamed(&|heading, _| meant(heading));
        // In 完成情况 some offices describe progress and others choose a status.
        let chooses = |heading: &str, column| {
            meant(heading) == Some(SheetField::Progress) && map.says_status(sheet, column)
        };
        let has = |field| map.column(field).is_some();
        let (has_status, has_period) = (has(SheetField::Status), has(SheetField::Period));
        map.renamed(&|heading, column| {
            let is_of_periods = || map.is_of_periods(sheet, column, &plain(heading));
            if !has_status && chooses(heading, column) {
                let status = SheetField::Status;
                chosen.is_column_of(status, heading).then_some(status)
            } else if !has_period && is_of_periods() {
                Some(SheetField::Period)
            } else {
                meant(heading)
            }
        })
    }

    /// Returns whether rows below can be matched and say anything.
    fn is_of_ledger(&self) -> bool {
        let mut names = NAMES.iter();
        let has_day = self.column(SheetField::DoneOn).is_some();
        names.any(|field| self.column(*field).is_some()) && (self.has_filled() || has_day)
    }

    fn has_filled(&self) -> bool {
        let mut filled = SheetField::FILLED.iter();
        filled.any(|field| self.column(*field).is_some())
    }

    /// Returns the columns of a sheet without a heading in which one of these rows has something, unless that is a
    /// fault of the row.
    pub(super) fn unheaded<'s>(
        &self,
        sheet: &'s SheetGrid,
        rows: &'s [SheetAnswer],
    ) -> impl Iterator<Item = usize> + use<'s> {
        let headed: Vec<bool> = self.texts.iter().map(|text| !text.is_empty()).collect();
        let is_empty = move |column: &usize| !headed.get(*column).is_some_and(|it| *it);
        let is_filled = |column: &usize| {
            let mut rows = rows.iter().filter(|row| row.beyond.is_none());
            rows.any(|row| !sheet.get(row.row, *column).is_empty())
        };
        (0..sheet.width()).filter(is_empty).filter(is_filled)
    }

    /// Iterates over the headings of all columns.
    fn all_headings(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|(heading, _)| heading);
        self.headings.iter().chain(others).map(String::as_str)
    }

    /// Returns whether a row is that of the headings, part of it, or repeats it.
    pub(super) fn is_headings(&self, sheet: &SheetGrid, row: usize) -> bool {
        if (self.header..=self.bottom).contains(&row) {
            return true;
        }
        let mut columns = self.found.iter().zip(&self.headings);
        let is_heading = |((_, column), heading): &(&(SheetField, usize), &String)| {
            plain(&sheet.get(row, *column).words()) == plain(heading)
        };
        columns.by_ref().filter(is_heading).count() > 1
    }

    /// Returns the columns under the very heading of a column before that is filled in.
    pub(super) fn doubled(&self) -> impl Iterator<Item = usize> {
        let is_doubled = |(heading, column): &&(String, usize)| {
            let mut headings = self.headings.iter();
            let mut repeated = self.repeated.iter();
            repeated.any(|(_, at)| at == column) && headings.any(|it| plain(it) == plain(heading))
        };
        let doubled = self.others.iter().filter(is_doubled);
        doubled.map(|(_, column)| *column)
    }

    /// Returns the rows among the first in which most headings are known.
    fn best(sheet: &SheetGrid, name: HeadingName<'_>) -> Option<Self> {
        const DEEPEST: usize = 30;
        let rows = 0..sheet.height().min(DEEPEST);
        let maps = rows.map(|row| Self::of_row(sheet, row, name));
        // Of equals the first: rows below may repeat it.
        maps.reduce(|best, next| {
            if next.found.len() > best.found.len() {
                next
            } else {
                best
            }
        })
        .filter(|map| map.found.len() > 1)
        .map(|map| HeadingRows::around(sheet, &map, name).columns(name))
    }

    /// Reads the headings of one row; one over two rows is in the first of them.
    fn of_row(sheet: &SheetGrid, row: usize, name: HeadingName<'_>) -> Self {
        let columns = 0..sheet.width();
        let texts = columns
            .clone()
            .map(|column| sheet.get_merged(row, column).words());
        let rows = columns.map(|column| *sheet.rows_of(row, column).start());
        Self {
            header: row,
            bottom: row,
            rows: row + 1..sheet.height(),
            above: 0..row,
            texts: texts.collect(),
            lowest: rows.collect(),
            ..Self::default()
        }
        .renamed(name)
    }

    /// Takes each column for what a heading means now.
    fn renamed(&self, name: HeadingName<'_>) -> Self {
        let mut map = Self {
            found: Vec::new(),
            headings: Vec::new(),
            others: Vec::new(),
            repeated: Vec::new(),
            ..self.clone()
        };
        for (column, text) in self.texts.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            match name(text, column) {
                Some(field) if map.column(field).is_none() => {
                    map.found.push((field, column));
                    map.headings.push(text.clone());
                }
                meant => {
                    map.others.push((text.clone(), column));
                    let once = meant
                        .filter(|field| SheetField::FILLED.contains(field) || ONCE.contains(field));
                    map.repeated.extend(once.map(|field| (field, column)));
                }
            }
        }
        map
    }

    /// Returns the first column that has a heading.
    pub(super) fn first_column(&self) -> usize {
        let mut texts = self.texts.iter();
        texts.position(|text| !text.is_empty()).unwrap_or(0)
    }

    /// Returns the heading of a column, with those above and below it as remarks.
    pub(super) fn heading(&self, column: usize) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// Returns the cell of a column's heading, the lowest of them.
    pub fn heading_cell(&self, column: usize) -> String {
        let row = self.lowest.get(column).unwrap_or(&self.header);
        SheetGrid::address(*row, column)
    }

    /// Returns whether every cell below a heading is a status.
    fn says_status(&self, sheet: &SheetGrid, column: usize) -> bool {
        let below = self.rows.clone().map(|row| sheet.get(row, column));
        let mut filled = below.filter(|value| !value.is_empty()).peekable();
        filled.peek().is_some()
            && filled.all(|value| !matches!(status(value), Err(CellRefusal::NoStatus)))
    }
}

/// The fields by which a row is matched.
const NAMES: [SheetField; 3] = [SheetField::Id, SheetField::Task, SheetField::Milestone];

/// Fields that must not have two columns although they are not filled in: they say whose a row is, or of which day.
const ONCE: [SheetField; 4] = [
    SheetField::Lead,
    SheetField::Reporter,
    SheetField::Due,
    SheetField::DoneOn,
];

/// The meaning of a column's heading.
type HeadingName<'n> = &'n dyn Fn(&str, usize) -> Option<SheetField>;
