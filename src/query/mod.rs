//! Queries over plans: filters, sorting, alerts, search, and ids as people type them.

pub(crate) mod alerts;
pub(crate) mod board;
pub(crate) mod filter;
pub(crate) mod item;
pub(crate) mod listed_milestone;
pub(crate) mod one_by_one;
mod owed_report;
pub(crate) mod plan_handle;
pub(crate) mod plan_preview;
pub mod search;
pub(crate) mod sort;
pub(crate) mod trouble;
pub(crate) mod typed;
pub(crate) mod unit_tally;
mod unreported;

pub use alerts::{AlertGroup, AlertRow, Alerts};
pub use board::Board;
pub use filter::Filter;
pub use item::{Item, MilestonePlace, ResolvedItem};
pub use listed_milestone::ListedMilestone;
pub use one_by_one::{Among, one_by_one};
pub use owed_report::OwedReport;
pub use plan_handle::{OpenPlan, PlanHandle};
pub use plan_preview::PlanPreview;
pub use search::index::{SearchHits, SearchIndex, SearchedTexts};
pub use search::needle::Needle;
pub use search::pinyin::spelled;
pub use sort::{Rank, SortBy, sort_items};
pub use trouble::Trouble;
pub use typed::days_and_numbers::{
    parse_day, parse_day_from, parse_increase, parse_next_day_from, parse_number,
    parse_past_day_from, says_today,
};
pub use typed::ids::{Located, Unlocated, locate};
pub use typed::units::{UnitInPlan, UnitMatch, is_same_unit, match_unit};
pub use unit_tally::UnitTally;
pub use unreported::Unreported;
