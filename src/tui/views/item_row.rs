//! The row of a milestone, the same in every list.

use ratatui::layout::Rect;

use crate::plan::ToldApart;
use crate::query::{Item, ListedMilestone};
use crate::report::figures;
use crate::text::{CUT_MARK, cut};

use super::{PLAIN, Painter, QUIET, ShownList};

/// The columns of the due date.
pub(super) const DUE: u16 = 8;

/// The fewest columns that an action's title is cut to; with fewer, it is left out.
const SHORTEST: u16 = 8;

/// The fewest columns of a row with a due date.
const WITH_DUE: u16 = 44;

/// The fewest columns that an occurrence leaves to a name that is cut without it too.
const BESIDE_OCCURRENCE: u16 = 11;

/// Draws lamp, name, figures, due date and the verdict's reason in a row, with `before` in front of the name.
pub(super) fn draw(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    before: &str,
    here: bool,
) {
    let why = (list.words.screen.short_reason)(&item.verdict);
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
    let Some(it) = item.preview(list.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let mut x = painter.lamp(area.x, area.y, lamp, list.words) + 1;
    let right = area.right();
    // A figure is never cut: a longer reason takes of the name's room.
    let mut why_columns = list.words.screen.why_columns.max(painter.columns(why));
    let mut figures = figures(&it, list.words);
    // What names the item stays: the due date goes first, then the blanks of the reason, then the figures.
    let shortest = shortest_name(painter, &it);
    let beside = [before, &figures].map(|text| painter.columns(text) + 1);
    let beside = x + 1 + beside.iter().sum::<u16>();
    let room = right.saturating_sub(beside + why_columns);
    let has_due = area.width >= WITH_DUE && room >= DUE + shortest;
    let due_columns = if has_due { DUE } else { 0 };
    if room < shortest {
        why_columns = painter.columns(why);
        if right.saturating_sub(beside + why_columns) < shortest {
            figures.clear();
        }
    }
    let due_at = right.saturating_sub(due_columns + 1 + why_columns);
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

/// Returns the fewest columns of a name in which an item is known: its id, and the mark of what is cut.
fn shortest_name(painter: &Painter<'_>, it: &ListedMilestone<'_>) -> u16 {
    painter.columns(it.action_id()) + CUT_MARK.len() as u16
}

/// Draws the name of a milestone in a line: the id and title of its action, then its own title. The action's title is
/// cut first, and last the occurrence and what else distinguishes one milestone from the next.
pub(super) fn label(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    it: &ListedMilestone<'_>,
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
    let tail = painter.columns(&occurrence);
    let mut text = name(it.action_title());
    // A name that nothing else distinguishes gives way to the part that does.
    let is_alike =
        apart.is_some() || list.is_under_actions() || painter.columns(&name("")) <= area.width;
    let least = if is_alike {
        shortest_name(painter, it)
    } else {
        BESIDE_OCCURRENCE
    };
    let has_tail_room = area.width >= tail + least;
    let room = area.width - if has_tail_room { tail } else { 0 };
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
    if !has_tail_room {
        text.push_str(&occurrence);
    }
    let name = Rect {
        width: room,
        ..area
    };
    let mut end = list.title(painter, name, &text, PLAIN, false);
    let left = area.right().saturating_sub(end);
    if has_tail_room && tail > 0 && left >= tail {
        let rest = Rect::new(end, area.y, left, 1);
        end = list.title(painter, rest, &occurrence, PLAIN, false);
    }
    painter.highlight(area.x, end, area.y, here);
}
