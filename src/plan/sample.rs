//! A small plan for the unit tests of the rules.

use std::sync::Arc;

use super::fold;
use super::{
    ActionDef, Alert, Amendment, Assignment, Day, Document, Entry, Ledger, Lifetime, Measure,
    Members, Milestone, MilestoneDef, MilestoneFields, MilestoneState, Moment, Number, Op, Phase,
    PhaseIx, Plan, Progress, Reason, ReportPeriod, Reporters, Reporting, Status, Target, Unit,
    UnitIx, UnitKind, Units, Verdict, Was, Window, WorkCalendar,
};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn window(start: &str, end: &str) -> Window {
    Window {
        start: day(start),
        end: day(end),
    }
}

pub(super) fn unit(name: &str, kind: UnitKind, members: Members) -> Unit {
    Unit {
        kind,
        members,
        ..Unit::named(name, &[])
    }
}

/// Makes the indices of units at places of the plan's list.
pub(super) fn units_at<const N: usize>(places: [usize; N]) -> Vec<UnitIx> {
    places.map(UnitIx::new).into()
}

/// Makes the indices of phases at places of the plan's list.
pub(super) fn phases_at<const N: usize>(places: [usize; N]) -> Vec<PhaseIx> {
    places.map(PhaseIx::new).into()
}

/// 0 教育局 (alias 教育), 1 科协, 2 文明办, 3 各单位 (collective of 0 and 1).
pub(super) fn units() -> Units {
    let single = |name| unit(name, UnitKind::Government, Members::Listed(vec![]));
    let mut education = single("教育局");
    education.aliases.push("教育".into());
    Units::new(vec![
        education,
        single("科协"),
        single("文明办"),
        unit(
            "各单位",
            UnitKind::Collective,
            Members::Listed(units_at([0, 1])),
        ),
    ])
}

/// Makes a number for a test.
pub(super) fn number(value: f64) -> Number {
    Number::from_f64(value).unwrap()
}

/// Makes an at-least target with the defaults of plan.toml.
pub(super) fn target(value: f64, unit: &str) -> Target {
    let measure = Target::default_measure(unit);
    Target {
        op: Op::AtLeast,
        value: number(value),
        max: None,
        unit: unit.into(),
        by: None,
        measure,
        baseline: None,
        pace: Target::default_pace(Op::AtLeast, number(value), measure, false),
    }
}

/// Makes the fields of a milestone with a target.
pub(super) fn aiming_at(target: Target) -> MilestoneFields {
    MilestoneFields {
        target: Some(target),
        ..MilestoneFields::default()
    }
}

pub(super) fn stock(value: f64, baseline: f64) -> Target {
    Target {
        measure: Measure::Stock,
        baseline: Some(super::Baseline {
            value: number(baseline),
            on: None,
        }),
        pace: super::Pace::Linear,
        ..target(value, "%")
    }
}

/// 2022 launch, 2022-2025 deepen, 2025 evaluate.
pub(super) fn document() -> Document {
    let phase = |id: &str, name: &str, start, end| Phase {
        id: id.to_owned(),
        name: name.to_owned(),
        window: window(start, end),
        was: vec![],
    };
    Document {
        id: "demo".to_owned(),
        short: "示例".to_owned(),
        title: "示例方案".to_owned(),
        issuer: None,
        number: None,
        issued: None,
        draft: false,
        period: window("2022-01-01", "2025-12-31"),
        source: None,
        alert: Alert::default(),
        alert_was: vec![],
        reporting: None,
        calendar: WorkCalendar::default(),
        phases: vec![
            phase("launch", "启动实施", "2022-01-01", "2022-12-31"),
            phase("deepen", "深入实施", "2022-01-01", "2025-12-31"),
            phase("evaluate", "总结评估", "2025-01-01", "2025-12-31"),
        ],
        units: Arc::new(units()),
        indicators: vec![],
        sections: vec![],
        actions: vec![action("1", vec![])],
        amendments: vec![],
    }
}

