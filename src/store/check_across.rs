//! Checks across plans: what two clones each did alone, and is there twice once they come together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Loaded, Problem};
use crate::plan::Log;
use crate::text::{Flaw, LetterNumber, RecordedLetter};

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

/// Returns a problem for each letter that has the number of an earlier one: to another unit, of another day, or recorded
/// of another plan by another deed.
fn twin_letters(all: &[Loaded]) -> Vec<Problem> {
    let mut entries = Vec::new();
    for loaded in all {
        let places = loaded.progress.iter().flat_map(|file| &file.places);
        for (span, entry) in places.flat_map(|(_, place)| &place.entries) {
            let letter = RecordedLetter::of(entry);
            let at = entry.instant();
            entries.extend(letter.map(|letter| (at, letter, &loaded.files.progress, span)));
        }
    }
    entries.sort_by_key(|(at, ..)| *at);
    let mut first: BTreeMap<LetterNumber, FirstLetter<'_>> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for (at, letter, file, span) in entries {
        let known = first.entry(letter.number);
        let known = known.or_insert_with(|| FirstLetter::new(letter));
        if known.letter == letter && known.takes(file, at) {
            continue;
        }
        if told.insert((letter.number, letter.to, letter.day, file)) {
            problems.push(Problem {
                file: file.clone(),
                span: span.clone(),
                flaw: Flaw::LetterTwice {
                    number: letter.number,
                    letters: [known.letter, letter].map(|it| (it.to.to_owned(), it.day)),
                },
            });
        }
    }
    problems
}

/// The first letter of a number.
struct FirstLetter<'e> {
    letter: RecordedLetter<'e>,
    /// The files that record it.
    files: BTreeSet<&'e Path>,
    /// The moments of the deeds that record it.
    moments: BTreeSet<Option<i64>>,
}

impl<'e> FirstLetter<'e> {
    fn new(letter: RecordedLetter<'e>) -> Self {
        Self {
            letter,
            files: BTreeSet::new(),
            moments: BTreeSet::new(),
        }
    }

    /// Takes in an entry of the same unit and day, if its letter is this one: a file that records it may do so again, and
    /// one deed records it in several.
    fn takes(&mut self, file: &'e Path, moment: Option<i64>) -> bool {
        let is_it =
            self.files.is_empty() || self.files.contains(file) || self.moments.contains(&moment);
        if is_it {
            self.files.insert(file);
            self.moments.insert(moment);
        }
        is_it
    }
}
