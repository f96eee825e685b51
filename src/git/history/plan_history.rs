//! The commits that touched a plan's files, under any name of its folder.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use crate::git::file_versions::Walk;
use crate::git::homes::Scope;
use crate::git::objects::{EntryKind, ObjectId, tree_entries, tree_of_commit};
use crate::git::plan_texts::PlanBlobs;
use crate::git::process::Call;
use crate::git::same_plan::{KnownPlan, PlanPairs, PlanTree, name_before, title_of};
use crate::git::{Commit, CommitId, GitFault, Repository};
use crate::store::{PerPart, PlanPart, read_plain_text};

/// The most commits of a plan that are read.
const LIMIT: usize = 20_000;

/// The most lines of history that are read.
const LINES: usize = 16;

/// A commit, with the blob ids of both files before it (once per parent) and after it.
#[derive(Clone, Debug)]
pub(crate) struct PlanStep {
    pub(crate) commit: Commit,
    pub(crate) before: Vec<FileIds>,
    pub(crate) after: FileIds,
    /// The paths of both files at the commit.
    paths: Rc<[Vec<u8>]>,
}

/// The blob ids of plan.toml and progress.toml.
pub(crate) type FileIds = PerPart<Option<ObjectId>>;

/// A part of a plan's history in which its files have the same paths: the commits up to one, without those of others.
#[derive(Clone, Debug)]
struct HistoryLine {
    tip: CommitId,
    without: Vec<CommitId>,
    paths: Vec<Vec<u8>>,
}

/// The history of a plan, as far as this clone has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanHistory {
    /// The commits, oldest first.
    pub(crate) steps: Vec<PlanStep>,
    /// Whether a shallow clone lacks the earlier part.
    pub(crate) is_cut: bool,
    lines: Vec<HistoryLine>,
}

