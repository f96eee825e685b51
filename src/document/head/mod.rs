//! What a document says of itself: title, issuer, number, dates, period.

pub(crate) mod dates;
pub(crate) mod facts;
pub(crate) mod phases;
pub(crate) mod title;
