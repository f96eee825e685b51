//! Writes a deed to all its plans or to none, takes it back and redoes it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::git::refuse_lost_log;
use crate::plan::{
    Change, Entry, Log, LogRef, LogSubject, Milestone, Moment, Occasion, Part, Plan, Progress,
};
use crate::query::Board;
use crate::store::{Applied, Fault, HeldProgress, finish_all, put_all_in_place};
use crate::text::Words;

use super::deed::Deed;
use super::deed_notes::{DeedNotes, NotedSince};
use super::judge::{Against, JudgedPlans, judge_plans};
use super::judged::Judged;
use super::letters::hold_numbers;

/// A trait of a deed that its entries do not show, so that only a note keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnoted {
    /// It is over several plans.
    Plans,
    /// It set the day since which reporting began.
    Since,
}

/// The outcome of a recorded deed.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The changes written, one per plan.
    pub applied: Vec<Applied>,
    /// The entries added, and those refused in a partial deed.
    pub judged: Judged,
    /// The trait of the deed that could not be noted, so that `undo` does not take it back as one.
    pub unnoted: Option<Unnoted>,
    /// The time of an entry far in the future: this machine's clock is behind, or another's was ahead.
    pub clock_behind: Option<Moment>,
}

impl Recorded {
    /// Returns the warnings for the user, a sentence each.
    pub fn warnings(&self, words: &Words) -> Vec<String> {
        let mut said = Vec::new();
        said.extend(self.unnoted.map(|unnoted| match unnoted {
            Unnoted::Plans => words.record.undone_plan_by_plan.to_owned(),
            Unnoted::Since => words.record.undone_without_since.to_owned(),
        }));
        if let Some(at) = self.clock_behind {
            said.push((words.record.clock_behind)(at));
        }
        for done in &self.applied {
            let lost = done.lost.iter();
            said.extend(lost.map(|lost| (words.files.lost)(&done.path, lost)));
        }
        said
    }
}

/// The most seconds by which the last entry may be ahead of the clock; several deeds in one second use
/// up the following ones.
const AHEAD: i64 = 2 * 3600;

/// Records a deed, in all plans or in none: locks and rereads the plans, judges the deed, writes the
/// new files beside the old ones, then renames them into place.
///
/// # Errors
/// Fails, with nothing written, if a request is refused, an item changed since it was shown, or a file
/// cannot be read or written.
pub fn record(
    board: &Board,
    occasion: &Occasion,
    deed: &Deed,
    notes: Option<&DeedNotes>,
) -> Result<Recorded, Fault> {
    // Only what was made of the board has counted a letter's number from it.
    let _numbers = if deed.refuses_if_board_changed {
        hold_numbers(board, deed.added())?
    } else {
        Vec::new()
    };
    let held = hold(board, &deed.plans())?;
    if deed.refuses_if_board_changed {
        refuse_if_not_as_read(board, deed, &held)?;
    }
    let plans: Vec<_> = held
        .iter()
        .map(|(plan, progress)| (plan.as_ref(), progress.progress()))
        .collect();
    let clock = occasion.now.instant();
    let entries = plans.iter().flat_map(|(_, progress)| progress.entries());
    let last = entries
        .filter_map(|entry| entry.at)
        .max_by_key(|at| at.instant());
    let clock_behind = last.filter(|at| at.instant() - clock > AHEAD);
    let JudgedPlans {
        judged,
        changes,
        at,
    } = judge_plans(&plans, Against::Disk, board.as_of, occasion, deed)?;
    if !deed.skips_refused
        && let Some(first) = judged.refused.first()
    {
        return Err(first.fault());
    }
    let touched: Vec<&str> = changes
        .iter()
        .filter(|change| !change.parts.is_empty())
        .map(|change| change.plan.as_str())
        .collect();
    let unnoted = note(board, occasion, deed, &touched, at, notes);
    let mut staged = Vec::new();
    for ((plan, progress), change) in held.into_iter().zip(changes) {
        if !change.parts.is_empty() {
            staged.push(progress.stage(&plan, &change)?);
        }
    }
    Ok(Recorded {
        applied: put_all_in_place(staged)?,
        judged,
        unnoted,
        clock_behind,
    })
}

