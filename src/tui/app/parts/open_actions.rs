//! The actions whose milestones are shown below them.

use std::collections::HashSet;

/// The actions that are open, each by the ids of its plan and its own.
///
/// Without a filter, actions are closed until they are opened; under a filter they are open until they are closed, so that
/// everything the filter lets through is seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenActions {
    opened: HashSet<(String, String)>,
    closed_under_filter: HashSet<(String, String)>,
}

impl OpenActions {
    /// Returns whether an action is open.
    pub(crate) fn has(&self, plan: &str, action: &str, is_filtered: bool) -> bool {
        let key = (plan.to_owned(), action.to_owned());
        if is_filtered {
            !self.closed_under_filter.contains(&key)
        } else {
            self.opened.contains(&key)
        }
    }

    /// Returns whether an action is closed of which a filter lets something through.
    pub(crate) fn hide_found(&self) -> bool {
        !self.closed_under_filter.is_empty()
    }

    /// Opens an action, or closes it.
    pub(crate) fn toggle(&mut self, plan: &str, action: &str, is_filtered: bool) {
        let key = (plan.to_owned(), action.to_owned());
        let set = if is_filtered {
            &mut self.closed_under_filter
        } else {
            &mut self.opened
        };
        if !set.remove(&key) {
            set.insert(key);
        }
    }

    /// Opens an action.
    pub(crate) fn open(&mut self, plan: &str, action: &str) {
        self.opened.insert((plan.to_owned(), action.to_owned()));
    }

    /// Reopens all actions after the filter is cleared.
    pub(crate) fn end_filter(&mut self) {
        self.closed_under_filter.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_opens_everything_and_leaves_what_was_open_before() {
        let mut open = OpenActions::default();
        open.open("plan", "1");
        assert!(open.has("plan", "1", false) && !open.has("plan", "2", false));
        assert!(open.has("plan", "1", true) && open.has("plan", "2", true));
        open.toggle("plan", "1", true);
        assert!(!open.has("plan", "1", true) && open.has("plan", "1", false));
        open.end_filter();
        assert!(open.has("plan", "1", true));
        open.toggle("plan", "1", false);
        assert!(!open.has("plan", "1", false));
    }
}
