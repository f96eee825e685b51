use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Fault;

/// How long somebody else may hold a plan before we give up; a write takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Exclusive use of a plan's folder, for as long as it lives. The operating system lets go of it even if we crash.
#[derive(Debug)]
pub struct Lock {
    _held: File,
}

impl Lock {
    /// Waits for the folder, for some seconds at most.
    ///
    /// # Errors
    /// Where somebody else does not let go, or the folder cannot be opened.
    pub fn acquire(folder: &Path) -> Result<Self, Fault> {
        let (file, path) = open_lock(folder)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _held: file }),
                Err(fs::TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(fs::TryLockError::WouldBlock) => return Err(Fault::Locked(path)),
                Err(fs::TryLockError::Error(error)) => return Err(Fault::io(&path)(error)),
            }
        }
    }
}

/// The folder itself is locked: nothing is left behind, and the file that is renamed over is not what is held.
#[cfg(unix)]
fn open_lock(folder: &Path) -> Result<(File, PathBuf), Fault> {
    File::open(folder)
        .map(|file| (file, folder.to_owned()))
        .map_err(Fault::io(folder))
}

#[cfg(not(unix))]
fn open_lock(folder: &Path) -> Result<(File, PathBuf), Fault> {
    let path = folder.join(".lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Fault::io(&path))?;
    Ok((file, path))
}

/// Whether there is a file, even one that cannot be read; a link to nothing is none.
///
/// # Errors
/// Where the operating system does not let us know.
pub(crate) fn is_there(path: &Path) -> Result<bool, Fault> {
    path.try_exists().map_err(Fault::io(path))
}

/// Replaces a file's contents as a whole: a reader sees the old bytes or the new ones, and after a crash too.
///
/// # Errors
/// Where the file is read-only, or the operating system refuses; then the old bytes are still there.
pub fn replace_file(path: &Path, contents: &[u8]) -> Result<(), Fault> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    let permissions = match fs::metadata(path) {
        Ok(meta) if meta.permissions().readonly() => {
            return Err(Fault::io(path)(std::io::ErrorKind::PermissionDenied.into()));
        }
        Ok(meta) => {
            // A rename needs no leave of the file it replaces; one that we may not write is somebody's decision.
            OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(Fault::io(path))?;
            Some(meta.permissions())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Fault::io(path)(error)),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".duban-");
    if permissions.is_none() {
        as_any_new_file(&mut builder);
    }
    let mut temporary = builder.tempfile_in(folder).map_err(Fault::io(folder))?;
    temporary.write_all(contents).map_err(Fault::io(path))?;
    if let Some(permissions) = permissions {
        temporary
            .as_file()
            .set_permissions(permissions)
            .map_err(Fault::io(path))?;
    }
    temporary.as_file().sync_all().map_err(Fault::io(path))?;
    temporary
        .persist(path)
        .map_err(|error| Fault::io(path)(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// A temporary file is private to its owner; a new file of a plan is as open as the umask lets any other be.
#[cfg(unix)]
fn as_any_new_file(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_any_new_file(_: &mut tempfile::Builder<'_, '_>) {}

/// So that the new name survives a power cut. The new bytes are in place by now: some file systems cannot sync a folder,
/// and to call the write failed for that would be wrong.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
