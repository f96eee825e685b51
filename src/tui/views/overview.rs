//! 1 总览: one line per plan; its state first, then lamps, phases, the next date.

use ratatui::layout::Rect;

use crate::plan::{Lamp, Summary};
use crate::query::{PlanHandle, SortBy};
use crate::text::{width, wrap};
use crate::tui::app::{ClickTarget, GitStanding, LeaderPage, RowRef, State, sort_plans};

use super::{
    PLAIN, PageDrawing, Painter, PlanScope, QUIET, STRONG, ShownList, ViewPage, heading, item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    plans: PlanScope::All,
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
}

impl<'a> Overview<'a> {
    fn of(state: &'a State) -> Self {
        Self {
            list: ShownList::of(state),
            git: &state.git,
            leader: &state.leader,
        }
    }
}

fn draw(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    if view.list.board.plans.is_empty() {
        draw_welcome(view, painter, area);
        return;
    }
    if view.list.rows.is_empty() {
        view.list
            .empty(painter, area, view.list.words.screen.nothing_found);
        return;
    }
    let pane = view.list.pane;
    let columns = OverviewColumns::of(area);
    let words = view.list.words;
    heading(painter, columns.red, area.y, 4, (words.lamp)(Lamp::Red));
    heading(
        painter,
        columns.yellow,
        area.y,
        4,
        (words.lamp)(Lamp::Yellow),
    );
    heading(painter, columns.done, area.y, 11, words.columns.status);
    heading(painter, columns.next, area.y, 12, words.screen.next_due);
    for (line, row) in pane.window(view.list.rows.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        let line = Rect::new(area.x, y, area.width, 1);
        painter.row(line, ClickTarget::Row(row), row == pane.cursor, true);
        if let RowRef::Plan(place) = view.list.rows[row] {
            plan_row(
                view,
                painter,
                &columns,
                y,
                place,
                (area, row == pane.cursor),
            );
        }
    }
    let below = area.y + 2 + view.list.rows.len().min(usize::from(area.height)) as u16;
    let room = area.bottom().saturating_sub(below);
    if room > 1 {
        draw_leader_page(view, painter, Rect::new(area.x, below, area.width, room));
    }
}

/// Draws what a plan is and the keys that lead to one, if there is no plan yet.
fn draw_welcome(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    let room = area.width.saturating_sub(3);
    let lines = view.list.words.forms.no_plan_yet.iter();
    let mut y = area.y;
    for line in lines {
        let line = view.list.keys.named_in(line);
        for piece in wrap(&line, room.into()) {
            if y >= area.bottom() {
                return;
            }
            painter.put(area.x + 2, y, room, piece, PLAIN);
            y += 1;
        }
    }
}

/// Draws the most urgent milestones and their units below the plans, if there is room.
fn draw_leader_page(view: &Overview<'_>, painter: &mut Painter<'_>, area: Rect) {
    if view.list.is_narrowed || view.leader.urgent.is_empty() {
        return;
    }
    let words = view.list.words.forms;
    let mut y = area.y;
    painter.put(area.x + 2, y, area.width - 2, words.most_urgent, STRONG);
    y += 1;
    for item in &view.leader.urgent {
        let Some(it) = item.glance(view.list.board).filter(|_| y < area.bottom()) else {
            continue;
        };
        let several = view.list.has_several_plans();
        let before = if several { it.plan_short() } else { "" };
        let row = Rect::new(area.x + 2, y, area.width.saturating_sub(2), 1);
        item_row::draw(&view.list, painter, row, item, before, false);
        y += 1;
    }
    if y + 2 > area.bottom() || view.leader.units.is_empty() {
        return;
    }
    painter.put(area.x + 2, y, area.width - 2, words.units_by_red, STRONG);
    let units: Vec<String> = view
        .leader
        .units
        .iter()
        .map(|(name, red)| format!("{name} {red}"))
        .collect();
    for line in in_lines(&units, area.width.saturating_sub(4).into()) {
        y += 1;
        if y >= area.bottom() {
            return;
        }
        painter.put(area.x + 2, y, area.width - 2, &line, PLAIN);
    }
}

