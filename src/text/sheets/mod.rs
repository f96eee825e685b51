//! Columns of ledgers and of sheets that come back, and why a cell is refused.

mod cell_refusal;
pub(crate) mod hidden_sheet;
mod ledger_column;
mod sheet_field;

pub use cell_refusal::{CellRefusal, SheetConflict};
pub use ledger_column::LedgerColumn;
pub use sheet_field::SheetField;
