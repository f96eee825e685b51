//! The units on the left of view 2, and the one whose items are listed on the right.

use crate::tui::app::{Pane, UnitRow, Who};

/// The list of units with its cursor.
///
/// The list on the right follows the cursor once that rests, so that moving it costs one row of the screen.
#[derive(Debug, Default)]
pub(crate) struct UnitList {
    rows: Vec<UnitRow>,
    pane: Pane,
    listed: Who,
    /// Whether the keys have left it for the items on the right.
    is_left: bool,
}

impl UnitList {
    /// Returns the units, everyone first.
    pub(crate) fn rows(&self) -> &[UnitRow] {
        &self.rows
    }

    /// Returns the window on them.
    pub(crate) fn pane(&self) -> Pane {
        self.pane
    }

    /// Returns the unit whose items are listed on the right.
    pub(crate) fn listed(&self) -> &Who {
        &self.listed
    }

    /// Returns whether the keys move through the units, not through the items on the right.
    pub(crate) fn has_cursor(&self) -> bool {
        !self.is_left
    }

    /// Moves the keys to the units, or to the items on the right.
    pub(crate) fn take_cursor(&mut self, has_cursor: bool) {
        self.is_left = !has_cursor;
    }

    /// Takes in the units of the chosen plan, and those of them that are shown. The cursor stays on its unit, else it goes to
    /// the first; the items of a unit that is gone are no longer listed.
    pub(crate) fn set(&mut self, all: Vec<UnitRow>, is_shown: impl Fn(&UnitRow) -> bool) {
        let here = self.under_cursor().map(|row| row.who.clone());
        if !all.iter().any(|row| row.who == self.listed) {
            self.listed = Who::Everyone;
        }
        self.rows = all;
        self.rows.retain(is_shown);
        let at = here.and_then(|here| self.place_of(&here));
        self.go(at.unwrap_or(0));
    }

    /// Forgets the units, because another plan was chosen.
    pub(crate) fn forget(&mut self) {
        self.listed = Who::Everyone;
        self.rows.clear();
        self.pane.restart();
    }

    /// Lists the items of the unit under the cursor; returns whether that is another than before.
    pub(crate) fn follow_cursor(&mut self) -> bool {
        let Some(here) = self.under_cursor() else {
            return false;
        };
        let is_other = here.who != self.listed;
        self.listed = here.who.clone();
        is_other
    }

    fn under_cursor(&self) -> Option<&UnitRow> {
        self.rows.get(self.pane.cursor)
    }

    fn place_of(&self, who: &Who) -> Option<usize> {
        self.rows.iter().position(|row| row.who == *who)
    }

    fn go(&mut self, row: usize) {
        self.pane.cursor = row;
        self.pane.show_cursor(self.rows.len());
    }

    /// Puts the cursor on a unit, if it is shown.
    pub(crate) fn go_to(&mut self, who: &Who) {
        if let Some(at) = self.place_of(who) {
            self.go(at);
        }
    }

    /// Moves the cursor by some rows.
    pub(crate) fn step(&mut self, by: isize) {
        self.pane.step(by, self.rows.len(), |_| true);
    }

    /// Takes in how many rows have room.
    pub(crate) fn set_height(&mut self, height: usize) {
        self.pane.set_height(height, self.rows.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Tally;

    fn rows(names: &[&str]) -> Vec<UnitRow> {
        let units = names.iter().map(|name| Who::Unit((*name).to_owned()));
        let all = std::iter::once(Who::Everyone).chain(units);
        let row = |who| UnitRow {
            who,
            tally: Tally::default(),
            lead: 0,
            support: 0,
        };
        all.map(row).collect()
    }

    fn unit(name: &str) -> Who {
        Who::Unit(name.to_owned())
    }

    #[test]
    fn the_cursor_and_the_list_stay_with_their_unit_wherever_it_lies() {
        let mut list = UnitList::default();
        list.set(rows(&["a", "b"]), |_| true);
        list.step(2);
        assert!(list.follow_cursor() && !list.follow_cursor());
        list.set(rows(&["x", "a", "b"]), |_| true);
        assert_eq!((list.pane().cursor, list.listed()), (3, &unit("b")));
    }

    #[test]
    fn the_items_of_a_unit_that_a_search_hides_stay_listed_until_the_cursor_rests() {
        let mut list = UnitList::default();
        list.set(rows(&["a", "b"]), |_| true);
        list.go_to(&unit("b"));
        list.follow_cursor();
        list.set(rows(&["a", "b"]), |row| row.who != unit("b"));
        assert_eq!((list.pane().cursor, list.listed()), (0, &unit("b")));
        assert!(list.follow_cursor());
        assert_eq!(list.listed(), &Who::Everyone);
    }

    #[test]
    fn the_items_of_a_unit_that_is_gone_are_not_listed() {
        let mut list = UnitList::default();
        list.set(rows(&["a", "b"]), |_| true);
        list.go_to(&unit("b"));
        list.follow_cursor();
        list.set(rows(&["a"]), |_| true);
        assert_eq!(list.listed(), &Who::Everyone);
    }
}