pub(super) fn action(id: &str, milestones: Vec<MilestoneDef>) -> ActionDef {
    ActionDef {
        id: id.to_owned(),
        title: format!("事项{id}"),
        summary: String::new(),
        section: None,
        assignment: Assignment {
            lead: Some(units_at([0])),
            support: Some(units_at([1])),
            ..Assignment::default()
        },
        truncated: false,
        lifetime: Lifetime::default(),
        was: vec![],
        milestones,
    }
}

pub(super) fn milestone(id: &str, phase: usize, fields: MilestoneFields) -> MilestoneDef {
    MilestoneDef {
        id: id.into(),
        phase: Some(PhaseIx::new(phase)),
        fields: MilestoneFields {
            title: fields.title.or(Some(format!("节点{id}"))),
            ..fields
        },
        lifetime: Lifetime::default(),
        was: vec![],
    }
}

pub(super) fn plan_on(document: Document, as_of: &str) -> Plan {
    Plan::on(Arc::new(document), day(as_of))
}

/// Makes the sample plan with the given milestones in its only action.
pub(super) fn plan_with(milestones: Vec<MilestoneDef>, as_of: &str) -> Plan {
    let mut document = document();
    document.actions = vec![action("1", milestones)];
    plan_on(document, as_of)
}

/// Makes a plan with one milestone `1/m`, from `start` to `due`.
pub(super) fn single(start: &str, due: &str, fields: MilestoneFields, as_of: &str) -> Plan {
    let mut document = document();
    document.phases = vec![Phase {
        id: "all".to_owned(),
        name: "全程".to_owned(),
        window: window(start, due),
        was: vec![],
    }];
    document.actions = vec![action("1", vec![milestone("m", 0, fields)])];
    plan_on(document, as_of)
}

/// Makes a plan with one milestone `1/m`, over the whole of 2024.
pub(super) fn year(fields: MilestoneFields) -> Plan {
    single("2024-01-01", "2024-12-31", fields, "2024-06-30")
}

/// Makes a plan with one milestone over the whole of 2024 that nothing is said of.
pub(super) fn plain() -> Plan {
    year(MilestoneFields::default())
}

/// Makes a plan with one milestone over the whole of 2024 that aims at a target.
pub(super) fn aiming(target: Target) -> Plan {
    year(aiming_at(target))
}

/// Makes a plan with one milestone over the whole of 2024 that aims at 60.
pub(super) fn aiming_at_60() -> Plan {
    aiming(target(60.0, "名"))
}

/// Makes a plan with one milestone over the whole of 2024 that every one of these units reports on, aiming at 60.
pub(super) fn each(lead: Vec<UnitIx>, units: Units) -> Plan {
    let mut document = document();
    document.units = units.into();
    let mut action = action(
        "1",
        vec![milestone(
            "m",
            1,
            MilestoneFields {
                each: Some(true),
                target: Some(target(60.0, "名")),
                start: Some(day("2024-01-01")),
                due: Some(day("2024-12-31")),
                ..MilestoneFields::default()
            },
        )],
    );
    action.assignment.phases = Some(phases_at([1]));
    action.assignment.lead = Some(lead);
    action.assignment.support = Some(vec![]);
    document.actions = vec![action];
    plan_on(document, "2024-06-30")
}

/// Makes an entry by a unit on a day.
pub(super) fn entry(on: &str, by: &str) -> Entry {
    sourced(Entry {
        on: Some(day(on)),
        by: Some(by.to_owned()),
        ..Entry::default()
    })
}

/// Sets the source text by which the fold orders entries of the same time.
pub(super) fn sourced(mut entry: Entry) -> Entry {
    entry.source = String::new();
    entry.source = format!("{entry:?}");
    entry
}

pub(super) fn status(on: &str, by: &str, status: Status) -> Entry {
    sourced(Entry {
        status: Some(status),
        reason: status.needs_reason().then(|| "缘由".to_owned()),
        ..entry(on, by)
    })
}

pub(super) fn value(on: &str, by: &str, value: f64) -> Entry {
    sourced(Entry {
        value: Some(number(value)),
        ..entry(on, by)
    })
}

