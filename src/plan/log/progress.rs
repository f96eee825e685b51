use std::collections::HashMap;

use crate::plan::{Day, Entry, Log};

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

    /// Returns whether anything was recorded up to a day.
    pub fn reported(&self, as_of: Day) -> bool {
        self.entries()
            .any(|entry| entry.is_record() && entry.day() <= as_of)
    }
}
