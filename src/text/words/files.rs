use std::path::Path;

use crate::text::Note;

/// Why nothing is written to the place that `-o` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputRefusal {
    /// A plan, its log, or another file that duban reads.
    PlanFile,
    /// A file that git keeps or reads.
    GitFile,
    /// A device or a socket.
    Device,
    /// A folder.
    Folder,
    /// The folder that it would be in is not there.
    NoFolder,
    /// A link that leads nowhere.
    LinkToNothing,
    /// A named pipe that nobody reads.
    NobodyReads,
}

/// What a file lost when it was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Its group: the writer is no member of it.
    Group(String),
    /// Its access list.
    AccessList,
    /// Its other names (hard links), which still hold the old text.
    Links,
}

/// Why a folder of the user's own is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnfitFolder {
    /// It belongs to somebody else, or is no folder.
    NotOurs,
    /// Others may write to it.
    OthersWrite,
    /// It is a link.
    Link,
    /// The folder around it is somebody else's, or others may write to it.
    Shared,
}

/// What is said of files being written.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct FileWords {
    /// A file that was there has other contents now.
    pub replaced: fn(&Path) -> String,
    /// Some plans could not be read whole: the file was left as it was.
    pub not_whole: fn(&Path) -> String,
    pub no_output: fn(&Path, OutputRefusal) -> Note,
    pub lost: fn(&Path, &Lost) -> String,
    pub unfit: fn(UnfitFolder) -> &'static str,
    pub not_used: fn(&str) -> String,
    /// What helps with a slip in config.toml.
    pub config_syntax: &'static str,
    /// Deeds wait until config.toml says who one is.
    pub config_slip: fn(&Path) -> Note,
    /// No plan has the unit that config.toml names.
    pub config_unit: fn(&str, &Path) -> Note,
    /// Says it on the message line of the screen.
    pub config_slip_short: &'static str,
}
