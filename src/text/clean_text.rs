//! Text cleaned and measured in one pass, for lists of tens of thousands of lines.

use super::width::simple_columns;
use super::{clean, cut, push_blanks, width};

/// Text that has gone through [`clean`](clean()).
#[derive(Clone, Debug, Default)]
pub struct CleanText(String);

/// A cleaned text with its width.
#[derive(Clone, Debug)]
pub struct MeasuredText {
    // Boxed and narrow, because a list holds tens of thousands of them.
    text: Box<str>,
    columns: u32,
}

impl MeasuredText {
    /// Cleans a text and measures it.
    pub fn of(mut text: String) -> Self {
        let columns = simple_columns(&text).unwrap_or_else(|| {
            text = clean(&text).into_owned();
            width(&text)
        });
        Self {
            text: text.into_boxed_str(),
            columns: columns as u32,
        }
    }

    /// Returns the width in columns.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }
}

impl CleanText {
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

    /// Appends a text.
    pub fn push(&mut self, text: &MeasuredText) {
        self.0.push_str(&text.text);
    }

    /// Appends a text padded to `columns`; a wider one is cut if `is_cut`.
    pub fn push_fitted(&mut self, text: &MeasuredText, columns: usize, is_cut: bool) {
        let used = if text.columns() > columns && is_cut {
            let cut = cut(&text.text, columns);
            self.0.push_str(&cut);
            width(&cut)
        } else {
            self.push(text);
            text.columns()
        };
        self.push_blanks(columns.saturating_sub(used));
    }

    /// Appends spaces.
    pub fn push_blanks(&mut self, count: usize) {
        push_blanks(&mut self.0, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::is_clean;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_measured_is_clean(
            text in prop_oneof![any::<String>(), "[a中，、一e\u{301}\u{1b}\u{202e}\n]{0,12}"],
        ) {
            let measured = MeasuredText::of(text.clone());
            prop_assert!(is_clean(&measured.text));
            prop_assert_eq!(&*measured.text, &*clean(&text));
            prop_assert_eq!(measured.columns(), width(&clean(&text)));
        }

        #[test]
        fn a_fitted_text_takes_its_columns(text in any::<String>(), columns in 3_usize..20) {
            let mut line = CleanText::default();
            line.push_fitted(&MeasuredText::of(text), columns, true);
            prop_assert_eq!(width(line.as_str()), columns);
        }
    }
}
