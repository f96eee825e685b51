use crate::plan::Day;
use crate::text::Note;

/// What is said about deeds, at every door.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct RecordWords {
    /// A milestone stands otherwise than it was shown.
    pub changed: fn(&str) -> Note,
    /// The deed was written and the message about it could not be printed.
    pub recorded_unsaid: fn(&str) -> String,
    /// A deed over several plans that `undo` will not know as one.
    pub falls_apart: &'static str,
    /// The last entry was made at this time, and the clock says less.
    pub clock_behind: fn(&str) -> String,
    /// For whom a deed on several milestones speaks: units with how many each.
    pub speaks_for: fn(&str) -> String,
    pub speaks_for_one: fn(&str, usize) -> String,
    pub nobody: &'static str,
    /// A number of entries was taken back.
    pub undone_count: fn(usize) -> String,
    /// What the screen took back.
    pub taken_back: fn(&str) -> String,
    /// A deed that is committed.
    pub committed: &'static str,
    /// A deed of another day than today.
    pub of_day: fn(Day) -> String,
    pub nothing_ticked: &'static str,
    /// What `since` does: how many lamps of which sort change.
    pub since_title: fn(Day) -> String,
    pub since_change: fn(&str, &str, usize) -> String,
    pub since_no_change: &'static str,
    pub ticked: fn(usize) -> String,
    pub yes_no: &'static str,
    /// An id without its plan, and plans that cannot be read may have it too.
    pub may_be_elsewhere: fn(&str, &[String]) -> Note,
    /// Plans that cannot be read may have the last entry.
    pub undo_unsure: fn(&[String]) -> Note,
    /// How many entries were recorded from other machines, over the same account.
    pub from_elsewhere: fn(usize, &str) -> String,
    /// The unit names leave out a plan: `--by` fits no unit of it.
    pub unit_not_in_plan: fn(&str, &str) -> Note,
}
