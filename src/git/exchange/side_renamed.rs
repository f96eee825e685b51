//! Plans whose folder one side renamed or moved while the other changed them: each is one plan, merged where it is now, with
//! the list of its bulletins.

use std::collections::BTreeMap;

use super::conflicted_file::Settle;
use super::merged_tree::{FileConflicts, IndexMerge, Stages, part_at};
use super::side_deleted::ThreeTrees;
use crate::git::history::moved_folders::{folder_of, last_name};
use crate::git::paths::{joined, shown};
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::{is_same_plan, title_of};
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::{Conflict, Merged};
use crate::store::{ISSUES_FILE, PlanPart};

/// A file of a plan that one side renamed.
pub(crate) struct RenamedFile {
    /// The path it had, from the repository's top.
    pub(crate) was: Vec<u8>,
    /// The path it has.
    pub(crate) is: Vec<u8>,
    /// Its versions, each from where that side has it.
    pub(crate) stages: Stages,
    /// The blob of the file of another plan that the renamer has under the old path.
    pub(crate) in_its_place: Option<String>,
}

/// A plan that one side renamed and the other did not.
pub(crate) struct RenamedPlan {
    /// Its new name; of a plan outside the folder of plans, its path from the repository's top.
    pub(crate) id: String,
    /// The plan in base, ours and theirs.
    versions: [PlanBlobs; 3],
    /// Its files.
    files: Vec<RenamedFile>,
    /// Which of base, ours and theirs has it under the new name.
    renamer: usize,
    /// Whether this side began another plan in the old folder.
    has_another_in_its_place: bool,
}

impl ThreeTrees {
    /// Gives a plan its new name on every side.
    pub(super) fn rename(&mut self, plan: RenamedPlan) {
        let sides = [&mut self.base, &mut self.ours, &mut self.theirs];
        for (side, version) in sides.into_iter().zip(plan.versions) {
            side.insert(plan.id.clone(), version);
        }
    }
}

impl Repository {
    /// Returns whether a merge may be about plans outside the folder of plans: the sides do not have the same plans in it,
    /// or changed files of others.
    pub(super) fn may_lie_elsewhere(
        &self,
        trees: &ThreeTrees,
        unmerged: &BTreeMap<Vec<u8>, Stages>,
    ) -> bool {
        let is_elsewhere =
            |path: &Vec<u8>| PlanPart::at(path).is_some() && self.plan_at(path, trees).is_none();
        let is_same = |side: &BTreeMap<String, PlanBlobs>| side.keys().eq(trees.base.keys());
        !is_same(&trees.ours) || !is_same(&trees.theirs) || unmerged.keys().any(is_elsewhere)
    }

    /// Adds the plans outside the folder of plans to the trees of a merge, by their paths from the repository's top.
    pub(super) fn add_elsewhere(
        &self,
        trees: &mut ThreeTrees,
        base: &CommitId,
    ) -> Result<(), GitFault> {
        let [ours, theirs] = trees.sides.clone();
        let sides = [&mut trees.base, &mut trees.ours, &mut trees.theirs];
        for (plans, commit) in sides.into_iter().zip([base, &ours, &theirs]) {
            self.add_elsewhere_in(commit, plans)?;
        }
        Ok(())
    }

    /// Adds the plans of a commit outside the folder of plans to those in it.
    pub(super) fn add_elsewhere_in(
        &self,
        commit: &CommitId,
        plans: &mut BTreeMap<String, PlanBlobs>,
    ) -> Result<(), GitFault> {
        for (folder, blobs) in self.plan_folders(commit.as_str())? {
            let is_elsewhere = plans.values().all(|known| known.paths != blobs.paths);
            if is_elsewhere {
                plans.insert(name_elsewhere(&folder), blobs);
            }
        }
        Ok(())
    }

    /// Returns the plans that one side renamed and the other did not, each with its files.
    pub(super) fn renamed_on_one_side(
        &self,
        trees: &ThreeTrees,
    ) -> Result<Vec<RenamedPlan>, GitFault> {
        let (base, sides) = (&trees.base, [&trees.ours, &trees.theirs]);
        let mut found = Vec::new();
        for (id, was) in base {
            for (renamer, other) in [(0, 1), (1, 0)] {
                let Some(changed) = sides[other].get(id) else {
                    continue;
                };
                let is_new = |id: &str| !base.contains_key(id) && !sides[other].contains_key(id);
                let mut new = sides[renamer]
                    .iter()
                    .filter(|(id, _)| is_new(id))
                    .peekable();
                if new.peek().is_none() {
                    continue;
                }
                let in_its_place = sides[renamer].get(id);
                if let Some(now) = in_its_place
                    && !self.is_another_plan(was, now)?
                {
                    continue;
                }
                let Some((id, is)) = self.renamed_to(was, new)? else {
                    continue;
                };
                let mut versions = [was, changed, changed].map(PlanBlobs::clone);
                versions[renamer + 1] = is.clone();
                found.push(RenamedPlan {
                    id: id.clone(),
                    files: files_of(&versions, [was, is], in_its_place),
                    versions,
                    renamer: renamer + 1,
                    has_another_in_its_place: in_its_place.is_some(),
                });
            }
        }
        Ok(found)
    }

