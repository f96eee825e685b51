//! What is made ready of the board so that every key is answered at once: the list of alerts, the texts a search looks
//! through. A few plans are made ready when they are needed; many of them bit by bit, between the keys.

use std::time::{Duration, Instant};

use crate::query::{Alerts, Board, Needle, SearchIndex, Shown};

use super::state::State;
use super::view::View;

/// So many plans are made ready at once.
const AT_ONCE: usize = 32;
/// More milestones than this are not made ready before somebody asks for them: it would take memory for nothing.
const BEFOREHAND: u32 = 200_000;
/// A bit of work: a key that comes meanwhile waits no longer than this.
const BIT: Duration = Duration::from_millis(4);
/// So many plans held whole are left when one goes on to others.
const HELD: usize = 32;

/// What was made ready.
#[derive(Default)]
pub(super) struct Ready {
    alerts: Option<Alerts>,
    index: Option<SearchIndex>,
    /// The plans last opened from a list across plans, by their places.
    opened: Vec<usize>,
}

/// Which plans a search looks through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// No milestone of any.
    None,
    /// Those of one, by its place.
    One(usize),
    /// Those of all.
    All,
}

/// What a bit of work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// There was nothing to do.
    None,
    /// Something was made ready that is not on the screen.
    Unseen,
    /// What is on the screen has changed.
    Seen,
}

impl Ready {
    /// The list of alerts.
    pub(super) fn alerts(&mut self, board: &Board) -> &Alerts {
        self.alerts.get_or_insert_with(|| Alerts::of(board))
    }
}

impl State {
    fn scope(&self) -> Scope {
        match self.view {
            View::Overview | View::Changes => Scope::None,
            View::Alerts => Scope::All,
            View::Units | View::Phases | View::Indicators | View::Timeline => Scope::One(self.plan),
        }
    }

    /// Sets what is searched for.
    pub(super) fn set_search(&mut self, typed: &str) {
        typed.clone_into(&mut self.search);
        self.filter.search = (!typed.trim().is_empty()).then(|| Needle::new(typed));
        self.rebuild();
    }

    /// Finds what is searched for among the milestones that the view shows.
    pub(super) fn find(&mut self) {
        self.filter.found = None;
        let scope = self.scope();
        let Some(needle) = self.filter.search.as_ref().filter(|_| scope != Scope::None) else {
            return;
        };
        let plans = &self.board.plans;
        let index = self
            .ready
            .index
            .get_or_insert_with(|| SearchIndex::new(plans.len()));
        let only = match scope {
            Scope::One(place) => Some(place),
            Scope::None | Scope::All => None,
        };
        for (place, shown) in plans.iter().enumerate() {
            if only == Some(place) || only.is_none() && plans.len() <= AT_ONCE {
                index.add(place, shown);
            }
        }
        self.filter.found = Some(index.find(needle, only));
    }

    /// How many plans a search looks through already, where it does not look through all that the view shows.
    pub(super) fn searched(&self) -> Option<usize> {
        let searches = self.scope() == Scope::All && self.filter.search.is_some();
        let index = self.ready.index.as_ref().filter(|_| searches)?;
        index.first_missing()
    }

    /// Takes in another board, and stays on what the cursor stood on.
    pub(super) fn replace_board(&mut self, board: Board) {
        let key = self.row().and_then(|row| row.key(&self.board));
        self.board = board;
        self.ready = Ready::default();
        self.rebuild();
        self.stay_on(key);
    }

    /// Takes in plans that were read again, each with its place, and stays on what the cursor stood on.
    pub(super) fn replace_plans(&mut self, plans: Vec<(usize, Shown)>) {
        let key = self.row().and_then(|row| row.key(&self.board));
        for (place, shown) in plans {
            self.board.plans[place] = shown;
            self.plan_changed(place);
        }
        self.rebuild();
        self.stay_on(key);
    }

    fn stay_on(&mut self, key: Option<String>) {
        if let Some(key) = key
            && !self.row().is_some_and(|row| row.has_key(&self.board, &key))
        {
            self.go_to_row(&key);
        }
        self.rest();
    }

    /// One plan has changed, what was made ready of the others is as it was.
    pub(super) fn plan_changed(&mut self, place: usize) {
        if let Some(alerts) = &mut self.ready.alerts {
            alerts.take_in(&self.board, place);
        }
        let searches_all = self.scope() == Scope::All;
        if let Some(index) = &mut self.ready.index {
            index.forget(place);
            if searches_all {
                index.add(place, &self.board.plans[place]);
            }
        }
    }

    /// A plan was opened from a list across plans: what was opened there long before is let go.
    pub(super) fn hold(&mut self, place: usize) {
        let opened = &mut self.ready.opened;
        opened.retain(|held| *held != place);
        opened.push(place);
        if opened.len() > HELD {
            let longest_ago = opened.remove(0);
            if longest_ago != self.plan
                && let Some(shown) = self.board.plans.get_mut(longest_ago)
            {
                shown.let_go();
            }
        }
    }

    /// Makes a bit ready of what the next keys may need.
    pub fn work(&mut self) -> Work {
        let until = Instant::now() + BIT;
        if self.ready.alerts.is_none() {
            return self.work_on_alerts(until);
        }
        if self.view == View::Alerts {
            return self.work_on_index(until);
        }
        Work::None
    }

    fn work_on_alerts(&mut self, until: Instant) -> Work {
        let plans = &self.board.plans;
        let sums = plans.iter().filter_map(|shown| shown.summary());
        if sums.map(|sum| sum.tally.total()).sum::<u32>() > BEFOREHAND {
            return Work::None;
        }
        for shown in plans {
            if shown.is_at_hand() {
                continue;
            }
            if Instant::now() >= until {
                return Work::Unseen;
            }
            shown.glance();
        }
        self.ready.alerts(&self.board);
        Work::Unseen
    }

    fn work_on_index(&mut self, until: Instant) -> Work {
        let plans = &self.board.plans;
        let index = self
            .ready
            .index
            .get_or_insert_with(|| SearchIndex::new(plans.len()));
        let Some(first) = index.first_missing() else {
            return Work::None;
        };
        for (place, shown) in plans.iter().enumerate().skip(first) {
            index.add(place, shown);
            if Instant::now() >= until {
                break;
            }
        }
        if self.filter.search.is_none() {
            return Work::Unseen;
        }
        // The list is not made anew for every few plans: that would take longer than looking through them.
        let done = index.first_missing();
        if done.is_none_or(|done| done / SHOWN_EVERY != first / SHOWN_EVERY) {
            self.rebuild();
        }
        Work::Seen
    }
}

/// After so many plans what was found in them is shown.
const SHOWN_EVERY: usize = 64;
