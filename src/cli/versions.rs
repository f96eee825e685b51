//! Shared by the commands that compare versions: the repository, the range and the output format.

use std::path::{Path, PathBuf};

use crate::git::{CommitId, PlanChange, Repository};
use crate::plan::natural_cmp;
use crate::query::Trouble;
use crate::review::{OutlineLine, outline_markdown, outline_text};
use crate::store::{Fault, Workspace, is_git_folder};
use crate::text::GitTrouble;

use super::{Context, Failure, Output};

/// The repository that versions are read from: of a work tree, or bare on a server.
pub(super) struct VersionSource {
    pub(super) repository: Repository,
    workspace: Option<Workspace>,
}

/// The two versions compared.
pub(super) struct Compared {
    /// `None` is the state before the first commit.
    pub(super) from: Option<CommitId>,
    /// `None` is the disk.
    pub(super) to: Option<CommitId>,
    /// Whether uncommitted changes are shown, comparing each repository with its own HEAD.
    is_uncommitted: bool,
}

impl Compared {
    /// Returns the ids of both commits.
    pub(super) fn ids(&self) -> [Option<&str>; 2] {
        [&self.from, &self.to].map(|commit| commit.as_ref().map(CommitId::as_str))
    }

    /// Fails where a plan could not be read, in one of the versions or on disk: then it was not compared.
    pub(super) fn all_read(
        &self,
        cx: &Context,
        out: &mut Output,
        is_unread: bool,
    ) -> Result<(), Failure> {
        if self.to.is_none()
            && let Ok(board) = cx.board()
        {
            let trouble = Trouble {
                in_error: 0,
                ..board.trouble()
            };
            cx.after_reading(out, &trouble)?;
        }
        if is_unread {
            return Err(Failure::Unread);
        }
        Ok(())
    }
}

impl VersionSource {
    /// Opens the repository around the folder of plans, or the bare one that the program runs in as a
    /// hook, with plans in `plans/` or as `--plans` says.
    pub(super) fn open(cx: &Context) -> Result<Self, Failure> {
        let named = cx.global.plans.as_deref();
        if named.is_none_or(|named| !named.is_dir())
            && let Some(folder) = git_folder_here()
        {
            let prefix = named.unwrap_or(Path::new("plans")).to_string_lossy();
            return Ok(Self {
                repository: Repository::bare(&folder, &prefix)?,
                workspace: None,
            });
        }
        let folder = cx.plans_folder()?;
        // A work tree without any plan left is a change like others.
        let workspace = Workspace::open_or_empty(&folder);
        let repository = Repository::around_plans(&workspace)?;
        Ok(Self {
            repository,
            workspace: Some(workspace),
        })
    }

    /// Returns the repository of a plan, which may be another one behind a link or in a submodule.
    fn repository_of(&self, plan: &str) -> Result<Repository, Failure> {
        match &self.workspace {
            Some(workspace) => Ok(Repository::of_plan(&workspace.folder, plan)?),
            None => Ok(self.repository.clone()),
        }
    }

    /// Returns the repository of a plan and the commit there that `--at` names, else its HEAD.
    pub(super) fn commit_of(
        &self,
        plan: &str,
        at: Option<&str>,
    ) -> Result<(Repository, CommitId), Failure> {
        match (at, &self.workspace) {
            (Some(at), Some(workspace)) => Ok(self.repository.home_at(workspace, plan, at)?),
            (Some(at), None) => Ok((self.repository.clone(), self.repository.resolve(at)?)),
            (None, _) => {
                let repository = self.repository_of(plan)?;
                let head = repository.head()?.ok_or(GitTrouble::Unborn)?;
                Ok((repository, head))
            }
        }
    }

