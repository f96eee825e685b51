//! The plans that lie in submodules, at the commits that the parent's commits name.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::Version;
use crate::diff::version::LAST_DAY;
use crate::store::{Loaded, PerPart, PlanFiles, Workspace, is_missing, read_plain};

use crate::git::found_in_tree::InSubmodule;
use crate::git::homes::Scope;
use crate::git::paths::{argument, joined, shown};
use crate::git::plan_change::{PlanChange, version};
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::text::GitTrouble;

impl Repository {
    /// Returns the repository of a plan that lies in a submodule of a commit, with the commit that is named there;
    /// `None` if the plan lies in none.
    ///
    /// # Errors
    /// Fails if that commit is not here, or git cannot be asked.
    pub fn submodule_of(
        &self,
        commit: &CommitId,
        plan: &str,
    ) -> Result<Option<(Self, CommitId)>, GitFault> {
        let found = self.submodules_in(commit.as_str())?.remove(plan);
        found.map(|at| self.inside(plan, &at)).transpose()
    }

    /// Opens a submodule for the one plan in it.
    fn inside(&self, plan: &str, at: &InSubmodule) -> Result<(Self, CommitId), GitFault> {
        let not_here = || {
            GitFault::Trouble(GitTrouble::CommitNotHere {
                plan: plan.to_owned(),
                submodule: shown(&at.submodule),
                commit: at.commit.short().to_owned(),
            })
        };
        let top = self.top().join(argument(&at.submodule));
        let inner = Self::around(&top).map_err(|_| not_here())?;
        if inner.top() != top || inner.object(at.commit.as_str())?.is_none() {
            return Err(not_here());
        }
        let folders = BTreeMap::from([(plan.to_owned(), at.path.clone())]);
        Ok((inner.of_plans(folders), at.commit.clone()))
    }

    /// Returns a plan in a submodule as it is in the commit that is named.
    pub(crate) fn text_inside(
        &self,
        plan: &str,
        at: &InSubmodule,
    ) -> Result<Option<PlanTexts>, GitFault> {
        let (inner, commit) = self.inside(plan, at)?;
        Ok(inner.read_at(&commit)?.pop())
    }

    fn submodules_at(
        &self,
        at: Option<&CommitId>,
    ) -> Result<BTreeMap<String, InSubmodule>, GitFault> {
        at.map_or_else(|| Ok(BTreeMap::new()), |at| self.submodules_in(at.as_str()))
    }

    /// Returns the plans in submodules that moved to another commit: compared if the submodule is here, else only
    /// named.
    pub(crate) fn submodule_changes(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let before = self.submodules_at(from)?;
        let after = self.submodules_at(Some(to))?;
        let mut found = Vec::new();
        for id in both(&before, &after) {
            let (old, new) = (before.get(id), after.get(id));
            if old.map(|at| &at.commit) != new.map(|at| &at.commit) {
                let sides = [self.version_inside(id, old), self.version_inside(id, new)];
                found.push(change(id, sides, [old, new]));
            }
        }
        Ok(found)
    }

    /// Returns the plans in submodules whose files on disk differ from the commits that `from` names.
    pub(crate) fn submodule_changes_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let before = self.submodules_at(from)?;
        let now = self.submodules_at(self.head()?.as_ref())?;
        let mut found = Vec::new();
        for id in both(&before, &now) {
            let (old, new) = (before.get(id), now.get(id));
            let files = workspace.plans.iter().find(|files| files.id == *id);
            let on_disk = match files {
                Some(files) if files.is_promised() => None,
                Some(files) if is_missing(&files.plan) => Some(Version::default()),
                Some(files) => Some(Version::of(&Loaded::read(files, LAST_DAY))),
                None if self.is_left_by_git(id)? => continue,
                None => Some(Version::default()),
            };
            let is_same_commit = old.map(|at| &at.commit) == new.map(|at| &at.commit);
            if (on_disk.is_none() && is_same_commit) || self.is_as_inside(id, old, files) {
                continue;
            }
            found.push(change(
                id,
                [self.version_inside(id, old), on_disk],
                [old, new],
            ));
        }
        Ok(found)
    }

    /// Returns the version of a plan in the commit that a submodule is at; `None` if that is not here.
    fn version_inside(&self, plan: &str, at: Option<&InSubmodule>) -> Option<Version> {
        let Some(at) = at else {
            return Some(Version::default());
        };
        let texts = self.text_inside(plan, at).ok()?;
        let bytes = texts.map(|texts| texts.bytes).unwrap_or_default();
        Some(version(plan, bytes))
    }

    /// Returns whether the files on disk are what a submodule's commit has, byte for byte.
    fn is_as_inside(
        &self,
        plan: &str,
        at: Option<&InSubmodule>,
        files: Option<&PlanFiles>,
    ) -> bool {
        let (Some(at), Some(files)) = (at, files) else {
            return false;
        };
        let Ok(Some(texts)) = self.text_inside(plan, at) else {
            return false;
        };
        PerPart::from_fn(|part| read_plain(files.path(part)).ok()) == texts.bytes
    }

    /// Returns whether git itself leaves a plan's link or submodule out of the work tree.
    fn is_left_by_git(&self, plan: &str) -> Result<bool, GitFault> {
        let Scope::Folder(prefix) = self.scope() else {
            return Ok(false);
        };
        let path = joined(prefix, plan.as_bytes());
        Ok(!self.flagged_in_index(&[path])?.is_empty())
    }
}

/// Returns the ids of the plans of both sides, sorted.
fn both<'s>(
    before: &'s BTreeMap<String, InSubmodule>,
    after: &'s BTreeMap<String, InSubmodule>,
) -> BTreeSet<&'s String> {
    before.keys().chain(after.keys()).collect()
}

/// Returns a change of which both sides are known, or else names the commits alone.
fn change(id: &str, sides: [Option<Version>; 2], commits: [Option<&InSubmodule>; 2]) -> PlanChange {
    let is_known = sides.iter().all(Option::is_some);
    let [before, after] = sides.map(Option::unwrap_or_default);
    PlanChange {
        id: id.to_owned(),
        before,
        after,
        missing_commits: (!is_known).then(|| commits.map(|at| at.map(|at| at.commit.to_string()))),
    }
}
