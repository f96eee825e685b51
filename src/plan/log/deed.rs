use chrono::Datelike;

use crate::plan::{
    Action, Day, Entry, Milestone, MilestoneState, Missed, Number, Plan, Status, UnitIx,
};

/// Why a deed cannot be done, before anything is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// 受阻, 退办, 中止 need a reason.
    NeedsReason(Status),
    /// 已销号 and 退办 need the unit that says so.
    NeedsUnit(Status),
    /// 已办结 although the reported value is short of the target: a value or a reason is needed.
    ShortOfTarget {
        /// What was reported.
        value: Number,
        /// What was aimed at, and how it is missed.
        missed: Missed,
    },
    /// Every unit reports its own: say of which unit.
    NeedsOf,
    /// The unit meant owes nothing here.
    NotResponsible(String),
    /// Who reported it done cannot accept it.
    OwnAcceptance(String),
    /// A postponement needs a reason.
    NeedsPostponeReason,
    /// A postponement to before the milestone begins.
    PostponedBeforeStart(Day),
    /// A postponement to before the date that rules.
    PostponedToEarlier(Day),
    /// A deed of a day that has not come.
    AfterToday {
        /// The day.
        day: Day,
        /// Today.
        today: Day,
    },
    /// A date in a century that no plan is of.
    FarDay(Day),
    /// A correction needs a reason.
    NeedsCorrectionReason,
    /// There is nothing of that day and unit to correct.
    NothingToCorrect,
    /// The entry says nothing.
    SaysNothing,
    /// Not a number that can be kept.
    NotANumber,
}

/// What is known when a deed on a milestone is judged.
#[derive(Clone, Copy, Debug)]
pub struct Admission<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The action.
    pub action: &'a Action,
    /// The milestone.
    pub milestone: &'a Milestone,
    /// What it is now.
    pub state: &'a MilestoneState,
    /// Its log, in order.
    pub log: &'a [Entry],
    /// Takes 已办结 also where no value was ever reported: a quick mark, whose line says what is missing.
    pub quick: bool,
}

/// The years that dates are of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Refuses a deed of a day after today, or of another century.
///
/// # Errors
/// Why it is refused.
pub fn check_day(day: Day, today: Day) -> Result<(), Refusal> {
    check_century(day)?;
    if day > today {
        return Err(Refusal::AfterToday { day, today });
    }
    Ok(())
}

fn check_century(day: Day) -> Result<(), Refusal> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(Refusal::FarDay(day))
    }
}

impl Admission<'_> {
    /// Returns whether `entry` may be added.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, entry: &Entry) -> Result<(), Refusal> {
        if !entry.says_something() || (entry.correct && !replaces_something(entry)) {
            return Err(Refusal::SaysNothing);
        }
        if [entry.value, entry.add]
            .into_iter()
            .flatten()
            .any(|number| !can_be_kept(number))
        {
            return Err(Refusal::NotANumber);
        }
        let own = self.own_state(entry)?;
        if entry.correct {
            self.check_correction(entry)?;
        }
        if let Some(status) = entry.status {
            self.check_status(entry, status, own)?;
        }
        if let Some(date) = entry.postpone {
            if !gives_reason(entry) && is_blank(entry.approved_by.as_deref()) {
                return Err(Refusal::NeedsPostponeReason);
            }
            check_century(date)?;
            if date < self.milestone.window.start {
                return Err(Refusal::PostponedBeforeStart(self.milestone.window.start));
            }
            // A correction may say that another, earlier date was meant.
            let ruling = own.due_now(self.milestone);
            if date < ruling && !entry.correct {
                return Err(Refusal::PostponedToEarlier(ruling));
            }
        }
        Ok(())
    }

    /// The state the entry would change: in an `each` milestone that of the unit meant.
    fn own_state(&self, entry: &Entry) -> Result<&MilestoneState, Refusal> {
        if !self.milestone.each || self.state.units.is_empty() {
            return Ok(self.state);
        }
        let Some(name) = entry.of.as_deref().or(entry.by.as_deref()) else {
            return Err(Refusal::NeedsOf);
        };
        let unit: Option<UnitIx> = self.plan.units().find(name);
        self.state
            .units
            .iter()
            .find(|own| Some(own.unit) == unit)
            .map(|own| &own.state)
            .ok_or_else(|| {
                if entry.of.is_some() {
                    Refusal::NotResponsible(name.to_owned())
                } else {
                    Refusal::NeedsOf
                }
            })
    }

    fn check_status(
        &self,
        entry: &Entry,
        status: Status,
        own: &MilestoneState,
    ) -> Result<(), Refusal> {
        if status.needs_unit() && is_blank(entry.by.as_deref()) {
            return Err(Refusal::NeedsUnit(status));
        }
        if status.needs_reason() && !gives_reason(entry) {
            return Err(Refusal::NeedsReason(status));
        }
        if status == Status::Closed
            && own.status == Status::Done
            && let (Some(by), Some(done_by)) = (&entry.by, &own.done_by)
            && self.plan.units().canonical(by) == self.plan.units().canonical(done_by)
        {
            return Err(Refusal::OwnAcceptance(by.clone()));
        }
        // Who accepts what nobody reported done says that it is done.
        let says_done =
            status == Status::Done || (status == Status::Closed && own.status.is_open());
        if says_done && !gives_reason(entry) {
            self.check_target(entry, own)?;
        }
        Ok(())
    }

    /// Refuses 已办结 below the target. Nothing reported is what the value counts from.
    fn check_target(&self, entry: &Entry, own: &MilestoneState) -> Result<(), Refusal> {
        let Some(target) = &self.milestone.target else {
            return Ok(());
        };
        let is_reported = [own.value, entry.value, entry.add]
            .iter()
            .any(Option::is_some);
        if self.quick && !is_reported {
            return Ok(());
        }
        let value = value_after(own.value, entry, target.origin());
        match target.miss(value) {
            Some(missed) => Err(Refusal::ShortOfTarget { value, missed }),
            None => Ok(()),
        }
    }

    fn check_correction(&self, entry: &Entry) -> Result<(), Refusal> {
        if !gives_reason(entry) {
            return Err(Refusal::NeedsCorrectionReason);
        }
        let units = self.plan.units();
        let of = |e: &Entry| {
            let by = e.by.as_deref().map(|name| units.canonical(name).to_owned());
            let of = e.of.as_deref().map(|name| units.canonical(name).to_owned());
            (by.clone(), of.or(by))
        };
        let found = self
            .log
            .iter()
            .any(|earlier| earlier.day() == entry.day() && of(earlier) == of(entry));
        if found {
            Ok(())
        } else {
            Err(Refusal::NothingToCorrect)
        }
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn gives_reason(entry: &Entry) -> bool {
    !is_blank(entry.reason.as_deref())
}

/// Returns whether a correction names a field that it replaces.
fn replaces_something(entry: &Entry) -> bool {
    Entry {
        correct: false,
        reason: None,
        ..entry.clone()
    }
    .is_record()
}

/// Returns whether a number reads back from a file as it is.
fn can_be_kept(number: Number) -> bool {
    Number::parse(&number.to_string()) == Some(number)
}

fn value_after(before: Option<Number>, entry: &Entry, origin: Number) -> Number {
    entry.value.or(before).unwrap_or(origin) + entry.add.unwrap_or_default()
}
