//! The rules that admit an entry to a log, and the refusals.

use chrono::Datelike;

use crate::plan::{
    Day, Entry, Milestone, MilestoneState, Missed, Number, Plan, Status, UnitIx, Withdrawn, fold,
    not_withdrawn, without_corrected,
};

use super::totals::lowest_total_from;

/// The reason a deed is refused before anything is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// 受阻, 退办 and 中止 need a reason.
    NeedsReason(Status),
    /// 已销号 and 退办 need the unit that says so.
    NeedsUnit(Status),
    /// 已办结 of a level that nobody reported and that has no baseline needs a value or a reason.
    NeedsValue,
    /// 已办结 with a value short of the target needs a new value or a reason.
    ShortOfTarget {
        /// The value: what was reported, else where the target begins.
        value: Number,
        /// Whether anything was reported.
        is_reported: bool,
        /// The target and how it is missed.
        missed: Missed,
    },
    /// Every unit reports its own part, so the entry must name one; if it names a collective, one of these members.
    NeedsOf(Vec<String>),
    /// The named unit owes nothing here.
    NotResponsible(String),
    /// A unit may not accept (已销号) what it reported done itself, nor its own part.
    OwnAcceptance(String),
    /// A postponement needs a reason.
    NeedsPostponeReason,
    /// The postponement ends before the milestone starts.
    PostponedBeforeStart(Day),
    /// The postponement ends before the ruling due date.
    PostponedToEarlier(Day),
    /// The item was finished on this day; a postponement granted since changes nothing.
    PostponedFinished(Day),
    /// The deed is dated in the future.
    AfterToday {
        /// The deed's day.
        day: Day,
        /// Today.
        today: Day,
    },
    /// The date lies outside 1900-2100.
    FarDay(Day),
    /// A correction needs a reason.
    NeedsCorrectionReason,
    /// No entry of that day and unit can be corrected.
    NothingToCorrect,
    /// The log has nothing of the kind on that day that could be withdrawn.
    NothingToWithdraw(Withdrawn),
    /// Letters of that day to several units, one of which a withdrawal has to name.
    SeveralLetters(Vec<String>),
    /// No reading of that day can be corrected.
    NoReadingToCorrect,
    /// The reading of that day was withdrawn.
    ReadingWithdrawn,
    /// The entry is empty.
    SaysNothing,
    /// A correction of nothing but its reason.
    CorrectsNothing,
    /// The number is outside the limits.
    NotANumber,
    /// What adds up from nothing would be less than nothing.
    BelowZero(Number),
}

/// The facts by which a deed on a milestone is judged.
#[derive(Clone, Copy, Debug)]
pub struct EntryValidator<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The milestone.
    pub milestone: &'a Milestone,
    /// Its state on the day of the deed.
    pub state: &'a MilestoneState,
    /// Its log, sorted.
    pub log: &'a [Entry],
    /// Whether 已办结 needs no reported value, as of a quick mark.
    pub allows_done_without_value: bool,
}

/// The years that dates may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Checks that a deed's day is not in the future and lies in 1900-2100.
///
/// # Errors
/// Returns the refusal.
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

