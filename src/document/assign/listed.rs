//! The items of the lists of tasks among a document's tables.

use std::collections::BTreeSet;

use super::Assigner;
use crate::document::source_text::{SourceLine, SourceTable};
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use crate::document::tables::column_kind::ColumnKind;
use crate::document::tables::columns::{ReadColumns, read_columns_below};
use crate::document::tables::tasks::{TableEntry, table_entries};
use crate::document::tables::unit_rows::unit_rows;
use crate::document::units::following_rules::without_rule;
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::ends_like_unit;
use crate::text::Doubt;

impl Assigner {
    /// Adds the items of the lists of tasks among the tables; one that repeats the text's items only completes them.
    pub(crate) fn tables(
        &mut self,
        tables: &[SourceTable],
        lines: &[SourceLine],
        found: &mut DocumentStructure,
    ) {
        let mut lists = 0;
        let of_text: BTreeSet<String> = found.entries.iter().map(|it| it.id.clone()).collect();
        for table in tables {
            let columns = read_columns_below(table, lines);
            let is_indicator_list = columns.as_ref().is_some_and(ReadColumns::is_indicator_list);
            let tasks = columns.as_ref().filter(|columns| columns.is_task_list());
            let read = columns.as_ref();
            if let Some(columns) = read.filter(|_| tasks.is_some() || is_indicator_list) {
                self.ask_about_unread(table, columns.unread());
            }
            let rows = if let Some(columns) = tasks {
                self.rows_of_tasks(table, columns)
            } else if is_indicator_list {
                continue;
            } else if let Some(rows) = unit_rows(table, lines, self.year, self.since) {
                self.ask_about_unread(table, rows.unread.into_iter());
                rows.entries
            } else {
                self.table_left_out(table);
                continue;
            };
            let passed = rows.iter().flat_map(|row| row.passed_over.clone());
            found.passed_over.extend(passed);
            let rows = self.complete_repeated(rows, &of_text, &mut found.entries);
            if rows.is_empty() {
                continue;
            }
            drop_announced(&mut found.entries, &rows);
            // A heading with nothing but the table below it is their section.
            if let Some(at) = heading_above(table, lines, &found.entries) {
                let behind = found.entries.split_off(at + 1);
                found.entries[at].is_item = false;
                let id = found.entries[at].id.clone();
                let is_answered =
                    |it: &PlacedDoubt| it.doubt == Doubt::NoUnits && it.entry.as_ref() == Some(&id);
                self.doubts.retain(|it| !is_answered(it));
                self.add_rows(&rows, &id, &mut found.entries);
                found.entries.extend(behind);
                continue;
            }
            // Beside a text the rows get a section of their own.
            let list_id = if found.entries.is_empty() {
                String::new()
            } else {
                lists += 1;
                let id = format!("t{lists}");
                found.entries.push(PrintedEntry {
                    id: id.clone(),
                    heading: caption(table, lines),
                    line_no: table.rows.first().map_or(1, |row| row.line_no),
                    ..PrintedEntry::default()
                });
                id
            };
            self.add_rows(&rows, &list_id, &mut found.entries);
        }
    }

    /// Asks about the columns of a table whose words are not read, once for each heading.
    fn ask_about_unread(&mut self, table: &SourceTable, unread: impl Iterator<Item = String>) {
        let told = |heading: &String| {
            let mut doubts = self.doubts.iter();
            doubts.any(|it| {
                matches!(&it.doubt, Doubt::ColumnsUnread { headings } if headings.contains(heading))
            })
        };
        let headings: Vec<String> = unread.filter(|heading| !told(heading)).collect();
        if !headings.is_empty() {
            let line_no = table.rows.first().map_or(1, |row| row.line_no);
            let unread = Doubt::ColumnsUnread { headings };
            self.doubts.push(PlacedDoubt::of_plan(unread, line_no));
        }
    }

    /// Reads the rows of a list of tasks.
    fn rows_of_tasks(&mut self, table: &SourceTable, columns: &ReadColumns<'_>) -> Vec<TableEntry> {
        for heading in columns.header.split(" | ") {
            self.rules(heading);
        }
        let mut rows = table_entries(columns, self.year, self.since);
        if let Some(unit) = unit_of_sheet(table, columns) {
            for row in rows.iter_mut().filter(|row| row.is_item) {
                row.runs.push((GroupRole::Unsaid, vec![unit.to_owned()]));
            }
        }
        rows
    }

