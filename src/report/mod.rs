//! What goes out: reports as values, formats that write them, and the data for other programs.

mod bulletin;
mod calendar;
mod counts;
mod csv;
pub mod document;
mod evaluation;
pub mod facts;
mod format;
mod handover;
mod input;
mod json;
mod kind;
mod ledger;

mod phrases;
mod reminder;
pub mod shares;
mod since;
mod status;

pub use csv::csv_of;
pub use document::ReportDocument;
pub use format::{FormatFault, ReportFormat};
pub use input::{Issue, Office, ReportInput, ReportRow};
pub use json::{ItemJson, ListJson, export_json, item_json, list_json, plan_json, to_text};
pub use kind::ReportKind;
pub use phrases::{entry_line, figures, standing_line, target_text, value_words};
pub use reminder::{Notice, NoticeItem, reminder, reminder_requests};
pub use since::Before;

/// Makes a report; reminders are of all units that have any.
pub fn make_report(kind: ReportKind, input: &ReportInput<'_>) -> ReportDocument {
    let mut report = match kind {
        ReportKind::Ledger => ledger::ledger(input),
        ReportKind::Bulletin => bulletin::bulletin(input),
        ReportKind::Reminder => reminder(input, &input.notices(None, false)),
        ReportKind::Status => status::status(input),
        ReportKind::Evaluation => evaluation::evaluation(input),
        ReportKind::Handover => handover::handover(input),
        ReportKind::Calendar => calendar::calendar(input),
    };
    report.clean();
    report
}
