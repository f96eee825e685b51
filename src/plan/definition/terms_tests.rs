//! What a plan says as a whole, before and after amendments.

use crate::plan::sample::*;
use crate::plan::{
    AlertFields, Assignment, Baseline, Document, Indicator, IndicatorFields, ItemFields, Lamp,
    Ledger, Members, MilestoneFields, PhaseFields, Plan, Recurrence, Soon, Status, Target,
    UnitKind, Units,
};

const BEFORE: &str = "2024-02-29";

fn dated(plan: &Plan) -> Vec<String> {
    plan.milestones()
        .map(|(_, m)| format!("{} {} {}..{}", m.id, m.title, m.window.start, m.window.end))
        .collect()
}

fn indicator(baseline: Option<Baseline>, targets: Vec<Target>) -> Indicator {
    Indicator {
        id: "rate".to_owned(),
        name: "比例".to_owned(),
        baseline,
        targets,
        was: vec![],
    }
}

#[test]
fn a_plan_whose_terms_nobody_changed_says_what_its_document_says() {
    assert!(plan_on(amended(), BEFORE).terms.is_none());
    let mut document = amended();
    document.alert_was = vec![was(FROM, AlertFields::default())];
    assert!(plan_on(document.clone(), BEFORE).terms.is_some());
    assert!(plan_on(document, FROM).terms.is_none());
}

#[test]
fn an_indicator_had_its_old_name_and_targets_before_the_day() {
    let mut document = amended();
    let mut rate = indicator(None, vec![target(50.0, "名")]);
    rate.was = vec![
        was(
            FROM,
            IndicatorFields {
                targets: Some(vec![target(60.0, "名")]),
                ..IndicatorFields::default()
            },
        ),
        was(
            "2023-01-01",
            IndicatorFields {
                name: Some("旧名".to_owned()),
                targets: Some(vec![target(70.0, "名")]),
                ..IndicatorFields::default()
            },
        ),
    ];
    document.indicators = vec![rate];
    for (as_of, name, value) in [
        ("2022-12-31", "旧名", 70.0),
        ("2023-01-01", "比例", 60.0),
        (BEFORE, "比例", 60.0),
        (FROM, "比例", 50.0),
    ] {
        let plan = plan_on(document.clone(), as_of);
        let then = &plan.indicators()[0];
        let ruling = then.target_on(day(as_of)).map(|target| target.value);
        assert_eq!(
            (then.name.as_str(), ruling),
            (name, Some(number(value))),
            "{as_of}"
        );
    }
}

#[test]
fn targets_that_count_from_the_indicators_baseline_counted_from_its_old_one() {
    let from = |value| {
        let value = number(value);
        Some(Baseline { value, on: None })
    };
    let mut document = amended();
    let mut rate = indicator(from(20.0), vec![stock(60.0, 20.0), stock(80.0, 40.0)]);
    rate.was = vec![was(
        FROM,
        IndicatorFields {
            baseline: from(10.0),
            ..IndicatorFields::default()
        },
    )];
    document.indicators = vec![rate];
    let plan = plan_on(document, BEFORE);
    let then = &plan.indicators()[0];
    assert_eq!(then.baseline, from(10.0));
    assert_eq!(then.targets, [stock(60.0, 10.0), stock(80.0, 40.0)]);
}

#[test]
fn a_baseline_that_an_amendment_took_away_gave_the_target_its_pace() {
    let mut document = amended();
    let mut rate = indicator(None, vec![target(60.0, "%")]);
    rate.was = vec![was(
        FROM,
        IndicatorFields {
            baseline: Some(Baseline {
                value: number(10.0),
                on: None,
            }),
            ..IndicatorFields::default()
        },
    )];
    document.indicators = vec![rate];
    let plan = plan_on(document, BEFORE);
    assert_eq!(plan.indicators()[0].targets, [stock(60.0, 10.0)]);
}

/// 深入实施 once ended on 2024-06-30.
fn with_longer_phase() -> Document {
    let mut document = amended();
    document.phases[1].was = vec![was(
        FROM,
        PhaseFields {
            name: Some("推进".to_owned()),
            end: Some(day("2024-06-30")),
            ..PhaseFields::default()
        },
    )];
    document
}

#[test]
fn what_is_owed_in_a_phase_is_due_when_it_ended_on_that_day() {
    let deepen = |as_of| {
        let plan = plan_on(with_longer_phase(), as_of);
        let phase = &plan.phases()[1];
        (
            dated(&plan)[1].clone(),
            format!("{} {}", phase.name, phase.window.end),
        )
    };
    let (owed, phase) = deepen(BEFORE);
    assert_eq!(owed, "1/deepen 推进 2022-01-01..2024-06-30");
    assert_eq!(phase, "推进 2024-06-30");
    let (_, phase) = deepen(FROM);
    assert_eq!(phase, "深入实施 2025-12-31");
    let plan = plan_on(with_longer_phase(), FROM);
    let owed = plan.milestone("1/deepen").unwrap().1;
    assert_eq!(owed.window, window("2022-01-01", "2025-12-31"));
    assert_eq!(owed.title, "深入实施");
}

