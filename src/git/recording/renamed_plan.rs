//! Plans whose folder was renamed on disk: one moved plan, not a deleted and a new one.

use super::on_disk::DifferingPlan;
use crate::merge::same_plan::is_same_plan;

/// Joins each deleted plan with the new plan that is the same under another name.
pub(crate) fn join_renamed(differing: &mut Vec<DifferingPlan>) {
    let mut gone: Vec<DifferingPlan> = differing.extract_if(.., |plan| is_gone(plan)).collect();
    for plan in differing.iter_mut().filter(|plan| is_new(plan)) {
        let is_it = |old: &DifferingPlan| {
            is_same_plan(&old.bytes_before().slices(), &plan.bytes_now().slices())
        };
        let Some(at) = gone.iter().position(is_it) else {
            continue;
        };
        let old = gone.remove(at);
        plan.before = old.before;
        plan.left_behind = old.paths_before.iter().cloned().collect();
    }
    differing.append(&mut gone);
}

fn is_gone(plan: &DifferingPlan) -> bool {
    plan.bytes_before().plan.is_some() && plan.bytes_now().is_empty()
}

fn is_new(plan: &DifferingPlan) -> bool {
    plan.before.is_none() && plan.disk.texts.plan.is_some()
}
