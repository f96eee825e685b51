use std::collections::HashMap;

use crate::plan::{Day, Entry};

/// What happened: the logs of one plan's progress.toml, each sorted for the fold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The day reporting began here.
    pub since: Option<Day>,
    /// By milestone id.
    pub milestones: HashMap<String, Vec<Entry>>,
    /// By indicator id.
    pub indicators: HashMap<String, Vec<Entry>>,
}

impl Progress {
    /// The log of a milestone; empty where there is no block.
    pub fn log(&self, milestone: &str) -> &[Entry] {
        self.milestones.get(milestone).map_or(&[], Vec::as_slice)
    }

    /// The log of an indicator; empty where there is no block.
    pub fn readings(&self, indicator: &str) -> &[Entry] {
        self.indicators.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// Every entry of every log, in no order.
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
