//! Conflicts, and the choice between the sides.

use super::items::ItemName;
use crate::text::SharedId;

/// A conflict: something both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The item, outermost first: an action, then its milestone. Empty for the start of the file.
    pub item: Vec<ItemName>,
    /// The titles of the items in `item`; empty for one without a title or name.
    pub titles: Vec<String>,
    /// The part that differs.
    pub subject: ConflictSubject,
    /// The base value as TOML.
    pub base: Option<String>,
    /// Our value; `None` if we removed it.
    pub ours: Option<String>,
    /// Their value; `None` if they removed it.
    pub theirs: Option<String>,
}

/// The subject of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConflictSubject {
    /// A field of the item, by its key.
    Field(String),
    /// The whole item, which one side removed and the other changed.
    Item,
    /// The id that two different items have, which both sides added. The values are their titles.
    SharedId {
        /// The next id that is free.
        next: String,
    },
    /// The whole file, which cannot be merged item by item.
    File,
    /// The whole plan or log, which one side deleted and the other changed.
    Plan,
}

/// The choice in a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Our side.
    Ours,
    /// Their side.
    Theirs,
    /// Another value: TOML, or the plain words of a string. Of a shared id: another id for their item, or the same if
    /// both are one item.
    Text(String),
}

impl Conflict {
    /// Returns the key of the field; `None` if the conflict is about something whole.
    pub fn field(&self) -> Option<&str> {
        match &self.subject {
            ConflictSubject::Field(key) => Some(key),
            ConflictSubject::Item
            | ConflictSubject::SharedId { .. }
            | ConflictSubject::File
            | ConflictSubject::Plan => None,
        }
    }

    /// Returns the id that two items have, with their titles.
    pub fn shared_id(&self) -> Option<SharedId> {
        let ConflictSubject::SharedId { .. } = self.subject else {
            return None;
        };
        let ids: Vec<&str> = self.item.iter().map(|item| item.id.as_str()).collect();
        let titles = [&self.ours, &self.theirs];
        Some(SharedId {
            id: ids.join("/"),
            titles: titles.map(|title| title.clone().unwrap_or_default()),
        })
    }

    /// Returns whether both conflicts are about the same thing.
    pub fn is_at(&self, other: &Self) -> bool {
        self.item == other.item && self.subject == other.subject
    }
}
