//! Search in Chinese, pinyin and initials.

pub(crate) mod alphabet;
pub(crate) mod beginnings;
pub(crate) mod fold;
pub mod haystack;
pub(crate) mod index;
pub(crate) mod known;
pub mod needle;
pub(crate) mod pinyin;
