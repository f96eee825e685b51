//! 5 指标: the numbers a plan sets, what has been reached, the gap, and a plot of the readings against the line to the
//! target.

use ratatui::layout::Rect;

use crate::plan::{Day, Entry, Indicator, Number, Pace, Plan, Progress, Reading, Target, fold};
use crate::query::{Item, OpenPlan, ResolvedItem, SortBy};
use crate::tui::app::{RowRef, State, sort_targets};

use super::{
    DeedKeys, PLAIN, PageDrawing, Painter, Plot, PlotStage, Point, QUIET, ShownList, ViewPage,
    heading, item_row,
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
    let (list, words) = (&view.list, view.list.words);
    if list.rows.is_empty() {
        return list.nothing(painter, area, words.screen.no_indicators);
    }
    let columns = IndicatorColumns::of(view, painter, area);
    heading(painter, area.x + 2, area.y, 20, words.indicator);
    for (right, title) in [
        (Some(columns.target), words.target),
        (Some(columns.value), words.screen.latest),
        (columns.gap, words.screen.gap),
        (columns.due, words.due),
    ] {
        if let Some(right) = right {
            painter.put_right(right, area.y, 10, title, QUIET);
        }
    }
    list.draw_rows(painter, area, |painter, line, row, here| match row {
        RowRef::Indicator { indicator, .. } => {
            let indicator = &view.plan.indicators()[*indicator];
            indicator_row(view, painter, &columns, line, indicator);
            let end = columns.names_end();
            painter.highlight(line.x + 2, end, line.y, here);
        }
        RowRef::Item(item) => target_row(view, painter, &columns, line, item, here),
        _ => {}
    });
    // The plot follows the cursor when it rests, like the detail.
    let plot = match view.plotted {
        Some(RowRef::Indicator { indicator, .. }) => {
            let indicator = view.plan.indicators().get(*indicator);
            indicator.map(|it| indicator_plot(view, it))
        }
        Some(RowRef::Item(item)) => target_plot(view, item),
        _ => None,
    };
    if let Some(plot) = plot.filter(|_| area.height > PLOT + 3) {
        let area = Rect::new(area.x, area.bottom().saturating_sub(PLOT), area.width, PLOT);
        plot.draw(painter, area, words.screen.plot_legend);
    }
}

/// The fewest columns of the target, the latest value and the gap with its unit, such as `2.9个百分点`; with longer
/// figures they are wider, as far as the names leave room.
const LEAST: [u16; 3] = [10, 9, 11];

/// Makes the widest of the first `shown` columns narrower until together they have room, none below its least width.
fn narrowed(mut widths: [u16; 3], room: u16, shown: usize) -> [u16; 3] {
    while widths[..shown].iter().sum::<u16>() > room {
        let wide = (0..shown).filter(|at| widths[*at] > LEAST[*at]);
        let Some(widest) = wide.max_by_key(|at| widths[*at]) else {
            break;
        };
        widths[widest] -= 1;
    }
    widths
}

/// The columns of a due date.
const DUE: u16 = 10;

/// The right ends of the columns; a narrow screen has neither gap nor due date.
struct IndicatorColumns {
    target: u16,
    value: u16,
    gap: Option<u16>,
    due: Option<u16>,
    /// The widths of target, value and gap.
    widths: [u16; 3],
}

impl IndicatorColumns {
    fn of(view: &IndicatorsView<'_>, painter: &Painter<'_>, area: Rect) -> Self {
        let right = area.right();
        let shown = &view.list.rows[view.list.pane.window(view.list.rows.len())];
        let figures = shown.iter().filter_map(|row| figures_of(view, row));
        let widths = figures.fold(LEAST, |widest, figures| {
            let columns = figures.each_ref().map(|it| painter.columns(it));
            std::array::from_fn(|at| widest[at].max(columns[at]))
        });
        let is_narrow = area.width < 60;
        let others = if is_narrow { 3 } else { DUE + 5 };
        let names = area.width / if is_narrow { 2 } else { 3 };
        let room = area.width.saturating_sub(names + others);
        let widths = narrowed(widths, room, if is_narrow { 2 } else { 3 });
        let [_, value, gap] = widths;
        if is_narrow {
            return Self {
                target: right - 2 - value,
                value: right,
                gap: None,
                due: None,
                widths,
            };
        }
        let gap_at = right - DUE - 2;
        Self {
            target: gap_at.saturating_sub(gap + value + 2),
            value: gap_at.saturating_sub(gap + 1),
            gap: Some(gap_at),
            due: Some(right),
            widths,
        }
    }

    /// Returns the column behind the names.
    fn names_end(&self) -> u16 {
        self.target.saturating_sub(self.widths[0] + 1)
    }

    /// Draws a target, what has been reached of it, what is missing and the day it is due.
    fn draw(
        &self,
        painter: &mut Painter<'_>,
        y: u16,
        figures: &[String; 3],
        is_known: bool,
        due: Option<Day>,
    ) {
        let style = if is_known { PLAIN } else { QUIET };
        let places = [Some(self.target), Some(self.value), self.gap].into_iter();
        let styles = [PLAIN, style, PLAIN];
        for (at, (right, text)) in places.zip(figures).enumerate() {
            if let Some(right) = right {
                painter.put_right(right, y, self.widths[at], text, styles[at]);
            }
        }
        if let Some((right, due)) = self.due.zip(due) {
            painter.put_right(right, y, DUE, &due.to_string(), QUIET);
        }
    }
}

