//! Merges two commits into one tree, in an index of our own, so that the work tree is not touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tempfile::TempPath;

use super::conflicted_file::{Settle, merge_file, whole_texts};
use super::side_deleted::MergeTrees;
use super::side_renamed::RenamedFile;
use crate::git::objects::{FileMode, ObjectId};
use crate::git::paths::shown;
use crate::git::plan_texts::PlanBlobs;
use crate::git::process::Call;
use crate::git::recording::commit::{index_line, scratch};
use crate::git::same_plan::title_of;
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::bulletin_lists::{MergedBulletins, merge_bulletin_lists};
use crate::merge::{Choice, Conflict, MergeFault, Merged, Versions};
use crate::store::{ISSUES_FILE, PlanPart, TextPlace, first_toml_flaw, not_utf8};
use crate::text::GitTrouble;

/// A merged tree.
#[derive(Debug)]
pub(crate) struct Joined {
    pub(crate) tree: String,
    /// The open conflicts, for which the tree holds our side.
    pub(crate) conflicts: Vec<FileConflicts>,
    /// The index it was made in, which hooks read.
    pub(crate) index: TempPath,
}

/// The open conflicts of a plan's file.
#[derive(Debug)]
pub(crate) struct FileConflicts {
    pub(crate) plan: String,
    pub(crate) part: PlanPart,
    /// The paths that the sides have it at, from the repository's top.
    pub(crate) paths: Vec<Vec<u8>>,
    pub(crate) open: Vec<Conflict>,
    pub(crate) versions: Versions<String>,
}

/// The three versions of a file that both sides changed.
#[derive(Clone)]
pub(crate) struct Stages {
    mode: FileMode,
    pub(crate) blobs: Versions<Option<ObjectId>>,
}

impl Stages {
    /// The versions of a regular file.
    pub(crate) fn of_file(blobs: Versions<Option<ObjectId>>) -> Self {
        Self {
            mode: FileMode::Regular,
            blobs,
        }
    }

    /// Iterates over the blobs that are there.
    pub(super) fn known(&self) -> impl Iterator<Item = &ObjectId> {
        self.blobs.each_ref().all().into_iter().flatten()
    }
}

/// A merge in an index, as far as it is settled.
pub(super) struct IndexMerge {
    /// The files that both sides changed and nothing has settled yet.
    pub(super) both: BTreeMap<Vec<u8>, Stages>,
    /// The paths that are settled.
    pub(super) settled: BTreeSet<Vec<u8>>,
    /// The changes, as `git update-index --index-info` reads them.
    lines: Vec<u8>,
    pub(super) conflicts: Vec<FileConflicts>,
    /// The id of no blob, as long as the repository's are.
    no_blob: String,
}

impl IndexMerge {
    fn add(&mut self, mode: FileMode, blob: &ObjectId, path: &[u8]) {
        self.lines
            .extend(index_line(Some(mode), blob.as_str(), path));
    }

    /// Takes out all stages of a path.
    fn remove(&mut self, path: &[u8]) {
        self.both.remove(path);
        self.settled.insert(path.to_vec());
        self.lines.extend(index_line(None, &self.no_blob, path));
    }

    /// Puts a blob, or nothing, at a path.
    fn put(&mut self, path: &[u8], blob: Option<&ObjectId>) {
        self.remove(path);
        if let Some(blob) = blob {
            self.add(FileMode::Regular, blob, path);
        }
    }

    /// Puts a blob in the place of the three stages of a path.
    pub(super) fn settle(&mut self, path: &[u8], stages: &Stages, blob: &ObjectId) {
        self.remove(path);
        self.add(stages.mode, blob, path);
    }
}

