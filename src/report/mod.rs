//! The data for others: a board in, bytes out.

mod json;

pub use json::{ItemJson, ListJson, export_json, item_json, list_json, plan_json, to_text};
