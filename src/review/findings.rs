//! Findings common to plan-wide terms and actions: dates and targets.

use crate::plan::{Day, Target, Window};
use crate::text::{ChangedField, Weakness};

use super::softer::target_weaknesses;
use super::weakening::{Finding, Sightings};
use crate::diff::difference::{Subject, Value};

pub(crate) fn windows(
    place: &Subject,
    (old, new): (Window, Window),
    (due, start): (Option<&str>, Option<&str>),
    found: &mut Sightings,
) {
    let days = |from, to| (Some(Value::Day(from)), Some(Value::Day(to)));
    if new.end > old.end {
        let (from, to) = days(old.end, new.end);
        let sighting = Finding::new(Weakness::DeadlineLater, place.clone());
        found.add(
            sighting
                .field(ChangedField::Due)
                .change(from, to)
                .cites(due),
        );
    }
    if new.start > old.start {
        let (from, to) = days(old.start, new.start);
        let sighting = Finding::new(Weakness::StartLater, place.clone());
        found.add(
            sighting
                .field(ChangedField::Start)
                .change(from, to)
                .cites(start),
        );
    }
}

/// Reports a changed target; `cites` returns the amendment behind a weakness.
pub(crate) fn target_change<'a>(
    place: &Subject,
    (from, to): (&Target, Option<&Target>),
    cites: impl Fn(Weakness) -> Option<&'a str>,
    found: &mut Sightings,
) {
    // The deadline is reported separately, so that occurrences and stages that differ only in it are
    // grouped.
    let value = |target: &Target| {
        Some(Value::Target(Target {
            by: None,
            ..target.clone()
        }))
    };
    let kinds = match to {
        None => vec![Weakness::TargetGone],
        Some(to) => target_weaknesses(from, to),
    };
    for kind in kinds {
        let finding = Finding::new(kind, place.clone()).cites(cites(kind));
        let baseline = |target: &Target| target.baseline.map(Value::Baseline);
        found.add(match kind {
            Weakness::BaselineChanged => finding
                .field(ChangedField::Baseline)
                .unit(from.unit.as_str())
                .change(baseline(from), to.and_then(baseline)),
            _ => finding
                .field(ChangedField::Target)
                .change(value(from), to.and_then(value)),
        });
    }
}

pub(crate) fn later(place: Subject, (from, to): (Day, Day), found: &mut Sightings) {
    found.add(
        Finding::new(Weakness::DeadlineLater, place)
            .field(ChangedField::Due)
            .change(Some(Value::Day(from)), Some(Value::Day(to))),
    );
}
