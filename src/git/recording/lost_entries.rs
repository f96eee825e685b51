//! Entries of the last commit that a log has no more: it was cut, or an older copy was put back.

use super::changed_plan::{ChangedPlan, changed_plans};
use crate::diff::{Version, What, compare};
use crate::git::{GitFault, Repository};
use crate::store::{PlanPart, Problem, Workspace};
use crate::text::Flaw;

/// Returns a problem for each log that lacks entries of the last commit. None is known if git cannot be asked.
pub fn check_lost_entries(workspace: &Workspace) -> Vec<Problem> {
    let repositories = Repository::homes(workspace).unwrap_or_default();
    let found = repositories.iter().map(|it| it.lost_entries(workspace));
    found.flat_map(Result::unwrap_or_default).collect()
}

impl Repository {
    fn lost_entries(&self, workspace: &Workspace) -> Result<Vec<Problem>, GitFault> {
        let head = self.head()?;
        let mut differing = self.differing_from_head(head.as_ref(), workspace)?;
        differing.retain(|plan| plan.disk.moved.is_none() && plan.disk.link.is_none());
        let (changed, _) = changed_plans(workspace, differing)?;
        Ok(changed
            .iter()
            .flat_map(|plan| lost_from(plan, workspace))
            .collect())
    }
}

fn lost_from(plan: &ChangedPlan, workspace: &Workspace) -> Vec<Problem> {
    let was = plan.before.as_ref().filter(|_| plan.removed > 0);
    let was = was.filter(|_| !plan.deleted.contains(&PlanPart::Progress));
    let Some(before) = was.and_then(|was| plan.load_before(was, workspace)) else {
        return Vec::new();
    };
    let differences = compare(&Version::of(&before), &Version::of(&plan.after));
    let lost = differences.into_iter().filter_map(|it| match it.what {
        What::Log(change) if !change.deleted.is_empty() => {
            let (id, count) = (it.subject.id.clone(), change.deleted.len());
            let flaw = Flaw::EntriesGone { id, count };
            Some(Problem::of_file(&plan.after.files.progress, flaw))
        }
        _ => None,
    });
    lost.collect()
}
