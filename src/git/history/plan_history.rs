//! The commits that touched a plan's files, under any name of its folder.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::moved_folders::last_name;
use crate::diff::Version;
use crate::git::homes::Scope;
use crate::git::objects::{tree_entries, tree_of_commit};
use crate::git::plan_texts::PlanBlobs;
use crate::git::process::Call;
use crate::git::same_plan::title_of;
use crate::git::{Commit, CommitId, GitFault, Repository};
use crate::store::{PerPart, PlanPart, read_plain_text};

/// The most commits of a plan that are read.
const LIMIT: usize = 20_000;

/// The most renames of a folder that are followed.
const NAMES: usize = 16;

/// A commit, with the blob ids of both files before it (once per parent) and after it.
#[derive(Clone, Debug)]
pub(crate) struct PlanStep {
    pub(crate) commit: Commit,
    pub(crate) before: Vec<FileIds>,
    pub(crate) after: FileIds,
}

/// The blob ids of plan.toml and progress.toml.
pub(crate) type FileIds = PerPart<Option<String>>;

/// The history of a plan, as far as this clone has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanHistory {
    /// The commits, oldest first.
    pub(crate) steps: Vec<PlanStep>,
    /// Whether a shallow clone lacks the earlier part.
    pub(crate) is_cut: bool,
}

