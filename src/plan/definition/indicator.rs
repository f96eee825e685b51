//! An indicator (指标) with its readings.

use super::amendment::held_on;
use crate::plan::{Baseline, Day, Entry, Number, Target, Was, Withdrawn};

/// A plan-level number (量化指标) with staged targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The key in the files.
    pub id: String,
    /// The name in the document.
    pub name: String,
    /// The value before the plan.
    pub baseline: Option<Baseline>,
    /// Targets by deadline.
    pub targets: Vec<Target>,
    /// Values that amendments replaced.
    pub was: Vec<Was<IndicatorFields>>,
}

/// The fields of an indicator that an amendment may change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndicatorFields {
    /// The name in the document.
    pub name: Option<String>,
    /// The value before the plan.
    pub baseline: Option<Baseline>,
    /// All targets, by deadline.
    pub targets: Option<Vec<Target>>,
}

/// A measured value of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The day of the value.
    pub on: Day,
    /// The value in the indicator's unit.
    pub value: Number,
    /// Document numbers or paths that prove the value.
    pub evidence: Vec<String>,
}

impl Reading {
    /// Replaces the fields that a correction names.
    fn correct(&mut self, correction: &Entry) {
        self.value = correction.value.unwrap_or(self.value);
        if !correction.evidence.is_empty() {
            self.evidence.clone_from(&correction.evidence);
        }
    }
}

impl Indicator {
    /// Returns the indicator on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        let baseline = held_on(&self.was, day, |old| old.baseline);
        let mut targets = held_on(&self.was, day, |old| old.targets.clone())
            .unwrap_or_else(|| self.targets.clone());
        if baseline.is_some() {
            // Targets that took the indicator's baseline take its old one.
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

    /// Returns the readings up to a day, in order; of each day the last one recorded and not withdrawn, with its corrections.
    pub fn readings(log: &[Entry], as_of: Day) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        let standing = not_withdrawn(log).into_iter();
        for entry in standing.filter(|entry| entry.day() <= as_of) {
            let on = entry.day();
            if let Some(reading) = readings.last_mut().filter(|reading| reading.on == on)
                && entry.correct
            {
                reading.correct(entry);
                continue;
            }
            let Some(value) = entry.value else { continue };
            readings.retain(|reading| reading.on != on);
            readings.push(Reading {
                on,
                value,
                evidence: entry.evidence.clone(),
            });
        }
        readings
    }

    /// Returns the target that rules on a day: the first not yet due, else the last.
    pub fn target_on(&self, day: Day) -> Option<&Target> {
        self.targets
            .iter()
            .find(|target| target.by.is_none_or(|by| day <= by))
            .or(self.targets.last())
    }
}

/// Returns the entries of an indicator's log, sorted for the fold, that no later one of their day withdraws.
pub(crate) fn not_withdrawn(log: &[Entry]) -> Vec<&Entry> {
    let mut standing = Vec::with_capacity(log.len());
    let mut withdrawn = None;
    for entry in log.iter().rev() {
        let day = entry.day();
        if withdrawn != Some(day) {
            standing.push(entry);
        }
        if entry.withdraw == Some(Withdrawn::Reading) {
            withdrawn = Some(day);
        }
    }
    standing.reverse();
    standing
}
