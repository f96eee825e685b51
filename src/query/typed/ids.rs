//! Finds what a typed id names.

use crate::plan::Address;

use crate::store::nearest_ids;

use crate::query::{Board, MilestonePlace, OpenPlan};

/// The most candidate ids that a message lists.
const SEVERAL: usize = 8;

/// The target of a typed id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// An action.
    Action {
        /// Index of the plan on the board.
        plan: usize,
        /// Index of the action in the plan.
        action: usize,
    },
    /// One milestone.
    Milestone(MilestonePlace),
    /// All occurrences of a recurring milestone.
    Occurrences {
        /// Index of the plan on the board.
        plan: usize,
        /// Index of the action in the plan.
        action: usize,
        /// Indices of the occurrences in the action.
        milestones: Vec<usize>,
    },
    /// An indicator.
    Indicator {
        /// Index of the plan on the board.
        plan: usize,
        /// Index of the indicator in the plan.
        indicator: usize,
    },
}

/// Why a typed id has no target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlocated {
    /// Ambiguous: the full ids of all candidates.
    Several(Vec<String>),
    /// Unknown: the nearest ids that exist.
    Nothing(Vec<String>),
}

/// Resolves a typed id among the plans on the board. The plan may be left out if that is unambiguous,
/// and the action too: `teachers@2023` if one action has such a milestone.
///
/// # Errors
/// Fails if the id is ambiguous or unknown.
pub fn locate(board: &Board, typed: &str) -> Result<Located, Unlocated> {
    let address = Address::parse(typed);
    match find(board, &address) {
        Err(Unlocated::Nothing(near)) if !address.path.contains('/') => {
            by_name(board, &address).unwrap_or(Err(Unlocated::Nothing(near)))
        }
        located => located,
    }
}

/// Resolves a milestone's name without its action; `None` if no action has such a milestone.
fn by_name(board: &Board, address: &Address) -> Option<Result<Located, Unlocated>> {
    let mut found: Vec<Address> = Vec::new();
    for (_, OpenPlan { plan, .. }) in board.open() {
        if address.plan.as_ref().is_some_and(|id| id != plan.id()) {
            continue;
        }
        for action in &plan.actions {
            let full = Address {
                plan: Some(plan.id().to_owned()),
                path: format!("{}/{}", action.id, address.path),
            };
            if action.milestones.iter().any(|m| full.means(&m.id)) {
                found.push(full);
            }
        }
    }
    match found.as_slice() {
        [] => None,
        [one] => Some(find(board, one)),
        several => {
            let ids = several.iter().take(SEVERAL).map(Address::to_string);
            Some(Err(Unlocated::Several(ids.collect())))
        }
    }
}

fn find(board: &Board, address: &Address) -> Result<Located, Unlocated> {
    let mut found = Vec::new();
    for (place, OpenPlan { plan, .. }) in board.open() {
        if address.plan.as_ref().is_some_and(|id| id != plan.id()) {
            continue;
        }
        for (action_ix, action) in plan.actions.iter().enumerate() {
            if action.id == address.path {
                found.push(Located::Action {
                    plan: place,
                    action: action_ix,
                });
                continue;
            }
            if !address.path.contains('/') {
                continue;
            }
            let meant: Vec<usize> = (0..action.milestones.len())
                .filter(|ix| address.means(&action.milestones[*ix].id))
                .collect();
            match meant.as_slice() {
                [] => {}
                [one] if action.milestones[*one].id == address.path => {
                    found.push(Located::Milestone(MilestonePlace {
                        plan: place,
                        action: action_ix,
                        milestone: *one,
                    }));
                }
                _ => found.push(Located::Occurrences {
                    plan: place,
                    action: action_ix,
                    milestones: meant,
                }),
            }
        }
        if let Some(indicator) = plan
            .indicators()
            .iter()
            .position(|indicator| indicator.id == address.path)
        {
            found.push(Located::Indicator {
                plan: place,
                indicator,
            });
        }
    }
    match found.len() {
        0 => Err(Unlocated::Nothing(nearest(board, address))),
        1 => Ok(found.swap_remove(0)),
        _ => {
            let id = |it: &Located| format!("{}:{}", board.plans[it.plan()].id(), address.path);
            Err(Unlocated::Several(found.iter().map(id).collect()))
        }
    }
}

impl Located {
    /// Returns the index of the plan on the board.
    pub fn plan(&self) -> usize {
        match self {
            Self::Milestone(place) => place.plan,
            Self::Action { plan, .. }
            | Self::Occurrences { plan, .. }
            | Self::Indicator { plan, .. } => *plan,
        }
    }

    /// Returns the milestones meant: of an action all, of an indicator `None`.
    pub fn milestones(&self, board: &Board) -> Option<Vec<MilestonePlace>> {
        let (plan, action, milestones) = match self {
            Self::Milestone(place) => return Some(vec![*place]),
            Self::Occurrences {
                plan,
                action,
                milestones,
            } => (*plan, *action, milestones.clone()),
            Self::Action { plan, action } => {
                let OpenPlan { plan: it, .. } = board.plans[*plan].open()?;
                let count = it.actions[*action].milestones.len();
                (*plan, *action, (0..count).collect())
            }
            Self::Indicator { .. } => return None,
        };
        let place = |milestone| MilestonePlace {
            plan,
            action,
            milestone,
        };
        Some(milestones.into_iter().map(place).collect())
    }
}

/// Returns the three existing ids nearest to one that does not exist; a milestone may be named without its action.
fn nearest(board: &Board, address: &Address) -> Vec<String> {
    let of_milestone = address.path.contains('/');
    // What may be typed, and the id that it means.
    let mut known: Vec<(String, String)> = Vec::new();
    for (_, OpenPlan { plan, .. }) in board.open() {
        let full = |id: &str| match &address.plan {
            None => id.to_owned(),
            Some(_) => format!("{}:{id}", plan.id()),
        };
        let mut add = |typed: &str, id: &str| known.push((full(typed), full(id)));
        for action in &plan.actions {
            add(&action.id, &action.id);
        }
        for (_, milestone) in plan.milestones() {
            let id = milestone.id.as_str();
            let name = id.split_once('/').map_or(id, |(_, name)| name);
            add(if of_milestone { id } else { name }, id);
        }
        if !of_milestone {
            for indicator in plan.indicators() {
                add(&indicator.id, &indicator.id);
            }
        }
    }
    let known = known.iter().map(|(typed, id)| (typed, id.as_str()));
    nearest_ids(&address.to_string(), known)
}
