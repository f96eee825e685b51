//! The entries of a progress.toml as texts, read without its plan.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use crate::plan::Log;
use crate::store::blocks_once;

/// A log's name, in the order of the file format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LogName {
    /// `[milestone."…"]`
    Milestone(String),
    /// `[indicator.…]`
    Indicator(String),
}

impl LogName {
    pub(crate) fn log(&self) -> Log {
        match self {
            Self::Milestone(id) => Log::Milestone(id.clone()),
            Self::Indicator(id) => Log::Indicator(id.clone()),
        }
    }
}

/// Logs with the texts of their entries.
pub(crate) type LogTexts = BTreeMap<LogName, Vec<String>>;

/// Every log with the texts of its entries, brace to brace. `None` where the text is no TOML.
pub(crate) fn entries_of(text: &str) -> Option<LogTexts> {
    let text = blocks_once(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let table = DeTable::parse(&text).ok()?.into_inner();
    let mut logs = BTreeMap::new();
    for kind in ["milestone", "indicator"] {
        let Some(blocks) = table.get(kind).and_then(|kind| kind.get_ref().as_table()) else {
            continue;
        };
        for (id, block) in blocks {
            let id = id.get_ref().to_string();
            let entries = block
                .get_ref()
                .get("log")
                .and_then(|log| log.get_ref().as_array())
                .into_iter()
                .flatten()
                .filter_map(|entry| text.get(entry.span()))
                .map(|entry| entry.replace("\r\n", "\n"))
                .collect();
            let name = if kind == "milestone" {
                LogName::Milestone(id)
            } else {
                LogName::Indicator(id)
            };
            logs.insert(name, entries);
        }
    }
    Some(logs)
}

/// What `new` has and `old` has not, each as often as it does.
pub(crate) fn more(old: &[String], new: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = old.iter().collect();
    new.iter()
        .filter(|entry| match left.iter().position(|known| known == entry) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}

/// What both sides made of the entries: of each text as many as the side has that changed their number, the more of two.
pub(crate) fn merged_entries(base: &LogTexts, ours: &LogTexts, theirs: &LogTexts) -> LogTexts {
    let none = Vec::new();
    let names: BTreeSet<&LogName> = ours.keys().chain(theirs.keys()).collect();
    let mut merged = LogTexts::new();
    for name in names {
        let [b, o, t] = [base, ours, theirs].map(|logs| logs.get(name).unwrap_or(&none));
        let entries: BTreeSet<&String> = o.iter().chain(t).collect();
        let mut kept = Vec::new();
        for entry in entries {
            let [b, o, t] = [b, o, t].map(|log| log.iter().filter(|e| *e == entry).count());
            let count = if o == b {
                t
            } else if t == b {
                o
            } else {
                o.max(t)
            };
            kept.extend(std::iter::repeat_n(entry.clone(), count));
        }
        merged.insert(name.clone(), kept);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_is_counted_twice() {
        let list = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            more(&list(&["a", "b"]), &list(&["b", "a", "a", "c"])),
            ["a", "c"]
        );
    }
}
