//! The outcome of each postponement that a log asks for or decides.

use std::collections::{HashMap, HashSet};

use crate::plan::{
    Entry, Log, Milestone, MilestoneState, Plan, Progress, UnitIx, Units, without_corrected,
};

/// The outcome of a request for a postponement, or of its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Postponement {
    /// Asked for and not decided yet (延期待批).
    Pending,
    /// Asked for and decided since.
    Decided,
    /// Granted.
    Granted,
    /// Refused: what was granted is the date that held already.
    Refused,
}

impl MilestoneState {
    /// Returns the outcome of an entry that asks for a postponement or decides one, after the entries that led to this
    /// state; `None` for any other entry.
    pub fn outcome_of(&self, milestone: &Milestone, entry: &Entry) -> Option<Postponement> {
        let date = entry.postpone?;
        let held = self
            .granted
            .unwrap_or_else(|| milestone.due_on(entry.day()));
        Some(if entry.approved_by.is_none() {
            Postponement::Pending
        } else if self.asked.is_some() && date == held {
            Postponement::Refused
        } else {
            Postponement::Granted
        })
    }
}

/// Returns the entries of a log that ask for a postponement or decide one, in order, each with its outcome. The parts
/// of an `each` milestone are decided unit by unit.
pub fn postponements<'e>(
    units: &Units,
    milestone: &Milestone,
    log: impl IntoIterator<Item = &'e Entry>,
) -> Vec<(&'e Entry, Postponement)> {
    let part = |entry: &Entry| entry.unit_meant(units).filter(|_| milestone.each);
    let mut found: Vec<(&Entry, Postponement)> = Vec::new();
    let mut states: HashMap<Option<UnitIx>, MilestoneState> = HashMap::new();
    for entry in log {
        let of = part(entry);
        let state = states.entry(of).or_default();
        let Some(outcome) = state.outcome_of(milestone, entry) else {
            continue;
        };
        state.take_in_postponement(milestone, entry);
        if outcome != Postponement::Pending {
            let earlier = found.iter_mut().filter(|(earlier, _)| part(earlier) == of);
            for (_, waits) in earlier.filter(|(_, it)| *it == Postponement::Pending) {
                *waits = Postponement::Decided;
            }
        }
        found.push((entry, outcome));
    }
    found
}

/// The entries of a log that refuse a postponement, by what they say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefusedPostponements(HashSet<String>);

impl RefusedPostponements {
    /// Finds them in the log, sorted for the fold, of a milestone; of what corrections replaced nothing counts.
    pub fn of(units: &Units, milestone: &Milestone, log: &[Entry]) -> Self {
        let counting = without_corrected(units, log.iter());
        let counting = counting.iter().map(AsRef::as_ref);
        let outcomes = postponements(units, milestone, counting).into_iter();
        let refusing = outcomes.filter(|(_, outcome)| *outcome == Postponement::Refused);
        Self(refusing.map(|(entry, _)| entry.source.clone()).collect())
    }

    /// Finds them in the log of a plan; none in that of an indicator.
    pub fn in_log(plan: &Plan, progress: &Progress, log: &Log) -> Self {
        let found = plan
            .milestone(log.id())
            .filter(|_| matches!(log, Log::Milestone(_)));
        let of = |(_, milestone)| Self::of(plan.units(), milestone, progress.entries_of(log));
        found.map(of).unwrap_or_default()
    }

    /// Returns whether an entry is one of them.
    pub fn has(&self, entry: &Entry) -> bool {
        entry.postpone.is_some() && self.0.contains(&entry.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::MilestoneFields;
    use crate::plan::sample::*;

    #[test]
    fn what_is_decided_waits_no_more_and_the_date_that_held_refuses() {
        let mut document = document();
        let due = MilestoneFields {
            due: Some(day("2024-06-30")),
            ..MilestoneFields::default()
        };
        document.actions = vec![action("1", vec![milestone("m", 1, due)])];
        let plan = plan_on(document, "2024-07-30");
        let (_, milestone) = plan.milestone("1/m").unwrap();
        let log = [
            postpone("2024-05-01", "2024-09-30", None),
            postpone("2024-05-02", "2024-06-30", Some("县政府")),
            postpone("2024-05-03", "2024-08-31", None),
            postpone("2024-05-04", "2024-08-31", Some("县政府")),
            postpone("2024-05-05", "2024-10-31", None),
            postpone("2024-05-06", "2024-08-31", Some("县政府")),
            postpone("2024-05-07", "2024-12-31", None),
        ];
        let outcomes = postponements(plan.units(), milestone, &log);
        let outcomes: Vec<Postponement> = outcomes.into_iter().map(|(_, it)| it).collect();
        use Postponement::{Decided, Granted, Pending, Refused};
        assert_eq!(
            outcomes,
            [
                Decided, Refused, Decided, Granted, Decided, Refused, Pending
            ]
        );
    }
}
