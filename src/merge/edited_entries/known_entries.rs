//! Entries of a log known again in a later version of it, where they were edited or moved.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::TouchedLogs;
use crate::merge::entry_keys::key_of;
use crate::merge::items::{ItemName, WrittenField, WrittenItem};
use crate::plan::Moment;
use crate::store::toml_reader::moment;

/// An entry as it is written in its log.
#[derive(Clone)]
pub(super) struct WrittenEntry {
    /// The block of its log.
    pub(super) log: ItemName,
    /// Its place in the text of the log.
    pub(super) span: Range<usize>,
    /// From brace to brace.
    pub(super) text: String,
    /// Its contents, independent of spacing.
    pub(super) key: String,
    /// Its moment as written, without one its day.
    pub(super) called: String,
    pub(super) fields: Vec<WrittenField>,
    /// The moment when it was recorded; a date without a time does not belong to one entry alone.
    moment: Option<Moment>,
    day: String,
    /// Its values by their keys, independent of spacing.
    said: BTreeMap<String, String>,
}

/// A text that an entry shares with its later version; `None` if it has nothing of the kind.
type Likeness = fn(&WrittenEntry) -> Option<String>;

/// The likenesses by which the later version of an entry is known, the surest first.
const LIKENESSES: [Likeness; 7] = [
    |it| Some(it.in_log(&[&it.moment()?, &it.says(&["by", "of"])])),
    |it| Some(it.in_log(&[&it.moment()?])),
    // In another log.
    |it| Some([it.moment()?, it.says(&["by", "of"])].join("\n")),
    |it| Some(it.key.clone()),
    // With another moment or day.
    |it| Some(it.in_log(&[&it.says_but(&["at", "on"])])),
    |it| Some(it.in_log(&[&it.day, &it.says(&["by", "of", "status", "value", "add"])])),
    |it| Some(it.in_log(&[&it.day])),
];

impl WrittenEntry {
    /// Reads an entry in the log of a block. `text` is that log.
    fn read(log: &ItemName, text: &str, entry: &Spanned<DeValue<'_>>) -> Option<Self> {
        let table = entry.get_ref().as_table()?;
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(_, value)| value.span().start);
        let field = |key: &str, span: Range<usize>| WrittenField {
            key: vec![key.to_owned()],
            lead: String::new(),
            text: format!("{key} = {}\n", &text[span]),
            tables: false,
        };
        let day_of = |key| table.get(key)?.get_ref().as_datetime();
        let (at, on) = (day_of("at"), day_of("on"));
        let day = on.or(at)?.date?.to_string();
        Some(Self {
            log: log.clone(),
            span: entry.span(),
            text: text[entry.span()].to_owned(),
            key: key_of(entry.get_ref()),
            called: at.or(on)?.to_string(),
            fields: keys
                .iter()
                .map(|(key, value)| field(key.get_ref(), value.span()))
                .collect(),
            moment: at.filter(|at| at.time.is_some()).and_then(moment),
            day,
            said: keys
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), key_of(value.get_ref())))
                .collect(),
        })
    }

    /// Returns whether both are in one log and say the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        (&self.log, &self.key) == (&other.log, &other.key)
    }

    fn in_log(&self, parts: &[&str]) -> String {
        format!(
            "{}\n{}\n{}",
            self.log.kind.key(),
            self.log.id,
            parts.join("\n")
        )
    }

    fn moment(&self) -> Option<String> {
        self.moment.map(|moment| moment.instant().to_string())
    }

    fn says(&self, keys: &[&str]) -> String {
        self.said_where(|key| keys.contains(&key))
    }

    fn says_but(&self, keys: &[&str]) -> String {
        self.said_where(|key| !keys.contains(&key))
    }

    fn said_where(&self, is_told: impl Fn(&str) -> bool) -> String {
        let told = self.said.iter().filter(|(key, _)| is_told(key));
        let told: Vec<String> = told.map(|(key, value)| format!("{key}={value}")).collect();
        told.join(",")
    }
}

/// Reads the entries of the blocks named.
pub(super) fn entries_in(file: &WrittenItem, blocks: &TouchedLogs) -> Vec<WrittenEntry> {
    let named = file.children.iter();
    let named = named.filter(|block| blocks.contains_key(&block.name));
    named.flat_map(entries_of).collect()
}

/// Reads the entries of a block.
pub(super) fn entries_of(block: &WrittenItem) -> Vec<WrittenEntry> {
    let mut found = Vec::new();
    for log in block.fields.iter().filter(|field| field.key == ["log"]) {
        let Ok(table) = DeTable::parse(&log.text) else {
            continue;
        };
        let list = table.get_ref().values().next();
        let list = list.and_then(|value| value.get_ref().as_array());
        let entries = list.into_iter().flatten();
        found.extend(entries.filter_map(|it| WrittenEntry::read(&block.name, &log.text, it)));
    }
    found
}

/// Returns, by its place, each entry that `later` no longer has as it was, with the place of what it became there.
pub(super) fn later_versions(
    was: &[WrittenEntry],
    later: &[WrittenEntry],
) -> HashMap<usize, usize> {
    let (mut gone, mut new) = (beyond(was, later), beyond(later, was));
    let mut found = HashMap::new();
    for likeness in LIKENESSES {
        let (of_gone, of_new) = (single(was, &gone, likeness), single(later, &new, likeness));
        let alike = of_gone.into_iter();
        let alike = alike.filter_map(|(said, at)| Some((at, *of_new.get(&said)?)));
        found.extend(alike);
        gone.retain(|at| !found.contains_key(at));
        let taken: HashSet<&usize> = found.values().collect();
        new.retain(|at| !taken.contains(at));
    }
    found
}

/// Returns the entry at a place of `was` in a version that left it as it was.
pub(super) fn unedited<'e>(
    was: &[WrittenEntry],
    at: usize,
    version: &'e [WrittenEntry],
) -> Option<&'e WrittenEntry> {
    let entry = &was[at];
    // Of entries that say the same, one is as good as another in its place.
    let before = was[..at].iter().filter(|it| it.is_as(entry)).count();
    let mut same = version.iter().filter(|it| it.is_as(entry));
    same.nth(before)
}

/// Returns the places of the entries that another version does not have in that log, counting duplicates.
fn beyond(entries: &[WrittenEntry], other: &[WrittenEntry]) -> Vec<usize> {
    let mut known: HashMap<(&ItemName, &str), usize> = HashMap::new();
    for entry in other {
        *known.entry((&entry.log, &entry.key)).or_default() += 1;
    }
    let mut places = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match known.get_mut(&(&entry.log, entry.key.as_str())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => places.push(at),
        }
    }
    places
}

/// Returns the meanings that only one of the entries at these places has, with its place.
fn single(entries: &[WrittenEntry], at: &[usize], likeness: Likeness) -> HashMap<String, usize> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for at in at {
        if let Some(said) = likeness(&entries[*at]) {
            found.entry(said).or_default().push(*at);
        }
    }
    let single = found.into_iter();
    single
        .filter_map(|(said, at)| match at.as_slice() {
            [at] => Some((said, *at)),
            _ => None,
        })
        .collect()
}
