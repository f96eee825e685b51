//! What a commit would record, before it does.

use std::path::PathBuf;

use crate::plan::{Change, Entry, Log, Part};
use crate::store::splice;
use crate::store::{Loaded, PlanFiles, Problem, Workspace, find_conflict_marker, patched};
use crate::text::{Flaw, Words, clean};

use super::inserted_entries::inserted_entries;
use super::on_disk::{DifferingPlan, DiskTexts};
use super::uncommitted::{changed_lines, sort_as_recorded};
use crate::diff::{Version, compare, difference_line};
use crate::git::paths::shown;
use crate::git::{CommitId, GitFault, PlanTexts, Repository, entries_not_in_head};

const PLAN: &str = "plan.toml";
const PROGRESS: &str = "progress.toml";

/// What changed in one plan since HEAD.
#[derive(Debug)]
pub struct PlanDelta {
    /// The plan as HEAD has it; `None` where it is new, or plan.toml says the same.
    pub before: Option<Loaded>,
    /// The plan as it is recorded.
    pub after: Loaded,
    /// The entries that this commit adds.
    pub added: Vec<(Log, Entry)>,
    /// How many entries of HEAD are not there any more.
    pub removed: usize,
    /// The files that are there no more, by name.
    pub deleted: Vec<&'static str>,
    /// How many lines of plan.toml differ.
    pub plan_lines: usize,
    /// Whether progress.toml differs beside its entries.
    pub other_lines: bool,
    /// Whether the list of its bulletins differs.
    pub issues: bool,
    /// Whether progress.toml says the same as before, written otherwise.
    pub is_form_alone: bool,
}

/// One commit to be made.
#[derive(Debug)]
pub struct CommitDraft {
    /// Who did it, on a shared account; `None` for the account itself.
    pub actor: Option<String>,
    /// The message: may be edited.
    pub message: String,
    /// What it records.
    pub plans: Vec<PlanDelta>,
    /// The top of the repository it is to be made in.
    pub(crate) top: PathBuf,
    pub(crate) files: Vec<DraftFile>,
    pub(crate) base: Option<CommitId>,
}

/// A file as a commit is to have it.
#[derive(Debug)]
pub(crate) struct DraftFile {
    /// From the repository's top.
    pub(crate) path: Vec<u8>,
    /// `None` where it goes.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Whether the commit before has it there, and git looks at it on disk.
    pub(crate) is_known: bool,
}

/// What there is to commit, and what of it has to stay.
#[derive(Debug)]
pub struct Drafts {
    /// One for each actor.
    pub commits: Vec<CommitDraft>,
    /// What is not committed, and why: a plan that cannot be read, a file that .gitignore names.
    pub left_out: Vec<GitFault>,
}

impl CommitDraft {
    /// Refuses to take out files that nobody said are to go.
    ///
    /// # Errors
    /// Where there are such files.
    pub fn refuse_deletions(drafts: &[Self]) -> Result<(), GitFault> {
        let files: Vec<String> = drafts.iter().flat_map(Self::deletes).collect();
        if files.is_empty() {
            return Ok(());
        }
        let gone = drafts.iter().flat_map(|draft| &draft.files);
        let gone = gone.filter(|file| file.bytes.is_none());
        let paths = gone.map(|file| shown(&file.path)).collect();
        Err(GitFault::Deleted(files, paths))
    }

    /// The files that it takes out, from the folder of plans.
    pub fn deletes(&self) -> impl Iterator<Item = String> + '_ {
        self.plans.iter().flat_map(|plan| {
            let folder = &plan.after.files.id;
            plan.deleted
                .iter()
                .map(move |name| format!("{folder}/{name}"))
        })
    }
}

/// Writes a message of what changed; the first line is the subject.
pub type Describe<'d> = &'d dyn Fn(&[PlanDelta]) -> String;

impl Repository {
    /// Drafts one commit for each actor with uncommitted changes, the account's own first. Empty if nothing changed.
    ///
    /// # Errors
    /// Where a file has conflict markers, git cannot be asked, or all that changed cannot be committed.
    pub fn drafts(
        &self,
        workspace: &Workspace,
        describe: Describe<'_>,
    ) -> Result<Vec<CommitDraft>, GitFault> {
        let drafts = self.drafts_of(workspace, None, describe)?;
        match drafts.left_out.into_iter().next() {
            Some(fault) if drafts.commits.is_empty() => Err(fault),
            _ => Ok(drafts.commits),
        }
    }

