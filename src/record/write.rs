use std::sync::Arc;

use crate::plan::{Change, Moment, Occasion, Plan, Refusal};
use crate::query::Board;
use crate::store::{Applied, Fault, HeldProgress, finish_all, put_all_in_place};

use super::deed::{Deed, LogRef};
use super::judge::{Days, Judge, Judged, moment};
use super::past_deeds::PastDeeds;

/// A deed that was written.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What was written, one a plan.
    pub applied: Vec<Applied>,
    /// What was added, and what the rules refused where the rest was asked for.
    pub judged: Judged,
    /// The deed is over several plans, and it could not be noted that it is one: `undo` will take it back plan by plan.
    pub falls_apart: bool,
    /// An entry that says it was made long after now: this machine's clock is behind, or another's ahead.
    pub clock_behind: Option<Moment>,
}

/// How far the last entry may be ahead of the clock: many deeds in one second are set on to the seconds that follow.
const AHEAD: i64 = 2 * 3600;

/// Does a deed: locks the plans it touches and reads them again, judges it by what they say now, writes the new files
/// beside the old ones, and only then puts all in place. All of it is done or nothing.
///
/// # Errors
/// Where something is refused, stands otherwise than it was shown, or cannot be read or written. Then nothing was written.
pub fn record(
    board: &Board,
    occasion: &Occasion,
    deed: &Deed,
    past: Option<&PastDeeds>,
) -> Result<Recorded, Fault> {
    let held = hold(board, &deed.plans())?;
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
    let days = Days {
        as_of: board.as_of,
        today: occasion.now.local.date(),
    };
    let occasion = moment(occasion, deed, &plans);
    let mut judged = Judged::default();
    let mut changes = Vec::new();
    for (plan, progress) in &plans {
        let mut judge = Judge::new(plan, progress, days, &occasion, deed);
        judge.run()?;
        judged.ready.append(&mut judge.judged.ready);
        judged.refused.append(&mut judge.judged.refused);
        changes.push(judge.change());
    }
    if !deed.partial && !judged.refused.is_empty() {
        let (target, refusal) = judged.refused.swap_remove(0);
        return Err(refused(&target, refusal));
    }
    let touched: Vec<&str> = changes
        .iter()
        .filter(|change| !change.parts.is_empty())
        .map(|change| change.plan.as_str())
        .collect();
    // Noted before it is done: what is noted and not done harms nobody.
    let to_note = past.filter(|past| !deed.only_takes_out() && past.has_to_note(touched.len()));
    let is_noted = to_note.is_some_and(|past| past.note(occasion.now, &board.folders(&touched)));
    let noted = is_noted || touched.len() < 2 || deed.only_takes_out();
    let mut staged = Vec::new();
    for ((plan, progress), change) in held.into_iter().zip(changes) {
        if !change.parts.is_empty() {
            staged.push(progress.stage(&plan, &change)?);
        }
    }
    Ok(Recorded {
        applied: put_all_in_place(staged)?,
        judged,
        falls_apart: !noted,
        clock_behind,
    })
}

/// Does again what was taken back, as it was.
///
/// # Errors
/// As in [`record`].
pub fn redo(board: &Board, changes: &[Change]) -> Result<Vec<Applied>, Fault> {
    let plans: Vec<&str> = changes.iter().map(|change| change.plan.as_str()).collect();
    let mut staged = Vec::new();
    for (plan, progress) in hold(board, &plans)? {
        let change = changes.iter().find(|change| change.plan == plan.id());
        let change = change.ok_or_else(|| Fault::Gone(plan.id().to_owned()))?;
        staged.push(progress.stage(&plan, change)?);
    }
    put_all_in_place(staged)
}

/// Takes back what was written, byte for byte where the files are as they were left.
///
/// # Errors
/// As in [`record`]; also where a line is not there any more as it was.
pub fn take_back(board: &Board, applied: &[Applied]) -> Result<Vec<Applied>, Fault> {
    let plans: Vec<&str> = applied.iter().map(|it| it.change.plan.as_str()).collect();
    let mut staged = Vec::new();
    for (plan, progress) in hold(board, &plans)? {
        let done = applied.iter().find(|it| it.change.plan == plan.id());
        let done = done.ok_or_else(|| Fault::Gone(plan.id().to_owned()))?;
        staged.push(progress.stage_undo(&plan, done)?);
    }
    put_all_in_place(staged)
}

fn refused(target: &LogRef, refusal: Refusal) -> Fault {
    Fault::Refused {
        id: target.full_id(),
        refusal,
    }
}

/// Locks plans, always in one order so that two programs never wait for each other, and reads them again.
fn hold(board: &Board, plans: &[&str]) -> Result<Vec<(Arc<Plan>, HeldProgress)>, Fault> {
    let mut ids = plans.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut around: Vec<_> = board.folders(&ids);
    around.retain_mut(std::path::PathBuf::pop);
    around.dedup();
    for folder in &around {
        finish_all(folder);
    }
    ids.into_iter().map(|id| board.plan(id)?.hold()).collect()
}
