//! What may be done, and why not.

use crate::plan::fold;
use crate::plan::sample::*;
use crate::plan::{
    Baseline, Entry, EntryValidator, MilestoneFields, Miss, Missed, Number, Op, Plan, Refusal,
    Status, Target,
};

fn counted(each: bool) -> Plan {
    let fields = MilestoneFields {
        target: Some(target(60.0, "名")),
        each: Some(each),
        ..MilestoneFields::default()
    };
    single("2024-01-01", "2024-12-31", fields, "2024-06-30")
}

fn check(plan: &Plan, before: Vec<Entry>, entry: &Entry) -> Result<(), Refusal> {
    let (action, milestone) = plan.milestones().next().unwrap();
    let log = log(before);
    let state = fold(plan, action, milestone, &log, day("2024-12-31"));
    EntryValidator {
        plan,
        milestone,
        state: &state,
        log: &log,
        allows_done_without_value: false,
    }
    .check(entry)
}

#[track_caller]
fn takes(plan: &Plan, before: Vec<Entry>, entry: &Entry) {
    assert_eq!(check(plan, before, entry), Ok(()));
}

#[track_caller]
fn refuses(plan: &Plan, before: Vec<Entry>, entry: &Entry, why: &Refusal) {
    assert_eq!(check(plan, before, entry).as_ref(), Err(why));
}

fn blank(on: &str, by: Option<&str>) -> Entry {
    Entry {
        on: Some(day(on)),
        by: by.map(str::to_owned),
        ..Entry::default()
    }
}

#[test]
fn an_entry_must_say_something() {
    let plan = counted(false);
    refuses(
        &plan,
        vec![],
        &blank("2024-03-01", Some("教育局")),
        &Refusal::SaysNothing,
    );
    let empty_correction = correction(blank("2024-03-01", Some("教育局")));
    refuses(
        &plan,
        vec![value("2024-03-01", "教育局", 1.0)],
        &empty_correction,
        &Refusal::CorrectsNothing,
    );
}

#[test]
fn blocked_returned_and_dropped_need_a_reason_that_is_not_blank() {
    let plan = counted(false);
    for said in [Status::Blocked, Status::Returned, Status::Dropped] {
        let entry = |reason: Option<&str>| Entry {
            status: Some(said),
            reason: reason.map(str::to_owned),
            ..blank("2024-03-01", Some("文明办"))
        };
        for missing in [None, Some(""), Some(" \t")] {
            refuses(&plan, vec![], &entry(missing), &Refusal::NeedsReason(said));
        }
        takes(&plan, vec![], &entry(Some("经费")));
    }
}

#[test]
fn accepting_and_sending_back_need_a_unit() {
    let plan = counted(false);
    for said in [Status::Closed, Status::Returned] {
        let entry = Entry {
            status: Some(said),
            reason: Some("缘由".to_owned()),
            ..blank("2024-03-01", None)
        };
        refuses(&plan, vec![], &entry, &Refusal::NeedsUnit(said));
    }
}

#[test]
fn done_with_a_value_short_of_the_target_needs_a_reason_or_a_value() {
    let plan = counted(false);
    let done = || status("2024-06-01", "教育局", Status::Done);
    let short = |value| {
        Err(Refusal::ShortOfTarget {
            value: number(value),
            is_reported: value > 0.0,
            missed: Missed {
                miss: Miss::Short(number(60.0 - value)),
                target: number(60.0),
                unit: "名".to_owned(),
            },
        })
    };
    let before = || vec![value("2024-03-01", "教育局", 45.0)];
    // Nothing reported is nothing reached.
    assert_eq!(check(&plan, vec![], &done()), short(0.0));
    assert_eq!(check(&plan, before(), &done()), short(45.0));
    let closed = status("2024-06-01", "文明办", Status::Closed);
    assert_eq!(check(&plan, vec![], &closed), short(0.0));
    assert_eq!(check(&plan, before(), &closed), short(45.0));
    // What was reported done below the target was reported with its reason.
    let accepted = Entry {
        reason: Some("合并办理".to_owned()),
        ..done()
    };
    takes(&plan, vec![accepted], &closed);
    let with = |value: Option<f64>, add: Option<f64>, reason: Option<&str>| Entry {
        value: value.map(number),
        add: add.map(number),
        reason: reason.map(str::to_owned),
        ..done()
    };
    takes(&plan, before(), &with(Some(60.0), None, None));
    takes(&plan, before(), &with(None, Some(15.0), None));
    assert_eq!(
        check(&plan, before(), &with(None, Some(14.0), None)),
        short(59.0)
    );
    assert_eq!(
        check(&plan, vec![], &with(Some(59.0), None, None)),
        short(59.0)
    );
    takes(&plan, before(), &with(None, None, Some("调减")));
}

