//! Limits on the size of a plan: far above any real plan, and low enough that a small file cannot keep
//! the machine busy.

use crate::plan::{ActionDef, Document, MilestoneDef};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::text::Limited;

/// The lists of plan.toml with what they hold and their limits, as in docs/format.md.
const LISTS: [(&str, Limited, usize); 6] = [
    ("phase", Limited::Phases, 1_000),
    ("unit", Limited::Units, 2_000),
    ("section", Limited::Sections, 2_000),
    ("action", Limited::Actions, ACTIONS),
    ("indicator", Limited::Indicators, 1_000),
    ("amendment", Limited::Amendments, 200),
];

/// The most actions of a plan.
pub(crate) const ACTIONS: usize = 10_000;

/// The most old values in one `was`.
pub(crate) const OLD_VALUES: usize = 200;

/// The most milestones of a plan, counted by occurrence.
pub(crate) const MILESTONES: usize = 20_000;

/// The most reports of units in `each` milestones.
const REPORTS: usize = 200_000;

/// The most blocks of progress.toml: twice the milestones, for former ones.
pub(crate) const BLOCKS: usize = 2 * MILESTONES;

/// The most entries in one log.
pub(crate) const ENTRIES: usize = 10_000;

/// Returns whether every list is within its limit.
pub(crate) fn lists_within_limits(root: &Fields<'_, '_>, flaws: &mut Flaws) -> bool {
    LISTS.iter().all(|(key, what, limit)| {
        let Some((span, count)) = root.count(key) else {
            return true;
        };
        flaws.within(span, (*what, count), *limit)
    })
}

/// Returns whether the milestones are within the limits; they are counted without being built.
pub(crate) fn milestones_within_limits(document: &Document, flaws: &mut Flaws) -> bool {
    let (mut milestones, mut reports) = (0_usize, 0_usize);
    for action in &document.actions {
        let (mut own, mut each) = (0_usize, 0_usize);
        for def in &action.milestones {
            let count = occurrences(document, action, def);
            own = own.saturating_add(count);
            if def.fields.each == Some(true) {
                each = each.saturating_add(count);
            }
        }
        let phases = action.assignment.phases.as_ref();
        let phases = phases.map_or(document.phases.len(), Vec::len);
        milestones = milestones.saturating_add(own).saturating_add(phases);
        if each > 0 {
            reports = reports.saturating_add(each.saturating_mul(units(document, action)));
        }
    }
    flaws.within(0..0, (Limited::Milestones, milestones), MILESTONES)
        && flaws.within(0..0, (Limited::Reports, reports), REPORTS)
}

/// Returns an upper bound on the occurrences of a milestone.
fn occurrences(document: &Document, action: &ActionDef, def: &MilestoneDef) -> usize {
    let Some(every) = def.fields.every else {
        return 1;
    };
    let first = action.assignment.phases.as_ref();
    let first = first.and_then(|phases| phases.first().copied());
    let phase = def.phase.or(first).map(|ix| document.phase(ix));
    let window = phase.or(document.phases.first()).map(|it| it.window);
    let start = def.fields.start.or(window.map(|window| window.start));
    let end = def.fields.due.or(window.map(|window| window.end));
    let days = match (start, end) {
        (Some(start), Some(end)) => (end - start).num_days().max(0),
        _ => 0,
    };
    // The bound in `Recurrence::occurrences`.
    (days / every.least_days() + 2).min(1_200) as usize
}

/// Counts the units named for an action or the sections around it.
fn units(document: &Document, action: &ActionDef) -> usize {
    let around = document.sections.iter().filter(|section| {
        let inside = action.id.strip_prefix(section.id.as_str());
        inside.is_some_and(|rest| rest.starts_with('.'))
    });
    let assignments = around
        .map(|section| &section.assignment)
        .chain([&action.assignment]);
    let named = assignments.flat_map(|it| [&it.lead, &it.support]);
    let named = named.flatten().flatten().copied();
    document.units.expand(named).len()
}