impl Repository {
    /// Returns the tree that both commits make of what they had in common.
    ///
    /// # Errors
    /// Fails if files other than plan files cannot be merged, or a plan file is not valid TOML.
    pub(crate) fn join(
        &self,
        base: &CommitId,
        ours: &CommitId,
        theirs: &CommitId,
        chosen: Settle<'_>,
    ) -> Result<Joined, GitFault> {
        let index = scratch(self)?;
        let call = Call::new(["read-tree", "-i", "-m", "--aggressive"])
            .with(base.as_str())
            .with(ours.as_str())
            .with(theirs.as_str());
        self.git().act(call.variable("GIT_INDEX_FILE", &*index))?;
        let trees = &self.whole_trees(Some(base), [ours, theirs])?;
        self.refuse_shared_folders(trees)?;
        trees.refuse_moved_apart()?;
        let mut merge = IndexMerge {
            both: self.unmerged(Some(&index))?,
            settled: BTreeSet::new(),
            lines: Vec::new(),
            conflicts: Vec::new(),
            no_blob: "0".repeat(base.as_str().len()),
        };
        for (path, blob) in trees.left_to_others() {
            merge.put(&path, blob.as_ref());
        }
        let mut moved = Vec::new();
        for plan in trees.renamed_on_one_side() {
            moved.extend(self.join_renamed_plan(&mut merge, plan, trees, chosen)?);
        }
        // One plan may have the folder that another one left.
        for (file, _) in &moved {
            merge.put(&file.was, file.in_its_place.as_ref());
        }
        for (file, blob) in &moved {
            merge.put(&file.is, blob.as_ref());
        }
        self.join_plans_and_logs(&mut merge, trees, chosen)?;
        let mut deleted = self.deleted_on_one_side(&merge.both, trees)?;
        deleted.extend(self.deleted_and_renamed(trees)?);
        for place in deleted {
            let choice = chosen(&place.plan, &place.conflict);
            for (path, kept) in place.settled(choice.as_ref())? {
                merge.put(path, kept.map(|(blob, _)| blob));
            }
            if choice.is_none() {
                merge.conflicts.push(FileConflicts {
                    plan: place.plan,
                    part: place.part,
                    paths: place.files.into_iter().map(|file| file.path).collect(),
                    versions: whole_texts(&place.conflict),
                    open: vec![place.conflict],
                });
            }
        }
        self.join_files(&mut merge, trees, chosen)?;
        if !merge.lines.is_empty() {
            self.put_in_index(&index, &merge.lines)?;
        }
        let call = Call::new(["write-tree"]).variable("GIT_INDEX_FILE", &*index);
        let out = self.git().act(call)?;
        Ok(Joined {
            tree: String::from_utf8_lossy(&out).trim().to_owned(),
            conflicts: merge.conflicts,
            index,
        })
    }

    /// Merges the files that are left, each by itself.
    fn join_files(
        &self,
        merge: &mut IndexMerge,
        trees: &MergeTrees,
        chosen: Settle<'_>,
    ) -> Result<(), GitFault> {
        let mut others = Vec::new();
        for (path, stages) in std::mem::take(&mut merge.both) {
            let merged = match self.plan_at(&path, trees) {
                Some(plan) => {
                    let asked = |conflict: &Conflict| chosen(plan, conflict);
                    let merged =
                        self.join_plan_file(&path, &stages, trees.ours.plans.get(plan), &asked)?;
                    if let Some(merged) = merged.as_ref().filter(|it| !it.conflicts.is_empty()) {
                        merge.conflicts.push(FileConflicts {
                            part: part_at(&path),
                            open: merged.conflicts.clone(),
                            versions: self.texts_of(&path, &stages)?,
                            paths: vec![path.clone()],
                            plan: plan.to_owned(),
                        });
                    }
                    merged.map(|merged| merged.text.into_bytes())
                }
                None => match self.join_bulletins(&path, &stages)? {
                    Some(list) => Some(list.into_bytes()),
                    None => self.join_other(&path, &stages)?,
                },
            };
            match merged {
                Some(bytes) => merge.settle(&path, &stages, &self.keep_raw(bytes)?),
                None => others.push(shown(&path)),
            }
        }
        if others.is_empty() {
            Ok(())
        } else {
            Err(GitTrouble::OtherFiles(others).into())
        }
    }

    /// Returns the files of an index (or git's own) that are not settled, with their stages.
    pub(crate) fn unmerged(
        &self,
        index: Option<&Path>,
    ) -> Result<BTreeMap<Vec<u8>, Stages>, GitFault> {
        let mut call = Call::new(["ls-files", "--unmerged", "-z", "--full-name"]);
        if let Some(index) = index {
            call = call.variable("GIT_INDEX_FILE", index);
        }
        Ok(read_stages(&self.git().act(call)?))
    }

