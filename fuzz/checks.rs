//! What must hold of any input, a function a part of the program. The fuzz targets call them with what libFuzzer makes,
//! and `tests/any_input.rs` with texts that it spoils at random.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use duban::diff::{Difference, Version, compare};
use duban::document::intake::receive;
use duban::import::{DraftOptions, draft, standing_doubts};
use duban::merge::{Choice, merge_plan, merge_progress};
use duban::plan::{
    Address, Change, Day, Entry, Ledger, Log, Part, Plan, SinceChange, Status, plain_text,
};
use duban::query::{Board, MilestonePlace, Needle, SearchIndex, SearchedTexts, locate, match_unit};
use duban::review::{Authors, review, review_outline};
use duban::store::{
    FileText, Loaded, Problem, ProgressFile, conflict_sides, expected_logs, patched, read_document,
    read_progress, render_problem_in, splice,
};
use duban::text::Lang;

/// A plan without errors.
pub(crate) const SOUND_PLAN: &str = include_str!("../tests/check/plan.toml");

/// What stands between the texts of an input: U+001E, which no file has.
pub(crate) const BETWEEN: char = '\u{1e}';

fn file(name: &str, text: &str) -> FileText {
    FileText::new(Path::new("demo").join(name), text)
}

fn read_log(text: &str, plan: &Plan) -> Option<ProgressFile> {
    read_progress(&file("progress.toml", text), plan).0
}

fn sound_plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| match read_document(&file("plan.toml", SOUND_PLAN)).0 {
        Some(document) => Plan::on(Arc::new(document), Day::MAX),
        None => panic!("the sample is a plan"),
    })
}

/// Takes one of several by the input's length: an input does one thing, so that a run is short.
fn chosen<'a, T>(input: &str, of: &'a [T]) -> Option<&'a T> {
    of.get(input.len() % of.len().max(1))
}