    /// Drafts the commits of the named plan, or of all, and lists what has to stay uncommitted.
    ///
    /// # Errors
    /// Where a file has conflict markers, or git cannot be asked.
    pub fn drafts_of(
        &self,
        workspace: &Workspace,
        only: Option<&str>,
        describe: Describe<'_>,
    ) -> Result<Drafts, GitFault> {
        let head = self.head()?;
        let mut differing = self.differing_on_disk(head.as_ref(), workspace)?;
        differing.retain(|plan| only.is_none_or(|only| only == plan.disk.id));
        let mut left_out: Vec<GitFault> = differing
            .iter()
            .flat_map(|plan| &plan.disk.ignored)
            .map(|path| GitFault::Ignored(shown(path)))
            .collect();
        let unreadable = differing.iter().flat_map(|plan| &plan.disk.unreadable);
        left_out.extend(unreadable.map(|problem| GitFault::Broken(Box::new(problem.clone()))));
        let moved = differing.iter().filter_map(|plan| plan.disk.moved.as_ref());
        left_out.extend(moved.map(|path| GitFault::Relinked(shown(path))));
        differing.retain(|plan| plan.disk.moved.is_none());
        let (changed, broken) = changed_plans(workspace, differing)?;
        left_out.extend(broken);
        let mut actors: Vec<Option<String>> = vec![None];
        for plan in &changed {
            for (_, entry) in &plan.added {
                if plan.can_split && !actors.contains(&entry.who) {
                    actors.push(entry.who.clone());
                }
            }
        }
        let mut commits = Vec::new();
        for at in 0..actors.len() {
            let mut plans = Vec::new();
            let mut files: Vec<DraftFile> = Vec::new();
            for plan in &changed {
                let Some((delta, contents)) = plan.part(&actors[..at], &actors[at..], workspace)
                else {
                    continue;
                };
                for (name, bytes) in contents {
                    let file = plan.draft_file(name, bytes);
                    // Two links may lead to one file.
                    files.extend(
                        file.filter(|file| files.iter().all(|known| known.path != file.path)),
                    );
                }
                plans.push(delta);
            }
            if !plans.is_empty() {
                commits.push(CommitDraft {
                    actor: actors[at].clone(),
                    message: describe(&plans),
                    plans,
                    files,
                    top: self.top().to_owned(),
                    base: head.clone(),
                });
            }
        }
        let mut issues = self.changed_issues(head.as_ref(), workspace)?;
        issues.retain(|it| only.is_none_or(|only| only == it.files.id));
        self.add_issues(&mut commits, issues, head.as_ref(), describe)?;
        Ok(Drafts { commits, left_out })
    }
}

