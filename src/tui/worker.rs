//! Git behind the screen: one worker, one job after the other; the loop goes on taking keys meanwhile.

use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::history::{
    CommitDraft, GitFault, Repository, Synced, compare, describe_plainly, difference_line,
};
use crate::store::Workspace;
use crate::text::Words;

use super::input::Waker;

/// What the worker is asked for.
pub(super) enum Job {
    /// How much of each plan is not committed, and what it is in words.
    Look(Workspace),
    /// Make these commits.
    Record(Workspace, Vec<CommitDraft>),
    /// Exchange with the remote.
    Sync(Workspace),
}

/// What the worker reports.
pub enum Report {
    /// What differs from the last commit, by plan.
    Uncommitted(Vec<PlanChanges>),
    /// Plans are in no repository that can be worked with.
    NoRepository,
    /// How many commits were made.
    Recorded(Result<usize, GitFault>),
    /// A step of a sync, in words.
    Step(String),
    /// A sync came to its end.
    Synced(Result<Synced, GitFault>),
}

/// What of a plan differs from the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChanges {
    /// The plan's id.
    pub plan: String,
    /// How much there is to record.
    pub count: usize,
    /// Each change in words, and whether it moves a commitment.
    pub lines: Vec<(bool, String)>,
}

/// The worker, for whoever has work for it.
pub(super) struct Worker {
    jobs: Sender<Job>,
}

impl Worker {
    /// Starts it. It ends when nobody can ask it any more.
    pub(super) fn start(waker: Waker<Report>, words: &'static Words) -> Self {
        let (jobs, todo) = channel::<Job>();
        // Without a thread to spare the screen works all the same, without git.
        let _ = thread::Builder::new().name("git".into()).spawn(move || {
            for job in todo {
                run(job, &waker, words);
            }
        });
        Self { jobs }
    }

    /// Gives it a job.
    pub(super) fn ask(&self, job: Job) {
        let _ = self.jobs.send(job);
    }
}

fn run(job: Job, waker: &Waker<Report>, words: &'static Words) {
    match job {
        Job::Look(workspace) => match look(&workspace, words) {
            Ok(changes) => waker.wake(Report::Uncommitted(changes)),
            Err(_) => waker.wake(Report::NoRepository),
        },
        Job::Record(workspace, drafts) => {
            let made = Repository::around(&workspace.folder)
                .and_then(|repository| repository.record(&drafts));
            waker.wake(Report::Recorded(made.map(|made| made.len())));
        }
        Job::Sync(workspace) => {
            let synced = Repository::around(&workspace.folder).and_then(|repository| {
                repository.sync(&workspace, words, &mut |step| {
                    waker.wake(Report::Step(step.words(words)));
                })
            });
            waker.wake(Report::Synced(synced));
        }
    }
}

fn look(workspace: &Workspace, words: &Words) -> Result<Vec<PlanChanges>, GitFault> {
    let repository = Repository::around(&workspace.folder)?;
    let head = repository.head()?;
    let counts = repository.uncommitted(workspace)?;
    let mut found = Vec::new();
    for change in repository.changes_on_disk(head.as_ref(), workspace)? {
        let count = counts.iter().find(|counts| counts.plan == change.id);
        let lines = compare(&change.before, &change.after)
            .iter()
            .map(|difference| {
                (
                    difference.is_of_commitment(),
                    difference_line(difference, words),
                )
            })
            .collect();
        found.push(PlanChanges {
            count: count.map_or(0, crate::history::Uncommitted::count),
            plan: change.id,
            lines,
        });
    }
    Ok(found)
}

/// The commits there would be now, with their messages. Asked for at once: the user waits for the form.
pub(super) fn drafts(workspace: &Workspace, words: &Words) -> Result<Vec<CommitDraft>, GitFault> {
    Repository::around(&workspace.folder)?.drafts(workspace, &describe_plainly(words))
}

/// Whether an entry is in the last commit; where plans are in no repository nothing is.
pub(super) fn is_committed(
    folder: &std::path::Path,
    loaded: &crate::store::Loaded,
    log: &crate::plan::Log,
    entry: &crate::plan::Entry,
) -> bool {
    let head = || -> Result<Option<crate::history::PlanTexts>, GitFault> {
        let repository = Repository::around(folder)?;
        match repository.head()? {
            Some(head) => repository.read_plan_at(&head, &loaded.files.id),
            None => Ok(None),
        }
    };
    match head() {
        Ok(head) => {
            let open = crate::history::entries_not_in_head(loaded, head.as_ref());
            !open
                .iter()
                .any(|(known, open)| known == log && open.source == entry.source)
        }
        Err(GitFault::NotARepository(_) | GitFault::NoGit) => false,
        // What cannot be told is treated as recorded: a correction loses nothing.
        Err(_) => true,
    }
}