impl Repository {
    /// Returns the last commits that touched the plans looked at, newest first; at most `limit`.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn last_commits(&self, limit: usize) -> Result<Vec<Commit>, GitFault> {
        let Some(head) = self.head()? else {
            return Ok(Vec::new());
        };
        let paths: Vec<Vec<u8>> = match self.scope() {
            Scope::Folder(folder) if folder.is_empty() => Vec::new(),
            Scope::Folder(folder) => vec![folder.clone()],
            Scope::Named(folders) => folders.values().cloned().collect(),
        };
        self.commits_at(Walk::WhatHolds, None, &head, &paths, limit)
    }

    /// Returns every commit up to `to` that touched the plan. A copied folder does not get the history of its
    /// original.
    pub(crate) fn history_of(&self, to: &CommitId, plan: &str) -> Result<PlanHistory, GitFault> {
        let ends = self.shallow_ends()?;
        let mut history = PlanHistory::default();
        let known = self.plan_blobs(to.as_str())?.remove(plan);
        let paths = self.paths_of(plan, known.as_ref())?;
        let mut is_gone = known.is_none();
        let mut lines = vec![HistoryLine {
            tip: to.clone(),
            without: Vec::new(),
            paths,
        }];
        for _ in 0..LINES {
            let Some(line) = lines.pop() else {
                break;
            };
            let commits =
                self.commits_at(Walk::AllSides, &line.without, &line.tip, &line.paths, LIMIT)?;
            let mut steps = self.steps(&commits, &line.paths)?;
            if std::mem::take(&mut is_gone) {
                self.follow_renaming(&line.paths, steps.first_mut())?;
            }
            lines.extend(self.cut(&mut steps, &line)?);
            history.lines.push(line);
            steps.retain(|step| {
                let is_end = ends.contains(&step.commit.id);
                history.is_cut |= is_end;
                !is_end
            });
            history.steps.extend(steps);
        }
        history.steps.reverse();
        Ok(history)
    }

    /// Returns, by commit of a history, the last ones before it that touched the plan: one, or one per side of a merge.
    pub(super) fn commits_before(
        &self,
        history: &PlanHistory,
    ) -> Result<HashMap<CommitId, Vec<CommitId>>, GitFault> {
        let mut before = HashMap::new();
        for line in &history.lines {
            let commits =
                self.commits_at(Walk::Joined, &line.without, &line.tip, &line.paths, LIMIT)?;
            before.extend(
                commits
                    .into_iter()
                    .map(|commit| (commit.id, commit.parents)),
            );
        }
        Ok(before)
    }

    /// Cuts a line of history, newest first, where its plan had other paths before, or another plan had these; returns
    /// the lines in which the history goes on.
    fn cut(
        &self,
        steps: &mut Vec<PlanStep>,
        line: &HistoryLine,
    ) -> Result<Vec<HistoryLine>, GitFault> {
        let plans = steps
            .iter()
            .flat_map(|step| step.before.iter().chain([&step.after]));
        let texts = self.contents(plans.filter_map(|ids| ids.plan.as_ref()))?;
        let titles: BTreeMap<ObjectId, Option<String>> = texts
            .into_iter()
            .map(|(blob, text)| (blob, title_of(&text)))
            .collect();
        let title = |ids: &FileIds| titles.get(ids.plan.as_ref()?)?.clone();
        let are_two = |one: &FileIds, other: &FileIds| {
            let both = title(one).zip(title(other));
            both.is_some_and(|(one, other)| one != other)
        };
        let begins = |step: &PlanStep| step.before.iter().all(FileIds::is_empty);
        for at in 0..steps.len() {
            let step = &steps[at];
            let may_begin = |was: &FileIds| was.is_empty() || are_two(was, &step.after);
            if step.after.is_empty() || !step.before.iter().any(may_begin) {
                continue;
            }
            let parents = step.commit.parents.iter();
            let origins = parents.map(|parent| self.origin(parent, &step.commit.id, &line.paths));
            let origins = origins.collect::<Result<Vec<_>, _>>()?;
            let is_here =
                |origin: &PlanBlobs| origin.paths.iter().any(|it| line.paths.contains(it));
            let older = steps.get(at + 1).and_then(|older| older.before.first());
            let older = older.filter(|older| begins(step) && !older.is_empty());
            let is_begun_again = match older {
                Some(older) => !self.is_kept([older, &step.after])?,
                None => false,
            };
            let mut before = step.before.iter().zip(&origins);
            let has_replaced = before.any(|(was, origin)| !was.is_empty() && origin.is_none());
            let is_another = is_begun_again || has_replaced;
            if origins.iter().flatten().all(is_here) && !is_another {
                continue;
            }
            let mut lines: Vec<HistoryLine> = Vec::new();
            for (parent, origin) in step.commit.parents.iter().zip(&origins) {
                if let Some(origin) = origin {
                    let others = lines.iter().map(|line| line.tip.clone());
                    lines.push(HistoryLine {
                        tip: parent.clone(),
                        without: line.without.iter().cloned().chain(others).collect(),
                        paths: origin.paths.iter().cloned().collect(),
                    });
                }
            }
            let step = &mut steps[at];
            for (before, origin) in step.before.iter_mut().zip(origins) {
                *before = origin.unwrap_or_default().ids;
            }
            steps.truncate(at + 1);
            return Ok(lines);
        }
        Ok(Vec::new())
    }

    /// Returns whether the plan that comes to a path is the one that went from it.
    fn is_kept(&self, versions: [&FileIds; 2]) -> Result<bool, GitFault> {
        let [was, is] = versions.map(|ids| -> Result<KnownPlan, GitFault> {
            let ids = ids.clone();
            let blobs = PlanBlobs {
                ids,
                ..PlanBlobs::default()
            };
            Ok(KnownPlan::of(&self.plan_bytes(&blobs)?))
        });
        Ok(is?.is_certainly(&was?))
    }

    /// Lets the last step of a plan that is gone lead to the plan it became, if its folder got another name then.
    fn follow_renaming(
        &self,
        paths: &[Vec<u8>],
        last: Option<&mut PlanStep>,
    ) -> Result<(), GitFault> {
        let Some(last) = last.filter(|last| last.after.is_empty()) else {
            return Ok(());
        };
        if let Some(parent) = last.commit.parents.first() {
            let (then, now, pairs) = self.trees_across(parent, &last.commit.id)?;
            let name = name_at(&then, paths).and_then(|name| pairs.get(name));
            let heir = name.and_then(|name| now.get(name));
            last.after = heir.cloned().unwrap_or_default().ids;
        }
        Ok(())
    }

    /// Returns the plan at some paths of a commit as its parent had it, wherever that was. A folder that still exists was
    /// copied, and is another plan.
    fn origin(
        &self,
        parent: &CommitId,
        commit: &CommitId,
        paths: &[Vec<u8>],
    ) -> Result<Option<PlanBlobs>, GitFault> {
        let (then, now, pairs) = self.trees_across(parent, commit)?;
        let name = name_at(&now, paths).and_then(|name| name_before(&pairs, name));
        Ok(name.and_then(|name| then.get(name)).cloned())
    }

    /// Returns the plans of a commit's parent and of the commit, in pairs.
    fn trees_across(
        &self,
        parent: &CommitId,
        commit: &CommitId,
    ) -> Result<(PlanTree, PlanTree, PlanPairs), GitFault> {
        let then = self.plan_tree(parent.as_str())?;
        let now = self.plan_tree(commit.as_str())?;
        let pairs = self.pairs_of(&then, &now)?;
        Ok((then, now, pairs))
    }

    /// Returns the paths of both files of a plan: the known ones, else those by the plan's name.
    fn paths_of(&self, plan: &str, known: Option<&PlanBlobs>) -> Result<Vec<Vec<u8>>, GitFault> {
        let mut paths = Vec::new();
        for part in PlanPart::BOTH {
            let found = known.and_then(|blobs| blobs.paths[part].clone());
            paths.push(match found {
                Some(path) => path,
                None => self.path_of(&std::path::Path::new(plan).join(part.file_name()))?,
            });
        }
        Ok(paths)
    }

    /// Returns the versions of the files at these paths in each commit, in the order of the commits.
    fn steps(&self, commits: &[Commit], paths: &[Vec<u8>]) -> Result<Vec<PlanStep>, GitFault> {
        const AT_A_TIME: usize = 256;
        let here: Rc<[Vec<u8>]> = paths.into();
        let mut steps = Vec::new();
        for some in commits.chunks(AT_A_TIME) {
            let mut ids: Vec<&CommitId> = some
                .iter()
                .flat_map(|commit| std::iter::once(&commit.id).chain(&commit.parents))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            let files = self.files_at(&ids, paths)?;
            let known: HashMap<&CommitId, FileIds> = ids.into_iter().zip(files).collect();
            let files = |id: &CommitId| known.get(id).cloned().unwrap_or_default();
            steps.extend(some.iter().map(|commit| PlanStep {
                after: files(&commit.id),
                before: commit.parents.iter().map(files).collect(),
                commit: commit.clone(),
                paths: here.clone(),
            }));
        }
        // A first commit comes from nothing.
        for step in steps.iter_mut().filter(|step| step.before.is_empty()) {
            step.before.push(FileIds::default());
        }
        Ok(steps)
    }

    /// Returns the versions of the files at these paths in each of these commits.
    fn files_at(&self, commits: &[&CommitId], paths: &[Vec<u8>]) -> Result<Vec<FileIds>, GitFault> {
        let mut files = vec![FileIds::default(); commits.len()];
        for path in paths {
            let part = PlanPart::at(path).unwrap_or(PlanPart::Progress);
            for (ids, blob) in files.iter_mut().zip(self.ids_at(commits, path)?) {
                ids[part] = blob;
            }
        }
        Ok(files)
    }

    /// Returns the files from which both sides of a merge began; `None` if they are not known, or other files than the
    /// merge's.
    pub(super) fn base_of(&self, step: &PlanStep) -> Result<Option<FileIds>, GitFault> {
        let [ours, theirs] = step.commit.parents.as_slice() else {
            return Ok(None);
        };
        if self.is_shallow() {
            return Ok(None);
        }
        let Some(base) = self.merge_base(ours, theirs)? else {
            return Ok(None);
        };
        let files = self.files_at(&[&base], &step.paths)?.pop();
        Ok(files.filter(|files| !files.is_empty()))
    }

    /// Returns the file at a path of each of these commits, all in one go; links are not followed.
    fn ids_at(
        &self,
        commits: &[&CommitId],
        path: &[u8],
    ) -> Result<Vec<Option<ObjectId>>, GitFault> {
        let ids: Vec<&str> = commits.iter().map(|id| id.as_str()).collect();
        let commits = self.objects_of(&ids)?;
        let mut here: Vec<Option<ObjectId>> = commits.iter().map(tree_of_commit).collect();
        let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
        for (at, part) in parts.iter().enumerate() {
            let is_last = at + 1 == parts.len();
            let kind = if is_last {
                EntryKind::File
            } else {
                EntryKind::Folder
            };
            let mut trees: Vec<&str> = here.iter().flatten().map(ObjectId::as_str).collect();
            trees.sort_unstable();
            trees.dedup();
            let mut inner: BTreeMap<ObjectId, Option<ObjectId>> = BTreeMap::new();
            for tree in self.objects_of(&trees)? {
                let entry = tree_entries(&tree)
                    .into_iter()
                    .find(|entry| entry.name == *part)
                    .filter(|entry| entry.kind == kind);
                inner.insert(tree.id, entry.map(|entry| entry.id));
            }
            for id in &mut here {
                *id = id.take().and_then(|id| inner.get(&id).cloned().flatten());
            }
        }
        Ok(here)
    }

    /// Returns the commits at which a shallow clone ends.
    fn shallow_ends(&self) -> Result<HashSet<CommitId>, GitFault> {
        if !self.is_shallow() {
            return Ok(HashSet::new());
        }
        let call = Call::new(["rev-parse", "--git-path", "shallow"]);
        let said = self.git().try_read(call)?;
        let text = read_plain_text(&self.top().join(said.line())).unwrap_or_default();
        Ok(text.lines().filter_map(CommitId::read).collect())
    }
}

/// Returns the name of the plan that has one of these paths.
fn name_at<'t>(plans: &'t PlanTree, paths: &[Vec<u8>]) -> Option<&'t String> {
    let has_path = |blobs: &PlanBlobs| blobs.paths.iter().any(|path| paths.contains(path));
    let mut plans = plans.iter();
    plans
        .find(|(_, blobs)| has_path(blobs))
        .map(|(name, _)| name)
}
