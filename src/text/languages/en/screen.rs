//! The screen and its keys

use crate::text::words::screen::ScreenWords;
use crate::text::{ScreenCommand, View};

use super::counted;
use super::standing::short_reason;

pub(super) const SCREEN: ScreenWords = ScreenWords {
    program: "duban",
    command,
    short_reason,
    why_columns: 13,
    actions_of: |lead, support| format!("leads {lead}  supports {support}"),
    count: "n",
    next_due: "next due",
    uncommitted_short: |n| format!("edits {n}"),
    plans_unread: |count| format!("{} unreadable", counted(count, "plan")),
    plan_is_broken: "this plan's files have errors; duban check shows where and how to correct them",
    plan_is_gone: "this plan is gone from its folder; if it was moved, open it where it is now: duban --plans DIR",
    in_conflict: "CONFLICT",
    in_conflict_hint: "an unsettled merge: {open} on the plan (view 1) shows both sides, duban resolve settles it",
    problems: |n| counted(n, "error"),
    begin_hint: "nothing reported yet: {begin} records past years, {as-of} shows another day",
    never_reported_items: |n| format!("{}, never reported on", counted(n, "milestone")),
    groups: [
        "Overdue, over the limit, far behind",
        "Due soon, behind, blocked, returned",
        "To accept (done, not closed)",
        "Postponements asked for",
        "Unreported",
        "Unit reports: missing or late",
    ],
    waiting_days: |n| format!("{n}d waiting"),
    nothing_urgent: "nothing needs attention",
    nothing_here: "choose a milestone first ({open} unfolds an action)",
    nothing_found: "no match; {clear-filter} clears filters and search",
    no_indicators: "this plan sets no numbers",
    no_reading: "none",
    latest: "latest",
    plot_legend: |is_paced| {
        if is_paced {
            "o reading  . pace  : as of"
        } else {
            "o reading  : as of"
        }
    },
    gap: "gap",
    met: "met",
    committed: |n| format!("{} made", counted(n, "commit")),
    committing: "committing",
    commit_then_sync: "commit, then sync (Enter goes on, Esc does neither)",
    commit_title: |n| {
        if n > 1 {
            format!("Commit: {n}, one for each actor")
        } else {
            "Commit".to_owned()
        }
    },
    commit_message: "message",
    busy: "git is busy; try again in a moment",
    actor_title: "Several people use this account: your name or post goes with what you record",
    actor: "recorded by",
    no_changes: "nothing uncommitted",
    no_git: "this folder is not in a git repository",
    no_git_thread: "git cannot run behind the screen now: use duban commit and duban sync",
    commitment_mark: "promise",
    search: "find",
    searching: |text| format!("find \"{text}\""),
    filtered: |text| format!("filter {text}"),
    not_here: "(not in this view)",
    found: |n| counted(n, "milestone"),
    deselected: |n| format!("{n} no longer selected: their ids are of others now"),
    selected: |n| format!("{n} selected"),
    role: "role",
    lead_only: "lead only",
    filter_title: "Filter",
    filter_help: "Space tick  Enter only this  F clear  Esc back",
    status_title: "Status",
    help_title: |view| format!("Help: {view}"),
    palette_title: "Commands",
    confirm_title: |n| format!("{n} cannot be marked:"),
    confirm_help: |n| format!("Mark the other {n}?"),
    begin_title: |chosen, n| {
        format!("Past years: tick what was done (each on its due day) {chosen}/{n}")
    },
    begin_help: "Space tick  a all  Tab next field  Enter record  Esc back",
    draft_kept: "draft kept; the same key brings it back",
    message_kept: "{commit} brings your message back",
    no_han: "this console cannot show Chinese; pinyin is shown instead",
    as_of_title: "As of another day; empty is today",
    as_of_field: "as of",
    date: "date",
    new_date: "new date",
    approved_by: "approved by (empty: a request)",
    by: "reported by",
    of: "of unit",
    since: "reporting here since",
    reading_title: "A reading of the indicator",
    done: |what, n| {
        if n > 1 {
            format!("{n} recorded: {what}; {{undo}} undoes")
        } else {
            format!("recorded: {what}; {{undo}} undoes")
        }
    },
    not_recorded: |first, count| format!("not recorded: {}", with_others(first, count)),
    undone: |what, count| format!("undone: {}; {{redo}} redoes it", with_others(what, count)),
    redone: |what, count| format!("redone: {}; {{undo}} undoes it", with_others(what, count)),
    nothing_to_undo: "nothing to undo",
    nothing_to_redo: "nothing to redo",
    nothing_done: "nothing recorded",
    nothing_to_begin: "everything that fell due is reported",
    finished_for_good: "{done} does not change closed or dropped milestones; {mark} chooses a status",
    taken_back_reason: "marked by mistake",
    input_method: "input method on? switch it off for command keys",
    changed_outside: "the files have changed on disk; reloaded",
    reloaded: "reloaded",
    too_small: |columns, rows| format!("{columns}x{rows} is too small; at least 40x12"),
};

