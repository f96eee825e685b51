//! The review of an imported plan: its doubts one by one, with the document on the left and the draft on the right.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::import::{StandingDoubt, accept, correct, standing_doubts, take_out};
use crate::text::wrap;
use crate::tui::app::{Effect, Settlement, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, QUIET, STRONG};

use super::{After, Field, FramePlace, Overlay, framed, is_cancel};

/// The texts of a plan under review.
#[derive(Clone, Debug, Default)]
pub struct ImportReview {
    /// The plan's id.
    pub id: String,
    /// plan.toml as it was read last.
    pub plan: String,
    /// progress.toml as it was read last.
    pub progress: String,
    /// The document's lines with their numbers; empty if it is not on this machine.
    pub source: Vec<(usize, String)>,
}

impl ImportReview {
    /// Returns the number of doubts that are left.
    pub fn doubts(&self) -> usize {
        standing_doubts(&self.plan).len()
    }
}

/// The position in a review.
#[derive(Default)]
pub(crate) struct Doubts {
    /// The index of the doubt.
    at: usize,
    /// The line of its block under the cursor; `None` for the title.
    line: Option<usize>,
    /// The number of lines the document is scrolled from the marked one.
    scroll: isize,
    /// The line that is being corrected.
    field: Option<Field>,
}

fn doubts_left(state: &State) -> usize {
    let review = state.import_review.as_ref();
    review.map_or(0, ImportReview::doubts)
}

impl Doubts {
    fn doubt(&self, state: &State) -> Option<StandingDoubt> {
        let review = state.import_review.as_ref()?;
        standing_doubts(&review.plan).into_iter().nth(self.at)
    }

    fn go(&mut self, state: &State, step: isize) {
        let last = doubts_left(state).saturating_sub(1);
        self.at = self.at.saturating_add_signed(step).min(last);
        (self.line, self.scroll) = (None, 0);
    }

    /// Returns the line of the block under the cursor.
    fn line(&self, plan: &str, doubt: &StandingDoubt) -> usize {
        self.line.unwrap_or_else(|| title_line(plan, &doubt.block))
    }

    fn settle(&mut self, state: &mut State, plan: String, progress: Option<String>) -> After {
        let Some(review) = &state.import_review else {
            return After::Close;
        };
        let settlement = Settlement {
            id: review.id.clone(),
            before: (review.plan.clone(), review.progress.clone()),
            progress: progress.unwrap_or_else(|| review.progress.clone()),
            plan,
        };
        (self.line, self.scroll) = (None, 0);
        state.effects.push(Effect::Settle(settlement));
        After::Stay
    }

    fn field_key(&mut self, state: &mut State, key: KeyEvent, doubt: &StandingDoubt) -> After {
        let Some(field) = &mut self.field else {
            return After::Stay;
        };
        if is_cancel(key) {
            self.field = None;
            return After::Stay;
        }
        if key.code != KeyCode::Enter {
            field.key(key);
            return After::Stay;
        }
        let typed = field.value().to_owned();
        self.field = None;
        let Some(review) = &state.import_review else {
            return After::Close;
        };
        let lines = lines_of(&review.plan, &doubt.block);
        let Some(line) = lines.get(self.line(&review.plan, doubt)) else {
            return After::Stay;
        };
        let plan = correct(&review.plan, doubt, line.clone(), &typed);
        self.settle(state, plan, None)
    }
}

/// Returns the index of the document's line that a doubt is about. If several lines have its number, because the text had
/// lost its line breaks, that is the one with the title of the draft.
fn marked_line(review: &ImportReview, doubt: &StandingDoubt, wanted: usize) -> usize {
    let first = review.source.partition_point(|(line, _)| *line < wanted);
    let same = review.source[first..]
        .iter()
        .take_while(|(line, _)| *line == wanted);
    let title = review.plan[doubt.block.clone()]
        .lines()
        .find_map(|line| line.strip_prefix("title = \"")?.strip_suffix('"'));
    let has_title = |(_, text): &(usize, String)| title.is_some_and(|title| text.contains(title));
    first + same.clone().position(has_title).unwrap_or(0)
}

/// Returns the first line to show: up to two before the marked one, as long as that one fits. `rows` returns the number of
/// screen rows of a line.
fn first_shown(marked: usize, height: usize, rows: impl Fn(usize) -> usize) -> usize {
    let mut first = marked;
    let mut taken = rows(marked);
    while first > 0 && marked - first < 2 {
        taken += rows(first - 1);
        if taken > height {
            break;
        }
        first -= 1;
    }
    first
}

