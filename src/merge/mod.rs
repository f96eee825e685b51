//! Three-way merge of plan files, as pure functions from texts to a text.

pub(crate) mod astray;
pub(crate) mod bulletin_lists;
pub(crate) mod carried;
mod children;
mod conflict;
mod edited_entries;
pub(crate) mod entry_keys;
mod field_comments;
mod former_values;
mod items;
mod log_lines;
mod parted_ids;
mod redraft;
mod renumbered;
mod sets;
mod shared_id;
mod three_way;
mod versions;
mod written;

pub use conflict::{Choice, Conflict, ConflictSubject};
pub use items::{ItemKind, ItemName};
pub use redraft::{EarlierReading, RedraftedPlan, redrafted_plan, redrafted_record};
pub(crate) use shared_id::has_repeated_ids;
pub(crate) use versions::{MergeSide, Versions};

use std::error::Error;
use std::fmt;

use crate::plan::Plan;
use crate::store::{FileText, blocks_once, read_document};

use astray::new_errors;
use edited_entries::{agree_on_edited, agree_on_spelling};
use entry_keys::{LogTexts, entries_of, merged_entries};
use items::{FileShape, WrittenItem, items};
use parted_ids::PartedPlans;
use three_way::ThreeWay;

/// A merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Valid TOML, with our side in unresolved places.
    pub text: String,
    /// Unresolved conflicts.
    pub conflicts: Vec<Conflict>,
}

/// The reason texts cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeFault {
    /// Our text is not valid TOML.
    Ours,
    /// Their text is not valid TOML.
    Theirs,
    /// The layouts differ too much to merge by entries.
    Layout,
    /// The typed value is not valid there.
    BadChoice(String),
}

impl fmt::Display for MergeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours => f.write_str("our side is not valid TOML"),
            Self::Theirs => f.write_str("their side is not valid TOML"),
            Self::Layout => f.write_str("the two sides are laid out too differently"),
            Self::BadChoice(text) => write!(f, "{text:?} cannot stand there"),
        }
    }
}

impl Error for MergeFault {}

/// Merges progress.toml, keeping everything both sides recorded. `chosen` decides where they differ about the day on
/// which reporting began, a field of an entry that both edited, or what duban does not know.
///
/// # Errors
/// Fails if a text is not valid TOML or has an unknown layout, or a choice is not valid in its place.
pub fn merge_progress(
    base: &str,
    ours: &str,
    theirs: &str,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    merge_log_of(None, Versions::new(base, ours, theirs), chosen)
}

/// Merges progress.toml as [`merge_progress`] does. An entry that both sides typed under different names of its units,
/// which `plan` knows, is one.
pub(crate) fn merge_log_of(
    plan: Option<&Plan>,
    logs: Versions<&str>,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    if let Some(same) = untouched(logs) {
        return Ok(same);
    }
    let texts = MergedTexts::of(logs);
    let read = |text: &String| blocks_once(text).and_then(|text| items(&text, FileShape::Progress));
    let read = texts.plain.each_ref().map(read);
    let (Some(ours), Some(theirs)) = (read.ours, read.theirs) else {
        return Err(texts.fault());
    };
    let mut files = Versions::new(read.base.unwrap_or_default(), ours, theirs);
    let mut merging = ThreeWay::new(FileShape::Progress, chosen);
    agree_on_edited(&mut merging, &mut files);
    if let Some(plan) = plan {
        agree_on_spelling(&mut merging, plan, &mut files);
    }
    let merged = merging.item(&[], Some(&files.base), &files.ours, &files.theirs);
    let text = merged.text();
    if let Some(bad) = merging.bad {
        return Err(MergeFault::BadChoice(bad));
    }
    let mut typed = merging.typed.into_iter();
    let since = typed.find(|(conflict, _)| conflict.field() == Some("since"));
    if let Some((_, typed)) = since
        && !has_day(&text)
    {
        return Err(MergeFault::BadChoice(typed));
    }
    if is_toml(&text) && keeps_entries(files.each_ref(), &merged) {
        return Ok(Merged {
            text: texts.finished(text),
            conflicts: merging.open,
        });
    }
    Err(texts.fault())
}

/// Returns whether a log says by a day when reporting began.
fn has_day(log: &str) -> bool {
    let table: Option<toml::Table> = log.parse().ok();
    let since = table.and_then(|table| table.get("since")?.as_datetime().copied());
    since.is_some_and(|since| since.date.is_some() && since.time.is_none())
}

/// Returns whether a text can be read at all.
pub(crate) fn is_toml(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    toml::de::DeTable::parse(text).is_ok()
}

/// Returns whether the entries are those both sides make, independent of layout. Blocks that no side
/// touched are not compared.
fn keeps_entries(versions: Versions<&WrittenItem>, merged: &WrittenItem) -> bool {
    let touched = |item: &WrittenItem| {
        let blocks = item.children.iter().filter_map(|block| {
            let text = block.text();
            let same =
                |other: &&WrittenItem| other.child(&block.name).is_some_and(|b| b.text() == text);
            (!versions.all().iter().all(same)).then_some(text)
        });
        entries_of(&blocks.collect::<String>()).map(sorted)
    };
    let [Some(base), Some(ours), Some(theirs)] = versions.map(touched).all() else {
        return false;
    };
    let both = merged_entries(Versions::new(&base, &ours, &theirs));
    touched(merged) == Some(sorted(both))
}

fn sorted(mut logs: LogTexts) -> LogTexts {
    logs.retain(|_, entries| !entries.is_empty());
    for entries in logs.values_mut() {
        entries.sort();
    }
    logs
}

