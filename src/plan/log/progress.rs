//! The logs of a plan: what progress.toml holds.

use std::collections::HashMap;

use crate::plan::{Day, Entry, Log, LogRef, not_withdrawn};

/// The contents of one progress.toml: its logs, each sorted for the fold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The day reporting began.
    pub since: Option<Day>,
    /// Logs by milestone id.
    pub milestones: HashMap<String, Vec<Entry>>,
    /// Logs by indicator id.
    pub indicators: HashMap<String, Vec<Entry>>,
}

impl Progress {
    /// Returns the log of a milestone; empty if there is none.
    pub fn log(&self, milestone: &str) -> &[Entry] {
        self.milestones.get(milestone).map_or(&[], Vec::as_slice)
    }

    /// Returns the log of an indicator; empty if there is none.
    pub fn readings(&self, indicator: &str) -> &[Entry] {
        self.indicators.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// Returns the entries of a log; none if there is no such log.
    pub fn entries_of(&self, log: &Log) -> &[Entry] {
        match log {
            Log::Milestone(id) => self.log(id),
            Log::Indicator(id) => self.readings(id),
        }
    }

    /// Iterates over every entry of every log, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let logs = self.milestones.values().chain(self.indicators.values());
        logs.flatten()
    }

    /// Iterates over the logs, in no order.
    pub(crate) fn logs(&self) -> impl Iterator<Item = (Log, &[Entry])> {
        let milestones = self.milestones.iter();
        let milestones = milestones.map(|(id, log)| (Log::Milestone(id.clone()), log.as_slice()));
        let indicators = self.indicators.iter();
        let indicators = indicators.map(|(id, log)| (Log::Indicator(id.clone()), log.as_slice()));
        milestones.chain(indicators)
    }

    /// Returns every entry with its log, as those of the plan with this id, in no order.
    pub(crate) fn logged(&self, plan: &str) -> impl Iterator<Item = (LogRef, &Entry)> {
        self.logs().flat_map(move |(log, entries)| {
            let plan = plan.to_owned();
            let of = LogRef { plan, log };
            entries.iter().map(move |entry| (of.clone(), entry))
        })
    }

    /// Returns whether anything was recorded up to a day.
    pub fn reported(&self, as_of: Day) -> bool {
        let indicators = self.indicators.values();
        let readings = indicators.flat_map(|log| not_withdrawn(log));
        let mut entries = self.milestones.values().flatten().chain(readings);
        entries.any(|entry| entry.is_record() && entry.day() <= as_of)
    }
}
