//! What a user relies on: one file a promise, all in one binary so that it is linked once.
#![allow(
    clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::format_collect,
    clippy::format_push_string, missing_docs
)]

mod any_input;
mod apply;
mod apply_held;
mod apply_ledger;
mod apply_told;
mod architecture;
mod check;
mod cli_bad_input;
mod cli_deeds;
mod cli_demo;
mod cli_history;
mod cli_hostile;
mod cli_import;
mod cli_json;
mod cli_list;
mod cli_mark;
mod cli_options;
mod cli_overdue;
mod cli_shell;
mod cli_true_words;
mod cli_words;
mod common;
mod diff;
mod docs;
mod git_astray;
mod git_carried;
mod git_commit;
mod git_deleted;
mod git_left_alone;
mod git_links;
mod git_merge;
mod git_moved;
mod git_numbers;
mod git_pairs;
mod git_read;
mod git_renamed;
mod git_resolve;
mod git_shared_ids;
mod git_submodules;
mod git_support;
mod git_sync;
mod git_true_history;
mod glossary;
mod import;
mod import_formats;
mod index;
mod ledger;
mod limits;
mod numbers;
mod one_count;
mod output_file;
#[cfg(unix)]
mod own_files;
mod own_parts;
mod plan_repository;
#[cfg(unix)]
mod reliability;
mod report;
mod report_counts;
mod report_limits;
mod report_parts;
mod reporting;
mod review;
mod screen;
mod source_check;
mod sources;
mod store_bytes;
mod summaries;
mod terminal;
mod unreadable;
mod withdrawn;
mod workspace;
