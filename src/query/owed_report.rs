//! A report that is missing or came late.

use crate::plan::{Day, Delivery, Plan, Progress, ReportRound, UnitIx, Window};

/// A unit whose last report is missing or came late (未报, 迟报), by the plan's `[reporting]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedReport {
    /// The index of the plan on the board.
    pub plan: usize,
    /// The unit.
    pub unit: UnitIx,
    /// The unit's name on the as-of day.
    pub name: String,
    /// The state of the report; never in time.
    pub delivery: Delivery,
    /// The period reported on.
    pub period: Window,
    /// The day it was due.
    pub due: Day,
}

impl OwedReport {
    /// Lists the units of a plan, those that did not report first, then the latest.
    pub(super) fn of_plan(place: usize, plan: &Plan, progress: &Progress, as_of: Day) -> Vec<Self> {
        let Some(round) = ReportRound::last(plan, progress, as_of) else {
            return Vec::new();
        };
        let mut owed: Vec<Self> = round
            .units
            .iter()
            .filter(|(_, delivery)| !delivery.is_in_time())
            .map(|(unit, delivery)| Self {
                plan: place,
                unit: *unit,
                name: plan.units().get(*unit).name_on(as_of).to_owned(),
                delivery: *delivery,
                period: round.period,
                due: round.due,
            })
            .collect();
        owed.sort_by_key(|owed| match owed.delivery {
            Delivery::Late { days, .. } => (true, -days),
            _ => (false, 0),
        });
        owed
    }
}
