//! The only place that asks what time it is.

use chrono::{Local, Timelike};

use crate::plan::{Day, Moment};

/// Now, to the second, as the clock on the wall says.
pub(super) fn now() -> Moment {
    let now = Local::now().fixed_offset();
    Moment::from(now.with_nanosecond(0).unwrap_or(now))
}

/// Today, where the program runs.
pub(super) fn today() -> Day {
    now().local.date()
}
