//! The repository around a folder of plans.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::natural_cmp;
use crate::store::{PlanPart, read_plain_text};
use crate::text::GitTrouble;

use super::homes::Scope;
use super::objects::{EntryKind, Object, ObjectId, ObjectKind, Objects, TreeEntry, tree_entries};
use super::paths::{inside, joined};
use super::plan_texts::{PlanBlobs, PlanBytes, PlanTexts};
use super::process::{Call, Git};
use super::{CommitId, GitFault};

/// The repository around a folder of plans. Reading runs nothing that the repository itself names.
#[derive(Clone, Debug)]
pub struct Repository {
    git: Git,
    objects: Objects,
    git_folder: PathBuf,
    scope: Scope,
    shallow: bool,
}

impl Repository {
    /// Returns the repository around a folder of plans: a clone, a linked work tree, a submodule.
    ///
    /// [`GitTrouble::NotARepository`] says that nothing here can be committed; after any other fault it is not known
    /// what is committed.
    ///
    /// # Errors
    /// Fails if there is none with a work tree, or git refuses it.
    pub fn around(workspace: &Path) -> Result<Self, GitFault> {
        let folder = fs::canonicalize(workspace).map_err(GitFault::io(workspace))?;
        // A repository laid out bare inside the plans is data, not a repository to work with: only `.git` counts.
        let top = folder
            .ancestors()
            .find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
        if let Some(top) = top {
            refuse_what_hangs(top, &folder)?;
        }
        let git = Git::in_folder(top.unwrap_or(&folder));
        Self::opened(git, top, &folder).map_err(|fault| match (fault, top) {
            // Without `.git` there is nothing to ask git about; with one, what it holds is not known.
            (GitFault::Trouble(GitTrouble::NoGit), None) => {
                GitTrouble::NotARepository(folder.clone()).into()
            }
            (GitFault::Trouble(GitTrouble::NotARepository(_)), Some(top)) => {
                GitTrouble::Damaged(top.to_owned()).into()
            }
            (fault, _) => fault,
        })
    }

    /// Opens the repository whose `.git` is in `top`.
    fn opened(git: Git, top: Option<&Path>, folder: &Path) -> Result<Self, GitFault> {
        let out = git.read(Call::new([
            "rev-parse", "--is-bare-repository", "--is-inside-work-tree",
            "--is-shallow-repository", "--show-cdup", "--absolute-git-dir",
        ]))?;
        let text = String::from_utf8_lossy(&out);
        let mut lines = text.splitn(5, '\n');
        let mut line = || lines.next().unwrap_or_default();
        let (bare, within, shallow, up, git_folder) = (line(), line(), line(), line(), line());
        let Some(top) = top.filter(|_| bare == "false") else {
            return Err(GitTrouble::Bare(folder.to_owned()).into());
        };
        if within != "true" || !up.is_empty() {
            return Err(GitTrouble::OtherWorkTree(top.to_owned()).into());
        }
        let prefix = folder
            .strip_prefix(top)
            .map_err(|_| GitTrouble::OtherWorkTree(top.to_owned()))?;
        Ok(Self {
            scope: Scope::Folder(inside(prefix)?),
            git_folder: PathBuf::from(git_folder.trim_end_matches(['\r', '\n'])),
            shallow: shallow == "true",
            git,
            objects: Objects::default(),
        })
    }

    /// Opens a bare repository, as a server's hook does. `prefix` is the folder of plans in its trees.
    ///
    /// # Errors
    /// Fails if the folder is not a bare repository, or the prefix leads out of it.
    pub fn bare(git_folder: &Path, prefix: &str) -> Result<Self, GitFault> {
        let folder = fs::canonicalize(git_folder).map_err(GitFault::io(git_folder))?;
        let git = Git::in_bare(&folder);
        let out = git.read(Call::new(["rev-parse", "--is-shallow-repository"]))?;
        Ok(Self {
            scope: Scope::Folder(inside(Path::new(prefix))?),
            git_folder: folder,
            shallow: out.starts_with(b"true"),
            git,
            objects: Objects::default(),
        })
    }

