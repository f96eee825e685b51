//! A plan whose folder has another name on disk: one plan that moved, not one that is gone and one that is new.

use toml::de::DeTable;

use super::on_disk::DifferingPlan;

/// Joins each plan that is gone with the new plan of the same title.
pub(crate) fn join_renamed(differing: &mut Vec<DifferingPlan>) {
    let mut gone: Vec<DifferingPlan> = differing.extract_if(.., |plan| is_gone(plan)).collect();
    for plan in differing.iter_mut().filter(|plan| is_new(plan)) {
        let Some(title) = plan.disk.plan.as_deref().and_then(title) else {
            continue;
        };
        let was = |old: &DifferingPlan| old.texts_before()[0].and_then(self::title);
        let Some(at) = gone
            .iter()
            .position(|old| was(old).as_ref() == Some(&title))
        else {
            continue;
        };
        let old = gone.remove(at);
        plan.before = old.before;
        plan.left_behind = old.paths_before.into_iter().flatten().collect();
    }
    differing.append(&mut gone);
}

fn is_gone(plan: &DifferingPlan) -> bool {
    plan.texts_before()[0].is_some() && plan.texts_now() == [None, None]
}

fn is_new(plan: &DifferingPlan) -> bool {
    plan.before.is_none() && plan.disk.plan.is_some()
}

fn title(plan: &[u8]) -> Option<String> {
    let table = DeTable::parse(std::str::from_utf8(plan).ok()?).ok()?;
    let title = table.get_ref().get("title")?.get_ref().as_str()?;
    Some(title.to_owned())
}
