//! When lamps change (临期天数、欠序时红黄线).

use super::amendment::held_on;
use crate::plan::{Day, Was, WorkCalendar};

/// The thresholds at which lamps change. Every office has its own, so they are part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The time before the due date from which the lamp is yellow (临期).
    pub soon: Soon,
    /// Percentage points behind the share of time elapsed beyond which the lamp is yellow (序时进度).
    pub behind_yellow: i64,
    /// Percentage points beyond which the lamp is red.
    pub behind_red: i64,
}

/// A number of days before a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Soon {
    /// The number.
    pub days: i64,
    /// Whether only working days count.
    pub working: bool,
}

impl Default for Alert {
    fn default() -> Self {
        Self {
            soon: Soon {
                days: 7,
                working: false,
            },
            behind_yellow: 10,
            behind_red: 30,
        }
    }
}

/// The thresholds that an amendment may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlertFields {
    /// [`Alert::soon`]
    pub soon: Option<Soon>,
    /// [`Alert::behind_yellow`]
    pub behind_yellow: Option<i64>,
    /// [`Alert::behind_red`]
    pub behind_red: Option<i64>,
}

impl AlertFields {
    /// Fills in what is not named here.
    pub(crate) fn or(self, standard: Alert) -> Alert {
        Alert {
            soon: self.soon.unwrap_or(standard.soon),
            behind_yellow: self.behind_yellow.unwrap_or(standard.behind_yellow),
            behind_red: self.behind_red.unwrap_or(standard.behind_red),
        }
    }
}

/// The most calendar days that working days before a due date are looked for in.
const YEAR: i64 = 366;

impl Alert {
    /// Returns the thresholds on a day, given the values that amendments replaced.
    #[must_use]
    pub(crate) fn on(self, was: &[Was<AlertFields>], day: Day) -> Self {
        let held = |field: fn(&AlertFields) -> Option<i64>| held_on(was, day, field);
        let old = AlertFields {
            soon: held_on(was, day, |old| old.soon),
            behind_yellow: held(|old| old.behind_yellow),
            behind_red: held(|old| old.behind_red),
        };
        old.or(self)
    }

    /// Returns the calendar days from `as_of` within which a due date counts as soon.
    pub fn soon_within(self, as_of: Day, calendar: &WorkCalendar) -> i64 {
        if !self.soon.working {
            return self.soon.days;
        }
        let count = u32::try_from(self.soon.days).unwrap_or(0);
        let Some(last) = calendar.after(as_of, count) else {
            return i64::MAX;
        };
        // Days off after the last counted day shorten nothing, so they count as well.
        let next = calendar.working_from(last + chrono::TimeDelta::days(1));
        (next - as_of).num_days() - 1
    }

    /// Returns the calendar days before a due date from which it counts as soon.
    pub fn soon_before(self, due: Day, calendar: &WorkCalendar) -> i64 {
        if !self.soon.working {
            return self.soon.days;
        }
        let mut left = self.soon.days;
        let days = (0..YEAR).take_while(|days| {
            let day = due.checked_sub_signed(chrono::TimeDelta::days(*days));
            left -= i64::from(day.is_some_and(|day| calendar.is_working(day)));
            left >= 0
        });
        days.count() as i64
    }
}
