use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::plan::Day;
use crate::store::{Fault, Problem, TextPlace, read_lossily};
use crate::text::{Lang, Note, Words};

/// Why git, or the remote, did not do what was asked. Nothing was changed then unless the variant says so.
#[derive(Debug)]
pub enum GitFault {
    /// There is no `git` program.
    NoGit,
    /// The folder lies in no repository.
    NotARepository(PathBuf),
    /// The repository around the folder has no work tree, or is one laid out inside the folder.
    Bare(PathBuf),
    /// The repository belongs to somebody else, and git refuses it (`safe.directory`).
    Dubious(PathBuf),
    /// The repository's own settings put its work tree elsewhere.
    OtherWorkTree(PathBuf),
    /// The path leads out of the folder of plans.
    Outside(String),
    /// No commit is called so.
    UnknownRevision(String),
    /// There is no commit of this day or before it.
    NothingYet(Day),
    /// There is no commit at all.
    Unborn,
    /// The clone has only a part of the history, and what was asked for is not in it.
    Shallow,
    /// An object is not in this clone, which has only a part of the files.
    MissingObject(String),
    /// An object that should be in the repository is not there, or is damaged.
    LostObject(String),
    /// The remote of a partial clone could not be asked for what it kept.
    NotFetched {
        /// Its name.
        remote: String,
        /// What git said.
        words: String,
    },
    /// A plan file that .gitignore names; its path from the repository's top.
    Ignored(String),
    /// A plan lies behind a link that git has not recorded yet; where it lies now.
    Relinked(String),
    /// A plan file that is there and cannot be read: what is wrong with it.
    Broken(Box<Problem>),
    /// A plan that was committed and cannot be read: it is not sent.
    NotSent(Box<Problem>),
    /// What would be committed beside plan files.
    OtherPaths(Vec<String>),
    /// A file that is not checked out, and stands on disk without what was committed of it.
    NotCheckedOut(String),
    /// Git took too long and was stopped.
    TimedOut(String),
    /// Git said more than any plan is long.
    TooMuch(String),
    /// A hook refused, with its words; of the remote or of this clone.
    HookRefused {
        /// Whether the remote's.
        remote: bool,
        /// What it said.
        words: String,
    },
    /// Git does not know who commits.
    NoIdentity,
    /// The commit could not be signed.
    NotSigned(String),
    /// The repository has no remote to exchange with, or several and none chosen.
    NoRemote(Vec<String>),
    /// The remote is not there, or not for us to see.
    RemoteGone {
        /// Its name.
        remote: String,
        /// What git said.
        words: String,
    },
    /// The remote wants to know who we are, and cannot ask.
    NoCredentials {
        /// Its name.
        remote: String,
        /// What git said.
        words: String,
    },
    /// We may read from the remote and not write to it.
    NotAllowed {
        /// Its name.
        remote: String,
        /// What git said.
        words: String,
    },
    /// The remote's host key is not known, or not what it was.
    UnknownHost(String),
    /// The remote cannot be reached.
    Offline {
        /// Its name.
        remote: String,
        /// What git said.
        words: String,
    },
    /// Both sides have commits the other has not, and the user's `pull.ff = only` forbids a merge.
    Diverged,
    /// The two histories have nothing in common.
    Unrelated,
    /// No branch is checked out.
    Detached,
    /// Something is half done: a merge, a rebase, a cherry-pick.
    HalfDone(&'static str),
    /// Git's index is held by another program.
    IndexLocked(PathBuf),
    /// Plans have changes that are not committed.
    Uncommitted(Vec<String>),
    /// Plan files are there no more, and nobody said that they are to go. Their paths in the folder of
    /// plans, and from the repository's top.
    Deleted(Vec<String>, Vec<String>),
    /// There is nothing to commit.
    NothingToCommit,
    /// Files in the way of what comes from the remote, not committed here.
    InTheWay(Vec<String>),
    /// Both sides changed plans differently: to be settled one by one. The plans, and how many places.
    Conflicts(Vec<(String, usize)>),
    /// Files that are no plan files were changed on both sides in ways that do not go together.
    OtherFiles(Vec<String>),
    /// A plan's file does not read as what it should be, on the side named.
    Unreadable {
        /// The file, from the repository's top.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The remote's version of a plan's file does not read as what it should be.
    UnreadableThere {
        /// The file, from the repository's top.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// Both versions of a log are laid out too differently to go entry by entry.
    LaidOutOtherwise(String),
    /// Somebody else was faster every time.
    AlwaysFaster(usize),
    /// What was chosen does not make a readable plan.
    BadChoice(String),
    /// The files have changed since they were looked at.
    Moved,
    /// Git refused in words we do not know.
    Said {
        /// The git command.
        command: String,
        /// What it said.
        words: String,
    },
    /// The operating system refused.
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// Its reason.
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
    /// Wraps the operating system's refusal with the path it was about.
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
            Self::OtherWorkTree(folder) => (git.other_work_tree)(folder),
            Self::Outside(path) => (git.outside)(path),
            Self::UnknownRevision(revision) => (git.unknown_revision)(revision),
            Self::NothingYet(day) => (git.nothing_yet)(&day.to_string()),
            Self::Unborn => (git.unborn)(),
            Self::Shallow => (git.shallow)(),
            Self::MissingObject(id) => (git.missing_object)(id),
            Self::LostObject(id) => (git.lost_object)(id),
            Self::NotFetched { remote, words } => (git.not_fetched)(remote, words),
            Self::Ignored(path) => (git.ignored)(path),
            Self::Relinked(path) => (git.relinked)(path),
            Self::Broken(problem) => {
                let flaw = (words.flaw)(&problem.flaw);
                (git.plan_broken)(&place_of(problem), &flaw)
            }
            Self::NotSent(problem) => {
                let flaw = (words.flaw)(&problem.flaw);
                (git.plan_not_sent)(&place_of(problem), &flaw)
            }
            Self::OtherPaths(paths) => (git.other_paths)(paths),
            Self::NotCheckedOut(path) => (git.not_checked_out)(path),
            Self::TimedOut(command) => (git.timed_out)(command),
            Self::TooMuch(command) => (git.too_much)(command),
            Self::HookRefused { remote, words } => (git.hook_refused)(*remote, words),
            Self::NoIdentity => (git.no_identity)(),
            Self::NotSigned(words) => (git.not_signed)(words),
            Self::NoRemote(known) => (git.no_remote)(known),
            Self::RemoteGone { remote, words } => (git.remote_gone)(remote, words),
            Self::NoCredentials { remote, words } => (git.no_credentials)(remote, words),
            Self::NotAllowed { remote, words } => (git.not_allowed)(remote, words),
            Self::UnknownHost(words) => (git.unknown_host)(words),
            Self::Offline { remote, words } => (git.offline)(remote, words),
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
            Self::Unreadable { path, why } => (git.unreadable)(path, why),
            Self::UnreadableThere { path, why } => (git.unreadable_there)(path, why),
            Self::LaidOutOtherwise(path) => (git.laid_out_otherwise)(path),
            Self::AlwaysFaster(tries) => (git.always_faster)(*tries),
            Self::BadChoice(why) => (git.bad_choice)(why),
            Self::Moved => (git.moved)(),
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

/// A problem's file, line and column.
fn place_of(problem: &Problem) -> String {
    let file = problem.file.display();
    let text = read_lossily(&problem.file).filter(|_| !problem.is_of_whole_file());
    match text.map(|text| TextPlace::of(&text, &problem.span)) {
        Some(place) => format!("{file}:{}:{}", place.line, place.column),
        None => file.to_string(),
    }
}
