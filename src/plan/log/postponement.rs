//! The course of the due date through a log: the outcome of each postponement that it asks for or decides.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::plan::{
    Day, Entry, Log, Milestone, MilestoneState, Plan, Progress, UnitIx, Units, without_corrected,
};

/// The outcome of a request for a postponement, or of its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Postponement {
    /// Asked for and not decided yet (延期待批).
    Pending,
    /// Asked for and decided since, or ended by an amendment.
    Decided,
    /// Granted.
    Granted,
    /// Refused: what was granted is the date that held already.
    Refused,
}

impl MilestoneState {
    /// Returns the outcome of an entry that asks for a postponement or decides one, after the entries that led to this
    /// state; `None` for other entries, and for a grant of the date in force that nobody asked for, as a correction
    /// leaves it.
    pub fn outcome_of(&self, milestone: &Milestone, entry: &Entry) -> Option<Postponement> {
        let date = entry.postpone?;
        let held = self
            .granted
            .unwrap_or_else(|| milestone.due_on(entry.day()));
        match (&entry.approved_by, self.asked) {
            (None, _) => Some(Postponement::Pending),
            (Some(_), Some(_)) if date == held => Some(Postponement::Refused),
            (Some(_), None) if date == held => None,
            (Some(_), _) => Some(Postponement::Granted),
        }
    }
}

/// The course of the due date through a log, or through that of one unit's part.
pub(super) struct DueCourse<'m> {
    milestone: &'m Milestone,
    decided: &'m DecidedAsRecorded,
    /// The day of the amendment that moved the due date, while it lies ahead.
    amended: Option<Day>,
}

impl<'m> DueCourse<'m> {
    pub(super) fn new(milestone: &'m Milestone, decided: &'m DecidedAsRecorded) -> Self {
        Self {
            milestone,
            decided,
            amended: milestone.due_since(),
        }
    }

    /// Ends what was granted and asked, if the amendment came up to a day: from then on the due date that it sets rules.
    /// Returns whether it did.
    pub(super) fn start_anew_by(&mut self, state: &mut MilestoneState, day: Day) -> bool {
        let is_amended = self.amended.take_if(|amended| *amended <= day).is_some();
        if is_amended {
            (state.granted, state.asked) = (None, None);
        }
        is_amended
    }

    /// Takes in what an entry asks for or decides, and returns the outcome.
    pub(super) fn take_in(
        &self,
        state: &mut MilestoneState,
        entry: &Entry,
    ) -> Option<Postponement> {
        let date = entry.postpone?;
        let as_recorded = self.decided.0.get(&entry.source).copied();
        let outcome = as_recorded.or_else(|| state.outcome_of(self.milestone, entry))?;
        if outcome == Postponement::Pending {
            state.asked = Some(date);
            return Some(outcome);
        }
        state.asked = None;
        // Who grants less than the due date gives did not know it: no postponement takes it back.
        let counts =
            outcome == Postponement::Granted && !self.milestone.is_granted_early(date, entry.day());
        if counts && date == self.milestone.window.end {
            state.granted = None;
        } else if counts && state.granted != Some(date) {
            state.granted = Some(date);
            state.postponed += 1;
        }
        Some(outcome)
    }
}

/// The outcomes of decisions that a correction recorded later would turn around, as they were when they were recorded:
/// a refusal stays one, though the date that it left in force is corrected.
#[derive(Debug, Default)]
pub(super) struct DecidedAsRecorded(HashMap<String, Postponement>);

impl DecidedAsRecorded {
    /// Finds them in a log, sorted for the fold.
    pub(super) fn of<'e>(
        units: &Units,
        milestone: &Milestone,
        log: &(impl Iterator<Item = &'e Entry> + Clone),
    ) -> Self {
        let mut decided = Self::default();
        let corrections = log.clone().filter(|it| it.correct && it.postpone.is_some());
        let mut corrected: Vec<&Entry> = log
            .clone()
            .filter(|it| it.postpone.is_some() && it.approved_by.is_some())
            .filter(|it| corrections.clone().any(|later| later.is_recorded_after(it)))
            .collect();
        corrected.sort_by_key(|it| it.instant());
        for decision in corrected {
            let of = part_of(units, milestone, decision);
            let known = log
                .clone()
                .filter(|it| part_of(units, milestone, it) == of)
                .filter(|it| !it.is_recorded_after(decision));
            let mut course = DueCourse::new(milestone, &decided);
            let mut state = MilestoneState::default();
            let mut outcome = None;
            for entry in without_corrected(units, known) {
                course.start_anew_by(&mut state, entry.day());
                let of_entry = course.take_in(&mut state, &entry);
                if entry.source == decision.source {
                    outcome = of_entry;
                    break;
                }
            }
            let outcome = outcome.map(|outcome| (decision.source.clone(), outcome));
            decided.0.extend(outcome);
        }
        decided
    }
}

