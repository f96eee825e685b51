//! A log of a plan, and an entry with its log.

use crate::plan::{Entry, Log, Milestone, Plan};

/// A log of a plan, identified by ids and not by position: the target of a deed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogRef {
    /// The plan's id.
    pub plan: String,
    /// The milestone or indicator.
    pub log: Log,
}

impl LogRef {
    /// Refers to a milestone of a plan.
    pub fn milestone(plan: &Plan, milestone: &Milestone) -> Self {
        Self {
            plan: plan.id().to_owned(),
            log: Log::Milestone(milestone.id.clone()),
        }
    }

    /// Returns the full id.
    pub fn full_id(&self) -> String {
        format!("{}:{}", self.plan, self.log.id())
    }

    /// Returns the full id, followed by the unit whose own part is meant.
    pub fn id_of_part(&self, unit: Option<&str>) -> String {
        let unit = unit.map(|unit| format!(" ({unit})"));
        self.full_id() + &unit.unwrap_or_default()
    }
}

/// An entry with the log that it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedEntry {
    /// The log.
    pub log: LogRef,
    /// The entry.
    pub entry: Entry,
}
