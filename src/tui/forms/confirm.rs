//! The question before a deed that is refused in part or changes more than it shows.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::record::Deed;
use crate::tui::app::{Effect, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, STRONG};

use super::{After, FramePlace, Overlay, framed, is_close};

/// A question with a deed that is done if the answer is yes.
pub(crate) struct Confirm {
    pub(crate) title: String,
    /// The consequences, a line each.
    pub(crate) lines: Vec<String>,
    pub(crate) question: String,
    /// Whether the form under it asked; that form is sent with the answer yes.
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
            return After::Stay;
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

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let place = FramePlace::Middle {
            columns: area.width.saturating_sub(8),
            lines: (self.lines.len() as u16).min(area.height.saturating_sub(8)) + 2,
        };
        let keys = state.words.forms.confirm_keys;
        let inside = framed(painter, area, place, &self.title, keys);
        let room = usize::from(inside.height.saturating_sub(2));
        let left_out = self.lines.len().saturating_sub(room);
        // The last line says how many are left out, itself among them.
        let last = (left_out > 0).then(|| (state.words.forms.lines_left)(left_out + 1));
        let shown = room - room.min(last.iter().len());
        let lines = self.lines.iter().take(shown).chain(&last);
        for (line, text) in lines.enumerate() {
            let y = inside.y + line as u16;
            painter.put(inside.x, y, inside.width, text, PLAIN);
        }
        let y = inside.bottom().saturating_sub(1);
        painter.put(inside.x, y, inside.width, &self.question, STRONG);
        None
    }
}