    /// Merges a plan that one side renamed, where that side has it; returns whether both sides have its files.
    pub(super) fn join_renamed_plan(
        &self,
        merge: &mut IndexMerge,
        plan: &RenamedPlan,
        chosen: Settle<'_>,
    ) -> Result<bool, GitFault> {
        let [base, ours, theirs] = &plan.versions;
        if [ours, theirs][2 - plan.renamer] == base {
            // Git has it where it is now.
            return Ok(true);
        }
        let asked = |conflict: &Conflict| chosen(&plan.id, conflict);
        let mut joined: Vec<(&RenamedFile, Merged)> = Vec::new();
        for file in &plan.files {
            let merged = if let [(plan, merged)] = joined.as_slice() {
                let both = [plan, file].map(|file| (file.is.as_slice(), &file.stages));
                Some(self.join_log(both, &merged.text, &asked)?)
            } else {
                self.join_plan_file(&file.is, &file.stages, None, &asked)?
            };
            let Some(merged) = merged else {
                return Ok(false);
            };
            joined.push((file, merged));
        }
        for (file, merged) in joined {
            let blob = self.keep_raw(merged.text)?;
            merge.move_to(file, Some(&blob));
            if !merged.conflicts.is_empty() {
                merge.conflicts.push(FileConflicts {
                    plan: plan.id.clone(),
                    part: part_at(&file.is),
                    paths: vec![file.was.clone(), file.is.clone()],
                    open: merged.conflicts,
                    versions: self.three_texts(&file.is, &file.stages)?,
                });
            }
        }
        Ok(true)
    }

    /// Returns whether a folder has another plan now: under another title, and without all entries.
    fn is_another_plan(&self, was: &PlanBlobs, now: &PlanBlobs) -> Result<bool, GitFault> {
        if was == now {
            return Ok(false);
        }
        let (was, now) = (self.plan_bytes(was)?, self.plan_bytes(now)?);
        let titles = [&was, &now].map(|it| it.plan.as_deref().and_then(title_of));
        let [Some(title_before), Some(title)] = titles else {
            return Ok(false);
        };
        Ok(title_before != title && !is_same_plan(&was.slices(), &now.slices()))
    }

    /// Returns the list of a renamed plan's bulletins in base, ours and theirs, each from where that side has the plan.
    /// Whoever renamed it may have left the list in the old folder; where both folders have one, both stay. A list in the
    /// old folder is that of the plan begun there if it changed, or if the renamed plan has one.
    pub(crate) fn renamed_list(
        &self,
        plan: &RenamedPlan,
        commits: [&CommitId; 3],
    ) -> Result<Option<RenamedFile>, GitFault> {
        let Some(file) = plan.files.first() else {
            return Ok(None);
        };
        let list = |path: &[u8]| joined(folder_of(path), ISSUES_FILE.as_bytes());
        let (was, is) = (list(&file.was), list(&file.is));
        let file = |commit: &CommitId, path: &[u8]| -> Result<Option<String>, GitFault> {
            let found = self.find_in(commit.as_str(), path)?;
            Ok(found.filter(|it| !it.is_folder).map(|it| it.id))
        };
        let [base, ours, theirs] = commits;
        let mut blobs = [file(base, &was)?, file(ours, &was)?, file(theirs, &was)?];
        let moved = file(commits[plan.renamer], &is)?;
        let mut in_its_place = None;
        let is_of_another =
            plan.has_another_in_its_place && (moved.is_some() || blobs[plan.renamer] != blobs[0]);
        if is_of_another {
            in_its_place = std::mem::replace(&mut blobs[plan.renamer], moved);
        } else if let Some(moved) = moved
            && blobs[plan.renamer].replace(moved).is_some()
        {
            return Ok(None);
        }
        Ok(Some(RenamedFile {
            was,
            is,
            stages: Stages::of_file(blobs),
            in_its_place,
        }))
    }

    /// Returns the first of several plans that is a plan of before under another name, with that name; one whose folder
    /// has the same name comes before the others.
    pub(super) fn renamed_to<'b>(
        &self,
        was: &PlanBlobs,
        new: impl Iterator<Item = (&'b String, &'b PlanBlobs)>,
    ) -> Result<Option<(&'b String, &'b PlanBlobs)>, GitFault> {
        let name = |blobs: &PlanBlobs| blobs.folder().map(|folder| last_name(folder).to_vec());
        let mut new: Vec<_> = new.collect();
        new.sort_by_key(|(_, blobs)| name(blobs) != name(was));
        let was = self.plan_bytes(was)?;
        for (name, new) in new {
            if is_same_plan(&was.slices(), &self.plan_bytes(new)?.slices()) {
                return Ok(Some((name, new)));
            }
        }
        Ok(None)
    }
}

/// Returns the name of a plan outside the folder of plans, which none in it can have.
fn name_elsewhere(folder: &[u8]) -> String {
    let path = shown(folder);
    if path.contains('/') {
        path
    } else {
        format!("./{path}")
    }
}

/// Returns the files of a plan in its three versions, each with its path before and now, and what another plan has under
/// the old path.
fn files_of(
    versions: &[PlanBlobs; 3],
    [was, is]: [&PlanBlobs; 2],
    another: Option<&PlanBlobs>,
) -> Vec<RenamedFile> {
    let path = |blobs: &PlanBlobs, part: PlanPart| {
        let known = blobs.paths[part].clone();
        known.or_else(|| Some(joined(blobs.folder()?, part.file_name().as_bytes())))
    };
    let mut files = Vec::new();
    for part in PlanPart::BOTH {
        let blobs = versions.each_ref().map(|blobs| blobs.ids[part].clone());
        if blobs.iter().all(Option::is_none) {
            continue;
        }
        if let Some((was, is)) = path(was, part).zip(path(is, part)) {
            files.push(RenamedFile {
                was,
                is,
                stages: Stages::of_file(blobs),
                in_its_place: another.and_then(|another| another.ids[part].clone()),
            });
        }
    }
    files
}
