use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::{Day, natural_cmp};
use crate::store::{Loaded, PlanFiles, Workspace};

use super::git::{Call, Git};
use super::paths::{argument, inside, joined, shown};
use super::{CommitId, GitFault};

/// No plan is near this; what is larger is not read.
const FILE_LIMIT: u64 = 32 << 20;

/// The repository around a folder of plans. Reading runs nothing that the repository itself names.
#[derive(Clone, Debug)]
pub struct Repository {
    git: Git,
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
    /// The plan that the texts amount to. `workspace` is the folder of plans that places are shown in.
    pub fn load(&self, workspace: &Path, as_of: Day) -> Loaded {
        let files = PlanFiles::in_folder(workspace.join(&self.id));
        let bytes = |text: &Option<TextAt>| text.as_ref().map(|text| text.bytes.clone());
        Loaded::from_bytes(&files, bytes(&self.plan), bytes(&self.progress), as_of)
    }
}

/// An entry of a tree that is a file.
pub(super) struct TreeFile {
    pub(super) blob: String,
    /// From the repository's top.
    pub(super) path: Vec<u8>,
    size: Option<u64>,
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
        })
    }

    pub(super) fn git(&self) -> &Git {
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
    pub(super) fn git_folder(&self) -> &Path {
        &self.git_folder
    }

    /// Whether the clone has only a part of the history.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// A path inside the folder of plans, from the repository's top.
    pub(super) fn path_of(&self, path: &Path) -> Result<Vec<u8>, GitFault> {
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
        let files = self.tree(commit.as_str(), &path, false)?;
        let Some(file) = files.into_iter().find(|file| file.path == path) else {
            return Ok(None);
        };
        let mut blobs = self.blobs(&[&file])?;
        Ok(blobs.remove(&file.blob))
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
    pub(super) fn read_tree_of_plans(
        &self,
        tree: &str,
        only: Option<&str>,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let files = self.plan_files_of(tree, only)?;
        let mut blobs = self.blobs(&files.iter().map(|(_, file)| file).collect::<Vec<_>>())?;
        let mut plans: BTreeMap<String, PlanTexts> = BTreeMap::new();
        // The same contents may stand twice.
        for (at, (id, file)) in files.iter().enumerate() {
            let needed_again = files[at + 1..]
                .iter()
                .any(|(_, other)| other.blob == file.blob);
            let bytes = if needed_again {
                blobs.get(&file.blob).cloned()
            } else {
                blobs.remove(&file.blob)
            };
            let text = bytes.map(|bytes| TextAt {
                blob: file.blob.clone(),
                bytes,
            });
            let plan = plans.entry(id.clone()).or_insert_with(|| PlanTexts {
                id: id.clone(),
                plan: None,
                progress: None,
            });
            if file.path.ends_with(b"/plan.toml") {
                plan.plan = text;
            } else {
                plan.progress = text;
            }
        }
        let mut plans: Vec<PlanTexts> = plans
            .into_values()
            .filter(|plan| plan.plan.is_some())
            .collect();
        plans.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        Ok(plans)
    }

    /// The plan files of a tree, with the plan each belongs to.
    pub(super) fn plan_files_of(
        &self,
        tree: &str,
        only: Option<&str>,
    ) -> Result<Vec<(String, TreeFile)>, GitFault> {
        let under = match only {
            Some(plan) => self.path_of(Path::new(plan))?,
            None => self.prefix.clone(),
        };
        let files = self.tree(tree, &under, true)?;
        Ok(files
            .into_iter()
            .filter_map(|file| Some((self.plan_of(&file.path)?.to_owned(), file)))
            .filter(|(plan, _)| only.is_none_or(|only| only == plan))
            .collect())
    }

    /// The plan that a path from the repository's top is a file of.
    pub(super) fn plan_of<'p>(&self, path: &'p [u8]) -> Option<&'p str> {
        let rest = if self.prefix.is_empty() {
            path
        } else {
            path.strip_prefix(self.prefix.as_slice())?
                .strip_prefix(b"/")?
        };
        let (plan, file) = std::str::from_utf8(rest).ok()?.split_once('/')?;
        let hidden = plan.starts_with('.') || plan.contains('\\');
        (!hidden && matches!(file, "plan.toml" | "progress.toml")).then_some(plan)
    }

    /// The plain files of a tree at a path, or under it. A symbolic link is none.
    fn tree(&self, tree: &str, path: &[u8], under: bool) -> Result<Vec<TreeFile>, GitFault> {
        let mut call = Call::new(["ls-tree", "-z", "-l", "--full-tree"]);
        if under {
            call = call.with("-r");
        }
        call = call.with("--end-of-options").with(tree).with("--");
        if !path.is_empty() {
            call = call.with(argument(path));
        }
        let out = self.git.read(call)?;
        let mut files = Vec::new();
        for record in out.split(|byte| *byte == 0) {
            let Some(tab) = record.iter().position(|byte| *byte == b'\t') else {
                continue;
            };
            let head = String::from_utf8_lossy(&record[..tab]);
            let mut words = head.split_ascii_whitespace();
            let mut word = || words.next().unwrap_or_default();
            let (mode, kind, blob, size) = (word(), word(), word(), word());
            if kind == "blob" && matches!(mode, "100644" | "100755" | "100664") {
                files.push(TreeFile {
                    blob: blob.to_owned(),
                    path: record[tab + 1..].to_vec(),
                    size: size.parse().ok(),
                });
            }
        }
        Ok(files)
    }

    /// The contents of files, all in one go.
    fn blobs(&self, files: &[&TreeFile]) -> Result<BTreeMap<String, Vec<u8>>, GitFault> {
        for file in files {
            if file.size.is_some_and(|size| size > FILE_LIMIT) {
                return Err(GitFault::TooMuch(shown(&file.path)));
            }
        }
        self.contents(files.iter().map(|file| file.blob.as_str()))
    }

    /// The contents of blobs by their ids, all in one go.
    ///
    /// # Errors
    /// Where the clone lacks one of them, or git cannot be asked.
    pub fn contents<'b>(
        &self,
        blobs: impl IntoIterator<Item = &'b str>,
    ) -> Result<BTreeMap<String, Vec<u8>>, GitFault> {
        let mut input = String::new();
        for blob in blobs {
            let id = CommitId::read(blob)
                .ok_or_else(|| GitFault::MissingObject(blob.chars().take(64).collect()))?;
            input.push_str(id.as_str());
            input.push('\n');
        }
        if input.is_empty() {
            return Ok(BTreeMap::new());
        }
        let out = self
            .git
            .read(Call::new(["cat-file", "--batch"]).input(input))?;
        let mut contents = BTreeMap::new();
        let mut rest = out.as_slice();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            let mut words = head.split(' ');
            let mut word = || words.next().unwrap_or_default();
            let (id, kind, size) = (word(), word(), word());
            let bytes = size
                .parse::<usize>()
                .ok()
                .filter(|_| kind == "blob")
                .and_then(|size| rest.get(end + 1..end + 1 + size));
            let Some(bytes) = bytes else {
                return Err(GitFault::MissingObject(id.to_owned()));
            };
            contents.insert(id.to_owned(), bytes.to_vec());
            rest = rest.get(end + 2 + bytes.len()..).unwrap_or_default();
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
