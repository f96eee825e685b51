//! Files that git changes on their way to disk: by a filter (git-crypt, git-lfs) or `ident`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

use crate::git::objects::ObjectId;
use crate::git::paths::{argument, shown};
use crate::git::process::Call;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::plan::Day;
use crate::store::{PerPart, PlanPart, Workspace};
use crate::text::GitTrouble;

/// Returns the option by which git filters as at a path.
pub(super) fn path_option(path: &[u8]) -> OsString {
    let mut option = OsString::from("--path=");
    option.push(argument(path));
    option
}

/// A file in a commit, and what is on disk.
pub(super) struct CommittedFile<'b> {
    /// Its path from the repository's top.
    pub(super) path: &'b [u8],
    /// The id of its contents.
    pub(super) blob: &'b ObjectId,
    /// The contents on disk, if it is there.
    pub(super) on_disk: Option<&'b [u8]>,
}

impl Repository {
    /// Returns, by the id of a blob, what git writes to disk for each file that it changes on the way. If git would
    /// commit what is on disk as this blob, that is the answer.
    pub(super) fn as_checked_out<'b>(
        &self,
        files: impl Iterator<Item = CommittedFile<'b>>,
    ) -> Result<BTreeMap<ObjectId, Vec<u8>>, GitFault> {
        let files: Vec<CommittedFile<'_>> = files.collect();
        let filtered = self.filtered(files.iter().map(|file| file.path))?;
        let mut contents = BTreeMap::new();
        for CommittedFile {
            path,
            blob,
            on_disk,
        } in files
        {
            if !filtered.contains(path) {
                continue;
            }
            let there = match on_disk {
                Some(bytes) if self.id_at(path, bytes)?.as_ref() == Some(blob) => bytes.to_vec(),
                _ => {
                    let call = Call::new(["cat-file", "--filters"]).with(path_option(path));
                    self.git().read(call.with(blob.as_str()))?
                }
            };
            contents.insert(blob.clone(), there);
        }
        Ok(contents)
    }

    /// Returns the id of the blob that git would commit at a path for what is on disk.
    pub(crate) fn id_at(&self, path: &[u8], on_disk: &[u8]) -> Result<Option<ObjectId>, GitFault> {
        let call = Call::new(["hash-object", "--stdin"]).with(path_option(path));
        let id = self.git().read(call.input(on_disk))?;
        Ok(ObjectId::read(&String::from_utf8_lossy(&id)))
    }

    /// Returns the paths that a filter or `ident` is set for.
    fn filtered<'p>(
        &self,
        paths: impl Iterator<Item = &'p [u8]>,
    ) -> Result<BTreeSet<Vec<u8>>, GitFault> {
        let attributes = self.attributes(&["filter", "ident"], paths)?;
        let is_set = |value: &[u8]| !matches!(value, b"unspecified" | b"unset");
        let set = attributes.into_iter().filter(|it| is_set(&it.value));
        Ok(set.map(|it| it.path).collect())
    }

    /// Refuses to exchange plans that a filter keeps from being read in a commit: they could not be merged.
    ///
    /// # Errors
    /// Returns [`GitTrouble::Filtered`].
    pub(crate) fn refuse_filtered(
        &self,
        commit: &CommitId,
        workspace: &Workspace,
    ) -> Result<(), GitFault> {
        let plans = self.plan_blobs(commit.as_str())?;
        let paths = plans.values().flat_map(|blobs| blobs.paths.iter());
        let filtered = self.filtered(paths.map(Vec::as_slice))?;
        if filtered.is_empty() {
            return Ok(());
        }
        for (id, bytes) in self.bytes_of(plans.clone())? {
            let loaded = PlanTexts::new(id.clone(), bytes).load(&workspace.folder, Day::MAX);
            let is_unread = PerPart {
                plan: loaded.plan.is_none(),
                progress: loaded.progress.is_none(),
            };
            for part in PlanPart::BOTH {
                let path = plans.get(&id).and_then(|blobs| blobs.paths[part].as_ref());
                if let Some(path) = path.filter(|path| is_unread[part] && filtered.contains(*path))
                {
                    return Err(GitTrouble::Filtered(shown(path)).into());
                }
            }
        }
        Ok(())
    }
}
