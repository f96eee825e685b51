//! What is made once so that every key is answered at once: the list of alerts, and the texts of the search.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::query::{Alerts, Board, PlanHandle, SearchIndex};
use crate::text::View;
use crate::tui::app::State;

/// The alerts and the search index, as far as they are made.
#[derive(Default)]
pub(crate) struct Ready {
    alerts: Option<Alerts>,
    /// The plans that have changed since the list of alerts was made; they are taken in before the list is used again.
    changed: BTreeSet<usize>,
    index: Option<SearchIndex>,
}

impl Ready {
    /// Returns the list of alerts, brought up to date.
    pub(crate) fn alerts(&mut self, board: &Board) -> &Alerts {
        let alerts = self.alerts.get_or_insert_with(|| Alerts::of(board));
        alerts.take_in(board, &std::mem::take(&mut self.changed));
        alerts
    }

    /// Returns the search index with the texts of some plans taken in.
    pub(super) fn index(&mut self, places: Range<usize>, plans: &[PlanHandle]) -> &SearchIndex {
        let new = || SearchIndex::new(plans.len());
        let index = self.index.get_or_insert_with(new);
        index.add(places, plans);
        index
    }

    /// Returns the list of alerts that the rows on the screen were made from.
    pub(crate) fn known_alerts(&self) -> Option<&Alerts> {
        self.alerts.as_ref()
    }
}

impl State {
    /// Marks one plan's alerts and texts as changed.
    pub(crate) fn plan_changed(&mut self, place: usize) {
        if self.ready.alerts.is_some() {
            self.ready.changed.insert(place);
        }
        if let Some(index) = &mut self.ready.index {
            index.forget(place);
        }
    }

    /// Makes the list of alerts, which the next keys may need; returns whether something on the screen has changed.
    pub fn work(&mut self) -> bool {
        if self.ready.alerts.is_some() {
            return false;
        }
        self.ready.alerts(self.plans.board());
        let is_shown = self.view == View::Overview;
        if is_shown {
            self.make_leader_page();
        }
        is_shown
    }
}
