//! The clock: the only place that asks what day it is, and when an entry is made.

use chrono::{Local, Timelike};

use crate::plan::{Day, Moment};

/// Returns the local time to the second.
pub(super) fn now() -> Moment {
    let now = Local::now().fixed_offset();
    Moment::from(now.with_nanosecond(0).unwrap_or(now))
}

/// Returns today's local date.
pub(super) fn today() -> Day {
    now().local.date()
}
