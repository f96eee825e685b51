//! What can go wrong with git; each language words it.

use std::path::PathBuf;

use crate::plan::Day;
use crate::text::Flaw;

/// The reason git or the remote refuses.
#[derive(Debug)]
pub enum GitTrouble {
    /// There is no `git` program.
    NoGit,
    /// The folder lies in no repository.
    NotARepository(PathBuf),
    /// A folder of plans is in no repository, but its plans are.
    EachElsewhere {
        /// The folder.
        folder: PathBuf,
        /// Its plans, each with its repository.
        plans: Vec<String>,
    },
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
        /// The commit, shortened.
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
    LeftAtRemote {
        /// The repository.
        folder: PathBuf,
        /// The remote that has it.
        remote: String,
    },
    /// An object of the repository is missing or damaged.
    LostObject(String),
    /// A plan file is not committed, since git is set to ignore it.
    Ignored {
        /// Its path from the repository's top.
        path: String,
        /// The file that names it: a .gitignore, .git/info/exclude or one of the user's.
        by: String,
    },
    /// A plan lies behind a link that is not committed yet; its path now.
    Relinked(String),
    /// A link to a plan is new, gone or leads elsewhere since the last commit; its path.
    LinkChanged(String),
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
    NoRemote {
        /// The branch to be exchanged.
        branch: String,
        /// The remotes, if there are several.
        known: Vec<String>,
    },
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
    /// Nor have they where the remote's has no plans: its host began it, with a README.
    BegunByHost {
        /// The remote.
        remote: String,
        /// Its branch.
        branch: String,
    },
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
    /// Each side moved a plan to another folder, at least one of them outside the folder of plans.
    MovedApart {
        /// Its folder before, from the repository's top.
        was: String,
        /// Our folder and theirs.
        folders: [String; 2],
    },
    /// Each side has another plan in one folder.
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
        /// The line, unless the whole file is meant.
        line: Option<usize>,
        /// The reason.
        flaw: Box<Flaw>,
    },
    /// The remote's version of a plan's file cannot be read.
    UnreadableThere {
        /// The file, from the repository's top.
        path: String,
        /// The line, unless the whole file is meant.
        line: Option<usize>,
        /// The reason.
        flaw: Box<Flaw>,
    },
    /// Both versions of a log are laid out too differently to be merged by entries.
    LaidOutOtherwise(String),
    /// Somebody else was faster at every try.
    AlwaysFaster(usize),
    /// The chosen values do not make a valid plan.
    BadChoice(String),
    /// The files have changed since they were read.
    Moved,
    /// Git refused for a reason we do not know.
    Said {
        /// The git command.
        command: String,
        /// Git's own words.
        words: String,
    },
}

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
