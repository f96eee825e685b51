//! A progress.toml that may hold anything: a deed adds its line, and taking it out gives the log back.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::splice_and_back(input));
