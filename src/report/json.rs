//! JSON with stable field names, as docs/ promises them.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};

use crate::plan::{
    Action, Baseline, Day, Entry, Indicator, Ledger, Milestone, Plan, Progress, Row, Target, UnitIx,
};
use crate::query::{Board, Item, Shown};
use crate::text::Words;
use crate::text::clean::is_clean;

/// The version of these shapes.
const SCHEMA: u32 = 1;

/// A number, written as people do: whole ones without a point.
#[derive(Clone, Copy, Debug)]
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// A list of milestones.
#[derive(Debug, Serialize)]
pub struct ListJson<'a> {
    schema: u32,
    as_of: Day,
    items: Vec<ItemJson<'a>>,
}

/// A milestone in a list: itself, with its plan, action and units beside.
#[derive(Debug, Serialize)]
pub struct ItemJson<'a> {
    plan: &'a str,
    action: &'a str,
    action_title: &'a str,
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
    answers: Option<&'a str>,
    #[serde(flatten)]
    milestone: MilestoneJson<'a>,
}

#[derive(Debug, Serialize)]
struct ExportJson<'a> {
    schema: u32,
    as_of: Day,
    #[serde(flatten)]
    plan: PlanJson<'a>,
}

#[derive(Debug, Serialize)]
struct ExportsJson<'a> {
    schema: u32,
    as_of: Day,
    plans: Vec<PlanJson<'a>>,
}

/// A plan whole.
#[derive(Debug, Serialize)]
pub struct PlanJson<'a> {
    plan: HeaderJson<'a>,
    phases: Vec<PhaseJson<'a>>,
    units: Vec<UnitJson<'a>>,
    indicators: Vec<IndicatorJson<'a>>,
    sections: Vec<SectionJson<'a>>,
    actions: Vec<ActionJson<'a>>,
}

#[derive(Debug, Serialize)]
struct HeaderJson<'a> {
    id: &'a str,
    short: &'a str,
    title: &'a str,
    issuer: Option<&'a str>,
    number: Option<&'a str>,
    issued: Option<Day>,
    draft: bool,
    period: WindowJson,
    state: &'static str,
    reported: bool,
}

#[derive(Debug, Serialize)]
struct WindowJson {
    start: Day,
    end: Day,
}

#[derive(Debug, Serialize)]
struct PhaseJson<'a> {
    id: &'a str,
    name: &'a str,
    start: Day,
    end: Day,
}

#[derive(Debug, Serialize)]
struct UnitJson<'a> {
    name: &'a str,
    aliases: &'a [String],
    former: Vec<FormerJson<'a>>,
    kind: &'static str,
    members: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct FormerJson<'a> {
    name: &'a str,
    until: Day,
}

#[derive(Debug, Serialize)]
struct BaselineJson {
    value: Number,
    on: Option<Day>,
}

#[derive(Debug, Serialize)]
struct TargetJson<'a> {
    op: &'static str,
    value: Number,
    max: Option<Number>,
    unit: &'a str,
    cadence: &'static str,
    by: Option<Day>,
}

#[derive(Debug, Serialize)]
struct ReadingJson {
    on: Day,
    value: Number,
    evidence: Option<String>,
}

#[derive(Debug, Serialize)]
struct IndicatorJson<'a> {
    id: &'a str,
    name: &'a str,
    baseline: Option<BaselineJson>,
    targets: Vec<TargetJson<'a>>,
    readings: Vec<ReadingJson>,
}

#[derive(Debug, Serialize)]
struct SectionJson<'a> {
    id: &'a str,
    no: &'a str,
    title: &'a str,
    parent: Option<&'a str>,
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct ActionJson<'a> {
    id: &'a str,
    section: Option<&'a str>,
    title: &'a str,
    summary: &'a str,
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
    answers: Option<&'a str>,
    units_from: &'static str,
    truncated: bool,
    standing: Option<&'static str>,
    milestones: Vec<MilestoneJson<'a>>,
}

#[derive(Debug, Serialize)]
struct MilestoneJson<'a> {
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
    log: Vec<EntryJson<'a>>,
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

#[derive(Debug, Serialize)]
struct EntryJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    add: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    postpone: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remind: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    correct: bool,
}

/// Any of these as text, one document. What could harm a terminal (JSON itself asks only for C0) is escaped too.
pub fn to_text<T: Serialize>(value: &T) -> String {
    // These types hold nothing that JSON cannot: no maps with odd keys, no infinite numbers.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    if text.lines().all(is_clean) {
        return text;
    }
    // Such characters stand in strings only, where an escape means the same.
    let mut escaped = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if c == '\n' || is_clean(c.encode_utf8(&mut [0; 4])) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// A list with what its items refer to.
