//! Private folders for the program's state and cache. A folder that others could read or write is not
//! used.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::text::UnfitFolder;

/// Returns why a folder is unfit for private files; a missing one is judged by its nearest existing
/// parent.
#[cfg(unix)]
pub(crate) fn unfit(folder: &Path) -> Option<UnfitFolder> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    let (user, group) = ids();
    match fs::symlink_metadata(folder) {
        Ok(meta) if meta.file_type().is_symlink() => return Some(UnfitFolder::Link),
        Ok(meta) if !meta.is_dir() || meta.uid() != user => return Some(UnfitFolder::NotOurs),
        Ok(meta) if others_write(meta.mode(), meta.gid() == group) => {
            return Some(UnfitFolder::OthersWrite);
        }
        Ok(meta) if meta.mode() & 0o077 != 0 => {
            // A folder of ours with too wide permissions, from an older duban or made by hand.
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
        }
        _ => {}
    }
    let around = folder
        .ancestors()
        .skip(1)
        .find_map(|it| fs::metadata(it).ok())?;
    const STICKY: u32 = 0o1000;
    let is_shared = around.mode() & STICKY == 0 && others_write(around.mode(), true);
    (is_shared || ![user, 0].contains(&around.uid())).then_some(UnfitFolder::Shared)
}

#[cfg(unix)]
fn ids() -> (u32, u32) {
    (
        rustix::process::geteuid().as_raw(),
        rustix::process::getegid().as_raw(),
    )
}

#[cfg(unix)]
fn others_write(mode: u32, is_own_group: bool) -> bool {
    mode & 0o002 != 0 || (mode & 0o020 != 0 && !is_own_group)
}

#[cfg(not(unix))]
pub(crate) fn unfit(_: &Path) -> Option<UnfitFolder> {
    None
}

/// Creates a private folder (mode 0700) and its parents.
///
/// # Errors
/// Fails if the operating system refuses.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a private file: regular, not through a link, and not writable by others.
pub fn open_private(path: &Path) -> Option<File> {
    let file = open_at_once(path, true).ok()?;
    let meta = file.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (user, group) = ids();
        if meta.uid() != user || others_write(meta.mode(), meta.gid() == group) {
            return None;
        }
    }
    meta.is_file().then_some(file)
}

/// Opens a file without blocking on a pipe.
#[cfg(unix)]
pub(crate) fn open_at_once(path: &Path, through_no_link: bool) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let mut flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    flags.set(OFlags::NOFOLLOW, through_no_link);
    Ok(open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
pub(crate) fn open_at_once(path: &Path, _: bool) -> io::Result<File> {
    File::open(path)
}

/// The largest private file in bytes; anything larger is not ours.
const MOST: u64 = 4 << 20;

/// Reads a private file.
pub fn read_private(path: &Path) -> Option<String> {
    use std::io::Read;
    let mut text = String::new();
    let file = open_private(path)?;
    (file.metadata().ok()?.len() <= MOST).then_some(())?;
    file.take(MOST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Writes a private file atomically.
///
/// # Errors
/// Fails if the operating system refuses.
pub fn write_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    use std::io::Write;
    let folder = path.parent().unwrap_or(path);
    make_private_folder(folder)?;
    // Temporary files have mode 0600; persisting replaces a link itself, not its target.
    let mut temporary = tempfile::Builder::new()
        .prefix(".duban-")
        .tempfile_in(folder)?;
    temporary.write_all(contents)?;
    temporary.persist(path)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn a_folder_is_used_where_nobody_else_writes_and_no_link_leads_there() {
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        assert_eq!(unfit(&at("not/yet/there")), None);
        make_private_folder(&at("a/duban")).unwrap();
        assert_eq!(mode(&at("a/duban")), 0o700);
        set(&at("a/duban"), 0o755);
        assert_eq!((unfit(&at("a/duban")), mode(&at("a/duban"))), (None, 0o700));
        set(&at("a/duban"), 0o777);
        assert_eq!(unfit(&at("a/duban")), Some(UnfitFolder::OthersWrite));
        symlink(at("a"), at("link")).unwrap();
        assert_eq!(unfit(&at("link")), Some(UnfitFolder::Link));
        fs::create_dir(at("shared")).unwrap();
        set(&at("shared"), 0o777);
        assert_eq!(unfit(&at("shared/duban")), Some(UnfitFolder::Shared));
        set(&at("shared"), 0o1777);
        assert_eq!(unfit(&at("shared/duban")), None);
        fs::write(at("file"), "").unwrap();
        assert_eq!(unfit(&at("file")), Some(UnfitFolder::NotOurs));
    }

    #[test]
    fn a_file_of_our_own_is_private_and_no_pipe_or_link_is_read_for_one() {
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        write_private(&at("own/x"), b"text").unwrap();
        assert_eq!(mode(&at("own/x")), 0o600);
        assert_eq!(read_private(&at("own/x")).as_deref(), Some("text"));
        symlink(at("own/x"), at("link")).unwrap();
        assert_eq!(read_private(&at("link")), None);
        let pipe = at("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert_eq!(read_private(&pipe), None);
        write_private(&at("link"), b"other").unwrap();
        assert_eq!(read_private(&at("own/x")).as_deref(), Some("text"));
    }
}
