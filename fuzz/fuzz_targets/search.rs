//! What is typed for a search, and the text that it is looked for in.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::search(input));
