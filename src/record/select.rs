//! The milestones that an id or a filter selects for a deed.

use crate::plan::{LogRef, Plan, Status, UnitIx};
use crate::query::{Board, Filter, Item, Located, MilestonePlace, OpenPlan, ResolvedItem};

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

/// Selects the milestones that a filter lets through; of `each` milestones the parts that fit it, with a filter for one
/// unit that unit's, and where `speaker` tells of a unit with a part of its own only that one.
pub fn select_by(
    board: &Board,
    filter: &Filter,
    speaker: impl Fn(&Plan) -> Option<UnitIx>,
) -> Vec<DeedItem> {
    let items = board.items(filter);
    let selected = |item: &Item| {
        let of_deed = DeedItem::at_item(board, item)?;
        Some(DeedItem {
            seen: None,
            ..of_deed
        })
    };
    let parts = items
        .iter()
        .flat_map(|item| fitting_parts(board, filter, &speaker, item));
    parts.filter_map(|part| selected(&part)).collect()
}

/// Returns the parts of an item that a filter means: those that fit it, else what is open of a milestone under way.
fn fitting_parts(
    board: &Board,
    filter: &Filter,
    speaker: &impl Fn(&Plan) -> Option<UnitIx>,
    item: &Item,
) -> Vec<Item> {
    let Some(it) = item.resolve(board).filter(ResolvedItem::is_shared) else {
        return vec![item.clone()];
    };
    let speaker = speaker(it.plan).filter(|unit| it.row.state.part_of(Some(*unit)).is_some());
    let mut parts = it.parts(item);
    let fits = |(part, own): &(Item, ResolvedItem<'_>)| {
        filter.wants_standing(part.verdict.standing, own.state().status)
    };
    let is_open = |(_, own): &(Item, ResolvedItem<'_>)| own.state().status.is_open();
    if parts.iter().any(fits) {
        parts.retain(fits);
    } else {
        parts.retain(is_open);
    }
    parts.retain(|(part, _)| speaker.is_none() || part.of == speaker);
    parts.into_iter().map(|(part, _)| part).collect()
}

/// Returns the status of an item, in an `each` milestone that of the item's unit.
pub fn status_of(board: &Board, item: &Item) -> Option<Status> {
    Some(item.resolve(board)?.state().status)
}
