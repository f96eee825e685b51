//! Every slip of the pen that there can be in the five plans and their records, one at a time.

use std::ops::Range;

use duban::store::TextPlace;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::five::PLANS;
use super::spoilt::{Copy, In};

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn no_single_slip_of_the_pen_goes_unnoticed() {
    let (mut made, mut unnoticed) = (0, Vec::new());
    std::thread::scope(|scope| {
        for thread in PLANS.map(|id| scope.spawn(move || slips_in(id))) {
            let (slips, passed) = thread.join().unwrap();
            made += slips;
            unnoticed.extend(passed);
        }
    });
    assert_eq!(unnoticed, Vec::<String>::new(), "of {made}");
    assert!(made > 2000, "{made}");
}

/// Makes every slip in the files of a plan: how many, and those in which nothing is found.
fn slips_in(id: &'static str) -> (usize, Vec<String>) {
    let copy = Copy::of(id, "a slip of the pen");
    let (mut made, mut unnoticed) = (0, Vec::new());
    let of_plan = ["lead", "support", "value", "max", "op", "no", "title"];
    let of_record = ["line", "units", "no", "heading", "sha256", "title"];
    for (file, keys) in [(In::Plan, &of_plan[..]), (In::Record, &of_record[..])] {
        let text = copy.read(file);
        for (key, span) in spans_of(&text, keys) {
            // A milestone's title is in our own words.
            let table = &text[text[..span.start].rfind("[[").unwrap_or(0)..];
            if key == "title" && table.starts_with("[[action.milestone]]") {
                continue;
            }
            for slip in slips(&key, &text[span.clone()]) {
                let after = &text[span.end..];
                let comma = after.strip_prefix(',').filter(|_| slip.is_empty());
                let after = comma.unwrap_or(after);
                copy.write(file, &format!("{}{slip}{after}", &text[..span.start]));
                made += 1;
                if copy.found().is_empty() {
                    let line = TextPlace::of(&text, &span).line;
                    unnoticed.push(format!("{id} {file:?} line {line} {key} -> {slip}"));
                }
            }
        }
        copy.write(file, &text);
    }
    (made, unnoticed)
}

/// A value as a slip of the pen leaves it; a unit is left out.
fn slips(key: &str, value: &str) -> Vec<String> {
    match key {
        "lead" | "support" => vec![String::new()],
        "value" | "max" | "line" | "units" => {
            let number: f64 = value.parse().unwrap();
            vec![format!("{}", number + 1.0)]
        }
        "op" => vec!["\"<=\"".to_owned()],
        _ => {
            let mut shorter: Vec<char> = value.chars().collect();
            let middle = shorter.len() / 2;
            let mut changed = shorter.clone();
            changed[middle] = if changed[middle] == '某' {
                '甲'
            } else {
                '某'
            };
            shorter.remove(middle);
            vec![changed.into_iter().collect(), shorter.into_iter().collect()]
        }
    }
}

/// Where the values of these keys stand, in whatever table they are.
fn spans_of(text: &str, keys: &[&str]) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for (key, value) in DeTable::parse(text).unwrap().get_ref() {
        walk(value, key.get_ref(), keys, &mut found);
    }
    found
}

fn walk(
    value: &Spanned<DeValue<'_>>,
    key: &str,
    keys: &[&str],
    found: &mut Vec<(String, Range<usize>)>,
) {
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                walk(value, key.get_ref(), keys, found);
            }
        }
        DeValue::Array(array) => {
            for value in array {
                walk(value, key, keys, found);
            }
        }
        _ if keys.contains(&key) => found.push((key.to_owned(), value.span())),
        _ => {}
    }
}
