//! "Default milestones", "Occurrences" and "An amendment" at their edges.

use crate::plan::sample::*;
use crate::plan::{
    Assignment, ItemFields, Lifetime, MilestoneDef, MilestoneFields, Plan, Recurrence, SectionDef,
    UnitsFrom, Window,
};

fn listed(plan: &Plan) -> Vec<String> {
    plan.milestones()
        .map(|(_, m)| format!("{} {}..{}", m.id, m.window.start, m.window.end))
        .collect()
}

fn ids(plan: &Plan) -> String {
    let ids = plan.milestones().map(|(_, m)| m.id.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

fn every(every: Recurrence) -> MilestoneFields {
    MilestoneFields {
        every: Some(every),
        ..MilestoneFields::default()
    }
}

#[test]
fn an_action_has_a_milestone_a_phase_due_at_its_end() {
    assert_eq!(
        listed(&plan_on(document(), "2022-01-01")),
        [
            "1/launch 2022-01-01..2022-12-31",
            "1/deepen 2022-01-01..2025-12-31",
            "1/evaluate 2025-01-01..2025-12-31",
        ]
    );
}

#[test]
fn a_milestone_of_its_own_takes_the_place_of_the_default_one() {
    let plan = plan_with(
        vec![milestone("m", 1, MilestoneFields::default())],
        "2022-01-01",
    );
    assert_eq!(ids(&plan), "1/launch 1/m 1/evaluate");
    let plan = plan_with(
        vec![milestone("m", 0, every(Recurrence::HalfYear))],
        "2022-01-01",
    );
    assert_eq!(ids(&plan), "1/m@2022H1 1/m@2022H2 1/deepen 1/evaluate");
}

#[test]
fn an_action_has_defaults_for_its_own_phases_only() {
    let mut document = document();
    document.actions[0].assignment.phases = Some(phases_at([2]));
    assert_eq!(ids(&plan_on(document, "2022-01-01")), "1/evaluate");
}

#[test]
fn phases_and_units_come_from_the_nearest_section_that_names_them() {
    let mut document = document();
    let section = |id: &str, lead, support, phases| SectionDef {
        id: id.to_owned(),
        no: id.to_owned(),
        title: id.to_owned(),
        assignment: Assignment {
            lead,
            support,
            answers: None,
            phases,
        },
        was: vec![],
    };
    document.sections = vec![
        section(
            "1",
            Some(units_at([0])),
            Some(units_at([1])),
            Some(phases_at([0])),
        ),
        section("1.1", Some(units_at([2])), None, None),
    ];
    let mut inner = action("1.1.1", vec![]);
    inner.assignment = Assignment::default();
    inner.section = Some(1);
    document.actions = vec![inner];
    let plan = plan_on(document, "2022-01-01");
    let action = &plan.actions[0];
    assert_eq!(
        (&action.lead, &action.support, action.units_from),
        (&units_at([2]), &units_at([1]), UnitsFrom::Section)
    );
    assert_eq!(ids(&plan), "1.1.1/launch");
}

#[test]
fn occurrences_are_cut_to_the_window_and_keep_the_whole_target() {
    let fields = MilestoneFields {
        start: Some(day("2022-07-01")),
        due: Some(day("2024-03-31")),
        target: Some(target(60.0, "名")),
        ..every(Recurrence::Year)
    };
    let plan = plan_with(vec![milestone("m", 1, fields)], "2022-01-01");
    let own: Vec<String> = listed(&plan)
        .into_iter()
        .filter(|id| id.contains('@'))
        .collect();
    assert_eq!(
        own,
        [
            "1/m@2022 2022-07-01..2022-12-31",
            "1/m@2023 2023-01-01..2023-12-31",
            "1/m@2024 2024-01-01..2024-03-31",
        ]
    );
    assert!(
        plan.milestones()
            .filter(|(_, m)| m.occurrence.is_some())
            .all(|(_, m)| m.target == Some(target(60.0, "名")))
    );
}

#[test]
fn a_window_of_one_day_has_one_occurrence() {
    for (how_often, label) in [
        (Recurrence::Year, "2024"),
        (Recurrence::HalfYear, "2024H1"),
        (Recurrence::Quarter, "2024Q1"),
        (Recurrence::Month, "2024-02"),
    ] {
        let window = window("2024-02-29", "2024-02-29");
        let all: Vec<_> = how_often.occurrences(window).collect();
        assert_eq!(all, [(label.into(), window)]);
    }
}

#[test]
fn occurrences_end_on_the_last_day_of_their_month_in_leap_years_too() {
    let ends: Vec<String> = Recurrence::Month
        .occurrences(window("2023-02-01", "2024-02-29"))
        .map(|(_, w)| w.end.to_string())
        .collect();
    assert_eq!((ends[0].as_str(), ends.len()), ("2023-02-28", 13));
    assert_eq!(ends[12], "2024-02-29");
}

#[test]
fn a_window_of_thousands_of_years_is_bounded() {
    for how_often in [
        Recurrence::Year,
        Recurrence::HalfYear,
        Recurrence::Quarter,
        Recurrence::Month,
    ] {
        let all = how_often.occurrences(window("0000-01-01", "9999-12-31"));
        assert_eq!(all.count(), 1_200);
    }
    let all = Recurrence::Month.occurrences(Window {
        start: crate::plan::Day::MAX,
        end: crate::plan::Day::MAX,
    });
    assert_eq!(all.count(), 1);
}

#[test]
fn the_due_day_is_its_own_else_the_targets_else_the_phases() {
    let due = |fields| {
        let plan = plan_with(vec![milestone("m", 1, fields)], "2022-01-01");
        plan.milestone("1/m").unwrap().1.window.end.to_string()
    };
    let by = crate::plan::Target {
        by: Some(day("2024-06-30")),
        ..target(60.0, "名")
    };
    let with_target = MilestoneFields {
        target: Some(by),
        ..MilestoneFields::default()
    };
    assert_eq!(due(MilestoneFields::default()), "2025-12-31");
    assert_eq!(due(with_target.clone()), "2024-06-30");
    assert_eq!(
        due(MilestoneFields {
            due: Some(day("2023-06-30")),
            ..with_target
        }),
        "2023-06-30"
    );
}

// Amendments

/// Returns the own milestones of an amended action, as seen on a day.
fn own_on(def: &MilestoneDef, as_of: &str) -> Vec<String> {
    let mut document = amended();
    document.actions = vec![action("1", vec![def.clone()])];
    listed(&plan_on(document, as_of))
        .into_iter()
        .filter(|id| id.starts_with(&format!("1/{}", def.id)))
        .collect()
}

#[test]
fn what_an_amendment_added_is_there_from_its_day_and_has_nothing_that_ended_before() {
    let mut def = milestone("m", 1, every(Recurrence::Year));
    def.lifetime.added = Some(day("2024-03-01"));
    assert_eq!(own_on(&def, "2024-02-29"), Vec::<String>::new());
    assert_eq!(
        own_on(&def, "2024-03-01"),
        [
            "1/m@2024 2024-01-01..2024-12-31",
            "1/m@2025 2025-01-01..2025-12-31"
        ]
    );
    // One that ends on the very day is there.
    let mut def = milestone("m", 1, every(Recurrence::Month));
    def.lifetime.added = Some(day("2024-01-31"));
    assert_eq!(
        own_on(&def, "2024-01-31")[0],
        "1/m@2024-01 2024-01-01..2024-01-31"
    );
}

#[test]
fn until_an_amendment_adds_a_milestone_the_phase_has_its_default_one() {
    let mut document = amended();
    let mut def = milestone("m", 1, MilestoneFields::default());
    def.lifetime.added = Some(day("2024-03-01"));
    document.actions = vec![action("1", vec![def])];
    assert_eq!(
        ids(&plan_on(document.clone(), "2024-02-29")),
        "1/launch 1/deepen 1/evaluate"
    );
    assert_eq!(
        ids(&plan_on(document, "2024-03-01")),
        "1/launch 1/m 1/evaluate"
    );
}

#[test]
fn what_an_amendment_ended_has_nothing_open_from_its_day() {
    let mut def = milestone("m", 1, every(Recurrence::Year));
    def.lifetime.ended = Some(day("2023-12-31"));
    assert_eq!(own_on(&def, "2023-12-30").len(), 4);
    // The occurrence that is due on the very day is still open on it.
    assert_eq!(
        own_on(&def, "2023-12-31"),
        ["1/m@2022 2022-01-01..2022-12-31"]
    );
    def.lifetime.ended = Some(day("2024-01-01"));
    assert_eq!(
        own_on(&def, "2024-01-01"),
        [
            "1/m@2022 2022-01-01..2022-12-31",
            "1/m@2023 2023-01-01..2023-12-31"
        ]
    );
}

#[test]
fn an_added_action_and_an_ended_one() {
    let mut document = amended();
    let mut added = action("2", vec![]);
    added.lifetime.added = Some(day("2024-03-01"));
    let mut ended = action("3", vec![]);
    ended.lifetime.ended = Some(day("2024-03-01"));
    document.actions = vec![added, ended];
    assert_eq!(
        ids(&plan_on(document.clone(), "2024-02-29")),
        "3/launch 3/deepen 3/evaluate"
    );
    assert_eq!(
        ids(&plan_on(document, "2024-03-01")),
        "2/deepen 2/evaluate 3/launch"
    );
}

#[test]
fn an_old_value_holds_until_its_day_and_for_what_ended_before() {
    let mut def = milestone(
        "m",
        1,
        MilestoneFields {
            target: Some(target(80.0, "名")),
            ..every(Recurrence::Year)
        },
    );
    def.was = vec![was("2024-01-01", aiming_at(target(60.0, "名")))];
    let targets = |as_of: &str| -> Vec<f64> {
        let mut document = amended();
        document.actions = vec![action("1", vec![def.clone()])];
        let plan = plan_on(document, as_of);
        plan.milestones()
            .filter_map(|(_, m)| m.target.as_ref().map(|target| target.value.to_f64()))
            .collect()
    };
    assert_eq!(targets("2023-12-31"), [60.0; 4]);
    assert_eq!(targets("2024-01-01"), [60.0, 60.0, 80.0, 80.0]);
}

#[test]
fn of_several_old_values_the_one_that_ended_soonest_after_the_day_holds() {
    let mut document = amended();
    let old = |title: &str| ItemFields {
        title: Some(title.to_owned()),
        ..ItemFields::default()
    };
    document.actions[0].was = vec![
        was("2024-03-01", old("第二")),
        was("2023-03-01", old("第一")),
    ];
    let title = |as_of: &str| plan_on(document.clone(), as_of).actions[0].title.clone();
    assert_eq!(title("2023-02-28"), "第一");
    assert_eq!(title("2023-03-01"), "第二");
    assert_eq!(title("2024-02-29"), "第二");
    assert_eq!(title("2024-03-01"), "事项1");
}

#[test]
fn occurrences_that_ended_before_an_amendment_of_how_often_stay_what_they_were() {
    let mut def = milestone("m", 1, every(Recurrence::HalfYear));
    def.was = vec![was("2024-03-01", every(Recurrence::Year))];
    let names = |as_of| {
        let own = own_on(&def, as_of);
        let names = own.iter().map(|line| line.split(' ').next().unwrap());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("2024-02-29"), "1/m@2022 1/m@2023 1/m@2024 1/m@2025");
    assert_eq!(
        names("2024-03-01"),
        "1/m@2022 1/m@2023 1/m@2024H1 1/m@2024H2 1/m@2025H1 1/m@2025H2"
    );
}

#[test]
fn what_was_not_owed_on_its_due_day_is_not_owed_after_an_amendment() {
    let window = MilestoneFields {
        start: Some(day("2024-01-01")),
        due: Some(day("2024-06-30")),
        ..every(Recurrence::Month)
    };
    let mut def = milestone("m", 1, window);
    def.was = vec![was("2024-05-15", every(Recurrence::Quarter))];
    let names = own_on(&def, "2024-05-15");
    let names: Vec<_> = names
        .iter()
        .map(|line| &line[..line.find(' ').unwrap()])
        .collect();
    assert_eq!(names, ["1/m@2024Q1", "1/m@2024-05", "1/m@2024-06"]);
}

#[test]
fn occurrences_that_ended_before_an_amendment_of_the_start_stay() {
    let mut def = milestone(
        "m",
        1,
        MilestoneFields {
            start: Some(day("2024-01-01")),
            ..every(Recurrence::Year)
        },
    );
    def.was = vec![was(
        "2024-03-01",
        MilestoneFields {
            start: Some(day("2022-07-01")),
            ..MilestoneFields::default()
        },
    )];
    assert_eq!(
        own_on(&def, "2024-03-01"),
        [
            "1/m@2022 2022-07-01..2022-12-31",
            "1/m@2023 2023-01-01..2023-12-31",
            "1/m@2024 2024-01-01..2024-12-31",
            "1/m@2025 2025-01-01..2025-12-31",
        ]
    );
}

#[test]
fn a_due_day_that_an_amendment_moved_counts_from_the_amendments_day() {
    let mut def = milestone("m", 1, MilestoneFields::default());
    def.fields.due = Some(day("2024-12-31"));
    def.was = vec![was(
        "2024-03-01",
        MilestoneFields {
            due: Some(day("2023-12-31")),
            ..MilestoneFields::default()
        },
    )];
    assert_eq!(own_on(&def, "2024-02-29"), ["1/m 2022-01-01..2023-12-31"]);
    assert_eq!(own_on(&def, "2024-03-01"), ["1/m 2022-01-01..2024-12-31"]);
}

#[test]
fn a_phase_that_ended_before_an_amendment_took_it_away_keeps_its_milestone() {
    let mut document = amended();
    document.actions[0].assignment.phases = Some(phases_at([1]));
    document.actions[0].was = vec![was(
        "2024-03-01",
        ItemFields {
            assignment: Assignment {
                phases: Some(phases_at([0, 1, 2])),
                ..Assignment::default()
            },
            ..ItemFields::default()
        },
    )];
    assert_eq!(
        ids(&plan_on(document.clone(), "2024-02-29")),
        "1/launch 1/deepen 1/evaluate"
    );
    assert_eq!(ids(&plan_on(document, "2024-03-01")), "1/launch 1/deepen");
}

#[test]
fn a_plan_that_was_never_amended_is_the_same_on_every_day() {
    let document = document();
    assert_eq!(document.actions[0].lifetime, Lifetime::default());
    let days = ["0001-01-01", "2022-01-01", "2024-02-29", "9999-12-31"];
    let all: Vec<Plan> = days.map(|day| plan_on(document.clone(), day)).into();
    assert!(
        all.windows(2)
            .all(|pair| pair[0].actions == pair[1].actions)
    );
}
