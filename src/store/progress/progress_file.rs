//! Reading of progress.toml.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::plan::{Entry, Log, Plan, Progress, Reminder, Status, Units, Withdrawn};
use crate::text::{ExpectedValue, Flaw, Limited, TomlForm};

use super::contradictions::note_contradictions;
use super::log_lines::line_flaws;
use super::orphans::note_orphans;
use super::readable_again::ReadableAgain;
use crate::store::disk::file::fingerprint;
use crate::store::plan::limits::{BLOCKS, ENTRIES};
use crate::store::plan::units::unit_named;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::toml_reader::text::{check_schema, parse};
use crate::store::{Fault, FileText, Problem};

/// The position of a log and its parts in the file's text.
#[derive(Clone, Debug, Default)]
pub struct LogPlace {
    /// From `[` to `]` of the array; empty if the block has no log or something else in its place.
    pub array: Range<usize>,
    /// Every item of the array in file order, readable or not.
    pub items: Vec<Range<usize>>,
    /// Whether the block has no log.
    pub lacks_log: bool,
    /// True if its header has nothing under it at all.
    pub is_bare: bool,
    /// Every readable entry in file order, from brace to brace.
    pub entries: Vec<(Range<usize>, Entry)>,
    /// The block's header.
    pub header: Range<usize>,
}

/// progress.toml as read.
#[derive(Clone, Debug, Default)]
pub struct ProgressFile {
    /// The contents, ready to fold.
    pub progress: Progress,
    /// The position of the day reporting began, if it is written.
    pub since_at: Option<Range<usize>>,
    /// Positions of the logs.
    pub places: BTreeMap<Log, LogPlace>,
    /// Whether it may be written; not if a block is repeated, the schema is newer than ours, or the file is
    /// another plan's.
    pub writable: bool,
    /// The hash of the text read, if positions in it are known.
    pub(crate) fingerprint: Option<u64>,
}

impl ProgressFile {
    /// Returns the position of a log, if it has a block.
    pub fn place(&self, log: &Log) -> Option<&LogPlace> {
        self.places.get(log)
    }
}

/// How much of progress.toml is read beside its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadExtent {
    /// The positions of all parts.
    Places,
    /// Nothing.
    Meaning,
}

/// Reads progress.toml against its plan; `None` if it cannot be parsed.
pub fn read_progress(file: &FileText, plan: &Plan) -> (Option<ProgressFile>, Vec<Problem>) {
    read_wanted(file, plan, ReadExtent::Places)
}

/// Reads a progress.toml that is to be written.
///
/// # Errors
/// Fails with the first error of one that may not be written.
pub(crate) fn read_writable(file: &FileText, plan: &Plan) -> Result<ProgressFile, Fault> {
    let (read, problems) = read_progress(file, plan);
    let fault = || {
        let mut errors = problems.into_iter().filter(Problem::is_error);
        let unread = || Fault::WouldNotRead(file.path.clone());
        errors.next().map_or_else(unread, Fault::NotWritable)
    };
    read.filter(|read| read.writable).ok_or_else(fault)
}

/// Reads progress.toml to the given extent.
pub(crate) fn read_wanted(
    file: &FileText,
    plan: &Plan,
    wanted: ReadExtent,
) -> (Option<ProgressFile>, Vec<Problem>) {
    let mut flaws = Flaws::default();
    let read_whole = read(&file.text, plan, wanted, &mut flaws);
    if read_whole.is_some() {
        return (read_whole, flaws.in_file(&file.path));
    }
    // A repeated block, or two entries without a comma between them, is not valid TOML. Joined it is, so that the plan
    // can be shown until somebody fixes it. Other flaws appear only then; their positions are those in the joined text,
    // not in the file.
    let again = ReadableAgain::of(&file.text);
    let mut unplaced = Flaws::default();
    let joined = again.text.as_deref();
    let read_joined = joined.and_then(|joined| read(joined, plan, wanted, &mut unplaced));
    let is_joinable = read_joined.is_some();
    if is_joinable {
        flaws = Flaws::default();
        for span in again.closings {
            flaws.note(span, Flaw::AfterClosing { is_joinable });
        }
        for span in again.commas {
            flaws.note(span, Flaw::EntryWithoutComma { is_last: false });
        }
    }
    if !again.doubles.is_empty() {
        // Said by the block's name instead.
        let is_said =
            |flaw: &Flaw| matches!(flaw, Flaw::Syntax { message } if message == "duplicate key");
        flaws.found.retain(|(_, flaw)| !is_said(flaw));
    }
    for (id, span) in again.doubles {
        flaws.note(span, Flaw::DoubleBlock { id, is_joinable });
    }
    for (_, flaw) in unplaced.found {
        if matches!(flaw, Flaw::OrphanBlock { .. }) {
            flaws.note(0..0, flaw);
        }
    }
    let read = read_joined.map(|read| ProgressFile {
        writable: false,
        ..read
    });
    (read, flaws.in_file(&file.path))
}

