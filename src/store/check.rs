//! Checks across a plan's two files and its source record, beyond what reading each reports.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::plan::{Entry, Log, Milestone, Number, Plan, Target, UnitIx, totals};
use crate::text::Flaw;

use super::plan::lookalikes::{find_lookalikes, find_lookalikes_in_log};
use super::problem::MOST_TOLD;
use super::progress::apply::logs_not_writable;
use super::progress::blocks::expected_logs;
use super::progress::repair::stale_comments;
use super::{Loaded, Problem, source_place};

/// Returns every problem of a plan, sorted by file and position.
pub fn check_plan(loaded: &Loaded, workspace_parent: &Path) -> Vec<Problem> {
    let mut problems = loaded.problems.clone();
    let is_unsettled = problems
        .iter()
        .any(|problem| problem.flaw == Flaw::ConflictMarkers && problem.file == loaded.files.plan);
    if is_unsettled {
        // Until plan.toml is settled, what the log should hold is unknown and nothing can be fixed.
        problems.retain(|problem| problem.file == loaded.files.plan || !problem.flaw.is_fixable());
    } else if let Some(plan) = &loaded.plan {
        problems.extend(source_missing(loaded, plan, workspace_parent));
        if loaded.is_plan_sound() {
            let plan = plan.after_all();
            problems.extend(blocks(loaded, &plan));
            problems.extend(below_zero(loaded, &plan));
        }
    }
    if !is_unsettled {
        let read = loaded.plan_text.iter();
        let mut alike: Vec<Problem> = read.flat_map(|read| find_lookalikes(read)).collect();
        let read = loaded.progress_text.iter();
        alike.extend(read.flat_map(|read| find_lookalikes_in_log(read)));
        let is_id = |problem: &Problem| matches!(problem.flaw, Flaw::Lookalike { is_id: true, .. });
        // An id that is wrong for its characters alone is said once, and not with all that does not find it then.
        if alike.iter().any(is_id) {
            problems.retain(|problem| {
                !matches!(
                    problem.flaw,
                    Flaw::BadId { .. }
                        | Flaw::UnknownSection { .. }
                        | Flaw::OrphanBlock { .. }
                        | Flaw::NoBlock { .. }
                )
            });
        }
        problems.extend(alike);
    }
    problems.sort_by(|a, b| {
        (a.file.file_name(), a.span.start, a.flaw.code()).cmp(&(
            b.file.file_name(),
            b.span.start,
            b.flaw.code(),
        ))
    });
    first_of_each_file(problems)
}

/// Returns the entries that bring a total of what adds up below zero, and that no correction replaces.
fn below_zero(loaded: &Loaded, plan: &Plan) -> Vec<Problem> {
    let mut problems = Vec::new();
    let places = loaded.progress.iter().flat_map(|file| &file.places);
    for (log, place) in places {
        let Log::Milestone(id) = log else { continue };
        let found = plan.milestone(id).map(|(_, milestone)| milestone);
        // Without a target only what is added adds up.
        let is_added = || place.entries.iter().any(|(_, entry)| entry.add.is_some());
        let adds_up = |it: &&Milestone| it.target.as_ref().map_or_else(is_added, Target::adds_up);
        let Some(milestone) = found.filter(adds_up) else {
            continue;
        };
        let mut parts: BTreeMap<Option<UnitIx>, Vec<&SpannedEntry>> = BTreeMap::new();
        for spanned in &place.entries {
            let unit = spanned.1.unit_meant(plan.units());
            let part = unit.filter(|_| milestone.each);
            parts.entry(part).or_default().push(spanned);
        }
        let falls = parts
            .into_values()
            .flat_map(|part| falls_below_zero(plan, part));
        problems.extend(falls.map(|(span, value)| Problem {
            file: loaded.files.progress.clone(),
            span,
            flaw: Flaw::ValueBelowZero { value },
        }));
    }
    problems
}

/// An entry with its place in the file.
type SpannedEntry = (Range<usize>, Entry);

