//! The words of the sample

use crate::text::words::demo::DemoWords;
use crate::text::{ScreenCommand as Command, View};

pub(super) const DEMO: DemoWords = DemoWords {
    short: "Demo",
    title: |title| format!("{title} (sample: all progress is invented)"),
    towns: [
        "North Town (invented)", "South Town (invented)", "Hill Township (invented)",
        "River Street (invented)",
    ],
    education_desk: "Education desk (sample, invented)",
    plan_office: "Plan office (sample, invented)",
    first_commit: "Sample: the plan, with empty logs (the progress that follows is invented)\n",
    month_commit: |month, count| {
        let entries = if count == 1 { "entry" } else { "entries" };
        format!("Sample: {count} {entries} of {month} (invented)")
    },
    progress: include_str!("demo_progress.toml"),
    hint: |command, left| {
        let text = match command {
            Command::Show(View::Alerts) => "{alerts} shows what is late, the worst first",
            Command::Search => "{search} searches: jyj finds 教育局",
            Command::ToggleDone => "{done} marks the milestone under the cursor as done",
            Command::Undo => "{undo} takes the last entry back",
            Command::Report => "{report} makes a ledger, a bulletin, a reminder",
            Command::Palette => "{palette} finds everything else by name",
            _ => return None,
        };
        Some(format!("Try ({left} left): {text}"))
    },
};
