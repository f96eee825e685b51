//! A plan before and after a change, such as a commit.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::natural_cmp;
use crate::store::Workspace;

use super::plan_texts::{PlanBlobs, PlanBytes};
use super::same_plan::title_of;
use super::{CommitId, GitFault, Repository};
use crate::diff::Version;

/// A plan before and after a change.
#[derive(Clone, Debug)]
pub struct PlanChange {
    /// Its id now, or the one it had if it is gone.
    pub id: String,
    /// The old version.
    pub before: Version,
    /// The new version.
    pub after: Version,
    /// The old and the new commit of the plan's submodule, if they are not here to be compared.
    pub missing_commits: Option<[Option<String>; 2]>,
}

impl PlanChange {
    /// Returns the plan's name in lists.
    pub fn name(&self) -> &str {
        self.after
            .name()
            .or_else(|| self.before.name())
            .unwrap_or(&self.id)
    }
}

impl Repository {
    /// Returns the plans whose files differ between a commit (`None` is before the first one) and another one, by id.
    /// A plan whose folder got another name is one plan, found by its title.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone lacks the files.
    pub fn changes_between(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let blobs = |at: Option<&CommitId>| match at {
            Some(at) => self.plan_blobs(at.as_str()),
            None => Ok(BTreeMap::new()),
        };
        let (mut before, mut after) = (blobs(from)?, blobs(Some(to))?);
        let plans = [before.clone(), after.clone()];
        after.retain(|id, blobs| {
            let is_other = before.get(id) != Some(blobs);
            if !is_other {
                before.remove(id);
            }
            is_other
        });
        if let Some(from) = from {
            let new = after.iter().filter(|(id, _)| !before.contains_key(*id));
            let new = new.filter_map(|(id, blobs)| Some((id, blobs.ids.plan.clone()?)));
            let new: BTreeMap<&String, String> = new.collect();
            let texts = self.contents(new.values().map(String::as_str))?;
            let text = |id: &String| texts.get(id).cloned();
            let new = new.into_iter();
            let new = new.filter_map(|(id, blob)| Some((id.clone(), text(&blob)?)));
            self.add_moved_here(from.as_str(), &mut before, &new.collect(), |folders| {
                self.gone_from(to.as_str(), folders)
            })?;
        }
        let mut found = changes(self.bytes_of(before)?, self.bytes_of(after)?);
        self.add_issues_between(&mut found, &plans, [from, Some(to)])?;
        found.extend(self.submodule_changes(from, to)?);
        found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(found)
    }

    /// Returns the plans whose files on disk differ from a commit.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or a file cannot be read.
    pub fn changes_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        let mut here = BTreeMap::new();
        for plan in self.differing_on_disk(from, workspace)? {
            let id = plan.disk.id.clone();
            after.insert(id.clone(), plan.bytes_now());
            if let Some(texts) = plan.before {
                before.insert(id.clone(), texts.bytes);
                let paths = plan.paths_before;
                here.insert(
                    id,
                    PlanBlobs {
                        paths,
                        ..PlanBlobs::default()
                    },
                );
            }
        }
        if let Some(from) = from {
            let new = after.iter().filter(|(id, _)| !before.contains_key(*id));
            let new = new.filter_map(|(id, bytes)| Some((id.clone(), bytes.plan.clone()?)));
            let new = new.collect();
            self.add_moved_here(from.as_str(), &mut here, &new, |folders| {
                self.gone_from_disk(folders)
            })?;
            here.retain(|id, _| !before.contains_key(id));
            before.extend(self.bytes_of(here)?);
        }
        let mut found = changes(before, after);
        self.add_issues_on_disk(&mut found, from, workspace)?;
        found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(found)
    }

    /// Returns the plans whose files on disk differ from a commit, with those in submodules, which are held against the
    /// commits that it names.
    ///
    /// # Errors
    /// As in [`Repository::changes_on_disk`].
    pub fn all_changes_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let mut found = self.changes_on_disk(from, workspace)?;
        found.extend(self.submodule_changes_on_disk(from, workspace)?);
        found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(found)
    }
}

pub(crate) fn version(id: &str, bytes: PlanBytes) -> Version {
    Version::read(id, bytes.plan, bytes.progress)
}

fn changes(
    mut before: BTreeMap<String, PlanBytes>,
    mut after: BTreeMap<String, PlanBytes>,
) -> Vec<PlanChange> {
    // A log without its plan is none.
    before.retain(|_, texts| texts.plan.is_some());
    after.retain(|_, texts| texts.plan.is_some());
    let title = |bytes: &PlanBytes| bytes.plan.as_deref().and_then(title_of);
    let added = after.iter().filter(|(id, _)| !before.contains_key(*id));
    let added: BTreeSet<String> = added.filter_map(|(_, bytes)| title(bytes)).collect();
    // A plan that got another folder may have left its own to a new one.
    let is_left_to = |old: &PlanBytes, now: &PlanBytes| {
        let was = title(old);
        was != title(now) && was.is_some_and(|was| added.contains(&was))
    };
    let mut found = Vec::new();
    let mut new = BTreeMap::new();
    for (id, bytes) in after {
        match before.remove(&id) {
            Some(old) if is_left_to(&old, &bytes) => {
                before.insert(id.clone(), old);
                new.insert(id, bytes);
            }
            Some(old) if old == bytes => {}
            Some(old) => found.push(PlanChange {
                before: version(&id, old),
                after: version(&id, bytes),
                missing_commits: None,
                id,
            }),
            None => {
                new.insert(id, bytes);
            }
        }
    }
    let mut gone = versions(before);
    for (id, after) in versions(new) {
        let title = |version: &Version| version.document.as_ref().map(|d| d.title.clone());
        let renamed = gone
            .iter()
            .position(|(_, old)| title(old).is_some() && title(old) == title(&after));
        let before = renamed.map(|at| gone.remove(at).1).unwrap_or_default();
        found.push(PlanChange {
            id,
            before,
            after,
            missing_commits: None,
        });
    }
    found.extend(gone.into_iter().map(|(id, before)| PlanChange {
        id,
        before,
        after: Version::default(),
        missing_commits: None,
    }));
    found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    found
}

fn versions(texts: BTreeMap<String, PlanBytes>) -> Vec<(String, Version)> {
    texts
        .into_iter()
        .map(|(id, texts)| {
            let version = version(&id, texts);
            (id, version)
        })
        .collect()
}
