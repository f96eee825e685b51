//! The words of help pages.

/// Headings of help pages, and messages about wrong usage.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct HelpTitles {
    pub usage: &'static str,
    pub commands: &'static str,
    pub command: &'static str,
    pub arguments: &'static str,
    pub options: &'static str,
    pub options_of_usage: &'static str,
    pub global_options: &'static str,
    pub unknown_option: fn(&str) -> String,
    pub unknown_command: fn(&str) -> String,
    pub missing: fn(&str) -> String,
    pub bad_value: fn(option: &str, value: &str) -> String,
    pub conflict: fn(one: &str, other: &str) -> String,
    /// What was meant, most likely.
    pub perhaps: fn(&str) -> String,
    /// All that may be written.
    pub one_of: fn(&str) -> String,
    /// The remedy for an argument that begins with a dash and is not an option.
    pub behind_dashes: &'static str,
}
