//! Fetches from and pushes to the remote of a branch, and explains its refusals.

use std::collections::HashSet;

use super::sync::MOST_COMMITS;
use crate::git::process::{Call, tidy};
use crate::git::settings::{Setting, is_false, last_of};
use crate::git::{CommitId, GitFault, Repository};
use crate::text::{GitTrouble, RemoteTrouble};

/// The remote branch of the current branch, and how the user wants them merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upstream {
    /// `refs/heads/main`
    pub(crate) branch: String,
    /// `origin`
    pub(crate) remote: String,
    /// The remote's branch: `refs/heads/main`.
    pub(crate) there: String,
    /// Whether the branch already tracks it.
    pub(crate) tied: bool,
    /// `pull.rebase`
    pub(crate) rebase: bool,
    /// `pull.ff = only`
    pub(crate) forward_only: bool,
    /// `commit.gpgSign`
    pub(crate) sign: bool,
}

impl Upstream {
    /// Returns the remote's branch as this clone knows it: `refs/remotes/origin/main`.
    pub(crate) fn tracking(&self) -> Option<String> {
        let there = self.there.strip_prefix("refs/heads/")?;
        Some(format!("refs/remotes/{}/{there}", self.remote))
    }
}

impl Repository {
    /// Returns the remote branch that the current branch is exchanged with.
    ///
    /// # Errors
    /// Fails if no branch is checked out, there is no remote, or there are several and none is chosen.
    pub(crate) fn upstream(&self) -> Result<Upstream, GitFault> {
        let said = self
            .git()
            .try_act(Call::new(["symbolic-ref", "--quiet", "HEAD"]))?;
        let branch = said.line();
        let name = match branch.strip_prefix("refs/heads/") {
            Some(name) if said.success => name.to_owned(),
            _ => return Err(GitTrouble::Detached.into()),
        };
        let settings = self.settings()?;
        let last = |name: &str| last_of(&settings, name);
        let of_branch = |key: &str| last(&format!("branch.{name}.{key}"));
        let tied = of_branch("remote").zip(of_branch("merge"));
        let (remote, there) = if let Some((remote, there)) = tied {
            (remote.to_owned(), there.to_owned())
        } else {
            let chosen = of_branch("remote").map(str::to_owned);
            let remote = chosen.map_or_else(|| only_remote(&settings, &name), Ok)?;
            (remote, branch.clone())
        };
        let rebase = of_branch("rebase").or_else(|| last("pull.rebase"));
        Ok(Upstream {
            remote,
            there,
            tied: tied.is_some(),
            rebase: rebase.is_some_and(|value| !is_false(value)),
            forward_only: last("pull.ff") == Some("only"),
            sign: last("commit.gpgsign").is_some_and(|value| !is_false(value)),
            branch,
        })
    }

    /// Refuses a branch that git pushes elsewhere than it is exchanged with, and one that follows another branch of this
    /// clone, so that nothing would leave it.
    pub(crate) fn refuse_elsewhere(&self, upstream: &Upstream) -> Result<(), GitFault> {
        let (branch, there) = (branch_name(&upstream.branch), branch_name(&upstream.there));
        if upstream.remote == "." {
            return Err(GitTrouble::FollowsLocal { branch, there }.into());
        }
        let format = "--format=%(push:remotename)%00%(push:remoteref)";
        let call = Call::new(["for-each-ref", format]).with(&upstream.branch);
        let out = self.git().read(call)?;
        let text = String::from_utf8_lossy(&out);
        let (remote, pushed) = text.trim_end().split_once('\0').unwrap_or_default();
        let is_remote = remote.is_empty() || remote == upstream.remote;
        if is_remote && (pushed.is_empty() || pushed == upstream.there) {
            return Ok(());
        }
        let pushed = [remote, &branch_name(pushed)].join(" ");
        Err(GitFault::Trouble(GitTrouble::PushedElsewhere {
            branch,
            upstream: [&upstream.remote, there.as_str()].join(" "),
            pushed: pushed.trim_end().to_owned(),
        }))
    }

    /// Asks the remote for its branches; returns each with its commit.
    pub(crate) fn branches_at(
        &self,
        upstream: &Upstream,
    ) -> Result<Vec<(String, String)>, GitFault> {
        let call = Call::new(["ls-remote", "--heads", "--end-of-options", &upstream.remote]);
        let said = self.git().try_act(call)?;
        let branches = String::from_utf8_lossy(&said.out);
        let branches = branches.lines().filter_map(|line| line.split_once('\t'));
        let owned = branches.map(|(commit, branch)| (branch.to_owned(), commit.to_owned()));
        Ok(owned.collect())
    }

