//! Plans whose folder one side renamed or moved while the other changed them: each is one plan, merged where it is now, with
//! the list of its bulletins.

use super::conflicted_file::Settle;
use super::merged_tree::{FileConflicts, IndexMerge, Stages, part_at};
use super::side_deleted::MergeTrees;
use crate::git::history::moved_folders::folder_of;
use crate::git::objects::ObjectId;
use crate::git::paths::{joined, shown};
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::{is_elsewhere, name_before, title_of};
use crate::git::{GitFault, Repository};
use crate::merge::{Conflict, MergeSide, Merged, Versions};
use crate::store::{ISSUES_FILE, PlanPart};
use crate::text::GitTrouble;

/// A file of a plan that one side renamed.
pub(crate) struct RenamedFile {
    /// The path it had, from the repository's top.
    pub(crate) was: Vec<u8>,
    /// The path it has.
    pub(crate) is: Vec<u8>,
    /// Its versions, each from where that side has it.
    pub(crate) stages: Stages,
    /// The blob of the file of another plan that the renamer has under the old path.
    pub(crate) in_its_place: Option<ObjectId>,
}

/// A plan that one side renamed and the other did not.
pub(crate) struct RenamedPlan {
    /// Its new name; of a plan outside the folder of plans, its path from the repository's top.
    pub(crate) id: String,
    /// The plan in base, ours and theirs.
    versions: Versions<PlanBlobs>,
    /// Its files.
    files: Vec<RenamedFile>,
    /// The side that has it under the new name.
    renamer: MergeSide,
    /// Whether this side began another plan in the old folder.
    has_another_in_its_place: bool,
}

impl MergeTrees {
    /// Gives a plan its new name on every side.
    pub(super) fn rename(&mut self, plan: RenamedPlan) {
        for (tree, version) in self.each_mut().zip(plan.versions).all() {
            tree.plans.insert(plan.id.clone(), version);
        }
    }

    /// Returns the plan of the base that a side has under a name.
    fn in_base(&self, side: MergeSide, name: &str) -> Option<&String> {
        name_before(&self[side].pairs, name)
    }

    /// Returns whether the plan that a side has under a name stays there in the merge: the other side does not move it
    /// away, nor delete what this side left as it was.
    fn stays(&self, side: MergeSide, name: &str) -> bool {
        let Some(was) = self.in_base(side, name) else {
            return true;
        };
        match self[side.other()].pairs.get(was) {
            Some(other) => name != was || other == was,
            None => name != was || self[side].plans.get(name) != self.base.plans.get(was),
        }
    }

    /// Returns the plans that one side renamed and the other did not, each with its files.
    pub(super) fn renamed_on_one_side(&self) -> Vec<RenamedPlan> {
        let mut found = Vec::new();
        for (id, was) in &self.base.plans {
            for renamer in MergeSide::BOTH {
                let (own, other) = (&self[renamer], &self[renamer.other()]);
                let Some(now) = own.pairs.get(id).filter(|now| *now != id) else {
                    continue;
                };
                let is_there = other.plans.contains_key(now) && self.stays(renamer.other(), now);
                if other.pairs.get(id) != Some(id) || is_there {
                    continue;
                }
                let [is, in_its_place] = [now, id].map(|id| own.plans.get(id));
                let (Some(is), Some(changed)) = (is, other.plans.get(id)) else {
                    continue;
                };
                let mut versions = Versions::new(was, changed, changed);
                versions[renamer] = is;
                let versions = versions.map(PlanBlobs::clone);
                found.push(RenamedPlan {
                    id: now.clone(),
                    files: files_of(&versions, [was, is], in_its_place),
                    versions,
                    renamer,
                    has_another_in_its_place: in_its_place.is_some(),
                });
            }
        }
        found
    }

    /// Refuses to merge a plan that both sides moved to different folders: it would be there twice, and nothing looks at
    /// plans outside the folder of plans. Two names in that folder are reported by `check`.
    pub(super) fn refuse_moved_apart(&self) -> Result<(), GitFault> {
        for (id, was) in &self.base.plans {
            let [Some(ours), Some(theirs)] = self.names_of(id) else {
                continue;
            };
            let is_apart = ours != theirs && ours != id && theirs != id;
            if !is_apart || ![id, ours, theirs].into_iter().any(|it| is_elsewhere(it)) {
                continue;
            }
            let (our_plan, their_plan) = (self.ours.plans.get(ours), self.theirs.plans.get(theirs));
            let folder = |plan: Option<&PlanBlobs>| {
                let path = plan.and_then(|it| it.paths.plan.as_deref());
                path.map_or_else(String::new, |path| shown(folder_of(path)))
            };
            return Err(GitFault::Trouble(GitTrouble::MovedApart {
                was: folder(Some(was)),
                folders: [folder(our_plan), folder(their_plan)],
            }));
        }
        Ok(())
    }

