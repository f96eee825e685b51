//! The log of a plan that was changed meanwhile: a renumbered item takes its entries along, a renamed unit its reports.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::entry_keys::{LogTexts, blocks, entries_of};
use super::parted_ids::{PartedPlans, PartedVersion};
use super::{Choice, Conflict, MergeFault, Merged, Versions, merge_log_of};
use crate::diff::Version;
use crate::diff::pairs::DocumentPairs;
use crate::plan::{Log, Plan};
use crate::store::progress::entry_text::quoted;
use crate::store::{Patch, expected_logs, patched};

/// Merges progress.toml. `plans` are the three versions of plan.toml, `merged_plan` is their merge.
///
/// # Errors
/// Fails as [`super::merge_progress`].
pub(crate) fn merge_carried(
    plans: Versions<&str>,
    merged_plan: &str,
    logs: Versions<&str>,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    let parted = PartedPlans::of(plans, chosen);
    let names = plans.map(PlanNames::of);
    let merged = PlanNames::of(merged_plan);
    let carried = match &merged {
        Some(merged) => Carrying::new(&names, merged, &parted, logs).all(),
        None => logs.map(str::to_owned),
    };
    let plan = merged.as_ref().map(|merged| &merged.plan);
    merge_log_of(plan, carried.texts(), chosen)
}

/// Merges progress.toml of a plan whose plan.toml is the same on both sides.
///
/// # Errors
/// Fails as [`super::merge_progress`].
pub(crate) fn merge_in_plan(
    plan: Option<&str>,
    logs: Versions<&str>,
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, MergeFault> {
    let names = plan.and_then(PlanNames::of);
    merge_log_of(names.as_ref().map(|names| &names.plan), logs, chosen)
}

/// A version of a plan with the names of its logs, each with the comment above it.
struct PlanNames {
    plan: Plan,
    logs: BTreeMap<Log, String>,
}

impl PlanNames {
    /// Reads plan.toml; `None` if that fails.
    fn of(text: &str) -> Option<Self> {
        let plan = Version::read("", Some(text.as_bytes().to_vec()), None).plan()?;
        let logs = expected_logs(&plan).into_iter();
        let logs = logs
            .map(|expected| (expected.log, expected.comment))
            .collect();
        Some(Self { plan, logs })
    }
}

/// A version of a log, with its plan.
struct LogVersion<'p> {
    text: &'p str,
    entries: LogTexts,
    names: Option<&'p PlanNames>,
    /// Its plan paired with the merged one.
    pairs: Option<DocumentPairs<'p>>,
    /// The side whose items may have other ids now.
    parted: Option<&'p PartedVersion>,
}

/// The names of three versions of a log in the merged plan.
struct Carrying<'p> {
    logs: Versions<LogVersion<'p>>,
    merged: &'p PlanNames,
}

impl<'p> Carrying<'p> {
    fn new(
        names: &'p Versions<Option<PlanNames>>,
        merged: &'p PlanNames,
        parted: &'p PartedPlans,
        logs: Versions<&'p str>,
    ) -> Self {
        let parted = parted.versions.each_ref();
        let sides = Versions::new(None, Some(parted.ours), Some(parted.theirs));
        let versions = logs.zip(names.each_ref()).zip(sides);
        let logs = versions.map(|((text, names), parted)| LogVersion {
            text,
            entries: entries_of(text).unwrap_or_default(),
            names: names.as_ref(),
            pairs: names
                .as_ref()
                .map(|names| DocumentPairs::new(&names.plan.document, &merged.plan.document)),
            parted,
        });
        Self { logs, merged }
    }

    fn all(&self) -> Versions<String> {
        self.logs.each_ref().map(|version| self.carried(version))
    }

    /// Returns a version's text under the names of the merged plan; where two logs would get one name, as it was.
    fn carried(&self, version: &LogVersion<'_>) -> String {
        let text = version.text;
        let body = text.trim_start_matches('\u{feff}');
        let mark = &text[..text.len() - body.len()];
        let Ok(table) = DeTable::parse(body) else {
            return text.to_owned();
        };
        let mut names = BTreeSet::new();
        let mut patches = Vec::new();
        for (was, at, entries) in blocks(table.get_ref()) {
            let now = self.log(version, &was);
            if let Some(now) = &now {
                let new = quoted(now.id());
                patches.extend(self.comment_above(version, body, at.start, [&was, now]));
                patches.push(Patch { at, new });
                let end = entries.map_or(body.len(), |entries| entries.span().end);
                patches.extend(closing_comment(body, end, [&was, now]));
            }
            if !names.insert(now.unwrap_or(was)) {
                return text.to_owned();
            }
        }
        patches.extend(unit_patches(&table, &|name| self.unit(version, name)));
        patches.sort_by_key(|patch| patch.at.start);
        format!("{mark}{}", patched(body, &patches))
    }