    /// Counts the commits of a branch that none of some others has, as far as these are known here.
    pub(crate) fn count_beside<'c>(
        &self,
        head: &CommitId,
        others: impl Iterator<Item = &'c str>,
    ) -> Result<usize, GitFault> {
        let mut question = format!("{head}\n");
        for other in others {
            question.extend(["^", other, "\n"]);
        }
        let call = Call::new(["rev-list", "--count", "--ignore-missing", "--stdin"]);
        let out = self.git().read(call.input(question.into_bytes()))?;
        Ok(String::from_utf8_lossy(&out).trim().parse().unwrap_or(0))
    }

    /// Returns the remote's branch as it was when it was last fetched.
    pub(crate) fn last_fetched(&self, upstream: &Upstream) -> Result<Option<CommitId>, GitFault> {
        if let Some(tracking) = upstream.tracking()
            && let Some(commit) = self.commit_called(&tracking)?
        {
            return Ok(Some(commit));
        }
        self.commit_called("FETCH_HEAD")
    }

    /// Fetches the remote's branch; `None` if the remote has no such branch yet.
    pub(crate) fn fetch(
        &self,
        upstream: &Upstream,
        hear: &mut dyn FnMut(&str),
    ) -> Result<Option<CommitId>, GitFault> {
        let call = Call::new([
            "fetch", "--progress", "--no-recurse-submodules", "--end-of-options", &upstream.remote,
            &upstream.there,
        ]);
        let said = self.git().try_act(call.hear(hear))?;
        if said.success {
            return self.commit_called("FETCH_HEAD");
        }
        if said.words.contains("couldn't find remote ref") {
            return self.never_there(upstream).map(|()| None);
        }
        Err(self.remote_refused(upstream, "git fetch", &said.words))
    }

    /// Refuses a remote branch that is not there now but was once: whoever makes it anew is alone on it.
    fn never_there(&self, upstream: &Upstream) -> Result<(), GitFault> {
        let known = match upstream.tracking() {
            Some(tracking) => self.commit_called(&tracking)?,
            None => None,
        };
        if known.is_none() {
            return Ok(());
        }
        let there = self.branches_at(upstream)?.into_iter();
        Err(GitFault::Trouble(GitTrouble::BranchGone {
            remote: upstream.remote.clone(),
            branch: branch_name(&upstream.there),
            there: there.map(|(branch, _)| branch_name(&branch)).collect(),
        }))
    }

    /// Refuses to send commits that the remote had and has no more. What it had is known from git's log of its branch,
    /// so that a fetch by hand hides nothing.
    pub(crate) fn refuse_taken_out(
        &self,
        upstream: &Upstream,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<(), GitFault> {
        let Some(tracking) = upstream.tracking() else {
            return Ok(());
        };
        let log = Call::new(["rev-list", "--walk-reflogs"]).with(&tracking);
        let mut question = self.git().try_read(log)?.out;
        question.extend(format!("^{theirs}\n").into_bytes());
        let list = Call::new(["rev-list", "--ignore-missing", "--stdin"]);
        let gone = self.git().try_read(list.input(question))?;
        let gone = String::from_utf8_lossy(&gone.out).into_owned();
        let gone: HashSet<&str> = gone.lines().collect();
        if gone.is_empty() {
            return Ok(());
        }
        let mut commits = self.commits(Some(theirs), ours, &[], MOST_COMMITS)?;
        commits.retain(|commit| gone.contains(commit.id.as_str()));
        if commits.is_empty() {
            return Ok(());
        }
        Err(GitFault::Trouble(GitTrouble::TakenOut {
            remote: upstream.remote.clone(),
            branch: branch_name(&upstream.there),
            commits: commits
                .iter()
                .map(|it| format!("{} {} {}", it.id.short(), it.author, it.subject()))
                .collect(),
        }))
    }

    /// Pushes a commit, or the branch; returns false if somebody else was faster.
    pub(crate) fn push(
        &self,
        upstream: &Upstream,
        commit: Option<&CommitId>,
        hear: &mut dyn FnMut(&str),
    ) -> Result<bool, GitFault> {
        let what = commit.map_or(upstream.branch.as_str(), CommitId::as_str);
        let mut call = Call::new(["push", "--porcelain", "--progress"]);
        if !upstream.tied && commit.is_none() {
            call = call.with("--set-upstream");
        }
        let call = call
            .with("--end-of-options")
            .with(&upstream.remote)
            .with(format!("{what}:{}", upstream.there));
        let said = self.git().try_act(call.hear(hear))?;
        if said.success {
            return Ok(true);
        }
        let report = String::from_utf8_lossy(&said.out);
        let refused = report.lines().find(|line| line.starts_with('!'));
        let Some(refused) = refused else {
            // A hook may give its reason on stdout.
            let words = format!("{report}{}", said.words);
            let fault = self.remote_refused(upstream, "git push", &words);
            return Err(match fault {
                GitFault::Trouble(GitTrouble::Said { words, .. }) if self.has_hook("pre-push") => {
                    GitFault::Trouble(GitTrouble::HookRefused {
                        remote: false,
                        words,
                    })
                }
                fault => fault,
            });
        };
        let faster = [
            "(fetch first)", "(non-fast-forward)", "(stale info)", "cannot lock ref",
            "failed to update ref", "failed to lock", "incorrect old value",
        ];
        if faster.iter().any(|reason| refused.contains(reason)) {
            return Ok(false);
        }
        Err(GitFault::Trouble(GitTrouble::HookRefused {
            remote: true,
            words: remote_words(&said.words, refused),
        }))
    }

    fn remote_refused(&self, upstream: &Upstream, command: &str, words: &str) -> GitFault {
        let says = |(_, parts): &&(RemoteTrouble, &[&str])| {
            let mut parts = parts.iter();
            parts.any(|part| words.contains(part))
        };
        match REFUSALS.iter().find(says) {
            Some((trouble, _)) => GitFault::Trouble(GitTrouble::Remote {
                trouble: *trouble,
                remote: upstream.remote.clone(),
                words: tidy(words),
            }),
            None => self.git().refusal(command, words),
        }
    }
}

