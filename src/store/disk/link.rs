//! Targets of links. A file outside every repository may be read through a link, but it is neither
//! written nor shown: a folder of plans may come from anybody.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::store::Fault;

/// Returns the root of the repository around a path, if any. Links are not followed.
pub fn top_around(place: &Path) -> Option<PathBuf> {
    let is_top = |folder: &&Path| fs::symlink_metadata(folder.join(".git")).is_ok();
    place.ancestors().find(is_top).map(Path::to_owned)
}

/// Resolves every link of a path; returns a path that leads nowhere as it is.
pub(crate) fn real_or_named(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns whether a path is itself a link.
pub(crate) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Resolves every link of a path; `None` if a link is dangling.
pub fn real_place(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = fs::canonicalize(path) {
        return Some(real);
    }
    if is_link(path) {
        return None;
    }
    // A file not yet created will be in its folder's real place.
    let folder = fs::canonicalize(path.parent()?).ok()?;
    Some(folder.join(path.file_name()?))
}

/// Returns a path without `.` and `..`, by its words alone.
pub(crate) fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Returns whether a path inside a repository leads out of every repository or into `.git`.
pub fn leads_outside(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else {
        return false;
    };
    let named = without_dots(&path);
    let Some(real) = real_place(&path) else {
        // Writing through a dangling link would create a file wherever the link's author wished.
        return is_link(&path) && top_around(&named).is_some();
    };
    if real == named || top_around(&named).is_none() {
        return false;
    }
    let is_gits_own = real
        .components()
        .any(|part| part.as_os_str().eq_ignore_ascii_case(".git"));
    is_gits_own || top_around(&real).is_none()
}

/// Refuses to write through a link that leads out of the repository.
///
/// # Errors
/// Returns [`Fault::LeadsOutside`] if it does.
pub fn refuse_outside(path: &Path) -> Result<(), Fault> {
    if leads_outside(path) {
        return Err(Fault::LeadsOutside {
            path: path.to_owned(),
            to: real_place(path),
        });
    }
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_out_of_the_repository_is_told_from_one_that_stays_in_one() {
        let root = tempfile::TempDir::new().unwrap();
        let root = fs::canonicalize(root.path()).unwrap();
        let make = |path: &str| fs::create_dir_all(root.join(path)).unwrap();
        for folder in [
            "repo/.git", "repo/plans", "repo/shared", "other/.git", "other/plan", "away",
        ] {
            make(folder);
        }
        let link = |to: &str, at: &str| symlink(to, root.join(at)).unwrap();
        link("../shared", "repo/plans/shared");
        link("../../other/plan", "repo/plans/other");
        link("../../away", "repo/plans/away");
        link("../../nothing", "repo/plans/nothing");
        link("../.git", "repo/plans/git");
        link("../away", "away/link");
        let leads = |path: &str| leads_outside(&root.join(path));
        for path in [
            "repo/plans/shared/a", "repo/plans/other/a", "repo/plans/a", "away/link/a",
            "repo/../away", "repo/../away/new", "repo/plans/../shared/a",
        ] {
            assert!(!leads(path), "{path}");
        }
        for path in [
            "repo/plans/away", "repo/plans/away/a", "repo/shared/../plans/away/a",
            "repo/plans/nothing", "repo/plans/git/a",
        ] {
            assert!(leads(path), "{path}");
        }
    }
}