/// Returns the places of the entries that make a total less than it was and less than nothing, with the total.
fn falls_below_zero(plan: &Plan, mut log: Vec<&SpannedEntry>) -> Vec<(Range<usize>, Number)> {
    log.sort_by(|a, b| a.1.in_order(&b.1));
    let totals = totals(plan.units(), log.iter().map(|(_, entry)| entry));
    let mut before = Number::ZERO;
    let mut falls = Vec::new();
    for ((span, entry), total) in log.into_iter().zip(totals) {
        let Some(total) = total else { continue };
        let says_less = entry.value.is_some_and(|value| value < Number::ZERO);
        if total < Number::ZERO && (total < before || says_less) {
            falls.push((span.clone(), total));
        }
        before = total;
    }
    falls
}

/// Keeps as many problems per file as anybody reads, and counts the rest.
fn first_of_each_file(problems: Vec<Problem>) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::with_capacity(problems.len().min(2 * MOST_TOLD));
    let mut untold: Vec<Problem> = Vec::new();
    let mut count = 0;
    for problem in problems {
        if kept.last().is_none_or(|last| last.file != problem.file) {
            count = 0;
        }
        count += 1;
        if count <= MOST_TOLD || matches!(problem.flaw, Flaw::MoreFlaws { .. }) {
            kept.push(problem);
            continue;
        }
        let is_error = problem.is_error();
        match untold.last_mut().filter(|more| more.file == problem.file) {
            Some(Problem {
                flaw: Flaw::MoreFlaws { count, has_errors },
                ..
            }) => {
                *count += 1;
                *has_errors |= is_error;
            }
            _ => untold.push(Problem::of_file(
                &problem.file,
                Flaw::MoreFlaws {
                    count: 1,
                    has_errors: is_error,
                },
            )),
        }
    }
    kept.extend(untold);
    kept
}

fn source_missing(loaded: &Loaded, plan: &Plan, workspace_parent: &Path) -> Option<Problem> {
    let source = plan.document.source.as_ref()?;
    let place = source_place(workspace_parent, source);
    if place.as_ref().is_some_and(|place| place.is_file()) {
        return None;
    }
    let path = source.clone();
    let text = loaded
        .plan_text
        .as_ref()
        .map_or("", |file| file.text.as_str());
    let span = text
        .find(source.as_str())
        .map_or(0..0, |at| at..at + source.len());
    Some(Problem {
        file: loaded.files.plan.clone(),
        span,
        flaw: match place {
            Some(_) => Flaw::SourceMissing { path },
            None => Flaw::SourceOutside { path },
        },
    })
}

fn blocks(loaded: &Loaded, plan: &Plan) -> Vec<Problem> {
    let Some(text) = &loaded.progress_text else {
        return Vec::new();
    };
    let Some(file) = &loaded.progress else {
        return Vec::new();
    };
    let of_file = |span, flaw| Problem {
        file: loaded.files.progress.clone(),
        span,
        flaw,
    };
    let id = |log: &Log| log.id().to_owned();
    let end = text.text.len();
    let expected = expected_logs(plan).into_iter().map(|expected| expected.log);
    let missing = expected.filter(|log| file.place(log).is_none());
    let missing = missing.map(|log| of_file(end..end, Flaw::NoBlock { id: id(&log) }));
    let mut problems: Vec<Problem> = missing.collect();
    if file.writable {
        let logs = logs_not_writable(text, file, plan).into_iter();
        problems.extend(logs.map(|log| {
            let span = file.place(&log).map(|place| place.header.clone());
            let flaw = Flaw::LogNotWritable { id: id(&log) };
            of_file(span.unwrap_or_default(), flaw)
        }));
        let stale = stale_comments(&text.text, file, plan).into_iter();
        let stale = stale.map(|(log, patch)| (patch.at, Flaw::StaleComment { id: id(&log) }));
        problems.extend(stale.map(|(span, flaw)| of_file(span, flaw)));
    }
    problems
}
