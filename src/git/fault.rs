use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::plan::Day;
use crate::store::diagnostics::place_of;
use crate::store::{Fault, Problem};
use crate::text::{Lang, Note, OpenConflicts, RemoteTrouble, Words};

use super::CommitId;

/// The reason git or the remote refused or failed. Nothing was changed then unless the variant says so.
#[derive(Debug)]
pub enum GitFault {
    /// There is no `git` program.
    NoGit,
    /// The folder lies in no repository.
    NotARepository(PathBuf),
    /// The repository around the folder has no work tree, or is a bare one inside the folder.
    Bare(PathBuf),
    /// The repository belongs to somebody else, and git refuses it (`safe.directory`).
    Dubious(PathBuf),
    /// There is a `.git`, and git finds no repository in it.
    Damaged(PathBuf),
    /// The repository's own settings put its work tree elsewhere.
    OtherWorkTree(PathBuf),
    /// The path leads out of the folder of plans.
    Outside(String),
    /// A submodule's commit is not in this clone.
    CommitNotHere {
        /// The plan in it.
        plan: String,
        /// The submodule's path from the top.
        submodule: String,
        /// The commit.
        commit: String,
    },
    /// The plan lies in another repository, of which a revision of this one says nothing.
    OfAnotherRepository {
        /// The plan.
        plan: String,
        /// The other repository's top.
        top: PathBuf,
        /// The revision asked for.
        revision: String,
    },
    /// No commit has this name.
    UnknownRevision(String),
    /// There is no commit on this day or before it.
    NothingYet(Day),
    /// There is no commit at all.
    Unborn,
    /// The clone is shallow and lacks the requested part of the history.
    Shallow,
    /// The clone is partial and lacks an object.
    MissingObject(String),
    /// An object of the repository is missing or damaged.
    LostObject(String),
    /// A plan file is not committed, since git is told to ignore it.
    Ignored {
        /// Its path from the repository's top.
        path: String,
        /// The file that names it: a .gitignore, .git/info/exclude or one of the user's.
        by: String,
    },
    /// A plan lies behind a link that is not committed yet; its path now.
    Relinked(String),
    /// A plan file exists but cannot be read.
    Broken(Box<Problem>),
    /// A committed plan cannot be read, or a merge made errors in it: it is not sent.
    NotSent(Vec<Problem>),
    /// Files other than plan files would be committed.
    OtherPaths(Vec<String>),
    /// A file that is not checked out exists on disk without its committed content.
    NotCheckedOut(String),
    /// The path of a plan file whose committed contents a filter keeps from being read.
    Filtered(String),
    /// A plan of the last commit is not checked out (sparse checkout).
    PlanNotCheckedOut {
        /// The plan.
        id: String,
        /// Its folder from the repository's top.
        folder: String,
    },
    /// Git took too long and was stopped.
    TimedOut(String),
    /// Git printed more than any plan is long.
    TooMuch(String),
    /// A hook refused.
    HookRefused {
        /// Whether it is a hook of the remote, not of this clone.
        remote: bool,
        /// Git's own words.
        words: String,
    },
    /// Git does not know who commits.
    NoIdentity,
    /// The commit could not be signed.
    NotSigned(String),
    /// The repository has no remote, or several and none is chosen.
    NoRemote(Vec<String>),
    /// The remote has the branch no more that it was exchanged with.
    BranchGone {
        /// The remote.
        remote: String,
        /// The branch.
        branch: String,
        /// The branches that the remote has.
        there: Vec<String>,
    },
    /// The remote has commits of this clone no more: its history was rewritten, and a sync would send them again.
    TakenOut {
        /// The remote.
        remote: String,
        /// The branch.
        branch: String,
        /// The commits, newest first: id, author and subject.
        commits: Vec<String>,
    },
    /// The remote refuses or is not there.
    Remote {
        /// The trouble.
        trouble: RemoteTrouble,
        /// The remote's name.
        remote: String,
        /// Git's own words.
        words: String,
    },
    /// The branch follows another one of this clone: nothing would leave it.
    FollowsLocal {
        /// The branch.
        branch: String,
        /// The branch that it follows.
        there: String,
    },
    /// Git pushes the branch elsewhere than it is exchanged with.
    PushedElsewhere {
        /// The branch.
        branch: String,
        /// The remote and the branch there that it is exchanged with.
        upstream: String,
        /// Where git pushes it.
        pushed: String,
    },
    /// Both sides have commits that the other lacks, and the user's `pull.ff = only` forbids a merge.
    Diverged,
    /// The two histories have nothing in common.
    Unrelated,
    /// No branch is checked out.
    Detached,
    /// A merge, rebase or cherry-pick is not finished.
    HalfDone(&'static str),
    /// Another program holds the lock of git's index.
    IndexLocked(PathBuf),
    /// Plans have changes that are not committed.
    Uncommitted(Vec<String>),
    /// Plan files are gone, and nobody said that they are to be deleted. Their paths in the folder of
    /// plans, and from the repository's top.
    Deleted(Vec<String>, Vec<String>),
    /// There is nothing to commit.
    NothingToCommit,
    /// Uncommitted files are in the way of what comes from the remote.
    InTheWay(Vec<String>),
    /// Both sides changed plans differently.
    Conflicts(Vec<OpenConflicts>),
    /// Files other than plan files were changed on both sides and cannot be merged.
    OtherFiles(Vec<String>),
    /// Both sides gave one number to different bulletins of a plan.
    NumberTaken {
        /// The list of its bulletins, from the repository's top.
        path: String,
        /// The number.
        number: u32,
        /// The first number that neither side has given.
        next: u32,
    },
    /// Each side added another plan under one folder name.
    TwoPlans {
        /// The plan.toml, from the repository's top.
        path: String,
        /// Our title and theirs.
        titles: [String; 2],
    },
    /// Files with conflicts that only a person can settle.
    LeftByHand(Vec<String>),
    /// A plan's file cannot be read.
    Unreadable {
        /// The file, from the repository's top.
        path: String,
        /// The reason.
        why: String,
    },
    /// The remote's version of a plan's file cannot be read.
    UnreadableThere {
        /// The file, from the repository's top.
        path: String,
        /// The reason.
        why: String,
    },
    /// Both versions of a log are laid out too differently to be merged by entries.
    LaidOutOtherwise(String),
    /// Somebody else was faster at every try.
    AlwaysFaster(usize),
    /// The chosen values do not make a valid plan.
    BadChoice(String),
    /// The files have changed since they were read.
    Moved,
    /// A commit was made, but git's index has its files as they were before it.
    IndexBehind {
        /// The commit.
        commit: CommitId,
        /// The committed files, from the repository's top.
        paths: Vec<String>,
        /// The reason.
        why: Box<GitFault>,
    },
    /// Git refused for a reason we do not know.
    Said {
        /// The git command.
        command: String,
        /// Git's own words.
        words: String,
    },
    /// The operating system refused.
    Io {
        /// The path being read or written.
        path: PathBuf,
        /// The error.
        error: io::Error,
    },
    /// A plan could not be read or written.
    Store(Fault),
}

impl From<Fault> for GitFault {
    fn from(fault: Fault) -> Self {
        Self::Store(fault)
    }
}

impl GitFault {
    /// Returns a closure that wraps an I/O error with its path.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }

