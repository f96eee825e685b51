//! Findings common to plan-wide terms and actions: dates and targets.

use crate::plan::{Day, Target, Window};
use crate::text::{ChangedField, Weakness};

use super::softer::target_weaknesses;
use super::weakening::{Finding, ReviewFindings};
use crate::diff::difference::{Subject, Value};

/// Adds a window that ends or begins later; `due` and `start` are the amendments cited for each.
pub(crate) fn add_later_window(
    subject: &Subject,
    (old, new): (Window, Window),
    (due, start): (Option<&str>, Option<&str>),
    found: &mut ReviewFindings,
) {
    if new.end > old.end {
        add_later_due(subject.clone(), (old.end, new.end), due, found);
    }
    if new.start > old.start {
        let finding =
            Finding::new(Weakness::StartLater, subject.clone()).field(ChangedField::Start);
        found.add(finding.days(old.start, new.start).cites(start));
    }
}

/// Adds a changed target; `cites` returns the amendment behind a weakness.
pub(crate) fn add_target_change<'a>(
    subject: &Subject,
    (from, to): (&Target, Option<&Target>),
    cites: impl Fn(Weakness) -> Option<&'a str>,
    found: &mut ReviewFindings,
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
        let finding = Finding::new(kind, subject.clone()).cites(cites(kind));
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

/// Adds a due date that is later.
pub(crate) fn add_later_due(
    subject: Subject,
    (from, to): (Day, Day),
    cites: Option<&str>,
    found: &mut ReviewFindings,
) {
    let finding = Finding::new(Weakness::DeadlineLater, subject).field(ChangedField::Due);
    found.add(finding.days(from, to).cites(cites));
}
