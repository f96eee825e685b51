//! The authors of commits, and of the entries that these added.

use std::collections::HashMap;

use crate::plan::Entry;
use crate::store::entry_text;

use crate::diff::Version;

/// The author of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The email address; empty if unknown.
    pub email: String,
}

impl Author {
    /// Returns whether both have the same name or the same address.
    pub fn is(&self, other: &Self) -> bool {
        let same = |a: &str, b: &str| {
            let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
            !a.is_empty() && a == b
        };
        same(&self.name, &other.name) || same(&self.email, &other.email)
    }
}

/// The origin of an entry: the authors of the commit that added it.
#[derive(Clone, Debug)]
struct EntryOrigin {
    /// Several if the commit names co-authors, any of whom may have written it.
    authors: Vec<Author>,
    /// The commit, numbered in the order learnt.
    commit: usize,
}

/// The authors of log entries, learnt from the commits that added them.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    by_entry: HashMap<(String, String), EntryOrigin>,
    commits: usize,
}

impl Authors {
    /// Learns a commit, oldest first, possibly a merge or with several authors: every entry in none of
    /// `before` is by them.
    pub fn learn(&mut self, before: &[&Version], after: &Version, authors: &[Author]) {
        self.commits += 1;
        let logs = &after.progress.milestones;
        for (id, log) in logs {
            for entry in log {
                let is_known = before.iter().any(|version| {
                    let known = version.progress.log(id);
                    known.iter().any(|old| old.source == entry.source)
                });
                if is_known {
                    continue;
                }
                let key = (id.clone(), entry_text(entry));
                if self.by_entry.contains_key(&key) {
                    continue;
                }
                // Entries of a renumbered action keep their authors.
                let moved = before
                    .iter()
                    .flat_map(|version| &version.progress.milestones)
                    .filter(|(old, _)| !logs.contains_key(*old))
                    .find(|(_, log)| log.iter().any(|old| entry_text(old) == key.1))
                    .and_then(|(old, _)| self.by_entry.get(&(old.clone(), key.1.clone())))
                    .cloned();
                let origin = moved.unwrap_or_else(|| EntryOrigin {
                    authors: authors.to_vec(),
                    commit: self.commits,
                });
                self.by_entry.insert(key, origin);
            }
        }
    }

    fn origin(&self, log: &str, entry: &Entry) -> Option<&EntryOrigin> {
        self.by_entry.get(&(log.to_owned(), entry_text(entry)))
    }

    /// Returns the author of an entry, if exactly one is known.
    pub fn of(&self, log: &str, entry: &Entry) -> Option<&Author> {
        match self.origin(log, entry)?.authors.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Returns whether both came in one commit, as after a squash, whose author may represent two people.
    pub(crate) fn came_together(&self, log: &str, a: &Entry, b: &Entry) -> bool {
        let both = self.origin(log, a).zip(self.origin(log, b));
        both.is_some_and(|(a, b)| a.commit == b.commit)
    }

    /// Returns the name of the person who wrote both, if it was one. On a shared account, where the entries name
    /// different persons, only the name counts; where they name the same one, that is enough.
    pub(crate) fn one_author<'a>(&'a self, log: &str, a: &Entry, b: &'a Entry) -> Option<&'a str> {
        fn named(entry: &Entry) -> Option<&str> {
            let who = entry.who.as_deref().map(str::trim);
            who.filter(|who| !who.is_empty())
        }
        if let (Some(first), Some(second)) = (named(a), named(b))
            && first.to_lowercase() == second.to_lowercase()
        {
            return Some(second);
        }
        let (first, second) = (self.of(log, a)?, self.of(log, b)?);
        let share_an_account = a.who.is_some() && b.who.is_some() && a.who != b.who;
        let is_one = if share_an_account {
            first.name == second.name
        } else {
            first.is(second)
        };
        is_one.then_some(second.name.as_str())
    }
}
