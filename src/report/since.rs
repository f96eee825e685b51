//! Changes since an earlier day.

use std::collections::{HashMap, HashSet};

use crate::diff::compare_logs::same;
use crate::diff::pairs::DocumentPairs;
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
    /// The earlier ids of milestones that were renumbered since, by plan and the id that they have now.
    ids: HashMap<String, HashMap<String, String>>,
}

impl Before {
    /// Makes the plans of an earlier day known to those of today.
    pub fn new(today: &Board, board: Board, issue: Option<u32>) -> Self {
        let mut ids = HashMap::new();
        for (_, then) in board.open() {
            let mut plans = today.open().map(|(_, open)| open);
            if let Some(now) = plans.find(|now| now.plan.id() == then.plan.id()) {
                let renumbered = earlier_ids(&then, &now);
                if !renumbered.is_empty() {
                    ids.insert(then.plan.id().to_owned(), renumbered);
                }
            }
        }
        Self { board, issue, ids }
    }

    /// Returns the earlier day.
    pub fn day(&self) -> Day {
        self.board.as_of
    }

    /// Returns an item's plan on the earlier day.
    fn then(&self, it: &Resolved<'_>) -> Option<OpenPlan<'_>> {
        let mut plans = self.board.open().map(|(_, open)| open);
        plans.find(|open| open.plan.id() == it.plan.id())
    }

    /// Returns the id that a milestone had on the earlier day; `None` if another had the one that it has now.
    fn id_of<'i>(&'i self, it: &'i Resolved<'_>) -> Option<&'i str> {
        let id = &it.milestone.id;
        let Some(ids) = self.ids.get(it.plan.id()) else {
            return Some(id);
        };
        match ids.get(id) {
            Some(earlier) => Some(earlier),
            None => (!ids.values().any(|earlier| earlier == id)).then_some(id),
        }
    }

    /// Returns a milestone's row on the earlier day, if it existed.
    pub fn row(&self, it: &Resolved<'_>) -> Option<&Row> {
        let OpenPlan { plan, ledger, .. } = self.then(it)?;
        let id = self.id_of(it)?;
        let (action_id, _) = id.split_once('/')?;
        let actions = &plan.actions;
        let action = actions.iter().position(|action| action.id == action_id)?;
        let mut milestones = actions[action].milestones.iter();
        let milestone = milestones.position(|milestone| milestone.id == id)?;
        Some(ledger.row(action, milestone))
    }

    /// Returns a milestone's standing on the earlier day.
    pub fn standing(&self, it: &Resolved<'_>) -> Option<Standing> {
        Some(self.row(it)?.verdict.standing)
    }

    /// Returns the entries of a milestone up to `as_of` that did not exist on the earlier day, whatever their spacing.
    pub fn new_entries<'b>(&self, it: &Resolved<'b>, as_of: Day) -> Vec<&'b Entry> {
        let then = self.then(it).zip(self.id_of(it));
        let log = then.map_or(&[][..], |(then, id)| then.progress.log(id));
        let known = entries_upto(log, self.day());
        let sources: HashSet<&str> = known.iter().map(|entry| entry.source.as_str()).collect();
        let is_known = |entry: &Entry| {
            sources.contains(entry.source.as_str()) || known.iter().any(|it| same(it, entry))
        };
        let mut entries = it.entries_upto(as_of);
        entries.retain(|entry| !is_known(entry));
        entries
    }
}

/// Returns the earlier ids of the milestones that were renumbered since, by the ids that they have now.
fn earlier_ids(then: &OpenPlan<'_>, now: &OpenPlan<'_>) -> HashMap<String, String> {
    if then.plan.document == now.plan.document {
        return HashMap::new();
    }
    let pairs = DocumentPairs::new(&then.plan.document, &now.plan.document);
    let milestones = then.plan.milestones().map(|(_, milestone)| &milestone.id);
    let moved = milestones.map(|id| (pairs.log_id(id), id));
    moved
        .filter(|(now, then)| now != *then)
        .map(|(now, then)| (now, then.clone()))
        .collect()
}
