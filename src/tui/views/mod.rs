//! One file a view; each is a function of the state.

mod alerts;
mod changes;
pub(in crate::tui) mod detail;
pub(in crate::tui) mod frame;
mod header;
mod indicators;
mod item_row;
mod overview;
pub(in crate::tui) mod paint;
mod phases;
mod plot;
mod shown_list;
mod timeline;
mod units;
mod view_page;

use ratatui::layout::Rect;

use crate::text::{View, view_table};
use crate::tui::app::state::State;
use crate::tui::views::paint::{Painter, QUIET};
use crate::tui::views::shown_list::ShownList;
use crate::tui::views::view_page::PageDrawing;

pub(in crate::tui) use view_page::{DeedKeys, ListLayout, PlanScope, ViewPage};

macro_rules! pages {
    ($($(#[$doc:meta])* $view:ident, $file:ident, $key:literal;)+) => {
        /// Returns the page of a view, from its file.
        pub(in crate::tui) fn page(view: View) -> &'static ViewPage {
            match view {
                $(View::$view => &$file::PAGE,)+
            }
        }
    };
}
view_table!(pages);

/// The lines of a view that its headings take.
const HEADING: u16 = 1;

/// Sets the number of rows that the lists have room for, before they are drawn.
pub(in crate::tui) fn fit(state: &mut State, area: Rect) {
    let rows = (state.page().list_rows)(area);
    state.set_heights(usize::from(area.height - HEADING), rows.into());
}

/// Draws the view.
pub(in crate::tui) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) {
    match (state.page().draw, state.plans.open()) {
        (PageDrawing::OfState(draw), _) => draw(state, painter, area),
        (PageDrawing::OfPlan(draw), Some(open)) => draw(state, open, painter, area),
        (PageDrawing::OfPlan(_), None) => {
            ShownList::of(state).empty(painter, area, state.words.screen.plan_is_broken);
        }
    }
}

/// Draws a heading over a column.
fn heading(painter: &mut Painter<'_>, x: u16, y: u16, columns: u16, text: &str) {
    painter.put(x, y, columns, text, QUIET);
}
