//! Plans whose files git joined by lines: a log follows what its plan renumbers, and what a merge made unreadable is
//! merged again.

use std::path::PathBuf;

use super::conflicted_file::{ConflictedFile, Origin};
use super::files_on_disk::FileOnDisk;
use super::merged_tree::Stages;
use super::side_deleted::MergeTrees;
use crate::git::plan_texts::PlanBlobs;
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::entry_keys::entries_of;
use crate::merge::{Conflict, Versions, has_repeated_ids, is_toml};
use crate::plan::Day;
use crate::store::{Loaded, PlanFiles, PlanPart, Workspace};
use crate::text::Flaw;

/// The path of a plan's file from the repository's top, with its three versions.
type FileVersionsAt = (Vec<u8>, Versions<String>);

impl Repository {
    /// Has the logs of conflicted plans merged under the names in the merged plans. Adds the logs that git joined by
    /// itself if two items share an id there, or the result cannot be read.
    pub(super) fn add_logs(
        &self,
        found: &mut Vec<ConflictedFile>,
        workspace: &Workspace,
        trees: &MergeTrees,
    ) -> Result<(), GitFault> {
        let mut logs = Vec::new();
        for plan in found.iter().filter(|file| file.part == PlanPart::Plan) {
            let Some([_, (path, versions)]) = self.versions_of(&plan.plan, trees)? else {
                continue;
            };
            let files = PlanFiles::in_folder(workspace.folder.join(&plan.plan));
            let on_disk = FileOnDisk::read(&files.progress)?;
            let is_read = on_disk.text().is_some_and(|log| entries_of(log).is_some());
            let is_shared = plan.conflicts.iter().any(|of| of.shared_id().is_some());
            if is_read && !is_shared {
                continue;
            }
            logs.push(ConflictedFile {
                ours: plan.ours.clone(),
                theirs: plan.theirs.clone(),
                on_disk: vec![on_disk],
                plan_versions: Some(plan.versions.clone()),
                is_joined: true,
                path: Some(path),
                ..ConflictedFile::new(plan.plan.clone(), PlanPart::Progress, plan.origin, versions)
            });
        }
        for log in logs {
            let is_it = |file: &&mut ConflictedFile| {
                file.plan == log.plan && file.part == PlanPart::Progress
            };
            match found.iter_mut().find(is_it) {
                Some(unmerged) => unmerged.plan_versions = log.plan_versions,
                None => found.push(log),
            }
        }
        Ok(())
    }

    /// Returns the three versions of both files of a plan, each with its path; `None` if a side lacks one.
    fn versions_of(
        &self,
        plan: &str,
        trees: &MergeTrees,
    ) -> Result<Option<[FileVersionsAt; 2]>, GitFault> {
        let [was, Some(ours), Some(theirs)] = trees.plan(plan).all() else {
            return Ok(None);
        };
        let none = PlanBlobs::default();
        let plans = Versions::new(was.unwrap_or(&none), ours, theirs);
        let mut files = Vec::new();
        for part in PlanPart::BOTH {
            let (Some(path), Some(_)) = (&ours.paths[part], &theirs.ids[part]) else {
                return Ok(None);
            };
            let blobs = plans.map(|blobs| blobs.ids[part].clone());
            let texts = self.texts_of(path, &Stages::of_file(blobs))?;
            files.push((path.clone(), texts));
        }
        Ok(files.try_into().ok())
    }

    /// Returns the files of plans that a merge by lines left unreadable, with two items under one id, or with a log or
    /// entries astray; they can be merged again from both sides.
    pub(super) fn joined_wrongly(
        &self,
        workspace: &Workspace,
    ) -> Result<Vec<ConflictedFile>, GitFault> {
        let mut found = Vec::new();
        for files in &workspace.plans {
            let on_disk = [&files.plan, &files.progress].map(|path| FileOnDisk::read(path));
            let [Ok(plan), Ok(log)] = on_disk else {
                continue;
            };
            let is_wrong = plan
                .text()
                .is_some_and(|plan| has_repeated_ids(plan) || !is_toml(plan))
                || log.text().is_some_and(|log| entries_of(log).is_none());
            let astray = count_astray(files, [&plan, &log].map(FileOnDisk::text));
            if (is_wrong || astray > 0)
                && let Some((commit, merge)) = self.merge_of(&files.id)?
                && let Some(joined) = self.joined_log(&commit, files, [&plan, &log])?
            {
                let again = self.merged_again(files, [plan, log], &joined, merge)?;
                if is_wrong || is_any_found(files, &again, astray)? {
                    found.extend(again);
                }
            }
        }
        Ok(found)
    }

    /// Returns the committed log; `None` if a file was changed since. Only a log that can be read may have changed:
    /// its changes are kept.
    fn joined_log(
        &self,
        commit: &CommitId,
        files: &PlanFiles,
        on_disk: [&FileOnDisk; 2],
    ) -> Result<Option<String>, GitFault> {
        let mut log = String::new();
        for (part, file) in PlanPart::BOTH.into_iter().zip(on_disk) {
            let path = PathBuf::from(&files.id).join(part.file_name());
            let committed = self.file_at(commit, &path)?.unwrap_or_default();
            let committed = String::from_utf8_lossy(&committed).replace("\r\n", "\n");
            let text = file.text().unwrap_or_default();
            let is_kept = part == PlanPart::Progress && entries_of(text).is_some();
            if !is_kept && text.replace("\r\n", "\n") != committed {
                return Ok(None);
            }
            // The log is the last of both.
            log = committed;
        }
        Ok(Some(log))
    }

