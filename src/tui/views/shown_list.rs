use std::ops::Range;

use ratatui::layout::Rect;

use crate::plan::Day;
use crate::query::{Board, Item, Needle};
use crate::text::Words;
use crate::tui::app::{KeyMap, Pane, RowRef, SelectedMilestones, State};

use super::{PLAIN, Painter};

/// The main list of a view, with what its rows are drawn from.
#[derive(Clone, Copy)]
pub(super) struct ShownList<'a> {
    pub(super) words: &'static Words,
    pub(super) keys: &'a KeyMap,
    pub(super) board: &'a Board,
    pub(super) rows: &'a [RowRef],
    pub(super) pane: Pane,
    is_under_actions: bool,
    /// Whether a filter or a search leaves something out.
    pub(super) is_narrowed: bool,
    needle: Option<&'a Needle>,
    selected: &'a SelectedMilestones,
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
            is_narrowed: !state.narrowing.is_empty(),
            needle: state.narrowing.needle(),
            selected: &state.selected,
        }
    }

    /// Returns the list, in which milestones stand below a row of their action.
    pub(super) fn under_actions(self) -> Self {
        Self {
            is_under_actions: true,
            ..self
        }
    }

    /// Returns whether milestones stand below a row of their action, which names it.
    pub(super) fn is_under_actions(&self) -> bool {
        self.is_under_actions
    }

    /// Returns the as-of day.
    pub(super) fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// Returns whether there are several plans, so that a row across plans names its own.
    pub(super) fn has_several_plans(&self) -> bool {
        self.board.plans.len() > 1
    }

    /// Returns the parts of a text that the search finds.
    pub(super) fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let needle = self.needle;
        needle.map_or_else(Vec::new, |needle| needle.hits(text))
    }

    /// Returns whether a milestone is selected.
    pub(super) fn is_selected(&self, item: &Item) -> bool {
        !self.selected.is_empty()
            && item
                .glance(self.board)
                .is_some_and(|it| self.selected.has(&it.log()))
    }

    /// Says why there are no rows.
    pub(super) fn empty(&self, painter: &mut Painter<'_>, area: Rect, text: &str) {
        let text = self.keys.named_in(text);
        let room = area.width.saturating_sub(3);
        painter.put(area.x + 2, area.y + 2, room, &text, PLAIN);
    }
}
