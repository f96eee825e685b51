use crate::plan::{Action, Ledger, Milestone, Plan, Progress, Row, UnitIx, Verdict};

use super::Board;

/// A milestone in a list: which, and where it stands for who asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The plan's place on the board.
    pub plan: usize,
    /// The action's place in the plan.
    pub action: usize,
    /// The milestone's place in the action.
    pub milestone: usize,
    /// Where it stands; asked for one unit, its own part of an `each` milestone.
    pub verdict: Verdict,
    /// The unit whose own part is meant, in an `each` milestone.
    pub of: Option<UnitIx>,
}

/// An item with all that it refers to.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'b> {
    /// The plan.
    pub plan: &'b Plan,
    /// What happened.
    pub progress: &'b Progress,
    /// The plan's ledger.
    pub ledger: &'b Ledger,
    /// The action.
    pub action: &'b Action,
    /// The milestone.
    pub milestone: &'b Milestone,
    /// The milestone's row.
    pub row: &'b Row,
}

impl Item {
    /// Returns what it refers to; `None` where the board has changed under it.
    pub fn resolve<'b>(&self, board: &'b Board) -> Option<Resolved<'b>> {
        board.plans.get(self.plan)?.resolve(self)
    }

    /// Resolves the item as far as a line about it shows, which may cost less: see [`PlanPreview`](super::PlanPreview).
    pub fn glance<'b>(&self, board: &'b Board) -> Option<Resolved<'b>> {
        board.plans.get(self.plan)?.glance()?.resolve(self)
    }

    /// Its places, to be compared and kept.
    pub fn place(&self) -> (usize, usize, usize) {
        (self.plan, self.action, self.milestone)
    }

    /// The full id.
    pub fn full_id(&self, board: &Board) -> String {
        self.resolve(board).map_or_else(String::new, |it| {
            format!("{}:{}", it.plan.id(), it.milestone.id)
        })
    }
}
