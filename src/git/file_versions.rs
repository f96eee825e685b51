//! Commits, and a file as each left it.

use std::path::Path;

use chrono::{DateTime, FixedOffset};

use crate::review::Author;
use crate::text::GitTrouble;

use super::paths::argument;
use super::process::Call;
use super::{CommitId, GitFault, Repository};

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// Its parents; several for a merge.
    pub parents: Vec<CommitId>,
    /// The author's name.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// The time of the change.
    pub authored: Option<DateTime<FixedOffset>>,
    /// The time of the commit.
    pub committed: Option<DateTime<FixedOffset>>,
    /// The whole message.
    pub message: String,
}

/// Which commits of merged sides are listed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Walk {
    /// Without those of a side that a merge left out.
    WhatHolds,
    /// Of all sides, with the merges.
    AllSides,
    /// Of all sides; the parents of each are the last of them before it.
    Joined,
}

impl Commit {
    /// Returns the authors of the commit: its author, and the co-authors that a host names when it squashes several
    /// people's commits.
    pub(crate) fn as_authors(&self) -> Vec<Author> {
        let mut authors = vec![Author {
            name: self.author.clone(),
            email: self.email.clone(),
        }];
        for line in self.message.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let Some((name, email)) = value.trim().trim_end_matches('>').split_once('<') else {
                continue;
            };
            let other = Author {
                name: name.trim().to_owned(),
                email: email.trim().to_owned(),
            };
            if key.trim().eq_ignore_ascii_case("co-authored-by")
                && !authors.iter().any(|known| known.is(&other))
            {
                authors.push(other);
            }
        }
        authors
    }

    /// Returns when it was authored, to the minute; empty if that is unknown.
    pub fn minute(&self) -> String {
        let authored = self.authored;
        authored.map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M").to_string())
    }

    /// Returns the first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

const FIELDS: &str = "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%B";
const FIELD_COUNT: usize = 7;

impl Repository {
    /// Returns a commit.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn commit(&self, id: &CommitId) -> Result<Commit, GitFault> {
        let call = log()
            .with("-s")
            .with("--max-count=1")
            .with("--end-of-options");
        let out = self.git().read(call.with(id.as_str()).with("--"))?;
        parse(&out)
            .pop()
            .ok_or_else(|| GitTrouble::UnknownRevision(id.to_string()).into())
    }

    /// Returns the commits of `to` that `from` lacks, newest first: all, or those that touch one of the paths (inside
    /// the folder of plans), at most `limit`.
    ///
    /// # Errors
    /// Fails if a path leads out of the folder, or git cannot be asked.
    pub fn commits(
        &self,
        from: Option<&CommitId>,
        to: &CommitId,
        paths: &[&Path],
        limit: usize,
    ) -> Result<Vec<Commit>, GitFault> {
        let paths: Result<Vec<Vec<u8>>, GitFault> =
            paths.iter().map(|path| self.path_of(path)).collect();
        self.commits_at(Walk::WhatHolds, from, to, &paths?, limit)
    }

    /// Returns such commits for paths from the repository's top. A commit never precedes one that was made on top of
    /// it, whatever the clocks said.
    pub(crate) fn commits_at<'c>(
        &self,
        walk: Walk,
        from: impl IntoIterator<Item = &'c CommitId>,
        to: &CommitId,
        paths: &[Vec<u8>],
        limit: usize,
    ) -> Result<Vec<Commit>, GitFault> {
        let log = match walk {
            Walk::WhatHolds => log(),
            Walk::AllSides => log().with("--full-history"),
            Walk::Joined => log().with("--simplify-merges"),
        };
        let mut call = log
            .with("-s")
            .with("--date-order")
            .with(format!("--max-count={limit}"))
            .with("--end-of-options")
            .with(to.as_str());
        for from in from {
            call = call.with(format!("^{from}"));
        }
        call = call.with("--");
        for path in paths {
            call = call.with(argument(path));
        }
        Ok(parse(&self.git().read(call)?))
    }
}

fn log() -> Call<'static> {
    Call::new([
        "log", "-z", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-notes", FIELDS,
    ])
}

/// Parses fields that end with NUL bytes.
fn parse(out: &[u8]) -> Vec<Commit> {
    let mut found = Vec::new();
    let mut tokens = out
        .split(|byte| *byte == 0)
        .map(|token| String::from_utf8_lossy(token).into_owned());
    while let Some(token) = tokens.next() {
        let Some(id) = CommitId::read(token.trim_start_matches('\n')) else {
            continue;
        };
        let fields: Vec<String> = tokens.by_ref().take(FIELD_COUNT - 1).collect();
        let [parents, author, email, authored, committed, message] = fields.as_slice() else {
            break;
        };
        found.push(Commit {
            id,
            parents: parents.split(' ').filter_map(CommitId::read).collect(),
            author: author.clone(),
            email: email.clone(),
            authored: DateTime::parse_from_rfc3339(authored).ok(),
            committed: DateTime::parse_from_rfc3339(committed).ok(),
            message: message.trim_end().to_owned(),
        });
    }
    found
}
