//! Folders that are made whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

/// Makes something in a folder; if that fails, takes away the folders that it needed, or, from a folder that was there
/// before, the entries named. What was there before stays.
///
/// # Errors
/// Fails as `make` does.
pub fn whole_or_nothing<T, E>(
    folder: &Path,
    entries: &[&str],
    make: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    // The empty path, at which a relative one begins, is the working directory.
    let is_missing = |path: &Path| path != Path::new("") && fs::symlink_metadata(path).is_err();
    let missing = folder.ancestors().take_while(|around| is_missing(around));
    let new: Vec<PathBuf> = if let Some(first) = missing.last() {
        vec![first.to_owned()]
    } else {
        let paths = entries.iter().map(|entry| folder.join(entry));
        paths.filter(|path| is_missing(path)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_leaves_what_was_there() {
        let root = tempfile::TempDir::new().unwrap();
        let there = root.path().join("there");
        fs::create_dir_all(there.join("kept")).unwrap();
        let make = |folder: PathBuf, result: Result<(), ()>| {
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
        assert!(make(there.clone(), Err(())).is_err());
        assert_eq!(names(&there), ["kept"]);
        assert!(make(root.path().join("a/b/c"), Err(())).is_err());
        assert_eq!(names(root.path()), ["there"]);
        assert!(make(there.clone(), Ok(())).is_ok());
        assert_eq!(names(&there), ["file", "kept", "new"]);
        assert!(make(there.clone(), Err(())).is_err());
        assert_eq!(names(&there), ["file", "kept", "new"]);
    }
}
