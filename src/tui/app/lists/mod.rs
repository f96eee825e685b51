//! The lists of the views and their cursors.

mod cursor;
mod leader;
mod main_list;
mod order;
mod pane;
mod phase_columns;
mod ready;
mod rebuild;
mod resume;
mod row_key;
mod rows;
mod search;
mod unit_list;

pub(crate) use leader::LeaderPage;
pub(crate) use main_list::MainList;
pub(crate) use order::{ChosenOrders, sort_actions, sort_plans, sort_targets};
pub(crate) use pane::Pane;
pub(crate) use phase_columns::PhaseColumns;
pub(crate) use ready::Ready;
pub(crate) use row_key::RowKey;
pub(crate) use rows::{RowRef, RowSource, UnitRow, Who};
pub(crate) use unit_list::UnitList;
