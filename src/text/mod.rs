//! The program's words in every language, and text measured for terminals.

pub mod ambiguous;
pub mod clean;
pub mod width;

mod changed;
mod clean_text;
mod doubt;
mod flaw;
mod intake;
mod lang;
mod letter_number;
pub(crate) mod numerals;
mod refusal_display;
mod screen_command;
mod view;
mod words;

pub use ambiguous::Ambiguous;
pub use changed::{ChangedField, Weakness};
pub use clean::clean;
pub(crate) use clean::without_blanks;
pub use clean_text::{CleanPart, CleanText};
pub use doubt::Doubt;
pub(crate) use flaw::header_of;
pub use flaw::{ExpectedValue, Flaw, Limited, Severity, TomlForm};
pub use intake::{Cleaned, FileFormat, IntakeError};
pub use lang::Lang;
pub use letter_number::LetterNumber;
pub use screen_command::ScreenCommand;
pub use view::View;
pub(crate) use view::view_table;
pub use width::{CUT_MARK, cut, fit, fit_right, push_blanks, width, wrap};
pub use words::cli::CliWords;
pub use words::demo::DemoWords;
pub use words::files::{FileWords, Lost, OutputRefusal, UnfitFolder};
pub use words::git::GitWords;
pub(crate) use words::git::shell_word;
pub use words::git_trouble::{GitTrouble, OpenConflicts, RemoteTrouble, SharedId};
pub use words::help::HelpTitles;
pub use words::history::HistoryWords;
pub use words::import::{DraftCounts, ImportWords};
pub use words::ledger::{CellRefusal, LedgerColumn, LedgerWords, SheetField};
pub use words::record::RecordWords;
pub use words::report::{Became, ReportWords, RoundDays};
pub use words::screen::ScreenWords;
pub use words::{Note, Words};
