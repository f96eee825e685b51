//! Files that are gone from disk and not from git: beginning them anew would carry the loss to everybody.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::git::{GitFault, Repository};
use crate::merge::logs::entries_of;
use crate::store::{Fault, ISSUES_FILE, PlanFiles};

/// Refuses to begin a new progress.toml where the last commit has entries in it.
///
/// # Errors
/// Returns [`Fault::FileLost`], or [`Fault::NotKnownLost`] where git cannot be asked.
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
/// Returns [`Fault::FileLost`], or [`Fault::NotKnownLost`] where git cannot be asked.
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
    if !is_gone {
        return Ok(());
    }
    match in_head(files, file) {
        Ok(Some(bytes)) if says_something(&bytes) => Err(Fault::FileLost(file.to_owned())),
        Ok(_) | Err(GitFault::NotARepository(_)) => Ok(()),
        Err(_) => Err(Fault::NotKnownLost(file.to_owned())),
    }
}

/// Returns what HEAD has of a plan's file. Of one that the index hides `commit` says that it is not checked out.
fn in_head(files: &PlanFiles, file: &Path) -> Result<Option<Vec<u8>>, GitFault> {
    let (Some(workspace), Some(name)) = (files.folder.parent(), file.file_name()) else {
        return Ok(None);
    };
    let repository = Repository::of_plan(workspace, &files.id)?;
    let path = Path::new(&files.id).join(name);
    let Some(bytes) = repository.head_file(&path)? else {
        return Ok(None);
    };
    let place = repository.path_of(&path)?;
    let is_seen = repository.flagged_in_index(&[place])?.is_empty();
    Ok(is_seen.then_some(bytes))
}
