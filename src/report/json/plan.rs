//! JSON of a whole plan.

use serde::Serialize;
use serde_json::Value;

use crate::plan::{Day, Former, Ledger, Plan, Tally, UnitIx, Units, Window};
use crate::query::{OpenPlan, PlanHandle, ResolvedItem};
use crate::text::Words;

use super::indicator::indicator_json;
use super::milestone::{MilestoneJson, milestone_json};
use super::names;

/// A whole plan.
#[derive(Debug, Serialize)]
pub(super) struct PlanJson<'a> {
    plan: HeaderJson<'a>,
    phases: Vec<PhaseJson<'a>>,
    units: Vec<UnitJson<'a>>,
    indicators: Vec<Value>,
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
    period: Window,
    state: &'static str,
    reported: bool,
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
    former: &'a [Former],
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    members: Vec<&'a str>,
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

/// An action with its milestones.
#[derive(Debug, Serialize)]
pub struct ActionJson<'a> {
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

/// The part of a milestone that is shown.
#[derive(Clone, Copy)]
pub(super) enum ShownPart {
    Whole,
    /// One unit's own part.
    Of(UnitIx),
}

impl ShownPart {
    /// Returns the unit whose part it is.
    fn unit(self) -> Option<UnitIx> {
        match self {
            Self::Whole => None,
            Self::Of(unit) => Some(unit),
        }
    }
}

/// Makes the JSON of a plan, with the milestones that `keep` returns, given the indices of action and milestone.
pub(super) fn plan_json<'a>(
    handle: &'a PlanHandle,
    as_of: Day,
    words: &Words,
    keep: &dyn Fn(usize, usize) -> Option<ShownPart>,
) -> Option<PlanJson<'a>> {
    let open = handle.open()?;
    let OpenPlan {
        plan,
        progress,
        ledger,
    } = open;
    let units = plan.units();
    let source = JsonSource { open, as_of, words };
    let actions = (0..plan.actions.len())
        .map(|action| source.action(action, |milestone| keep(action, milestone)))
        .filter(|action| !action.milestones.is_empty());
    let phases = plan.phases().iter().map(|phase| PhaseJson {
        id: &phase.id,
        name: &phase.name,
        start: phase.window.start,
        end: phase.window.end,
    });
    let indicators = plan.indicators().iter();
    let sections = plan.sections.iter().map(|section| SectionJson {
        id: &section.id,
        no: &section.no,
        title: &section.title,
        parent: section.parent.map(|ix| plan.sections[ix].id.as_str()),
        lead: names(plan, &section.lead),
        support: names(plan, &section.support),
    });
    Some(PlanJson {
        plan: header(plan, ledger),
        phases: phases.collect(),
        units: units.iter().map(|(ix, _)| unit_json(units, ix)).collect(),
        indicators: indicators
            .map(|indicator| indicator_json(indicator, progress, as_of))
            .collect(),
        sections: sections.collect(),
        actions: actions.collect(),
    })
}

fn header<'a>(plan: &'a Plan, ledger: &Ledger) -> HeaderJson<'a> {
    let document = &plan.document;
    HeaderJson {
        id: plan.id(),
        short: &document.short,
        title: &document.title,
        issuer: document.issuer.as_deref(),
        number: document.number.as_deref(),
        issued: document.issued,
        draft: document.draft,
        period: document.period,
        state: ledger.state.key(),
        reported: ledger.reported,
    }
}

fn unit_json(units: &Units, ix: UnitIx) -> UnitJson<'_> {
    let unit = units.get(ix);
    let mut members = if unit.is_collective() {
        units.expand([ix])
    } else {
        Vec::new()
    };
    members.retain(|member| *member != ix);
    UnitJson {
        name: &unit.name,
        aliases: &unit.aliases,
        former: &unit.former,
        kind: unit.kind.key(),
        role: unit.is_supervisor.then_some("supervisor"),
        members: members.into_iter().map(|unit| units.name(unit)).collect(),
    }
}

/// Makes the JSON of an action with all its milestones; `None` for a plan that cannot be opened.
pub fn action_json<'a>(
    handle: &'a PlanHandle,
    action: usize,
    as_of: Day,
    words: &Words,
) -> Option<ActionJson<'a>> {
    let open = handle.open()?;
    let source = JsonSource { open, as_of, words };
    Some(source.action(action, |_| Some(ShownPart::Whole)))
}

/// A plan on a day, with the words of a language.
struct JsonSource<'a, 'w> {
    open: OpenPlan<'a>,
    as_of: Day,
    words: &'w Words,
}

impl<'a> JsonSource<'a, '_> {
    /// Makes the JSON of an action with the milestones that `keep` returns, and its standing for the unit whose parts
    /// they are.
    fn action(&self, ix: usize, keep: impl Fn(usize) -> Option<ShownPart>) -> ActionJson<'a> {
        let OpenPlan {
            plan,
            progress,
            ledger,
        } = self.open;
        let action = &plan.actions[ix];
        let all = || action.milestones.iter().zip(ledger.rows_of(ix));
        let kept: Vec<_> = all()
            .enumerate()
            .filter_map(|(place, it)| Some((it, keep(place)?.unit())))
            .collect();
        let unit = kept.iter().find_map(|(_, of)| *of);
        let standings = all().map(|(milestone, row)| ledger.standing_for(milestone, row, unit));
        let standing = standings.collect::<Tally>().worst();
        let milestones = kept.into_iter().map(|((milestone, row), of)| {
            let it = ResolvedItem {
                plan,
                progress,
                ledger,
                action,
                milestone,
                row,
                of,
            };
            let own = of.map(|_| ledger.verdict_of(milestone, it.state()));
            let verdict = own.as_ref().unwrap_or(&row.verdict);
            milestone_json(&it, verdict, self.as_of, self.words)
        });
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
            standing: standing.map(crate::plan::Standing::key),
            milestones: milestones.collect(),
        }
    }
}
