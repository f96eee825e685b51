//! Rows of a table that repeat the items of the text: they complete them, and what they say otherwise is asked about.

use std::collections::BTreeSet;

use super::Assigner;
use super::due_words::take_recurrence;
use crate::document::structure::PrintedEntry;
use crate::document::tables::tasks::TableEntry;
use crate::document::text::without_blanks;
use crate::document::units::group::{GroupRole, NameRun, UnitGroup};
use crate::text::Doubt;

impl Assigner {
    /// Completes the items of the text that rows repeat, if most rows do. Returns the rows that are left.
    pub(super) fn complete_repeated(
        &mut self,
        rows: Vec<TableEntry>,
        of_text: &BTreeSet<String>,
        entries: &mut [PrintedEntry],
    ) -> Vec<TableEntry> {
        let same = |row: &TableEntry| same_item(entries, of_text, &row.heading);
        let repeated: Vec<Option<usize>> = rows
            .iter()
            .map(|row| same(row).filter(|_| row.is_item))
            .collect();
        let items = rows.iter().filter(|row| row.is_item).count();
        if repeated.iter().flatten().count() * 2 <= items {
            return rows;
        }
        let mut left: Vec<TableEntry> = Vec::new();
        for (row, repeated) in rows.into_iter().zip(repeated) {
            match repeated {
                Some(at) => self.complete_with(&mut entries[at], &row),
                None => left.push(row),
            }
        }
        // A heading of rows that are all of the text heads nothing.
        let mut is_followed = false;
        let mut kept: Vec<TableEntry> = Vec::new();
        for row in left.into_iter().rev() {
            if row.is_item || is_followed {
                is_followed = row.is_item;
                kept.push(row);
            }
        }
        kept.reverse();
        kept
    }

    /// Gives an item of the text what the row that repeats it says too: its numbers, units and days.
    fn complete_with(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        for (doubt, line_no) in &row.doubts {
            self.doubt(doubt.clone(), *line_no, &entry.id);
        }
        entry.repeated_aims.extend(row.aims.iter().cloned());
        if entry.units_line.is_some() {
            self.ask_about_other_units(entry, row);
        }
        self.complete(entry, row);
    }

    /// Asks about the units of a row that the text does not give to the item.
    fn ask_about_other_units(&mut self, entry: &PrintedEntry, row: &TableEntry) {
        let names = row.runs.iter().flat_map(|(_, names)| names);
        let (known, mut others): (Vec<&String>, Vec<&String>) =
            names.partition(|name| self.register.knows(name));
        let own = [&entry.lead, &entry.support, &entry.guide];
        for name in known {
            let run = NameRun {
                role: GroupRole::Unsaid,
                names: vec![name.clone()],
            };
            let group = UnitGroup {
                runs: vec![run],
                ..UnitGroup::default()
            };
            let units = self.enter(group, &[], row.line_no, true).units;
            if !units
                .iter()
                .all(|(unit, _)| own.iter().any(|of| of.contains(unit)))
            {
                others.push(name);
            }
        }
        if !others.is_empty() {
            let names: Vec<&str> = others.into_iter().map(String::as_str).collect();
            let names = names.join("、");
            self.doubt(Doubt::UnitsOfTable { names }, row.line_no, &entry.id);
        }
    }

    /// Gives an item the units and the day of its row.
    pub(super) fn complete(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        self.take_days(entry, row);
        for (words, line_no) in &row.reports {
            take_recurrence(entry, words, *line_no);
        }
        if entry.units_line.is_some() || row.runs.is_empty() {
            return;
        }
        let mut runs: Vec<NameRun> = row
            .runs
            .iter()
            .map(|(role, names)| NameRun {
                role: *role,
                names: names.clone(),
            })
            .collect();
        // Who leads, leads also where a column before names it as support.
        runs.sort_by_key(|run| run.role != GroupRole::Lead);
        let group = UnitGroup {
            runs,
            is_said: true,
            ..UnitGroup::default()
        };
        let group = self.enter(group, &[], row.line_no, true);
        self.settle(entry, &[group], &[]);
    }
}

/// Finds the item of the text that a row of a table repeats.
fn same_item(entries: &[PrintedEntry], of_text: &BTreeSet<String>, heading: &str) -> Option<usize> {
    const LEAST: usize = 5;
    let heading = without_blanks(heading);
    entries.iter().position(|entry| {
        let known = without_blanks(&entry.heading);
        let is_long = known.chars().count().min(heading.chars().count()) >= LEAST;
        entry.is_item
            && of_text.contains(&entry.id)
            && (known == heading
                || is_long && (known.starts_with(&heading) || heading.starts_with(&known)))
    })
}
