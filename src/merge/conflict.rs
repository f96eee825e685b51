//! Conflicts, and the choice between the sides.

use super::items::ItemName;

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
    /// Another value: TOML, or the plain words of a string.
    Text(String),
}

impl Conflict {
    /// Returns the key of the field; `None` if the conflict is about something whole.
    pub fn field(&self) -> Option<&str> {
        match &self.subject {
            ConflictSubject::Field(key) => Some(key),
            ConflictSubject::Item | ConflictSubject::File | ConflictSubject::Plan => None,
        }
    }

    /// Returns whether both conflicts are about the same thing.
    pub fn is_at(&self, other: &Self) -> bool {
        self.item == other.item && self.subject == other.subject
    }
}
