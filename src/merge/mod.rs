//! Three-way merge of plan files, as pure functions from texts to a text.

pub(crate) mod astray;
pub(crate) mod carried;
mod children;
mod conflict;
mod edited_entries;
pub(crate) mod entry_keys;
mod field_comments;
mod former_values;
pub(crate) mod issue_lists;
mod items;
mod log_lines;
mod parted_ids;
mod redraft;
mod renumbered;
mod sets;
mod shared_id;
mod three_way;
mod written;

pub use conflict::{Choice, Conflict, ConflictSubject};
pub use items::{ItemKind, ItemName};
pub use redraft::{EarlierReading, RedraftedPlan, redrafted_plan, redrafted_record};
pub(crate) use shared_id::has_repeated_ids;

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
use written::one_sided;

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
            Self::Ours => f.write_str("our side is no TOML"),
            Self::Theirs => f.write_str("their side is no TOML"),
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
    merge_log_of(None, [base, ours, theirs], chosen)
}

/// Merges progress.toml as [`merge_progress`] does. An entry that both sides typed under different names of its units,
/// which `plan` knows, is one.
pub(crate) fn merge_log_of(
    plan: Option<&Plan>,
    [base, ours, theirs]: [&str; 3],
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    if let Some(same) = untouched(base, ours, theirs) {
        return Ok(same);
    }
    let texts = ThreeTexts::of(base, ours, theirs);
    let [base, ours, theirs] = [&texts.base, &texts.ours, &texts.theirs]
        .map(|text| blocks_once(text).and_then(|text| items(&text, FileShape::Progress)));
    let (mut base, Some(mut ours), Some(mut theirs)) = (base.unwrap_or_default(), ours, theirs)
    else {
        return Err(texts.fault());
    };
    let mut versions = ThreeWay::new(FileShape::Progress, chosen);
    agree_on_edited(&mut versions, [&mut base, &mut ours, &mut theirs]);
    if let Some(plan) = plan {
        agree_on_spelling(&mut versions, plan, &base, [&mut ours, &mut theirs]);
    }
    let merged = versions.item(&[], Some(&base), &ours, &theirs);
    let text = merged.text();
    if let Some(bad) = versions.bad {
        return Err(MergeFault::BadChoice(bad));
    }
    let mut typed = versions.typed.into_iter();
    let since = typed.find(|(conflict, _)| conflict.field() == Some("since"));
    if let Some((_, typed)) = since
        && !has_day(&text)
    {
        return Err(MergeFault::BadChoice(typed));
    }
    if is_toml(&text) && keeps_entries(&base, &ours, &theirs, &merged) {
        return Ok(Merged {
            text: texts.finished(text),
            conflicts: versions.open,
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
fn keeps_entries(
    base: &WrittenItem,
    ours: &WrittenItem,
    theirs: &WrittenItem,
    merged: &WrittenItem,
) -> bool {
    let versions = [base, ours, theirs];
    let touched = |item: &WrittenItem| {
        let blocks = item.children.iter().filter_map(|block| {
            let text = block.text();
            let same =
                |other: &&WrittenItem| other.child(&block.name).is_some_and(|b| b.text() == text);
            (!versions.iter().all(same)).then_some(text)
        });
        entries_of(&blocks.collect::<String>()).map(sorted)
    };
    let (Some(b), Some(o), Some(t)) = (touched(base), touched(ours), touched(theirs)) else {
        return false;
    };
    touched(merged) == Some(sorted(merged_entries(&b, &o, &t)))
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
    if let Some(same) = untouched(base, ours, theirs) {
        return Ok(same);
    }
    let texts = ThreeTexts::of(base, ours, theirs);
    if !is_toml(&texts.ours) || !is_toml(&texts.theirs) {
        return Err(texts.fault());
    }
    let of = |text: &str| items(text, FileShape::Plan).unwrap_or_default();
    let parted = PartedPlans::of([&texts.base, &texts.ours, &texts.theirs], chosen);
    let [base_items, our_items, their_items] = parted.plans().map(of);
    let chosen_in_parted = |conflict: &Conflict| match conflict.item.as_slice() {
        [item] if parted.as_one.contains(item) => Some(Choice::Ours),
        _ => chosen(conflict),
    };
    let mut versions = ThreeWay::new(FileShape::Plan, &chosen_in_parted);
    versions.open.clone_from(&parted.open);
    versions.typed.clone_from(&parted.typed);
    versions.bad.clone_from(&parted.bad);
    let merged = versions.item(&[], Some(&base_items), &our_items, &their_items);
    if let Some(bad) = versions.bad {
        return Err(MergeFault::BadChoice(bad));
    }
    let text = merged.text();
    if !versions.typed.is_empty() && has_new_error(&text, [&parted.ours.text, &parted.theirs.text])
    {
        let blamed = blamed(&versions.typed, |chosen| {
            merge_plan(base, ours, theirs, chosen)
        });
        return Err(MergeFault::BadChoice(blamed));
    }
    if says(&text, &merged) {
        return Ok(Merged {
            text: texts.finished(text),
            conflicts: versions.open,
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
    texts: &ThreeTexts,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    let conflict = Conflict {
        item: Vec::new(),
        titles: Vec::new(),
        subject: ConflictSubject::File,
        base: Some(texts.base.clone()),
        ours: Some(texts.ours.clone()),
        theirs: Some(texts.theirs.clone()),
    };
    let (text, conflicts) = match chosen(&conflict) {
        None => (texts.ours.clone(), vec![conflict]),
        Some(Choice::Ours) => (texts.ours.clone(), Vec::new()),
        Some(Choice::Theirs) => (texts.theirs.clone(), Vec::new()),
        Some(Choice::Text(text))
            if is_toml(&text) && !has_new_error(&text, [&texts.ours, &texts.theirs]) =>
        {
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
fn untouched(base: &str, ours: &str, theirs: &str) -> Option<Merged> {
    one_sided(&base, ours, theirs).map(|text| Merged {
        text: text.to_owned(),
        conflicts: Vec::new(),
    })
}

/// Three texts with plain line ends, and whether ours had CRLF and a byte order mark.
struct ThreeTexts {
    base: String,
    ours: String,
    theirs: String,
    crlf: bool,
    mark: bool,
}

impl ThreeTexts {
    fn of(base: &str, ours: &str, theirs: &str) -> Self {
        let plain = |text: &str| {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let mut text = text.replace("\r\n", "\n");
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text
        };
        Self {
            base: plain(base),
            ours: plain(ours),
            theirs: plain(theirs),
            crlf: ours.contains("\r\n"),
            mark: ours.starts_with('\u{feff}'),
        }
    }

    /// Returns the fault: the side with invalid TOML, else the layout.
    fn fault(&self) -> MergeFault {
        let reads = |text: &str| blocks_once(text).is_some_and(|text| is_toml(&text));
        if !reads(&self.ours) {
            MergeFault::Ours
        } else if !reads(&self.theirs) {
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
