//! 6 时间: a row an action, time across: windows as bars, milestones as their lamps, the as-of day as a line.

use chrono::{Datelike, Months};
use ratatui::buffer::Cell;
use ratatui::layout::Rect;

use crate::plan::{Action, Day, Ledger, Plan, Row, Verdict, Window};
use crate::query::{OpenPlan, SortBy};
use crate::text::width;
use crate::tui::app::{RowRef, State, TimeScroll, Who, Zoom, sort_actions};

use super::{DeedKeys, PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, item_row};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    deeds: DeedKeys::Forms,
    is_wide: true,
    columns: u16::MAX,
    rows: |source| source.actions_of(&Who::Everyone),
    orders: &[SortBy::Standing],
    sort: |_, rows, _| sort_actions(rows),
    draw: PageDrawing::OfPlan(|state, open, painter, area| {
        draw(&TimelineView::of(state, open), painter, area);
    }),
    ..ViewPage::PLAIN
};

/// The columns of a lamp.
const LAMP: u16 = 2;

/// The actions of the chosen plan, and the part of time that is shown.
struct TimelineView<'a> {
    list: ShownList<'a>,
    plan: &'a Plan,
    ledger: &'a Ledger,
    time: TimeScroll,
}

impl<'a> TimelineView<'a> {
    fn of(state: &'a State, open: OpenPlan<'a>) -> Self {
        Self {
            list: ShownList::of(state).under_actions(),
            plan: open.plan,
            ledger: open.ledger,
            time: state.time,
        }
    }
}

fn draw(view: &TimelineView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let list = &view.list;
    if list.rows.is_empty() {
        return list.empty(painter, area, list.words.screen.nothing_found);
    }
    let names = (area.width * 2 / 5).min(40);
    let grid = Rect::new(area.x + names, area.y, area.width - names, area.height);
    let scale = Scale::new(view, view.plan.document.period, grid);
    scale.heading(painter);
    list.draw_rows(painter, area, |painter, line, row, here| {
        let y = line.y;
        let name = |x: u16| Rect::new(x, y, grid.x.saturating_sub(x + 1), 1);
        match row {
            RowRef::Action { action, tally, .. } => {
                let it = &view.plan.actions[*action];
                let mut x = line.x + 2;
                if let Some(worst) = tally.worst() {
                    x = painter.lamp(x, y, worst.lamp(), list.words) + 1;
                }
                let title = format!("{} {}", it.id, it.title);
                list.title(painter, name(x), &title, PLAIN, here);
                action_bars(view, painter, &scale, y, it, view.ledger.rows_of(*action));
            }
            RowRef::Item(item) => {
                let Some(it) = item.resolve(list.board) else {
                    return;
                };
                let lamp = item.verdict.standing.lamp();
                let x = painter.lamp(line.x + 4, y, lamp, list.words) + 1;
                item_row::label(list, painter, name(x), &it.listed(), here);
                scale.bar(painter, y, it.milestone.window);
                if let Some(x) = scale.mark_at(&item.verdict) {
                    painter.lamp(x, y, lamp, list.words);
                }
            }
            _ => {}
        }
    });
    scale.as_of_line(painter, list.as_of());
}

fn action_bars(
    view: &TimelineView<'_>,
    painter: &mut Painter<'_>,
    scale: &Scale,
    y: u16,
    action: &Action,
    rows: &[Row],
) {
    for milestone in &action.milestones {
        scale.bar(painter, y, milestone.window);
    }
    // Of lamps that would touch, the worst shows.
    let mut marks: Vec<&Row> = rows.iter().collect();
    marks.sort_by_key(|row| row.verdict.standing);
    let mut taken: Vec<u16> = Vec::new();
    for row in marks {
        let x = scale.mark_at(&row.verdict);
        let Some(x) = x.filter(|x| taken.iter().all(|other| other.abs_diff(*x) >= LAMP)) else {
            continue;
        };
        taken.push(x);
        painter.lamp(x, y, row.verdict.standing.lamp(), view.list.words);
    }
}

/// The columns of time.
struct Scale {
    grid: Rect,
    first: Day,
    months: u32,
    column: u16,
}

