use crate::plan::{
    Baseline, Day, Entry, Former, MilestoneState, Number, Recurrence, Target, UnitKind, Window,
    show_number,
};
use crate::text::ChangedField;

/// What a difference is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// The plan as a whole.
    Plan,
    /// A stage.
    Phase {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A responsible unit.
    Unit(String),
    /// A plan-level number.
    Indicator {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A chapter or subsection.
    Section {
        /// Its id.
        id: String,
        /// Its number as printed.
        no: String,
        /// Its heading.
        title: String,
    },
    /// A numbered item.
    Action {
        /// Its id.
        id: String,
        /// Its heading.
        title: String,
    },
    /// A deliverable, or one occurrence of it.
    Milestone {
        /// The id inside the plan.
        id: String,
        /// What is owed, with its occurrence.
        label: String,
    },
    /// A later document.
    Amendment {
        /// Its id.
        id: String,
        /// Its title, or its number where it has none.
        title: String,
    },
}

impl Subject {
    /// Returns which sort of place: a key for JSON.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Phase { .. } => "phase",
            Self::Unit(_) => "unit",
            Self::Indicator { .. } => "indicator",
            Self::Section { .. } => "section",
            Self::Action { .. } => "action",
            Self::Milestone { .. } => "milestone",
            Self::Amendment { .. } => "amendment",
        }
    }

    /// Its id; a unit's is its name, the plan has none.
    pub fn id(&self) -> &str {
        match self {
            Self::Plan => "",
            Self::Unit(name) => name,
            Self::Phase { id, .. }
            | Self::Indicator { id, .. }
            | Self::Section { id, .. }
            | Self::Action { id, .. }
            | Self::Milestone { id, .. }
            | Self::Amendment { id, .. } => id,
        }
    }
}

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A day.
    Day(Day),
    /// A number.
    Number(Number),
    /// First and last day.
    Window(Window),
    /// Yes or no.
    Flag(bool),
    /// A number to reach.
    Target(Target),
    /// Where a number stood before.
    Baseline(Baseline),
    /// A rhythm.
    Recurrence(Recurrence),
    /// Names of units, phases, or aliases.
    Names(Vec<String>),
    /// Every unit (`members = "*"`).
    Everybody,
    /// Old names.
    Former(Vec<Former>),
    /// A sort of unit.
    Kind(UnitKind),
    /// An entry of a log.
    Entry(Box<Entry>),
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
    /// Its text in the plan's own terms, without words of ours; for JSON and for keys.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Number(number) => show_number(*number),
            Self::Window(window) => format!("{}..{}", window.start, window.end),
            Self::Flag(flag) => flag.to_string(),
            Self::Target(target) => {
                format!(
                    "{} {}{}",
                    target.op.key(),
                    show_number(target.value),
                    target.unit
                )
            }
            Self::Baseline(baseline) => show_number(baseline.value),
            Self::Recurrence(every) => every.key().to_owned(),
            Self::Names(names) => names.join(" "),
            Self::Everybody => "*".to_owned(),
            Self::Former(former) => former
                .iter()
                .map(|old| format!("{} {}", old.name, old.until))
                .collect::<Vec<_>>()
                .join(" "),
            Self::Kind(kind) => kind.key().to_owned(),
            Self::Entry(entry) => entry.source.clone(),
        }
    }
}

/// What happened to one log, with what it amounted to before and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogChange {
    /// Entries that are new.
    pub added: Vec<Entry>,
    /// Entries that now say something else: before and after.
    pub altered: Vec<(Entry, Entry)>,
    /// Entries that are gone.
    pub deleted: Vec<Entry>,
    /// The state before.
    pub before: MilestoneState,
    /// The state after.
    pub after: MilestoneState,
    /// The target's unit.
    pub unit: String,
    /// Every responsible unit reports its own.
    pub each: bool,
}

/// What differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// The same thing under another id.
    Renumbered {
        /// The old id.
        from: String,
    },
    /// The same thing under another name.
    Renamed {
        /// The old name.
        from: String,
    },
    /// Its words.
    Wording {
        /// Which.
        field: ChangedField,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// A value.
    Value {
        /// Which.
        field: ChangedField,
        /// Before; `None` where nothing was said.
        from: Option<Value>,
        /// After; `None` where nothing is said any more.
        to: Option<Value>,
    },
    /// A later document now stands behind it, with what it replaced or did.
    Amended {
        /// The document's id.
        by: String,
        /// Its title.
        title: String,
        /// Its number.
        number: Option<String>,
    },
    /// It is there, and cannot be read: nothing is known of what differs.
    Unreadable {
        /// Whether it is the version before.
        before: bool,
        /// Whether it is the log that cannot be read, or the plan itself.
        log: bool,
    },
    /// Its log.
    Log(Box<LogChange>),
    /// The others that change alike, named once.
    Shared {
        /// The ids of the items it is true of.
        items: Vec<String>,
        /// What it is.
        what: Box<What>,
    },
}

/// One thing that two versions of a plan say differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What it is about.
    pub place: Subject,
    /// What differs.
    pub what: What,
}

impl Difference {
    /// Returns whether it moves a commitment (plan.toml), not what was logged (progress.toml).
    pub fn is_of_commitment(&self) -> bool {
        !matches!(
            self.what,
            What::Log(_)
                | What::Value {
                    field: ChangedField::Since,
                    ..
                }
        )
    }

    /// Returns whether it is about this item: an action's or milestone's id, as one types it.
    pub fn is_about(&self, address: &crate::plan::Address) -> bool {
        let place = match &self.place {
            Subject::Action { id, .. } | Subject::Milestone { id, .. } => address.means(id),
            Subject::Indicator { id, .. } | Subject::Section { id, .. } => *id == address.path,
            Subject::Unit(name) => *name == address.path,
            _ => false,
        };
        place
            || matches!(&self.what, What::Shared { items, .. }
                if items.iter().any(|id| address.means(id)))
    }
}
