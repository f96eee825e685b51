//! Text with its blanks as a browser shows them.

/// The blanks before the next character.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum BlankRun {
    #[default]
    None,
    Blank,
    /// With a line break, which the page's source has and its reader does not see.
    Break,
}

/// A text put together of pieces; blanks in a row count as one, a line break between Chinese characters as nothing.
#[derive(Default)]
pub(super) struct ShownText {
    text: String,
    gap: BlankRun,
}

impl ShownText {
    /// Returns the length in bytes, without blanks at the end.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the text so far.
    pub(super) fn shown(&self) -> &str {
        &self.text
    }

    pub(super) fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            match c {
                '\n' | '\r' => self.gap = BlankRun::Break,
                ' ' | '\t' | '\u{c}' if self.gap == BlankRun::None => self.gap = BlankRun::Blank,
                ' ' | '\t' | '\u{c}' => {}
                c => self.push_char(c),
            }
        }
    }

    fn push_char(&mut self, c: char) {
        let gap = std::mem::replace(&mut self.gap, BlankRun::None);
        let last = self.text.chars().next_back();
        let is_apart = match gap {
            BlankRun::None => false,
            BlankRun::Blank => true,
            BlankRun::Break => !(last.is_some_and(is_wide) && is_wide(c)) || is_article(&self.text),
        };
        if is_apart && last.is_some_and(|last| !matches!(last, ' ' | '\n')) {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    /// Begins a new line, unless this one is empty.
    pub(super) fn break_line(&mut self) {
        self.gap = BlankRun::None;
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Takes the text out, and begins another.
    pub(super) fn take(&mut self) -> String {
        self.gap = BlankRun::None;
        std::mem::take(&mut self.text)
    }
}

/// Returns whether a line is the number of an article or chapter, which a blank parts from its text: 第三条.
fn is_article(text: &str) -> bool {
    const LONGEST: usize = 6;
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.starts_with('第')
        && line.ends_with(['条', '章', '节'])
        && line.chars().nth(LONGEST).is_none()
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_what_a_browser_shows() {
        for (pieces, shown) in [
            (&["重点\n 任务"][..], "重点任务"),
            (&["第三条\n开展培训"], "第三条 开展培训"),
            (&["甲 乙", "  丙"], "甲 乙 丙"),
            (&["2号 ", "2011年"], "2号 2011年"),
            (&["号\n", "\n2011"], "号 2011"),
            (&["GDP\t", "增长\n"], "GDP 增长"),
            (&[" \n甲"], "甲"),
        ] {
            let mut text = ShownText::default();
            for piece in pieces {
                text.push(piece);
            }
            assert_eq!(text.take(), shown);
        }
    }
}
