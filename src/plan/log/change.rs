//! What a deed does to one plan.

use crate::plan::{Day, Entry, Log};

/// An edit of one plan's progress, written as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The plan's id.
    pub plan: String,
    /// The parts; a mark on many milestones has many.
    pub parts: Vec<Part>,
}

/// A change of the day reporting began; `None` where none is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SinceChange {
    /// The day before.
    pub was: Option<Day>,
    /// The new day.
    pub day: Option<Day>,
}

impl SinceChange {
    /// Returns the change back.
    #[must_use]
    pub fn back(self) -> Self {
        Self {
            was: self.day,
            day: self.was,
        }
    }
}

/// A part of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Adds an entry to a log.
    Append(Log, Entry),
    /// Removes the entry that reads exactly like this one; used only before it is committed.
    Remove(Log, Entry),
    /// Sets the day reporting began.
    Since(SinceChange),
}
