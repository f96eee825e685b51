//! The part of a plan that a list across plans shows.

use crate::cache::{MilestonePlaces, Rows};
use crate::plan::{Ledger, Plan, Row};

use super::{Filter, Item, ListedMilestone, MilestonePlace, OpenPlan};

/// The part of a plan that a list across plans shows: the milestones that need attention, with their standings. Logs,
/// sections and indicators are not there.
#[derive(Clone, Copy, Debug)]
pub struct PlanPreview<'a> {
    /// The plan, of which a row contains names and dates only.
    pub(super) plan: &'a Plan,
    /// The ledger of the milestones present.
    pub ledger: &'a Ledger,
    /// By action, the index in the whole plan of each milestone present; `None` if all are.
    places: Option<&'a [MilestonePlaces]>,
}

impl<'a> PlanPreview<'a> {
    pub(super) fn of_rows(rows: &'a Rows) -> Self {
        Self {
            plan: &rows.plan,
            ledger: &rows.ledger,
            places: Some(&rows.places),
        }
    }

    pub(super) fn of_whole(open: OpenPlan<'a>) -> Self {
        Self {
            plan: open.plan,
            ledger: open.ledger,
            places: None,
        }
    }

    /// Looks up an item; `None` if its milestone is not present.
    pub fn listed(&self, item: &Item) -> Option<ListedMilestone<'a>> {
        let action = self.plan.actions.get(item.place.action)?;
        let here = match self.places {
            Some(places) => places
                .get(item.place.action)?
                .binary_search(&item.place.milestone)
                .ok()?,
            None => item.place.milestone,
        };
        Some(ListedMilestone {
            plan: self.plan,
            action,
            ledger: self.ledger,
            milestone: action.milestones.get(here)?,
            row: self.ledger.rows_of(item.place.action).get(here)?,
            of: item.of,
        })
    }

    /// Returns the milestones present whose standing and status a filter lets through; `plan` is the plan's index.
    pub fn wanted_items(&self, plan: usize, filter: &Filter) -> Vec<Item> {
        let rows = self.rows().filter(|(_, _, row)| {
            let standing = row.verdict.standing;
            filter.wants_standing(standing, row.state.status)
        });
        rows.map(|(action, here, row)| self.item(plan, action, here, row))
            .collect()
    }

    /// Finds a milestone by its id; `plan` is the plan's index on its board.
    pub(super) fn find(&self, plan: usize, id: &str) -> Option<Item> {
        let is_named = |action: usize, here: usize| {
            let milestones = &self.plan.actions[action].milestones;
            milestones.get(here).is_some_and(|it| it.id == id)
        };
        let mut rows = self.rows();
        let (action, here, row) = rows.find(|(action, here, _)| is_named(*action, *here))?;
        Some(self.item(plan, action, here, row))
    }

    /// Iterates over the rows present, each with the index of its action and its own among those present.
    fn rows(&self) -> impl Iterator<Item = (usize, usize, &'a Row)> {
        let ledger = self.ledger;
        (0..self.plan.actions.len()).flat_map(move |action| {
            let rows = ledger.rows_of(action).iter().enumerate();
            rows.map(move |(here, row)| (action, here, row))
        })
    }

    fn item(&self, plan: usize, action: usize, here: usize, row: &Row) -> Item {
        Item {
            place: self.place(plan, action, here),
            verdict: row.verdict.clone(),
            of: None,
        }
    }

    /// Returns the place of a milestone, given its index among those present.
    pub(super) fn place(&self, plan: usize, action: usize, here: usize) -> MilestonePlace {
        MilestonePlace {
            plan,
            action,
            milestone: self.places.map_or(here, |places| places[action][here]),
        }
    }
}
