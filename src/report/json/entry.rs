//! JSON of a log entry.

use serde::Serialize;

use crate::plan::{Day, Entry, Number};

#[derive(Debug, Serialize)]
pub(super) struct EntryJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    add: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    postpone: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remind: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    correct: bool,
}

pub(super) fn entry_json(entry: &Entry) -> EntryJson<'_> {
    EntryJson {
        at: entry.at.map(crate::store::moment_text),
        on: entry.on,
        by: entry.by.as_deref(),
        of: entry.of.as_deref(),
        who: entry.who.as_deref(),
        status: entry.status.map(crate::plan::Status::key),
        value: entry.value,
        add: entry.add,
        text: entry.text.as_deref(),
        problem: entry.problem.as_deref(),
        next: entry.next.as_deref(),
        reason: entry.reason.as_deref(),
        evidence: &entry.evidence,
        postpone: entry.postpone,
        approved_by: entry.approved_by.as_deref(),
        remind: entry.remind.map(crate::plan::Reminder::key),
        correct: entry.correct,
    }
}
