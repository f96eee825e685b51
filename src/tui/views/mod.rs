//! One file a view; each is a function of the state.

mod alerts;
mod changes;
pub(in crate::tui) mod detail;
pub(in crate::tui) mod frame;
mod indicators;
mod item_row;
mod overview;
pub(in crate::tui) mod paint;
mod phases;
mod plot;
mod timeline;
mod units;

use ratatui::layout::Rect;

use crate::text::View;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, QUIET};

/// How many lines of a view its headings take.
const HEADING: u16 = 1;

/// Tells the state how many rows its lists have room for, before they are drawn.
pub(in crate::tui) fn fit(state: &mut State, area: Rect) {
    let rows = match state.view {
        View::Indicators => indicators::list_rows(area),
        _ => area.height - HEADING,
    };
    state.set_heights(usize::from(area.height - HEADING), rows.into());
}

/// Draws the view.
pub(in crate::tui) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) {
    match state.view {
        View::Overview => overview::draw(state, painter, area),
        View::Units => units::draw(state, painter, area),
        View::Phases => phases::draw(state, painter, area),
        View::Alerts => alerts::draw(state, painter, area),
        View::Indicators => indicators::draw(state, painter, area),
        View::Timeline => timeline::draw(state, painter, area),
        View::Changes => changes::draw(state, painter, area),
    }
}

/// What a list that has nothing to show says.
fn empty(state: &State, painter: &mut Painter<'_>, area: Rect, text: &str) {
    let text = state.keys.named_in(text);
    let room = area.width.saturating_sub(3);
    painter.put(area.x + 2, area.y + 2, room, &text, PLAIN);
}

/// A heading over a column.
fn heading(painter: &mut Painter<'_>, x: u16, y: u16, columns: u16, text: &str) {
    painter.put(x, y, columns, text, QUIET);
}
