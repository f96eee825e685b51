//! Plans whose plan and log both differ between two sides: the log is merged under the merged plan's names.

use std::collections::BTreeMap;

use super::conflicted_file::Settle;
use super::merged_tree::{FileConflicts, IndexMerge, Stages, merge_fault};
use super::side_deleted::MergeTrees;
use crate::git::paths::shown;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::is_elsewhere;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::merge::astray::{new_correction_of_nothing, new_errors, new_recounted};
use crate::merge::carried::merge_carried;
use crate::merge::{Choice, Conflict, Merged, Versions};
use crate::plan::Day;
use crate::store::{Loaded, PlanPart, Problem, Workspace};

/// A plan both of whose files differ between two sides.
pub(crate) struct PlanAndLog {
    /// Its id.
    pub(crate) id: String,
    /// plan.toml and progress.toml, each with its path from the repository's top and its versions.
    pub(crate) files: [(Vec<u8>, Stages); 2],
}

/// Returns the plans whose two files both differ between the sides of a merge, and which both sides changed.
fn plans_and_logs(unmerged: &BTreeMap<Vec<u8>, Stages>, trees: &MergeTrees) -> Vec<PlanAndLog> {
    let mut found = Vec::new();
    let none = PlanBlobs::default();
    for id in trees.ours.plans.keys() {
        let [was, Some(ours), Some(theirs)] = trees.plan(id).all() else {
            continue;
        };
        // A plan that both sides added has no common version.
        let versions = Versions::new(was.unwrap_or(&none), ours, theirs);
        let differ = PlanPart::BOTH
            .iter()
            .all(|part| ours.ids[*part] != theirs.ids[*part]);
        if !differ || versions.sides().contains(&versions.base) {
            continue;
        }
        let file = |part: PlanPart| {
            let path = ours.paths[part].as_ref()?;
            let mut known = was.into_iter().chain(versions.sides());
            if known.any(|blobs| blobs.paths[part].as_ref() != Some(path)) {
                return None;
            }
            let stages = match unmerged.get(path) {
                Some(stages) => stages.clone(),
                None => Stages::of_file(versions.map(|blobs| blobs.ids[part].clone())),
            };
            Some((path.clone(), stages))
        };
        if let [Some(plan), Some(log)] = PlanPart::BOTH.map(file) {
            let files = [plan, log];
            let id = id.clone();
            found.push(PlanAndLog { id, files });
        }
    }
    found
}

impl Repository {
    /// Merges the plans whose two files both differ between the sides: a log follows what its plan renumbers.
    pub(super) fn join_plans_and_logs(
        &self,
        merge: &mut IndexMerge,
        trees: &MergeTrees,
        chosen: Settle<'_>,
    ) -> Result<(), GitFault> {
        for pair in plans_and_logs(&merge.both, trees) {
            let [(plan_path, plan_stages), (log_path, log_stages)] = &pair.files;
            if merge.settled.contains(plan_path) {
                continue;
            }
            let asked = |conflict: &Conflict| chosen(&pair.id, conflict);
            let plan = self.join_plan_file(plan_path, plan_stages, None, &asked)?;
            let Some(plan) = plan.filter(|plan| plan.conflicts.is_empty()) else {
                continue;
            };
            let files = pair.files.each_ref();
            let files = files.map(|(path, stages)| (path.as_slice(), stages));
            let log = self.join_log(files, &plan.text, &asked)?;
            merge.settle(plan_path, plan_stages, &self.keep_raw(plan.text)?);
            merge.settle(log_path, log_stages, &self.keep_raw(log.text)?);
            if !log.conflicts.is_empty() {
                merge.conflicts.push(FileConflicts {
                    plan: pair.id.clone(),
                    part: PlanPart::Progress,
                    paths: vec![log_path.clone()],
                    versions: self.texts_of(log_path, log_stages)?,
                    open: log.conflicts,
                });
            }
        }
        Ok(())
    }

    /// Merges the log of a plan whose plan.toml is merged already.
    pub(crate) fn join_log(
        &self,
        [plans, (path, logs)]: [(&[u8], &Stages); 2],
        plan: &str,
        chosen: &dyn Fn(&Conflict) -> Option<Choice>,
    ) -> Result<Merged, GitFault> {
        let plans = self.texts_of(plans.0, plans.1)?;
        let logs = self.texts_of(path, logs)?;
        merge_carried(plans.texts(), plan, logs.texts(), chosen)
            .map_err(|fault| merge_fault(&fault, &shown(path), logs.texts()))
    }

    /// Returns the errors of a merge that neither side has, and the problem of an entry that counts otherwise than it
    /// did where it was recorded, because the other side changed the way it is counted, or moved what it corrects.
    pub(super) fn led_astray(
        &self,
        workspace: &Workspace,
        [ours, theirs, merged]: [&CommitId; 3],
    ) -> Result<Vec<Problem>, GitFault> {
        if merged == ours || merged == theirs {
            return Ok(Vec::new());
        }
        let mut problems = Vec::new();
        let base = self.merge_base(ours, theirs)?;
        let mut trees = self.whole_trees(base.as_ref(), [ours, theirs])?;
        for plan in trees.renamed_on_one_side() {
            trees.rename(plan);
        }
        let load = |id: &str, blobs: &PlanBlobs| -> Result<Loaded, GitFault> {
            let bytes = self.plan_bytes(blobs)?;
            let folder = if is_elsewhere(id) {
                self.top()
            } else {
                &workspace.folder
            };
            Ok(PlanTexts::new(id.to_owned(), bytes).load(folder, Day::MAX))
        };
        for (id, joined) in self.plan_tree(merged.as_str())? {
            let [was, Some(our), Some(their)] = trees.plan(&id).all() else {
                continue;
            };
            let is_changed = |side: &PlanBlobs| side.ids.plan != joined.ids.plan;
            let is_plan_changed = is_changed(our) || is_changed(their);
            let is_log_merged = [our, their]
                .iter()
                .all(|side| side.ids.progress != joined.ids.progress);
            if !is_plan_changed && !is_log_merged {
                continue;
            }
            let was = was.map(|was| load(&id, was)).transpose()?;
            let sides = [&load(&id, our)?, &load(&id, their)?];
            let joined = load(&id, &joined)?;
            let recounted = || new_recounted(&joined, was.as_ref(), sides);
            let found = is_plan_changed.then(recounted).flatten();
            let found = found.or_else(|| new_correction_of_nothing(&joined, was.as_ref(), sides));
            let of_sides = sides.map(|side| side.problems.as_slice());
            problems.extend(new_errors(&joined.problems, &of_sides).cloned());
            problems.extend(found);
        }
        Ok(problems)
    }
}
