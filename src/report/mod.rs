//! Outgoing documents: reports as values, the formats that write them, and JSON and CSV for other
//! programs.

pub mod content;
mod export_csv;
pub mod facts;
mod format;
mod input;
mod json;
mod kind;
mod kinds;
mod phrases;
pub mod shares;
mod since;
mod table;

pub use content::ReportDocument;
pub use export_csv::csv_of;
pub use format::{FormatFault, ReportFormat, ReportLine, report_lines};
pub use input::{Issue, Office, ReportInput, ReportRow};
pub use json::{
    ItemJson, ListJson, action_json, counts_json, export_json, indicator_json, item_json,
    list_json, to_text,
};
pub use kind::ReportKind;
pub use kinds::feedback::{feedback, no_feedback};
pub use kinds::reminder::{Letter, LetterItem, no_reminder, reminder, reminder_deed};
pub use phrases::{
    correction_word, day_off_note, entry_line, entry_line_on, figures, postponement_words,
    standing_line, standing_of, units_to_call, value_words,
};
pub use since::Before;

/// Makes a report; reminders cover all units that have any.
pub fn make_report(kind: ReportKind, input: &ReportInput<'_>) -> ReportDocument {
    let mut report = kinds::make(kind, input);
    report.clean();
    report
}
