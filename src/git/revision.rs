//! Commits and ranges, by their ids and as people name them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset};

use crate::plan::Day;
use crate::store::read_plain_text;
use crate::text::{GitTrouble, Words};

use super::objects::{Object, ObjectId, ObjectKind};
use super::process::Call;
use super::{GitFault, Repository};

/// A commit by its full id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(pub(super) ObjectId);

impl CommitId {
    /// Parses a line of git's output; `None` if it is not an id.
    pub(crate) fn read(line: &str) -> Option<Self> {
        ObjectId::read(line).map(Self)
    }

    /// Returns the full id.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the short form that people write.
    pub fn short(&self) -> &str {
        self.as_str().get(..8).unwrap_or(self.as_str())
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Two versions to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The older version; `None` is before the first commit, which a hook calls `000…0`.
    pub from: Option<CommitId>,
    /// The newer version; `None` is the disk.
    pub to: Option<CommitId>,
}

impl Repository {
    /// Returns the commit that HEAD names; `None` on a branch without one.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn head(&self) -> Result<Option<CommitId>, GitFault> {
        if let Some(head) = self.object("HEAD")? {
            return Ok((head.kind == ObjectKind::Commit).then_some(CommitId(head.id)));
        }
        // A branch that names a commit which is gone is damaged, not new.
        let call = Call::new(["rev-parse", "--verify", "--quiet", "HEAD"]);
        let named = self.git().try_read(call)?;
        if named.success {
            return Err(self.git().missing(&named.line()));
        }
        Ok(None)
    }

    /// Returns whether HEAD is on no branch.
    pub fn is_detached(&self) -> bool {
        let head = read_plain_text(&self.git_folder().join("HEAD"));
        head.is_ok_and(|head| CommitId::read(&head).is_some())
    }

    /// Returns the warning about a commit that was made on no branch.
    pub fn branch_note(&self, made: &CommitId, words: &Words) -> Option<String> {
        self.is_detached()
            .then(|| (words.git.on_no_branch)(made.short()))
    }

    /// Returns the warning that the last commit lies in the future by this machine's clock, so that one of two clocks
    /// is wrong.
    pub fn clock_note(&self, words: &Words) -> Option<String> {
        const TOLERANCE: i64 = 600;
        let head = self.object("HEAD").ok().flatten()?;
        let at = committed_at(&head)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        let is_later = at.timestamp() > now as i64 + TOLERANCE;
        is_later.then(|| (words.git.clock_behind)(&at.format("%Y-%m-%d %H:%M").to_string()))
    }

    /// Returns the commit that `text` names: a day (`2024-06-30` is the last commit of that day or before it, by the
    /// commit's own clock), else a revision as git knows it.
    ///
    /// # Errors
    /// Fails if there is none.
    pub fn resolve(&self, text: &str) -> Result<CommitId, GitFault> {
        if let Some(day) = day(text) {
            return self.last_commit_of(day);
        }
        if let Some(id) = self.commit_called(text)? {
            return Ok(id);
        }
        Err(if self.head()?.is_none() {
            GitTrouble::Unborn.into()
        } else if self.is_shallow() && (text.contains('~') || text.contains('^')) {
            GitTrouble::Shallow.into()
        } else {
            GitTrouble::UnknownRevision(text.to_owned()).into()
        })
    }

    /// Returns the versions that `text` names: `A..B`, `A..` (to HEAD), `A...B` (from where they parted), or `A` (to
    /// what is on disk). Either may be a day.
    ///
    /// # Errors
    /// Fails if one of them does not exist.
    pub fn range(&self, text: &str) -> Result<Range, GitFault> {
        let or_head = |text: &str| self.resolve(if text.is_empty() { "HEAD" } else { text });
        if let Some((from, to)) = text.split_once("...").filter(|(from, _)| !is_nothing(from)) {
            let (from, to) = (or_head(from)?, or_head(to)?);
            let from = self.merge_base(&from, &to)?.ok_or(GitTrouble::Unrelated)?;
            return Ok(Range {
                from: Some(from),
                to: Some(to),
            });
        }
        if let Some((from, to)) = text.split_once("..") {
            let from = (!is_nothing(from)).then(|| or_head(from)).transpose()?;
            let to = Some(or_head(to.trim_start_matches('.'))?);
            return Ok(Range { from, to });
        }
        let from = (!is_nothing(text))
            .then(|| self.resolve(text))
            .transpose()?;
        Ok(Range { from, to: None })
    }

    /// Returns the last common commit of two histories; `None` if they have none.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone has too little of the history to know.
    pub fn merge_base(&self, a: &CommitId, b: &CommitId) -> Result<Option<CommitId>, GitFault> {
        let call = Call::new(["merge-base", "--end-of-options", a.as_str(), b.as_str()]);
        let said = self.git().try_read(call)?;
        if said.success {
            return Ok(CommitId::read(&said.line()));
        }
        if !said.words.trim().is_empty() {
            return Err(self.git().refusal("git merge-base", &said.words));
        }
        if self.is_shallow() {
            Err(GitTrouble::Shallow.into())
        } else {
            Ok(None)
        }
    }

