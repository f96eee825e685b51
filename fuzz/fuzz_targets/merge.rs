//! Three versions of a plan file: a merge ends in TOML or in a fault, and keeps what both sides have.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::merge(input));
