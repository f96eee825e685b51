//! The milestones that are selected.

use std::collections::HashSet;

use crate::plan::LogRef;

/// The milestones that are selected, known by their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct SelectedMilestones {
    logs: HashSet<LogRef>,
}

impl SelectedMilestones {
    /// Returns whether none is selected.
    pub(crate) fn is_empty(&self) -> bool {
        self.logs.is_empty()
    }

    /// Returns how many are selected.
    pub(crate) fn len(&self) -> usize {
        self.logs.len()
    }

    /// Returns whether a milestone is selected.
    pub(crate) fn has(&self, milestone: &LogRef) -> bool {
        self.logs.contains(milestone)
    }

    /// Selects a milestone, or deselects it.
    pub(crate) fn toggle(&mut self, milestone: LogRef) {
        if !self.logs.remove(&milestone) {
            self.logs.insert(milestone);
        }
    }

    /// Selects all of these; where all are selected already, deselects everything.
    pub(crate) fn toggle_all(&mut self, milestones: Vec<LogRef>) {
        if !milestones.is_empty() && milestones.iter().all(|it| self.has(it)) {
            self.clear();
        } else {
            self.logs.extend(milestones);
        }
    }

    /// Deselects everything.
    pub(crate) fn clear(&mut self) {
        self.logs.clear();
    }

    /// Iterates over them, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &LogRef> {
        self.logs.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Log;

    fn milestone(id: &str) -> LogRef {
        LogRef {
            plan: "plan".to_owned(),
            log: Log::Milestone(id.to_owned()),
        }
    }

    #[test]
    fn a_second_time_deselects() {
        let mut selected = SelectedMilestones::default();
        selected.toggle(milestone("1"));
        assert!(selected.has(&milestone("1")) && selected.len() == 1);
        selected.toggle(milestone("1"));
        assert!(selected.is_empty());
    }

    #[test]
    fn selecting_all_adds_the_missing_and_then_deselects_everything() {
        let mut selected = SelectedMilestones::default();
        let all = || vec![milestone("1"), milestone("2")];
        selected.toggle(milestone("3"));
        selected.toggle_all(all());
        assert_eq!(selected.len(), 3);
        selected.toggle_all(all());
        assert!(selected.is_empty());
        selected.toggle_all(Vec::new());
        assert!(selected.is_empty());
    }
}
