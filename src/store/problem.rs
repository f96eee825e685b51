//! A problem in a file with its place, and problems as they are collected.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::store::toml_reader::fields::Spot;
use crate::text::{ExpectedValue, Flaw, Lang, Limited, Severity};

/// A flaw with its file and position.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// Byte range in the file's text; empty for the whole file.
    pub span: Range<usize>,
    /// The flaw.
    pub flaw: Flaw,
}

impl Problem {
    /// Makes a problem of a whole file.
    pub fn of_file(file: &Path, flaw: Flaw) -> Self {
        Self {
            file: file.to_owned(),
            span: 0..0,
            flaw,
        }
    }

    /// Returns whether the whole file is meant.
    pub fn is_of_whole_file(&self) -> bool {
        self.span == (0..0) && !matches!(self.flaw, Flaw::NotUtf8 { .. } | Flaw::CutShort)
    }

    /// Returns whether this is an error, not a warning.
    pub fn is_error(&self) -> bool {
        self.flaw.severity() == Severity::Error
    }
}

/// Shows the file and the flaw in English, without the hint.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let note = (Lang::En.words().flaw)(&self.flaw);
        write!(f, "{}: {}", self.file.display(), note.what)
    }
}

impl Error for Problem {}

/// The most flaws at one position that are searched for duplicates.
const SAME_PLACE: usize = 16;

/// The flaws found in one text, with their spans.
#[derive(Debug, Default)]
pub(crate) struct Flaws {
    pub(crate) found: Vec<(Range<usize>, Flaw)>,
    /// Whether a flaw makes the file unusable.
    pub(crate) fatal: bool,
    /// The number of flaws beyond [`MOST_TOLD`], and whether one of them is an error.
    untold: (usize, bool),
}

/// The most flaws reported per file: nobody reads more.
pub(crate) const MOST_TOLD: usize = 300;

impl Flaws {
    pub(crate) fn note(&mut self, span: Range<usize>, flaw: Flaw) {
        if self.is_full() {
            self.untold.0 += 1;
            self.untold.1 |= flaw.severity() == Severity::Error;
        } else {
            self.found.push((span, flaw));
        }
    }

    /// Reports keys of the file itself that were written below a header, where they have no effect. It is an error if
    /// the file says nothing without them (`needed`).
    pub(crate) fn tell_keys_below(&mut self, absent: &[&str], needed: &[&str]) {
        for (_, flaw) in &mut self.found {
            if let Flaw::UnknownKey { key, .. } = flaw
                && absent.contains(&key.as_str())
            {
                *flaw = Flaw::KeyBelow {
                    is_needed: needed.contains(&key.as_str()),
                    key: std::mem::take(key),
                };
            }
        }
    }

    /// Returns whether further flaws are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST_TOLD
    }

    /// Adds that a key is missing.
    pub(crate) fn missing(&mut self, span: Range<usize>, key: &str) {
        let key = key.to_owned();
        self.note(span, Flaw::MissingKey { key });
    }

    /// Adds that a value is of another type.
    pub(crate) fn wrong_type(&mut self, span: Range<usize>, key: &str, wanted: ExpectedValue) {
        let key = key.to_owned();
        self.note(span, Flaw::WrongType { key, wanted });
    }

    /// Adds that a value is not one of those allowed.
    pub(crate) fn bad_value<T: ToString>(
        &mut self,
        spot: Spot<T>,
        key: &str,
        allowed: Vec<String>,
    ) {
        let (key, value) = (key.to_owned(), spot.value.to_string());
        let flaw = Flaw::BadValue {
            key,
            value,
            allowed,
        };
        self.note(spot.span, flaw);
    }

    /// Adds a flaw that makes the file unusable.
    pub(crate) fn fatal(&mut self, span: Range<usize>, flaw: Flaw) {
        self.fatal = true;
        // Always reported, even beyond the limit.
        self.found.push((span, flaw));
    }

    /// Checks a count against a limit before anything is built; returns true if it is within.
    pub(crate) fn within(
        &mut self,
        span: Range<usize>,
        (what, count): (Limited, usize),
        limit: usize,
    ) -> bool {
        if count > limit {
            self.fatal(span, Flaw::TooMany { what, count, limit });
        }
        count <= limit
    }

    pub(crate) fn in_file(self, file: &Path) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .found
            .into_iter()
            .map(|(span, flaw)| Problem {
                file: file.to_owned(),
                span,
                flaw,
            })
            .collect();
        problems.sort_by_key(|problem| problem.span.start);
        // A value read for two purposes is reported once.
        let mut kept: Vec<Problem> = Vec::with_capacity(problems.len());
        for problem in problems {
            let same_place = kept
                .iter()
                .rev()
                .take_while(|known| known.span.start == problem.span.start);
            if !same_place.take(SAME_PLACE).any(|known| *known == problem) {
                kept.push(problem);
            }
        }
        let (count, has_errors) = self.untold;
        if count > 0 {
            let flaw = Flaw::MoreFlaws { count, has_errors };
            kept.push(Problem::of_file(file, flaw));
        }
        kept
    }
}
