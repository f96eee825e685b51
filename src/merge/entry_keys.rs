//! Entries of a progress.toml by content, read without its plan.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Versions;
use crate::plan::Log;
use crate::store::blocks_once;
use crate::store::progress::entry_text::quoted;
use crate::store::toml_reader::moment;

/// Logs with the keys of their entries.
pub(crate) type LogTexts = BTreeMap<Log, Vec<String>>;

/// Returns the key of an entry: its contents, independent of spacing and order.
pub(crate) fn key_of(entry: &DeValue<'_>) -> String {
    match entry {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => i128::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| number.as_str().to_owned(), |number| number.to_string()),
        DeValue::Float(number) => plain_number(number.as_str()),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(list) => {
            let list: Vec<String> = list.iter().map(|one| key_of(one.get_ref())).collect();
            // A list of one item equals that item: `evidence = ["a"]`.
            match list.as_slice() {
                [one] => one.clone(),
                _ => format!("[{}]", list.join(",")),
            }
        }
        DeValue::Table(table) => {
            // An empty list says nothing.
            let says = |value: &DeValue<'_>| value.as_array().is_none_or(|list| !list.is_empty());
            let mut pairs: BTreeMap<String, String> = table
                .iter()
                .filter(|(_, value)| says(value.get_ref()))
                .map(|(key, value)| (key.get_ref().to_string(), key_of(value.get_ref())))
                .collect();
            // A moment is the same in every offset, and without one; the day that it falls on is not.
            let at = table.get("at").and_then(|at| at.get_ref().as_datetime());
            let is_whole = |time: toml::value::Time| time.nanosecond.unwrap_or(0) == 0;
            let at = at.filter(|at| at.time.is_some_and(is_whole));
            if let Some(at) = at.and_then(moment) {
                pairs.insert("at".to_owned(), at.instant().to_string());
                pairs
                    .entry("on".to_owned())
                    .or_insert_with(|| at.local.date().to_string());
            }
            let pairs: Vec<String> = pairs
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            format!("{{{}}}", pairs.join(","))
        }
    }
}

/// Returns the key of an entry's text from brace to brace; other text is its own key.
pub(crate) fn key_of_text(entry: &str) -> String {
    let text = format!("e = {entry}");
    let table = DeTable::parse(&text).ok().map(toml::Spanned::into_inner);
    let value = table.as_ref().and_then(|table| table.get("e"));
    value.map_or_else(
        || entry.replace("\r\n", "\n"),
        |value| key_of(value.get_ref()),
    )
}

/// Returns a number without redundant characters: `0.70` becomes `0.7`, `3.0` becomes `3`.
fn plain_number(number: &str) -> String {
    let number = number.trim_start_matches('+');
    if !number.contains('.') || number.contains(['e', 'E']) {
        return number.to_owned();
    }
    let number = number.trim_end_matches('0');
    number.trim_end_matches('.').to_owned()
}

/// Returns every log with the keys of its entries; `None` for invalid TOML.
pub(crate) fn entries_of(text: &str) -> Option<LogTexts> {
    logs_of(text, key_of)
}

/// Returns the key by which each entry is known even if its words or its item's number change: its moment, or else all
/// that it says; `None` for invalid TOML.
pub(crate) fn moments_of(text: &str) -> Option<Vec<String>> {
    let moment_of = |entry: &DeValue<'_>| {
        let at = entry.as_table()?.get("at")?.get_ref().as_datetime()?;
        Some(moment(at)?.instant().to_string())
    };
    let logs = logs_of(text, |entry| {
        moment_of(entry).unwrap_or_else(|| key_of(entry))
    });
    Some(logs?.into_values().flatten().collect())
}