    /// Merges a plan file, a log with the names of its plan; returns its text and the conflicts, or `None` if a side no
    /// longer has the file.
    pub(super) fn join_plan_file(
        &self,
        path: &[u8],
        stages: &Stages,
        plan: Option<&PlanBlobs>,
        chosen: &dyn Fn(&Conflict) -> Option<Choice>,
    ) -> Result<Option<Merged>, GitFault> {
        if stages.blobs.each_ref().sides().contains(&&None) {
            return Ok(None);
        }
        let blob = plan.and_then(|blobs| blobs.ids.plan.as_ref());
        let plan = self.contents(blob)?.into_values().next();
        let plan = plan.and_then(|bytes| String::from_utf8(bytes).ok());
        let texts = self.texts_of(path, stages)?;
        refuse_two_plans(path, stages, texts.texts())?;
        let file = (part_at(path), &*shown(path));
        merge_file(texts.texts(), plan.as_deref(), file, chosen).map(Some)
    }

    /// Returns the three versions of a plan file; one that is not there is empty.
    pub(crate) fn texts_of(
        &self,
        path: &[u8],
        stages: &Stages,
    ) -> Result<Versions<String>, GitFault> {
        let contents = self.contents(stages.known())?;
        let text = |blob: &Option<ObjectId>| -> Result<String, GitFault> {
            let bytes = blob.as_ref().and_then(|blob| contents.get(blob));
            let bytes = bytes.cloned().unwrap_or_default();
            String::from_utf8(bytes).map_err(|error| {
                let (span, flaw) = not_utf8(&error);
                let text = String::from_utf8_lossy(error.as_bytes());
                let line = Some(TextPlace::of(&text, &span).line);
                let (path, flaw) = (shown(path), Box::new(flaw));
                GitTrouble::Unreadable { path, line, flaw }.into()
            })
        };
        let Versions { base, ours, theirs } = &stages.blobs;
        Ok(Versions::new(text(base)?, text(ours)?, text(theirs)?))
    }

    /// Merges the list of a renamed plan's bulletins; returns its new blob, or `None` if it is gone.
    pub(super) fn join_renamed_list(
        &self,
        list: &RenamedFile,
    ) -> Result<Option<ObjectId>, GitFault> {
        let Versions { base, ours, theirs } = &list.stages.blobs;
        if ours == theirs || theirs == base {
            return Ok(ours.clone());
        }
        if ours == base || ours.is_none() || theirs.is_none() {
            return Ok(theirs.clone().or_else(|| ours.clone()));
        }
        match self.join_bulletins(&list.is, &list.stages)? {
            Some(text) => self.keep_raw(text).map(Some),
            None => Err(GitTrouble::OtherFiles(vec![shown(&list.is)]).into()),
        }
    }

    /// Merges the lists of a plan's bulletins; returns `None` if the file is not such a list, or needs a person. A list
    /// that a side deleted has no issue there: those of the other side that are new stay.
    ///
    /// # Errors
    /// Fails if both sides gave one number to different bulletins.
    pub(super) fn join_bulletins(
        &self,
        path: &[u8],
        stages: &Stages,
    ) -> Result<Option<String>, GitFault> {
        if !is_list(path) {
            return Ok(None);
        }
        let texts = self.texts_of(path, stages)?;
        let lists = stages.blobs.each_ref().zip(texts.texts());
        let lists = lists.map(|(blob, text)| blob.is_some().then_some(text));
        match merge_bulletin_lists(lists.base, lists.ours, lists.theirs) {
            Some(MergedBulletins::List(text)) => Ok(Some(text)),
            Some(MergedBulletins::NumberTaken { number, next }) => {
                Err(GitFault::Trouble(GitTrouble::NumberTaken {
                    path: shown(path),
                    number,
                    next,
                }))
            }
            None => Ok(None),
        }
    }

    /// Merges a file other than a plan file by lines, as git does; returns `None` if that fails, or if .gitattributes
    /// keep the file from being merged by lines.
    fn join_other(&self, path: &[u8], stages: &Stages) -> Result<Option<Vec<u8>>, GitFault> {
        let [Some(base), Some(ours), Some(theirs)] = stages.blobs.each_ref().all() else {
            return Ok(None);
        };
        if !matches!(stages.mode, FileMode::Regular | FileMode::Executable) {
            return Ok(None);
        }
        let contents = self.contents(stages.known())?;
        let mut files = Vec::new();
        for blob in [ours, base, theirs] {
            let file = scratch(self)?;
            let bytes = contents.get(blob).cloned().unwrap_or_default();
            std::fs::write(&file, bytes).map_err(GitFault::io(&*file))?;
            files.push(file);
        }
        let driver = self.attributes(&["merge"], std::iter::once(path))?;
        let mut call = Call::new(["merge-file", "--stdout", "--quiet"]);
        match driver.first().map(|driver| driver.value.as_slice()) {
            None | Some(b"unspecified" | b"set" | b"text") => {}
            Some(b"union") => call = call.with("--union"),
            Some(_) => return Ok(None),
        }
        for file in &files {
            call = call.with(file);
        }
        let said = self.git().try_act(call)?;
        Ok(said.success.then_some(said.out))
    }

