//! The deeds of this session, for undo and redo.

use crate::record::Undone;
use crate::store::Applied;

/// The deeds that were done, and those that were undone and may be redone, each in order.
#[derive(Debug, Default)]
pub(crate) struct DeedHistory {
    pub(crate) done: Vec<Vec<Applied>>,
    pub(crate) undone: Vec<Undone>,
}

impl DeedHistory {
    /// Adds a new deed; what was undone before it can no longer be redone.
    pub(crate) fn did(&mut self, applied: Vec<Applied>) {
        self.undone.clear();
        self.done.push(applied);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_deed_ends_what_can_be_redone() {
        let mut history = DeedHistory {
            done: vec![Vec::new()],
            undone: vec![Undone::default()],
        };
        history.did(Vec::new());
        assert_eq!((history.done.len(), history.undone.len()), (2, 0));
    }
}
