//! Every rule of "Standing" at its edges.

use crate::plan::sample::*;
use crate::plan::{
    Baseline, Entry, Lamp, Ledger, Measure, MilestoneFields, Miss, Op, Pace, Plan, PlanState,
    Progress, Reason, Reminder, Standing, Status, Tally, Target, UnitIx, Verdict, natural_cmp,
};

fn year(fields: MilestoneFields) -> Plan {
    single("2024-01-01", "2024-12-31", fields, "2024-06-30")
}

fn with_target(target: Target) -> Plan {
    year(aiming_at(target))
}

fn standing(plan: &Plan, entries: Vec<Entry>, as_of: &str) -> (Standing, Reason) {
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
    let plan = year(MilestoneFields::default());
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
    let plan = year(MilestoneFields::default());
    assert_eq!(
        standing(&plan, vec![], "2024-12-23"),
        (Standing::OnTrack, Reason::Due(day("2024-12-31")))
    );
    assert_eq!(standing(&plan, vec![], "2024-12-24"), soon(7));
}

#[test]
fn a_window_that_begins_today_is_on_track() {
    let plan = year(MilestoneFields::default());
    assert_eq!(standing(&plan, vec![], "2024-01-01").0, Standing::OnTrack);
    assert_eq!(standing(&plan, vec![], "2023-12-31"), not_yet("2024-01-01"));
}

#[test]
fn twenty_of_sixty_at_midyear_is_sixteen_points_short() {
    let plan = with_target(target(60.0, "名"));
    let log = vec![value("2024-06-30", "教育局", 20.0)];
    assert_eq!(
        standing(&plan, log, "2024-06-30"),
        (Standing::Behind, Reason::Behind { points: 16 })
    );
}

#[test]
fn points_decide_beyond_their_limits_only() {
    // 100 days: every day is one point.
    let fields = aiming_at(target(100.0, "名"));
    let plan = single("2024-01-01", "2024-04-09", fields, "2024-03-01");
    let at_day_60 = |reached: f64| {
        let log = vec![value("2024-01-02", "教育局", reached)];
        let verdict = judged(&plan, None, log, "2024-02-29");
        (verdict.points, verdict.standing)
    };
    assert_eq!(at_day_60(50.0), (Some(10), Standing::OnTrack));
    assert_eq!(at_day_60(49.0), (Some(11), Standing::Behind));
    assert_eq!(at_day_60(30.0), (Some(30), Standing::Behind));
    assert_eq!(at_day_60(29.0), (Some(31), Standing::FarBehind));
    assert_eq!(at_day_60(80.0), (Some(-20), Standing::OnTrack));
}

#[test]
fn points_round_half_up() {
    let fields = aiming_at(target(1000.0, "名"));
    let plan = single("2024-01-01", "2024-04-09", fields, "2024-03-01");
    let points = |reached: f64| {
        let log = vec![value("2024-01-02", "教育局", reached)];
        judged(&plan, None, log, "2024-02-29").points
    };
    for halves in 0..60 {
        assert_eq!(
            points(f64::from(halves) * 10.0 + 5.0),
            Some(60 - i64::from(halves)),
            "{halves}"
        );
    }
}

#[test]
fn a_level_counts_from_its_baseline_and_nothing_reported_is_the_baseline() {
    let plan = with_target(stock(16.0, 10.5));
    let points = |log| judged(&plan, None, log, "2024-12-31").points;
    assert_eq!(points(vec![]), Some(100));
    assert_eq!(points(vec![value("2024-06-01", "教育局", 13.25)]), Some(50));
    let flow = with_target(Target {
        baseline: Some(Baseline {
            value: number(30.0),
            on: None,
        }),
        ..target(60.0, "名")
    });
    let log = vec![value("2024-06-01", "教育局", 30.0)];
    assert_eq!(judged(&flow, None, log, "2024-12-31").points, Some(50));
}

#[test]
fn no_pace_is_expected_of_small_numbers_ranges_limits_and_levels_without_a_start() {
    let default_pace = |op, value, unit: &str, has_baseline| {
        let value = number(value);
        Target::default_pace(op, value, Target::default_measure(unit), has_baseline)
    };
    assert_eq!(default_pace(Op::AtLeast, 10.0, "名", false), Pace::Linear);
    assert_eq!(default_pace(Op::AtLeast, 9.9, "名", false), Pace::None);
    assert_eq!(default_pace(Op::Exactly, 10.0, "名", false), Pace::Linear);
    for op in [Op::Range, Op::AtMost, Op::Under] {
        assert_eq!(default_pace(op, 60.0, "名", true), Pace::None);
    }
    assert_eq!(default_pace(Op::AtLeast, 60.0, "%", false), Pace::None);
    assert_eq!(default_pace(Op::AtLeast, 60.0, "%", true), Pace::Linear);
    let plan = with_target(target(9.0, "名"));
    assert_eq!(judged(&plan, None, vec![], "2024-12-01").points, None);
}

