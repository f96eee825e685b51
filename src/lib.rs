//! duban 督办: a government plan and its progress as TOML files in git, and the program that shows what is overdue,
//! whose it is and what has been done.
//!
//! Each folder may use only those above it in this list; `tests/architecture.rs` holds that order.
//!
//! # What is overdue
//!
//! ```
//! use duban::plan::{Day, Standing};
//! use duban::query::{Board, Filter};
//! use duban::store::Workspace;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let as_of: Day = "2025-07-01".parse()?;
//! let workspace = Workspace::open("plans".as_ref())?;
//! let board = Board::read(&workspace, None, as_of, Some("zhangping"));
//! let overdue = Filter {
//!     standings: vec![Standing::Overdue],
//!     ..Filter::default()
//! };
//! for item in board.items(&overdue) {
//!     let Some(it) = item.resolve(&board) else { continue };
//!     let lead = it.action.lead.iter().map(|unit| it.plan.units().name(*unit));
//!     let lead = lead.collect::<Vec<_>>().join("、");
//!     println!("{} {} days, {lead}", it.milestone.id, -item.verdict.days);
//! #   assert!(item.verdict.days < 0);
//! }
//! # assert!(!board.items(&overdue).is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! [`record`] shows how a deed is recorded, [`diff`](mod@diff) how two versions of a plan are compared.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::format_collect,
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
