//! The numbers of letters (催〔2024〕3号): each is given once.

use std::path::PathBuf;

use crate::plan::Entry;
use crate::query::Board;
use crate::store::{Fault, Loaded, Lock, PlanFiles, Stamp, Workspace};
use crate::text::LetterNumber;

/// Locks the numbers of letters in the folders of a board while the result lives, for entries that give any.
///
/// # Errors
/// Fails if a number was given to another letter, in whatever plan.
pub(super) fn hold_numbers<'e>(
    board: &Board,
    entries: impl Iterator<Item = &'e Entry>,
) -> Result<Vec<Lock>, Fault> {
    let given: Vec<_> = entries.filter_map(LetterNumber::of_letter).collect();
    if given.is_empty() {
        return Ok(Vec::new());
    }
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
            if let Some(number) = taken_in(files, board, &given) {
                return Err(Fault::LetterTaken(number));
            }
        }
    }
    Ok(locks)
}

/// Returns a number that a plan, as it is on disk, gives to another letter.
fn taken_in(
    files: &PlanFiles,
    board: &Board,
    given: &[(LetterNumber, &str)],
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
    let mut letters = progress.entries().filter_map(LetterNumber::of_letter);
    let is_taken = |letter: &(LetterNumber, &str)| {
        let mut given = given.iter();
        given.any(|(number, to)| *number == letter.0 && *to != letter.1)
    };
    letters.find(is_taken).map(|(number, _)| number)
}
