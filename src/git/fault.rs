//! Why something with git failed.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::store::diagnostics::place_of;
use crate::store::{Fault, Problem};
use crate::text::{GitTrouble, Lang, Note, Words};

use super::CommitId;

/// The reason git or the remote refused or failed. Nothing was changed then unless the variant says so.
#[derive(Debug)]
pub enum GitFault {
    /// Git or the remote refuses.
    Trouble(GitTrouble),
    /// A plan file exists but cannot be read.
    Broken(Box<Problem>),
    /// A committed plan cannot be read, or a merge made errors in it: it is not sent.
    NotSent(Vec<Problem>),
    /// A commit was made, but git's index has its files as they were before it.
    IndexBehind {
        /// The commit.
        commit: CommitId,
        /// The committed files, from the repository's top.
        paths: Vec<String>,
        /// The reason.
        why: Box<GitFault>,
    },
    /// Only the first of several commits were made.
    PartlyRecorded {
        /// The commits that were made.
        made: Vec<CommitId>,
        /// Why the next one was not.
        why: Box<GitFault>,
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

impl From<GitTrouble> for GitFault {
    fn from(trouble: GitTrouble) -> Self {
        Self::Trouble(trouble)
    }
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

    /// Returns the fault of a commit that came after others.
    pub(crate) fn after(self, mut made: Vec<CommitId>) -> Self {
        match self {
            Self::PartlyRecorded { made: more, why } => {
                made.extend(more);
                Self::PartlyRecorded { made, why }
            }
            first if made.is_empty() => first,
            next => Self::PartlyRecorded {
                made,
                why: Box::new(next),
            },
        }
    }

    /// Returns the message and the hint.
    pub fn note(&self, words: &Words) -> Note {
        let git = &words.git;
        match self {
            Self::Trouble(trouble) => (words.git_trouble)(trouble),
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
            Self::IndexBehind { commit, paths, why } => {
                (git.index_behind)(commit.short(), paths, &why.note(words).what)
            }
            Self::PartlyRecorded { made, why } => {
                let made: Vec<&str> = made.iter().map(CommitId::short).collect();
                (git.partly_recorded)(&made, &why.note(words))
            }
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