impl EntryValidator<'_> {
    /// Checks that `entry` may be added.
    ///
    /// # Errors
    /// Returns the first refusal that applies.
    pub fn check(&self, entry: &Entry) -> Result<(), Refusal> {
        if entry.correct && !entry.is_correctable() && entry.withdraw.is_none() {
            return Err(Refusal::CorrectsNothing);
        }
        if !entry.says_something() {
            return Err(Refusal::SaysNothing);
        }
        if [entry.value, entry.add]
            .into_iter()
            .flatten()
            .any(|number| !can_be_kept(number))
        {
            return Err(Refusal::NotANumber);
        }
        let own = self.own_state(self.state, entry)?;
        self.check_total(entry)?;
        if entry.correct {
            self.check_correction(entry)?;
        }
        if let Some(status) = entry.status {
            self.check_status(entry, status, own)?;
        }
        match entry.postpone {
            Some(date) => self.check_postponement(entry, date, own),
            None => Ok(()),
        }
    }

    fn check_postponement(
        &self,
        entry: &Entry,
        date: Day,
        own: &MilestoneState,
    ) -> Result<(), Refusal> {
        if !gives_reason(entry) && is_blank(entry.approved_by.as_deref()) {
            return Err(Refusal::NeedsPostponeReason);
        }
        check_century(date)?;
        if date < self.milestone.window.start {
            return Err(Refusal::PostponedBeforeStart(self.milestone.window.start));
        }
        let ruling = if entry.correct {
            self.due_before(entry)?
        } else {
            own.due_now(self.milestone)
        };
        if date < ruling {
            return Err(Refusal::PostponedToEarlier(ruling));
        }
        if entry.correct {
            return Ok(());
        }
        match own.done_on.filter(|done| *done < entry.day()) {
            Some(done) => Err(Refusal::PostponedFinished(done)),
            None => Ok(()),
        }
    }

    /// Returns the due date that ruled before what a correction replaces.
    fn due_before(&self, entry: &Entry) -> Result<Day, Refusal> {
        let units = self.plan.units();
        let stays = |other: &&Entry| {
            other.day() < entry.day()
                || (other.day() == entry.day() && !entry.may_correct(other, units))
        };
        let before: Vec<Entry> = self.log.iter().filter(stays).cloned().collect();
        let item = self.plan.milestone(&self.milestone.id);
        let state = item.map_or_else(MilestoneState::default, |(action, milestone)| {
            fold(self.plan, action, milestone, &before, entry.day())
        });
        Ok(self.own_state(&state, entry)?.due_now(self.milestone))
    }

    /// Refuses a total below zero of what adds up, from the entry's day on.
    fn check_total(&self, entry: &Entry) -> Result<(), Refusal> {
        let adds_up = match &self.milestone.target {
            Some(target) => target.adds_up() && (entry.value.is_some() || entry.add.is_some()),
            None => entry.add.is_some(),
        };
        if !adds_up {
            return Ok(());
        }
        let units = self.plan.units();
        let (day, meant) = (entry.day(), entry.unit_meant(units));
        let is_whole = self.state.units.is_empty();
        let own = self.log.iter();
        let own = own.filter(|other| is_whole || other.unit_meant(units) == meant);
        let mut log: Vec<Entry> = own.cloned().collect();
        let before = lowest_total_from(day, units, &log);
        let place = log.partition_point(|other| other.day() <= day);
        log.insert(place, entry.clone());
        let after = lowest_total_from(day, units, &log);
        let says_less = entry.value.is_some_and(|value| value < Number::ZERO);
        if after < Number::ZERO && (after < before || says_less) {
            return Err(Refusal::BelowZero(after));
        }
        Ok(())
    }

    /// Returns the part of a state that the entry is about: in an `each` milestone, of the unit meant.
    fn own_state<'s>(
        &self,
        state: &'s MilestoneState,
        entry: &Entry,
    ) -> Result<&'s MilestoneState, Refusal> {
        if !self.milestone.each || state.units.is_empty() {
            self.check_other(entry)?;
            return Ok(state);
        }
        let Some(name) = entry.meant() else {
            return Err(Refusal::NeedsOf(Vec::new()));
        };
        let units = self.plan.units();
        let unit: Option<UnitIx> = units.find(name);
        state
            .units
            .iter()
            .find(|own| Some(own.unit) == unit)
            .map(|own| &own.state)
            .ok_or_else(|| {
                let members = units.expand(unit);
                let parts = state.units.iter().map(|own| own.unit);
                let parts = parts.filter(|part| members.contains(part));
                let parts: Vec<String> = parts.map(|part| units.name(part).to_owned()).collect();
                if entry.of.is_some() && parts.is_empty() {
                    Refusal::NotResponsible(name.to_owned())
                } else {
                    Refusal::NeedsOf(parts)
                }
            })
    }

    /// Refuses an entry about a unit that has no part in the item. A correction names what was recorded.
    fn check_other(&self, entry: &Entry) -> Result<(), Refusal> {
        let Some(of) = entry.of.as_deref().filter(|_| !entry.correct) else {
            return Ok(());
        };
        let units = self.plan.units();
        let item = self.plan.milestone(&self.milestone.id);
        let responsible = item.map(|(action, _)| units.covered(action.responsible()));
        let unit = units.find(of);
        if responsible.is_none_or(|known| unit.is_some_and(|unit| known.contains(&unit))) {
            Ok(())
        } else {
            Err(Refusal::NotResponsible(of.to_owned()))
        }
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
            && let Some(by) = entry.by.as_deref()
        {
            self.check_acceptance(entry, by)?;
        }
        // Accepting what nobody reported done also says that it is done.
        let says_done =
            status == Status::Done || (status == Status::Closed && own.status.is_open());
        if says_done && !gives_reason(entry) {
            self.check_target(entry, own)?;
        }
        Ok(())
    }

    /// Refuses 已销号 by the unit that reported 已办结 or whose own part it is, under any of its names.
    fn check_acceptance(&self, entry: &Entry, by: &str) -> Result<(), Refusal> {
        let units = self.plan.units();
        let own = entry.meant().filter(|_| !self.state.units.is_empty());
        if own.is_some_and(|own| units.stands_for(by, own)) {
            return Err(Refusal::OwnAcceptance(by.to_owned()));
        }
        let meant = |entry: &Entry| entry.meant().map(|name| units.canonical(name).to_owned());
        let earlier = self.log.iter().filter(|other| other.day() <= entry.day());
        let counting = without_corrected(units, earlier);
        let earlier = counting.iter().map(AsRef::as_ref).rev();
        let mut reports = earlier
            .filter(|other: &&Entry| other.status.is_some())
            .filter(|other| !self.milestone.each || meant(other) == meant(entry))
            .take_while(|other| other.status != Some(Status::Returned))
            .filter(|other| other.status == Some(Status::Done))
            .filter_map(|done| done.by.as_deref());
        if reports.any(|reporter| units.stands_for(by, reporter)) {
            return Err(Refusal::OwnAcceptance(by.to_owned()));
        }
        Ok(())
    }

    /// Refuses 已办结 below the target; without a report the target's origin is the value, if it has one.
    fn check_target(&self, entry: &Entry, own: &MilestoneState) -> Result<(), Refusal> {
        let Some(target) = &self.milestone.target else {
            return Ok(());
        };
        let is_reported = [own.value, entry.value, entry.add]
            .iter()
            .any(Option::is_some);
        if self.allows_done_without_value && !is_reported {
            return Ok(());
        }
        if !is_reported && target.counted(None).is_none() {
            return Err(Refusal::NeedsValue);
        }
        let value = entry.value_after(own.value, target.origin());
        match target.miss(value) {
            Some(missed) => Err(Refusal::ShortOfTarget {
                value,
                is_reported,
                missed,
            }),
            None => Ok(()),
        }
    }

    fn check_correction(&self, entry: &Entry) -> Result<(), Refusal> {
        if !gives_reason(entry) {
            return Err(Refusal::NeedsCorrectionReason);
        }
        let units = self.plan.units();
        if let Some(what) = entry.withdraw {
            let of_day = self.log.iter().filter(|other| other.day() == entry.day());
            let standing = without_corrected(units, of_day).into_iter();
            let mut meant = standing.filter(|other| entry.withdraws_reminder(other, units));
            let Some(first) = meant.next() else {
                return Err(Refusal::NothingToWithdraw(what));
            };
            // Of letters to several units somebody must say which did not go out.
            let meant = std::iter::once(first).chain(meant);
            let mut units_told: Vec<String> = Vec::new();
            let mut letters: Vec<String> = Vec::new();
            for other in meant {
                let to = other.letter_to().map(|to| units.canonical(to).to_owned());
                if let (Some(to), Some(text)) = (to, &other.text)
                    && !units_told.contains(&to)
                {
                    units_told.push(to);
                    letters.push(text.clone());
                }
            }
            return if letters.len() > 1 {
                Err(Refusal::SeveralLetters(letters))
            } else {
                Ok(())
            };
        }
        let mut earlier = self.log.iter().filter(|other| other.day() == entry.day());
        if earlier.any(|other| entry.may_correct(other, units)) {
            Ok(())
        } else {
            Err(Refusal::NothingToCorrect)
        }
    }
}

