//! The frame of every overlay: its title in the upper edge, its keys in the lower one. Esc closes it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use crate::tui::term::keys::plain;
use crate::tui::term::wide::clear_area;
use crate::tui::views::{Painter, QUIET, STRONG};

/// The columns of the edges and the blanks beside them.
const SIDES: u16 = 4;
/// The lines of the edges.
pub(super) const EDGES: u16 = 2;

/// The position and size of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FramePlace {
    /// In the middle.
    Middle {
        /// Columns inside.
        columns: u16,
        /// Lines inside.
        lines: u16,
    },
    /// Across the bottom, so that the list above stays in sight.
    Bottom {
        /// Lines inside.
        lines: u16,
    },
    /// Over the whole screen below the head.
    Whole {
        /// The first line.
        top: u16,
    },
}

impl FramePlace {
    /// Returns the area of the frame with its edges.
    pub(super) fn outer(self, area: Rect) -> Rect {
        match self {
            Self::Middle { columns, lines } => {
                let wide = (columns + SIDES).min(area.width);
                let high = (lines + EDGES).min(area.height);
                let x = area.x + (area.width - wide) / 2;
                Rect::new(x, area.y + (area.height - high) / 2, wide, high)
            }
            Self::Bottom { lines } => {
                let high = (lines + EDGES).min(area.height);
                Rect::new(area.x, area.bottom() - high, area.width, high)
            }
            Self::Whole { top } => {
                let top = top.min(area.height);
                Rect::new(area.x, area.y + top, area.width, area.height - top)
            }
        }
    }

    /// Returns the area inside the frame.
    pub(super) fn inside(self, area: Rect) -> Rect {
        let outer = self.outer(area);
        Rect::new(
            outer.x + 2,
            outer.y + 1,
            outer.width.saturating_sub(SIDES),
            outer.height.saturating_sub(EDGES),
        )
    }
}

/// Draws a frame over what is there; returns the area inside.
pub(super) fn framed(
    painter: &mut Painter<'_>,
    area: Rect,
    place: FramePlace,
    title: &str,
    keys: &str,
) -> Rect {
    let outer = place.outer(area);
    clear_area(painter.buffer, outer);
    let rule = format!("+{}+", "-".repeat(outer.width.saturating_sub(2).into()));
    for y in [outer.y, outer.bottom().saturating_sub(1)] {
        painter.put(outer.x, y, outer.width, &rule, QUIET);
    }
    for y in outer.y + 1..outer.bottom().saturating_sub(1) {
        painter.put(outer.x, y, 1, "|", QUIET);
        painter.put(outer.right().saturating_sub(1), y, 1, "|", QUIET);
    }
    let room = outer.width.saturating_sub(SIDES);
    for (y, text, style) in [
        (outer.y, title, STRONG),
        (outer.bottom().saturating_sub(1), keys, QUIET),
    ] {
        if !text.is_empty() {
            painter.put(outer.x + 2, y, room, &format!(" {text} "), style);
        }
    }
    place.inside(area)
}

/// Returns the mark of an option that is ticked or not.
pub(super) fn tick(is_ticked: bool) -> &'static str {
    if is_ticked { "[x]" } else { "[ ]" }
}

/// Returns whether a key leaves an overlay that takes text: Esc, Ctrl-C or Ctrl-G.
pub(crate) fn is_cancel(key: KeyEvent) -> bool {
    key.code == KeyCode::Esc
        || key.modifiers.contains(KeyModifiers::CONTROL)
            && matches!(key.code, KeyCode::Char('c' | 'g'))
}

/// Returns whether a key closes an overlay that takes no text: one that cancels, or `q`.
pub(super) fn is_close(key: KeyEvent) -> bool {
    is_cancel(key) || plain(key) == KeyCode::Char('q')
}
