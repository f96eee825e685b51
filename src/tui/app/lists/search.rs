//! The search: its text, the plans that it looks through, and what it finds.

use std::ops::Range;

use crate::tui::app::State;

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

    /// Takes in the texts that a search looks through.
    pub(crate) fn prepare_search(&mut self) {
        let scope = self.scope();
        self.ready.index(scope, &self.plans.board().plans);
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
        let only = (scope.len() == 1).then_some(scope.start);
        let needle = self.narrowing.needle().filter(|_| !scope.is_empty());
        let found = needle.map(|needle| {
            let index = self.ready.index(scope, &self.plans.board().plans);
            index.find(needle, only)
        });
        self.narrowing.set_found(found);
    }
}
