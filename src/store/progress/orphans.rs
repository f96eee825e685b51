//! Blocks of progress.toml whose ids the plan does not have.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::plan::{Day, Lifetime, Plan};
use crate::store::closest;
use crate::store::problem::Flaws;
use crate::text::Flaw;

/// The prefix of an indicator's id in a block's header.
pub(crate) const INDICATOR: &str = "indicator.";

/// The most unknown blocks for which near ids are looked up.
const LOOKED_FOR: usize = 50;

/// Reports the blocks of a progress.toml that belong to nothing in the plan, with near ids if they are `told`.
pub(crate) fn note_orphans(root: &DeTable<'_>, plan: &Plan, told: bool, flaws: &mut Flaws) {
    let milestones: HashSet<&str> = plan.milestones().map(|(_, m)| m.id.as_str()).collect();
    let indicators = plan.indicators().iter().map(|one| one.id.as_str());
    let mut unknown = blocks(root, "milestone", &milestones);
    unknown.extend(blocks(root, "indicator", &indicators.collect()));
    if unknown.is_empty() {
        return;
    }
    let known = known_ids(plan);
    // Looking up near ids visits every milestone, so it is limited.
    let mut left = if told { LOOKED_FOR } else { 0 };
    for OwnerlessBlock { id, span, is_empty } in unknown {
        if known.contains(&id) {
            if !is_empty && is_replaced(plan, &id) {
                flaws.note(span, Flaw::OccurrenceReplaced { id });
            }
            continue;
        }
        let is_indicator = id.starts_with(INDICATOR);
        let of_kind = known
            .iter()
            .filter(|known| known.starts_with(INDICATOR) == is_indicator)
            .map(|known| (known, known.as_str()));
        let nearest = match left {
            0 => Vec::new(),
            _ => closest(&id, of_kind),
        };
        left = left.saturating_sub(1);
        flaws.note(
            span,
            Flaw::OrphanBlock {
                id,
                nearest,
                is_empty,
            },
        );
    }
}

/// Returns whether an occurrence of the plan before is not one that its milestone has now, though the milestone is
/// still there; or whether an action that is still there has others in place of a milestone that plan.toml never wrote.
fn is_replaced(plan: &Plan, id: &str) -> bool {
    let of_milestone = |id: &str| id.split('@').next().map(str::to_owned);
    let goes_on = |lifetime: Lifetime| lifetime.ended.is_none();
    plan.document.lifetime_of(id).is_some_and(goes_on)
        && plan.milestones().any(|(action, it)| {
            of_milestone(&it.id) == of_milestone(id) || is_implied_in(plan, &action.id, id)
        })
}

/// Returns whether an id is that of a milestone of an action that plan.toml does not write.
fn is_implied_in(plan: &Plan, action: &str, id: &str) -> bool {
    let mut actions = plan.document.actions.iter();
    let def = actions.find(|def| def.id == action);
    let name = id.split_once('/').filter(|(of, _)| *of == action);
    name.zip(def).is_some_and(|((_, name), def)| {
        let mut written = def.milestones.iter();
        !name.contains('@') && written.all(|it| it.id != name)
    })
}

/// A block that belongs to nothing in the plan as it is now.
struct OwnerlessBlock {
    /// The id as a message calls it.
    id: String,
    span: Range<usize>,
    /// Whether nothing is recorded in it, as in one that `check --fix` made before the plan changed.
    is_empty: bool,
}

/// Returns the blocks of a kind that are not known.
fn blocks(root: &DeTable<'_>, kind: &str, known: &HashSet<&str>) -> Vec<OwnerlessBlock> {
    let table = root.get(kind).and_then(|kind| kind.get_ref().as_table());
    let blocks = table.into_iter().flatten();
    let unknown = blocks.filter(|(id, _)| !known.contains(id.get_ref().as_ref()));
    let prefix = if kind == "indicator" { INDICATOR } else { "" };
    let ownerless = unknown.filter_map(|(id, block)| {
        let log = block.get_ref().as_table()?.get("log");
        let entries = log.map(|log| log.get_ref().as_array().map_or(1, |log| log.len()));
        Some(OwnerlessBlock {
            id: format!("{prefix}{}", id.get_ref()),
            span: id.span(),
            is_empty: entries.unwrap_or(0) == 0,
        })
    });
    ownerless.collect()
}

/// Returns the ids of everything that the plan has or had, since an amendment that ended it does not invalidate its
/// log.
fn known_ids(plan: &Plan) -> HashSet<String> {
    let document = &plan.document;
    let milestones = document
        .actions
        .iter()
        .flat_map(|action| &action.milestones);
    let mut days: Vec<Day> = document
        .amendments
        .iter()
        .map(|amendment| amendment.on)
        .chain(
            document
                .actions
                .iter()
                .flat_map(|action| action.was.iter().map(|was| was.until)),
        )
        .chain(milestones.flat_map(|def| def.was.iter().map(|was| was.until)))
        .chain(document.terms_changed())
        .collect();
    days.sort_unstable();
    days.dedup();
    let indicators = plan.indicators().iter();
    days.iter()
        .filter_map(Day::pred_opt)
        .chain(days.iter().copied())
        .chain([Day::MAX])
        .flat_map(|day| {
            let on_day = Plan::on(plan.document.clone(), day);
            on_day
                .milestones()
                .map(|(_, m)| m.id.clone())
                .collect::<Vec<_>>()
        })
        .chain(plan.milestones().map(|(_, m)| m.id.clone()))
        .chain(indicators.map(|indicator| format!("{INDICATOR}{}", indicator.id)))
        .collect()
}
