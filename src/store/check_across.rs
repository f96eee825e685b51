//! Checks across plans: what two clones each did alone, and is there twice once they come together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Loaded, LogPlace, Problem};
use crate::plan::{Document, Entry, Log};
use crate::text::{Flaw, LetterNumber, RecordedLetter};

/// Returns the problems that show only where plans are looked at together.
pub fn check_across(all: &[Loaded]) -> Vec<Problem> {
    let mut problems = twin_plans(all);
    problems.extend(twin_letters(all));
    problems
}

/// Returns a problem for each plan that has the title of an earlier one and entries of it, or all that it says: two people
/// renamed its folder differently, and both go on recording.
fn twin_plans(all: &[Loaded]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, later) in all.iter().enumerate() {
        let twin = all[..at].iter().find_map(|earlier| {
            let is_titled_so = title(earlier).is_some() && title(earlier) == title(later);
            let shared = is_titled_so.then(|| shared_entries(earlier, later))?;
            (shared > 0 || say_the_same(earlier, later)).then_some((earlier, shared))
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

/// Returns whether two plans differ in nothing but their ids.
fn say_the_same(one: &Loaded, other: &Loaded) -> bool {
    let document = |loaded: &Loaded| {
        let document = loaded.plan.as_ref()?.document.as_ref();
        Some(Document {
            id: String::new(),
            ..document.clone()
        })
    };
    document(one) == document(other)
}

/// Counts the entries that both have: of one moment and one item, or of one moment and alike under another number. Nobody
/// records two in one second by chance.
fn shared_entries(one: &Loaded, other: &Loaded) -> usize {
    fn entries(loaded: &Loaded) -> impl Iterator<Item = (i64, &Log, &str)> {
        let places = loaded.progress.iter().flat_map(|file| &file.places);
        places.flat_map(|(log, place)| {
            let entries = place.entries.iter().map(|(_, entry)| entry);
            entries.filter_map(move |entry| Some((entry.instant()?, log, &*entry.source)))
        })
    }
    let by_item: BTreeSet<(i64, &Log)> = entries(other).map(|(at, log, _)| (at, log)).collect();
    let alike: BTreeSet<(i64, &str)> = entries(other).map(|(at, _, text)| (at, text)).collect();
    let is_shared = |(at, log, text): &(i64, &Log, &str)| {
        by_item.contains(&(*at, *log)) || alike.contains(&(*at, *text))
    };
    entries(one).filter(is_shared).count()
}

/// Returns a problem for each letter that has the number of an earlier one: to another unit, of another day, or recorded
/// of another plan by another deed.
fn twin_letters(all: &[Loaded]) -> Vec<Problem> {
    let mut entries = Vec::new();
    for loaded in all {
        let places = loaded.progress.iter().flat_map(|file| &file.places);
        for (_, place) in places {
            for (span, entry) in &place.entries {
                let letter =
                    RecordedLetter::of(entry).filter(|_| !is_withdrawn(loaded, place, entry));
                let at = entry.instant();
                entries.extend(letter.map(|letter| (at, letter, &loaded.files.progress, span)));
            }
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

/// Returns whether a reminder was withdrawn later.
fn is_withdrawn(loaded: &Loaded, place: &LogPlace, reminder: &Entry) -> bool {
    let Some(plan) = &loaded.plan else {
        return false;
    };
    let mut entries = place.entries.iter().map(|(_, entry)| entry);
    entries.any(|it| {
        it.day() == reminder.day()
            && it.instant() > reminder.instant()
            && it.withdraws_reminder(reminder, plan.units())
    })
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
