//! The owner, group, mode and access list of a file, kept when it is replaced.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::text::Lost;

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

/// Gives the new file the old one's owner, group, mode and access list, as far as permitted.
#[cfg(unix)]
pub(super) fn keep_rights(
    old: &File,
    meta: &fs::Metadata,
    new: &File,
) -> std::io::Result<Vec<Lost>> {
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
pub(super) fn keep_rights(_: &File, meta: &fs::Metadata, new: &File) -> std::io::Result<Vec<Lost>> {
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::store::replace_file;
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
}
