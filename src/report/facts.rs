//! What logs say that several reports tell: the last that was reported, reminders, evidence.

use crate::plan::{Day, Entry};
use crate::query::Resolved;

/// The entries of a log up to and including a day.
pub fn entries_upto(log: &[Entry], as_of: Day) -> &[Entry] {
    &log[..log.partition_point(|entry| entry.day() <= as_of)]
}

/// The last that was reported in one field, with its day; what a reminder says is no report.
pub fn last_reported(
    log: &[Entry],
    as_of: Day,
    field: fn(&Entry) -> Option<&String>,
) -> Option<(Day, &str)> {
    let reports = entries_upto(log, as_of).iter().rev();
    reports
        .filter(|entry| entry.remind.is_none())
        .find_map(|entry| Some((entry.day(), field(entry)?.as_str())))
}

/// The reminders that went out about a milestone up to a day, first to last.
pub fn reminders_upto(log: &[Entry], as_of: Day) -> impl Iterator<Item = &Entry> {
    let entries = entries_upto(log, as_of).iter();
    entries.filter(|entry| entry.remind.is_some())
}

/// The full id of a milestone: `demo:3.1.4/teachers@2023`.
pub fn full_id(it: &Resolved<'_>) -> String {
    format!("{}:{}", it.plan.id(), it.milestone.id)
}
