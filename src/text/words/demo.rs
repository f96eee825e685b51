//! The words of the sample.

use crate::text::ScreenCommand;

/// Texts of the sample plan's invented progress, all marked as invented.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct DemoWords {
    pub short: &'static str,
    pub title: fn(&str) -> String,
    pub towns: [&'static str; 4],
    /// The author of the education bureau's commits.
    pub education_desk: &'static str,
    /// The author of the other commits: the office that keeps the plan.
    pub plan_office: &'static str,
    pub first_commit: &'static str,
    pub month_commit: fn(month: &str, count: usize) -> String,
    /// The sample's progress.toml; the times of its entries make the commits.
    pub progress: &'static str,
    /// The hint on the screen until it is followed, with the number that is left.
    pub hint: fn(command: ScreenCommand, left: usize) -> Option<String>,
}
