//! Removes what is around and between the words of a document, one file per kind, and notes what was done.

mod barred_cells;
mod cell_lines;
mod characters;
mod column_headings;
mod flat_table;
mod furniture;
mod glued_parts;
mod index_labels;
mod lost_breaks;
mod mark;
mod page_numbers;
mod page_setting;
mod repeated;
mod separated_table;
mod stray_breaks;
mod wrapped;

use super::passage::Passage;
use crate::document::{Cleaned, CleaningNote, SourceFact};

/// A document being cleaned.
#[derive(Debug, Default)]
pub(crate) struct Cleaning {
    /// What is left of it.
    pub(crate) passages: Vec<Passage>,
    /// What was done.
    pub(crate) notes: Vec<CleaningNote>,
    /// What the furniture said of the document.
    pub(crate) facts: Vec<SourceFact>,
}

impl Cleaning {
    fn uncleaned(passages: Vec<Passage>) -> Self {
        Self {
            passages,
            ..Self::default()
        }
    }

    /// Returns a text after one kind of cleaning.
    #[cfg(test)]
    fn after(clean: fn(&mut Self), text: &str) -> Self {
        let mut cleaning = Self::uncleaned(super::passage::passages(text));
        clean(&mut cleaning);
        cleaning
    }

    /// Returns the paragraphs that are left, and how many places were touched.
    #[cfg(test)]
    fn left_and_count(&self) -> (Vec<String>, usize) {
        let left = super::passage::texts(&self.passages).into_iter();
        let count = self.notes.iter().map(|note| note.count).sum();
        (left.map(str::to_owned).collect(), count)
    }

    /// Cleans a document.
    pub(crate) fn of(passages: Vec<Passage>) -> Self {
        let mut cleaning = Self::uncleaned(passages);
        // Tabs are blanks afterwards. Furniture goes before lines are joined. A cell is not a line that a page wrapped,
        // but a fixed width may have cut it. Only whole paragraphs can be split.
        barred_cells::clean(&mut cleaning);
        separated_table::clean_tabbed(&mut cleaning);
        characters::clean(&mut cleaning);
        page_numbers::clean(&mut cleaning);
        furniture::clean(&mut cleaning);
        repeated::clean(&mut cleaning);
        let is_counted = wrapped::clean_counted(&mut cleaning);
        cell_lines::clean_indicators(&mut cleaning);
        separated_table::clean_barred(&mut cleaning);
        separated_table::clean_spaced(&mut cleaning);
        flat_table::clean(&mut cleaning);
        cell_lines::clean(&mut cleaning);
        if !is_counted {
            wrapped::clean_measured(&mut cleaning);
        }
        stray_breaks::clean(&mut cleaning);
        lost_breaks::clean(&mut cleaning);
        cleaning.trim();
        cleaning
    }

    /// Notes what was done to some lines.
    fn note(&mut self, cleaned: Cleaned, line_nos: impl IntoIterator<Item = usize>) {
        let mut line_nos = line_nos.into_iter();
        let Some(first) = line_nos.next() else {
            return;
        };
        self.notes.push(CleaningNote {
            cleaned,
            line_no: first,
            count: 1 + line_nos.count(),
        });
    }

    /// Removes the passages whose index `is_removed` accepts, and notes it.
    fn remove(&mut self, cleaned: Cleaned, is_removed: impl Fn(usize) -> bool) {
        let mut gone = Vec::new();
        let mut at = 0;
        self.passages.retain(|passage| {
            let removed = is_removed(at);
            at += 1;
            if removed {
                gone.push(passage.line_no());
            }
            !removed
        });
        self.note(cleaned, gone);
    }

    fn trim(&mut self) {
        for passage in &mut self.passages {
            if let Passage::Line(line) = passage {
                let start = line.text.len() - line.text.trim_start().len();
                line.text = line.text.trim().to_owned();
                line.bold = line.bold.saturating_sub(start).min(line.text.len());
            }
        }
        self.passages.retain(|passage| match passage {
            Passage::Line(line) => !line.text.is_empty(),
            Passage::Table(table) => !table.rows.is_empty(),
        });
    }
}
