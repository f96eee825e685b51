//! The document beside a doubt, and the list of its numbers that were not taken as targets.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::import::{ReviewedLine, StandingDoubt};
use crate::text::{ImportWords, wrap};
use crate::tui::views::{PLAIN, Painter, QUIET, STRONG};

use super::{ImportReview, first_that_fits};

/// The columns that the line number takes before a line of the document.
const NUMBER_WIDTH: u16 = 5;
/// The maximum number of lines of the document before the marked one.
const LINES_BEFORE: usize = 2;

/// A screen row of the document: the line number where a line begins, the text, its style.
type PaneRow = (Option<usize>, String, Style);

/// Draws the document around the line that the doubt is about; without one, says so.
pub(super) fn draw_source(
    painter: &mut Painter<'_>,
    area: Rect,
    review: &ImportReview,
    doubt: &StandingDoubt,
    words: &ImportWords,
    scroll: isize,
) {
    if review.source.is_empty() {
        painter.put(area.x, area.y, area.width, words.review_no_source, QUIET);
        return;
    }
    let marked = marked_line(review, doubt);
    let rows = |at: usize| rows_of(&review.source[at], area.width, words, PLAIN).len();
    let first = first_that_fits(marked, area.height.into(), LINES_BEFORE, rows);
    let first = first
        .saturating_add_signed(scroll)
        .min(review.source.len() - 1);
    let lines = review.source.iter().enumerate().skip(first);
    let rows = lines.flat_map(|(at, line)| {
        let is_marked = at == marked && Some(line.line_no) == doubt.source_line;
        let style = if is_marked { STRONG } else { PLAIN };
        rows_of(line, area.width, words, style)
    });
    draw_rows(painter, area, rows);
}

/// Draws the lines with numbers that were not taken as targets, below the sentence that all doubts are settled.
pub(super) fn draw_passed_over(
    painter: &mut Painter<'_>,
    area: Rect,
    review: &ImportReview,
    words: &ImportWords,
    scroll: isize,
) {
    let lines = lines_passed_over(review);
    let Some(last) = lines.len().checked_sub(1) else {
        return;
    };
    let head = words.review_check_numbers;
    painter.put(area.x, area.y + 2, area.width, head, PLAIN);
    let first = 0_usize.saturating_add_signed(scroll).min(last);
    let rows = lines[first..].iter();
    let rows = rows.flat_map(|line| rows_of(line, area.width, words, PLAIN));
    let list = Rect {
        y: area.y + 3,
        height: area.height.saturating_sub(3),
        ..area
    };
    draw_rows(painter, list, rows);
}

/// Returns the lines of the document with numbers that were not taken as targets.
pub(super) fn lines_passed_over(review: &ImportReview) -> Vec<&ReviewedLine> {
    let lines = review.source.iter();
    lines.filter(|line| !line.passed_over.is_empty()).collect()
}

/// Returns the index of the document's line that a doubt is about. If several lines have its number, because the text had
/// lost its line breaks, that is the one with the title of the draft.
pub(super) fn marked_line(review: &ImportReview, doubt: &StandingDoubt) -> usize {
    let wanted = doubt.source_line.unwrap_or(1);
    let first = review.source.partition_point(|line| line.line_no < wanted);
    let same = review.source[first..]
        .iter()
        .take_while(|line| line.line_no == wanted);
    let title = review.texts.plan[doubt.block.clone()]
        .lines()
        .find_map(|line| line.strip_prefix("title = \"")?.strip_suffix('"'));
    let has_title = |line: &ReviewedLine| title.is_some_and(|title| line.text.contains(title));
    first + same.clone().position(has_title).unwrap_or(0)
}

/// Returns the screen rows of a line of the document. The last names its numbers that were not taken as targets.
fn rows_of(line: &ReviewedLine, width: u16, words: &ImportWords, style: Style) -> Vec<PaneRow> {
    let width = usize::from(width.saturating_sub(NUMBER_WIDTH + 1));
    let pieces = wrap(&line.text, width).into_iter().enumerate();
    let number = |nth| (nth == 0).then_some(line.line_no);
    let mut rows: Vec<PaneRow> = pieces
        .map(|(nth, piece)| (number(nth), piece.to_owned(), style))
        .collect();
    if !line.passed_over.is_empty() {
        let said = (words.review_passed_over)(&line.passed_over);
        let pieces = wrap(&said, width).into_iter();
        rows.extend(pieces.map(|piece| (None, piece.to_owned(), QUIET)));
    }
    rows
}

/// Draws screen rows of the document from the top of an area.
fn draw_rows(painter: &mut Painter<'_>, area: Rect, rows: impl Iterator<Item = PaneRow>) {
    let width = area.width.saturating_sub(NUMBER_WIDTH);
    for (y, (line_no, piece, style)) in (area.y..area.bottom()).zip(rows) {
        let number = line_no.map_or_else(String::new, |line_no| format!("{line_no:>4} "));
        painter.put(area.x, y, NUMBER_WIDTH, &number, QUIET);
        painter.put(area.x + NUMBER_WIDTH, y, width, &piece, style);
    }
}
