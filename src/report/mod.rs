//! What goes out: reports as values, formats that write them, and the data for other programs.

mod csv;
pub mod document;
pub mod facts;
mod format;
mod handover;
mod input;
mod json;
mod kind;
mod ledger;
mod phrases;

pub use csv::csv_of;
pub use document::ReportDocument;
pub use format::{FormatFault, ReportFormat};
pub use input::{Office, ReportInput};
pub use json::{ItemJson, ListJson, export_json, item_json, list_json, plan_json, to_text};
pub use kind::ReportKind;
pub use phrases::{entry_line, figures, standing_line, target_text};

/// Makes a report.
pub fn make_report(kind: ReportKind, input: &ReportInput<'_>) -> ReportDocument {
    let mut report = match kind {
        ReportKind::Ledger => ledger::ledger(input),
        ReportKind::Handover => handover::handover(input),
    };
    report.clean();
    report
}
