use chrono::{DateTime, FixedOffset, NaiveDateTime, Timelike};

use crate::plan::{Day, Number, Status};

/// When an entry was recorded. Written by hand it may have no offset, or be only a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// As the clock on the wall said.
    pub local: NaiveDateTime,
    /// Seconds east of Greenwich, where given.
    pub offset: Option<i32>,
}

impl Moment {
    /// China's offset, taken where none is written.
    const DEFAULT_OFFSET: i32 = 8 * 3600;

    /// Its place among others, whatever their offsets.
    pub fn instant(self) -> i64 {
        self.local.and_utc().timestamp() - i64::from(self.offset.unwrap_or(Self::DEFAULT_OFFSET))
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

/// How hard a unit was reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// 提醒
    Notice,
    /// 催办
    Urge,
    /// 督办
    Supervise,
}

impl Reminder {
    /// Every level, mildest first.
    pub const ALL: [Self; 3] = [Self::Notice, Self::Urge, Self::Supervise];

    /// The word in the files; the field's own term in every language.
    pub fn key(self) -> &'static str {
        match self {
            Self::Notice => "提醒",
            Self::Urge => "催办",
            Self::Supervise => "督办",
        }
    }

    /// Reads the word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }
}

/// One line of a log: what was said of a milestone (or measured of an indicator), by whom, of which day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// When it was recorded.
    pub at: Option<Moment>,
    /// The day of the fact, where that is another day.
    pub on: Option<Day>,
    /// The unit that says so.
    pub by: Option<String>,
    /// In an `each` milestone the unit meant; `by` where left out.
    pub of: Option<String>,
    /// The person or post, where an account is shared.
    pub who: Option<String>,
    /// What the milestone now is.
    pub status: Option<Status>,
    /// The value so far in this window.
    pub value: Option<Number>,
    /// This much more.
    pub add: Option<Number>,
    /// 进展
    pub text: Option<String>,
    /// 存在问题
    pub problem: Option<String>,
    /// 下一步打算
    pub next: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// 佐证: document numbers, or paths relative to the plan's folder.
    pub evidence: Vec<String>,
    /// 延期 to this day: asked, or granted where `approved_by` is there.
    pub postpone: Option<Day>,
    /// Who granted the postponement.
    pub approved_by: Option<String>,
    /// 催办
    pub remind: Option<Reminder>,
    /// Replaces what earlier entries of the same day and unit say, in the fields it names.
    pub correct: bool,
    /// The line's own text; what the order falls back on.
    pub source: String,
}

impl Entry {
    /// The day of the fact: `on`, else the day of `at`. An entry with neither is refused when read.
    pub fn day(&self) -> Day {
        self.on
            .or_else(|| self.at.map(|at| at.local.date()))
            .unwrap_or(Day::MIN)
    }

    /// More than a reminder: counts as reported.
    pub fn is_record(&self) -> bool {
        let has_text = [&self.text, &self.problem, &self.next]
            .into_iter()
            .any(Option::is_some);
        self.status.is_some()
            || self.value.is_some()
            || self.add.is_some()
            || self.postpone.is_some()
            || !self.evidence.is_empty()
            || self.correct
            || (has_text && self.remind.is_none())
            || (self.reason.is_some() && self.remind.is_none())
    }

    /// Returns whether it says anything at all.
    pub fn says_something(&self) -> bool {
        self.is_record() || self.remind.is_some()
    }

    /// Sorts a log into the order the fold reads it: by the day of the fact, then by when it was recorded (an entry
    /// that does not say comes first of its day), then by the line's own text. The place in the file does not matter.
    pub fn sort(log: &mut [Self]) {
        log.sort_by(|a, b| {
            (a.day(), a.at.map(Moment::instant), &a.source).cmp(&(
                b.day(),
                b.at.map(Moment::instant),
                &b.source,
            ))
        });
    }
}
