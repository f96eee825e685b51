//! Properties of "The fold" that hold for any log.

use proptest::prelude::*;

use crate::plan::sample::*;
use crate::plan::{Entry, MilestoneState, Moment, Reminder, Status};

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
                    at: minutes.map(|minutes| Moment {
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
        for plan in [aiming_at_60(), each(units_at([3, 2]), units())] {
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
        for plan in [aiming_at_60(), each(units_at([3, 2]), units())] {
            prop_assert_eq!(
                folded(&plan, lines.clone(), &as_of.to_string()),
                folded(&plan, upto.clone(), &as_of.to_string())
            );
        }
    }

    #[test]
    fn with_the_days_only_more_is_recorded(lines in prop::collection::vec(any_entry(), 0..12)) {
        let plan = aiming_at_60();
        let days = ["2024-02-19", "2024-02-29", "2024-03-10", "2024-03-31"];
        let states: Vec<MilestoneState> = days.iter().map(|day| folded(&plan, lines.clone(), day)).collect();
        for pair in states.windows(2) {
            prop_assert!(pair[0].recorded <= pair[1].recorded);
            prop_assert!(pair[0].reminded <= pair[1].reminded);
            prop_assert!(pair[0].postponed <= pair[1].postponed || lines.iter().any(|e| e.correct));
        }
    }
}
