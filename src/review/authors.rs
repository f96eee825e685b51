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
    /// Whether both are one person: the same name, or the same address.
    pub fn is(&self, other: &Self) -> bool {
        let same = |a: &str, b: &str| {
            let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
            !a.is_empty() && a == b
        };
        same(&self.name, &other.name) || same(&self.email, &other.email)
    }
}

/// Who wrote which entry of a log, learnt from the commits that brought them.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    by_entry: HashMap<(String, String), Author>,
}

impl Authors {
    /// Takes in one commit, oldest first: every entry that `before` does not have is its author's.
    pub fn learn(&mut self, before: &Version, after: &Version, author: &Author) {
        let logs = &after.progress.milestones;
        for (id, log) in logs {
            let known = before.progress.log(id);
            for entry in log {
                if known.iter().any(|old| old.source == entry.source) {
                    continue;
                }
                let key = (id.clone(), entry_text(entry));
                if self.by_entry.contains_key(&key) {
                    continue;
                }
                // Under a renumbered item its entries are still those of who wrote them.
                let moved = before
                    .progress
                    .milestones
                    .iter()
                    .filter(|(old, _)| !logs.contains_key(*old))
                    .find(|(_, log)| log.iter().any(|old| entry_text(old) == key.1))
                    .and_then(|(old, _)| self.by_entry.get(&(old.clone(), key.1.clone())))
                    .cloned();
                self.by_entry
                    .insert(key, moved.unwrap_or_else(|| author.clone()));
            }
        }
    }

    /// Who wrote an entry of a milestone's log, where that is known.
    pub fn of(&self, log: &str, entry: &Entry) -> Option<&Author> {
        self.by_entry.get(&(log.to_owned(), entry_text(entry)))
    }

    /// Whether one person wrote both. On a shared account (the entries name different persons) the address says
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
