//! What a deed is meant for: known by its ids, with how it stood when it was shown.

use std::collections::{BTreeSet, HashMap};

use crate::plan::{Day, MilestoneState};
use crate::query::{Board, Item};
use crate::record::LogRef;
use crate::report::standing_line;
use crate::tui::app::state::State;

/// A milestone that a deed is meant for, with how it stood when it was shown.
#[derive(Clone, Debug)]
pub(in crate::tui) struct DeedTarget {
    pub(in crate::tui) plan: String,
    pub(in crate::tui) milestone: String,
    /// In an `each` milestone, the unit whose own part is meant.
    pub(in crate::tui) of: Option<String>,
    shown: MilestoneState,
    due: Day,
}

/// Two are the same where they mean the same milestone, however it stands.
impl PartialEq for DeedTarget {
    fn eq(&self, other: &Self) -> bool {
        self.plan == other.plan && self.milestone == other.milestone && self.of == other.of
    }
}

impl DeedTarget {
    /// The milestone of an item as it stands on the board; `None` where the board has no such item.
    pub(in crate::tui) fn of(item: &Item, board: &Board) -> Option<Self> {
        let it = item.glance(board)?;
        Some(Self {
            plan: it.plan.id().to_owned(),
            milestone: it.milestone.id.clone(),
            of: item.of.map(|unit| it.plan.units().name(unit).to_owned()),
            shown: it.row.state.clone(),
            due: it.milestone.window.end,
        })
    }

    /// The milestone that a log is of, as it stands on the board; `None` where the board has none such.
    pub(in crate::tui) fn named(target: &LogRef, of: Option<&str>, board: &Board) -> Option<Self> {
        let plan = board.plan(&target.plan).ok()?;
        let (it, _, ledger) = plan.open()?;
        let mut actions = it.actions.iter().enumerate();
        let (row, milestone) = actions.find_map(|(at, action)| {
            let place = action
                .milestones
                .iter()
                .position(|m| m.id == target.log.id())?;
            Some((ledger.row(at, place), &action.milestones[place]))
        })?;
        Some(Self {
            plan: target.plan.clone(),
            milestone: target.log.id().to_owned(),
            of: of.map(str::to_owned),
            shown: row.state.clone(),
            due: milestone.window.end,
        })
    }

    /// Returns where it is on the board now.
    pub(in crate::tui) fn locate(&self, board: &Board) -> Option<Item> {
        let place = board
            .plans
            .iter()
            .position(|shown| shown.id() == self.plan)?;
        let (plan, _, ledger) = board.plans[place].open()?;
        let of = match &self.of {
            Some(name) => Some(plan.units().find(name)?),
            None => None,
        };
        let mut actions = plan.actions.iter().enumerate();
        let (action, milestone) = actions.find_map(|(at, action)| {
            let mut all = action.milestones.iter();
            let is_it = |id: String| id == self.milestone;
            Some((at, all.position(|it| is_it(it.id.clone()))?))
        })?;
        let verdict = ledger.rows_of(action).get(milestone)?.verdict.clone();
        Some(Item {
            plan: place,
            action,
            milestone,
            verdict,
            of,
        })
    }

    /// Returns whether the milestone stands on the board as it stood when this was made.
    fn is_as_shown(&self, item: &Item, board: &Board) -> bool {
        let now = item.glance(board);
        now.is_some_and(|it| it.row.state == self.shown && it.milestone.window.end == self.due)
    }
}

impl State {
    /// The milestones of items, to be known when the board has changed.
    pub(in crate::tui) fn meant(&self, items: &[Item]) -> Vec<DeedTarget> {
        let targets = items
            .iter()
            .filter_map(|item| DeedTarget::of(item, self.board()));
        targets.collect()
    }

    /// Returns where the targets are now, if each still stands as it was shown; else what to say
    /// instead of doing the deed.
    pub(in crate::tui) fn as_shown(&self, targets: &[DeedTarget]) -> Result<Vec<Item>, String> {
        let mut items = Vec::with_capacity(targets.len());
        for target in targets {
            let words = self.words.forms;
            let Some(item) = target.locate(self.board()) else {
                return Err((words.gone_meanwhile)(&target.milestone));
            };
            if !target.is_as_shown(&item, self.board()) {
                let now = standing_line(&item.verdict, self.words);
                return Err((words.changed_meanwhile)(&target.milestone, &now));
            }
            items.push(item);
        }
        Ok(items)
    }

    /// The ids of an item's plan and milestone.
    pub(in crate::tui) fn key_of(&self, item: &Item) -> Option<LogRef> {
        let it = item.glance(self.board())?;
        Some(LogRef::milestone(it.plan, it.milestone))
    }

    /// The selected milestones that are still there, in the order of their plans.
    pub(in crate::tui) fn selected_items(&self) -> Vec<Item> {
        let mut wanted: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for LogRef { plan, log } in self.selected.iter() {
            wanted.entry(plan).or_default().insert(log.id());
        }
        let mut items = Vec::new();
        for (place, shown) in self.board().plans.iter().enumerate() {
            let Some(wanted) = wanted.get(shown.id()) else {
                continue;
            };
            let Some((plan, _, ledger)) = shown.open() else {
                continue;
            };
            for (action, it) in plan.actions.iter().enumerate() {
                let rows = it.milestones.iter().zip(ledger.rows_of(action));
                for (milestone, (it, row)) in rows.enumerate() {
                    if wanted.contains(it.id.as_str()) {
                        items.push(Item {
                            plan: place,
                            action,
                            milestone,
                            verdict: row.verdict.clone(),
                            of: self.unit_looked_at(shown.id()),
                        });
                    }
                }
            }
        }
        items
    }
}
