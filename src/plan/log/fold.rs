//! The fold: what the entries of a log up to a day make of a milestone.

use std::borrow::Cow;

use crate::plan::{Action, Day, Entry, Milestone, Number, Plan, Status, UnitIx, Units, Withdrawn};

use super::postponement::{DecidedAsRecorded, DueCourse};

/// The state of a milestone on the as-of day, folded from its log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MilestoneState {
    /// The last status recorded.
    pub status: Status,
    /// The day of that status.
    pub status_on: Option<Day>,
    /// The reason of the last status, if given.
    pub reason: Option<String>,
    /// The day of the 已办结 that holds; for 已销号 without one, its own day.
    pub done_on: Option<Day>,
    /// The due date that ruled on that day: what is granted later does not change how late it was.
    pub done_due: Option<Day>,
    /// The unit that last said 已办结.
    pub done_by: Option<String>,
    /// The value reached, if any was reported.
    pub value: Option<Number>,
    /// The ruling due date, if a postponement was granted.
    pub granted: Option<Day>,
    /// The date asked for and not yet granted (延期待批).
    pub asked: Option<Day>,
    /// The number of granted postponements.
    pub postponed: usize,
    /// The last day for which anything was recorded.
    pub recorded: Option<Day>,
    /// The number of reminders sent.
    pub reminded: usize,
    /// In an `each` milestone, every reporting unit with its own state.
    pub units: Vec<UnitState>,
}

/// The state of one unit's part in an `each` milestone.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitState {
    /// The unit.
    pub unit: UnitIx,
    /// Its state.
    pub state: MilestoneState,
}

impl MilestoneState {
    /// Returns the ruling due date: the milestone's own, or the one last granted.
    pub fn due_now(&self, milestone: &Milestone) -> Day {
        self.granted.unwrap_or(milestone.window.end)
    }

    /// Returns the state of a unit's own part in an `each` milestone; without a unit or a part of its own, the whole.
    pub fn of_unit(&self, unit: Option<UnitIx>) -> &Self {
        self.part_of(unit).unwrap_or(self)
    }

    /// Returns the state of a unit's own part in an `each` milestone, if there is one.
    pub fn part_of(&self, unit: Option<UnitIx>) -> Option<&Self> {
        let own = self.units.iter().find(|own| Some(own.unit) == unit);
        own.map(|own| &own.state)
    }

    /// Counts the units that have reported an `each` milestone done, and those that owe it.
    pub fn reported(&self) -> (usize, usize) {
        let owing = self
            .units
            .iter()
            .filter(|unit| unit.state.status != Status::Dropped);
        let done = owing
            .clone()
            .filter(|unit| !unit.state.status.is_open())
            .count();
        (done, owing.count())
    }
}

/// Folds a log, sorted by [`Entry::sort`], up to and including `as_of`.
pub fn fold(
    plan: &Plan,
    action: &Action,
    milestone: &Milestone,
    log: &[Entry],
    as_of: Day,
) -> MilestoneState {
    let upto = &log[..log.partition_point(|entry| entry.day() <= as_of)];
    let reporting = if milestone.each {
        plan.reporting_units(action, milestone)
    } else {
        Vec::new()
    };
    if reporting.is_empty() {
        return fold_one(plan.units(), milestone, upto.iter());
    }
    fold_each(plan.units(), milestone, upto, reporting)
}

fn fold_one<'a>(
    units: &Units,
    milestone: &Milestone,
    log: impl Iterator<Item = &'a Entry> + Clone,
) -> MilestoneState {
    let mut state = MilestoneState::default();
    let decided = DecidedAsRecorded::of(units, milestone, &log);
    let mut due = DueCourse::new(milestone, &decided);
    for entry in without_corrected(units, log) {
        due.start_anew_by(&mut state, entry.day());
        state.take_in(milestone, &due, &entry);
    }
    due.start_anew_by(&mut state, Day::MAX);
    if state.status == Status::Closed && state.done_on.is_none() {
        state.done_on = state.status_on;
    }
    if let Some(ended) = milestone.ended
        && state.status.is_open()
    {
        state.status = Status::Dropped;
        state.status_on = Some(ended);
        state.reason = None;
    }
    state
}

/// Applies corrections: each takes the fields it names, or the reminders it withdraws, out of earlier entries of the
/// same day and unit.
pub(crate) fn without_corrected<'a>(
    units: &Units,
    log: impl Iterator<Item = &'a Entry>,
) -> Vec<Cow<'a, Entry>> {
    let mut said: Vec<Cow<'a, Entry>> = Vec::new();
    // Indices of the day's entries of which something still counts; fully corrected entries are
    // skipped.
    let mut counting: Vec<usize> = Vec::new();
    let mut reminders: Vec<usize> = Vec::new();
    for entry in log {
        let is_same_day = said.last().is_some_and(|last| last.day() == entry.day());
        if !is_same_day {
            counting.clear();
            reminders.clear();
        }
        if entry.correct {
            counting.retain(|ix| {
                let earlier = &mut said[*ix];
                if entry.may_correct(earlier, units) {
                    earlier.to_mut().take_out_fields_of(entry);
                }
                earlier.is_correctable()
            });
        }
        if entry.withdraw == Some(Withdrawn::Reminder) {
            reminders.retain(|ix| {
                let is_withdrawn = entry.withdraws_reminder(&said[*ix], units);
                if is_withdrawn {
                    said[*ix].to_mut().take_out_reminder();
                }
                !is_withdrawn
            });
        }
        counting.push(said.len());
        if entry.remind.is_some() {
            reminders.push(said.len());
        }
        said.push(Cow::Borrowed(entry));
    }
    said
}