/// Returns a target, the latest value and the gap between them in words.
fn figures_in_words(
    view: &IndicatorsView<'_>,
    target: &Target,
    value: Option<Number>,
) -> [String; 3] {
    let words = view.list.words;
    let [value, gap] = match value {
        None => [words.screen.no_reading.to_owned(), String::new()],
        Some(value) => {
            let gap = target.miss(value);
            let gap = gap.map_or_else(|| words.screen.met.to_owned(), |it| (words.gap)(&it));
            [value.to_string(), gap]
        }
    };
    [target.text(), value, gap]
}

/// Returns the texts of a row, a column each.
fn figures_of(view: &IndicatorsView<'_>, row: &RowRef) -> Option<[String; 3]> {
    match row {
        RowRef::Indicator { indicator, .. } => {
            let indicator = view.plan.indicators().get(*indicator)?;
            let latest = readings(view, indicator).last().map(|it| it.value);
            let target = indicator.target_on(view.list.as_of())?;
            Some(figures_in_words(view, target, latest))
        }
        RowRef::Item(item) => milestone_figures(view, &item.resolve(view.list.board)?),
        _ => None,
    }
}

/// Returns the figures of a milestone, or of the part that is meant; where every unit reports its own, how many did.
fn milestone_figures(view: &IndicatorsView<'_>, it: &ResolvedItem<'_>) -> Option<[String; 3]> {
    let target = it.milestone.target.as_ref()?;
    if !it.is_shared() {
        return Some(figures_in_words(view, target, it.state().value));
    }
    let (done, owing) = it.row.state.reported();
    let reported = (view.list.words.reported_of)(done, owing);
    Some([target.text(), reported, String::new()])
}

/// Returns the readings of an indicator up to the as-of day.
fn readings(view: &IndicatorsView<'_>, indicator: &Indicator) -> Vec<Reading> {
    Indicator::readings(view.progress.readings(&indicator.id), view.list.as_of())
}

fn indicator_row(
    view: &IndicatorsView<'_>,
    painter: &mut Painter<'_>,
    columns: &IndicatorColumns,
    line: Rect,
    indicator: &Indicator,
) {
    let latest = readings(view, indicator)
        .last()
        .map(|reading| reading.value);
    let room = columns.names_end().saturating_sub(line.x + 2);
    let name = Rect::new(line.x + 2, line.y, room, 1);
    view.list
        .title(painter, name, &indicator.name, PLAIN, false);
    if let Some(target) = indicator.target_on(view.list.as_of()) {
        let figures = figures_in_words(view, target, latest);
        columns.draw(painter, line.y, &figures, latest.is_some(), target.by);
    }
}

fn target_row(
    view: &IndicatorsView<'_>,
    painter: &mut Painter<'_>,
    columns: &IndicatorColumns,
    line: Rect,
    item: &Item,
    here: bool,
) {
    let Some(it) = item.resolve(view.list.board) else {
        return;
    };
    let Some(figures) = milestone_figures(view, &it) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let x = painter.lamp(line.x + 2, line.y, lamp, view.list.words) + 1;
    let name = Rect::new(x, line.y, columns.names_end().saturating_sub(x), 1);
    item_row::label(&view.list, painter, name, &it.listed(), here);
    let is_known = it.is_shared() || it.state().value.is_some();
    let due = Some(item.verdict.due_now);
    columns.draw(painter, line.y, &figures, is_known, due);
}

/// Returns the point of a value on a day.
fn point(day: Day, value: Number) -> Point {
    Point {
        day,
        value: value.to_f64(),
    }
}

fn indicator_plot(view: &IndicatorsView<'_>, indicator: &Indicator) -> Plot {
    let period = view.plan.document.period;
    let nothing = Point {
        day: period.start,
        value: 0.0,
    };
    let start = indicator.baseline.map_or(nothing, |baseline| {
        point(baseline.on.unwrap_or(period.start), baseline.value)
    });
    let targets = indicator.targets.iter();
    let stages = targets.map(|target| PlotStage {
        end: point(target.by.unwrap_or(period.end), target.value),
        is_paced: target.pace != Pace::AtTheEnd,
    });
    let readings = readings(view, indicator).into_iter();
    Plot {
        start,
        stages: stages.collect(),
        readings: readings
            .map(|reading| point(reading.on, reading.value))
            .collect(),
        as_of: view.list.as_of(),
    }
}

/// Plots the value of a milestone as it grew, entry by entry.
fn target_plot(view: &IndicatorsView<'_>, item: &Item) -> Option<Plot> {
    let it = item.resolve(view.list.board)?;
    let target = it.milestone.target.as_ref()?;
    let log = it.progress.log(&it.milestone.id);
    let mut days: Vec<Day> = log.iter().map(Entry::day).collect();
    days.retain(|day| *day <= view.list.as_of());
    days.dedup();
    let value_on = |day: Day| {
        let then = fold(it.plan, it.action, it.milestone, log, day);
        then.value.map(|value| point(day, value))
    };
    Some(Plot {
        start: point(it.milestone.window.start, target.origin()),
        stages: vec![PlotStage {
            end: point(item.verdict.due_now, target.value),
            is_paced: target.pace != Pace::AtTheEnd,
        }],
        readings: days.into_iter().filter_map(value_on).collect(),
        as_of: view.list.as_of(),
    })
}
