//! All words of the program: a field for each, or a struct of a file here for those of a part.

pub(crate) mod cli;
pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod forms;
pub(crate) mod git;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod ledger;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod screen;

use crate::plan::{
    Day, Lamp, Missed, PlanState, Reason, Refusal, Reminder, Standing, Status, Withdrawn,
};

use super::{Doubt, Flaw, GitTrouble, Lang};
use cli::CliWords;
use demo::DemoWords;
use files::FileWords;
use forms::FormWords;
use git::{GitWords, ResolveWords, SyncWords};
use help::HelpTitles;
use history::HistoryWords;
use import::ImportWords;
use ledger::LedgerWords;
use record::RecordWords;
use report::ReportWords;
use screen::ScreenWords;

/// A message about a problem: what it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The problem.
    pub what: String,
    /// The remedy.
    pub how: String,
}

/// Makes a note of both parts, each a text with names in braces as `format!` takes them.
macro_rules! note {
    ($what:literal, $how:literal $(,)?) => {
        $crate::text::Note::new(
            ::std::fmt::format(::std::format_args!($what)),
            ::std::fmt::format(::std::format_args!($how)),
        )
    };
}
pub(in crate::text) use note;

impl Note {
    /// Makes a note of both parts.
    pub fn new(what: impl Into<String>, how: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            how: how.into(),
        }
    }

    /// Returns both parts on one line.
    pub fn in_line(&self, words: &Words) -> String {
        let Self { what, how } = self;
        if how.is_empty() {
            return what.clone();
        }
        format!("{what}{}{how}", words.semicolon)
    }
}

/// All words of the program in one language. A missing word does not compile.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct Words {
    pub lang: Lang,
    /// The key: `--lang zh`.
    pub key: &'static str,
    /// Prefixes of its locales.
    pub locales: &'static [&'static str],

    // what the rules say
    pub standing: fn(Standing) -> &'static str,
    pub lamp: fn(Lamp) -> &'static str,
    pub lamp_name: fn(Lamp) -> &'static str,
    pub status: fn(Status) -> &'static str,
    pub reminder: fn(Reminder) -> &'static str,
    /// That something was withdrawn.
    pub withdrawn: fn(Withdrawn) -> &'static str,
    pub reason: fn(&Reason) -> String,
    /// How a target was missed: `差15名`, `超出3起`.
    pub missed: fn(&Missed) -> String,
    /// The same under a heading that says it is a gap: `15名`, `超出3起`.
    pub gap: fn(&Missed) -> String,
    pub plan_state: fn(PlanState) -> String,
    pub never_reported: &'static str,
    pub refusal: fn(&Refusal) -> Note,
    pub flaw: fn(&Flaw) -> Note,
    pub git_trouble: fn(&GitTrouble) -> Note,
    /// A doubt about a document that was read, and what to check.
    pub doubt: fn(&Doubt) -> String,

    // names of things
    pub lead: &'static str,
    pub support: &'static str,
    pub answers: &'static str,
    pub no_unit: &'static str,
    /// The sign between a name and what is said of it.
    pub colon: &'static str,
    /// The separator between the things of a list in a sentence.
    pub list_separator: &'static str,
    /// The separator between names in a table cell.
    pub between_names: &'static str,
    /// The separator between clauses of a line and texts in a table cell.
    pub semicolon: &'static str,
    pub all: &'static str,
    pub due: &'static str,
    pub original_due: &'static str,
    pub due_now: &'static str,
    pub asked: &'static str,
    /// A postponement that was not granted.
    pub refused: &'static str,
    pub phase: &'static str,
    pub section: &'static str,
    pub indicator: &'static str,
    pub target: &'static str,
    pub value: &'static str,
    pub progress: &'static str,
    /// The text of a reminder or a decision, which is not progress.
    pub note: &'static str,
    pub problem: &'static str,
    pub next: &'static str,
    pub because: &'static str,
    pub evidence: &'static str,
    pub log: &'static str,
    pub truncated: &'static str,
    pub draft: &'static str,
    pub error: &'static str,
    pub as_of: fn(Day) -> String,
    /// The first of several units to call, and the number of all.
    pub units_to_call: fn(first: &str, count: usize) -> String,
    pub reported_of: fn(done: usize, of: usize) -> String,

    pub columns: ColumnWords,
    pub help_titles: HelpTitles,
    /// Returns the help text of a command or option, by its name.
    pub help: fn(&str) -> Option<&'static str>,

    pub import: ImportWords,
    pub report: ReportWords,
    pub cli: CliWords,
    pub record: RecordWords,
    pub files: FileWords,
    pub demo: DemoWords,
    pub history: HistoryWords,
    pub git: GitWords,
    pub ledger: LedgerWords,
    pub screen: ScreenWords,
    pub forms: FormWords,
    pub sync: SyncWords,
    pub resolve: ResolveWords,
}

/// Headings of list columns that are not named elsewhere.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ColumnWords {
    pub plan: &'static str,
    pub id: &'static str,
    pub action: &'static str,
    pub milestone: &'static str,
    pub start: &'static str,
    /// The operator of a target.
    pub target_op: &'static str,
    /// The upper end of a range.
    pub target_max: &'static str,
    pub target_unit: &'static str,
    pub status: &'static str,
    pub standing: &'static str,
    pub reason: &'static str,
}
