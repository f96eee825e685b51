//! The conditions of the lists: the filter, with its search.

use std::sync::Arc;

use crate::query::{Filter, Needle, SearchHits};

/// The filter of the lists with the search that is part of it, and the text of the search before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowing {
    filter: Filter,
    /// The search as it was typed.
    typed: String,
    before: String,
}

impl Narrowing {
    /// Returns the filter, the search included.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Returns the search as it was typed.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns the search in the form that finds; `None` if nothing is searched for.
    pub(crate) fn needle(&self) -> Option<&Needle> {
        self.filter.search.as_ref()
    }

    /// Returns whether everything passes.
    pub(crate) fn is_empty(&self) -> bool {
        self.filter.is_empty()
    }

    /// Returns the text of the search that was ended last.
    pub(crate) fn before(&self) -> &str {
        &self.before
    }

    /// Sets what is searched for; blanks search for nothing.
    pub(crate) fn search(&mut self, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.filter.search = (!typed.trim().is_empty()).then(|| Needle::new(typed));
        self.filter.found = None;
    }

    /// Ends the search and remembers its text.
    pub(crate) fn end_search(&mut self) {
        if !self.typed.is_empty() {
            self.before = std::mem::take(&mut self.typed);
        }
        self.search("");
    }

    /// Sets the milestones that the search has found; `None` if it is not to be asked.
    pub(crate) fn set_found(&mut self, found: Option<Arc<SearchHits>>) {
        self.filter.found = found;
    }

    /// Changes the filter.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
    }

    /// Lets everything pass.
    pub(crate) fn clear(&mut self) {
        self.filter = Filter::default();
        self.typed.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_ended_is_remembered() {
        let mut narrowing = Narrowing::default();
        narrowing.search("培训");
        assert!(narrowing.needle().is_some());
        narrowing.end_search();
        assert!(narrowing.is_empty() && narrowing.typed().is_empty());
        narrowing.end_search();
        assert_eq!(narrowing.before(), "培训");
    }

    #[test]
    fn blanks_search_for_nothing() {
        let mut narrowing = Narrowing::default();
        narrowing.search("  ");
        assert!(narrowing.needle().is_none() && narrowing.typed() == "  ");
    }

    #[test]
    fn clearing_ends_filter_and_search() {
        let mut narrowing = Narrowing::default();
        narrowing.search("a");
        narrowing.change(|filter| filter.lead_only = true);
        assert!(!narrowing.is_empty());
        narrowing.clear();
        assert!(narrowing.is_empty() && narrowing.typed().is_empty());
        assert_eq!(narrowing.before(), "");
    }
}
