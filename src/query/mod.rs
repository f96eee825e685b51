//! Filters, sorting, grouping; search in Chinese, pinyin and initials.

pub mod haystack;
pub mod search;

mod fold;
mod pinyin;
