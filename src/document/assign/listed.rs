//! The items of the lists of tasks among a document's tables.

use super::Assigner;
use crate::document::aims::deadlines::due_of;
use crate::document::source_text::{SourceLine, SourceTable};
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use crate::document::tables::columns::read_columns;
use crate::document::tables::tasks::{TableEntry, table_entries};
use crate::document::units::group::{NameRun, UnitGroup};
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
        for table in tables {
            let Some(columns) = read_columns(table) else {
                self.table_left_out(table);
                continue;
            };
            if !columns.is_task_list() {
                if !columns.is_indicator_list() {
                    self.table_left_out(table);
                }
                continue;
            }
            let rows = table_entries(&columns);
            let items = rows.iter().filter(|row| row.is_item).count();
            let repeated = rows
                .iter()
                .filter(|row| row.is_item && same_item(&found.entries, &row.heading).is_some())
                .count();
            if repeated * 2 > items {
                for row in rows.iter().filter(|row| row.is_item) {
                    if let Some(at) = same_item(&found.entries, &row.heading) {
                        self.complete(&mut found.entries[at], row);
                    }
                }
                continue;
            }
            drop_announced(&mut found.entries, &rows);
            let prefix = if found.entries.is_empty() {
                String::new()
            } else {
                lists += 1;
                format!("t{lists}")
            };
            if !prefix.is_empty() {
                found.entries.push(PrintedEntry {
                    id: prefix.clone(),
                    no: String::new(),
                    heading: caption(table, lines),
                    line_no: table.rows.first().map_or(1, |row| row.line_no),
                    ..PrintedEntry::default()
                });
            }
            let mut around = prefix;
            let outermost = around.clone();
            for row in rows {
                let id = joined(if row.is_item { &around } else { &outermost }, row.number);
                if !row.is_item {
                    around.clone_from(&id);
                }
                let times = found.entries.iter().filter(|entry| entry.id == id).count();
                let mut entry = PrintedEntry {
                    no: row.number.to_string(),
                    id: if times > 0 {
                        format!("{id}-{}", times + 1)
                    } else {
                        id
                    },
                    heading: row.heading.clone(),
                    line_no: row.line_no,
                    is_item: row.is_item,
                    text: row.text.clone(),
                    ..PrintedEntry::default()
                };
                self.complete(&mut entry, &row);
                found.entries.push(entry);
            }
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
        self.doubts.push(PlacedDoubt {
            doubt: Doubt::TableLeftOut {
                header: header.join(" | ").chars().take(40).collect(),
            },
            line_no: table.rows.first().map_or(1, |row| row.line_no),
            entry: None,
        });
    }

    /// Gives an item the units and the day of its row.
    fn complete(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        if entry.due.is_none() {
            entry.due = row.due.as_deref().and_then(|text| due_of(text, self.year));
        }
        if entry.units_line.is_some() || row.runs.is_empty() {
            return;
        }
        let group = UnitGroup {
            runs: row
                .runs
                .iter()
                .map(|(role, names)| NameRun {
                    role: *role,
                    names: names.clone(),
                })
                .collect(),
            is_said: true,
            ..UnitGroup::default()
        };
        let group = self.enter(group, &[], row.line_no, true);
        self.settle(entry, &[group], &[]);
    }
}

fn joined(around: &str, number: u32) -> String {
    if around.is_empty() {
        number.to_string()
    } else {
        format!("{around}.{number}")
    }
}

/// Finds the item of the text that a row of a table repeats.
fn same_item(entries: &[PrintedEntry], heading: &str) -> Option<usize> {
    const LEAST: usize = 5;
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    let heading = squeezed(heading);
    entries.iter().position(|entry| {
        let known = squeezed(&entry.heading);
        let is_long = known.chars().count().min(heading.chars().count()) >= LEAST;
        entry.is_item
            && (known == heading
                || is_long && (known.starts_with(&heading) || heading.starts_with(&known)))
    })
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

/// The line over a table that names it.
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
