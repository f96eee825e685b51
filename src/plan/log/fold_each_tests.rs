//! "The fold" of a milestone that every unit reports on, at its edges.

use crate::plan::sample::*;
use crate::plan::{Entry, Members, MilestoneState, Plan, Status, UnitKind, Units};

fn names(plan: &Plan, state: &MilestoneState) -> Vec<String> {
    state
        .units
        .iter()
        .map(|own| plan.units().name(own.unit).to_owned())
        .collect()
}

#[test]
fn each_counts_the_members_of_collectives_once() {
    let plan = each(units_at([3, 0, 2]), units());
    let state = folded(&plan, vec![], "2024-12-31");
    assert_eq!(names(&plan, &state), ["教育局", "科协", "文明办"]);
    assert_eq!((state.status, state.reported()), (Status::Todo, (0, 3)));
}

#[test]
fn each_finds_members_through_collectives_and_all_by_a_star() {
    let mut list: Vec<_> = units().iter().map(|(_, unit)| unit.clone()).collect();
    list.push(unit(
        "各方",
        UnitKind::Collective,
        Members::Listed(units_at([3, 2, 4])),
    ));
    list.push(unit("全体", UnitKind::Collective, Members::All));
    list.push(unit(
        "各乡镇",
        UnitKind::Collective,
        Members::Listed(vec![]),
    ));
    let through = |lead| {
        let plan = each(lead, Units::new(list.clone()));
        let state = folded(&plan, vec![], "2024-12-31");
        names(&plan, &state)
    };
    assert_eq!(through(units_at([4])), ["教育局", "科协", "文明办"]);
    assert_eq!(through(units_at([5])), ["教育局", "科协", "文明办"]);
    // A collective whose members are not known counts as one, itself.
    assert_eq!(through(units_at([6, 1])), ["各乡镇", "科协"]);
}

#[test]
fn each_is_done_when_all_that_are_not_dropped_are() {
    let plan = each(units_at([3, 2]), units());
    let done = status("2024-03-01", "教育局", Status::Done);
    let closed = sourced(Entry {
        of: Some("科协".to_owned()),
        ..status("2024-05-01", "教育局", Status::Closed)
    });
    let dropped = status("2024-06-01", "文明办", Status::Dropped);
    let mut log = vec![done];
    let state = folded(&plan, log.clone(), "2024-12-31");
    assert_eq!((state.status, state.reported()), (Status::Doing, (1, 3)));
    log.push(closed);
    let state = folded(&plan, log.clone(), "2024-12-31");
    assert_eq!((state.status, state.reported()), (Status::Doing, (2, 3)));
    log.push(dropped);
    let state = folded(&plan, log.clone(), "2024-12-31");
    assert_eq!((state.status, state.reported()), (Status::Done, (2, 2)));
    assert_eq!(state.done_on, Some(day("2024-05-01")));
    for name in ["教育局", "科协"] {
        log.push(status("2024-07-01", name, Status::Dropped));
    }
    let state = folded(&plan, log, "2024-12-31");
    assert_eq!((state.status, state.reported()), (Status::Dropped, (0, 0)));
}

#[test]
fn in_each_a_collective_speaks_for_itself_only() {
    let plan = each(units_at([3]), units());
    let state = folded(
        &plan,
        vec![status("2024-03-01", "各单位", Status::Done)],
        "2024-12-31",
    );
    assert_eq!((state.status, state.reported()), (Status::Todo, (0, 2)));
}

#[test]
fn in_each_values_are_each_units_own() {
    let plan = each(units_at([0, 1]), units());
    let log = vec![
        value("2024-03-01", "教育局", 60.0),
        add("2024-03-02", "科协", 5.0),
    ];
    let state = folded(&plan, log, "2024-12-31");
    let values: Vec<_> = state.units.iter().map(|own| own.state.value).collect();
    assert_eq!(values, [Some(number(60.0)), Some(number(5.0))]);
    assert_eq!((state.value, state.status), (None, Status::Doing));
}

#[test]
fn each_without_any_unit_is_folded_as_one() {
    let plan = each(vec![], units());
    let state = folded(
        &plan,
        vec![status("2024-03-01", "教育局", Status::Done)],
        "2024-12-31",
    );
    assert_eq!(state.status, Status::Done);
}

#[test]
fn each_postponed_for_the_last_unit_is_not_late() {
    let plan = each(units_at([0, 1]), units());
    let granted = postpone("2024-11-01", "2025-03-31", Some("县政府"));
    let log = |last: &str| {
        vec![
            granted.clone(),
            status("2024-12-01", "科协", Status::Done),
            status(last, "教育局", Status::Done),
        ]
    };
    let late = |last| days_late(&plan, log(last), "2025-06-30");
    assert_eq!(late("2025-03-01"), 0);
    assert_eq!(late("2025-04-10"), 10);
}
