//! The search: its text, the plans that it looks through, and what it finds.

use std::ops::Range;

use crate::tui::app::State;

/// The most plans that are indexed at once.
const AT_ONCE: usize = 32;

impl State {
    /// Returns the plans that a search looks through, by their indices.
    pub(super) fn scope(&self) -> Range<usize> {
        let page = self.page();
        match self.plans.chosen_place() {
            _ if !page.lists_milestones() => 0..0,
            _ if page.is_across_plans => 0..self.board().plans.len(),
            Some(place) => place..place + 1,
            None => 0..0,
        }
    }

    /// Searches for a text.
    pub(crate) fn set_search(&mut self, typed: &str) {
        self.narrowing.search(typed);
        self.rebuild();
    }

    /// Ends the search; the key Up brings its text back.
    pub(crate) fn forget_search(&mut self) {
        self.narrowing.end_search();
        self.rebuild();
    }

    /// Runs the search on the milestones of the view.
    pub(crate) fn find(&mut self) {
        let scope = self.scope();
        let needle = self.narrowing.needle();
        let Some(needle) = needle.filter(|_| !scope.is_empty()) else {
            self.narrowing.set_found(None);
            return;
        };
        let plans = &self.plans.board().plans;
        let index = self.ready.index(plans.len());
        let only = (scope.len() == 1).then_some(scope.start);
        if scope.len() <= AT_ONCE {
            for place in scope {
                index.add(place, &plans[place]);
            }
        }
        let found = index.find(needle, only);
        self.narrowing.set_found(Some(found));
    }

    /// Returns how many plans the search has looked through, unless it has looked through all.
    pub(crate) fn searched(&self) -> Option<usize> {
        let searches = self.page().is_across_plans && self.narrowing.needle().is_some();
        self.ready.first_missing().filter(|_| searches)
    }
}
