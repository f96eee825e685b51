//! The operation git is in the middle of, and which of its two sides is the user's own.

use crate::git::process::Call;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::read_plain_text;

/// The files of git that name the commits which a merge, a rebase or the like is bringing in.
const BRINGING: [&str; 7] = [
    "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "rebase-merge/orig-head",
    "rebase-apply/orig-head", "SQUASH_MSG",
];

/// An operation that git stopped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Merge,
    Rebase,
    CherryPick,
    Revert,
    /// Files are unmerged for a reason git does not record: a popped stash, a checkout with changes.
    Other,
}

impl Operation {
    /// Returns the command that continues the operation, or leaves it if the choice has nothing to record; `None` if
    /// the commit of a merge is made here, or there is nothing to continue.
    pub(crate) fn next_step(self, has_change: bool) -> Option<&'static str> {
        match (self, has_change) {
            (Self::Merge | Self::Other, _) => None,
            // An empty commit is left out by itself.
            (Self::Rebase, _) => Some("git rebase --continue"),
            (Self::CherryPick, true) => Some("git cherry-pick --continue"),
            (Self::CherryPick, false) => Some("git cherry-pick --skip"),
            (Self::Revert, true) => Some("git revert --continue"),
            (Self::Revert, false) => Some("git revert --skip"),
        }
    }

    /// Returns whether git calls the sides the other way round: a rebase puts the user's commits on top of the others'.
    pub(crate) fn is_turned(self) -> bool {
        self == Self::Rebase
    }
}

/// An operation that git stopped in, with both sides as the user sees them: `ours` is the user's own.
#[derive(Clone, Debug)]
pub(crate) struct Stopped {
    pub(crate) operation: Operation,
    pub(crate) base: Option<CommitId>,
    pub(crate) ours: CommitId,
    pub(crate) theirs: CommitId,
}

impl Repository {
    /// Returns the operation that git is in the middle of; `None` if nothing waits to be finished.
    pub(crate) fn stopped(&self) -> Result<Option<Stopped>, GitFault> {
        let Some(head) = self.head()? else {
            return Ok(None);
        };
        let stopped = |operation, base, ours, theirs| {
            Ok(Some(Stopped {
                operation,
                base,
                ours,
                theirs,
            }))
        };
        let folder = self.git_folder();
        let is_rebase = ["rebase-merge", "rebase-apply"]
            .iter()
            .any(|name| folder.join(name).exists());
        if is_rebase && let Some(own) = self.commit_called("REBASE_HEAD")? {
            return stopped(Operation::Rebase, self.parent_of(&own)?, own, head);
        }
        if let Some(theirs) = self.commit_called("MERGE_HEAD")? {
            let base = self.merge_base(&head, &theirs)?;
            return stopped(Operation::Merge, base, head, theirs);
        }
        if let Some(picked) = self.commit_called("CHERRY_PICK_HEAD")? {
            return stopped(
                Operation::CherryPick,
                self.parent_of(&picked)?,
                head,
                picked,
            );
        }
        if let Some(reverted) = self.commit_called("REVERT_HEAD")?
            && let Some(before) = self.parent_of(&reverted)?
        {
            return stopped(Operation::Revert, Some(reverted), head, before);
        }
        Ok(None)
    }

    /// Returns the commits that an operation git stopped in brings to the files on disk: what they hold is committed,
    /// though HEAD lacks it.
    pub(crate) fn brought_in(&self) -> Result<Vec<CommitId>, GitFault> {
        let mut names = Vec::new();
        for file in BRINGING {
            let text = read_plain_text(&self.git_folder().join(file)).unwrap_or_default();
            // A squashed merge lists its commits as a log does.
            let lines = text
                .lines()
                .map(|line| line.strip_prefix("commit ").unwrap_or(line));
            let ids = lines.filter_map(CommitId::read);
            // What reverting a commit brings back was there before it.
            let before = if file == "REVERT_HEAD" { "^" } else { "" };
            names.extend(ids.map(|id| format!("{id}{before}")));
        }
        names.sort_unstable();
        names.dedup();
        let commits = names.iter().map(|name| self.commit_called(name));
        commits.filter_map(Result::transpose).collect()
    }

    /// Returns the patch that `git am` stopped at, empty if there is none.
    pub(crate) fn patch_brought_in(&self) -> String {
        read_plain_text(&self.git_folder().join("rebase-apply/patch")).unwrap_or_default()
    }

    fn parent_of(&self, commit: &CommitId) -> Result<Option<CommitId>, GitFault> {
        self.commit_called(&format!("{commit}^"))
    }

    /// Stages files as they are on disk; files that are gone are removed from the index.
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
