//! The work that a browser would have with a web page, measured before the page is read.

use crate::document::intake::IntakeError;

/// The sum, over all tags, of the elements open there.
const LOOKS: u64 = 100_000_000;

/// The elements that a browser adds by itself.
const COPIES: u64 = 2_000_000;

/// The elements that a browser opens anew in every block until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The elements that stay open until they are closed.
const STACKED: &[&str] = &[
    "div", "table", "span", "section", "article", "center", "ul", "ol", "blockquote", "fieldset",
    "main", "header", "form", "select", "svg", "math", "template", "button", "object", "address",
    "dl",
];

/// Measures the work that a browser has with a page, which may grow by far more than the page: elements that are never
/// closed are opened again in each block, and looked through at each tag. A page that needs so much is not a document.
pub(super) fn measure(text: &str) -> Result<(), IntakeError> {
    let (mut open, mut formatting) = (0_u64, 0_u64);
    let (mut looks, mut copies) = (0_u64, 0_u64);
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let (closes, tag) = tag
            .strip_prefix('/')
            .map_or((false, tag), |tag| (true, tag));
        let length = tag
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let name = tag[..length].to_ascii_lowercase();
        let depth = if FORMATTING.contains(&name.as_str()) {
            &mut formatting
        } else if STACKED.contains(&name.as_str()) {
            &mut open
        } else if name == "p" || name == "td" || name == "li" {
            copies += formatting;
            continue;
        } else {
            continue;
        };
        *depth = if closes {
            depth.saturating_sub(1)
        } else {
            *depth + 1
        };
        looks += open + formatting;
    }
    if looks > LOOKS || copies > COPIES {
        return Err(IntakeError::TooMany {
            limit: COPIES as usize,
        });
    }
    Ok(())
}
