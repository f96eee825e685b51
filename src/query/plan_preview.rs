use std::sync::LazyLock;

use crate::cache::{MilestonePlaces, Rows};
use crate::plan::{Ledger, Plan, Progress};

use super::{Item, OpenPlan, Resolved};

/// The part of a plan that a list across plans shows. It may lack milestones that need no attention,
/// logs, sections and other names of units.
#[derive(Clone, Copy, Debug)]
pub struct PlanPreview<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The progress, where known.
    pub progress: &'a Progress,
    /// The ledger of the milestones present.
    pub ledger: &'a Ledger,
    /// By action, the index in the whole plan of each milestone present; `None` if all are.
    pub(crate) places: Option<&'a [MilestonePlaces]>,
}

impl<'a> PlanPreview<'a> {
    pub(crate) fn of_rows(rows: &'a Rows) -> Self {
        static NOTHING: LazyLock<Progress> = LazyLock::new(Progress::default);
        Self {
            plan: &rows.plan,
            progress: &NOTHING,
            ledger: &rows.ledger,
            places: Some(&rows.places),
        }
    }

    pub(crate) fn of_whole(open: OpenPlan<'a>) -> Self {
        Self {
            plan: open.plan,
            progress: open.progress,
            ledger: open.ledger,
            places: None,
        }
    }

    /// Looks up an item's parts; `None` if its milestone is not present.
    pub fn resolve(&self, item: &Item) -> Option<Resolved<'a>> {
        let action = self.plan.actions.get(item.action)?;
        let here = match self.places {
            Some(places) => places
                .get(item.action)?
                .binary_search(&item.milestone)
                .ok()?,
            None => item.milestone,
        };
        Some(Resolved {
            plan: self.plan,
            progress: self.progress,
            ledger: self.ledger,
            action,
            milestone: action.milestones.get(here)?,
            row: self.ledger.rows_of(item.action).get(here)?,
            of: item.of,
        })
    }

    /// Finds a milestone by its id; `plan` is the plan's index on its board.
    pub(super) fn find(&self, plan: usize, id: &str) -> Option<Item> {
        let mut actions = self.plan.actions.iter().enumerate();
        actions.find_map(|(action, it)| {
            let here = it.milestones.iter().position(|it| it.id == id)?;
            let row = self.ledger.rows_of(action).get(here)?;
            Some(Item {
                plan,
                action,
                milestone: self.place(action, here),
                verdict: row.verdict.clone(),
                of: None,
            })
        })
    }

    /// Returns the index in the whole plan of a milestone present.
    pub(crate) fn place(&self, action: usize, here: usize) -> usize {
        self.places.map_or(here, |places| places[action][here])
    }
}
