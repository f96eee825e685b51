//! Plans whose folder was renamed on disk, or moved to another folder of the repository: one moved plan, not a deleted and
//! a new one.

use std::collections::BTreeMap;

use super::on_disk::DifferingPlan;
use crate::git::history::moved_folders::folder_of;
use crate::git::paths::{argument, joined, shown};
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::is_same_plan;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::store::{ISSUES_FILE, Workspace, is_missing};

/// The folder of a plan in HEAD and the one that it was moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedFolder {
    /// Its name, or its path if it lay in another folder of plans.
    pub from: String,
    /// Its name or path now.
    pub to: String,
}

impl MovedFolder {
    /// Returns whether it got another name in the same folder of plans.
    pub(super) fn is_renamed(&self) -> bool {
        !self.from.contains('/') && !self.to.contains('/')
    }
}

impl Repository {
    /// Returns the plans that differ between disk and HEAD; one whose folder was renamed or moved is one plan.
    pub(super) fn differing_from_head(
        &self,
        head: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<DifferingPlan>, GitFault> {
        let mut differing = self.differing_on_disk(head, workspace)?;
        join_renamed(&mut differing);
        if let Some(head) = head {
            self.join_moved_here(head, &mut differing)?;
            self.add_left_lists(head, &mut differing)?;
        }
        Ok(differing)
    }

    /// Adds the lists of bulletins that went with plans whose folder is gone, to what those leave behind.
    fn add_left_lists(
        &self,
        head: &CommitId,
        differing: &mut [DifferingPlan],
    ) -> Result<(), GitFault> {
        for plan in differing {
            let gone = plan.paths_before.plan.as_ref().filter(|_| is_gone(plan));
            let Some(folder) = plan
                .left_behind
                .first()
                .or(gone)
                .map(|path| folder_of(path))
            else {
                continue;
            };
            let list = joined(folder, ISSUES_FILE.as_bytes());
            if is_missing(&self.top().join(argument(&list)))
                && self.find_in(head.as_str(), &list)?.is_some()
                && self
                    .flagged_in_index(std::slice::from_ref(&list))?
                    .is_empty()
            {
                plan.left_behind.push(list);
            }
        }
        Ok(())
    }

    /// Joins each new plan with the one that lay elsewhere in the repository and is gone from there.
    fn join_moved_here(
        &self,
        head: &CommitId,
        differing: &mut [DifferingPlan],
    ) -> Result<(), GitFault> {
        let new = differing.iter().filter(|plan| is_new(plan));
        let new =
            new.filter_map(|plan| Some((plan.disk.id.clone(), plan.disk.texts.plan.clone()?)));
        let new: BTreeMap<String, Vec<u8>> = new.collect();
        let known = differing.iter().filter(|plan| plan.before.is_some());
        let mut found: BTreeMap<String, PlanBlobs> = known
            .map(|plan| {
                let paths = plan.paths_before.clone();
                let blobs = PlanBlobs {
                    paths,
                    ..PlanBlobs::default()
                };
                (plan.disk.id.clone(), blobs)
            })
            .collect();
        self.add_moved_here(head.as_str(), &mut found, &new, |folders| {
            self.gone_from_disk(folders)
        })?;
        found.retain(|id, _| new.contains_key(id));
        let contents = self.contents(found.values().flat_map(PlanBlobs::ids))?;
        for plan in differing.iter_mut().filter(|plan| is_new(plan)) {
            let Some(old) = found.remove(&plan.disk.id) else {
                continue;
            };
            let bytes = old.bytes(&contents);
            let folder = old.folder().map(shown);
            let to = plan.disk.paths.plan.as_deref().map(folder_of).map(shown);
            if let Some((from, to)) = folder.zip(to)
                && is_same_plan(&bytes, &plan.bytes_now())
            {
                plan.before = Some(PlanTexts::new(plan.disk.id.clone(), bytes));
                plan.left_behind = old.paths.iter().cloned().collect();
                plan.moved = Some(MovedFolder { from, to });
            }
        }
        Ok(())
    }
}

/// Joins each deleted plan with the new plan that is the same under another name.
fn join_renamed(differing: &mut Vec<DifferingPlan>) {
    let mut gone: Vec<DifferingPlan> = differing.extract_if(.., |plan| is_gone(plan)).collect();
    for plan in differing.iter_mut().filter(|plan| is_new(plan)) {
        let is_it = |old: &DifferingPlan| {
            is_same_plan(&old.bytes_before(), &plan.bytes_now())
        };
        let Some(at) = gone.iter().position(is_it) else {
            continue;
        };
        let old = gone.remove(at);
        plan.before = old.before;
        plan.left_behind = old.paths_before.iter().cloned().collect();
        plan.moved = Some(MovedFolder {
            from: old.disk.id,
            to: plan.disk.id.clone(),
        });
    }
    differing.append(&mut gone);
}

fn is_gone(plan: &DifferingPlan) -> bool {
    plan.bytes_before().plan.is_some() && plan.bytes_now().is_empty()
}

fn is_new(plan: &DifferingPlan) -> bool {
    plan.before.is_none() && plan.disk.texts.plan.is_some()
}
