use super::{Baseline, Day, Entry, Target};

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
}

/// A measured value of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The day it is of.
    pub on: Day,
    /// In the indicator's unit.
    pub value: f64,
    /// Where it can be seen.
    pub evidence: Vec<String>,
}

impl Indicator {
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
