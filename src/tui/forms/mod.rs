//! Overlays over a view: forms, lists to choose from, pages to read. Each is a file with its keys and its drawing, and all
//! have the same frame.

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

/// An overlay over a view, which takes the keys while it is open.
///
/// A new one is a file here that implements this trait and is opened by [`State::open`].
pub(in crate::tui) trait Overlay {
    /// Takes a key; returns whether the overlay stays, and the effects.
    fn key(&mut self, state: &mut State, key: KeyEvent, cx: &Occasion) -> After;

    /// Draws the overlay; returns the position of the terminal's cursor if text is typed.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position>;

    /// Inserts pasted text into the open field; without one, nothing happens.
    fn paste(&mut self, _state: &mut State, _text: &str) {}

    /// Adapts to the size of the screen, before it is drawn.
    fn fit(&mut self, _state: &State, _area: Rect) {}
}

/// The fate of an overlay after a key, with the effects to carry out.
pub(in crate::tui) enum After {
    /// The overlay stays.
    Stay(Vec<Effect>),
    /// The overlay is closed.
    Close(Vec<Effect>),
}

impl After {
    /// Keeps the overlay, without effects.
    pub(in crate::tui) fn stay() -> Self {
        Self::Stay(Vec::new())
    }

    /// Closes the overlay, without effects.
    pub(in crate::tui) fn close() -> Self {
        Self::Close(Vec::new())
    }
}

impl State {
    /// Opens an overlay over the view and any other overlay.
    pub(in crate::tui) fn open(&mut self, overlay: impl Overlay + 'static) {
        self.overlays.push(Box::new(overlay));
    }

    /// Passes a key to the overlay on top.
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

    /// Passes pasted text to the overlay on top.
    pub fn paste(&mut self, text: &str) {
        if let Some((at, mut overlay)) = self.overlays.take_top() {
            overlay.paste(self, text);
            self.overlays.put_back(at, overlay);
        }
    }
}

/// Adapts the overlay on top to the size of the screen.
pub(in crate::tui) fn fit(state: &mut State, area: Rect) {
    if let Some((at, mut overlay)) = state.overlays.take_top() {
        overlay.fit(state, area);
        state.overlays.put_back(at, overlay);
    }
}

/// Draws the overlay on top; returns the position of the terminal's cursor if text is typed.
pub(in crate::tui) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
) -> Option<Position> {
    state.overlays.top()?.draw(state, painter, area)
}
