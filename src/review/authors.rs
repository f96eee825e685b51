use std::collections::HashMap;

use crate::plan::Entry;
use crate::store::entry_text;

use crate::diff::Version;

/// Who made a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The address; empty where there is none.
    pub email: String,
}

impl Author {
    /// Returns whether both are one person: the same name, or the same address.
    pub fn is(&self, other: &Self) -> bool {
        let same = |a: &str, b: &str| {
            let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
            !a.is_empty() && a == b
        };
        same(&self.name, &other.name) || same(&self.email, &other.email)
    }
}

/// Who wrote an entry: who made the commit that brought it, and with whom.
#[derive(Clone, Debug)]
struct EntryOrigin {
    /// Several where the commit names co-authors: then it may be any of them.
    authors: Vec<Author>,
    /// Which commit, counted as they were learnt.
    commit: usize,
}

/// Who wrote which entry of a log, learnt from the commits that brought them.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    by_entry: HashMap<(String, String), EntryOrigin>,
    commits: usize,
}

impl Authors {
    /// Takes in one commit, oldest first: every entry that `before` does not have is its author's.
    pub fn learn(&mut self, before: &Version, after: &Version, author: &Author) {
        self.learn_all(&[before], after, std::slice::from_ref(author));
    }

    /// Takes in one commit that may join several versions, and may have several authors: every entry that none of those
    /// before has is theirs.
    pub fn learn_all(&mut self, before: &[&Version], after: &Version, authors: &[Author]) {
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
                // Under a renumbered item its entries are still those of who wrote them.
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

    /// Returns who wrote an entry of a milestone's log, where that is known.
    pub fn of(&self, log: &str, entry: &Entry) -> Option<&Author> {
        match self.origin(log, entry)?.authors.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Returns whether both came in one commit, as after a squash: its one author may stand for two people.
    pub(crate) fn came_together(&self, log: &str, a: &Entry, b: &Entry) -> bool {
        let both = self.origin(log, a).zip(self.origin(log, b));
        both.is_some_and(|(a, b)| a.commit == b.commit)
    }

    /// Returns whether one person wrote both. On a shared account (the entries name different persons) the address says
    /// nothing.
    pub(crate) fn are_one(&self, log: &str, a: &Entry, b: &Entry) -> bool {
        let (Some(first), Some(second)) = (self.of(log, a), self.of(log, b)) else {
            return false;
        };
        let share_an_account = a.who.is_some() && b.who.is_some() && a.who != b.who;
        if share_an_account {
            first.name == second.name
        } else {
            first.is(second)
        }
    }
}
