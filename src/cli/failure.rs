//! How a command fails, and with which exit code.

use std::path::Path;

use crate::git::GitFault;
use crate::report::FormatFault;
use crate::store::{Fault, render_problem};
use crate::text::{GitTrouble, Note, Words};

use super::message;

/// The reason a command failed, with its exit code.
#[derive(Debug)]
pub(super) enum Failure {
    /// 1: something was found, or `check` has errors; already reported.
    Found,
    /// 2: wrong usage.
    Usage(Note),
    /// 3: data could not be read or written.
    Fault(Box<Fault>),
    /// 4: git or the remote failed; 2: unknown revision.
    Git(Box<GitFault>),
    /// 3: data could not be read; already reported.
    Unread,
    /// 3: a file other than a plan could not be read: a document, a returned sheet.
    NotRead(Note),
    /// 3: a report exceeds its format.
    Format(FormatFault),
    /// 3: the result could not be written.
    Output(std::io::Error),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl From<FormatFault> for Failure {
    fn from(fault: FormatFault) -> Self {
        Self::Format(fault)
    }
}

impl From<GitFault> for Failure {
    fn from(fault: GitFault) -> Self {
        match fault {
            GitFault::Store(fault) => fault.into(),
            other => Self::Git(Box::new(other)),
        }
    }
}

impl From<GitTrouble> for Failure {
    fn from(trouble: GitTrouble) -> Self {
        GitFault::from(trouble).into()
    }
}

impl Failure {
    /// Fails if a condition holds.
    pub(super) fn when(self, holds: bool) -> Result<(), Self> {
        if holds { Err(self) } else { Ok(()) }
    }

    /// Returns the fault of the files, if that is what failed.
    pub(super) fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// Returns the exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Found => 1,
            Self::Usage(_) => 2,
            Self::Fault(fault) => match **fault {
                Fault::NoPlan { .. }
                | Fault::NoLog(_)
                | Fault::Refused { .. }
                | Fault::BadPlanId(_)
                | Fault::PlanExists(_)
                | Fault::RecordExists(_)
                | Fault::NoOutput { .. } => 2,
                _ => 3,
            },
            Self::Git(fault) => match **fault {
                GitFault::Trouble(
                    GitTrouble::UnknownRevision(_)
                    | GitTrouble::OfAnotherRepository { .. }
                    | GitTrouble::Outside(_),
                ) => 2,
                GitFault::Io { .. }
                | GitFault::Broken(_)
                | GitFault::NotSent(_)
                | GitFault::Trouble(GitTrouble::PlanNotCheckedOut { .. }) => 3,
                _ => 4,
            },
            Self::Unread | Self::NotRead(_) | Self::Format(_) | Self::Output(_) => 3,
        }
    }

    /// Words the failure: what is wrong and what to do; `None` if it was reported already.
    pub(super) fn note(&self, words: &Words) -> Option<Note> {
        Some(match self {
            Self::Found | Self::Unread => return None,
            Self::Usage(note) | Self::NotRead(note) => on_one_line(note),
            Self::Fault(fault) => on_one_line(&fault.note(words)),
            Self::Git(fault) => fault.note(words),
            Self::Format(fault) => (words.report.command.does_not_fit)(fault.format, &fault.why),
            Self::Output(error) => (words.cli.io)(Path::new("stdout"), error),
        })
    }

    /// Prints the note, after the problems of the files that it is about.
    pub(super) fn report(&self, words: &Words) {
        if let Self::Fault(fault) = self {
            match &**fault {
                Fault::Broken { problems, .. } => {
                    for problem in problems.iter().filter(|problem| problem.is_error()) {
                        message(&render_problem(problem, &problem.file, words));
                    }
                }
                Fault::NotWritable(problem) => {
                    message(&render_problem(problem, &problem.file, words));
                    return;
                }
                _ => {}
            }
        }
        if let Some(note) = self.note(words) {
            say(&note, words);
        }
    }
}

/// Returns a note on what was typed with its line breaks as escapes, so that nothing typed looks like a message.
pub(super) fn on_one_line(note: &Note) -> Note {
    let escaped = |text: &str| text.replace('\r', "\\r").replace('\n', "\\n");
    Note::new(escaped(&note.what), escaped(&note.how))
}

/// Prints a note as two lines: what it is, and what to do.
pub(super) fn say(note: &Note, words: &Words) {
    message(&format!("{}{}{}", words.error, words.colon, note.what));
    if !note.how.is_empty() {
        message(&format!("{}{}{}", words.cli.hint, words.colon, note.how));
    }
}
