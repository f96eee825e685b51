//! An entry of a document's numbering, with its text and its place.

use super::heading::HeadingCut;
use super::marks::MarkKind;
use super::tree::Tree;
use crate::text::numerals::chinese;

/// A marked entry with its text and its place in the tree.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) kind: MarkKind,
    pub(crate) number: u32,
    /// The numbers of a decimal mark.
    pub(crate) path: Vec<u32>,
    /// The dotted path that its numbers amount to.
    pub(crate) id: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) line_no: usize,
    /// What follows the mark on its line.
    pub(crate) rest: String,
    pub(crate) heading: String,
    pub(crate) cut: HeadingCut,
    /// Its paragraphs up to its first child, without mark and heading.
    pub(crate) paragraphs: Vec<TextParagraph>,
    /// The number before it in its list, where its own does not follow on it.
    pub(crate) gap_after: Option<u32>,
    /// Whether a sign is printed before it; otherwise only its looks mark it.
    pub(crate) is_numbered: bool,
    /// Which of the texts in the file it belongs to: the notice, the plan, an attachment.
    pub(crate) part: usize,
}

/// A paragraph of an entry's text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextParagraph {
    /// The text.
    pub text: String,
    /// Its line in the file, from 1.
    pub line_no: usize,
    /// Whether it goes on on the line of its mark.
    pub follows_mark: bool,
}

impl TextParagraph {
    /// Returns a text that goes on on the line of its mark.
    pub(crate) fn behind_mark(text: &str, line_no: usize) -> Self {
        Self {
            text: text.to_owned(),
            line_no,
            follows_mark: true,
        }
    }

    /// Returns a text that begins its line.
    pub(crate) fn alone(text: &str, line_no: usize) -> Self {
        Self {
            text: text.to_owned(),
            line_no,
            follows_mark: false,
        }
    }
}

impl Branch {
    /// Returns its number as a record writes it: 三, 三(一), (一) of an item, 1, ——.
    pub(crate) fn printed_number(&self, is_item: bool, tree: &Tree) -> String {
        if !self.is_numbered {
            return "¶".to_owned();
        }
        match self.kind {
            MarkKind::Box => format!("专栏{}", self.number),
            MarkKind::Part => format!("第{}部分", chinese(self.number)),
            MarkKind::Chapter => format!("第{}章", chinese(self.number)),
            MarkKind::Division => format!("第{}节", chinese(self.number)),
            MarkKind::Article => format!("第{}条", chinese(self.number)),
            MarkKind::Han => chinese(self.number),
            MarkKind::BracketHan => {
                let around = self.parent.map(|parent| &tree.branches[parent]);
                let around = around.filter(|around| !is_item && around.kind == MarkKind::Han);
                let chapter = around.map_or_else(String::new, |around| chinese(around.number));
                format!("{chapter}({})", chinese(self.number))
            }
            MarkKind::BracketDigit => format!("({})", self.number),
            MarkKind::Decimal => {
                let numbers: Vec<String> = self.path.iter().map(u32::to_string).collect();
                numbers.join(".")
            }
            MarkKind::Dash => "——".to_owned(),
            MarkKind::Bullet | MarkKind::Lead => "*".to_owned(),
            MarkKind::Circled => char::from_u32('①' as u32 + self.number.clamp(1, 20) - 1)
                .unwrap_or('①')
                .to_string(),
            MarkKind::Named | MarkKind::Digit | MarkKind::DigitParen => self.number.to_string(),
        }
    }
}
