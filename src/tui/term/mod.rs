//! The terminal: keys and signals in, as few bytes as possible out.

pub mod backend;
pub(crate) mod editor;
pub mod input;
pub mod keys;
pub mod terminal;
pub mod wide;

mod burst;
mod pen;
mod signals;
