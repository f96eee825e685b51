use std::path::Path;

use chrono::{DateTime, FixedOffset};

use crate::review::Author;

use super::paths::argument;
use super::process::Call;
use super::{CommitId, GitFault, Repository};

/// A commit: who recorded what, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// What it came from; several for a merge.
    pub parents: Vec<CommitId>,
    /// Who made the change.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// When it was made.
    pub authored: Option<DateTime<FixedOffset>>,
    /// When it was recorded.
    pub committed: Option<DateTime<FixedOffset>>,
    /// The whole message.
    pub message: String,
}

impl Commit {
    /// Returns who made the commit, as a review compares persons.
    pub(crate) fn as_author(&self) -> Author {
        Author {
            name: self.author.clone(),
            email: self.email.clone(),
        }
    }
}

impl Commit {
    /// The first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// A change of one file by one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// Which commit.
    pub commit: Commit,
    /// What the file was called after it, from the repository's top.
    pub path: String,
    /// Its contents before; `None` where the commit made it.
    pub before: Option<String>,
    /// Its contents after; `None` where the commit removed it.
    pub after: Option<String>,
}

const FIELDS: &str = "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%B";
const FIELD_COUNT: usize = 7;

impl Repository {
    /// One commit.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn commit(&self, id: &CommitId) -> Result<Commit, GitFault> {
        let call = log()
            .with("-s")
            .with("--max-count=1")
            .with("--end-of-options");
        let out = self.git().read(call.with(id.as_str()).with("--"))?;
        parse(&out)
            .pop()
            .map(|(commit, _)| commit)
            .ok_or_else(|| GitFault::UnknownRevision(id.to_string()))
    }

    /// The commits that `to` has and `from` has not, newest first; those that touch any of the paths (inside the folder
    /// of plans), or all. At most `limit`.
    ///
    /// # Errors
    /// Where a path leads out of the folder, or git cannot be asked.
    pub fn commits(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
        paths: &[&Path],
        limit: usize,
    ) -> Result<Vec<Commit>, GitFault> {
        let mut call = log()
            .with("-s")
            .with(format!("--max-count={limit}"))
            .with("--end-of-options")
            .with(to.as_str());
        if let Some(from) = from {
            call = call.with(format!("^{from}"));
        }
        call = call.with("--");
        for path in paths {
            call = call.with(argument(&self.path_of(path)?));
        }
        let out = self.git().read(call)?;
        Ok(parse(&out).into_iter().map(|(commit, _)| commit).collect())
    }

    /// The commits that changed one file (its path inside the folder of plans), newest first, also under the names it
    /// had before. At most `limit`. The contents are read with [`Repository::contents`].
    ///
    /// # Errors
    /// Where the path leads out of the folder, or git cannot be asked.
    pub fn versions_of(
        &self,
        to: &CommitId,
        path: &Path,
        limit: usize,
    ) -> Result<Vec<FileVersion>, GitFault> {
        let call = log()
            .with("--raw")
            .with("--no-abbrev")
            .with("--follow")
            .with("--find-renames")
            .with(format!("--max-count={limit}"))
            .with("--end-of-options")
            .with(to.as_str())
            .with("--")
            .with(argument(&self.path_of(path)?));
        let out = self.git().read(call)?;
        Ok(parse(&out)
            .into_iter()
            .flat_map(|(commit, changes)| {
                changes.into_iter().map(move |change| FileVersion {
                    commit: commit.clone(),
                    path: change.path,
                    before: change.before,
                    after: change.after,
                })
            })
            .collect())
    }
}

fn log() -> Call<'static> {
    Call::new([
        "log",
        "-z",
        "--no-show-signature",
        "--no-ext-diff",
        "--no-textconv",
        "--no-notes",
        FIELDS,
    ])
}

struct RawChange {
    before: Option<String>,
    after: Option<String>,
    path: String,
}

/// Reads fields that NUL bytes end, and between them the records of changed files.
fn parse(out: &[u8]) -> Vec<(Commit, Vec<RawChange>)> {
    let mut found: Vec<(Commit, Vec<RawChange>)> = Vec::new();
    let mut tokens = out
        .split(|byte| *byte == 0)
        .map(|token| String::from_utf8_lossy(token).into_owned())
        .peekable();
    while let Some(token) = tokens.next() {
        let record = token.trim_start_matches('\n');
        if let Some(raw) = record.strip_prefix(':') {
            let mut words = raw.split(' ').skip(2);
            let mut word = || words.next().unwrap_or_default();
            let (before, after, kind) = (word(), word(), word());
            let mut path = tokens.next().unwrap_or_default();
            if kind.starts_with(['R', 'C']) {
                path = tokens.next().unwrap_or_default();
            }
            if let Some((_, changes)) = found.last_mut() {
                changes.push(RawChange {
                    before: contents_id(before),
                    after: contents_id(after),
                    path,
                });
            }
            continue;
        }
        let Some(id) = CommitId::read(record) else {
            continue;
        };
        let fields: Vec<String> = tokens.by_ref().take(FIELD_COUNT - 1).collect();
        let [parents, author, email, authored, committed, message] = fields.as_slice() else {
            break;
        };
        let commit = Commit {
            id,
            parents: parents.split(' ').filter_map(CommitId::read).collect(),
            author: author.clone(),
            email: email.clone(),
            authored: DateTime::parse_from_rfc3339(authored).ok(),
            committed: DateTime::parse_from_rfc3339(committed).ok(),
            message: message.trim_end().to_owned(),
        };
        found.push((commit, Vec::new()));
    }
    found
}

fn contents_id(id: &str) -> Option<String> {
    (!id.bytes().all(|c| c == b'0')).then(|| id.to_owned())
}
