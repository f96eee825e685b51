//! Files that are gone from disk and not from git: beginning them anew would carry the loss to everybody.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::git::Repository;
use crate::merge::logs::entries_of;
use crate::store::{Fault, ISSUES_FILE, PlanFiles};

/// Refuses to begin a new progress.toml where the last commit has entries in it.
///
/// # Errors
/// Returns [`Fault::FileLost`].
pub fn refuse_lost_log(files: &PlanFiles) -> Result<(), Fault> {
    let has_entries = |bytes: &[u8]| {
        let logs = std::str::from_utf8(bytes).ok().and_then(entries_of);
        logs.is_some_and(|logs| logs.into_values().any(|log| !log.is_empty()))
    };
    refuse_lost(files, &files.progress, has_entries)
}

/// Refuses to count bulletins anew where the last commit has some.
///
/// # Errors
/// Returns [`Fault::FileLost`].
pub fn refuse_lost_issues(files: &PlanFiles) -> Result<(), Fault> {
    refuse_lost(files, &files.folder.join(ISSUES_FILE), |bytes| {
        !bytes.is_empty()
    })
}

fn refuse_lost(
    files: &PlanFiles,
    file: &Path,
    says_something: impl Fn(&[u8]) -> bool,
) -> Result<(), Fault> {
    let is_gone = match fs::metadata(file) {
        Ok(meta) => meta.len() == 0,
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if is_gone && in_head(files, file).is_some_and(|bytes| says_something(&bytes)) {
        return Err(Fault::FileLost(file.to_owned()));
    }
    Ok(())
}

/// Returns what HEAD has of a plan's file. Of one that the index hides `commit` says that it is not checked out.
fn in_head(files: &PlanFiles, file: &Path) -> Option<Vec<u8>> {
    let repository = Repository::around(files.folder.parent()?).ok()?;
    let path = Path::new(&files.id).join(file.file_name()?);
    let bytes = repository.head_file(&path).ok()??;
    let place = repository.path_of(&path).ok()?;
    let is_seen = repository.flagged_in_index(&[place]).ok()?.is_empty();
    is_seen.then_some(bytes)
}
