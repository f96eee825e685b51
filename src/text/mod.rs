//! The words of the program and how text fits a terminal.

pub mod ambiguous;
pub mod clean;
pub mod width;
