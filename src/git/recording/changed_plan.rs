//! A plan that differs from HEAD, split by who changed it.

use super::commit_draft::{DraftFile, PlanDelta};
use super::inserted_entries::inserted_entries;
use super::on_disk::{DifferingPlan, DiskTexts};
use super::renumbered_logs::under_later_names;
use super::uncommitted::{changed_lines, entries_not_in_head, sort_as_recorded};
use crate::git::paths::shown;
use crate::git::{GitFault, PlanTexts, TextAt};
use crate::merge::logs::{LogName, LogTexts, more};
use crate::plan::{Change, Entry, Log, Part};
use crate::store::splice;
use crate::store::{Loaded, PlanFiles, Problem, Workspace, find_conflict_marker, patched};
use crate::text::Flaw;

pub(super) const PLAN: &str = "plan.toml";
pub(super) const PROGRESS: &str = "progress.toml";

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
        let has_markers =
            |bytes: &Option<Vec<u8>>| bytes.as_deref().and_then(find_conflict_marker).is_some();
        if has_markers(&plan.disk.plan) || has_markers(&plan.disk.progress) {
            in_conflict.push((plan.disk.id.clone(), 1));
        }
        match (plan.unreadable(), &plan.disk.paths[1]) {
            (Some(problem), _) => broken.push(GitFault::Broken(Box::new(problem))),
            (None, Some(path)) if plan.disk.is_flagged && plan.removed > 0 => {
                broken.push(GitFault::NotCheckedOut(shown(path)));
            }
            (None, _) => changed.push(plan),
        }
    }
    if in_conflict.is_empty() {
        Ok((changed, broken))
    } else {
        Err(GitFault::Conflicts(in_conflict))
    }
}

