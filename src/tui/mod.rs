//! The screen: state, update, views, and the thin backend that keeps bytes low.

pub mod term;

mod app;
mod forms;
mod views;

pub use crate::text::View;
pub use app::{
    ChangeLine, Effect, MadePlan, MayWrite, Next, PlanChanges, PlanMaker, PlanSource, Session,
    SessionOptions, State, UserKeys, press, run,
};
pub use forms::ImportReview;
pub use views::{Look, draw};
