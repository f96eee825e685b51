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

/// The content of a plot.
pub(super) struct Plot {
    /// The beginning of the line to the target, and the ends of its stages; drawn as dots.
    pub(super) line: Vec<Point>,
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
    pub(super) fn draw(&self, painter: &mut Painter<'_>, area: Rect, legend: &str) {
        let (Some(first), Some(last)) = (self.line.first(), self.line.last()) else {
            return;
        };
        if area.height < 4 || area.width < SCALE + 10 {
            return;
        }
        let days = (last.day - first.day).num_days().max(1);
        let points = || self.line.iter().chain(&self.readings);
        let values = || points().map(|point| point.value);
        let low = values().fold(f64::INFINITY, f64::min).min(first.value);
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
        for pair in self.line.windows(2) {
            let (from, to) = (column(pair[0].day), column(pair[1].day));
            let rise = pair[1].value - pair[0].value;
            for x in from..to {
                let share = f64::from(x - from) / f64::from(to - from);
                painter.put(x, line(pair[0].value + share * rise), 1, ".", QUIET);
            }
            painter.put(to, line(pair[1].value), 1, "+", PLAIN);
        }
        for reading in &self.readings {
            painter.put(column(reading.day), line(reading.value), 1, "o", STRONG);
        }
        let y = grid.bottom();
        painter.put(grid.x, y, 10, &first.day.to_string(), QUIET);
        painter.put_right(grid.right(), y, 10, &last.day.to_string(), QUIET);
        let room = grid.width.saturating_sub(24);
        let columns = width(legend) as u16;
        if columns <= room {
            painter.put(grid.x + 12 + (room - columns) / 2, y, room, legend, QUIET);
        }
    }
}
