//! `check --source` finds what is wrong: deliberate mistakes, each made on a copy.

mod example;
mod five;
mod slips;
mod spoilt;
