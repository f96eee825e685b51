//! The one way of a deed, whoever asks for it: what is meant and what is said of it ([`Deed`]), judged by the rules of the
//! plan as it is on disk now, and written to all plans or to none ([`record`]); the last one is found ([`last_deed`]) and
//! taken back as a whole.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use duban::plan::{Day, Entry, Occasion, Status};
//! use duban::query::Board;
//! use duban::record::{Deed, record, select};
//! use duban::store::{Fault, Workspace};
//!
//! fn mark_done(plans: &Path, id: &str, today: Day, occasion: &Occasion) -> Result<(), Fault> {
//!     let board = Board::read(&Workspace::open(plans)?, None, today, None);
//!     let Ok(found) = select(&board, id) else {
//!         return Ok(());
//!     };
//!     let entry = Entry {
//!         status: Some(Status::Done),
//!         ..Entry::default()
//!     };
//!     let aims = found.aims.into_iter().map(|(aim, _)| aim);
//!     let deed = Deed::new(aims.map(|aim| aim.add(entry.clone())).collect());
//!     for (target, entry) in &record(&board, occasion, &deed, None)?.judged.ready {
//!         println!("{} of {}", target.full_id(), entry.day());
//!     }
//!     Ok(())
//! }
//! ```

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
