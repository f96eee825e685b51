//! The one way of a deed, whoever asks for it: what is meant and what is said of it ([`Deed`]), judged by the rules of the
//! plan as it is on disk now, and written to all plans or to none ([`record`]); the last one is found ([`last_deed`]) and
//! taken back as a whole.

mod deed;
mod judge;
mod last;
mod past_deeds;
mod select;
#[cfg(test)]
mod tests;
mod write;

pub use deed::{Act, Deed, DeedAim, LogRef, Request, Seen};
pub use judge::{Judged, judge, speakers};
pub use last::{LastDeed, last_deed, unrecorded};
pub use past_deeds::PastDeeds;
pub use select::{Selection, select, select_by, status_of};
pub use write::{Recorded, record, redo, take_back};
