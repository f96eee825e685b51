//! Settling what both sides changed differently: before a merge is made, in the middle of one, or where its marks were
//! left in a file.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::store::{
    Lock, PlanFiles, Workspace, find_conflict_marker, read_plain_text, replace_file, sides,
};
use crate::text::Words;

use super::merged_tree::merge_fault;
use crate::git::paths::{argument, shown};
use crate::git::process::Call;
use crate::git::{CommitId, GitFault, Repository, SyncStep};
use crate::merge::{Choice, Conflict, Merged, merge_plan, merge_progress};

/// Where a conflict comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The remote has changed the same; nothing is merged yet.
    Sync,
    /// A `git merge` stopped at it.
    Merge,
    /// The file has the marks of a merge that nobody settled.
    Markers,
}

/// One side of a conflict: who and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What git's marks call it, or the commit.
    pub name: String,
    /// Who changed the file last on this side.
    pub who: Option<String>,
    /// When.
    pub when: Option<DateTime<FixedOffset>>,
}

/// A plan's file with places to settle. Where there are none, both sides go together as soon as somebody says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictedFile {
    /// The plan.
    pub plan: String,
    /// `plan.toml` or `progress.toml`.
    pub file: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The places.
    pub conflicts: Vec<Conflict>,
    /// Our side.
    pub ours: Side,
    /// Theirs.
    pub theirs: Side,
    versions: SideVersions,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SideVersions {
    base: String,
    ours: String,
    theirs: String,
    /// What stands on disk.
    found: String,
}

/// Answers what is to stand at a conflict of the plan named; `None` leaves it open.
pub type Settle<'s> = &'s dyn Fn(&str, &Conflict) -> Option<Choice>;

/// The files of a workspace that have the marks of an unsettled merge, whether or not it lies in a repository.
///
/// # Errors
/// Where a side of such a file is no TOML by itself, or the file cannot be read.
pub fn marked_files(workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
    let mut found = Vec::new();
    for files in &workspace.plans {
        for path in [&files.plan, &files.progress] {
            let Ok(text) = read_plain_text(path) else {
                continue;
            };
            if find_conflict_marker(&text).is_none() {
                continue;
            }
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
                file: file_name(path),
                origin: Origin::Markers,
                conflicts: Vec::new(),
                ours: side(sides.our_name),
                theirs: side(sides.their_name),
                versions: SideVersions {
                    base: sides.base.unwrap_or_default(),
                    ours: sides.ours,
                    theirs: sides.theirs,
                    found: text,
                },
            };
            file.conflicts = file.merged(&|_, _| None)?.conflicts;
            found.push(file);
        }
    }
    Ok(found)
}

/// Writes the files as settled. Each is valid TOML afterwards, or is as it was.
///
/// # Errors
/// Where a place is left open ([`GitFault::Conflicts`]), what was typed cannot stand there, or a file has changed since
/// it was looked at. Then nothing is written.
pub fn settle_files(
    workspace: &Workspace,
    files: &[ConflictedFile],
    chosen: Settle<'_>,
) -> Result<(), GitFault> {
    let mut texts = Vec::new();
    let mut open = Vec::new();
    for file in files {
        let merged = file.merged(chosen)?;
        if !merged.conflicts.is_empty() {
            open.push((file.plan.clone(), merged.conflicts.len()));
        }
        texts.push(merged.text);
    }
    if !open.is_empty() {
        return Err(GitFault::Conflicts(open));
    }
    for (file, text) in files.iter().zip(texts) {
        let plan = workspace.plan(&file.plan)?;
        let path = path_in(plan, &file.file);
        let _lock = Lock::acquire(&plan.folder)?;
        let now = read_plain_text(&path).map_err(GitFault::io(&path))?;
        if now != file.versions.found {
            return Err(GitFault::Moved);
        }
        replace_file(&path, text.as_bytes())?;
    }
    Ok(())
}