    /// Writes a blob without filters.
    pub(super) fn keep_raw(&self, bytes: impl Into<Vec<u8>>) -> Result<ObjectId, GitFault> {
        let call = Call::new(["hash-object", "-w", "--stdin", "--no-filters"]).input(bytes);
        let said = String::from_utf8_lossy(&self.git().act(call)?).into_owned();
        ObjectId::read(&said).ok_or_else(|| self.git().refusal("git hash-object", &said))
    }
}

/// Refuses to merge two plans that the sides added under one folder name: without a common version, their titles show
/// whether they are one.
pub(super) fn refuse_two_plans(
    path: &[u8],
    stages: &Stages,
    texts: Versions<&str>,
) -> Result<(), GitFault> {
    if stages.blobs.base.is_some() || part_at(path) != PlanPart::Plan {
        return Ok(());
    }
    let titles = texts.sides().map(|plan| title_of(plan.as_bytes()));
    match titles {
        [Some(ours), Some(theirs)] if ours != theirs => {
            Err(GitFault::Trouble(GitTrouble::TwoPlans {
                path: shown(path),
                titles: [ours, theirs],
            }))
        }
        _ => Ok(()),
    }
}

/// Returns whether a path is that of a list of bulletins.
pub(super) fn is_list(path: &[u8]) -> bool {
    path.rsplit(|byte| *byte == b'/').next() == Some(ISSUES_FILE.as_bytes())
}

/// Returns the file of a plan that a path names.
pub(super) fn part_at(path: &[u8]) -> PlanPart {
    PlanPart::at(path).unwrap_or(PlanPart::Plan)
}

/// Returns the fault for texts of the file at `path` that did not merge.
pub(crate) fn merge_fault(fault: &MergeFault, path: &str, texts: Versions<&str>) -> GitFault {
    let (text, is_ours) = match fault {
        MergeFault::Ours => (texts.ours, true),
        MergeFault::Theirs => (texts.theirs, false),
        MergeFault::Layout => return GitTrouble::LaidOutOtherwise(path.to_owned()).into(),
        MergeFault::BadChoice(text) => return GitTrouble::BadChoice(text.clone()).into(),
    };
    let path = path.to_owned();
    let Some((span, flaw)) = first_toml_flaw(text) else {
        return GitTrouble::LaidOutOtherwise(path).into();
    };
    let line = Some(TextPlace::of(text, &span).line);
    let flaw = Box::new(flaw);
    if is_ours {
        GitTrouble::Unreadable { path, line, flaw }.into()
    } else {
        GitTrouble::UnreadableThere { path, line, flaw }.into()
    }
}

/// Reads `mode blob stage TAB path` records.
fn read_stages(out: &[u8]) -> BTreeMap<Vec<u8>, Stages> {
    let mut found: BTreeMap<Vec<u8>, Stages> = BTreeMap::new();
    for record in out.split(|byte| *byte == 0) {
        let Some(tab) = record.iter().position(|byte| *byte == b'\t') else {
            continue;
        };
        let head = String::from_utf8_lossy(&record[..tab]);
        let words: Vec<&str> = head.split(' ').collect();
        let [mode, blob, stage] = words.as_slice() else {
            continue;
        };
        let Some(mode) = FileMode::from_key(mode) else {
            continue;
        };
        let stages = found.entry(record[tab + 1..].to_vec());
        let blobs = Versions::default();
        let stages = stages.or_insert(Stages { mode, blobs });
        let version = match *stage {
            "1" => &mut stages.blobs.base,
            "2" => &mut stages.blobs.ours,
            "3" => &mut stages.blobs.theirs,
            _ => continue,
        };
        *version = ObjectId::read(blob);
        if *stage == "2" {
            stages.mode = mode;
        }
    }
    found
}