    /// Adds the entries of a list. Where numbers begin again, ids would be given twice: the later ones end with -2.
    fn add_rows(&mut self, rows: &[TableEntry], list_id: &str, entries: &mut Vec<PrintedEntry>) {
        let mut section_id = list_id.to_owned();
        for row in rows {
            if !row.is_item {
                self.rules(&row.heading);
            }
            let around = if row.is_item { &section_id } else { list_id };
            let mut id = joined(around, row.number);
            let is_free = |id: &str| entries.iter().all(|entry| entry.id != id);
            if !is_free(&id) {
                let mut others = (2..).map(|times| format!("{id}-{times}"));
                id = others.find(|id| is_free(id)).unwrap_or(id);
            }
            if !row.is_item {
                section_id.clone_from(&id);
            }
            let mut entry = PrintedEntry {
                id,
                no: row.number.to_string(),
                heading: without_rule(&row.heading).to_owned(),
                line_no: row.line_no,
                is_item: row.is_item,
                text: row.text.clone(),
                ..PrintedEntry::default()
            };
            entry.aims.clone_from(&row.aims);
            entry.deadlines.clone_from(&row.deadlines);
            for (doubt, line_no) in &row.doubts {
                self.doubt(doubt.clone(), *line_no, &entry.id);
            }
            self.complete(&mut entry, row);
            entries.push(entry);
        }
    }

    fn table_left_out(&mut self, table: &SourceTable) {
        let header: Vec<&str> = table
            .rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.trim())
            .take(4)
            .collect();
        self.doubts.push(PlacedDoubt::of_plan(
            Doubt::TableLeftOut {
                header: header.join(" | ").chars().take(40).collect(),
            },
            table.rows.first().map_or(1, |row| row.line_no),
        ));
    }
}

/// Returns the unit that a sheet is named after, where no column has units.
fn unit_of_sheet<'t>(table: &'t SourceTable, columns: &ReadColumns<'_>) -> Option<&'t str> {
    const LONGEST: usize = 12;
    let name = table.name.as_deref().map(str::trim)?;
    let has_units = columns.has(|kind| matches!(kind, ColumnKind::Units(_) | ColumnKind::Unit));
    let is_unit = name.chars().count() <= LONGEST && ends_like_unit(name);
    (is_unit && !has_units).then_some(name)
}

fn joined(around: &str, number: u32) -> String {
    if around.is_empty() {
        number.to_string()
    } else {
        format!("{around}.{number}")
    }
}

/// Takes away items of the text that only announce the sections of a table: 知识产权保护方面5项.
fn drop_announced(entries: &mut Vec<PrintedEntry>, rows: &[TableEntry]) {
    let announced = |entry: &PrintedEntry| {
        entry.is_item
            && entry.units_line.is_none()
            && rows.iter().any(|row| {
                !row.is_item
                    && row.heading.chars().count() >= 4
                    && entry.heading.starts_with(&row.heading)
            })
    };
    if entries.iter().filter(|entry| announced(entry)).count() < 2 {
        return;
    }
    entries.retain(|entry| !announced(entry));
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    entries.retain(|entry| {
        let inside = format!("{}.", entry.id);
        entry.is_item || ids.iter().any(|id| id.starts_with(&inside))
    });
}

/// Finds the heading right over a table, if it has no text of its own; a line with the unit of measure may be between.
fn heading_above(
    table: &SourceTable,
    lines: &[SourceLine],
    entries: &[PrintedEntry],
) -> Option<usize> {
    let mut before = lines.get(..table.lines_before)?.iter().rev();
    let tells_measure = |text: &str| text.trim_start_matches(['（', '(']).starts_with("单位");
    let line = before.find(|line| !tells_measure(&line.text))?;
    let mut found = entries.iter().enumerate();
    let (at, entry) = found.find(|(_, entry)| entry.line_no == line.line_no)?;
    let inside = format!("{}.", entry.id);
    let is_bare = entry.text.iter().all(|text| tells_measure(&text.text))
        && entry.aims.is_empty()
        && entry.units_line.is_none()
        && !entries.iter().any(|entry| entry.id.starts_with(&inside));
    is_bare.then_some(at)
}

/// Returns the name of a table: the line over it, or that of its sheet.
fn caption(table: &SourceTable, lines: &[SourceLine]) -> String {
    let before = table
        .lines_before
        .checked_sub(1)
        .and_then(|at| lines.get(at));
    let named = before
        .map(|line| line.text.as_str())
        .filter(|text| text.chars().count() < 50 && !text.contains('。'));
    named.or(table.name.as_deref()).unwrap_or("附件").to_owned()
}
