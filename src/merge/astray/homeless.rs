//! Entries that belong to no item or no unit of their plan, or to one of two units of the same name.

use std::collections::BTreeSet;

use crate::merge::logs::key_of_text;
use crate::plan::Log;
use crate::store::progress::orphans::INDICATOR;
use crate::store::{Loaded, Problem};
use crate::text::Flaw;

/// Such an entry: the item or unit that the plan lacks, and what is recorded.
type HomelessEntry = (String, String);

/// Returns whether a plan's log has such entries.
pub(crate) fn has_homeless(loaded: &Loaded) -> bool {
    !homeless(loaded).is_empty()
}

/// Returns the problem of such an entry that another version of the plan does not have.
pub(crate) fn new_homeless(loaded: &Loaded, other: Option<&Loaded>) -> Option<Problem> {
    let found = homeless(loaded);
    let known = other.map(homeless).unwrap_or_default();
    let mut new = found.difference(&known);
    let (missing, _) = new.next()?;
    let of_log = |problem: &&Problem| problem.file == loaded.files.progress;
    let is_it = |problem: &&Problem| match &problem.flaw {
        Flaw::OrphanBlock { id: name, .. } | Flaw::UnknownUnit { name, .. } => name == missing,
        _ => false,
    };
    let problems = loaded.problems.iter().filter(of_log);
    problems.clone().find(is_it).cloned()
}

/// Returns the problem of a name that two units have, which another version of the plan does not have: the entries of
/// one of them would belong to the other.
pub(crate) fn new_shared_name(loaded: &Loaded, other: Option<&Loaded>) -> Option<Problem> {
    let is_known = |flaw: &Flaw| {
        other.is_some_and(|other| other.problems.iter().any(|problem| problem.flaw == *flaw))
    };
    let is_new = |problem: &&Problem| {
        matches!(problem.flaw, Flaw::NameTaken { .. }) && !is_known(&problem.flaw)
    };
    loaded.problems.iter().find(is_new).cloned()
}

fn homeless(loaded: &Loaded) -> BTreeSet<HomelessEntry> {
    let Some((plan, progress)) = loaded.open() else {
        return BTreeSet::new();
    };
    let flaws = loaded.problems.iter().map(|problem| &problem.flaw);
    let orphans: BTreeSet<&String> = flaws
        .filter_map(|flaw| match flaw {
            Flaw::OrphanBlock { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    let mut found = BTreeSet::new();
    for (log, entries) in progress.logs() {
        let name = match log {
            Log::Milestone(id) => id,
            Log::Indicator(id) => format!("{INDICATOR}{id}"),
        };
        for entry in entries {
            let units = [&entry.by, &entry.of].into_iter().flatten();
            let unknown = units.filter(|unit| plan.units().find(unit).is_none());
            let orphan = orphans.contains(&name).then_some(&name);
            for missing in unknown.chain(orphan) {
                found.insert((missing.clone(), key_of_text(&entry.source)));
            }
        }
    }
    found
}
