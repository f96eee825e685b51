//! 1 总览: one line per plan; its state first, then lamps, phases, the next date.

use ratatui::layout::Rect;

use crate::plan::{Lamp, Summary};
use crate::query::{PlanHandle, SortBy};
use crate::text::{width, wrap};
use crate::tui::app::{GitStanding, LeaderPage, RowRef, State, sort_plans};

use super::{PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, heading, item_row};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    is_across_plans: true,
    rows: |source| source.plan_rows(),
    orders: &[SortBy::Standing, SortBy::Due],
    sort: |board, rows, order| sort_plans(board, rows, order),
    draw: PageDrawing::OfState(|state, painter, area| draw(&Overview::of(state), painter, area)),
    ..ViewPage::PLAIN
};

/// The plans, and below them what is most urgent.
struct Overview<'a> {
    list: ShownList<'a>,
    git: &'a GitStanding,
    leader: &'a LeaderPage,
    /// Whether only the plans that a search finds are shown.
    is_searched: bool,
}

impl<'a> Overview<'a> {
    fn of(state: &'a State) -> Self {
        Self {
            list: ShownList::of(state),
            git: &state.git,
            leader: &state.leader,
            is_searched: state.narrowing.needle().is_some(),
        }
    }
}

fn draw(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = view.list.words;
    if view.list.board.plans.is_empty() {
        return draw_welcome(view, painter, area);
    }
    if view.list.rows.is_empty() {
        return view.list.empty(painter, area, words.screen.nothing_found);
    }
    let columns = OverviewColumns::of(area);
    for (x, lamp) in columns.lamps {
        heading(painter, x, area.y, 4, (words.lamp)(lamp));
    }
    heading(painter, columns.done, area.y, 11, words.columns.status);
    heading(painter, columns.next, area.y, 12, words.screen.next_due);
    view.list
        .draw_rows(painter, area, |painter, line, row, here| {
            if let RowRef::Plan(place) = row {
                plan_row(
                    view, painter, &columns, line, &view.list.board.plans[*place], here,
                );
            }
        });
    let below = area.y + 2 + view.list.rows.len().min(usize::from(area.height)) as u16;
    let room = area.bottom().saturating_sub(below);
    if room > 1 {
        draw_leader_page(view, painter, Rect::new(area.x, below, area.width, room));
    }
}

/// Draws an explanation of plans and the keys that lead to one, if there is no plan yet.
fn draw_welcome(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    let room = area.width.saturating_sub(3);
    let lines = view.list.words.forms.no_plan_yet.iter();
    let lines: Vec<_> = lines.map(|line| view.list.keys.named_in(line)).collect();
    let pieces = lines.iter().flat_map(|line| wrap(line, room.into()));
    for (y, piece) in (area.y..area.bottom()).zip(pieces) {
        painter.put(area.x + 2, y, room, piece, PLAIN);
    }
}

/// Draws the most urgent milestones and their units below the plans, if there is room.
fn draw_leader_page(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    if view.is_searched || view.leader.urgent.is_empty() {
        return;
    }
    let words = &view.list.words.forms;
    let mut y = area.y;
    painter.put(area.x + 2, y, area.width - 2, words.most_urgent, STRONG);
    y += 1;
    for item in &view.leader.urgent {
        let Some(it) = item.preview(view.list.board).filter(|_| y < area.bottom()) else {
            continue;
        };
        let before = view.list.name_of_plan(it.plan_short());
        let row = Rect::new(area.x + 2, y, area.width.saturating_sub(2), 1);
        item_row::draw(&view.list, painter, row, item, before, false);
        y += 1;
    }
    if y + 2 > area.bottom() || view.leader.units.is_empty() {
        return;
    }
    painter.put(area.x + 2, y, area.width - 2, words.units_by_red, STRONG);
    let units = view
        .leader
        .units
        .iter()
        .map(|(name, red)| format!("{name} {red}"));
    let lines = in_lines(units, area.width.saturating_sub(4).into());
    for (y, line) in (y + 1..area.bottom()).zip(&lines) {
        painter.put(area.x + 2, y, area.width - 2, line, PLAIN);
    }
}

