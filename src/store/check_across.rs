//! Checks across plans: what two clones each did alone, and stands twice where they come together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Loaded, Problem};
use crate::plan::Log;
use crate::text::{Flaw, LetterNumber};

/// Returns the problems that show only where plans are looked at together.
pub fn check_across(all: &[Loaded]) -> Vec<Problem> {
    let mut problems = twin_plans(all);
    problems.extend(twin_letters(all));
    problems
}

/// Returns a problem for each plan that has the title of an earlier one and entries of it: two people renamed its folder
/// differently, and both go on recording.
fn twin_plans(all: &[Loaded]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, later) in all.iter().enumerate() {
        let twin = all[..at].iter().find_map(|earlier| {
            let is_titled_so = title(earlier).is_some() && title(earlier) == title(later);
            let shared = is_titled_so.then(|| shared_entries(earlier, later))?;
            (shared > 0).then_some((earlier, shared))
        });
        if let Some((earlier, entries)) = twin {
            let flaw = Flaw::PlanTwice {
                other: earlier.files.id.clone(),
                entries,
            };
            found.push(Problem::of_file(&later.files.plan, flaw));
        }
    }
    found
}

fn title(loaded: &Loaded) -> Option<&str> {
    let plan = loaded.plan.as_ref()?;
    Some(plan.document.title.as_str()).filter(|title| !title.is_empty())
}

/// Counts the moments at which both have an entry of one item: nobody records two in one second by chance.
fn shared_entries(one: &Loaded, other: &Loaded) -> usize {
    let moments = |loaded: &Loaded| -> BTreeSet<(Log, i64)> {
        let places = loaded.progress.iter().flat_map(|file| &file.places);
        let entries = places
            .flat_map(|(log, place)| place.entries.iter().map(move |(_, entry)| (log, entry)));
        let timed = entries.filter_map(|(log, entry)| Some((log.clone(), entry.instant()?)));
        timed.collect()
    };
    moments(one).intersection(&moments(other)).count()
}

/// Returns a problem for each letter that has the number of an earlier one to another unit.
fn twin_letters(all: &[Loaded]) -> Vec<Problem> {
    let mut letters = Vec::new();
    for loaded in all {
        let places = loaded.progress.iter().flat_map(|file| &file.places);
        let entries = places.flat_map(|(_, place)| &place.entries);
        for (span, entry) in entries {
            let letter = LetterNumber::of_letter(entry);
            let at = entry.instant();
            letters.extend(letter.map(|letter| (at, letter, &loaded.files.progress, span)));
        }
    }
    letters.sort_by_key(|(at, ..)| *at);
    let mut first: BTreeMap<LetterNumber, &str> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for (_, (number, unit), file, span) in letters {
        let other = *first.entry(number).or_insert(unit);
        if other != unit && told.insert((number, unit)) {
            problems.push(Problem {
                file: file.clone(),
                span: span.clone(),
                flaw: Flaw::LetterTwice {
                    number,
                    units: [other, unit].map(str::to_owned),
                },
            });
        }
    }
    problems
}
