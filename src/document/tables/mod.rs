//! Tables: lists of tasks, and numbers with their years.

mod cell_number;
pub(crate) mod column_kind;
mod column_time;
pub(crate) mod columns;
pub(crate) mod indicators;
mod name_measure;
mod named_number;
mod number_column;
mod numbers_below;
mod row_values;
mod settled_kinds;
mod sub_headings;
pub(crate) mod tasks;
pub(crate) mod unit_rows;
mod value_row;
