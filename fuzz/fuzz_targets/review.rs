//! Two versions of a plan, compared and reviewed.

#![no_main]
#![allow(dead_code)] // each target calls one of the checks

use libfuzzer_sys::fuzz_target;

#[path = "../checks.rs"]
mod checks;

fuzz_target!(|input: &str| checks::compare_and_review(input));
