//! 7 变更: what differs from the last commit, commitments told apart from progress.

use ratatui::layout::Rect;

use crate::tui::app::lists::rows::RowRef;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::{empty, heading};

pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let words = &state.words.screen;
    if state.changes.is_empty() {
        let known = state.uncommitted.iter().any(Option::is_some);
        empty(
            painter,
            area,
            if known {
                words.no_changes
            } else {
                words.no_git
            },
        );
        return;
    }
    heading(
        painter,
        area.x + 2,
        area.y,
        area.width - 2,
        &(state.words.forms.changes)(state.changes.len()),
    );
    let pane = state.main_pane();
    for (line, row) in pane.window(state.rows.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        painter.cursor(area.x, y, row == pane.cursor, true);
        let RowRef::Change(at) = state.rows[row] else {
            continue;
        };
        let Some(change) = state.changes.get(at) else {
            continue;
        };
        let style = if change.commitment { STRONG } else { PLAIN };
        let x = painter.put(area.x + 2, y, 12, &change.name, style) + 1;
        let mark = if change.commitment {
            words.commitment_mark
        } else {
            ""
        };
        let x = if mark.is_empty() {
            x
        } else {
            painter.put(x, y, 10, mark, STRONG) + 1
        };
        let end = painter.put(x, y, area.right().saturating_sub(x), &change.text, style);
        painter.highlight(x, end, y, row == pane.cursor);
    }
}