/// Notes what the entries of a deed do not show, before the deed is done: a note without a deed does no harm. Returns
/// what could not be noted.
fn note(
    board: &Board,
    occasion: &Occasion,
    deed: &Deed,
    touched: &[&str],
    at: Moment,
    notes: Option<&DeedNotes>,
) -> Option<Unnoted> {
    if deed.only_takes_out() || touched.is_empty() {
        return None;
    }
    let since = deed.sets_since();
    let unnoted = match since {
        Some(_) => Some(Unnoted::Since),
        None => (touched.len() > 1).then_some(Unnoted::Plans),
    };
    let mut plans = touched.to_vec();
    plans.sort_by_key(|plan| since.is_some_and(|since| since.plan != *plan));
    let since = since.map(|since| NotedSince {
        change: since.change,
        who: occasion.who.clone(),
    });
    let to_note = notes.filter(|notes| unnoted.is_some() || notes.has_origin());
    let is_noted =
        to_note.is_some_and(|notes| notes.note(at, since.as_ref(), &board.folders(&plans)));
    unnoted.filter(|_| !is_noted)
}

/// Fails if a milestone or its log is no longer what the board says.
fn refuse_if_not_as_read(board: &Board, deed: &Deed, held: &[HeldPlan]) -> Result<(), Fault> {
    for LogRef { plan, log } in deed.requests.iter().map(|request| &request.item.log) {
        let known = board
            .plan(plan)?
            .open()
            .map(|open| says(open.plan, open.progress, log));
        let now = held
            .iter()
            .find(|(it, _)| it.id() == plan)
            .map(|(it, held)| says(it, held.progress(), log));
        if known != now {
            let (plan, log) = (plan.clone(), log.clone());
            return Err(Fault::Changed(LogRef { plan, log }.full_id()));
        }
    }
    Ok(())
}

/// Returns the subject of a log, its milestone, and its entries.
fn says<'p>(
    plan: &'p Plan,
    progress: &'p Progress,
    log: &Log,
) -> (Option<LogSubject>, Option<&'p Milestone>, &'p [Entry]) {
    let milestone = plan.milestone(log.id()).map(|(_, milestone)| milestone);
    let subject = LogSubject::of(plan, log);
    (subject, milestone, progress.entries_of(log))
}

/// A deed that was taken back, with what its logs were about.
#[derive(Clone, Debug, Default)]
pub struct Undone {
    changes: Vec<Change>,
    subjects: Vec<(LogRef, Option<LogSubject>)>,
}

impl Undone {
    /// Fails if a log of a plan is about something else now.
    fn refuse_on_another(&self, plan: &Plan) -> Result<(), Fault> {
        let mut of_plan = self.subjects.iter().filter(|(of, _)| of.plan == plan.id());
        let other = of_plan.find(|(of, was)| LogSubject::of(plan, &of.log) != *was);
        other.map_or(Ok(()), |(of, _)| Err(Fault::Changed(of.full_id())))
    }
}

/// Returns the logs that a change touches, each with what it is about.
fn subjects_of(plan: &Plan, change: &Change) -> Vec<(LogRef, Option<LogSubject>)> {
    let logs = change.parts.iter().filter_map(|part| match part {
        Part::Append(log, _) | Part::Remove(log, _) => Some(log),
        Part::Since(_) => None,
    });
    let mut known = HashSet::new();
    let with_subject = |log: &Log| {
        let subject = LogSubject::of(plan, log);
        let (plan, log) = (plan.id().to_owned(), log.clone());
        (LogRef { plan, log }, subject)
    };
    let once = logs.filter(|log| known.insert(*log));
    once.map(with_subject).collect()
}

