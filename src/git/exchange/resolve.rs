//! Settles conflicts: before a merge is made, in the middle of one, or where its markers were left in a file.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::store::{
    Fault, PlanFiles, PlanPart, Workspace, file_of_bytes, find_conflict_marker, sides,
};
use crate::text::{Flaw, Words};

use super::files_on_disk::{FileOnDisk, settle_files};
use super::merged_tree::{Stages, merge_fault};
use super::operation::{Operation, Stopped};
use super::side_deleted::{SideDeleted, ThreeCommits};
use crate::git::paths::shown;
use crate::git::process::Call;
use crate::git::{CommitId, GitFault, Repository, SyncStep};
use crate::merge::{Choice, Conflict, Merged, merge_plan, merge_progress};

/// The origin of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The remote changed the same; nothing is merged yet.
    Sync,
    /// A `git merge` stopped at it.
    Merge,
    /// The file has conflict markers that nobody settled.
    Markers,
}

/// A side of a conflict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its name in git's markers, or the commit.
    pub name: String,
    /// The last person who changed the file on this side.
    pub who: Option<String>,
    /// The time of that change.
    pub when: Option<DateTime<FixedOffset>>,
}

/// A plan's file with conflicts to settle. Without conflicts it merges cleanly but waits for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictedFile {
    /// The plan.
    pub plan: String,
    /// `plan.toml` or `progress.toml`.
    pub file: PlanPart,
    /// The origin.
    pub origin: Origin,
    /// The conflicts.
    pub conflicts: Vec<Conflict>,
    /// Our side.
    pub ours: Side,
    /// Their side.
    pub theirs: Side,
    versions: SideVersions,
    /// The files on disk as they were when it was looked at.
    pub(super) on_disk: Vec<FileOnDisk>,
    /// Set if one side deleted it and the other changed it: it is kept or deleted as a whole.
    whole: Option<SideDeleted>,
    /// Its path from the repository's top, if git stopped at it.
    place: Option<Vec<u8>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SideVersions {
    base: String,
    ours: String,
    theirs: String,
}

/// Chooses the value of a conflict in the plan of an id; `None` leaves it open.
pub type Settle<'s> = &'s dyn Fn(&str, &Conflict) -> Option<Choice>;

/// Returns the files of a workspace that have conflict markers, whether or not it lies in a repository.
///
/// # Errors
/// Fails if a side of such a file is not valid TOML, or the file cannot be read.
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
                .any(|it| it.plan == files.id && it.file == *part)
        };
        for part in PlanPart::BOTH.into_iter().filter(|part| !is_known(part)) {
            let path = files.path(part);
            let on_disk = FileOnDisk::read(path)?;
            let Some(bytes) =
                { on_disk.bytes.as_deref() }.filter(|bytes| find_conflict_marker(bytes).is_some())
            else {
                continue;
            };
            let text = match file_of_bytes(path, bytes.to_vec()) {
                Err(problem) if problem.flaw != Flaw::ConflictMarkers => {
                    return Err(Fault::NotWritable(problem).into());
                }
                _ => String::from_utf8_lossy(bytes),
            };
            let unreadable = || GitFault::Unreadable {
                path: path.display().to_string(),
                why: String::new(),
            };
            let sides = sides(&text).ok_or_else(unreadable)?;
            let side = |name: String| Side {
                name,
                ..Side::default()
            };
            let mut file = ConflictedFile {
                plan: files.id.clone(),
                file: part,
                origin: Origin::Markers,
                conflicts: Vec::new(),
                ours: side(sides.our_name),
                theirs: side(sides.their_name),
                versions: SideVersions {
                    base: sides.base.unwrap_or_default(),
                    ours: sides.ours,
                    theirs: sides.theirs,
                },
                on_disk: vec![on_disk],
                whole: None,
                place: None,
            };
            file.conflicts = file.merged(&|_, _| None)?.conflicts;
            found.push(file);
        }
    }
    Ok(found)
}

/// The contents of files, and a number of open conflicts.
type SettledFiles = (Vec<Option<Vec<u8>>>, usize);

