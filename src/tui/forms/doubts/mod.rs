//! The review of an imported plan: its doubts one by one, with the document on the left and the draft on the right.

mod document_pane;

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::import::{ReviewedLine, StandingDoubt, accept, correct, standing_doubts, take_out};
use crate::store::PerPart;
use crate::text::{clean, wrap};
use crate::tui::app::{Effect, Settlement, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, STRONG};

use self::document_pane::{draw_passed_over, draw_source, lines_passed_over, marked_line};
use super::{After, Field, FramePlace, Overlay, framed, is_cancel};

/// The texts of a plan under review.
#[derive(Clone, Debug, Default)]
pub struct ImportReview {
    /// The plan's id.
    pub id: String,
    /// The plan's files as they were read last.
    pub(crate) texts: PerPart<String>,
    /// The document's lines; empty if it is not on this machine.
    pub source: Vec<ReviewedLine>,
}

impl ImportReview {
    /// Returns the number of doubts that are left.
    pub fn doubts(&self) -> usize {
        standing_doubts(&self.texts.plan).len()
    }
}

/// The position in a review.
#[derive(Default)]
pub(crate) struct Doubts {
    /// The index of the doubt.
    at: usize,
    /// The line of its block under the cursor; `None` for the title.
    line: Option<usize>,
    /// The number of lines the document is scrolled from the marked one, or the list of numbers from its top.
    scroll: isize,
    /// The line that is being corrected.
    field: Option<Field>,
}

impl Doubts {
    /// Returns the review with the doubt that is shown; `None` if the last one is settled, or there was none.
    fn shown<'s>(&self, state: &'s State) -> Option<(&'s ImportReview, StandingDoubt)> {
        let review = state.import_review.as_ref()?;
        let doubt = standing_doubts(&review.texts.plan)
            .into_iter()
            .nth(self.at)?;
        Some((review, doubt))
    }

    fn go(&mut self, review: &ImportReview, step: isize) {
        let last = review.doubts().saturating_sub(1);
        self.at = self.at.saturating_add_signed(step).min(last);
        (self.line, self.scroll) = (None, 0);
    }

    /// Returns the index of the line of a block under the cursor: at first that of its title, which is changed most often.
    fn line(&self, block: &str) -> usize {
        let title = || block.lines().position(|line| line.starts_with("title"));
        self.line.or_else(title).unwrap_or(0)
    }

    /// Has the files of the plan changed; without `progress` that file stays.
    fn settle(&mut self, state: &mut State, plan: String, progress: Option<String>) {
        (self.line, self.scroll) = (None, 0);
        let Some(review) = &state.import_review else {
            return;
        };
        let before = review.texts.clone();
        let progress = progress.unwrap_or_else(|| before.progress.clone());
        state.effects.push(Effect::Settle(Settlement {
            id: review.id.clone(),
            before,
            after: PerPart { plan, progress },
        }));
    }

    /// Scrolls the document; returns whether the key is one that does.
    fn pages(&mut self, key: KeyCode) -> bool {
        match key {
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll += 5,
            KeyCode::PageUp => self.scroll -= 5,
            _ => return false,
        }
        true
    }

    /// Takes a key while a line is corrected.
    fn field_key(&mut self, state: &mut State, key: KeyEvent) {
        let Some(field) = &mut self.field else { return };
        if key.code != KeyCode::Enter && !is_cancel(key) {
            field.key(key);
            return;
        }
        let typed = field.value().to_owned();
        self.field = None;
        let Some((review, doubt)) = self.shown(state).filter(|_| !is_cancel(key)) else {
            return;
        };
        let lines = lines_of(&review.texts.plan, &doubt.block);
        if let Some(line) = lines.get(self.line(&review.texts.plan[doubt.block.clone()])) {
            let plan = correct(&review.texts.plan, &doubt, line.clone(), &typed);
            self.settle(state, plan, None);
        }
    }
}

/// Returns the first line to show: as many before the one under the cursor as fit with it, and at most `most_before`.
/// `rows` returns the number of screen rows of a line.
fn first_that_fits(
    here: usize,
    room: usize,
    most_before: usize,
    rows: impl Fn(usize) -> usize,
) -> usize {
    let mut first = here;
    let mut taken = rows(here);
    while first > 0 && here - first < most_before {
        taken += rows(first - 1);
        if taken > room {
            break;
        }
        first -= 1;
    }
    first
}

/// Returns the lines of a block as byte ranges.
fn lines_of(plan: &str, block: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = block.start;
    plan[block.clone()]
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..at
        })
        .collect()
}