/// Puts whole texts beside each other, in lines of some columns.
fn in_lines(texts: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut() {
            Some(line) if width(line) + BETWEEN.len() + width(text) <= columns => {
                line.push_str(BETWEEN);
                line.push_str(text);
            }
            _ => lines.push(text.clone()),
        }
    }
    lines
}

/// The gap between two texts in a line.
const BETWEEN: &str = "   ";

struct OverviewColumns {
    state: u16,
    red: u16,
    yellow: u16,
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
            red: done - 10,
            yellow: done - 5,
            done,
            next,
        }
    }
}

/// Returns the state of a plan, and what is wrong with it or not committed.
fn state_words(view: &Overview<'_>, handle: &PlanHandle, sum: &Summary) -> String {
    let words = view.list.words;
    let mut said = vec![(words.plan_state)(sum.state)];
    if sum.draft {
        said.push(words.draft.to_owned());
    }
    let errors = handle.errors();
    if handle.is_in_conflict() {
        said.push(words.screen.in_conflict.to_owned());
    } else if errors > 0 {
        said.push((words.screen.problems)(errors));
    }
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
    y: u16,
    place: usize,
    (area, here): (Rect, bool),
) {
    let words = view.list.words;
    let handle = &view.list.board.plans[place];
    let hits = view.list.hits(handle.short());
    let end = painter.put_marked(area.x + 2, y, 11, handle.short(), STRONG, &hits);
    painter.highlight(area.x + 2, end, y, here);
    let room = columns.red.saturating_sub(columns.state + 1);
    let Some(sum) = handle.summary() else {
        let said = if handle.is_in_conflict() {
            words.screen.in_conflict.to_owned()
        } else {
            (words.screen.problems)(handle.errors())
        };
        painter.put(
            columns.state,
            y,
            area.right() - columns.state,
            &said,
            STRONG,
        );
        return;
    };
    if sum.never_reported {
        let mut text = format!("{} {}", (words.plan_state)(sum.state), words.never_reported);
        if handle.is_in_conflict() {
            text = format!("{text} {}", words.screen.in_conflict);
        }
        painter.put(columns.state, y, area.right() - columns.state, &text, QUIET);
        let found = (words.screen.found)(sum.tally.total() as usize);
        painter.put_right(area.right(), y, 16, &found, QUIET);
        return;
    }
    let said = state_words(view, handle, sum);
    let x = painter.put(columns.state, y, room, &said, PLAIN) + 2;
    phase_bars(painter, sum, x, y, columns.red.saturating_sub(x + 1));
    let tally = sum.tally;
    for (x, lamp) in [(columns.red, Lamp::Red), (columns.yellow, Lamp::Yellow)] {
        let count = tally.lit(lamp);
        if count > 0 {
            let style = painter.lamp_style(lamp);
            painter.put(x, y, 5, &count.to_string(), style);
        } else {
            painter.put(x, y, 5, "-", QUIET);
        }
    }
    let figure = format!("{}/{}", tally.finished(), tally.owed());
    painter.put(columns.done, y, 11, &figure, PLAIN);
    if let Some(next) = sum.next_due {
        painter.put(columns.next, y, 11, &next.to_string(), PLAIN);
    }
}

/// Draws a bar for each phase, as many as fit.
fn phase_bars(painter: &mut Painter<'_>, sum: &Summary, x: u16, y: u16, room: u16) {
    let count = sum.phases.len() as u16;
    let each = (room / count.max(1)).min(9);
    if each < 3 {
        return;
    }
    for (ix, phase) in sum.phases.iter().enumerate() {
        let tally = phase.tally;
        painter.bar(
            x + ix as u16 * each,
            y,
            each - 1,
            tally.finished(),
            tally.owed(),
        );
    }
}
