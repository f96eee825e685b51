//! English

mod cli;
mod demo;
mod doubt;
mod files;
mod flaw;
mod forms;
mod git;
mod help;
mod history;
mod import;
mod ledger;
mod record;
mod report;
mod screen;
mod standing;

use crate::plan::{Lamp, PlanState, Reminder, Standing, Status, Withdrawn};
use crate::text::words::ColumnWords;
use crate::text::{Lang, Words};
use doubt::doubt;
use flaw::flaw;
use git::trouble::git_trouble;
use help::help;
use standing::{gap, missed, reason, refusal};

/// Everything said in English.
pub(in crate::text) static WORDS: Words = Words {
    lang: Lang::En,
    key: "en",
    locales: &["en"],
    standing: |standing| match standing {
        Standing::Overdue => "overdue",
        Standing::OverLimit => "over the limit",
        Standing::FarBehind => "far behind",
        Standing::Returned => "returned",
        Standing::Blocked => "blocked",
        Standing::Soon => "due soon",
        Standing::Behind => "behind",
        Standing::Unreported => "unreported",
        Standing::OnTrack => "on track",
        Standing::NotYet => "not yet begun",
        Standing::Done => "done",
        Standing::Closed => "closed",
        Standing::Dropped => "dropped",
    },
    lamp: |lamp| match lamp {
        Lamp::Red => "RD",
        Lamp::Yellow => "YL",
        Lamp::Green => "GN",
        Lamp::Grey => "GY",
        Lamp::Done => "OK",
        Lamp::Closed => "CL",
        Lamp::Stopped => "ST",
    },
    lamp_name: |lamp| match lamp {
        Lamp::Red => "red",
        Lamp::Yellow => "yellow",
        Lamp::Green => "green",
        Lamp::Grey => "grey",
        Lamp::Done => "done",
        Lamp::Closed => "closed",
        Lamp::Stopped => "dropped",
    },
    status: |status| match status {
        Status::Todo => "to do",
        Status::Doing => "doing",
        Status::Blocked => "blocked",
        Status::Done => "done",
        Status::Closed => "closed",
        Status::Returned => "returned",
        Status::Dropped => "dropped",
    },
    reminder: |level| match level {
        Reminder::Notice => "notice",
        Reminder::Urge => "urged",
        Reminder::Supervise => "supervised",
    },
    withdrawn: |what| match what {
        Withdrawn::Reading => "reading withdrawn",
        Withdrawn::Reminder => "reminder withdrawn",
    },
    reason,
    missed,
    gap,
    plan_state: |state| match state {
        PlanState::NotStarted => "not started".to_owned(),
        PlanState::InForce => "in force".to_owned(),
        PlanState::Ended(n) => format!("ended {} ago", days(n)),
    },
    never_reported: "never reported on",
    refusal,
    flaw,
    git_trouble,
    doubt,
    lead: "lead",
    support: "support",
    answers: "answers",
    no_unit: "no unit named",
    colon: ": ",
    list_separator: ", ",
    between_names: "; ",
    semicolon: "; ",
    all: "all",
    due: "due",
    original_due: "originally due",
    due_now: "due now",
    asked: "postponement asked",
    refused: "postponement refused",
    phase: "phase",
    section: "section",
    indicator: "indicator",
    target: "target",
    value: "value",
    progress: "progress",
    note: "note",
    problem: "problem",
    next: "next",
    because: "because",
    evidence: "evidence",
    log: "log",
    truncated: "cut off in the source",
    draft: "draft",
    error: "error",
    as_of: |day| format!("as of {day}"),
    units_to_call: |first, count| format!("{first} and {} more", count - 1),
    reported_of: |done, of| format!("{done}/{of} reported"),
    columns: ColumnWords {
        plan: "plan",
        id: "id",
        action: "action",
        milestone: "milestone",
        start: "start",
        target_op: "operator of the target",
        target_max: "upper end of the target",
        target_unit: "unit of the target",
        status: "status",
        standing: "standing",
        reason: "reason",
    },
    help_titles: help::HELP_TITLES,
    help,
    record: record::RECORD,
    files: files::FILES,
    demo: demo::DEMO,
    import: import::IMPORT,
    report: report::REPORT,
    cli: cli::CLI,
    sync: git::SYNC,
    resolve: git::RESOLVE,
    ledger: ledger::LEDGER,
    forms: forms::FORMS,
    screen: screen::SCREEN,
    history: history::HISTORY,
    git: git::GIT,
};

/// Formats a count with its noun: `1 plan`, `3 plans`.
fn counted(n: usize, word: &str) -> String {
    format!("{n} {}", plural(n, word))
}

fn plural(n: usize, word: &str) -> String {
    match word.strip_suffix("ry") {
        _ if n == 1 => word.to_owned(),
        Some(stem) => format!("{stem}ries"),
        None => format!("{word}s"),
    }
}

fn days(n: i64) -> String {
    format!("{n} {}", if n == 1 { "day" } else { "days" })
}
