//! What a user relies on: one file a promise, all in one binary so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod git_commit;
mod git_merge;
mod git_read;
mod git_resolve;
mod git_support;
mod git_sync;
