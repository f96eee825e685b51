//! Overlays over a view: forms, lists to choose from, pages to read. Each is a file with its keys and its drawing, and all
//! have the same frame.

mod begin;
mod choice;
mod confirm;
mod doubts;
mod field;
mod filters;
mod form;
mod help;
mod new_plan;
mod overlay_frame;
mod overlays;
mod palette;
mod reports;
mod scrolled_text;
mod search;

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::tui::app::State;
use crate::tui::views::Painter;

use overlay_frame::{EDGES, FramePlace, framed, is_cancel, is_close, tick};
use scrolled_text::{ScrolledText, columns_in, scrolled};

pub(crate) use begin::Begin;
pub(crate) use choice::{ChoiceList, ChoiceOption};
pub(crate) use confirm::Confirm;
pub(crate) use doubts::Doubts;
pub use doubts::ImportReview;
pub(crate) use field::{Field, FieldName, draw_fields};
pub(crate) use form::{Form, Purpose};
pub(crate) use help::Help;
pub(crate) use overlays::Overlays;
pub(crate) use palette::Palette;
pub(crate) use reports::ReportPreview;
pub(crate) use scrolled_text::TextPage;
pub(crate) use search::SearchField;

/// The most characters that are pasted at once: more is not a report but a file copied by mistake.
const LONGEST: usize = 100_000;

/// An overlay over a view, which takes the keys while it is open.
///
/// A new one is a file here that implements this trait and is opened by [`State::open`].
pub(crate) trait Overlay {
    /// Takes a key; returns whether the overlay stays.
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After;

    /// Draws the overlay; returns the position of the terminal's cursor if text is typed.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position>;

    /// Inserts pasted text into the open field; without one, nothing happens.
    fn paste(&mut self, _state: &mut State, _text: &str) {}

    /// Returns whether it holds text that goes if the program ends.
    fn holds_text(&self) -> bool {
        false
    }

    /// Takes the reason for which what it asked for was refused, or a pasted text; returns whether it shows it.
    fn refused(&mut self, _state: &State, _why: &str) -> bool {
        false
    }

    /// Counts the lines at the bottom of the screen that it covers while the row that it is about stays in sight.
    fn covers(&self, _state: &State, _area: Rect) -> u16 {
        0
    }

    /// Adapts to the size of the screen, before it is drawn.
    fn fit(&mut self, _state: &State, _area: Rect) {}
}

/// The fate of an overlay after a key.
pub(crate) enum After {
    /// The overlay stays.
    Stay,
    /// The overlay is closed.
    Close,
    /// The overlay is closed, and opens again if the effect it asked for is refused.
    Sent,
}

impl State {
    /// Opens an overlay over the view and any other overlay.
    pub(crate) fn open(&mut self, overlay: impl Overlay + 'static) {
        self.overlays.push(Box::new(overlay));
    }

    /// Passes a key to the overlay on top.
    pub(crate) fn overlay_key(&mut self, key: KeyEvent) {
        let Some((at, mut overlay)) = self.overlays.take_top() else {
            return;
        };
        match overlay.key(self, key) {
            After::Stay => self.overlays.put_back(at, overlay),
            After::Close => {}
            After::Sent => self.overlays.send(at, overlay),
        }
    }

    /// Passes pasted text to the overlay on top, whole or not at all.
    pub fn paste(&mut self, text: &str) {
        if let Some((at, mut overlay)) = self.overlays.take_top() {
            let length = text.chars().count();
            if length <= LONGEST {
                overlay.paste(self, text);
            } else {
                let why = (self.words.forms.paste_too_long)(length, LONGEST);
                if !overlay.refused(self, &why) {
                    self.refuse(why);
                }
            }
            self.overlays.put_back(at, overlay);
        }
    }
}

/// Adapts the overlay on top to the size of the screen.
pub(crate) fn fit(state: &mut State, area: Rect) {
    if let Some((at, mut overlay)) = state.overlays.take_top() {
        overlay.fit(state, area);
        state.overlays.put_back(at, overlay);
    }
}

/// Counts the lines at the bottom of the screen that the overlay on top covers.
pub(crate) fn covered(state: &State, area: Rect) -> u16 {
    let top = state.overlays.top();
    top.map_or(0, |overlay| overlay.covers(state, area))
}

/// Draws the overlay on top; returns the position of the terminal's cursor if text is typed.
pub(crate) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    state.overlays.top()?.draw(state, painter, area)
}
