use crate::plan::Day;

/// What reports say.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReportWords {
    // columns and fields that several reports have
    pub id: &'static str,
    pub task: &'static str,
    pub milestone: &'static str,
    pub lead: &'static str,
    pub due: &'static str,
    pub due_now: &'static str,
    pub lamp: &'static str,
    pub reason: &'static str,
    pub figures: &'static str,
    pub progress: &'static str,
    pub done_on: &'static str,
    pub asked: &'static str,
    pub because: &'static str,
    pub level: &'static str,
    pub reminded_on: &'static str,
    pub reminders: &'static str,
    pub reminder_text: &'static str,

    pub none: &'static str,
    /// A plan's title with its number.
    pub plan_line: fn(&str, Option<&str>) -> String,
    /// What was said on a day.
    pub dated: fn(Day, &str) -> String,

    pub handover: HandoverWords,
    pub command: ReportCommandWords,
}

/// What a handover list says.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct HandoverWords {
    pub title: &'static str,
    pub open: fn(usize) -> String,
    pub to_accept: fn(usize) -> String,
    pub asked: fn(usize) -> String,
    pub reminders: fn(usize) -> String,
}

/// What `duban report` says beside the report.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReportCommandWords {
    /// A format that needs a file.
    pub needs_output: fn(&str) -> String,
    /// A report was written there.
    pub written: fn(&std::path::Path) -> String,
}
