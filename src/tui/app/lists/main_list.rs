//! The main list of each view: its rows, and the cursor that each view keeps.

use std::collections::HashMap;

use crate::query::Item;
use crate::text::View;
use crate::tui::app::{Pane, RowKey, RowRef};
use crate::tui::views::page;

/// The rows of the view that is shown, and for every view the cursor of its main list.
///
/// Rows refer to the board by indices, so they are made again with every board.
#[derive(Debug, Default)]
pub(crate) struct MainList {
    rows: Vec<RowRef>,
    cursors: HashMap<View, ViewCursor>,
}

/// The cursor of a view.
#[derive(Clone, Debug, Default)]
struct ViewCursor {
    pane: Pane,
    /// The row under it when the view was left.
    left_on: Option<RowKey>,
}

impl MainList {
    /// Takes in the rows of the view that is shown.
    pub(crate) fn set(&mut self, rows: Vec<RowRef>) {
        self.rows = rows;
    }

    /// Returns the rows.
    pub(crate) fn rows(&self) -> &[RowRef] {
        &self.rows
    }

    /// Counts the rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns a row.
    pub(crate) fn row(&self, row: usize) -> Option<&RowRef> {
        self.rows.get(row)
    }

    /// Returns whether the cursor may stand on a row.
    pub(crate) fn stands(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(RowRef::stands)
    }

    /// Iterates over the milestones that are listed.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        self.rows.iter().filter_map(RowRef::item)
    }

    /// Returns the window of a view's list.
    pub(crate) fn pane(&self, view: View) -> Pane {
        self.cursors
            .get(&view)
            .map_or_else(Pane::default, |it| it.pane)
    }

    /// Moves the cursor of the view that is shown by some rows.
    pub(crate) fn step(&mut self, view: View, by: isize) {
        let mut pane = self.pane(view);
        pane.step(by, self.len(), |row| self.stands(row));
        self.cursors.entry(view).or_default().pane = pane;
    }

    /// Puts the cursor of the view that is shown on a row, or on the next one where it may stand.
    pub(crate) fn go(&mut self, view: View, row: usize) {
        let mut pane = self.pane(view);
        pane.go(row, self.len(), true, |row| self.stands(row));
        self.cursors.entry(view).or_default().pane = pane;
    }

    /// Puts the cursor of a view on its first row, because its list is about something else now.
    pub(crate) fn restart(&mut self, view: View) {
        let cursor = self.cursors.entry(view).or_default();
        cursor.left_on = None;
        cursor.pane.restart();
    }

    /// Remembers the row with the cursor of a view, because the view is left.
    pub(crate) fn leave(&mut self, view: View, on: Option<RowKey>) {
        self.cursors.entry(view).or_default().left_on = on;
    }

    /// Takes out the row that had the cursor of a view when the view was left.
    pub(crate) fn come_back(&mut self, view: View) -> Option<RowKey> {
        self.cursors.get_mut(&view)?.left_on.take()
    }

    /// Forgets the cursors of the views of one plan, because another plan was chosen.
    pub(crate) fn forget_plan(&mut self) {
        self.cursors.retain(|view, _| page(*view).is_across_plans);
    }

    /// Takes in how many rows of the view that is shown have room.
    pub(crate) fn set_height(&mut self, view: View, height: usize) {
        let len = self.len();
        let cursor = self.cursors.entry(view).or_default();
        cursor.pane.set_height(height, len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plans(count: usize) -> Vec<RowRef> {
        (0..count).map(RowRef::Plan).collect()
    }

    #[test]
    fn every_view_keeps_its_own_cursor() {
        let mut list = MainList::default();
        list.set(plans(5));
        list.step(View::Overview, 3);
        list.leave(View::Overview, Some(RowKey::Plan("d".to_owned())));
        list.step(View::Timeline, 1);
        assert_eq!(list.pane(View::Overview).cursor, 3);
        assert_eq!(list.pane(View::Timeline).cursor, 1);
        list.forget_plan();
        assert_eq!(list.pane(View::Timeline).cursor, 0);
        let on = list.come_back(View::Overview);
        assert_eq!(on, Some(RowKey::Plan("d".to_owned())));
        assert_eq!(list.come_back(View::Overview), None);
    }

    #[test]
    fn the_cursor_steps_over_headings() {
        let mut list = MainList::default();
        list.set(vec![RowRef::Change(0), RowRef::Commits, RowRef::Change(1)]);
        list.step(View::Changes, 1);
        assert_eq!(list.pane(View::Changes).cursor, 2);
        list.restart(View::Changes);
        assert_eq!(list.pane(View::Changes).cursor, 0);
    }
}