#[test]
fn who_reported_it_done_cannot_accept_it() {
    let plan = counted(false);
    let done = || vec![status("2024-06-01", "教育局", Status::Done)];
    let closed = |by| status("2024-07-01", by, Status::Closed);
    refuses(
        &plan,
        done(),
        &closed("教育"),
        &Refusal::OwnAcceptance("教育".to_owned()),
    );
    takes(&plan, done(), &closed("文明办"));
    // What it took back itself it did not report.
    let taken_back = Entry {
        // Of two entries without a time, the greater text is the later one.
        source: "~".to_owned(),
        ..correction(status("2024-06-01", "教育局", Status::Doing))
    };
    let log = || {
        vec![
            done().remove(0),
            taken_back.clone(),
            status("2024-06-20", "文明办", Status::Done),
        ]
    };
    takes(&plan, log(), &closed("教育"));
    refuses(
        &plan,
        log(),
        &closed("文明办"),
        &Refusal::OwnAcceptance("文明办".to_owned()),
    );
    // Nor by way of a correction.
    let corrected = correction(status("2024-06-01", "教育局", Status::Closed));
    refuses(
        &plan,
        done(),
        &corrected,
        &Refusal::OwnAcceptance("教育局".to_owned()),
    );
}

#[test]
fn who_reported_it_done_cannot_close_it_under_another_name() {
    let plan = counted(false);
    let said = |on, by, status_of| Entry {
        reason: Some("缘由".to_owned()),
        ..status(on, by, status_of)
    };
    let done = || said("2024-06-01", "教育局", Status::Done);
    let closed = |by| said("2024-08-01", by, Status::Closed);
    for own in ["教育局", "教育"] {
        refuses(
            &plan,
            vec![done()],
            &closed(own),
            &Refusal::OwnAcceptance(own.to_owned()),
        );
    }
    takes(&plan, vec![done()], &closed("文明办"));
}

#[test]
fn a_postponement_needs_a_reason_or_a_grant_and_a_date_not_before_the_start() {
    let plan = counted(false);
    let ask = |to, reason: Option<&str>, approved_by: Option<&str>| Entry {
        reason: reason.map(str::to_owned),
        ..postpone("2024-06-01", to, approved_by)
    };
    refuses(
        &plan,
        vec![],
        &ask("2025-03-31", None, None),
        &Refusal::NeedsPostponeReason,
    );
    takes(&plan, vec![], &ask("2025-03-31", Some("经费"), None));
    takes(&plan, vec![], &ask("2025-03-31", None, Some("县政府")));
    refuses(
        &plan,
        vec![],
        &ask("2023-12-31", Some("经费"), None),
        &Refusal::PostponedBeforeStart(day("2024-01-01")),
    );
}

#[test]
fn a_postponement_comes_before_the_work_is_done() {
    let plan = counted(false);
    let done = || vec![status("2024-11-17", "教育局", Status::Done)];
    let granted = |on, correct| Entry {
        correct,
        reason: Some("补录".to_owned()),
        ..postpone(on, "2025-03-01", Some("县政府"))
    };
    for (on, wanted) in [
        ("2024-11-16", Ok(())),
        ("2024-11-17", Ok(())),
        (
            "2024-11-18",
            Err(Refusal::PostponedFinished(day("2024-11-17"))),
        ),
    ] {
        assert_eq!(check(&plan, done(), &granted(on, false)), wanted, "{on}");
    }
    let grant = postpone("2024-11-18", "2025-04-01", Some("县政府"));
    let log = [done(), vec![grant]].concat();
    assert_eq!(
        check(&plan, log, &granted("2024-11-18", true)),
        Ok(()),
        "a slip can be corrected"
    );
}

