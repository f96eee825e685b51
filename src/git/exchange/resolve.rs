//! Settles conflicts: before a merge is made, in the middle of one, or where its markers were left in a file.

use std::path::PathBuf;

use super::conflicted_file::{ConflictedFile, Origin, Settle, Side};
use super::files_on_disk::{FileOnDisk, settle_files};
use super::merged_tree::Stages;
use super::operation::Operation;
use crate::git::file_versions::Walk;
use crate::git::paths::{argument, shown};
use crate::git::process::Call;
use crate::git::{CommitId, GitFault, Repository, SyncStep};
use crate::store::{PlanPart, Workspace, find_conflict_marker, replace_file};
use crate::text::{GitTrouble, Words};

impl Repository {
    /// Returns all conflicts: markers in files, then those of a stopped merge, then those with the remote as it was
    /// last fetched.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or a file cannot be read.
    pub fn conflicts(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let stopped = self.stopped_files(workspace)?;
        // Of what git stopped at, both sides are still in the index.
        let mut found = self.marked_by_authors(workspace, &stopped)?;
        found.extend(stopped);
        if found.is_empty() {
            found = self.joined_wrongly(workspace)?;
        }
        if found.is_empty() && self.nothing_half_done().is_ok() {
            found = self.waiting_at_the_remote()?;
        }
        Ok(found)
    }

