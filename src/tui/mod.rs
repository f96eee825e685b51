//! The screen: state, update, views, and the thin backend that keeps bytes low.

pub mod backend;
pub mod input;
pub mod keys;
pub mod terminal;
pub mod wide;

mod pen;
mod signals;