pub fn list_json<'a>(board: &'a Board, items: &[Item], words: &Words) -> ListJson<'a> {
    let items = items
        .iter()
        .filter_map(|item| item_json(board, item, words))
        .collect();
    ListJson {
        schema: SCHEMA,
        as_of: board.as_of,
        items,
    }
}

/// One item of a list.
pub fn item_json<'a>(board: &'a Board, item: &Item, words: &Words) -> Option<ItemJson<'a>> {
    let it = item.resolve(board)?;
    let mut milestone = milestone_json(
        it.plan,
        it.progress,
        it.ledger,
        it.milestone,
        it.row,
        board.as_of,
        words,
    );
    milestone.standing = item.verdict.standing.key();
    milestone.days = item.verdict.days;
    milestone.reason = (words.reason)(&item.verdict.reason);
    Some(ItemJson {
        plan: it.plan.id(),
        action: &it.action.id,
        action_title: &it.action.title,
        lead: names(it.plan, &it.action.lead),
        support: names(it.plan, &it.action.support),
        answers: it.action.answering().map(|unit| it.plan.units().name(unit)),
        milestone,
    })
}

/// The data of the plans on the board, or of what a filter left of them: one plan by itself, several under `plans`.
pub fn export_json(board: &Board, kept: Option<&[Item]>, words: &Words) -> String {
    let mut plans: Vec<PlanJson<'_>> = board
        .plans
        .iter()
        .enumerate()
        .filter_map(|(place, shown)| {
            plan_json(shown, board.as_of, words, &|action, milestone| {
                kept.is_none_or(|kept| {
                    kept.iter().any(|item| {
                        (item.plan, item.action, item.milestone) == (place, action, milestone)
                    })
                })
            })
        })
        .collect();
    if board.plans.len() == 1 && plans.len() == 1 {
        let plan = plans.swap_remove(0);
        return to_text(&ExportJson {
            schema: SCHEMA,
            as_of: board.as_of,
            plan,
        });
    }
    to_text(&ExportsJson {
        schema: SCHEMA,
        as_of: board.as_of,
        plans,
    })
}

/// A plan whole, with the milestones that `keep` (by the places of action and milestone) wants.
pub fn plan_json<'a>(
    shown: &'a Shown,
    as_of: Day,
    words: &Words,
    keep: &dyn Fn(usize, usize) -> bool,
) -> Option<PlanJson<'a>> {
    let (plan, progress, ledger) = shown.open()?;
    let document = &plan.document;
    let units = plan.units();
    let actions = plan
        .actions
        .iter()
        .enumerate()
        .map(|(ix, action)| action_json(plan, progress, ledger, ix, action, as_of, words, keep))
        .filter(|action| !action.milestones.is_empty())
        .collect();
    Some(PlanJson {
        plan: HeaderJson {
            id: plan.id(),
            short: &document.short,
            title: &document.title,
            issuer: document.issuer.as_deref(),
            number: document.number.as_deref(),
            issued: document.issued,
            draft: document.draft,
            period: WindowJson {
                start: document.period.start,
                end: document.period.end,
            },
            state: ledger.state.key(),
            reported: ledger.reported,
        },
        phases: plan
            .phases()
            .iter()
            .map(|phase| PhaseJson {
                id: &phase.id,
                name: &phase.name,
                start: phase.window.start,
                end: phase.window.end,
            })
            .collect(),
        units: units
            .iter()
            .map(|(ix, unit)| UnitJson {
                name: &unit.name,
                aliases: &unit.aliases,
                former: unit
                    .former
                    .iter()
                    .map(|old| FormerJson {
                        name: &old.name,
                        until: old.until,
                    })
                    .collect(),
                kind: unit.kind.key(),
                members: if unit.is_collective() {
                    units
                        .expand([ix])
                        .into_iter()
                        .filter(|member| *member != ix)
                        .map(|m| units.name(m))
                        .collect()
                } else {
                    Vec::new()
                },
            })
            .collect(),
        indicators: plan
            .indicators()
            .iter()
            .map(|indicator| indicator_json(indicator, progress, as_of))
            .collect(),
        sections: plan
            .sections
            .iter()
            .map(|section| SectionJson {
                id: &section.id,
                no: &section.no,
                title: &section.title,
                parent: section.parent.map(|ix| plan.sections[ix].id.as_str()),
                lead: names(plan, &section.lead),
                support: names(plan, &section.support),
            })
            .collect(),
        actions,
    })
}

