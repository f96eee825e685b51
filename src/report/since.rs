//! Changes since an earlier day.

use std::collections::HashSet;

use crate::plan::{Day, Entry, Row, Standing};
use crate::query::{Board, OpenPlan, Resolved};

use super::facts::entries_upto;

/// The plans on an earlier day.
#[derive(Clone, Debug)]
pub struct Before {
    /// The board of that day.
    pub board: Board,
    /// The bulletin issue of that day, if any.
    pub issue: Option<u32>,
}

impl Before {
    /// Returns the earlier day.
    pub fn day(&self) -> Day {
        self.board.as_of
    }

    /// Returns an item's plan on the earlier day.
    fn then(&self, it: &Resolved<'_>) -> Option<OpenPlan<'_>> {
        let mut plans = self.board.open().map(|(_, open)| open);
        plans.find(|open| open.plan.id() == it.plan.id())
    }

    /// Returns a milestone's row on the earlier day, if it existed.
    pub fn row(&self, it: &Resolved<'_>) -> Option<&Row> {
        let OpenPlan { plan, ledger, .. } = self.then(it)?;
        let action = plan
            .actions
            .iter()
            .position(|action| action.id == it.action.id)?;
        let milestones = &plan.actions[action].milestones;
        let milestone = milestones
            .iter()
            .position(|milestone| milestone.id == it.milestone.id)?;
        Some(ledger.row(action, milestone))
    }

    /// Returns a milestone's standing on the earlier day.
    pub fn standing(&self, it: &Resolved<'_>) -> Option<Standing> {
        Some(self.row(it)?.verdict.standing)
    }

    /// Returns the entries of a milestone up to `as_of` that did not exist on the earlier day.
    pub fn new_entries<'b>(&self, it: &Resolved<'b>, as_of: Day) -> Vec<&'b Entry> {
        let then = self.then(it);
        let log = then.map_or(&[][..], |then| then.progress.log(&it.milestone.id));
        let known: HashSet<&str> = entries_upto(log, self.day())
            .iter()
            .map(|entry| entry.source.as_str())
            .collect();
        it.entries_upto(as_of)
            .into_iter()
            .filter(|entry| !known.contains(entry.source.as_str()))
            .collect()
    }
}
