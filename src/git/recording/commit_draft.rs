//! Drafts of commits.

use std::path::PathBuf;

use crate::plan::{Entry, Log};
use crate::store::{ISSUES_FILE, Loaded, PlanPart, Workspace};

use super::bulletin_issues::IssuesOnDisk;
use super::changed_plan::{ChangedPlan, changed_plans};
use super::on_disk::DifferingPlan;
use super::renamed_plan::MovedFolder;
use crate::git::paths::shown;
use crate::git::{CommitId, GitFault, Repository};
use crate::text::GitTrouble;

/// The changes of a plan since HEAD.
#[derive(Debug)]
pub struct PlanDelta {
    /// The plan in HEAD; `None` if it is new, or plan.toml is the same and no entry is gone or changed.
    pub before: Option<Loaded>,
    /// The plan's folder in HEAD, if it was renamed or moved.
    pub moved: Option<MovedFolder>,
    /// The plan as it is recorded.
    pub after: Loaded,
    /// The entries that this commit adds.
    pub added: Vec<(Log, Entry)>,
    /// The number of entries of HEAD that are gone.
    pub removed: usize,
    /// The names of the files that are gone.
    pub deleted: Vec<PlanPart>,
    /// The number of lines of plan.toml that differ.
    pub plan_lines: usize,
    /// Whether progress.toml differs beside its entries.
    pub other_lines: bool,
    /// Whether the plan's list of bulletins differs.
    pub issues: bool,
    /// The numbers of the issues of HEAD that are gone from that list, or changed.
    pub lost_issues: Vec<u32>,
    /// Whether progress.toml says the same as before in another form.
    pub is_form_alone: bool,
}

impl PlanDelta {
    /// Returns whether HEAD has no such plan, under this name of its folder or another, here or elsewhere.
    pub(crate) fn is_new(&self) -> bool {
        self.plan_lines > 0 && self.before.is_none() && self.moved.is_none()
    }

    /// Makes the delta of a plan in which nothing differs yet.
    pub(crate) fn of(after: Loaded) -> Self {
        Self {
            before: None,
            moved: None,
            after,
            added: Vec::new(),
            removed: 0,
            deleted: Vec::new(),
            plan_lines: 0,
            other_lines: false,
            issues: false,
            lost_issues: Vec::new(),
            is_form_alone: false,
        }
    }
}

/// A commit to be made.
#[derive(Debug, Default)]
pub struct CommitDraft {
    /// The person at a shared account; `None` for the account itself.
    pub actor: Option<String>,
    /// The message, which may be edited.
    pub message: String,
    /// The plans it records.
    pub plans: Vec<PlanDelta>,
    /// The top of its repository.
    pub(crate) top: PathBuf,
    pub(crate) files: Vec<DraftFile>,
    pub(crate) base: Option<CommitId>,
}

/// A file of a drafted commit.
#[derive(Debug)]
pub(crate) struct DraftFile {
    /// The path from the repository's top.
    pub(crate) path: Vec<u8>,
    /// The contents; `None` if the file is deleted.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Whether the parent commit has it there and git looks at it on disk.
    pub(crate) is_known: bool,
}

/// The drafted commits, and what has to stay uncommitted.
#[derive(Debug)]
pub struct Drafts {
    /// A commit for each actor.
    pub commits: Vec<CommitDraft>,
    /// The reasons why changes are left out: an unreadable plan, an ignored file.
    pub left_out: Vec<GitFault>,
}

impl Drafts {
    /// Takes out what .gitignore names, which is not an error.
    pub fn take_ignored(&mut self) -> Vec<GitFault> {
        let is_ignored =
            |fault: &mut GitFault| matches!(fault, GitFault::Trouble(GitTrouble::Ignored { .. }));
        self.left_out.extract_if(.., is_ignored).collect()
    }
}

impl CommitDraft {
    /// Refuses to delete files unless that was asked for.
    ///
    /// # Errors
    /// Fails if the drafts delete files.
    pub fn refuse_deletions(drafts: &[Self]) -> Result<(), GitFault> {
        let files: Vec<String> = drafts.iter().flat_map(Self::deletes).collect();
        if files.is_empty() {
            return Ok(());
        }
        let gone = drafts.iter().flat_map(|draft| &draft.files);
        let gone = gone.filter(|file| file.bytes.is_none());
        let paths = gone.map(|file| shown(&file.path)).collect();
        Err(GitTrouble::Deleted(files, paths).into())
    }

