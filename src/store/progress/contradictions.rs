//! Entries of one log that say the same twice, or different things of one unit on one day.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::plan::{Day, Entry, Moment, Number, Status, Units, Withdrawn};
use crate::store::TextPlace;
use crate::store::problem::Flaws;
use crate::text::Flaw;

/// Reports entries that appear twice, deeds that were recorded twice, and contradictions of one unit on one day without
/// a correction.
pub(super) fn note_contradictions(
    text: &str,
    units: &Units,
    spans: &[Range<usize>],
    entries: &[Entry],
    flaws: &mut Flaws,
) {
    if entries.is_sorted_by(|one, next| one.day() < next.day()) {
        // The usual case: no day has two entries.
        return;
    }
    let line = |ix: usize| TextPlace::of(text, &spans[ix]).line;
    let mut texts: HashMap<&str, usize> = HashMap::new();
    let mut deeds = DayDeeds::default();
    let mut reports = DayReports::of(entries, units);
    let withdrawals = entries
        .iter()
        .filter_map(|it| Some((it.day(), it.withdraw?)));
    let withdrawals: HashSet<(Day, Withdrawn)> = withdrawals.collect();
    // What was withdrawn may be recorded again.
    let is_withdrawn = |entry: &Entry| {
        let what = match entry.remind {
            Some(_) => Withdrawn::Reminder,
            None => Withdrawn::Reading,
        };
        withdrawals.contains(&(entry.day(), what))
    };
    for (ix, entry) in entries.iter().enumerate() {
        let mut note = |flaw| flaws.note(spans[ix].clone(), flaw);
        let first = *texts.entry(&entry.source).or_insert(ix);
        if first != ix {
            let first_line = line(first);
            note(Flaw::Twice { first_line });
            continue;
        }
        if entry.correct || is_withdrawn(entry) {
            continue;
        }
        if let Some((first, likeness)) = deeds.alike(ix, &entries[ix], units) {
            let first_line = line(first);
            note(match likeness {
                DeedLikeness::Contents => Flaw::SameDeedTwice { first_line },
                DeedLikeness::Moment => Flaw::SameMomentTwice { first_line },
            });
        }
        if let Some(first) = reports.contradicted_by(ix, entry) {
            note(Flaw::Contradiction {
                day: entry.day().to_string(),
                first_line: line(first),
            });
        }
    }
}

/// The entries of each day so far in one spelling, with their indices.
#[derive(Default)]
struct DayDeeds(BTreeMap<Day, Vec<(usize, Entry)>>);

impl DayDeeds {
    /// The most deeds of a day that a later one is compared with.
    const COMPARED: usize = 100;

    /// Returns the earlier entry that is alike, or else remembers this one.
    fn alike(&mut self, ix: usize, entry: &Entry, units: &Units) -> Option<(usize, DeedLikeness)> {
        let day = self.0.entry(entry.day()).or_default();
        let says_something = entry.says_something();
        let entry = entry.in_one_spelling(units);
        let deed = entry.as_deed();
        let likeness = |(at, first): &(usize, Entry)| {
            let by_moment = is_version_of(first, &entry).then_some(DeedLikeness::Moment);
            let likeness = if first.as_deed() == deed {
                Some(DeedLikeness::Contents)
            } else {
                by_moment
            };
            Some((*at, likeness?))
        };
        let alike = day.iter().find_map(likeness);
        let alike = alike.filter(|_| says_something);
        if alike.is_none() && day.len() < Self::COMPARED {
            day.push((ix, entry));
        }
        alike
    }
}

/// A likeness of two entries of one day.
enum DeedLikeness {
    /// All that they say.
    Contents,
    /// Their moment, and both are counted on.
    Moment,
}

/// Returns whether two entries look like versions of one: of one moment, and both counted on. A day alone is the moment
/// of many.
fn is_version_of(entry: &Entry, other: &Entry) -> bool {
    let is_same_speaker = entry.by == other.by && entry.of == other.of;
    is_same_speaker
        && entry.at.is_some_and(Moment::has_time)
        && entry.at == other.at
        && entry.add.is_some()
        && other.add.is_some()
}

/// What each unit has said of each day so far.
struct DayReports<'a> {
    units: &'a Units,
    first: BTreeMap<(Day, UnitsNamed<'a>), FirstReport>,
}

type UnitsNamed<'a> = (Option<&'a str>, Option<&'a str>);

/// A unit's first report of a day, with the indices of its entries.
#[derive(Default)]
struct FirstReport {
    status: Option<(Status, usize)>,
    value: Option<(Number, usize)>,
    status_corrected: bool,
    value_corrected: bool,
}

impl<'a> DayReports<'a> {
    /// Begins with the corrections, which nothing contradicts.
    fn of(entries: &'a [Entry], units: &'a Units) -> Self {
        let first = BTreeMap::new();
        let mut reports = Self { units, first };
        for entry in entries.iter().filter(|entry| entry.correct) {
            let said = reports.first_of(entry);
            said.status_corrected |= entry.status.is_some();
            said.value_corrected |= entry.value.is_some() || entry.add.is_some();
        }
        reports
    }

    fn first_of(&mut self, entry: &'a Entry) -> &mut FirstReport {
        let of = (entry.day(), entry.speaker(self.units));
        self.first.entry(of).or_default()
    }

    /// Returns the first entry of this day and unit that says something else, uncorrected.
    fn contradicted_by(&mut self, ix: usize, entry: &'a Entry) -> Option<usize> {
        let said = self.first_of(entry);
        let status = entry.status.filter(|_| !said.status_corrected);
        let value = entry.value.filter(|_| !said.value_corrected);
        let by_status = differs(&mut said.status, status, ix);
        let by_value = differs(&mut said.value, value, ix);
        by_status.into_iter().chain(by_value).min()
    }
}

/// Remembers the first value; returns its entry's index if the current one differs.
fn differs<T: PartialEq + Copy>(
    first: &mut Option<(T, usize)>,
    now: Option<T>,
    entry: usize,
) -> Option<usize> {
    let now = now?;
    let (said, by) = *first.get_or_insert((now, entry));
    (said != now).then_some(by)
}
