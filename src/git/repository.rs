use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::{Day, natural_cmp};
use crate::store::{Loaded, PlanFiles, Workspace, read_plain_text};

use super::objects::{Object, Objects, TreeEntry, tree_entries, tree_of_commit};
use super::paths::{inside, joined};
use super::process::{Call, Git};
use super::{CommitId, GitFault};

/// The repository around a folder of plans. Reading runs nothing that the repository itself names.
#[derive(Clone, Debug)]
pub struct Repository {
    git: Git,
    objects: Objects,
    folder: PathBuf,
    git_folder: PathBuf,
    prefix: Vec<u8>,
    shallow: bool,
}

/// A file as it stood at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextAt {
    /// The id of its contents: equal ids are equal bytes.
    pub blob: String,
    /// Its bytes, as git keeps them.
    pub bytes: Vec<u8>,
}

/// The two files of a plan as they stood at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTexts {
    /// The folder's name.
    pub id: String,
    /// plan.toml, where it was there.
    pub plan: Option<TextAt>,
    /// progress.toml, where it was there.
    pub progress: Option<TextAt>,
}

impl PlanTexts {
    /// The plan of these ids among contents that were read.
    pub(crate) fn of(id: String, blobs: PlanBlobs, contents: &BTreeMap<String, Vec<u8>>) -> Self {
        let text = |blob: Option<String>| {
            let blob = blob?;
            let bytes = contents.get(&blob)?.clone();
            Some(TextAt { blob, bytes })
        };
        Self {
            id,
            plan: text(blobs.plan),
            progress: text(blobs.progress),
        }
    }

    /// The plan that the texts amount to. `workspace` is the folder of plans that places are shown in.
    pub fn load(&self, workspace: &Path, as_of: Day) -> Loaded {
        let files = PlanFiles::in_folder(workspace.join(&self.id));
        let bytes = |text: &Option<TextAt>| text.as_ref().map(|text| text.bytes.clone());
        Loaded::from_bytes(&files, bytes(&self.plan), bytes(&self.progress), as_of)
    }
}

/// The ids of the two files of a plan in a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlanBlobs {
    /// plan.toml
    pub(crate) plan: Option<String>,
    /// progress.toml
    pub(crate) progress: Option<String>,
}

impl Repository {
    /// The repository around a folder of plans: a clone, a linked work tree, a submodule.
    ///
    /// # Errors
    /// Where there is none with a work tree, or git refuses it.
    pub fn around(workspace: &Path) -> Result<Self, GitFault> {
        let folder = fs::canonicalize(workspace).map_err(GitFault::io(workspace))?;
        // A repository laid out bare inside the plans is data, not a repository to work with: only `.git` counts.
        let top = folder
            .ancestors()
            .find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
        let git = Git::in_folder(top.unwrap_or(&folder));
        if let Some(top) = top.filter(|top| is_laid_out_plainly(top)) {
            let prefix = folder
                .strip_prefix(top)
                .map_err(|_| GitFault::OtherWorkTree(top.to_owned()))?;
            let git_folder = top.join(".git");
            let opened = Self {
                prefix: inside(prefix)?,
                shallow: git_folder.join("shallow").exists(),
                git_folder,
                git,
                objects: Objects::default(),
                folder,
            };
            // Whatever git has against the repository it says now.
            opened.head()?;
            return Ok(opened);
        }
        let out = git.read(Call::new([
            "rev-parse",
            "--is-bare-repository",
            "--is-inside-work-tree",
            "--is-shallow-repository",
            "--show-cdup",
            "--absolute-git-dir",
        ]))?;
        let text = String::from_utf8_lossy(&out);
        let mut lines = text.splitn(5, '\n');
        let mut line = || lines.next().unwrap_or_default();
        let (bare, within, shallow, up, git_folder) = (line(), line(), line(), line(), line());
        let Some(top) = top.filter(|_| bare == "false") else {
            return Err(GitFault::Bare(folder));
        };
        if within != "true" || !up.is_empty() {
            return Err(GitFault::OtherWorkTree(top.to_owned()));
        }
        let prefix = folder
            .strip_prefix(top)
            .map_err(|_| GitFault::OtherWorkTree(top.to_owned()))?;
        Ok(Self {
            prefix: inside(prefix)?,
            git_folder: PathBuf::from(git_folder.trim_end_matches(['\r', '\n'])),
            shallow: shallow == "true",
            git,
            objects: Objects::default(),
            folder,
        })
    }

