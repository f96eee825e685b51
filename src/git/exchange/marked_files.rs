//! Files of plans in which conflict markers were left.

use std::path::PathBuf;

use super::conflicted_file::{ConflictedFile, Origin, Side};
use super::files_on_disk::FileOnDisk;
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::Versions;
use crate::store::{
    Fault, PlanPart, Workspace, conflict_sides, file_of_bytes, find_conflict_marker,
};
use crate::text::{Flaw, GitTrouble};

/// Returns the files of a workspace that have conflict markers, whether or not it lies in a repository.
///
/// # Errors
/// Fails if the markers of a file are incomplete, a side is not valid TOML, or the file cannot be read.
pub fn marked_files(workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
    marked_besides(workspace, &[])
}

/// Returns the files with conflict markers but for those known already, which are not read.
fn marked_besides(
    workspace: &Workspace,
    known: &[ConflictedFile],
) -> Result<Vec<ConflictedFile>, GitFault> {
    let mut found = Vec::new();
    for files in &workspace.plans {
        let is_known = |part: &PlanPart| {
            known
                .iter()
                .any(|it| it.plan == files.id && it.part == *part)
        };
        for part in PlanPart::BOTH.into_iter().filter(|part| !is_known(part)) {
            let path = files.path(part);
            let on_disk = FileOnDisk::read(path)?;
            let Some(bytes) = on_disk
                .bytes
                .as_deref()
                .filter(|bytes| find_conflict_marker(bytes).is_some())
            else {
                continue;
            };
            let text = match file_of_bytes(path, bytes.to_vec()) {
                Err(problem) if problem.flaw != Flaw::ConflictMarkers => {
                    return Err(Fault::NotWritable(problem).into());
                }
                _ => String::from_utf8_lossy(bytes),
            };
            let by_hand = || GitTrouble::LeftByHand(vec![path.display().to_string()]);
            let sides = conflict_sides(&text).ok_or_else(by_hand)?;
            let side = |name: String| Side {
                name,
                ..Side::default()
            };
            let base = sides.base.unwrap_or_default();
            let versions = Versions::new(base, sides.ours, sides.theirs);
            let mut file = ConflictedFile {
                ours: side(sides.our_name),
                theirs: side(sides.their_name),
                on_disk: vec![on_disk],
                plan_text: FileOnDisk::read(&files.plan)?.text().map(str::to_owned),
                ..ConflictedFile::new(files.id.clone(), part, Origin::Markers, versions)
            };
            file.conflicts = file.merged(&|_, _| None)?.conflicts;
            found.push(file);
        }
    }
    Ok(found)
}

impl Repository {
    /// Returns the files with marks but for those known, and who wrote each side as far as the history still shows it.
    pub(super) fn marked_by_authors(
        &self,
        workspace: &Workspace,
        known: &[ConflictedFile],
    ) -> Result<Vec<ConflictedFile>, GitFault> {
        let mut found = marked_besides(workspace, known)?;
        if !found.is_empty()
            && let Some(head) = self.head()?
        {
            for file in &mut found {
                self.find_authors(file, &head)?;
            }
        }
        Ok(found)
    }

    /// Names the sides of a file with markers: the parents of the merge if the file was committed with them, else the
    /// names in the markers.
    fn find_authors(&self, file: &mut ConflictedFile, head: &CommitId) -> Result<(), GitFault> {
        let path = PathBuf::from(&file.plan).join(file.part.file_name());
        let is_committed = self
            .file_at(head, &path)?
            .is_some_and(|bytes| find_conflict_marker(&bytes).is_some());
        let [ours, theirs] = if is_committed {
            let last = self.commits(None, head, &[&path], 1)?.into_iter().next();
            let parents = last.map_or_else(Vec::new, |commit| commit.parents);
            match parents.as_slice() {
                [ours, theirs] => [Some(ours.clone()), Some(theirs.clone())],
                _ => return Ok(()),
            }
        } else {
            [&file.ours, &file.theirs].map(|side| {
                let name = side.name.split_whitespace().next().unwrap_or_default();
                self.commit_called(name).ok().flatten()
            })
        };
        let base = match (&ours, &theirs) {
            (Some(ours), Some(theirs)) => self.merge_base(ours, theirs).ok().flatten(),
            _ => None,
        };
        for (tip, side) in [(ours, &mut file.ours), (theirs, &mut file.theirs)] {
            if let Some(tip) = tip {
                *side = Side {
                    name: std::mem::take(&mut side.name),
                    ..self.side(base.as_ref(), &tip, &file.plan, file.part)?
                };
            }
        }
        Ok(())
    }
}