impl MilestoneState {
    fn take_in(&mut self, milestone: &Milestone, due: &DueCourse<'_>, entry: &Entry) {
        let day = entry.day();
        if entry.remind.is_some() {
            self.reminded += 1;
        }
        if !entry.is_record() {
            return;
        }
        self.recorded = Some(day);
        let origin = milestone
            .target
            .as_ref()
            .map_or(Number::ZERO, crate::plan::Target::origin);
        let has_value = entry.value.is_some() || entry.add.is_some();
        if has_value {
            self.value = Some(entry.value_after(self.value, origin));
        }
        if (has_value || entry.text.is_some()) && self.status == Status::Todo {
            self.status = Status::Doing;
            self.status_on = Some(day);
        }
        if let Some(status) = entry.status {
            self.take_in_status(status, entry);
        }
        due.take_in(self, entry);
        if is_over(self.status) && self.done_on.or(self.status_on) == Some(day) {
            self.done_due = Some(self.granted.unwrap_or_else(|| milestone.due_on(day)));
        }
    }

    fn take_in_status(&mut self, status: Status, entry: &Entry) {
        // Reported again, it says nothing new about when it was done.
        let is_known_done = is_over(self.status) && self.done_on.is_some();
        let is_again = status == Status::Done && self.status == status;
        self.reason = entry
            .reason
            .clone()
            .or(self.reason.take().filter(|_| is_again));
        self.status = status;
        self.status_on = self.status_on.filter(|_| is_again).or(Some(entry.day()));
        if status == Status::Done && !is_known_done {
            self.done_on = Some(entry.day());
            self.done_by.clone_from(&entry.by);
        }
        // What is sent back or taken up again was not finished by what was said before.
        if !is_over(status) {
            (self.done_on, self.done_due, self.done_by) = (None, None, None);
        }
    }
}

/// Folds an `each` milestone by unit. An entry without `of` is about the unit that speaks; one that
/// names no reporting unit changes no state.
fn fold_each(
    units: &Units,
    milestone: &Milestone,
    log: &[Entry],
    reporting: Vec<UnitIx>,
) -> MilestoneState {
    let by_unit: Vec<UnitState> = reporting
        .into_iter()
        .map(|unit| UnitState {
            unit,
            state: fold_one(
                units,
                milestone,
                log.iter()
                    .filter(|entry| entry.unit_meant(units) == Some(unit)),
            ),
        })
        .collect();
    let reminders = without_corrected(units, log.iter()).into_iter();
    let reminders = reminders.filter(|entry| entry.remind.is_some());
    let mut whole = MilestoneState {
        recorded: log
            .iter()
            .filter(|entry| entry.is_record())
            .map(Entry::day)
            .max(),
        reminded: reminders.count(),
        units: by_unit,
        ..MilestoneState::default()
    };
    whole.status = status_of_parts(&whole);
    let states = || whole.units.iter().map(|unit| &unit.state);
    // A part that was dropped after the last acceptance does not move its day.
    whole.status_on = states()
        .filter(|state| whole.status != Status::Closed || state.status == Status::Closed)
        .filter_map(|state| state.status_on)
        .max();
    if whole.status == Status::Dropped {
        let last = states().max_by_key(|state| state.status_on);
        whole.reason = last.and_then(|state| state.reason.clone());
    }
    if is_over(whole.status) {
        // As late as the last one was.
        let last = states().map(|state| (state.done_on, state.done_due)).max();
        (whole.done_on, whole.done_due) = last.unwrap_or_default();
    }
    whole.granted = due_of_parts(&whole, milestone).filter(|due| *due != milestone.window.end);
    whole.asked = states().filter_map(|state| state.asked).max();
    whole.postponed = states().map(|state| state.postponed).max().unwrap_or(0);
    whole
}

fn is_over(status: Status) -> bool {
    matches!(status, Status::Done | Status::Closed)
}

/// Returns the status of an `each` milestone by its units' parts.
fn status_of_parts(whole: &MilestoneState) -> Status {
    let (done, owing) = whole.reported();
    let mut states = whole.units.iter().map(|unit| &unit.state);
    if owing == 0 {
        Status::Dropped
    } else if done == owing {
        // Accepted only once no unit's part waits to be.
        let waits = states.any(|state| state.status == Status::Done);
        if waits { Status::Done } else { Status::Closed }
    } else if states.all(|state| state.recorded.is_none()) {
        Status::Todo
    } else {
        Status::Doing
    }
}

/// Returns the ruling due date of an `each` milestone by its units' parts: it is late as soon as one open unit is; once
/// all are done, it is as late as the last one.
fn due_of_parts(whole: &MilestoneState, milestone: &Milestone) -> Option<Day> {
    let states = whole.units.iter().map(|unit| &unit.state);
    let due = |state: &MilestoneState| state.due_now(milestone);
    if is_over(whole.status) {
        states
            .filter(|state| state.done_on.is_some())
            .max_by_key(|state| (state.done_on, due(state)))
            .map(due)
    } else {
        states.filter(|state| state.status.is_open()).map(due).min()
    }
}
