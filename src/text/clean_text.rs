//! Text that is made clean and measured once, in one look at it: a list may have tens of thousands of lines.

use std::ops::Range;

use super::width::simple_columns;
use super::{clean, cut, push_blanks, width};

/// Text into which only what is [`clean`](clean()) gets.
#[derive(Clone, Debug, Default)]
pub struct CleanText(String);

/// A part of one, and how many columns it takes. What is longer than four gigabytes is none.
#[derive(Clone, Debug)]
pub struct CleanPart {
    at: Range<u32>,
    columns: u32,
}

impl CleanPart {
    /// Returns how many columns it takes.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }
}

impl CleanText {
    /// Room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// A text made clean.
    pub fn of(text: &str) -> Self {
        Self(clean(text).into_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds what `write` puts at the end of the text it is handed.
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

    /// Adds a part of another text as it is.
    pub fn push(&mut self, from: &Self, part: &CleanPart) {
        self.0.push_str(from.part(part));
    }

    /// Adds a part of another text and blanks after it up to `columns`; what is wider is cut where `is_cut`.
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

    /// Adds blanks.
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