    /// Limits the repository to some plans, given by id with their paths from the
    /// repository's top.
    pub(crate) fn of_plans(self, folders: BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            scope: Scope::Named(folders),
            ..self
        }
    }

    pub(crate) fn git(&self) -> &Git {
        &self.git
    }

    /// Returns the plans that are looked at.
    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns the top of the work tree.
    pub fn top(&self) -> &Path {
        self.git.folder()
    }

    /// Returns the folder with this work tree's index and HEAD.
    pub(crate) fn git_folder(&self) -> &Path {
        &self.git_folder
    }

    /// Returns the files of git whose stamps change with every commit, checkout or `git add`. They show whether git
    /// has to be asked again.
    pub fn files_that_tell(&self) -> Vec<PathBuf> {
        let own = &self.git_folder;
        let shared = read_plain_text(&own.join("commondir"));
        let shared = shared.map_or_else(|_| own.clone(), |path| own.join(path.trim_end()));
        let head = read_plain_text(&own.join("HEAD")).unwrap_or_default();
        let branch = head.trim_end().strip_prefix("ref: ");
        let mut files = vec![own.join("HEAD"), own.join("logs/HEAD"), own.join("index")];
        files.extend(branch.map(|branch| shared.join(branch)));
        files.push(shared.join("packed-refs"));
        files
    }

    /// Returns whether the clone has only a part of the history.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// Returns a path of the folder of plans as seen from the repository's top. Links are not followed.
    pub(crate) fn path_of(&self, path: &Path) -> Result<Vec<u8>, GitFault> {
        let path = inside(path)?;
        match &self.scope {
            Scope::Folder(prefix) => Ok(joined(prefix, &path)),
            Scope::Named(folders) => {
                let at = path.iter().position(|byte| *byte == b'/');
                let (plan, rest) = path.split_at(at.unwrap_or(path.len()));
                let known = std::str::from_utf8(plan).ok();
                let folder = known.and_then(|plan| folders.get(plan));
                let folder =
                    folder.ok_or_else(|| GitTrouble::Outside(super::paths::shown(&path)))?;
                Ok(joined(folder, rest.strip_prefix(b"/").unwrap_or(rest)))
            }
        }
    }

    /// Returns the bytes of a file of the workspace (its path inside the folder of plans) as HEAD has it.
    ///
    /// # Errors
    /// Fails if the path leads out of the folder, or git cannot be asked.
    pub fn head_file(&self, path: &Path) -> Result<Option<Vec<u8>>, GitFault> {
        match self.head()? {
            Some(head) => self.file_at(&head, path),
            None => Ok(None),
        }
    }

    /// Returns the bytes of a file of the workspace (its path inside the folder of plans) at a commit.
    ///
    /// # Errors
    /// Fails if the path leads out of the folder, or git cannot be asked.
    pub fn file_at(&self, commit: &CommitId, path: &Path) -> Result<Option<Vec<u8>>, GitFault> {
        let path = self.path_of(path)?;
        match self.find_in(commit.as_str(), &path)? {
            Some(found) if !found.is_folder => Ok(self.contents([&found.id])?.remove(&found.id)),
            _ => Ok(None),
        }
    }

    /// Returns every plan at a commit, by id. The work tree is not read.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone lacks the files.
    pub fn read_at(&self, commit: &CommitId) -> Result<Vec<PlanTexts>, GitFault> {
        let mut plans = self.plan_blobs(commit.as_str())?;
        plans.retain(|_, blobs| blobs.ids.plan.is_some());
        if plans.is_empty() {
            plans = self.plans_before_move(commit)?;
        }
        let plans = self.bytes_of(plans)?.into_iter();
        let mut plans: Vec<PlanTexts> =
            plans.map(|(id, bytes)| PlanTexts::new(id, bytes)).collect();
        plans.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(plans)
    }

    /// Returns the bytes of a plan by its blobs.
    pub(crate) fn plan_bytes(&self, blobs: &PlanBlobs) -> Result<PlanBytes, GitFault> {
        Ok(blobs.bytes(&self.contents(blobs.ids())?))
    }

    /// Returns the bytes of plans by their blobs, all at once.
    pub(crate) fn bytes_of<K: Ord>(
        &self,
        plans: BTreeMap<K, PlanBlobs>,
    ) -> Result<BTreeMap<K, PlanBytes>, GitFault> {
        let contents = self.contents(plans.values().flat_map(PlanBlobs::ids))?;
        let plans = plans.into_iter();
        Ok(plans
            .map(|(id, blobs)| (id, blobs.bytes(&contents)))
            .collect())
    }

    /// Returns the ids of the plan files of a tree (or of a commit's), by plan.
    pub(crate) fn plan_blobs(&self, tree: &str) -> Result<BTreeMap<String, PlanBlobs>, GitFault> {
        let prefix = match &self.scope {
            Scope::Folder(prefix) => prefix,
            Scope::Named(folders) => return self.named_blobs(tree, folders.clone()),
        };
        let Some(folder) = self.find_in(tree, prefix)?.filter(|found| found.is_folder) else {
            return Ok(BTreeMap::new());
        };
        let prefix = &folder.path;
        let listing = self.objects_of(&[folder.id.as_str()])?;
        let entries: Vec<(String, TreeEntry)> = listing
            .iter()
            .flat_map(tree_entries)
            .filter(|entry| matches!(entry.kind, EntryKind::Folder | EntryKind::Link))
            .filter_map(|entry| Some((plan_name(&entry.name)?.to_owned(), entry)))
            .collect();
        let mut plans = BTreeMap::new();
        let is_link = |(_, entry): &(String, TreeEntry)| entry.kind == EntryKind::Link;
        let (linked, plain): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_link);
        let ids: Vec<&str> = plain.iter().map(|(_, entry)| entry.id.as_str()).collect();
        for ((plan, entry), folder) in plain.iter().zip(self.objects_of(&ids)?) {
            let path = joined(prefix, &entry.name);
            let blobs = self.blobs_in(tree, &folder, &path)?;
            if !blobs.is_empty() {
                plans.insert(plan.clone(), blobs);
            }
        }
        let linked = linked.into_iter();
        let linked = linked.map(|(plan, entry)| (plan, joined(prefix, &entry.name)));
        plans.extend(self.named_blobs(tree, linked)?);
        Ok(plans)
    }

    fn named_blobs(
        &self,
        tree: &str,
        folders: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<BTreeMap<String, PlanBlobs>, GitFault> {
        let mut plans = BTreeMap::new();
        for (plan, path) in folders {
            let blobs = self.blobs_at(tree, &path)?;
            if !blobs.is_empty() {
                plans.insert(plan, blobs);
            }
        }
        Ok(plans)
    }

    /// Returns the plan files in the folder at a path of a tree.
    pub(crate) fn blobs_at(&self, tree: &str, path: &[u8]) -> Result<PlanBlobs, GitFault> {
        let Some(found) = self.find_in(tree, path)?.filter(|found| found.is_folder) else {
            return Ok(PlanBlobs::default());
        };
        let folder = self.objects_of(&[found.id.as_str()])?;
        match folder.first() {
            Some(folder) => self.blobs_in(tree, folder, &found.path),
            None => Ok(PlanBlobs::default()),
        }
    }

    /// Returns the plan files in a folder that lies at `path`.
    fn blobs_in(&self, tree: &str, folder: &Object, path: &[u8]) -> Result<PlanBlobs, GitFault> {
        let mut blobs = PlanBlobs::default();
        for entry in tree_entries(folder) {
            let Some(part) = PlanPart::at(&entry.name) else {
                continue;
            };
            let path = joined(path, &entry.name);
            if entry.kind == EntryKind::File {
                blobs.take(part, entry.id, path);
            } else if entry.kind == EntryKind::Link
                && let Some(found) = self.find_in(tree, &path)?.filter(|found| !found.is_folder)
            {
                blobs.take(part, found.id, found.path);
            }
        }
        Ok(blobs)
    }

    /// Returns an object by its id, or `HEAD`.
    pub(crate) fn object(&self, name: &str) -> Result<Option<Object>, GitFault> {
        Ok(self.objects_if(&[name])?.pop().flatten())
    }

    /// Returns objects by their ids; `None` for a missing one.
    fn objects_if(&self, names: &[&str]) -> Result<Vec<Option<Object>>, GitFault> {
        self.objects.get(&self.git, names)
    }

    /// Returns objects by their ids, all of which must be there.
    pub(crate) fn objects_of(&self, ids: &[&str]) -> Result<Vec<Object>, GitFault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.objects_if(ids)?;
        ids.iter()
            .zip(found)
            .map(|(id, object)| object.ok_or_else(|| self.git.missing(id)))
            .collect()
    }

    /// Returns the plan that a path from the repository's top is a file of.
    pub(crate) fn plan_of<'p>(&'p self, path: &'p [u8]) -> Option<&'p str> {
        let (folder, name) = path.split_at(path.iter().rposition(|byte| *byte == b'/')?);
        if !matches!(name, b"/plan.toml" | b"/progress.toml") {
            return None;
        }
        match &self.scope {
            Scope::Folder(prefix) if prefix.is_empty() => plan_name(folder),
            Scope::Folder(prefix) => {
                plan_name(folder.strip_prefix(prefix.as_slice())?.strip_prefix(b"/")?)
            }
            Scope::Named(folders) => folders
                .iter()
                .find(|(_, known)| known.as_slice() == folder)
                .map(|(plan, _)| plan.as_str()),
        }
    }

    /// Returns the contents of blobs by their ids, all at once.
    ///
    /// # Errors
    /// Fails if the clone lacks one of them, or git cannot be asked.
    pub(crate) fn contents<'b>(
        &self,
        blobs: impl IntoIterator<Item = &'b ObjectId>,
    ) -> Result<BTreeMap<ObjectId, Vec<u8>>, GitFault> {
        let blobs: BTreeSet<&ObjectId> = blobs.into_iter().collect();
        if blobs.is_empty() {
            return Ok(BTreeMap::new());
        }
        let names: Vec<&str> = blobs.iter().map(|id| id.as_str()).collect();
        let found = self.objects_if(&names)?;
        let mut contents = BTreeMap::new();
        for (id, object) in blobs.into_iter().zip(found) {
            match object.filter(|object| object.kind == ObjectKind::Blob) {
                Some(object) => contents.insert(id.clone(), object.bytes),
                None => return Err(self.git.missing(id.as_str())),
            };
        }
        Ok(contents)
    }
}

/// Refuses a repository with a pipe or a device where git reads a file, for which git would wait.
fn refuse_what_hangs(top: &Path, folder: &Path) -> Result<(), GitFault> {
    let git = top.join(".git");
    let head = read_plain_text(&git.join("HEAD")).unwrap_or_default();
    let branch = head.strip_prefix("ref: ").map(str::trim_end);
    let inside = [
        "HEAD", "config", "index", "packed-refs", "shallow", "info/attributes",
    ];
    let inside = inside.into_iter().chain(branch).map(|name| git.join(name));
    let attributes = [top, folder].map(|folder| folder.join(".gitattributes"));
    for path in inside.chain(attributes).chain([git.clone()]) {
        if fs::metadata(&path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            let error = std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a regular file");
            return Err(GitFault::Io { path, error });
        }
    }
    Ok(())
}

/// Returns a folder's name as a plan's id, if it may be one.
fn plan_name(folder: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(folder).ok()?;
    (!name.is_empty() && !name.starts_with('.') && !name.contains(['\\', '/'])).then_some(name)
}
