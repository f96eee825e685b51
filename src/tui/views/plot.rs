//! A plot in characters every terminal draws alike: readings against the line to the target.

use ratatui::layout::Rect;

use crate::plan::{Day, Number};
use crate::text::width;

use super::{PLAIN, Painter, QUIET, STRONG};

/// A value on a day of the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) day: Day,
    pub(super) value: f64,
}

/// A stage of the way to a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlotStage {
    /// Its end.
    pub(super) end: Point,
    /// Whether the value is expected to grow evenly towards it.
    pub(super) is_paced: bool,
}

/// The content of a plot.
pub(super) struct Plot {
    /// The beginning of the way to the target.
    pub(super) start: Point,
    /// The ends of its stages; drawn as `+`, and the line to them as dots where a pace is expected.
    pub(super) stages: Vec<PlotStage>,
    /// The readings; drawn as `o`.
    pub(super) readings: Vec<Point>,
    /// The as-of day; drawn as a column of `:`.
    pub(super) as_of: Day,
}

/// The columns of the scale on the left.
const SCALE: u16 = 9;

/// Returns the text of a value on the scale, rounded if it is not a plain decimal.
fn scale_mark(value: f64) -> String {
    Number::from_f64(value).map_or_else(|| format!("{value:.2}"), |it| it.to_string())
}

impl Plot {
    pub(super) fn draw(
        &self,
        painter: &mut Painter<'_>,
        area: Rect,
        legend: fn(is_paced: bool) -> &'static str,
    ) {
        let Some(PlotStage { end: last, .. }) = self.stages.last() else {
            return;
        };
        let first = self.start;
        if area.height < 4 || area.width < SCALE + 10 {
            return;
        }
        let days = (last.day - first.day).num_days().max(1);
        let ends = || self.stages.iter().map(|stage| stage.end.value);
        let values = || ends().chain(self.readings.iter().map(|point| point.value));
        let low = values().fold(first.value, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let span = if high > low { high - low } else { 1.0 };
        let grid = Rect::new(area.x + SCALE, area.y, area.width - SCALE, area.height - 1);
        let column = |day: Day| {
            let share = (day - first.day).num_days() as f64 / days as f64;
            (share.clamp(0.0, 1.0) * f64::from(grid.width - 1)).round() as u16 + grid.x
        };
        let line = |value: f64| {
            let share = ((value - low) / span).clamp(0.0, 1.0);
            grid.bottom() - 1 - (share * f64::from(grid.height - 1)).round() as u16
        };
        for (value, y) in [(high, grid.y), (low, grid.bottom() - 1)] {
            painter.put_right(grid.x - 1, y, SCALE - 1, &scale_mark(value), QUIET);
        }
        if self.as_of >= first.day && self.as_of <= last.day {
            for y in grid.y..grid.bottom() {
                painter.put(column(self.as_of), y, 1, ":", QUIET);
            }
        }
        let mut begin = first;
        for PlotStage { end, is_paced } in &self.stages {
            let (from, to) = (column(begin.day), column(end.day));
            let rise = end.value - begin.value;
            for x in (from..to).filter(|_| *is_paced) {
                let share = f64::from(x - from) / f64::from(to - from);
                painter.put(x, line(begin.value + share * rise), 1, ".", QUIET);
            }
            painter.put(to, line(end.value), 1, "+", PLAIN);
            begin = *end;
        }
        for reading in &self.readings {
            painter.put(column(reading.day), line(reading.value), 1, "o", STRONG);
        }
        let y = grid.bottom();
        painter.put(grid.x, y, 10, &first.day.to_string(), QUIET);
        painter.put_right(grid.right(), y, 10, &last.day.to_string(), QUIET);
        let room = grid.width.saturating_sub(24);
        let legend = legend(self.stages.iter().any(|stage| stage.is_paced));
        let columns = width(legend) as u16;
        if columns <= room {
            painter.put(grid.x + 12 + (room - columns) / 2, y, room, legend, QUIET);
        }
    }
}
