use crate::git::GitFault;
use crate::report::FormatFault;
use crate::store::{Fault, render_problem};
use crate::text::{Note, Words};

use super::output::message;

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
    /// 3: a file other than a plan could not be read.
    NotRead(Note),
    /// 3: a report exceeds its format.
    Format(FormatFault),
    /// 3: a returned sheet cannot be read.
    Sheet(Note),
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

impl Failure {
    /// Returns the exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Found => 1,
            Self::Usage(_) => 2,
            Self::Fault(fault) => match **fault {
                Fault::NoPlan { .. }
                | Fault::NoLog(_)
                | Fault::Refused { .. }
                | Fault::NoOutput { .. } => 2,
                _ => 3,
            },
            Self::Git(fault) => match **fault {
                GitFault::UnknownRevision(_) | GitFault::Outside(_) => 2,
                GitFault::Io { .. } | GitFault::Broken(_) | GitFault::NotSent(_) => 3,
                _ => 4,
            },
            Self::Unread
            | Self::Format(_)
            | Self::Sheet(_)
            | Self::NotRead(_)
            | Self::Output(_) => 3,
        }
    }

    /// Returns what happened in a sentence.
    pub(super) fn what(&self, words: &Words) -> String {
        match self {
            Self::Found | Self::Unread => String::new(),
            Self::Usage(note) | Self::Sheet(note) | Self::NotRead(note) => note.what.clone(),
            Self::Fault(fault) => fault.note(words).what,
            Self::Git(fault) => fault.note(words).map_or_else(String::new, |note| note.what),
            Self::Format(fault) => fault.to_string(),
            Self::Output(error) => error.to_string(),
        }
    }

    /// Prints the message.
    pub(super) fn report(&self, words: &Words) {
        match self {
            Self::Found | Self::Unread => {}
            Self::Usage(note) | Self::Sheet(note) | Self::NotRead(note) => say(note, words),
            Self::Fault(fault) => report_fault(fault, words),
            Self::Git(fault) => {
                if let Some(note) = fault.note(words) {
                    say(&note, words);
                }
            }
            Self::Format(fault) => {
                message(&format!("{}{}{fault}", words.error, words.history.colon));
            }
            Self::Output(error) => {
                message(&format!("{}{}{error}", words.error, words.history.colon));
            }
        }
    }
}

/// Prints a note as two lines: what it is, and what to do.
pub(super) fn say(note: &Note, words: &Words) {
    message(&format!(
        "{}{}{}",
        words.error, words.history.colon, note.what
    ));
    if !note.how.is_empty() {
        message(&format!(
            "{}{}{}",
            words.cli.hint, words.history.colon, note.how
        ));
    }
}

fn report_fault(fault: &Fault, words: &Words) {
    match fault {
        Fault::Broken { id, problems } => {
            for problem in problems.iter().filter(|problem| problem.is_error()) {
                message(&render_problem(problem, &problem.file, words));
            }
            say(&(words.cli.broken)(id), words);
        }
        Fault::NotWritable(problem) => message(&render_problem(problem, &problem.file, words)),
        other => say(&other.note(words), words),
    }
}
