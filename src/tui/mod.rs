//! The screen: state, update, views, and the thin backend that keeps bytes low.

pub mod backend;
pub mod input;
pub mod keys;
pub mod terminal;
pub mod wide;

mod ask;
mod changes;
mod command;
mod deed;
mod detail;
mod effect;
mod field;
mod frame;
mod layers;
mod list;
mod message;
mod moved;
mod paint;
mod pane;
mod pen;
mod place;
mod ready;
mod rebuild;
mod rows;
mod run;
mod session;
mod signals;
mod state;
mod update;
mod view;
mod views;
mod worker;

pub use changes::ChangeLine;
pub use effect::Effect;
pub use frame::draw;
pub use paint::Look;
pub use ready::Work;
pub use run::{press, run};
pub use session::{Next, Session};
pub use state::State;
pub use view::View;
pub use worker::{PlanChanges, Report};
