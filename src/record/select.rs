//! The milestones that an id or a filter selects for a deed.

use crate::plan::{LogRef, Status};
use crate::query::{Board, Filter, Item, Located, MilestonePlace, OpenPlan};

use super::deed::DeedItem;

/// A milestone, or a unit's part of one, that a deed may be about.
#[derive(Clone, Debug)]
pub struct Selected {
    /// The item.
    pub item: DeedItem,
    /// Its current status.
    pub status: Status,
}

/// The milestones that a typed id selects.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The milestones.
    pub milestones: Vec<Selected>,
    /// Whether the id names exactly one milestone.
    pub is_exact: bool,
}

/// Selects the milestones that an id names, of an action all; `None` for an indicator.
pub fn select(board: &Board, named: &Located) -> Option<Selection> {
    let selected = |at: MilestonePlace| {
        let OpenPlan { plan, ledger, .. } = board.plans[at.plan].open()?;
        let milestone = &plan.actions[at.action].milestones[at.milestone];
        Some(Selected {
            item: DeedItem::named(LogRef::milestone(plan, milestone)),
            status: ledger.row(at.action, at.milestone).state.status,
        })
    };
    let milestones = named.milestones(board)?.into_iter();
    Some(Selection {
        milestones: milestones.filter_map(selected).collect(),
        is_exact: matches!(named, Located::Milestone(_)),
    })
}

/// Selects the milestones that a filter lets through; with a filter for one unit, that unit's part of
/// `each` milestones.
pub fn select_by(board: &Board, filter: &Filter) -> Vec<Selected> {
    let items = board.items(filter);
    let selected = |item: &Item| {
        let of_deed = DeedItem::at_item(board, item)?;
        Some(Selected {
            item: DeedItem {
                seen: None,
                ..of_deed
            },
            status: status_of(board, item)?,
        })
    };
    items.iter().filter_map(selected).collect()
}

/// Returns the status of an item, in an `each` milestone that of the item's unit.
pub fn status_of(board: &Board, item: &Item) -> Option<Status> {
    Some(item.resolve(board)?.state().status)
}
