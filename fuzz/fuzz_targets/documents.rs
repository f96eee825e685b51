//! A file that may hold anything, read as a document and drafted.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &[u8]| checks::documents(input));
