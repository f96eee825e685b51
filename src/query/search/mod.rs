//! Search by Chinese characters, pinyin and initials.

pub(crate) mod fold;
pub(crate) mod index;
pub mod needle;
pub(crate) mod pinyin;
pub(crate) mod word_steps;
