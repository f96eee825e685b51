//! A plan that differs from HEAD, split by who changed it.

use super::commit_draft::{DraftFile, PlanDelta};
use super::lost_log::says_something;
use super::on_disk::{DifferingPlan, DiskTexts};
use super::renamed_plan::MovedFolder;
use super::renumbered_logs::{lacking, under_later_names};
use super::uncommitted::{changed_lines, entries_not_in_head};
use super::unrecorded::Unrecorded;
use crate::git::paths::shown;
use crate::git::plan_texts::PlanBytes;
use crate::git::{GitFault, PlanTexts};
use crate::plan::{Change, Day, Entry, Log, LogRef, Part};
use crate::store::splice;
use crate::store::{
    Loaded, PerPart, PlanFiles, PlanPart, Problem, Workspace, find_conflict_marker, patched,
    read_plain,
};
use crate::text::{Flaw, GitTrouble, OpenConflicts};

pub(super) fn changed_plans(
    workspace: &Workspace,
    differing: Vec<DifferingPlan>,
) -> Result<(Vec<ChangedPlan>, Vec<GitFault>), GitFault> {
    let mut changed = Vec::new();
    let mut broken = Vec::new();
    let mut in_conflict = Vec::new();
    for plan in differing {
        let plan = ChangedPlan::new(workspace, plan);
        if plan.plan_lines + plan.progress_lines == 0 && plan.left_behind.is_empty() {
            continue;
        }
        if plan
            .disk
            .texts
            .iter()
            .any(|bytes| find_conflict_marker(bytes).is_some())
        {
            in_conflict.push(OpenConflicts {
                plan: plan.disk.id.clone(),
                count: 1,
                ..OpenConflicts::default()
            });
        }
        match (plan.unreadable(), &plan.disk.paths.progress) {
            (Some(problem), _) => broken.push(GitFault::Broken(Box::new(problem))),
            (None, Some(path)) if plan.disk.is_flagged && plan.removed > 0 => {
                broken.push(GitTrouble::NotCheckedOut(shown(path)).into());
            }
            (None, _) => changed.push(plan),
        }
    }
    if in_conflict.is_empty() {
        Ok((changed, broken))
    } else {
        Err(GitTrouble::Conflicts(in_conflict).into())
    }
}

/// The files of a plan's folder by name, with the contents to record; `None` if the file is deleted.
pub(super) type Contents = Vec<(PlanPart, Option<Vec<u8>>)>;

/// A plan with changes, as far as they can be separated by who made them.
pub(super) struct ChangedPlan {
    pub(super) before: Option<PlanTexts>,
    pub(super) paths_before: PerPart<Option<Vec<u8>>>,
    pub(super) disk: DiskTexts,
    pub(super) after: Loaded,
    pub(super) added: Vec<(Log, Entry)>,
    pub(super) removed: usize,
    pub(super) deleted: Vec<PlanPart>,
    pub(super) plan_lines: usize,
    pub(super) progress_lines: usize,
    /// True if the entries of each person can be separated.
    pub(super) can_split: bool,
    /// The entries in `added` that are new, not edited or moved ones of HEAD.
    new: Vec<(Log, Entry)>,
    /// The committed files that are gone because the plan's folder was renamed or moved.
    left_behind: Vec<Vec<u8>>,
    moved: Option<MovedFolder>,
    /// The plan.toml on disk of a log that git has alone.
    beside: Option<Vec<u8>>,
}

/// Returns plan.toml from disk if git has the log alone, because .gitignore names plan.toml.
fn plan_beside(workspace: &Workspace, id: &str, versions: [&PlanBytes; 2]) -> Option<Vec<u8>> {
    let is_alone = versions.iter().all(|version| version.plan.is_none());
    let files = PlanFiles::in_folder(workspace.folder.join(id));
    is_alone.then(|| read_plain(&files.plan).ok()).flatten()
}

/// Returns the files of a plan, its plan.toml from beside them if they lack it.
fn with_plan(files: &PlanBytes, beside: Option<&Vec<u8>>) -> PlanBytes {
    PlanBytes {
        plan: files.plan.as_ref().or(beside).cloned(),
        progress: files.progress.clone(),
    }
}

fn load(workspace: &Workspace, id: &str, bytes: PlanBytes) -> Loaded {
    let id = id.to_owned();
    // What is recorded has no day: the plan as it is now, amendments included.
    PlanTexts::new(id, bytes).load(&workspace.folder, Day::MAX)
}

