//! What a user relies on: one file a promise, all in one binary so that it is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    missing_docs
)]

mod architecture;
mod check;
mod common;
mod source_check;
mod sources;
mod store_bytes;
mod terminal;
mod workspace;
