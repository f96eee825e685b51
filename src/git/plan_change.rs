//! A plan before and after a change, such as a commit.

use std::collections::BTreeMap;

use super::history::issue_changes::issues;
use super::paths::joined;
use super::plan_texts::{PlanBlobs, PlanBytes};
use super::recording::renamed_plan::OnDisk;
use super::same_plan::{PlanTree, is_elsewhere, last_name, left_out, name_before};
use super::{CommitId, GitFault, Repository};
use crate::diff::Version;
use crate::plan::natural_cmp;
use crate::store::{ISSUES_FILE, Workspace};

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
    /// A plan whose folder got another name or place is one plan.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone lacks the files.
    pub fn changes_between(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
    ) -> Result<Vec<PlanChange>, GitFault> {
        let before =
            from.map_or_else(|| Ok(PlanTree::new()), |from| self.plan_tree(from.as_str()))?;
        let after = self.plan_tree(to.as_str())?;
        let pairs = self.pairs_of(&before, &after)?;
        let lists = [self.lists_in(from)?, self.lists_in(Some(to))?];
        let list = |side: usize, blobs: &PlanBlobs| {
            lists[side].get(&joined(blobs.folder()?, ISSUES_FILE.as_bytes()))
        };
        let gone = before.keys().filter(|was| !pairs.contains_key(*was));
        let gone = gone.filter(|was| !is_elsewhere(was));
        let gone = gone.chain(left_out(&before, &after, &pairs));
        let gone = gone.map(|was| (Some(was), None));
        let here = after.keys().map(|is| (name_before(&pairs, is), Some(is)));
        let here =
            here.filter(|(was, is)| [was, is].into_iter().flatten().any(|it| !is_elsewhere(it)));
        let mut differing = Vec::new();
        for (was, is) in here.chain(gone) {
            // A log without its plan is not a plan.
            let of = |plans: &'_ PlanTree, name: Option<&String>| {
                plans
                    .get(name?)
                    .filter(|blobs| blobs.ids.plan.is_some())
                    .cloned()
            };
            let sides = [of(&before, was), of(&after, is)];
            let lists = [0, 1].map(|side| list(side, sides[side].as_ref()?).cloned());
            let names = [was, is].map(|name| name.map(|name| last_name(name)));
            let [old, new] = &sides;
            if old != new || lists[0] != lists[1] || old.is_some() && names[0] != names[1] {
                differing.push(([was, is], sides, lists));
            }
        }
        let blobs = differing.iter().flat_map(|(_, sides, lists)| {
            let plans = sides.iter().flatten().flat_map(PlanBlobs::ids);
            plans.chain(lists.iter().flatten())
        });
        let contents = self.contents(blobs)?;
        let mut found = self.submodule_changes(from, to)?;
        for ([was, is], sides, lists) in differing {
            let [before, after] = [(was, 0), (is, 1)].map(|(name, side)| {
                let bytes = sides[side].as_ref().map(|blobs| blobs.bytes(&contents));
                let list = lists[side].as_ref().and_then(|list| contents.get(list));
                Version {
                    issues: issues(list),
                    ..version(name.map_or("", String::as_str), bytes.unwrap_or_default())
                }
            });
            let left = was.map(|was| short_name(was, |id| pairs.values().any(|is| is == id)));
            found.push(PlanChange {
                id: is.cloned().or(left).unwrap_or_default(),
                before,
                after,
                missing_commits: None,
            });
        }
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
        let OnDisk {
            differing,
            left_out,
        } = self.paired_on_disk(from, workspace)?;
        let mut found = Vec::new();
        let mut add = |id: &str, before: PlanBytes, after: PlanBytes| {
            if before.plan.is_some() || after.plan.is_some() {
                found.push(PlanChange {
                    id: id.to_owned(),
                    before: version(id, before),
                    after: version(id, after),
                    missing_commits: None,
                });
            }
        };
        let mut folders = BTreeMap::new();
        for plan in differing {
            let (id, before, after) = (&plan.disk.id, plan.bytes_before(), plan.bytes_now());
            if plan.has_replaced {
                add(id, before, PlanBytes::default());
                add(id, PlanBytes::default(), after);
                continue;
            }
            let came_from = plan.moved.map(|moved| moved.from);
            if before != after || came_from.as_deref().map(last_name) != Some(id) {
                add(id, before, after);
            }
            folders.extend(came_from.map(|from| (id.clone(), from)));
        }
        for (name, bytes) in left_out {
            let is_taken = |id: &str| workspace.plans.iter().any(|files| files.id == id);
            add(&short_name(&name, is_taken), bytes, PlanBytes::default());
        }
        self.add_issues_on_disk(&mut found, &folders, from, workspace)?;
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

/// Returns the id that a plan had, or its path if another plan has that id.
fn short_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let id = last_name(name);
    if is_elsewhere(name) && is_taken(id) {
        name
    } else {
        id
    }
    .to_owned()
}