/// Merges plan.toml. `chosen` decides where both sides changed the same thing differently.
///
/// # Errors
/// Fails if a text is not valid TOML or a choice is not valid in its place.
pub fn merge_plan(
    base: &str,
    ours: &str,
    theirs: &str,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    let plans = Versions::new(base, ours, theirs);
    if let Some(same) = untouched(plans) {
        return Ok(same);
    }
    let texts = MergedTexts::of(plans);
    if !is_toml(&texts.plain.ours) || !is_toml(&texts.plain.theirs) {
        return Err(texts.fault());
    }
    let of = |text: &str| items(text, FileShape::Plan).unwrap_or_default();
    let parted = PartedPlans::of(texts.plain.texts(), chosen);
    let files = parted.plans().map(of);
    let chosen_in_parted = |conflict: &Conflict| match conflict.item.as_slice() {
        [item] if parted.as_one.contains(item) => Some(Choice::Ours),
        _ => chosen(conflict),
    };
    let mut merging = ThreeWay::new(FileShape::Plan, &chosen_in_parted);
    merging.open.clone_from(&parted.open);
    merging.typed.clone_from(&parted.typed);
    merging.bad.clone_from(&parted.bad);
    let merged = merging.item(&[], Some(&files.base), &files.ours, &files.theirs);
    if let Some(bad) = merging.bad {
        return Err(MergeFault::BadChoice(bad));
    }
    let text = merged.text();
    if !merging.typed.is_empty() && has_new_error(&text, parted.plans().sides()) {
        let blamed = blamed(&merging.typed, |chosen| {
            merge_plan(base, ours, theirs, chosen)
        });
        return Err(MergeFault::BadChoice(blamed));
    }
    if says(&text, &merged) {
        return Ok(Merged {
            text: texts.finished(text),
            conflicts: merging.open,
        });
    }
    whole_file(&texts, chosen)
}

/// Returns the typed text that makes an error with ours everywhere else; all of them if it takes several.
fn blamed(
    typed: &[(Conflict, String)],
    merge: impl Fn(&dyn Fn(&Conflict) -> Option<Choice>) -> Result<Merged, MergeFault>,
) -> String {
    let is_wrong = |(place, text): &&(Conflict, String)| {
        let alone = |conflict: &Conflict| {
            Some(if conflict.is_at(place) {
                Choice::Text(text.clone())
            } else {
                Choice::Ours
            })
        };
        merge(&alone).is_err()
    };
    // A single one needs no trial, which would come here again.
    let found = if typed.len() > 1 {
        typed.iter().find(is_wrong)
    } else {
        typed.first()
    };
    if let Some((_, text)) = found {
        text.clone()
    } else {
        let all: Vec<&str> = typed.iter().map(|(_, text)| text.as_str()).collect();
        all.join(", ")
    }
}

/// Returns whether a plan has an error that neither side has.
fn has_new_error(text: &str, sides: [&str; 2]) -> bool {
    let problems = |text: &str| read_document(&FileText::new("", text)).1;
    let [ours, theirs] = sides.map(problems);
    new_errors(&problems(text), &[&ours, &theirs])
        .next()
        .is_some()
}

/// Returns whether a text reads as exactly these items.
fn says(text: &str, wanted: &WrittenItem) -> bool {
    is_toml(text) && items(text, FileShape::Plan).is_some_and(|found| found.means(wanted))
}

fn whole_file(
    texts: &MergedTexts,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    let Versions { base, ours, theirs } = &texts.plain;
    let conflict = Conflict {
        item: Vec::new(),
        titles: Vec::new(),
        subject: ConflictSubject::File,
        base: Some(base.clone()),
        ours: Some(ours.clone()),
        theirs: Some(theirs.clone()),
    };
    let (text, conflicts) = match chosen(&conflict) {
        None => (ours.clone(), vec![conflict]),
        Some(Choice::Ours) => (ours.clone(), Vec::new()),
        Some(Choice::Theirs) => (theirs.clone(), Vec::new()),
        Some(Choice::Text(text)) if is_toml(&text) && !has_new_error(&text, [ours, theirs]) => {
            (text, Vec::new())
        }
        Some(Choice::Text(text)) => return Err(MergeFault::BadChoice(text)),
    };
    Ok(Merged {
        text: texts.finished(text),
        conflicts,
    })
}

/// Returns the result if at most one side changed anything.
fn untouched(texts: Versions<&str>) -> Option<Merged> {
    texts.one_sided().map(|text| Merged {
        text: text.to_owned(),
        conflicts: Vec::new(),
    })
}

/// The texts of a merge with plain line ends, and whether ours had CRLF and a byte order mark.
struct MergedTexts {
    plain: Versions<String>,
    crlf: bool,
    mark: bool,
}

impl MergedTexts {
    fn of(texts: Versions<&str>) -> Self {
        let plain = |text: &str| {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let mut text = text.replace("\r\n", "\n");
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text
        };
        Self {
            plain: texts.map(plain),
            crlf: texts.ours.contains("\r\n"),
            mark: texts.ours.starts_with('\u{feff}'),
        }
    }

    /// Returns the fault: the side with invalid TOML, else the layout.
    fn fault(&self) -> MergeFault {
        let reads = |text: &str| blocks_once(text).is_some_and(|text| is_toml(&text));
        if !reads(&self.plain.ours) {
            MergeFault::Ours
        } else if !reads(&self.plain.theirs) {
            MergeFault::Theirs
        } else {
            MergeFault::Layout
        }
    }

    fn finished(&self, text: String) -> String {
        let text = if self.crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        if self.mark {
            format!("\u{feff}{text}")
        } else {
            text
        }
    }
}
