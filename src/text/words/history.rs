//! The words of `diff`, `log` and `review`.

use crate::plan::{Day, Recurrence, Reporting, Target, UnitKind};

use crate::text::{ChangedField, Weakness};

/// Words for differences between two versions of a plan; diff/ and review/ compose them into lines.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct HistoryWords {
    pub field: fn(ChangedField) -> &'static str,
    pub weakness: fn(Weakness) -> &'static str,
    pub limit_higher: &'static str,
    pub upper_end_lower: &'static str,

    // values
    pub yes: &'static str,
    pub no: &'static str,
    pub nothing: &'static str,
    pub every: fn(Recurrence) -> &'static str,
    pub unit_kind: fn(UnitKind) -> &'static str,
    pub target: fn(&Target) -> String,
    /// A target without its day, baseline and manner of counting.
    pub bare_target: fn(&Target) -> String,
    pub reporting: fn(rule: &Reporting, listed: &[String]) -> String,
    pub everybody: &'static str,
    pub until: fn(name: &str, day: Day) -> String,

    // places
    pub plan: &'static str,
    pub named_phase: fn(&str) -> String,
    pub named_unit: fn(&str) -> String,
    pub named_indicator: fn(&str) -> String,
    pub named_amendment: fn(&str) -> String,

    // what happened to a place
    pub added: &'static str,
    pub removed: &'static str,
    pub unreadable: fn(before: bool, log: bool) -> String,
    pub renumbered: fn(&str) -> String,
    pub renamed: fn(&str) -> String,
    pub amended: fn(title: &str, number: &str) -> String,
    pub parens: fn(&str) -> String,
    pub items: fn(shown: &[String], all: usize) -> String,

    // the log
    pub postponed_to: fn(date: Day, by: &str) -> String,
    /// An issue of the bulletin, with its revision and the one that it corrects.
    pub issue: fn(number: u32, on: Day, revision: Option<&str>, corrects: Option<u32>) -> String,
    pub refused_by: fn(&str) -> String,
    pub asks_postponement: fn(Day) -> String,
    pub corrected: fn(&str) -> String,
    pub altered_entry: fn(&str) -> String,
    pub deleted_entry: fn(&str) -> String,

    // review, diff, log
    pub commitments: &'static str,
    pub happened: &'static str,
    pub weakened: &'static str,
    pub by_document: &'static str,
    /// Behind an amendment that the old version has too.
    pub known_document: &'static str,
    pub corrections: &'static str,
    pub no_difference: &'static str,
    pub blank_message: &'static str,
    /// `review` takes no `--at`.
    pub review_names_both: &'static str,
    /// `diff` takes `--at` beside one version, not beside none or both.
    pub diff_names_one: &'static str,
    pub no_weakening: &'static str,
    /// Nothing was weakened in the plans that could be read, which are not all.
    pub no_weakening_read: &'static str,
    pub weakenings: fn(usize) -> String,
    /// The person who recorded both entries that a line names.
    pub by_one_author: fn(name: &str) -> String,
    pub in_one_commit: &'static str,
    pub without_number: &'static str,
    pub not_compared: fn(plan: &str) -> String,
    pub not_in_history: fn(&str) -> String,
}
