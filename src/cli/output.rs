//! The output of a command: cleaned, buffered, coloured, and paged where it does not fit.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::sync::RwLock;

use clap::Subcommand as _;
use serde::Serialize;

use crate::plan::Lamp;
use crate::report::to_text;
use crate::text::{CleanText, Words, clean, cut, shell_word};

use super::commands::Command;
use super::pager;

/// The bytes of output that are written at once.
const BUFFER: usize = 64 << 10;

/// The output of a command. All text from plans passes through it, so that no control character reaches
/// a terminal.
pub(super) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    colour: bool,
    columns: Option<usize>,
    error: Option<io::Error>,
    has_recorded: bool,
    /// Output held back until it is known whether it fits on the screen.
    held: Option<HeldOutput>,
}

/// Output that may go to a pager, and the messages to follow.
#[derive(Default)]
struct HeldOutput {
    text: Vec<u8>,
    notes: Vec<String>,
}

/// The use of colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

impl ColourChoice {
    /// The values of `--color`.
    pub(super) const KEYS: [(Self, &'static str); 3] = [
        (Self::Auto, "auto"),
        (Self::Always, "always"),
        (Self::Never, "never"),
    ];
}

/// Returns whether the user asks all programs for no colour.
pub(super) fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

impl Output {
    /// Opens standard output; lines of items are cut only on a terminal, and long output goes to a pager if
    /// `pages` is set.
    pub(super) fn stdout(colour: ColourChoice, pages: bool) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Self {
            out: BufWriter::with_capacity(BUFFER, stdout.lock()),
            colour: match colour {
                ColourChoice::Auto => is_terminal && !no_colour(),
                ColourChoice::Always => true,
                ColourChoice::Never => false,
            },
            columns: is_terminal.then(|| usize::from(screen_size().0)),
            error: None,
            has_recorded: false,
            held: (pages && is_terminal && io::stdin().is_terminal()).then(HeldOutput::default),
        }
    }

    /// Notes that a deed is recorded, whether or not the following output succeeds.
    pub(super) fn recorded(&mut self) {
        self.has_recorded = true;
    }

    /// Notes that the recorded deed was taken back.
    pub(super) fn taken_back(&mut self) {
        self.has_recorded = false;
    }

    /// Returns whether a deed was recorded.
    pub(super) fn has_recorded(&self) -> bool {
        self.has_recorded
    }

    /// Returns the width of a line; `None` for a pipe or file, where lines are not cut.
    pub(super) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Prints a line of text, cleaned.
    pub(super) fn line(&mut self, text: &str) {
        let text = clean(text);
        self.put(&text);
        self.put("\n");
    }

    /// Prints text for programs (JSON, CSV, completions) without cleaning it.
    pub(super) fn raw(&mut self, text: &str) {
        self.put(text);
    }

    /// Prints a value as JSON.
    pub(super) fn json<T: Serialize>(&mut self, value: &T) {
        self.put(&to_text(value));
        self.put("\n");
    }

    /// Prints bytes for programs.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        if let Some(held) = &mut self.held {
            held.text.extend_from_slice(bytes);
        } else if self.error.is_none()
            && let Err(error) = self.out.write_all(bytes)
        {
            self.error = Some(error);
        }
    }

    /// Prints a line that starts with a lamp.
    pub(super) fn lamp_line(&mut self, indent: &str, lamp: Lamp, words: &Words, rest: &CleanText) {
        let sign = (words.lamp)(lamp);
        let rest = rest.as_str().trim_end();
        let (on, off) = if self.colour {
            (colour_of(lamp), "\u{1b}[0m")
        } else {
            ("", "")
        };
        for part in [indent, on, sign, off, " ", rest, "\n"] {
            self.put(part);
        }
    }

    /// Prints a message after the output so far.
    pub(super) fn note(&mut self, text: &str) {
        if let Some(held) = &mut self.held {
            held.notes.push(text.to_owned());
            return;
        }
        if self.error.is_none()
            && let Err(error) = self.out.flush()
        {
            self.error = Some(error);
        }
        message(text);
    }

    /// Flushes the output so far; fails if any of it could not be written.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.release();
        match self.error.take() {
            Some(error) => Err(error),
            None => self.out.flush(),
        }
    }

    /// Prints held-back output directly.
    fn release(&mut self) {
        if let Some(held) = self.held.take() {
            self.bytes(&held.text);
            for note in held.notes {
                self.note(&note);
            }
        }
    }

    /// Shows output in a pager if it does not fit on the screen.
    fn page(&mut self) {
        let rows = usize::from(screen_size().1);
        let is_long = |held: &HeldOutput| memchr::memchr_iter(b'\n', &held.text).count() >= rows;
        if let Some(held) = self.held.take_if(|held| is_long(held)) {
            if !pager::show(&held.text) {
                self.bytes(&held.text);
            }
            for note in held.notes {
                self.note(&note);
            }
        }
        self.release();
    }

    fn put(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Flushes everything. A closed pipe is not an error: `duban list | head`.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.page();
        let flushed = self.out.flush();
        match self.error.map_or(flushed, Err) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// Returns columns and rows of the terminal; 80 by 24 if unknown.
fn screen_size() -> (u16, u16) {
    let known = |size: u16, usual: u16| if size == 0 { usual } else { size };
    // Where there is no terminal, `size` would start a program to ask.
    #[cfg(unix)]
    let asked = crossterm::terminal::window_size().map(|size| (size.columns, size.rows));
    #[cfg(not(unix))]
    let asked = crossterm::terminal::size();
    let (columns, rows) = asked.unwrap_or_default();
    (known(columns, 80), known(rows, 24))
}

fn colour_of(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Red => "\u{1b}[31m",
        Lamp::Yellow => "\u{1b}[33m",
        Lamp::Green => "\u{1b}[36m",
        Lamp::Grey | Lamp::Stopped => "\u{1b}[90m",
        Lamp::Done | Lamp::Closed => "\u{1b}[34m",
    }
}

