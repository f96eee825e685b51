use std::collections::HashMap;

use crate::plan::Entry;
use crate::store::entry_text;

use super::Version;

/// Who wrote which entry of a log, learnt from the commits that brought them.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    by_entry: HashMap<(String, String), String>,
}

impl Authors {
    /// Takes in one commit, oldest first: every entry that `before` does not have is its author's.
    pub fn learn(&mut self, before: &Version, after: &Version, author: &str) {
        let logs = &after.progress.milestones;
        for (id, log) in logs {
            let known = before.progress.log(id);
            for entry in log {
                let key = (id.clone(), entry_text(entry));
                if self.by_entry.contains_key(&key) {
                    continue;
                }
                if known.iter().any(|old| old.source == entry.source) {
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
                    .insert(key, moved.unwrap_or_else(|| author.to_owned()));
            }
        }
    }

    /// Who wrote an entry of a milestone's log, where that is known.
    pub fn of(&self, log: &str, entry: &Entry) -> Option<&str> {
        self.by_entry
            .get(&(log.to_owned(), entry_text(entry)))
            .map(String::as_str)
    }
}
