//! Exchange with the remote: fetch, merge, push, and again if somebody else was faster.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};

use crate::plan::Day;
use crate::store::{Loaded, PlanPart, Problem, TextPlace, Workspace};
use crate::text::{Flaw, GitTrouble, Words};

use super::conflicted_file::{Settle, open_conflicts};
use super::merged_tree::Joined;
use super::remote::{Upstream, branch_name};
use crate::git::objects::tree_of_commit;
use crate::git::paths::shown;
use crate::git::plan_texts::PlanBlobs;
use crate::git::process::Call;
use crate::git::revision::moment_of_ident;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::merge::Conflict;
use crate::merge::astray::{is_homeless, new_errors};

/// The most tries of a push. A try fails only when another push succeeds.
const TRIES: usize = 80;

/// The most commits that one exchange counts or moves.
pub(super) const MOST_COMMITS: usize = 100_000;

/// The progress of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncStep {
    /// Asks the remote.
    Fetching,
    /// Merges what came.
    Merging,
    /// Pushes.
    Pushing,
    /// Tries again because somebody else was faster; the number of the try.
    Again(usize),
    /// Git's own report of its progress.
    Progress(String),
}

impl SyncStep {
    /// Returns the step in words.
    pub fn words(&self, words: &Words) -> String {
        let sync = &words.sync;
        match self {
            Self::Fetching => sync.fetching.to_owned(),
            Self::Merging => sync.merging.to_owned(),
            Self::Pushing => sync.pushing.to_owned(),
            Self::Again(n) => (sync.again)(*n),
            Self::Progress(text) => text.clone(),
        }
    }
}

/// The result of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The new commit of the branch.
    pub head: CommitId,
    /// The number of commits received.
    pub received: usize,
    /// The number of commits sent.
    pub sent: usize,
    /// The number of pushes it took.
    pub tries: usize,
    /// The remote and the branch that was made there, beside the others that it has.
    pub new_branch: Option<[String; 2]>,
}

impl Synced {
    /// Returns a note for whoever sent to a new branch.
    pub fn note(&self, words: &Words) -> Option<String> {
        let [remote, branch] = self.new_branch.as_ref()?;
        Some((words.sync.new_branch)(remote, branch))
    }
}

impl Repository {
    /// Exchanges the current branch with its remote. Branch and work tree move once, at the end, to what the remote
    /// has then too.
    ///
    /// # Errors
    /// Fails if plans have uncommitted changes, there is no remote, it cannot be reached or refuses, or
    /// both sides changed a plan differently ([`GitTrouble::Conflicts`], settled by
    /// [`Repository::settle`]). The work tree is unchanged then.
    pub fn sync(
        &self,
        workspace: &Workspace,
        words: &Words,
        tell: &mut dyn FnMut(SyncStep),
    ) -> Result<Synced, GitFault> {
        self.sync_choosing(workspace, words, &|_, _| None, tell)
    }

    pub(crate) fn sync_choosing(
        &self,
        workspace: &Workspace,
        words: &Words,
        chosen: Settle<'_>,
        tell: &mut dyn FnMut(SyncStep),
    ) -> Result<Synced, GitFault> {
        self.nothing_half_done()?;
        let upstream = self.upstream()?;
        self.refuse_elsewhere(&upstream)?;
        let before = self.head()?.ok_or(GitTrouble::Unborn)?;
        let uncommitted = self.uncommitted(workspace)?;
        if !uncommitted.is_empty() {
            // A plan that cannot be read could not be committed either: that is the obstacle.
            let drafts = self.drafts(workspace, None, &|_| String::new())?;
            let mut left_out = drafts.left_out.into_iter();
            if let Some(broken) = left_out.find(|fault| matches!(fault, GitFault::Broken(_))) {
                return Err(broken);
            }
            let plans = uncommitted.into_iter().map(|plan| plan.plan);
            return Err(GitTrouble::Uncommitted(plans.collect()).into());
        }
        self.refuse_filtered(&before, workspace)?;
        Exchange {
            repo: self,
            workspace,
            words,
            upstream,
            chosen,
            before,
            has_hook: self.has_hook("pre-merge-commit"),
            tell,
        }
        .run()
    }

    /// Returns the time that git would give a commit now.
    fn committer_now(&self) -> Result<DateTime<FixedOffset>, GitFault> {
        let out = self.git().act(Call::new(["var", "GIT_COMMITTER_IDENT"]))?;
        let ident = String::from_utf8_lossy(&out);
        moment_of_ident(ident.trim()).ok_or_else(|| {
            GitFault::Trouble(GitTrouble::Said {
                command: "git var GIT_COMMITTER_IDENT".to_owned(),
                words: ident.trim().to_owned(),
            })
        })
    }