/// Returns the line of a block that holds its title, which is what is changed most often.
fn title_line(plan: &str, block: &Range<usize>) -> usize {
    let mut lines = plan[block.clone()].lines();
    lines
        .position(|line| line.starts_with("title"))
        .unwrap_or(0)
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
        let Some(doubt) = self.doubt(state) else {
            // The last one is settled, or there was none.
            state.import_review = None;
            return After::Close;
        };
        if self.field.is_some() {
            return self.field_key(state, key, &doubt);
        }
        let words = state.words.import;
        let Some(review) = &state.import_review else {
            return After::Close;
        };
        let lines = lines_of(&review.plan, &doubt.block);
        match plain(key) {
            KeyCode::Char('a') => {
                let plan = accept(&review.plan, &doubt);
                return self.settle(state, plan, None);
            }
            KeyCode::Char('x') => match take_out(&review.plan, &review.progress, &doubt) {
                Some(out) => return self.settle(state, out.plan, Some(out.progress)),
                None => state.refuse(words.review_no_item),
            },
            KeyCode::Char('e') | KeyCode::Enter => {
                if let Some(line) = lines.get(self.line(&review.plan, &doubt)) {
                    let text = review.plan[line.clone()].trim_end();
                    self.field = Some(Field::new("", text));
                }
            }
            KeyCode::Char('n') | KeyCode::Right => self.go(state, 1),
            KeyCode::Char('p') | KeyCode::Left => self.go(state, -1),
            KeyCode::Char('j') | KeyCode::Down => {
                let next = self.line(&review.plan, &doubt) + 1;
                self.line = Some(next.min(lines.len().saturating_sub(1)));
            }
            KeyCode::Char('k') | KeyCode::Up => {
                self.line = Some(self.line(&review.plan, &doubt).saturating_sub(1));
            }
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll += 5,
            KeyCode::PageUp => self.scroll -= 5,
            KeyCode::Esc | KeyCode::Char('q') => {
                state.import_review = None;
                state.say(words.review_later);
                return After::Close;
            }
            _ => {}
        }
        After::Stay
    }

    fn paste(&mut self, _state: &mut State, text: &str) {
        if let Some(field) = &mut self.field {
            field.paste(text);
        }
    }

    fn fit(&mut self, state: &State, _area: Rect) {
        // There may be fewer than before.
        self.at = self.at.min(doubts_left(state).saturating_sub(1));
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = state.words.import;
        let review = state.import_review.as_ref()?;
        let doubts = standing_doubts(&review.plan);
        let title = (words.review_title)(&review.id, (self.at + 1).min(doubts.len()), doubts.len());
        let foot = if self.field.is_some() {
            words.review_field_keys
        } else {
            words.review_keys
        };
        let inside = framed(painter, area, FramePlace::Whole { top: 1 }, &title, foot);
        let Some(doubt) = doubts.get(self.at) else {
            painter.put(inside.x, inside.y, inside.width, words.review_done, STRONG);
            return None;
        };
        let half = inside.width / 2;
        self.draw_source(
            state,
            painter,
            Rect {
                width: half.saturating_sub(1),
                ..inside
            },
            doubt,
        );
        for y in inside.y..inside.bottom() {
            painter.put(inside.x + half, y, 1, "|", QUIET);
        }
        let right = Rect {
            x: inside.x + half + 2,
            width: inside.width.saturating_sub(half + 2),
            ..inside
        };
        self.draw_draft(painter, right, &review.plan, doubt)
    }
}

impl Doubts {
    /// Draws the document around the line that the doubt is about.
    fn draw_source(
        &self,
        state: &State,
        painter: &mut Painter<'_>,
        area: Rect,
        doubt: &StandingDoubt,
    ) {
        let Some(review) = &state.import_review else {
            return;
        };
        if review.source.is_empty() {
            painter.put(
                area.x,
                area.y,
                area.width,
                state.words.import.review_no_source,
                QUIET,
            );
            return;
        }
        let wanted = doubt.source_line.unwrap_or(1);
        let marked = marked_line(review, doubt, wanted);
        let width = usize::from(area.width.saturating_sub(6));
        let rows = |at: usize| wrap(&review.source[at].1, width).len();
        let first = first_shown(marked, area.height.into(), rows);
        let first =
            (first as isize + self.scroll).clamp(0, review.source.len() as isize - 1) as usize;
        let mut y = area.y;
        for (at, (line_no, text)) in review.source.iter().enumerate().skip(first) {
            let style = if at == marked && *line_no == wanted {
                STRONG
            } else {
                PLAIN
            };
            let number = format!("{line_no:>4} ");
            for (nth, piece) in wrap(text, width).into_iter().enumerate() {
                if y >= area.bottom() {
                    return;
                }
                let head = if nth == 0 { number.as_str() } else { "" };
                painter.put(area.x, y, 5, head, QUIET);
                painter.put(area.x + 5, y, area.width.saturating_sub(5), piece, style);
                y += 1;
            }
        }
    }

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
        let room = usize::from(area.bottom().saturating_sub(y + 2));
        let here = self.line(plan, doubt);
        let first = here.saturating_sub(room.saturating_sub(1));
        for (nth, line) in lines.iter().enumerate().skip(first).take(room) {
            let is_here = nth == here;
            painter.put(area.x, y, 2, if is_here { ">" } else { "" }, STRONG);
            let style = if is_here { STRONG } else { PLAIN };
            painter.put(
                area.x + 2,
                y,
                area.width.saturating_sub(2),
                plan[line.clone()].trim_end(),
                style,
            );
            y += 1;
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
    use super::first_shown;

    #[test]
    fn the_marked_line_is_shown_whatever_stands_before_it() {
        let rows = [1, 30, 2, 1, 1];
        let shown = |marked, height| first_shown(marked, height, |at| rows[at]);
        assert_eq!(shown(4, 20), 2);
        // Thirty rows before it would push it out.
        assert_eq!(shown(2, 20), 2);
        assert_eq!(shown(2, 40), 0);
        // Longer than the screen itself: it begins at the top.
        assert_eq!(shown(1, 20), 1);
        assert_eq!(shown(0, 20), 0);
    }
}
