//! The deeds of this session, for undo and redo.

use crate::plan::Change;
use crate::store::Applied;

/// The deeds that were done, and those that were undone and may be redone.
#[derive(Debug, Default)]
pub(crate) struct DeedHistory {
    done: Vec<Vec<Applied>>,
    undone: Vec<Vec<Change>>,
}

impl DeedHistory {
    /// Adds a new deed; what was undone before it can no longer be redone.
    pub(crate) fn did(&mut self, applied: Vec<Applied>) {
        self.undone.clear();
        self.done.push(applied);
    }

    /// Takes the last deed out, to undo it.
    pub(crate) fn take_last(&mut self) -> Option<Vec<Applied>> {
        self.done.pop()
    }

    /// Puts a deed back that could not be undone now, or was redone; what was undone before it can still be redone.
    pub(crate) fn put_back(&mut self, applied: Vec<Applied>) {
        self.done.push(applied);
    }

    /// Adds a deed that was undone.
    pub(crate) fn undid(&mut self, changes: Vec<Change>) {
        self.undone.push(changes);
    }

    /// Takes out what was undone last, to redo it.
    pub(crate) fn take_undone(&mut self) -> Option<Vec<Change>> {
        self.undone.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(plan: &str) -> Vec<Change> {
        vec![Change {
            plan: plan.to_owned(),
            parts: Vec::new(),
        }]
    }

    #[test]
    fn a_new_deed_ends_what_can_be_redone() {
        let mut history = DeedHistory::default();
        history.undid(change("a"));
        history.undid(change("b"));
        assert_eq!(history.take_undone(), Some(change("b")));
        history.put_back(Vec::new());
        assert_eq!(history.take_undone(), Some(change("a")));
        history.undid(change("a"));
        history.did(Vec::new());
        assert_eq!(history.take_undone(), None);
        assert!(history.take_last().is_some() && history.take_last().is_some());
        assert!(history.take_last().is_none());
    }
}
