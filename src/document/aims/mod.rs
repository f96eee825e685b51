//! What a document aims at: numbers, days, cadences.

pub(crate) mod aim;
pub(crate) mod cadence;
pub(crate) mod course;
pub(crate) mod deadlines;
pub(crate) mod entries;
pub(crate) mod figures;
pub(crate) mod judging;
mod lost_table;
pub(crate) mod masking;
pub(crate) mod measures;
mod measuring;
pub(crate) mod naming;
pub(crate) mod numbers;
mod sentence;
mod shared_names;
pub(crate) mod times;

pub(crate) use entries::read_aims;
