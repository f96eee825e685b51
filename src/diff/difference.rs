//! A difference as a value: its subject and what changed.

use serde::Serialize;

use crate::plan::{
    Baseline, Day, Entry, Former, MilestoneState, Number, Recurrence, RefusedPostponements,
    Reporters, Reporting, Target, UnitKind, Window, keyed,
};
use crate::store::BulletinIssue;
use crate::text::ChangedField;

keyed! {
    /// A kind of subject.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum SubjectKind {
        /// The plan as a whole.
        Plan = "plan",
        /// A phase.
        Phase = "phase",
        /// A responsible unit.
        Unit = "unit",
        /// An indicator.
        Indicator = "indicator",
        /// A section.
        Section = "section",
        /// An action.
        Action = "action",
        /// A milestone, or one occurrence of it.
        Milestone = "milestone",
        /// An amendment.
        Amendment = "amendment",
    }
}

/// The subject of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Subject {
    /// The kind.
    pub kind: SubjectKind,
    /// The id; a unit's is its name, the plan's is empty.
    pub id: String,
    /// The name, the title, or a milestone's title with the occurrence.
    pub name: String,
    /// A section's number as printed.
    #[serde(skip)]
    pub no: Option<String>,
}

impl Subject {
    /// Makes the subject of an item.
    pub(crate) fn new(kind: SubjectKind, id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
            name: name.into(),
            no: None,
        }
    }

    /// Makes the subject of the plan as a whole.
    pub(crate) fn plan() -> Self {
        Self::new(SubjectKind::Plan, "", "")
    }

    /// Makes the subject of a unit.
    pub(crate) fn unit(name: &str) -> Self {
        Self::new(SubjectKind::Unit, name, name)
    }
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text.
    Text(String),
    /// A day.
    Day(Day),
    /// A number.
    Number(Number),
    /// First and last day.
    Window(Window),
    /// Yes or no.
    Flag(bool),
    /// A target.
    Target(Target),
    /// A baseline.
    Baseline(Baseline),
    /// A recurrence.
    Recurrence(Recurrence),
    /// The reporting rules, with the names of the units that are listed for them.
    Reporting(Reporting, Vec<String>),
    /// Names of units, phases, or aliases.
    Names(Vec<String>),
    /// Every unit (`members = "*"`).
    Everybody,
    /// Old names.
    Former(Vec<Former>),
    /// A kind of unit.
    Kind(UnitKind),
    /// An entry of a log.
    Entry(Box<Entry>),
    /// An issue of the bulletin.
    Issue(BulletinIssue),
}

macro_rules! value_from {
    ($($variant:ident($type:ty),)*) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        })*
    };
}

value_from! {
    Text(String),
    Day(Day),
    Number(Number),
    Window(Window),
    Flag(bool),
    Target(Target),
    Baseline(Baseline),
    Recurrence(Recurrence),
    Kind(UnitKind),
}

impl Value {
    /// Formats the value in the plan's own terms, independent of language, for JSON and keys.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Window(window) => format!("{}..{}", window.start, window.end),
            Self::Flag(flag) => flag.to_string(),
            Self::Target(target) => {
                format!("{} {}{}", target.op.key(), target.value, target.unit)
            }
            Self::Baseline(baseline) => match baseline.on {
                Some(on) => format!("{} {on}", baseline.value),
                None => baseline.value.to_string(),
            },
            Self::Recurrence(every) => every.key().to_owned(),
            Self::Reporting(rule, listed) => {
                let units = match rule.units {
                    Reporters::Lead => "lead".to_owned(),
                    Reporters::All => "all".to_owned(),
                    Reporters::Listed(_) => listed.join(" "),
                };
                format!("{} {} {units}", rule.every.key(), rule.due_day)
            }
            Self::Names(names) => names.join(" "),
            Self::Everybody => "*".to_owned(),
            Self::Former(former) => former
                .iter()
                .map(|old| format!("{} {}", old.name, old.until))
                .collect::<Vec<_>>()
                .join(" "),
            Self::Kind(kind) => kind.key().to_owned(),
            Self::Entry(entry) => entry.source.clone(),
            Self::Issue(issue) => format!("{} {}", issue.number, issue.on),
        }
    }
}

