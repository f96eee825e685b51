//! What changed since another day: the plans as they stood then, beside those of now.

use std::collections::HashSet;

use crate::plan::{Day, Entry, Row, Standing};
use crate::query::{Board, Resolved};

use super::facts::entries_upto;

/// The plans as they stood before.
#[derive(Clone, Debug)]
pub struct Before {
    /// They then, as of that day.
    pub board: Board,
    /// The issue of the bulletin that was made of them, where one was.
    pub issue: Option<u32>,
}

impl Before {
    /// The day.
    pub fn day(&self) -> Day {
        self.board.as_of
    }

    /// The row of a milestone then; `None` where it was not there.
    pub fn row(&self, it: &Resolved<'_>) -> Option<&Row> {
        let (_, plan, _, ledger) = self
            .board
            .open()
            .find(|(_, plan, _, _)| plan.id() == it.plan.id())?;
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

    /// Returns where it stood then.
    pub fn standing(&self, it: &Resolved<'_>) -> Option<Standing> {
        Some(self.row(it)?.verdict.standing)
    }

    /// The entries of a milestone up to `as_of` that were not there then.
    pub fn new_entries<'b>(&self, it: &Resolved<'b>, as_of: Day) -> Vec<&'b Entry> {
        let then = self
            .board
            .open()
            .find(|(_, plan, _, _)| plan.id() == it.plan.id());
        let log = then.map_or(&[][..], |(_, _, progress, _)| {
            progress.log(&it.milestone.id)
        });
        let known: HashSet<&str> = entries_upto(log, self.day())
            .iter()
            .map(|entry| entry.source.as_str())
            .collect();
        entries_upto(it.progress.log(&it.milestone.id), as_of)
            .iter()
            .filter(|entry| !known.contains(entry.source.as_str()))
            .collect()
    }
}