/// Writes again what was taken back.
///
/// # Errors
/// As in [`record`]; also if somebody recorded of the same meanwhile, or a log is about something else now.
pub fn redo(board: &Board, undone: &Undone) -> Result<Vec<Applied>, Fault> {
    let changes = &undone.changes;
    let parts = changes.iter().flat_map(|change| &change.parts);
    let added = parts.filter_map(|part| match part {
        Part::Append(_, entry) => Some(entry),
        Part::Since(_) | Part::Remove(..) => None,
    });
    // A number that was taken back may have been given meanwhile.
    let _numbers = hold_numbers(board, added)?;
    let plans: Vec<&str> = changes.iter().map(|change| change.plan.as_str()).collect();
    let mut staged = Vec::new();
    for (plan, progress) in hold(board, &plans)? {
        let change = changes
            .iter()
            .find(|change| change.plan == plan.id())
            .ok_or_else(|| Fault::Gone(plan.id().to_owned()))?;
        undone.refuse_on_another(&plan)?;
        refuse_if_moved(change, progress.progress())?;
        refuse_if_overtaken(&plan, change, progress.progress())?;
        staged.push(progress.stage(&plan, change)?);
    }
    put_all_in_place(staged)
}

/// Fails if the day since which reporting began is no longer what a change replaces.
fn refuse_if_moved(change: &Change, progress: &Progress) -> Result<(), Fault> {
    let is_moved = |part: &Part| matches!(part, Part::Since(since) if since.was != progress.since);
    if change.parts.iter().any(is_moved) {
        return Err(Fault::SinceChanged(change.plan.clone()));
    }
    Ok(())
}

/// Fails if something recorded later would override an entry of a change.
fn refuse_if_overtaken(plan: &Plan, change: &Change, progress: &Progress) -> Result<(), Fault> {
    for part in &change.parts {
        let Part::Append(log, entry) = part else {
            continue;
        };
        let milestone = match log {
            Log::Milestone(id) => plan.milestone(id),
            Log::Indicator(_) => None,
        };
        let is_each = milestone.is_some_and(|(_, milestone)| milestone.each);
        let meant = |entry: &Entry| entry.unit_meant(plan.units());
        let overrides = |other: &&Entry| {
            other.remind.is_none()
                && (!is_each || meant(other) == meant(entry))
                && other.is_recorded_after(entry)
        };
        if progress
            .entries_of(log)
            .iter()
            .any(|other| overrides(&other))
        {
            let (plan, log) = (plan.id().to_owned(), log.clone());
            return Err(Fault::Changed(LogRef { plan, log }.full_id()));
        }
    }
    Ok(())
}

/// Takes back written changes, byte for byte if the files have not changed since. Returns what was written for it, and
/// what can be redone.
///
/// # Errors
/// As in [`record`]; also if an entry is no longer there.
pub fn take_back(board: &Board, applied: &[Applied]) -> Result<(Vec<Applied>, Undone), Fault> {
    let plans: Vec<&str> = applied.iter().map(|it| it.change.plan.as_str()).collect();
    let changes = applied.iter().map(|it| it.change.clone()).collect();
    let mut subjects = Vec::new();
    let mut staged = Vec::new();
    for (plan, progress) in hold(board, &plans)? {
        let done = applied
            .iter()
            .find(|it| it.change.plan == plan.id())
            .ok_or_else(|| Fault::Gone(plan.id().to_owned()))?;
        subjects.extend(subjects_of(&plan, &done.change));
        staged.push(progress.stage_undo(&plan, done)?);
    }
    let undone = Undone { changes, subjects };
    Ok((put_all_in_place(staged)?, undone))
}

/// A locked plan with its progress as reread.
type HeldPlan = (Arc<Plan>, HeldProgress);

/// Locks and rereads plans, always in the same order to prevent deadlocks.
fn hold(board: &Board, plans: &[&str]) -> Result<Vec<HeldPlan>, Fault> {
    let mut ids = plans.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut around: Vec<_> = board.folders(&ids);
    around.retain_mut(std::path::PathBuf::pop);
    around.dedup();
    for folder in &around {
        finish_all(folder);
    }
    let hold = |id| {
        let plan = board.plan(id)?;
        refuse_lost_log(&plan.files)?;
        plan.hold()
    };
    ids.into_iter().map(hold).collect()
}
