//! Milestones under whose id a newer plan counts something else: what was recorded would count for that.

use super::softer::is_alike;
use crate::plan::{Action, Milestone, Plan};

/// A milestone that is another one under the same id.
#[derive(Clone, Copy, Debug)]
pub struct ReplacedWork<'p> {
    /// The id.
    pub id: &'p str,
    /// The milestone with its action, before and now.
    pub versions: [(&'p Action, &'p Milestone); 2],
}

/// Returns those of the milestones with these ids that count something else in the newer plan: in another unit of
/// measure, under a title that is not a revision of the earlier one, or towards another number while a milestone beside
/// it has the earlier one.
pub fn replaced_work<'p>(
    earlier: &'p Plan,
    newer: &'p Plan,
    ids: &[&'p str],
) -> Vec<ReplacedWork<'p>> {
    let both = |id: &&'p str| {
        let versions = [earlier.milestone(id)?, newer.milestone(id)?];
        Some(ReplacedWork { id, versions })
    };
    let found = ids.iter().filter_map(both);
    found
        .filter(|it| is_other_work(it.versions) || stands_elsewhere(it, newer))
        .collect()
}

/// Returns whether the earlier target is that of another milestone now: a stage was put before it, and took its id.
fn stands_elsewhere(it: &ReplacedWork<'_>, newer: &Plan) -> bool {
    let [(_, was), (action, is)] = it.versions;
    let aim = |milestone: &Milestone| {
        let target = milestone.target.as_ref();
        target.map(|target| (target.op, target.value))
    };
    let is_same =
        |milestone: &Milestone| aim(milestone) == aim(was) && milestone.title == was.title;
    was.target.is_some()
        && !is_same(is)
        && newer
            .action(&action.id)
            .is_some_and(|action| action.milestones.iter().any(is_same))
}

fn is_other_work(versions: [(&Action, &Milestone); 2]) -> bool {
    let [was, is] = versions.map(|(action, milestone)| {
        // A milestone that the plan does not write is about what its action is about.
        if milestone.is_default {
            &action.title
        } else {
            &milestone.title
        }
    });
    let [before, after] = versions.map(|(_, milestone)| Some(&milestone.target.as_ref()?.unit));
    let is_counted_otherwise = before
        .zip(after)
        .is_some_and(|(before, after)| before != after);
    is_counted_otherwise || !is_alike(was, is)
}
