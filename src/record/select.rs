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

/// Selects the milestones of a typed id; an action's id selects all of the action's.
///
/// # Errors
/// Fails if the id refers to something else: several things, an indicator or nothing.
pub fn select(board: &Board, typed: &str) -> Result<Selection, Located> {
    let located = locate(board, typed);
    let (plan, action, milestones, is_exact) = match located {
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
        other => return Err(other),
    };
    let Some(OpenPlan {
        plan: it, ledger, ..
    }) = board.plans[plan].open()
    else {
        return Err(Located::Nothing(Vec::new()));
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