/// Puts whole texts beside each other, in lines of some columns.
fn in_lines(texts: impl Iterator<Item = String>, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut() {
            Some(line) if width(line) + BETWEEN.len() + width(&text) <= columns => {
                line.push_str(BETWEEN);
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    lines
}

/// The gap between two texts in a line.
const BETWEEN: &str = "   ";

struct OverviewColumns {
    state: u16,
    lamps: [(u16, Lamp); 2],
    done: u16,
    next: u16,
}

impl OverviewColumns {
    fn of(area: Rect) -> Self {
        // Where there is no room the counts of lamps stay.
        let (next, done) = if area.width < 60 {
            (area.right(), area.right())
        } else {
            (area.right() - 11, area.right() - 23)
        };
        Self {
            state: area.x + 14,
            lamps: [(done - 10, Lamp::Red), (done - 5, Lamp::Yellow)],
            done,
            next,
        }
    }
}

/// Returns the trouble of a plan, in words.
fn trouble(view: &Overview<'_>, handle: &PlanHandle) -> Option<String> {
    let words = &view.list.words.screen;
    if handle.is_in_conflict() {
        return Some(words.in_conflict.to_owned());
    }
    let errors = handle.errors();
    (errors > 0).then(|| (words.problems)(errors))
}

/// Returns the state of a plan, and what is wrong with it or not committed.
fn state_words(view: &Overview<'_>, handle: &PlanHandle, sum: &Summary) -> String {
    let words = view.list.words;
    let mut said = vec![(words.plan_state)(sum.state)];
    if sum.draft {
        said.push(words.draft.to_owned());
    }
    said.extend(trouble(view, handle));
    let uncommitted = view.git.uncommitted_of(handle.id());
    if uncommitted > 0 {
        said.push((words.cli.uncommitted)(uncommitted));
    }
    said.join(" ")
}

fn plan_row(
    view: &Overview<'_>,
    painter: &mut Painter<'_>,
    columns: &OverviewColumns,
    line: Rect,
    handle: &PlanHandle,
    here: bool,
) {
    let words = view.list.words;
    let (y, right) = (line.y, line.right());
    let name = Rect::new(line.x + 2, y, 11, 1);
    view.list.title(painter, name, handle.short(), STRONG, here);
    let Some(sum) = handle.summary() else {
        let said = trouble(view, handle).unwrap_or_default();
        painter.put(columns.state, y, right - columns.state, &said, STRONG);
        return;
    };
    if sum.never_reported {
        let mut text = format!("{} {}", (words.plan_state)(sum.state), words.never_reported);
        if handle.is_in_conflict() {
            text = format!("{text} {}", words.screen.in_conflict);
        }
        painter.put(columns.state, y, right - columns.state, &text, QUIET);
        let found = (words.screen.found)(sum.tally.total() as usize);
        // If there is no room, the message stays.
        let room = (right - columns.state).saturating_sub(painter.columns(&text) + 1);
        if painter.columns(&found) <= room {
            painter.put_right(right, y, 16, &found, QUIET);
        }
        return;
    }
    let bars_end = columns.lamps[0].0.saturating_sub(1);
    let room = bars_end.saturating_sub(columns.state);
    let said = state_words(view, handle, sum);
    let x = painter.put(columns.state, y, room, &said, PLAIN) + 2;
    phase_bars(painter, sum, x, y, bars_end.saturating_sub(x));
    let tally = sum.tally;
    for (x, lamp) in columns.lamps {
        let (count, style) = match tally.lit(lamp) {
            0 => ("-".to_owned(), QUIET),
            count => (count.to_string(), painter.lamp_style(lamp)),
        };
        painter.put(x, y, 5, &count, style);
    }
    let figure = format!("{}/{}", tally.finished(), tally.owed());
    painter.put(columns.done, y, 11, &figure, PLAIN);
    if let Some(next) = sum.next_due {
        painter.put(columns.next, y, 11, &next.to_string(), PLAIN);
    }
}

/// Draws a bar for each phase, as many as fit.
fn phase_bars(painter: &mut Painter<'_>, sum: &Summary, x: u16, y: u16, room: u16) {
    let each = (room / (sum.phases.len() as u16).max(1)).min(9);
    if each < 3 {
        return;
    }
    for (ix, phase) in sum.phases.iter().enumerate() {
        let (done, of) = (phase.tally.finished(), phase.tally.owed());
        painter.bar(x + ix as u16 * each, y, each - 1, done, of);
    }
}
