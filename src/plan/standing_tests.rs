//! Every rule of "Standing" at its edges.

use crate::plan::sample::*;
use crate::plan::{
    Entry, Lamp, Ledger, MilestoneFields, Plan, PlanState, Progress, Reason, Reminder, Standing,
    Status, Tally, UnitIx, Verdict, natural_cmp,
};

pub(super) fn standing(plan: &Plan, entries: Vec<Entry>, as_of: &str) -> (Standing, Reason) {
    let Verdict {
        standing, reason, ..
    } = judged(plan, None, entries, as_of);
    (standing, reason)
}

fn overdue(days: i64, postponed: bool) -> (Standing, Reason) {
    (Standing::Overdue, Reason::Overdue { days, postponed })
}

fn soon(days: i64) -> (Standing, Reason) {
    (Standing::Soon, Reason::Left { days })
}

fn not_yet(start: &str) -> (Standing, Reason) {
    (Standing::NotYet, Reason::Starts(day(start)))
}

#[test]
fn due_today_is_not_overdue_and_tomorrow_it_is_by_one_day() {
    let plan = plain();
    let doing = || vec![status("2024-02-01", "教育局", Status::Doing)];
    assert_eq!(standing(&plan, doing(), "2024-12-31"), soon(0));
    assert_eq!(standing(&plan, doing(), "2025-01-01"), overdue(1, false));
    assert_eq!(judged(&plan, None, doing(), "2025-01-01").days, -1);
}

#[test]
fn the_leap_day_is_a_day() {
    let plan = single(
        "2024-02-01",
        "2024-02-29",
        MilestoneFields::default(),
        "2024-02-29",
    );
    assert_eq!(standing(&plan, vec![], "2024-02-29"), soon(0));
    assert_eq!(standing(&plan, vec![], "2024-03-01"), overdue(1, false));
    let doing = || vec![status("2024-02-01", "教育局", Status::Doing)];
    assert_eq!(standing(&plan, doing(), "2024-03-01"), overdue(1, false));
    assert_eq!(standing(&plan, doing(), "2025-02-28"), overdue(365, false));
}

#[test]
fn a_window_of_one_day_has_one_day() {
    let fields = aiming_at(target(60.0, "名"));
    let plan = single("2024-05-01", "2024-05-01", fields, "2024-05-01");
    let verdict = judged(&plan, None, vec![], "2024-05-01");
    assert_eq!(
        (verdict.standing, verdict.points),
        (Standing::FarBehind, Some(100))
    );
    let half = vec![value("2024-05-01", "教育局", 30.0)];
    assert_eq!(
        judged(&plan, None, half.clone(), "2024-05-01").points,
        Some(50)
    );
    assert_eq!(standing(&plan, half, "2024-05-02"), overdue(1, false));
    // By the table soon comes before not yet begun.
    assert_eq!(standing(&plan, vec![], "2024-04-30"), soon(1));
    assert_eq!(standing(&plan, vec![], "2024-04-01"), not_yet("2024-05-01"));
}

#[test]
fn soon_begins_soon_days_before() {
    let plan = plain();
    assert_eq!(
        standing(&plan, vec![], "2024-12-23"),
        (Standing::OnTrack, Reason::Due(day("2024-12-31")))
    );
    assert_eq!(standing(&plan, vec![], "2024-12-24"), soon(7));
}

#[test]
fn a_window_that_begins_today_is_on_track() {
    let plan = plain();
    assert_eq!(standing(&plan, vec![], "2024-01-01").0, Standing::OnTrack);
    assert_eq!(standing(&plan, vec![], "2023-12-31"), not_yet("2024-01-01"));
}

#[test]
fn blocked_and_returned_are_yellow_until_they_are_late_or_far_behind() {
    let plan = plain();
    let said = Reason::Said(Some("缘由".to_owned()));
    for (status_said, expected) in [
        (Status::Blocked, Standing::Blocked),
        (Status::Returned, Standing::Returned),
    ] {
        let log = || vec![status("2024-02-01", "教育局", status_said)];
        assert_eq!(
            standing(&plan, log(), "2024-12-30"),
            (expected, said.clone())
        );
        assert_eq!(standing(&plan, log(), "2025-01-02"), overdue(2, false));
        let counted = aiming_at_60();
        assert_eq!(
            standing(&counted, log(), "2024-12-30").0,
            Standing::FarBehind
        );
    }
}

