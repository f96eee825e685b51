//! The words: the glossary says where each is defined, and it is true; comments say plainly what something is not.

use std::fs;
use std::path::Path;

use crate::architecture::{files_in, source_folder};

#[test]
fn every_type_of_the_glossary_is_defined_where_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/glossary.md")).unwrap();
    let mut checked = 0;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [.., types, files] = cells.as_slice() else {
            continue;
        };
        let code = |cell: &str| -> Vec<String> {
            let parts = cell.split('`').skip(1).step_by(2);
            parts.map(str::to_owned).collect()
        };
        let sources: String = code(files)
            .iter()
            .map(|file| fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("no {file}")))
            .collect();
        for name in code(types) {
            let is_defined = ["struct", "enum", "type"].iter().any(|keyword| {
                let definition = format!("pub {keyword} {name}");
                sources.match_indices(&definition).any(|(at, _)| {
                    !sources[at + definition.len()..].starts_with(|c: char| c.is_alphanumeric())
                })
            });
            assert!(is_defined, "{name} is not defined in {}", files.trim());
            checked += 1;
        }
    }
    assert!(checked > 30, "the glossary was not read: {checked}");
}

/// The comments that have lines of their own, each with its first line and its words.
fn comments(text: &str) -> Vec<(usize, Vec<&str>)> {
    let mut found: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut is_open = false;
    for (nth, line) in text.lines().enumerate() {
        let comment = line.trim_start().strip_prefix("//");
        if let Some(comment) = comment {
            if !is_open {
                found.push((nth + 1, Vec::new()));
            }
            let words = comment.trim_start_matches(['/', '!']).split_whitespace();
            found.last_mut().unwrap().1.extend(words);
        }
        is_open = comment.is_some();
    }
    found
}

/// Returns whether words deny with "is no day" or "is none" instead of "is not a day". "There is none" and "is no longer" are
/// not meant.
fn deny_by_no(words: &[&str]) -> bool {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    (1..words.len()).any(|at| {
        let denial = words[at].trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let is_denial = denial == "none" || words[at] == "no" && word(at + 1) != "longer";
        let is_there = at > 1 && word(at - 2).eq_ignore_ascii_case("there");
        is_denial && ["is", "are", "was", "were"].contains(&word(at - 1)) && !is_there
    })
}

#[test]
fn comments_say_is_not_a_where_is_no_would_have_to_be_read_twice() {
    let deny = |comment: &str| deny_by_no(&comment.split(' ').collect::<Vec<_>>());
    assert!(deny("a bare number is none.") && deny("(一批 and 一系列 are no numbers)"));
    assert!(!deny("`None` if there is none.") && !deny("what was shown is no longer known"));
    let mut files = Vec::new();
    files_in(&source_folder(), &mut files);
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let denying = comments(&text)
            .into_iter()
            .filter(|(_, words)| deny_by_no(words));
        found.extend(
            denying.map(|(line, words)| format!("{}:{line}: {}", file.display(), words.join(" "))),
        );
    }
    assert!(found.is_empty(), "write \"is not a\": {found:#?}");
}