    /// Returns the files that it deletes, as paths in the folder of plans.
    pub fn deletes(&self) -> impl Iterator<Item = String> + '_ {
        let lists = self.files.iter().filter(|file| file.bytes.is_none());
        let lists = lists.filter_map(|file| {
            let path = shown(&file.path);
            let folder = path.strip_suffix(ISSUES_FILE)?.trim_end_matches('/');
            let name = folder.rsplit('/').next().unwrap_or(folder);
            let is_moved = |from: &str| from == folder || from == name;
            let mut moved = self.plans.iter().filter_map(|plan| plan.moved.as_ref());
            let goes_along = moved.any(|moved| is_moved(&moved.from));
            (!goes_along).then(|| format!("{name}/{ISSUES_FILE}"))
        });
        let parts = self.plans.iter().flat_map(|plan| {
            let folder = &plan.after.files.id;
            let parts = plan.deleted.iter();
            parts.map(move |part| format!("{folder}/{}", part.file_name()))
        });
        parts.chain(lists)
    }
}

/// Writes a commit message for changes; the first line is the subject.
pub type Describe<'d> = &'d dyn Fn(&[PlanDelta]) -> String;

impl Repository {
    /// Drafts a commit for each actor with uncommitted changes of the named plan, or of all, the account's own first, and
    /// lists what has to stay uncommitted.
    ///
    /// # Errors
    /// Fails if a file has conflict markers, or git cannot be asked.
    pub fn drafts(
        &self,
        workspace: &Workspace,
        only: Option<&str>,
        describe: Describe<'_>,
    ) -> Result<Drafts, GitFault> {
        let head = self.head()?;
        let mut differing = self.differing_from_head(head.as_ref(), workspace)?;
        differing.retain(|plan| only.is_none_or(|only| only == plan.disk.id));
        let mut left_out = left_out_of(&differing);
        differing.retain(|plan| plan.disk.moved.is_none() && plan.disk.link.is_none());
        let (mut changed, broken) = changed_plans(workspace, differing)?;
        left_out.extend(broken);
        let names_people =
            |plan: &ChangedPlan| plan.added.iter().any(|(_, entry)| entry.who.is_some());
        if changed.iter().any(names_people) {
            let unrecorded = self.unrecorded(workspace, changed.iter().map(|plan| &plan.after))?;
            for plan in &mut changed {
                plan.note_new(&unrecorded);
            }
        }
        let mut actors: Vec<Option<String>> = vec![None];
        for actor in changed.iter().flat_map(ChangedPlan::actors) {
            if !actors.iter().any(|known| known.as_deref() == Some(actor)) {
                actors.push(Some(actor.to_owned()));
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
                for (part, bytes) in contents {
                    let file = plan.draft_file(part, bytes);
                    // Two links may lead to one file.
                    files.extend(
                        file.filter(|file| files.iter().all(|known| known.path != file.path)),
                    );
                }
                if at == 0 {
                    files.extend(plan.left_files());
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
        let IssuesOnDisk {
            changed: mut issues,
            ignored,
        } = self.changed_issues(head.as_ref(), workspace)?;
        left_out.extend(ignored.iter().map(ignored_fault));
        issues.retain(|it| only.is_none_or(|only| only == it.files.id));
        issues.retain(|it| {
            let problem = it.unreadable();
            let is_read = problem.is_none();
            left_out.extend(problem.map(|problem| GitFault::Broken(Box::new(problem))));
            is_read
        });
        self.add_issues(&mut commits, issues, head.as_ref(), describe)?;
        Ok(Drafts { commits, left_out })
    }
}

/// Returns why files of these plans stay uncommitted: ignored, unreadable, moved behind a link, or behind another one.
fn left_out_of(differing: &[DifferingPlan]) -> Vec<GitFault> {
    let disks = || differing.iter().map(|plan| &plan.disk);
    let ignored = disks().flat_map(|disk| &disk.ignored);
    let ignored = ignored.map(ignored_fault);
    let unreadable = disks().flat_map(|disk| &disk.unreadable);
    let unreadable = unreadable.map(|problem| GitFault::Broken(Box::new(problem.clone())));
    let moved = disks().filter_map(|disk| disk.moved.as_ref());
    let moved = moved.map(|path| GitTrouble::Relinked(shown(path)).into());
    let links = disks().filter_map(|disk| disk.link.as_ref());
    let links = links.map(|path| GitTrouble::LinkChanged(shown(path)).into());
    ignored
        .chain(unreadable)
        .chain(moved)
        .chain(links)
        .collect()
}

fn ignored_fault((path, by): &(Vec<u8>, String)) -> GitFault {
    GitFault::Trouble(GitTrouble::Ignored {
        path: shown(path),
        by: by.clone(),
    })
}