#[test]
fn lateness_counts_from_the_date_that_rules() {
    let plan = plain();
    let granted = || postpone("2024-12-01", "2025-03-31", Some("县政府"));
    let verdict = judged(&plan, None, vec![granted()], "2025-03-31");
    assert_eq!(
        (verdict.standing, verdict.due_now.to_string(), verdict.days),
        (Standing::Soon, "2025-03-31".to_owned(), 0)
    );
    assert_eq!(
        standing(&plan, vec![granted()], "2025-04-01"),
        overdue(1, true)
    );
    let done = vec![granted(), status("2025-04-02", "教育局", Status::Done)];
    assert!(matches!(
        standing(&plan, done, "2025-06-01").1,
        Reason::Finished { late: 2, .. }
    ));
    // What is only asked for changes no lamp.
    let asked = vec![postpone("2024-12-01", "2025-03-31", None)];
    assert_eq!(standing(&plan, asked, "2025-01-01"), overdue(1, false));
}

#[test]
fn dropped_says_why() {
    let plan = plain();
    let log = vec![status("2024-02-01", "教育局", Status::Dropped)];
    assert_eq!(
        standing(&plan, log, "2026-01-01"),
        (Standing::Dropped, Reason::Said(Some("缘由".to_owned())))
    );
}

#[test]
fn what_fell_due_before_reporting_began_is_unreported_not_overdue() {
    let plan = plain();
    // Somebody reports on the plan, elsewhere.
    let with_other = |since: Option<&str>, mut entries: Vec<Entry>, as_of, expected| {
        let mut progress = progress_of("1/m", since, std::mem::take(&mut entries));
        progress.milestones.insert(
            "1/x".to_owned(),
            vec![status("2024-02-01", "教育局", Status::Doing)],
        );
        let ledger = Ledger::new(&plan, &progress, day(as_of));
        assert_eq!(
            ledger.row(0, 0).verdict.standing,
            expected,
            "{since:?} {as_of}"
        );
    };
    with_other(None, vec![], "2025-01-02", Standing::Overdue);
    with_other(
        Some("2025-01-01"),
        vec![],
        "2025-01-02",
        Standing::Unreported,
    );
    // It fell due on the very day reporting began.
    with_other(Some("2024-12-31"), vec![], "2025-01-02", Standing::Overdue);
    // It is not due yet.
    with_other(Some("2025-01-01"), vec![], "2024-12-31", Standing::Soon);
    // A reminder records nothing; anything else does.
    let reminder = crate::plan::sample::sourced(Entry {
        remind: Some(Reminder::Notice),
        ..entry("2024-12-01", "科协")
    });
    with_other(
        Some("2025-01-01"),
        vec![reminder],
        "2025-01-02",
        Standing::Unreported,
    );
    let doing = vec![status("2024-12-01", "教育局", Status::Doing)];
    with_other(Some("2025-01-01"), doing, "2025-01-02", Standing::Overdue);
}

#[test]
fn an_ended_plan_without_records_is_never_reported_and_one_entry_ends_that() {
    let plan = plan_on(document(), "2026-06-30");
    let ledger =
        |entries, as_of| Ledger::new(&plan, &progress_of("1/launch", None, entries), day(as_of));
    let silent = ledger(vec![], "2026-01-01");
    assert_eq!(silent.state, PlanState::Ended(1));
    assert!(silent.never_reported());
    assert_eq!(silent.tally().lit(Lamp::Red), 0);
    assert_eq!(silent.tally().of(Standing::Unreported), 3);
    // On its last day it is in force.
    let last_day = ledger(vec![], "2025-12-31");
    assert_eq!(last_day.state, PlanState::InForce);
    assert!(!last_day.never_reported());
    assert_eq!(last_day.tally().of(Standing::Overdue), 1);
    let one = ledger(
        vec![status("2022-06-01", "教育局", Status::Done)],
        "2026-01-01",
    );
    assert!(!one.never_reported());
    assert_eq!(one.tally().of(Standing::Overdue), 2);
    // An entry of a later day is not there yet.
    let later = ledger(
        vec![status("2026-06-01", "教育局", Status::Done)],
        "2026-01-01",
    );
    assert!(later.never_reported());
    let before = Ledger::new(&plan, &Progress::default(), day("2021-12-31"));
    assert_eq!(before.state, PlanState::NotStarted);
}

