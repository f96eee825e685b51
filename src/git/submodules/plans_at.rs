//! The plans of a workspace at a revision: those of its own repository at its commit, those in submodules at the commits
//! that it names, and those in other repositories on the day.

use crate::plan::{WorkCalendar, natural_cmp};
use crate::store::{OfficeSettings, WORKSPACE_FILE, Workspace};

use crate::git::history::moved_folders::folder_of;
use crate::git::homes::Scope;
use crate::git::paths::joined;
use crate::git::revision::day;
use crate::git::same_plan::is_elsewhere;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::text::GitTrouble;

impl Repository {
    /// Returns the plans of a workspace at a day or at a revision of the repository around it, by id: all, or the one
    /// named.
    ///
    /// # Errors
    /// Fails if there is no such revision, if it says nothing about a plan that is read, or if git cannot be asked.
    pub fn plans_at(
        workspace: &Workspace,
        text: &str,
        only: Option<&str>,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let homes = Self::homes(workspace)?;
        let mut found = Vec::new();
        let mut around: Option<(&Self, CommitId)> = None;
        for home in &homes {
            if let Scope::Folder(_) = home.scope() {
                let commit = home.resolve(text)?;
                found.extend(home.read_with_submodules(&commit, only)?);
                around = Some((home, commit));
            } else if let Some(commit) = home.commit_beside(around.as_ref(), text, only)? {
                found.extend(home.read_at(&commit)?);
            }
        }
        found.retain(|plan| only.is_none_or(|only| only == plan.id));
        if let Some((home, commit)) = around {
            let calendar = home.calendar_in(&commit)?;
            for plan in &mut found {
                plan.calendar.clone_from(&calendar);
            }
        }
        found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(found)
    }

    /// Returns the plans of a workspace at a day or revision, and those that lay elsewhere in the repository around it, by
    /// their paths: they may be in the workspace now.
    ///
    /// # Errors
    /// As in [`Self::plans_at`].
    pub fn plans_then(workspace: &Workspace, text: &str) -> Result<Vec<PlanTexts>, GitFault> {
        let mut found = Self::plans_at(workspace, text, None)?;
        if let Ok(around) = Self::around(&workspace.folder) {
            let commit = around.resolve(text)?;
            let mut plans = around.plan_tree(commit.as_str())?;
            plans.retain(|name, _| is_elsewhere(name));
            let calendar = around.calendar_in(&commit)?;
            let plans = around.bytes_of(plans)?.into_iter();
            found.extend(plans.map(|(name, bytes)| PlanTexts {
                calendar: calendar.clone(),
                ..PlanTexts::new(name, bytes)
            }));
        }
        Ok(found)
    }

    /// Reads the plans at the revision that an issue of a plan's bulletin notes: one of the plan's own repository.
    ///
    /// # Errors
    /// As in [`Self::plans_at`].
    pub fn plans_of_issue(
        workspace: &Workspace,
        plan: Option<&str>,
        revision: &str,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let own = plan.and_then(|plan| Self::of_plan(&workspace.folder, plan).ok());
        let around = Self::around(&workspace.folder).ok();
        let is_elsewhere = |own: &Self| {
            around
                .as_ref()
                .is_none_or(|around| around.top() != own.top())
        };
        let own = own.filter(is_elsewhere);
        // One that was noted before is of the repository around the plans.
        match own.and_then(|own| Some((own.resolve(revision).ok()?, own))) {
            Some((commit, own)) => own.read_at(&commit),
            None => Self::plans_then(workspace, revision),
        }
    }

    /// Returns the working days of a workspace at a day or at a revision of the repository around it; `None` where only
    /// those of today are known.
    ///
    /// # Errors
    /// Fails if there is no such revision, or if git cannot be asked.
    pub fn calendar_at(
        workspace: &Workspace,
        text: &str,
    ) -> Result<Option<WorkCalendar>, GitFault> {
        let homes = Self::homes(workspace)?;
        let around = homes
            .iter()
            .find(|home| matches!(home.scope(), Scope::Folder(_)));
        around.map_or(Ok(None), |home| home.calendar_in(&home.resolve(text)?))
    }

    /// Returns the working days that duban.toml beside the folder of plans sets at a commit; `None` if that place is
    /// not in the repository.
    fn calendar_in(&self, commit: &CommitId) -> Result<Option<WorkCalendar>, GitFault> {
        let Scope::Folder(plans) = self.scope() else {
            return Ok(None);
        };
        if plans.is_empty() {
            return Ok(None);
        }
        let path = joined(folder_of(plans), WORKSPACE_FILE.as_bytes());
        let bytes = self.contents_in(commit, &path)?.unwrap_or_default();
        Ok(Some(OfficeSettings::of_bytes(bytes).calendar))
    }

    /// Returns the repository of a plan and the commit that a day or revision names there.
    ///
    /// # Errors
    /// As in [`Repository::plans_at`].
    pub fn home_at(
        &self,
        workspace: &Workspace,
        plan: &str,
        text: &str,
    ) -> Result<(Self, CommitId), GitFault> {
        let home = Self::of_plan(&workspace.folder, plan)?;
        let commit = self.resolve(text)?;
        if home.top() == self.top() {
            return Ok((self.clone(), commit));
        }
        if let Some(inside) = self.submodule_of(&commit, plan)? {
            return Ok(inside);
        }
        let commit = home.commit_beside(Some(&(self, commit)), text, None)?;
        let commit = commit.ok_or_else(|| GitTrouble::UnknownRevision(text.to_owned()))?;
        Ok((home, commit))
    }

    /// Returns the ids of the plans at a commit, with those in submodules.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn plan_ids_at(&self, commit: &CommitId) -> Result<Vec<String>, GitFault> {
        let mut ids: Vec<String> = self.plan_blobs(commit.as_str())?.into_keys().collect();
        ids.extend(self.submodules_in(commit.as_str())?.into_keys());
        Ok(ids)
    }

    fn read_with_submodules(
        &self,
        commit: &CommitId,
        only: Option<&str>,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let mut found = self.read_at(commit)?;
        for (plan, at) in self.submodules_in(commit.as_str())? {
            if only.is_none_or(|only| only == plan) {
                found.extend(self.text_inside(&plan, &at)?);
            }
        }
        Ok(found)
    }

    /// Returns the commit of a repository beside the one around the workspace. `None` if no plan asked for is in it,
    /// if it had no commit on that day, or if it lies in the other's work tree and so in its commit.
    fn commit_beside(
        &self,
        around: Option<&(&Self, CommitId)>,
        text: &str,
        only: Option<&str>,
    ) -> Result<Option<CommitId>, GitFault> {
        let Some((own, _)) = around else {
            return self.resolve(text).map(Some);
        };
        let Scope::Named(folders) = self.scope() else {
            return Ok(None);
        };
        // A repository in the work tree is a submodule, or was not one yet.
        if self.top().starts_with(own.top()) {
            return Ok(None);
        }
        let meant = folders
            .keys()
            .find(|plan| only.is_none_or(|only| only == *plan));
        let Some(plan) = meant else {
            return Ok(None);
        };
        match day(text) {
            Some(_) => match self.resolve(text) {
                Err(GitFault::Trouble(GitTrouble::NothingYet(_) | GitTrouble::Unborn)) => Ok(None),
                found => found.map(Some),
            },
            None => Err(GitFault::Trouble(GitTrouble::OfAnotherRepository {
                plan: plan.clone(),
                top: self.top().to_owned(),
                revision: text.to_owned(),
            })),
        }
    }
}
