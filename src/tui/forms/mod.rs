//! What lies over a view and takes the keys: one file an overlay, with its keys and its drawing, all in one frame.

mod begin;
mod choice;
mod confirm;
mod doubts;
pub(in crate::tui) mod field;
mod filters;
mod form;
mod help;
mod new_plan;
mod overlay_frame;
mod overlays;
mod palette;
mod reading;
mod reports;
mod submit;

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::tui::app::effect::Effect;
use crate::tui::app::state::State;
use crate::tui::views::paint::Painter;

pub(in crate::tui) use begin::Begin;
pub(in crate::tui) use choice::{ChoiceList, ChoiceOption};
pub(in crate::tui) use confirm::Confirm;
pub(in crate::tui) use doubts::Doubts;
pub use doubts::ImportReview;
pub(in crate::tui) use form::{Form, Purpose};
pub(in crate::tui) use help::Help;
pub(in crate::tui) use overlays::Overlays;
pub(in crate::tui) use palette::Palette;
pub(in crate::tui) use reading::TextPage;
pub(in crate::tui) use reports::ReportPreview;

/// What lies over a view and takes the keys: a form, a list to choose from, something to read.
///
/// A new one is a file here with this trait, opened by [`State::open`].
pub(in crate::tui) trait Overlay {
    /// Takes a key, and says whether the overlay stays.
    fn key(&mut self, state: &mut State, key: KeyEvent, cx: &Occasion) -> After;

    /// Draws it; gives the place of the real cursor where text is typed.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position>;

    /// Takes pasted text into the field that is open; without one a paste means nothing.
    fn paste(&mut self, _state: &mut State, _text: &str) {}

    /// Learns how large the screen is, before it is drawn.
    fn fit(&mut self, _state: &State, _area: Rect) {}
}

/// What becomes of an overlay after a key, and what is to be done.
pub(in crate::tui) enum After {
    /// It stays.
    Stay(Vec<Effect>),
    /// It is closed.
    Close(Vec<Effect>),
}

impl After {
    /// It stays, and nothing is to be done.
    pub(in crate::tui) fn stay() -> Self {
        Self::Stay(Vec::new())
    }

    /// It is closed, and nothing is to be done.
    pub(in crate::tui) fn close() -> Self {
        Self::Close(Vec::new())
    }
}

impl State {
    /// Opens an overlay over the view and what is open already.
    pub(in crate::tui) fn open(&mut self, overlay: impl Overlay + 'static) {
        self.overlays.push(Box::new(overlay));
    }

    /// Takes a key for the overlay on top.
    pub(in crate::tui) fn overlay_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some((at, mut overlay)) = self.overlays.take_top() else {
            return Vec::new();
        };
        match overlay.key(self, key, cx) {
            After::Close(effects) => effects,
            After::Stay(effects) => {
                self.overlays.put_back(at, overlay);
                effects
            }
        }
    }

    /// Takes pasted text: into the field that is open; nowhere else does a paste mean anything.
    pub fn paste(&mut self, text: &str) {
        if let Some((at, mut overlay)) = self.overlays.take_top() {
            overlay.paste(self, text);
            self.overlays.put_back(at, overlay);
        }
    }
}

/// Tells the overlay on top how large the screen is.
pub(in crate::tui) fn fit(state: &mut State, area: Rect) {
    if let Some((at, mut overlay)) = state.overlays.take_top() {
        overlay.fit(state, area);
        state.overlays.put_back(at, overlay);
    }
}

/// Draws the overlay on top; gives the place of the real cursor where text is typed.
pub(in crate::tui) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
) -> Option<Position> {
    state.overlays.top()?.draw(state, painter, area)
}
