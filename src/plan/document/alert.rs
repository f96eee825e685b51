use super::amendment::held_on;
use crate::plan::{Day, Was, WorkCalendar};

/// When the lamps change; every office has its own rule, so it is data of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Yellow this many days before the due date (临期).
    pub soon_days: i64,
    /// Whether those are working days.
    pub soon_working: bool,
    /// Yellow when more than this many points short of the share of time that has passed (序时进度).
    pub behind_yellow: i64,
    /// Red when more than this many points short.
    pub behind_red: i64,
}

impl Default for Alert {
    fn default() -> Self {
        Self {
            soon_days: 7,
            soon_working: false,
            behind_yellow: 10,
            behind_red: 30,
        }
    }
}

/// The thresholds that an amendment may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlertFields {
    /// [`Alert::soon_days`] and whether they are working days
    pub soon_days: Option<(i64, bool)>,
    /// [`Alert::behind_yellow`]
    pub behind_yellow: Option<i64>,
    /// [`Alert::behind_red`]
    pub behind_red: Option<i64>,
}

impl Alert {
    /// The thresholds of a day, `was` being what amendments replaced.
    #[must_use]
    pub(crate) fn on(self, was: &[Was<AlertFields>], day: Day) -> Self {
        let held = |field: fn(&AlertFields) -> Option<i64>| held_on(was, day, field);
        let soon = held_on(was, day, |old: &AlertFields| old.soon_days);
        let (soon_days, soon_working) = soon.unwrap_or((self.soon_days, self.soon_working));
        Self {
            soon_days,
            soon_working,
            behind_yellow: held(|old| old.behind_yellow).unwrap_or(self.behind_yellow),
            behind_red: held(|old| old.behind_red).unwrap_or(self.behind_red),
        }
    }

    /// Returns how many calendar days from `as_of` on a due date is soon.
    pub fn soon_within(self, as_of: Day, calendar: &WorkCalendar) -> i64 {
        if !self.soon_working {
            return self.soon_days;
        }
        let count = u32::try_from(self.soon_days).unwrap_or(0);
        let last = calendar.after(as_of, count);
        // Days off that follow the last of them bring nothing nearer.
        let next = calendar.working_from(last + chrono::TimeDelta::days(1));
        (next - as_of).num_days() - 1
    }
}