/// Names the first of several.
fn with_others(what: &str, count: usize) -> String {
    match count {
        0 | 1 => what.to_owned(),
        _ => format!("{what} and {} more", count - 1),
    }
}

pub(super) fn command(command: ScreenCommand) -> (&'static str, &'static str) {
    match command {
        ScreenCommand::Down => ("down", "one row down"),
        ScreenCommand::Up => ("up", "one row up"),
        ScreenCommand::PageDown => ("page", "half a page down"),
        ScreenCommand::PageUp => ("page up", "half a page up"),
        ScreenCommand::First => ("top", "to the first row"),
        ScreenCommand::Last => ("end", "to the last row"),
        ScreenCommand::Left => ("left", "to the left"),
        ScreenCommand::Right => ("right", "to the right"),
        ScreenCommand::OtherPane => ("pane", "the other pane"),
        ScreenCommand::Open => ("open", "open, unfold or fold"),
        ScreenCommand::Back => ("back", "one step back: selection, filter, level"),
        ScreenCommand::ToggleDone => ("done", "mark as done; again: take it back"),
        ScreenCommand::Mark => ("mark", "choose a status"),
        ScreenCommand::Finish => ("Mark on", "mark as done with a day, a note and a value"),
        ScreenCommand::Progress => ("progress", "note progress: value, text, problem, next"),
        ScreenCommand::Postpone => ("delay", "ask for a postponement, or grant one"),
        ScreenCommand::Evidence => ("evidence", "add evidence"),
        ScreenCommand::Select => (
            "select",
            "select this milestone; a deed applies to all selected",
        ),
        ScreenCommand::SelectAll => ("all", "select all shown; again: none"),
        ScreenCommand::Undo => ("undo", "undo the last deed; again: the one before"),
        ScreenCommand::Redo => ("redo", "redo what was undone"),
        ScreenCommand::Search => ("find", "search as you type: Chinese, pinyin, initials, ids"),
        ScreenCommand::Filter => ("filter", "filter by standing, status, phase, section"),
        ScreenCommand::ClearFilter => ("clear", "clear filter and search"),
        ScreenCommand::AsOf => ("date", "as of another day"),
        ScreenCommand::Begin => ("begin", "record what is known of past years"),
        ScreenCommand::Report => (
            "report",
            "ledger, bulletin, reminder and others of what is shown",
        ),
        ScreenCommand::Remind => ("remind", "remind the unit under the cursor, and record it"),
        ScreenCommand::Sort => ("order", "another order: lamp, due date, number, unit"),
        ScreenCommand::NextRed => ("next red", "to the next red lamp"),
        ScreenCommand::PreviousRed => ("prior red", "to the previous red lamp"),
        ScreenCommand::NewPlan => ("new plan", "import a document or begin a blank plan"),
        ScreenCommand::Correct => ("correct", "correct the last entry"),
        ScreenCommand::Copy => ("yank", "copy the id, the row or the detail"),
        ScreenCommand::Edit => ("Edit", "open the file in the editor, at the line"),
        ScreenCommand::Zoom => ("zoom", "quarters, months, years"),
        ScreenCommand::Commit => ("commit", "commit to git"),
        ScreenCommand::Sync => ("sync", "exchange with the remote"),
        ScreenCommand::Palette => ("menu", "every command by name"),
        ScreenCommand::Help => ("help", "the keys of this view"),
        ScreenCommand::Reload => ("reload", "read the files again and repaint"),
        ScreenCommand::Quit => ("quit", "quit"),
        ScreenCommand::Suspend => ("suspend", "suspend (fg comes back)"),
        ScreenCommand::Show(View::Overview) => ("Plans", "overview of all plans"),
        ScreenCommand::Show(View::Units) => ("Units", "responsible units"),
        ScreenCommand::Show(View::Phases) => ("Phases", "phases"),
        ScreenCommand::Show(View::Alerts) => (
            "Alerts",
            "overdue, soon, to accept, postponements, unreported",
        ),
        ScreenCommand::Show(View::Indicators) => ("Numbers", "indicators and targets"),
        ScreenCommand::Show(View::Timeline) => ("Time", "timeline"),
        ScreenCommand::Show(View::Changes) => ("Changes", "what is not committed"),
    }
}
