//! Text cleaned and measured in one pass, for lists of tens of thousands of lines.

use std::ops::Range;

use super::width::simple_columns;
use super::{clean, cut, push_blanks, width};

/// Text that has gone through [`clean`](clean()).
#[derive(Clone, Debug, Default)]
pub struct CleanText(String);

/// A part of a [`CleanText`] with its width in columns; parts are limited to 4 GiB.
#[derive(Clone, Debug)]
pub struct CleanPart {
    at: Range<u32>,
    columns: u32,
}

impl CleanPart {
    /// Returns the width in columns.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }
}

impl CleanText {
    /// Makes an empty text with capacity in bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Cleans a text.
    pub fn of(text: &str) -> Self {
        Self(clean(text).into_owned())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Empties the text.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Appends what `write` appends, cleaned.
    pub fn add(&mut self, write: impl FnOnce(&mut String)) -> CleanPart {
        let start = self.0.len();
        write(&mut self.0);
        let columns = simple_columns(&self.0[start..]).unwrap_or_else(|| {
            let added = self.0.split_off(start);
            self.0.push_str(&clean(&added));
            width(&self.0[start..])
        });
        CleanPart {
            at: start as u32..self.0.len() as u32,
            columns: columns as u32,
        }
    }

    /// Appends a part of another text.
    pub fn push(&mut self, from: &Self, part: &CleanPart) {
        self.0.push_str(from.part(part));
    }

    /// Appends a part of another text padded to `columns`; a wider one is cut if `is_cut`.
    pub fn push_fitted(&mut self, from: &Self, part: &CleanPart, columns: usize, is_cut: bool) {
        let text = from.part(part);
        let used = if part.columns() > columns && is_cut {
            let cut = cut(text, columns);
            self.0.push_str(&cut);
            width(&cut)
        } else {
            self.0.push_str(text);
            part.columns()
        };
        push_blanks(&mut self.0, columns.saturating_sub(used));
    }

    /// Appends spaces.
    pub fn push_blanks(&mut self, count: usize) {
        push_blanks(&mut self.0, count);
    }

    fn part(&self, part: &CleanPart) -> &str {
        &self.0[part.at.start as usize..part.at.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::is_clean;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_added_is_clean_and_measured(
            before in "[a中，\u{1b}]{0,3}",
            text in prop_oneof![any::<String>(), "[a中，、一e\u{301}\u{1b}\u{202e}\n]{0,12}"],
        ) {
            let mut clean_text = CleanText::of(&before);
            let part = clean_text.add(|end| end.push_str(&text));
            prop_assert!(is_clean(clean_text.as_str()));
            prop_assert_eq!(clean_text.part(&part), clean(&text));
            prop_assert_eq!(part.columns(), width(&clean(&text)));
        }

        #[test]
        fn a_fitted_part_takes_its_columns(text in any::<String>(), columns in 3_usize..20) {
            let mut from = CleanText::default();
            let part = from.add(|end| end.push_str(&text));
            let mut line = CleanText::default();
            line.push_fitted(&from, &part, columns, true);
            prop_assert_eq!(width(line.as_str()), columns);
        }
    }
}
