use compact_str::CompactString;

use crate::plan::Day;

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
    pub value: f64,
    /// The day it is of.
    pub on: Option<Day>,
}

/// A number to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// How it is held against the value.
    pub op: Op,
    /// The number, the minimum of a range.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
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
    /// What `measure` is where nothing is said: a level for `%`, else it adds up.
    pub fn default_measure(unit: &str) -> Measure {
        if unit == "%" {
            Measure::Stock
        } else {
            Measure::Flow
        }
    }

    /// What `pace` is where nothing is said: none for ranges, values under 10, upper limits, and levels whose start is
    /// not known.
    pub fn default_pace(op: Op, value: f64, measure: Measure, has_baseline: bool) -> Pace {
        let no_pace = matches!(op, Op::Range | Op::AtMost | Op::Under)
            || value < 10.0
            || (measure == Measure::Stock && !has_baseline);
        if no_pace { Pace::None } else { Pace::Linear }
    }

    /// The same target counted from another baseline; a pace that is the default one is the default one still.
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

    /// What the value counts from: the baseline of a level, else nothing.
    pub fn origin(&self) -> f64 {
        match (self.measure, self.baseline) {
            (Measure::Stock, Some(baseline)) => baseline.value,
            _ => 0.0,
        }
    }

    /// Whether `value` reaches it.
    pub fn met_by(&self, value: f64) -> bool {
        match self.op {
            Op::AtLeast | Op::Exactly | Op::Range => value >= self.value,
            Op::Over => value > self.value,
            Op::AtMost => value <= self.value,
            Op::Under => value < self.value,
        }
    }

    /// How far `value` is from it, in its unit; nothing where it is met. `>` met only from above may be short by 0.
    pub fn shortfall(&self, value: f64) -> Option<f64> {
        (!self.met_by(value)).then(|| (self.value - value).abs())
    }

    /// The share of the way from the origin that `value` has gone; 1 is the target.
    pub fn share(&self, value: f64) -> f64 {
        let way = self.value - self.origin();
        if way == 0.0 {
            f64::from(u8::from(self.met_by(value)))
        } else {
            (value - self.origin()) / way
        }
    }
}
