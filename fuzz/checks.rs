//! What must hold of any input, a function a part of the program. The fuzz targets call them with what libFuzzer makes,
//! and `tests/any_input.rs` with texts that it spoils at random.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use duban::diff::{Version, compare};
use duban::merge::{Choice, merge_plan, merge_progress};
use duban::plan::{Address, Change, Day, Entry, Log, Part, Plan, plain_text};
use duban::query::search::haystack::Haystack;
use duban::query::{Board, Needle, locate, match_unit};
use duban::review::{Authors, review, review_outline};
use duban::store::{
    FileText, Loaded, ProgressFile, Stamp, expected_logs, patched, read_document, read_progress,
    sides, splice,
};
use duban::text::Lang;

/// A plan without errors.
pub(crate) const SOUND_PLAN: &str = include_str!("../tests/check/plan.toml");

fn file(name: &str, text: &str) -> FileText {
    let Some(stamp) = Stamp::of(Path::new(".")) else {
        panic!("the folder one stands in is there");
    };
    FileText {
        path: Path::new("demo").join(name),
        text: text.to_owned(),
        stamp,
    }
}

fn read_log(text: &str, plan: &Plan) -> Option<ProgressFile> {
    read_progress(&file("progress.toml", text), plan).0
}

fn sound_plan() -> Option<Plan> {
    let (document, _) = read_document(&file("plan.toml", SOUND_PLAN));
    Some(Plan::on(Arc::new(document?), Day::MAX))
}

fn entries(file: &ProgressFile) -> usize {
    file.progress.entries().count()
}

/// A deed adds its line and nothing else; taking the line out gives the old text back, byte for byte.
pub(crate) fn splice_and_back(text: &str) {
    let Some(plan) = sound_plan() else { return };
    let Some(before) = read_log(text, &plan) else {
        return;
    };
    if !before.writable {
        return;
    }
    for expected in expected_logs(&plan).into_iter().take(3) {
        let entry = Entry {
            on: Day::from_ymd_opt(2024, 6, 30),
            text: Some("二\"\\\n".to_owned()),
            ..Entry::default()
        };
        let add = change(&plan, Part::Append(expected.log.clone(), entry));
        let Ok(patches) = splice(text, &before, &plan, &add) else {
            continue;
        };
        let with = patched(text, &patches);
        let Some(after) = read_log(&with, &plan) else {
            continue;
        };
        assert_eq!(entries(&after), entries(&before) + 1, "{with}");
        let Some(added) = added(&expected.log, &before, &after) else {
            continue;
        };
        let take = change(&plan, Part::Remove(expected.log, added));
        if let Ok(patches) = splice(&with, &after, &plan, &take) {
            let without = patched(&with, &patches);
            let Some(back) = read_log(&without, &plan) else {
                panic!("what was taken out of it left no log:\n{without}");
            };
            assert_eq!(entries(&back), entries(&before), "{without}");
        }
    }
}

fn change(plan: &Plan, part: Part) -> Change {
    Change {
        plan: plan.id().to_owned(),
        parts: vec![part],
    }
}

fn added(log: &Log, before: &ProgressFile, after: &ProgressFile) -> Option<Entry> {
    let Log::Milestone(id) = log else { return None };
    let known = before.progress.log(id);
    let is_new = |entry: &&Entry| known.iter().all(|old| old.source != entry.source);
    after.progress.log(id).iter().find(is_new).cloned()
}

/// Three texts with a byte 0 between them.
fn three(input: &str) -> [&str; 3] {
    let mut parts = input.splitn(3, '\0');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// A merge ends in TOML or in a fault; of a log it has every entry that both sides have.
pub(crate) fn merge(input: &str) {
    let [base, ours, theirs] = three(input);
    if let Ok(text) = merge_progress(base, ours, theirs) {
        let is_toml = |text: &str| text.parse::<toml::Table>().is_ok();
        assert!(
            is_toml(&text) || !is_toml(ours) || !is_toml(theirs),
            "{text}"
        );
        if let Some(plan) = sound_plan() {
            let read = |text: &str| read_log(text, &plan);
            if let (Some(merged), Some(ours), Some(theirs)) =
                (read(&text), read(ours), read(theirs))
            {
                for (id, log) in &ours.progress.milestones {
                    for entry in log {
                        let is_in = |log: &[Entry]| log.iter().any(|it| it.source == entry.source);
                        let is_in_both = is_in(theirs.progress.log(id));
                        assert!(!is_in_both || is_in(merged.progress.log(id)), "{text}");
                    }
                }
            }
        }
    }
    for choice in [None, Some(Choice::Ours), Some(Choice::Theirs)] {
        if let Ok(merged) = merge_plan(base, ours, theirs, &|_| choice.clone()) {
            assert!(choice.is_none() || merged.conflicts.is_empty());
        }
    }
}

/// A file with the marks of a merge comes apart in two texts without marks, which a merge takes.
pub(crate) fn resolve(input: &str) {
    let Some(found) = sides(input) else { return };
    let base = found.base.as_deref().unwrap_or_default();
    let _ = merge_progress(base, &found.ours, &found.theirs);
    let _ = merge_plan(base, &found.ours, &found.theirs, &|_| Some(Choice::Ours));
}

/// Two versions of a plan are compared and reviewed; one against itself differs in nothing and weakens nothing.
pub(crate) fn compare_and_review(input: &str) {
    let mut parts = input.splitn(4, '\0');
    let mut next = || parts.next().map(|text| text.as_bytes().to_vec());
    let before = Version::read("demo", next(), next());
    let after = Version::read("demo", next(), next());
    assert!(compare(&before, &before).is_empty());
    let same = review(&before, &before, &Authors::default());
    assert!(same.weakened.is_empty(), "{:?}", same.weakened);
    let found = review(&before, &after, &Authors::default());
    for lang in Lang::ALL {
        let _ = review_outline(("demo", "demo"), &found, lang.words());
    }
}

/// What is typed is found by the screen's search where it is found text by text, and is marked where it is found.
pub(crate) fn search(input: &str) {
    let (typed, text) = input.split_once('\0').unwrap_or((input, input));
    let needle = Needle::new(typed);
    let hits = needle.hits(text);
    let is_found = needle.matches_any_of(&[text]);
    assert!(is_found || needle.is_empty() || !needle.matches(text));
    let mut end = 0;
    for hit in &hits {
        assert!(hit.start >= end && text.get(hit.clone()).is_some());
        end = hit.end;
    }
    let mut haystack = Haystack::new(1);
    haystack.fill(0, |writer| {
        writer.group([]);
        writer.item([text]);
    });
    let found = haystack.search(&needle, None);
    let by_screen = found[0].as_ref().is_some_and(|found| found[0]);
    assert_eq!(by_screen, is_found, "{typed:?} in {text:?}");
    assert_eq!(plain_text(&plain_text(text)), plain_text(text));
}

/// Whatever is typed for an id or a unit means something that is there, or nothing.
pub(crate) fn ids(input: &str) {
    let address = Address::parse(input);
    let _ = address.to_string();
    let files = duban::store::PlanFiles::in_folder(PathBuf::from("/nowhere/demo"));
    let plan = Some(SOUND_PLAN.as_bytes().to_vec());
    let loaded = Loaded::from_bytes(&files, plan, None, Day::MAX);
    let board = Board::new(vec![loaded], Day::MAX);
    let _ = locate(&board, input);
    for (_, plan, _, _) in board.open() {
        let _ = match_unit(plan.units(), input);
    }
}
