use crate::plan::{Action, Ledger, Milestone, Plan, Progress, Row, UnitIx, Verdict, natural_cmp};

use super::{Board, Glance};

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
    /// What it refers to; `None` where the board has changed under it.
    pub fn resolve<'b>(&self, board: &'b Board) -> Option<Resolved<'b>> {
        let (plan, progress, ledger) = board.plans.get(self.plan)?.open()?;
        Glance::of_whole(plan, progress, ledger).resolve(self)
    }

    /// The same as far as a line about it shows it, which may cost less: see [`Glance`].
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

/// The orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// By the date that rules.
    #[default]
    Due,
    /// By plan and number.
    Id,
    /// By the unit to call.
    Unit,
    /// Worst first, longest first, plans in force before ended ones.
    Standing,
}

impl SortBy {
    /// Every order with its key.
    pub const KEYS: [(Self, &'static str); 4] = [
        (Self::Due, "due"),
        (Self::Id, "id"),
        (Self::Unit, "unit"),
        (Self::Standing, "standing"),
    ];
}

/// Puts a list in order; what is equal stays in the order of plans and numbers.
pub fn sort_items(board: &Board, items: &mut [Item], by: SortBy) {
    let id = |item: &Item| (item.plan, item.action, item.milestone);
    match by {
        SortBy::Due => items.sort_by_key(|item| (item.verdict.due_now, id(item))),
        SortBy::Id => items.sort_by(|a, b| {
            let ids = |item: &Item| item.resolve(board).map(|it| it.milestone.id.as_str());
            a.plan
                .cmp(&b.plan)
                .then_with(|| natural_cmp(ids(a).unwrap_or(""), ids(b).unwrap_or("")))
        }),
        SortBy::Unit => items.sort_by_cached_key(|item| {
            let unit = item.resolve(board).and_then(|it| {
                it.action
                    .answering()
                    .map(|unit| it.plan.units().name(unit).to_owned())
            });
            (unit.is_none(), unit, item.verdict.due_now, id(item))
        }),
        SortBy::Standing => items.sort_by_cached_key(|item| {
            let ended = item
                .resolve(board)
                .is_some_and(|it| matches!(it.ledger.state, crate::plan::PlanState::Ended(_)));
            let verdict = &item.verdict;
            (verdict.standing, ended, verdict.urgency(), id(item))
        }),
    }
}