#[allow(clippy::too_many_arguments)] // all of them are the one question: this action of this plan on this day
fn action_json<'a>(
    plan: &'a Plan,
    progress: &'a Progress,
    ledger: &Ledger,
    ix: usize,
    action: &'a Action,
    as_of: Day,
    words: &Words,
    keep: &dyn Fn(usize, usize) -> bool,
) -> ActionJson<'a> {
    ActionJson {
        id: &action.id,
        section: action
            .section
            .map(|section| plan.sections[section].id.as_str()),
        title: &action.title,
        summary: &action.summary,
        lead: names(plan, &action.lead),
        support: names(plan, &action.support),
        answers: action.answering().map(|unit| plan.units().name(unit)),
        units_from: action.units_from.key(),
        truncated: action.truncated,
        standing: ledger.tally_of(ix).worst().map(crate::plan::Standing::key),
        milestones: action
            .milestones
            .iter()
            .zip(ledger.rows_of(ix))
            .enumerate()
            .filter(|(milestone, _)| keep(ix, *milestone))
            .map(|(_, (milestone, row))| {
                milestone_json(plan, progress, ledger, milestone, row, as_of, words)
            })
            .collect(),
    }
}

fn indicator_json<'a>(
    indicator: &'a Indicator,
    progress: &Progress,
    as_of: Day,
) -> IndicatorJson<'a> {
    IndicatorJson {
        id: &indicator.id,
        name: &indicator.name,
        baseline: indicator
            .baseline
            .map(|Baseline { value, on }| BaselineJson {
                value: Number(value),
                on,
            }),
        targets: indicator
            .targets
            .iter()
            .map(|target| {
                target_json(
                    target,
                    if target.by.is_some() {
                        "by_deadline"
                    } else {
                        "total"
                    },
                )
            })
            .collect(),
        readings: Indicator::readings(progress.readings(&indicator.id), as_of)
            .into_iter()
            .map(|reading| ReadingJson {
                on: reading.on,
                value: Number(reading.value),
                evidence: (!reading.evidence.is_empty()).then(|| reading.evidence.join("; ")),
            })
            .collect(),
    }
}

fn target_json<'a>(target: &'a Target, cadence: &'static str) -> TargetJson<'a> {
    TargetJson {
        op: target.op.key(),
        value: Number(target.value),
        max: target.max.map(Number),
        unit: &target.unit,
        cadence,
        by: target.by,
    }
}

fn milestone_json<'a>(
    plan: &'a Plan,
    progress: &'a Progress,
    ledger: &Ledger,
    milestone: &'a Milestone,
    row: &Row,
    as_of: Day,
    words: &Words,
) -> MilestoneJson<'a> {
    let counts = milestone.each.then(|| row.state.reported());
    MilestoneJson {
        id: &milestone.id,
        phase: &plan.phases()[milestone.phase].id,
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
        value: row.state.value.map(Number),
        reported: counts.map(|(done, _)| done),
        of: counts.map(|(_, of)| of),
        units: row
            .state
            .units
            .iter()
            .map(|own| {
                let verdict = ledger.verdict_of(milestone, &own.state);
                UnitStateJson {
                    unit: plan.units().name(own.unit),
                    status: own.state.status.key(),
                    value: own.state.value.map(Number),
                    standing: verdict.standing.key(),
                    reason: (words.reason)(&verdict.reason),
                }
            })
            .collect(),
        log: progress
            .log(&milestone.id)
            .iter()
            .filter(|entry| entry.day() <= as_of)
            .map(entry_json)
            .collect(),
        standing: row.verdict.standing.key(),
        days: row.verdict.days,
        reason: (words.reason)(&row.verdict.reason),
    }
}

fn entry_json(entry: &Entry) -> EntryJson<'_> {
    EntryJson {
        at: entry.at.map(crate::store::moment_text),
        on: entry.on,
        by: entry.by.as_deref(),
        of: entry.of.as_deref(),
        who: entry.who.as_deref(),
        status: entry.status.map(crate::plan::Status::key),
        value: entry.value.map(Number),
        add: entry.add.map(Number),
        text: entry.text.as_deref(),
        problem: entry.problem.as_deref(),
        next: entry.next.as_deref(),
        reason: entry.reason.as_deref(),
        evidence: &entry.evidence,
        postpone: entry.postpone,
        approved_by: entry.approved_by.as_deref(),
        remind: entry.remind.map(crate::plan::Reminder::key),
        correct: entry.correct,
    }
}

fn names<'a>(plan: &'a Plan, units: &[UnitIx]) -> Vec<&'a str> {
    units.iter().map(|unit| plan.units().name(*unit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_harm_a_terminal_is_escaped_and_means_the_same() {
        let hostile = "甲\u{202e}乙\u{9b}31m\u{7f}\u{1b}[2J\u{e0041}\u{2028}丙\"\\";
        let text = to_text(&[hostile]);
        assert!(text.lines().all(is_clean), "{text:?}");
        assert_eq!(
            serde_json::from_str::<[String; 1]>(&text).unwrap()[0],
            hostile
        );
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(to_text(&Number(16.0)), "16");
        assert_eq!(to_text(&Number(-2.5)), "-2.5");
        assert_eq!(to_text(&Number(1e300)).parse(), Ok(1e300));
    }
}
