//! Every rule of "The fold" at its edges.

use proptest::prelude::*;

use crate::plan::sample::*;
use crate::plan::{
    Entry, Members, MilestoneFields, MilestoneState, Number, Plan, Reminder, Status, UnitIx,
    UnitKind, Units, Verdict,
};

fn year(fields: MilestoneFields) -> Plan {
    single("2024-01-01", "2024-12-31", fields, "2024-06-30")
}

fn plain() -> Plan {
    year(MilestoneFields::default())
}

fn with_target(value: f64) -> Plan {
    year(aiming_at(target(value, "名")))
}

fn of_status(entries: Vec<Entry>, as_of: &str) -> (Status, Option<String>) {
    let state = folded(&plain(), entries, as_of);
    (state.status, state.status_on.map(|on| on.to_string()))
}

#[track_caller]
fn stands(entries: Vec<Entry>, as_of: &str, status: Status) {
    assert_eq!(of_status(entries, as_of).0, status);
}

#[track_caller]
fn stands_since(entries: Vec<Entry>, as_of: &str, status: Status, since: &str) {
    assert_eq!(of_status(entries, as_of), (status, Some(since.to_owned())));
}

fn of_value(entries: Vec<Entry>) -> Option<f64> {
    let state = folded(&with_target(60.0), entries, "2024-12-31");
    state.value.map(Number::to_f64)
}

#[test]
fn an_entry_after_the_day_does_not_count_yet() {
    let log = || vec![status("2024-03-01", "教育局", Status::Done)];
    assert_eq!(of_status(log(), "2024-02-29"), (Status::Todo, None));
    stands_since(log(), "2024-03-01", Status::Done, "2024-03-01");
}

#[test]
fn an_entry_is_of_the_day_it_names_not_of_the_day_it_was_recorded() {
    let late_record = at(
        status("2024-01-31", "教育局", Status::Done),
        "2024-06-01T08:00:00",
    );
    stands_since(vec![late_record], "2024-01-31", Status::Done, "2024-01-31");
    let mut without_on = at(entry("2024-06-01", "教育局"), "2024-06-01T23:59:59");
    without_on.on = None;
    without_on.text = Some("已部署".to_owned());
    stands(vec![sourced(without_on)], "2024-06-01", Status::Doing);
}

#[test]
fn of_one_day_the_entry_recorded_last_rules_and_one_without_a_moment_comes_first() {
    let by_hand = status("2024-03-01", "教育局", Status::Blocked);
    let morning = at(
        status("2024-03-01", "教育局", Status::Done),
        "2024-03-01T08:00:00",
    );
    let noon = at(
        status("2024-03-01", "科协", Status::Closed),
        "2024-03-01T12:00:00",
    );
    assert_eq!(
        of_status(
            vec![noon.clone(), by_hand.clone(), morning.clone()],
            "2024-03-01"
        )
        .0,
        Status::Closed
    );
    stands(vec![morning, by_hand], "2024-03-01", Status::Done);
}

#[test]
fn moments_compare_by_instant_whatever_their_offset() {
    let mut east = at(
        status("2024-03-01", "教育局", Status::Doing),
        "2024-03-01T10:00:00",
    );
    let mut greenwich = at(
        status("2024-03-01", "教育局", Status::Done),
        "2024-03-01T03:00:00",
    );
    greenwich.at.as_mut().unwrap().offset = Some(0);
    stands(
        vec![greenwich.clone(), east.clone()],
        "2024-03-01",
        Status::Done,
    );
    east.at.as_mut().unwrap().local += chrono::TimeDelta::hours(2);
    stands(vec![greenwich, east], "2024-03-01", Status::Doing);
}

#[test]
fn a_value_an_addition_or_a_text_starts_what_is_not_started_and_changes_no_other_status() {
    let text = sourced(Entry {
        text: Some("已部署".to_owned()),
        ..entry("2024-03-01", "教育局")
    });
    for first in [
        value("2024-03-01", "教育局", 1.0),
        add("2024-03-01", "教育局", 1.0),
        text,
    ] {
        stands(vec![first.clone()], "2024-12-31", Status::Doing);
        for before in [
            Status::Blocked,
            Status::Done,
            Status::Returned,
            Status::Dropped,
        ] {
            let log = vec![status("2024-02-01", "教育局", before), first.clone()];
            stands_since(log, "2024-12-31", before, "2024-02-01");
        }
    }
}

