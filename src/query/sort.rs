use std::cmp::Ordering;

use crate::plan::{Day, PlanState, Standing, keyed, natural_cmp};

use super::{Board, Item, Resolved};

keyed! {
    /// The sort orders of a list.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum SortBy {
        /// By ruling due date.
        #[default]
        Due = "due",
        /// By plan and id.
        Id = "id",
        /// By the unit to call.
        Unit = "unit",
        /// Worst standing first, plans in force before ended ones, then most urgent first.
        Standing = "standing",
    }
}

impl SortBy {
    /// Returns an item's sort key in this order.
    pub fn rank(self, item: &Item, it: &Resolved<'_>) -> Rank {
        let verdict = &item.verdict;
        match self {
            Self::Due => Rank::Due(verdict.due_now),
            Self::Id => Rank::Id(item.plan, Id(it.milestone.id.clone())),
            Self::Unit => {
                let unit = it.action.answering();
                let name = unit.map(|unit| it.plan.units().name(unit).to_owned());
                Rank::Unit(name.is_none(), name, verdict.due_now)
            }
            Self::Standing => {
                let has_ended = matches!(it.ledger.state, PlanState::Ended(_));
                Rank::Standing(verdict.standing, has_ended, verdict.urgency())
            }
        }
    }
}

/// A sort key, compared only with keys of the same order. Ties are broken by plan and index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The ruling due date.
    Due(Day),
    /// The plan's index and the milestone's id.
    Id(usize, Id),
    /// Whether there is no unit to call, its name, and the ruling due date.
    Unit(bool, Option<String>, Day),
    /// The standing, whether the plan has ended, and the urgency.
    Standing(Standing, bool, i64),
}

/// An id in natural order: 2 before 10.
#[derive(Clone, Debug)]
pub struct Id(String);

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_cmp(&self.0, &other.0)
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Id {}

/// Sorts a list; ties are broken by plan and index.
pub fn sort_items(board: &Board, items: &mut [Item], by: SortBy) {
    items.sort_by_cached_key(|item| {
        let rank = item.resolve(board).map(|it| by.rank(item, &it));
        (rank, item.place())
    });
}
