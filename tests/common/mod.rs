//! What the promises are tested with.

pub(crate) mod app;
pub(crate) mod duban;
pub(crate) mod kept;
pub(crate) mod packed;
pub(crate) mod pty;
pub(crate) mod stage;

/// Says on the terminal that a test holds nothing here, since it lacks something. `eprintln!` would not do: of tests that
/// pass, what macros print is kept back.
pub(crate) fn skip(lacks: &str) {
    use std::io::Write;
    let test = std::thread::current();
    let test = test.name().unwrap_or_default();
    let line = format!("test {test} ... skipped, needs {lacks}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