/// Judges a reading of an indicator by its log.
///
/// # Errors
/// Returns the first refusal that applies.
pub fn check_reading(entry: &Entry, log: &[Entry]) -> Result<(), Refusal> {
    let corrects_evidence = entry.correct && !entry.evidence.is_empty();
    if let Some(what) = entry.withdraw {
        if !gives_reason(entry) {
            return Err(Refusal::NeedsCorrectionReason);
        }
        let is_there = what == Withdrawn::Reading && reading_of(log, entry.day()).is_some();
        return is_there
            .then_some(())
            .ok_or(Refusal::NothingToWithdraw(what));
    }
    if entry.value.is_none() && !corrects_evidence {
        return Err(if entry.correct {
            Refusal::CorrectsNothing
        } else {
            Refusal::SaysNothing
        });
    }
    if entry.value.is_some_and(|value| !can_be_kept(value)) {
        return Err(Refusal::NotANumber);
    }
    if entry.correct && !gives_reason(entry) {
        return Err(Refusal::NeedsCorrectionReason);
    }
    if entry.correct && reading_of(log, entry.day()).is_none() {
        let is_withdrawal = |other: &Entry| {
            other.day() == entry.day() && other.withdraw == Some(Withdrawn::Reading)
        };
        return Err(if log.iter().any(is_withdrawal) {
            Refusal::ReadingWithdrawn
        } else {
            Refusal::NoReadingToCorrect
        });
    }
    Ok(())
}

/// Returns the entry that gives an indicator its value on a day, if one is of that day and not withdrawn.
pub fn reading_of(log: &[Entry], day: Day) -> Option<&Entry> {
    let mut log = not_withdrawn(log).into_iter().rev();
    log.find(|entry| entry.day() == day && entry.value.is_some())
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn gives_reason(entry: &Entry) -> bool {
    !is_blank(entry.reason.as_deref())
}

/// Returns whether a number survives being written to a file and read back.
fn can_be_kept(number: Number) -> bool {
    Number::parse(&number.to_string()) == Some(number)
}