/// Reading the two files of a plan ends in a plan or in problems that can be shown; a deed keeps every entry that
/// could be read. An input without a separator is a progress.toml for a sound plan.
pub(crate) fn files(input: &str) {
    let as_of = [Day::MIN, day(2024, 2, 29), Day::MAX];
    let as_of = chosen(input, &as_of).copied().unwrap_or_default();
    let Some((plan, progress)) = input.split_once(BETWEEN) else {
        return read_and_write(sound_plan(), input, as_of);
    };
    let plan_file = file("plan.toml", plan);
    let (document, problems) = read_document(&plan_file);
    show(&plan_file, &problems);
    if let Some(document) = document {
        read_and_write(&Plan::on(Arc::new(document), as_of), progress, as_of);
    }
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn read_and_write(plan: &Plan, text: &str, as_of: Day) {
    let progress_file = file("progress.toml", text);
    let (progress, problems) = read_progress(&progress_file, plan);
    show(&progress_file, &problems);
    let Some(progress) = progress else { return };
    let ledger = Ledger::new(plan, &progress.progress, as_of);
    assert_eq!(ledger.tally().total() as usize, plan.milestones().count());
    if !progress.writable {
        return;
    }
    let expected = expected_logs(plan).into_iter().take(4);
    let all: Vec<Part> = expected
        .map(|expected| Part::Append(expected.log, deed(as_of)))
        .collect();
    let mut deeds: Vec<Vec<Part>> = all.iter().map(|part| vec![part.clone()]).collect();
    deeds.push(all);
    let was = progress.progress.since;
    for day in [Some(as_of), None] {
        deeds.push(vec![Part::Since(SinceChange { was, day })]);
    }
    deeds.extend(removals(&progress).map(|part| vec![part]));
    let Some(parts) = chosen(text, &deeds).cloned() else {
        return;
    };
    let count = |is: fn(&&Part) -> bool| parts.iter().filter(is).count();
    let added = count(|part| matches!(part, Part::Append(..)));
    let removed = count(|part| matches!(part, Part::Remove(..)));
    let change = Change {
        plan: plan.id().to_owned(),
        parts,
    };
    let Ok(patches) = splice(text, &progress, plan, &change) else {
        return;
    };
    let is_apart = patches
        .windows(2)
        .all(|pair| pair[0].at.end <= pair[1].at.start);
    assert!(is_apart, "patches overlap: {patches:?}");
    let new = patched(text, &patches);
    // What cannot be read back is not written; what can has every entry.
    if let Some(after) = read_log(&new, plan) {
        assert_eq!(placed(&after) + removed, placed(&progress) + added, "{new}");
    }
}

fn removals(file: &ProgressFile) -> impl Iterator<Item = Part> {
    file.places.iter().take(4).filter_map(|(log, place)| {
        let (_, entry) = place.entries.first()?;
        Some(Part::Remove(log.clone(), entry.clone()))
    })
}

fn placed(file: &ProgressFile) -> usize {
    let places = file.places.values();
    places.map(|place| place.entries.len()).sum()
}

fn deed(day: Day) -> Entry {
    Entry {
        on: Some(day),
        status: Some(Status::Done),
        text: Some("已办\n结 \"引号\"".to_owned()),
        ..Entry::default()
    }
}

fn show(file: &FileText, problems: &[Problem]) {
    for (at, problem) in problems.iter().enumerate().take(6) {
        let lang = Lang::ALL[(file.text.len() + at) % Lang::ALL.len()];
        let shown = render_problem_in(Some(&file.text), problem, &file.path, lang.words());
        assert!((2..=4).contains(&shown.lines().count()), "{shown}");
    }
}

/// A file is read as a document and drafted, or refused; never more than that. The first byte chooses its name.
pub(crate) fn documents(input: &[u8]) {
    const NAMES: [&str; 8] = [
        "a.txt", "a.md", "a.html", "a.csv", "a.docx", "a.xlsx", "a.xls", "a.ods",
    ];
    let Some((first, bytes)) = input.split_first() else {
        return;
    };
    // Other programs are not ours to fuzz.
    let is_pdf = bytes.windows(5).take(1100).any(|window| window == b"%PDF-");
    if is_pdf || bytes.starts_with(b"{\\rtf") {
        return;
    }
    let Ok(intake) = receive(NAMES[usize::from(*first) % NAMES.len()], bytes) else {
        return;
    };
    let read = duban::document::read_document(&intake.text);
    let options = DraftOptions {
        id: "fuzz",
        file: "a",
        sha256: "0",
        year: 2026,
        with_text: true,
        words: Lang::Zh.words(),
    };
    let Ok(draft) = draft(&read, &options) else {
        return;
    };
    assert!(standing_doubts(&draft.plan).len() <= draft.plan.lines().count());
}

fn entries(file: &ProgressFile) -> usize {
    file.progress.entries().count()
}

/// A deed adds its line and nothing else; taking the line out leaves what was there.
pub(crate) fn splice_and_back(text: &str) {
    let plan = sound_plan();
    let Some(before) = read_log(text, plan) else {
        return;
    };
    if !before.writable {
        return;
    }
    let logs: Vec<Log> = expected_logs(plan).into_iter().map(|it| it.log).collect();
    let Some(log) = chosen(text, &logs) else {
        return;
    };
    let entry = Entry {
        on: Day::from_ymd_opt(2024, 6, 30),
        text: Some("二\"\\\n".to_owned()),
        ..Entry::default()
    };
    let add = change(plan, Part::Append(log.clone(), entry));
    let Ok(patches) = splice(text, &before, plan, &add) else {
        return;
    };
    let with = patched(text, &patches);
    let Some(after) = read_log(&with, plan) else {
        return;
    };
    assert_eq!(entries(&after), entries(&before) + 1, "{with}");
    let Some(added) = added(log, &before, &after) else {
        return;
    };
    let take = change(plan, Part::Remove(log.clone(), added));
    if let Ok(patches) = splice(&with, &after, plan, &take) {
        let without = patched(&with, &patches);
        let Some(back) = read_log(&without, plan) else {
            panic!("what was taken out of it left no log:\n{without}");
        };
        assert_eq!(entries(&back), entries(&before), "{without}");
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

/// The texts of an input.
fn texts<const N: usize>(input: &str) -> [&str; N] {
    let mut parts = input.splitn(N, BETWEEN);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// A merge ends in TOML or in a fault; of a log it has every entry that both sides have.
pub(crate) fn merge(input: &str) {
    let [base, ours, theirs] = texts(input);
    let ways = [
        None,
        Some(None),
        Some(Some(Choice::Ours)),
        Some(Some(Choice::Theirs)),
    ];
    let Some(Some(choice)) = chosen(input, &ways) else {
        return merge_log(base, ours, theirs);
    };
    if let Ok(merged) = merge_plan(base, ours, theirs, &|_| choice.clone()) {
        assert!(choice.is_none() || merged.conflicts.is_empty());
    }
}

fn merge_log(base: &str, ours: &str, theirs: &str) {
    let Ok(merged) = merge_progress(base, ours, theirs, &|_| None) else {
        return;
    };
    let text = merged.text;
    let is_toml = |text: &str| toml::de::DeTable::parse(text).is_ok();
    assert!(
        is_toml(&text) || !is_toml(ours) || !is_toml(theirs),
        "{text}"
    );
    let read = |text: &str| read_log(text, sound_plan());
    let (Some(merged), Some(ours), Some(theirs)) = (read(&text), read(ours), read(theirs)) else {
        return;
    };
    for (id, log) in &ours.progress.milestones {
        for entry in log {
            let is_in = |log: &[Entry]| log.iter().any(|it| it.source == entry.source);
            let is_in_both = is_in(theirs.progress.log(id));
            assert!(!is_in_both || is_in(merged.progress.log(id)), "{text}");
        }
    }
}

/// A file with the marks of a merge comes apart in two texts without marks, which a merge takes.
pub(crate) fn resolve(input: &str) {
    let Some(found) = conflict_sides(input) else {
        return;
    };
    let base = found.base.as_deref().unwrap_or_default();
    if input.len().is_multiple_of(2) {
        let _ = merge_progress(base, &found.ours, &found.theirs, &|_| Some(Choice::Theirs));
    } else {
        let _ = merge_plan(base, &found.ours, &found.theirs, &|_| Some(Choice::Ours));
    }
}

/// Two versions of a plan are compared and reviewed; one against itself differs in nothing and weakens nothing, unless it
/// cannot be read: then nothing else is said.
pub(crate) fn compare_and_review(input: &str) {
    let texts: [&str; 4] = texts(input);
    let [before, log_before, after, log_after] =
        texts.map(|text| (!text.is_empty()).then(|| text.as_bytes().to_vec()));
    let before = Version::read("demo", before, log_before);
    if input.len().is_multiple_of(4) {
        let differences = compare(&before, &before);
        if before.is_unreadable() {
            assert!(!differences.is_empty());
            assert!(differences.iter().all(Difference::is_of_the_unreadable));
            return;
        }
        assert!(differences.is_empty());
        let same = review(&before, &before, &Authors::default());
        assert!(same.weakened.is_empty(), "{:?}", same.weakened);
        return;
    }
    let after = Version::read("demo", after, log_after);
    let found = review(&before, &after, &Authors::default());
    let lang = Lang::ALL[input.len() % Lang::ALL.len()];
    let _ = review_outline(("demo", "demo"), &found, lang.words());
}

/// What is typed is found by the screen's search where it is found text by text, and is marked where it is found.
pub(crate) fn search(input: &str) {
    let (typed, text) = input.split_once(BETWEEN).unwrap_or((input, input));
    let needle = Needle::new(typed);
    let hits = needle.hits(text);
    let is_found = needle.matches_any_of(&[text]);
    assert!(is_found || needle.is_empty() || !needle.matches(text));
    let mut end = 0;
    for hit in &hits {
        assert!(hit.start >= end && text.get(hit.clone()).is_some());
        end = hit.end;
    }
    let place = MilestonePlace {
        plan: 0,
        action: 0,
        milestone: 0,
    };
    let mut texts = SearchedTexts::in_common([]);
    texts.add(place, [text]);
    let mut index = SearchIndex::new(1);
    index.fill(0, vec![texts]);
    let by_screen = index.find(&needle, None).has(place);
    assert_eq!(by_screen, is_found, "{typed:?} in {text:?}");
    assert_eq!(plain_text(&plain_text(text)), plain_text(text));
}

/// Whatever is typed for an id or a unit means something that is there, or nothing.
pub(crate) fn ids(input: &str) {
    static BOARD: OnceLock<Board> = OnceLock::new();
    let board = BOARD.get_or_init(|| {
        let files = duban::store::PlanFiles::in_folder(PathBuf::from("/nowhere/demo"));
        let plan = Some(SOUND_PLAN.as_bytes().to_vec());
        Board::new(
            vec![Loaded::from_bytes(&files, plan, None, Day::MAX)],
            Day::MAX,
        )
    });
    let address = Address::parse(input);
    let _ = address.to_string();
    let _ = locate(board, input);
    for (_, open) in board.open() {
        let _ = match_unit(open.plan.units(), input);
    }
}
