//! Sheets that come back: a unit's 进展反馈表, or a ledger that an office kept before; cells to entries, each with its
//! place.
//!
//! In this order: `grid` reads cells, `titles` and `headings` find the columns, `answers` makes a row of them,
//! `row_reader` finds out whose and of which day it is, `row_draft` makes its entry, `sheet_draft` all entries of a file.

mod answers;
mod cells;
mod csv_sheet;
mod grid;
mod headings;
mod measure;
mod names_on_sheet;
mod other_plan;
mod own_ledger;
mod period;
mod reporter_lines;
mod row_draft;
mod row_reader;
mod sheet_draft;
mod sheet_period;
mod titles;

pub use answers::{FeedbackAnswers, MadeOf, SheetAnswer, SheetOrigin, feedback_answers};
pub use grid::{SheetGrid, SheetValue, read_sheets};
pub use headings::ColumnMap;
pub use names_on_sheet::NameOnSheet;
pub use own_ledger::{LedgerMatch, UnmatchedRow, match_ledger};
pub use sheet_draft::{CellFault, FieldChange, SheetChange, SheetDraft, Speaker, draft};

use crate::text::SheetField;