#[test]
fn in_each_the_whole_is_as_late_and_as_far_behind_as_its_worst_unit() {
    let fields = || MilestoneFields {
        each: Some(true),
        target: Some(target(60.0, "名")),
        ..MilestoneFields::default()
    };
    let plan = year(fields());
    let log = vec![
        value("2024-06-01", "教育局", 60.0),
        value("2024-06-01", "科协", 20.0),
    ];
    let verdict = judged(&plan, None, log.clone(), "2024-06-30");
    assert_eq!(
        (verdict.standing, verdict.points),
        (Standing::Behind, Some(16))
    );
    let progress = progress_of("1/m", None, log);
    let ledger = Ledger::new(&plan, &progress, day("2024-06-30"));
    let (_, milestone, row) = ledger.rows(&plan).next().unwrap();
    assert_eq!(
        [0, 1, 2].map(|unit| ledger.standing_for(milestone, row, Some(UnitIx::new(unit)))),
        [Standing::OnTrack, Standing::Behind, Standing::Behind]
    );
    let log = vec![
        sourced(Entry {
            by: Some("科协".to_owned()),
            ..postpone("2024-12-01", "2025-03-31", Some("县政府"))
        }),
        status("2024-12-01", "教育局", Status::Doing),
    ];
    assert_eq!(
        standing(
            &year(MilestoneFields {
                target: None,
                ..fields()
            }),
            log,
            "2025-01-01"
        ),
        overdue(1, false)
    );
}

#[test]
fn in_each_the_whole_is_stuck_where_a_part_is() {
    let plan = year(MilestoneFields {
        each: Some(true),
        ..MilestoneFields::default()
    });
    let said = |unit: &str, status_of, reason: &str| Entry {
        reason: Some(reason.to_owned()),
        ..status("2023-12-01", unit, status_of)
    };
    let why = |reason: &str| Reason::Said(Some(reason.to_owned()));
    let blocked = said("教育局", Status::Blocked, "没场地");
    let returned = Entry {
        of: Some("科协".to_owned()),
        ..said("文明办", Status::Returned, "材料不全")
    };
    for as_of in ["2023-12-15", "2024-06-30", "2024-12-28"] {
        assert_eq!(
            standing(&plan, vec![blocked.clone()], as_of),
            (Standing::Blocked, why("没场地"))
        );
        assert_eq!(
            standing(&plan, vec![blocked.clone(), returned.clone()], as_of),
            (Standing::Returned, why("材料不全"))
        );
    }
    let late = standing(&plan, vec![blocked.clone()], "2025-01-02");
    assert_eq!(late, overdue(2, false));
    // Each is called for its own reason.
    let other = said("科协", Status::Blocked, "没经费");
    let progress = progress_of("1/m", None, vec![blocked, other]);
    let ledger = Ledger::new(&plan, &progress, day("2024-06-30"));
    let (action, milestone, row) = ledger.rows(&plan).next().unwrap();
    let called = ledger.to_call((&plan, action), milestone, row);
    assert!(
        [0, 1]
            .map(UnitIx::new)
            .iter()
            .all(|unit| called.contains(unit))
    );
}

#[test]
fn in_each_a_part_that_is_on_time_does_not_make_what_nobody_reported_late() {
    let plan = year(MilestoneFields {
        each: Some(true),
        ..MilestoneFields::default()
    });
    let mut log = vec![postpone("2024-06-01", "2026-12-31", Some("县政府"))];
    log.push(status("2024-06-02", "教育局", Status::Doing));
    let verdict = judged(&plan, Some("2025-01-01"), log, "2025-01-02");
    assert_eq!(verdict.standing, Standing::Unreported);
}

