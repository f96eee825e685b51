//! The row of a milestone, the same in every list.

use ratatui::layout::Rect;

use crate::plan::ToldApart;
use crate::query::{Item, Listed};
use crate::report::figures;
use crate::text::cut;

use super::{PLAIN, Painter, QUIET, ShownList};

/// The columns of the due date.
pub(super) const DUE: u16 = 8;

/// The fewest columns that an action's title is cut to; with fewer, it is left out.
const SHORTEST: u16 = 8;

/// The fewest columns of a row with a due date.
const WITH_DUE: u16 = 44;

/// The fewest columns that an occurrence leaves to the rest of the name.
const BESIDE_OCCURRENCE: u16 = 10;
/// The fewest columns that a date leaves which alone tells milestones of one title apart.
const BESIDE_DUE: u16 = 5;

/// Draws lamp, name, figures, due date and the verdict's reason in a row, with `before` in front of the name.
pub(super) fn draw(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    before: &str,
    here: bool,
) {
    let why = (list.words.screen.why)(&item.verdict);
    draw_with(list, painter, area, item, [before, &why], here);
}

/// Draws the row with a text in front of the name and one at the right end.
pub(super) fn draw_with(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    [before, why]: [&str; 2],
    here: bool,
) {
    let Some(it) = item.glance(list.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let mut x = painter.lamp(area.x, area.y, lamp, list.words) + 1;
    let right = area.right();
    // A figure is never cut: a longer reason takes of the name's room.
    let why_columns = list.words.screen.why_columns.max(painter.columns(why));
    let due_columns = if area.width < WITH_DUE { 0 } else { DUE };
    let due_at = right.saturating_sub(due_columns + 1 + why_columns);
    let figures = figures(&it, list.words);
    let figures_at = if figures.is_empty() {
        due_at
    } else {
        due_at.saturating_sub(painter.columns(&figures) + 1)
    };
    if !before.is_empty() {
        let room = figures_at.saturating_sub(x);
        x = painter.put(x, area.y, room, before, QUIET) + 1;
    }
    let room = Rect::new(x, area.y, figures_at.saturating_sub(x + 1), 1);
    label(list, painter, room, &it, here);
    let room = due_at.saturating_sub(figures_at);
    painter.put(figures_at, area.y, room, &figures, PLAIN);
    let due = item.verdict.due_now.format("%y-%m-%d").to_string();
    painter.put(due_at, area.y, due_columns, &due, QUIET);
    let style = painter.lamp_style(lamp);
    painter.put_right(right, area.y, why_columns, why, style);
}

/// Draws the name of a milestone in a line: the id and title of its action, then its own title. The action's title is
/// cut first, and last the occurrence and what else tells one milestone from the next.
pub(super) fn label(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    it: &Listed<'_>,
    here: bool,
) {
    let name =
        |action: &str| (list.words.forms.milestone_of)(it.action_id(), action, &it.milestone.title);
    let occurrence = it.milestone.occurrence.as_ref();
    let apart = it.apart().map(|apart| match apart {
        ToldApart::ByDue(due) => due.format("%y-%m-%d").to_string(),
        ToldApart::ById(id) => id.to_owned(),
    });
    let tails = occurrence.into_iter().chain(&apart);
    let occurrence: String = tails.flat_map(|tail| [" ", tail]).collect();
    let least = if apart.is_some() {
        BESIDE_DUE
    } else {
        BESIDE_OCCURRENCE
    };
    let tail = painter.columns(&occurrence);
    let room = if area.width > tail + least {
        area.width - tail
    } else {
        area.width
    };
    let mut text = name(it.action_title());
    let missing = painter.columns(&text).saturating_sub(room);
    // A title that a search has hit is shown uncut, so that the hit is seen.
    if missing > 0 && list.hits(it.action_title()).is_empty() {
        let left = painter.columns(it.action_title()).saturating_sub(missing);
        text = if left >= SHORTEST {
            name(&cut(it.action_title(), left.into()))
        } else {
            name("")
        };
        // Under its action's own row a milestone can do without the number.
        if list.is_under_actions() && painter.columns(&text) > room {
            text.clone_from(&it.milestone.title);
        }
    }
    let name = Rect {
        width: room,
        ..area
    };
    let mut end = list.title(painter, name, &text, PLAIN, false);
    let left = area.right().saturating_sub(end);
    if tail > 0 && left >= tail {
        let rest = Rect::new(end, area.y, left, 1);
        end = list.title(painter, rest, &occurrence, PLAIN, false);
    }
    painter.highlight(area.x, end, area.y, here);
}
