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