/// Returns every log with what `known_by` makes of its entries; `None` for invalid TOML.
fn logs_of(text: &str, known_by: impl Fn(&DeValue<'_>) -> String) -> Option<LogTexts> {
    let text = blocks_once(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let table = DeTable::parse(&text).ok()?.into_inner();
    let mut logs = BTreeMap::new();
    for (log, _, entries) in blocks(&table) {
        let entries = entries.and_then(|entries| entries.get_ref().as_array());
        let keys = entries.into_iter().flatten();
        logs.insert(log, keys.map(|entry| known_by(entry.get_ref())).collect());
    }
    Some(logs)
}

/// Returns the logs of a parsed text, each with the place of its id and with its entries, if it has the list.
pub(super) fn blocks<'t>(
    table: &'t DeTable<'_>,
) -> impl Iterator<Item = (Log, Range<usize>, Option<&'t Spanned<DeValue<'t>>>)> {
    let kinds = ["milestone", "indicator"].into_iter();
    let kinds = kinds.filter_map(|kind| Some((kind, table.get(kind)?.get_ref().as_table()?)));
    kinds.flat_map(|(kind, blocks)| {
        blocks.iter().map(move |(id, block)| {
            let log = Log::of_kind(kind, id.get_ref());
            (log, id.span(), block.get_ref().get("log"))
        })
    })
}

/// Returns the entries of `new` beyond those of `old`, counting duplicates.
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

/// Merges the entries, independent of their layout.
pub(crate) fn merged_entries(versions: Versions<&LogTexts>) -> LogTexts {
    let none = Vec::new();
    let [ours, theirs] = versions.sides();
    let names: BTreeSet<&Log> = ours.keys().chain(theirs.keys()).collect();
    let mut merged = LogTexts::new();
    for name in names {
        let logs = versions.map(|logs| logs.get(name).unwrap_or(&none));
        let entries: BTreeSet<&String> = logs.sides().into_iter().flatten().collect();
        let mut kept = Vec::new();
        for entry in entries {
            let counts = logs.map(|log| log.iter().filter(|e| *e == entry).count());
            kept.extend(std::iter::repeat_n(entry.clone(), merged_count(counts)));
        }
        merged.insert(name.clone(), kept);
    }
    merged
}

/// Returns the merged count: that of the side that changed it, or the larger if both did.
pub(crate) fn merged_count(of: Versions<usize>) -> usize {
    of.one_sided().unwrap_or(of.ours.max(of.theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_known_by_what_it_says() {
        let none = key_of_text("{ add = 3, evidence = [] }");
        assert_eq!(none, key_of_text("{ add = 3 }"));
        let key = key_of_text("{ on = 2024-01-02, value = 0.7, evidence = \"甲\" }");
        for other in [
            "{on=2024-01-02,value=0.70,evidence=[\"甲\"]}",
            "{ evidence = '甲' , value = 0.7, on = 2024-01-02 }",
        ] {
            assert_eq!(key_of_text(other), key, "{other}");
        }
        assert_ne!(
            key_of_text("{ on = 2024-01-02, value = 7, evidence = \"甲\" }"),
            key
        );
        assert_ne!(
            key_of_text(r#"{ evidence = ["a", "b"] }"#),
            key_of_text(r#"{ evidence = 'a","b' }"#)
        );
        assert_ne!(
            key_of_text(r"{ evidence = ['a\', 'b'] }"),
            key_of_text(r#"{ evidence = 'a\","b' }"#)
        );
        assert_eq!(key_of_text("{ add = 3.0 }"), key_of_text("{ add = 3 }"));
        let moment = |at: &str| key_of_text(&format!("{{ at = {at}, on = 2026-11-27, add = 5 }}"));
        assert_eq!(
            moment("2026-11-27T10:00:00+08:00"),
            moment("2026-11-27T02:00:00Z")
        );
        assert_ne!(
            moment("2026-11-27T10:00:00+08:00"),
            moment("2026-11-27T10:00:00Z")
        );
        // Without an offset it is China's time.
        assert_eq!(
            moment("2026-11-27T10:00:00"),
            moment("2026-11-27T10:00:00+08:00")
        );
        // Without a day of its own an entry is of the day where it was recorded.
        assert_ne!(
            key_of_text("{ at = 2026-11-27T07:00:00+08:00, add = 5 }"),
            key_of_text("{ at = 2026-11-26T23:00:00Z, add = 5 }")
        );
        assert_ne!(key_of_text("{ add = 30 }"), key_of_text("{ add = 3 }"));
    }

    #[test]
    fn what_stands_twice_is_counted_twice() {
        let list = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            more(&list(&["a", "b"]), &list(&["b", "a", "a", "c"])),
            ["a", "c"]
        );
    }
}
