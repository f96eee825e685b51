use crate::plan::{LogRef, Status};
use crate::query::{Board, Filter, Item, Located, OpenPlan, locate};

use super::deed::DeedAim;

/// A milestone, or a unit's part of one, that a deed may aim at.
#[derive(Clone, Debug)]
pub struct Selected {
    /// The aim.
    pub aim: DeedAim,
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

/// What a typed id names instead of milestones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMilestones {
    /// An indicator.
    Indicator,
    /// Several things, with their full ids.
    Several(Vec<String>),
    /// Nothing; the nearest ids that exist.
    Nothing(Vec<String>),
}

/// Selects the milestones of a typed id; an action's id selects all of the action's.
///
/// # Errors
/// Fails if the id names something else.
pub fn select(board: &Board, typed: &str) -> Result<Selection, NoMilestones> {
    let (plan, action, milestones, is_exact) = match locate(board, typed) {
        Located::Milestone(it) => (it.plan, it.action, vec![it.milestone], true),
        Located::Occurrences {
            plan,
            action,
            milestones,
        } => (plan, action, milestones, false),
        Located::Action { plan, action } => {
            let open = board.plans[plan].open();
            let count = open.map_or(0, |open| open.plan.actions[action].milestones.len());
            (plan, action, (0..count).collect(), false)
        }
        Located::Indicator { .. } => return Err(NoMilestones::Indicator),
        Located::Several(ids) => return Err(NoMilestones::Several(ids)),
        Located::Nothing(near) => return Err(NoMilestones::Nothing(near)),
    };
    let Some(OpenPlan {
        plan: it, ledger, ..
    }) = board.plans[plan].open()
    else {
        return Err(NoMilestones::Nothing(Vec::new()));
    };
    let selected = milestones.into_iter().map(|milestone| {
        let target = LogRef::milestone(it, &it.actions[action].milestones[milestone]);
        Selected {
            aim: DeedAim::named(target),
            status: ledger.row(action, milestone).state.status,
        }
    });
    Ok(Selection {
        milestones: selected.collect(),
        is_exact,
    })
}

/// Selects the milestones that a filter lets through; with a filter for one unit, that unit's part of
/// `each` milestones.
pub fn select_by(board: &Board, filter: &Filter) -> Vec<Selected> {
    let items = board.items(filter);
    let aim = |item: &Item| {
        let aim = DeedAim::at_item(board, item)?;
        Some(Selected {
            aim: DeedAim { seen: None, ..aim },
            status: status_of(board, item)?,
        })
    };
    items.iter().filter_map(aim).collect()
}

/// Returns the status of an item, in an `each` milestone that of the item's unit.
pub fn status_of(board: &Board, item: &Item) -> Option<Status> {
    Some(item.resolve(board)?.state().status)
}
