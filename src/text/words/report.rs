//! The words of reports.

use std::path::Path;

use crate::plan::{Day, IndicatorPace};
use crate::text::Note;

/// Words of reports.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReportWords {
    // columns and fields that several reports have
    pub phase: &'static str,
    pub indicator: &'static str,
    pub target: &'static str,
    pub unit: &'static str,
    pub contact: &'static str,
    pub standing: &'static str,
    pub count: &'static str,
    pub share: &'static str,
    pub total: &'static str,
    pub days: &'static str,
    pub figures: &'static str,
    pub asked: &'static str,
    pub because: &'static str,
    pub level: &'static str,
    pub reminded_on: &'static str,
    pub reminders: &'static str,
    pub reminder_text: &'static str,
    /// The number of reminders.
    pub reminded: &'static str,
    /// The number of postponements.
    pub postponed: &'static str,

    pub none: &'static str,
    /// Since when the lead units lead what had fallen due before.
    pub led_since: fn(Day) -> String,
    /// A plan's title with its number.
    pub plan_line: fn(title: &str, number: Option<&str>) -> String,
    /// A text with its day.
    pub dated: fn(day: Day, unit: Option<&str>, said: &str) -> String,
    /// A name with its value.
    pub named: fn(name: &str, said: &str) -> String,
    /// A day in the form of letters.
    pub day: fn(Day) -> String,
    /// The pace of an indicator.
    pub pace: fn(IndicatorPace) -> &'static str,

    pub counts: CountWords,
    pub bulletin: BulletinWords,
    pub reminder: ReminderWords,
    pub status: StatusPageWords,
    pub evaluation: EvaluationWords,
    pub handover: HandoverWords,
    pub calendar: CalendarWords,
    pub command: ReportCommandWords,
}

/// Headings of count columns.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct CountWords {
    pub owed: &'static str,
    pub behind: &'static str,
}

/// Words of a bulletin.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct BulletinWords {
    pub name: &'static str,
    pub title: fn(u32) -> String,
    pub corrects: fn(u32) -> String,
    pub overall: &'static str,
    pub done: &'static str,
    pub laggards: &'static str,
    pub required: &'static str,
    /// The introduction: day, actions, milestones, counts by standing.
    pub intro: fn(as_of: Day, actions: usize, milestones: usize, counts: &str) -> String,
    /// A standing, its count and share.
    pub counted: fn(name: &str, count: usize, share: &str) -> String,
    pub by_standing: &'static str,
    pub by_phase: &'static str,
    pub by_unit: &'static str,
    pub unit_table_note: &'static str,
    pub change: &'static str,
    /// The change since a day on which no bulletin was issued.
    pub change_since_day: &'static str,
    pub indicators: fn(count: usize, said: &str) -> String,
    pub indicator_pace: fn(pace: IndicatorPace, count: usize, share: &str) -> String,
    /// Changes since a day (and its issue).
    pub since: fn(from: Day, issue: Option<u32>, entries: usize, became: Became) -> String,
    pub nothing_done: &'static str,
    /// A reporting round, and how many of how many units reported in time.
    pub reporting: fn(RoundDays, in_time: usize, all: usize) -> String,
    pub missing: fn(&str) -> String,
    pub late: fn(&str) -> String,
    pub days_late: fn(unit: &str, days: i64) -> String,
    pub named: fn(usize) -> String,
}

/// The numbers of milestones that became so since an earlier day.
pub struct Became {
    /// Done or closed.
    pub finished: usize,
    /// Closed.
    pub closed: usize,
    /// Overdue.
    pub overdue: usize,
}

/// The days of a reporting round: those it is about, and the one by which a report is due.
pub struct RoundDays {
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Day,
    /// The due day.
    pub due: Day,
}

