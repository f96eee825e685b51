//! The main list of a view, with what its rows are drawn from.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::layout::Rect;

use crate::plan::{Day, LogSubject};
use crate::query::{Board, Item, Needle};
use crate::text::Words;
use crate::tui::app::{ClickTarget, Pane, RowRef, SelectedPart, State, UserKeys};

use super::{PLAIN, Painter, below_heading};
use ratatui::style::Style;

/// The main list of a view, with what its rows are drawn from.
#[derive(Clone, Copy)]
pub(super) struct ShownList<'a> {
    pub(super) words: &'static Words,
    pub(super) keys: &'a UserKeys,
    pub(super) board: &'a Board,
    pub(super) rows: &'a [RowRef],
    pub(super) pane: Pane,
    is_under_actions: bool,
    /// Whether the keys move through it, not through the units on the left.
    has_keys: bool,
    /// Whether a filter or a search leaves something out.
    pub(super) is_narrowed: bool,
    needle: Option<&'a Needle>,
    selected: &'a HashMap<SelectedPart, LogSubject>,
}

impl<'a> ShownList<'a> {
    pub(super) fn of(state: &'a State) -> Self {
        Self {
            words: state.words,
            keys: &state.keys,
            board: state.board(),
            rows: state.list.rows(),
            pane: state.main_pane(),
            is_under_actions: false,
            has_keys: !state.is_among_units(),
            is_narrowed: !state.narrowing.is_empty(),
            needle: state.narrowing.needle(),
            selected: &state.selected,
        }
    }

    /// Returns the list with milestones below a row of their action.
    pub(super) fn under_actions(self) -> Self {
        Self {
            is_under_actions: true,
            ..self
        }
    }

    /// Returns whether milestones are below a row of their action, which names it.
    pub(super) fn is_under_actions(&self) -> bool {
        self.is_under_actions
    }

    /// Returns the as-of day.
    pub(super) fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// Returns the short name of a plan for a row across plans, which names its own if there are several.
    pub(super) fn name_of_plan<'n>(&self, short: &'n str) -> &'n str {
        if self.board.plans.len() > 1 {
            short
        } else {
            ""
        }
    }

    /// Returns the parts of a text that the search finds.
    pub(super) fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let needle = self.needle;
        needle.map_or_else(Vec::new, |needle| needle.hits(text))
    }

    /// Returns whether an item is selected.
    pub(super) fn is_selected(&self, item: &Item) -> bool {
        let preview = || item.preview(self.board);
        !self.selected.is_empty()
            && preview().is_some_and(|it| self.selected.contains_key(&SelectedPart::of_row(&it)))
    }

    /// Draws the rows below the heading, each by `draw`, which gets whether the cursor is on it.
    pub(super) fn draw_rows(
        &self,
        painter: &mut Painter<'_>,
        area: Rect,
        mut draw: impl FnMut(&mut Painter<'_>, Rect, &RowRef, bool),
    ) {
        for (row, line, is_cursor) in self.pane.lines(self.rows.len(), below_heading(area)) {
            painter.row(line, ClickTarget::Row(row), is_cursor, self.has_keys);
            draw(painter, line, &self.rows[row], is_cursor && self.has_keys);
        }
    }

    /// Draws the title of a row with what the search finds, and the cursor if it is here; returns the column behind it.
    pub(super) fn title(
        &self,
        painter: &mut Painter<'_>,
        line: Rect,
        text: &str,
        style: Style,
        here: bool,
    ) -> u16 {
        let hits = self.hits(text);
        let end = painter.put_marked(line.x, line.y, line.width, text, style, &hits);
        painter.highlight(line.x, end, line.y, here);
        end
    }

    /// Says why there are no rows: nothing is found, or else this.
    pub(super) fn nothing(&self, painter: &mut Painter<'_>, area: Rect, text: &str) {
        let found = self.words.screen.nothing_found;
        self.empty(painter, area, if self.is_narrowed { found } else { text });
    }

    /// Says something where there are no rows.
    pub(super) fn empty(&self, painter: &mut Painter<'_>, area: Rect, text: &str) {
        let text = self.keys.named_in(text);
        let room = area.width.saturating_sub(3);
        painter.put(area.x + 2, area.y + 2, room, &text, PLAIN);
    }
}
