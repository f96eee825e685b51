//! Checks of days in a log that cannot be meant: in the future, or in another century.

use std::ops::Range;

use crate::plan::{Day, Entry, Refusal, check_day};
use crate::text::Flaw;

use super::{Loaded, Problem};

/// Returns the entries, and the start of reporting, with a day after `today` or in another century. They count on their
/// day all the same.
pub fn check_days(loaded: &Loaded, today: Day) -> Vec<Problem> {
    let Some(file) = loaded.progress.as_deref() else {
        return Vec::new();
    };
    let since = file.progress.since.zip(file.since_at.clone());
    let since = since.and_then(|(day, span)| {
        let flaw = day_flaw(day, today)?;
        let file = loaded.files.progress.clone();
        Some(Problem { file, span, flaw })
    });
    let entries = file.places.values().flat_map(|place| &place.entries);
    let mut problems: Vec<Problem> = entries
        .filter_map(|(span, entry)| {
            let flaw = flaw(entry, today)?;
            Some(Problem {
                file: loaded.files.progress.clone(),
                span: place_of(entry, span, &flaw),
                flaw,
            })
        })
        .chain(since)
        .collect();
    problems.sort_by_key(|problem| problem.span.start);
    problems
}

/// Returns the flaw of a day on which something is said to have happened.
pub(super) fn day_flaw(day: Day, today: Day) -> Option<Flaw> {
    match check_day(day, today) {
        Ok(()) => None,
        Err(Refusal::AfterToday { day, .. }) => Some(Flaw::DayToCome { day, today }),
        Err(_) => Some(Flaw::FarDay { day }),
    }
}

fn flaw(entry: &Entry, today: Day) -> Option<Flaw> {
    let far = |day| day_flaw(day, Day::MAX);
    let recorded = entry.at.map(|at| at.local.date());
    let found = day_flaw(entry.day(), today).or_else(|| entry.postpone.and_then(far));
    // East of here it may be tomorrow already.
    found.or_else(|| {
        let day = recorded.filter(|day| Some(*day) > today.succ_opt())?;
        day_flaw(day, today)
    })
}

/// Returns the span of the wrong day in the entry's line, else of the whole line.
fn place_of(entry: &Entry, span: &Range<usize>, flaw: &Flaw) -> Range<usize> {
    let (Flaw::DayToCome { day, .. } | Flaw::FarDay { day }) = flaw else {
        return span.clone();
    };
    let day = day.to_string();
    let Some(at) = entry.source.find(&day) else {
        return span.clone();
    };
    span.start + at..span.start + at + day.len()
}
