//! The orders of lists.

use std::cmp::Ordering;

use crate::plan::{Day, Urgency, keyed, natural_cmp};

use super::{Board, Item, ListedMilestone};

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
    pub fn rank(self, item: &Item, it: &ListedMilestone<'_>) -> Rank {
        let verdict = &item.verdict;
        match self {
            Self::Due => Rank::Due(verdict.due_now),
            Self::Id => Rank::Id(item.place.plan, Id(it.milestone.id.clone())),
            Self::Unit => match it.first_unit() {
                Some(unit) => Rank::Unit(unit.to_owned(), verdict.due_now),
                None => Rank::Nobody(verdict.due_now),
            },
            Self::Standing => Rank::Urgency(it.ledger.urgency(verdict)),
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
    /// The name of the unit to call, and the ruling due date.
    Unit(String, Day),
    /// The ruling due date of what has no unit to call; after all units.
    Nobody(Day),
    /// The urgency.
    Urgency(Urgency),
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
        let rank = item.preview(board).map(|it| by.rank(item, &it));
        (rank, item.place)
    });
}