#[test]
fn blocked_and_returned_are_yellow_until_they_are_late_or_far_behind() {
    let plan = year(MilestoneFields::default());
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
        let counted = with_target(target(60.0, "名"));
        assert_eq!(
            standing(&counted, log(), "2024-12-30").0,
            Standing::FarBehind
        );
    }
}

#[test]
fn done_says_how_late_and_how_much_is_short() {
    let plan = with_target(target(60.0, "名"));
    let done = |on, reached| {
        let log = vec![
            value("2024-06-30", "教育局", reached),
            status(on, "教育局", Status::Done),
            status("2025-03-01", "科协", Status::Closed),
        ];
        let (standing, reason) = standing(&plan, log, "2025-06-30");
        assert_eq!(standing, Standing::Closed);
        let Reason::Finished { on, late, missed } = reason else {
            panic!("{reason:?}");
        };
        let missed = missed.map(|it| (it.miss, it.unit));
        (on.unwrap().to_string(), late, missed)
    };
    assert_eq!(done("2024-12-31", 60.0), ("2024-12-31".to_owned(), 0, None));
    assert_eq!(
        done("2025-01-10", 45.0),
        (
            "2025-01-10".to_owned(),
            10,
            Some((Miss::Short(number(15.0)), "名".to_owned()))
        )
    );
}

#[test]
fn done_without_any_value_is_short_of_all() {
    let plan = with_target(target(60.0, "名"));
    let log = vec![status("2024-06-01", "教育局", Status::Done)];
    let (_, reason) = standing(&plan, log, "2024-12-31");
    let Reason::Finished { missed, .. } = reason else {
        panic!("{reason:?}");
    };
    assert_eq!(
        missed.map(|missed| missed.miss),
        Some(Miss::Short(number(60.0)))
    );
}

