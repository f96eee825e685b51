//! The two files of a plan: reading them ends in a plan or in problems, and a deed keeps every entry.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::files(input));