impl Repository {
    /// Returns the last commits that touched the plans looked at, newest first; at most `limit`.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn last_commits(&self, limit: usize) -> Result<Vec<Commit>, GitFault> {
        let Some(head) = self.head()? else {
            return Ok(Vec::new());
        };
        let paths: Vec<Vec<u8>> = match self.scope() {
            Scope::Folder(folder) if folder.is_empty() => Vec::new(),
            Scope::Folder(folder) => vec![folder.clone()],
            Scope::Named(folders) => folders.values().cloned().collect(),
        };
        self.commits_at(None, &head, &paths, limit)
    }

    /// Returns every commit up to `to` that touched the plan. A copied folder does not get the history of its
    /// original.
    pub(crate) fn history_of(&self, to: &CommitId, plan: &str) -> Result<PlanHistory, GitFault> {
        let ends = self.shallow_ends()?;
        let mut found: Vec<PlanStep> = Vec::new();
        let mut is_cut = false;
        let mut tip = to.clone();
        let known = self.plan_blobs(to.as_str())?.remove(plan);
        let mut paths = self.paths_of(plan, known.as_ref())?;
        for _ in 0..NAMES {
            let commits = self.commits_at(None, &tip, &paths, LIMIT)?;
            let mut steps = self.steps(&commits, &paths)?;
            self.end_with_plan(&mut steps)?;
            if known.is_none() && found.is_empty() {
                self.follow_renaming(&paths, steps.first_mut())?;
            }
            steps.retain(|step| {
                let is_end = ends.contains(&step.commit.id);
                is_cut |= is_end;
                !is_end
            });
            let first = steps
                .iter_mut()
                .rev()
                .find(|step| !step.after.is_empty() && step.before.iter().all(FileIds::is_empty));
            let earlier = match first {
                Some(first) => match first.commit.parents.first().cloned() {
                    Some(parent) => {
                        let new = blobs_at(&paths, &first.after);
                        let was = self.under_another_name(&parent, &first.commit.id, &new)?;
                        was.map(|was| {
                            first.before = vec![was.ids.clone()];
                            (parent, was)
                        })
                    }
                    None => None,
                },
                None => None,
            };
            found.extend(steps);
            match earlier {
                Some((parent, was)) => {
                    tip = parent;
                    paths = was.paths.iter().cloned().collect();
                }
                None => break,
            }
        }
        found.reverse();
        Ok(PlanHistory {
            steps: found,
            is_cut,
        })
    }

    /// Takes out the steps, newest first, of a plan under another title that had the folder before.
    fn end_with_plan(&self, steps: &mut Vec<PlanStep>) -> Result<(), GitFault> {
        let begins =
            |step: &PlanStep| !step.after.is_empty() && step.before.iter().all(FileIds::is_empty);
        let pairs = steps.windows(2).enumerate();
        let again: Vec<usize> = pairs
            .filter(|(_, pair)| begins(&pair[0]) && pair[1].after.is_empty())
            .map(|(at, _)| at)
            .collect();
        for at in again {
            let plans = [Some(&steps[at].after), steps[at + 1].before.first()];
            let plans = plans.map(|files| files.and_then(|files| files.plan.as_deref()));
            let texts = self.contents(plans.into_iter().flatten())?;
            let titles = plans.map(|blob| texts.get(blob?).and_then(|text| title_of(text)));
            if let [Some(title), Some(before)] = titles
                && title != before
            {
                steps.truncate(at + 1);
                break;
            }
        }
        Ok(())
    }

    /// Lets the last step of a plan that is gone lead to the plan it became, if its folder got another name then.
    fn follow_renaming(
        &self,
        paths: &[Vec<u8>],
        last: Option<&mut PlanStep>,
    ) -> Result<(), GitFault> {
        let Some(last) = last.filter(|last| last.after.is_empty()) else {
            return Ok(());
        };
        if let (Some(parent), Some(ids)) = (last.commit.parents.first(), last.before.first())
            && let Some(heir) =
                self.under_another_name(&last.commit.id, parent, &blobs_at(paths, ids))?
        {
            last.after = heir.ids;
        }
        Ok(())
    }

    /// Returns the paths of both files of a plan: the known ones, else those by the plan's name.
    fn paths_of(&self, plan: &str, known: Option<&PlanBlobs>) -> Result<Vec<Vec<u8>>, GitFault> {
        let mut paths = Vec::new();
        for part in PlanPart::BOTH {
            let found = known.and_then(|blobs| blobs.paths[part].clone());
            paths.push(match found {
                Some(path) => path,
                None => self.path_of(&std::path::Path::new(plan).join(part.file_name()))?,
            });
        }
        Ok(paths)
    }

    /// Returns the versions of the files at these paths in each commit, in the order of the commits.
    fn steps(&self, commits: &[Commit], paths: &[Vec<u8>]) -> Result<Vec<PlanStep>, GitFault> {
        const AT_A_TIME: usize = 256;
        let mut steps = Vec::new();
        for some in commits.chunks(AT_A_TIME) {
            let mut ids: Vec<&CommitId> = some
                .iter()
                .flat_map(|commit| std::iter::once(&commit.id).chain(&commit.parents))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            let mut known: HashMap<&CommitId, FileIds> =
                ids.iter().map(|id| (*id, FileIds::default())).collect();
            for path in paths {
                let is_plan = PlanPart::at(path) == Some(PlanPart::Plan);
                for (id, blob) in ids.iter().zip(self.ids_at(&ids, path)?) {
                    let files = known.entry(id).or_default();
                    *(if is_plan {
                        &mut files.plan
                    } else {
                        &mut files.progress
                    }) = blob;
                }
            }
            let files = |id: &CommitId| known.get(id).cloned().unwrap_or_default();
            steps.extend(some.iter().map(|commit| PlanStep {
                after: files(&commit.id),
                before: commit.parents.iter().map(files).collect(),
                commit: commit.clone(),
            }));
        }
        // A first commit comes from nothing.
        for step in steps.iter_mut().filter(|step| step.before.is_empty()) {
            step.before.push(FileIds::default());
        }
        Ok(steps)
    }

    /// Returns the file at a path of each of these commits, all in one go; links are not followed.
    fn ids_at(&self, commits: &[&CommitId], path: &[u8]) -> Result<Vec<Option<String>>, GitFault> {
        let ids: Vec<&str> = commits.iter().map(|id| id.as_str()).collect();
        let mut here: Vec<Option<String>> = self
            .objects_of(&ids)?
            .iter()
            .map(|commit| tree_of_commit(commit).map(|tree| tree.to_string()))
            .collect();
        let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
        for (at, part) in parts.iter().enumerate() {
            let is_last = at + 1 == parts.len();
            let mut trees: Vec<&str> = here.iter().flatten().map(String::as_str).collect();
            trees.sort_unstable();
            trees.dedup();
            let mut inner: BTreeMap<String, Option<String>> = BTreeMap::new();
            for tree in self.objects_of(&trees)? {
                let entry = tree_entries(&tree)
                    .into_iter()
                    .find(|entry| entry.name == *part)
                    .filter(|entry| {
                        if is_last {
                            entry.is_file()
                        } else {
                            entry.is_folder()
                        }
                    });
                inner.insert(tree.id.to_string(), entry.map(|entry| entry.id));
            }
            for id in &mut here {
                *id = id.take().and_then(|id| inner.get(&id).cloned().flatten());
            }
        }
        Ok(here)
    }

    /// Returns the plan that a commit put where `new` lies, as its parent had it: behind a link, or in a folder that is
    /// gone, wherever that lay. A folder that still exists was copied, and is another plan. With parent and
    /// commit exchanged, returns what the parent's plan became.
    fn under_another_name(
        &self,
        parent: &CommitId,
        commit: &CommitId,
        new: &PlanBlobs,
    ) -> Result<Option<PlanBlobs>, GitFault> {
        let Some(folder) = new.folder() else {
            return Ok(None);
        };
        let name = last_name(folder);
        if let Ok(plan) = std::str::from_utf8(name)
            && let Some(same) = self.plan_blobs(parent.as_str())?.remove(plan)
        {
            return Ok(Some(same));
        }
        let mut before = self.plan_folders(parent.as_str())?;
        let gone = self.gone_from(commit.as_str(), &before)?;
        before.retain(|folder, _| gone.contains(folder));
        let has_same = |old: &&PlanBlobs| {
            let (old, new) = (&old.ids, &new.ids);
            let is_same = |part| old[part].is_some() && old[part] == new[part];
            PlanPart::BOTH.into_iter().any(is_same)
        };
        if let Some(old) = before.values().find(has_same) {
            return Ok(Some(old.clone()));
        }
        let all: Vec<&PlanBlobs> = before.values().chain([new]).collect();
        let ids = all.iter().flat_map(|blobs| &blobs.ids.plan);
        let texts = self.contents(ids.map(String::as_str))?;
        let version = |blobs: &PlanBlobs| {
            let id = blobs.ids.plan.as_ref();
            let text = id.and_then(|id| texts.get(id)).cloned();
            Version::read("", text, None)
        };
        let title = |version: &Version| {
            let document = version.document.as_ref()?;
            Some((document.title.clone(), document.number.clone()))
        };
        let wanted = title(&version(new));
        let has_title = |old: &&PlanBlobs| wanted.is_some() && title(&version(old)) == wanted;
        let renamed = before.values().find(has_title).cloned();
        let moved = || before.into_iter().find(|(at, _)| last_name(at) == name);
        Ok(renamed.or_else(|| moved().map(|(_, old)| old)))
    }

    /// Returns the commits at which a shallow clone ends.
    fn shallow_ends(&self) -> Result<HashSet<CommitId>, GitFault> {
        if !self.is_shallow() {
            return Ok(HashSet::new());
        }
        let call = Call::new(["rev-parse", "--git-path", "shallow"]);
        let said = self.git().try_read(call)?;
        let text = read_plain_text(&self.top().join(said.line())).unwrap_or_default();
        Ok(text.lines().filter_map(CommitId::read).collect())
    }
}

/// Returns what lies at the paths of both files of a plan.
fn blobs_at(paths: &[Vec<u8>], ids: &FileIds) -> PlanBlobs {
    let path = |part| paths.iter().find(|path| PlanPart::at(path) == Some(part));
    PlanBlobs {
        ids: ids.clone(),
        paths: PerPart::from_fn(|part| path(part).cloned()),
    }
}