    /// Returns the repository of a plan and its commit on the newer side of a comparison; `None` before the first one.
    pub(super) fn newer_commit_of(
        &self,
        plan: &str,
        of: &Compared,
    ) -> Result<Option<(Repository, CommitId)>, Failure> {
        let Some(to) = &of.to else {
            let repository = self.repository_of(plan)?;
            let head = repository.head()?;
            return Ok(head.map(|head| (repository, head)));
        };
        let inside = self.repository.submodule_of(to, plan)?;
        Ok(Some(
            inside.unwrap_or_else(|| (self.repository.clone(), to.clone())),
        ))
    }

    /// Parses `REV`, `REV..REV` or `REV...REV`; without a range, compares HEAD with the disk.
    pub(super) fn range(&self, range: Option<&str>) -> Result<Compared, Failure> {
        let on_disk = |from| match &self.workspace {
            Some(_) => Ok(Compared {
                from,
                to: None,
                is_uncommitted: range.is_none(),
            }),
            None => Ok(Compared {
                from,
                to: self.repository.head()?,
                is_uncommitted: false,
            }),
        };
        match range {
            None => on_disk(self.repository.head()?),
            Some(range) => {
                let range = self.repository.range(range)?;
                match range.to {
                    Some(to) => Ok(Compared {
                        from: range.from,
                        to: Some(to),
                        is_uncommitted: false,
                    }),
                    None => on_disk(range.from),
                }
            }
        }
    }

    /// Returns the changed plans, or only the one named.
    pub(super) fn changes(&self, cx: &Context, of: &Compared) -> Result<Vec<PlanChange>, Failure> {
        let mut changes = match (&of.to, &self.workspace) {
            (Some(to), _) => self.repository.changes_between(of.from.as_ref(), to)?,
            (None, Some(workspace)) if of.is_uncommitted => {
                let mut changes = Vec::new();
                for repository in Repository::homes(workspace)? {
                    let head = repository.head()?;
                    changes.extend(repository.changes_on_disk(head.as_ref(), workspace)?);
                }
                changes
            }
            (None, Some(workspace)) => self
                .repository
                .all_changes_on_disk(of.from.as_ref(), workspace)?,
            (None, None) => Vec::new(),
        };
        if let Some(only) = &cx.global.plan {
            changes.retain(|change| change.id == *only);
            if changes.is_empty() {
                self.refuse_unknown(of, only)?;
            }
        }
        Ok(changes)
    }

    /// Refuses a plan that is in neither version.
    fn refuse_unknown(&self, of: &Compared, plan: &str) -> Result<(), Failure> {
        let on_disk = self.workspace.as_ref().filter(|_| of.to.is_none());
        let on_disk = on_disk.map_or(&[][..], |workspace| &workspace.plans);
        let mut known: Vec<String> = on_disk.iter().map(|files| files.id.clone()).collect();
        for commit in [&of.from, &of.to].into_iter().flatten() {
            known.extend(self.repository.plan_ids_at(commit)?);
        }
        if known.iter().any(|known| known == plan) {
            return Ok(());
        }
        known.sort_by(|a, b| natural_cmp(a, b));
        known.dedup();
        let id = plan.to_owned();
        Err(Fault::NoPlan { id, known }.into())
    }
}

/// Returns the current folder if it is a git folder, as in a bare repository or a hook.
fn git_folder_here() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    is_git_folder(&here).then_some(here)
}

/// The output format of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
}

impl Format {
    pub(super) fn read(cx: &Context, key: &str) -> Result<Self, Failure> {
        match key {
            "text" => Ok(Self::Text),
            "md" | "markdown" => Ok(Self::Markdown),
            other => Err(Failure::Usage((cx.words.cli.bad_choice)(
                "--format",
                other,
                &["text", "md"],
            ))),
        }
    }

    /// Prints an outline line by line.
    pub(super) fn print(self, out: &mut Output, outline: &[OutlineLine]) {
        let text = match self {
            Self::Text => outline_text(outline),
            Self::Markdown => outline_markdown(outline),
        };
        for line in text.lines() {
            out.line(line);
        }
    }
}
