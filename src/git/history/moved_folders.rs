//! Plans that lay elsewhere in the repository: somebody moved the folder of plans, or a plan into it.

use std::collections::BTreeMap;

use crate::git::objects::EntryKind;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::{PlanTree, is_elsewhere, last_name, left_out};
use crate::git::{CommitId, GitFault, Repository};
use crate::store::PlanPart;

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
        let mut found = PlanFolders::new();
        let mut files = self.entries_at(tree, |path| PlanPart::at(path).is_some())?;
        files.retain(|entry| entry.kind == EntryKind::File);
        for file in files {
            if let Some(part) = PlanPart::at(&file.name) {
                let blobs = found.entry(folder_of(&file.name).to_vec()).or_default();
                blobs.take(part, file.id, file.name);
            }
        }
        Ok(found)
    }

    /// Returns the plans of the last commit where they lay in an older one, whose folder of plans was another.
    pub(crate) fn plans_before_move(&self, older: &CommitId) -> Result<PlanTree, GitFault> {
        let Some(head) = self.head()?.filter(|head| head != older) else {
            return Ok(PlanTree::new());
        };
        let [then, now] = [older, &head].map(|commit| self.plan_tree(commit.as_str()));
        let (then, now) = (then?, now?);
        let pairs = self.pairs_of(&then, &now)?;
        let left_out = left_out(&then, &now, &pairs).into_iter();
        let left_out = left_out.map(|was| (was, last_name(was)));
        let came = pairs.iter().filter(|(_, is)| !is_elsewhere(is));
        let came = came.map(|(was, is)| (was, is.as_str()));
        let plans = left_out.chain(came);
        let plans = plans.filter_map(|(was, is)| Some((is.to_owned(), then.get(was)?.clone())));
        Ok(plans.collect())
    }
}

/// Returns the folder that a path lies in; empty at the top.
pub(crate) fn folder_of(path: &[u8]) -> &[u8] {
    let slash = path.iter().rposition(|byte| *byte == b'/');
    &path[..slash.unwrap_or_default()]
}
