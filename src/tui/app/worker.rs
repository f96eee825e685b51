//! Git behind the screen: one worker does one job after the other while the loop takes keys.

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::diff::{Difference, compare, difference_line};
use crate::git::{
    Commit, CommitDraft, CommitId, GitFault, Repository, Synced, conflict_lines, conflicts_on_disk,
    describe_plainly, record_everywhere,
};
use crate::plan::Address;
use crate::store::{Stamp, Workspace};
use crate::text::{GitTrouble, Words};
use crate::tui::term::input::Waker;

/// The number of last commits that are listed.
const RECENT: usize = 30;

/// A job for the worker.
pub(crate) enum Job {
    /// Report what is not committed of each plan, and the last commits if HEAD has moved.
    Look,
    /// Show the changes of a commit in words.
    Commit(Box<Commit>),
    /// Make commits.
    Record(Vec<CommitDraft>),
    /// Sync with the remote.
    Sync,
    /// Show the commits that changed an item of a plan, below the item's entries.
    History {
        plan: String,
        item: String,
        title: String,
        entries: Vec<String>,
    },
    /// Show both sides of a plan's conflict, given the plan's id and the title.
    Conflict(String, String),
}

/// A report of the worker, and the folder of plans that was shown when the job was given.
pub(crate) struct Answer {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// The report about it.
    pub(crate) report: Report,
}

/// A report of the worker.
pub(crate) enum Report {
    /// The changes since the last commit, by plan.
    Uncommitted(Vec<PlanChanges>),
    /// The last commits that touched the plans, newest first.
    Commits(Vec<Commit>),
    /// The files whose change means that git has to be asked again, with their stamps.
    Repositories(Vec<(PathBuf, Option<Stamp>)>),
    /// Git could not be asked about the plans: they are in no repository, or in one that cannot be read.
    Unknown(GitFault),
    /// The number of commits made, with notes.
    Recorded(Result<(usize, Vec<String>), GitFault>),
    /// A text to read, with its title: the history of an item, or both sides of a conflict.
    Text(String, Result<Vec<String>, GitFault>),
    /// A step of a sync, in words.
    Step(String),
    /// The result of a sync.
    Synced(Result<Synced, GitFault>),
}

/// The changes of a plan since the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChanges {
    /// The plan's id.
    pub plan: String,
    /// Its name.
    pub name: String,
    /// The number of uncommitted entries.
    pub count: usize,
    /// Each change in words, and whether it changes a commitment.
    pub lines: Vec<(bool, String)>,
}

/// The handle on the worker.
pub(crate) struct Worker {
    jobs: Sender<(Workspace, Job)>,
}

impl Worker {
    /// Starts the worker; it ends when its last handle is dropped.
    pub(crate) fn start(waker: Waker<Answer>, words: &'static Words) -> Self {
        let (jobs, todo) = channel::<(Workspace, Job)>();
        // Without a thread to spare the screen works all the same, without git.
        let _ = thread::Builder::new().name("git".into()).spawn(move || {
            let mut heads = Vec::new();
            for (workspace, job) in todo {
                let tell = |report| {
                    let folder = workspace.folder.clone();
                    waker.wake(Answer { folder, report });
                };
                run(&workspace, job, &tell, words, &mut heads);
            }
        });
        Self { jobs }
    }

    /// Gives it a job in a workspace; returns false if there is no thread to do it.
    pub(crate) fn ask(&self, workspace: &Workspace, job: Job) -> bool {
        self.jobs.send((workspace.clone(), job)).is_ok()
    }
}

/// Does a job. `heads` holds the HEAD of each repository as of the last reading of commits.
fn run(
    workspace: &Workspace,
    job: Job,
    tell: &dyn Fn(Report),
    words: &'static Words,
    heads: &mut Vec<Option<CommitId>>,
) {
    tell(match job {
        Job::Look => match look(workspace, words, tell, heads) {
            Ok(changes) => Report::Uncommitted(changes),
            Err(fault) => {
                heads.clear();
                Report::Unknown(fault)
            }
        },
        Job::Commit(commit) => {
            let lines = commit_lines(workspace, &commit, words);
            Report::Text(commit.subject().to_owned(), lines)
        }
        Job::Record(drafts) => {
            let homes = Repository::homes(workspace);
            let made = homes.and_then(|homes| record_everywhere(&homes, &drafts, words));
            Report::Recorded(made.map(|(made, notes)| (made.len(), notes)))
        }
        Job::History {
            plan,
            item,
            title,
            mut entries,
        } => {
            let found = match history(workspace, &plan, &item, words) {
                Ok(commits) => {
                    entries.push(String::new());
                    entries.extend(commits);
                    Ok(entries)
                }
                // Without commits what was entered is all there is.
                Err(GitFault::Trouble(
                    GitTrouble::NotARepository(_) | GitTrouble::NoGit | GitTrouble::Unborn,
                )) => Ok(entries),
                Err(fault) => Err(fault),
            };
            Report::Text(title, found)
        }
        Job::Conflict(plan, title) => {
            Report::Text(title, conflict_in_words(workspace, &plan, words))
        }
        Job::Sync => {
            let repository = Repository::around_plans(workspace);
            Report::Synced(repository.and_then(|repository| {
                repository.sync(workspace, words, &mut |step| {
                    tell(Report::Step(step.words(words)));
                })
            }))
        }
    });
}

