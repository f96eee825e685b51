//! The question before a deed that is refused in part or changes more than it shows.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::record::Deed;
use crate::text::wrap;
use crate::tui::app::{Effect, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, STRONG};

use super::{After, FramePlace, Overlay, framed, is_close, scrolled};

/// A question with a deed that is done if the answer is yes.
pub(crate) struct Confirm {
    pub(crate) title: String,
    /// The consequences, a line each.
    pub(crate) lines: Vec<String>,
    /// The first row of them that is shown.
    pub(crate) top: usize,
    pub(crate) question: String,
    /// True if the form under it asked; that form is sent with the answer yes.
    pub(crate) is_over_form: bool,
    pub(crate) deed: Deed,
}

impl Overlay for Confirm {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        let is_no = matches!(plain(key), KeyCode::Char('n' | 'N')) || is_close(key);
        if is_no {
            state.say(state.words.screen.nothing_done);
            return After::Close;
        }
        if !matches!(plain(key), KeyCode::Char('y' | 'Y')) {
            return scrolled(&mut self.top, key);
        }
        if self.is_over_form
            && let Some((at, form)) = state.overlays.take_top()
        {
            state.overlays.send(at, form);
        }
        let deed = std::mem::take(&mut self.deed);
        state.effects.push(Effect::Record(deed));
        After::Close
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        let last_page = self.rows(area).len().saturating_sub(room(area));
        self.top = self.top.min(last_page);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let (rows, room) = (self.rows(area), room(area));
        let place = FramePlace::Middle {
            columns: columns(area),
            lines: rows.len().min(room) as u16 + 2,
        };
        let words = &state.words.forms;
        let keys = if rows.len() > room {
            words.confirm_scroll_keys
        } else {
            words.confirm_keys
        };
        let inside = framed(painter, area, place, &self.title, keys);
        let below = rows.len().saturating_sub(self.top + room);
        // The last row says how many are below, itself among them.
        let last = (below > 0).then(|| (words.lines_left)(below + 1));
        let shown = room - room.min(last.iter().len());
        let shown = rows.into_iter().skip(self.top).take(shown);
        for (y, text) in (inside.y..).zip(shown.chain(last.as_deref())) {
            painter.put(inside.x, y, inside.width, text, PLAIN);
        }
        let y = inside.bottom().saturating_sub(1);
        painter.put(inside.x, y, inside.width, &self.question, STRONG);
        None
    }
}

impl Confirm {
    /// Returns the consequences as they are wrapped.
    fn rows(&self, area: Rect) -> Vec<&str> {
        let columns = columns(area).into();
        let rows = self.lines.iter().flat_map(|line| wrap(line, columns));
        rows.collect()
    }
}

/// Returns the width of the lines: wide screens have a margin, small ones need every column.
fn columns(area: Rect) -> u16 {
    area.width
        .saturating_sub(if area.width < 60 { 4 } else { 8 })
}

/// Returns the number of rows for the consequences, above a blank and the question.
fn room(area: Rect) -> usize {
    let margin = if area.height < 20 { 4 } else { 8 };
    area.height.saturating_sub(margin).into()
}