    fn tree_of(&self, commit: &CommitId) -> Result<String, GitFault> {
        let missing = || self.git().missing(commit.as_str());
        let object = self.object(commit.as_str())?.ok_or_else(missing)?;
        let tree = tree_of_commit(&object).ok_or_else(missing)?;
        Ok(tree.to_string())
    }
}

/// An exchange with all it depends on.
struct Exchange<'e> {
    repo: &'e Repository,
    workspace: &'e Workspace,
    words: &'e Words,
    upstream: Upstream,
    chosen: Settle<'e>,
    before: CommitId,
    /// Whether the user has a hook that checks merges.
    has_hook: bool,
    tell: &'e mut dyn FnMut(SyncStep),
}

impl Exchange<'_> {
    fn run(mut self) -> Result<Synced, GitFault> {
        for tries in 1..=TRIES {
            let started = Instant::now();
            (self.tell)(SyncStep::Fetching);
            let theirs = self.repo.fetch(&self.upstream, &mut |line| {
                (self.tell)(SyncStep::Progress(line.to_owned()));
            })?;
            let ours = self.repo.head()?.ok_or(GitTrouble::Unborn)?;
            let head = match &theirs {
                Some(theirs) => self.with_theirs(&ours, theirs)?,
                None => ours.clone(),
            };
            if theirs.as_ref() == Some(&head) {
                return self.done(&ours, head, theirs.as_ref(), tries);
            }
            let mut problems = self.refuse_broken(&head, theirs.as_ref())?;
            if let Some(theirs) = &theirs {
                let new = self
                    .repo
                    .led_astray(self.workspace, [&ours, theirs, &head])?;
                problems.extend(
                    new.into_iter()
                        .filter(|it| !problems.contains(it))
                        .collect::<Vec<_>>(),
                );
            }
            if !problems.is_empty() {
                // Only where both sides are together can an entry be moved to where it belongs.
                self.put_on_disk(&ours, &head)?;
                return Err(GitFault::NotSent(problems));
            }
            if head != ours {
                let refused = self.repo.refuse_in_the_way(&ours, &head);
                refused.map_err(|fault| self.of_plans(fault))?;
            }
            (self.tell)(SyncStep::Pushing);
            let what = (head != ours).then_some(&head);
            let is_taken = self.repo.push(&self.upstream, what, &mut |line| {
                (self.tell)(SyncStep::Progress(line.to_owned()));
            })?;
            if is_taken {
                return self.done(&ours, head, theirs.as_ref(), tries);
            }
            if tries < TRIES {
                (self.tell)(SyncStep::Again(tries + 1));
                std::thread::sleep(pause(tries, started.elapsed()));
            }
        }
        Err(GitTrouble::AlwaysFaster(TRIES).into())
    }

    fn put_on_disk(&self, ours: &CommitId, head: &CommitId) -> Result<(), GitFault> {
        if head == ours {
            return Ok(());
        }
        self.repo.put_work_tree_on(self.workspace, ours, head)
    }

    /// Turns a fault about files in the way into one that names their plans, if these have uncommitted changes.
    fn of_plans(&self, fault: GitFault) -> GitFault {
        let GitFault::Trouble(GitTrouble::InTheWay(files)) = &fault else {
            return fault;
        };
        let changed = self.repo.uncommitted(self.workspace).unwrap_or_default();
        let is_in_the_way = |plan: &String| {
            let mut files = files.iter();
            files.any(|file| self.repo.plan_of(file.as_bytes()) == Some(plan.as_str()))
        };
        let plans = changed.into_iter().map(|changed| changed.plan);
        let plans: Vec<String> = plans.filter(is_in_the_way).collect();
        if plans.is_empty() {
            return fault;
        }
        GitTrouble::Uncommitted(plans).into()
    }

    /// Refuses to push a plan that cannot be read, however it came into a commit; returns the problems of entries
    /// that belong to nothing in their plan, or to one of two units, if the remote does not have them already.
    fn refuse_broken(
        &self,
        head: &CommitId,
        theirs: Option<&CommitId>,
    ) -> Result<Vec<Problem>, GitFault> {
        let now = self.repo.plan_blobs(head.as_str())?;
        let there = match theirs {
            Some(theirs) => self.repo.plan_blobs(theirs.as_str())?,
            None => BTreeMap::new(),
        };
        let mut homeless = Vec::new();
        for (id, blobs) in now.iter().filter(|(id, now)| there.get(*id) != Some(now)) {
            let loaded = self.load(id, blobs)?;
            let is_read = loaded.plan.is_some()
                && (blobs.ids.progress.is_none() || loaded.progress.is_some());
            let mut problems = loaded.problems.iter();
            // A plan that git merged by lines can be read, but must not be pushed.
            let in_the_way = problems.find(|problem| match problem.flaw {
                Flaw::ConflictMarkers | Flaw::AfterClosing { .. } => true,
                _ => !is_read && problem.is_error(),
            });
            if let Some(problem) = in_the_way {
                if let Some(there) = there.get(id)
                    && let Some(fault) = Self::broken_there([blobs, there], &loaded, problem)
                {
                    return Err(fault);
                }
                return Err(GitFault::NotSent(vec![problem.clone()]));
            }
            if loaded.has_errors() {
                let known = there.get(id).map(|blobs| self.load(id, blobs));
                let known = known
                    .transpose()?
                    .map_or_else(Vec::new, |known| known.problems);
                let new = new_errors(&loaded.problems, &[&known]);
                homeless.extend(new.filter(|it| is_homeless(&loaded, it)).cloned());
            }
        }
        let list = self.repo.unreadable_list(self.workspace, head, theirs)?;
        match list {
            Some(problem) => Err(GitFault::NotSent(vec![problem])),
            None => Ok(homeless),
        }
    }

    /// Returns the fault of a broken file if the remote has the same, so that nobody broke it here.
    fn broken_there(
        [now, there]: [&PlanBlobs; 2],
        loaded: &Loaded,
        problem: &Problem,
    ) -> Option<GitFault> {
        let part = PlanPart::at(problem.file.to_str()?.as_bytes())?;
        if now.ids[part] != there.ids[part] {
            return None;
        }
        let text = match part {
            PlanPart::Plan => &loaded.plan_text,
            PlanPart::Progress => &loaded.progress_text,
        };
        let text = text.as_ref().map_or("", |it| it.text.as_ref());
        let line = (!problem.is_of_whole_file()).then(|| TextPlace::of(text, &problem.span).line);
        Some(GitFault::Trouble(GitTrouble::UnreadableThere {
            path: shown(now.paths[part].as_ref()?),
            line,
            flaw: Box::new(problem.flaw.clone()),
        }))
    }

    fn load(&self, id: &str, blobs: &PlanBlobs) -> Result<Loaded, GitFault> {
        let texts = PlanTexts::new(id.to_owned(), self.repo.plan_bytes(blobs)?);
        Ok(texts.load(&self.workspace.folder, Day::MAX))
    }

    /// Moves the work tree to what the remote has taken, and counts. Only that is put on disk: a refusal leaves all as
    /// it was.
    fn done(
        &self,
        ours: &CommitId,
        head: CommitId,
        theirs: Option<&CommitId>,
        tries: usize,
    ) -> Result<Synced, GitFault> {
        let is_put = self.put_on_disk(ours, &head);
        is_put.map_err(|fault| self.of_plans(fault))?;
        let count = |from: Option<&CommitId>, to: &CommitId| {
            if from == Some(to) {
                return Ok(0);
            }
            let commits = self.repo.commits(from, to, &[], MOST_COMMITS);
            commits.map(|found| found.len())
        };
        let Some(theirs) = theirs else {
            // The remote has taken it; that it does not answer now is not a fault any more.
            let mut others = self.repo.branches_at(&self.upstream).unwrap_or_default();
            others.retain(|(branch, _)| *branch != self.upstream.there);
            let branch = || {
                [
                    self.upstream.remote.clone(),
                    branch_name(&self.upstream.there),
                ]
            };
            let commits = others.iter().map(|(_, commit)| commit.as_str());
            let sent = self.repo.count_beside(&head, commits)?;
            return Ok(Synced {
                received: 0,
                sent,
                head,
                tries,
                new_branch: (!others.is_empty()).then(branch),
            });
        };
        Ok(Synced {
            received: count(Some(&self.before), theirs)?,
            sent: count(Some(theirs), &head)?,
            head,
            tries,
            new_branch: None,
        })
    }

    /// Returns the commit that joins both sides.
    fn with_theirs(&mut self, ours: &CommitId, theirs: &CommitId) -> Result<CommitId, GitFault> {
        if ours == theirs {
            return Ok(ours.clone());
        }
        let base = self.repo.merge_base(ours, theirs)?;
        let Some(base) = base else {
            return Err(self.unrelated(theirs)?.into());
        };
        if base != *ours {
            self.repo.refuse_taken_out(&self.upstream, ours, theirs)?;
        }
        if base == *theirs {
            return self.published(ours, theirs);
        }
        (self.tell)(SyncStep::Merging);
        if base == *ours {
            Ok(theirs.clone())
        } else if self.upstream.rebase {
            self.replayed(&base, ours, theirs)
        } else if self.upstream.forward_only {
            Err(GitTrouble::Diverged.into())
        } else {
            self.merged(&base, ours, theirs)
        }
    }

    /// Returns why a history without a common beginning is not joined.
    fn unrelated(&self, theirs: &CommitId) -> Result<GitTrouble, GitFault> {
        if !self.repo.plan_blobs(theirs.as_str())?.is_empty() {
            return Ok(GitTrouble::Unrelated);
        }
        Ok(GitTrouble::BegunByHost {
            remote: self.upstream.remote.clone(),
            branch: branch_name(&self.upstream.there),
        })
    }

    fn merged(
        &self,
        base: &CommitId,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<CommitId, GitFault> {
        let choices = Cell::new(0);
        let counting = |plan: &str, conflict: &Conflict| {
            let choice = (self.chosen)(plan, conflict);
            choices.set(choices.get() + usize::from(choice.is_some()));
            choice
        };
        let joined = self.repo.join(base, ours, theirs, &counting)?;
        settled(&joined)?;
        let index = Some(&*joined.index);
        if self.has_hook {
            self.repo.run_hook("pre-merge-commit", &[], index)?;
        }
        let message = match choices.get() {
            0 => (self.words.git.merged)(&self.upstream.remote),
            count => (self.words.git.settled)(count),
        };
        let sign = self.upstream.sign;
        // What was published comes first, so that the first parents are what the shared branch said, whoever synced.
        let parents = [theirs, ours];
        self.repo
            .commit_tree(&joined.tree, &parents, &message, None, sign)
    }

    /// Returns our commits as they are pushed if nothing came meanwhile. Commits of earlier days are wrapped in a merge
    /// of today, so that `--at` an earlier day does not show what the shared branch did not have then.
    fn published(&self, ours: &CommitId, theirs: &CommitId) -> Result<CommitId, GitFault> {
        if self.upstream.forward_only {
            return Ok(ours.clone());
        }
        let commits = self.repo.commits(Some(theirs), ours, &[], MOST_COMMITS)?;
        let day = |moment: &DateTime<FixedOffset>| moment.date_naive();
        let today = self.repo.committer_now()?;
        let is_of_today = commits.iter().all(|commit| {
            let committed = commit.committed.as_ref();
            committed.is_none_or(|committed| day(committed) >= day(&today))
        });
        if is_of_today {
            return Ok(ours.clone());
        }
        if self.upstream.rebase {
            return self.replayed(theirs, ours, theirs);
        }
        let message = (self.words.git.published)(commits.len());
        let tree = self.repo.tree_of(ours)?;
        let sign = self.upstream.sign;
        self.repo
            .commit_tree(&tree, &[theirs, ours], &message, None, sign)
    }

    /// Returns our commits, each made again on top of theirs (`pull.rebase`). A commit without new changes is left
    /// out.
    fn replayed(
        &self,
        base: &CommitId,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<CommitId, GitFault> {
        let mut commits = self.repo.commits(Some(theirs), ours, &[], MOST_COMMITS)?;
        if commits.iter().any(|commit| commit.parents.len() > 1) {
            // A merge cannot be made again one commit at a time without asking again what it settled.
            return self.merged(base, ours, theirs);
        }
        commits.reverse();
        let mut head = theirs.clone();
        let mut tree = self.repo.tree_of(theirs)?;
        for commit in commits {
            let Some(parent) = commit.parents.first() else {
                return Err(GitTrouble::Unrelated.into());
            };
            let joined = match self.repo.join(parent, &commit.id, &head, self.chosen) {
                // A plan may lie elsewhere by now.
                Err(GitFault::Trouble(
                    GitTrouble::TwoPlans { .. }
                    | GitTrouble::MovedApart { .. }
                    | GitTrouble::OtherFiles(_),
                )) => {
                    return self.merged(base, ours, theirs);
                }
                joined => joined?,
            };
            if !joined.conflicts.is_empty() {
                // Both sides as they are now may agree, and what was chosen is about them.
                return self.merged(base, ours, theirs);
            }
            if tree != joined.tree {
                let (author, sign) = (Some(&commit), self.upstream.sign);
                tree = joined.tree;
                head = self
                    .repo
                    .commit_tree(&tree, &[&head], &commit.message, author, sign)?;
            }
        }
        Ok(head)
    }
}

/// Fails if both sides disagree anywhere.
fn settled(joined: &Joined) -> Result<(), GitFault> {
    if joined.conflicts.is_empty() {
        return Ok(());
    }
    let open = joined.conflicts.iter();
    let open = open.map(|of| open_conflicts(of.plan.clone(), &of.open));
    Err(GitTrouble::Conflicts(open.collect()).into())
}

/// Returns a random time to wait before the next try: at most four times as long as a try took, and at most three
/// seconds, so that a busy remote is not made busier and nobody falls behind those who come later.
fn pause(tries: usize, took: Duration) -> Duration {
    const LEAST: Duration = Duration::from_millis(20);
    const MOST: Duration = Duration::from_secs(3);
    let most = (took * tries.min(4) as u32).clamp(LEAST, MOST);
    let chance = RandomState::new().build_hasher().finish();
    Duration::from_micros(chance % most.as_micros() as u64)
}
