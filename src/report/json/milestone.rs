//! JSON of a milestone with its log and standing.

use serde::Serialize;

use crate::plan::{Day, Entry, Number, Target, Verdict};
use crate::query::ResolvedItem;
use crate::text::Words;

#[derive(Debug, Serialize)]
pub(super) struct TargetJson<'a> {
    op: &'static str,
    value: Number,
    max: Option<Number>,
    unit: &'a str,
    cadence: &'static str,
    by: Option<Day>,
}

#[derive(Debug, Serialize)]
pub(super) struct MilestoneJson<'a> {
    id: &'a str,
    phase: &'a str,
    title: &'a str,
    occurrence: Option<&'a str>,
    each: bool,
    start: Day,
    due: Day,
    due_now: Day,
    target: Option<TargetJson<'a>>,
    status: &'static str,
    value: Option<Number>,
    reported: Option<usize>,
    of: Option<usize>,
    units: Vec<UnitStateJson<'a>>,
    log: Vec<Entry>,
    standing: &'static str,
    days: i64,
    reason: String,
}

#[derive(Debug, Serialize)]
struct UnitStateJson<'a> {
    unit: &'a str,
    status: &'static str,
    value: Option<Number>,
    standing: &'static str,
    reason: String,
}

pub(super) fn target_json<'a>(target: &'a Target, cadence: &'static str) -> TargetJson<'a> {
    TargetJson {
        op: target.op.key(),
        value: target.value,
        max: target.max,
        unit: &target.unit,
        cadence,
        by: target.by,
    }
}

/// Makes the JSON of a milestone, or of the part of it that is meant, on which the verdict is.
pub(super) fn milestone_json<'a>(
    it: &ResolvedItem<'a>,
    verdict: &Verdict,
    as_of: Day,
    words: &Words,
) -> MilestoneJson<'a> {
    let (plan, milestone, row, state) = (it.plan, it.milestone, it.row, it.state());
    let counts = milestone.each.then(|| row.state.reported());
    MilestoneJson {
        id: &milestone.id,
        phase: &plan.phase(milestone.phase).id,
        title: &milestone.title,
        occurrence: milestone.occurrence.as_deref(),
        each: milestone.each,
        start: milestone.window.start,
        due: milestone.window.end,
        due_now: verdict.due_now,
        target: milestone
            .target
            .as_ref()
            .zip(milestone.cadence())
            .map(|(target, cadence)| target_json(target, cadence.key())),
        status: state.status.key(),
        value: state.value,
        reported: counts.map(|(done, _)| done),
        of: counts.map(|(_, of)| of),
        units: row
            .state
            .units
            .iter()
            .map(|own| {
                let verdict = it.ledger.verdict_of(milestone, &own.state);
                UnitStateJson {
                    unit: plan.units().name(own.unit),
                    status: own.state.status.key(),
                    value: own.state.value,
                    standing: verdict.standing.key(),
                    reason: (words.reason)(&verdict.reason),
                }
            })
            .collect(),
        log: it
            .progress
            .log(&milestone.id)
            .iter()
            .filter(|entry| entry.day() <= as_of)
            .map(|entry| entry.with_present_names(plan.units()))
            .collect(),
        standing: verdict.standing.key(),
        days: verdict.days,
        reason: (words.reason)(&verdict.reason),
    }
}