impl ChangedPlan {
    pub(super) fn new(workspace: &Workspace, plan: DifferingPlan) -> Self {
        let (was, is) = (plan.bytes_before(), plan.bytes_now());
        let lines = |part: PlanPart| changed_lines(was[part].as_deref(), is[part].as_deref());
        let (plan_lines, progress_lines) = (lines(PlanPart::Plan), lines(PlanPart::Progress));
        let beside = plan_beside(workspace, &plan.disk.id, [&was, &is]);
        let after = load(workspace, &plan.disk.id, with_plan(&is, beside.as_ref()));
        let (mut added, mut removed) = (Vec::new(), 0);
        if progress_lines > 0 {
            let logs = under_later_names([&was, &is]);
            added = entries_not_in_head(&after, logs.as_ref().map(|[old, _]| old));
            removed = logs.map_or(0, |[old, new]| lacking(&old, &new));
        }
        let DifferingPlan {
            before,
            paths_before,
            mut disk,
            left_behind,
            moved,
            ..
        } = plan;
        let is_deleted = |part: &PlanPart| is[*part].is_none() && was[*part].is_some();
        let deleted = PlanPart::BOTH.into_iter().filter(is_deleted).collect();
        disk.texts = is;
        let can_split = after.progress.as_ref().is_some_and(|file| file.writable);
        Self {
            before,
            paths_before,
            disk,
            after,
            added,
            removed,
            deleted,
            plan_lines,
            progress_lines,
            can_split,
            new: Vec::new(),
            left_behind,
            moved,
            beside,
        }
    }

    /// Notes which added entries are new. These are committed in the name of their recorder, edits in that of the
    /// committer.
    pub(super) fn note_new(&mut self, unrecorded: &Unrecorded) {
        let plan = &self.disk.id;
        let is_new = |(log, entry): &&(Log, Entry)| {
            let (plan, log) = (plan.clone(), log.clone());
            unrecorded.has(&LogRef { plan, log }, entry)
        };
        self.new = self.added.iter().filter(is_new).cloned().collect();
    }

    /// Iterates over the people who recorded the entries that are new, if these can be separated.
    pub(super) fn actors(&self) -> impl Iterator<Item = &str> {
        let new = self.new.iter().filter(|_| self.can_split);
        new.filter_map(|(_, entry)| entry.who.as_deref())
    }

