//! The words of the program and how text fits a terminal.

pub mod ambiguous;
pub mod clean;
pub mod utf8;
pub mod width;

mod changed;
mod clean_text;
mod day;
mod flaw;
mod lang;
mod refusal_display;
mod screen_command;
mod words;
mod words_cli;
mod words_demo;
mod words_files;
mod words_git;
mod words_help;
mod words_history;
mod words_screen;

pub use ambiguous::Ambiguous;
pub use changed::{Field, Weakness};
pub use clean::clean;
pub use clean_text::{CleanPart, CleanText};
pub use day::push_day;
pub use flaw::{ExpectedValue, Flaw, Severity};
pub use lang::Lang;
pub use screen_command::{ScreenCommand, View};
pub use width::{cut, fit, fit_right, push_blanks, width, wrap};
pub use words::{Note, Words};
pub use words_cli::CliWords;
pub use words_demo::DemoWords;
pub use words_files::{FileWords, Lost, OutputRefusal};
pub use words_git::GitWords;
pub use words_help::HelpTitles;
pub use words_history::HistoryWords;
pub use words_screen::ScreenWords;
