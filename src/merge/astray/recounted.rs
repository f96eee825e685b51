//! Entries that count otherwise in a merge than where they were recorded, because the other side changed the plan or
//! the log.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::merge::entry_keys::key_of_text;
use crate::plan::{Entry, Log, Plan, WayOfCounting, corrections_of_withdrawn};
use crate::store::check_counting::{
    after_end_flaw, no_object_flaw, no_part_flaw, recounted_flaw, without_object,
};
use crate::store::{Loaded, LogPlace, Problem};
use crate::text::Flaw;

/// Returns the problem of an entry that a side recorded since the common version, and that counts otherwise in the
/// merged plan than in that side's, or nowhere.
pub(crate) fn new_recounted(
    merged: &Loaded,
    base: Option<&Loaded>,
    sides: [&Loaded; 2],
) -> Option<Problem> {
    let known: BTreeSet<String> = base.map(keys).unwrap_or_default();
    let mut sides = sides.into_iter();
    sides.find_map(|side| {
        let (own, progress) = side.open()?;
        let mut logs = progress.logs();
        logs.find_map(|(log, entries)| {
            let mut entries = entries.iter();
            entries.find_map(|entry| recounted(merged, own, &log, entry, &known))
        })
    })
}

/// Returns the problem of an entry that is not `known` and counted in another way in the plan of its side.
fn recounted(
    merged: &Loaded,
    own: &Plan,
    log: &Log,
    entry: &Entry,
    known: &BTreeSet<String>,
) -> Option<Problem> {
    let (plan, _) = merged.open()?;
    let key = key_of_text(&entry.source);
    if known.contains(&key) {
        return None;
    }
    let then = WayOfCounting::of(own, log)?;
    let had_part = no_part_flaw(own, log, entry).is_none();
    let (log, span) = place_of(merged, log, &key)?;
    let of_none = || no_part_flaw(plan, log, entry).filter(|_| had_part);
    let flaw = match WayOfCounting::of(plan, log) {
        Some(now) => {
            let recounting = then.recounted(&now, entry);
            recounting
                .map(|it| recounted_flaw(log, it))
                .or_else(of_none)?
        }
        None => after_end_flaw(plan, log, entry).or_else(|| replaced_flaw(merged, log))?,
    };
    Some(Problem {
        file: merged.files.progress.clone(),
        span: span.clone(),
        flaw,
    })
}

/// Returns the flaw of a log whose item another has replaced.
fn replaced_flaw(merged: &Loaded, log: &Log) -> Option<Flaw> {
    let Log::Milestone(log) = log else {
        return None;
    };
    let mut flaws = merged.problems.iter().map(|problem| &problem.flaw);
    let is_it = |flaw: &&Flaw| matches!(flaw, Flaw::OccurrenceReplaced { id } if id == log);
    flaws.find(is_it).cloned()
}

/// Returns the log that contains an entry, the one of this name first, and its place.
fn place_of<'l>(loaded: &'l Loaded, log: &Log, key: &str) -> Option<(&'l Log, &'l Range<usize>)> {
    let places = &loaded.progress.as_ref()?.places;
    let in_log = |(log, place): (&'l Log, &'l LogPlace)| {
        let mut entries = place.entries.iter();
        let found = entries.find(|(_, entry)| key_of_text(&entry.source) == key);
        found.map(|(span, _)| (log, span))
    };
    let own = places.get_key_value(log).and_then(in_log);
    own.or_else(|| places.iter().find_map(in_log))
}

/// Returns the problem of a correction that only the merge has astray, neither a side nor the common version: it has
/// nothing to correct there, or the other side withdrew that.
pub(crate) fn new_correction_of_nothing(
    merged: &Loaded,
    base: Option<&Loaded>,
    sides: [&Loaded; 2],
) -> Option<Problem> {
    let known: BTreeSet<String> = base.map(keys).unwrap_or_default();
    let in_sides = sides.map(|side| {
        let found = astray_corrections(side).into_iter();
        found.map(|it| it.key).collect::<BTreeSet<String>>()
    });
    let is_new = |it: &AstrayCorrection| {
        let mut sides = in_sides.iter();
        !known.contains(&it.key) && sides.all(|found| !found.contains(&it.key))
    };
    let found = astray_corrections(merged).into_iter().find(is_new)?;
    let (_, span) = place_of(merged, &found.log, &found.key)?;
    Some(Problem {
        file: merged.files.progress.clone(),
        span: span.clone(),
        flaw: found.flaw,
    })
}

/// A correction that finds nothing to correct, or what was withdrawn.
struct AstrayCorrection {
    log: Log,
    /// The key of its entry.
    key: String,
    flaw: Flaw,
}

/// Returns the corrections that find nothing to correct, or what was withdrawn.
fn astray_corrections(loaded: &Loaded) -> Vec<AstrayCorrection> {
    let Some((plan, progress)) = loaded.open() else {
        return Vec::new();
    };
    let logs = progress.logs();
    let found = logs.flat_map(|(log, _)| {
        let nothing = without_object(plan, progress, &log);
        let nothing = nothing.map(|entry| (entry, no_object_flaw(entry)));
        let readings = match &log {
            Log::Indicator(_) => progress.entries_of(&log),
            Log::Milestone(_) => &[],
        };
        let withdrawn = corrections_of_withdrawn(readings);
        let withdrawn = withdrawn.map(|entry| {
            let day = entry.day();
            (entry, Flaw::CorrectsWithdrawn { day })
        });
        let found = nothing.chain(withdrawn).map(|(entry, flaw)| {
            let (log, key) = (log.clone(), key_of_text(&entry.source));
            AstrayCorrection { log, key, flaw }
        });
        found.collect::<Vec<_>>()
    });
    found.collect()
}

fn keys(loaded: &Loaded) -> BTreeSet<String> {
    let entries = loaded
        .progress
        .iter()
        .flat_map(|file| file.progress.entries());
    entries.map(|entry| key_of_text(&entry.source)).collect()
}
