//! JSON of differences and reviews, with stable field names.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::plan::{Entry, MilestoneState, Number, Target};
use crate::text::Words;

use super::outline::weakening_line;
use super::{Review, Weakening};
use crate::diff::difference::{Difference, LogChange, Subject, Value, What};
use crate::diff::difference_line::difference_line;

/// The schema version of these types.
pub const SCHEMA: u32 = 1;

/// A difference. `text` is in the user's language, everything else is language-independent.
#[derive(Debug, Serialize)]
pub struct DifferenceJson {
    place: SubjectJson,
    change: &'static str,
    field: Option<&'static str>,
    from: Json,
    to: Json,
    items: Vec<String>,
    log: Option<Json>,
    text: String,
}

#[derive(Debug, Serialize)]
struct SubjectJson {
    kind: &'static str,
    id: String,
    name: String,
}

/// A weakening.
#[derive(Debug, Serialize)]
pub struct WeakeningJson {
    kind: &'static str,
    commitment: bool,
    places: Vec<SubjectJson>,
    field: Option<&'static str>,
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
            place: SubjectJson::new(&difference.place),
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
                self.field = Some(field.key());
                self.from = json!(from);
                self.to = json!(to);
            }
            What::Value { field, from, to } => {
                self.field = Some(field.key());
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
            kind: weakening.what.kind.key(),
            commitment: weakening.what.kind.is_of_commitment(),
            places: weakening.places.iter().map(SubjectJson::new).collect(),
            field: weakening.what.field.map(crate::text::ChangedField::key),
            unit: weakening.what.unit.clone(),
            from: value_json(weakening.what.from.as_ref()),
            to: value_json(weakening.what.to.as_ref()),
            amendment: weakening.amendment.clone(),
            text: weakening_line(weakening, words),
        }
    }
}

impl SubjectJson {
    fn new(place: &Subject) -> Self {
        Self {
            kind: place.kind.key(),
            id: place.id.clone(),
            name: place.name.clone(),
        }
    }
}

/// Converts a value; whole numbers have no point.
fn value_json(value: Option<&Value>) -> Json {
    let Some(value) = value else {
        return Json::Null;
    };
    match value {
        Value::Number(number) => number_json(*number),
        Value::Flag(flag) => json!(flag),
        Value::Window(window) => json!({ "start": window.start, "end": window.end }),
        Value::Target(target) => target_json(target),
        Value::Baseline(baseline) => {
            json!({ "value": number_json(baseline.value), "on": baseline.on })
        }
        Value::Names(names) => json!(names),
        Value::Former(former) => former
            .iter()
            .map(|old| json!({ "name": old.name, "until": old.until }))
            .collect(),
        Value::Entry(entry) => entry_json(entry),
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

fn number_json(number: Number) -> Json {
    match number.to_whole() {
        Some(whole) => json!(whole),
        None => json!(number.to_f64()),
    }
}

fn target_json(target: &Target) -> Json {
    json!({
        "op": target.op.key(),
        "value": number_json(target.value),
        "max": target.max.map(number_json),
        "unit": target.unit,
        "by": target.by,
    })
}

fn log_json(change: &LogChange) -> Json {
    let state = |state: &MilestoneState| {
        json!({
            "status": state.status.key(),
            "value": state.value.map(number_json),
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

/// Converts an entry, with the keys of the files.
fn entry_json(entry: &Entry) -> Json {
    let mut shape = serde_json::Map::new();
    let mut put = |key: &str, value: Option<Json>| {
        if let Some(value) = value {
            shape.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    put(
        "at",
        entry.at.map(|at| json!(crate::store::moment_text(at))),
    );
    put("on", Some(json!(entry.day())));
    put("by", text(&entry.by));
    put("of", text(&entry.of));
    put("who", text(&entry.who));
    put("status", entry.status.map(|status| json!(status.key())));
    put("value", entry.value.map(number_json));
    put("add", entry.add.map(number_json));
    put("text", text(&entry.text));
    put("problem", text(&entry.problem));
    put("next", text(&entry.next));
    put("reason", text(&entry.reason));
    let evidence = (!entry.evidence.is_empty()).then(|| json!(entry.evidence));
    put("evidence", evidence);
    put("postpone", entry.postpone.map(|day| json!(day)));
    put("approved_by", text(&entry.approved_by));
    put("remind", entry.remind.map(|level| json!(level.key())));
    put("correct", entry.correct.then_some(json!(true)));
    Json::Object(shape)
}
