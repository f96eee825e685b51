//! Who filled in each row of a ledger, by the lines of its sheet: the nearest above it counts.

use std::collections::BTreeSet;

use crate::text::SheetField;

use super::measure::solid;
use super::names_on_sheet::{
    SectionHead, begins_with_label, is_of_maker, is_of_reporter, labelled_names,
};
use super::sheet_period::titles_above;
use super::{ColumnMap, NameOnSheet, SheetAnswer, SheetGrid};

/// Who filled in a row, by the lines of its sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct RowReporters {
    /// The names above the row, of its unit.
    pub(super) above: Vec<String>,
    /// Names anywhere on the sheet.
    pub(super) elsewhere: Vec<String>,
    /// Whether the sheet has lines, but none of them above the row.
    pub(super) is_unclear: bool,
}

/// Tests of what a name on a sheet is.
pub(super) struct KnownNames<'k> {
    /// Whether it is that of a unit of the plans.
    pub(super) is_unit: &'k dyn Fn(&str) -> bool,
    /// Whether it is that of an office that only collects the reports of units, and so filled in no row.
    pub(super) is_collector: &'k dyn Fn(&str) -> bool,
    /// The names of all units of the plans.
    pub(super) units: &'k [String],
    /// The titles of the plans, which name no unit of a sheet.
    pub(super) titles: &'k [String],
}

/// The lines of a sheet that name who filled in its rows.
#[derive(Debug, Default)]
pub(super) struct ReporterLines {
    groups: Vec<LineGroup>,
    /// Who made the sheet, and may have filled in its rows.
    makers: Vec<String>,
}

/// Adjacent lines, and the rows of the table up to the next of them.
#[derive(Debug, Default)]
struct LineGroup {
    told: Vec<NameOnSheet>,
    /// Whether a line names who collected what is below.
    is_collected: bool,
    rows: Vec<usize>,
}

impl ReporterLines {
    /// Reads the lines of a sheet. Those of `covers`, sheets without a table, count if none is above the table.
    pub(super) fn of(
        sheet: &SheetGrid,
        tables: &[ColumnMap],
        covers: &[&SheetGrid],
        known: &KnownNames<'_>,
    ) -> Self {
        let is_known =
            |told: &NameOnSheet| (known.is_unit)(&told.name) && !(known.is_collector)(&told.name);
        let is_headings = |row: usize| tables.iter().any(|map| map.is_headings(sheet, row));
        // What bears no label counts only by its whole name.
        let is_whole = |told: &NameOnSheet| known.units.contains(&told.name) && is_known(told);
        let header = tables.first().map_or(0, |map| map.header);
        let first_column = tables.iter().map(ColumnMap::first_column).min();
        let mut lines = Self {
            groups: vec![LineGroup::default()],
            makers: makers_on(sheet, header, is_known),
        };
        lines.makers.extend(units_titled(sheet, header, known));
        let mut numbered = None;
        for row in (0..sheet.height()).filter(|row| !is_headings(*row)) {
            let mut told = Vec::new();
            if row < header || begins_with_label(sheet, row) {
                told = labelled_names(sheet, row, is_of_reporter);
            }
            let section = SectionHead::of(sheet, row, first_column);
            let by_section = section.as_ref().map(|it| it.told.clone());
            let by_section = by_section.filter(|told| {
                is_whole(told) || (is_known(told) && section.as_ref().is_some_and(|it| it.is_told))
            });
            // A section of another name, numbered alike, is no longer the unit's.
            let ends = |it: &SectionHead| it.number.is_some() && it.number == numbered;
            let is_other = by_section.is_none() && section.as_ref().is_some_and(ends);
            if by_section.is_some() {
                numbered = section.and_then(|it| it.number);
            }
            told.extend(by_section);
            if !told.is_empty() || is_other || begins_with_label(sheet, row) {
                lines.take_line(told, known);
            } else if row > header {
                lines.take_row(sheet, row);
            }
        }
        lines.take_footer();
        let tab = NameOnSheet {
            cell: sheet.name.clone(),
            name: sheet.name.clone(),
        };
        if lines.groups.first().is_some_and(LineGroup::is_silent) && is_whole(&tab) {
            lines.groups[0].told.push(tab);
        }
        if lines.groups.first().is_some_and(LineGroup::is_silent) {
            let told = covers.iter().flat_map(|cover| {
                let rows =
                    (0..cover.height()).flat_map(|row| labelled_names(cover, row, is_of_reporter));
                rows.filter(is_known).map(|told| NameOnSheet {
                    cell: format!("{} {}", cover.name, told.cell),
                    ..told
                })
            });
            lines.groups[0].told = told.collect();
            let makers = covers
                .iter()
                .map(|cover| makers_on(cover, cover.height(), is_known));
            lines.makers.extend(makers.flatten());
        }
        lines
    }