impl Overlay for Doubts {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        let Some((review, doubt)) = self.shown(state) else {
            if self.pages(plain(key)) {
                return After::Stay;
            }
            state.import_review = None;
            return After::Close;
        };
        if self.field.is_some() {
            self.field_key(state, key);
            return After::Stay;
        }
        let words = &state.words.import;
        let lines = lines_of(&review.texts.plan, &doubt.block);
        let line = self.line(&review.texts.plan[doubt.block.clone()]);
        match plain(key) {
            KeyCode::Char('a') => {
                let plan = accept(&review.texts.plan, &doubt);
                self.settle(state, plan, None);
            }
            KeyCode::Char('x') => {
                match take_out(&review.texts.plan, &review.texts.progress, &doubt) {
                    Some(out) => self.settle(state, out.plan, Some(out.progress)),
                    None => state.refuse(words.review_no_item),
                }
            }
            KeyCode::Char('e') | KeyCode::Enter => {
                let text = lines
                    .get(line)
                    .map(|line| review.texts.plan[line.clone()].trim_end());
                self.field = text.map(|text| Field::new("", text));
            }
            KeyCode::Char('n') | KeyCode::Right => self.go(review, 1),
            KeyCode::Char('p') | KeyCode::Left => self.go(review, -1),
            KeyCode::Char('j') | KeyCode::Down => {
                self.line = Some((line + 1).min(lines.len().saturating_sub(1)));
            }
            KeyCode::Char('k') | KeyCode::Up => self.line = Some(line.saturating_sub(1)),
            KeyCode::Esc | KeyCode::Char('q') => {
                state.import_review = None;
                state.say(words.review_later);
                return After::Close;
            }
            other => {
                self.pages(other);
            }
        }
        After::Stay
    }

    fn holds_text(&self) -> bool {
        self.field.as_ref().is_some_and(Field::is_touched)
    }

    fn paste(&mut self, _state: &mut State, text: &str) {
        if let Some(field) = &mut self.field {
            field.paste(text);
        }
    }

    fn fit(&mut self, state: &State, _area: Rect) {
        // There may be fewer than before.
        let left = state.import_review.as_ref().map_or(0, ImportReview::doubts);
        self.at = self.at.min(left.saturating_sub(1));
        let Some(review) = state.import_review.as_ref() else {
            return;
        };
        let (back, on) = match self.shown(state) {
            Some((_, doubt)) => {
                let marked = marked_line(review, &doubt);
                (marked, review.source.len().saturating_sub(marked + 1))
            }
            None => (0, lines_passed_over(review).len().saturating_sub(1)),
        };
        self.scroll = self.scroll.clamp(-back.cast_signed(), on.cast_signed());
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.import;
        let review = state.import_review.as_ref()?;
        let doubts = standing_doubts(&review.texts.plan);
        let title = (words.review_title)(&review.id, (self.at + 1).min(doubts.len()), doubts.len());
        let keys = if self.field.is_some() {
            words.review_field_keys
        } else {
            words.review_keys
        };
        // The message line is covered.
        let foot = state.keys.named_in(state.message.refusal().unwrap_or(keys));
        let inside = framed(painter, area, FramePlace::Whole { top: 1 }, &title, &foot);
        let Some(doubt) = doubts.get(self.at) else {
            let done = state.keys.named_in(words.review_done);
            painter.put(inside.x, inside.y, inside.width, &done, STRONG);
            draw_passed_over(painter, inside, review, words, self.scroll);
            return None;
        };
        let half = inside.width / 2;
        let left = Rect {
            width: half.saturating_sub(1),
            ..inside
        };
        draw_source(painter, left, review, doubt, words, self.scroll);
        painter.rule(inside.x + half, inside);
        let right = Rect {
            x: inside.x + half + 2,
            width: inside.width.saturating_sub(half + 2),
            ..inside
        };
        self.draw_draft(painter, right, &review.texts.plan, doubt)
    }
}

impl Doubts {
    /// Draws the doubt and the block of plan.toml that it is about; returns the position of the terminal's cursor.
    fn draw_draft(
        &self,
        painter: &mut Painter<'_>,
        area: Rect,
        plan: &str,
        doubt: &StandingDoubt,
    ) -> Option<Position> {
        let mut y = area.y;
        for piece in wrap(&doubt.text, area.width.into()) {
            painter.put(area.x, y, area.width, piece, STRONG);
            y += 1;
        }
        y += 1;
        let lines = lines_of(plan, &doubt.block);
        let columns = area.width.saturating_sub(2);
        let pieces = |nth: usize| -> Vec<String> {
            let text = clean(plan[lines[nth].clone()].trim_end());
            let pieces = wrap(&text, columns.into()).into_iter();
            pieces.map(str::to_owned).collect()
        };
        let here = self.line(&plan[doubt.block.clone()]);
        let end = area.bottom().saturating_sub(2);
        let room = usize::from(end.saturating_sub(y));
        let first = first_that_fits(here, room, usize::MAX, |nth| pieces(nth).len());
        for nth in first..lines.len() {
            let style = if nth == here { STRONG } else { PLAIN };
            if y < end {
                painter.cursor(area.x, y, nth == here, true);
            }
            for piece in pieces(nth) {
                if y < end {
                    painter.put(area.x + 2, y, columns, &piece, style);
                    y += 1;
                }
            }
        }
        let field = self.field.as_ref()?;
        let line = Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        };
        Some(field.draw(painter, line, 0, true))
    }
}

#[cfg(test)]
mod tests {
    use super::first_that_fits;

    #[test]
    fn the_line_under_the_cursor_is_shown_whatever_stands_before_it() {
        let rows = [1, 30, 2, 1, 1];
        let first =
            |here, room, most_before| first_that_fits(here, room, most_before, |nth| rows[nth]);
        assert_eq!(first(4, 40, usize::MAX), 0);
        assert_eq!(first(4, 40, 2), 2);
        assert_eq!(first(4, 3, usize::MAX), 3);
        // Thirty rows before it would push it out.
        assert_eq!(first(2, 20, 2), 2);
        // Longer than the screen itself: it begins at the top.
        assert_eq!(first(1, 20, 2), 1);
        assert_eq!(first(0, 20, 2), 0);
    }
}
