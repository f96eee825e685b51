//! Finds a path in a tree, following links as long as they stay in the tree.

use std::collections::{BTreeMap, VecDeque};

use super::homes::Scope;
use super::objects::{
    EntryKind, Object, ObjectId, ObjectKind, TreeEntry, tree_entries, tree_of_commit,
};
use super::paths::joined;
use super::process::Call;
use super::{CommitId, GitFault, Repository};

/// The most links that are followed.
const LINKS: usize = 16;

/// The object at a path of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundInTree {
    /// Its real path from the top.
    pub(crate) path: Vec<u8>,
    /// Its id.
    pub(crate) id: ObjectId,
    /// Whether it is a folder, not a plain file.
    pub(crate) is_folder: bool,
}

/// A plan's folder that lies in a submodule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InSubmodule {
    /// The submodule's path from the top.
    pub(crate) submodule: Vec<u8>,
    /// Its commit.
    pub(crate) commit: CommitId,
    /// The folder's path in it.
    pub(crate) path: Vec<u8>,
}

/// The end of a path of a tree.
enum Reached {
    /// A file or folder of the tree.
    Object(FoundInTree),
    /// The path goes on in a submodule.
    Submodule(InSubmodule),
    /// Nothing, or a link leads out of the tree.
    Nothing,
}

impl Repository {
    /// Returns the plans of a tree that lie in submodules, by id.
    pub(crate) fn submodules_in(
        &self,
        tree: &str,
    ) -> Result<BTreeMap<String, InSubmodule>, GitFault> {
        let mut found = BTreeMap::new();
        let Scope::Folder(prefix) = self.scope() else {
            return Ok(found);
        };
        let Some(folder) = self.find_in(tree, prefix)?.filter(|found| found.is_folder) else {
            return Ok(found);
        };
        for listing in self.objects_of(&[folder.id.as_str()])? {
            for entry in tree_entries(&listing) {
                if !matches!(entry.kind, EntryKind::Link | EntryKind::Submodule) {
                    continue;
                }
                let path = joined(&folder.path, &entry.name);
                if let Reached::Submodule(inside) = self.walk(tree, &path)? {
                    found.insert(String::from_utf8_lossy(&entry.name).into_owned(), inside);
                }
            }
        }
        Ok(found)
    }

    /// Lists the files of a tree or commit at wanted paths, each by its path from the top.
    pub(crate) fn entries_at(
        &self,
        tree: &str,
        is_wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<TreeEntry>, GitFault> {
        let call = Call::new(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options"]);
        let out = self.git().read(call.with(tree))?;
        let lines = out.split(|byte| *byte == 0);
        Ok(lines
            .filter_map(|line| listed_entry(line, &is_wanted))
            .collect())
    }

    /// Finds the object at a path of a tree or commit. `None` if there is none, or if a link leads out of the tree or
    /// into a submodule.
    pub(crate) fn find_in(&self, tree: &str, path: &[u8]) -> Result<Option<FoundInTree>, GitFault> {
        Ok(match self.walk(tree, path)? {
            Reached::Object(found) => Some(found),
            Reached::Submodule(_) | Reached::Nothing => None,
        })
    }

    /// Follows a path of a tree or commit as far as it leads.
    fn walk(&self, tree: &str, path: &[u8]) -> Result<Reached, GitFault> {
        let root = self.tree_called(tree)?;
        let mut inside: Vec<(Vec<u8>, Object)> = Vec::new();
        let mut left: VecDeque<Vec<u8>> = parts(path).collect();
        let mut links = 0;
        while let Some(name) = left.pop_front() {
            match name.as_slice() {
                b"" | b"." => continue,
                b".." => {
                    if inside.pop().is_none() {
                        return Ok(Reached::Nothing);
                    }
                    continue;
                }
                _ => {}
            }
            let folder = inside.last().map_or(&root, |(_, folder)| folder);
            let entry = tree_entries(folder)
                .into_iter()
                .find(|entry| entry.name == name);
            let Some(entry) = entry else {
                return Ok(Reached::Nothing);
            };
            let path = joined(&way(&inside), &name);
            if entry.kind == EntryKind::Link {
                links += 1;
                let target = self.objects_of(&[entry.id.as_str()])?;
                let target = target.first().map_or(&[][..], |link| &link.bytes);
                if links > LINKS || target.is_empty() || target.starts_with(b"/") {
                    return Ok(Reached::Nothing);
                }
                for part in parts(target).collect::<Vec<_>>().into_iter().rev() {
                    left.push_front(part);
                }
            } else if entry.kind == EntryKind::Folder {
                let folder = self.objects_of(&[entry.id.as_str()])?;
                inside.extend(folder.into_iter().map(|folder| (name.clone(), folder)));
            } else if entry.kind == EntryKind::File && left.is_empty() {
                return Ok(Reached::Object(FoundInTree {
                    path,
                    id: entry.id,
                    is_folder: false,
                }));
            } else if entry.kind == EntryKind::Submodule {
                let rest: Vec<Vec<u8>> = left.into_iter().collect();
                return Ok(Reached::Submodule(InSubmodule {
                    submodule: path,
                    commit: CommitId(entry.id),
                    path: rest.join(&b'/'),
                }));
            } else {
                return Ok(Reached::Nothing);
            }
        }
        let id = inside.last().map_or(&root, |(_, folder)| folder).id.clone();
        Ok(Reached::Object(FoundInTree {
            path: way(&inside),
            id,
            is_folder: true,
        }))
    }

    fn tree_called(&self, name: &str) -> Result<Object, GitFault> {
        let found = self.object(name)?.ok_or_else(|| self.git().missing(name))?;
        if found.kind != ObjectKind::Commit {
            return Ok(found);
        }
        let tree = tree_of_commit(&found).ok_or_else(|| self.git().missing(name))?;
        self.object(tree.as_str())?
            .ok_or_else(|| self.git().missing(tree.as_str()))
    }
}

/// Parses a line of `git ls-tree`, as `100644 blob ID<TAB>PATH`, if its path is wanted.
fn listed_entry(line: &[u8], is_wanted: impl Fn(&[u8]) -> bool) -> Option<TreeEntry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let name = Some(&line[tab + 1..]).filter(|path| is_wanted(path))?;
    let mut words = std::str::from_utf8(&line[..tab]).ok()?.split(' ');
    Some(TreeEntry {
        kind: EntryKind::of_mode(words.next()?.as_bytes()),
        id: ObjectId::read(words.next_back()?)?,
        name: name.to_vec(),
    })
}

fn parts(path: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    path.split(|byte| *byte == b'/').map(<[u8]>::to_vec)
}

fn way(inside: &[(Vec<u8>, Object)]) -> Vec<u8> {
    let names: Vec<&[u8]> = inside.iter().map(|(name, _)| name.as_slice()).collect();
    names.join(&b'/')
}
