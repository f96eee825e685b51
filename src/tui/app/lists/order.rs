//! The order of a list, and the way from one red lamp to the next.

use std::cmp::Reverse;

use crate::plan::Lamp;
use crate::query::{Item, SortBy, sort_items};
use crate::text::View;
use crate::tui::app::lists::rows::RowRef;
use crate::tui::app::message::Said;
use crate::tui::app::state::State;

/// The orders of a view's list beside its own.
fn orders(view: View) -> &'static [SortBy] {
    match view {
        View::Overview | View::Indicators => &[SortBy::Standing, SortBy::Due],
        View::Units => &[SortBy::Id],
        View::Phases | View::Alerts => &[SortBy::Due, SortBy::Id, SortBy::Unit],
        View::Timeline => &[SortBy::Standing],
        View::Changes => &[],
    }
}

impl State {
    /// The order chosen for the view's list.
    pub(in crate::tui) fn order(&self) -> Option<SortBy> {
        self.orders.get(&self.view).copied()
    }

    /// Puts the view's list in the next order.
    pub(in crate::tui) fn next_order(&mut self) {
        let all = orders(self.view);
        let next = match self.order() {
            None => all.first(),
            Some(order) => {
                let at = all.iter().position(|it| *it == order);
                at.and_then(|at| all.get(at + 1))
            }
        };
        match next {
            Some(order) => self.orders.insert(self.view, *order),
            None => self.orders.remove(&self.view),
        };
        let words = self.words.forms;
        let key = next.and_then(|order| {
            let known = SortBy::KEYS.iter().find(|(it, _)| it == order);
            known.map(|(_, key)| *key)
        });
        self.said = Some(Said::done((words.ordered)(self.view, key)));
        self.rebuild();
    }

    /// Puts rows in the order chosen for the view.
    pub(in crate::tui) fn sort_rows(&self, rows: &mut Vec<RowRef>) {
        let Some(order) = self.order() else { return };
        match self.view {
            View::Overview => rows.sort_by_key(|row| {
                let plan = row.plan().and_then(|place| self.board.plans.get(place));
                let sum = plan.and_then(|shown| shown.summary());
                let red = sum.map_or(0, |sum| sum.tally.lit(Lamp::Red));
                let due = sum.and_then(|sum| sum.next_due);
                match order {
                    SortBy::Due => (due.is_none(), due, Reverse(red)),
                    _ => (false, None, Reverse(red)),
                }
            }),
            View::Indicators => {
                let (items, mut others): (Vec<RowRef>, Vec<RowRef>) =
                    rows.drain(..).partition(|row| row.item().is_some());
                let mut items: Vec<Item> =
                    items.iter().filter_map(|row| row.item().cloned()).collect();
                sort_items(&self.board, &mut items, order);
                others.extend(items.into_iter().map(RowRef::Item));
                *rows = others;
            }
            View::Timeline => {
                let mut groups: Vec<Vec<RowRef>> = Vec::new();
                for row in rows.drain(..) {
                    match (&row, groups.last_mut()) {
                        (RowRef::Item(_), Some(group)) => group.push(row),
                        _ => groups.push(vec![row]),
                    }
                }
                groups.sort_by_key(|group| match group.first() {
                    Some(RowRef::Action { tally, .. }) => {
                        (tally.worst(), Reverse(tally.lit(Lamp::Red)))
                    }
                    _ => (None, Reverse(0)),
                });
                rows.extend(groups.into_iter().flatten());
            }
            _ => {}
        }
    }

    /// Returns whether the alerts are one list in an order of its own, without their groups.
    pub(in crate::tui) fn alerts_in_order(&self) -> Option<SortBy> {
        self.order().filter(|_| self.view == View::Alerts)
    }

    /// Moves the cursor to the next red lamp, or the one before; from the last one on to the first.
    pub(in crate::tui) fn go_to_red(&mut self, forward: bool) {
        let len = self.len();
        let cursor = self.pane().cursor;
        let along: Box<dyn Iterator<Item = usize>> = if forward {
            Box::new((cursor + 1..len).chain(0..cursor))
        } else {
            Box::new((0..cursor).rev().chain((cursor + 1..len).rev()))
        };
        let found = along.into_iter().find(|row| self.is_red(*row));
        match found {
            Some(row) => self.step(row as isize - cursor as isize),
            None => self.said = Some(Said::refused(self.words.forms.no_other_red)),
        }
    }

    fn is_red(&self, row: usize) -> bool {
        let of_item = |item: &Item| item.verdict.standing.lamp() == Lamp::Red;
        match self.view {
            View::Units if self.on_left => self.units.get(row).is_some_and(|unit| unit.red() > 0),
            View::Phases => {
                let column = self.phases.get(self.phase);
                column
                    .and_then(|column| column.get(row))
                    .is_some_and(of_item)
            }
            _ => match self.list_row(row) {
                Some(RowRef::Item(item)) => of_item(&item),
                Some(RowRef::Action { tally, .. }) => tally.lit(Lamp::Red) > 0,
                Some(RowRef::Plan(place)) => {
                    let plan = self.board.plans.get(place);
                    let sum = plan.and_then(|shown| shown.summary());
                    sum.is_some_and(|sum| sum.tally.lit(Lamp::Red) > 0)
                }
                _ => false,
            },
        }
    }
}
