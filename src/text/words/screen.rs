//! The words of the screen.

use crate::plan::Verdict;
use crate::text::{ScreenCommand, View};

/// Words of the screen.
///
/// [`ScreenWords::command`] names the commands: a short name for the bottom line, a long one for the
/// help page and the palette.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ScreenWords {
    pub program: &'static str,
    pub command: fn(ScreenCommand) -> (&'static str, &'static str),
    /// The reason of a standing, in a column of about 12.
    pub short_reason: fn(&Verdict) -> String,
    /// The width of that column.
    pub why_columns: u16,

    pub actions_of: fn(lead: u32, support: u32) -> String,
    pub count: &'static str,
    pub next_due: &'static str,
    /// The number of entries that are not committed, as short as it can be said.
    pub uncommitted_short: fn(usize) -> String,
    pub plan_is_broken: &'static str,
    pub plan_is_gone: &'static str,
    pub plans_unread: fn(usize) -> String,
    pub problems: fn(usize) -> String,
    pub in_conflict: &'static str,
    pub in_conflict_hint: &'static str,
    pub begin_hint: &'static str,
    pub never_reported_items: fn(usize) -> String,

    pub groups: [&'static str; 6],
    pub waiting_days: fn(i64) -> String,
    pub nothing_urgent: &'static str,
    pub nothing_here: &'static str,
    pub nothing_found: &'static str,
    pub no_indicators: &'static str,
    pub no_reading: &'static str,
    pub latest: &'static str,
    /// The legend of a plot's signs, with that of a pace where one is drawn.
    pub plot_legend: fn(is_paced: bool) -> &'static str,
    pub gap: &'static str,
    pub met: &'static str,
    pub committed: fn(usize) -> String,
    pub committing: &'static str,
    pub commit_then_sync: &'static str,
    pub commit_title: fn(usize) -> String,
    pub commit_message: &'static str,
    pub busy: &'static str,
    pub actor_title: &'static str,
    pub actor: &'static str,
    pub no_changes: &'static str,
    pub no_git: &'static str,
    pub no_git_thread: &'static str,
    pub commitment_mark: &'static str,

    pub search: &'static str,
    pub searching: fn(&str) -> String,
    pub filtered: fn(&str) -> String,
    /// Behind it in a view that it does not narrow.
    pub not_here: &'static str,
    pub found: fn(usize) -> String,
    /// So many selected milestones whose ids are of others now.
    pub deselected: fn(usize) -> String,
    pub selected: fn(usize) -> String,
    pub role: &'static str,
    pub lead_only: &'static str,
    pub filter_title: &'static str,
    pub filter_help: &'static str,
    pub status_title: &'static str,
    pub help_title: fn(&str) -> String,
    pub palette_title: &'static str,
    pub confirm_title: fn(usize) -> String,
    pub confirm_help: fn(usize) -> String,
    pub begin_title: fn(ticked: usize, all: usize) -> String,
    pub begin_help: &'static str,
    pub draft_kept: &'static str,
    /// Said after the reason why no commit was made.
    pub message_kept: &'static str,
    /// Shown on a terminal without Chinese characters.
    pub no_han: &'static str,

    pub as_of_title: &'static str,
    pub as_of_field: &'static str,
    pub date: &'static str,
    pub new_date: &'static str,
    pub approved_by: &'static str,
    pub by: &'static str,
    pub of: &'static str,
    pub since: &'static str,
    pub reading_title: &'static str,

    pub done: fn(what: &str, count: usize) -> String,
    /// Said behind what was recorded of what was not: the first one's id, and their number.
    pub not_recorded: fn(first: &str, count: usize) -> String,
    pub undone: fn(what: &str, count: usize) -> String,
    pub redone: fn(what: &str, count: usize) -> String,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub nothing_done: &'static str,
    pub nothing_to_begin: &'static str,
    pub finished_for_good: &'static str,
    pub taken_back_reason: &'static str,
    pub input_method: &'static str,
    pub changed_outside: &'static str,
    pub reloaded: &'static str,
    pub too_small: fn(columns: u16, rows: u16) -> String,
}

impl ScreenWords {
    /// Returns the name of a view.
    pub fn view(&self, view: View) -> &'static str {
        (self.command)(ScreenCommand::Show(view)).0
    }
}
