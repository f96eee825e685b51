use ratatui::layout::Rect;

use crate::query::{Board, OpenPlan, SortBy};
use crate::tui::app::lists::rows::{RowRef, RowSource};
use crate::tui::app::state::State;
use crate::tui::views::paint::Painter;

/// The most columns of a list; the eye must find the end of a row.
const LIST: u16 = 110;

/// The definition of a view: its lists, their orders, its deeds, and its drawing.
///
/// Each file of a view has one, and the table of views names the files.
pub(in crate::tui) struct ViewPage {
    /// The plans it shows.
    pub(in crate::tui) plans: PlanScope,
    /// The ways to do deeds in it.
    pub(in crate::tui) deeds: DeedKeys,
    /// Whether it extends to the left and right, for the keys that go there.
    pub(in crate::tui) is_wide: bool,
    /// The arrangement of its lists.
    pub(in crate::tui) layout: ListLayout,
    /// The most columns it takes beside the detail.
    pub(in crate::tui) columns: u16,
    /// Makes the rows of its main list.
    pub(in crate::tui) rows: fn(&RowSource<'_>) -> Vec<RowRef>,
    /// The orders of its list beside its own.
    pub(in crate::tui) orders: &'static [SortBy],
    /// Puts its rows in one of these orders.
    pub(in crate::tui) sort: fn(&Board, &mut Vec<RowRef>, SortBy),
    /// Returns how many rows of its main list there is room for.
    pub(in crate::tui) list_rows: fn(Rect) -> u16,
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

/// The plans that a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum PlanScope {
    /// All of them.
    All,
    /// The chosen one.
    Chosen,
}

/// The ways to do deeds in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum DeedKeys {
    /// None: it lists no milestones.
    None,
    /// Forms.
    Forms,
    /// Forms, and keys in the list itself: Space marks, and `x` selects.
    InPlace,
}

/// The arrangement of a view's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum ListLayout {
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
        plans: PlanScope::Chosen,
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

    /// Returns whether it shows all plans.
    pub(in crate::tui) fn is_across_plans(&self) -> bool {
        self.plans == PlanScope::All
    }

    /// Returns whether it lists milestones: a search looks through them, and deeds can be done on them.
    pub(in crate::tui) fn lists_milestones(&self) -> bool {
        self.deeds != DeedKeys::None
    }
}