/// Returns the changes of an item with their authors and times, newest first.
fn history(
    workspace: &Workspace,
    plan: &str,
    item: &str,
    words: &Words,
) -> Result<Vec<String>, GitFault> {
    let repository = Repository::of_plan(&workspace.folder, plan)?;
    let head = repository.head()?.ok_or(GitTrouble::Unborn)?;
    let log = repository.log_of(&head, plan, &Address::parse(item))?;
    let lines = log.lines(item, words);
    Ok(lines.iter().map(|line| for_the_screen(line)).collect())
}

/// Returns both sides of a plan's conflict in words.
pub(crate) fn conflict_in_words(
    workspace: &Workspace,
    plan: &str,
    words: &Words,
) -> Result<Vec<String>, GitFault> {
    let files = conflicts_on_disk(workspace, Some(plan))?;
    let lines = conflict_lines(workspace, &files, words);
    Ok(lines.iter().map(|line| for_the_screen(line)).collect())
}

/// Replaces the arrow, whose width terminals disagree on.
fn for_the_screen(line: &str) -> String {
    line.replace('\u{2192}', "->")
}

fn said(difference: &Difference, words: &Words) -> String {
    for_the_screen(&difference_line(difference, words))
}

/// Returns a commit's author, time and changes in words.
fn commit_lines(
    workspace: &Workspace,
    commit: &Commit,
    words: &Words,
) -> Result<Vec<String>, GitFault> {
    let (date, id) = (commit.minute(), commit.id.short());
    let mut lines = vec![format!("{date} {} {id}", commit.author)];
    // The subject is the title; a message of duban's own says below what is read from the files here.
    for repository in Repository::homes(workspace)? {
        if repository.commit(&commit.id).is_err() {
            continue;
        }
        for change in repository.changes_between(commit.parents.first(), &commit.id)? {
            lines.push(String::new());
            lines.push(change.name().to_owned());
            let differences = compare(&change.before, &change.after);
            let said = differences.iter().map(|it| said(it, words));
            lines.extend(said.map(|line| format!("  {line}")));
        }
        break;
    }
    if lines.len() == 1 {
        lines.push(String::new());
        lines.push(words.history.no_difference.to_owned());
    }
    Ok(lines)
}

/// Reads what is not committed, reports the files to watch, and reports the last commits if HEAD has moved.
fn look(
    workspace: &Workspace,
    words: &Words,
    tell: &dyn Fn(Report),
    known: &mut Vec<Option<CommitId>>,
) -> Result<Vec<PlanChanges>, GitFault> {
    let mut counts = Vec::new();
    let mut changes = Vec::new();
    let homes = Repository::homes(workspace)?;
    let files = homes.iter().flat_map(Repository::files_that_tell);
    let stamped = files.map(|file| (Stamp::of(&file), file));
    let files: Vec<_> = stamped.map(|(stamp, file)| (file, stamp)).collect();
    let mut heads = Vec::new();
    for repository in &homes {
        let head = repository.head()?;
        counts.extend(repository.uncommitted(workspace)?);
        changes.extend(repository.changes_on_disk(head.as_ref(), workspace)?);
        heads.push(head);
    }
    tell(Report::Repositories(files));
    if heads != *known {
        let mut commits = Vec::new();
        for repository in &homes {
            commits.extend(repository.last_commits(RECENT)?);
        }
        if homes.len() > 1 {
            commits.sort_by_key(|commit| std::cmp::Reverse(commit.committed));
            commits.truncate(RECENT);
        }
        tell(Report::Commits(commits));
        *known = heads;
    }
    let mut found = Vec::new();
    for change in changes {
        let count = counts.iter().find(|counts| counts.plan == change.id);
        let lines = compare(&change.before, &change.after)
            .iter()
            .map(|it| (it.is_of_commitment(), said(it, words)))
            .collect();
        found.push(PlanChanges {
            count: count.map_or(0, crate::git::Uncommitted::count),
            name: change.name().to_owned(),
            plan: change.id,
            lines,
        });
    }
    Ok(found)
}

/// Returns the commits to be made now, with their messages. Runs on the loop's own thread, because the user waits for
/// the form.
pub(crate) fn drafts(workspace: &Workspace, words: &Words) -> Result<Vec<CommitDraft>, GitFault> {
    let (mut commits, mut left_out) = (Vec::new(), Vec::new());
    for repository in Repository::homes(workspace)? {
        let drafts = repository.drafts(workspace, None, &describe_plainly(words))?;
        commits.extend(drafts.commits);
        left_out.extend(drafts.left_out);
    }
    match left_out.into_iter().next() {
        Some(fault) if commits.is_empty() => Err(fault),
        _ => Ok(commits),
    }
}
