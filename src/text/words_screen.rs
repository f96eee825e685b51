use crate::plan::{Day, Verdict};

/// What the screen says.
///
/// The names of commands are given by [`ScreenWords::command`]: a short one for the bottom line, a long one for the help
/// page and the palette.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ScreenWords {
    pub program: &'static str,
    /// Of the views 1 to 7.
    pub views: [&'static str; 7],
    pub command: fn(crate::text::ScreenCommand) -> (&'static str, &'static str),
    /// Why a milestone stands where it does, in a column of some 12.
    pub why: fn(&Verdict) -> String,
    /// Columns of that column.
    pub why_columns: u16,

    pub actions_of: fn(u32, u32) -> String,
    pub count: &'static str,
    pub red: &'static str,
    pub actions: &'static str,
    pub next_due: &'static str,
    pub plan_is_broken: &'static str,
    pub problems: fn(usize) -> String,
    pub begin_hint: &'static str,
    pub never_reported_items: fn(usize) -> String,

    pub groups: [&'static str; 5],
    pub waiting_days: fn(i64) -> String,
    pub nothing_urgent: &'static str,
    pub nothing_here: &'static str,
    pub nothing_found: &'static str,
    pub no_indicators: &'static str,
    pub no_reading: &'static str,
    pub latest: &'static str,
    /// What the signs of a plot mean.
    pub plot_legend: &'static str,
    pub gap: &'static str,
    pub met: &'static str,
    pub committed: fn(usize) -> String,
    pub committing: &'static str,
    pub commit_title: fn(usize) -> String,
    pub commit_message: &'static str,
    pub busy: &'static str,
    pub actor_title: &'static str,
    pub actor: &'static str,
    pub no_changes: &'static str,
    pub no_git: &'static str,
    pub commitment_mark: &'static str,
    pub commitments: &'static str,
    pub happened: &'static str,

    pub search: &'static str,
    pub searching: fn(&str) -> String,
    pub filtered: fn(&str) -> String,
    pub found: fn(usize) -> String,
    pub selected: fn(usize) -> String,
    pub role: &'static str,
    pub lead_only: &'static str,
    pub filter_title: &'static str,
    pub filter_help: &'static str,
    pub status_title: &'static str,
    pub help_title: fn(&str) -> String,
    pub help_end: &'static str,
    pub palette_title: &'static str,
    pub confirm_title: fn(usize) -> String,
    pub confirm_help: fn(usize) -> String,
    pub begin_title: fn(usize, usize) -> String,
    pub begin_help: &'static str,
    pub form_help: &'static str,
    pub draft_kept: &'static str,
    /// Said on a terminal without Chinese characters.
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

    pub done: fn(&str, usize) -> String,
    pub undone: fn(&str) -> String,
    pub redone: fn(&str) -> String,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub nothing_done: &'static str,
    pub nothing_to_begin: &'static str,
    pub finished_for_good: &'static str,
    pub taken_back_reason: &'static str,
    pub input_method: &'static str,
    pub changed_outside: &'static str,
    pub as_of_now: fn(Day) -> String,
    pub reloaded: &'static str,
    pub too_small: fn(u16, u16) -> String,
}
