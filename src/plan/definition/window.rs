//! A span of days.

use chrono::{Datelike as _, Months};
use serde::Serialize;

use crate::plan::Day;

/// A span of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Window {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
}

impl Window {
    /// Returns the calendar period of so many months that contains a day.
    pub fn of_months(months: u32, day: Day) -> Self {
        let first = day.month0() / months * months + 1;
        let start = Day::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        let next = start.checked_add_months(Months::new(months));
        let end = next.and_then(|next| next.pred_opt()).unwrap_or(Day::MAX);
        Self { start, end }
    }

    /// Returns the number of days.
    pub fn days(self) -> i64 {
        (self.end - self.start).num_days() + 1
    }

    /// Returns the number of days that have passed by the end of `day`.
    pub fn elapsed(self, day: Day) -> i64 {
        ((day - self.start).num_days() + 1).clamp(0, self.days())
    }

    /// Returns whether `day` lies in the window.
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }

    /// Returns the overlap with `other`, if any.
    pub fn cut_to(self, other: Self) -> Option<Self> {
        let cut = Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        };
        (cut.start <= cut.end).then_some(cut)
    }
}
