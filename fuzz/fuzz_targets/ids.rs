//! What is typed for an id or a unit.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::ids(input));
