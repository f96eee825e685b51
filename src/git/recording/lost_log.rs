//! A log that is gone from disk and not from git: beginning a new one would carry the loss to everybody.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::git::Repository;
use crate::merge::logs::entries_of;
use crate::store::{Fault, PlanFiles};

/// Refuses to begin a new progress.toml where the last commit has entries in it.
///
/// # Errors
/// Returns [`Fault::LogLost`].
pub fn refuse_lost_log(files: &PlanFiles) -> Result<(), Fault> {
    let is_gone = match fs::metadata(&files.progress) {
        Ok(meta) => meta.len() == 0,
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if is_gone && is_in_head(files).unwrap_or(false) {
        return Err(Fault::LogLost(files.progress.clone()));
    }
    Ok(())
}

/// Returns whether HEAD has entries of a plan; `None` if git does not know.
fn is_in_head(files: &PlanFiles) -> Option<bool> {
    let repository = Repository::around(files.folder.parent()?).ok()?;
    let path = Path::new(&files.id).join("progress.toml");
    let bytes = repository.head_file(&path).ok()??;
    let mut logs = entries_of(std::str::from_utf8(&bytes).ok()?)?.into_values();
    // Of a file that the index hides `commit` says that it is not checked out.
    let place = repository.path_of(&path).ok()?;
    let is_seen = repository.flagged_in_index(&[place]).ok()?.is_empty();
    Some(is_seen && logs.any(|log| !log.is_empty()))
}
