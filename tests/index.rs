//! What is kept in the cache folder changes nothing that anybody sees, whatever was recorded and whatever day is asked.

use std::fs;
use std::time::{Duration, SystemTime};

use duban::cache::Cache;
use duban::plan::{Day, Standing};
use duban::query::{Board, Filter, Item, OpenPlan, SortBy, sort_items};
use duban::report::{figures, list_json, to_text};
use duban::text::Lang;
use proptest::prelude::*;

use super::common::duban::{Fixture, Workspace as Office};
use super::common::kept::{Kept, entry, files_below, fixture, with_entries};

/// Everything that JSON tells of every milestone, logs included.
fn whole(board: &Board) -> String {
    let items = board.items(&Filter::default());
    to_text(&list_json(board, &items, Lang::Zh.words()))
}

/// All that the lines of a list are made of.
fn items(board: &Board, standings: &[Standing], by: SortBy) -> Vec<String> {
    let filter = Filter {
        standings: standings.to_vec(),
        ..Filter::default()
    };
    let mut items = board.items(&filter);
    sort_items(board, &mut items, by);
    let line = |item: &Item| {
        let it = item.resolve(board).unwrap();
        format!(
            "{} {} {} {} {:?} {:?} {:?}",
            it.milestone.id,
            if it.milestone.is_default {
                &it.action.title
            } else {
                ""
            },
            it.milestone.label(),
            figures(&it.listed(), Lang::Zh.words()),
            it.action
                .answering()
                .map(|unit| it.plan.units().get(unit).name_on(board.as_of)),
            item.verdict,
            it.row.state,
        )
    };
    items.iter().map(line).collect()
}