/// Returns the name of a branch as people write it.
pub(super) fn branch_name(branch: &str) -> String {
    let name = branch.strip_prefix("refs/heads/");
    name.unwrap_or(branch).to_owned()
}

/// The words by which git says that a remote refuses or is not there; the first row found counts.
const REFUSALS: [(RemoteTrouble, &[&str]); 5] = [
    (
        RemoteTrouble::UnknownHost,
        &["Host key verification failed"],
    ),
    (
        RemoteTrouble::NoCredentials,
        &[
            "terminal prompts disabled", "could not read Username", "could not read Password",
            "Authentication failed", "Permission denied (", "error: 401",
        ],
    ),
    (
        RemoteTrouble::NotAllowed,
        &["error: 403", "Permission to ", "access denied", "read-only"],
    ),
    (
        RemoteTrouble::Offline,
        &[
            "Could not resolve host",
            "Connection refused",
            "Connection timed out",
            "Connection reset",
            "Network is unreachable",
            "No route to host",
            "Operation timed out",
            "Failed to connect",
            "Temporary failure in name resolution",
            "unable to connect",
        ],
    ),
    (
        RemoteTrouble::Gone,
        &[
            "does not appear to be a git repository",
            "epository not found",
            "does not exist",
            "error: 404",
            "Could not read from remote repository",
        ],
    ),
];

fn only_remote(settings: &[Setting], branch: &str) -> Result<String, GitFault> {
    let mut known: Vec<String> = settings
        .iter()
        .filter_map(|of| of.name.strip_prefix("remote.")?.strip_suffix(".url"))
        .map(str::to_owned)
        .collect();
    known.dedup();
    match known.as_slice() {
        [one] => Ok(one.clone()),
        several if several.iter().any(|name| name == "origin") => Ok("origin".to_owned()),
        _ => {
            let branch = branch.to_owned();
            Err(GitTrouble::NoRemote { branch, known }.into())
        }
    }
}

/// Picks the remote's own words and its reason for refusing out of git's output.
fn remote_words(words: &str, refused: &str) -> String {
    let mut said: Vec<&str> = words
        .lines()
        .filter_map(|line| line.strip_prefix("remote:"))
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let reason = refused.rsplit('\t').next().unwrap_or(refused).trim();
    said.push(reason);
    said.join("\n")
}
