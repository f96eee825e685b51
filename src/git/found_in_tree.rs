//! Finds a path in a tree, following links as long as they stay in the tree.

use std::collections::{BTreeMap, VecDeque};

use super::homes::Scope;
use super::objects::{Object, tree_entries, tree_of_commit};
use super::paths::joined;
use super::{GitFault, Repository};

/// The mode of a submodule's entry in a tree.
const SUBMODULE: &str = "160000";

/// The most links that are followed.
const LINKS: usize = 16;

/// The object at a path of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundInTree {
    /// Its real path from the top.
    pub(crate) path: Vec<u8>,
    /// Its id.
    pub(crate) id: String,
    /// Whether it is a folder, not a plain file.
    pub(crate) is_folder: bool,
}

/// A plan's folder that lies in a submodule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InSubmodule {
    /// The submodule's path from the top.
    pub(crate) submodule: Vec<u8>,
    /// Its commit.
    pub(crate) commit: String,
    /// The folder's path in it.
    pub(crate) path: Vec<u8>,
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
                if !entry.is_link() && entry.mode != SUBMODULE {
                    continue;
                }
                let path = joined(&folder.path, &entry.name);
                if let Some(inside) = self.submodule_at(tree, &path)? {
                    found.insert(String::from_utf8_lossy(&entry.name).into_owned(), inside);
                }
            }
        }
        Ok(found)
    }

    /// Returns the submodule that a path of a tree leads into.
    fn submodule_at(&self, tree: &str, path: &[u8]) -> Result<Option<InSubmodule>, GitFault> {
        let mut left: VecDeque<Vec<u8>> = parts(path).collect();
        let mut way: Vec<Vec<u8>> = Vec::new();
        for _ in 0..64 {
            let Some(name) = left.pop_front() else {
                return Ok(None);
            };
            match name.as_slice() {
                b"" | b"." => continue,
                b".." => {
                    if way.pop().is_none() {
                        return Ok(None);
                    }
                    continue;
                }
                _ => {}
            }
            let around = way.join(&b'/');
            let Some(folder) = self.find_in(tree, &around)?.filter(|found| found.is_folder) else {
                return Ok(None);
            };
            let listing = self.objects_of(&[folder.id.as_str()])?;
            let entry = listing
                .iter()
                .flat_map(tree_entries)
                .find(|entry| entry.name == name);
            let Some(entry) = entry else {
                return Ok(None);
            };
            if entry.mode == SUBMODULE {
                let rest: Vec<Vec<u8>> = left.into_iter().collect();
                return Ok(Some(InSubmodule {
                    submodule: joined(&around, &name),
                    commit: entry.id,
                    path: rest.join(&b'/'),
                }));
            }
            if entry.is_link() {
                let target = self.objects_of(&[entry.id.as_str()])?;
                let target = target.first().map_or(&[][..], |link| &link.bytes);
                if target.is_empty() || target.starts_with(b"/") {
                    return Ok(None);
                }
                for part in parts(target).collect::<Vec<_>>().into_iter().rev() {
                    left.push_front(part);
                }
            } else if entry.is_folder() {
                way.push(name);
            } else {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Finds the object at a path of a tree or commit. `None` if there is none, or if a link leads out of the tree or
    /// into a submodule.
    pub(crate) fn find_in(&self, tree: &str, path: &[u8]) -> Result<Option<FoundInTree>, GitFault> {
        let root = self.tree_called(tree)?;
        let mut inside: Vec<(Vec<u8>, Object)> = Vec::new();
        let mut left: VecDeque<Vec<u8>> = parts(path).collect();
        let mut links = 0;
        while let Some(name) = left.pop_front() {
            match name.as_slice() {
                b"" | b"." => continue,
                b".." => {
                    if inside.pop().is_none() {
                        return Ok(None);
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
                return Ok(None);
            };
            if entry.is_link() {
                links += 1;
                let target = self.objects_of(&[entry.id.as_str()])?;
                let target = target.first().map_or(&[][..], |link| &link.bytes);
                if links > LINKS || target.is_empty() || target.starts_with(b"/") {
                    return Ok(None);
                }
                for part in parts(target).collect::<Vec<_>>().into_iter().rev() {
                    left.push_front(part);
                }
            } else if entry.is_folder() {
                let folder = self.objects_of(&[entry.id.as_str()])?;
                inside.extend(folder.into_iter().map(|folder| (name.clone(), folder)));
            } else if entry.is_file() && left.is_empty() {
                return Ok(Some(FoundInTree {
                    path: joined(&way(&inside), &name),
                    id: entry.id,
                    is_folder: false,
                }));
            } else {
                return Ok(None);
            }
        }
        let id = inside.last().map_or(&root, |(_, folder)| folder).id.clone();
        Ok(Some(FoundInTree {
            path: way(&inside),
            id: id.as_str().to_owned(),
            is_folder: true,
        }))
    }

    fn tree_called(&self, name: &str) -> Result<Object, GitFault> {
        let found = self.object(name)?.ok_or_else(|| self.missing(name))?;
        if found.kind != "commit" {
            return Ok(found);
        }
        let tree = tree_of_commit(&found).ok_or_else(|| self.missing(name))?;
        self.object(tree.as_str())?
            .ok_or_else(|| self.missing(tree.as_str()))
    }
}

fn parts(path: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    path.split(|byte| *byte == b'/').map(<[u8]>::to_vec)
}

fn way(inside: &[(Vec<u8>, Object)]) -> Vec<u8> {
    let names: Vec<&[u8]> = inside.iter().map(|(name, _)| name.as_slice()).collect();
    names.join(&b'/')
}