#[test]
fn a_correction_needs_a_reason_and_something_of_that_day_and_unit() {
    let plan = counted(false);
    let before = || vec![value("2024-03-01", "教育局", 450.0)];
    let correction = |on, by, reason: Option<&str>| Entry {
        correct: true,
        reason: reason.map(str::to_owned),
        ..value(on, by, 45.0)
    };
    refuses(
        &plan,
        before(),
        &correction("2024-03-01", "教育局", None),
        &Refusal::NeedsCorrectionReason,
    );
    for (on, by) in [("2024-03-02", "教育局"), ("2024-03-01", "科协")] {
        refuses(
            &plan,
            before(),
            &correction(on, by, Some("笔误")),
            &Refusal::NothingToCorrect,
        );
    }
    takes(
        &plan,
        before(),
        &correction("2024-03-01", "教育", Some("笔误")),
    );
}

#[test]
fn in_each_one_says_of_which_unit_and_it_must_owe_a_report() {
    let plan = counted(true);
    let entry = |by: Option<&str>, of: Option<&str>| Entry {
        of: of.map(str::to_owned),
        status: Some(Status::Doing),
        ..blank("2024-06-01", by)
    };
    takes(&plan, vec![], &entry(Some("教育"), None));
    takes(&plan, vec![], &entry(Some("文明办"), Some("科协")));
    refuses(
        &plan,
        vec![],
        &entry(None, None),
        &Refusal::NeedsOf(Vec::new()),
    );
    refuses(
        &plan,
        vec![],
        &entry(Some("文明办"), None),
        &Refusal::NeedsOf(Vec::new()),
    );
    refuses(
        &plan,
        vec![],
        &entry(Some("科协"), Some("文明办")),
        &Refusal::NotResponsible("文明办".to_owned()),
    );
    // Its own value counts, not another's.
    let before = vec![
        value("2024-03-01", "教育局", 60.0),
        value("2024-03-01", "科协", 10.0),
    ];
    takes(
        &plan,
        before.clone(),
        &status("2024-06-01", "教育局", Status::Done),
    );
    assert!(matches!(
        check(&plan, before, &status("2024-06-01", "科协", Status::Done)),
        Err(Refusal::ShortOfTarget { value, .. }) if value == number(10.0)
    ));
}

#[test]
fn only_numbers_that_read_back_are_kept() {
    let plan = counted(false);
    let kept = |number| {
        let entry = Entry {
            value: Some(number),
            ..value("2024-06-01", "教育局", 0.0)
        };
        check(&plan, vec![], &entry)
    };
    let limit = Number::from(Number::LIMIT);
    for too_large in [limit + Number::from(1), Number::from(i64::MIN)] {
        assert_eq!(kept(too_large), Err(Refusal::NotANumber), "{too_large}");
    }
    for fits in [0.0, 3.0, 2.5, 0.123_456, 123_456_789.25].map(number) {
        assert_eq!(kept(fits), Ok(()), "{fits}");
    }
    assert_eq!(kept(limit), Ok(()));
}