/// Words of a reminder.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReminderWords {
    pub title: &'static str,
    pub numbered: fn(year: i32, number: u32) -> String,
    /// The log's text for a reminder: its number and the unit.
    pub recorded: fn(number: &str, unit: &str) -> String,
    /// A number that another letter has meanwhile.
    pub number_taken: fn(&str) -> Note,
    /// The title of one reminder among several, with its copy.
    pub part_title: fn(number: &str, copy: Option<u32>) -> String,
    pub to: &'static str,
    pub reply_by: &'static str,
    pub address: fn(&str) -> String,
    /// The introduction: day, milestones, and these by standing.
    pub intro: fn(as_of: Day, count: usize, counts: &str) -> String,
    /// A standing with its count.
    pub counted: fn(standing: &str, count: usize) -> String,
    pub matter: &'static str,
    pub matter_of: fn(action: &str, milestone: &str) -> String,
    pub late: &'static str,
    pub required: &'static str,
    pub ask: fn(Day) -> String,
    pub contact: fn(Option<&str>) -> String,
    pub seal: &'static str,
    pub receipt: &'static str,
}

/// Words of the page for a leader.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct StatusPageWords {
    pub title: &'static str,
    pub state: &'static str,
    pub period: &'static str,
    pub milestones: &'static str,
    pub finished: &'static str,
    pub lamps: &'static str,
    pub phases: &'static str,
    pub units: &'static str,
    pub indicators: &'static str,
    pub finished_of: fn(finished: u32, owed: u32) -> String,
    /// The day of the last reading, the value, the share covered, and the pace.
    pub indicator_note: fn(on: Day, value: &str, share: Option<String>, pace: &str) -> String,
    pub worst: fn(shown: usize, all: usize) -> String,
}

/// Words of an evaluation.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct EvaluationWords {
    pub title: &'static str,
    pub indicators: &'static str,
    pub items: &'static str,
    pub short: &'static str,
    /// Chapters left to be written by hand.
    pub to_write: [&'static str; 2],
    /// Names of the sheets: indicators, milestones, what is short.
    pub sheets: [&'static str; 3],
    /// `left` are those neither finished nor stopped.
    pub summary: fn(as_of: Day, all: usize, finished: usize, left: usize) -> String,
    pub baseline: &'static str,
    pub read_on: &'static str,
    pub rate: &'static str,
    pub met: &'static str,
    pub is_met: &'static str,
    pub why: &'static str,
}

/// Words of a handover list.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct HandoverWords {
    pub title: &'static str,
    pub open: fn(usize) -> String,
    pub to_accept: fn(usize) -> String,
    pub asked: fn(usize) -> String,
    pub reminders: fn(usize) -> String,
    pub contacts: fn(usize) -> String,
}

/// Words of a calendar.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct CalendarWords {
    pub title: fn(&str) -> String,
    /// A status with a title.
    pub settled: fn(status: &str, title: &str) -> String,
}

/// Messages of `duban report`.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReportCommandWords {
    /// A report's name, by the key of its kind.
    pub kind_name: fn(&str) -> &'static str,
    pub choose: &'static str,
    pub preview_foot: &'static str,
    pub reminder_foot: &'static str,
    pub write_keys: &'static str,
    pub ask_where: &'static str,
    pub file: &'static str,
    /// A format that needs an output file.
    pub needs_output: fn(&str) -> String,
    pub needs_unit: &'static str,
    /// That there is nothing to remind the units of, or anybody.
    pub nobody_late: fn(as_of: Day, units: &str) -> String,
    /// The members through which a collective answers.
    pub members_answer: fn(&[String]) -> String,
    pub issue_taken: fn(u32) -> Note,
    pub does_not_fit: fn(format: &str, why: &str) -> Note,
    pub only_for: fn(option: &str, kind: &str) -> String,
    pub issued: fn(number: u32, path: &Path) -> String,
    pub issued_unrecorded: &'static str,
    pub no_such_issue: fn(number: u32, known: &[u32]) -> Note,
    /// The day from which to report comes after the as-of day.
    pub since_ahead: fn(since: Day, as_of: Day) -> Note,
    /// An issue is already of a later day: its number and day.
    pub issued_later: fn(number: u32, on: Day) -> Note,
    pub reply_by_past: fn(day: Day, as_of: Day) -> Note,
    /// The repository lacks the revision that an issue was made from.
    pub issue_revision_gone: fn(number: u32, on: Day, revision: &str) -> Note,
    /// A plan cannot be read at the revision or day that a report compares with.
    pub unreadable_then: fn(plan: &str, at: &str) -> Note,
    pub never_issued: (&'static str, &'static str),
    /// The first line of a new bulletins.toml.
    pub issues_comment: &'static str,
}
