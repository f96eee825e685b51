//! The lock on a folder, and what stopped runs left in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::write::TEMPORARY;
use crate::store::Fault;

/// The longest wait for a lock; a write takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// An exclusive lock on a plan's folder, released on drop and by the operating system after a crash.
#[derive(Debug)]
pub struct Lock {
    _held: File,
}

impl Lock {
    /// Waits for the lock, for at most ten seconds.
    ///
    /// # Errors
    /// Fails if another program keeps the lock or the folder cannot be opened.
    pub fn acquire(folder: &Path) -> Result<Self, Fault> {
        let lock = Self::acquire_as_it_is(folder)?;
        sweep(folder);
        Ok(lock)
    }

    /// Locks several folders, always in the order of their names: two programs never wait for each other.
    ///
    /// # Errors
    /// As in [`Self::acquire`].
    pub(crate) fn acquire_all<'f>(
        folders: impl Iterator<Item = &'f Path>,
    ) -> Result<Vec<Self>, Fault> {
        let mut folders: Vec<&Path> = folders.collect();
        folders.sort_unstable();
        folders.into_iter().map(Self::acquire).collect()
    }

    /// Waits for the folder as [`Self::acquire`] does, but does not remove what a stopped run left there.
    pub(crate) fn acquire_as_it_is(folder: &Path) -> Result<Self, Fault> {
        let (file, path) = open_lock(folder)?;
        match file.try_lock() {
            Ok(()) => return Ok(Self { _held: file }),
            Err(fs::TryLockError::WouldBlock) => {}
            Err(fs::TryLockError::Error(error)) => return Err(Fault::io(&path)(error)),
        }
        // The system serves those who wait in turn; a run that only tried now and then might never get the lock.
        let (sender, locked) = mpsc::channel();
        std::thread::spawn(move || {
            let waited = loop {
                match file.lock() {
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    waited => break waited,
                }
            };
            // Where nobody waits any more, the lock goes with what was not sent.
            let _ = sender.send(waited.map(|()| file));
        });
        match locked.recv_timeout(PATIENCE) {
            Ok(Ok(file)) => Ok(Self { _held: file }),
            Ok(Err(error)) => Err(Fault::io(&path)(error)),
            Err(_) => Err(Fault::Locked(path)),
        }
    }
}

/// Locks the folder itself, which leaves no lock file and is not affected by renames over the files.
#[cfg(unix)]
fn open_lock(folder: &Path) -> Result<(File, PathBuf), Fault> {
    File::open(folder)
        .map(|file| (file, folder.to_owned()))
        .map_err(Fault::io(folder))
}

#[cfg(not(unix))]
fn open_lock(folder: &Path) -> Result<(File, PathBuf), Fault> {
    let path = folder.join(".lock");
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Fault::io(&path))?;
    Ok((file, path))
}

/// Returns whether a file that nobody holds is old enough to have been left behind.
pub(crate) fn is_left_behind(file: &File) -> bool {
    let modified = file.metadata().and_then(|meta| meta.modified());
    let age = modified.ok().and_then(|it| it.elapsed().ok());
    age.is_some_and(|age| age >= LEFT_BEHIND)
}

/// The age from which an unlocked temporary file counts as abandoned.
const LEFT_BEHIND: Duration = Duration::from_secs(10);

/// Removes temporary files that a killed run left in the folder.
fn sweep(folder: &Path) {
    let Ok(listing) = fs::read_dir(folder) else {
        return;
    };
    for entry in listing.flatten() {
        let name = entry.file_name();
        let is_ours = name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes());
        // A pipe of that name would keep us waiting when it is opened.
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let is_free = |file: File| is_left_behind(&file) && file.try_lock().is_ok();
        if File::open(entry.path()).is_ok_and(is_free) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_behind_is_swept_and_nothing_else() {
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        let long_ago = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        for name in [".duban-old", ".duban-held", ".duban-young", ".other"] {
            let file = File::create(at(name)).unwrap();
            if name != ".duban-young" {
                file.set_modified(long_ago).unwrap();
            }
        }
        let held = File::open(at(".duban-held")).unwrap();
        held.try_lock().unwrap();
        drop(Lock::acquire(root.path()).unwrap());
        for (name, is_there) in [
            (".duban-old", false),
            (".duban-held", true),
            (".duban-young", true),
            (".other", true),
        ] {
            assert_eq!(at(name).exists(), is_there, "{name}");
        }
    }
}