#[test]
fn in_each_what_all_dropped_has_the_reason_of_the_last() {
    let plan = year(MilestoneFields {
        each: Some(true),
        ..MilestoneFields::default()
    });
    let dropped = |on, unit: &str, reason: &str| Entry {
        reason: Some(reason.to_owned()),
        ..status(on, unit, Status::Dropped)
    };
    let log = vec![
        dropped("2024-06-02", "教育局", "撤"),
        dropped("2024-06-01", "科协", "并"),
    ];
    let why = Reason::Said(Some("撤".to_owned()));
    assert_eq!(standing(&plan, log, "2024-06-30"), (Standing::Dropped, why));
}

#[test]
fn in_each_what_no_open_unit_ever_reported_is_unreported() {
    let plan = year(MilestoneFields {
        each: Some(true),
        ..MilestoneFields::default()
    });
    let standing = |status: Status| {
        let said = self::status("2024-06-01", "教育局", status);
        let progress = progress_of("1/m", Some("2025-01-01"), vec![said]);
        let ledger = Ledger::new(&plan, &progress, day("2025-01-02"));
        ledger.row(0, 0).verdict.standing
    };
    // 科协 and 文明办 said nothing before reporting began, and nobody else is late.
    assert_eq!(standing(Status::Done), Standing::Unreported);
    assert_eq!(standing(Status::Doing), Standing::Overdue);
}

#[test]
fn each_is_closed_once_no_unit_waits_to_be_accepted() {
    let plan = year(MilestoneFields {
        each: Some(true),
        ..MilestoneFields::default()
    });
    let accepted = |of: &str| Entry {
        of: Some(of.to_owned()),
        ..status("2024-06-10", "文明办", Status::Closed)
    };
    let mut log = vec![
        status("2024-06-01", "教育局", Status::Done),
        status("2024-06-02", "科协", Status::Done),
        accepted("教育局"),
    ];
    let on = "2024-07-01";
    assert_eq!(
        judged(&plan, None, log.clone(), on).standing,
        Standing::Done
    );
    let mut dropped = log.clone();
    dropped.push(status("2024-06-20", "科协", Status::Dropped));
    log.push(accepted("科协"));
    for log in [log, dropped] {
        assert_eq!(
            judged(&plan, None, log.clone(), on).standing,
            Standing::Closed
        );
        let progress = progress_of("1/m", None, log);
        let ledger = Ledger::new(&plan, &progress, day(on));
        let (_, _, row) = ledger.rows(&plan).next().unwrap();
        assert_eq!(row.state.status_on, Some(day("2024-06-10")));
    }
}

#[test]
fn the_worst_of_several_comes_first() {
    let tally: Tally = Standing::ALL.into_iter().rev().collect();
    assert_eq!(tally.worst(), Some(Standing::Overdue));
    assert_eq!((tally.total(), tally.owed(), tally.finished()), (13, 12, 2));
    assert!(Standing::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(Tally::default().worst(), None);
    let ranks = Standing::ALL.map(|standing| Tally::from_iter([standing]).rank());
    assert!(ranks.is_sorted());
    assert!(ranks.iter().all(|rank| *rank < Tally::default().rank()));
    let two = Tally::from_iter([Standing::Overdue, Standing::Blocked]);
    assert!(two.rank() < ranks[0]);
}

proptest::proptest! {
    #[test]
    fn ids_are_in_a_total_order(ids in proptest::collection::vec("[0-9a.@/-]{0,6}", 3)) {
        let [a, b, c] = [&ids[0], &ids[1], &ids[2]];
        proptest::prop_assert_eq!(natural_cmp(a, b), natural_cmp(b, a).reverse());
        if natural_cmp(a, b).is_le() && natural_cmp(b, c).is_le() {
            proptest::prop_assert!(natural_cmp(a, c).is_le());
        }
    }
}