/// Returns the unit whose part an entry is about, where every unit has its own.
fn part_of(units: &Units, milestone: &Milestone, entry: &Entry) -> Option<UnitIx> {
    entry.unit_meant(units).filter(|_| milestone.each)
}

/// Returns the entries of a log, sorted for the fold, that ask for a postponement or decide one, each with its outcome;
/// of what corrections replaced nothing counts. The parts of an `each` milestone are decided unit by unit.
pub fn postponements<'e>(
    units: &Units,
    milestone: &Milestone,
    log: &[&'e Entry],
) -> Vec<(Cow<'e, Entry>, Postponement)> {
    let log = log.iter().copied();
    let decided = DecidedAsRecorded::of(units, milestone, &log);
    let mut found: Vec<(Cow<'e, Entry>, Postponement)> = Vec::new();
    let mut courses: HashMap<Option<UnitIx>, (DueCourse<'_>, MilestoneState)> = HashMap::new();
    for entry in without_corrected(units, log) {
        let of = part_of(units, milestone, &entry);
        let new = || {
            (
                DueCourse::new(milestone, &decided),
                MilestoneState::default(),
            )
        };
        let (course, state) = courses.entry(of).or_insert_with(new);
        let is_amended = course.start_anew_by(state, entry.day());
        let outcome = course.take_in(state, &entry);
        let is_decision = outcome.is_some_and(|outcome| outcome != Postponement::Pending);
        if is_amended || is_decision {
            end_waiting(&mut found, |it| part_of(units, milestone, it) == of);
        }
        found.extend(outcome.map(|outcome| (entry, outcome)));
    }
    // What nobody decided before the amendment waits no more.
    for (of, (mut course, mut state)) in courses {
        if course.start_anew_by(&mut state, Day::MAX) {
            end_waiting(&mut found, |it| part_of(units, milestone, it) == of);
        }
    }
    found
}

fn end_waiting(found: &mut [(Cow<'_, Entry>, Postponement)], is_of_part: impl Fn(&Entry) -> bool) {
    for (entry, outcome) in found {
        if *outcome == Postponement::Pending && is_of_part(entry) {
            *outcome = Postponement::Decided;
        }
    }
}

/// The entries of a log that refuse a postponement, by what they say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefusedPostponements(HashSet<String>);

impl RefusedPostponements {
    /// Finds them in a milestone's sorted log. Replaced entries do not count.
    pub fn of(units: &Units, milestone: &Milestone, log: &[Entry]) -> Self {
        let log: Vec<&Entry> = log.iter().collect();
        let outcomes = postponements(units, milestone, &log).into_iter();
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

    use Postponement::{Decided, Granted, Pending, Refused};

    fn due_in_june() -> Plan {
        let mut document = document();
        let due = MilestoneFields {
            due: Some(day("2024-06-30")),
            ..MilestoneFields::default()
        };
        document.actions = vec![action("1", vec![milestone("m", 1, due)])];
        document.actions[0].assignment.phases = Some(phases_at([1]));
        plan_on(document, "2024-07-30")
    }

    #[track_caller]
    fn outcomes_are(plan: &Plan, entries: Vec<Entry>, expected: &[Postponement]) {
        let (_, milestone) = plan.milestones().next().unwrap();
        let log = log(entries);
        let log: Vec<&Entry> = log.iter().collect();
        let outcomes = postponements(plan.units(), milestone, &log);
        let outcomes: Vec<Postponement> = outcomes.into_iter().map(|(_, it)| it).collect();
        assert_eq!(outcomes, expected);
    }

    fn asked(on: &str, to: &str) -> Entry {
        at(postpone(on, to, None), &format!("{on}T08:00:00"))
    }

    fn granted(on: &str, to: &str) -> Entry {
        at(postpone(on, to, Some("县政府")), &format!("{on}T08:00:00"))
    }

    fn corrected(on: &str, to: &str, recorded: &str) -> Entry {
        at(
            correction(postpone(on, to, Some("县政府"))),
            &format!("{recorded}T08:00:00"),
        )
    }

    #[test]
    fn what_is_decided_waits_no_more_and_the_date_that_held_refuses() {
        let log = vec![
            asked("2024-05-01", "2024-09-30"),
            granted("2024-05-02", "2024-06-30"),
            asked("2024-05-03", "2024-08-31"),
            granted("2024-05-04", "2024-08-31"),
            asked("2024-05-05", "2024-10-31"),
            granted("2024-05-06", "2024-08-31"),
            asked("2024-05-07", "2024-12-31"),
        ];
        let expected = [
            Decided, Refused, Decided, Granted, Decided, Refused, Pending,
        ];
        outcomes_are(&due_in_june(), log, &expected);
    }

    #[test]
    fn what_was_refused_stays_refused_though_the_date_that_held_is_corrected() {
        let plan = due_in_june();
        for (typed, meant) in [("2024-08-31", "2024-09-30"), ("2024-09-30", "2024-08-31")] {
            let entries = vec![
                asked("2024-05-01", "2024-09-30"),
                granted("2024-05-02", typed),
                asked("2024-05-10", "2024-12-31"),
                granted("2024-05-12", typed),
                corrected("2024-05-02", meant, "2024-05-20"),
            ];
            let expected = [Decided, Granted, Decided, Refused];
            outcomes_are(&plan, entries.clone(), &expected);
            let state = folded(&plan, entries, "2024-07-30");
            assert_eq!((state.granted, state.postponed), (Some(day(meant)), 1));
        }
        // What was corrected before is what held when it was refused.
        let entries = vec![
            granted("2024-05-02", "2024-08-31"),
            corrected("2024-05-02", "2024-09-30", "2024-05-03"),
            asked("2024-05-10", "2024-12-31"),
            granted("2024-05-12", "2024-09-30"),
        ];
        outcomes_are(&plan, entries, &[Granted, Decided, Refused]);
        // A grant stays one, though the earlier one is corrected to its date.
        let entries = vec![
            granted("2024-05-02", "2024-08-31"),
            asked("2024-05-10", "2024-09-30"),
            granted("2024-05-12", "2024-09-30"),
            corrected("2024-05-02", "2024-09-30", "2024-05-20"),
        ];
        outcomes_are(&plan, entries, &[Granted, Decided, Granted]);
    }

    #[test]
    fn a_grant_that_was_taken_back_is_none() {
        let entries = vec![
            granted("2024-05-02", "2024-09-30"),
            corrected("2024-05-02", "2024-06-30", "2024-05-03"),
        ];
        outcomes_are(&due_in_june(), entries.clone(), &[]);
        let state = folded(&due_in_june(), entries, "2024-07-30");
        assert_eq!((state.granted, state.postponed), (None, 0));
    }

    #[test]
    fn an_amendment_of_the_due_date_ends_what_was_granted_and_asked_before() {
        let plan = moved("2024-06-30", "2025-06-30", "2024-07-30");
        let entries = vec![
            granted("2024-04-01", "2024-12-31"),
            asked("2024-05-10", "2025-12-31"),
            granted("2024-05-12", "2025-06-30"),
        ];
        outcomes_are(&plan, entries, &[Granted, Decided, Refused]);
        outcomes_are(&plan, vec![asked("2024-04-01", "2024-09-30")], &[Decided]);
        let refused_before = vec![
            asked("2024-04-01", "2024-09-30"),
            granted("2024-04-02", "2024-06-30"),
        ];
        let state = folded(&plan, refused_before.clone(), "2024-07-30");
        assert_eq!(state.postponed, 0);
        outcomes_are(&plan, refused_before, &[Decided, Refused]);
    }
}