#[test]
fn what_adds_up_is_never_less_than_nothing() {
    let plan = counted(false);
    let minus = |less: f64| Refusal::BelowZero(number(less));
    let five = || vec![value("2024-03-01", "教育局", 5.0)];
    refuses(
        &plan,
        vec![],
        &value("2024-06-01", "教育局", -5.0),
        &minus(-5.0),
    );
    refuses(
        &plan,
        five(),
        &add("2024-06-01", "教育局", -6.0),
        &minus(-1.0),
    );
    takes(&plan, five(), &add("2024-06-01", "教育局", -5.0));
    takes(
        &plan,
        five(),
        &correction(value("2024-03-01", "教育局", 0.0)),
    );
    refuses(
        &plan,
        five(),
        &correction(value("2024-03-01", "教育局", -5.0)),
        &minus(-5.0),
    );
    // What was taken off later was taken off what is corrected.
    let less = || {
        vec![
            value("2024-03-01", "教育局", 5.0),
            add("2024-04-01", "教育局", -4.0),
        ]
    };
    for said in [
        value("2024-03-01", "教育局", 1.0),
        value("2024-03-02", "科协", 1.0),
    ] {
        refuses(&plan, less(), &said, &minus(-3.0));
    }
    takes(&plan, less(), &value("2024-03-02", "教育局", 4.0));
    // A level may lie below zero.
    let level = aiming_at(stock(3.0, -1.0));
    let plan = single("2024-01-01", "2024-12-31", level, "2024-06-30");
    takes(&plan, vec![], &value("2024-06-01", "教育局", -2.5));
    // Without a target what is added adds up, and a value may be anything.
    let fields = MilestoneFields::default();
    let plan = single("2024-01-01", "2024-12-31", fields, "2024-06-30");
    takes(&plan, vec![], &value("2024-06-01", "教育局", -2.5));
    refuses(
        &plan,
        vec![],
        &add("2024-06-01", "教育局", -5.0),
        &minus(-5.0),
    );
}

#[test]
fn a_corrected_postponement_is_not_before_the_date_that_ruled() {
    for each in [false, true] {
        let plan = counted(each);
        let granted = |on, to| postpone(on, to, Some("县政府"));
        let log = || {
            vec![
                granted("2024-04-01", "2025-01-31"),
                granted("2024-05-01", "2025-03-31"),
            ]
        };
        let corrected = |on, to| correction(granted(on, to));
        let earlier = |due| Refusal::PostponedToEarlier(day(due));
        refuses(
            &plan,
            log(),
            &corrected("2024-05-01", "2024-12-31"),
            &earlier("2025-01-31"),
        );
        refuses(
            &plan,
            log(),
            &corrected("2024-04-01", "2024-06-01"),
            &earlier("2024-12-31"),
        );
        // Back to the date that ruled before.
        takes(&plan, log(), &corrected("2024-05-01", "2025-01-31"));
        takes(&plan, log(), &corrected("2024-04-01", "2024-12-31"));
    }
}

#[test]
fn nobody_accepts_its_own_part_whoever_reported_it() {
    let plan = counted(true);
    let done = Entry {
        of: Some("科协".to_owned()),
        reason: Some("合并办理".to_owned()),
        ..status("2024-06-01", "教育局", Status::Done)
    };
    let closed = |by: &str, of: Option<&str>| Entry {
        of: of.map(str::to_owned),
        reason: Some("核实".to_owned()),
        ..status("2024-07-01", by, Status::Closed)
    };
    for of in [None, Some("科协")] {
        refuses(
            &plan,
            vec![done.clone()],
            &closed("科协", of),
            &Refusal::OwnAcceptance("科协".to_owned()),
        );
    }
    takes(&plan, vec![done.clone()], &closed("文明办", Some("科协")));
}

#[test]
fn a_level_of_which_nothing_is_known_is_not_done() {
    let of = |op, baseline| {
        let target = Target {
            op,
            baseline,
            ..stock(5.0, 0.0)
        };
        single("2024-01-01", "2024-12-31", aiming_at(target), "2024-06-30")
    };
    let done = || status("2024-06-01", "教育局", Status::Done);
    for op in [Op::AtLeast, Op::AtMost] {
        let plan = of(op, None);
        refuses(&plan, vec![], &done(), &Refusal::NeedsValue);
        let closed = status("2024-06-01", "文明办", Status::Closed);
        refuses(&plan, vec![], &closed, &Refusal::NeedsValue);
        let reported = vec![value("2024-03-01", "教育局", 5.0)];
        takes(&plan, reported, &done());
        let explained = Entry {
            reason: Some("统计口径取消".to_owned()),
            ..done()
        };
        takes(&plan, vec![], &explained);
    }
    // A baseline is a value.
    let from_four = Some(Baseline {
        value: number(4.0),
        on: None,
    });
    let plan = of(Op::AtMost, from_four);
    takes(&plan, vec![], &done());
}
