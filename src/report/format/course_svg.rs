//! The chart of a value over time as SVG, with a figure at every point.

use chrono::Datelike as _;
use maud::{Markup, html};

use crate::plan::Day;
use crate::report::content::ValueCourse;

/// The size in SVG units; the page scales it.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 170.0;

/// The edges of the plotting area.
const LEFT: f64 = 30.0;
const RIGHT: f64 = 335.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 144.0;

/// Maps days and values to coordinates.
struct CourseScale {
    start: Day,
    days: f64,
    low: f64,
    high: f64,
}

impl CourseScale {
    fn of(course: &ValueCourse) -> Self {
        let readings = course.readings.iter().map(|(_, value)| value.to_f64());
        let targets = course.targets.iter().map(|target| target.value.to_f64());
        let values: Vec<f64> = readings.chain(targets).collect();
        let high = values.iter().copied().fold(0.0, f64::max);
        let low = values.iter().copied().fold(0.0, f64::min);
        Self {
            start: course.start,
            days: ((course.end - course.start).num_days() as f64).max(1.0),
            low,
            high: if high > low { high } else { low + 1.0 },
        }
    }

    fn x(&self, day: Day) -> f64 {
        let share = (day - self.start).num_days() as f64 / self.days;
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }
}

/// Draws the chart.
pub(super) fn course_svg(course: &ValueCourse, as_of: Day) -> Markup {
    let scale = CourseScale::of(course);
    let place = |day: Day, value: f64| (scale.x(day), scale.y(value));
    let readings: Vec<(f64, f64, String)> = course
        .readings
        .iter()
        .map(|(day, value)| {
            let (x, y) = place(*day, value.to_f64());
            (x, y, value.to_string())
        })
        .collect();
    let targets: Vec<(f64, f64, String)> = course
        .targets
        .iter()
        .map(|target| {
            let (x, y) = place(target.by, target.value.to_f64());
            (x, y, target.value.to_string())
        })
        .collect();
    let first = readings.first().or(targets.first());
    let way = points(first.into_iter().chain(&targets));
    let years = years(course, &scale);
    let label = format!("{} {}", course.caption, course.note);
    html! {
        svg.course viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(label) {
            path.axis d=(format!("M{LEFT} {TOP}V{BOTTOM}H{RIGHT}")) {}
            text.soft x=(LEFT - 4.0) y=(TOP - 12.0) text-anchor="start" { (course.unit) }
            text.soft x=(LEFT - 4.0) y=(BOTTOM) text-anchor="end" { (scale.low) }
            @for (x, year) in &years {
                text.soft x=(tenth(*x)) y=(BOTTOM + 16.0) text-anchor="middle" { (year) }
            }
            @if as_of >= course.start && as_of <= course.end {
                @let x = tenth(scale.x(as_of));
                path.today d=(format!("M{x} {TOP}V{BOTTOM}")) {}
            }
            polyline.way points=(way) {}
            @for (x, y, value) in &targets {
                @let (x, y) = (*x, *y);
                path.target d=(format!("M{} {}l5 5l-5 5l-5 -5z", tenth(x), tenth(y - 5.0))) {}
                text x=(tenth(x)) y=(tenth(y - 8.0)) text-anchor=(anchor(x)) { (value) }
            }
            polyline.value points=(points(readings.iter())) {}
            @for (x, y, value) in &readings {
                circle.dot cx=(tenth(*x)) cy=(tenth(*y)) r="3.5" {}
                text x=(tenth(*x)) y=(tenth((y + 15.0).min(BOTTOM - 3.0))) text-anchor=(anchor(*x)) { (value) }
            }
        }
    }
}

/// Returns the x coordinates of the first days of years; skips years if there are many.
fn years(course: &ValueCourse, scale: &CourseScale) -> Vec<(f64, i32)> {
    let (first, last) = (course.start.year(), course.end.year());
    let step = ((last - first) / 8 + 1) as usize;
    (first..=last)
        .step_by(step)
        .filter_map(|year| {
            let day = Day::from_ymd_opt(year, 1, 1)?;
            Some((scale.x(day.max(course.start)), year))
        })
        .collect()
}

fn points<'p>(places: impl Iterator<Item = &'p (f64, f64, String)>) -> String {
    let points: Vec<String> = places
        .map(|(x, y, _)| format!("{},{}", tenth(*x), tenth(*y)))
        .collect();
    points.join(" ")
}

/// Anchors labels near an edge so that they grow away from it.
fn anchor(x: f64) -> &'static str {
    if x < LEFT + 20.0 {
        "start"
    } else if x > RIGHT - 20.0 {
        "end"
    } else {
        "middle"
    }
}

fn tenth(value: f64) -> String {
    format!("{value:.1}")
}
