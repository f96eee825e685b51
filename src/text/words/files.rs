//! The words about files, and what can be wrong with them.

use std::path::Path;

use super::git::shell_word;
use crate::text::Note;

/// The reason nothing is written to the place named by `-o`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputRefusal {
    /// A plan, its log, or another file that duban reads.
    PlanFile,
    /// A file of git.
    GitFile,
    /// A device or a socket.
    Device,
    /// A folder.
    Folder,
    /// The containing folder does not exist.
    NoFolder,
    /// A dangling link.
    LinkToNothing,
    /// A named pipe without a reader.
    NobodyReads,
}

/// Returns the folder that is missing for a result, and the command that makes it.
pub(crate) fn missing_folder(path: &Path) -> (&Path, String) {
    let is_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    let folder = path.parent().filter(|_| !is_folder).unwrap_or(path);
    let option = if folder.as_os_str().as_encoded_bytes().starts_with(b"-") {
        "-- "
    } else {
        ""
    };
    (folder, format!("mkdir -p {option}{}", shell_word(folder)))
}

/// A property that a file lost when it was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The group, of which the writer is not a member.
    Group(String),
    /// Its access list.
    AccessList,
    /// Hard links, which still hold the old text.
    Links,
}

/// The reason a private folder is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnfitFolder {
    /// It belongs to another user, or is not a folder.
    NotOurs,
    /// Others may write to it.
    OthersWrite,
    /// It is a link.
    Link,
    /// The containing folder belongs to another user, or others may write to it.
    Shared,
}

/// Messages about written files.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct FileWords {
    /// An existing file was replaced.
    pub replaced: fn(&Path) -> String,
    /// The file was not written because some plans could not be read in full.
    pub not_whole: fn(&Path) -> String,
    pub written: fn(&Path) -> String,
    pub no_output: fn(path: &Path, why: OutputRefusal) -> Note,
    pub lost: fn(path: &Path, lost: &Lost) -> String,
    pub unfit: fn(UnfitFolder) -> &'static str,
    pub not_used: fn(&str) -> String,
    /// The remedy for a slip in config.toml.
    pub config_syntax: &'static str,
    /// Deeds are refused until config.toml identifies the user.
    pub config_slip: fn(&Path) -> Note,
    /// Deeds on a shared account are refused until somebody says who it is.
    pub shared_by_whom: fn(&Path) -> Note,
    /// A plan lacks the unit that config.toml names.
    pub config_unit: fn(unit: &str, file: &Path, plan: &str) -> Note,
    /// The same on the screen's message line.
    pub config_slip_short: &'static str,
}
