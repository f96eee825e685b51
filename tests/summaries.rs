//! The screen holds plans as summaries and reads the rest when asked; nothing that anybody sees depends on that.

use std::collections::BTreeSet;
use std::fs;

use duban::plan::{Day, Standing, Summary};
use duban::query::{AlertGroup, AlertRow, Alerts, Board, Filter, Item, Needle, SearchIndex};
use duban::report::figures;
use duban::text::Lang;
use proptest::prelude::*;
use tempfile::TempDir;

use super::common::app::Start;
use super::common::kept::{Kept, entry, fixture, with_entries};
use super::common::stage::Stage;

/// All that the lines of the list of alerts are made of.
fn alerts(board: &Board, alerts: &Alerts, filter: &Filter) -> Vec<String> {
    let mut lines = Vec::new();
    let mut group = None;
    for row in alerts.rows(filter) {
        match row {
            AlertRow::Heading(heading, count) => {
                lines.push(format!("{heading:?} {count}"));
                group = Some(heading);
            }
            AlertRow::Item(item) => lines.push(line(board, group.unwrap(), &item)),
            AlertRow::Report(report) => lines.push(format!("{report:?}")),
            AlertRow::NeverReported(plan) => lines.push(format!("{plan} never reported")),
        }
    }
    lines
}

fn line(board: &Board, group: AlertGroup, item: &Item) -> String {
    let it = item.preview(board).unwrap();
    format!(
        "{group:?} {:?} {} {} {} {} {:?} {:?} {:?}",
        item.place,
        it.action_id(),
        it.milestone.id,
        it.milestone.label(),
        figures(&it, Lang::Zh.words()),
        it.units(),
        item.verdict,
        it.row.state,
    )
}

/// Filters of every kind, those that search with what they find on this board.
fn filters(board: &Board) -> Vec<Filter> {
    let index = SearchIndex::of(board);
    let searching = |typed: &str| {
        let needle = Needle::new(typed);
        Filter {
            found: Some(index.find(&needle, None)),
            search: Some(needle),
            ..Filter::default()
        }
    };
    vec![
        Filter::default(),
        searching("jyj"),
        searching("3.1"),
        Filter {
            phase: Some("deepen".to_owned()),
            ..searching("px")
        },
        Filter {
            section: Some("4".to_owned()),
            ..Filter::default()
        },
        Filter {
            standings: vec![Standing::Overdue, Standing::Done],
            lead_only: true,
            ..Filter::default()
        },
    ]
}

fn shown(board: &Board) -> Vec<Option<&Summary>> {
    board.plans.iter().map(|shown| shown.summary()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn summaries_say_what_they_say_whole(
        entries in proptest::collection::vec(entry(), 0..24),
        step in 1_u64..80,
        days in proptest::collection::vec(0_u64..2_000, 3),
    ) {
        let first: Day = "2022-01-10".parse().unwrap();
        let kept = Kept::of(&fixture("plan.toml"), &with_entries(&entries, first, step));
        for days in days {
            let day = first + chrono::Days::new(days);
            let plain = kept.plain(day);
            let is_clean = plain.plans[0].loaded().problems.is_empty();
            // Summarized from the files, from what is kept whole, and from the kept summary.
            for _ in 0..3 {
                let summarized = kept.summarized(day);
                prop_assert_eq!(summarized.plans[0].has_preview(), !is_clean);
                prop_assert_eq!(shown(&plain), shown(&summarized));
                prop_assert_eq!(summarized.plans[0].short(), plain.plans[0].short());
                let (whole, previewed) = (Alerts::of(&plain), Alerts::of(&summarized));
                for (one, other) in filters(&plain).iter().zip(&filters(&summarized)) {
                    prop_assert_eq!(
                        alerts(&plain, &whole, one),
                        alerts(&summarized, &previewed, other)
                    );
                }
                // Opened in the meantime, the list is the same.
                prop_assert!(summarized.plans[0].open().is_some());
                let all = Filter::default();
                prop_assert_eq!(alerts(&plain, &whole, &all), alerts(&summarized, &previewed, &all));
            }
        }
    }

    #[test]
    fn a_list_of_alerts_takes_in_a_change_as_if_it_was_made_anew(
        before in proptest::collection::vec(entry(), 0..24),
        after in proptest::collection::vec(entry(), 0..24),
    ) {
        let first: Day = "2022-01-10".parse().unwrap();
        let day: Day = "2024-06-30".parse().unwrap();
        let read = |entries: &[(usize, usize, String)]| {
            Kept::of(&fixture("plan.toml"), &with_entries(entries, first, 20)).plain(day)
        };
        // Three plans, of which the middle one changes.
        let mut board = read(&before);
        board.plans.extend([read(&[]).plans.remove(0), read(&after).plans.remove(0)]);
        let mut list = Alerts::of(&board);
        board.plans[1] = read(&after).plans.remove(0);
        list.take_in(&board, &BTreeSet::from([1]));
        let all = Filter::default();
        prop_assert_eq!(
            alerts(&board, &list, &all),
            alerts(&board, &Alerts::of(&board), &all)
        );
    }
}

#[test]
fn a_kept_sum_is_not_that_of_another_day_or_of_other_files() {
    let day: Day = "2024-06-30".parse().unwrap();
    let next: Day = "2026-07-01".parse().unwrap();
    let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
    kept.summarized(day);
    assert_eq!(shown(&kept.summarized(next)), shown(&kept.plain(next)));
    let file = &kept.workspace.plans[0].progress;
    let text = fs::read_to_string(file).unwrap();
    fs::write(
        file,
        text.replacen("status = \"done\"", "status = \"todo\"", 1),
    )
    .unwrap();
    assert_ne!(shown(&kept.summarized(day)), shown(&kept.summarized(next)));
    assert_eq!(shown(&kept.summarized(day)), shown(&kept.plain(day)));
}

#[test]
fn sums_that_were_damaged_are_not_believed() {
    let day: Day = "2024-06-30".parse().unwrap();
    let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
    kept.summarized(day);
    let folder = fs::read_dir(kept.files.join("plans")).unwrap().next();
    let file = folder.unwrap().unwrap().path().join("summaries");
    let whole = fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x41;
        fs::write(&file, &bytes).unwrap();
        assert_eq!(
            shown(&kept.summarized(day)),
            shown(&kept.plain(day)),
            "{at}"
        );
        fs::write(&file, &whole[..at]).unwrap();
        assert_eq!(
            shown(&kept.summarized(day)),
            shown(&kept.plain(day)),
            "{at}"
        );
    }
}

#[test]
fn every_screen_is_the_same_whether_plans_are_held_as_summaries_or_whole() {
    let cache = TempDir::new().unwrap();
    let mut whole = Start::default().on(Stage::set());
    let mut summarized = Start {
        cache: Some(cache.path()),
        ..Start::default()
    }
    .on(Stage::set());
    for keys in [
        "jj", "1", "j<enter>", "jj", "2", "3", "ll", "4", "jjjj", "/jy", "j", "<enter>", "jj", "x",
        "j", "x", "<esc>", "<esc>", "f", "<esc>", "G", "g", "jj", " ", "u", "5", "jj", "6", "zz",
        "7", "1", "4", "t", "2026-07-01<enter>", "jj", "1", "4", "j<enter>", "<esc>", "<esc>",
    ] {
        assert_eq!(
            whole.keys(keys).screen(),
            summarized.keys(keys).screen(),
            "after {keys:?}"
        );
    }
}
