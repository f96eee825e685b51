//! An entry (登记) of a log, and the moment at which it was recorded.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, Timelike};
use serde::Serialize;

use crate::plan::{Day, Number, Status, UnitIx, Units, keyed};

/// The moment an entry was recorded. Handwritten ones may lack the offset or the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Local wall-clock time.
    pub local: NaiveDateTime,
    /// Seconds east of UTC, if given.
    pub offset: Option<i32>,
}

impl Moment {
    /// China's UTC offset in seconds, used if none is written.
    const DEFAULT_OFFSET: i32 = 8 * 3600;

    /// Returns whether a time is written beside the day; a bare midnight counts as none.
    pub(crate) fn has_time(self) -> bool {
        self.offset.is_some() || self.local.time() != NaiveTime::MIN
    }

    /// Returns the Unix timestamp in seconds, which orders moments of different offsets.
    pub fn instant(self) -> i64 {
        self.local.and_utc().timestamp() - i64::from(self.offset.unwrap_or(Self::DEFAULT_OFFSET))
    }

    /// Returns the moment in UTC, so that one moment in two offsets is equal; a day alone stays as it is.
    fn in_one_offset(self) -> Self {
        let utc = DateTime::from_timestamp(self.instant(), 0).filter(|_| self.has_time());
        utc.map_or(self, |utc| Self {
            local: utc.naive_utc(),
            offset: Some(0),
        })
    }
}

impl From<DateTime<FixedOffset>> for Moment {
    fn from(moment: DateTime<FixedOffset>) -> Self {
        // The files hold whole seconds.
        let local = moment.naive_local();
        Self {
            local: local.with_nanosecond(0).unwrap_or(local),
            offset: Some(moment.offset().local_minus_utc()),
        }
    }
}

/// Formats the moment as in TOML and JSON.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local.format("%Y-%m-%dT%H:%M:%S"))?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

keyed! {
    /// The level of a reminder.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Reminder {
        /// 提醒
        Notice = "提醒",
        /// 催办
        Urge = "催办",
        /// 督办
        Supervise = "督办",
    }
}

keyed! {
    /// The record that an entry takes back, made by mistake.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Withdrawn {
        /// The reading of an indicator.
        Reading = "reading",
        /// The reminders of a milestone.
        Reminder = "reminder",
    }
}

/// One log entry: what was said of a milestone or measured of an indicator, by whom and for which day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Entry {
    /// The time it was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// The day of the fact, if it differs from `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The unit that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The unit meant in an `each` milestone; defaults to `by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The person or post, if an account is shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The new status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The cumulative value in this window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Number>,
    /// An increment of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<Number>,
    /// 进展
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 存在问题
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// 下一步打算
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// 佐证: document numbers, or paths relative to the plan's folder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// 延期 to this day: granted if `approved_by` is set, else asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postpone: Option<Day>,
    /// The unit that granted the postponement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// 催办
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind: Option<Reminder>,
    /// Whether the entry replaces, in the fields it names, what earlier entries of the same day and
    /// unit say.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub correct: bool,
    /// The record of the same day that is taken back, made by mistake; only corrections take anything back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<Withdrawn>,
    /// The source text, the last sort key.
    #[serde(skip)]
    pub source: String,
}

/// The words around the year and the place of a letter's number, and before its address, in every language.
const LETTERS: [[&str; 3]; 2] = [["催〔", "〕", "号，致"], ["Reminder ", "-", ", to "]];

impl Entry {
    /// Returns the day of the fact: `on`, else the day of `at`. The reader refuses entries with
    /// neither.
    pub fn day(&self) -> Day {
        self.on
            .or_else(|| self.at.map(|at| at.local.date()))
            .unwrap_or(Day::MIN)
    }

    /// Returns the second at which it was recorded, if it has one.
    pub fn instant(&self) -> Option<i64> {
        self.at.map(Moment::instant)
    }

    /// Returns the day it was recorded, at the earliest the day of its fact.
    pub fn recorded_on(&self) -> Day {
        let at = self.at.map(|at| at.local.date());
        at.map_or(self.day(), |at| at.max(self.day()))
    }

    /// Returns whether it was recorded later than another, as far as both have a time.
    pub fn is_recorded_after(&self, other: &Self) -> bool {
        let times = self.at.zip(other.at);
        let times = times.filter(|(at, other)| at.has_time() && other.has_time());
        times.is_some_and(|(at, other)| at.instant() > other.instant())
    }

