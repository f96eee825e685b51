//! The lists of bulletins beside two versions of plans.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diff::Version;
use crate::diff::version::LAST_DAY;
use crate::git::plan_change::{PlanChange, version};
use crate::git::plan_texts::PlanBlobs;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{BulletinIssue, ISSUES_FILE, Loaded, Workspace, issues_in};

/// The plans of a commit, by id.
type CommittedPlans = BTreeMap<String, PlanBlobs>;

impl Repository {
    /// Gives the plans that changed between two commits their lists of bulletins, and adds the plans of which only the
    /// list differs.
    pub(crate) fn add_issues_between(
        &self,
        found: &mut Vec<PlanChange>,
        plans: &[CommittedPlans; 2],
        commits: [Option<&CommitId>; 2],
    ) -> Result<(), GitFault> {
        let [from, to] = commits;
        let lists = [self.lists_in(from)?, self.lists_in(to)?];
        if lists.iter().all(BTreeMap::is_empty) {
            return Ok(());
        }
        let list = |side: usize, id: &str| {
            let folder = plans[side].get(id)?.folder()?;
            lists[side].get(&[folder, b"/", ISSUES_FILE.as_bytes()].concat())
        };
        let is_found = |id: &String| found.iter().any(|change| change.id == *id);
        let other = plans[1].iter().filter(|(id, _)| !is_found(id));
        let other = other.filter(|(id, _)| plans[0].contains_key(*id));
        let other = other.filter(|(id, _)| list(0, id) != list(1, id));
        let other = other.map(|(id, blobs)| (id.clone(), blobs.clone()));
        for (id, bytes) in self.bytes_of(other.collect::<CommittedPlans>())? {
            let version = version(&id, bytes);
            found.push(unchanged(id, version));
        }
        let ids = found.iter().flat_map(|change| {
            let [before, after] = ids_of(change);
            [list(0, before), list(1, after)]
        });
        let contents = self.contents(ids.flatten().map(String::as_str))?;
        let read = |blob: Option<&String>| issues(blob.and_then(|blob| contents.get(blob)));
        for change in found {
            let [before, after] = ids_of(change).map(str::to_owned);
            change.before.issues = read(list(0, &before));
            change.after.issues = read(list(1, &after));
        }
        Ok(())
    }

    /// Does the same for the plans on disk that differ from a commit.
    pub(crate) fn add_issues_on_disk(
        &self,
        found: &mut Vec<PlanChange>,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<(), GitFault> {
        for list in self.changed_issues(from, workspace)?.changed {
            let id = &list.files.id;
            if !found.iter().any(|change| change.id == *id) {
                let loaded = Loaded::read(&list.files, LAST_DAY);
                found.push(unchanged(id.clone(), Version::of(&loaded)));
            }
            let change = found.iter_mut().find(|change| change.id == *id);
            let Some(change) = change else { continue };
            let mut was = list.was;
            let [before, _] = ids_of(change);
            // The folder got another name.
            if let Some(from) = from.filter(|_| before != id)
                && let Ok(path) = self.path_of(&Path::new(before).join(ISSUES_FILE))
            {
                was = was.or(self.contents_in(from, &path)?);
            }
            change.before.issues = issues(was.as_ref());
            change.after.issues = issues(list.bytes.as_ref());
        }
        Ok(())
    }
}

/// Returns the ids of a plan before and after a change.
fn ids_of(change: &PlanChange) -> [&str; 2] {
    let before = change.before.document.as_ref();
    let before = before.map_or(change.id.as_str(), |document| &document.id);
    [before, &change.id]
}

/// Returns the change of a plan whose files are the same.
fn unchanged(id: String, version: Version) -> PlanChange {
    PlanChange {
        before: version.clone(),
        after: version,
        missing_commits: None,
        id,
    }
}

fn issues(bytes: Option<&Vec<u8>>) -> Vec<BulletinIssue> {
    bytes
        .map(|bytes| issues_in(&String::from_utf8_lossy(bytes)))
        .unwrap_or_default()
}
