//! progress.toml: what happened.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::plan::{Entry, Log, Plan, Progress, Reminder, Status, Units};
use crate::text::Flaw;

use super::blocks::{double_blocks, join_double_blocks};
use super::fields::Fields;
use super::plan_file::{check_schema, nearest_units, parse};
use super::problem::Flaws;
use super::{FileText, Problem};

/// A log with the places of its parts in the file's text.
#[derive(Clone, Debug, Default)]
pub struct LogPlace {
    /// From the array's `[` to its `]`.
    pub array: Range<usize>,
    /// Each entry, brace to brace, as they stand in the file.
    pub entries: Vec<(Range<usize>, Entry)>,
    /// The block's header.
    pub header: Range<usize>,
}

/// progress.toml as it was read.
#[derive(Clone, Debug, Default)]
pub struct ProgressFile {
    /// What it says, ready to fold.
    pub progress: Progress,
    /// Where each log stands.
    pub places: BTreeMap<String, LogPlace>,
    /// Where each indicator's log stands.
    pub indicator_places: BTreeMap<String, LogPlace>,
    /// Whether it may be written to: not where a block stands twice, or the schema is newer than ours.
    pub writable: bool,
}

impl ProgressFile {
    /// Where a log stands, if it has a block.
    pub fn place(&self, log: &Log) -> Option<&LogPlace> {
        match log {
            Log::Milestone(id) => self.places.get(id),
            Log::Indicator(id) => self.indicator_places.get(id),
        }
    }
}

/// Reads progress.toml against its plan. A file that cannot be parsed gives none.
pub fn read_progress(file: &FileText, plan: &Plan) -> (Option<ProgressFile>, Vec<Problem>) {
    let mut flaws = Flaws::default();
    let doubles = double_blocks(&file.text);
    if doubles.is_empty() {
        let read = read(&file.text, plan, &mut flaws);
        return (read, flaws.in_file(&file.path));
    }
    // A block that stands twice is no TOML; joined it is, so that the plan can be seen until somebody mends it.
    for (id, span) in doubles {
        flaws.note(span, Flaw::DoubleBlock { id });
    }
    let mut unplaced = Flaws::default();
    let mut read =
        join_double_blocks(&file.text).and_then(|joined| read(&joined, plan, &mut unplaced));
    if let Some(read) = &mut read {
        read.writable = false;
    } else {
        flaws.found.extend(unplaced.found);
    }
    (read, flaws.in_file(&file.path))
}

fn read(text: &str, plan: &Plan, flaws: &mut Flaws) -> Option<ProgressFile> {
    let table = parse(text, flaws)?;
    let root = Fields::new(&table, 0..0);
    let before = flaws.found.len();
    check_schema(&root, flaws);
    let newer = flaws.found[before..]
        .iter()
        .any(|(_, flaw)| matches!(flaw, Flaw::NewerSchema { .. }));
    if let Some(id) = root.text("plan", flaws)
        && id.value != plan.id()
    {
        let flaw = Flaw::PlanDiffers {
            found: id.value,
            expected: plan.id().to_owned(),
        };
        flaws.note(id.span, flaw);
    }
    let since = root.date("since", flaws).map(|spot| spot.value);
    let reader = LogReader {
        text,
        units: plan.units(),
        line_ends: text.match_indices('\n').map(|(at, _)| at).collect(),
    };
    let places = reader.logs(&table, "milestone", flaws);
    let indicator_places = reader.logs(&table, "indicator", flaws);
    root.has("milestone");
    root.has("indicator");
    root.finish(flaws);
    let sorted = |places: &BTreeMap<String, LogPlace>| -> HashMap<String, Vec<Entry>> {
        places
            .iter()
            .filter(|(_, place)| !place.entries.is_empty())
            .map(|(id, place)| {
                let mut log: Vec<Entry> = place
                    .entries
                    .iter()
                    .map(|(_, entry)| entry.clone())
                    .collect();
                Entry::sort(&mut log);
                (id.clone(), log)
            })
            .collect()
    };
    let progress = Progress {
        since,
        milestones: sorted(&places),
        indicators: sorted(&indicator_places),
    };
    Some(ProgressFile {
        progress,
        places,
        indicator_places,
        writable: !newer,
    })
}

struct LogReader<'a> {
    text: &'a str,
    units: &'a Units,
    /// Where the lines of the text end, in order.
    line_ends: Vec<usize>,
}

