//! The list of a plan's bulletins, which is committed with the plan.

use std::collections::BTreeMap;
use std::fs;

use super::commit_draft::{CommitDraft, Describe, DraftFile, PlanDelta};
use super::filtered::CommittedFile;
use crate::git::homes::place_in;
use crate::git::objects::{ObjectId, blob_id};
use crate::git::paths::shown;
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::bulletin_lists::lost_issues;
use crate::plan::Day;
use crate::store::{
    ISSUES_FILE, Loaded, PlanFiles, Problem, Workspace, find_conflict_marker, is_absent,
    read_plain, unreadable_issues,
};
use crate::text::{Flaw, GitTrouble};

/// A list of bulletins that differs from a commit.
pub(crate) struct ChangedIssues {
    /// The plan.
    pub(crate) files: PlanFiles,
    path: Vec<u8>,
    /// The contents; `None` if the list was deleted.
    pub(crate) bytes: Option<Vec<u8>>,
    /// The contents in the commit; `None` if it is new.
    pub(crate) was: Option<Vec<u8>>,
    is_known: bool,
    /// The numbers of the issues of the commit that are gone from the list, or changed.
    pub(crate) lost: Vec<u32>,
}

impl ChangedIssues {
    /// Returns the problem that keeps the list from being read. Marks of a merge are reported otherwise.
    pub(super) fn unreadable(&self) -> Option<Problem> {
        let bytes = self.bytes.clone()?;
        let problem = unreadable_issues(&self.files.folder.join(ISSUES_FILE), bytes)?;
        (problem.flaw != Flaw::ConflictMarkers).then_some(problem)
    }
}

/// The lists of bulletins on disk.
#[derive(Default)]
pub(crate) struct IssuesOnDisk {
    /// Those that differ from a commit.
    pub(crate) changed: Vec<ChangedIssues>,
    /// The paths of those that git is set to ignore, each with the file that says so.
    pub(crate) ignored: Vec<(Vec<u8>, String)>,
}

