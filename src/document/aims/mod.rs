//! The numbers that a document aims at.

pub(crate) mod aim;
mod counted_number;
pub(crate) mod course;
pub(crate) mod entries;
pub(crate) mod judging;
mod lost_table;
pub(crate) mod masking;
pub(crate) mod measures;
mod measuring;
pub(crate) mod naming;
pub(crate) mod numbers;
pub(crate) mod printed_numbers;
mod sentence;
mod shared_names;

pub(crate) use entries::read_aims;