    /// Returns the files in the folders of plans that one side or both took elsewhere and neither has there any more, each
    /// with the blob that another plan has there now.
    pub(super) fn left_to_others(&self) -> Vec<(Vec<u8>, Option<ObjectId>)> {
        let mut found = Vec::new();
        for (id, was) in &self.base.plans {
            let names = self.names_of(id);
            if names == [None, None] || names.contains(&Some(id)) {
                continue;
            }
            let others = self.plan(id).sides();
            for part in PlanPart::BOTH {
                let of = |other: Option<&PlanBlobs>| other.and_then(|it| it.ids[part].clone());
                let mut path = others.into_iter().flatten().chain([was]);
                let path = path.find_map(|it| it.paths[part].clone());
                match (path, others.map(of)) {
                    (Some(path), [Some(one), None] | [None, Some(one)]) => {
                        found.push((path, Some(one)));
                    }
                    (Some(path), [None, None]) => found.push((path, None)),
                    _ => {}
                }
            }
        }
        found
    }
}

impl Repository {
    /// Refuses to merge different plans of both sides under one name: one of them may be begun in the folder of a plan that
    /// the other side still has there.
    pub(super) fn refuse_shared_folders(&self, trees: &MergeTrees) -> Result<(), GitFault> {
        for (name, ours) in &trees.ours.plans {
            let theirs = trees.theirs.plans.get(name);
            let Some(theirs) = theirs.filter(|theirs| *theirs != ours) else {
                continue;
            };
            let [was, was_there] = MergeSide::BOTH.map(|side| trees.in_base(side, name));
            // What both sides began is looked at where its files are merged.
            let is_begun = was.is_none() && !trees.base.plans.contains_key(name);
            let is_one = was == was_there && (was.is_some() || is_begun);
            if is_one
                || !MergeSide::BOTH
                    .into_iter()
                    .all(|side| trees.stays(side, name))
            {
                continue;
            }
            let mut titles = [None, None];
            for (title, side) in titles.iter_mut().zip([ours, theirs]) {
                *title = self.plan_bytes(side)?.plan.as_deref().and_then(title_of);
            }
            if let [Some(our_title), Some(their_title)] = titles
                && our_title != their_title
                && let Some(path) = &ours.paths.plan
            {
                return Err(GitFault::Trouble(GitTrouble::TwoPlans {
                    path: shown(path),
                    titles: [our_title, their_title],
                }));
            }
        }
        Ok(())
    }

    /// Merges a plan that one side renamed, and the list of its bulletins; returns the files, each with the blob where that
    /// side has it. None if git has them there, or a side lacks one of them.
    pub(super) fn join_renamed_plan(
        &self,
        merge: &mut IndexMerge,
        plan: RenamedPlan,
        trees: &MergeTrees,
        chosen: Settle<'_>,
    ) -> Result<Vec<(RenamedFile, Option<ObjectId>)>, GitFault> {
        let list = self.renamed_list(&plan, trees)?;
        let is_unchanged = plan.versions[plan.renamer.other()] == plan.versions.base;
        let asked = |conflict: &Conflict| chosen(&plan.id, conflict);
        let mut joined: Vec<(RenamedFile, Merged)> = Vec::new();
        for file in plan.files.into_iter().filter(|_| !is_unchanged) {
            let merged = if let [(plan, merged)] = joined.as_slice() {
                let both = [plan, &file].map(|file| (file.is.as_slice(), &file.stages));
                Some(self.join_log(both, &merged.text, &asked)?)
            } else {
                self.join_plan_file(&file.is, &file.stages, None, &asked)?
            };
            let Some(merged) = merged else {
                return Ok(Vec::new());
            };
            joined.push((file, merged));
        }
        let mut moved = Vec::new();
        for (file, merged) in joined {
            if !merged.conflicts.is_empty() {
                merge.conflicts.push(FileConflicts {
                    plan: plan.id.clone(),
                    part: part_at(&file.is),
                    paths: vec![file.was.clone(), file.is.clone()],
                    open: merged.conflicts,
                    versions: self.texts_of(&file.is, &file.stages)?,
                });
            }
            moved.push((file, Some(self.keep_raw(merged.text)?)));
        }
        if let Some(list) = list {
            let blob = self.join_renamed_list(&list)?;
            moved.push((list, blob));
        }
        Ok(moved)
    }

    /// Returns the three versions of a renamed plan's bulletins, each from that side's folder of the plan. Whoever
    /// renamed the plan may have left the list in the old folder; if both folders have one, both stay. A list in the
    /// old folder belongs to the plan begun there if it changed or if the renamed plan has its own.
    fn renamed_list(
        &self,
        plan: &RenamedPlan,
        trees: &MergeTrees,
    ) -> Result<Option<RenamedFile>, GitFault> {
        let Some(file) = plan.files.first() else {
            return Ok(None);
        };
        let list = |path: &[u8]| joined(folder_of(path), ISSUES_FILE.as_bytes());
        let (was, is) = (list(&file.was), list(&file.is));
        let blob = |tree| self.blob_in(tree, &was);
        let mut blobs = Versions::new(blob(&trees.base)?, blob(&trees.ours)?, blob(&trees.theirs)?);
        let moved = self.blob_in(&trees[plan.renamer], &is)?;
        let mut in_its_place = None;
        let is_changed = moved.is_some() || blobs[plan.renamer] != blobs.base;
        let is_of_another = plan.has_another_in_its_place && is_changed;
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
}

/// Returns the files of a plan in its three versions, each with its path before and now, and what another plan has under
/// the old path.
fn files_of(
    versions: &Versions<PlanBlobs>,
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
        if blobs.each_ref().all().into_iter().all(Option::is_none) {
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