/// The changes of one log, with the states before and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogChange {
    /// Entries that are new.
    pub added: Vec<Entry>,
    /// Changed entries, before and after.
    pub altered: Vec<(Entry, Entry)>,
    /// Removed entries.
    pub deleted: Vec<Entry>,
    /// The state before.
    pub before: MilestoneState,
    /// The state after.
    pub after: MilestoneState,
    /// The target's unit of measure.
    pub unit: String,
    /// Whether every responsible unit reports its own part.
    pub each: bool,
    /// The postponements that the log refuses.
    pub refused: RefusedPostponements,
}

impl LogChange {
    /// Returns whether no entry is new, changed or removed.
    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.altered.is_empty() && self.deleted.is_empty()
    }
}

/// The kind of a difference.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The subject is new.
    Added,
    /// The subject is gone.
    Removed,
    /// The subject has a new id.
    Renumbered {
        /// The old id.
        from: String,
    },
    /// The subject has a new name.
    Renamed {
        /// The old name.
        from: String,
    },
    /// A text was reworded.
    Wording {
        /// The field.
        field: ChangedField,
        /// The old text.
        from: String,
        /// The new text.
        to: String,
    },
    /// A value changed.
    Value {
        /// The field.
        field: ChangedField,
        /// The old value, if any.
        from: Option<Value>,
        /// The new value, if any.
        to: Option<Value>,
    },
    /// An amendment is newly cited, with what it replaced, added or ended.
    Amended {
        /// The amendment's id.
        by: String,
        /// Its title.
        title: String,
        /// Its number.
        number: Option<String>,
    },
    /// A file exists but cannot be read, so that no differences are known.
    Unreadable {
        /// Whether the old version is meant, not the new one.
        before: bool,
        /// Whether progress.toml is meant, not plan.toml.
        log: bool,
    },
    /// The log changed.
    Log(Box<LogChange>),
    /// Several subjects changed alike, reported once.
    Shared {
        /// The ids of the actions concerned.
        items: Vec<String>,
        /// The shared difference.
        what: Box<What>,
    },
}

impl What {
    /// Returns the field that changed, if it is one.
    pub fn field(&self) -> Option<ChangedField> {
        match self {
            Self::Wording { field, .. } | Self::Value { field, .. } => Some(*field),
            Self::Shared { what, .. } => what.field(),
            _ => None,
        }
    }
}

/// One difference between two versions of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The subject.
    pub subject: Subject,
    /// The difference.
    pub what: What,
}

impl Difference {
    /// Returns whether it says that a version could not be read and was not compared.
    pub fn is_of_the_unreadable(&self) -> bool {
        matches!(self.what, What::Unreadable { .. })
    }

    /// Returns whether it changes a commitment (plan.toml), not records (progress.toml).
    pub fn is_of_commitment(&self) -> bool {
        !matches!(
            self.what,
            What::Log(_)
                | What::Value {
                    field: ChangedField::Since | ChangedField::Issue,
                    ..
                }
        )
    }

    /// Returns whether it concerns the typed id of an action or milestone.
    pub fn is_about(&self, address: &crate::plan::Address) -> bool {
        let id = &self.subject.id;
        let is_it = match self.subject.kind {
            SubjectKind::Action | SubjectKind::Milestone => address.means(id),
            SubjectKind::Indicator | SubjectKind::Section | SubjectKind::Unit => {
                *id == address.path
            }
            SubjectKind::Plan | SubjectKind::Phase | SubjectKind::Amendment => false,
        };
        is_it
            || matches!(&self.what, What::Shared { items, .. }
                if items.iter().any(|id| address.means(id)))
    }
}
