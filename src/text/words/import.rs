//! The words of `import`.

use std::path::Path;

use crate::text::{Cleaned, FileFormat, IntakeError, Note};

/// Counts of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftCounts {
    /// Actions.
    pub items: usize,
    /// Units.
    pub units: usize,
    /// Targets.
    pub targets: usize,
    /// Doubts.
    pub doubts: usize,
}

/// Messages of importing a document.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ImportWords {
    pub fault: fn(name: &str, error: &IntakeError) -> Note,
    /// The file, its format, and its encoding or the program that converted it.
    pub read: fn(name: &str, kind: FileFormat, how: Option<&str>) -> String,
    pub cleaned: fn(cleaned: Cleaned, count: usize) -> String,
    /// Something that starts on a line of the document.
    pub from_line: fn(said: &str, line: usize) -> String,
    pub counts: fn(DraftCounts) -> String,
    /// Numbers taken for no aim: how many, the lines that have them, and whether all of those are listed.
    pub passed_over: fn(count: usize, lines: &[usize], are_all: bool) -> String,
    /// A doubt with its line and, if it concerns one, the id of the entry.
    pub doubt: fn(line: usize, entry: Option<&str>, said: &str) -> String,
    pub would_write: fn(&Path) -> String,
    /// With git's own command and the names of what it first commits.
    pub next: fn(id: &str, doubts: usize, git: &str, names: &str) -> String,
    pub exists: fn(id: &str, path: &Path) -> Note,
    pub record_exists: fn(&Path) -> Note,
    /// `-o` names the folder of one plan.
    pub into_plan: fn(&Path) -> Note,
    pub bad_id: fn(&str) -> Note,
    pub no_plan: fn(id: &str, path: &Path) -> Note,
    pub no_file: (&'static str, &'static str),
    pub draft_broken: fn(&str) -> Note,
    pub again_same: &'static str,
    pub again_ask: &'static str,
    pub again_left: &'static str,
    pub again_yes: &'static [&'static str],
    pub again_changed: fn(&Path) -> Note,
    /// A draft that leaves recorded entries without their item or unit.
    pub again_breaks: fn(errors: &str) -> Note,
    /// Items with recorded entries that the document numbers anew, each as `1.2 → 1.3`.
    pub again_kept: fn(ids: &[String]) -> String,
    pub again_taken: fn(ids: &[String]) -> Note,
    pub again_renumbered: fn(ids: &[String]) -> Note,
    pub again_replaced: fn(milestones: &[String]) -> Note,
    /// A file whose layout does not take the changes.
    pub again_laid_out: fn(&Path) -> Note,
    pub review_title: fn(id: &str, at: usize, count: usize) -> String,
    pub review_keys: &'static str,
    pub review_field_keys: &'static str,
    pub review_done: &'static str,
    pub review_later: &'static str,
    pub review_settled: &'static str,
    pub review_no_item: &'static str,
    pub review_no_source: &'static str,
    /// The numbers of a line that were not taken as targets.
    pub review_passed_over: fn(&[String]) -> String,
    /// Stands over the lines with such numbers.
    pub review_check_numbers: &'static str,
    pub no_doubts: fn(&str) -> String,
    /// A doubt in plan.toml: its line there and the comment.
    pub doubt_in_plan: fn(line: usize, said: &str) -> String,
}
