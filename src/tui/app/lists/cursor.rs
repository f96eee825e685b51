//! The list that has the cursor, whichever it is: the units, a phase's column, or the main list of the view.

use std::collections::BTreeSet;

use crate::query::Item;
use crate::tui::app::parts::OpenActions;
use crate::tui::app::{Pane, RowKey, RowRef, State};
use crate::tui::views::ListLayout;

impl State {
    /// Returns whether the view shows units on the left, and the cursor is there.
    pub(crate) fn is_among_units(&self) -> bool {
        self.has_units() && self.units.has_cursor()
    }

    /// Returns whether the view shows units on the left.
    pub(crate) fn has_units(&self) -> bool {
        self.page().layout == ListLayout::UnitsAndRows
    }

    /// Returns whether the view shows the columns of the phases.
    pub(crate) fn has_columns(&self) -> bool {
        self.page().layout == ListLayout::PhaseColumns
    }

    /// Returns the window of the list with the cursor.
    pub(crate) fn pane(&self) -> Pane {
        if self.is_among_units() {
            self.units.pane()
        } else if self.has_columns() {
            self.columns.pane()
        } else {
            self.main_pane()
        }
    }

    /// Returns the window of the main list, whether the cursor is in it or not.
    pub(crate) fn main_pane(&self) -> Pane {
        self.list.pane(self.view)
    }

    /// Counts the rows of the list with the cursor.
    pub(crate) fn len(&self) -> usize {
        if self.is_among_units() {
            self.units.rows().len()
        } else if self.has_columns() {
            self.columns.here().len()
        } else {
            self.list.len()
        }
    }

    /// Moves the cursor by some rows.
    pub(crate) fn step(&mut self, by: isize) {
        if self.is_among_units() {
            self.units.step(by);
        } else if self.has_columns() {
            self.columns.step(by);
        } else {
            self.list.step(self.view, by);
        }
    }

    /// Puts the cursor on the first row.
    pub(crate) fn go_to_first(&mut self) {
        self.step(isize::MIN / 2);
    }

    /// Puts the cursor on the last row.
    pub(crate) fn go_to_last(&mut self) {
        self.step(isize::MAX / 2);
    }

    /// Returns a row of the main list.
    pub(crate) fn list_row(&self, row: usize) -> Option<RowRef> {
        self.list.row(row).cloned()
    }

    /// Returns the row under the cursor; `None` among the units.
    pub(crate) fn row(&self) -> Option<RowRef> {
        if self.is_among_units() {
            return None;
        }
        self.row_or_first_of_unit()
    }

    /// Returns the row under the cursor of the main list, even while the keys move among the units.
    pub(crate) fn row_or_first_of_unit(&self) -> Option<RowRef> {
        if self.has_columns() {
            return self.columns.item().cloned().map(RowRef::Item);
        }
        self.list_row(self.main_pane().cursor)
    }

    /// Returns the key of that row, by ids.
    pub(crate) fn row_key(&self) -> Option<RowKey> {
        RowKey::of(&self.row_or_first_of_unit()?, self.board(), &self.git)
    }

    /// Returns the milestone under the cursor.
    pub(crate) fn item(&self) -> Option<Item> {
        self.row().and_then(|row| row.item().cloned())
    }

    /// Returns in words the number of rows that a search or a filter has found; `None` if milestones are not listed.
    pub(crate) fn found(&self) -> Option<String> {
        let page = self.page();
        if page.lists_milestones() {
            let found = if self.has_columns() {
                self.columns.milestones()
            } else if self.open_actions.hide_found() {
                // What was folded is found all the same.
                let all = OpenActions::default();
                let source = self.row_source(&all);
                (page.rows)(&source).iter().filter_map(RowRef::item).count()
            } else {
                // One that waits for a decision is an alert twice.
                let places = self.list.items().map(|item| item.place);
                places.collect::<BTreeSet<_>>().len()
            };
            return Some((self.words.screen.found)(found));
        }
        let is_searched = self.narrowing.needle().is_some();
        (page.is_across_plans && is_searched).then(|| (self.words.cli.plans)(self.list.len()))
    }

    /// Reads, all at once, the plans that the rows in the window are of.
    pub(crate) fn look_at_window(&self) {
        if self.page().layout == ListLayout::Alerts {
            let window = self.main_pane().window(self.list.len());
            let items = window.filter_map(|row| Some(self.list.row(row)?.item()?.place.plan));
            self.board().load_previews(&items.collect());
        }
    }

    /// Returns the milestones in the list with the cursor.
    pub(crate) fn listed_milestones(&self) -> Vec<Item> {
        if self.has_columns() {
            self.columns.here().to_vec()
        } else {
            self.list.items().cloned().collect()
        }
    }

    /// Takes in how many rows have room in the list on the left and in the main list.
    pub(crate) fn set_heights(&mut self, left: usize, main: usize) {
        self.units.set_height(left);
        self.list.set_height(self.view, main);
        self.columns.set_height(main);
    }
}
