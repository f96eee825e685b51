//! The words of the command line.

use std::path::Path;

use crate::plan::{Day, Postponement, Withdrawn};
use crate::text::Note;

/// Messages of the command line.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct CliWords {
    // one line at the end of a list
    pub plans: fn(usize) -> String,
    pub items: fn(usize) -> String,
    pub items_shown: fn(shown: usize, found: usize) -> String,
    pub nothing_found: &'static str,
    pub nothing_overdue: &'static str,
    pub no_overdue_found: &'static str,
    /// An option that `list` takes and `overdue` does not.
    pub not_of_overdue: fn(option: &str) -> Note,
    /// `--json` of a command that has none.
    pub no_json: &'static str,
    pub plans_in_conflict: fn(usize) -> String,
    pub reading: fn(read: usize, all: usize) -> String,
    pub plans_not_read: fn(usize) -> String,
    pub plans_in_error: fn(usize) -> String,

    /// A variable of the environment that is not UTF-8.
    pub variable_not_text: fn(&str) -> Note,

    // deeds
    pub marked: fn(id: &str, status: &str) -> String,
    pub progress_noted: fn(&str) -> String,
    pub postponed: fn(id: &str, date: Day, Postponement) -> String,
    pub reading_noted: fn(id: &str, value: &str) -> String,
    /// That the reading or the reminders of a day were withdrawn.
    pub took_back: fn(id: &str, day: Day, what: &str) -> String,
    pub withdrawable: fn(Withdrawn) -> &'static str,
    pub only_reminders: fn(id: &str) -> Note,
    pub corrected: fn(&str) -> String,
    pub reminded: fn(id: &str, level: &str) -> String,
    pub correction: &'static str,
    pub undone: fn(id: &str, what: &str) -> String,
    pub would: fn(&str) -> String,
    pub nothing_to_undo: &'static str,

    // status, units, missing
    pub finished_of: fn(done: u32, of: u32) -> String,
    pub worst: &'static str,
    pub uncommitted: fn(usize) -> String,
    pub all_quiet: &'static str,
    pub plan_broken: fn(usize) -> String,
    pub unit: &'static str,
    pub no_entry_since: fn(Day) -> String,
    pub not_yet_reported: fn(missing: usize, of: usize) -> String,

    // check
    pub nothing_wrong: fn(usize) -> String,
    pub found_wrong: fn(errors: usize, warnings: usize) -> String,
    pub fixed: fn(plan: &str, what: &str) -> String,
    pub fix_created: &'static str,
    pub fix_added: fn(usize) -> String,
    pub fix_refreshed: fn(usize) -> String,
    pub fix_joined: fn(usize) -> String,
    pub fix_rewritten: fn(usize) -> String,
    /// Pieces of plan.toml written with characters that look like others.
    pub fix_lookalikes: fn(usize) -> String,

    // init, demo
    pub created: fn(&Path) -> String,
    /// The next steps: the file to write, and the folder of plans.
    pub start_next: fn(file: &Path, plans: &Path) -> String,
    /// A repository was made, or there is no git to make one.
    pub git_begun: &'static str,
    pub git_not_begun: fn(why: &str) -> String,
    /// The first page of a new repository of plans.
    pub workspace_readme: &'static str,
    /// The comments of the checks in src/cli/starters/, whose own language is English.
    pub check_comments: [&'static str; 5],
    /// Nothing is mended in plans that were only opened last.
    pub fix_needs_place: fn(&Path) -> Note,
    pub demo_made: &'static str,
    pub demo_next: fn(&Path) -> String,

    pub template_title: &'static str,
    pub template_comments: [&'static str; 5],
    pub template_examples: [&'static str; 4],
    pub not_there: &'static str,

    // what goes wrong
    pub no_workspace: fn(&Path) -> Note,
    pub no_folder: fn(&Path) -> Note,
    /// `meant`: the options that name what was meant.
    pub no_plans: fn(&Path, meant: Option<&str>) -> Note,
    pub no_plan: fn(id: &str, known: &[String]) -> Note,
    pub broken: fn(&str) -> Note,
    pub no_log: fn(&str) -> Note,
    pub gone: fn(&str) -> Note,
    pub locked: fn(&Path) -> Note,
    pub file_lost: fn(&Path) -> Note,
    pub not_known_lost: fn(&Path) -> Note,
    pub would_not_read: fn(&Path) -> Note,
    pub io: fn(path: &Path, error: &std::io::Error) -> Note,
    pub no_such_id: fn(id: &str, near: &[String]) -> Note,
    /// An amendment of a later day adds the id.
    pub not_yet_there: fn(id: &str, added: Day) -> Note,
    /// An amendment of this day ended the id.
    pub ended: fn(id: &str, day: Day) -> Note,
    /// The day of the amendment that ended something, in the list of all.
    pub ended_on: fn(Day) -> String,
    pub ended_count: fn(usize) -> String,
    pub is_an_indicator: fn(id: &str) -> Note,
    pub not_an_indicator: fn(id: &str, known: &[String]) -> Note,
    pub several_ids: fn(id: &str, found: &[String]) -> Note,
    pub may_be_in: fn(name: &str, plans: &[String]) -> Note,
    pub no_such_unit: fn(name: &str, near: &[String]) -> Note,
    pub several_units: fn(name: &str, found: &[String]) -> Note,
    pub blank_search: &'static str,
    pub no_such_phase: fn(id: &str, known: &[String]) -> Note,
    pub no_such_section: fn(id: &str, known: &[String]) -> Note,
    pub bad_date: fn(&str) -> Note,
    pub bad_choice: fn(option: &str, value: &str, allowed: &[&str]) -> Note,
    pub needs_plan: fn(&[String]) -> Note,
    pub not_in_the_past: &'static str,
    pub needs_terminal: &'static str,
    pub needs_ids: &'static str,
    pub exists: fn(&Path) -> Note,
    pub usage: fn(&str) -> Note,
    pub hint: &'static str,
}
