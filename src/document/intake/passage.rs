//! What a file holds, in its order: paragraphs and tables.

use crate::document::{SourceLine, SourceTable};

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Passage {
    /// A paragraph.
    Line(SourceLine),
    /// A table.
    Table(SourceTable),
}

impl Passage {
    /// Returns a paragraph of plain text.
    pub(crate) fn plain(text: impl Into<String>, line_no: usize) -> Self {
        Self::Line(SourceLine {
            text: text.into(),
            line_no,
            ..SourceLine::default()
        })
    }

    /// Returns the paragraph that it is.
    pub(crate) fn line(&self) -> Option<&SourceLine> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) => None,
        }
    }

    pub(crate) fn line_mut(&mut self) -> Option<&mut SourceLine> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) => None,
        }
    }

    /// Returns the line or row of the file that it begins on.
    pub(crate) fn line_no(&self) -> usize {
        match self {
            Self::Line(line) => line.line_no,
            Self::Table(table) => table.rows.first().map_or(0, |row| row.line_no),
        }
    }
}

/// Returns the paragraphs alone, for tests.
#[cfg(test)]
pub(crate) fn texts(passages: &[Passage]) -> Vec<&str> {
    passages
        .iter()
        .filter_map(Passage::line)
        .map(|line| line.text.as_str())
        .collect()
}

/// Returns the tables alone, for tests.
#[cfg(test)]
pub(crate) fn tables(passages: &[Passage]) -> Vec<&SourceTable> {
    passages
        .iter()
        .filter_map(|passage| match passage {
            Passage::Line(_) => None,
            Passage::Table(table) => Some(table),
        })
        .collect()
}

/// Makes paragraphs of the lines of a text, for tests.
#[cfg(test)]
pub(crate) fn passages(text: &str) -> Vec<Passage> {
    text.lines()
        .enumerate()
        .map(|(at, line)| Passage::plain(line, at + 1))
        .collect()
}
