use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::{Flaw, Lang, Severity};

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

    /// Whether the file as a whole is meant, not a place in it.
    pub fn is_of_whole_file(&self) -> bool {
        self.span == (0..0) && !matches!(self.flaw, Flaw::NotUtf8 { .. } | Flaw::CutShort)
    }

    /// Whether it is an error, not a warning.
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
}

impl Flaws {
    pub(crate) fn note(&mut self, span: Range<usize>, flaw: Flaw) {
        self.found.push((span, flaw));
    }

    /// Notes a flaw after which the file cannot be used.
    pub(crate) fn fatal(&mut self, span: Range<usize>, flaw: Flaw) {
        self.fatal = true;
        self.note(span, flaw);
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
        kept
    }
}
