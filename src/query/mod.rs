//! Filters, sorting, grouping; search in Chinese, pinyin and initials.

pub mod haystack;
pub mod search;

mod alert_list;
mod alerts;
mod alphabet;
mod beginnings;
mod board;
mod filter;
mod fold;
mod glance;
mod item;
mod known;
mod locate;
mod one_by_one;
mod pinyin;
mod search_index;
mod shown;
mod sort;
mod trouble;
mod typed;
mod unit_match;

pub use alert_list::{AlertList, AlertRow};
pub use alerts::{AlertGroup, Alerts};
pub use board::Board;
pub use filter::{Filter, Role};
pub use glance::Glance;
pub use item::{Item, Resolved};
pub use locate::{Located, locate};
pub use one_by_one::{Among, one_by_one};
pub use pinyin::spelled;
pub use search::Needle;
pub use search_index::{Found, SearchIndex};
pub use shown::Shown;
pub use sort::{Rank, SortBy, sort_items};
pub use trouble::Trouble;
pub use typed::{parse_day, parse_number};
pub use unit_match::{UnitMatch, match_unit};