#[test]
fn lateness_counts_from_the_date_that_rules() {
    let plan = year(MilestoneFields::default());
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
fn a_postponed_window_is_longer_for_the_pace() {
    let plan = with_target(target(60.0, "名"));
    let log = vec![postpone("2024-02-01", "2025-12-31", Some("县政府"))];
    // 182 of 731 days.
    assert_eq!(judged(&plan, None, log, "2024-06-30").points, Some(25));
}

#[test]
fn dropped_says_why() {
    let plan = year(MilestoneFields::default());
    let log = vec![status("2024-02-01", "教育局", Status::Dropped)];
    assert_eq!(
        standing(&plan, log, "2026-01-01"),
        (Standing::Dropped, Reason::Said(Some("缘由".to_owned())))
    );
}

#[test]
fn what_fell_due_before_reporting_began_is_unreported_not_overdue() {
    let plan = year(MilestoneFields::default());
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

/// A limit on what adds up, or on a level.
fn limit(op: Op, value: f64, measure: Measure, baseline: Option<f64>) -> Target {
    Target {
        op,
        value: number(value),
        measure,
        baseline: baseline.map(|value| Baseline {
            value: number(value),
            on: None,
        }),
        pace: Pace::None,
        ..target(value, "起")
    }
}

#[test]
fn a_limit_that_is_broken_is_red_while_it_is_open() {
    let standing_at = |target: &Target, reached: f64| {
        let log = vec![value("2024-06-01", "教育局", reached)];
        standing(&with_target(target.clone()), log, "2024-06-30")
    };
    let none = limit(Op::AtMost, 0.0, Measure::Flow, None);
    assert_eq!(standing_at(&none, 0.0).0, Standing::OnTrack);
    let (stands, reason) = standing_at(&none, 2.0);
    assert_eq!((stands, stands.lamp()), (Standing::OverLimit, Lamp::Red));
    assert!(matches!(reason, Reason::OverLimit(missed) if missed.miss == Miss::Over(number(2.0))));
    let under = limit(Op::Under, 5.0, Measure::Flow, None);
    assert_eq!(standing_at(&under, 4.9).0, Standing::OnTrack);
    let (stands, reason) = standing_at(&under, 5.0);
    assert_eq!(stands, Standing::OverLimit);
    assert!(matches!(reason, Reason::OverLimit(missed) if missed.miss == Miss::NotBelow));
    // A level that is to stay low is broken; one that is to be brought down is on its way.
    let stays = limit(Op::AtMost, 5.0, Measure::Stock, Some(3.0));
    assert_eq!(standing_at(&stays, 8.0).0, Standing::OverLimit);
    let comes_down = limit(Op::AtMost, 5.0, Measure::Stock, Some(10.0));
    assert_eq!(standing_at(&comes_down, 8.0).0, Standing::OnTrack);
    // Past its day it is late; done, it says by how much.
    let log = || vec![value("2024-06-01", "教育局", 2.0)];
    let plan = with_target(none);
    assert_eq!(standing(&plan, log(), "2025-01-02").0, Standing::Overdue);
    let done = [log(), vec![status("2024-12-31", "教育局", Status::Done)]].concat();
    let (_, reason) = standing(&plan, done, "2025-01-02");
    assert!(matches!(
        reason,
        Reason::Finished { missed: Some(missed), .. } if missed.miss == Miss::Over(number(2.0))
    ));
}

#[test]
fn what_is_to_be_kept_has_no_way_to_it() {
    let points = |target: &Target, reached: f64| {
        let log = vec![value("2024-06-01", "教育局", reached)];
        judged(&with_target(target.clone()), None, log, "2024-06-30").points
    };
    // 92 % is to stay above 85 %: to sink to 88 is not to be behind, 80 is.
    let kept = stock(85.0, 92.0);
    assert_eq!(points(&kept, 88.0), Some(-50));
    assert_eq!(points(&kept, 80.0), Some(50));
    // At most five accidents: two by midyear are not two fifths of a way.
    let limit = Target {
        pace: Pace::Linear,
        ..limit(Op::AtMost, 5.0, Measure::Flow, None)
    };
    assert_eq!(points(&limit, 2.0), Some(-50));
    assert_eq!(points(&limit, 6.0), Some(50));
    // What is to be brought down has a way.
    let comes_down = Target {
        op: Op::AtMost,
        ..stock(5.0, 15.0)
    };
    assert_eq!(points(&comes_down, 10.0), Some(0));
}

#[test]
fn a_level_done_with_nothing_known_is_not_said_to_be_short() {
    let unknown = Target {
        baseline: None,
        ..stock(85.0, 0.0)
    };
    let log = vec![status("2024-06-01", "教育局", Status::Done)];
    let (_, reason) = standing(&with_target(unknown), log, "2024-06-30");
    assert!(matches!(reason, Reason::Finished { missed: None, .. }));
}

#[test]
fn each_way_of_missing_a_target_is_told_apart() {
    let miss = |op, reached: f64| {
        let target = limit(op, 5.0, Measure::Flow, None);
        target.miss(number(reached)).map(|missed| missed.miss)
    };
    for (op, reached, expected) in [
        (Op::AtLeast, 4.0, Some(Miss::Short(number(1.0)))),
        (Op::AtLeast, 5.0, None),
        (Op::Over, 5.0, Some(Miss::NotAbove)),
        (Op::Over, 4.5, Some(Miss::Short(number(0.5)))),
        (Op::AtMost, 5.0, None),
        (Op::AtMost, 8.0, Some(Miss::Over(number(3.0)))),
        (Op::Under, 5.0, Some(Miss::NotBelow)),
        (Op::Under, 8.0, Some(Miss::Over(number(3.0)))),
        (Op::Range, 4.0, Some(Miss::Short(number(1.0)))),
    ] {
        assert_eq!(miss(op, reached), expected, "{op:?} {reached}");
    }
}

#[test]
fn decimals_reach_a_target_as_they_were_typed() {
    let tenths = |count: usize| vec![add("2024-03-01", "教育局", 0.1); count];
    let met = |op, target: f64, count: usize| {
        let target = Target {
            op,
            ..limit(op, target, Measure::Flow, None)
        };
        let plan = with_target(target.clone());
        target.met_by(folded(&plan, tenths(count), "2024-06-30").value.unwrap())
    };
    assert!(met(Op::AtLeast, 1.0, 10));
    assert!(met(Op::AtLeast, 0.8, 8));
    assert!(met(Op::AtMost, 0.3, 3));
    assert!(!met(Op::Over, 0.3, 3));
}

#[test]
fn a_level_stands_at_its_baseline_until_something_is_reported() {
    let level = limit(Op::AtMost, 5.0, Measure::Stock, Some(10.0));
    assert_eq!(level.counted(None), Some(number(10.0)));
    assert_eq!(level.counted(Some(number(7.0))), Some(number(7.0)));
    let unknown = limit(Op::AtMost, 5.0, Measure::Stock, None);
    assert_eq!(unknown.counted(None), None);
    assert_eq!(target(60.0, "名").counted(None), Some(number(0.0)));
}
