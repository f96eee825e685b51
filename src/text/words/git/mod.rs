//! The words about git: of commits, of `sync` and of `resolve`.

pub(crate) mod trouble;

use std::path::Path;

use crate::text::Note;

/// Messages about git and the remote.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct GitWords {
    pub index_behind: fn(commit: &str, paths: &[String], why: &str) -> Note,
    pub partly_recorded: fn(made: &[&str], why: &Note) -> Note,
    pub leads_outside: fn(path: &Path, to: Option<&Path>) -> Note,
    pub plan_broken: fn(place: &str, flaw: &Note) -> Note,
    /// Problems of committed plans, each with its place, the number of others, and the remedies.
    pub plan_not_sent: fn(what: &[String], more: usize, how: &[&str]) -> Note,
    pub on_no_branch: fn(&str) -> String,
    pub clock_behind: fn(&str) -> String,
    pub only_here: fn(&[String]) -> String,
    pub next_step: fn(&str) -> String,
    pub runs_there: fn(&Path) -> String,
    pub log_is_shallow: &'static str,
    /// Files that a new plan needs, beside its folder, are in no commit.
    pub not_committed: fn(&[String]) -> String,

    // messages of commits
    pub subject_entries: fn(plan: &str, count: usize, gist: &str) -> String,
    /// The subject of a commit that changes the plan and records entries.
    pub subject_both: fn(plan: &str, count: usize) -> String,
    pub subject_plan: fn(&str) -> String,
    pub subject_new: fn(&str) -> String,
    pub subject_several: fn(plans: usize, count: usize) -> String,
    pub folder_renamed: fn(from: &str, to: &str) -> String,
    /// A plan that lay in another folder of plans.
    pub folder_moved: fn(from: &str, to: &str) -> String,
    pub plan_deleted: &'static str,
    pub log_deleted: fn(usize) -> String,
    pub entries_removed: fn(usize) -> String,
    pub plan_lines: fn(usize) -> String,
    pub other_lines: &'static str,
    /// The list of bulletins (通报) that were issued differs.
    pub issues_changed: &'static str,
    pub issues_lost: fn(numbers: &[u32]) -> String,
    pub merged: fn(&str) -> String,
    pub settled: fn(usize) -> String,
    pub published: fn(usize) -> String,
}

/// Messages of `sync`.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct SyncWords {
    pub fetching: &'static str,
    pub merging: &'static str,
    pub pushing: &'static str,
    pub again: fn(usize) -> String,
    pub done: fn(received: usize, sent: usize) -> String,
    pub new_branch: fn(remote: &str, branch: &str) -> String,
}

/// Messages of `resolve`.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ResolveWords {
    pub nothing: &'static str,
    pub open: fn(usize) -> String,
    pub settled: fn(usize) -> String,
    pub ours: &'static str,
    pub theirs: &'static str,
    pub taken_out: &'static str,
    pub kept: fn(&str) -> String,
    pub whole_plan: &'static str,
    pub whole_item: &'static str,
    pub shared_id: &'static str,
    /// What each choice does with a shared id.
    pub shared_id_how: fn(id: &str, next: &str) -> String,
    pub ask: &'static str,
    /// A plan whose files are in conflict.
    pub title: fn(&str) -> String,
    /// A file with the number of conflicts to decide.
    pub places: fn(file: &str, count: usize) -> String,
    /// A file of which both sides are kept.
    pub both_kept: fn(&str) -> String,
    /// The changes of both sides to a plan.toml go together.
    pub both_changes_kept: fn(&str) -> String,
    pub whole_file: &'static str,
    pub nothing_new: &'static str,
    pub how: &'static str,
}

/// Returns the command that brings back a file as it was committed, wherever it is run.
pub(crate) fn checkout(file: &Path) -> String {
    let folder = shell_word(file.parent().unwrap_or(file));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    format!("git -C {folder} checkout --ignore-skip-worktree-bits HEAD -- {name}")
}

/// Joins the first of many, and says that there are more.
pub(crate) fn first_few(all: &[String], between: &str) -> String {
    const FEW: usize = 5;
    let more = if all.len() > FEW { " .." } else { "" };
    all[..all.len().min(FEW)].join(between) + more
}

/// Quotes a path for the shell, for the user to copy.
pub(crate) fn shell_word(path: impl AsRef<Path>) -> String {
    format!(
        "'{}'",
        path.as_ref().display().to_string().replace('\'', "'\\''")
    )
}

/// Returns paths from the repository's top as arguments of a git command, wherever it is run.
pub(crate) fn from_top(paths: &[String]) -> String {
    let paths = paths.iter().map(|path| shell_word(format!(":/{path}")));
    paths.collect::<Vec<_>>().join(" ")
}
