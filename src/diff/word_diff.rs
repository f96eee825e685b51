//! Compares two texts word by word.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// The characters of context shown around a change; changed words are never cut.
const CONTEXT: usize = 10;

/// The most unchanged characters between two changes that are shown as one.
const JOIN: usize = 1;

/// A piece of two texts compared side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// In both texts.
    Same(&'t str),
    /// An omitted part of what is in both.
    Cut,
    /// Only in the old text.
    Old(&'t str),
    /// Only in the new text.
    New(&'t str),
}

/// A stretch of two texts: its bytes in each, and whether they are equal.
struct DiffSpan {
    old: Range<usize>,
    new: Range<usize>,
    is_same: bool,
}

/// Compares two texts word by word, with a Han character, a number or a run of letters as a word; keeps
/// only the surroundings of changes.
pub fn word_diff<'t>(old: &'t str, new: &'t str) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut cut_pending = false;
    let spans = joined(old, new);
    let last = spans.len();
    for (ix, span) in spans.into_iter().enumerate() {
        let (from, to) = (&old[span.old], &new[span.new]);
        if !span.is_same {
            if !from.is_empty() {
                pieces.push(Piece::Old(from));
            }
            if !to.is_empty() {
                pieces.push(Piece::New(to));
            }
            continue;
        }
        let keep_head = if ix == 0 { 0 } else { CONTEXT };
        let keep_tail = if ix + 1 == last { 0 } else { CONTEXT };
        if to.chars().count() <= keep_head + keep_tail + 2 {
            pieces.push(Piece::Same(to));
            continue;
        }
        let head = byte_at(to, keep_head);
        let tail = byte_at(to, to.chars().count() - keep_tail);
        if head > 0 {
            pieces.push(Piece::Same(&to[..head]));
        }
        cut_pending = cut_pending || tail > head;
        if std::mem::take(&mut cut_pending) {
            pieces.push(Piece::Cut);
        }
        if tail < to.len() {
            pieces.push(Piece::Same(&to[tail..]));
        }
    }
    pieces
}

/// Formats the pieces with marks that need no colour: `..培训[-60-]{+45+}名..`.
pub fn marked(old: &str, new: &str) -> String {
    let mut text = String::new();
    for piece in word_diff(old, new) {
        match piece {
            Piece::Same(same) => text.push_str(same),
            Piece::Cut => text.push_str(".."),
            Piece::Old(old) => text.extend(["[-", old, "-]"]),
            Piece::New(new) => text.extend(["{+", new, "+}"]),
        }
    }
    text
}

/// Returns the spans of both texts in order.
fn joined<'t>(old: &'t str, new: &'t str) -> Vec<DiffSpan> {
    let words = |text: &'t str| text.split_word_bound_indices().collect::<Vec<_>>();
    let (a, b) = (words(old), words(new));
    let texts = |tokens: &[(usize, &'t str)]| -> Vec<&'t str> {
        tokens.iter().map(|(_, token)| *token).collect()
    };
    let ops = capture_diff_slices(Algorithm::Patience, &texts(&a), &texts(&b));
    let at = |tokens: &[(usize, &str)], ix: usize, text: &str| {
        tokens.get(ix).map_or(text.len(), |(at, _)| *at)
    };
    let mut spans: Vec<DiffSpan> = Vec::new();
    // Only the lengths of the steps are reliable: the position on an empty side may be wrong.
    let (mut x, mut y) = (0, 0);
    for op in ops {
        let (tag, of_old, of_new) = op.as_tag_tuple();
        let (x0, y0) = (at(&a, x, old), at(&b, y, new));
        x += of_old.len();
        y += of_new.len();
        let (x1, y1) = (at(&a, x, old), at(&b, y, new));
        let is_same = tag == DiffTag::Equal;
        match spans.last_mut() {
            Some(last) if last.is_same == is_same => {
                (last.old.end, last.new.end) = (x1, y1);
            }
            _ => spans.push(DiffSpan {
                old: x0..x1,
                new: y0..y1,
                is_same,
            }),
        }
    }
    let mut ix = 1;
    while ix + 1 < spans.len() {
        if spans[ix].is_same && old[spans[ix].old.clone()].chars().count() <= JOIN {
            spans[ix - 1].old.end = spans[ix + 1].old.end;
            spans[ix - 1].new.end = spans[ix + 1].new.end;
            spans.drain(ix..=ix + 1);
        } else {
            ix += 1;
        }
    }
    spans
}

fn byte_at(text: &str, chars: usize) -> usize {
    text.char_indices()
        .nth(chars)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_changed_words_are_shown_whole_and_their_surroundings_are_cut() {
        assert_eq!(
            marked(
                "把科学教育与创新能力纳入教师培训,每年培训骨干教师60名,建立专兼职辅导员队伍,办好竞赛。",
                "把科学教育与创新能力纳入教师培训,每年培训骨干教师45名,建立专兼职辅导员队伍,办好竞赛。",
            ),
            "..训,每年培训骨干教师[-60-]{+45+}名,建立专兼职辅导员.."
        );
        assert_eq!(marked("加强教育", "加强科学教育"), "加强{+科学+}教育");
        assert_eq!(marked("增至12.5%", "增至12.8%"), "增至[-12.5-]{+12.8+}%");
        assert_eq!(marked("甲乙丙", "丁乙戊"), "[-甲乙丙-]{+丁乙戊+}");
        assert_eq!(marked("", "新"), "{+新+}");
    }

    proptest! {
        #[test]
        fn no_changed_word_is_hidden(old in "[甲乙丙a1. ]{0,40}", new in "[甲乙丙a1. ]{0,40}") {
            let pieces = word_diff(&old, &new);
            let side = |skip_new: bool| {
                let mut rest: &str = if skip_new { &old } else { &new };
                for piece in &pieces {
                    match piece {
                        Piece::Same(text) => {
                            let at = rest.find(text);
                            prop_assert!(at.is_some());
                            rest = &rest[at.unwrap() + text.len()..];
                        }
                        Piece::Old(text) if skip_new => {
                            let at = rest.find(text);
                            prop_assert!(at.is_some());
                            rest = &rest[at.unwrap() + text.len()..];
                        }
                        Piece::New(text) if !skip_new => {
                            let at = rest.find(text);
                            prop_assert!(at.is_some());
                            rest = &rest[at.unwrap() + text.len()..];
                        }
                        _ => {}
                    }
                }
                Ok(())
            };
            side(true)?;
            side(false)?;
            let differs = pieces.iter().any(|p| matches!(p, Piece::Old(_) | Piece::New(_)));
            prop_assert_eq!(differs, old != new);
        }
    }
}
