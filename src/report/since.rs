//! Changes since an earlier day.

use std::collections::{HashMap, HashSet};

use crate::diff::pairs::DocumentPairs;
use crate::plan::{Day, Entry, Standing};
use crate::query::{Board, OpenPlan, PlanHandle, ResolvedItem};

use super::facts::entries_upto;

/// The plans on an earlier day.
#[derive(Clone, Debug)]
pub struct Before {
    /// The board of that day.
    pub board: Board,
    /// The bulletin issue of that day, if any.
    pub issue: Option<u32>,
    /// By plan and the id that they have now, the earlier ids of milestones that were renumbered since; `None` of a new
    /// one that has the earlier id of another.
    ids: HashMap<String, HashMap<String, Option<String>>>,
}

impl Before {
    /// Makes the plans of an earlier day known to those of today.
    pub fn new(today: &Board, board: Board, issue: Option<u32>) -> Self {
        let mut ids = HashMap::new();
        for (_, then) in board.open() {
            let mut plans = today.plans.iter();
            let now = plans.find(|now| now.id() == then.plan.id());
            if let Some(now) = now.and_then(PlanHandle::open) {
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
    fn then(&self, it: &ResolvedItem<'_>) -> Option<OpenPlan<'_>> {
        let mut plans = self.board.plans.iter();
        plans.find(|plan| plan.id() == it.plan.id())?.open()
    }

    /// Returns the id that a milestone had on the earlier day; `None` if another had the one that it has now.
    fn id_of<'i>(&'i self, it: &'i ResolvedItem<'_>) -> Option<&'i str> {
        let id = &it.milestone.id;
        let ids = self.ids.get(it.plan.id());
        ids.and_then(|ids| ids.get(id))
            .map_or(Some(id), Option::as_deref)
    }

    /// Returns the standing on the earlier day of a milestone, or of the part that is meant, if it existed.
    pub fn standing(&self, it: &ResolvedItem<'_>) -> Option<Standing> {
        let OpenPlan { plan, ledger, .. } = self.then(it)?;
        let id = self.id_of(it)?;
        let (action_id, _) = id.split_once('/')?;
        let actions = &plan.actions;
        let action = actions.iter().position(|action| action.id == action_id)?;
        let mut milestones = actions[action].milestones.iter();
        let milestone = milestones.position(|milestone| milestone.id == id)?;
        let row = ledger.row(action, milestone);
        if row.state.units.is_empty() {
            return Some(row.verdict.standing);
        }
        // A unit has an index of its own in either plan.
        let mut names = it
            .of
            .iter()
            .flat_map(|unit| it.plan.units().get(*unit).names());
        let unit = names.find_map(|name| plan.units().find(name));
        if it.of.is_some() && row.state.part_of(unit).is_none() {
            return None;
        }
        Some(ledger.standing_for(&actions[action].milestones[milestone], row, unit))
    }

    /// Returns the entries of a milestone up to `as_of` that did not exist on the earlier day, whatever they are written like.
    pub fn new_entries<'b>(&self, it: &ResolvedItem<'b>, as_of: Day) -> Vec<&'b Entry> {
        let then = self.then(it).zip(self.id_of(it));
        let log = then.map_or(&[][..], |(then, id)| then.progress.log(id));
        let known = entries_upto(log, self.day());
        let units = it.plan.units();
        let said = |entry: &Entry| entry.in_one_spelling(units);
        let known: Vec<Entry> = known.iter().map(said).collect();
        let mut entries = it.entries_upto(as_of);
        entries.retain(|entry| !known.contains(&said(entry)));
        entries
    }
}

/// Returns the earlier ids of today's milestones that have another than then, or the earlier id of another.
fn earlier_ids(then: &OpenPlan<'_>, now: &OpenPlan<'_>) -> HashMap<String, Option<String>> {
    if then.plan.document == now.plan.document {
        return HashMap::new();
    }
    let pairs = DocumentPairs::new(&then.plan.document, &now.plan.document);
    let milestones = then.plan.milestones().map(|(_, milestone)| &milestone.id);
    let renumbered = milestones
        .map(|id| (pairs.log_id(id), id))
        .filter(|(now, then)| now != *then);
    let mut ids: HashMap<String, Option<String>> = renumbered
        .map(|(now, then)| (now, Some(then.clone())))
        .collect();
    let taken: HashSet<String> = ids.values().flatten().cloned().collect();
    let actions = pairs.actions.each();
    let renumbered: HashSet<&str> = actions
        .filter_map(|(then, now)| Some((&then.id, &now?.id)))
        .filter(|(then, now)| then != now)
        .map(|(_, now)| now.as_str())
        .collect();
    for (_, milestone) in now.plan.milestones() {
        let id = &milestone.id;
        let action = id.split_once('/').map_or(id.as_str(), |(action, _)| action);
        if taken.contains(id) || renumbered.contains(action) {
            ids.entry(id.clone()).or_insert(None);
        }
    }
    ids
}