#[test]
fn problems_plans_and_evidence_are_recorded_without_starting_it() {
    let problem = sourced(Entry {
        problem: Some("经费未到位".to_owned()),
        ..entry("2024-03-01", "教育局")
    });
    let evidence = sourced(Entry {
        evidence: vec!["附件.pdf".to_owned()],
        ..entry("2024-03-01", "教育局")
    });
    for said in [problem, evidence] {
        let state = folded(&plain(), vec![said], "2024-12-31");
        assert_eq!(state.status, Status::Todo);
        assert_eq!(state.recorded, Some(day("2024-03-01")));
    }
}

#[test]
fn a_reminder_is_counted_and_records_nothing() {
    let remind = sourced(Entry {
        remind: Some(Reminder::Urge),
        text: Some("请抓紧".to_owned()),
        ..entry("2024-03-01", "科协")
    });
    let state = folded(&plain(), vec![remind.clone(), remind], "2024-12-31");
    assert_eq!(
        (state.status, state.recorded, state.reminded),
        (Status::Todo, None, 2)
    );
}

#[test]
fn a_value_sets_an_addition_adds_and_in_one_entry_the_value_comes_first() {
    assert_eq!(of_value(vec![]), None);
    assert_eq!(of_value(vec![add("2024-03-01", "教育局", 5.0)]), Some(5.0));
    let both = sourced(Entry {
        add: Some(number(5.0)),
        ..value("2024-03-01", "教育局", 40.0)
    });
    assert_eq!(of_value(vec![both.clone()]), Some(45.0));
    assert_eq!(
        of_value(vec![both, add("2024-04-01", "教育局", 3.0)]),
        Some(48.0)
    );
}

#[test]
fn an_addition_dated_before_a_value_is_contained_in_it_whenever_it_was_typed() {
    let typed_later = at(add("2024-03-01", "教育局", 10.0), "2024-09-01T08:00:00");
    let known = at(value("2024-06-30", "教育局", 45.0), "2024-07-01T08:00:00");
    let after = add("2024-07-01", "教育局", 5.0);
    assert_eq!(
        of_value(vec![typed_later.clone(), known.clone()]),
        Some(45.0)
    );
    assert_eq!(of_value(vec![after, typed_later, known]), Some(50.0));
}

#[test]
fn a_level_adds_to_its_baseline() {
    let plan = year(aiming_at(stock(16.0, 10.5)));
    let state = folded(&plan, vec![add("2024-03-01", "教育局", 1.5)], "2024-12-31");
    assert_eq!(state.value, Some(number(12.0)));
}

#[test]
fn a_correction_replaces_the_fields_it_names_of_that_day_and_unit_only() {
    let wrong = at(
        sourced(Entry {
            status: Some(Status::Done),
            ..value("2024-03-01", "教育局", 450.0)
        }),
        "2024-03-01T08:00:00",
    );
    let others = at(add("2024-03-01", "科协", 1.0), "2024-03-01T09:00:00");
    let right = |on: &str, by: &str| at(correction(value(on, by, 45.0)), &format!("{on}T10:00:00"));
    let folded_with = |entry| {
        let log = vec![wrong.clone(), others.clone(), entry];
        folded(&with_target(60.0), log, "2024-12-31")
    };
    let corrected = folded_with(right("2024-03-01", "教育局"));
    assert_eq!(
        (corrected.value, corrected.status),
        (Some(number(45.0)), Status::Done)
    );
    // An alias is the same unit.
    assert_eq!(
        folded_with(right("2024-03-01", "教育")).value,
        Some(number(45.0))
    );
    let status_only = folded_with(at(
        correction(status("2024-03-01", "教育局", Status::Doing)),
        "2024-03-01T10:00:00",
    ));
    assert_eq!(
        (status_only.value, status_only.status, status_only.done_on),
        (Some(number(451.0)), Status::Doing, None)
    );
}

#[test]
fn a_correction_of_a_value_takes_an_addition_away_and_leaves_other_days() {
    let log = vec![
        at(value("2024-02-01", "教育局", 10.0), "2024-02-01T08:00:00"),
        at(add("2024-03-01", "教育局", 20.0), "2024-03-01T08:00:00"),
        at(
            correction(add("2024-03-01", "教育局", 2.0)),
            "2024-03-01T09:00:00",
        ),
    ];
    assert_eq!(of_value(log), Some(12.0));
}