    /// Returns the commit git knows by this name.
    pub(crate) fn commit_called(&self, name: &str) -> Result<Option<CommitId>, GitFault> {
        // No name holds these; git would be asked another question, or none.
        if name.is_empty() || name.contains(['\0', '\n', '\r']) || name.contains("..") {
            return Ok(None);
        }
        let call = Call::new(["rev-parse", "--verify", "--quiet", "--end-of-options"])
            .with(format!("{name}^{{commit}}"));
        let said = self.git().try_read(call)?;
        if said.success {
            // Before git 2.30 the separator itself was printed.
            return Ok(said.line().lines().last().and_then(CommitId::read));
        }
        match self.git().refusal("git rev-parse", &said.words) {
            GitFault::Trouble(GitTrouble::Said { .. }) => Ok(None),
            other => Err(other),
        }
    }

    /// Returns the last commit of the shared branch on a day, by the order of publication. Days
    /// are those of the clocks and time zones of those who committed.
    fn last_commit_of(&self, day: Day) -> Result<CommitId, GitFault> {
        let head = self.head()?.ok_or(GitTrouble::Unborn)?;
        let mut from = self.shared_tip()?.unwrap_or(head);
        'published: loop {
            let call = Call::new(["log", "-s", "-z", "--first-parent", "--no-show-signature"])
                .with("--format=%H%x1f%P%x1f%cI%x1f%s")
                .with("--end-of-options")
                .with(from.as_str())
                .with("--");
            let out = self.git().read(call)?;
            let text = String::from_utf8_lossy(&out);
            for line in text.split('\0') {
                let fields: Vec<&str> = line.splitn(4, '\u{1f}').collect();
                let [id, parents, moment, subject] = fields.as_slice() else {
                    continue;
                };
                let of: Option<Day> = moment.get(..10).and_then(|day| day.parse().ok());
                if of.is_some_and(|of| of <= day)
                    && let Some(id) = CommitId::read(id)
                {
                    return Ok(id);
                }
                if let Some(side) = published_side(parents, subject) {
                    from = side;
                    continue 'published;
                }
            }
            break;
        }
        Err(if self.is_shallow() {
            GitTrouble::Shallow.into()
        } else {
            GitTrouble::NothingYet(day).into()
        })
    }

    /// Returns the branch that the current one is exchanged with, as far as it is known here; `None` if there is
    /// none.
    fn shared_tip(&self) -> Result<Option<CommitId>, GitFault> {
        if self.is_detached() {
            return Ok(None);
        }
        match self.upstream() {
            Ok(upstream) => match upstream.tracking() {
                Some(name) => self.commit_called(&name),
                None => Ok(None),
            },
            Err(GitFault::Trouble(GitTrouble::Detached | GitTrouble::NoRemote { .. })) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

/// Returns the published side of a merge if it is not the first: `git pull` puts what it fetched second.
fn published_side(parents: &str, subject: &str) -> Option<CommitId> {
    let is_pull = subject.starts_with("Merge remote-tracking branch '")
        || (subject.starts_with("Merge branch '") && subject.contains("' of "));
    let mut parents = parents.split(' ');
    let second = parents.nth(1).filter(|_| is_pull)?;
    CommitId::read(second)
}

/// Returns the time of a commit by its committer's clock.
pub(crate) fn committed_at(commit: &Object) -> Option<DateTime<FixedOffset>> {
    let head = commit.bytes.split(|byte| *byte == b'\n');
    let line = head
        .take_while(|line| !line.is_empty())
        .find(|line| line.starts_with(b"committer "))?;
    moment_of_ident(&String::from_utf8_lossy(line))
}

/// Parses the time behind a name and an address: `甲 <a@b> 1700000000 +0800`.
pub(crate) fn moment_of_ident(ident: &str) -> Option<DateTime<FixedOffset>> {
    let (_, when) = ident.rsplit_once('>')?;
    let (seconds, zone) = when.trim().split_once(' ')?;
    let zone: i32 = zone.parse().ok()?;
    let zone = FixedOffset::east_opt((zone / 100 * 60 + zone % 100) * 60)?;
    Some(DateTime::from_timestamp(seconds.parse().ok()?, 0)?.with_timezone(&zone))
}

/// Returns whether a revision is the all-zero id that a host passes for a new branch.
fn is_nothing(text: &str) -> bool {
    text.len() >= 7 && text.bytes().all(|c| c == b'0')
}

/// Parses a day as it is typed, and nothing else that git might take for a date.
pub(crate) fn day(text: &str) -> Option<Day> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, c)| match at {
            4 | 7 => c == b'-',
            _ => c.is_ascii_digit(),
        });
    shaped.then(|| text.parse().ok()).flatten()
}
