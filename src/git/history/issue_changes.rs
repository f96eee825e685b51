//! The lists of bulletins beside two versions of plans.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diff::Version;
use crate::diff::version::LAST_DAY;
use crate::git::paths::joined;
use crate::git::plan_change::PlanChange;
use crate::git::same_plan::is_elsewhere;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{BulletinIssue, ISSUES_FILE, Loaded, Workspace, issues_in};

impl Repository {
    /// Gives the plans on disk that differ from a commit their lists of bulletins, and adds the plans of which only the list
    /// differs. Some plans lay in other folders then.
    pub(crate) fn add_issues_on_disk(
        &self,
        found: &mut Vec<PlanChange>,
        folders: &BTreeMap<String, String>,
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
            let was = match (from, folders.get(id)) {
                (Some(from), Some(folder)) => {
                    let folder = if is_elsewhere(folder) {
                        folder.clone().into_bytes()
                    } else {
                        self.path_of(Path::new(folder))?
                    };
                    self.contents_in(from, &joined(&folder, ISSUES_FILE.as_bytes()))?
                }
                _ => list.was,
            };
            change.before.issues = issues(was.as_ref());
            change.after.issues = issues(list.bytes.as_ref());
        }
        Ok(())
    }
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

pub(crate) fn issues(bytes: Option<&Vec<u8>>) -> Vec<BulletinIssue> {
    bytes
        .map(|bytes| issues_in(&String::from_utf8_lossy(bytes)))
        .unwrap_or_default()
}
