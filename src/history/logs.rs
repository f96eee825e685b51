//! The entries of a progress.toml as texts, read without its plan.

use std::collections::BTreeMap;

use toml::de::DeTable;

use crate::plan::Log;
use crate::store::blocks_once;

/// A log's name, in the order of the file format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LogName {
    /// `[milestone."…"]`
    Milestone(String),
    /// `[indicator.…]`
    Indicator(String),
}

impl LogName {
    pub(super) fn log(&self) -> Log {
        match self {
            Self::Milestone(id) => Log::Milestone(id.clone()),
            Self::Indicator(id) => Log::Indicator(id.clone()),
        }
    }
}

/// Every log with the texts of its entries, brace to brace. `None` where the text is no TOML.
pub(super) fn entries_of(text: &str) -> Option<BTreeMap<LogName, Vec<String>>> {
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
pub(super) fn more(old: &[String], new: &[String]) -> Vec<String> {
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
