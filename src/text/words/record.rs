//! The words about deeds.

use std::path::Path;

use crate::plan::{Day, Moment};
use crate::text::Note;

/// Messages about deeds, for command line and screen alike.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct RecordWords {
    /// The day since which reporting began changed since it was shown.
    pub since_changed: fn(plan: &str) -> Note,
    /// A milestone changed since it was shown.
    pub changed: fn(&str) -> Note,
    /// A deed was recorded, but the message about it could not be printed.
    pub recorded_unsaid: fn(&str) -> String,
    /// A deed over several plans that `undo` will take back plan by plan.
    pub undone_plan_by_plan: &'static str,
    pub undone_without_since: &'static str,
    /// `undo` takes the day since which reporting began back, or leaves it.
    pub since_undone: fn(day: Day, was: Option<Day>) -> String,
    pub since_stays: fn(plan: &str, day: Day) -> String,
    /// The note of a deed over several plans cannot be written into their folder.
    pub no_batch_note: fn(folder: &Path, error: &std::io::Error) -> Note,
    /// Milestones that have the status already: the first one's id, and their number.
    pub marked_before: fn(first: &str, count: usize) -> String,
    /// Milestones that are finished or stopped and stay so: the first one's id, and their number.
    pub left_out: fn(first: &str, count: usize) -> String,
    /// A number with a plus where a total is asked for, of a command that takes increases or not.
    pub increase_for_total: fn(typed: &str, takes_increases: bool) -> Note,
    /// Nothing of an entry holds, or nothing of its status, since one of a later day does.
    pub later_entry_holds: fn(id: &str, later: Day, is_status_alone: bool) -> String,
    /// An entry says 已办结 of what was done on this day.
    pub done_before: fn(id: &str, day: Day) -> String,
    /// An entry is of a day after the as-of day.
    pub after_as_of: fn(day: Day, as_of: Day) -> String,
    /// The last entry is of this time, later than the clock.
    pub clock_behind: fn(Moment) -> String,
    /// The units that a deed on several milestones is recorded by, with counts.
    pub recorded_by: fn(&str) -> String,
    pub unit_count: fn(unit: &str, count: usize) -> String,
    pub nobody: &'static str,
    /// A number of entries was taken back.
    pub undone_count: fn(usize) -> String,
    /// A deed that the screen took back.
    pub taken_back: fn(&str) -> String,
    /// A deed that is already committed.
    pub cannot_undo_committed: &'static str,
    /// A deed on another day than today.
    pub recorded_as_of: fn(Day) -> String,
    pub nothing_ticked: &'static str,
    pub nothing_recorded: &'static str,
    /// The effect of `since`: how many lamps change.
    pub since_title: fn(day: Day, was: Option<Day>) -> String,
    pub since_change: fn(from: &str, to: &str, count: usize) -> String,
    pub since_no_change: &'static str,
    pub ticked: fn(usize) -> String,
    pub confirm_record: &'static str,
    /// An id without its plan, and plans that cannot be read may have it too.
    pub may_be_elsewhere: fn(id: &str, plans: &[String]) -> Note,
    /// Plans that cannot be read may have the last entry.
    pub undo_unsure: fn(&[String]) -> Note,
    /// The last deed is over these plans too, which cannot be read.
    pub undo_over_unread: fn(&[String]) -> Note,
    /// The items of a deed that are committed and so are not taken back.
    pub half_committed: fn(&[String]) -> String,
    /// The record of deeds over several plans cannot be read.
    pub deeds_unread: fn(&Path) -> Note,
    /// Only others recorded what is not committed.
    pub only_others_recorded: fn(names: &str) -> String,
    /// Who recorded an entry without a name.
    pub nameless: &'static str,
    /// The number of entries recorded from other machines over the same account.
    pub from_elsewhere: fn(count: usize, place: &str) -> String,
    /// A plan without the unit named by `--by`.
    pub unit_not_in_plan: fn(unit: &str, plan: &str) -> Note,
}
