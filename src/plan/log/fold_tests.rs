//! Every rule of "The fold" at its edges.

use crate::plan::sample::*;
use crate::plan::{Entry, MilestoneFields, Number, Plan, Reminder, Status, Withdrawn};

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
    let state = folded(&aiming_at_60(), entries, "2024-12-31");
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
        folded(&aiming_at_60(), log, "2024-12-31")
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
fn what_is_withdrawn_of_a_day_are_the_reminders_to_one_unit_before_it() {
    let plan = each(units_at([0, 1]), units());
    let reminder = |of: &str, moment: &str| {
        let entry = Entry {
            of: Some(of.to_owned()),
            remind: Some(Reminder::Notice),
            text: Some("请报送".to_owned()),
            ..entry("2024-03-01", "文明办")
        };
        at(entry, moment)
    };
    let withdrawal = |moment: &str| {
        let entry = correction(Entry {
            by: None,
            of: Some("教育".to_owned()),
            withdraw: Some(Withdrawn::Reminder),
            ..entry("2024-03-01", "教育局")
        });
        at(entry, moment)
    };
    let reminded = |log: Vec<Entry>| {
        let state = folded(&plan, log, "2024-12-31");
        let parts = state.units.iter().map(|own| own.state.reminded);
        assert_eq!((state.status, state.recorded), (Status::Todo, None));
        (state.reminded, parts.collect::<Vec<_>>())
    };
    let mut log = vec![
        reminder("教育局", "2024-03-01T08:00:00"),
        reminder("教育局", "2024-03-01T09:00:00"),
        reminder("科协", "2024-03-01T08:00:00"),
    ];
    assert_eq!(reminded(log.clone()), (3, vec![2, 1]));
    log.push(withdrawal("2024-03-01T10:00:00"));
    assert_eq!(reminded(log.clone()), (1, vec![0, 1]));
    log.push(withdrawal("2024-03-02T10:00:00"));
    log.push(reminder("教育局", "2024-03-02T11:00:00"));
    assert_eq!(reminded(log), (2, vec![1, 1]));
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
    // A grant to a day before the due date leaves what ruled.
    let early = postpone("2024-09-01", "2024-10-31", Some("县政府"));
    let log = [&log[..2], &[early]].concat();
    assert_eq!(fold_upto(&log), (some("2025-02-28"), None, 1));
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
        days_late(plan, log, "2025-06-30")
    };
    for plan in [plain(), each(units_at([0]), units())] {
        assert_eq!(late("2025-02-16", &plan), 0);
        assert_eq!(late("2025-02-17", &plan), 0);
        assert_eq!(late("2025-02-18", &plan), 48);
    }
}

#[test]
fn a_due_date_that_an_amendment_moves_ends_what_was_granted_and_asked_before() {
    let grant = |on| postpone(on, "2024-12-31", Some("县政府"));
    let ruling = |now, log: Vec<Entry>, as_of: &str| {
        let plan = moved("2024-06-30", now, as_of);
        let state = folded(&plan, log.clone(), as_of);
        let due_now = judged(&plan, None, log, as_of).due_now.to_string();
        (due_now, state.asked, state.postponed)
    };
    let is = |due: &str| (due.to_owned(), None, 1);
    for now in ["2025-06-30", "2024-09-30"] {
        let before = || vec![grant("2024-04-10")];
        assert_eq!(ruling(now, before(), "2024-04-30"), is("2024-12-31"));
        assert_eq!(ruling(now, before(), "2024-05-01"), is(now));
        let asked = [before(), vec![postpone("2024-04-20", "2025-02-01", None)]].concat();
        assert_eq!(ruling(now, asked, "2024-05-01"), is(now));
    }
    // What is granted under the new date rules, but takes nothing of it back.
    let granted = |now| ruling(now, vec![grant("2024-05-01")], "2024-05-02");
    assert_eq!(granted("2024-09-30"), is("2024-12-31"));
    assert_eq!(granted("2025-06-30"), ("2025-06-30".to_owned(), None, 0));
    // An amendment that leaves the date alone ends nothing.
    let same = ruling("2024-06-30", vec![grant("2024-04-10")], "2024-05-02");
    assert_eq!(same, is("2024-12-31"));
    // What was done while the grant ruled was done in time.
    let log = vec![
        grant("2024-02-10"),
        status("2024-04-20", "教育局", Status::Done),
    ];
    let verdict = judged(
        &moved("2024-03-31", "2024-06-30", "2024-07-30"),
        None,
        log,
        "2024-07-30",
    );
    assert!(matches!(
        verdict.reason,
        crate::plan::Reason::Finished { late: 0, .. }
    ));
}

