//! The state of the screen, what keys make of it, and what is done outside of it.

mod deed;
mod deed_items;
mod editing;
mod effect;
mod entry_forms;
mod key_table;
mod lists;
mod navigation;
mod parts;
mod pointing;
mod present;
mod run;
mod session;
mod state;
mod update;
mod user_keys;
mod worker;

pub(crate) use deed::{deed_on_each, same_on_each};
pub(crate) use deed_items::SelectedPart;
pub(crate) use editing::PlaceInFile;
pub(crate) use effect::Settlement;
pub(crate) use entry_forms::fields_lacking;
pub(crate) use key_table::{
    BINDINGS, Binding, BindingKind, Command, Key, OnLine, binding_kind, writes,
};
pub(crate) use lists::{
    ChosenOrders, LeaderPage, MainList, Pane, PhaseColumns, Ready, RowKey, RowRef, RowSource,
    UnitList, UnitRow, Who, sort_actions, sort_plans, sort_targets,
};
pub(crate) use parts::{
    DeedHistory, GitStanding, MessageLine, Narrowing, OpenActions, PlansInView, TimeScroll, Zoom,
};
pub(crate) use pointing::{ClickTarget, ClickTargets};
pub(crate) use worker::{Answer, Job, Report, Worker, conflict_in_words, drafts};

pub use effect::Effect;
pub use parts::ChangeLine;
pub use run::{press, run};
pub use session::{MadePlan, MayWrite, Next, PlanMaker, PlanSource, Session, SessionOptions};
pub use state::State;
pub use user_keys::UserKeys;
pub use worker::PlanChanges;
