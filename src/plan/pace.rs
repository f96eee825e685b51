//! Where indicators stand against time (序时进度).

use super::{Day, Indicator, Number, Pace, Plan, Progress, Reading, Target, Window};

/// Where an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorPace {
    /// It has reached its target, or as much of the way as has passed of the time.
    OnPace,
    /// It is short of that, or of the target where that is due.
    Behind,
    /// Its target is not due and nothing can be expected before.
    NotDue,
    /// Nothing was measured.
    Unmeasured,
}

impl IndicatorPace {
    /// Every one, in the order that reports name them.
    pub const ALL: [Self; 4] = [Self::OnPace, Self::Behind, Self::NotDue, Self::Unmeasured];
}

/// An indicator with its last reading, its target and where it stands.
#[derive(Clone, Debug)]
pub struct IndicatorState<'p> {
    /// The indicator.
    pub indicator: &'p Indicator,
    /// The target that rules on the day.
    pub target: Option<&'p Target>,
    /// What was measured up to the day.
    pub readings: Vec<Reading>,
    /// Where it stands.
    pub pace: IndicatorPace,
}

impl<'p> IndicatorState<'p> {
    /// Returns where an indicator of a plan stands on a day.
    pub fn on(plan: &Plan, progress: &Progress, indicator: &'p Indicator, as_of: Day) -> Self {
        let readings = Indicator::readings(progress.readings(&indicator.id), as_of);
        let target = indicator.target_on(as_of);
        let pace = match (target, readings.last()) {
            (_, None) => IndicatorPace::Unmeasured,
            (None, Some(_)) => IndicatorPace::NotDue,
            (Some(target), Some(reading)) => pace_of(plan, target, reading.value, as_of),
        };
        Self {
            indicator,
            target,
            readings,
            pace,
        }
    }

    /// The last value.
    pub fn value(&self) -> Option<Number> {
        self.readings.last().map(|reading| reading.value)
    }

    /// The share of the way to the target that the last value has gone; a limit has none.
    pub fn share(&self) -> Option<f64> {
        share_of_way(self.target?, self.value()?)
    }
}

/// Returns the share of the way from its origin to a target that a value has gone, not less than nothing; a limit has none.
pub fn share_of_way(target: &Target, value: Number) -> Option<f64> {
    if target.op.is_limit() {
        return None;
    }
    let way = (target.value - target.origin()).to_f64();
    let gone = (value - target.origin()).to_f64();
    if way == 0.0 {
        return Some(f64::from(u8::from(target.met_by(value))));
    }
    Some((gone / way).max(0.0))
}

fn pace_of(plan: &Plan, target: &Target, value: Number, as_of: Day) -> IndicatorPace {
    if target.met_by(value) {
        return IndicatorPace::OnPace;
    }
    let period = plan.document.period;
    let due = target.by.unwrap_or(period.end);
    if due <= as_of {
        return IndicatorPace::Behind;
    }
    if target.pace == Pace::None {
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
