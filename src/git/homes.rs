//! Finds the repository of each plan. Links are followed: inside the repository to the plan's real path, into another
//! repository to its history; a plan in none can be read but not committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::store::{PlanFiles, Workspace, is_link, real_place, top_around};
use crate::text::GitTrouble;

use super::paths::inside;
use super::{GitFault, Repository};

/// The plans of a repository that are looked at.
#[derive(Clone, Debug)]
pub(crate) enum Scope {
    /// All folders in a folder, by its path from the repository's top.
    Folder(Vec<u8>),
    /// The plans that links or submodules of another folder lead to: their paths from the repository's top, by id.
    Named(BTreeMap<String, Vec<u8>>),
}

/// Returns the path of a file in a plan's folder from a repository's top; `None` if links lead out of the repository, or
/// to nothing.
pub(crate) fn place_in(file: &Path, top: &Path) -> Option<Vec<u8>> {
    let real = real_place(file)?;
    let is_around = top_around(&real).is_some_and(|around| around == top);
    is_around.then(|| inside(real.strip_prefix(top).ok()?).ok())?
}

/// Returns the top of the repository that a plan lies in; `None` if it lies in none.
fn home_of(files: &PlanFiles) -> Option<PathBuf> {
    top_around(&real_place(&files.plan)?)
}

impl Repository {
    /// Returns the repositories of a workspace, each with the plans that lie in it: the one around its folder first
    /// (where there is one), then those that links and submodules lead into.
    ///
    /// # Errors
    /// Fails if there is none, or git refuses one of them.
    pub fn homes(workspace: &Workspace) -> Result<Vec<Self>, GitFault> {
        let own = Self::around(&workspace.folder);
        let own_top = own.as_ref().ok().map(|own| own.top().to_owned());
        let mut others: BTreeMap<PathBuf, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
        for files in &workspace.plans {
            if !is_led_elsewhere(files) && own_top.is_some() {
                continue;
            }
            let Some(top) = home_of(files).filter(|top| Some(top) != own_top.as_ref()) else {
                continue;
            };
            let folder = real_place(&files.folder);
            let path = folder.and_then(|folder| inside(folder.strip_prefix(&top).ok()?).ok());
            if let Some(path) = path {
                others
                    .entry(top)
                    .or_default()
                    .insert(files.id.clone(), path);
            }
        }
        let mut homes = Vec::new();
        match own {
            Ok(own) => homes.push(own),
            Err(fault) if others.is_empty() => return Err(fault),
            Err(GitFault::Trouble(GitTrouble::NotARepository(_))) => {}
            Err(fault) => return Err(fault),
        }
        for (top, folders) in others {
            homes.push(Self::around(&top)?.of_plans(folders));
        }
        Ok(homes)
    }

    /// Opens the repository around the folder of plans.
    ///
    /// # Errors
    /// Fails if there is none, with the repositories that its plans lie in, or if git refuses it.
    pub fn around_plans(workspace: &Workspace) -> Result<Self, GitFault> {
        let around = Self::around(&workspace.folder);
        let Err(GitFault::Trouble(GitTrouble::NotARepository(folder))) = &around else {
            return around;
        };
        let homes = workspace.plans.iter().filter_map(|files| {
            let top = home_of(files)?;
            Some(format!("{} ({})", files.id, top.display()))
        });
        let plans: Vec<String> = homes.collect();
        if plans.is_empty() {
            return around;
        }
        let folder = folder.clone();
        Err(GitTrouble::EachElsewhere { folder, plans }.into())
    }

    /// Returns the repository that a plan lies in: the one around the folder of plans, or the one that a link or
    /// submodule leads into.
    ///
    /// # Errors
    /// Fails if there is none, or git refuses it.
    pub fn of_plan(workspace: &Path, plan: &str) -> Result<Self, GitFault> {
        let homes = Self::homes(&Workspace {
            folder: workspace.to_owned(),
            plans: vec![PlanFiles::in_folder(workspace.join(plan))],
        })?;
        homes
            .into_iter()
            .last()
            .ok_or_else(|| GitTrouble::NotARepository(workspace.to_owned()).into())
    }

    /// Returns the plans of a workspace that lie in a repository of their own, with its top: behind a link, or in a
    /// submodule.
    pub fn plans_elsewhere(&self, workspace: &Workspace) -> Vec<(String, PathBuf)> {
        workspace
            .plans
            .iter()
            .filter(|files| is_led_elsewhere(files))
            .filter_map(|files| Some((files.id.clone(), home_of(files)?)))
            .filter(|(_, top)| top != self.top())
            .collect()
    }
}

/// Returns whether a plan's folder or one of its files is a link, or the folder is a repository of its own, so
/// that its real place must be resolved.
pub(crate) fn is_led_elsewhere(files: &PlanFiles) -> bool {
    is_link(&files.folder)
        || is_link(&files.plan)
        || is_link(&files.progress)
        || fs::symlink_metadata(files.folder.join(".git")).is_ok()
}
