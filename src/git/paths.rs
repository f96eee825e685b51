//! Paths in a repository as git writes them: bytes, with `/` between folders.

use std::ffi::OsString;
use std::path::{Component, Path};

use crate::text::GitTrouble;

use super::GitFault;

/// Returns a relative path as git writes it.
///
/// # Errors
/// Fails if the path is absolute or leads out of the folder.
pub(crate) fn inside(path: &Path) -> Result<Vec<u8>, GitFault> {
    let mut bytes = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => {
                if !bytes.is_empty() {
                    bytes.push(b'/');
                }
                bytes.extend(name.as_encoded_bytes());
            }
            Component::CurDir => {}
            _ => return Err(GitTrouble::Outside(path.display().to_string()).into()),
        }
    }
    if bytes.contains(&0) || bytes.split(|byte| *byte == b'/').any(is_gits_own) {
        return Err(GitTrouble::Outside(path.display().to_string()).into());
    }
    Ok(bytes)
}

fn is_gits_own(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b".git")
}

/// Joins two paths.
pub(crate) fn joined(folder: &[u8], path: &[u8]) -> Vec<u8> {
    match (folder.is_empty(), path.is_empty()) {
        (true, _) => path.to_vec(),
        (_, true) => folder.to_vec(),
        _ => [folder, b"/", path].concat(),
    }
}

/// Returns a path as an argument.
#[cfg(unix)]
pub(crate) fn argument(path: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(path.to_vec())
}

#[cfg(not(unix))]
pub(crate) fn argument(path: &[u8]) -> OsString {
    OsString::from(String::from_utf8_lossy(path).into_owned())
}

/// Returns a path as text to show.
pub(crate) fn shown(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        assert_eq!(inside(Path::new("a/./-b c")).unwrap(), b"a/-b c");
        for path in ["../a", "a/../../b", "/etc/passwd", "a/.git/config", ".GIT"] {
            assert!(matches!(
                inside(Path::new(path)),
                Err(GitFault::Trouble(GitTrouble::Outside(_)))
            ));
        }
    }
}
