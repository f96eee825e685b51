//! A path of a tree, with the links on the way followed as far as they stay in the tree.

use std::collections::VecDeque;

use super::objects::{Object, tree_entries, tree_of_commit};
use super::paths::joined;
use super::{GitFault, Repository};

/// How many links may lie on one way.
const LINKS: usize = 16;

/// What stands at a path of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundInTree {
    /// Where it really lies, from the top.
    pub(crate) path: Vec<u8>,
    /// Its id.
    pub(crate) id: String,
    /// Whether it is a folder; else a plain file.
    pub(crate) is_folder: bool,
}

impl Repository {
    /// What stands at a path of a tree (or of a commit's). `None` where nothing does, or a link leads out of the tree or
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
