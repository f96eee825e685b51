use std::collections::BTreeMap;

use crate::plan::natural_cmp;
use crate::store::Workspace;

use super::uncommitted::texts_on_disk;
use super::{CommitId, GitFault, PlanTexts, Repository, Version};

/// One plan before and after.
#[derive(Clone, Debug)]
pub struct PlanChange {
    /// Its id now; of a plan that is gone, the one it had.
    pub id: String,
    /// What it said.
    pub before: Version,
    /// What it says.
    pub after: Version,
}

impl PlanChange {
    /// What it is called in lists.
    pub fn name(&self) -> &str {
        self.after
            .name()
            .or_else(|| self.before.name())
            .unwrap_or(&self.id)
    }
}

/// A plan's two files as bytes.
#[derive(Default, PartialEq)]
struct Texts {
    plan: Option<Vec<u8>>,
    progress: Option<Vec<u8>>,
}

impl Texts {
    fn version(&self, id: &str) -> Version {
        Version::read(id, self.plan.clone(), self.progress.clone())
    }
}

impl From<PlanTexts> for Texts {
    fn from(texts: PlanTexts) -> Self {
        Self {
            plan: texts.plan.map(|text| text.bytes),
            progress: texts.progress.map(|text| text.bytes),
        }
    }
}

impl Repository {
    /// The plans whose files differ between a commit (`None` is before the first one) and another one, by id. A plan
    /// whose folder got another name is one plan, found by its title.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn changes_between(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
    ) -> Result<Vec<PlanChange>, GitFault> {
        Ok(changes(self.texts(from)?, self.texts(Some(to))?))
    }

    /// The plans whose files on disk differ from a commit.
    ///
    /// # Errors
    /// Where git cannot be asked, or a file cannot be read.
    pub fn changes_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let now = texts_on_disk(workspace)?.into_iter().map(|disk| {
            let texts = Texts {
                plan: disk.plan,
                progress: disk.progress,
            };
            (disk.id, texts)
        });
        Ok(changes(self.texts(from)?, now.collect()))
    }

    fn texts(&self, at: Option<&CommitId>) -> Result<BTreeMap<String, Texts>, GitFault> {
        let plans = at.map_or_else(|| Ok(Vec::new()), |at| self.read_at(at))?;
        Ok(plans
            .into_iter()
            .map(|plan| (plan.id.clone(), plan.into()))
            .collect())
    }
}

fn changes(
    mut before: BTreeMap<String, Texts>,
    mut after: BTreeMap<String, Texts>,
) -> Vec<PlanChange> {
    let common: Vec<String> = after
        .keys()
        .filter(|id| before.contains_key(*id))
        .cloned()
        .collect();
    let mut found = Vec::new();
    for id in common {
        let (old, new) = (before.remove(&id), after.remove(&id));
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            found.push(PlanChange {
                before: old.version(&id),
                after: new.version(&id),
                id,
            });
        }
    }
    let mut gone: Vec<(String, Version)> = versions(before);
    for (id, after) in versions(after) {
        let title = |version: &Version| version.document.as_ref().map(|d| d.title.clone());
        let renamed = gone
            .iter()
            .position(|(_, old)| title(old).is_some() && title(old) == title(&after));
        let before = renamed.map(|at| gone.remove(at).1).unwrap_or_default();
        found.push(PlanChange { id, before, after });
    }
    found.extend(gone.into_iter().map(|(id, before)| PlanChange {
        id,
        before,
        after: Version::default(),
    }));
    found.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    found
}

fn versions(texts: BTreeMap<String, Texts>) -> Vec<(String, Version)> {
    texts
        .into_iter()
        .map(|(id, texts)| {
            let version = texts.version(&id);
            (id, version)
        })
        .collect()
}
