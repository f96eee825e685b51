use compact_str::CompactString;

use crate::plan::{Day, Number};

/// How a value is held against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `>=` 达到, 以上, 不少于
    AtLeast,
    /// `>` 超过
    Over,
    /// `=` a bare number; met by it or more
    Exactly,
    /// `<=`
    AtMost,
    /// `<`
    Under,
    /// `range` 1-2家; met by its minimum or more
    Range,
}

impl Op {
    /// Every operator with its key.
    pub const KEYS: [(Self, &'static str); 6] = [
        (Self::AtLeast, ">="),
        (Self::Over, ">"),
        (Self::Exactly, "="),
        (Self::AtMost, "<="),
        (Self::Under, "<"),
        (Self::Range, "range"),
    ];

    /// Reads the key of plan.toml.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS
            .iter()
            .find(|(_, k)| *k == key)
            .map(|(op, _)| *op)
    }

    /// Tells an upper limit from a number to reach.
    pub fn is_limit(self) -> bool {
        matches!(self, Self::AtMost | Self::Under)
    }

    /// The key in files and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Over => ">",
            Self::Exactly => "=",
            Self::AtMost => "<=",
            Self::Under => "<",
            Self::Range => "range",
        }
    }
}

/// How a value misses its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Less than asked for: by how much.
    Short(Number),
    /// More than the limit: by how much.
    Over(Number),
    /// Just the value that `>` wants exceeded.
    NotAbove,
    /// Just the value that `<` wants to stay below.
    NotBelow,
}

/// A target missed, with what it takes to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// How, and by how much.
    pub miss: Miss,
    /// The target's value.
    pub target: Number,
    /// The target's unit.
    pub unit: String,
}

/// When a number is owed: once a period, by a day, or in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// 每年
    Annual,
    /// 每半年
    HalfYearly,
    /// 每季度
    Quarterly,
    /// 每月
    Monthly,
    /// 到某日
    ByDeadline,
    /// 总共
    Total,
}

impl Cadence {
    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Annual => "annual",
            Self::HalfYearly => "half_yearly",
            Self::Quarterly => "quarterly",
            Self::Monthly => "monthly",
            Self::ByDeadline => "by_deadline",
            Self::Total => "total",
        }
    }
}

/// Whether values add up (people trained) or are a level (a percentage).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Adds up from nothing.
    Flow,
    /// A level, from its baseline.
    Stock,
}

/// Whether the value is expected to grow with the days (序时进度).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Evenly over the window.
    Linear,
    /// No expectation before the due date.
    None,
}

/// Where a level stood before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// The value then, in the target's unit.
    pub value: Number,
    /// The day it is of.
    pub on: Option<Day>,
}

/// A number to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// How it is held against the value.
    pub op: Op,
    /// The number, the minimum of a range.
    pub value: Number,
    /// The upper end of a range.
    pub max: Option<Number>,
    /// As printed: 名, 家, %.
    pub unit: CompactString,
    /// The day it is owed by, where the target names one.
    pub by: Option<Day>,
    /// Whether values add up.
    pub measure: Measure,
    /// Where a level stood before.
    pub baseline: Option<Baseline>,
    /// Whether being short of the days is shown.
    pub pace: Pace,
}

impl Target {
    /// Returns what `measure` is where nothing is said: a level for `%`, else it adds up.
    pub fn default_measure(unit: &str) -> Measure {
        if unit == "%" {
            Measure::Stock
        } else {
            Measure::Flow
        }
    }

    /// Returns what `pace` is where nothing is said: none for ranges, values under 10, upper limits, and levels whose start is
    /// not known.
    pub fn default_pace(op: Op, value: Number, measure: Measure, has_baseline: bool) -> Pace {
        let no_pace = op == Op::Range
            || op.is_limit()
            || value < Number::from(10)
            || (measure == Measure::Stock && !has_baseline);
        if no_pace { Pace::None } else { Pace::Linear }
    }

    /// Returns the target counted from another baseline; a default pace stays the default.
    #[must_use]
    pub fn with_baseline(self, baseline: Option<Baseline>) -> Self {
        let pace = |has| Self::default_pace(self.op, self.value, self.measure, has);
        let pace = if self.pace == pace(self.baseline.is_some()) {
            pace(baseline.is_some())
        } else {
            self.pace
        };
        Self {
            baseline,
            pace,
            ..self
        }
    }

    /// Returns what the value counts from: the baseline of a level, else nothing.
    pub fn origin(&self) -> Number {
        match (self.measure, self.baseline) {
            (Measure::Stock, Some(baseline)) => baseline.value,
            _ => Number::ZERO,
        }
    }

    /// Returns where the value stands, reported or not: before the first report what adds up is nothing and a level is its
    /// baseline; a level without one is not known.
    pub fn counted(&self, reported: Option<Number>) -> Option<Number> {
        let is_known = self.measure == Measure::Flow || self.baseline.is_some();
        reported.or_else(|| is_known.then(|| self.origin()))
    }

    /// Returns whether `value` reaches it.
    pub fn met_by(&self, value: Number) -> bool {
        match self.op {
            Op::AtLeast | Op::Exactly | Op::Range => value >= self.value,
            Op::Over => value > self.value,
            Op::AtMost => value <= self.value,
            Op::Under => value < self.value,
        }
    }

    /// How `value` misses it; nothing where it is met.
    pub fn miss(&self, value: Number) -> Option<Missed> {
        let by = (self.value - value).abs();
        let miss = match self.op {
            _ if self.met_by(value) => return None,
            Op::Over if by == Number::ZERO => Miss::NotAbove,
            Op::Under if by == Number::ZERO => Miss::NotBelow,
            Op::AtMost | Op::Under => Miss::Over(by),
            _ => Miss::Short(by),
        };
        Some(Missed {
            miss,
            target: self.value,
            unit: self.unit.to_string(),
        })
    }

    /// How `value` breaks a limit while there is time left: one that was kept at first. What is to be brought down to a
    /// limit breaks nothing on its way.
    pub fn broken(&self, value: Number) -> Option<Missed> {
        let is_kept_at_first = self.op.is_limit() && self.met_by(self.origin());
        is_kept_at_first.then(|| self.miss(value)).flatten()
    }

    /// Returns how many percentage points `value` is short of the share `passed` of `days`, rounded half up.
    pub(crate) fn points_short(&self, value: Number, passed: i64, days: i64) -> i64 {
        let (way, gone) = (self.value - self.origin(), value - self.origin());
        // As a fraction of whole numbers, so that a half is a half.
        let (mut way, mut gone) = way.aligned(gone);
        if way == 0 {
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
