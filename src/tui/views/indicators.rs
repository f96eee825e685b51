//! 5 指标: the numbers a plan sets, what has been reached, the gap, and a plot of the readings against the line to the
//! target.

use ratatui::layout::Rect;

use crate::plan::{Day, Indicator, Number, Plan, Progress, Target};
use crate::query::SortBy;
use crate::query::{Item, OpenPlan};
use crate::report::target_text;
use crate::tui::app::{ClickTarget, RowRef, State, sort_targets};

use super::{
    DeedKeys, PLAIN, PageDrawing, Painter, Plot, Point, QUIET, ShownList, ViewPage, heading,
    item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    deeds: DeedKeys::Forms,
    rows: |source| source.indicator_rows(),
    orders: &[SortBy::Standing, SortBy::Due],
    sort: sort_targets,
    list_rows,
    draw: PageDrawing::OfPlan(|state, open, painter, area| {
        draw(&IndicatorsView::of(state, open), painter, area);
    }),
    ..ViewPage::PLAIN
};

/// The lines of the plot.
const PLOT: u16 = 7;

/// Returns the number of rows that the list has room for.
fn list_rows(area: Rect) -> u16 {
    if area.height <= PLOT + 3 {
        return area.height.saturating_sub(super::HEADING);
    }
    area.height.saturating_sub(PLOT + 1 + super::HEADING).max(3)
}

/// The indicators and targets of the chosen plan, and a plot of one of them.
struct IndicatorsView<'a> {
    list: ShownList<'a>,
    plan: &'a Plan,
    progress: &'a Progress,
    /// The row that is plotted: the one the cursor rests on, like the detail.
    plotted: Option<&'a RowRef>,
}

impl<'a> IndicatorsView<'a> {
    fn of(state: &'a State, open: OpenPlan<'a>) -> Self {
        Self {
            list: ShownList::of(state),
            plan: open.plan,
            progress: open.progress,
            plotted: state.detail.as_ref(),
        }
    }
}

fn draw(view: &IndicatorsView<'_>, painter: &mut Painter<'_>, area: Rect) {
    if view.list.rows.is_empty() {
        let words = &view.list.words.screen;
        let text = if view.list.is_narrowed {
            words.nothing_found
        } else {
            words.no_indicators
        };
        view.list.empty(painter, area, text);
        return;
    }
    let words = view.list.words;
    let columns = IndicatorColumns::of(area);
    heading(painter, area.x + 2, area.y, 20, words.indicator);
    painter.put_right(columns.target, area.y, 10, words.target, QUIET);
    painter.put_right(columns.value, area.y, 10, words.screen.latest, QUIET);
    painter.put_right(columns.gap, area.y, 10, words.screen.gap, QUIET);
    if area.width >= 60 {
        painter.put_right(area.right(), area.y, 10, words.due, QUIET);
    }
    let pane = view.list.pane;
    for (line, row) in pane.window(view.list.rows.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        let line = Rect::new(area.x, y, area.width, 1);
        painter.row(line, ClickTarget::Row(row), row == pane.cursor, true);
        match &view.list.rows[row] {
            RowRef::Indicator { indicator, .. } => {
                let indicator = &view.plan.indicators()[*indicator];
                indicator_row(view, painter, &columns, (area, y), indicator);
                painter.highlight(
                    area.x + 2,
                    columns.target.saturating_sub(11),
                    y,
                    row == pane.cursor,
                );
            }
            RowRef::Item(item) => {
                target_row(view, painter, &columns, (area, y), item, row == pane.cursor);
            }
            _ => {}
        }
    }
    let plot_area = Rect::new(area.x, area.bottom().saturating_sub(PLOT), area.width, PLOT);
    // The plot follows the cursor when it rests, like the detail.
    let plot = match view.plotted {
        Some(RowRef::Indicator { indicator, .. }) => view
            .plan
            .indicators()
            .get(*indicator)
            .map(|it| indicator_plot(view, it)),
        Some(RowRef::Item(item)) => target_plot(view, item),
        _ => None,
    };
    if let Some(plot) = plot.filter(|_| area.height > PLOT + 3) {
        plot.draw(painter, plot_area, words.screen.plot_legend);
    }
}

/// The columns of the gap with its unit, such as `2.9个百分点`.
const GAP: u16 = 12;

/// The right ends of the columns.
struct IndicatorColumns {
    target: u16,
    value: u16,
    gap: u16,
}

impl IndicatorColumns {
    fn of(area: Rect) -> Self {
        let right = area.right();
        if area.width < 60 {
            return Self {
                target: right - 11,
                value: right,
                gap: u16::MAX,
            };
        }
        Self {
            target: right - 22 - GAP,
            value: right - 12 - GAP,
            gap: right - 12,
        }
    }
}

