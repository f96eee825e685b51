use super::amendment::held_on;
use crate::plan::{Baseline, Day, Entry, Number, Target, Was};

/// A number of the whole plan (量化指标), with staged targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its key in the files.
    pub id: String,
    /// As the document names it.
    pub name: String,
    /// Where it stood before the plan.
    pub baseline: Option<Baseline>,
    /// By their deadlines.
    pub targets: Vec<Target>,
    /// What amendments replaced.
    pub was: Vec<Was<IndicatorFields>>,
}

/// The fields of an indicator that an amendment may change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndicatorFields {
    /// As the document named it.
    pub name: Option<String>,
    /// Where it was said to have stood before the plan.
    pub baseline: Option<Baseline>,
    /// All of its targets, by their deadlines.
    pub targets: Option<Vec<Target>>,
}

/// A measured value of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The day it is of.
    pub on: Day,
    /// In the indicator's unit.
    pub value: Number,
    /// Where it can be seen.
    pub evidence: Vec<String>,
}

impl Indicator {
    /// It as it stands on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        let baseline = held_on(&self.was, day, |old| old.baseline);
        let mut targets = held_on(&self.was, day, |old| old.targets.clone())
            .unwrap_or_else(|| self.targets.clone());
        if baseline.is_some() {
            // Those that have it of the indicator have the one it had.
            for target in targets
                .iter_mut()
                .filter(|target| target.baseline == self.baseline)
            {
                *target = target.clone().with_baseline(baseline);
            }
        }
        Self {
            id: self.id.clone(),
            name: held_on(&self.was, day, |old| old.name.clone())
                .unwrap_or_else(|| self.name.clone()),
            baseline: baseline.or(self.baseline),
            targets,
            was: Vec::new(),
        }
    }

    /// The readings up to a day, by day; of one day the last said counts.
    pub fn readings(log: &[Entry], as_of: Day) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        for entry in log.iter().filter(|entry| entry.day() <= as_of) {
            let Some(value) = entry.value else { continue };
            readings.retain(|reading| reading.on != entry.day());
            readings.push(Reading {
                on: entry.day(),
                value,
                evidence: entry.evidence.clone(),
            });
        }
        readings
    }

    /// The target that rules on a day: the first not yet due, else the last.
    pub fn target_on(&self, day: Day) -> Option<&Target> {
        self.targets
            .iter()
            .find(|target| target.by.is_none_or(|by| day <= by))
            .or(self.targets.last())
    }
}
