//! 6 时间: a row an action, time across: windows as bars, milestones as their lamps, the as-of day as a line.

use chrono::{Datelike, Months};
use ratatui::layout::Rect;

use crate::plan::{Action, Day, Ledger, Plan, Row, Window};
use crate::query::{OpenPlan, SortBy};
use crate::text::width;
use crate::tui::app::{ClickTarget, RowRef, State, TimeScroll, Zoom, sort_actions};

use super::{DeedKeys, PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, item_row};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    deeds: DeedKeys::Forms,
    is_wide: true,
    columns: u16::MAX,
    rows: |source| source.timeline_rows(),
    orders: &[SortBy::Standing],
    sort: |_, rows, _| sort_actions(rows),
    draw: PageDrawing::OfPlan(|state, open, painter, area| {
        draw(&TimelineView::of(state, open), painter, area);
    }),
    ..ViewPage::PLAIN
};

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
    if view.list.rows.is_empty() {
        view.list
            .empty(painter, area, view.list.words.screen.nothing_found);
        return;
    }
    let names = (area.width * 2 / 5).min(40);
    let grid = Rect::new(area.x + names, area.y, area.width - names, area.height);
    let scale = Scale::new(view, view.plan.document.period, grid);
    scale.heading(painter);
    let pane = view.list.pane;
    for (line, row) in pane.window(view.list.rows.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        let line = Rect::new(area.x, y, area.width, 1);
        painter.row(line, ClickTarget::Row(row), row == pane.cursor, true);
        match &view.list.rows[row] {
            RowRef::Action { action, tally, .. } => {
                let it = &view.plan.actions[*action];
                let mut x = area.x + 2;
                if let Some(worst) = tally.worst() {
                    x = painter.lamp(x, y, worst.lamp(), view.list.words) + 1;
                }
                let title = format!("{} {}", it.id, it.title);
                let hits = view.list.hits(&title);
                let room = grid.x.saturating_sub(x + 1);
                let end = painter.put_marked(x, y, room, &title, PLAIN, &hits);
                painter.highlight(x, end, y, row == pane.cursor);
                action_bars(view, painter, &scale, y, it, view.ledger.rows_of(*action));
            }
            RowRef::Item(item) => {
                let Some(it) = item.resolve(view.list.board) else {
                    continue;
                };
                let x =
                    painter.lamp(area.x + 4, y, item.verdict.standing.lamp(), view.list.words) + 1;
                let room = grid.x.saturating_sub(x + 1);
                let name = Rect::new(x, y, room, 1);
                item_row::label(&view.list, painter, name, &it.listed(), row == pane.cursor);
                scale.bar(painter, y, it.milestone.window);
                scale.mark(
                    view,
                    painter,
                    y,
                    item.verdict.due_now,
                    item.verdict.standing.lamp(),
                );
            }
            _ => {}
        }
    }
    scale.as_of_line(painter, view.list.as_of());
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
    // Better ones first, so that of several due in one column the worst shows.
    let mut marks: Vec<&Row> = rows.iter().collect();
    marks.sort_by_key(|row| std::cmp::Reverse(row.verdict.standing));
    for row in marks {
        scale.mark(
            view,
            painter,
            y,
            row.verdict.due_now,
            row.verdict.standing.lamp(),
        );
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
        let (months, column) = match view.time.zoom() {
            Zoom::Month => (1, 3),
            Zoom::Quarter => (3, 3),
            Zoom::Year => (12, 6),
        };
        let columns = i32::from(grid.width / column);
        let all = month_of(period.end) - month_of(period.start) + 1;
        let needed = (all + months as i32 - 1) / months as i32;
        let to_as_of =
            (month_of(view.list.as_of()) - month_of(period.start)).div_euclid(months as i32);
        // Where not all of it fits, the as-of day stands in the middle.
        let skipped = if needed <= columns {
            0
        } else {
            (to_as_of - columns / 2).clamp(0, needed - columns)
        };
        let skipped = (skipped + view.time.shifted()).clamp(0, (needed - columns).max(0));
        let start = Day::from_ymd_opt(
            period.start.year(),
            period.start.month0() / months * months + 1,
            1,
        );
        let first = start
            .and_then(|start| {
                start.checked_add_months(Months::new(skipped.unsigned_abs() * months))
            })
            .unwrap_or(period.start);
        Self {
            grid,
            first,
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
        u16::try_from(x)
            .ok()
            .filter(|x| *x >= self.grid.x && *x < self.grid.right())
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

    /// Draws a lamp on a due day. It is two columns wide, so it begins at the last column but one at the latest.
    fn mark(
        &self,
        view: &TimelineView<'_>,
        painter: &mut Painter<'_>,
        y: u16,
        due: Day,
        lamp: crate::plan::Lamp,
    ) {
        let last = self.grid.right() - 2;
        if let Some(x) = self.within(self.x(due)) {
            painter.lamp(x.min(last), y, lamp, view.list.words);
        }
    }

    fn as_of_line(&self, painter: &mut Painter<'_>, as_of: Day) {
        let Some(x) = self.within(self.x(as_of)) else {
            return;
        };
        for y in self.grid.y + 1..self.grid.bottom() {
            let symbol = painter
                .buffer
                .cell((x, y))
                .map(|cell| cell.symbol().to_owned());
            let before = x
                .checked_sub(1)
                .and_then(|x| painter.buffer.cell((x, y)))
                .map_or(1, |cell| width(cell.symbol()));
            // Never over a lamp, nor over the second half of one.
            if before < 2 && symbol.is_some_and(|symbol| symbol == " " || symbol == "-") {
                painter.put(x, y, 1, "|", STRONG);
            }
        }
    }
}

fn month_of(day: Day) -> i32 {
    day.year() * 12 + day.month0() as i32
}
