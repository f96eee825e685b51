//! JSON of differences and reviews, with stable field names.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::plan::{Entry, MilestoneState, Target};
use crate::text::{ChangedField, Weakness, Words};

use super::outline::weakening_line;
use super::{Review, Weakening};
use crate::diff::difference::{Difference, LogChange, Subject, Value, What};
use crate::diff::difference_line::difference_line;

/// The schema version of these types.
pub const SCHEMA: u32 = 1;

/// A difference. `text` is in the user's language, everything else is language-independent.
#[derive(Debug, Serialize)]
pub struct DifferenceJson {
    place: Subject,
    change: &'static str,
    field: Option<ChangedField>,
    from: Json,
    to: Json,
    items: Vec<String>,
    log: Option<Json>,
    text: String,
}

/// A weakening.
#[derive(Debug, Serialize)]
pub struct WeakeningJson {
    kind: Weakness,
    commitment: bool,
    places: Vec<Subject>,
    field: Option<ChangedField>,
    unit: Option<String>,
    from: Json,
    to: Json,
    amendment: Option<String>,
    text: String,
}

/// The review of one plan.
#[derive(Debug, Serialize)]
pub struct ReviewJson {
    id: String,
    weakened: Vec<WeakeningJson>,
    documents: Vec<Json>,
    by_document: Vec<WeakeningJson>,
    commitments: Vec<DifferenceJson>,
    progress: Vec<DifferenceJson>,
    corrections: Vec<DifferenceJson>,
}

impl ReviewJson {
    /// Makes the JSON of a plan's review.
    pub fn new(id: &str, review: &Review, words: &Words) -> Self {
        let differences = |all: &[Difference]| {
            all.iter()
                .map(|difference| DifferenceJson::new(difference, words))
                .collect()
        };
        let weakenings = |all: &[Weakening]| {
            all.iter()
                .map(|weakening| WeakeningJson::new(weakening, words))
                .collect()
        };
        Self {
            id: id.to_owned(),
            weakened: weakenings(&review.weakened),
            documents: review
                .documents
                .iter()
                .map(|document| {
                    json!({ "id": document.id, "number": document.number, "title": document.title,
                            "on": document.on })
                })
                .collect(),
            by_document: weakenings(&review.by_document),
            commitments: differences(&review.commitments),
            progress: differences(&review.progress),
            corrections: differences(&review.corrections),
        }
    }
}

impl DifferenceJson {
    /// Makes the JSON of a difference.
    pub fn new(difference: &Difference, words: &Words) -> Self {
        let mut shape = Self {
            place: difference.subject.clone(),
            change: "",
            field: None,
            from: Json::Null,
            to: Json::Null,
            items: Vec::new(),
            log: None,
            text: difference_line(difference, words),
        };
        shape.fill(&difference.what);
        shape
    }

    fn fill(&mut self, what: &What) {
        self.change = match what {
            What::Added => "added",
            What::Removed => "removed",
            What::Unreadable { .. } => "unreadable",
            What::Renumbered { .. } => "renumbered",
            What::Renamed { .. } => "renamed",
            What::Wording { .. } => "wording",
            What::Value { .. } => "value",
            What::Amended { .. } => "amended",
            What::Log(_) => "log",
            What::Shared { .. } => self.change,
        };
        match what {
            What::Added | What::Removed => {}
            What::Unreadable { before, log } => {
                self.to = json!({ "before": before, "log": log });
            }
            What::Renumbered { from } | What::Renamed { from } => self.from = json!(from),
            What::Wording { field, from, to } => {
                self.field = Some(*field);
                self.from = json!(from);
                self.to = json!(to);
            }
            What::Value { field, from, to } => {
                self.field = Some(*field);
                self.from = value_json(from.as_ref());
                self.to = value_json(to.as_ref());
            }
            What::Amended { by, title, number } => {
                self.to = json!({ "id": by, "title": title, "number": number });
            }
            What::Log(change) => self.log = Some(log_json(change)),
            What::Shared { items, what } => {
                self.items.clone_from(items);
                self.fill(what);
            }
        }
    }
}

impl WeakeningJson {
    fn new(weakening: &Weakening, words: &Words) -> Self {
        Self {
            kind: weakening.what.kind,
            commitment: weakening.what.kind.is_of_commitment(),
            places: weakening.subjects.clone(),
            field: weakening.what.field,
            unit: weakening.what.unit.clone(),
            from: value_json(weakening.what.from.as_ref()),
            to: value_json(weakening.what.to.as_ref()),
            amendment: weakening.amendment.clone(),
            text: weakening_line(weakening, words),
        }
    }
}

/// Converts a value; whole numbers have no point.
fn value_json(value: Option<&Value>) -> Json {
    let Some(value) = value else {
        return Json::Null;
    };
    match value {
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Window(window) => json!({ "start": window.start, "end": window.end }),
        Value::Target(target) => target_json(target),
        Value::Baseline(baseline) => {
            json!({ "value": baseline.value, "on": baseline.on })
        }
        Value::Names(names) => json!(names),
        Value::Former(former) => former
            .iter()
            .map(|old| json!({ "name": old.name, "until": old.until }))
            .collect(),
        Value::Entry(entry) => entry_json(entry),
        Value::Issue(issue) => json!({
            "number": issue.number, "on": issue.on, "revision": issue.revision, "corrects": issue.corrects,
        }),
        Value::Text(_)
        | Value::Day(_)
        | Value::Recurrence(_)
        | Value::Reporting(..)
        | Value::Everybody
        | Value::Kind(_) => {
            json!(value.plain())
        }
    }
}

fn target_json(target: &Target) -> Json {
    json!({
        "op": target.op,
        "value": target.value,
        "max": target.max,
        "unit": target.unit,
        "by": target.by,
    })
}

fn log_json(change: &LogChange) -> Json {
    let state = |state: &MilestoneState| {
        json!({
            "status": state.status,
            "value": state.value,
            "due_granted": state.granted,
            "due_asked": state.asked,
            "reported": change.each.then(|| state.reported()),
        })
    };
    json!({
        "before": state(&change.before),
        "after": state(&change.after),
        "added": change.added.iter().map(entry_json).collect::<Vec<_>>(),
        "altered": change.altered.iter()
            .map(|(old, new)| json!({ "from": entry_json(old), "to": entry_json(new) }))
            .collect::<Vec<_>>(),
        "deleted": change.deleted.iter().map(entry_json).collect::<Vec<_>>(),
    })
}

/// Converts an entry, with the keys of the files; it always has its day.
fn entry_json(entry: &Entry) -> Json {
    let on = Some(entry.day());
    json!(Entry {
        on,
        ..entry.clone()
    })
}
