//! The order of a list, and the step to the next red lamp.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::plan::{Lamp, Tally};
use crate::query::{Board, Item, SortBy, sort_items};
use crate::text::View;
use crate::tui::app::{RowRef, State};

/// The orders chosen for the lists of views; other lists are in the view's own order.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChosenOrders(HashMap<View, SortBy>);

impl ChosenOrders {
    /// Returns the order chosen for a view; `None` for the view's own.
    pub(crate) fn of(&self, view: View) -> Option<SortBy> {
        self.0.get(&view).copied()
    }

    /// Chooses and returns the next of a view's orders; after the last one comes the view's own.
    pub(crate) fn next(&mut self, view: View, orders: &[SortBy]) -> Option<SortBy> {
        let next = match self.of(view) {
            None => orders.first(),
            Some(order) => {
                let at = orders.iter().position(|it| *it == order);
                at.and_then(|at| orders.get(at + 1))
            }
        };
        match next {
            Some(order) => self.0.insert(view, *order),
            None => self.0.remove(&view),
        };
        next.copied()
    }
}

/// Sorts plans by the number of red lamps, or by the earliest due date.
pub(crate) fn sort_plans(board: &Board, rows: &mut [RowRef], order: SortBy) {
    rows.sort_by_key(|row| {
        let plan = row.plan().and_then(|place| board.plans.get(place));
        let sum = plan.and_then(|handle| handle.summary());
        let red = sum.map_or(0, |sum| sum.tally.lit(Lamp::Red));
        let due = sum.and_then(|sum| sum.next_due);
        match order {
            SortBy::Due => (due.is_none(), due, Reverse(red)),
            _ => (false, None, Reverse(red)),
        }
    });
}

/// Sorts the milestones that follow the indicators.
pub(crate) fn sort_targets(board: &Board, rows: &mut Vec<RowRef>, order: SortBy) {
    let mut items: Vec<Item> = rows.iter().filter_map(RowRef::item).cloned().collect();
    rows.retain(|row| row.item().is_none());
    sort_items(board, &mut items, order);
    rows.extend(items.into_iter().map(RowRef::Item));
}

/// Sorts actions, each with its milestones, by the worst standing.
pub(crate) fn sort_actions(rows: &mut Vec<RowRef>) {
    let groups = rows.chunk_by(|_, next| next.item().is_some());
    let mut groups: Vec<&[RowRef]> = groups.collect();
    groups.sort_by_key(|group| match group.first() {
        Some(RowRef::Action { tally, .. }) => tally.rank(),
        _ => Tally::default().rank(),
    });
    *rows = groups.concat();
}

impl State {
    /// Returns the order chosen for the view's list.
    pub(crate) fn order(&self) -> Option<SortBy> {
        self.orders.of(self.view)
    }

    /// Returns whether the units on the left are in the order of their names.
    pub(crate) fn units_are_by_name(&self) -> bool {
        self.orders.of(View::Units).is_some()
    }

    /// Puts the view's list in the next order.
    pub(crate) fn next_order(&mut self) {
        let next = self.orders.next(self.view, self.page().orders);
        self.say((self.words.forms.ordered)(self.view, next.map(SortBy::key)));
        self.rebuild();
    }

    /// Moves the cursor to the next red lamp, around the end of the list.
    pub(crate) fn next_red(&mut self) {
        self.go_to_red(1..self.len());
    }

    /// Moves the cursor to the previous red lamp, around the start of the list.
    pub(crate) fn previous_red(&mut self) {
        self.go_to_red((1..self.len()).rev());
    }

    /// Moves the cursor to the first red lamp so many rows on, around the ends of the list.
    fn go_to_red(&mut self, rows_on: impl Iterator<Item = usize>) {
        let (len, cursor) = (self.len(), self.pane().cursor);
        let mut rows = rows_on.map(|on| (cursor + on) % len);
        match rows.find(|row| self.is_red(*row)) {
            Some(row) => self.step(row as isize - cursor as isize),
            None if self.is_red(cursor) => self.refuse(self.words.forms.no_other_red),
            None => self.refuse(self.words.forms.no_red),
        }
    }

    fn is_red(&self, row: usize) -> bool {
        let of_item = |item: &Item| item.verdict.standing.lamp() == Lamp::Red;
        if self.is_among_units() {
            let unit = self.units.rows().get(row);
            return unit.is_some_and(|unit| unit.red() > 0);
        }
        if self.has_columns() {
            return self.columns.here().get(row).is_some_and(of_item);
        }
        match self.list_row(row) {
            Some(RowRef::Item(item)) => of_item(&item),
            Some(RowRef::Action { tally, .. }) => tally.lit(Lamp::Red) > 0,
            Some(RowRef::Plan(place)) => {
                let plan = self.board().plans.get(place);
                let sum = plan.and_then(|handle| handle.summary());
                sum.is_some_and(|sum| sum.tally.lit(Lamp::Red) > 0)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_order_comes_the_views_own() {
        let mut orders = ChosenOrders::default();
        let all = [SortBy::Due, SortBy::Id];
        let mut next = || orders.next(View::Alerts, &all);
        assert_eq!(next(), Some(SortBy::Due));
        assert_eq!(next(), Some(SortBy::Id));
        assert_eq!(next(), None);
        assert_eq!(next(), Some(SortBy::Due));
        assert_eq!(orders.of(View::Units), None);
    }
}
