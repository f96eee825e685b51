//! Every rule of "Standing" about targets and the way to them, at its edges.

use super::standing_tests::standing;
use crate::plan::sample::*;
use crate::plan::{Baseline, Lamp, Measure, Miss, Op, Pace, Reason, Standing, Status, Target};

#[test]
fn twenty_of_sixty_at_midyear_is_sixteen_points_short() {
    let plan = aiming_at_60();
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
    let plan = aiming(stock(16.0, 10.5));
    let points = |log| judged(&plan, None, log, "2024-12-31").points;
    assert_eq!(points(vec![]), Some(100));
    assert_eq!(points(vec![value("2024-06-01", "教育局", 13.25)]), Some(50));
    let flow = aiming(Target {
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
    assert_eq!(default_pace(Op::AtLeast, 9.9, "名", false), Pace::AtTheEnd);
    assert_eq!(default_pace(Op::Exactly, 10.0, "名", false), Pace::Linear);
    for op in [Op::Range, Op::AtMost, Op::Under] {
        assert_eq!(default_pace(op, 60.0, "名", true), Pace::AtTheEnd);
    }
    assert_eq!(default_pace(Op::AtLeast, 60.0, "%", false), Pace::AtTheEnd);
    assert_eq!(default_pace(Op::AtLeast, 60.0, "%", true), Pace::Linear);
    let plan = aiming(target(9.0, "名"));
    assert_eq!(judged(&plan, None, vec![], "2024-12-01").points, None);
}

#[test]
fn done_says_how_late_and_how_much_is_short_and_closed_when_it_was_accepted() {
    let plan = aiming_at_60();
    let done = |on, reached, accepted: Option<&str>| {
        let mut log = vec![
            value("2024-06-30", "教育局", reached),
            status(on, "教育局", Status::Done),
        ];
        log.extend(accepted.map(|day| status(day, "科协", Status::Closed)));
        let (standing, reason) = standing(&plan, log, "2025-06-30");
        let Reason::Finished {
            on,
            is_closed,
            late,
            missed,
        } = reason
        else {
            panic!("{reason:?}");
        };
        assert_eq!(standing == Standing::Closed, is_closed);
        assert_eq!(is_closed, accepted.is_some());
        let missed = missed.map(|it| (it.miss, it.unit));
        (on.unwrap().to_string(), late, missed)
    };
    let in_time = |accepted| done("2024-12-31", 60.0, accepted);
    assert_eq!(in_time(None), ("2024-12-31".to_owned(), 0, None));
    let closed = in_time(Some("2025-03-01"));
    assert_eq!(closed, ("2025-03-01".to_owned(), 0, None));
    for (accepted, day) in [(None, "2025-01-10"), (Some("2025-03-01"), "2025-03-01")] {
        let short = Some((Miss::Short(number(15.0)), "名".to_owned()));
        let late = done("2025-01-10", 45.0, accepted);
        assert_eq!(late, (day.to_owned(), 10, short));
    }
}

#[test]
fn done_without_any_value_is_short_of_all() {
    let plan = aiming_at_60();
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
fn a_postponed_window_is_longer_for_the_pace() {
    let plan = aiming_at_60();
    let log = vec![postpone("2024-02-01", "2025-12-31", Some("县政府"))];
    // 182 of 731 days.
    assert_eq!(judged(&plan, None, log, "2024-06-30").points, Some(25));
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
        pace: Pace::AtTheEnd,
        ..target(value, "起")
    }
}

#[test]
fn a_limit_that_is_broken_is_red_while_it_is_open() {
    let standing_at = |target: &Target, reached: f64| {
        let log = vec![value("2024-06-01", "教育局", reached)];
        standing(&aiming(target.clone()), log, "2024-06-30")
    };
    let none = limit(Op::AtMost, 0.0, Measure::Flow, None);
    assert_eq!(standing_at(&none, 0.0).0, Standing::OnTrack);
    let (stands, reason) = standing_at(&none, 2.0);
    assert_eq!((stands, stands.lamp()), (Standing::OverLimit, Lamp::Red));
    assert!(matches!(reason, Reason::OverLimit(missed) if missed.miss == Miss::Over(number(2.0))));
    // Nothing is less than none; what is below zero has to rise to it.
    let exactly = limit(Op::Exactly, 0.0, Measure::Flow, None);
    assert_eq!(standing_at(&exactly, 0.0).0, Standing::OnTrack);
    assert_eq!(standing_at(&exactly, 1.0).0, Standing::OverLimit);
    let rises = limit(Op::Exactly, 0.0, Measure::Stock, Some(-5.0));
    assert!(rises.met_by(number(1.0)) && !rises.met_by(number(-1.0)));
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
    let plan = aiming(none);
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
        judged(&aiming(target.clone()), None, log, "2024-06-30").points
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
    let (_, reason) = standing(&aiming(unknown), log, "2024-06-30");
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
        let plan = aiming(target.clone());
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
