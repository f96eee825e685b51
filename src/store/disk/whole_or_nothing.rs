//! Folders that are made whole or not at all.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::store::{Fault, Lock};

/// Makes something in a folder, one program after another; if that fails, takes away the folders that it needed, or,
/// from a folder that was there before, the entries named. What was there before stays.
///
/// # Errors
/// Fails as `make` does, if the folder cannot be made, or if another program does not end.
pub fn whole_or_nothing<T, E: From<Fault>>(
    folder: &Path,
    entries: &[&str],
    make: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let made = make_missing(folder)?;
    let around = folder.parent().filter(|around| *around != Path::new(""));
    let _lock = Lock::acquire_as_it_is(around.unwrap_or(Path::new(".")))?;
    let is_missing = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    // Another program may have put something there while this one waited for the lock.
    let made = made.filter(|first| holds_nothing(first, folder));
    let new: Vec<PathBuf> = if let Some(first) = made {
        vec![first]
    } else {
        let paths = entries.iter().map(|entry| folder.join(entry));
        paths.filter(is_missing).collect()
    };
    make().inspect_err(|_| {
        for path in &new {
            // What cannot be taken away is named by the error of the next try.
            let _ = match fs::symlink_metadata(path) {
                Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
                Ok(_) => fs::remove_file(path),
                Err(error) => Err(error),
            };
        }
    })
}

/// Returns whether a folder holds nothing but the empty folder below it and those between.
fn holds_nothing(first: &Path, folder: &Path) -> bool {
    let count = |path| fs::read_dir(path).map_or(usize::MAX, Iterator::count);
    let around = folder.ancestors().skip(1);
    let mut between = around.take_while(|path| path.starts_with(first));
    count(folder) == 0 && between.all(|path| count(path) == 1)
}

/// Makes a folder and those around it; returns the outermost that this program made.
fn make_missing(folder: &Path) -> Result<Option<PathBuf>, Fault> {
    // The empty path, at which a relative one begins, is the working directory.
    let is_missing = |path: &&Path| *path != Path::new("") && fs::symlink_metadata(path).is_err();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let mut first = None;
    for path in missing.into_iter().rev() {
        match fs::create_dir(path) {
            Ok(()) => first = first.or(Some(path.to_owned())),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                if let Some(made) = &first {
                    let _ = fs::remove_dir_all(made);
                }
                return Err(Fault::io(path)(error));
            }
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_leaves_what_another_put_there_meanwhile() {
        let root = tempfile::TempDir::new().unwrap();
        let folder = root.path().join("plan");
        let held = Lock::acquire_as_it_is(root.path()).unwrap();
        std::thread::scope(|scope| {
            let late = scope.spawn(|| {
                whole_or_nothing(&folder, &["file"], || -> Result<(), Fault> {
                    Err(Fault::BadPlanId(String::new()))
                })
            });
            while !folder.exists() {
                std::thread::yield_now();
            }
            fs::write(folder.join("file"), "theirs").unwrap();
            drop(held);
            assert!(late.join().unwrap().is_err());
        });
        assert_eq!(fs::read_to_string(folder.join("file")).unwrap(), "theirs");
    }

    #[test]
    fn what_fails_leaves_what_was_there() {
        let why = || Fault::BadPlanId(String::new());
        let root = tempfile::TempDir::new().unwrap();
        let there = root.path().join("there");
        fs::create_dir_all(there.join("kept")).unwrap();
        let make = |folder: PathBuf, result: Result<(), Fault>| {
            whole_or_nothing(&folder, &["kept", "new", "file"], || {
                fs::create_dir_all(folder.join("new/deep")).unwrap();
                fs::write(folder.join("file"), "").unwrap();
                result
            })
        };
        let names = |folder: &Path| {
            let listing = fs::read_dir(folder).unwrap().flatten();
            let mut names: Vec<_> = listing.map(|entry| entry.file_name()).collect();
            names.sort();
            names
        };
        assert!(make(there.clone(), Err(why())).is_err());
        assert_eq!(names(&there), ["kept"]);
        assert!(make(root.path().join("a/b/c"), Err(why())).is_err());
        assert_eq!(names(root.path()), ["there"]);
        assert!(make(there.clone(), Ok(())).is_ok());
        assert_eq!(names(&there), ["file", "kept", "new"]);
        assert!(make(there.clone(), Err(why())).is_err());
        assert_eq!(names(&there), ["file", "kept", "new"]);
    }
}