#[test]
fn what_was_open_when_an_amendment_ended_it_is_owed_no_more() {
    let mut document = amended();
    let due = MilestoneFields {
        due: Some(day("2024-02-10")),
        ..MilestoneFields::default()
    };
    let mut ended = milestone("m", 1, due);
    ended.lifetime.ended = Some(day(FROM));
    document.actions = vec![action("1", vec![ended])];
    document.actions[0].assignment.phases = Some(phases_at([1]));
    let stands = |log: Vec<Entry>, as_of: &str| {
        let state = folded(&plan_on(document.clone(), as_of), log, as_of);
        (state.status, state.status_on)
    };
    assert_eq!(stands(vec![], "2024-02-29"), (Status::Todo, None));
    assert_eq!(stands(vec![], FROM), (Status::Dropped, Some(day(FROM))));
    let done = status("2024-02-12", "教育局", Status::Done);
    let before = Some(day("2024-02-12"));
    assert_eq!(stands(vec![done], FROM), (Status::Done, before));
}

#[test]
fn what_is_done_is_late_by_the_date_that_the_plan_set_on_its_day() {
    let late = |due: &str, now: &str| {
        let done = status("2024-04-20", "教育局", Status::Done);
        days_late(&moved(due, now, "2024-07-30"), vec![done], "2024-07-30")
    };
    assert_eq!(late("2024-12-31", "2024-03-31"), 0, "amended on 1 May");
    assert_eq!(late("2024-03-31", "2024-12-31"), 20);
}

#[test]
fn a_phase_whose_end_an_amendment_moves_ends_what_was_granted_before() {
    let mut document = amended();
    document.phases[1].was = vec![was(
        FROM,
        crate::plan::PhaseFields {
            end: Some(day("2024-06-30")),
            ..crate::plan::PhaseFields::default()
        },
    )];
    document.actions[0].assignment.phases = Some(phases_at([1]));
    let log = || vec![postpone("2024-02-10", "2024-12-31", Some("县政府"))];
    for (as_of, due) in [("2024-02-29", "2024-12-31"), (FROM, "2025-12-31")] {
        let plan = plan_on(document.clone(), as_of);
        assert_eq!(judged(&plan, None, log(), as_of).due_now, day(due));
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
    assert_eq!(days_late(&plain(), log, "2025-06-30"), 0);
}

#[test]
fn done_counts_from_the_done_that_holds_and_closed_without_one_from_its_own_day() {
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

#[test]
fn what_is_done_keeps_its_day_if_it_is_said_again() {
    let done = |on| status(on, "教育局", Status::Done);
    let closed = status("2024-07-01", "科协", Status::Closed);
    for again in [
        vec![done("2024-06-20"), done("2024-08-20")],
        vec![done("2024-06-20"), closed, done("2024-08-20")],
    ] {
        let state = folded(&plain(), again, "2024-12-31");
        assert_eq!(state.status, Status::Done);
        assert_eq!(state.done_on, Some(day("2024-06-20")));
    }
    let mut short = done("2024-06-20");
    short.reason = Some("场地".to_owned());
    let state = folded(&plain(), vec![short, done("2024-08-20")], "2024-12-31");
    assert_eq!(state.reason.as_deref(), Some("场地"));
    assert_eq!(state.status_on, Some(day("2024-06-20")));
}

#[test]
fn what_was_sent_back_is_done_on_the_day_of_its_acceptance() {
    let done = || status("2024-03-01", "教育局", Status::Done);
    let closed = || status("2024-09-30", "科协", Status::Closed);
    for open_again in [Status::Returned, Status::Doing, Status::Dropped] {
        let log = vec![done(), status("2024-04-01", "科协", open_again), closed()];
        let state = folded(&plain(), log, "2024-12-31");
        assert_eq!(state.done_on, Some(day("2024-09-30")), "{open_again:?}");
        assert_eq!(state.done_by, None);
    }
    let late = vec![
        status("2025-02-17", "教育局", Status::Done),
        status("2025-02-20", "科协", Status::Returned),
        status("2025-04-20", "科协", Status::Closed),
    ];
    let same = vec![
        status("2025-02-17", "教育局", Status::Done),
        status("2025-02-20", "科协", Status::Returned),
        status("2025-04-20", "教育局", Status::Done),
    ];
    let on = "2025-06-30";
    assert!(days_late(&plain(), late.clone(), on) > 0);
    assert_eq!(days_late(&plain(), late, on), days_late(&plain(), same, on));
}
