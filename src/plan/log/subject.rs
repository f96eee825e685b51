//! The subject of a log.

use crate::plan::{Action, Indicator, Log, Milestone, Plan, WayOfCounting};

/// The subject of a log, whatever was recorded in it. A plan that is renumbered, or that takes the folder of another one,
/// has something else under the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSubject {
    /// The plan's title.
    pub plan: String,
    /// The title of the action; blank of an indicator.
    pub action: String,
    /// The label of the milestone, or the name of the indicator.
    pub name: String,
    /// The id inside the action, or that of the indicator.
    id: String,
    counting: WayOfCounting,
}

impl LogSubject {
    /// Returns the subject of a log of a plan, if the plan has it.
    pub fn of(plan: &Plan, log: &Log) -> Option<Self> {
        match log {
            Log::Milestone(id) => {
                let (action, milestone) = plan.milestone(id)?;
                Some(Self::of_milestone(plan, action, milestone))
            }
            Log::Indicator(id) => Some(Self::of_indicator(plan, plan.indicator(id)?)),
        }
    }

    /// Returns the subject of the log of a milestone.
    pub fn of_milestone(plan: &Plan, action: &Action, milestone: &Milestone) -> Self {
        Self {
            plan: plan.document.title.clone(),
            action: action.title.clone(),
            name: milestone.label(),
            id: milestone.name().to_owned(),
            counting: WayOfCounting::of_milestone(milestone),
        }
    }

    /// Returns the subject of the log of an indicator.
    pub fn of_indicator(plan: &Plan, indicator: &Indicator) -> Self {
        Self {
            plan: plan.document.title.clone(),
            action: String::new(),
            name: indicator.name.clone(),
            id: indicator.id.clone(),
            counting: WayOfCounting::of_indicator(indicator),
        }
    }

    /// Finds the log with this subject in a plan, first under the id that it had.
    pub fn find(&self, plan: &Plan, had: &Log) -> Option<Log> {
        if Self::of(plan, had).as_ref() == Some(self) {
            return Some(had.clone());
        }
        let mut milestones = plan.milestones();
        let is_it = |(action, milestone): &(&Action, &Milestone)| {
            *self == Self::of_milestone(plan, action, milestone)
        };
        let (_, milestone) = milestones.find(is_it)?;
        Some(Log::Milestone(milestone.id.clone()))
    }
}