fn changed_plans(
    workspace: &Workspace,
    differing: Vec<DifferingPlan>,
) -> Result<(Vec<ChangedPlan>, Vec<GitFault>), GitFault> {
    let mut changed = Vec::new();
    let mut broken = Vec::new();
    let mut in_conflict = Vec::new();
    for plan in differing {
        let plan = ChangedPlan::new(workspace, plan);
        if plan.plan_lines + plan.progress_lines == 0 {
            continue;
        }
        let has_markers = |bytes: &Option<Vec<u8>>| {
            let text = bytes.as_deref().map(String::from_utf8_lossy);
            text.is_some_and(|text| find_conflict_marker(&text).is_some())
        };
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

/// The name of each file in the plan's folder with what is to be recorded of it; `None` where it goes.
type Contents = Vec<(&'static str, Option<Vec<u8>>)>;

/// A plan with changes, and how far they can be told apart by who made them.
struct ChangedPlan {
    before: Option<PlanTexts>,
    paths_before: [Option<Vec<u8>>; 2],
    disk: DiskTexts,
    after: Loaded,
    added: Vec<(Log, Entry)>,
    removed: usize,
    deleted: Vec<&'static str>,
    plan_lines: usize,
    progress_lines: usize,
    can_split: bool,
}

fn load(workspace: &Workspace, id: &str, plan: Option<&[u8]>, progress: Option<&[u8]>) -> Loaded {
    let files = PlanFiles::in_folder(workspace.folder.join(id));
    let owned = |bytes: Option<&[u8]>| bytes.map(<[u8]>::to_vec);
    // What is recorded has no day: the plan as it is now, amendments included.
    Loaded::from_bytes(&files, owned(plan), owned(progress), crate::plan::Day::MAX)
}

impl ChangedPlan {
    fn new(workspace: &Workspace, plan: DifferingPlan) -> Self {
        let now = plan.texts_now().map(|text| text.map(<[u8]>::to_vec));
        let DifferingPlan {
            before,
            paths_before,
            mut disk,
        } = plan;
        [disk.plan, disk.progress] = now;
        let old = |text: fn(&PlanTexts) -> &Option<crate::git::TextAt>| {
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
            added = entries_not_in_head(&after, before.as_ref());
            removed = before.as_ref().map_or(0, |before| {
                removed_entries(before, disk.progress.as_deref())
            });
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
        }
    }

    /// The problem that keeps an existing file from being read; such a file is not taken for a removed one.
    fn unreadable(&self) -> Option<Problem> {
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

    fn text_before(&self, name: &str) -> Option<&crate::git::TextAt> {
        let before = self.before.as_ref()?;
        let text = if name == PLAN {
            &before.plan
        } else {
            &before.progress
        };
        text.as_ref()
    }

    /// A file of the plan as it is to be committed, at the path where it really lies.
    fn draft_file(&self, name: &str, bytes: Option<Vec<u8>>) -> Option<DraftFile> {
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
    fn part(
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
        let other_lines = first
            && self.progress_lines > 0
            && self.added.is_empty()
            && self.removed == 0
            && !deleted.contains(&PROGRESS);
        let says_something = plan_lines > 0
            || removed > 0
            || other_lines
            || !added.is_empty()
            || !deleted.is_empty();
        if !says_something {
            return None;
        }
        let mut contents = Vec::new();
        if let Some(plan) = self.disk.plan.clone().filter(|_| plan_lines > 0) {
            contents.push((PLAN, Some(plan)));
        }
        if let Some(progress) = progress.clone().filter(|_| self.progress_lines > 0) {
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
            let bytes =
                |text: &Option<crate::git::TextAt>| text.as_ref().map(|text| text.bytes.clone());
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

    fn since_before(&self) -> Option<toml::Value> {
        since_of(&self.text_before(PROGRESS)?.bytes)
    }

    fn since_now(&self) -> Option<toml::Value> {
        since_of(self.disk.progress.as_deref()?)
    }

    /// progress.toml without the entries of those who come later.
    fn progress_without(&self, of_later: &[Part]) -> Option<Vec<u8>> {
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

/// The day that a log says reporting began on.
fn since_of(log: &[u8]) -> Option<toml::Value> {
    let table: toml::Table = std::str::from_utf8(log).ok()?.parse().ok()?;
    table.get("since").cloned()
}

/// Whether a text is the beginning of another, cut in the middle of a line: an unfinished copy, not an edit.
fn is_beginning(now: &[u8], was: &[u8]) -> bool {
    now.len() < was.len() && was.starts_with(now) && !now.ends_with(b"\n")
}

fn removed_entries(before: &PlanTexts, now: Option<&[u8]>) -> usize {
    let texts = |bytes: &[u8]| crate::merge::logs::entries_of(std::str::from_utf8(bytes).ok()?);
    let old = before.progress.as_ref().and_then(|text| texts(&text.bytes));
    let new = texts(now.unwrap_or_default());
    let (Some(old), Some(new)) = (old, new) else {
        return 0;
    };
    let none = Vec::new();
    old.iter()
        .map(|(name, entries)| {
            crate::merge::logs::more(new.get(name).unwrap_or(&none), entries).len()
        })
        .sum()
}

/// The message that says what changed, one line an item: for whoever has nothing better.
pub fn describe_plainly(words: &Words) -> impl Fn(&[PlanDelta]) -> String + '_ {
    move |plans| {
        let mut lines = Vec::new();
        for plan in plans {
            lines.extend(plan_lines(plan, words));
        }
        let count = lines.len();
        let subject = match plans {
            [plan] if !plan.deleted.is_empty() || (plan.other_lines && plan.plan_lines == 0) => {
                let gist = lines.first().map_or("", String::as_str);
                format!("{}{}{gist}", short(plan), words.history.colon)
            }
            [plan] if plan.added.is_empty() && plan.plan_lines > 0 => {
                (words.git.subject_plan)(&short(plan))
            }
            [plan] if plan.issues && count == 1 => {
                format!(
                    "{}{}{}",
                    short(plan),
                    words.history.colon,
                    words.git.issues_noted
                )
            }
            [plan] => {
                let gist = lines.first().map_or("", String::as_str);
                (words.git.subject_entries)(&short(plan), count, gist)
            }
            _ => (words.git.subject_several)(plans.len(), count),
        };
        let subject = one_line(&subject);
        if count <= 1 && plans.len() == 1 && plans[0].plan_lines == 0 {
            return subject + "\n";
        }
        let body: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        format!("{subject}\n\n{}\n", body.join("\n"))
    }
}

fn one_line(text: &str) -> String {
    clean(text).replace(['\n', '\r'], " ").trim().to_owned()
}

fn short(plan: &PlanDelta) -> String {
    let before = plan.before.as_ref().and_then(|before| before.plan.as_ref());
    let known = plan.after.plan.as_ref().or(before);
    known.map_or_else(|| plan.after.files.id.clone(), |p| p.document.short.clone())
}

fn plan_lines(delta: &PlanDelta, words: &Words) -> Vec<String> {
    // What is gone is said first, and of a plan that is gone nothing else.
    let mut lines = Vec::new();
    if delta.deleted.contains(&PLAN) {
        lines.push(words.git.plan_deleted.to_owned());
    }
    if delta.deleted.contains(&PROGRESS) {
        lines.push((words.git.log_deleted)(delta.removed));
    }
    lines.extend(
        delta
            .added
            .iter()
            .map(|(log, entry)| entry_line(delta, log, entry, words)),
    );
    if delta.deleted.contains(&PLAN) {
        return lines;
    }
    if delta.removed > 0 && !delta.deleted.contains(&PROGRESS) {
        lines.push((words.git.entries_removed)(delta.removed));
    }
    if delta.plan_lines > 0 {
        let promised = promised_lines(delta, words);
        if promised.is_empty() {
            lines.push((words.git.plan_lines)(delta.plan_lines));
        }
        lines.extend(promised);
    }
    if delta.is_form_alone {
        lines.push(words.history.no_difference.to_owned());
    } else if delta.other_lines {
        lines.push(words.git.other_lines.to_owned());
    }
    if delta.issues {
        lines.push(words.git.issues_noted.to_owned());
    }
    lines
}

/// Describes the changes of plan.toml, one line each; empty if only its form changed.
fn promised_lines(delta: &PlanDelta, words: &Words) -> Vec<String> {
    let before = delta.before.as_ref().map(Version::of).unwrap_or_default();
    compare(&before, &Version::of(&delta.after))
        .iter()
        .filter(|difference| difference.is_of_commitment())
        .map(|difference| difference_line(difference, words))
        .collect()
}

fn entry_line(delta: &PlanDelta, log: &Log, entry: &Entry, words: &Words) -> String {
    let plan = delta.after.plan.as_deref();
    let title = match log {
        Log::Milestone(id) => plan.and_then(|plan| {
            let (action, milestone) = plan.milestone(id)?;
            Some(format!("{} {}", action.title, milestone.label()))
        }),
        Log::Indicator(id) => plan.and_then(|plan| {
            let indicators = plan.indicators().iter();
            indicators
                .filter(|indicator| indicator.id == *id)
                .map(|indicator| indicator.name.clone())
                .next()
        }),
    };
    let mut said = vec![log.id().to_owned()];
    said.extend(title);
    said.extend(entry.status.map(|status| (words.status)(status).to_owned()));
    said.extend(entry.value.map(crate::plan::show_number));
    said.extend(
        entry
            .add
            .map(|add| format!("+{}", crate::plan::show_number(add))),
    );
    said.extend(entry.remind.map(|level| (words.reminder)(level).to_owned()));
    said.extend(entry.postpone.map(|day| day.to_string()));
    let source = [
        entry.of.as_ref().or(entry.by.as_ref()).cloned(),
        Some(entry.day().to_string()),
    ];
    let source: Vec<String> = source.into_iter().flatten().collect();
    let source = (words.history.parens)(&source.join(" "));
    format!("{}{source}", said.join(" "))
}
