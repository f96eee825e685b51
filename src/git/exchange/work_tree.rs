//! Moves the work tree from one commit to another.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::git::paths::{argument, shown};
use crate::git::process::{Call, tidy};
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{ISSUES_FILE, KeptRights, Lock, Workspace};
use crate::text::GitTrouble;

/// Paths from the top of a repository.
type Paths = BTreeSet<Vec<u8>>;

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
        let moved = self.differing_paths(from, to)?;
        let replaced = self.replaced_folders(&moved);
        if !replaced.is_empty() {
            // Git takes what is behind them for deleted, and what replaced them away.
            return Err(GitTrouble::InTheWay(replaced).into());
        }
        let mut call = Call::new(["read-tree", "-m", "-u"]);
        for option in options {
            call = call.with(option);
        }
        let call = call.with(from.as_str()).with(to.as_str());
        let said = self.git().try_act(call)?;
        if said.success {
            return Ok(());
        }
        let in_the_way = self.in_the_way(from, &moved)?;
        if in_the_way.is_empty() {
            return Err(self.git().refusal("git read-tree", &tidy(&said.words)));
        }
        Err(GitTrouble::InTheWay(in_the_way).into())
    }

    fn differing_paths(&self, from: &CommitId, to: &CommitId) -> Result<Paths, GitFault> {
        let diff = Call::new(["diff-tree", "-r", "-z", "--name-only", "--no-renames"]);
        self.paths(diff.with(from.as_str()).with(to.as_str()))
    }

    fn paths(&self, call: Call<'_>) -> Result<Paths, GitFault> {
        let out = self.git().act(call)?;
        let paths = out.split(|byte| *byte == 0);
        let paths = paths.filter(|path| !path.is_empty());
        Ok(paths.map(<[u8]>::to_vec).collect())
    }

    /// Returns the things on disk in the place of a folder of these files, such as a link, that are not among them.
    fn replaced_folders<'f>(&self, files: &'f Paths) -> Vec<String> {
        let folders_of = |file: &'f Vec<u8>| {
            let ends = (0..file.len()).filter(|at| file[*at] == b'/');
            ends.map(|end| &file[..end])
        };
        let folders: BTreeSet<&[u8]> = files.iter().flat_map(folders_of).collect();
        let is_replaced = |folder: &&[u8]| {
            let there = fs::symlink_metadata(self.top().join(argument(folder)));
            there.is_ok_and(|there| !there.is_dir()) && !files.contains(*folder)
        };
        folders.into_iter().filter(is_replaced).map(shown).collect()
    }

    /// Returns those of the moved files that are new or changed on disk since a commit.
    fn in_the_way(&self, from: &CommitId, moved: &Paths) -> Result<Vec<String>, GitFault> {
        let diff = Call::new(["diff-index", "-r", "-z", "--name-only", "--no-renames"]);
        let mut here = self.paths(diff.with(from.as_str()).with("--"))?;
        let others = Call::new(["ls-files", "-z", "--others", "--full-name"]);
        here.extend(self.paths(others)?);
        Ok(here.intersection(moved).map(|path| shown(path)).collect())
    }
}
