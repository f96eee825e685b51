//! Files written whole: beside the old one, then in its place.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::text::{Flaw, Lost};

use super::rights::keep_rights;
use crate::store::{Fault, Problem, real_or_named};

/// Returns whether a file exists, even if unreadable; a dangling link does not count.
///
/// # Errors
/// Fails if the operating system does not know.
pub(crate) fn is_there(path: &Path) -> Result<bool, Fault> {
    path.try_exists().map_err(Fault::io(path))
}

/// Creates a folder and its parents.
///
/// # Errors
/// Fails if the operating system refuses.
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    fs::create_dir_all(folder).map_err(Fault::io(folder))
}

/// Replaces a file atomically, crash-safe, keeping group, mode and access list; returns what could not
/// be kept.
///
/// # Errors
/// Fails, leaving the old bytes, if the file is read-only or not regular, or the operating system
/// refuses.
pub fn replace_file(path: &Path, contents: &[u8]) -> Result<Vec<Lost>, Fault> {
    StagedFile::new(path, contents)?.put_in_place()
}

/// Replaces several files: all are written in full before the first is renamed into place.
///
/// # Errors
/// As in [`replace_file`]; if a file cannot be written, all others are as before too.
pub(crate) fn replace_all(files: &[(&Path, &str)]) -> Result<(), Fault> {
    let staged = files
        .iter()
        .map(|(path, text)| StagedFile::new(path, text.as_bytes()));
    for file in staged.collect::<Result<Vec<_>, _>>()? {
        file.put_in_place()?;
    }
    Ok(())
}

/// New contents written beside a file, not yet in place. Everything that can fail before the rename has
/// been tried.
#[derive(Debug)]
pub(crate) struct StagedFile {
    path: PathBuf,
    temporary: tempfile::NamedTempFile,
    lost: Vec<Lost>,
}

impl StagedFile {
    /// Writes the contents beside the file at `path`.
    ///
    /// # Errors
    /// As in [`replace_file`].
    pub(crate) fn new(path: &Path, contents: &[u8]) -> Result<Self, Fault> {
        let path = real_or_named(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        let old = match fs::metadata(&path) {
            Ok(meta) if meta.permissions().readonly() => {
                return Err(Fault::io(&path)(
                    std::io::ErrorKind::PermissionDenied.into(),
                ));
            }
            Ok(meta) if !meta.is_file() => {
                return Err(Fault::NotWritable(Problem::of_file(&path, Flaw::NotAFile)));
            }
            Ok(meta) => {
                // A rename does not check the permissions of the file it replaces, so this does.
                let file = OpenOptions::new().write(true).open(&path);
                Some((file.map_err(Fault::io(&path))?, meta))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Fault::io(&path)(error)),
        };
        // Until an old file's rights are given to it, nobody else may read it.
        let mut builder = with_mode(if old.is_none() { 0o666 } else { 0o600 });
        builder.prefix(TEMPORARY);
        let mut temporary = builder.tempfile_in(folder).map_err(Fault::io(folder))?;
        // Tells `sweep` of other programs that the file is in use.
        let _ = temporary.as_file().try_lock();
        temporary.write_all(contents).map_err(Fault::io(&path))?;
        let lost = match old {
            Some((file, meta)) => {
                keep_rights(&file, &meta, temporary.as_file()).map_err(Fault::io(&path))?
            }
            None => Vec::new(),
        };
        temporary.as_file().sync_all().map_err(Fault::io(&path))?;
        Ok(Self {
            path,
            temporary,
            lost,
        })
    }

    /// Returns the file that waits beside the old one.
    pub(crate) fn waiting(&self) -> &Path {
        self.temporary.path()
    }

    /// Renames the new file into place; returns what could not be kept of the old one's permissions.
    ///
    /// # Errors
    /// Fails, leaving the old bytes, if the operating system refuses.
    pub(crate) fn put_in_place(self) -> Result<Vec<Lost>, Fault> {
        self.temporary
            .persist(&self.path)
            .map_err(|error| Fault::io(&self.path)(error.error))?;
        sync_folder(self.path.parent().unwrap_or(Path::new(".")));
        Ok(self.lost)
    }
}

/// The name prefix of temporary files.
pub(crate) const TEMPORARY: &str = ".duban-";

/// Writes a new file in a folder and holds it locked: whoever finds it free knows that its writer is gone.
pub(crate) fn write_held(
    folder: &Path,
    prefix: &str,
    contents: &[u8],
) -> std::io::Result<(PathBuf, File)> {
    let mut file = with_mode(0o666).prefix(prefix).tempfile_in(folder)?;
    file.as_file().lock()?;
    file.write_all(contents)?;
    file.as_file().sync_all()?;
    let (held, path) = file.keep().map_err(|error| error.error)?;
    sync_folder(folder);
    Ok((path, held))
}

/// Returns a builder for temporary files with the given mode, less what the umask takes away.
pub(super) fn with_mode<'b>(mode: u32) -> tempfile::Builder<'b, 'b> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Syncs a folder so that a rename survives a power cut. Errors are ignored: the new bytes are in
/// place, and some file systems cannot sync folders.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_in_the_place_of_a_file_is_refused_at_once() {
        let root = tempfile::TempDir::new().unwrap();
        let pipe = root.path().join("progress.toml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(matches!(
            replace_file(&pipe, b"x"),
            Err(Fault::NotWritable(_))
        ));
    }

    #[test]
    fn where_one_file_cannot_be_written_the_other_stays_too() {
        let root = tempfile::TempDir::new().unwrap();
        let [plan, progress] = ["plan.toml", "progress.toml"].map(|name| root.path().join(name));
        fs::write(&plan, "old plan").unwrap();
        fs::write(&progress, "old progress").unwrap();
        let mut rights = fs::metadata(&progress).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&progress, rights).unwrap();
        let files = [(&*plan, "new plan"), (&*progress, "new progress")];
        assert!(replace_all(&files).is_err());
        assert_eq!(fs::read_to_string(&plan).unwrap(), "old plan");
        assert_eq!(fs::read_to_string(&progress).unwrap(), "old progress");
    }
}
