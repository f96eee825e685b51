//! The list of a plan's bulletins, which is committed with the plan.

use std::fs;

use super::commit_draft::{CommitDraft, Describe, DraftFile, PlanDelta};
use crate::git::homes::place_in;
use crate::git::paths::shown;
use crate::git::{CommitId, GitFault, Repository};
use crate::plan::Day;
use crate::store::{ISSUES_FILE, Loaded, PlanFiles, Workspace, find_conflict_marker, read_plain};

/// A list of bulletins that differs from a commit.
pub(crate) struct ChangedIssues {
    /// The plan.
    pub(crate) files: PlanFiles,
    path: Vec<u8>,
    bytes: Vec<u8>,
    is_known: bool,
}

/// The lists of bulletins on disk.
#[derive(Default)]
pub(crate) struct IssuesOnDisk {
    /// Those that differ from a commit.
    pub(crate) changed: Vec<ChangedIssues>,
    /// The paths of those that git is told to ignore, each with the file that says so.
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
        for files in &workspace.plans {
            let file = files.folder.join(ISSUES_FILE);
            if !fs::metadata(&file).is_ok_and(|meta| meta.is_file()) {
                continue;
            }
            let Some(path) = place_in(&file, self.top()) else {
                continue;
            };
            let bytes = read_plain(&file).map_err(GitFault::io(&file))?;
            let known = match from {
                Some(from) => self.find_in(from.as_str(), &path)?,
                None => None,
            };
            if let Some(known) = &known {
                let contents = self.contents([known.id.as_str()])?;
                let was = contents.get(&known.id).map_or(&[][..], Vec::as_slice);
                if without_returns(was).eq(without_returns(&bytes)) {
                    continue;
                }
            } else {
                let ignored = self.ignored(std::slice::from_ref(&path))?;
                if !ignored.is_empty() {
                    found.ignored.extend(ignored);
                    continue;
                }
            }
            found.changed.push(ChangedIssues {
                files: files.clone(),
                is_known: known.is_some(),
                path,
                bytes,
            });
        }
        Ok(found)
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
                actor: None,
                message: String::new(),
                plans: Vec::new(),
                files: Vec::new(),
                top: self.top().to_owned(),
                base: head.cloned(),
            };
            commits.insert(0, own);
        }
        let Some(own) = commits.first_mut() else {
            return Ok(());
        };
        for issues in changed {
            if find_conflict_marker(&issues.bytes).is_some() {
                return Err(GitFault::LeftByHand(vec![shown(&issues.path)]));
            }
            own.files.push(DraftFile {
                path: issues.path,
                bytes: Some(issues.bytes),
                is_known: issues.is_known,
            });
            let mut known = own.plans.iter_mut();
            match known.find(|plan| plan.after.files.id == issues.files.id) {
                Some(plan) => plan.issues = true,
                None => own.plans.push(PlanDelta {
                    issues: true,
                    ..PlanDelta::of(Loaded::read(&issues.files, Day::MAX))
                }),
            }
        }
        own.message = describe(&own.plans);
        Ok(())
    }
}

/// Iterates over the bytes without carriage returns: line ends may differ on disk.
fn without_returns(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().filter(|byte| **byte != b'\r').copied()
}