fn path_in(plan: &PlanFiles, file: &str) -> PathBuf {
    if file == "plan.toml" {
        plan.plan.clone()
    } else {
        plan.progress.clone()
    }
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

impl ConflictedFile {
    /// Our text and theirs.
    pub(crate) fn side_texts(&self) -> [&str; 2] {
        [&self.versions.ours, &self.versions.theirs]
    }

    fn merged(&self, chosen: Settle<'_>) -> Result<Merged, GitFault> {
        let SideVersions {
            base, ours, theirs, ..
        } = &self.versions;
        let merged = if self.file == "plan.toml" {
            merge_plan(base, ours, theirs, &|conflict| chosen(&self.plan, conflict))
        } else {
            merge_progress(base, ours, theirs).map(|text| Merged {
                text,
                conflicts: Vec::new(),
            })
        };
        merged.map_err(|fault| {
            let path = format!("{}/{}", self.plan, self.file);
            merge_fault(&fault, &path, ours, theirs)
        })
    }
}

impl Repository {
    /// Everything there is to settle: marks in files first, then a merge that stopped, then what the remote (as it was
    /// last fetched) has changed differently.
    ///
    /// # Errors
    /// Where git cannot be asked, or a file cannot be read.
    pub fn conflicts(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let stopped = self.stopped_merge(workspace)?;
        let mut found = self.marked_files(workspace).or_else(|fault| {
            // Of what git stopped at it still has the sides whole, whatever became of the file.
            if stopped.is_empty() {
                Err(fault)
            } else {
                Ok(Vec::new())
            }
        })?;
        found.retain(|file| {
            !stopped
                .iter()
                .any(|other| other.plan == file.plan && other.file == file.file)
        });
        found.extend(stopped);
        if found.is_empty() && self.nothing_half_done().is_ok() {
            found = self.waiting_at_the_remote()?;
        }
        Ok(found)
    }

    /// The files with marks, and who wrote each side where the history still tells.
    fn marked_files(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let mut found = marked_files(workspace)?;
        if !found.is_empty()
            && let Some(head) = self.head()?
        {
            for file in &mut found {
                self.find_authors(file, &head)?;
            }
        }
        Ok(found)
    }

    /// Of marks that are in the last commit of the file itself the sides are that merge's parents; of others they are
    /// what the marks call them.
    fn find_authors(&self, file: &mut ConflictedFile, head: &CommitId) -> Result<(), GitFault> {
        let path = PathBuf::from(&file.plan).join(&file.file);
        let is_committed = self
            .file_at(head, &path)?
            .is_some_and(|bytes| find_conflict_marker(&String::from_utf8_lossy(&bytes)).is_some());
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
                    ..self.side(base.as_ref(), &tip, &file.plan, &file.file)?
                };
            }
        }
        Ok(())
    }

    /// Settles conflicts of one origin: files are written, a merge that stopped is concluded, the remote's changes are
    /// merged and sent. `files` is what [`Repository::conflicts`] gave.
    ///
    /// # Errors
    /// Where a place is left open, what was typed cannot stand there, or as in [`Repository::sync`]. Then the files are
    /// as they were.
    pub fn settle(
        &self,
        workspace: &Workspace,
        files: &[ConflictedFile],
        chosen: Settle<'_>,
        words: &Words,
        tell: &mut dyn FnMut(SyncStep),
    ) -> Result<(), GitFault> {
        if files.iter().all(|file| file.origin == Origin::Sync) {
            return self
                .sync_choosing(workspace, words, chosen, tell)
                .map(|_| ());
        }
        settle_files(workspace, files, chosen)?;
        let stopped: Vec<&ConflictedFile> = files
            .iter()
            .filter(|file| file.origin == Origin::Merge)
            .collect();
        if stopped.is_empty() {
            return Ok(());
        }
        let mut call = Call::new(["update-index", "--add", "--"]);
        for file in stopped {
            let path = PathBuf::from(&file.plan).join(&file.file);
            call = call.with(argument(&self.path_of(&path)?));
        }
        self.git().act(call)?;
        let others: Vec<String> = self
            .unmerged(None)?
            .keys()
            .map(|path| shown(path))
            .collect();
        if !others.is_empty() {
            return Err(GitFault::OtherFiles(others));
        }
        self.conclude_merge()
    }

    /// The plan files that a `git merge` stopped at, with git's three stages of each.
    fn stopped_merge(&self, workspace: &Workspace) -> Result<Vec<ConflictedFile>, GitFault> {
        let Some(theirs) = self.commit_called("MERGE_HEAD")? else {
            return Ok(Vec::new());
        };
        let ours = self.head()?.ok_or(GitFault::Unborn)?;
        let base = self.merge_base(&ours, &theirs)?;
        let mut found = Vec::new();
        for (path, stages) in self.unmerged(None)? {
            let Some(plan) = self.plan_of(&path).map(str::to_owned) else {
                continue;
            };
            let name = shown(&path);
            let name = name.rsplit('/').next().unwrap_or_default();
            let on_disk = path_in(workspace.plan(&plan)?, name);
            let mut file = ConflictedFile {
                ours: self.side(base.as_ref(), &ours, &plan, name)?,
                theirs: self.side(base.as_ref(), &theirs, &plan, name)?,
                file: name.to_owned(),
                origin: Origin::Merge,
                conflicts: Vec::new(),
                versions: SideVersions {
                    found: read_plain_text(&on_disk).unwrap_or_default(),
                    ..self.stage_texts(&stages.blobs)?
                },
                plan,
            };
            file.conflicts = file.merged(&|_, _| None)?.conflicts;
            found.push(file);
        }
        Ok(found)
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
            found: String::new(),
        })
    }

    /// What a sync would stop at.
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
        for (plan, conflicts) in joined.conflicts {
            found.push(ConflictedFile {
                ours: self.side(Some(&base), &ours, &plan, "plan.toml")?,
                theirs: self.side(Some(&base), &theirs, &plan, "plan.toml")?,
                file: "plan.toml".to_owned(),
                origin: Origin::Sync,
                versions: SideVersions::default(),
                conflicts,
                plan,
            });
        }
        Ok(found)
    }

    /// Who changed a file last on one side, and when.
    fn side(
        &self,
        base: Option<&CommitId>,
        tip: &CommitId,
        plan: &str,
        file: &str,
    ) -> Result<Side, GitFault> {
        let path = PathBuf::from(plan).join(file);
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

    /// Makes the commit of a merge whose places are all settled.
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
