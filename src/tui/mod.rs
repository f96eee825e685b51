//! The screen: state, update, views, and the thin backend that keeps bytes low.

pub mod term;

mod app;
mod forms;
mod views;

pub use crate::text::View;
pub use app::effect::Effect;
pub use app::key_map::KeyMap;
pub use app::lists::ready::Work;
pub use app::parts::git_standing::ChangeLine;
pub use app::run::{press, run};
pub use app::session::{MadePlan, Next, PlanMaker, PlanSource, Session};
pub use app::state::State;
pub use app::worker::{PlanChanges, Report};
pub use forms::ImportReview;
pub use views::frame::draw;
pub use views::paint::Look;