impl LogReader<'_> {
    fn logs(
        &self,
        root: &toml::de::DeTable<'_>,
        kind: &str,
        flaws: &mut Flaws,
    ) -> BTreeMap<String, LogPlace> {
        let mut places = BTreeMap::new();
        let Some(table) = root.get(kind) else {
            return places;
        };
        let Some(blocks) = table.get_ref().as_table() else {
            flaws.note(
                table.span(),
                Flaw::WrongType {
                    key: kind.to_owned(),
                    wanted: crate::text::Wanted::Table,
                },
            );
            return places;
        };
        for (id, block) in blocks {
            let Some(fields) = block.get_ref().as_table() else {
                flaws.note(
                    block.span(),
                    Flaw::WrongType {
                        key: id.get_ref().to_string(),
                        wanted: crate::text::Wanted::Table,
                    },
                );
                continue;
            };
            let fields = Fields::new(fields, id.span());
            let array = block.get_ref().get("log").map_or(0..0, toml::Spanned::span);
            let mut entries = Vec::new();
            for entry in fields.tables("log", flaws) {
                let span = entry.span.clone();
                if let Some(entry) = self.entry(entry, flaws) {
                    entries.push((span, entry));
                }
            }
            self.contradictions(&entries, flaws);
            fields.finish(flaws);
            places.insert(
                id.get_ref().to_string(),
                LogPlace {
                    array,
                    entries,
                    header: id.span(),
                },
            );
        }
        places
    }

    fn entry(&self, fields: Fields<'_, '_>, flaws: &mut Flaws) -> Option<Entry> {
        let text = |key, flaws: &mut Flaws| fields.text(key, flaws).map(|spot| spot.value);
        let statuses: Vec<(Status, &str)> = Status::ALL
            .iter()
            .map(|status| (*status, status.key()))
            .collect();
        let levels: Vec<(Reminder, &str)> = Reminder::ALL
            .iter()
            .map(|level| (*level, level.key()))
            .collect();
        let entry = Entry {
            at: fields.moment("at", flaws).map(|spot| spot.value),
            on: fields.date("on", flaws).map(|spot| spot.value),
            by: self.unit("by", &fields, flaws),
            of: self.unit("of", &fields, flaws),
            who: text("who", flaws),
            status: fields.choice("status", &statuses, flaws),
            value: fields.number("value", flaws).map(|spot| spot.value),
            add: fields.number("add", flaws).map(|spot| spot.value),
            text: text("text", flaws),
            problem: text("problem", flaws),
            next: text("next", flaws),
            reason: text("reason", flaws),
            evidence: fields
                .text_or_texts("evidence", flaws)
                .into_iter()
                .map(|spot| spot.value)
                .collect(),
            postpone: fields.date("postpone", flaws).map(|spot| spot.value),
            approved_by: text("approved_by", flaws),
            remind: fields.choice("remind", &levels, flaws),
            correct: fields.flag("correct", flaws).unwrap_or(false),
            source: self
                .text
                .get(fields.span.clone())
                .unwrap_or_default()
                .to_owned(),
        };
        let span = fields.span.clone();
        fields.finish(flaws);
        if entry.at.is_none() && entry.on.is_none() {
            flaws.note(span, Flaw::EntryWithoutDay);
            return None;
        }
        if let Some(status) = entry.status {
            if status.needs_reason() && entry.reason.is_none() {
                flaws.note(
                    span.clone(),
                    Flaw::EntryNeedsReason {
                        status: status.key().to_owned(),
                    },
                );
            }
            if status.needs_unit() && entry.by.is_none() {
                flaws.note(
                    span.clone(),
                    Flaw::EntryNeedsUnit {
                        status: status.key().to_owned(),
                    },
                );
            }
        }
        if !entry.says_something() {
            flaws.note(span, Flaw::EntrySaysNothing);
        }
        Some(entry)
    }

    fn unit(
        &self,
        key: &'static str,
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
    ) -> Option<String> {
        let name = fields.text(key, flaws)?;
        if self.units.find(&name.value).is_none() {
            let nearest = nearest_units(self.units, &name.value);
            flaws.note(
                name.span,
                Flaw::UnknownUnit {
                    name: name.value.clone(),
                    nearest,
                },
            );
        }
        Some(name.value)
    }

    /// Two entries of one day and one unit that say different things, where neither corrects the other.
    fn contradictions(&self, entries: &[(Range<usize>, Entry)], flaws: &mut Flaws) {
        let unit = |entry: &Entry| {
            let name = |name: &Option<String>| {
                name.as_deref()
                    .map(|name| self.units.canonical(name).to_owned())
            };
            (name(&entry.by), name(&entry.of))
        };
        let line =
            |span: &Range<usize>| self.line_ends.partition_point(|end| *end < span.start) + 1;
        for (at, (span, entry)) in entries.iter().enumerate() {
            // One note an entry, of the first that it is at odds with: a log may be long.
            for (first, other) in &entries[..at] {
                if entry.source == other.source {
                    flaws.note(
                        span.clone(),
                        Flaw::Twice {
                            first_line: line(first),
                        },
                    );
                    break;
                } else if !entry.correct
                    && !other.correct
                    && entry.day() == other.day()
                    && unit(entry) == unit(other)
                    && (differ(entry.status, other.status) || differ(entry.value, other.value))
                {
                    let day = entry.day().to_string();
                    flaws.note(
                        span.clone(),
                        Flaw::Contradiction {
                            day,
                            first_line: line(first),
                        },
                    );
                    break;
                }
            }
        }
    }
}

fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
