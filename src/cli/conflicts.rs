//! Unresolved merge conflicts, shown by several commands as text or JSON.

use serde_json::{Value, json};

use crate::git::{ConflictedFile, conflict_lines, conflicts_on_disk};
use crate::merge::{Conflict, ConflictSubject};

use super::{Context, Failure, Output};

/// Makes the JSON of a conflict, numbered from 1.
fn place_json(number: usize, file: &ConflictedFile, conflict: &Conflict) -> Value {
    let item = conflict.item.iter();
    let item: Vec<String> = item
        .map(|it| format!("{}:{}", it.kind.key(), it.id))
        .collect();
    json!({
        "number": number,
        "plan": file.plan,
        "file": file.part.file_name(),
        "kind": match conflict.subject {
            ConflictSubject::Field(_) => "field",
            ConflictSubject::Item => "item",
            ConflictSubject::SharedId { .. } => "id",
            ConflictSubject::File => "file",
            ConflictSubject::Plan => "plan",
        },
        "item": item.join("/"),
        "field": match conflict.subject {
            ConflictSubject::File => Some(""),
            _ => conflict.field(),
        },
        "base": conflict.base,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
    })
}

/// Makes the JSON of all conflicts of files.
pub(super) fn places_json(files: &[ConflictedFile]) -> Vec<Value> {
    files
        .iter()
        .flat_map(|file| file.conflicts.iter().map(move |conflict| (file, conflict)))
        .enumerate()
        .map(|(at, (file, conflict))| place_json(at + 1, file, conflict))
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
