use std::collections::HashMap;

use crate::plan::Day;
use crate::text::{ChangedField, Weakness};

use crate::diff::difference::{Subject, Value};

/// A weakening in the new version, with every place it applies to.
#[derive(Clone, Debug, PartialEq)]
pub struct Weakening {
    /// The kind.
    pub kind: Weakness,
    /// The places.
    pub places: Vec<Subject>,
    /// The field, if the kind does not imply it.
    pub field: Option<ChangedField>,
    /// The unit concerned.
    pub unit: Option<String>,
    /// The old value.
    pub from: Option<Value>,
    /// The new value.
    pub to: Option<Value>,
    /// The id of the amendment cited; the weakening is then listed under 依据文件.
    pub amendment: Option<String>,
    /// Whether the entries came in one commit, whose author may stand for several people (a squash).
    pub in_one_commit: bool,
}

/// A weakening at one place, before grouping.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    pub(crate) kind: Weakness,
    pub(crate) place: Subject,
    pub(crate) field: Option<ChangedField>,
    pub(crate) unit: Option<String>,
    pub(crate) from: Option<Value>,
    pub(crate) to: Option<Value>,
    pub(crate) amendment: Option<String>,
    pub(crate) in_one_commit: bool,
}

impl Finding {
    pub(crate) fn new(kind: Weakness, place: Subject) -> Self {
        Self {
            kind,
            place,
            field: None,
            unit: None,
            from: None,
            to: None,
            amendment: None,
            in_one_commit: false,
        }
    }

    pub(crate) fn change(mut self, from: Option<Value>, to: Option<Value>) -> Self {
        self.from = from;
        self.to = to;
        self
    }

    pub(crate) fn texts(self, from: &str, to: &str) -> Self {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        self.change(text(from), text(to))
    }

    pub(crate) fn days(self, from: Day, to: Day) -> Self {
        self.change(Some(Value::Day(from)), Some(Value::Day(to)))
    }

    pub(crate) fn field(mut self, field: ChangedField) -> Self {
        self.field = Some(field);
        self
    }

    pub(crate) fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    pub(crate) fn in_one_commit(mut self, is_so: bool) -> Self {
        self.in_one_commit = is_so;
        self
    }

    pub(crate) fn cites(mut self, amendment: Option<&str>) -> Self {
        self.amendment = amendment.map(str::to_owned);
        self
    }

    fn is_same_sight(&self, other: &Self) -> bool {
        self.place == other.place && self.is_alike(other)
    }

    fn is_alike(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.field == other.field
            && self.unit == other.unit
            && self.from == other.from
            && self.to == other.to
            && self.in_one_commit == other.in_one_commit
    }
}

/// Findings as they are collected.
#[derive(Default)]
pub(crate) struct Sightings {
    all: Vec<Finding>,
    by_place: HashMap<(Weakness, String), Vec<usize>>,
}

impl Sightings {
    /// Adds a finding. Seen on several days, it counts as without an amendment if one day lacks it.
    pub(crate) fn add(&mut self, sighting: Finding) {
        let key = (sighting.kind, sighting.place.id().to_owned());
        let there = self.by_place.entry(key).or_default();
        let known = there
            .iter()
            .find(|at| self.all[**at].is_same_sight(&sighting));
        if let Some(known) = known {
            if sighting.amendment.is_none() {
                self.all[*known].amendment = None;
            }
        } else {
            there.push(self.all.len());
            self.all.push(sighting);
        }
    }

    /// Groups equal findings, in the order found.
    pub(crate) fn grouped(self) -> Vec<Weakening> {
        let mut groups: Vec<(Finding, Vec<Subject>)> = Vec::new();
        let mut by_change: HashMap<(Weakness, String), Vec<usize>> = HashMap::new();
        let plain = |value: &Option<Value>| value.as_ref().map_or_else(String::new, Value::plain);
        for sighting in self.all {
            let place = sighting.place.clone();
            let change = format!("{} {}", plain(&sighting.from), plain(&sighting.to));
            let alike = by_change.entry((sighting.kind, change)).or_default();
            let group = alike.iter().find(|at| {
                let (one, _) = &groups[**at];
                one.is_alike(&sighting) && one.amendment == sighting.amendment
            });
            if let Some(group) = group {
                groups[*group].1.push(place);
            } else {
                alike.push(groups.len());
                groups.push((sighting, vec![place]));
            }
        }
        groups
            .into_iter()
            .map(|(one, places)| Weakening {
                kind: one.kind,
                places,
                field: one.field,
                unit: one.unit,
                from: one.from,
                to: one.to,
                amendment: one.amendment,
                in_one_commit: one.in_one_commit,
            })
            .collect()
    }
}
