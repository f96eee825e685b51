//! Reads objects through one `git cat-file` that runs as long as a repository is in use.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::GitFault;
use super::process::{Call, Conversation, Git};
use crate::plan::keyed;
use crate::store::hex;
use crate::text::GitTrouble;

/// The largest object read; plans are far smaller.
const FILE_LIMIT: usize = 32 << 20;

/// An object by its full id, always taken from git's output.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjectId(String);

impl ObjectId {
    /// Parses a line of git's output; `None` if it is not an id.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let line = line.trim_end();
        let is_id = matches!(line.len(), 40 | 64) && line.bytes().all(|c| c.is_ascii_hexdigit());
        is_id.then(|| Self(line.to_owned()))
    }

    /// Returns the full id.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object of git's store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    /// Its id.
    pub(crate) id: ObjectId,
    pub(crate) kind: ObjectKind,
    /// Its contents.
    pub(crate) bytes: Vec<u8>,
}

/// The kind of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Blob,
    Commit,
    /// A tree or a tag.
    Other,
}

/// An entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TreeEntry {
    /// Its name, without the folders around it.
    pub(crate) name: Vec<u8>,
    pub(crate) kind: EntryKind,
    /// The id of its object.
    pub(crate) id: ObjectId,
}

keyed! {
    /// The mode of a file in an index.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum FileMode {
        Regular = "100644",
        Executable = "100755",
        Link = "120000",
        Submodule = "160000",
    }
}

/// The kind of a tree's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    Folder,
    Submodule,
    Unknown,
}

impl EntryKind {
    pub(super) fn of_mode(mode: &[u8]) -> Self {
        match mode {
            b"100644" | b"100755" | b"100664" => Self::File,
            b"120000" => Self::Link,
            b"40000" => Self::Folder,
            b"160000" => Self::Submodule,
            _ => Self::Unknown,
        }
    }
}

/// The objects of a repository. They are asked for by id or as `HEAD`, never by a name that a
/// file or a user gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Objects(Arc<Mutex<Option<Conversation>>>);

impl Objects {
    /// Returns several objects at once; `None` for a missing one.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or an object is too large.
    pub(crate) fn get(&self, git: &Git, names: &[&str]) -> Result<Vec<Option<Object>>, GitFault> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = match &mut *held {
            Some(conversation) => answers(git, conversation, names),
            none => {
                let call = Call::new(["cat-file", "--batch"]);
                answers(git, none.insert(git.converse(&call)?), names)
            }
        };
        if found.is_err() {
            // The next answer would be to an earlier question.
            *held = None;
        }
        found
    }
}

fn answers(
    git: &Git,
    conversation: &mut Conversation,
    names: &[&str],
) -> Result<Vec<Option<Object>>, GitFault> {
    let mut questions = names.join("\n");
    questions.push('\n');
    conversation.ask(questions.as_bytes());
    names.iter().map(|_| answer(git, conversation)).collect()
}

fn answer(git: &Git, conversation: &mut Conversation) -> Result<Option<Object>, GitFault> {
    let gone =
        |conversation: &Conversation| git.refusal(conversation.name(), &conversation.complaint());
    let Some(head) = conversation.line()? else {
        return Err(gone(conversation));
    };
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut words = head.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (id, kind, size) = (word(), word(), word());
    let (Some(id), Ok(size)) = (ObjectId::read(id), size.parse::<usize>()) else {
        return Ok(None);
    };
    if size > FILE_LIMIT && kind == "blob" {
        return Err(GitTrouble::TooMuch(id.to_string()).into());
    }
    let Some(mut bytes) = conversation.bytes(size + 1)? else {
        return Err(gone(conversation));
    };
    bytes.pop();
    let kind = match kind {
        "blob" => ObjectKind::Blob,
        "commit" => ObjectKind::Commit,
        _ => ObjectKind::Other,
    };
    Ok(Some(Object { id, kind, bytes }))
}

/// Parses the entries of a tree; an id has as many bytes as the tree's own.
pub(crate) fn tree_entries(tree: &Object) -> Vec<TreeEntry> {
    let id_length = tree.id.as_str().len() / 2;
    let mut found = Vec::new();
    let mut rest = tree.bytes.as_slice();
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let Some(id) = rest.get(end + 1..end + 1 + id_length) else {
            break;
        };
        let head = &rest[..end];
        if let Some(space) = head.iter().position(|byte| *byte == b' ') {
            found.push(TreeEntry {
                kind: EntryKind::of_mode(&head[..space]),
                name: head[space + 1..].to_vec(),
                id: ObjectId(hex(id)),
            });
        }
        rest = &rest[end + 1 + id_length..];
    }
    found
}

/// Returns the blob id of these bytes, as long as nothing (line ends, a filter) changes them on the way in; `like` is
/// an id of the same repository.
pub(crate) fn blob_id(bytes: &[u8], like: &ObjectId) -> ObjectId {
    use sha1::Digest;
    let head = format!("blob {}\0", bytes.len());
    if like.0.len() == 64 {
        let digest = sha2::Sha256::new().chain_update(&head).chain_update(bytes);
        return ObjectId(hex(&digest.finalize()));
    }
    let digest = sha1::Sha1::new().chain_update(&head).chain_update(bytes);
    ObjectId(hex(&digest.finalize()))
}

/// Returns the tree of a commit.
pub(crate) fn tree_of_commit(commit: &Object) -> Option<ObjectId> {
    let line = commit.bytes.strip_prefix(b"tree ")?;
    let line = line.split(|byte| *byte == b'\n').next()?;
    ObjectId::read(std::str::from_utf8(line).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_contents_are_those_of_git() {
        for (bytes, length, id) in [
            (
                &b"test content\n"[..],
                40,
                "d670460b4b4aece5915caf5c68d12f560a9fe3e4",
            ),
            (b"", 40, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
            (
                b"",
                64,
                "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
            ),
        ] {
            let like = ObjectId("0".repeat(length));
            assert_eq!(blob_id(bytes, &like).as_str(), id);
        }
    }
}