    /// Returns the entry as the deed of its day, whoever recorded it and when.
    #[must_use]
    pub fn as_deed(&self) -> Self {
        Self {
            at: None,
            on: Some(self.day()),
            who: None,
            source: String::new(),
            ..self.clone()
        }
    }

    /// Returns the entry as it is compared with another, whatever both are written like: its day, its moment in UTC, its
    /// units by their present names, the unit meant only if it is not the one that speaks.
    #[must_use]
    pub fn in_one_spelling(&self, units: &Units) -> Self {
        let named = self.with_present_names(units);
        Self {
            at: self.at.map(Moment::in_one_offset),
            on: Some(self.day()),
            of: named.of.clone().filter(|of| Some(of) != named.by.as_ref()),
            source: String::new(),
            ..named
        }
    }

    /// Returns the entry with its units by their present names.
    #[must_use]
    pub fn with_present_names(&self, units: &Units) -> Self {
        let name = |name: &Option<String>| {
            let name = name.as_deref()?.trim();
            Some(units.canonical(name).to_owned())
        };
        Self {
            by: name(&self.by),
            of: name(&self.of),
            approved_by: name(&self.approved_by),
            ..self.clone()
        }
    }

    /// Drops texts and evidence that are blank: they say nothing.
    #[must_use]
    pub fn without_blanks(mut self) -> Self {
        let is_blank = |text: &String| text.trim().is_empty();
        for text in [
            &mut self.text, &mut self.problem, &mut self.next, &mut self.reason,
        ] {
            text.take_if(|text| is_blank(text));
        }
        self.evidence.retain(|reference| !is_blank(reference));
        self
    }

    /// Returns the unit meant, if the plan has it.
    pub fn unit_meant(&self, units: &Units) -> Option<UnitIx> {
        units.find(self.meant()?)
    }

    /// Returns the name of the unit that the entry is about: `of`, else the unit that speaks.
    pub fn meant(&self) -> Option<&str> {
        self.of.as_deref().or(self.by.as_deref())
    }

    /// Returns whether a correction may replace an earlier entry of its day: one of the unit that it means, whoever
    /// recorded it; what a supervisor decided only if the same unit speaks.
    pub fn may_correct(&self, earlier: &Self, units: &Units) -> bool {
        let ((by, meant), (earlier_by, earlier_meant)) =
            (self.speaker(units), earlier.speaker(units));
        meant == earlier_meant && (by == earlier_by || !earlier.is_decision())
    }

    /// Returns whether the entry takes back an earlier reminder of its day: one that went to the same unit, by `of` or as
    /// its letter is addressed.
    pub fn withdraws_reminder(&self, earlier: &Self, units: &Units) -> bool {
        if self.withdraw != Some(Withdrawn::Reminder) || earlier.remind.is_none() {
            return false;
        }
        let canonical = |name: &str| units.canonical(name).to_owned();
        let of = self.of.as_deref().map(canonical);
        match earlier.letter_to().filter(|_| earlier.of.is_none()) {
            Some(to) if of.is_some() => of == Some(canonical(to)),
            _ => {
                of == earlier.of.as_deref().map(canonical)
                    || self.speaker(units).1 == earlier.speaker(units).1
            }
        }
    }

    /// Returns to whom the letter is addressed that the entry records: 催〔2024〕3号，致县科协.
    pub fn letter_to(&self) -> Option<&str> {
        self.remind?;
        let text = self.text.as_deref()?;
        let mut forms = LETTERS.iter();
        forms.find_map(|[begin, between, to]| {
            let is_digit = |c: char| c.is_ascii_digit();
            let rest = text.strip_prefix(begin)?;
            let rest = rest.trim_start_matches(is_digit).strip_prefix(between)?;
            let name = rest.trim_start_matches(is_digit).strip_prefix(to)?;
            Some(name).filter(|name| !name.is_empty())
        })
    }

    /// Takes the reminder out, with the texts that went with it.
    pub(super) fn take_out_reminder(&mut self) {
        self.remind = None;
        if !self.has_facts() {
            (self.text, self.problem, self.next, self.reason) = (None, None, None, None);
        }
    }