    /// Returns the message and the hint.
    pub fn note(&self, words: &Words) -> Note {
        let git = &words.git;
        match self {
            Self::NoGit => (git.no_git)(),
            Self::NotARepository(folder) => (git.not_a_repository)(folder),
            Self::Bare(folder) => (git.bare)(folder),
            Self::Dubious(folder) => (git.dubious)(folder),
            Self::Damaged(folder) => (git.damaged)(folder),
            Self::OtherWorkTree(folder) => (git.other_work_tree)(folder),
            Self::Outside(path) => (git.outside)(path),
            Self::CommitNotHere {
                plan,
                submodule,
                commit,
            } => (git.commit_not_here)(plan, submodule, commit.get(..8).unwrap_or(commit)),
            Self::OfAnotherRepository {
                plan,
                top,
                revision,
            } => (git.of_another_repository)(plan, top, revision),
            Self::UnknownRevision(revision) => (git.unknown_revision)(revision),
            Self::NothingYet(day) => (git.nothing_yet)(&day.to_string()),
            Self::Unborn => (git.unborn)(),
            Self::Shallow => (git.shallow)(),
            Self::MissingObject(id) => (git.missing_object)(id),
            Self::LostObject(id) => (git.lost_object)(id),
            Self::Ignored { path, by } => (git.ignored)(path, by),
            Self::Relinked(path) => (git.relinked)(path),
            Self::Broken(problem) => {
                let flaw = (words.flaw)(&problem.flaw);
                (git.plan_broken)(&place_of(problem), &flaw)
            }
            Self::NotSent(problems) => {
                const SHOWN: usize = 3;
                let first = &problems[..problems.len().min(SHOWN)];
                let flaws: Vec<Note> = first.iter().map(|it| (words.flaw)(&it.flaw)).collect();
                let places = first.iter().zip(&flaws);
                let what: Vec<String> = places
                    .map(|(it, flaw)| format!("{} {}", place_of(it), flaw.what))
                    .collect();
                let mut how: Vec<&str> = flaws.iter().map(|flaw| flaw.how.as_str()).collect();
                how.dedup();
                (git.plan_not_sent)(&what, problems.len() - first.len(), &how)
            }
            Self::OtherPaths(paths) => (git.other_paths)(paths),
            Self::NotCheckedOut(path) => (git.not_checked_out)(path),
            Self::Filtered(path) => (git.filtered)(path),
            Self::PlanNotCheckedOut { id, folder } => (git.plan_not_checked_out)(id, folder),
            Self::TimedOut(command) => (git.timed_out)(command),
            Self::TooMuch(command) => (git.too_much)(command),
            Self::HookRefused { remote, words } => (git.hook_refused)(*remote, words),
            Self::NoIdentity => (git.no_identity)(),
            Self::NotSigned(words) => (git.not_signed)(words),
            Self::NoRemote(known) => (git.no_remote)(known),
            Self::BranchGone {
                remote,
                branch,
                there,
            } => (git.branch_gone)(remote, branch, there),
            Self::TakenOut {
                remote,
                branch,
                commits,
            } => (git.taken_out)(remote, branch, commits),
            Self::Remote {
                trouble,
                remote,
                words,
            } => (git.remote)(*trouble, remote, words),
            Self::FollowsLocal { branch, there } => (git.follows_local)(branch, there),
            Self::PushedElsewhere {
                branch,
                upstream,
                pushed,
            } => (git.pushed_elsewhere)(branch, upstream, pushed),
            Self::Diverged => (git.diverged)(),
            Self::Unrelated => (git.unrelated)(),
            Self::Detached => (git.detached)(),
            Self::HalfDone(command) => (git.half_done)(command),
            Self::IndexLocked(path) => (git.index_locked)(path),
            Self::Uncommitted(plans) => (git.uncommitted)(plans),
            Self::Deleted(files, paths) => (git.deleted)(files, paths),
            Self::NothingToCommit => (git.nothing_to_commit)(),
            Self::InTheWay(paths) => (git.in_the_way)(paths),
            Self::Conflicts(plans) => (git.conflicts)(plans),
            Self::OtherFiles(paths) => (git.other_files)(paths),
            Self::NumberTaken { path, number, next } => (git.number_taken)(path, *number, *next),
            Self::TwoPlans { path, titles } => (git.two_plans)(path, titles),
            Self::LeftByHand(paths) => (git.left_by_hand)(paths),
            Self::Unreadable { path, why } => (git.unreadable)(path, why),
            Self::UnreadableThere { path, why } => (git.unreadable_there)(path, why),
            Self::LaidOutOtherwise(path) => (git.laid_out_otherwise)(path),
            Self::AlwaysFaster(tries) => (git.always_faster)(*tries),
            Self::BadChoice(why) => (git.bad_choice)(why),
            Self::Moved => (git.moved)(),
            Self::IndexBehind { commit, paths, why } => {
                (git.index_behind)(commit.short(), paths, &why.note(words).what)
            }
            Self::Said { command, words } => (git.said)(command, words),
            Self::Io { path, error } => (words.cli.io)(path, error),
            Self::Store(fault) => fault.note(words),
        }
    }
}

/// Shows the message in English, without the hint.
impl fmt::Display for GitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.note(Lang::En.words()).what)
    }
}

impl Error for GitFault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Store(fault) => fault.source(),
            _ => None,
        }
    }
}
