//! What git is in the middle of, and which of its two sides is one's own.

use crate::git::process::Call;
use crate::git::{CommitId, GitFault, Repository};

/// What git stopped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Merge,
    Rebase,
    CherryPick,
    Revert,
    /// Files are unmerged, and nothing tells why: a stash that was taken out, a checkout with changes.
    Other,
}

impl Operation {
    /// The command that goes on with it; `None` where the commit of a merge is made here, or there is
    /// nothing to go on with.
    pub(crate) fn next_step(self) -> Option<&'static str> {
        match self {
            Self::Merge | Self::Other => None,
            Self::Rebase => Some("git rebase --continue"),
            Self::CherryPick => Some("git cherry-pick --continue"),
            Self::Revert => Some("git revert --continue"),
        }
    }

    /// The command that goes on where nothing of it is left to be recorded: what was chosen is what was there.
    pub(crate) fn next_step_without_change(self) -> Option<&'static str> {
        match self {
            Self::Merge | Self::Other => None,
            // An empty commit is left out by itself.
            Self::Rebase => Some("git rebase --continue"),
            Self::CherryPick => Some("git cherry-pick --skip"),
            Self::Revert => Some("git revert --skip"),
        }
    }
}

/// What git stopped in, with both sides as the user sees them: `ours` is one's own.
#[derive(Clone, Debug)]
pub(crate) struct Stopped {
    pub(crate) operation: Operation,
    pub(crate) base: Option<CommitId>,
    pub(crate) ours: CommitId,
    pub(crate) theirs: CommitId,
    /// Whether git itself calls them the other way round: a rebase puts one's own commits upon the others'.
    pub(crate) is_turned: bool,
}

impl Repository {
    /// The operation that git is in the middle of; `None` if nothing waits to be finished.
    pub(crate) fn stopped(&self) -> Result<Option<Stopped>, GitFault> {
        let Some(head) = self.head()? else {
            return Ok(None);
        };
        let folder = self.git_folder();
        let is_rebase = ["rebase-merge", "rebase-apply"]
            .iter()
            .any(|name| folder.join(name).exists());
        if is_rebase && let Some(own) = self.commit_called("REBASE_HEAD")? {
            return Ok(Some(Stopped {
                operation: Operation::Rebase,
                base: self.parent_of(&own)?,
                ours: own,
                theirs: head,
                is_turned: true,
            }));
        }
        if let Some(theirs) = self.commit_called("MERGE_HEAD")? {
            return Ok(Some(Stopped {
                operation: Operation::Merge,
                base: self.merge_base(&head, &theirs)?,
                ours: head,
                theirs,
                is_turned: false,
            }));
        }
        if let Some(picked) = self.commit_called("CHERRY_PICK_HEAD")? {
            return Ok(Some(Stopped {
                operation: Operation::CherryPick,
                base: self.parent_of(&picked)?,
                ours: head,
                theirs: picked,
                is_turned: false,
            }));
        }
        if let Some(reverted) = self.commit_called("REVERT_HEAD")?
            && let Some(before) = self.parent_of(&reverted)?
        {
            return Ok(Some(Stopped {
                operation: Operation::Revert,
                base: Some(reverted),
                ours: head,
                theirs: before,
                is_turned: false,
            }));
        }
        Ok(None)
    }

    fn parent_of(&self, commit: &CommitId) -> Result<Option<CommitId>, GitFault> {
        self.commit_called(&format!("{commit}^"))
    }

    /// Takes files into the index as they are on disk now, those that are gone out of it.
    pub(crate) fn take_into_index(&self, paths: &[Vec<u8>]) -> Result<(), GitFault> {
        if paths.is_empty() {
            return Ok(());
        }
        let mut input = paths.join(&0);
        input.push(0);
        let call = Call::new(["update-index", "--add", "--remove", "-z", "--stdin"]);
        self.git().act(call.input(input)).map(|_| ())
    }
}
