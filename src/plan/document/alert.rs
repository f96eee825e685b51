use super::amendment::held_on;
use crate::plan::{Day, Was};

/// When the lamps change; every office has its own rule, so it is data of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Yellow this many days before the due date (临期).
    pub soon_days: i64,
    /// Yellow when more than this many points short of the share of time that has passed (序时进度).
    pub behind_yellow: i64,
    /// Red when more than this many points short.
    pub behind_red: i64,
}

impl Default for Alert {
    fn default() -> Self {
        Self {
            soon_days: 7,
            behind_yellow: 10,
            behind_red: 30,
        }
    }
}

/// The thresholds that an amendment may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlertFields {
    /// [`Alert::soon_days`]
    pub soon_days: Option<i64>,
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
        Self {
            soon_days: held(|old| old.soon_days).unwrap_or(self.soon_days),
            behind_yellow: held(|old| old.behind_yellow).unwrap_or(self.behind_yellow),
            behind_red: held(|old| old.behind_red).unwrap_or(self.behind_red),
        }
    }
}
