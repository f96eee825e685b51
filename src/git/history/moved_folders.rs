//! Plans that lay elsewhere in the repository: somebody moved the folder of plans, or a plan into it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::git::paths::{argument, shown};
use crate::git::plan_texts::PlanBlobs;
use crate::git::process::Call;
use crate::git::same_plan::title_of;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{PlanPart, is_missing};

/// The folders of plans by their paths from the repository's top.
pub(crate) type PlanFolders = BTreeMap<Vec<u8>, PlanBlobs>;

impl Repository {
    /// Returns the folders of plans in a tree or commit, wherever they lie. Links are not followed.
    pub(crate) fn plan_folders(&self, tree: &str) -> Result<PlanFolders, GitFault> {
        let mut found = self.committed_folders(tree)?;
        found.retain(|_, blobs| blobs.ids.plan.is_some());
        Ok(found)
    }

    /// Returns the folders of plans in a tree or commit, also those with a log alone.
    pub(crate) fn committed_folders(&self, tree: &str) -> Result<PlanFolders, GitFault> {
        let call = Call::new(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options"]);
        let out = self.git().read(call.with(tree))?;
        let mut found = PlanFolders::new();
        for line in out.split(|byte| *byte == 0) {
            let Some(tab) = line.iter().position(|byte| *byte == b'\t') else {
                continue;
            };
            let (head, path) = (&line[..tab], &line[tab + 1..]);
            let head = String::from_utf8_lossy(head);
            let mut words = head.split(' ');
            let (mode, id) = (words.next().unwrap_or_default(), words.nth(1));
            if let (Some(part), Some(id), true) = (PlanPart::at(path), id, mode.starts_with("100"))
            {
                let blobs = found.entry(folder_of(path).to_vec()).or_default();
                blobs.take(part, id.to_owned(), path.to_vec());
            }
        }
        Ok(found)
    }

    /// Returns the plans of the last commit where they lay in an older one, whose folder of plans was another.
    pub(crate) fn plans_before_move(
        &self,
        older: &CommitId,
    ) -> Result<BTreeMap<String, PlanBlobs>, GitFault> {
        let mut before = BTreeMap::new();
        if let Some(head) = self.head()?.filter(|head| head != older) {
            let now = self.bytes_of(self.plan_blobs(head.as_str())?)?;
            let plans = now.into_iter();
            let plans = plans.filter_map(|(id, bytes)| Some((id, bytes.plan?)));
            self.add_moved_here(older.as_str(), &mut before, &plans.collect(), |folders| {
                self.gone_from(head.as_str(), folders)
            })?;
        }
        Ok(before)
    }

    /// Adds to the plans of an older tree those that lay elsewhere in it and are among the `new` ones, given with
    /// their plan.toml. Such a plan has the same id or the same title, and is gone from its old place. If nothing
    /// stays of the folder in which it lay, the other plans of that folder are added too: they are deleted.
    pub(crate) fn add_moved_here(
        &self,
        older: &str,
        before: &mut BTreeMap<String, PlanBlobs>,
        new: &BTreeMap<String, Vec<u8>>,
        are_gone: impl FnOnce(&PlanFolders) -> Result<HashSet<Vec<u8>>, GitFault>,
    ) -> Result<(), GitFault> {
        if new.is_empty() {
            return Ok(());
        }
        let all = self.plan_folders(older)?;
        let gone = are_gone(&all)?;
        let of_here: BTreeSet<&[u8]> = before.values().filter_map(PlanBlobs::folder).collect();
        let candidates = all.iter().filter(|(folder, _)| gone.contains(*folder));
        let candidates: PlanFolders = candidates
            .map(|(at, it)| (at.clone(), it.clone()))
            .collect();
        let texts = self.contents(candidates.values().filter_map(|it| it.ids.plan.as_deref()))?;
        let title = |blobs: &PlanBlobs| title_of(texts.get(blobs.ids.plan.as_ref()?)?);
        let mut left = candidates.clone();
        let mut left_from = BTreeSet::new();
        let mut found = BTreeMap::new();
        for (id, text) in new {
            let wanted = title_of(text);
            let likeness = |folder: &[u8], blobs: &PlanBlobs| {
                let has_title = wanted.is_some() && title(blobs) == wanted;
                let is_here = of_here.contains(folder);
                (
                    has_title,
                    has_title && is_here,
                    last_name(folder) == id.as_bytes(),
                )
            };
            let best = left
                .iter()
                .max_by_key(|(folder, blobs)| likeness(folder, blobs));
            let Some((folder, blobs)) = best.map(|(folder, blobs)| (folder.clone(), blobs.clone()))
            else {
                break;
            };
            let (has_title, is_here, has_id) = likeness(&folder, &blobs);
            if !has_title && !has_id {
                continue;
            }
            left.remove(&folder);
            // A plan renamed in the folder of plans itself is known already.
            if !is_here {
                left_from.insert(folder_of(&folder).to_vec());
                found.insert(id.clone(), blobs);
            }
        }
        let stays = |parent: &[u8]| {
            let mut folders = all.keys().filter(|folder| folder_of(folder) == parent);
            folders.any(|folder| !gone.contains(folder))
        };
        left_from.retain(|parent| !stays(parent));
        for (folder, blobs) in left {
            if left_from.contains(folder_of(&folder)) && !of_here.contains(&*folder) {
                let id = String::from_utf8_lossy(last_name(&folder)).into_owned();
                let is_taken = before.contains_key(&id) || new.contains_key(&id);
                let key = if is_taken { shown(&folder) } else { id };
                found.insert(key, blobs);
            }
        }
        before.extend(found);
        Ok(())
    }

    /// Returns those of some folders of plans that a commit lacks.
    pub(crate) fn gone_from(
        &self,
        commit: &str,
        folders: &PlanFolders,
    ) -> Result<HashSet<Vec<u8>>, GitFault> {
        let now = self.plan_folders(commit)?;
        let gone = folders.keys().filter(|folder| !now.contains_key(*folder));
        Ok(gone.cloned().collect())
    }

    /// Returns those of some folders of plans that are not on disk, although git would have them there.
    pub(crate) fn gone_from_disk(
        &self,
        folders: &PlanFolders,
    ) -> Result<HashSet<Vec<u8>>, GitFault> {
        let mut missing: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        for (folder, blobs) in folders {
            let plan = blobs.paths.plan.as_ref();
            if let Some(plan) = plan.filter(|plan| is_missing(&self.top().join(argument(plan)))) {
                missing.push((folder.clone(), plan.clone()));
            }
        }
        let paths: Vec<Vec<u8>> = missing.iter().map(|(_, plan)| plan.clone()).collect();
        let left = self.flagged_in_index(&paths)?;
        missing.retain(|(_, plan)| !left.contains(plan));
        Ok(missing.into_iter().map(|(folder, _)| folder).collect())
    }
}

/// Returns the folder that a path lies in; empty at the top.
pub(crate) fn folder_of(path: &[u8]) -> &[u8] {
    let slash = path.iter().rposition(|byte| *byte == b'/');
    &path[..slash.unwrap_or_default()]
}

/// Returns the last name of a path.
pub(crate) fn last_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}
