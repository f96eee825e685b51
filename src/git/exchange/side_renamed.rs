//! Plans whose folder one side renamed while the other changed them: each is one plan, merged under its new name, with the
//! list of its bulletins.

use super::merged_tree::Stages;
use super::side_deleted::ThreeTrees;
use crate::git::history::moved_folders::folder_of;
use crate::git::paths::joined;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::is_same_plan;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{ISSUES_FILE, PlanPart};

/// A file of a plan that one side renamed.
pub(crate) struct RenamedFile {
    /// The path it had, from the repository's top.
    pub(crate) was: Vec<u8>,
    /// The path it has.
    pub(crate) is: Vec<u8>,
    /// Its versions, each from where that side has it.
    pub(crate) stages: Stages,
}

/// A plan that one side renamed and the other did not.
pub(crate) struct RenamedPlan {
    /// Its files.
    pub(crate) files: Vec<RenamedFile>,
    /// Which of base, ours and theirs has it under the new name.
    renamer: usize,
}

impl Repository {
    /// Returns the plans that one side renamed and the other did not, each with its files.
    pub(crate) fn renamed_on_one_side(
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
                if sides[renamer].contains_key(id) {
                    continue;
                }
                let is_new = |id: &str| !base.contains_key(id) && !sides[other].contains_key(id);
                let new = sides[renamer].iter().filter(|(id, _)| is_new(id));
                let Some((_, is)) = self.renamed_to(was, new)? else {
                    continue;
                };
                let mut versions = [was, changed, changed];
                versions[renamer + 1] = is;
                found.push(RenamedPlan {
                    files: files_of(versions, is),
                    renamer: renamer + 1,
                });
            }
        }
        Ok(found)
    }

    /// Returns the list of a renamed plan's bulletins in base, ours and theirs, each from where that side has the plan.
    /// Whoever renamed it may have left the list in the old folder; where both folders have one, both stay.
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
        let mut blobs = [None, None, None];
        for (at, commit) in commits.into_iter().enumerate() {
            let file = |path: &[u8]| -> Result<Option<String>, GitFault> {
                let found = self.find_in(commit.as_str(), path)?;
                Ok(found.filter(|it| !it.is_folder).map(|it| it.id))
            };
            blobs[at] = file(&was)?;
            if at == plan.renamer
                && let Some(moved) = file(&is)?
                && blobs[at].replace(moved).is_some()
            {
                return Ok(None);
            }
        }
        let stages = Stages::of_file(blobs);
        Ok(Some(RenamedFile { was, is, stages }))
    }

    /// Returns the first of several plans that is a plan of before under another name, with that name.
    pub(super) fn renamed_to<'b>(
        &self,
        was: &PlanBlobs,
        new: impl Iterator<Item = (&'b String, &'b PlanBlobs)>,
    ) -> Result<Option<(&'b String, &'b PlanBlobs)>, GitFault> {
        let was = self.plan_bytes(was)?;
        for (name, new) in new {
            if is_same_plan(&was.slices(), &self.plan_bytes(new)?.slices()) {
                return Ok(Some((name, new)));
            }
        }
        Ok(None)
    }
}

/// Returns the files of a plan in its three versions; `is` is the one under the new name.
fn files_of(versions: [&PlanBlobs; 3], is: &PlanBlobs) -> Vec<RenamedFile> {
    let mut files = Vec::new();
    for part in PlanPart::BOTH {
        let path = |blobs: &PlanBlobs| blobs.paths[part].clone();
        let was = versions.iter().filter(|blobs| !std::ptr::eq(**blobs, is));
        let was = was.copied().find_map(path);
        let (Some(was), Some(is)) = (was, path(is)) else {
            continue;
        };
        files.push(RenamedFile {
            was,
            is,
            stages: Stages::of_file(versions.map(|blobs| blobs.ids[part].clone())),
        });
    }
    files
}
