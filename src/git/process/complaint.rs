//! The meaning of git's error output.

use crate::git::GitFault;
use crate::text::GitTrouble;

use super::{Call, Git};

impl Git {
    /// Translates git's error output into a fault.
    pub(crate) fn refusal(&self, command: &str, words: &str) -> GitFault {
        let says = |part: &str| words.contains(part);
        if says("detected dubious ownership") {
            GitTrouble::Dubious(self.folder.clone()).into()
        } else if says("not a git repository") {
            GitTrouble::NotARepository(self.folder.clone()).into()
        } else if says("cannot use bare repository") || says("must be run in a work tree") {
            GitTrouble::Bare(self.folder.clone()).into()
        } else if says("tell me who you are")
            || says("unable to auto-detect email")
            || says("empty ident name")
            || says("no email was given")
            || says("no name was given")
        {
            GitTrouble::NoIdentity.into()
        } else if says("failed to sign the data") || says("signing failed") {
            GitTrouble::NotSigned(tidy(words)).into()
        } else if says("index.lock': File exists") {
            GitTrouble::IndexLocked(self.folder.join(".git/index.lock")).into()
        } else if let Some(id) = damaged(words) {
            self.missing(&id)
        } else {
            GitFault::Trouble(GitTrouble::Said {
                command: command.to_owned(),
                words: tidy(words),
            })
        }
    }

    /// Returns the fault for a missing object: left at the remote by a partial clone, or lost.
    pub(crate) fn missing(&self, id: &str) -> GitFault {
        match self.promisor() {
            Some(remote) => GitTrouble::LeftAtRemote {
                folder: self.folder.clone(),
                remote,
            },
            None => GitTrouble::LostObject(id.to_owned()),
        }
        .into()
    }

    /// Returns the remote at which a partial clone left what it does not have; `None` in a whole one.
    fn promisor(&self) -> Option<String> {
        let call = Call::new([
            "config", "--type=bool", "--get-regexp", r"^remote\..*\.promisor$",
        ]);
        let said = self.try_read(call).ok()?.line();
        said.lines().find_map(|setting| {
            let remote = setting.strip_prefix("remote.")?;
            remote.strip_suffix(".promisor true").map(str::to_owned)
        })
    }
}

/// Returns the object that git calls damaged or missing.
fn damaged(words: &str) -> Option<String> {
    const SAYS: [&str; 10] = [
        "unable to stream", "unable to read tree", "unable to read sha1", "is corrupt", "is empty",
        "could not read", "missing blob", "missing tree", "lazy fetching disabled",
        "promisor remote",
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
            GitFault::Trouble(GitTrouble::Dubious(_))
        ));
        assert!(matches!(
            refusal("fatal: not a git repository (or any of the parent directories): .git"),
            GitFault::Trouble(GitTrouble::NotARepository(_))
        ));
        match refusal("hint: do this\nfatal: strange\r\n\n") {
            GitFault::Trouble(GitTrouble::Said { words, .. }) => {
                assert_eq!(words, "fatal: strange");
            }
            other => panic!("{other:?}"),
        }
    }
}
