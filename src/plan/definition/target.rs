//! A target (目标值): what meets it, and by how much a value misses it.

use crate::plan::{Day, Number, keyed};

keyed! {
    /// The comparison of a value with its target.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Op {
        /// `>=` 达到, 以上, 不少于
        AtLeast = ">=",
        /// `>` 超过
        Over = ">",
        /// `=` a bare number, met by that value or more
        Exactly = "=",
        /// `<=`
        AtMost = "<=",
        /// `<`
        Under = "<",
        /// `range` 1-2家, met by its minimum or more
        Range = "range",
    }
}

impl Op {
    /// Returns whether this is an upper limit, not a number to reach.
    pub fn is_limit(self) -> bool {
        matches!(self, Self::AtMost | Self::Under)
    }
}

/// The way a value misses its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Below the target by this much.
    Short(Number),
    /// Above the limit by this much.
    Over(Number),
    /// Equal to the value that `>` asks to exceed.
    NotAbove,
    /// Equal to the value that `<` asks to stay below.
    NotBelow,
}

/// A missed target, with what a message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The way it is missed, and the amount.
    pub miss: Miss,
    /// The target value.
    pub target: Number,
    /// The unit of measure.
    pub unit: String,
}

keyed! {
    /// The cadence of a target: owed once per period, by a day, or in total.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Cadence {
        /// 每年
        Annual = "annual",
        /// 每半年
        HalfYearly = "half_yearly",
        /// 每季度
        Quarterly = "quarterly",
        /// 每月
        Monthly = "monthly",
        /// 到某日
        ByDeadline = "by_deadline",
        /// 总共
        Total = "total",
    }
}

keyed! {
    /// Whether values add up (people trained) or are a level (a percentage).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Measure {
        /// A flow: values add up from zero.
        Flow = "flow",
        /// A stock: a level, measured from its baseline.
        Stock = "stock",
    }
}

keyed! {
    /// Whether the value is expected to grow with elapsed time (序时进度).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Pace {
        /// Grows evenly over the window.
        Linear = "linear",
        /// Not expected before the due date.
        AtTheEnd = "none",
    }
}

/// The value of a stock before the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Baseline {
    /// The value, in the target's unit.
    pub value: Number,
    /// The day of the value.
    pub on: Option<Day>,
}

/// A number to reach.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The comparison with a value.
    pub op: Op,
    /// The number, or the minimum of a range.
    pub value: Number,
    /// The maximum of a range.
    pub max: Option<Number>,
    /// The unit of measure as printed: 名, 家, %.
    pub unit: String,
    /// The deadline, if the target names one.
    pub by: Option<Day>,
    /// Whether values add up.
    pub measure: Measure,
    /// The value of a stock before the plan.
    pub baseline: Option<Baseline>,
    /// Whether falling behind elapsed time is shown.
    pub pace: Pace,
}

impl Target {
    /// Returns the default measure: stock for `%`, else flow.
    pub fn default_measure(unit: &str) -> Measure {
        if unit == "%" {
            Measure::Stock
        } else {
            Measure::Flow
        }
    }

    /// Returns the default pace: none for ranges, values under 10, upper limits, and stocks without a
    /// baseline.
    pub fn default_pace(op: Op, value: Number, measure: Measure, has_baseline: bool) -> Pace {
        let no_pace = op == Op::Range
            || op.is_limit()
            || value < Number::from(10)
            || (measure == Measure::Stock && !has_baseline);
        if no_pace {
            Pace::AtTheEnd
        } else {
            Pace::Linear
        }
    }

    /// Returns the target with another baseline; a default pace is derived anew.
    #[must_use]
    pub fn with_baseline(self, baseline: Option<Baseline>) -> Self {
        let unusual = self.unusual_pace();
        let other = Self { baseline, ..self };
        Self {
            pace: unusual.unwrap_or_else(|| other.usual_pace()),
            ..other
        }
    }

    /// Returns the measure, if it is not the one that the unit of measure implies.
    pub fn unusual_measure(&self) -> Option<Measure> {
        (self.measure != Self::default_measure(&self.unit)).then_some(self.measure)
    }

    /// Returns the pace, if it is not the one that follows from the rest.
    pub fn unusual_pace(&self) -> Option<Pace> {
        (self.pace != self.usual_pace()).then_some(self.pace)
    }

    fn usual_pace(&self) -> Pace {
        Self::default_pace(self.op, self.value, self.measure, self.baseline.is_some())
    }

    /// Formats the target: `60名`, `>5000人`, `1-2家`.
    pub fn text(&self) -> String {
        let (value, unit) = (self.value, &self.unit);
        match (self.op, self.max) {
            (Op::Range, Some(max)) => format!("{value}-{max}{unit}"),
            (Op::Over | Op::Under | Op::AtMost, _) => format!("{}{value}{unit}", self.op.key()),
            _ => format!("{value}{unit}"),
        }
    }

    /// Returns the value progress counts from: the baseline of a stock, else 0.
    pub fn origin(&self) -> Number {
        match (self.measure, self.baseline) {
            (Measure::Stock, Some(baseline)) => baseline.value,
            _ => Number::ZERO,
        }
    }

    /// Returns whether values add up from nothing towards it, so that none lies below zero.
    pub fn adds_up(&self) -> bool {
        self.measure == Measure::Flow && self.value >= Number::ZERO
    }

    /// Returns the reported value, else the origin; `None` for a stock without a report and a baseline.
    pub fn counted(&self, reported: Option<Number>) -> Option<Number> {
        let is_known = self.measure == Measure::Flow || self.baseline.is_some();
        reported.or_else(|| is_known.then(|| self.origin()))
    }

    /// Returns whether the target is met from the start, and is to be kept.
    pub fn is_kept(&self) -> bool {
        self.counted(None).is_some_and(|origin| self.met_by(origin))
    }

    /// Returns the comparison that counts: `= 0` of what is not below it is a limit, since nothing can be less.
    pub fn rule(&self) -> Op {
        let is_none = self.value == Number::ZERO && self.origin() >= Number::ZERO;
        match self.op {
            Op::Exactly if is_none => Op::AtMost,
            op => op,
        }
    }

    /// Returns whether `value` meets the target.
    pub fn met_by(&self, value: Number) -> bool {
        match self.rule() {
            Op::AtLeast | Op::Exactly | Op::Range => value >= self.value,
            Op::Over => value > self.value,
            Op::AtMost => value <= self.value,
            Op::Under => value < self.value,
        }
    }

    /// Returns the shortfall of `value`; `None` if it meets the target.
    pub fn miss(&self, value: Number) -> Option<Missed> {
        let by = (self.value - value).abs();
        let miss = match self.rule() {
            _ if self.met_by(value) => return None,
            Op::Over if by == Number::ZERO => Miss::NotAbove,
            Op::Under if by == Number::ZERO => Miss::NotBelow,
            Op::AtMost | Op::Under => Miss::Over(by),
            _ => Miss::Short(by),
        };
        Some(Missed {
            miss,
            target: self.value,
            unit: self.unit.clone(),
        })
    }

    /// Returns the excess of `value` over a limit before it is due; `None` if the value began above the limit and is to
    /// fall.
    pub fn exceeded(&self, value: Number) -> Option<Missed> {
        let is_kept_at_first = self.rule().is_limit() && self.met_by(self.origin());
        is_kept_at_first.then(|| self.miss(value)).flatten()
    }
}