fn indicator_row(
    view: &IndicatorsView<'_>,
    painter: &mut Painter<'_>,
    columns: &IndicatorColumns,
    (area, y): (Rect, u16),
    indicator: &Indicator,
) {
    let readings = Indicator::readings(view.progress.readings(&indicator.id), view.list.as_of());
    let latest = readings.last().map(|reading| reading.value);
    let hits = view.list.hits(&indicator.name);
    let room = columns.target.saturating_sub(area.x + 13);
    painter.put_marked(area.x + 2, y, room, &indicator.name, PLAIN, &hits);
    if let Some(target) = indicator.target_on(view.list.as_of()) {
        figures(view, painter, columns, (area, y), target, latest, target.by);
    }
}

fn target_row(
    view: &IndicatorsView<'_>,
    painter: &mut Painter<'_>,
    columns: &IndicatorColumns,
    (area, y): (Rect, u16),
    item: &Item,
    here: bool,
) {
    let Some(it) = item.resolve(view.list.board) else {
        return;
    };
    let Some(target) = &it.milestone.target else {
        return;
    };
    let x = painter.lamp(area.x + 2, y, item.verdict.standing.lamp(), view.list.words) + 1;
    let room = columns.target.saturating_sub(x + 11);
    let name = Rect::new(x, y, room, 1);
    item_row::label(&view.list, painter, name, &it.listed(), here);
    figures(
        view,
        painter,
        columns,
        (area, y),
        target,
        it.row.state.value,
        Some(item.verdict.due_now),
    );
}

fn figures(
    view: &IndicatorsView<'_>,
    painter: &mut Painter<'_>,
    columns: &IndicatorColumns,
    (area, y): (Rect, u16),
    target: &Target,
    value: Option<Number>,
    due: Option<Day>,
) {
    painter.put_right(columns.target, y, 10, &target_text(target), PLAIN);
    let reached = value.map_or_else(
        || view.list.words.screen.no_reading.to_owned(),
        |it| it.to_string(),
    );
    painter.put_right(
        columns.value,
        y,
        9,
        &reached,
        if value.is_some() { PLAIN } else { QUIET },
    );
    if let Some(value) = value {
        let gap = match target.miss(value) {
            None => view.list.words.screen.met.to_owned(),
            Some(missed) => (view.list.words.gap)(&missed),
        };
        painter.put_right(columns.gap, y, GAP, &gap, PLAIN);
    }
    if let Some(due) = due.filter(|_| area.width >= 60) {
        painter.put_right(area.right(), y, 10, &due.to_string(), QUIET);
    }
}

fn indicator_plot(view: &IndicatorsView<'_>, indicator: &Indicator) -> Plot {
    let period = view.plan.document.period;
    let readings: Vec<Point> =
        Indicator::readings(view.progress.readings(&indicator.id), view.list.as_of())
            .into_iter()
            .map(|reading| Point {
                day: reading.on,
                value: reading.value.to_f64(),
            })
            .collect();
    let start = match indicator.baseline {
        Some(baseline) => Point {
            day: baseline.on.unwrap_or(period.start),
            value: baseline.value.to_f64(),
        },
        None => Point {
            day: period.start,
            value: 0.0,
        },
    };
    let mut line = vec![start];
    line.extend(indicator.targets.iter().map(|target| Point {
        day: target.by.unwrap_or(period.end),
        value: target.value.to_f64(),
    }));
    Plot {
        line,
        readings,
        as_of: view.list.as_of(),
    }
}

/// Plots the value of a milestone as it grew, entry by entry.
fn target_plot(view: &IndicatorsView<'_>, item: &Item) -> Option<Plot> {
    let it = item.resolve(view.list.board)?;
    let target = it.milestone.target.as_ref()?;
    let window = it.milestone.window;
    let log = it.progress.log(&it.milestone.id);
    let mut days: Vec<Day> = log
        .iter()
        .map(crate::plan::Entry::day)
        .filter(|day| *day <= view.list.as_of())
        .collect();
    days.dedup();
    let readings = days
        .into_iter()
        .filter_map(|day| {
            let then = crate::plan::fold(it.plan, it.action, it.milestone, log, day);
            then.value.map(|value| Point {
                day,
                value: value.to_f64(),
            })
        })
        .collect();
    let line = vec![
        Point {
            day: window.start,
            value: target.origin().to_f64(),
        },
        Point {
            day: item.verdict.due_now,
            value: target.value.to_f64(),
        },
    ];
    Some(Plot {
        line,
        readings,
        as_of: view.list.as_of(),
    })
}
