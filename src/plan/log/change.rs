use crate::plan::{Day, Entry, Log};

/// One thing done to one plan's progress: made once, used by every door, written as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The plan's id.
    pub plan: String,
    /// What it does; a mark on many milestones has many parts.
    pub parts: Vec<Part>,
}

/// A part of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Adds an entry to a log.
    Append(Log, Entry),
    /// Takes out the entry of a log that reads exactly like this one; only ever one that is not yet committed.
    Remove(Log, Entry),
    /// Says since when reporting happens here.
    Since(Day),
}

impl Change {
    /// One entry, in one log.
    pub fn append(plan: impl Into<String>, log: Log, entry: Entry) -> Self {
        Self {
            plan: plan.into(),
            parts: vec![Part::Append(log, entry)],
        }
    }

    /// The logs it touches.
    pub fn logs(&self) -> impl Iterator<Item = &Log> {
        self.parts.iter().filter_map(|part| match part {
            Part::Append(log, _) | Part::Remove(log, _) => Some(log),
            Part::Since(_) => None,
        })
    }
}
