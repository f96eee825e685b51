//! One file a view; each is a function of the state.

mod alerts;
mod changes;
mod detail;
mod frame;
mod header;
mod indicators;
mod item_row;
mod overview;
mod paint;
mod phases;
mod plot;
mod shown_list;
mod timeline;
mod units;
mod view_page;

use ratatui::layout::Rect;

use crate::text::{View, view_table};
use crate::tui::app::State;

pub(crate) use detail::Detail;
pub use frame::draw;
use header::ScreenHeader;
pub use paint::Look;
pub(crate) use paint::{MARKED, PLAIN, Painter, QUIET, STRONG};
use plot::{Plot, PlotStage, Point};
use shown_list::ShownList;
use view_page::PageDrawing;
pub(crate) use view_page::{DeedKeys, ListLayout, ViewPage};

macro_rules! pages {
    ($($(#[$doc:meta])* $view:ident, $file:ident, $key:literal;)+) => {
        /// Returns the page of a view, from its file.
        pub(crate) fn page(view: View) -> &'static ViewPage {
            match view {
                $(View::$view => &$file::PAGE,)+
            }
        }
    };
}
view_table!(pages);

/// The lines of a view that its headings take.
const HEADING: u16 = 1;

/// Sets the number of rows that the lists have room for above line `bottom`, before they are drawn.
pub(crate) fn fit(state: &mut State, area: Rect, bottom: u16) {
    let room = bottom.saturating_sub(area.y + HEADING).max(1);
    let left = (area.height - HEADING).min(room);
    let rows = (state.page().list_rows)(area).min(room);
    state.set_heights(left.into(), rows.into());
}

/// Draws the view.
pub(super) fn draw_view(state: &State, painter: &mut Painter<'_>, area: Rect) {
    match (state.page().draw, state.plans.open()) {
        (PageDrawing::OfState(draw), _) => draw(state, painter, area),
        (PageDrawing::OfPlan(draw), Some(open)) => draw(state, open, painter, area),
        (PageDrawing::OfPlan(_), None) => {
            let why = state
                .plans
                .chosen()
                .map(|plan| plan.closed_reason(state.words));
            let why = why.unwrap_or(state.words.screen.plan_is_broken);
            ShownList::of(state).empty(painter, area, why);
        }
    }
}

/// Returns the part of an area below its headings.
fn below_heading(area: Rect) -> Rect {
    Rect {
        y: area.y + HEADING,
        ..area
    }
}

/// Draws a heading over a column.
fn heading(painter: &mut Painter<'_>, x: u16, y: u16, columns: u16, text: &str) {
    painter.put(x, y, columns, text, QUIET);
}