/// Forgets that an entry over several lines is also a table over lines.
fn forget_tables_over_lines(flaws: &mut Flaws) {
    let entries = flaws
        .found
        .iter()
        .filter(|(_, flaw)| *flaw == Flaw::EntryOverLines);
    let entries: Vec<usize> = entries.map(|(span, _)| span.start).collect();
    let over_lines = Flaw::NewerToml {
        form: TomlForm::TableOverLines,
    };
    let is_told = |span: &Range<usize>| entries.contains(&span.start);
    flaws
        .found
        .retain(|(span, flaw)| *flaw != over_lines || !is_told(span));
}

fn read(text: &str, plan: &Plan, wanted: ReadExtent, flaws: &mut Flaws) -> Option<ProgressFile> {
    let table = parse(text, flaws)?;
    let root = Fields::new(&table, 0..0);
    let before = flaws.found.len();
    check_schema(&root, flaws);
    let newer = flaws.found[before..]
        .iter()
        .any(|(_, flaw)| matches!(flaw, Flaw::NewerSchema { .. }));
    let other = root.word("plan", flaws).filter(|id| id.value != plan.id());
    let is_of_other = other.is_some();
    if let Some(id) = other {
        let flaw = Flaw::PlanDiffers {
            found: id.value.to_owned(),
            expected: plan.id().to_owned(),
        };
        flaws.note(id.span, flaw);
    }
    let since = root.date("since", flaws);
    let since_at = since.as_ref().map(|spot| spot.span.clone());
    let since = since.map(|spot| spot.value);
    let reader = LogReader {
        text,
        units: plan.units(),
    };
    let is_no_table =
        |kind: &&str| matches!(table.get(*kind), Some(it) if it.get_ref().as_table().is_none());
    let has_no_room = ["milestone", "indicator"].iter().any(is_no_table);
    let (milestones, mut places) = reader.logs(&table, "milestone", wanted, flaws);
    let (indicators, of_indicators) = reader.logs(&table, "indicator", wanted, flaws);
    places.extend(of_indicators);
    note_orphans(&table, plan, wanted == ReadExtent::Places, flaws);
    forget_tables_over_lines(flaws);
    root.has("milestone");
    root.has("indicator");
    let absent = root.absent(&["schema", "plan", "since"]);
    root.finish(flaws);
    flaws.tell_keys_below(&absent, &[]);
    if flaws.fatal {
        return None;
    }
    let progress = Progress {
        since,
        milestones,
        indicators,
    };
    Some(ProgressFile {
        progress,
        since_at,
        // Already in order, so collecting at once is fast.
        places: places.into_iter().collect(),
        // No block can be added to `[[milestone]]`.
        writable: !newer && !has_no_room && !is_of_other,
        fingerprint: (wanted == ReadExtent::Places).then(|| fingerprint(text)),
    })
}

struct LogReader<'a> {
    text: &'a str,
    units: &'a Units,
}

/// Spans of a log's entries; most logs have few.
type Spans = Vec<Range<usize>>;

/// Logs by id, each sorted for the fold.
type SortedLogs = HashMap<String, Vec<Entry>>;