#[test]
fn a_correction_replaces_nothing_of_another_unit_or_said_later() {
    let log = vec![
        at(
            correction(value("2024-03-01", "科协", 1.0)),
            "2024-03-01T08:00:00",
        ),
        at(value("2024-03-01", "教育局", 7.0), "2024-03-01T09:00:00"),
    ];
    assert_eq!(of_value(log), Some(7.0));
}

#[test]
fn a_postponement_is_asked_granted_refused() {
    let fold_upto = |entries: &[Entry]| {
        let state = folded(&plain(), entries.to_vec(), "2024-12-31");
        (
            state.granted.map(|day| day.to_string()),
            state.asked.map(|day| day.to_string()),
            state.postponed,
        )
    };
    let log = [
        postpone("2024-05-01", "2025-03-31", None),
        postpone("2024-05-10", "2025-02-28", Some("县政府")),
        postpone("2024-08-01", "2025-06-30", None),
        postpone("2024-08-10", "2024-12-31", Some("县政府")),
    ];
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(fold_upto(&log[..1]), (None, some("2025-03-31"), 0));
    assert_eq!(fold_upto(&log[..2]), (some("2025-02-28"), None, 1));
    assert_eq!(
        fold_upto(&log[..3]),
        (some("2025-02-28"), some("2025-06-30"), 1)
    );
    assert_eq!(fold_upto(&log), (None, None, 1));
}

#[test]
fn a_grant_rules_from_the_day_of_its_entry() {
    let log = || vec![postpone("2024-05-10", "2025-02-28", Some("县政府"))];
    assert_eq!(folded(&plain(), log(), "2024-05-09").granted, None);
    assert_eq!(
        folded(&plain(), log(), "2024-05-10").granted,
        Some(day("2025-02-28"))
    );
}

#[test]
fn a_correction_is_of_the_unit_meant_whoever_recorded_it_but_no_decision_goes() {
    let plan = each(units_at([0, 1]), units());
    let of = |of: &str, entry: Entry| Entry {
        of: Some(of.to_owned()),
        ..entry
    };
    let own = value("2024-03-01", "教育局", 5.0);
    let through = of("教育局", value("2024-03-01", "科协", 5.0));
    for said in [&own, &through] {
        for now in [
            value("2024-03-01", "教育局", 6.0),
            of("教育局", value("2024-03-01", "科协", 6.0)),
        ] {
            let log = vec![said.clone(), at(correction(now), "2024-03-01T09:00:00")];
            let state = folded(&plan, log, "2024-12-31");
            assert_eq!(state.units[0].state.value, Some(number(6.0)));
        }
    }
    let returned = of("教育局", status("2024-03-01", "科协", Status::Returned));
    let done = correction(status("2024-03-01", "教育局", Status::Doing));
    let corrects = |entry: &Entry, earlier: &Entry| entry.may_correct(earlier, plan.units());
    assert!(!corrects(&done, &returned));
    assert!(corrects(
        &of(
            "教育局",
            correction(status("2024-03-01", "科协", Status::Doing))
        ),
        &returned
    ));
}

#[test]
fn what_was_done_late_stays_late_whatever_is_granted_later() {
    let late = |granted: &str, plan: &Plan| {
        let log = vec![
            status("2025-02-17", "教育局", Status::Done),
            postpone(granted, "2025-03-01", Some("教育局")),
        ];
        match judged(plan, None, log, "2025-06-30").reason {
            crate::plan::Reason::Finished { late, .. } => late,
            other => panic!("{other:?}"),
        }
    };
    for plan in [plain(), each(units_at([0]), units())] {
        assert_eq!(late("2025-02-16", &plan), 0);
        assert_eq!(late("2025-02-17", &plan), 0);
        assert_eq!(late("2025-02-18", &plan), 48);
    }
}

#[test]
fn returned_work_has_the_date_granted_since() {
    let log = vec![
        status("2025-02-17", "教育局", Status::Done),
        status("2025-02-20", "科协", Status::Returned),
        postpone("2025-02-21", "2025-04-30", Some("科协")),
        status("2025-04-20", "教育局", Status::Done),
    ];
    let verdict = judged(&plain(), None, log, "2025-06-30");
    assert!(matches!(
        verdict.reason,
        crate::plan::Reason::Finished { late: 0, .. }
    ));
}

