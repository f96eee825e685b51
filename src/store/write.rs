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
    let mut temporary = tempfile::Builder::new()
        .prefix(".duban-")
        .tempfile_in(folder)
        .map_err(Fault::io(folder))?;
    temporary.write_all(contents).map_err(Fault::io(path))?;
    match permissions {
        Some(permissions) => temporary
            .as_file()
            .set_permissions(permissions)
            .map_err(Fault::io(path))?,
        None => make_readable(temporary.as_file()).map_err(Fault::io(path))?,
    }
    temporary.as_file().sync_all().map_err(Fault::io(path))?;
    temporary
        .persist(path)
        .map_err(|error| Fault::io(path)(error.error))?;
    sync_folder(folder).map_err(Fault::io(folder))
}

/// A temporary file is private to its owner; a new file of a plan is readable like any other.
#[cfg(unix)]
fn make_readable(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
