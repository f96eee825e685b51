use std::fmt;

use chrono::Days;

use crate::plan::Day;

use super::process::Call;
use super::{GitFault, Repository};

/// A commit by its full id; only ever made from what git answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(String);

impl CommitId {
    /// Takes a line of git's for an id, if it is one.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let line = line.trim_end();
        let is_id = matches!(line.len(), 40 | 64) && line.bytes().all(|c| c.is_ascii_hexdigit());
        is_id.then(|| Self(line.to_owned()))
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people write it.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Two versions to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The older.
    pub from: CommitId,
    /// The newer; `None` is what is on disk.
    pub to: Option<CommitId>,
}

impl Repository {
    /// The commit that HEAD names; `None` on a branch without one.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn head(&self) -> Result<Option<CommitId>, GitFault> {
        let found = self.object("HEAD")?;
        Ok(found
            .filter(|head| head.kind == "commit")
            .map(|head| head.id))
    }

    /// The commit that `text` names: a day (`2024-06-30` is the last commit of that day or before it, by the commit's
    /// own clock), else a revision as git knows it.
    ///
    /// # Errors
    /// Where there is none.
    pub fn resolve(&self, text: &str) -> Result<CommitId, GitFault> {
        if let Some(day) = day(text) {
            return self.last_commit_of(day);
        }
        if let Some(id) = self.commit_called(text)? {
            return Ok(id);
        }
        Err(if self.head()?.is_none() {
            GitFault::Unborn
        } else if self.is_shallow() && (text.contains('~') || text.contains('^')) {
            GitFault::Shallow
        } else {
            GitFault::UnknownRevision(text.to_owned())
        })
    }

    /// The versions that `text` names: `A..B`, `A..` (to HEAD), `A...B` (from where they parted), or `A` (to what is on
    /// disk). Either may be a day.
    ///
    /// # Errors
    /// Where one of them does not exist.
    pub fn range(&self, text: &str) -> Result<Range, GitFault> {
        let or_head = |text: &str| {
            if text.is_empty() {
                self.resolve("HEAD")
            } else {
                self.resolve(text)
            }
        };
        if let Some((from, to)) = text.split_once("...") {
            let (from, to) = (or_head(from)?, or_head(to)?);
            let from = self.merge_base(&from, &to)?.ok_or(GitFault::Unrelated)?;
            return Ok(Range { from, to: Some(to) });
        }
        if let Some((from, to)) = text.split_once("..") {
            return Ok(Range {
                from: or_head(from)?,
                to: Some(or_head(to)?),
            });
        }
        Ok(Range {
            from: self.resolve(text)?,
            to: None,
        })
    }

    /// Where two histories parted; `None` where they never met.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone has too little of the history to know.
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
            Err(GitFault::Shallow)
        } else {
            Ok(None)
        }
    }

    /// The commit git knows by this name.
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
            GitFault::Said { .. } => Ok(None),
            other => Err(other),
        }
    }

    fn last_commit_of(&self, day: Day) -> Result<CommitId, GitFault> {
        const AT_A_TIME: usize = 1000;
        let head = self.head()?.ok_or(GitFault::Unborn)?;
        // Two days later it is past midnight everywhere.
        let until = day.checked_add_days(Days::new(2)).unwrap_or(day);
        for skip in (0..).step_by(AT_A_TIME) {
            let call = Call::new([
                "log",
                "-s",
                "-z",
                "--first-parent",
                "--no-show-signature",
                "--format=%H %cI",
            ])
            .with(format!("--until={until}T00:00:00Z"))
            .with(format!("--max-count={AT_A_TIME}"))
            .with(format!("--skip={skip}"))
            .with("--end-of-options")
            .with(head.as_str())
            .with("--");
            let out = self.git().read(call)?;
            let text = String::from_utf8_lossy(&out);
            let lines: Vec<&str> = text.split('\0').filter(|line| !line.is_empty()).collect();
            let found = lines.iter().find_map(|line| {
                let (id, moment) = line.split_once(' ')?;
                let of: Day = moment.get(..10)?.parse().ok()?;
                (of <= day).then(|| CommitId::read(id)).flatten()
            });
            if let Some(found) = found {
                return Ok(found);
            }
            if lines.len() < AT_A_TIME {
                break;
            }
        }
        Err(if self.is_shallow() {
            GitFault::Shallow
        } else {
            GitFault::NothingYet(day)
        })
    }
}

/// A day as it is typed; nothing else that git might take for a date.
fn day(text: &str) -> Option<Day> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, c)| match at {
            4 | 7 => c == b'-',
            _ => c.is_ascii_digit(),
        });
    shaped.then(|| text.parse().ok()).flatten()
}
