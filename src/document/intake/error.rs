use std::fmt;
use std::io;

use super::FileFormat;

/// Why a file could not be read as a document.
#[derive(Debug)]
pub enum IntakeError {
    /// The operating system refused.
    Io(io::Error),
    /// Nothing in it, or nothing but blanks.
    Empty,
    /// The file, or what it unpacks to, is larger than any document.
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// A table has more cells, or the text more paragraphs, than any document.
    TooMany {
        /// The bound.
        limit: usize,
    },
    /// Protected by a password.
    Encrypted(FileFormat),
    /// Cut off or damaged.
    Damaged {
        /// What it seems to be.
        format: FileFormat,
        /// What the reader of that format said.
        why: String,
    },
    /// No text in any encoding we know.
    NotText,
    /// A picture, or pages that are pictures.
    Picture(FileFormat),
    /// A format that nothing here reads.
    Unknown(FileFormat),
    /// The program that reads this format is not installed.
    NoTool {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
    },
    /// The program that reads this format did not succeed.
    ToolFailed {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// What it said, or that it took too long.
        why: String,
    },
    /// The program that reads this format did not end in time and was stopped.
    ToolTooSlow {
        /// The format.
        format: FileFormat,
        /// The program.
        tool: &'static str,
        /// How long it was given.
        seconds: u64,
    },
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Empty => f.write_str("the file is empty"),
            Self::TooLarge { limit } => write!(f, "larger than {} MB", limit >> 20),
            Self::TooMany { limit } => write!(f, "more than {limit} paragraphs or cells"),
            Self::Encrypted(format) => write!(f, "{} is encrypted", format.name()),
            Self::Damaged { format, why } => write!(f, "{} is damaged: {why}", format.name()),
            Self::NotText => f.write_str("not a text"),
            Self::Picture(format) => write!(f, "{} holds pictures, no text", format.name()),
            Self::Unknown(format) => write!(f, "{} is not read", format.name()),
            Self::NoTool { format, tool } => write!(f, "{} needs {tool}", format.name()),
            Self::ToolFailed { format, tool, why } => {
                write!(f, "{tool} could not read {}: {why}", format.name())
            }
            Self::ToolTooSlow {
                format,
                tool,
                seconds,
            } => write!(f, "{tool} did not read {} in {seconds} s", format.name()),
        }
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for IntakeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
