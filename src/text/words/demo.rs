//! The words of the sample.

use crate::text::ScreenCommand;

/// Texts of the sample plan's invented progress, all marked as invented.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct DemoWords {
    pub short: &'static str,
    pub title: fn(&str) -> String,
    /// The mark before every text.
    pub mark: &'static str,
    pub towns: [&'static str; 4],
    /// Authors of commits: the education bureau's desk, and the office that keeps the plan.
    pub desks: [&'static str; 2],
    pub first_commit: &'static str,
    pub month_commit: fn(month: &str, count: usize) -> String,
    pub evidence: fn(year: i32, number: u32) -> String,
    pub begun: [&'static str; 3],
    pub going: [&'static str; 4],
    pub reached: fn(&str) -> String,
    pub problems: [&'static str; 3],
    pub next: [&'static str; 3],
    pub finished: [&'static str; 3],
    pub late: &'static str,
    pub short_of_target: &'static str,
    pub checked: &'static str,
    pub blocked: [&'static str; 2],
    pub returned: &'static str,
    pub dropped: &'static str,
    pub asked: &'static str,
    pub granted: &'static str,
    pub reminded: &'static str,
    pub corrected: &'static str,
    pub measured: &'static str,
    /// The hint on the screen until it is followed, with the number that is left.
    pub hint: fn(command: ScreenCommand, left: usize) -> Option<String>,
}
