//! The identity of a row, and its place on the present board.

use crate::git::CommitId;
use crate::plan::{Log, LogRef, UnitIx};
use crate::query::{AlertGroup, Board, OpenPlan};
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
    /// The heading of a group of alerts.
    Group(AlertGroup),
    /// A unit that owes a report, by its plan's id and its name.
    Report(String, String),
    /// A change that is not committed, by the plan's name and the text.
    Change(String, String),
    /// The heading over the last commits.
    Commits,
    /// A commit.
    Commit(CommitId),
}

/// The place of a row on a board, by indices that hold only for this board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowPlace {
    /// A plan.
    Plan(usize),
    /// An action of a plan.
    Action(usize, usize),
    /// A milestone.
    Item(MilestonePlace),
    /// An indicator of a plan.
    Indicator(usize, usize),
    /// The heading of a group of alerts.
    Group(AlertGroup),
    /// A unit of a plan that owes a report.
    Report(usize, UnitIx),
    /// A change that is not committed.
    Change(usize),
    /// The heading over the last commits.
    Commits,
    /// A commit.
    Commit(CommitId),
}

impl RowKey {
    /// Returns the identity of a row of this board; `None` if the board no longer has it.
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
                let it = item.glance(board)?;
                Self::Log(it.log())
            }
            RowRef::Indicator { plan, indicator } => {
                let OpenPlan { plan: it, .. } = board.plans.get(*plan)?.open()?;
                Self::Log(LogRef {
                    plan: plan_id(*plan)?,
                    log: Log::Indicator(it.indicators().get(*indicator)?.id.clone()),
                })
            }
            RowRef::Group(group, _) => Self::Group(*group),
            RowRef::Report(report) => Self::Report(plan_id(report.plan)?, report.name.clone()),
            RowRef::Change(at) => {
                let change = git.changes().get(*at)?;
                Self::Change(change.name.clone(), change.text.clone())
            }
            RowRef::Commits => Self::Commits,
            RowRef::Commit(commit) => Self::Commit(commit.clone()),
        })
    }

    /// Returns where it lies on this board; `None` if the board does not have it.
    pub(crate) fn find(&self, board: &Board, git: &GitStanding) -> Option<RowPlace> {
        let place_of = |id: &str| board.plans.iter().position(|handle| handle.id() == id);
        Some(match self {
            Self::Plan(id) => RowPlace::Plan(place_of(id)?),
            Self::Action(id, action) => {
                let place = place_of(id)?;
                let OpenPlan { plan, .. } = board.plans[place].open()?;
                let at = plan.actions.iter().position(|it| it.id == *action)?;
                RowPlace::Action(place, at)
            }
            Self::Log(target) => match &target.log {
                Log::Milestone(id) => RowPlace::Item(board.find(&target.plan, id)?.place),
                Log::Indicator(id) => {
                    let place = place_of(&target.plan)?;
                    let OpenPlan { plan, .. } = board.plans[place].open()?;
                    let at = plan.indicators().iter().position(|it| it.id == *id)?;
                    RowPlace::Indicator(place, at)
                }
            },
            Self::Group(group) => RowPlace::Group(*group),
            Self::Report(id, unit) => {
                let place = place_of(id)?;
                let OpenPlan { plan, .. } = board.plans[place].open()?;
                RowPlace::Report(place, plan.units().find(unit)?)
            }
            Self::Change(name, text) => {
                let mut changes = git.changes().iter();
                let at = changes.position(|it| it.name == *name && it.text == *text)?;
                RowPlace::Change(at)
            }
            Self::Commits => RowPlace::Commits,
            Self::Commit(commit) => RowPlace::Commit(commit.clone()),
        })
    }

    /// Returns the text by which the place is kept from one session to the next; `None` of what does not last so long.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Plan(id) => Some(id.clone()),
            Self::Action(plan, action) => Some(format!("{plan}:{action}")),
            Self::Log(target) => Some(match &target.log {
                Log::Milestone(_) => target.full_id(),
                Log::Indicator(id) => format!("{}#{id}", target.plan),
            }),
            Self::Commit(commit) => Some(commit.to_string()),
            Self::Group(_) | Self::Report(..) | Self::Change(..) | Self::Commits => None,
        }
    }
}
