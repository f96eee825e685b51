//! The words of the program and how text fits a terminal.

pub mod ambiguous;
pub mod clean;
pub mod width;

mod en;
mod flaw;
mod lang;
mod screen_command;
mod words;
mod words_cli;
mod words_help;
mod words_screen;
mod zh;

pub use ambiguous::Ambiguous;
pub use clean::clean;
pub use flaw::{Flaw, Severity, Wanted};
pub use lang::Lang;
pub use screen_command::{ScreenCommand, View};
pub use width::{cut, fit, fit_right, width, wrap};
pub use words::{Note, Words};
pub use words_cli::CliWords;
pub use words_help::HelpTitles;
pub use words_screen::ScreenWords;
