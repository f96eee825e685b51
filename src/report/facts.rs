//! Facts from logs that several reports state: last reports and reminders.

use crate::plan::{Day, Entry};
use crate::query::Resolved;

/// Returns the entries of a log up to and including a day.
pub fn entries_upto(log: &[Entry], as_of: Day) -> &[Entry] {
    &log[..log.partition_point(|entry| entry.day() <= as_of)]
}

/// Returns the last text reported in a field, with its day; reminders are not reports.
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

/// Iterates over the reminders about a milestone up to a day, in order.
pub fn reminders_upto(log: &[Entry], as_of: Day) -> impl Iterator<Item = &Entry> {
    let entries = entries_upto(log, as_of).iter();
    entries.filter(|entry| entry.remind.is_some())
}

/// Returns the references that a log gives as evidence up to a day, each once.
pub fn evidence_upto(log: &[Entry], as_of: Day) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for reference in entries_upto(log, as_of).iter().flat_map(|it| &it.evidence) {
        if !all.contains(&reference.as_str()) {
            all.push(reference);
        }
    }
    all
}

/// Returns the full id of a milestone: `demo:3.1.4/teachers@2023`.
pub fn full_id(it: &Resolved<'_>) -> String {
    format!("{}:{}", it.plan.id(), it.milestone.id)
}