impl LogReader<'_> {
    fn logs(
        &self,
        root: &toml::de::DeTable<'_>,
        kind: &str,
        wanted: ReadExtent,
        flaws: &mut Flaws,
    ) -> (SortedLogs, Vec<(Log, LogPlace)>) {
        let (mut logs, mut places) = (SortedLogs::new(), Vec::new());
        let Some(table) = root.get(kind) else {
            return (logs, places);
        };
        let Some(blocks) = table.get_ref().as_table() else {
            flaws.wrong_type(table.span(), kind, ExpectedValue::Table);
            return (logs, places);
        };
        let value = table.span();
        let is_inline = self.text[value.start..].starts_with('{');
        if is_inline {
            let kind = kind.to_owned();
            flaws.note(value.start..value.start + 1, Flaw::BlocksInline { kind });
        }
        let limit = (Limited::Blocks, blocks.len());
        if !flaws.within(table.span(), limit, BLOCKS) {
            return (logs, places);
        }
        for (id, block) in blocks {
            let Some(fields) = block.get_ref().as_table() else {
                flaws.wrong_type(block.span(), id.get_ref(), ExpectedValue::Table);
                continue;
            };
            let span = id.span();
            if !is_inline && !self.stands_in_header(&span) {
                let id = id.get_ref().to_string();
                flaws.note(span, Flaw::BlockWithoutHeader { id });
            }
            let (place, mut log) =
                self.log(id.get_ref(), Fields::new(fields, id.span()), wanted, flaws);
            if !log.is_empty() {
                Entry::sort(&mut log);
                logs.insert(id.get_ref().to_string(), log);
            }
            if wanted == ReadExtent::Places {
                places.push((Log::of_kind(kind, id.get_ref()), place));
            }
        }
        (logs, places)
    }

    /// Returns whether a key is between the brackets of a header.
    fn stands_in_header(&self, key: &Range<usize>) -> bool {
        let before = &self.text[..key.start];
        let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        line.trim_start_matches([' ', '\t', '\u{feff}'])
            .starts_with('[')
    }

    /// Reads a block's log: its position, to the extent wanted, and its entries in file order.
    fn log(
        &self,
        id: &str,
        block: Fields<'_, '_>,
        wanted: ReadExtent,
        flaws: &mut Flaws,
    ) -> (LogPlace, Vec<Entry>) {
        let array = block.span_of("log");
        let mut place = LogPlace {
            header: block.span.clone(),
            lacks_log: array.is_none(),
            is_bare: block.is_empty() && self.stands_in_header(&block.span),
            ..LogPlace::default()
        };
        if place.is_bare {
            let id = id.to_owned();
            flaws.note(block.span.clone(), Flaw::BlockWithoutLog { id });
        } else {
            block.need(&["log"], flaws);
        }
        let mut spans = Spans::new();
        let mut all = Spans::new();
        let mut entries = Vec::new();
        if let Some(items) = block.items("log", flaws) {
            place.array = array.unwrap_or_default();
            let limit = (Limited::Entries, items.len());
            if !flaws.within(block.span.clone(), limit, ENTRIES) {
                return (place, entries);
            }
            entries.reserve_exact(items.len());
            for item in items {
                all.push(item.span.clone());
                if let Some(entry) = item.fields.and_then(|fields| self.entry(fields, flaws)) {
                    spans.push(item.span);
                    entries.push(entry);
                }
            }
        }
        for (span, flaw) in line_flaws(self.text, &place.array, &all, id) {
            flaws.note(span, flaw);
        }
        note_contradictions(self.text, self.units, &spans, &entries, flaws);
        if wanted == ReadExtent::Places {
            place.items = all;
            // Entries own all texts of a log, so they are copied only if positions are wanted.
            place.entries = spans.into_iter().zip(entries.iter().cloned()).collect();
        }
        block.finish(flaws);
        (place, entries)
    }

    fn entry(&self, fields: Fields<'_, '_>, flaws: &mut Flaws) -> Option<Entry> {
        let flaws_before = flaws.found.len();
        let withdraw = fields.choice("withdraw", &Withdrawn::KEYS, flaws);
        let entry = Entry {
            at: fields.moment("at", flaws).map(|spot| spot.value),
            on: fields.date("on", flaws).map(|spot| spot.value),
            by: self.unit("by", &fields, flaws),
            of: self.unit("of", &fields, flaws),
            who: fields.text("who", flaws),
            status: fields.choice("status", &Status::KEYS, flaws),
            value: fields.number("value", flaws).map(|spot| spot.value),
            add: fields.number("add", flaws).map(|spot| spot.value),
            text: fields.text("text", flaws),
            problem: fields.text("problem", flaws),
            next: fields.text("next", flaws),
            reason: fields.text("reason", flaws),
            evidence: fields
                .text_or_texts("evidence", flaws)
                .into_iter()
                .map(|spot| spot.value)
                .collect(),
            postpone: fields.date("postpone", flaws).map(|spot| spot.value),
            approved_by: fields.text("approved_by", flaws),
            remind: fields.choice("remind", &Reminder::KEYS, flaws),
            correct: fields.flag("correct", flaws).unwrap_or(false) || withdraw.is_some(),
            withdraw,
            source: self
                .text
                .get(fields.span.clone())
                .unwrap_or_default()
                .to_owned(),
        }
        .without_blanks();
        let span = fields.span.clone();
        let names_day = fields.has("at") || fields.has("on");
        fields.finish(flaws);
        if entry.at.is_none() && entry.on.is_none() {
            if !names_day {
                flaws.note(span, Flaw::EntryWithoutDay);
            }
            return None;
        }
        if let Some(status) = entry.status {
            let blank = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
            let key = || status.key().to_owned();
            if status.needs_reason() && blank(&entry.reason) {
                flaws.note(span.clone(), Flaw::EntryNeedsReason { status: key() });
            }
            if status.needs_unit() && blank(&entry.by) {
                flaws.note(span.clone(), Flaw::EntryNeedsUnit { status: key() });
            }
        }
        if !entry.says_something() && flaws.found.len() == flaws_before {
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
        let name = fields.word(key, flaws)?;
        unit_named(&name, self.units, flaws);
        Some(name.value.to_owned())
    }
}
