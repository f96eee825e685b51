//! The data for others: a board in, bytes out.

mod csv;
mod json;
mod phrases;

pub use csv::csv_of;
pub use json::{ItemJson, ListJson, export_json, item_json, list_json, plan_json, to_text};
pub use phrases::{entry_line, figures, standing_line, target_text};
