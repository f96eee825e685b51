//! The identity of a row.

use crate::git::CommitId;
use crate::plan::{Log, LogRef};
use crate::query::{Board, OpenPlan};
use crate::tui::app::{GitStanding, RowRef};

/// The identity of a row, by ids: the same after reading, sorting or filtering again, and in another session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowKey {
    /// A plan.
    Plan(String),
    /// An action, by the ids of its plan and its own.
    Action(String, String),
    /// A milestone or an indicator.
    Log(LogRef),
    /// A unit that owes a report, by its plan's id and its name.
    Report(String, String),
    /// A change that is not committed, by the plan's name and the text.
    Change(String, String),
    /// A commit.
    Commit(CommitId),
}

impl RowKey {
    /// Returns the identity of a row of this board; `None` of a heading, or if the board no longer has it.
    pub(crate) fn of(row: &RowRef, board: &Board, git: &GitStanding) -> Option<Self> {
        let plan_id = |place: usize| Some(board.plans.get(place)?.id().to_owned());
        Some(match row {
            RowRef::Plan(place) | RowRef::NeverReported(place) => Self::Plan(plan_id(*place)?),
            RowRef::Action { plan, action, .. } => {
                let OpenPlan { plan: it, .. } = board.plans.get(*plan)?.open()?;
                let action = it.actions.get(*action)?.id.clone();
                Self::Action(plan_id(*plan)?, action)
            }
            RowRef::Item(item) => {
                let it = item.preview(board)?;
                Self::Log(it.log())
            }
            RowRef::Indicator { plan, indicator } => {
                let OpenPlan { plan: it, .. } = board.plans.get(*plan)?.open()?;
                Self::Log(LogRef {
                    plan: plan_id(*plan)?,
                    log: Log::Indicator(it.indicators().get(*indicator)?.id.clone()),
                })
            }
            RowRef::Report(report) => Self::Report(plan_id(report.plan)?, report.name.clone()),
            RowRef::Change(at) => {
                let change = git.changes().get(*at)?;
                Self::Change(change.name.clone(), change.text.clone())
            }
            RowRef::Commit(commit) => Self::Commit(commit.clone()),
            RowRef::Group(..) | RowRef::Commits => return None,
        })
    }

    /// Returns the id of its plan.
    pub(crate) fn plan(&self) -> Option<&str> {
        match self {
            Self::Plan(plan) | Self::Action(plan, _) | Self::Report(plan, _) => Some(plan),
            Self::Log(log) => Some(&log.plan),
            Self::Change(..) | Self::Commit(_) => None,
        }
    }

    /// Returns the text by which the place is kept from one session to the next; `None` if it does not last so long.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Plan(id) => Some(id.clone()),
            Self::Action(plan, action) => Some(format!("{plan}:{action}")),
            Self::Log(log) => Some(match &log.log {
                Log::Milestone(_) => log.full_id(),
                Log::Indicator(id) => format!("{}#{id}", log.plan),
            }),
            Self::Commit(commit) => Some(commit.to_string()),
            Self::Report(..) | Self::Change(..) => None,
        }
    }
}
