//! 序时进度: how far a value is behind the time elapsed, and what that makes of an indicator.

use super::{Day, Indicator, Number, Pace, Plan, Progress, Reading, Target, Window};

/// The standing of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorPace {
    /// The target is reached, or the share of the way covered is at least the share of the time
    /// elapsed.
    OnPace,
    /// The value is behind the elapsed time, short of a target that is due, be it an earlier stage, or over a limit.
    Behind,
    /// The target is not yet due and no pace is expected before.
    NotDue,
    /// Nothing has been measured.
    Unmeasured,
}

impl IndicatorPace {
    /// Every value, in the order of reports.
    pub const ALL: [Self; 4] = [Self::OnPace, Self::Behind, Self::NotDue, Self::Unmeasured];
}

/// An indicator with its readings, ruling target and standing.
#[derive(Clone, Debug)]
pub struct IndicatorState<'p> {
    /// The target that rules on the as-of day.
    pub target: Option<&'p Target>,
    /// Readings up to the as-of day.
    pub readings: Vec<Reading>,
    /// The standing.
    pub pace: IndicatorPace,
}

impl<'p> IndicatorState<'p> {
    /// Judges an indicator on an as-of day.
    pub fn on(plan: &Plan, progress: &Progress, indicator: &'p Indicator, as_of: Day) -> Self {
        let readings = Indicator::readings(progress.readings(&indicator.id), as_of);
        let target = indicator.target_on(as_of);
        let pace = match (target, readings.last()) {
            (_, None) => IndicatorPace::Unmeasured,
            (None, Some(_)) => IndicatorPace::NotDue,
            (Some(_), Some(reading)) if is_stage_missed(indicator, reading.value, as_of) => {
                IndicatorPace::Behind
            }
            (Some(target), Some(reading)) => pace_of(plan, target, reading.value, as_of),
        };
        Self {
            target,
            readings,
            pace,
        }
    }

    /// Returns the last value.
    pub fn value(&self) -> Option<Number> {
        self.readings.last().map(|reading| reading.value)
    }

    /// Returns the share of the way to the target that the last value has covered; `None` for a limit.
    pub fn share(&self) -> Option<f64> {
        share_of_way(self.target?, self.value()?)
    }
}

/// Returns the share of the way from a target's origin that a value has covered, at least 0; `None` for
/// a limit.
pub fn share_of_way(target: &Target, value: Number) -> Option<f64> {
    let origin = target.origin();
    // Towards a target that is not above zero there is no way without a baseline.
    let has_way = target.value > Number::ZERO || origin != Number::ZERO;
    if target.rule().is_limit() || !has_way {
        return None;
    }
    let way = (target.value - origin).to_f64();
    let gone = (value - origin).to_f64();
    if way == 0.0 || target.is_kept() {
        return Some(if target.met_by(value) { 1.0 } else { 0.0 });
    }
    Some((gone / way).max(0.0))
}

/// Returns whether a stage that is over is still missed. The next stage has a later day and another way, on which a
/// value may look early.
fn is_stage_missed(indicator: &Indicator, value: Number, as_of: Day) -> bool {
    let mut over = indicator.targets.iter();
    over.any(|target| target.by.is_some_and(|by| by < as_of) && !target.met_by(value))
}

fn pace_of(plan: &Plan, target: &Target, value: Number, as_of: Day) -> IndicatorPace {
    if target.met_by(value) {
        return IndicatorPace::OnPace;
    }
    let period = plan.document.period;
    let due = target.by.unwrap_or(period.end);
    // A limit that is exceeded is not kept any more.
    if due <= as_of || target.exceeded(value).is_some() {
        return IndicatorPace::Behind;
    }
    if target.pace == Pace::AtTheEnd {
        return IndicatorPace::NotDue;
    }
    let baseline = target.baseline.and_then(|baseline| baseline.on);
    let window = Window {
        start: baseline.unwrap_or(period.start).min(as_of),
        end: due,
    };
    if target.points_short(value, window.elapsed(as_of), window.days()) > 0 {
        IndicatorPace::Behind
    } else {
        IndicatorPace::OnPace
    }
}

impl Target {
    /// Returns the percentage points by which `value` is behind the share `passed` of `days`, rounded
    /// half up.
    pub(crate) fn points_short(&self, value: Number, passed: i64, days: i64) -> i64 {
        let (way, gone) = (self.value - self.origin(), value - self.origin());
        // Integer arithmetic rounds an exact half correctly.
        let (mut way, mut gone) = way.aligned(gone);
        if way == 0 || self.is_kept() {
            (way, gone) = (1, i128::from(self.met_by(value)));
        }
        if way < 0 {
            (way, gone) = (-way, -gone);
        }
        let (passed, days) = (i128::from(passed), i128::from(days.max(1)));
        let short = passed
            .saturating_mul(way)
            .saturating_sub(gone.saturating_mul(days));
        let whole = days.saturating_mul(way);
        let points = short
            .saturating_mul(200)
            .saturating_add(whole)
            .div_euclid(whole.saturating_mul(2));
        i64::try_from(points).unwrap_or(if points < 0 { i64::MIN } else { i64::MAX })
    }
}