    fn take_line(&mut self, told: Vec<NameOnSheet>, known: &KnownNames<'_>) {
        if self.groups.last().is_none_or(|last| !last.rows.is_empty()) {
            self.groups.push(LineGroup::default());
        }
        let Some(last) = self.groups.last_mut() else {
            return;
        };
        for told in told {
            if (known.is_collector)(&told.name) {
                last.is_collected = true;
            } else {
                last.told.push(told);
            }
        }
    }

    fn take_row(&mut self, sheet: &SheetGrid, row: usize) {
        let is_filled = (0..sheet.width()).any(|column| !sheet.get(row, column).is_empty());
        if let Some(last) = self.groups.last_mut().filter(|_| is_filled) {
            last.rows.push(row);
        }
    }

    /// Gives the lines below the last row to the rows above them.
    fn take_footer(&mut self) {
        let is_footer = |last: &mut LineGroup| last.rows.is_empty();
        if self.groups.len() > 1
            && let Some(footer) = self.groups.pop_if(is_footer)
            && let Some(last) = self.groups.last_mut()
        {
            last.told.extend(footer.told);
        }
    }

    /// Iterates over all names in the lines.
    pub(super) fn told(&self) -> impl Iterator<Item = &NameOnSheet> {
        self.groups.iter().flat_map(|group| &group.told)
    }

    /// Returns who filled in a row. `in_cells` are the names in a column of the sheet.
    fn of_row(&self, sheet: &SheetGrid, row: usize, in_cells: &BTreeSet<String>) -> RowReporters {
        let name = |told: &NameOnSheet| told.name.clone();
        let group = self
            .groups
            .iter()
            .find(|group| group.rows.binary_search(&row).is_ok());
        let own = labelled_names(sheet, row, is_of_reporter);
        let above = group.into_iter().flat_map(|group| &group.told);
        let is_silent = group.is_none_or(LineGroup::is_silent);
        let elsewhere = self.told().map(name).chain(self.makers.iter().cloned());
        RowReporters {
            above: above.chain(&own).map(name).collect(),
            elsewhere: elsewhere.chain(in_cells.iter().cloned()).collect(),
            is_unclear: is_silent && own.is_empty() && self.told().next().is_some(),
        }
    }

    /// Tells each row who filled it in.
    pub(super) fn tell(&self, sheet: &SheetGrid, map: &ColumnMap, rows: &mut [SheetAnswer]) {
        let in_cells = rows.iter().map(|row| row.words(SheetField::Reporter));
        let in_cells: BTreeSet<String> = in_cells.filter(|name| !name.is_empty()).collect();
        for row in rows {
            row.reporters = self.of_row(sheet, row.row, &in_cells);
            row.take_reporter(map);
        }
    }
}

impl LineGroup {
    /// Returns whether its lines say nothing about the rows.
    fn is_silent(&self) -> bool {
        self.told.is_empty() && !self.is_collected
    }
}

impl SheetAnswer {
    /// Takes who filled in the row from the lines of the sheet, if no cell of the row names it.
    fn take_reporter(&mut self, map: &ColumnMap) {
        let Some(first) = self.reporters.above.first().cloned() else {
            return;
        };
        if self.get(SheetField::Reporter).is_none() {
            self.add_text(map, [SheetField::Reporter, SheetField::Lead], &first);
        }
    }
}

/// Returns the units in the titles of a sheet and in its name, of those whose names lie in one another the longest.
fn units_titled(sheet: &SheetGrid, header: usize, known: &KnownNames<'_>) -> Vec<String> {
    const SHORTEST: usize = 2;
    let titles = titles_above(sheet, 0..header, known.titles);
    let mut texts: Vec<String> = titles.map(|title| title.name).collect();
    texts.push(solid(&sheet.name));
    let mut units: Vec<&String> = known.units.iter().collect();
    units.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    let mut titled = Vec::new();
    for name in units {
        let plain = solid(name);
        let is_short = plain.chars().count() < SHORTEST;
        if is_short || !texts.iter().any(|text| text.contains(&plain)) {
            continue;
        }
        for text in &mut texts {
            *text = text.replace(&plain, "");
        }
        if !(known.is_collector)(name) {
            titled.push(name.clone());
        }
    }
    titled
}

/// Returns the makers of a sheet that its first rows name.
fn makers_on(
    sheet: &SheetGrid,
    rows: usize,
    is_known: impl Fn(&NameOnSheet) -> bool,
) -> Vec<String> {
    let told = (0..rows).flat_map(|row| labelled_names(sheet, row, is_of_maker));
    let told = told.filter(is_known);
    told.map(|told| told.name).collect()
}
