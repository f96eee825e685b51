//! The subject of a deed as the user saw it.

use crate::plan::{
    Action, Entry, Indicator, Log, LogSubject, Milestone, MilestoneState, Plan, Progress, UnitIx,
};

/// A log as it was shown to the user: its subject and state.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub(super) subject: LogSubject,
    stood: Stood,
}

/// The state of a milestone or an indicator.
#[derive(Clone, Debug, PartialEq)]
enum Stood {
    /// A milestone with its state and the names of its lead units.
    Milestone(Milestone, MilestoneState, Vec<String>),
    /// An indicator with its last entry.
    Indicator(Indicator, Option<Entry>),
}

impl Seen {
    /// Takes a milestone and its current state; with `of`, of an `each` milestone only that unit's part.
    pub(super) fn of_milestone(
        plan: &Plan,
        (action, milestone): (&Action, &Milestone),
        state: &MilestoneState,
        of: Option<&str>,
    ) -> Self {
        let units = plan.units();
        let name = |unit: &UnitIx| units.name(*unit).to_owned();
        let state = state.of_unit(of.and_then(|name| units.find(name)));
        let leads = action.lead.iter().map(name).collect();
        Self {
            subject: LogSubject::of_milestone(plan, action, milestone),
            stood: Stood::Milestone(milestone.clone(), state.clone(), leads),
        }
    }

    /// Takes an indicator and its last entry.
    pub(super) fn of_indicator(plan: &Plan, progress: &Progress, indicator: &Indicator) -> Self {
        let log = progress.entries_of(&Log::Indicator(indicator.id.clone()));
        Self {
            subject: LogSubject::of_indicator(plan, indicator),
            stood: Stood::Indicator(indicator.clone(), log.last().cloned()),
        }
    }

    /// Returns the last entry of an indicator.
    pub fn last_reading(&self) -> Option<&Entry> {
        match &self.stood {
            Stood::Indicator(_, last) => last.as_ref(),
            Stood::Milestone(..) => None,
        }
    }
}
