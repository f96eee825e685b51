//! Why plans could not be read or written.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::plan::Refusal;
use crate::text::{Lang, LetterNumber, Note, OutputRefusal, Words, shell_word};

use super::diagnostics::{note_of, place_of};
use super::{PlanFiles, Problem};

/// The reason an operation on disk failed, with its path.
#[derive(Debug)]
pub enum Fault {
    /// No folder of plans was found from this folder upwards.
    NoWorkspace(PathBuf),
    /// The named folder does not exist.
    NoFolder(PathBuf),
    /// The folder contains no plan.
    NoPlans(PathBuf),
    /// No plan has this id.
    NoPlan {
        /// The id asked for.
        id: String,
        /// The ids that exist.
        known: Vec<String>,
    },
    /// The plan cannot be opened.
    Broken {
        /// The plan's id.
        id: String,
        /// The problems of its files.
        problems: Vec<Problem>,
    },
    /// The file has a problem that must be settled before writing.
    NotWritable(Problem),
    /// The plan has no log for this milestone or indicator.
    NoLog(String),
    /// The entry to remove is no longer there.
    Gone(String),
    /// The rules refuse the deed.
    Refused {
        /// The milestone.
        id: String,
        /// The reason.
        refusal: Refusal,
    },
    /// The milestone changed since it was shown.
    Changed(String),
    /// The day since which reporting began in a plan changed since it was shown.
    SinceChanged(String),
    /// Another program kept the plan locked for too long.
    Locked(PathBuf),
    /// A link leads out of the repository; its target is read but never written.
    LeadsOutside {
        /// The path as given.
        path: PathBuf,
        /// The target, if it exists.
        to: Option<PathBuf>,
    },
    /// The new text would not have read back as meant; nothing was written.
    WouldNotRead(PathBuf),
    /// A file of a plan is gone from disk; the last commit has it.
    FileLost(PathBuf),
    /// A file of a plan is not there, and git cannot say whether the last commit has it.
    NotKnownLost(PathBuf),
    /// A bulletin of this number was issued before.
    IssueTaken(u32),
    /// A letter has this number already.
    LetterTaken(LetterNumber),
    /// The id of a new plan cannot be a folder's name.
    BadPlanId(String),
    /// The folder of a new plan exists.
    PlanExists(PlanFiles),
    /// The source record of a new plan exists.
    RecordExists(PathBuf),
    /// The place named by `-o` must not be written.
    NoOutput {
        /// The path as given.
        path: PathBuf,
        /// The reason.
        why: OutputRefusal,
    },
    /// The note of a deed over several plans cannot be written into their folder.
    NoBatchNote {
        /// The folder of plans.
        folder: PathBuf,
        /// The error.
        error: io::Error,
    },
    /// The operating system refused.
    Io {
        /// The path being read or written.
        path: PathBuf,
        /// The error.
        error: io::Error,
    },
}

impl Fault {
    /// Returns a closure that wraps an I/O error with its path.
    pub fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }

    /// Returns the message and the hint.
    pub fn note(&self, words: &Words) -> Note {
        let cli = &words.cli;
        match self {
            Self::NoWorkspace(start) => (cli.no_workspace)(start),
            Self::NoFolder(path) => (cli.no_folder)(path),
            Self::NoPlans(path) => (cli.no_plans)(path, plans_meant(path).as_deref()),
            Self::NoPlan { id, known } => (cli.no_plan)(id, known),
            Self::Broken { id, .. } => (cli.broken)(id),
            Self::NotWritable(problem) => {
                let note = note_of(problem, words);
                let place = place_of(problem);
                Note::new(format!("{place}{}{}", words.colon, note.what), note.how)
            }
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
            Self::SinceChanged(plan) => (words.record.since_changed)(plan),
            Self::Locked(path) => (cli.locked)(path),
            Self::LeadsOutside { path, to } => (words.git.leads_outside)(path, to.as_deref()),
            Self::WouldNotRead(path) => (cli.would_not_read)(path),
            Self::FileLost(path) => (cli.file_lost)(path),
            Self::NotKnownLost(path) => (cli.not_known_lost)(path),
            Self::IssueTaken(number) => (words.report.command.issue_taken)(*number),
            Self::LetterTaken(number) => (words.report.reminder.number_taken)(&number.words(words)),
            Self::BadPlanId(id) => (words.import.bad_id)(id),
            Self::PlanExists(files) => (words.import.exists)(&files.id, &files.folder),
            Self::RecordExists(path) => (words.import.record_exists)(path),
            Self::NoOutput { path, why } => (words.files.no_output)(path, *why),
            Self::NoBatchNote { folder, error } => (words.record.no_batch_note)(folder, error),
            Self::Io { path, error } => (cli.io)(path, error),
        }
    }
}

/// Returns the options that name the plans meant by a folder without any: those in its plans/, or the plan that it is.
fn plans_meant(path: &Path) -> Option<String> {
    let inside = path.join("plans");
    if inside.is_dir() {
        return Some(format!("--plans {}", shell_word(&inside)));
    }
    let folder = path.canonicalize().ok()?;
    let id = folder.file_name()?.to_str()?;
    let plans = shell_word(folder.parent()?);
    let is_plan = folder.join("plan.toml").is_file();
    is_plan.then(|| format!("--plans {plans} --plan {id}"))
}

/// Shows the message in English, without the hint.
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
            Self::Io { error, .. } | Self::NoBatchNote { error, .. } => Some(error),
            _ => None,
        }
    }
}
