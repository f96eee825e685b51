//! How much of a file is read: a document is small, and what is much larger is a mistake or an attack.

use std::time::Duration;

use super::IntakeError;

/// The bytes of a file.
pub(crate) const FILE_BYTES: u64 = 64 << 20;

/// The bytes that one part of a packed file (.docx, .xlsx, .ods) may unpack to.
pub(crate) const PART_BYTES: u64 = if cfg!(test) { 2 << 20 } else { 128 << 20 };

/// The bytes that a whole packed file may unpack to.
pub(crate) const PACKAGE_BYTES: u64 = 2 * PART_BYTES;

/// The bytes of text that come out of a file.
pub(crate) const TEXT_BYTES: u64 = 48 << 20;

/// The paragraphs and rows that come out of a file.
pub(crate) const PASSAGES: usize = 1_000_000;

/// The columns of a table.
pub(crate) const COLUMNS: usize = 256;

/// The rows of a table.
pub(crate) const ROWS: usize = 100_000;

/// The cells of a table, merged ones counted as often as they are wide and high.
pub(crate) const CELLS: usize = 2_000_000;

/// How long a program that converts a file may run.
pub(crate) const TOOL_TIME: Duration = Duration::from_secs(120);

/// Refuses more paragraphs, rows or cells than the limit.
pub(crate) fn no_more(count: usize, limit: usize) -> Result<(), IntakeError> {
    if count > limit {
        return Err(IntakeError::TooMany { limit });
    }
    Ok(())
}

/// Refuses more bytes than the limit.
pub(crate) fn no_larger(bytes: usize, limit: u64) -> Result<(), IntakeError> {
    if bytes as u64 > limit {
        return Err(IntakeError::TooLarge { limit });
    }
    Ok(())
}
