//! The numbers of letters (催〔2024〕3号): each is given once.

use std::path::PathBuf;

use crate::plan::Entry;
use crate::query::Board;
use crate::store::{Fault, Loaded, Lock, PlanFiles, Stamp, Workspace};
use crate::text::{LetterNumber, RecordedLetter};

/// Locks the numbers of letters in the folders of a board while the result lives, for entries that give any.
///
/// # Errors
/// Fails if a number was given to another letter, in whatever plan.
pub(super) fn hold_numbers<'e>(
    board: &Board,
    entries: impl Iterator<Item = &'e Entry>,
) -> Result<Vec<Lock>, Fault> {
    let letters: Vec<_> = entries.filter_map(RecordedLetter::of).collect();
    if letters.is_empty() {
        return Ok(Vec::new());
    }
    let shown = board.open().flat_map(|(_, open)| open.progress.entries());
    let shown: Vec<_> = shown.filter_map(RecordedLetter::of).collect();
    // A letter that the board has goes on; a new one is the only one of its number.
    let is_taken_by = |other: &RecordedLetter<'_>| {
        let mut alike = letters.iter().filter(|it| it.number == other.number);
        alike.any(|letter| letter != other || !shown.contains(letter))
    };
    let plans = board.plans.iter();
    let mut parents: Vec<PathBuf> = plans
        .filter_map(|handle| handle.files.folder.parent())
        .map(PathBuf::from)
        .collect();
    parents.sort_unstable();
    parents.dedup();
    let locks = parents
        .iter()
        .map(|folder| Lock::acquire_as_it_is(folder))
        .collect::<Result<_, _>>()?;
    for folder in &parents {
        // The board may show only some of the plans that share the numbers.
        for files in &Workspace::open(folder)?.plans {
            if let Some(number) = taken_in(files, board, is_taken_by) {
                return Err(Fault::LetterTaken(number));
            }
        }
    }
    Ok(locks)
}

/// Returns the number of a letter that takes it, in a plan as it is on disk.
fn taken_in(
    files: &PlanFiles,
    board: &Board,
    is_taken_by: impl Fn(&RecordedLetter<'_>) -> bool,
) -> Option<LetterNumber> {
    let mut shown = board.plans.iter();
    let as_shown = shown.find(|handle| {
        handle.files == *files && Stamp::of(&files.progress) == handle.stamps.progress
    });
    let read;
    let progress = if let Some(handle) = as_shown {
        handle.open()?.progress
    } else {
        read = Loaded::read(files, board.as_of);
        read.open()?.1
    };
    let mut letters = progress.entries().filter_map(RecordedLetter::of);
    letters.find(is_taken_by).map(|letter| letter.number)
}
