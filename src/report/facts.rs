//! Facts from logs that several reports state: last reports and reminders.

use crate::plan::{Day, Entry};
use crate::query::Resolved;

/// Returns the entries of a log up to and including a day.
pub fn entries_upto(log: &[Entry], as_of: Day) -> &[Entry] {
    &log[..log.partition_point(|entry| entry.day() <= as_of)]
}

/// Returns the last text that entries report in a field, with its day; reminders are not reports.
pub fn last_reported<'e>(
    entries: &[&'e Entry],
    field: fn(&Entry) -> Option<&String>,
) -> Option<(Day, &'e str)> {
    let reports = entries.iter().rev();
    reports
        .filter(|entry| entry.remind.is_none())
        .find_map(|entry| Some((entry.day(), field(entry)?.as_str())))
}

/// Returns the reminders among entries, in order.
pub fn reminders<'e>(entries: &[&'e Entry]) -> Vec<&'e Entry> {
    let reminders = entries.iter().copied();
    reminders.filter(|entry| entry.remind.is_some()).collect()
}

/// Returns the references that entries give as evidence, each once.
pub fn evidence<'e>(entries: &[&'e Entry]) -> Vec<&'e str> {
    let mut all: Vec<&str> = Vec::new();
    for reference in entries.iter().flat_map(|entry| &entry.evidence) {
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
