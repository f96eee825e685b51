//! Moves the work tree from one commit to another.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::git::paths::shown;
use crate::git::process::{Call, tidy};
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{ISSUES_FILE, KeptRights, Lock, Workspace};
use crate::text::GitTrouble;

impl Repository {
    /// Moves the branch and the work tree from one commit to another, with all plans locked. Uncommitted files are
    /// never overwritten: then nothing moves.
    pub(crate) fn put_work_tree_on(
        &self,
        workspace: &Workspace,
        from: &CommitId,
        to: &CommitId,
    ) -> Result<(), GitFault> {
        let folders = workspace.plans.iter().map(|files| files.folder.as_path());
        let held = Lock::acquire_all(folders)?;
        self.refresh_index()?;
        let parts = workspace.plans.iter().flat_map(|files| {
            let issues = files.folder.join(ISSUES_FILE);
            [files.plan.clone(), files.progress.clone(), issues]
        });
        let files: Vec<PathBuf> = parts.collect();
        // Git makes a new file of each that differs, with the group and mode of whoever runs it.
        let rights = KeptRights::of(files.iter().map(PathBuf::as_path));
        self.two_trees(from, to)?;
        if rights.restore() {
            self.refresh_index()?;
        }
        let call = Call::new(["update-ref", "-m", "duban sync", "HEAD"])
            .with(to.as_str())
            .with(from.as_str());
        let said = self.git().try_act(call)?;
        if !said.success {
            self.two_trees(to, from)?;
            return Err(GitTrouble::Moved.into());
        }
        drop(held);
        // post-merge cannot veto.
        let _ = self.run_hook("post-merge", &["0"], None);
        Ok(())
    }

    /// Refreshes the index; its exit code only reports stale entries.
    fn refresh_index(&self) -> Result<(), GitFault> {
        let call = Call::new(["update-index", "-q", "--refresh"]);
        self.git().try_act(call).map(|_| ())
    }

    /// Fails if files that are not committed are in the way of moving the work tree from one commit to another.
    pub(crate) fn refuse_in_the_way(&self, from: &CommitId, to: &CommitId) -> Result<(), GitFault> {
        self.refresh_index()?;
        self.read_trees(&["-n"], from, to)
    }

    fn two_trees(&self, from: &CommitId, to: &CommitId) -> Result<(), GitFault> {
        self.read_trees(&[], from, to)
    }

    fn read_trees(&self, options: &[&str], from: &CommitId, to: &CommitId) -> Result<(), GitFault> {
        let mut call = Call::new(["read-tree", "-m", "-u"]);
        for option in options {
            call = call.with(option);
        }
        let call = call.with(from.as_str()).with(to.as_str());
        let said = self.git().try_act(call)?;
        if said.success {
            return Ok(());
        }
        let in_the_way = self.in_the_way(from, to)?;
        if in_the_way.is_empty() {
            return Err(self.git().refusal("git read-tree", &tidy(&said.words)));
        }
        Err(GitTrouble::InTheWay(in_the_way).into())
    }

    /// Returns the files that differ between two commits, and are new or changed on disk since the first.
    fn in_the_way(&self, from: &CommitId, to: &CommitId) -> Result<Vec<String>, GitFault> {
        let paths = |call: Call<'_>| -> Result<BTreeSet<Vec<u8>>, GitFault> {
            let out = self.git().act(call)?;
            Ok(out.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect())
        };
        let diff = |command: &str| Call::new([command, "-r", "-z", "--name-only", "--no-renames"]);
        let moved = paths(diff("diff-tree").with(from.as_str()).with(to.as_str()))?;
        let mut here = paths(diff("diff-index").with(from.as_str()).with("--"))?;
        here.extend(paths(Call::new([
            "ls-files", "-z", "--others", "--full-name",
        ]))?);
        let both = here.intersection(&moved).filter(|path| !path.is_empty());
        Ok(both.map(|path| shown(path)).collect())
    }
}
