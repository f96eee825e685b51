//! Several tables in one sheet, each below its own headings.

use crate::import::sheet::SheetGrid;
use crate::store::ColumnChoice;
use crate::text::SheetField;

use super::chosen::ChosenColumns;
use super::heading_rows::HeadingRows;
use super::{ColumnMap, HeadingName, RemarkReader, plain};

impl ColumnMap {
    /// Finds the headings of all tables of an office's own ledger: by what it calls the columns of ours, else by what
    /// offices call them. None if no table has columns that can be matched and say anything.
    pub(in crate::import::sheet) fn all_of_ledger(
        sheet: &SheetGrid,
        columns: &[ColumnChoice],
        remarks: RemarkReader<'_>,
    ) -> Vec<Self> {
        let chosen = ChosenColumns::new(columns, remarks);
        let tables = Self::all(sheet, &|heading, _| chosen.meaning(heading)).into_iter();
        let tables: Vec<Self> = tables.map(|map| map.settled(sheet, &chosen)).collect();
        if tables.iter().any(Self::is_of_ledger) {
            tables
        } else {
            Vec::new()
        }
    }

    /// Takes over the lines above the first table of the sheet, if the lines above this one do not give the same.
    pub(in crate::import::sheet) fn go_on_with(&mut self, first: &Self) {
        if self.measure.is_none() && self.column(SheetField::Measure).is_none() {
            self.measure.clone_from(&first.measure);
        }
        let is_told = self
            .period
            .as_ref()
            .is_some_and(|told| !told.cell.is_empty());
        if !is_told {
            self.period.clone_from(&first.period);
        }
    }

    /// Finds the headings of the first table and of those below it.
    pub(super) fn all(sheet: &SheetGrid, name: HeadingName<'_>) -> Vec<Self> {
        let mut tables: Vec<Self> = Self::best(sheet, name).into_iter().collect();
        let mut row = tables.first().map_or(sheet.height(), |it| it.rows.start);
        while row < sheet.height() {
            let last = tables.last_mut();
            let next = last
                .as_ref()
                .and_then(|last| last.next_at(sheet, row, name));
            row += 1;
            if let Some((last, mut next)) = last.zip(next) {
                row = next.rows.start;
                last.rows.end = next.header;
                next.above = lines_above(sheet, last.rows.start, next.header);
                tables.push(next);
            }
        }
        tables
    }

    /// Returns the headings of another table that begins at a row; a row that only repeats those of this one begins
    /// none.
    fn next_at(&self, sheet: &SheetGrid, row: usize, name: HeadingName<'_>) -> Option<Self> {
        let map = Self::of_row(sheet, row, name);
        let own = |column: usize| {
            let rows = self.header..=self.bottom;
            rows.map(move |row| plain(&sheet.get_spread(row, column).words()))
        };
        let is_repeated = |column: usize| own(column).any(|text| text == plain(&map.texts[column]));
        let mut filled = (0..map.texts.len()).filter(|column| !map.texts[*column].is_empty());
        if map.found.len() < 2 || filled.all(is_repeated) {
            return None;
        }
        let next = HeadingRows::around(sheet, &map, name).columns(name);
        let is_elsewhere = |it| !self.found.contains(it);
        (next.is_of_ledger() || next.found.iter().any(is_elsewhere)).then_some(next)
    }
}

/// Returns the lines between the last row of a table and the headings of the next: each has one cell.
fn lines_above(sheet: &SheetGrid, first: usize, header: usize) -> std::ops::Range<usize> {
    let cells = |row: usize| {
        let columns = 0..sheet.width();
        columns
            .filter(|column| !sheet.get(row, *column).is_empty())
            .count()
    };
    let last = (first..header).rev().find(|row| cells(*row) > 1);
    last.map_or(first, |row| row + 1)..header
}
