//! What each view says of itself: what it lists, its orders, its deeds, how it is drawn.

use ratatui::layout::Rect;

use crate::query::{Board, OpenPlan, SortBy};
use crate::tui::app::{RowRef, RowSource, State};

use super::Painter;

/// The most columns of a list; the eye must find the end of a row.
const LIST: u16 = 110;

/// The definition of a view: its lists, their orders, its deeds, and its drawing.
///
/// Each file of a view has one, and the table of views names the files.
pub(crate) struct ViewPage {
    /// Whether it shows all plans, not the chosen one.
    pub(crate) is_across_plans: bool,
    /// The ways to do deeds in it.
    pub(crate) deeds: DeedKeys,
    /// Whether it extends to the left and right, for the keys that go there.
    pub(crate) is_wide: bool,
    /// The arrangement of its lists.
    pub(crate) layout: ListLayout,
    /// The most columns it takes beside the detail.
    pub(crate) columns: u16,
    /// Makes the rows of its main list.
    pub(crate) rows: fn(&RowSource<'_>) -> Vec<RowRef>,
    /// The orders of its list beside its own.
    pub(crate) orders: &'static [SortBy],
    /// Puts its rows in one of these orders.
    pub(crate) sort: fn(&Board, &mut Vec<RowRef>, SortBy),
    /// Returns the number of rows that its main list has room for.
    pub(crate) list_rows: fn(Rect) -> u16,
    /// Draws what it shows.
    pub(super) draw: PageDrawing,
}

/// Takes from the state what a view shows, and draws that.
#[derive(Clone, Copy)]
pub(super) enum PageDrawing {
    /// Needs the chosen plan, and has nothing to show if that does not open.
    OfPlan(fn(&State, OpenPlan<'_>, &mut Painter<'_>, Rect)),
    /// Shows something whatever plans open.
    OfState(fn(&State, &mut Painter<'_>, Rect)),
}

/// The ways to do deeds in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeedKeys {
    /// None: it lists no milestones.
    None,
    /// Forms.
    Forms,
    /// Forms, and keys in the list itself: Space marks, and `x` selects.
    InPlace,
}

/// The arrangement of a view's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListLayout {
    /// One list of rows.
    Rows,
    /// The units on the left, and the rows of the one under the cursor on the right.
    UnitsAndRows,
    /// A column of milestones for each phase; no rows.
    PhaseColumns,
    /// One list of alerts across plans.
    Alerts,
}

impl ViewPage {
    /// A page with one list in one order, of the chosen plan.
    pub(super) const PLAIN: Self = Self {
        is_across_plans: false,
        deeds: DeedKeys::None,
        is_wide: false,
        layout: ListLayout::Rows,
        columns: LIST,
        rows: |_| Vec::new(),
        orders: &[],
        sort: |_, _, _| {},
        list_rows: |area| area.height.saturating_sub(super::HEADING),
        draw: PageDrawing::OfState(|_, _, _| {}),
    };

    /// Returns whether it lists milestones: a search looks through them, and deeds can be done on them.
    pub(crate) fn lists_milestones(&self) -> bool {
        self.deeds != DeedKeys::None
    }
}
