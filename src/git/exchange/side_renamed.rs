//! Plans whose folder one side renamed while the other changed them: each is one plan, merged under its new name.

use super::merged_tree::Stages;
use super::side_deleted::ThreeTrees;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::is_same_plan;
use crate::git::{GitFault, Repository};
use crate::store::PlanPart;

/// A file of a plan that one side renamed.
pub(crate) struct RenamedFile {
    /// The path it had, from the repository's top.
    pub(crate) was: Vec<u8>,
    /// The path it has.
    pub(crate) is: Vec<u8>,
    /// Its versions, each from where that side has it.
    pub(crate) stages: Stages,
}

impl Repository {
    /// Returns the plans that one side renamed and the other changed, each with its files.
    pub(crate) fn renamed_on_one_side(
        &self,
        trees: &ThreeTrees,
    ) -> Result<Vec<Vec<RenamedFile>>, GitFault> {
        let (base, sides) = (&trees.base, [&trees.ours, &trees.theirs]);
        let mut found = Vec::new();
        for (id, was) in base {
            for (renamer, other) in [(0, 1), (1, 0)] {
                let Some(changed) = sides[other].get(id).filter(|now| *now != was) else {
                    continue;
                };
                if sides[renamer].contains_key(id) {
                    continue;
                }
                let is_new = |id: &str| !base.contains_key(id) && !sides[other].contains_key(id);
                let new = sides[renamer].iter().filter(|(id, _)| is_new(id));
                let Some(is) = self.renamed_to(was, new.map(|(_, blobs)| blobs))? else {
                    continue;
                };
                let mut versions = [was, changed, changed];
                versions[renamer + 1] = is;
                found.push(files_of(versions, is));
            }
        }
        Ok(found)
    }

    /// Returns the first of several plans that is a plan of before under another name.
    fn renamed_to<'b>(
        &self,
        was: &PlanBlobs,
        new: impl Iterator<Item = &'b PlanBlobs>,
    ) -> Result<Option<&'b PlanBlobs>, GitFault> {
        let was = self.plan_bytes(was)?;
        for new in new {
            if is_same_plan(&was.slices(), &self.plan_bytes(new)?.slices()) {
                return Ok(Some(new));
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
