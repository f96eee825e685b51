//! Comparison of two versions' logs, entry by entry.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::plan::fold;
use crate::plan::{
    Action, Entry, Indicator, Milestone, MilestoneState, Plan, Progress, RefusedPostponements,
    natural_cmp, plain_text,
};
use crate::text::ChangedField;

use super::Version;
use super::difference::{Difference, LogChange, Subject, SubjectKind, Value, What};
use super::pairs::DocumentPairs;
use super::version::LAST_DAY;

/// Compares the logs in plan order; `pairs` is given if both versions have a readable plan.
pub(crate) fn log_differences(
    before: &Version,
    after: &Version,
    pairs: Option<&DocumentPairs<'_>>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let day = |since: Option<crate::plan::Day>| since.map(Value::Day);
    let (from, to) = (day(before.progress.since), day(after.progress.since));
    if from != to {
        found.push(Difference {
            subject: Subject::plan(),
            what: What::Value {
                field: ChangedField::Since,
                from,
                to,
            },
        });
    }
    let shape = PlanShape::of(after).or_else(|| PlanShape::of(before));
    let old_shape = PlanShape::of(before);
    for (id, (old, new)) in milestone_logs(&before.progress, &after.progress, pairs) {
        let Some(mut change) = entries(&old.entries, new) else {
            continue;
        };
        if let (Some(shape), Some(old_id)) = (&old_shape, &old.id)
            && let Some((action, milestone)) = shape.milestone(old_id)
        {
            change.before = shape.fold(action, milestone, &old.entries);
        }
        let mut label = None;
        if let Some(shape) = &shape
            && let Some((action, milestone)) = shape.milestone(&id)
        {
            change.after = shape.fold(action, milestone, new);
            change.each = milestone.each;
            change.refused = shape.refused(milestone, new);
            change.unit = milestone
                .target
                .as_ref()
                .map_or_else(String::new, |target| target.unit.clone());
            label = Some(milestone.label_alone(action));
        }
        let label = label.unwrap_or_else(|| id.clone());
        found.push(Difference {
            subject: Subject::new(SubjectKind::Milestone, id, label),
            what: What::Log(Box::new(change)),
        });
    }
    found.extend(readings(before, after, pairs));
    found
}

