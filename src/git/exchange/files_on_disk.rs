//! The files of conflicts on disk: read, and written once they are settled, all or none.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::conflicted_file::{ConflictedFile, Settle, open_conflicts};
use crate::git::GitFault;
use crate::store::{Lock, StagedFile, Workspace, read_plain, refuse_outside};
use crate::text::GitTrouble;

/// A file on disk; its bytes are `None` if there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileOnDisk {
    path: PathBuf,
    pub(super) bytes: Option<Vec<u8>>,
}

impl FileOnDisk {
    /// Reads a file.
    ///
    /// # Errors
    /// Fails if it is there and cannot be read.
    pub(super) fn read(path: &Path) -> Result<Self, GitFault> {
        let bytes = match read_plain(path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(GitFault::io(path)(error)),
        };
        Ok(Self {
            path: path.to_owned(),
            bytes,
        })
    }

    /// Returns the text, if there is one.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.as_deref()?).ok()
    }

    /// Fails if it leads out of the repository or has changed since it was read.
    fn check(&self) -> Result<(), GitFault> {
        refuse_outside(&self.path)?;
        if Self::read(&self.path)? == *self {
            Ok(())
        } else {
            Err(GitTrouble::Moved.into())
        }
    }

    fn remove(&self) -> Result<(), GitFault> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(GitFault::io(&self.path)(error))
            }
            _ => Ok(()),
        }
    }
}

/// Writes the settled files. Each is valid TOML afterwards, or unchanged.
///
/// # Errors
/// Fails if a conflict is left open ([`GitTrouble::Conflicts`]), a typed value is not valid, or a file has changed since
/// it was read. Then nothing is written.
pub fn settle_files(
    workspace: &Workspace,
    files: &[ConflictedFile],
    chosen: Settle<'_>,
) -> Result<(), GitFault> {
    let mut open = Vec::new();
    let mut settled = Vec::new();
    let mut folders = BTreeSet::new();
    for file in files {
        let (contents, left) = file.settled(chosen)?;
        if !left.is_empty() {
            open.push(open_conflicts(file.plan.clone(), &left));
        }
        settled.extend(file.on_disk.iter().zip(contents));
        folders.insert(workspace.folder.join(&file.plan));
    }
    if !open.is_empty() {
        return Err(GitTrouble::Conflicts(open).into());
    }
    // A plan that comes back has no folder yet that anybody else could write to.
    let existing = folders.iter().filter(|folder| folder.exists());
    let _locks = Lock::acquire_all(existing.map(PathBuf::as_path))?;
    for (file, _) in &settled {
        file.check()?;
    }
    let mut staged = Vec::new();
    for (file, contents) in &settled {
        if let Some(contents) = contents {
            let folder = file.path.parent().unwrap_or(&workspace.folder);
            fs::create_dir_all(folder).map_err(GitFault::io(folder))?;
            staged.push(StagedFile::new(&file.path, contents)?);
        }
    }
    for file in staged {
        file.put_in_place()?;
    }
    for (file, _) in settled.iter().filter(|(_, contents)| contents.is_none()) {
        file.remove()?;
    }
    for folder in folders {
        // A folder with nothing left in it goes with its plan.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}