/// The files of a plan's folder by name, with the contents to record; `None` if the file is deleted.
pub(super) type Contents = Vec<(&'static str, Option<Vec<u8>>)>;

/// A plan with changes, as far as they can be told apart by who made them.
pub(super) struct ChangedPlan {
    pub(super) before: Option<PlanTexts>,
    pub(super) paths_before: [Option<Vec<u8>>; 2],
    pub(super) disk: DiskTexts,
    pub(super) after: Loaded,
    pub(super) added: Vec<(Log, Entry)>,
    pub(super) removed: usize,
    pub(super) deleted: Vec<&'static str>,
    pub(super) plan_lines: usize,
    pub(super) progress_lines: usize,
    pub(super) can_split: bool,
    /// The committed files that are gone because the plan's folder was renamed.
    left_behind: Vec<Vec<u8>>,
}

fn load(workspace: &Workspace, id: &str, plan: Option<&[u8]>, progress: Option<&[u8]>) -> Loaded {
    let files = PlanFiles::in_folder(workspace.folder.join(id));
    let owned = |bytes: Option<&[u8]>| bytes.map(<[u8]>::to_vec);
    // What is recorded has no day: the plan as it is now, amendments included.
    Loaded::from_bytes(&files, owned(plan), owned(progress), crate::plan::Day::MAX)
}

impl ChangedPlan {
    pub(super) fn new(workspace: &Workspace, plan: DifferingPlan) -> Self {
        let now = plan.texts_now().map(|text| text.map(<[u8]>::to_vec));
        let DifferingPlan {
            before,
            paths_before,
            mut disk,
            left_behind,
        } = plan;
        [disk.plan, disk.progress] = now;
        let old = |text: fn(&PlanTexts) -> &Option<TextAt>| {
            before
                .as_ref()
                .and_then(|before| Some(text(before).as_ref()?.bytes.as_slice()))
        };
        let plan_lines = changed_lines(old(|plan| &plan.plan), disk.plan.as_deref());
        let progress_lines = changed_lines(old(|plan| &plan.progress), disk.progress.as_deref());
        let after = load(
            workspace,
            &disk.id,
            disk.plan.as_deref(),
            disk.progress.as_deref(),
        );
        let (mut added, mut removed) = (Vec::new(), 0);
        if let Some(entries) = inserted_entries(old(|plan| &plan.progress), &after) {
            added = entries;
            sort_as_recorded(&mut added);
        } else if progress_lines > 0 {
            let logs = old_and_new_logs(before.as_ref(), &disk);
            added = entries_not_in_head(&after, logs.as_ref().map(|[old, _]| old));
            removed = logs.map_or(0, |[old, new]| removed_entries(&old, &new));
        }
        let on_disk = [
            (PLAN, disk.plan.is_some()),
            (PROGRESS, disk.progress.is_some()),
        ];
        let was = [
            old(|plan| &plan.plan).is_some(),
            old(|plan| &plan.progress).is_some(),
        ];
        let deleted = on_disk.into_iter().zip(was);
        let deleted = deleted.filter(|((_, is_there), was)| *was && !is_there);
        let deleted = deleted.map(|((name, _), _)| name).collect();
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
            left_behind,
        }
    }

    /// Returns the files that are deleted because the plan's folder was renamed.
    pub(super) fn left_files(&self) -> impl Iterator<Item = DraftFile> + '_ {
        self.left_behind.iter().map(|path| DraftFile {
            path: path.clone(),
            bytes: None,
            is_known: true,
        })
    }

    /// Returns the problem that keeps an existing file from being read; such a file does not count as deleted.
    pub(super) fn unreadable(&self) -> Option<Problem> {
        let (files, problems) = (&self.after.files, &self.after.problems);
        let of = |file: &std::path::Path| {
            let errors = problems.iter().filter(|problem| problem.is_error());
            errors.clone().find(|problem| problem.file == file).cloned()
        };
        let cut = [
            (&self.disk.plan, PLAN, &files.plan),
            (&self.disk.progress, PROGRESS, &files.progress),
        ]
        .into_iter()
        .find(|(now, name, _)| {
            let was = self.text_before(name).map(|text| text.bytes.as_slice());
            now.as_deref()
                .zip(was)
                .is_some_and(|(now, was)| is_beginning(now, was))
        });
        if let Some((now, _, file)) = cut {
            let end = now.as_ref().map_or(0, Vec::len);
            Some(Problem {
                file: file.clone(),
                span: end..end,
                flaw: Flaw::CutShort,
            })
        } else if self.disk.plan.is_some() && self.after.plan.is_none() {
            of(&files.plan)
        } else if self.disk.progress.is_some()
            && self.after.plan.is_some()
            && self.after.progress.is_none()
        {
            of(&files.progress)
        } else {
            None
        }
    }

    pub(super) fn text_before(&self, name: &str) -> Option<&TextAt> {
        let before = self.before.as_ref()?;
        let text = if name == PLAN {
            &before.plan
        } else {
            &before.progress
        };
        text.as_ref()
    }

    /// Returns a file of the plan as it is to be committed, at its real path.
    pub(super) fn draft_file(&self, name: &str, bytes: Option<Vec<u8>>) -> Option<DraftFile> {
        let at = usize::from(name == PROGRESS);
        let was = self.paths_before[at].as_ref();
        let path = self.disk.paths[at].as_ref().or(was)?;
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
        let first = done.is_empty();
        let is_mine = |entry: &Entry| !self.can_split && first || entry.who == *actor;
        let added: Vec<(Log, Entry)> = self
            .added
            .iter()
            .filter(|(_, entry)| is_mine(entry))
            .cloned()
            .collect();
        let of_later: Vec<Part> = self
            .added
            .iter()
            .filter(|(_, entry)| self.can_split && later.contains(&entry.who))
            .map(|(log, entry)| Part::Remove(log.clone(), entry.clone()))
            .collect();
        let plan_lines = if first { self.plan_lines } else { 0 };
        let removed = if first { self.removed } else { 0 };
        let progress = self.progress_without(&of_later);
        let deleted = if first {
            self.deleted.clone()
        } else {
            Vec::new()
        };
        let is_moved = first && !self.left_behind.is_empty();
        let other_lines = first
            && self.progress_lines > 0
            && self.added.is_empty()
            && self.removed == 0
            && !deleted.contains(&PROGRESS);
        let says_something = plan_lines > 0
            || is_moved
            || removed > 0
            || other_lines
            || !added.is_empty()
            || !deleted.is_empty();
        if !says_something {
            return None;
        }
        let mut contents = Vec::new();
        if let Some(plan) = self
            .disk
            .plan
            .clone()
            .filter(|_| plan_lines > 0 || is_moved)
        {
            contents.push((PLAN, Some(plan)));
        }
        if let Some(progress) = progress
            .clone()
            .filter(|_| self.progress_lines > 0 || is_moved)
        {
            contents.push((PROGRESS, Some(progress)));
        }
        contents.extend(deleted.iter().map(|name| (*name, None)));
        if contents.is_empty() {
            return None;
        }
        // Nobody asks what a plan was that is the same now.
        let known = self
            .before
            .as_ref()
            .filter(|_| plan_lines > 0 || !deleted.is_empty());
        let before = known.map(|before| {
            let bytes = |text: &Option<TextAt>| text.as_ref().map(|text| text.bytes.clone());
            load(
                workspace,
                &self.disk.id,
                bytes(&before.plan).as_deref(),
                bytes(&before.progress).as_deref(),
            )
        });
        let after = if of_later.is_empty() {
            self.after.clone()
        } else {
            load(
                workspace,
                &self.disk.id,
                self.disk.plan.as_deref(),
                progress.as_deref(),
            )
        };
        let delta = PlanDelta {
            before,
            folder_before: self
                .before
                .as_ref()
                .filter(|_| is_moved)
                .map(|it| it.id.clone()),
            after,
            added,
            removed,
            deleted,
            plan_lines,
            other_lines,
            issues: false,
            is_form_alone: other_lines && self.since_before() == self.since_now(),
        };
        Some((delta, contents))
    }

    pub(super) fn since_before(&self) -> Option<toml::Value> {
        since_of(&self.text_before(PROGRESS)?.bytes)
    }

    pub(super) fn since_now(&self) -> Option<toml::Value> {
        since_of(self.disk.progress.as_deref()?)
    }

    /// Returns progress.toml without the entries of later parts.
    pub(super) fn progress_without(&self, of_later: &[Part]) -> Option<Vec<u8>> {
        let whole = self.disk.progress.clone();
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
            // Two entries on one line cannot be told apart.
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

/// Returns whether a text is the beginning of another, cut in the middle of a line: an unfinished copy, not an edit.
fn is_beginning(now: &[u8], was: &[u8]) -> bool {
    now.len() < was.len() && was.starts_with(now) && !now.ends_with(b"\n")
}

/// Returns the committed logs under their present names, and those on disk; `None` if either is unreadable.
fn old_and_new_logs(before: Option<&PlanTexts>, disk: &DiskTexts) -> Option<[LogTexts; 2]> {
    let was = |text: fn(&PlanTexts) -> &Option<TextAt>| {
        let text = text(before?).as_ref()?;
        Some(text.bytes.as_slice())
    };
    let logs = [was(|before| &before.progress), disk.progress.as_deref()];
    let logs = logs.map(|log| std::str::from_utf8(log.unwrap_or(b"")));
    let [Ok(old), Ok(new)] = logs else {
        return None;
    };
    under_later_names(
        [old, new],
        [was(|before| &before.plan), disk.plan.as_deref()],
    )
}

fn removed_entries(old: &LogTexts, new: &LogTexts) -> usize {
    let none = Vec::new();
    let gone = |(name, entries): (&LogName, &Vec<String>)| {
        more(new.get(name).unwrap_or(&none), entries).len()
    };
    old.iter().map(gone).sum()
}