impl Scale {
    fn new(view: &TimelineView<'_>, period: Window, grid: Rect) -> Self {
        let (months, column) = match view.time.zoom {
            Zoom::Month => (1, 3),
            Zoom::Quarter => (3, 3),
            Zoom::Year => (12, 6),
        };
        let columns = i32::from(grid.width / column);
        let all = month_of(period.end) - month_of(period.start) + 1;
        let needed = (all + months as i32 - 1) / months as i32;
        let to_as_of =
            (month_of(view.list.as_of()) - month_of(period.start)).div_euclid(months as i32);
        // If not all of it fits, the as-of day is in the middle.
        let skipped = if needed <= columns {
            0
        } else {
            (to_as_of - columns / 2).clamp(0, needed - columns)
        };
        let skipped = (skipped + view.time.shift).clamp(0, (needed - columns).max(0));
        let skipped = Months::new(skipped.unsigned_abs() * months);
        let first = Window::of_months(months, period.start).start;
        let first = first.checked_add_months(skipped);
        Self {
            grid,
            first: first.unwrap_or(period.start),
            months,
            column,
        }
    }

    /// Returns the column of a day, which may be outside the grid.
    fn x(&self, day: Day) -> i32 {
        let months = month_of(day) - month_of(self.first);
        let column = months.div_euclid(self.months as i32);
        let into = f64::from(months.rem_euclid(self.months as i32)) + f64::from(day.day0()) / 31.0;
        let share = into / f64::from(self.months);
        i32::from(self.grid.x)
            + column * i32::from(self.column)
            + (share * f64::from(self.column)).floor() as i32
    }

    fn within(&self, x: i32) -> Option<u16> {
        let x = u16::try_from(x).ok();
        x.filter(|x| (self.grid.left()..self.grid.right()).contains(x))
    }

    /// Draws the years, and with monthly columns a number for each quarter; a label without room is left out.
    fn heading(&self, painter: &mut Painter<'_>) {
        let labels = self.labels();
        for (at, (x, text)) in labels.iter().enumerate() {
            let end = labels
                .get(at + 1)
                .map_or(self.grid.right() + 1, |next| next.0);
            if width(text) < usize::from(end - x) {
                painter.put(*x, self.grid.y, 5, text, QUIET);
            }
        }
    }

    fn labels(&self) -> Vec<(u16, String)> {
        let mut labels = Vec::new();
        let mut day = self.first;
        let mut x = self.grid.x;
        let mut last_year = 0;
        while x + self.column <= self.grid.right() {
            if day.year() != last_year {
                labels.push((x, day.format("%Y").to_string()));
                last_year = day.year();
            } else if self.months == 1 && day.month0().is_multiple_of(3) {
                labels.push((x, day.month().to_string()));
            }
            x += self.column;
            match day.checked_add_months(Months::new(self.months)) {
                Some(next) => day = next,
                None => break,
            }
        }
        labels
    }

    fn bar(&self, painter: &mut Painter<'_>, y: u16, window: Window) {
        let from = self.x(window.start).max(i32::from(self.grid.x));
        let to = self.x(window.end).min(i32::from(self.grid.right()) - 1);
        for x in from..=to {
            if let Some(x) = self.within(x) {
                painter.put(x, y, 1, "-", QUIET);
            }
        }
    }

    /// Returns the column of the lamp on a due day, so that it ends in the grid; `None` if the day is outside.
    fn mark_at(&self, verdict: &Verdict) -> Option<u16> {
        let x = self.within(self.x(verdict.due_now));
        x.map(|x| x.min(self.grid.right() - LAMP))
    }

    fn as_of_line(&self, painter: &mut Painter<'_>, as_of: Day) {
        let Some(x) = self.within(self.x(as_of)) else {
            return;
        };
        for y in self.grid.y + 1..self.grid.bottom() {
            let cell = |x: u16| painter.buffer.cell((x, y)).map(Cell::symbol);
            let before = x.checked_sub(1).and_then(cell).map_or(1, width);
            // Never over a lamp, nor over the second half of one.
            if before < 2 && matches!(cell(x), Some(" " | "-")) {
                painter.put(x, y, 1, "|", STRONG);
            }
        }
    }
}

fn month_of(day: Day) -> i32 {
    day.year() * 12 + day.month0() as i32
}
