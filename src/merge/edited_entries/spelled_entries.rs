//! Entries that both sides typed and spelled differently: a unit by another of its names, a moment without its offset.

use std::collections::HashSet;

use crate::merge::entry_keys::key_of_text;
use crate::merge::items::WrittenItem;
use crate::plan::{Entry, Log, Plan, Progress};
use crate::store::{FileText, read_progress};

/// Gives each entry that both sides added, and that says the same in both, one text.
pub(in crate::merge) fn agree_on_spelling(
    plan: &Plan,
    base: &WrittenItem,
    [ours, theirs]: [&mut WrittenItem; 2],
) {
    let of = |file: &WrittenItem| {
        let (log, _) = read_progress(&FileText::new("", file.text()), plan);
        log.map_or_else(Progress::default, |log| log.progress)
    };
    let (was, our_logs, their_logs) = (of(base), of(ours), of(theirs));
    for (log, entries) in our_logs.logs() {
        let their_entries = their_logs.entries_of(&log);
        let old = was.entries_of(&log);
        let is_one_sided = [entries, their_entries].contains(&old) || entries == their_entries;
        if their_entries.is_empty() || is_one_sided {
            continue;
        }
        let [old, our_keys, their_keys] = [old, entries, their_entries].map(keys_of);
        let mut their_new = added(their_entries, &their_keys, [&old, &our_keys]);
        for our in added(entries, &our_keys, [&old, &their_keys]) {
            let said = our.in_one_spelling(&plan.document.units);
            let is_it = |their: &&Entry| {
                their.day() == our.day() && their.in_one_spelling(&plan.document.units) == said
            };
            let Some(at) = their_new.iter().position(is_it) else {
                continue;
            };
            let their = their_new.remove(at);
            // The same text whichever side merges.
            let text = our.source.as_str().min(&their.source);
            respell(ours, &log, &our.source, text);
            respell(theirs, &log, &their.source, text);
        }
    }
}

fn keys_of(entries: &[Entry]) -> Vec<String> {
    let sources = entries.iter().map(|entry| &entry.source);
    sources.map(|source| key_of_text(source)).collect()
}

/// Returns the entries of a side, with their keys, that neither the base nor the other side has as they are written.
fn added<'e>(entries: &'e [Entry], keys: &[String], others: [&[String]; 2]) -> Vec<&'e Entry> {
    let known: HashSet<&String> = others.into_iter().flatten().collect();
    let all = entries.iter().zip(keys);
    let new = all.filter(|(_, key)| !known.contains(key));
    new.map(|(entry, _)| entry).collect()
}

/// Writes an entry of a log another way.
fn respell(file: &mut WrittenItem, log: &Log, was: &str, now: &str) {
    let is_its = |block: &&mut WrittenItem| {
        let name = &block.name;
        name.subject().is_some() && Log::of_kind(name.kind.key(), &name.id) == *log
    };
    for block in file.children.iter_mut().filter(is_its) {
        for field in block.fields.iter_mut().filter(|field| field.key == ["log"]) {
            field.text = field.text.replacen(was, now, 1);
        }
    }
}
