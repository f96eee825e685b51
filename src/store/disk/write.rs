use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use crate::text::{Flaw, Lost};

use crate::store::{Fault, Problem, real_or_named};

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
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Fault::io(&path))?;
    Ok((file, path))
}

/// Returns whether a file exists, even if unreadable; a dangling link does not count.
///
/// # Errors
/// Fails if the operating system cannot tell.
pub(crate) fn is_there(path: &Path) -> Result<bool, Fault> {
    path.try_exists().map_err(Fault::io(path))
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

    /// Returns the name of the file that waits beside the old one.
    pub(crate) fn name(&self) -> Option<&str> {
        self.temporary.path().file_name()?.to_str()
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

/// The owner, group, mode and access list of files, for when another program replaces them.
#[derive(Debug)]
pub(crate) struct KeptRights(Vec<(PathBuf, File, fs::Metadata)>);

impl KeptRights {
    /// Notes the rights of the files that are there.
    pub(crate) fn of<'p>(paths: impl Iterator<Item = &'p Path>) -> Self {
        let noted = paths.filter_map(|path| {
            let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
            let file = is_file.then(|| File::open(path).ok())??;
            let meta = file.metadata().ok()?;
            Some((path.to_owned(), file, meta))
        });
        Self(noted.collect())
    }

    /// Gives the files in their places the rights noted, as far as permitted; returns whether any file is another.
    pub(crate) fn restore(self) -> bool {
        let mut is_any = false;
        for (path, old, meta) in self.0 {
            if let Ok(new) = File::open(&path)
                && is_another(&new, &meta)
            {
                // What could not be kept is as another program left it.
                let _ = keep_rights(&old, &meta, &new);
                is_any = true;
            }
        }
        is_any
    }
}

#[cfg(unix)]
fn is_another(new: &File, old: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let meta = new.metadata();
    meta.is_ok_and(|meta| meta.is_file() && (meta.dev(), meta.ino()) != (old.dev(), old.ino()))
}

#[cfg(not(unix))]
fn is_another(_: &File, _: &fs::Metadata) -> bool {
    false
}

/// The name prefix of temporary files.
pub(crate) const TEMPORARY: &str = ".duban-";

/// Gives the new file the old one's owner, group, mode and access list, as far as permitted.
#[cfg(unix)]
fn keep_rights(old: &File, meta: &fs::Metadata, new: &File) -> std::io::Result<Vec<Lost>> {
    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};
    use std::os::unix::fs::{MetadataExt, fchown};

    const ACCESS_LIST: &str = "system.posix_acl_access";
    let mut lost = Vec::new();
    let made = new.metadata()?;
    if made.uid() != meta.uid() {
        // Only root may change the owner; otherwise the writer becomes the owner.
        let _ = fchown(new, Some(meta.uid()), None);
    }
    if made.gid() != meta.gid() && fchown(new, None, Some(meta.gid())).is_err() {
        lost.push(Lost::Group(group_name(meta.gid())));
    }
    // After the owner, since changing it clears mode bits.
    new.set_permissions(meta.permissions())?;
    let mut list = vec![0; 64 << 10];
    match fgetxattr(old, ACCESS_LIST, &mut list[..]) {
        Ok(length) => {
            if fsetxattr(new, ACCESS_LIST, &list[..length], XattrFlags::empty()).is_err() {
                lost.push(Lost::AccessList);
            }
        }
        // Removes a default list inherited from the folder.
        Err(_) => drop(fremovexattr(new, ACCESS_LIST)),
    }
    if meta.nlink() > 1 {
        lost.push(Lost::Links);
    }
    Ok(lost)
}

#[cfg(not(unix))]
fn keep_rights(_: &File, meta: &fs::Metadata, new: &File) -> std::io::Result<Vec<Lost>> {
    new.set_permissions(meta.permissions())?;
    Ok(Vec::new())
}

/// Returns the name of a group from /etc/group, else its number.
#[cfg(unix)]
fn group_name(id: u32) -> String {
    let number = id.to_string();
    let known = fs::read_to_string("/etc/group").unwrap_or_default();
    let mut groups = known.lines().map(|line| line.split(':'));
    groups
        .find_map(|mut fields| {
            let name = fields.next()?;
            (fields.nth(1)? == number).then(|| name.to_owned())
        })
        .unwrap_or(number)
}

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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    #[test]
    fn mode_and_group_are_kept_and_other_names_are_told_of() {
        let root = tempfile::TempDir::new().unwrap();
        let file = root.path().join("progress.toml");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        // Root may give a file to any group, others to one of theirs.
        let own = fs::metadata(&file).unwrap().gid();
        let groups = rustix::process::getgroups().unwrap();
        let other = groups
            .iter()
            .map(|group| group.as_raw())
            .find(|it| *it != own);
        let any = rustix::process::getuid().is_root().then_some(own + 1);
        if let Some(group) = other.or(any) {
            std::os::unix::fs::chown(&file, None, Some(group)).unwrap();
        }
        let before = fs::metadata(&file).unwrap();
        assert_eq!(replace_file(&file, b"new").unwrap(), []);
        let after = fs::metadata(&file).unwrap();
        assert_eq!(after.mode(), before.mode());
        assert_eq!(after.gid(), before.gid());
        fs::hard_link(&file, root.path().join("other")).unwrap();
        assert_eq!(replace_file(&file, b"newer").unwrap(), [Lost::Links]);
        assert_eq!(fs::read(&file).unwrap(), b"newer");
    }

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
