use std::path::Path;

use crate::text::Note;

/// The trouble with a remote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoteTrouble {
    /// It does not exist, or is hidden from us.
    Gone,
    /// It wants credentials, and nobody can be asked.
    NoCredentials,
    /// It may be read but not written.
    NotAllowed,
    /// Its host key is unknown or has changed.
    UnknownHost,
    /// It cannot be reached.
    Offline,
    /// It could not be asked for the missing objects of a partial clone.
    NotFetched,
}

/// The number of conflicts that are open in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenConflicts {
    /// The plan.
    pub plan: String,
    /// The number.
    pub count: usize,
    /// The ids among them that two different items have.
    pub shared_ids: Vec<SharedId>,
}

/// An id with the titles of the two items that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedId {
    /// The id, with its action's.
    pub id: String,
    /// Our and their title.
    pub titles: [String; 2],
}

/// Messages about git and the remote.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct GitWords {
    pub no_git: fn() -> Note,
    pub not_a_repository: fn(&Path) -> Note,
    pub bare: fn(&Path) -> Note,
    pub dubious: fn(&Path) -> Note,
    pub damaged: fn(&Path) -> Note,
    pub other_work_tree: fn(&Path) -> Note,
    pub outside: fn(&str) -> Note,
    pub commit_not_here: fn(plan: &str, submodule: &str, commit: &str) -> Note,
    pub of_another_repository: fn(plan: &str, top: &Path, revision: &str) -> Note,
    pub unknown_revision: fn(&str) -> Note,
    pub nothing_yet: fn(&str) -> Note,
    pub unborn: fn() -> Note,
    pub shallow: fn() -> Note,
    pub missing_object: fn(&str) -> Note,
    pub timed_out: fn(&str) -> Note,
    pub too_much: fn(&str) -> Note,
    pub hook_refused: fn(remote: bool, words: &str) -> Note,
    pub no_identity: fn() -> Note,
    pub not_signed: fn(&str) -> Note,
    pub no_remote: fn(&[String]) -> Note,
    pub branch_gone: fn(remote: &str, branch: &str, there: &[String]) -> Note,
    /// Commits that the remote has no more, newest first, each beginning with its id.
    pub taken_out: fn(remote: &str, branch: &str, commits: &[String]) -> Note,
    pub remote: fn(trouble: RemoteTrouble, remote: &str, words: &str) -> Note,
    pub diverged: fn() -> Note,
    pub unrelated: fn() -> Note,
    pub detached: fn() -> Note,
    pub follows_local: fn(branch: &str, there: &str) -> Note,
    pub pushed_elsewhere: fn(branch: &str, upstream: &str, pushed: &str) -> Note,
    pub half_done: fn(&str) -> Note,
    pub index_locked: fn(&Path) -> Note,
    pub uncommitted: fn(&[String]) -> Note,
    pub deleted: fn(files: &[String], paths: &[String]) -> Note,
    pub nothing_to_commit: fn() -> Note,
    pub in_the_way: fn(&[String]) -> Note,
    pub conflicts: fn(&[OpenConflicts]) -> Note,
    pub other_files: fn(&[String]) -> Note,
    pub number_taken: fn(&str, u32, u32) -> Note,
    /// A merge stopped at two plans that both sides added in one folder: the file, our title and theirs.
    pub two_plans: fn(path: &str, titles: &[String; 2]) -> Note,
    pub left_by_hand: fn(&[String]) -> Note,
    pub unreadable: fn(path: &str, why: &str) -> Note,
    pub unreadable_there: fn(path: &str, why: &str) -> Note,
    pub laid_out_otherwise: fn(&str) -> Note,
    pub always_faster: fn(usize) -> Note,
    pub bad_choice: fn(&str) -> Note,
    pub moved: fn() -> Note,
    pub index_behind: fn(commit: &str, paths: &[String], why: &str) -> Note,
    pub said: fn(command: &str, words: &str) -> Note,
    pub leads_outside: fn(path: &Path, to: Option<&Path>) -> Note,
    pub lost_object: fn(&str) -> Note,
    pub ignored: fn(path: &str, by: &str) -> Note,
    pub relinked: fn(&str) -> Note,
    pub plan_broken: fn(place: &str, flaw: &Note) -> Note,
    /// Problems of committed plans, each with its place, the number of others, and the remedies.
    pub plan_not_sent: fn(what: &[String], more: usize, how: &[&str]) -> Note,
    pub other_paths: fn(&[String]) -> Note,
    pub plan_not_checked_out: fn(id: &str, folder: &str) -> Note,
    pub not_checked_out: fn(&str) -> Note,
    /// A plan file that a filter keeps from being read in a commit.
    pub filtered: fn(path: &str) -> Note,
    pub on_no_branch: fn(&str) -> String,
    pub clock_behind: fn(&str) -> String,
    pub only_here: fn(&[String]) -> String,
    pub next_step: fn(&str) -> String,
    pub log_is_shallow: &'static str,
    /// Files that a new plan needs, beside its folder, are in no commit.
    pub not_committed: fn(&[String]) -> String,

    // messages of commits
    pub subject_entries: fn(plan: &str, count: usize, gist: &str) -> String,
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

/// Returns the command that brings back a file as it was committed, wherever it is run.
pub(crate) fn checkout(file: &std::path::Path) -> String {
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
pub(crate) fn shell_word(path: &std::path::Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}