    /// Settles conflicts of one origin: writes files, concludes a stopped merge, merges and pushes with
    /// the remote. `files` comes from [`Repository::conflicts`]. Returns the command that continues git's
    /// operation, if that is left to the user.
    ///
    /// # Errors
    /// Fails if a conflict is left open, a typed value is not valid, or as [`Repository::sync`] does. Then the files are
    /// unchanged.
    pub fn settle(
        &self,
        workspace: &Workspace,
        files: &[ConflictedFile],
        chosen: Settle<'_>,
        words: &Words,
        tell: &mut dyn FnMut(SyncStep),
    ) -> Result<Option<&'static str>, GitFault> {
        if files.iter().all(|file| file.origin == Origin::Sync) {
            return self
                .sync_choosing(workspace, words, chosen, tell)
                .map(|_| None);
        }
        settle_files(workspace, files, chosen)?;
        let stopped = files.iter().filter(|file| file.origin == Origin::Merge);
        let paths: Vec<Vec<u8>> = stopped
            .flat_map(|file| {
                let whole = file.side_deleted.iter().flat_map(|whole| &whole.files);
                let whole = whole.map(|file| file.path.clone());
                whole.chain(file.path.clone())
            })
            .collect();
        if paths.is_empty() {
            return Ok(None);
        }
        self.take_into_index(&paths)?;
        self.settle_lists()?;
        self.conclude()
    }

    /// Settles the lists of bulletins that git stopped at, in which nothing has to be asked, and concludes the merge if
    /// they were all that was left; returns how many there were, and the command that continues git's operation, if that
    /// is left to the user.
    ///
    /// # Errors
    /// Fails if git stopped at other files too, or cannot be asked.
    pub fn settle_the_rest(&self) -> Result<(usize, Option<&'static str>), GitFault> {
        let settled = self.settle_lists()?;
        if settled == 0 {
            self.nothing_left_by_hand()?;
            return Ok((0, None));
        }
        Ok((settled, self.conclude()?))
    }

    /// Merges the lists of bulletins that git stopped at and nobody edited since; returns how many.
    fn settle_lists(&self) -> Result<usize, GitFault> {
        let mut settled = Vec::new();
        for (path, stages) in self.unmerged(None)? {
            let merged = match self.join_bulletins(&path, &stages) {
                Ok(Some(merged)) => merged,
                Ok(None) | Err(GitFault::Trouble(GitTrouble::NumberTaken { .. })) => continue,
                Err(fault) => return Err(fault),
            };
            let file = self.top().join(argument(&path));
            let on_disk = FileOnDisk::read(&file)?;
            if self.is_as_git_left_it(&on_disk, &path, &stages)? {
                replace_file(&file, merged.as_bytes())?;
                settled.push(path);
            }
        }
        self.take_into_index(&settled)?;
        Ok(settled.len())
    }

    /// Returns whether a file on disk is as git wrote it: with the marks of its merge, or as one of its versions.
    fn is_as_git_left_it(
        &self,
        on_disk: &FileOnDisk,
        path: &[u8],
        stages: &Stages,
    ) -> Result<bool, GitFault> {
        let Some(bytes) = &on_disk.bytes else {
            return Ok(true);
        };
        if find_conflict_marker(bytes).is_some() {
            let marked = self.marked_by_git(path)?;
            return Ok(marked.is_some_and(|marked| without_names(&marked) == without_names(bytes)));
        }
        let contents = self.contents(stages.known())?;
        if contents.values().any(|known| known == bytes) {
            return Ok(true);
        }
        // Git may have changed line ends, or more by a filter.
        let id = self.id_at(path, bytes)?;
        Ok(stages.known().any(|blob| Some(blob) == id.as_ref()))
    }

    /// Returns a file with the marks that git writes for its three stages; `None` if it writes none. Git writes it in a
    /// folder of our own, so that the work tree and its index are not touched.
    fn marked_by_git(&self, path: &[u8]) -> Result<Option<Vec<u8>>, GitFault> {
        let own = self.git_folder();
        let folder = tempfile::tempdir_in(own).map_err(GitFault::io(own))?;
        let index = self.copy_of(&own.join("index"))?;
        let call = Call::new(["checkout", "--quiet", "--merge", "--"])
            .with(argument(path))
            .variable("GIT_INDEX_FILE", &*index)
            .variable("GIT_WORK_TREE", folder.path());
        if !self.git().try_read(call)?.success {
            return Ok(None);
        }
        let file = FileOnDisk::read(&folder.path().join(argument(path)))?;
        Ok(file.bytes)
    }

    /// Concludes the operation that git stopped in, once nothing is left to settle.
    fn conclude(&self) -> Result<Option<&'static str>, GitFault> {
        self.nothing_left_by_hand()?;
        match self.stopped()?.map(|stopped| stopped.operation) {
            Some(Operation::Merge) => self.conclude_merge().map(|()| None),
            Some(operation) => Ok(operation.next_step(!self.is_index_as_head()?)),
            None => Ok(None),
        }
    }

    /// Fails if git stopped at files that are not plan files.
    ///
    /// # Errors
    /// Returns those files, or fails if git cannot be asked.
    pub fn nothing_left_by_hand(&self) -> Result<(), GitFault> {
        let left: Vec<String> = self
            .unmerged(None)?
            .keys()
            .map(|path| shown(path))
            .collect();
        if left.is_empty() {
            Ok(())
        } else {
            Err(GitTrouble::LeftByHand(left).into())
        }
    }

    /// Lists the conflicts at which a sync would stop.
    fn waiting_at_the_remote(&self) -> Result<Vec<ConflictedFile>, GitFault> {
        let (Some(ours), Ok(upstream)) = (self.head()?, self.upstream()) else {
            return Ok(Vec::new());
        };
        let Some(theirs) = self.last_fetched(&upstream)? else {
            return Ok(Vec::new());
        };
        let Some(base) = self.merge_base(&ours, &theirs)? else {
            return Ok(Vec::new());
        };
        if base == ours || base == theirs {
            return Ok(Vec::new());
        }
        let joined = self.join(&base, &ours, &theirs, &|_, _| None)?;
        let mut found = Vec::new();
        for of in joined.conflicts {
            found.push(ConflictedFile {
                ours: self.side_at(Some(&base), &ours, &of.paths)?,
                theirs: self.side_at(Some(&base), &theirs, &of.paths)?,
                conflicts: of.open,
                ..ConflictedFile::new(of.plan, of.part, Origin::Sync, of.versions)
            });
        }
        Ok(found)
    }

    /// Returns who last changed a file on one side, and when.
    pub(super) fn side(
        &self,
        base: Option<&CommitId>,
        tip: &CommitId,
        plan: &str,
        part: PlanPart,
    ) -> Result<Side, GitFault> {
        let path = self.path_of(&PathBuf::from(plan).join(part.file_name()))?;
        self.side_at(base, tip, &[path])
    }

    /// Returns who last changed any of some paths from the repository's top on one side, and when.
    fn side_at(
        &self,
        base: Option<&CommitId>,
        tip: &CommitId,
        paths: &[Vec<u8>],
    ) -> Result<Side, GitFault> {
        let commits = self.commits_at(Walk::WhatHolds, base, tip, paths, 1)?;
        Ok(match commits.into_iter().next() {
            Some(commit) => Side {
                name: commit.id.short().to_owned(),
                who: Some(commit.author),
                when: commit.authored,
            },
            None => Side {
                name: tip.short().to_owned(),
                ..Side::default()
            },
        })
    }

    pub(super) fn side_of_revert(&self, reverted: &CommitId) -> Result<Side, GitFault> {
        let commit = self.commit(reverted)?;
        let short = commit.id.short();
        Ok(Side {
            name: short.to_owned(),
            who: Some(format!("git revert {short} {}", commit.author)),
            when: commit.authored,
        })
    }

    /// Returns whether nothing is staged.
    fn is_index_as_head(&self) -> Result<bool, GitFault> {
        let call = Call::new(["diff-index", "--cached", "--quiet", "HEAD"]);
        Ok(self.git().try_act(call)?.success)
    }

    /// Commits a merge whose conflicts are all settled.
    fn conclude_merge(&self) -> Result<(), GitFault> {
        let said = self
            .git()
            .try_act(Call::new(["commit", "--quiet", "--no-edit"]))?;
        if said.success {
            return Ok(());
        }
        Err(self.commit_refused(&said))
    }
}

/// Returns the lines of a file without the names of the sides behind its conflict markers: git writes others in each
/// command.
fn without_names(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let bare = |line| find_conflict_marker(line).map_or(line, |mark| &line[..=mark.start]);
    lines.map(bare).collect()
}
