//! The kinds of reports, one file each; none depends on a format.

mod bulletin;
mod calendar;
mod counts;
mod evaluation;
pub(crate) mod feedback;
mod handover;
mod ledger;
pub(crate) mod reminder;
mod status;

use super::{ReportDocument, ReportInput, ReportKind};

/// Makes a report; reminders cover all units that have any, a feedback sheet the unit that leads most.
pub(super) fn make(kind: ReportKind, input: &ReportInput<'_>) -> ReportDocument {
    let mut report = match kind {
        ReportKind::Ledger => ledger::ledger(input),
        ReportKind::Bulletin => bulletin::bulletin(input),
        ReportKind::Reminder => reminder::reminders_of_all(input),
        ReportKind::Feedback => feedback::feedback_of_one(input),
        ReportKind::Status => status::status(input),
        ReportKind::Evaluation => evaluation::evaluation(input),
        ReportKind::Handover => handover::handover(input),
        ReportKind::Calendar => calendar::calendar(input),
    };
    // What lists nothing says so.
    if report.parts.is_empty() && report.subtitle.is_empty() {
        report.subtitle = vec![input.words.report.none.to_owned()];
    }
    report
}
