use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::plan::Refusal;
use crate::text::{Lang, Note, OutputRefusal, Words};

use super::Problem;

/// Why something on disk could not be done. Every one knows its path.
#[derive(Debug)]
pub enum Fault {
    /// No folder of plans was found, looking from here.
    NoWorkspace(PathBuf),
    /// The folder named is not there.
    NoFolder(PathBuf),
    /// The folder has no plan in it.
    NoPlans(PathBuf),
    /// No plan has this id.
    NoPlan {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The plan cannot be opened: what is wrong with its files.
    Broken {
        /// The plan's id.
        id: String,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The file has something that must be settled before anything is written to it.
    NotWritable(Problem),
    /// There is no log for this milestone or indicator in the plan.
    NoLog(String),
    /// The line to take out is not there as it was.
    Gone(String),
    /// The deed itself is not possible, on this milestone.
    Refused {
        /// The milestone.
        id: String,
        /// Why.
        refusal: Refusal,
    },
    /// The milestone stands otherwise than it was shown to who does the deed.
    Changed(String),
    /// Another program holds the plan for too long.
    Locked(PathBuf),
    /// A link leads out of the repository: what it leads to is read, and not written to.
    LeadsOutside {
        /// The path as it is known here.
        path: PathBuf,
        /// Where it leads; `None` where to nothing.
        to: Option<PathBuf>,
    },
    /// What was about to be written would not have said what was meant; nothing was written.
    WouldNotRead(PathBuf),
    /// Nothing may be written to the place that `-o` names.
    NoOutput {
        /// As it was named.
        path: PathBuf,
        /// What it is.
        why: OutputRefusal,
    },
    /// The operating system refused.
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// Its reason.
        error: io::Error,
    },
}

impl Fault {
    /// Wraps the operating system's refusal with the path it was about.
    pub fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }

    /// Returns what is said of it.
    pub fn note(&self, words: &Words) -> Note {
        let cli = &words.cli;
        match self {
            Self::NoWorkspace(start) => (cli.no_workspace)(start),
            Self::NoFolder(path) => (cli.no_folder)(path),
            Self::NoPlans(path) => (cli.no_plans)(path),
            Self::NoPlan { id, known } => (cli.no_plan)(id, known),
            Self::Broken { id, .. } => (cli.broken)(id),
            Self::NotWritable(problem) => (words.flaw)(&problem.flaw),
            Self::NoLog(id) => (cli.no_log)(id),
            Self::Gone(id) => (cli.gone)(id),
            Self::Refused { id, refusal } => {
                let note = (words.refusal)(refusal);
                Note {
                    what: format!("{id} {}", note.what),
                    how: note.how,
                }
            }
            Self::Changed(id) => (words.record.changed)(id),
            Self::Locked(path) => (cli.locked)(path),
            Self::LeadsOutside { path, to } => (words.git.leads_outside)(path, to.as_deref()),
            Self::WouldNotRead(path) => (cli.would_not_read)(path),
            Self::NoOutput { path, why } => (words.files.no_output)(path, *why),
            Self::Io { path, error } => (cli.io)(path, error),
        }
    }
}

/// Says the fault in English, without the hint.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.note(Lang::En.words()).what)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotWritable(problem) => Some(problem),
            Self::Broken { problems, .. } => problems.first().map(|it| it as _),
            Self::Refused { refusal, .. } => Some(refusal),
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
