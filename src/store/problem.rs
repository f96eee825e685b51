use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::{Flaw, Lang, Limited, Severity};

/// A flaw with its place: which file, and where in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// Byte range in the file's text; empty where the whole file is meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub flaw: Flaw,
}

impl Problem {
    /// A flaw of a whole file.
    pub fn of_file(file: &Path, flaw: Flaw) -> Self {
        Self {
            file: file.to_owned(),
            span: 0..0,
            flaw,
        }
    }

    /// Returns whether the file as a whole is meant, not a place in it.
    pub fn is_of_whole_file(&self) -> bool {
        self.span == (0..0) && !matches!(self.flaw, Flaw::NotUtf8 { .. } | Flaw::CutShort)
    }

    /// Returns whether it is an error, not a warning.
    pub fn is_error(&self) -> bool {
        self.flaw.severity() == Severity::Error
    }
}

/// Says the file and the flaw in English, without the hint.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let note = (Lang::En.words().flaw)(&self.flaw);
        write!(f, "{}: {}", self.file.display(), note.what)
    }
}

impl Error for Problem {}

/// How many flaws of one place are looked through for a double; nothing is read for more purposes.
const SAME_PLACE: usize = 16;

/// The flaws found in one text, each with its span.
#[derive(Debug, Default)]
pub(crate) struct Flaws {
    pub(crate) found: Vec<(Range<usize>, Flaw)>,
    /// Something is missing without which nothing can be made of the file.
    pub(crate) fatal: bool,
    /// How many were found after the most that are told, and whether an error was among them.
    untold: (usize, bool),
}

/// How many flaws of a file are told: nobody reads more, and a file could have one a line.
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

    /// Returns whether more flaws are counted and not told.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST_TOLD
    }

    /// Notes a flaw after which the file cannot be used.
    pub(crate) fn fatal(&mut self, span: Range<usize>, flaw: Flaw) {
        self.fatal = true;
        // What makes the file useless is always told.
        self.found.push((span, flaw));
    }

    /// Refuses what there is too much of before anything is made of it; tells whether it may be read.
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
        // A value that is read for two purposes is wrong once.
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
