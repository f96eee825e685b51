//! Plans whose folder was renamed on disk: one moved plan, not a deleted and a new one.

use toml::de::DeTable;

use super::on_disk::DifferingPlan;
use crate::merge::logs::{entries_of, more};

/// Joins each deleted plan with the new plan of the same title that has all its entries. A plan with fewer entries is
/// another plan, because its missing entries would be deleted unasked.
pub(crate) fn join_renamed(differing: &mut Vec<DifferingPlan>) {
    let mut gone: Vec<DifferingPlan> = differing.extract_if(.., |plan| is_gone(plan)).collect();
    for plan in differing.iter_mut().filter(|plan| is_new(plan)) {
        let Some(title) = plan.disk.plan.as_deref().and_then(title) else {
            continue;
        };
        let was = |old: &DifferingPlan| old.texts_before()[0].and_then(self::title);
        let Some(at) = gone
            .iter()
            .position(|old| was(old).as_ref() == Some(&title) && keeps_entries(old, plan))
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

/// Returns true if every entry of a deleted plan is in a new one, in any log.
fn keeps_entries(old: &DifferingPlan, new: &DifferingPlan) -> bool {
    let entries = |text: Option<&[u8]>| {
        let logs = entries_of(std::str::from_utf8(text.unwrap_or(b"")).ok()?)?;
        Some(logs.into_values().flatten().collect::<Vec<String>>())
    };
    let both = entries(old.texts_before()[1]).zip(entries(new.texts_now()[1]));
    both.is_some_and(|(was, is)| more(&is, &was).is_empty())
}

fn title(plan: &[u8]) -> Option<String> {
    let table = DeTable::parse(std::str::from_utf8(plan).ok()?).ok()?;
    let title = table.get_ref().get("title")?.get_ref().as_str()?;
    Some(title.to_owned())
}
