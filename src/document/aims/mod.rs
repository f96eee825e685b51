//! What a document aims at: numbers, days, cadences.

pub(crate) mod aim;
pub(crate) mod context;
pub(crate) mod deadlines;
pub(crate) mod entries;
pub(crate) mod figures;
pub(crate) mod measures;
pub(crate) mod numbers;

pub(crate) use entries::read_aims;