    /// Returns the last commit of a plan with what it joined, if it joined anything: what both sides had, and the sides.
    fn merge_of(&self, plan: &str) -> Result<Option<(CommitId, Versions<CommitId>)>, GitFault> {
        let Some(head) = self.head()? else {
            return Ok(None);
        };
        let paths = PlanPart::BOTH.map(|part| PathBuf::from(plan).join(part.file_name()));
        let paths: Vec<&std::path::Path> = paths.iter().map(PathBuf::as_path).collect();
        let last = self.commits(None, &head, &paths, 1)?.into_iter().next();
        let Some(last) = last else {
            return Ok(None);
        };
        let sides = match last.parents.as_slice() {
            [ours, theirs] => {
                let base = self.merge_base(ours, theirs)?;
                base.map(|base| Versions::new(base, ours.clone(), theirs.clone()))
            }
            [ours] => {
                let replayed = self.replayed_by(&last.message)?;
                replayed.map(|[base, theirs]| Versions::new(base, ours.clone(), theirs))
            }
            _ => None,
        };
        Ok(sides.map(|sides| (last.id, sides)))
    }

    /// Returns the change that a commit took back or picked, according to its message, as a pair of commits.
    fn replayed_by(&self, message: &str) -> Result<Option<[CommitId; 2]>, GitFault> {
        let after = |words: &str| {
            let (_, rest) = message.split_once(words)?;
            let id: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            (id.len() >= 40).then_some(id)
        };
        let of = |id: &str| self.commit_called(&format!("{id}^{{commit}}"));
        let [from, to] = if let Some(reverted) = after("This reverts commit ") {
            let before = after("changes made to ").unwrap_or_else(|| format!("{reverted}^"));
            [of(&reverted)?, of(&before)?]
        } else if let Some(picked) = after("(cherry picked from commit ") {
            [of(&format!("{picked}^"))?, of(&picked)?]
        } else {
            [None, None]
        };
        Ok(from.zip(to).map(|(from, to)| [from, to]))
    }

    fn merged_again(
        &self,
        files: &PlanFiles,
        on_disk: [FileOnDisk; 2],
        joined: &str,
        Versions { base, ours, theirs }: Versions<CommitId>,
    ) -> Result<Vec<ConflictedFile>, GitFault> {
        let trees = self.merge_trees(Some(&base), [&ours, &theirs])?;
        let Some([(_, plan), (_, log)]) = self.versions_of(&files.id, &trees)? else {
            return Ok(Vec::new());
        };
        let plans = Some(plan.clone());
        let both = PlanPart::BOTH.into_iter().zip([plan, log]).zip(on_disk);
        let mut found = Vec::new();
        for ((part, versions), on_disk) in both {
            let is_log = part == PlanPart::Progress;
            let mut file = ConflictedFile {
                ours: self.side(Some(&base), &ours, &files.id, part)?,
                theirs: self.side(Some(&base), &theirs, &files.id, part)?,
                on_disk: vec![on_disk],
                plan_versions: plans.clone().filter(|_| is_log),
                is_joined: is_log,
                committed: is_log.then(|| joined.to_owned()),
                ..ConflictedFile::new(files.id.clone(), part, Origin::Markers, versions)
            };
            file.conflicts = file.merged(&|_, _| None)?.conflicts;
            found.push(file);
        }
        // Of a file that cannot be read as it was joined, nothing was settled there.
        let is_settled = |file: &ConflictedFile| {
            let mut texts = file.on_disk.iter().filter_map(FileOnDisk::text);
            texts.all(|text| match file.part {
                PlanPart::Plan => is_toml(text),
                PlanPart::Progress => entries_of(text).is_some(),
            })
        };
        let is_shared = |conflict: &Conflict| conflict.shared_id().is_some();
        let was_open =
            |file: &ConflictedFile| is_settled(file) && !file.conflicts.iter().all(is_shared);
        // The other conflicts were settled in that merge; they would be asked again.
        if found.iter().any(was_open) {
            found.clear();
        }
        Ok(found)
    }
}

/// Counts the blocks of a plan's log that lost their list of entries, and those whose entries belong to nothing in the
/// plan.
fn count_astray(files: &PlanFiles, texts: [Option<&str>; 2]) -> usize {
    let [plan, log] = texts.map(|text| text.map(|text| text.as_bytes().to_vec()));
    let loaded = Loaded::from_bytes(files, plan, log, Day::MAX);
    let is_astray = |flaw: &Flaw| {
        let is_orphan = matches!(
            flaw,
            Flaw::OrphanBlock {
                is_empty: false,
                ..
            }
        );
        is_orphan || matches!(flaw, Flaw::BlockWithoutLog { .. })
    };
    let mut flaws: Vec<&Flaw> = loaded.problems.iter().map(|it| &it.flaw).collect();
    flaws.retain(|flaw| is_astray(flaw));
    flaws.len()
}

/// Returns whether merging both sides again leaves fewer entries astray. Entries of an item that the other side
/// removed stay astray.
fn is_any_found(
    files: &PlanFiles,
    again: &[ConflictedFile],
    astray: usize,
) -> Result<bool, GitFault> {
    let texts = again.iter().map(|file| Ok(file.merged(&|_, _| None)?.text));
    let texts: Vec<String> = texts.collect::<Result<_, GitFault>>()?;
    let [plan, log] = texts.as_slice() else {
        return Ok(false);
    };
    Ok(count_astray(files, [Some(plan), Some(log)]) < astray)
}