/// Pairs the old and new logs of milestones by their new ids.
pub(crate) fn milestone_logs<'v>(
    before: &Progress,
    after: &'v Progress,
    pairs: Option<&DocumentPairs<'_>>,
) -> Vec<(String, (OldLog, &'v [Entry]))> {
    let later_id = |id: &String| pairs.map_or_else(|| id.clone(), |pairs| pairs.log_id(id));
    paired_logs(&before.milestones, &after.milestones, later_id)
}

/// Pairs the old and new logs of indicators by their new ids.
pub(crate) fn indicator_logs<'v>(
    before: &Progress,
    after: &'v Progress,
    pairs: Option<&DocumentPairs<'_>>,
) -> Vec<(String, (OldLog, &'v [Entry]))> {
    let later_id = |id: &String| {
        pairs
            .map_or(id.as_str(), |pairs| pairs.indicator_id(id))
            .to_owned()
    };
    paired_logs(&before.indicators, &after.indicators, later_id)
}

fn paired_logs<'v>(
    before: &HashMap<String, Vec<Entry>>,
    after: &'v HashMap<String, Vec<Entry>>,
    later_id: impl Fn(&String) -> String,
) -> Vec<(String, (OldLog, &'v [Entry]))> {
    let has = |id: &String| after.get(id).is_some_and(|log| !log.is_empty());
    let mut logs: BTreeMap<String, (OldLog, &[Entry])> = BTreeMap::new();
    for (id, log) in before {
        let now = later_id(id);
        // The block of a renamed item may not have moved yet; its entries are still under the old id.
        let now = if now != *id && !has(&now) && has(id) {
            id.clone()
        } else {
            now
        };
        let old = &mut logs.entry(now).or_default().0;
        old.id = Some(id.clone());
        old.entries.extend(log.iter().cloned());
        Entry::sort(&mut old.entries);
    }
    for (id, log) in after {
        logs.entry(id.clone()).or_default().1 = log;
    }
    let mut logs: Vec<_> = logs.into_iter().collect();
    logs.sort_by(|(a, _), (b, _)| natural_cmp(a, b));
    logs
}

/// The old log of an item and its old id.
#[derive(Default)]
pub(crate) struct OldLog {
    pub(crate) id: Option<String>,
    pub(crate) entries: Vec<Entry>,
}

/// A rule by which a new entry counts as an old one that was edited.
type IsEditOf = fn(&Entry, &Entry) -> bool;

/// The rules, the surest first; each pairs what the ones before it left.
const EDITS: [IsEditOf; 4] = [
    |old, new| is_of_same_moment(old, new) && old.by == new.by,
    is_of_same_moment,
    // Only the day of the fact was changed.
    |old, new| undated(old) == undated(new),
    // A correction of that day is kept beside what it corrects; it is not an edit.
    |old, new| old.day() == new.day() && old.by == new.by && old.of == new.of && !new.correct,
];

fn is_of_same_moment(old: &Entry, new: &Entry) -> bool {
    old.at.is_some() && old.at == new.at
}

/// Compares two logs; `None` if they say the same.
pub(crate) fn entries(before: &[Entry], after: &[Entry]) -> Option<LogChange> {
    let mut kept = vec![false; after.len()];
    let mut gone: Vec<&Entry> = Vec::new();
    for old in before {
        match (0..after.len()).find(|ix| !kept[*ix] && same(old, &after[*ix])) {
            Some(ix) => kept[ix] = true,
            None => gone.push(old),
        }
    }
    let mut new: Vec<&Entry> = after
        .iter()
        .zip(kept)
        .filter(|(_, kept)| !kept)
        .map(|(entry, _)| entry)
        .collect();
    if gone.is_empty() && new.is_empty() {
        return None;
    }
    let mut change = LogChange::default();
    for is_edit_of in EDITS {
        gone.retain(|old| {
            let Some(ix) = new.iter().position(|new| is_edit_of(old, new)) else {
                return true;
            };
            change
                .altered
                .push(((*old).clone(), new.remove(ix).clone()));
            false
        });
    }
    change.deleted = gone.into_iter().cloned().collect();
    change.added = new.into_iter().cloned().collect();
    Some(change)
}

/// Returns whether two entries say the same, whatever their spacing; names of units count as what they look like.
pub(crate) fn same(a: &Entry, b: &Entry) -> bool {
    let name = |name: &Option<String>| Some(plain_text(name.as_deref()?).into_owned());
    let bare = |entry: &Entry| Entry {
        source: String::new(),
        by: name(&entry.by),
        of: name(&entry.of),
        approved_by: name(&entry.approved_by),
        ..entry.clone()
    };
    a.source == b.source || (a.at == b.at && a.on == b.on && bare(a) == bare(b))
}

/// Returns an entry without its times.
fn undated(entry: &Entry) -> Entry {
    Entry {
        at: None,
        on: None,
        source: String::new(),
        ..entry.clone()
    }
}

fn readings(
    before: &Version,
    after: &Version,
    pairs: Option<&DocumentPairs<'_>>,
) -> Vec<Difference> {
    let known = |id: &str| {
        let documents = [after, before]
            .into_iter()
            .filter_map(|it| it.document.as_ref());
        let mut indicators = documents.flat_map(|document| &document.indicators);
        indicators.find(|indicator| indicator.id == *id)
    };
    let logs = indicator_logs(&before.progress, &after.progress, pairs).into_iter();
    logs.filter_map(|(id, (old, new))| {
        let mut change = entries(&old.entries, new)?;
        let last = |log: &[Entry]| MilestoneState {
            value: Indicator::readings(log, LAST_DAY).last().map(|r| r.value),
            ..MilestoneState::default()
        };
        change.before = last(&old.entries);
        change.after = last(new);
        let indicator = known(&id);
        let target = indicator.and_then(|indicator| indicator.targets.first());
        change.unit = target.map_or_else(String::new, |target| target.unit.clone());
        let name = indicator
            .map_or(id.as_str(), |found| &found.name)
            .to_owned();
        Some(Difference {
            subject: Subject::new(SubjectKind::Indicator, id, name),
            what: What::Log(Box::new(change)),
        })
    })
    .collect()
}

/// The plan with every milestone it has, or had before an amendment.
pub(crate) struct PlanShape(Vec<Plan>);

impl PlanShape {
    pub(crate) fn of(version: &Version) -> Option<Self> {
        let document = version.document.as_ref()?;
        let mut days: Vec<_> = document
            .amendments
            .iter()
            .filter_map(|a| a.on.pred_opt())
            .collect();
        days.push(LAST_DAY);
        days.sort_unstable_by(|a, b| b.cmp(a));
        days.dedup();
        Some(Self(
            days.into_iter()
                .map(|day| Plan::on(document.clone(), day))
                .collect(),
        ))
    }

    pub(crate) fn milestone(&self, id: &str) -> Option<(&Action, &Milestone)> {
        self.0.iter().find_map(|plan| plan.milestone(id))
    }

    /// Returns the ids of all milestones.
    pub(crate) fn milestone_ids(&self) -> HashSet<&str> {
        let milestones = self.0.iter().flat_map(Plan::milestones);
        milestones
            .map(|(_, milestone)| milestone.id.as_str())
            .collect()
    }

    fn refused(&self, milestone: &Milestone, log: &[Entry]) -> RefusedPostponements {
        let plan = self.0.first();
        plan.map(|plan| RefusedPostponements::of(plan.units(), milestone, log))
            .unwrap_or_default()
    }

    fn fold(&self, action: &Action, milestone: &Milestone, log: &[Entry]) -> MilestoneState {
        self.0
            .first()
            .map(|plan| fold(plan, action, milestone, log, LAST_DAY))
            .unwrap_or_default()
    }
}