#[test]
fn what_had_ended_with_its_phase_before_the_amendment_keeps_its_dates() {
    let mut document = amended();
    document.phases[0].was = vec![was(
        FROM,
        PhaseFields {
            name: Some("动员".to_owned()),
            end: Some(day("2022-06-30")),
            ..PhaseFields::default()
        },
    )];
    document.actions = vec![action(
        "1",
        vec![milestone("m", 0, MilestoneFields::default())],
    )];
    document.actions.push(action("2", vec![]));
    let plan = plan_on(document, FROM);
    let launch: Vec<String> = dated(&plan)
        .into_iter()
        .filter(|line| line.contains("/m ") || line.contains("/launch "))
        .collect();
    assert_eq!(
        launch,
        [
            "1/m 节点m 2022-01-01..2022-06-30",
            "2/launch 动员 2022-01-01..2022-06-30"
        ]
    );
}

#[test]
fn occurrences_fill_the_phase_as_it_was_and_those_past_stay() {
    let yearly = MilestoneFields {
        every: Some(Recurrence::Year),
        ..MilestoneFields::default()
    };
    let mut document = with_longer_phase();
    document.actions = vec![action("1", vec![milestone("m", 1, yearly)])];
    let own = |as_of| {
        let plan = plan_on(document.clone(), as_of);
        let own = plan.milestones().filter(|(_, m)| m.name() == "m");
        own.map(|(_, m)| format!("{} {}", m.id, m.window.end))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        own(BEFORE),
        [
            "1/m@2022 2022-12-31", "1/m@2023 2023-12-31", "1/m@2024 2024-06-30"
        ]
    );
    assert_eq!(
        own(FROM),
        [
            "1/m@2022 2022-12-31", "1/m@2023 2023-12-31", "1/m@2024 2024-12-31",
            "1/m@2025 2025-12-31"
        ]
    );
}

#[test]
fn a_collective_stood_for_whom_it_stood_for_on_that_day() {
    let mut document = amended();
    let mut list: Vec<_> = units().iter().map(|(_, unit)| unit.clone()).collect();
    let all = unit(
        "各单位",
        UnitKind::Collective,
        Members::Listed(units_at([0])),
    );
    list[3] = crate::plan::Unit {
        was: vec![
            was(FROM, Some(Members::Listed(units_at([0, 1])))),
            was("2023-01-01", Some(Members::All)),
            // An entry without members takes nothing from the one that ended later.
            was("2022-06-01", None),
        ],
        ..all
    };
    document.units = Units::new(list).into();
    document.actions[0].assignment.lead = Some(units_at([3]));
    document.actions[0].assignment.support = None;
    let reporting = |as_of| {
        let plan = plan_on(document.clone(), as_of);
        let action = &plan.actions[0];
        plan.reporting_units(action, &action.milestones[0])
    };
    assert_eq!(reporting("2022-01-01"), units_at([0, 1, 2]));
    assert_eq!(reporting("2022-12-31"), units_at([0, 1, 2]));
    assert_eq!(reporting(BEFORE), units_at([0, 1]));
    assert_eq!(reporting(FROM), units_at([0]));
}

#[test]
fn who_became_responsible_after_the_due_day_has_no_part() {
    let mut document = amended();
    let each = |due| MilestoneFields {
        each: Some(true),
        due: Some(day(due)),
        ..MilestoneFields::default()
    };
    document.actions = vec![action(
        "1",
        vec![
            milestone("over", 1, each(BEFORE)),
            milestone("open", 1, each(FROM)),
        ],
    )];
    let act = &mut document.actions[0];
    act.assignment.lead = Some(units_at([0, 2]));
    act.assignment.support = Some(units_at([1]));
    act.was = vec![was(
        FROM,
        ItemFields {
            assignment: Assignment {
                lead: Some(units_at([0])),
                support: Some(units_at([1])),
                ..Assignment::default()
            },
            ..ItemFields::default()
        },
    )];
    let parts = |document: &Document, id: &str, as_of| {
        let plan = plan_on(document.clone(), as_of);
        let (action, milestone) = plan.milestone(id).unwrap();
        plan.reporting_units(action, milestone)
    };
    assert_eq!(parts(&document, "1/over", BEFORE), units_at([0, 1]));
    assert_eq!(parts(&document, "1/over", FROM), units_at([0, 1]));
    assert_eq!(parts(&document, "1/open", FROM), units_at([0, 2, 1]));
    // Who is responsible no more owes nothing.
    document.actions[0].assignment.support = Some(Vec::new());
    assert_eq!(parts(&document, "1/over", FROM), units_at([0]));
}

#[test]
fn lamps_change_when_they_did_on_that_day() {
    let mut document = amended();
    document.alert.soon.days = 0;
    document.alert_was = vec![was(
        FROM,
        AlertFields {
            soon: Some(Soon {
                days: 60,
                working: false,
            }),
            ..AlertFields::default()
        },
    )];
    let due = MilestoneFields {
        due: Some(day("2024-03-31")),
        ..MilestoneFields::default()
    };
    document.actions = vec![action("1", vec![milestone("m", 1, due)])];
    let lamp = |as_of| {
        let plan = plan_on(document.clone(), as_of);
        let log = vec![status("2024-01-02", "教育局", Status::Doing)];
        let progress = progress_of("1/m", None, log);
        let ledger = Ledger::new(&plan, &progress, day(as_of));
        let own = ledger.rows(&plan).find(|(_, m, _)| m.name() == "m");
        own.unwrap().2.verdict.standing.lamp()
    };
    assert_eq!(lamp(BEFORE), Lamp::Yellow);
    assert_eq!(lamp(FROM), Lamp::Green);
}
