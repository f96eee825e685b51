//! Prints how well documents are read, by kind and by document: `cargo run --example import_score [--all] [--floor]`.
//!
//! `DUBAN_SOURCES` names the folder with the documents of the five plans, `DUBAN_DOCUMENTS` one with those that
//! tests/import/known/ has labels of. `--all` lists what is missing and what is invented; with `--floor` a total below
//! the floor is a failure. `--show FILE…` prints what is read of files instead, `--folder DIR` scores the documents that lie
//! in a folder beside their labels.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, dead_code)]

use std::path::{Path, PathBuf};

#[path = "../tests/import/score.rs"]
mod score;

fn main() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("--show", files)) = arguments
        .split_first()
        .map(|(first, rest)| (first.as_str(), rest))
    {
        for file in files {
            println!("{file}");
            print!("{}", score::shown(&score::read(Path::new(file))));
        }
        return;
    }
    let mut scores = Vec::new();
    if let Some(("--folder", rest)) = arguments
        .split_first()
        .map(|(first, rest)| (first.as_str(), rest))
    {
        let folder = Path::new(rest.first().expect("a folder"));
        print_scores(&score::with_labels(folder, folder), true);
        return;
    }
    if let Some(sources) = folder("DUBAN_SOURCES") {
        scores.extend(score::five(repository, &sources));
    }
    if let Some(documents) = folder("DUBAN_DOCUMENTS") {
        scores.extend(score::with_labels(
            &repository.join("tests/import/known"),
            &documents,
        ));
    }
    let own = repository.join("tests/import/invented");
    scores.extend(score::with_labels(&own, &own));
    print_scores(&scores, arguments.iter().any(|arg| arg == "--all"));
    let below = score::below_floor(&scores);
    if arguments.iter().any(|arg| arg == "--floor") && !below.is_empty() {
        println!("below the floor: {}", below.join("; "));
        std::process::exit(1);
    }
}

fn print_scores(scores: &[score::Score], with_facts: bool) {
    print!("{}", score::table(scores));
    for score in scores.iter().filter(|_| with_facts) {
        for fact in &score.missing {
            println!("{} - {fact}", score.document);
        }
        for fact in &score.invented {
            println!("{} + {fact}", score.document);
        }
    }
}
