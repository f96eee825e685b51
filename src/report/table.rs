//! The tables of a report: columns, cells and what is filled in by hand.

use std::borrow::Cow;

use serde::Serialize;

use crate::plan::{Day, Lamp, Number};

use super::content::clean_text;

/// A table with a header row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportTable {
    /// The text above it.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<TableCell>>,
    /// Whether the last row is a total.
    pub has_total: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableColumn {
    /// The key for programs, the same in every language.
    pub key: Cow<'static, str>,
    /// The heading.
    pub title: String,
    /// The preferred width in terminal columns; a Chinese character takes two.
    pub width: u16,
    /// The alignment of its cells.
    pub align: ColumnAlign,
    /// The input it takes. In a sheet with such a column all other columns are protected.
    pub input: Option<CellInput>,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnAlign {
    /// Text.
    #[default]
    Left,
    /// Short words and dates.
    Centre,
    /// Figures.
    Right,
}

/// The input a column takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "input", content = "choices", rename_all = "snake_case")]
pub enum CellInput {
    /// Free text.
    Text,
    /// One of the listed words.
    Choice(Vec<String>),
    /// A day.
    Date,
    /// A number.
    Number,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum TableCell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(Number),
    /// A share, shown as a percentage.
    Percent {
        /// The share: 0.5 is 50 %.
        share: f64,
        /// The number of decimals of the percentage.
        decimals: u8,
    },
    /// A day.
    Date(Day),
    /// A lamp with its word.
    Lamp {
        /// The lamp.
        lamp: Lamp,
        /// The word beside its colour.
        word: String,
    },
}

impl ReportTable {
    /// Makes a table without a caption or a total.
    pub fn new(columns: Vec<TableColumn>, rows: impl IntoIterator<Item = Vec<TableCell>>) -> Self {
        Self {
            columns,
            rows: rows.into_iter().collect(),
            ..Self::default()
        }
    }
}

impl TableColumn {
    /// Makes a left-aligned text column, wide enough that no word of its title is broken.
    pub fn new(key: impl Into<Cow<'static, str>>, title: impl Into<String>, width: u16) -> Self {
        let title = title.into();
        Self {
            key: key.into(),
            width: width.max(longest_word(&title) as u16),
            title,
            align: ColumnAlign::Left,
            input: None,
        }
    }

    /// Returns the column with its cells in the middle.
    #[must_use]
    pub fn centred(self) -> Self {
        self.aligned(ColumnAlign::Centre)
    }

    /// Returns the column with its cells at the right edge.
    #[must_use]
    pub fn right(self) -> Self {
        self.aligned(ColumnAlign::Right)
    }

    /// Returns the column with another alignment.
    #[must_use]
    pub fn aligned(self, align: ColumnAlign) -> Self {
        Self { align, ..self }
    }

    /// Returns the column as an input column.
    #[must_use]
    pub fn filled_with(self, input: CellInput) -> Self {
        Self {
            input: Some(input),
            ..self
        }
    }
}

/// Returns the columns of the longest word of a title; Chinese breaks anywhere.
pub(super) fn longest_word(title: &str) -> usize {
    let words = title.split(|c: char| !c.is_ascii() || c == ' ');
    words.map(str::len).max().unwrap_or(0)
}

impl TableCell {
    /// Makes a cell for a count.
    pub fn count(count: usize) -> Self {
        Self::Number(Number::from(count as i64))
    }

    /// Makes a text cell, empty for empty text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Formats the cell as text.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(value) => Cow::Owned(value.to_string()),
            Self::Percent { share, decimals } => {
                Cow::Owned(format!("{:.*}%", usize::from(*decimals), share * 100.0))
            }
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Lamp { word, .. } => Cow::Borrowed(word),
        }
    }

    pub(super) fn clean(&mut self) {
        if let Self::Text(text) | Self::Lamp { word: text, .. } = self {
            clean_text(text);
        }
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<Day> for TableCell {
    fn from(day: Day) -> Self {
        Self::Date(day)
    }
}

impl From<Option<String>> for TableCell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl From<Option<Day>> for TableCell {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

impl From<Option<Number>> for TableCell {
    fn from(value: Option<Number>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_the_longest_word_of_its_title() {
        let width = |title: &str| TableColumn::new("", title, 6).width;
        assert_eq!(width("Unit of measurement"), 11);
        assert_eq!([width("Lamp"), width("已催办的次数")], [6, 6]);
    }
}
