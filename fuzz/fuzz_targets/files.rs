//! Two files of a plan that may hold anything: reading them ends in a plan or in problems that can be shown, and a deed
//! keeps every entry that could be read.
//!
//! The input is plan.toml and progress.toml, with a byte 0 between them; without one it is a progress.toml for a sound
//! plan.

#![no_main]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use duban::plan::{Change, Day, Entry, Ledger, Log, Part, Plan, Status};
use duban::store::{FileText, Problem, ProgressFile, Stamp, expected_logs, read_document, read_progress, render_problem_in, splice};
use duban::text::Lang;
use libfuzzer_sys::fuzz_target;

const SOUND_PLAN: &str = include_str!("../../tests/check/plan.toml");

fuzz_target!(|input: &str| {
    let (plan, progress) = input.split_once('\0').unwrap_or((SOUND_PLAN, input));
    let plan_file = file("demo/plan.toml", plan);
    let (document, problems) = read_document(&plan_file);
    show(&plan_file, &problems);
    let Some(document) = document else { return };
    let document = Arc::new(document);
    for as_of in ["0001-01-01", "2024-02-29", "9999-12-31"] {
        let Ok(as_of) = as_of.parse::<Day>() else {
            return;
        };
        let plan = Plan::on(document.clone(), as_of);
        read_and_write(&plan, progress, as_of);
    }
});

fn read_and_write(plan: &Plan, text: &str, as_of: Day) {
    let progress_file = file("demo/progress.toml", text);
    let (progress, problems) = read_progress(&progress_file, plan);
    show(&progress_file, &problems);
    let Some(progress) = progress else { return };
    let ledger = Ledger::new(plan, &progress.progress, as_of);
    assert_eq!(ledger.tally().total() as usize, plan.milestones().count());
    if !progress.writable {
        return;
    }
    let logs: Vec<Log> = expected_logs(plan)
        .into_iter()
        .map(|expected| expected.log)
        .take(4)
        .collect();
    let all: Vec<Part> = logs
        .iter()
        .map(|log| Part::Append(log.clone(), deed(as_of)))
        .collect();
    let mut changes: Vec<Vec<Part>> = all.iter().map(|part| vec![part.clone()]).collect();
    changes.push(all);
    changes.push(vec![Part::Since(as_of)]);
    changes.extend(removals(&progress).map(|part| vec![part]));
    for parts in changes {
        let added = parts
            .iter()
            .filter(|part| matches!(part, Part::Append(..)))
            .count();
        let removed = parts
            .iter()
            .filter(|part| matches!(part, Part::Remove(..)))
            .count();
        let change = Change {
            plan: plan.id().to_owned(),
            parts,
        };
        let Ok(patches) = splice(text, &progress, plan, &change) else {
            continue;
        };
        let mut new = text.to_owned();
        let mut before = text.len();
        for patch in patches.iter().rev() {
            assert!(patch.at.end <= before, "patches overlap: {patches:?}");
            before = patch.at.start;
            new.replace_range(patch.at.clone(), &patch.new);
        }
        // What cannot be read back is not written; what can has every entry.
        if let (Some(after), _) = read_progress(&file("demo/progress.toml", &new), plan) {
            assert_eq!(
                entries(&after) + removed,
                entries(&progress) + added,
                "{new}"
            );
        }
    }
}

fn removals(file: &ProgressFile) -> impl Iterator<Item = Part> {
    file.places.iter().take(4).filter_map(|(id, place)| {
        let (_, entry) = place.entries.first()?;
        Some(Part::Remove(Log::Milestone(id.clone()), entry.clone()))
    })
}

fn entries(file: &ProgressFile) -> usize {
    file.places
        .values()
        .chain(file.indicator_places.values())
        .map(|place| place.entries.len())
        .sum()
}

fn deed(day: Day) -> Entry {
    Entry {
        on: Some(day),
        status: Some(Status::Done),
        text: Some("已办\n结 \"引号\"".to_owned()),
        ..Entry::default()
    }
}

fn file(path: &str, text: &str) -> FileText {
    let Some(stamp) = Stamp::of(Path::new(".")) else {
        unreachable!("there is always a folder to be in")
    };
    FileText {
        path: PathBuf::from(path),
        text: text.to_owned(),
        stamp,
    }
}

fn show(file: &FileText, problems: &[Problem]) {
    for problem in problems.iter().take(20) {
        for lang in [Lang::Zh, Lang::En] {
            let shown = render_problem_in(Some(&file.text), problem, &file.path, lang.words());
            assert!((2..=4).contains(&shown.lines().count()), "{shown}");
        }
    }
}
