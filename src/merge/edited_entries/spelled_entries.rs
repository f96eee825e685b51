//! Entries that both sides typed and spelled differently: a unit by another of its names, a moment without its offset.

use std::collections::{BTreeSet, HashSet};

use super::known_entries::{WrittenEntry, entries_of};
use super::{is_log, merged};
use crate::merge::Versions;
use crate::merge::entry_keys::key_of_text;
use crate::merge::items::{WrittenField, WrittenItem};
use crate::merge::three_way::ThreeWay;
use crate::plan::{Entry, Log, Plan, Progress};
use crate::store::progress::entry_text::ENTRY_KEYS;
use crate::store::{FileText, read_progress};

/// Gives each entry that both sides added, and that says the same in both, one text. Keys that duban does not know are
/// merged field by field.
pub(in crate::merge) fn agree_on_spelling(
    merging: &mut ThreeWay<'_>,
    plan: &Plan,
    Versions { base, ours, theirs }: &mut Versions<WrittenItem>,
) {
    let of = |file: &WrittenItem| {
        let (log, _) = read_progress(&FileText::new("", file.text()), plan);
        log.map_or_else(Progress::default, |log| log.progress)
    };
    let logs = Versions::new(of(base), of(ours), of(theirs));
    for (log, _) in logs.ours.logs() {
        let entries = logs.each_ref().map(|logs| logs.entries_of(&log));
        if entries.theirs.is_empty() || entries.one_sided().is_some() {
            continue;
        }
        let keys = entries.map(keys_of);
        let mut their_new = added(entries.theirs, &keys.theirs, [&keys.base, &keys.ours]);
        for our in added(entries.ours, &keys.ours, [&keys.base, &keys.theirs]) {
            let said = our.in_one_spelling(&plan.document.units);
            let is_it = |their: &&Entry| {
                their.day() == our.day() && their.in_one_spelling(&plan.document.units) == said
            };
            let Some(at) = their_new.iter().position(is_it) else {
                continue;
            };
            let their = their_new.remove(at);
            let our_entry = entry_in(ours, &log, &our.source);
            let their_entry = entry_in(theirs, &log, &their.source);
            let (Some(our), Some(their)) = (our_entry, their_entry) else {
                continue;
            };
            let text = one_text(merging, [&our, &their]);
            respell(ours, &our, &text);
            respell(theirs, &their, &text);
        }
    }
}

/// Returns the text of an entry that both sides added: the same whichever side merges.
fn one_text(merging: &mut ThreeWay<'_>, sides: [&WrittenEntry; 2]) -> String {
    let [our, their] = sides;
    let kept = if our.text <= their.text { our } else { their };
    let is_known = |field: &&WrittenField| ENTRY_KEYS.contains(&field.key[0].as_str());
    let unknown = sides.map(|side| {
        let fields = side.fields.iter().filter(|field| !is_known(field));
        fields.cloned().collect::<Vec<WrittenField>>()
    });
    let texts = unknown.each_ref().map(|fields| texts_of(fields));
    if texts[0] == texts[1] {
        return kept.text.clone();
    }
    let known: Vec<WrittenField> = kept.fields.iter().filter(is_known).cloned().collect();
    let with = |unknown: &[WrittenField]| {
        let mut entry = kept.clone();
        entry.fields = [&known, unknown].concat();
        entry
    };
    let [ours, theirs] = unknown.each_ref().map(|fields| with(fields));
    merged(merging, Versions::new(&with(&[]), &ours, &theirs)).1
}