impl Repository {
    /// Returns the lists of bulletins on disk that differ from those of a commit.
    pub(crate) fn changed_issues(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<IssuesOnDisk, GitFault> {
        let mut found = IssuesOnDisk::default();
        let committed = self.lists_in(from)?;
        for files in &workspace.plans {
            let file = files.folder.join(ISSUES_FILE);
            let Some(path) = place_in(&file, self.top()) else {
                continue;
            };
            let bytes = if fs::metadata(&file).is_ok_and(|meta| meta.is_file()) {
                Some(read_plain(&file).map_err(GitFault::io(&file))?)
            } else if is_absent(&file) && committed.contains_key(&path) {
                None
            } else {
                continue;
            };
            let blob = committed.get(&path);
            let blob_now = bytes.as_deref().zip(blob);
            if blob_now.is_some_and(|(bytes, blob)| blob_id(bytes, blob) == *blob) {
                continue;
            }
            let was = match blob {
                Some(blob) => {
                    let mut contents = self.contents([blob])?;
                    let file = CommittedFile {
                        path: &path,
                        blob,
                        on_disk: bytes.as_deref(),
                    };
                    contents.extend(self.as_checked_out(std::iter::once(file))?);
                    contents.remove(blob)
                }
                None => None,
            };
            let now = bytes.as_deref().unwrap_or_default();
            if let (Some(was), Some(_)) = (&was, &bytes)
                && without_returns(was).eq(without_returns(now))
            {
                continue;
            }
            if was.is_none() {
                let ignored = self.ignored(std::slice::from_ref(&path))?;
                if !ignored.is_empty() {
                    found.ignored.extend(ignored);
                    continue;
                }
            }
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            found.changed.push(ChangedIssues {
                files: files.clone(),
                is_known: was.is_some(),
                lost: lost_issues(&text(was.as_deref().unwrap_or_default()), &text(now)),
                path,
                bytes,
                was,
            });
        }
        Ok(found)
    }

    /// Returns the contents of a path in a commit, if any.
    pub(crate) fn contents_in(
        &self,
        from: &CommitId,
        path: &[u8],
    ) -> Result<Option<Vec<u8>>, GitFault> {
        let Some(known) = self.find_in(from.as_str(), path)? else {
            return Ok(None);
        };
        let mut contents = self.contents([&known.id])?;
        Ok(Some(contents.remove(&known.id).unwrap_or_default()))
    }

    /// Returns the problem of a list of bulletins in a commit that cannot be read and that another commit does not have
    /// just so.
    pub(crate) fn unreadable_list(
        &self,
        workspace: &Workspace,
        commit: &CommitId,
        known: Option<&CommitId>,
    ) -> Result<Option<Problem>, GitFault> {
        let known = self.lists_in(known)?;
        let mut lists = self.lists_in(Some(commit))?;
        lists.retain(|path, blob| known.get(path) != Some(blob));
        let files = workspace.plans.iter();
        for file in files.map(|files| files.folder.join(ISSUES_FILE)) {
            let list = place_in(&file, self.top()).and_then(|path| lists.remove_entry(&path));
            let Some((path, blob)) = list else {
                continue;
            };
            let mut contents = self.contents([&blob])?;
            let list = CommittedFile {
                path: &path,
                blob: &blob,
                on_disk: None,
            };
            contents.extend(self.as_checked_out(std::iter::once(list))?);
            let bytes = contents.remove(&blob).unwrap_or_default();
            if let Some(problem) = unreadable_issues(&file, bytes) {
                return Ok(Some(problem));
            }
        }
        Ok(None)
    }

    /// Returns the paths of the lists of bulletins that a commit has, each with the id of its blob.
    pub(crate) fn lists_in(
        &self,
        from: Option<&CommitId>,
    ) -> Result<BTreeMap<Vec<u8>, ObjectId>, GitFault> {
        let Some(from) = from else {
            return Ok(BTreeMap::new());
        };
        let lists =
            self.entries_at(from.as_str(), |path| path.ends_with(ISSUES_FILE.as_bytes()))?;
        Ok(lists.into_iter().map(|it| (it.name, it.id)).collect())
    }

    /// Adds the lists of bulletins that differ to what the account itself commits.
    pub(crate) fn add_issues(
        &self,
        commits: &mut Vec<CommitDraft>,
        changed: Vec<ChangedIssues>,
        head: Option<&CommitId>,
        describe: Describe<'_>,
    ) -> Result<(), GitFault> {
        if changed.is_empty() {
            return Ok(());
        }
        if commits.first().is_none_or(|first| first.actor.is_some()) {
            let own = CommitDraft {
                top: self.top().to_owned(),
                base: head.cloned(),
                ..CommitDraft::default()
            };
            commits.insert(0, own);
        }
        let Some(own) = commits.first_mut() else {
            return Ok(());
        };
        for issues in changed {
            let bytes = issues.bytes.as_deref().unwrap_or_default();
            if find_conflict_marker(bytes).is_some() {
                return Err(GitTrouble::LeftByHand(vec![shown(&issues.path)]).into());
            }
            own.files.push(DraftFile {
                path: issues.path,
                bytes: issues.bytes,
                is_known: issues.is_known,
            });
            let mut known = own.plans.iter_mut();
            match known.find(|plan| plan.after.files.id == issues.files.id) {
                Some(plan) => (plan.issues, plan.lost_issues) = (true, issues.lost),
                None => own.plans.push(PlanDelta {
                    issues: true,
                    lost_issues: issues.lost,
                    ..PlanDelta::of(Loaded::read(&issues.files, Day::MAX))
                }),
            }
        }
        own.message = describe(&own.plans);
        Ok(())
    }
}

/// Returns the problems of issues that the last commit has, and that are gone from the lists of bulletins or changed
/// there. None is known if git cannot be asked.
pub fn check_lost_issues(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    for repository in Repository::homes(workspace).unwrap_or_default() {
        let head = repository.head().unwrap_or_default();
        let found = repository.changed_issues(head.as_ref(), workspace);
        for list in found.unwrap_or_default().changed {
            let file = list.files.folder.join(ISSUES_FILE);
            let flaws = list
                .lost
                .into_iter()
                .map(|number| Flaw::IssueGone { number });
            problems.extend(flaws.map(|flaw| Problem::of_file(&file, flaw)));
        }
    }
    problems
}

/// Iterates over the bytes without carriage returns: line ends may differ on disk.
fn without_returns(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().filter(|byte| **byte != b'\r').copied()
}
