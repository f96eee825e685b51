//! duban 督办: a government plan and its progress as TOML files in git, and the program that shows what is overdue,
//! whose it is and what has been done.
//!
//! Each folder may use only those above it in this list; `tests/architecture.rs` holds that order.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::format_collect,
        clippy::approx_constant
    )
)]

pub mod plan;

pub mod text;

pub mod store;

pub mod cache;

pub mod diff;

pub mod review;

pub mod merge;

pub mod git;

pub mod query;

pub mod record;

pub mod document;

pub mod import;

pub mod report;

pub mod demo;

pub mod tui;

pub mod cli;