    /// A bare repository, named outright: what a server's hook looks at. `prefix` is the folder of plans in its trees.
    ///
    /// # Errors
    /// Where the folder is no bare repository, or the prefix leads out of it.
    pub fn bare(git_folder: &Path, prefix: &str) -> Result<Self, GitFault> {
        let folder = fs::canonicalize(git_folder).map_err(GitFault::io(git_folder))?;
        let git = Git::in_bare(&folder);
        let out = git.read(Call::new(["rev-parse", "--is-shallow-repository"]))?;
        Ok(Self {
            prefix: inside(Path::new(prefix))?,
            git_folder: folder.clone(),
            shallow: out.starts_with(b"true"),
            folder,
            git,
            objects: Objects::default(),
        })
    }

    pub(crate) fn git(&self) -> &Git {
        &self.git
    }

    /// The folder of plans, whole.
    pub fn workspace_folder(&self) -> &Path {
        &self.folder
    }

    /// The top of the work tree.
    pub fn top(&self) -> &Path {
        self.git.folder()
    }

    /// Where git keeps this work tree's index and HEAD.
    pub(crate) fn git_folder(&self) -> &Path {
        &self.git_folder
    }

    /// Whether the clone has only a part of the history.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// A path inside the folder of plans, from the repository's top.
    pub(crate) fn path_of(&self, path: &Path) -> Result<Vec<u8>, GitFault> {
        Ok(joined(&self.prefix, &inside(path)?))
    }

    /// The bytes of a file of the workspace (its path inside the folder of plans) as HEAD has it.
    ///
    /// # Errors
    /// Where the path leads out of the folder, or git cannot be asked.
    pub fn head_file(&self, path: &Path) -> Result<Option<Vec<u8>>, GitFault> {
        match self.head()? {
            Some(head) => self.file_at(&head, path),
            None => Ok(None),
        }
    }

    /// The bytes of a file of the workspace (its path inside the folder of plans) at a commit.
    ///
    /// # Errors
    /// Where the path leads out of the folder, or git cannot be asked.
    pub fn file_at(&self, commit: &CommitId, path: &Path) -> Result<Option<Vec<u8>>, GitFault> {
        let path = self.path_of(path)?;
        let (folder, name) = match path.iter().rposition(|byte| *byte == b'/') {
            Some(at) => (&path[..at], &path[at + 1..]),
            None => (&[][..], path.as_slice()),
        };
        let Some(tree) = self.folder_in(commit.as_str(), folder)? else {
            return Ok(None);
        };
        let file = tree_entries(&tree)
            .into_iter()
            .find(|entry| entry.name == name && entry.is_file());
        match file {
            Some(file) => Ok(self.contents([file.id.as_str()])?.remove(&file.id)),
            None => Ok(None),
        }
    }

