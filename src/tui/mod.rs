//! The screen: state, update, views, and the thin backend that keeps bytes low.

pub mod backend;
pub mod wide;

mod pen;
