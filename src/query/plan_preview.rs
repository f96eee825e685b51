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
        let is_wanted = |row: &Row| filter.wants_standing(row.verdict.standing, row.state.status);
        let actions = 0..self.plan.actions.len();
        let wanted = actions.flat_map(|action| {
            let rows = self.ledger.rows_of(action).iter().enumerate();
            let rows = rows.filter(|(_, row)| is_wanted(row));
            rows.map(move |(here, row)| self.item(plan, action, here, row))
        });
        wanted.collect()
    }

    /// Finds a milestone by its id; `plan` is the plan's index on its board.
    pub(super) fn find(&self, plan: usize, id: &str) -> Option<Item> {
        let mut actions = self.plan.actions.iter().enumerate();
        actions.find_map(|(action, it)| {
            let here = it.milestones.iter().position(|it| it.id == id)?;
            let row = self.ledger.rows_of(action).get(here)?;
            Some(self.item(plan, action, here, row))
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
