//! Words of reports

use crate::text::words::report::{HandoverWords, ReportCommandWords, ReportWords};

/// All words of reports.
pub(super) static REPORT: ReportWords = ReportWords {
    id: "ID",
    task: "Task",
    milestone: "Milestone",
    lead: "Lead",
    due: "Due",
    due_now: "Due now",
    lamp: "Lamp",
    reason: "Reason",
    figures: "Figures",
    progress: "Progress",
    done_on: "Done on",
    asked: "Asked for",
    because: "Because",
    level: "Level",
    reminded_on: "Reminded on",
    reminders: "Times",
    reminder_text: "Text",

    none: "None.",
    plan_line: |title, number| match number {
        Some(number) => format!("{title} ({number})"),
        None => title.to_owned(),
    },
    dated: |day, said| format!("{day}: {said}"),

    handover: HandoverWords {
        title: "Handover list",
        open: |n| format!("1. Open ({n})"),
        to_accept: |n| format!("2. Done, to be accepted ({n})"),
        asked: |n| format!("3. Postponements asked for ({n})"),
        reminders: |n| format!("4. Reminders without an answer ({n})"),
    },
    command: ReportCommandWords {
        needs_output: |format| {
            format!("{format} cannot be shown on a terminal; name a file with -o")
        },
        written: |path| format!("written to {}", path.display()),
    },
};