/// The same, and all that counts are made of.
fn lines(board: &Board, standings: &[Standing], by: SortBy) -> Vec<String> {
    let mut lines = items(board, standings, by);
    for (_, OpenPlan { plan, ledger, .. }) in board.open() {
        let document = &plan.document;
        lines.push(format!(
            "{} {} {}",
            document.short, document.title, document.draft
        ));
        lines.push(format!(
            "{:?} {} {:?}",
            ledger.state,
            ledger.reported,
            ledger.tally()
        ));
        let phases = ledger.tally_by_phase(plan);
        lines.extend(phases.map(|(phase, tally)| format!("{} {tally:?}", phase.name)));
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_kept_says_what_was_read(
        entries in proptest::collection::vec(entry(), 0..24),
        step in 1_u64..80,
        days in proptest::collection::vec(0_u64..2_000, 4),
    ) {
        let first: Day = "2022-01-10".parse().unwrap();
        let kept = Kept::of(&fixture("plan.toml"), &with_entries(&entries, first, step));
        let is_clean = kept.plain(first).plans[0].loaded().problems.is_empty();
        kept.cached(first);
        prop_assert_eq!(kept.count() > 0, is_clean);
        for days in days {
            let day = first + chrono::Days::new(days);
            let plain = kept.plain(day);
            let cached = kept.cached(day);
            prop_assert_eq!(whole(&plain), whole(&cached));
            for by in [SortBy::Due, SortBy::Id, SortBy::Unit, SortBy::Standing] {
                let rows = kept.rows(day, |_| true);
                prop_assert_eq!(lines(&plain, &[], by), lines(&rows, &[], by));
                let rows = kept.rows(day, |standing| standing == Standing::Overdue);
                let overdue = [Standing::Overdue];
                prop_assert_eq!(lines(&plain, &overdue, by), lines(&rows, &overdue, by));
                let rows = kept.rows_only(day, |standing| standing == Standing::Overdue);
                prop_assert_eq!(items(&plain, &overdue, by), items(&rows, &overdue, by));
            }
        }
    }

    #[test]
    fn when_the_log_alone_has_changed_the_kept_plan_goes_with_the_new_log(
        entries in proptest::collection::vec(entry(), 0..24),
        step in 1_u64..80,
        days in 0_u64..2_000,
    ) {
        let first: Day = "2022-01-10".parse().unwrap();
        let day = first + chrono::Days::new(days);
        let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
        kept.cached(day);
        prop_assert_eq!(kept.count(), 2);
        fs::write(&kept.workspace.plans[0].progress, with_entries(&entries, first, step)).unwrap();
        let (plain, cached, rows) = (kept.plain(day), kept.cached(day), kept.rows(day, |_| true));
        let [is, was] = [&cached, &plain].map(|board| board.plans[0].loaded());
        prop_assert_eq!(&is.problems, &was.problems);
        prop_assert_eq!(is.stamps, was.stamps);
        prop_assert_eq!(whole(&plain), whole(&cached));
        prop_assert_eq!(lines(&plain, &[], SortBy::Id), lines(&rows, &[], SortBy::Id));
    }

    #[test]
    fn whatever_lies_in_the_cache_folder_is_not_believed(
        place in 0.0..1.0_f64,
        flip in 1_u8..=255,
        cut in any::<bool>(),
    ) {
        let day: Day = "2024-06-30".parse().unwrap();
        let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
        kept.cached(day);
        let files = files_below(&kept.files);
        prop_assert_eq!(files.len(), 2);
        for file in files {
            let mut bytes = fs::read(&file).unwrap();
            let at = (place * bytes.len() as f64) as usize;
            if cut { bytes.truncate(at) } else { bytes[at] ^= flip }
            fs::write(&file, bytes).unwrap();
        }
        let plain = kept.plain(day);
        let rows = kept.rows(day, |_| true);
        prop_assert_eq!(lines(&plain, &[], SortBy::Due), lines(&rows, &[], SortBy::Due));
        prop_assert_eq!(whole(&plain), whole(&kept.cached(day)));
    }
}

#[test]
fn what_was_said_before_an_amendment_is_kept_too() {
    let amended = include_str!("check/was-sound/plan.toml");
    let kept = Kept::of(amended, "schema = 1\nplan = \"demo\"\n");
    let day = |text: &str| text.parse::<Day>().unwrap();
    kept.cached(day("2024-06-30"));
    assert_eq!(kept.count(), 1, "all that the files say, and no rows");
    for (day, soon_days, phase_end, members) in [
        (day("2023-12-31"), 7, day("2022-06-30"), 2),
        (day("2024-01-01"), 10, day("2022-12-31"), 1),
    ] {
        let (plain, cached) = (kept.plain(day), kept.cached(day));
        assert_eq!(whole(&plain), whole(&cached));
        let rows = kept.rows(day, |_| true);
        assert_eq!(
            lines(&plain, &[], SortBy::Id),
            lines(&rows, &[], SortBy::Id)
        );
        let one = plain.open().next().unwrap().1.plan;
        let other = cached.open().next().unwrap().1.plan;
        assert_eq!(one.document, other.document);
        assert_eq!(one.indicators(), other.indicators());
        assert_eq!(other.alert().soon.days, soon_days);
        assert_eq!(other.phases()[0].window.end, phase_end);
        let all = other.units().find("各单位").unwrap();
        assert_eq!(other.units().expand([all]).len(), members);
    }
}

#[test]
fn files_that_have_just_changed_are_not_kept() {
    let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
    let now = Cache::of(&kept.files, &kept.workspace.folder, SystemTime::now()).unwrap();
    let day: Day = "2024-06-30".parse().unwrap();
    Board::read(&kept.workspace, Some(&now), day, None);
    assert_eq!(kept.count(), 0);
}

#[test]
fn a_rewrite_of_the_same_size_and_time_is_noticed() {
    let kept = Kept::of(&fixture("plan.toml"), &fixture("progress.toml"));
    let day: Day = "2024-06-30".parse().unwrap();
    kept.cached(day);
    let file = &kept.workspace.plans[0].progress;
    let before = fs::metadata(file).unwrap();
    let text = fs::read_to_string(file).unwrap();
    let changed = text.replacen("status = \"done\"", "status = \"todo\"", 1);
    assert_ne!(text, changed);
    fs::write(file, changed).unwrap();
    let rewritten = fs::File::options().write(true).open(file).unwrap();
    rewritten.set_modified(before.modified().unwrap()).unwrap();
    let after = fs::metadata(file).unwrap();
    assert_eq!(before.len(), after.len());
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    let plain = kept.plain(day);
    let rows = kept.rows(day, |_| true);
    assert_eq!(
        lines(&plain, &[], SortBy::Due),
        lines(&rows, &[], SortBy::Due)
    );
    assert_eq!(whole(&plain), whole(&kept.cached(day)));
}

#[test]
fn every_command_prints_the_same_with_a_cache_and_without() {
    let office = Office::of(Fixture::Five);
    // Files that changed just now are not kept.
    std::thread::sleep(Duration::from_millis(2_100));
    let commands: [&str; 22] = [
        "overdue",
        "overdue --limit 3",
        "overdue --json",
        "overdue --sort unit",
        "overdue --unit 教育局",
        "overdue --search 培训",
        "list",
        "list --sort id",
        "list --standing soon --sort standing",
        "list --status todo --limit 7",
        "list --lead-only",
        "list --json --standing not-yet",
        "list --standing nonsense",
        "list --sort nonsense",
        "status",
        "status --json",
        "brief",
        "brief --json",
        "units",
        "missing",
        "show zhangping:3.1.1",
        "export --plan tunxi",
    ];
    let run = |command: &str, day: &str, cache: &str| {
        let cache = office.root().join(cache);
        let done = office
            .duban(["--as-of", day])
            .args(command)
            .env("XDG_CACHE_HOME", cache.to_str().unwrap())
            .command()
            .output()
            .unwrap();
        (done.status.code(), done.stdout, done.stderr)
    };
    // A file stands where the folder should be: nothing can be kept.
    fs::write(office.root().join("none"), "").unwrap();
    for day in ["2021-01-01", "2024-06-30", "2026-07-01"] {
        for command in commands {
            let plain = run(command, day, "none/cache");
            assert_eq!(plain, run(command, day, "cache"), "{command:?} {day}");
            assert_eq!(
                plain,
                run(command, day, "cache"),
                "{command:?} {day}, again"
            );
        }
    }
    assert_eq!(files_below(&office.root().join("cache")).len(), 10);
}