#[test]
fn done_counts_from_the_last_done_and_closed_without_one_from_its_own_day() {
    let done_on = |entries| {
        let state = folded(&plain(), entries, "2024-12-31");
        (state.done_on.map(|on| on.to_string()), state.done_by)
    };
    let some = |text: &str| Some(text.to_owned());
    let done = |on| status(on, "教育局", Status::Done);
    let closed = || status("2024-06-01", "科协", Status::Closed);
    assert_eq!(
        done_on(vec![done("2024-03-01"), closed()]),
        (some("2024-03-01"), some("教育局"))
    );
    assert_eq!(done_on(vec![closed()]), (some("2024-06-01"), None));
    let again = vec![
        done("2024-03-01"),
        status("2024-04-01", "科协", Status::Returned),
        done("2024-05-01"),
        closed(),
    ];
    assert_eq!(done_on(again).0, some("2024-05-01"));
    let reopened = vec![
        done("2024-03-01"),
        status("2024-04-01", "科协", Status::Returned),
    ];
    assert_eq!(done_on(reopened).0, None);
}

fn each(lead: Vec<UnitIx>, units: Units) -> Plan {
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
    let late = |last| {
        let Verdict { reason, .. } = judged(&plan, None, log(last), "2025-06-30");
        match reason {
            crate::plan::Reason::Finished { late, .. } => late,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(late("2025-03-01"), 0);
    assert_eq!(late("2025-04-10"), 10);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let units = prop::sample::select(vec!["教育局", "教育", "科协", "各单位", "不相干"]);
    let day_of = (0_u64..40).prop_map(|n| day("2024-02-20") + chrono::Days::new(n));
    let numbers = prop::option::of((0_u8..80).prop_map(|n| number(f64::from(n) / 10.0)));
    (
        (day_of.clone(), units, prop::option::of(0_i64..3)),
        (numbers.clone(), numbers, any::<bool>(), any::<bool>()),
        (
            prop::option::of(prop::sample::select(Status::ALL.to_vec())),
            prop::option::of(day_of),
            any::<bool>(),
            any::<bool>(),
        ),
    )
        .prop_map(
            |(
                (on, by, minutes),
                (value, add, correct, text),
                (status, postpone, granted, remind),
            )| {
                sourced(Entry {
                    at: minutes.map(|minutes| crate::plan::Moment {
                        local: day("2024-03-01").and_hms_opt(8, minutes as u32, 0).unwrap(),
                        offset: Some(8 * 3600),
                    }),
                    on: Some(on),
                    by: Some(by.to_owned()),
                    status,
                    value,
                    add: add.filter(|_| text),
                    text: text.then(|| "推进".to_owned()),
                    postpone,
                    approved_by: granted.then(|| "县政府".to_owned()),
                    remind: remind.then_some(Reminder::Notice),
                    correct,
                    ..Entry::default()
                })
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_lines_does_not_matter(
        (lines, shuffled) in prop::collection::vec(any_entry(), 0..12)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        for plan in [with_target(60.0), each(units_at([3, 2]), units())] {
            for as_of in ["2024-02-28", "2024-03-10", "2024-12-31"] {
                prop_assert_eq!(
                    folded(&plan, lines.clone(), as_of),
                    folded(&plan, shuffled.clone(), as_of)
                );
            }
        }
    }

    #[test]
    fn what_is_dated_later_changes_no_earlier_day(
        lines in prop::collection::vec(any_entry(), 0..12),
        as_of in (0_u64..40).prop_map(|n| day("2024-02-20") + chrono::Days::new(n)),
    ) {
        let upto: Vec<Entry> = lines.iter().filter(|e| e.day() <= as_of).cloned().collect();
        for plan in [with_target(60.0), each(units_at([3, 2]), units())] {
            prop_assert_eq!(
                folded(&plan, lines.clone(), &as_of.to_string()),
                folded(&plan, upto.clone(), &as_of.to_string())
            );
        }
    }

    #[test]
    fn with_the_days_only_more_is_recorded(lines in prop::collection::vec(any_entry(), 0..12)) {
        let plan = with_target(60.0);
        let days = ["2024-02-19", "2024-02-29", "2024-03-10", "2024-03-31"];
        let states: Vec<MilestoneState> = days.iter().map(|day| folded(&plan, lines.clone(), day)).collect();
        for pair in states.windows(2) {
            prop_assert!(pair[0].recorded <= pair[1].recorded);
            prop_assert!(pair[0].reminded <= pair[1].reminded);
            prop_assert!(pair[0].postponed <= pair[1].postponed || lines.iter().any(|e| e.correct));
        }
    }
}
