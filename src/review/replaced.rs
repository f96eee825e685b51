//! Milestones under whose id a newer plan counts something else: what was recorded would count for that.

use super::softer::{is_alike, is_within};
use crate::plan::{Action, Indicator, Milestone, Number, Op, Plan};

/// A milestone or an indicator that counts something else now, under the same id.
#[derive(Clone, Copy, Debug)]
pub enum ReplacedWork<'p> {
    /// A milestone with its action, before and now.
    Milestone(&'p str, [(&'p Action, &'p Milestone); 2]),
    /// An indicator, before and now.
    Indicator(&'p str, [&'p Indicator; 2]),
}

/// Returns those of the milestones and indicators with these ids that count something else in the newer plan: in another
/// unit of measure, under a title that is not a revision of the earlier one, for the period of another milestone, or
/// towards another number while a milestone beside it has the earlier one.
pub fn replaced_work<'p>(
    earlier: &'p Plan,
    newer: &'p Plan,
    ids: &[&'p str],
) -> Vec<ReplacedWork<'p>> {
    let milestone = |id: &'p str| {
        let versions = [earlier.milestone(id)?, newer.milestone(id)?];
        let is_replaced = is_other_work(versions)
            || stands_elsewhere(versions, newer)
            || is_of_another_period(versions);
        is_replaced.then_some(ReplacedWork::Milestone(id, versions))
    };
    let indicator = |id: &'p str| {
        let versions = [earlier.indicator(id)?, newer.indicator(id)?];
        is_other_indicator(versions).then_some(ReplacedWork::Indicator(id, versions))
    };
    let found = ids.iter();
    found
        .filter_map(|id| milestone(id).or_else(|| indicator(id)))
        .collect()
}

/// Returns the number that a milestone asks for.
fn aim(milestone: &Milestone) -> Option<(Op, Number)> {
    let target = milestone.target.as_ref();
    target.map(|target| (target.op, target.value))
}

/// Returns whether the earlier target is that of another milestone now, of the same title or of the same day: a stage was
/// put before it, and took its id.
fn stands_elsewhere(versions: [(&Action, &Milestone); 2], newer: &Plan) -> bool {
    let [(_, was), (action, is)] = versions;
    let is_same = |milestone: &Milestone| {
        aim(milestone) == aim(was)
            && (milestone.title == was.title || milestone.window.end == was.window.end)
    };
    was.target.is_some()
        && !is_same(is)
        && newer
            .action(&action.id)
            .is_some_and(|action| action.milestones.iter().any(is_same))
}

/// Returns whether a milestone falls due now when one of the same title beside it did, which is gone or has another
/// number: the stage before was left out of the document.
fn is_of_another_period(versions: [(&Action, &Milestone); 2]) -> bool {
    let [(before, was), (after, is)] = versions;
    let is_gone = |id: &str| after.milestones.iter().all(|milestone| milestone.id != id);
    let is_it = |other: &Milestone| {
        other.id != was.id
            && other.title == is.title
            && other.window.end == is.window.end
            && (aim(was) != aim(is) || is_gone(&other.id))
    };
    was.every.is_none() && was.window.end != is.window.end && before.milestones.iter().any(is_it)
}

/// Returns whether an indicator is another one: in another unit of measure, or with a name and targets that are both
/// others.
fn is_other_indicator([was, is]: [&Indicator; 2]) -> bool {
    let is_counted_otherwise = match (was.targets.first(), is.targets.first()) {
        (Some(before), Some(after)) => before.unit != after.unit,
        _ => false,
    };
    let has = |value| is.targets.iter().any(|target| target.value == value);
    let keeps_one = was.targets.iter().any(|target| has(target.value));
    is_counted_otherwise
        || !is_alike(&was.name, &is.name)
        || (!is_within(&was.name, &is.name) && !keeps_one)
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
    is_counted_otherwise || !is_alike(was, is) || is_all_other(versions)
}

/// Returns whether nothing is left by which a milestone is the same: its title and that of its action are others, the
/// action's no revision or the number another, too.
fn is_all_other([(before, was), (after, is)]: [(&Action, &Milestone); 2]) -> bool {
    was.title != is.title
        && (!is_alike(&before.title, &after.title)
            || (aim(was) != aim(is)
                && !is_within(&before.title, &after.title)
                && !is_within(&was.title, &is.title)))
}
