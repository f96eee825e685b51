//! Reading of files with limits, and fingerprints of what they hold.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use encoding_rs::GBK;
use sha2::{Digest as _, Sha256};

use crate::text::Flaw;

use super::private_folder::open_at_once;
use crate::store::{Problem, find_conflict_marker};

/// The largest file in bytes that is read; no plan comes near it.
pub(crate) const LIMIT: u64 = 8 << 20;

/// A file as read.
#[derive(Clone, Debug)]
pub struct FileText {
    /// The path.
    pub path: PathBuf,
    /// The text, byte for byte.
    pub text: String,
}

impl FileText {
    /// Makes a file of a text, whether or not it is on disk.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// Returns the SHA-256 of bytes in lower-case hexadecimal, by which any release knows them again.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Returns a hash of a text, to recognize the same text while this program runs.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Returns whether nothing is at a path, not even a link. What we may not look at counts as there.
pub(crate) fn is_missing(path: &Path) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    fs::symlink_metadata(path).is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
}

/// Returns whether surely nothing is at a path. A link that leads nowhere counts as there, also in the place of a
/// folder above, and so does what we may not look at.
pub(crate) fn is_absent(path: &Path) -> bool {
    let is_not_found = |found: std::io::Result<fs::Metadata>| {
        found.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
    };
    let is_lost_link =
        |folder: &Path| fs::symlink_metadata(folder).is_ok() && is_not_found(fs::metadata(folder));
    let is_in_a_folder = || path.parent().is_some_and(|it| fs::metadata(it).is_ok());
    is_not_found(fs::symlink_metadata(path))
        && (is_in_a_folder() || !path.ancestors().skip(1).any(is_lost_link))
}

/// Reads a file of a workspace: a regular file of sensible size, in UTF-8, without conflict markers.
///
/// # Errors
/// Returns the problem with its position.
pub fn read_file(path: &Path) -> Result<FileText, Problem> {
    let flaw = |flaw| Problem::of_file(path, flaw);
    let unreadable = |error: std::io::Error| flaw(Flaw::unreadable(&error));
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(flaw(Flaw::NotAFile));
    }
    if meta.len() > LIMIT {
        return Err(flaw(Flaw::TooLarge {
            bytes: meta.len(),
            limit: LIMIT,
        }));
    }
    // The path may change between the check and the opening, and a pipe would block.
    let file = open_at_once(path, false).map_err(unreadable)?;
    if !file.metadata().is_ok_and(|meta| meta.is_file()) {
        return Err(flaw(Flaw::NotAFile));
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LIMIT {
        return Err(flaw(Flaw::TooLarge {
            bytes: bytes.len() as u64,
            limit: LIMIT,
        }));
    }
    file_of_bytes(path, bytes)
}

/// Refuses a text that would be too large to be read again.
///
/// # Errors
/// Returns the problem of the file.
pub(crate) fn within_limit(file: &FileText) -> Result<(), Problem> {
    let bytes = file.text.len() as u64;
    if bytes <= LIMIT {
        return Ok(());
    }
    let flaw = Flaw::TooLarge {
        bytes,
        limit: LIMIT,
    };
    Err(Problem::of_file(&file.path, flaw))
}

/// Reads a regular file of sensible size; pipes, devices and endless files are refused at once.
///
/// # Errors
/// Fails if it is not such a file or the operating system refuses.
pub fn read_plain(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::{Error, ErrorKind};
    let file = open_at_once(path, false)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::with_capacity(meta.len().min(LIMIT) as usize);
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Reads a regular file of sensible size, in UTF-8.
///
/// # Errors
/// Fails if it is not such a file or the operating system refuses.
pub fn read_plain_text(path: &Path) -> std::io::Result<String> {
    String::from_utf8(read_plain(path)?)
        .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
}

/// Returns the flaw of bytes that are not UTF-8, and the position of the first bad one.
pub(crate) fn not_utf8(error: &FromUtf8Error) -> (Range<usize>, Flaw) {
    let valid = error.utf8_error().valid_up_to();
    let is_cut = error.utf8_error().error_len().is_none() && valid > 0;
    let as_gbk = GBK.decode_without_bom_handling_and_without_replacement(error.as_bytes());
    let flaw = if is_cut {
        Flaw::CutShort
    } else {
        Flaw::NotUtf8 {
            looks_like_gbk: as_gbk.is_some(),
        }
    };
    (valid..valid, flaw)
}

/// Makes a file from bytes on disk or in git.
pub(crate) fn file_of_bytes(path: &Path, bytes: Vec<u8>) -> Result<FileText, Problem> {
    let problem = |at: Range<usize>, flaw| Problem {
        file: path.to_owned(),
        span: at,
        flaw,
    };
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(Problem::of_file(path, Flaw::LfsPointer));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let (span, flaw) = not_utf8(&error);
        problem(span, flaw)
    })?;
    let end = text.trim_end_matches('\0').len();
    if end < text.len() && end > 0 {
        return Err(problem(end..end, Flaw::CutShort));
    }
    if let Some(span) = find_conflict_marker(text.as_bytes()) {
        return Err(problem(span, Flaw::ConflictMarkers));
    }
    Ok(FileText::new(path, text))
}
