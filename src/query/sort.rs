use std::cmp::Ordering;

use compact_str::CompactString;

use crate::plan::{Day, PlanState, Standing, natural_cmp};

use super::{Board, Item, Resolved};

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

    /// An item's place in this order.
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

/// An item's place in an order, to be compared with others in the same one. Of equal ones the plans' order and the numbers
/// decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The date that rules.
    Due(Day),
    /// The plan's place, and the id in it.
    Id(usize, Id),
    /// Whether nobody is to be called; who is; the date that rules.
    Unit(bool, Option<String>, Day),
    /// Where it stands, whether its plan has ended, and how urgent it is.
    Standing(Standing, bool, i64),
}

/// An id, ordered as people count: 2 before 10.
#[derive(Clone, Debug)]
pub struct Id(CompactString);

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

/// Puts a list in order; what is equal stays in the order of plans and numbers.
pub fn sort_items(board: &Board, items: &mut [Item], by: SortBy) {
    items.sort_by_cached_key(|item| {
        let rank = item.resolve(board).map(|it| by.rank(item, &it));
        (rank, item.place())
    });
}