impl ConflictedFile {
    /// Returns the plan's id and the file's name, as `demo/plan.toml`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.plan, self.file.file_name())
    }

    /// Returns our text and theirs.
    pub(crate) fn side_texts(&self) -> [&str; 2] {
        [&self.versions.ours, &self.versions.theirs]
    }

    /// Returns what is to stand in each file on disk, `None` for one that goes, and how many conflicts are left open.
    ///
    /// # Errors
    /// Fails if a typed value is not valid.
    pub(super) fn settled(&self, chosen: Settle<'_>) -> Result<SettledFiles, GitFault> {
        if let Some(whole) = &self.whole {
            let choice = chosen(&self.plan, &whole.conflict);
            let files = whole.settled(choice.as_ref())?;
            let kept = files.into_iter().map(|(_, kept)| kept);
            let contents = kept.map(|kept| kept.map(|(_, bytes)| bytes.clone()));
            return Ok((contents.collect(), usize::from(choice.is_none())));
        }
        let merged = self.merged(chosen)?;
        let contents = vec![Some(merged.text.into_bytes())];
        Ok((contents, merged.conflicts.len()))
    }

    fn merged(&self, chosen: Settle<'_>) -> Result<Merged, GitFault> {
        let SideVersions {
            base, ours, theirs, ..
        } = &self.versions;
        let chosen = |conflict: &Conflict| chosen(&self.plan, conflict);
        let merged = if self.file == PlanPart::Plan {
            merge_plan(base, ours, theirs, &chosen)
        } else {
            merge_progress(base, ours, theirs, &chosen)
        };
        merged.map_err(|fault| {
            let path = self.name();
            merge_fault(&fault, &path, ours, theirs)
        })
    }
}

impl Repository {
    /// Returns all conflicts: markers in files, then those of a stopped merge, then those with the remote as it was
    /// last fetched.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or a file cannot be read.
    pub fn conflicts(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let stopped = self.stopped_files(workspace)?;
        // Of what git stopped at, both sides are still in the index.
        let mut found = self.marked_files(workspace, &stopped)?;
        found.extend(stopped);
        if found.is_empty() && self.nothing_half_done().is_ok() {
            found = self.waiting_at_the_remote()?;
        }
        Ok(found)
    }