fn texts_of(fields: &[WrittenField]) -> BTreeSet<&str> {
    fields.iter().map(|field| field.text.as_str()).collect()
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

/// Returns the entry of a log that is written as `source`.
fn entry_in(file: &WrittenItem, log: &Log, source: &str) -> Option<WrittenEntry> {
    let is_its = |block: &&WrittenItem| {
        let name = &block.name;
        name.subject().is_some() && Log::of_kind(name.kind.key(), &name.id) == *log
    };
    let blocks = file.children.iter().filter(is_its);
    let mut entries = blocks.flat_map(entries_of);
    entries.find(|entry| entry.text == source)
}

/// Writes an entry another way.
fn respell(file: &mut WrittenItem, entry: &WrittenEntry, text: &str) {
    let mut blocks = file.children.iter_mut();
    let block = blocks.find(|block| block.name == entry.log);
    let log = block.and_then(|block| block.fields.iter_mut().find(is_log));
    if let Some(log) = log {
        log.text.replace_range(entry.span.clone(), text);
    }
}

#[cfg(test)]
mod tests {
    use crate::merge::carried::merge_in_plan;
    use crate::merge::{Choice, Conflict, Versions};

    const PLAN: &str = "schema = 1\nid = \"a\"\ntitle = \"甲\"\nperiod = { start = 2024-01-01, end = 2024-12-31 }\n[[phase]]\nid = \"p\"\nname = \"期\"\nstart = 2024-01-01\nend = 2024-12-31\n[[unit]]\nname = \"县教育局\"\naliases = [\"教育局\"]\n[[action]]\nid = \"1\"\ntitle = \"甲\"\nlead = [\"县教育局\"]\n[[action.milestone]]\nid = \"x\"\nphase = \"p\"\ntitle = \"甲\"\n";

    fn log(entry: &str) -> String {
        format!("plan = \"a\"\n\n[milestone.\"1/x\"]\nlog = [\n{entry}] # 1/x\n")
    }

    /// Merges an entry that both sides typed; returns the log and the keys that are asked about.
    fn typed(
        sides: [&str; 2],
        chosen: &dyn Fn(&Conflict) -> Option<Choice>,
    ) -> (String, Vec<String>) {
        let [ours, theirs] = sides.map(|entry| log(&format!("  {{ {entry} }},\n")));
        let merged =
            merge_in_plan(Some(PLAN), Versions::new(&log(""), &ours, &theirs), chosen).unwrap();
        let asked = merged.conflicts.iter();
        let asked = asked.filter_map(|conflict| Some(conflict.field()?.to_owned()));
        (merged.text, asked.collect())
    }

    #[test]
    fn the_keys_of_a_newer_duban_stay_in_an_entry_that_both_sides_typed() {
        let at = |by: &str, keys: &str| {
            format!("at = 2024-05-01T09:00:00+08:00, by = \"{by}\", add = 5{keys}")
        };
        let of = |keys: &str| at("县教育局", keys);
        let other = |keys: &str| at("教育局", keys);
        for (ours, theirs, merged) in [
            (of(", photo = \"x\""), of(""), of(", photo = \"x\"")),
            (
                other(", foo = 1"),
                of(", bar = [2]"),
                of(", foo = 1, bar = [2]"),
            ),
            (other(", foo = 1"), of(", foo = 1"), of(", foo = 1")),
        ] {
            for [ours, theirs] in [[&ours, &theirs], [&theirs, &ours]] {
                let (text, asked) = typed([ours, theirs], &|_| None);
                let keys = |text: &str| text.parse::<toml::Table>().unwrap();
                assert_eq!(
                    (keys(&text), asked),
                    (keys(&log(&format!("{{ {merged} }},\n"))), vec![])
                );
            }
        }
        let sides = [of(", foo = 1"), other(", foo = 2, bar = 3")];
        let sides = sides.each_ref().map(String::as_str);
        assert_eq!(typed(sides, &|_| None).1, ["foo"]);
        let (text, asked) = typed(sides, &|_| Some(Choice::Theirs));
        assert_eq!(
            text,
            log(&format!("  {{ {} }},\n", of(", foo = 2, bar = 3")))
        );
        assert!(asked.is_empty());
    }

    #[test]
    fn the_unit_that_speaks_is_the_one_meant_without_being_named() {
        for day in ["on = 2024-05-01", "at = 2024-05-01T09:00:00+08:00"] {
            let own = format!("{day}, by = \"县教育局\", of = \"教育局\", add = 5");
            let plain = format!("{day}, by = \"县教育局\", add = 5");
            for sides in [[own.as_str(), &plain], [&plain, &own]] {
                let (text, asked) = typed(sides, &|_| None);
                assert_eq!(text, log(&format!("  {{ {plain} }},\n")));
                assert!(asked.is_empty());
            }
        }
    }
}
