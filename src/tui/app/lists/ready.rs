//! Work done ahead so that every key is answered at once: the list of alerts, and the texts of the search. The texts of a
//! few plans are taken in when they are needed; those of many bit by bit, between the keys.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::query::{Alerts, Board, SearchIndex};
use crate::text::View;
use crate::tui::app::State;
use crate::tui::views::ListLayout;

/// The length of a bit of work, which a key may have to wait for.
const BIT: Duration = Duration::from_millis(4);

/// The number of plans after which new hits are shown.
const SHOWN_EVERY: usize = 64;

/// The alerts and the search index, as far as they are made.
#[derive(Default)]
pub(crate) struct Ready {
    alerts: Option<Alerts>,
    /// The plans that have changed since the list of alerts was made; they are taken in before the list is used again.
    changed: BTreeSet<usize>,
    index: Option<SearchIndex>,
}

/// The result of a bit of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// There was nothing to do.
    None,
    /// Something was made ready that is not on the screen.
    Unseen,
    /// Something on the screen has changed.
    Visible,
}

impl Ready {
    /// Returns the list of alerts, brought up to date.
    pub(crate) fn alerts(&mut self, board: &Board) -> &Alerts {
        let alerts = self.alerts.get_or_insert_with(|| Alerts::of(board));
        alerts.take_in(board, &std::mem::take(&mut self.changed));
        alerts
    }

    /// Returns the search index, empty if nothing was looked through yet.
    pub(super) fn index(&mut self, plans: usize) -> &mut SearchIndex {
        self.index.get_or_insert_with(|| SearchIndex::new(plans))
    }

    /// Returns the first plan that the search has not looked through; `None` if there is none, or no search.
    pub(super) fn first_missing(&self) -> Option<usize> {
        self.index.as_ref()?.first_missing()
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
        let is_searched = self.scope().contains(&place);
        if let Some(index) = &mut self.ready.index {
            index.forget(place);
            if is_searched {
                index.add(place, &self.plans.board().plans[place]);
            }
        }
    }

    /// Does a bit of the work that the next keys may need.
    pub fn work(&mut self) -> Work {
        if self.ready.alerts.is_none() {
            self.ready.alerts(self.plans.board());
            if self.view == View::Overview {
                self.make_leader_page();
                return Work::Visible;
            }
            return Work::Unseen;
        }
        if self.page().layout == ListLayout::Alerts {
            return self.work_on_index();
        }
        Work::None
    }

    fn work_on_index(&mut self) -> Work {
        let until = Instant::now() + BIT;
        let plans = &self.plans.board().plans;
        let index = self.ready.index(plans.len());
        let Some(first) = index.first_missing() else {
            return Work::None;
        };
        for (place, shown) in plans.iter().enumerate().skip(first) {
            index.add(place, shown);
            if Instant::now() >= until {
                break;
            }
        }
        if self.narrowing.needle().is_none() {
            return Work::Unseen;
        }
        // The list is not made anew for every few plans: that would take longer than looking through them.
        let done = index.first_missing();
        if done.is_none_or(|done| done / SHOWN_EVERY != first / SHOWN_EVERY) {
            self.rebuild();
        }
        Work::Visible
    }
}