    /// Returns the files with marks but for those known, and who wrote each side where the history still tells.
    fn marked_files(
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
        let path = PathBuf::from(&file.plan).join(file.file.file_name());
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
                    ..self.side(base.as_ref(), &tip, &file.plan, file.file)?
                };
            }
        }
        Ok(())
    }

    /// Settles conflicts of one origin: writes files, concludes a stopped merge, merges and pushes with
    /// the remote. `files` comes from [`Repository::conflicts`]. Returns the command that continues git's
    /// operation, if that is left to the user.
    ///
    /// # Errors
    /// Fails if a conflict is left open, a typed value is not valid, or as [`Repository::sync`] does. Then the files are
    /// unchanged.
    pub fn settle(
        &self,
        workspace: &Workspace,
        files: &[ConflictedFile],
        chosen: Settle<'_>,
        words: &Words,
        tell: &mut dyn FnMut(SyncStep),
    ) -> Result<Option<&'static str>, GitFault> {
        if files.iter().all(|file| file.origin == Origin::Sync) {
            return self
                .sync_choosing(workspace, words, chosen, tell)
                .map(|_| None);
        }
        settle_files(workspace, files, chosen)?;
        let stopped = files.iter().filter(|file| file.origin == Origin::Merge);
        let paths: Vec<Vec<u8>> = stopped
            .flat_map(|file| {
                let whole = file.whole.iter().flat_map(|whole| &whole.files);
                let whole = whole.map(|file| file.path.clone());
                whole.chain(file.place.clone())
            })
            .collect();
        if paths.is_empty() {
            return Ok(None);
        }
        self.take_into_index(&paths)?;
        let others: Vec<String> = self
            .unmerged(None)?
            .keys()
            .map(|path| shown(path))
            .collect();
        if !others.is_empty() {
            return Err(GitFault::OtherFiles(others));
        }
        match self.stopped()?.map(|stopped| stopped.operation) {
            Some(Operation::Merge) => self.conclude_merge().map(|()| None),
            Some(operation) if self.is_index_as_head()? => Ok(operation.next_step_without_change()),
            Some(operation) => Ok(operation.next_step()),
            None => Ok(None),
        }
    }

    /// Returns the plan files that git stopped at, with its three stages of each.
    fn stopped_files(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let unmerged = self.unmerged(None)?;
        let Some(head) = self.head()?.filter(|_| !unmerged.is_empty()) else {
            return Ok(Vec::new());
        };
        let stopped = self.stopped()?.unwrap_or(Stopped {
            operation: Operation::Other,
            base: None,
            ours: head.clone(),
            theirs: head,
            is_turned: false,
        });
        let of = ThreeCommits {
            base: stopped.base.as_ref(),
            ours: &stopped.ours,
            theirs: &stopped.theirs,
        };
        let deleted = self.deleted_on_one_side(&unmerged, of)?;
        let is_whole = |path: &[u8]| {
            let mut files = deleted.iter().flat_map(|whole| &whole.files);
            files.any(|file| file.path == path)
        };
        let mut found = Vec::new();
        for (path, stages) in unmerged.iter().filter(|(path, _)| !is_whole(path)) {
            if let Some(plan) = self.plan_at(path, &[&stopped.ours, &stopped.theirs])? {
                found.push(self.unmerged_file(&stopped, workspace, plan, (path, stages))?);
            }
        }
        let whole = deleted.into_iter();
        let whole = whole.map(|whole| self.whole_file(&stopped, workspace, whole));
        let mut all = whole.collect::<Result<Vec<_>, _>>()?;
        all.append(&mut found);
        Ok(all)
    }

    /// Returns a plan or log that one side of a stopped merge deleted.
    fn whole_file(
        &self,
        stopped: &Stopped,
        workspace: &Workspace,
        whole: SideDeleted,
    ) -> Result<ConflictedFile, GitFault> {
        let plan = PlanFiles::in_folder(workspace.folder.join(&whole.plan));
        let on_disk = whole.files.iter().map(|file| {
            let part = PlanPart::at(&file.path).unwrap_or(PlanPart::Progress);
            FileOnDisk::read(plan.path(part))
        });
        Ok(ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &whole.plan, whole.file)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &whole.plan, whole.file)?,
            plan: whole.plan.clone(),
            file: whole.file,
            origin: Origin::Merge,
            conflicts: vec![whole.conflict.clone()],
            versions: SideVersions::default(),
            on_disk: on_disk.collect::<Result<_, _>>()?,
            whole: Some(whole),
            place: None,
        })
    }

    /// Returns a file of a plan that a merge stopped at, by its path and git's three stages of it.
    fn unmerged_file(
        &self,
        stopped: &Stopped,
        workspace: &Workspace,
        plan: String,
        (path, stages): (&Vec<u8>, &Stages),
    ) -> Result<ConflictedFile, GitFault> {
        let is_plan = match self.plan_of(path) {
            Some(_) => PlanPart::at(path) == Some(PlanPart::Plan),
            None => self
                .plan_blobs(stopped.ours.as_str(), Some(&plan))?
                .values()
                .any(|blobs| blobs.paths[0].as_ref() == Some(path)),
        };
        let part = PlanPart::BOTH[usize::from(!is_plan)];
        let files = PlanFiles::in_folder(workspace.folder.join(&plan));
        let mut blobs = stages.blobs.clone();
        if stopped.is_turned {
            blobs.swap(1, 2);
        }
        let mut file = ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &plan, part)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &plan, part)?,
            file: part,
            origin: Origin::Merge,
            conflicts: Vec::new(),
            versions: self.stage_texts(&blobs)?,
            on_disk: vec![FileOnDisk::read(files.path(part))?],
            whole: None,
            place: Some(path.clone()),
            plan,
        };
        file.conflicts = file.merged(&|_, _| None)?.conflicts;
        Ok(file)
    }

    /// Returns who changed a file last on one side of a stopped operation.
    fn stopped_side(
        &self,
        stopped: &Stopped,
        tip: &CommitId,
        plan: &str,
        part: PlanPart,
    ) -> Result<Side, GitFault> {
        match stopped.operation {
            Operation::Other => Ok(Side::default()),
            // What was before the commit that is being taken back is known by that commit.
            Operation::Revert if *tip == stopped.theirs => {
                self.side_of_revert(stopped.base.as_ref())
            }
            _ => self.side(stopped.base.as_ref(), tip, plan, part),
        }
    }

    fn stage_texts(&self, blobs: &[Option<String>; 3]) -> Result<SideVersions, GitFault> {
        let contents = self.contents(blobs.iter().flatten().map(String::as_str))?;
        let text = |at: usize| {
            let bytes = blobs[at].as_ref().and_then(|blob| contents.get(blob));
            bytes.map_or_else(String::new, |bytes| {
                String::from_utf8_lossy(bytes).into_owned()
            })
        };
        Ok(SideVersions {
            base: text(0),
            ours: text(1),
            theirs: text(2),
        })
    }

    /// Lists the conflicts at which a sync would stop.
    fn waiting_at_the_remote(&self) -> Result<Vec<ConflictedFile>, GitFault> {
        let (Some(ours), Ok(upstream)) = (self.head()?, self.upstream()) else {
            return Ok(Vec::new());
        };
        let Some(theirs) = self.last_fetched(&upstream)? else {
            return Ok(Vec::new());
        };
        let Some(base) = self.merge_base(&ours, &theirs)? else {
            return Ok(Vec::new());
        };
        if base == ours || base == theirs {
            return Ok(Vec::new());
        }
        let joined = self.join(&base, &ours, &theirs, &|_, _| None)?;
        let mut found = Vec::new();
        for (plan, file, conflicts) in joined.conflicts {
            found.push(ConflictedFile {
                ours: self.side(Some(&base), &ours, &plan, file)?,
                theirs: self.side(Some(&base), &theirs, &plan, file)?,
                file,
                origin: Origin::Sync,
                versions: SideVersions::default(),
                on_disk: Vec::new(),
                whole: None,
                place: None,
                conflicts,
                plan,
            });
        }
        Ok(found)
    }

    /// Returns who changed a file last on one side, and when.
    fn side(
        &self,
        base: Option<&CommitId>,
        tip: &CommitId,
        plan: &str,
        part: PlanPart,
    ) -> Result<Side, GitFault> {
        let path = PathBuf::from(plan).join(part.file_name());
        let commits = self.commits(base, tip, &[&path], 1)?;
        Ok(match commits.into_iter().next() {
            Some(commit) => Side {
                name: commit.id.short().to_owned(),
                who: Some(commit.author),
                when: commit.authored,
            },
            None => Side {
                name: tip.short().to_owned(),
                ..Side::default()
            },
        })
    }

    fn side_of_revert(&self, reverted: Option<&CommitId>) -> Result<Side, GitFault> {
        let commits = match reverted {
            Some(reverted) => self.commits(None, reverted, &[], 1)?,
            None => Vec::new(),
        };
        Ok(commits
            .into_iter()
            .next()
            .map(|commit| Side {
                name: commit.id.short().to_owned(),
                who: Some(format!(
                    "git revert {} {}",
                    commit.id.short(),
                    commit.author
                )),
                when: commit.authored,
            })
            .unwrap_or_default())
    }

    /// Returns whether nothing is staged.
    fn is_index_as_head(&self) -> Result<bool, GitFault> {
        let call = Call::new(["diff-index", "--cached", "--quiet", "HEAD"]);
        Ok(self.git().try_act(call)?.success)
    }

    /// Commits a merge whose conflicts are all settled.
    fn conclude_merge(&self) -> Result<(), GitFault> {
        let said = self
            .git()
            .try_act(Call::new(["commit", "--quiet", "--no-edit"]))?;
        if said.success {
            return Ok(());
        }
        let words = format!("{}\n{}", said.words, String::from_utf8_lossy(&said.out));
        Err(self.commit_refused(&words))
    }
}
