//! Unresolved merge conflicts, shown by several commands as text or JSON.

use serde::Serialize;

use crate::git::{ConflictedFile, conflict_lines, conflicts_on_disk};
use crate::merge::{Conflict, ConflictSubject};

use super::{Context, Failure, Output};

/// A conflict in JSON.
#[derive(Serialize)]
pub(super) struct ConflictPlaceJson<'f> {
    number: usize,
    plan: &'f str,
    file: &'f str,
    item: String,
    field: Option<&'f str>,
    base: Option<&'f str>,
    ours: Option<&'f str>,
    theirs: Option<&'f str>,
}

impl<'f> ConflictPlaceJson<'f> {
    /// Makes the JSON of a conflict, numbered from 1.
    pub(super) fn new(number: usize, file: &'f ConflictedFile, conflict: &'f Conflict) -> Self {
        Self {
            number,
            plan: &file.plan,
            file: file.file.file_name(),
            item: conflict
                .item
                .iter()
                .map(|item| format!("{}:{}", item.kind, item.id))
                .collect::<Vec<_>>()
                .join("/"),
            field: match conflict.subject {
                ConflictSubject::File => Some(""),
                _ => conflict.field(),
            },
            base: conflict.base.as_deref(),
            ours: conflict.ours.as_deref(),
            theirs: conflict.theirs.as_deref(),
        }
    }
}

/// Makes the JSON of all conflicts of files.
pub(super) fn places_json(files: &[ConflictedFile]) -> Vec<ConflictPlaceJson<'_>> {
    files
        .iter()
        .flat_map(|file| file.conflicts.iter().map(move |conflict| (file, conflict)))
        .enumerate()
        .map(|(at, (file, conflict))| ConflictPlaceJson::new(at + 1, file, conflict))
        .collect()
}

/// Returns the files in conflict of one plan or of all; none if `--at` shows the past.
pub(super) fn in_conflict(
    cx: &Context,
    plan: Option<&str>,
) -> Result<Vec<ConflictedFile>, Failure> {
    if cx.global.at.is_some() {
        return Ok(Vec::new());
    }
    Ok(conflicts_on_disk(&cx.workspace()?, plan)?)
}

/// Prints both sides of each conflict.
pub(super) fn print(
    cx: &Context,
    out: &mut Output,
    files: &[ConflictedFile],
) -> Result<(), Failure> {
    for line in conflict_lines(&cx.workspace()?, files, cx.words) {
        out.line(&line);
    }
    Ok(())
}
