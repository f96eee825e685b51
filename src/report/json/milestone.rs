//! JSON of a milestone with its log and standing.

use serde::Serialize;

use crate::plan::{Day, Entry, MilestoneState, Number, Target, Verdict};
use crate::query::Resolved;
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
    log: Vec<&'a Entry>,
    standing: &'static str,
    days: i64,
    reason: String,
}

impl MilestoneJson<'_> {
    /// Says of the milestone what is true of one unit's part.
    pub(super) fn stands(&mut self, verdict: &Verdict, state: &MilestoneState, words: &Words) {
        self.status = state.status.key();
        self.value = state.value;
        self.due_now = verdict.due_now;
        self.standing = verdict.standing.key();
        self.days = verdict.days;
        self.reason = (words.reason)(&verdict.reason);
    }
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

/// Makes the JSON of a milestone as a whole.
pub(super) fn milestone_json<'a>(
    it: &Resolved<'a>,
    as_of: Day,
    words: &Words,
) -> MilestoneJson<'a> {
    let (plan, milestone, row) = (it.plan, it.milestone, it.row);
    let counts = milestone.each.then(|| row.state.reported());
    MilestoneJson {
        id: &milestone.id,
        phase: &plan.phase(milestone.phase).id,
        title: &milestone.title,
        occurrence: milestone.occurrence.as_deref(),
        each: milestone.each,
        start: milestone.window.start,
        due: milestone.window.end,
        due_now: row.verdict.due_now,
        target: milestone
            .target
            .as_ref()
            .zip(milestone.cadence())
            .map(|(target, cadence)| target_json(target, cadence.key())),
        status: row.state.status.key(),
        value: row.state.value,
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
            .collect(),
        standing: row.verdict.standing.key(),
        days: row.verdict.days,
        reason: (words.reason)(&row.verdict.reason),
    }
}
