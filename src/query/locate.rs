use crate::plan::Address;

use super::Board;
use super::plan_handle::OpenPlan;

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
    Milestone {
        /// Index of the plan on the board.
        plan: usize,
        /// Index of the action in the plan.
        action: usize,
        /// Index of the milestone in the action.
        milestone: usize,
    },
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
    /// Ambiguous: the full ids of all candidates.
    Several(Vec<String>),
    /// Unknown: the nearest ids that exist.
    Nothing(Vec<String>),
}

/// Resolves a typed id among the plans on the board. The plan may be left out if that is unambiguous,
/// and the action too: `teachers@2023` if one action has such a milestone.
pub fn locate(board: &Board, typed: &str) -> Located {
    let address = Address::parse(typed);
    match find(board, &address) {
        Located::Nothing(near) if !address.path.contains('/') => {
            by_name(board, &address).unwrap_or(Located::Nothing(near))
        }
        located => located,
    }
}

/// Resolves a milestone's name without its action; `None` if no action has such a milestone.
fn by_name(board: &Board, address: &Address) -> Option<Located> {
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
            Some(Located::Several(ids.collect()))
        }
    }
}

fn find(board: &Board, address: &Address) -> Located {
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
                    found.push(Located::Milestone {
                        plan: place,
                        action: action_ix,
                        milestone: *one,
                    });
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
        0 => Located::Nothing(nearest(board, address)),
        1 => found.swap_remove(0),
        _ => Located::Several(
            found
                .iter()
                .filter_map(Located::plan)
                .map(|plan| format!("{}:{}", board.plans[plan].id(), address.path))
                .collect(),
        ),
    }
}

impl Located {
    fn plan(&self) -> Option<usize> {
        match self {
            Self::Action { plan, .. }
            | Self::Milestone { plan, .. }
            | Self::Occurrences { plan, .. }
            | Self::Indicator { plan, .. } => Some(*plan),
            Self::Several(_) | Self::Nothing(_) => None,
        }
    }
}

/// Returns the three existing ids nearest to one that does not exist.
fn nearest(board: &Board, address: &Address) -> Vec<String> {
    let wrong = address.to_string();
    let mut known = Vec::new();
    for (_, OpenPlan { plan, .. }) in board.open() {
        let full = |id: &str| match &address.plan {
            None => id.to_owned(),
            Some(_) => format!("{}:{id}", plan.id()),
        };
        known.extend(plan.actions.iter().map(|action| full(&action.id)));
        if address.path.contains('/') {
            known.extend(plan.milestones().map(|(_, m)| full(&m.id)));
        } else {
            known.extend(
                plan.indicators()
                    .iter()
                    .map(|indicator| full(&indicator.id)),
            );
        }
    }
    known.sort();
    known.dedup();
    crate::store::nearest_ids(&wrong, &known)
}