/// The folder of plans that was named, quoted for the shell.
static NAMED_PLANS: RwLock<Option<String>> = RwLock::new(None);

/// Lets every hint name the folder of plans too, without which it would lead to other plans or to none. The last one
/// named counts: with `--plans A import --into B`, hints name B.
pub(super) fn name_plans(plans: &Path) {
    if let Ok(mut named) = NAMED_PLANS.write() {
        *named = Some(shell_word(plans));
    }
}

/// Returns a message whose commands on plans name the folder of plans.
fn with_plans(line: &str) -> Cow<'_, str> {
    let named = NAMED_PLANS.read().ok();
    let Some(plans) = named.as_ref().and_then(|named| named.as_ref()) else {
        return Cow::Borrowed(line);
    };
    let mut parts = line.split("duban ");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for command in parts {
        said += "duban ";
        if is_on_plans(command) {
            said += &format!("--plans {plans} ");
        }
        said += command;
    }
    Cow::Owned(said)
}

/// Returns whether a command line, without the program's name, is about plans that are there.
fn is_on_plans(command: &str) -> bool {
    const NEED_NONE: [&str; 8] = [
        "completions", "config", "demo", "help", "import", "init", "man", "schema",
    ];
    let end = command.find(|c: char| !c.is_ascii_alphabetic());
    let name = &command[..end.unwrap_or(command.len())];
    command.starts_with("--plan ")
        || command.starts_with("import --review")
        || Command::has_subcommand(name) && !NEED_NONE.contains(&name)
}

/// Asks a question on the terminal and returns the answer; `None` where nobody can be asked.
#[allow(clippy::print_stderr)] // beside `message`, the one place that does
pub(super) fn ask(question: &str) -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    eprint!("{} ", clean(question));
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    Ok(Some(typed.trim().to_owned()))
}

/// Prints a message to standard error, so that piped output stays clean.
pub(super) fn message(text: &str) {
    let mut stderr = io::stderr().lock();
    for line in text.lines() {
        let line = &with_plans(line);
        // If standard error is closed, there is nowhere to report it.
        let _ = writeln!(stderr, "{}", clean(line));
    }
}

/// The columns of a message that is overwritten: a line that is longer than the terminal would stay.
const PASSING_COLUMNS: usize = 78;

/// Prints a message that the next one overwrites; only on a terminal.
#[allow(clippy::print_stderr)] // beside `message`, the one place that does
pub(super) fn passing(text: &str) {
    if io::stderr().is_terminal() {
        let line = cut(&clean(text.trim()), PASSING_COLUMNS).into_owned();
        eprint!("\r{line}\u{1b}[K\r");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_on_plans_is_told_from_one_that_needs_none() {
        for command in [
            "reading records", "units", "review HEAD", "import --review", "--plan a log",
        ] {
            assert!(is_on_plans(command), "{command}");
        }
        for command in ["config shows", "import 方案.docx", "demo", "writes it", ""] {
            assert!(!is_on_plans(command), "{command}");
        }
    }
}