    /// Returns the canonical names of the unit that speaks and of the unit meant.
    pub fn speaker<'a>(&'a self, units: &'a Units) -> (Option<&'a str>, Option<&'a str>) {
        let canonical = |name: &'a str| units.canonical(name);
        (
            self.by.as_deref().map(canonical),
            self.meant().map(canonical),
        )
    }

    /// Takes out the fields that a correction names. A reason goes with the status it explains; a correction's own reason
    /// explains the correction.
    pub(super) fn take_out_fields_of(&mut self, correction: &Self) {
        if correction.status.is_some() && self.status.take().is_some() {
            self.reason = None;
        }
        if correction.value.is_some() || correction.add.is_some() {
            (self.value, self.add) = (None, None);
        }
        if correction.postpone.is_some() {
            (self.postpone, self.approved_by) = (None, None);
        }
        let texts = [
            (&mut self.text, &correction.text),
            (&mut self.problem, &correction.problem),
            (&mut self.next, &correction.next),
        ];
        for (text, corrected) in texts {
            text.take_if(|_| corrected.is_some());
        }
        if !correction.evidence.is_empty() {
            self.evidence.clear();
        }
    }

    /// Returns the value after the entry: its own or the one before, else `origin`, and what it adds.
    pub fn value_after(&self, before: Option<Number>, origin: Number) -> Number {
        let value = self.value.or(before).unwrap_or(origin);
        self.add.map_or(value, |add| value + add)
    }

    /// Returns the last day of the entries that settle all that this one sets, if all is settled: then this
    /// one changes nothing that holds. `later` are entries of later days.
    pub fn overruled_on(&self, later: &[&Self]) -> Option<Day> {
        let last = |settles: fn(&Self) -> bool| {
            let settling = later.iter().filter(|entry| settles(entry));
            settling.map(|entry| entry.day()).max()
        };
        let status = self.status.map(|_| last(|it| it.status.is_some()));
        let value = self.value.or(self.add);
        let value = value.map(|_| last(|it| it.value.is_some()));
        let due = self.postpone;
        let due = due.map(|_| last(|it| it.postpone.is_some() && it.approved_by.is_some()));
        let settled: Option<Vec<Day>> = [status, value, due].into_iter().flatten().collect();
        settled?.into_iter().max()
    }

    /// Returns the last day of the entries that settle the status that this one sets. `later` are entries of later days.
    pub fn status_overruled_on(&self, later: &[&Self]) -> Option<Day> {
        self.status?;
        let settling = later.iter().filter(|entry| entry.status.is_some());
        settling.map(|entry| entry.day()).max()
    }

    /// Returns whether the entry is what a supervisor decides: 退办, 销号, or a granted postponement with
    /// nothing reported beside it.
    pub fn is_decision(&self) -> bool {
        let reports = self.status.is_some()
            || self.value.is_some()
            || self.add.is_some()
            || self.text.is_some();
        matches!(self.status, Some(Status::Returned | Status::Closed))
            || (self.postpone.is_some() && self.approved_by.is_some() && !reports)
    }

    /// Returns whether the entry is more than a reminder and counts as a report.
    pub fn is_record(&self) -> bool {
        if self.correct {
            return self.is_correctable();
        }
        let says_words = self.has_text() || self.reason.is_some();
        self.has_facts() || (says_words && self.remind.is_none())
    }

    /// Returns whether the entry has a field that a correction can replace.
    pub fn is_correctable(&self) -> bool {
        self.has_facts() || self.has_text()
    }

    pub(crate) fn has_facts(&self) -> bool {
        self.status.is_some()
            || self.value.is_some()
            || self.add.is_some()
            || self.postpone.is_some()
            || !self.evidence.is_empty()
    }

    /// Returns whether the entry has a text: progress, a problem or a next step.
    pub fn has_text(&self) -> bool {
        let texts = [&self.text, &self.problem, &self.next];
        texts.into_iter().any(Option::is_some)
    }

    /// Returns whether the entry is not empty.
    pub fn says_something(&self) -> bool {
        self.is_record() || self.remind.is_some() || self.withdraw.is_some()
    }

    /// Compares two entries by the order of the fold: by day of the fact, then by time recorded (unknown first), then by
    /// source text. The position in the file does not matter.
    pub fn in_order(&self, other: &Self) -> Ordering {
        let at = |entry: &Self| (entry.day(), entry.instant());
        at(self)
            .cmp(&at(other))
            .then_with(|| self.source.cmp(&other.source))
    }

    /// Sorts a log into the order of the fold.
    pub fn sort(log: &mut [Self]) {
        log.sort_by(Self::in_order);
    }
}
