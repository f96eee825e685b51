//! The single way to record something, for command line, screen and sheet alike.
//!
//! A [`Deed`] says what is to be recorded. [`record`] judges it by the rules, against the plans as they are on disk,
//! and writes it to all plans or to none. [`last_deed`] finds the last one, which is taken back as a whole.
//!
//! ```
//! use duban::plan::{Day, Entry, Occasion, Status};
//! use duban::query::{Board, locate};
//! use duban::record::{Deed, record, select};
//! use duban::store::Workspace;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let plans = folder.path().join("plans");
//! # std::fs::create_dir_all(plans.join("zhangping"))?;
//! # for file in ["plan.toml", "progress.toml"] {
//! #     std::fs::copy(format!("plans/zhangping/{file}"), plans.join("zhangping").join(file))?;
//! # }
//! let today: Day = "2025-07-01".parse()?;
//! let occasion = Occasion {
//!     now: today.and_hms_opt(9, 0, 0).expect("nine o'clock").and_utc().fixed_offset().into(),
//!     day: None,
//!     unit: None,
//!     who: Some("张三".to_owned()),
//! };
//! let entry = Entry {
//!     status: Some(Status::Doing),
//!     ..Entry::default()
//! };
//!
//! let board = Board::read(&Workspace::open(&plans)?, None, today, None);
//! let named = locate(&board, "zhangping:3.1.1/launch").expect("the plan has this id");
//! let found = select(&board, &named).expect("it is a milestone");
//! let items = found.milestones.into_iter().map(|it| it.item);
//! let deed = Deed::new(items.map(|item| item.add(entry.clone())).collect());
//! let recorded = record(&board, &occasion, &deed, None)?;
//! for it in &recorded.judged.ready {
//!     println!("{} of {}", it.log.full_id(), it.entry.day());
//! }
//! # assert_eq!(recorded.judged.ready.len(), 1);
//! # Ok(())
//! # }
//! ```

mod deed;
mod deed_notes;
mod judge;
mod judged;
mod letters;
mod seen;
mod select;
#[cfg(test)]
mod tests;
mod undo;
mod write;

pub use deed::{Act, Deed, DeedItem, Request, SinceRequest, Skips, on_each};
pub use deed_notes::DeedNotes;
pub use judge::judge;
pub use judged::{DoneBefore, Judged, Overruled, RefusedRequest};
pub use seen::Seen;
pub use select::{Selected, Selection, select, select_by, status_of};
pub use undo::{Elsewhere, FoundDeed, LastDeed, Undoing, last_deed, unrecorded};
pub use write::{Recorded, Undone, Unnoted, record, redo, take_back};