pub(super) fn add(on: &str, by: &str, add: f64) -> Entry {
    sourced(Entry {
        add: Some(number(add)),
        ..entry(on, by)
    })
}

pub(super) fn postpone(on: &str, to: &str, approved_by: Option<&str>) -> Entry {
    sourced(Entry {
        postpone: Some(day(to)),
        approved_by: approved_by.map(str::to_owned),
        reason: Some("缘由".to_owned()),
        ..entry(on, "教育局")
    })
}

/// Returns the entry recorded at a moment (`2024-03-01T08:00:00`).
pub(super) fn at(entry: Entry, moment: &str) -> Entry {
    sourced(Entry {
        at: Some(Moment {
            local: moment.parse().unwrap(),
            offset: Some(8 * 3600),
        }),
        ..entry
    })
}

/// The entry as a correction.
pub(super) fn correction(entry: Entry) -> Entry {
    sourced(Entry {
        correct: true,
        reason: Some("笔误".to_owned()),
        ..entry
    })
}

pub(super) fn log(mut entries: Vec<Entry>) -> Vec<Entry> {
    Entry::sort(&mut entries);
    entries
}

fn only(plan: &Plan) -> (&super::Action, &Milestone) {
    plan.milestones().next().unwrap()
}

/// Folds the entries of a plan's first milestone.
pub(super) fn folded(plan: &Plan, entries: Vec<Entry>, as_of: &str) -> MilestoneState {
    let (action, milestone) = only(plan);
    fold(plan, action, milestone, &log(entries), day(as_of))
}

/// Judges a plan's first milestone.
pub(super) fn judged(
    plan: &Plan,
    since: Option<&str>,
    entries: Vec<Entry>,
    as_of: &str,
) -> Verdict {
    let progress = progress_of(&only(plan).1.id, since, entries);
    Ledger::new(plan, &progress, day(as_of))
        .row(0, 0)
        .verdict
        .clone()
}

/// Returns how many days late a plan's first milestone was done.
#[track_caller]
pub(super) fn days_late(plan: &Plan, entries: Vec<Entry>, as_of: &str) -> i64 {
    match judged(plan, None, entries, as_of).reason {
        Reason::Finished { late, .. } => late,
        other => panic!("{other:?}"),
    }
}

/// Makes the progress of a plan with one log.
pub(super) fn progress_of(id: &str, since: Option<&str>, entries: Vec<Entry>) -> Progress {
    Progress {
        since: since.map(day),
        milestones: [(id.to_owned(), log(entries))].into(),
        indicators: [].into(),
    }
}

/// Every lead unit reports every month, by the fifth of the next.
pub(super) fn monthly() -> Reporting {
    Reporting {
        every: ReportPeriod::Month,
        due_day: 5,
        units: Reporters::Lead,
    }
}

/// The day of the amendment.
pub(super) const FROM: &str = "2024-03-01";

/// The document, amended on [`FROM`].
pub(super) fn amended() -> Document {
    let mut document = document();
    document.amendments = vec![Amendment {
        id: "a1".to_owned(),
        number: None,
        title: "调整".to_owned(),
        on: day(FROM),
    }];
    document
}

/// Earlier fields, which held until a day.
pub(super) fn was<F>(until: &str, fields: F) -> Was<F> {
    Was {
        until: day(until),
        by: "a1".to_owned(),
        fields,
    }
}

/// Returns the plan of a milestone due on `due` until an amendment of 2024-05-01 made it due on `now`.
pub(super) fn moved(due: &str, now: &str, as_of: &str) -> Plan {
    let mut document = amended();
    let due_on = |date: &str| MilestoneFields {
        due: Some(day(date)),
        ..MilestoneFields::default()
    };
    let mut moved = milestone("m", 1, due_on(now));
    moved.was = vec![was("2024-05-01", due_on(due))];
    document.actions = vec![action("1", vec![moved])];
    document.actions[0].assignment.phases = Some(phases_at([1]));
    plan_on(document, as_of)
}