    /// Returns the version whose plan has a name: a side's own, else the one both had.
    fn version_with<'v>(
        &'v self,
        side: &'v LogVersion<'p>,
        has: impl Fn(&PlanNames) -> bool,
    ) -> Option<&'v LogVersion<'p>> {
        [side, &self.logs.base]
            .into_iter()
            .find(|version| version.names.is_some_and(&has))
    }

    /// Returns the merged plan's name of a log, where it is another.
    fn log(&self, side: &LogVersion<'p>, was: &Log) -> Option<Log> {
        if let Log::Milestone(id) = was
            && let Some(now) = side.parted.and_then(|side| side.log_id(id))
        {
            return Some(Log::Milestone(now));
        }
        let version = self.version_with(side, |plan| plan.logs.contains_key(was))?;
        let pairs = version.pairs.as_ref()?;
        let now = pairs.log(was);
        let is_other = now != *was && self.merged.logs.contains_key(&now);
        (is_other && !self.stays(was, &now)).then_some(now)
    }

    /// Returns the patch of the comment above the header at a place, if it is the one made for the old name.
    fn comment_above(
        &self,
        side: &LogVersion<'p>,
        text: &str,
        header: usize,
        [was, now]: [&Log; 2],
    ) -> Option<Patch> {
        let version = self.version_with(side, |plan| plan.logs.contains_key(was))?;
        let known = version.names?.logs.get(was)?;
        let end = text[..header].rfind('\n')?;
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        (text[start..end].trim_end() == known).then(|| Patch {
            at: start..start + known.len(),
            new: self.merged.logs.get(now).cloned().unwrap_or_default(),
        })
    }

    /// Returns whether a side whose plan has the new name left the entries under the old one, which still exists.
    fn stays(&self, was: &Log, now: &Log) -> bool {
        let before = self.logs.base.entries.get(was);
        let Some(before) = before.filter(|_| self.merged.logs.contains_key(was)) else {
            return false;
        };
        let keeps = |log: Option<&Vec<String>>| {
            log.is_some_and(|log| log.iter().any(|entry| before.contains(entry)))
        };
        self.logs.each_ref().sides().into_iter().any(|side| {
            let has_it = side.names.is_some_and(|plan| plan.logs.contains_key(now));
            // Not another item of that name.
            let is_new = has_it
                && side
                    .pairs
                    .as_ref()
                    .is_some_and(|pairs| pairs.log(now) == *now);
            is_new && keeps(side.entries.get(was)) && !keeps(side.entries.get(now))
        })
    }

    /// Returns the merged plan's name of a unit that it does not know by the name given.
    fn unit<'v>(&'v self, side: &'v LogVersion<'p>, was: &str) -> Option<&'v str> {
        let version = self.version_with(side, |plan| plan.plan.units().find(was).is_some())?;
        version.pairs.as_ref()?.later_unit(was)
    }
}

/// Returns the patch of the id behind the end of a log, if it is the old one.
fn closing_comment(text: &str, end: usize, [was, now]: [&Log; 2]) -> Option<Patch> {
    let comment = format!(" # {}", was.id());
    let line = text[end..].lines().next()?;
    (line.trim_end() == comment).then(|| Patch {
        at: end..end + comment.len(),
        new: format!(" # {}", now.id()),
    })
}

/// Returns the earlier of two logs with the later names of its units, where the later log no longer has the earlier ones;
/// `None` if it has no such unit.
pub(crate) fn with_later_units(logs: [&str; 2], plans: &DocumentPairs<'_>) -> Option<String> {
    let [earlier, later] = logs.map(|log| DeTable::parse(log).ok());
    let (earlier, later) = (earlier?, later?);
    // The plan may have been changed before its log.
    let left: BTreeSet<&str> = units_of(&later).map(|(name, _)| name).collect();
    let patches = unit_patches(&earlier, &|name| {
        plans.present_unit(name).filter(|_| !left.contains(name))
    });
    (!patches.is_empty()).then(|| patched(logs[0], &patches))
}

/// Returns the patches that give units other names, in the order of the text.
fn unit_patches<'n>(
    log: &Spanned<DeTable<'_>>,
    later: &dyn Fn(&str) -> Option<&'n str>,
) -> Vec<Patch> {
    let patches = units_of(log).filter_map(|(name, at)| {
        let new = quoted(later(name)?);
        Some(Patch { at, new })
    });
    let mut patches: Vec<Patch> = patches.collect();
    patches.sort_by_key(|patch| patch.at.start);
    patches
}

/// Returns the names of units in the entries of a log, each with its place.
fn units_of<'l>(log: &'l Spanned<DeTable<'_>>) -> impl Iterator<Item = (&'l str, Range<usize>)> {
    let logs = blocks(log.get_ref());
    let logs = logs.filter_map(|(.., entries)| entries?.get_ref().as_array());
    let units = logs
        .flatten()
        .flat_map(|entry| ["by", "of"].map(|key| entry.get_ref().get(key)));
    units
        .flatten()
        .filter_map(|unit| Some((unit.get_ref().as_str()?, unit.span())))
}
