//! The hints of the sample that are left.

use std::path::Path;

use crate::store::disk::file::is_absent;
use crate::store::{Fault, Problem, read_file, replace_file};

/// The hints of the sample that were not followed yet, beside plans/: a name of a command in every line.
pub const HINTS_FILE: &str = ".duban-hints";

/// Reads the hints that are left in the folder that contains plans/; a missing file has none.
///
/// # Errors
/// Fails if there is a file that cannot be read.
pub fn read_hints(parent: &Path) -> Result<Vec<String>, Problem> {
    let file = parent.join(HINTS_FILE);
    if is_absent(&file) {
        return Ok(Vec::new());
    }
    let text = read_file(&file)?;
    Ok(text.text.lines().map(str::to_owned).collect())
}

/// Writes the hints that are left; without any the file goes.
///
/// # Errors
/// Fails if the file cannot be written or removed.
pub fn write_hints(parent: &Path, left: &[&str]) -> Result<(), Fault> {
    let file = parent.join(HINTS_FILE);
    if left.is_empty() {
        return std::fs::remove_file(&file).map_err(Fault::io(&file));
    }
    let text = left.join("\n") + "\n";
    replace_file(&file, text.as_bytes())?;
    Ok(())
}
