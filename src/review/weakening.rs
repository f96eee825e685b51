//! A weakening with its subjects; findings, grouped into weakenings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::plan::Day;
use crate::text::{ChangedField, Weakness};

use crate::diff::difference::{Subject, Value};

/// A weakening in the new version, with all that it applies to.
#[derive(Clone, Debug, PartialEq)]
pub struct Weakening {
    /// The change, and the way in which it weakens.
    pub what: Weakened,
    /// The id of the amendment cited; the weakening is then listed under 依据文件.
    pub amendment: Option<String>,
    /// What it applies to.
    pub subjects: Vec<Subject>,
}

/// A way in which something is weaker.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Weakened {
    /// The kind.
    pub kind: Weakness,
    /// The field, if the kind does not imply it.
    pub field: Option<ChangedField>,
    /// The unit concerned.
    pub unit: Option<String>,
    /// The old value.
    pub from: Option<Value>,
    /// The new value.
    pub to: Option<Value>,
    /// Whether the entries came in one commit, whose author may represent several people (a squash).
    pub in_one_commit: bool,
    /// The person who recorded both entries, if they are of different units.
    pub one_author: Option<String>,
}

/// A weakening of one subject, before grouping.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    subject: Subject,
    what: Weakened,
    amendment: Option<String>,
}

impl Finding {
    pub(crate) fn new(kind: Weakness, subject: Subject) -> Self {
        Self {
            subject,
            what: Weakened {
                kind,
                field: None,
                unit: None,
                from: None,
                to: None,
                in_one_commit: false,
                one_author: None,
            },
            amendment: None,
        }
    }

    pub(crate) fn change(mut self, from: Option<Value>, to: Option<Value>) -> Self {
        self.what.from = from;
        self.what.to = to;
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
        self.what.field = Some(field);
        self
    }

    pub(crate) fn unit(mut self, unit: impl Into<String>) -> Self {
        self.what.unit = Some(unit.into());
        self
    }

    pub(crate) fn in_one_commit(mut self, is_so: bool) -> Self {
        self.what.in_one_commit = is_so;
        self
    }

    pub(crate) fn by_one_author(mut self, name: Option<&str>) -> Self {
        self.what.one_author = name.map(str::to_owned);
        self
    }

    pub(crate) fn cites(mut self, amendment: Option<&str>) -> Self {
        self.amendment = amendment.map(str::to_owned);
        self
    }
}

/// Findings as they are collected.
#[derive(Default)]
pub(crate) struct ReviewFindings {
    all: Vec<Finding>,
    known: HashMap<(Subject, Weakened), usize>,
}

impl ReviewFindings {
    /// Adds a finding. Seen on several days, it counts as without an amendment if one day lacks it.
    pub(crate) fn add(&mut self, finding: Finding) {
        match self
            .known
            .entry((finding.subject.clone(), finding.what.clone()))
        {
            Entry::Occupied(known) if finding.amendment.is_none() => {
                self.all[*known.get()].amendment = None;
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(new) => {
                new.insert(self.all.len());
                self.all.push(finding);
            }
        }
    }

    /// Groups equal findings, in the order found.
    pub(crate) fn grouped(self) -> Vec<Weakening> {
        let mut groups: Vec<Weakening> = Vec::new();
        let mut known = HashMap::new();
        for finding in self.all {
            let (what, amendment) = (finding.what, finding.amendment);
            let group = known.entry((what.clone(), amendment.clone()));
            let group = *group.or_insert_with(|| {
                groups.push(Weakening {
                    what,
                    amendment,
                    subjects: Vec::new(),
                });
                groups.len() - 1
            });
            groups[group].subjects.push(finding.subject);
        }
        groups
    }
}