    /// Every plan as it stood at a commit, by id. The work tree is not looked at.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn read_at(&self, commit: &CommitId) -> Result<Vec<PlanTexts>, GitFault> {
        self.read_tree_of_plans(commit.as_str(), None)
    }

    /// One plan as it stood at a commit; `None` where it was not there.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn read_plan_at(
        &self,
        commit: &CommitId,
        plan: &str,
    ) -> Result<Option<PlanTexts>, GitFault> {
        let mut plans = self.read_tree_of_plans(commit.as_str(), Some(plan))?;
        Ok(plans.pop())
    }

    /// The plans of a tree.
    fn read_tree_of_plans(
        &self,
        tree: &str,
        only: Option<&str>,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let plans = self.plan_blobs(tree, only)?;
        let ids = plans
            .values()
            .flat_map(|blobs| [&blobs.plan, &blobs.progress]);
        let contents = self.contents(ids.flatten().map(String::as_str))?;
        let mut plans: Vec<PlanTexts> = plans
            .into_iter()
            .filter(|(_, blobs)| blobs.plan.is_some())
            .map(|(id, blobs)| PlanTexts::of(id, blobs, &contents))
            .collect();
        plans.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(plans)
    }

    /// The ids of the plan files of a tree (or of a commit's), by plan: of all, or of the one named.
    pub(crate) fn plan_blobs(
        &self,
        tree: &str,
        only: Option<&str>,
    ) -> Result<BTreeMap<String, PlanBlobs>, GitFault> {
        if let Some(plan) = only {
            self.path_of(Path::new(plan))?;
        }
        let Some(folder) = self.folder_in(tree, &self.prefix)? else {
            return Ok(BTreeMap::new());
        };
        let entries: Vec<(String, TreeEntry)> = tree_entries(&folder)
            .into_iter()
            .filter(TreeEntry::is_folder)
            .filter_map(|entry| Some((plan_name(&entry.name)?.to_owned(), entry)))
            .filter(|(plan, _)| only.is_none_or(|only| only == plan))
            .collect();
        let ids: Vec<&str> = entries.iter().map(|(_, entry)| entry.id.as_str()).collect();
        let folders = self.objects.get(&self.git, &ids)?;
        let mut plans = BTreeMap::new();
        for ((plan, entry), folder) in entries.iter().zip(folders) {
            let folder = folder.ok_or_else(|| GitFault::MissingObject(entry.id.clone()))?;
            let mut blobs = PlanBlobs::default();
            for file in tree_entries(&folder).into_iter().filter(TreeEntry::is_file) {
                match file.name.as_slice() {
                    b"plan.toml" => blobs.plan = Some(file.id),
                    b"progress.toml" => blobs.progress = Some(file.id),
                    _ => {}
                }
            }
            if blobs != PlanBlobs::default() {
                plans.insert(plan.clone(), blobs);
            }
        }
        Ok(plans)
    }

    /// A folder of a tree (or of a commit's), by its path; `None` where there is none.
    fn folder_in(&self, tree: &str, path: &[u8]) -> Result<Option<Object>, GitFault> {
        let missing = |id: &str| GitFault::MissingObject(id.to_owned());
        let mut folder = self.object(tree)?.ok_or_else(|| missing(tree))?;
        if let Some(tree) = tree_of_commit(&folder).filter(|_| folder.kind == "commit") {
            folder = self
                .object(tree.as_str())?
                .ok_or_else(|| missing(tree.as_str()))?;
        }
        for name in path
            .split(|byte| *byte == b'/')
            .filter(|name| !name.is_empty())
        {
            let inner = tree_entries(&folder)
                .into_iter()
                .find(|entry| entry.name == name && entry.is_folder());
            let Some(inner) = inner else { return Ok(None) };
            folder = self.object(&inner.id)?.ok_or_else(|| missing(&inner.id))?;
        }
        Ok(Some(folder))
    }

    /// An object by its id, or `HEAD`.
    pub(crate) fn object(&self, name: &str) -> Result<Option<Object>, GitFault> {
        let mut found = self.objects.get(&self.git, &[name])?;
        Ok(found.pop().flatten())
    }

    /// The plan that a path from the repository's top is a file of.
    pub(crate) fn plan_of<'p>(&self, path: &'p [u8]) -> Option<&'p str> {
        let rest = if self.prefix.is_empty() {
            path
        } else {
            path.strip_prefix(self.prefix.as_slice())?
                .strip_prefix(b"/")?
        };
        let at = rest.iter().position(|byte| *byte == b'/')?;
        let plan = plan_name(&rest[..at])?;
        matches!(&rest[at + 1..], b"plan.toml" | b"progress.toml").then_some(plan)
    }

    /// The contents of blobs by their ids, all in one go.
    ///
    /// # Errors
    /// Where the clone lacks one of them, or git cannot be asked.
    pub fn contents<'b>(
        &self,
        blobs: impl IntoIterator<Item = &'b str>,
    ) -> Result<BTreeMap<String, Vec<u8>>, GitFault> {
        let mut ids = Vec::new();
        for blob in blobs {
            if CommitId::read(blob).is_none() {
                return Err(GitFault::MissingObject(blob.chars().take(64).collect()));
            }
            ids.push(blob);
        }
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = self.objects.get(&self.git, &ids)?;
        let mut contents = BTreeMap::new();
        for (id, object) in ids.into_iter().zip(found) {
            match object.filter(|object| object.kind == "blob") {
                Some(object) => contents.insert(id.to_owned(), object.bytes),
                None => return Err(GitFault::MissingObject(id.to_owned())),
            };
        }
        Ok(contents)
    }

    /// The plans of a workspace that lie in a repository of their own (submodules): they are read and recorded there.
    pub fn plans_elsewhere(workspace: &Workspace) -> Vec<String> {
        workspace
            .plans
            .iter()
            .filter(|files| fs::symlink_metadata(files.folder.join(".git")).is_ok())
            .map(|files| files.id.clone())
            .collect()
    }
}

/// Whether the repository's own folder is where it mostly is, and nothing in its settings says otherwise. Where this
/// cannot be told at a glance git is asked.
fn is_laid_out_plainly(top: &Path) -> bool {
    let git = top.join(".git");
    let Ok(settings) = read_plain_text(&git.join("config")) else {
        return false;
    };
    let settings = settings.to_ascii_lowercase();
    let says_more = ["worktree", "include", "bare = true", "bare=true"]
        .iter()
        .any(|word| settings.contains(word));
    !says_more
        && settings.contains("bare = false")
        && fs::symlink_metadata(&git).is_ok_and(|meta| meta.is_dir())
}

/// The folder's name as a plan's, where it may be one.
fn plan_name(folder: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(folder).ok()?;
    (!name.starts_with('.') && !name.contains('\\')).then_some(name)
}
