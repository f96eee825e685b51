//! The story of the sample

use crate::text::words::demo::DemoWords;
use crate::text::{ScreenCommand as Command, View};

pub(super) const DEMO: DemoWords = DemoWords {
    short: "Demo",
    title: |title| format!("{title} (sample: all progress is invented)"),
    mark: "(invented) ",
    towns: [
        "North Town (invented)", "South Town (invented)", "Hill Township (invented)",
        "River Street (invented)",
    ],
    desks: [
        "Education desk (sample, invented)",
        "Plan office (sample, invented)",
    ],
    first_commit: "Sample: the plan, with empty logs (the progress that follows is invented)\n",
    month_commit: |month, count| {
        let entries = if count == 1 { "entry" } else { "entries" };
        format!("Sample: {count} {entries} of {month} (invented)")
    },
    evidence: |year, number| format!("(invented) document {number} of {year}"),
    begun: [
        "the year's work is planned",
        "a meeting has shared out the work",
        "a working group is set up",
    ],
    going: [
        "goes on as planned",
        "two rounds have been held",
        "the units are being asked for their views",
        "the money is there, the work is being organised",
    ],
    reached: |value| format!("{value} so far"),
    problems: [
        "fewer people than places have signed up",
        "the money came late",
        "too few hands beside other work",
    ],
    next: [
        "a second round next month",
        "talk to the finance bureau",
        "make it a priority of the next quarter",
    ],
    finished: [
        "all of it is done", "issued and in force", "done and on file",
    ],
    late: "put off by bad weather",
    short_of_target: "some fell ill; the rest follows next year",
    checked: "checked on the spot, papers complete",
    blocked: ["no venue yet", "waiting for rules from above"],
    returned: "evidence incomplete; please add it and report again",
    dropped: "taken over by another unit's work",
    asked: "has to go with a project that is later",
    granted: "granted",
    reminded: "please report soon",
    corrected: "counted wrongly at first",
    measured: "sample survey",
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
