//! Filters, sorting, grouping; search in Chinese, pinyin and initials.

pub mod haystack;
pub mod search;

mod board;
mod filter;
mod fold;
mod item;
mod locate;
mod pinyin;
mod search_index;
mod typed;
mod unit_match;

pub use board::{Board, Shown};
pub use filter::{Filter, Role};
pub use item::{Item, Resolved, SortBy, sort_items};
pub use locate::{Located, locate};
pub use pinyin::spelled;
pub use search::Needle;
pub use search_index::{Found, SearchIndex};
pub use typed::{parse_day, parse_number};
pub use unit_match::{UnitMatch, match_unit};
