//! The meaning of git's error output.

use crate::git::GitFault;

use super::Git;

impl Git {
    /// Translates git's error output into a fault.
    pub(crate) fn refusal(&self, command: &str, words: &str) -> GitFault {
        let says = |part: &str| words.contains(part);
        if says("detected dubious ownership") {
            GitFault::Dubious(self.folder.clone())
        } else if says("not a git repository") {
            GitFault::NotARepository(self.folder.clone())
        } else if says("cannot use bare repository") || says("must be run in a work tree") {
            GitFault::Bare(self.folder.clone())
        } else if says("tell me who you are")
            || says("unable to auto-detect email")
            || says("empty ident name")
            || says("no email was given")
            || says("no name was given")
        {
            GitFault::NoIdentity
        } else if says("failed to sign the data") || says("signing failed") {
            GitFault::NotSigned(tidy(words))
        } else if says("index.lock': File exists") {
            GitFault::IndexLocked(self.folder.join(".git/index.lock"))
        } else if says("lazy fetching disabled") || says("promisor remote") {
            GitFault::MissingObject(String::new())
        } else if let Some(id) = damaged(words) {
            GitFault::LostObject(id)
        } else {
            GitFault::Said {
                command: command.to_owned(),
                words: tidy(words),
            }
        }
    }
}

/// Returns the object that git calls damaged or missing.
fn damaged(words: &str) -> Option<String> {
    const SAYS: [&str; 8] = [
        "unable to stream", "unable to read tree", "unable to read sha1", "is corrupt", "is empty",
        "could not read", "missing blob", "missing tree",
    ];
    let line = words
        .lines()
        .find(|line| SAYS.iter().any(|says| line.contains(says)))?;
    line.split(|c: char| !c.is_ascii_hexdigit())
        .find(|word| matches!(word.len(), 40 | 64))
        .map(str::to_owned)
}

/// Returns git's words without hints to people at a keyboard.
pub(crate) fn tidy(words: &str) -> String {
    words
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.starts_with("hint:") && !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn complaints_are_told_apart() {
        let git = Git::in_folder(Path::new("/x"));
        let refusal = |words: &str| git.refusal("git", words);
        assert!(matches!(
            refusal("fatal: detected dubious ownership in repository at '/x'"),
            GitFault::Dubious(_)
        ));
        assert!(matches!(
            refusal("fatal: not a git repository (or any of the parent directories): .git"),
            GitFault::NotARepository(_)
        ));
        match refusal("hint: do this\nfatal: strange\r\n\n") {
            GitFault::Said { words, .. } => assert_eq!(words, "fatal: strange"),
            other => panic!("{other:?}"),
        }
    }
}