    /// Returns the person in whose name an added entry is committed; `None` for the account itself.
    fn actor_of<'e>(&self, added: &'e (Log, Entry)) -> Option<&'e str> {
        let is_new = self.can_split && self.new.contains(added);
        added.1.who.as_deref().filter(|_| is_new)
    }

    /// Returns the files that are deleted because the plan's folder was renamed or moved.
    pub(super) fn left_files(&self) -> impl Iterator<Item = DraftFile> + '_ {
        self.left_behind.iter().map(|path| DraftFile {
            path: path.clone(),
            bytes: None,
            is_known: true,
        })
    }

    /// Returns whether there is a log alone, of a plan that was not there before.
    fn lacks_plan(&self) -> bool {
        self.disk.texts.progress.is_some() && self.text_before(PlanPart::Plan).is_none()
    }

    /// Returns the problem that keeps an existing file from being read or recorded; such a file does not count as
    /// deleted.
    pub(super) fn unreadable(&self) -> Option<Problem> {
        let (files, problems) = (&self.after.files, &self.after.problems);
        let of = |file: &std::path::Path| {
            let errors = problems.iter().filter(|problem| problem.is_error());
            errors.clone().find(|problem| problem.file == file).cloned()
        };
        let now = &self.disk.texts;
        let is_cut = |part: &PlanPart| {
            let was = self.text_before(*part);
            let both = now[*part].as_deref().zip(was);
            both.is_some_and(|(now, was)| is_beginning(now, was) || has_lost_all(*part, now, was))
        };
        if let Some(part) = PlanPart::BOTH.into_iter().find(is_cut) {
            let end = now[part].as_ref().map_or(0, Vec::len);
            Some(Problem {
                file: files.path(part).to_owned(),
                span: end..end,
                flaw: Flaw::CutShort,
            })
        } else if self.after.plan.is_none() && (now.plan.is_some() || self.lacks_plan()) {
            of(&files.plan)
        } else if now.progress.is_some()
            && self.after.plan.is_some()
            && self.after.progress.is_none()
        {
            of(&files.progress)
        } else {
            // It can be shown, but a commit would not say what it records.
            let is_closed_twice = |it: &&Problem| matches!(it.flaw, Flaw::AfterClosing { .. });
            problems.iter().find(is_closed_twice).cloned()
        }
    }

    fn text_before(&self, part: PlanPart) -> Option<&[u8]> {
        self.before.as_ref()?.bytes[part].as_deref()
    }

    /// Returns a file of the plan as it is to be committed, at its real path.
    pub(super) fn draft_file(&self, part: PlanPart, bytes: Option<Vec<u8>>) -> Option<DraftFile> {
        let was = self.paths_before[part].as_ref();
        let path = self.disk.paths[part].as_ref().or(was)?;
        Some(DraftFile {
            path: path.clone(),
            bytes,
            is_known: was == Some(path) && !self.disk.is_flagged,
        })
    }

    /// Builds the part of a change that the first of `now` adds after those `done`: everything but the
    /// entries of the rest. Returns the contents of the files that change.
    pub(super) fn part(
        &self,
        done: &[Option<String>],
        now: &[Option<String>],
        workspace: &Workspace,
    ) -> Option<(PlanDelta, Contents)> {
        let (actor, later) = now.split_first()?;
        let is_first = done.is_empty();
        let is_mine = |added: &&(Log, Entry)| self.actor_of(added) == actor.as_deref();
        let added: Vec<(Log, Entry)> = self.added.iter().filter(is_mine).cloned().collect();
        let is_of_later = |added: &&(Log, Entry)| {
            let mut later = later.iter();
            later.any(|actor| self.actor_of(added) == actor.as_deref())
        };
        let of_later = self.added.iter().filter(is_of_later);
        let of_later: Vec<Part> = of_later
            .map(|(log, entry)| Part::Remove(log.clone(), entry.clone()))
            .collect();
        if added.is_empty() && !(is_first && self.says_more()) {
            return None;
        }
        let progress = self.progress_without(&of_later);
        let contents = self.contents(is_first, progress.clone());
        if contents.is_empty() {
            return None;
        }
        let after = if of_later.is_empty() {
            self.after.clone()
        } else {
            let plan = self.disk.texts.plan.clone();
            let files = with_plan(&PlanBytes { plan, progress }, self.beside.as_ref());
            load(workspace, &self.disk.id, files)
        };
        let delta = PlanDelta {
            added,
            ..PlanDelta::of(after)
        };
        if !is_first {
            return Some((delta, contents));
        }
        // All that is not an entry belongs to the first part.
        let was = self.before.as_ref();
        let other_lines = self.has_other_lines();
        let delta = PlanDelta {
            before: was.and_then(|was| self.load_before(was, workspace)),
            moved: self.moved.clone(),
            removed: self.removed,
            deleted: self.deleted.clone(),
            plan_lines: self.plan_lines,
            other_lines,
            is_form_alone: other_lines && self.since_before() == self.since_now(),
            ..delta
        };
        Some((delta, contents))
    }

    /// Returns whether anything but entries was added.
    fn says_more(&self) -> bool {
        self.plan_lines > 0
            || self.removed > 0
            || !self.left_behind.is_empty()
            || !self.deleted.is_empty()
            || self.has_other_lines()
    }

    /// Returns whether a log was changed that has no entry more or less.
    fn has_other_lines(&self) -> bool {
        self.progress_lines > 0
            && self.added.is_empty()
            && self.removed == 0
            && !self.deleted.contains(&PlanPart::Progress)
    }

    /// Returns the files that a part changes: the first part everything but the entries of others.
    fn contents(&self, is_first: bool, progress: Option<Vec<u8>>) -> Contents {
        let is_moved = is_first && !self.left_behind.is_empty();
        let has_plan = is_moved || is_first && self.plan_lines > 0;
        let plan = self.disk.texts.plan.clone().filter(|_| has_plan);
        let progress = progress.filter(|_| self.progress_lines > 0 || is_moved);
        let written = [(PlanPart::Plan, plan), (PlanPart::Progress, progress)];
        let written = written.into_iter().filter(|(_, bytes)| bytes.is_some());
        let deleted = self.deleted.iter().filter(|_| is_first);
        written.chain(deleted.map(|part| (*part, None))).collect()
    }

    /// Loads the plan as it was; nobody asks that of a plan that is the same now and keeps its entries.
    pub(super) fn load_before(&self, was: &PlanTexts, workspace: &Workspace) -> Option<Loaded> {
        if self.plan_lines == 0 && self.deleted.is_empty() && self.removed == 0 {
            return None;
        }
        Some(load(workspace, &self.disk.id, was.bytes.clone()))
    }

    pub(super) fn since_before(&self) -> Option<toml::Value> {
        since_of(self.text_before(PlanPart::Progress)?)
    }

    pub(super) fn since_now(&self) -> Option<toml::Value> {
        since_of(self.disk.texts.progress.as_deref()?)
    }

    /// Returns progress.toml without the entries of later parts.
    pub(super) fn progress_without(&self, of_later: &[Part]) -> Option<Vec<u8>> {
        let whole = self.disk.texts.progress.clone();
        if of_later.is_empty() {
            return whole;
        }
        let cut = || {
            let text = self.after.progress_text.as_ref()?;
            let change = Change {
                plan: self.disk.id.clone(),
                parts: of_later.to_vec(),
            };
            let file = self.after.progress.as_deref()?;
            let plan = self.after.plan.as_deref()?;
            let mut patches = splice(&text.text, file, plan, &change).ok()?;
            // Two entries on one line cannot be separated.
            patches.dedup();
            Some(patched(&text.text, &patches).into_bytes())
        };
        cut().or(whole)
    }
}

/// Returns the day on which reporting began, according to a log.
fn since_of(log: &[u8]) -> Option<toml::Value> {
    let table: toml::Table = std::str::from_utf8(log).ok()?.parse().ok()?;
    table.get("since").cloned()
}

/// Returns whether a log has nothing left of what it said.
fn has_lost_all(part: PlanPart, now: &[u8], was: &[u8]) -> bool {
    part == PlanPart::Progress && says_something(was) && !says_something(now)
}

/// Returns whether a text is the beginning of another, cut in the middle of a line: an unfinished copy, not an edit.
fn is_beginning(now: &[u8], was: &[u8]) -> bool {
    now.len() < was.len() && was.starts_with(now) && !now.ends_with(b"\n")
}
