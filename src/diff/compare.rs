//! Compares two versions of a plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Alert, Document, Number, Reporters, Soon, Unit, UnitIx, Was};
use crate::store::BulletinIssue;
use crate::text::ChangedField;

use super::compare_items::Items;
use super::compare_logs::log_differences;
use super::difference::{Difference, Subject, Value, What};
use super::difference_list::{Comparison, DifferenceList};
use super::pairs::{DocumentPairs, Paired};
use super::{Version, subjects};

/// Compares two versions of a plan; returns the differences of the plan in plan order, then those of
/// its logs.
///
/// Effective values are compared, so that writing inherited units, phases and dates in another place or
/// order is not a difference. A renumbered action is recognised by its title or summary.
pub fn compare(before: &Version, after: &Version) -> Vec<Difference> {
    let unreadable = |before: bool, log: bool| Difference {
        subject: Subject::plan(),
        what: What::Unreadable { before, log },
    };
    match (&before.document, &after.document) {
        (None, None) if after.errors.is_empty() && before.errors.is_empty() => Vec::new(),
        (_, None) if !after.errors.is_empty() => vec![unreadable(false, false)],
        (None, _) if !before.errors.is_empty() => vec![unreadable(true, false)],
        (_, None) => vec![Difference {
            subject: Subject::plan(),
            what: What::Removed,
        }],
        (None, Some(_)) => {
            let mut found = vec![Difference {
                subject: Subject::plan(),
                what: What::Added,
            }];
            found.extend(log_differences(before, after, None));
            found
        }
        (Some(old), Some(new)) => {
            let pairs = DocumentPairs::new(old, new);
            let mut found = DifferenceList::default();
            header(&pairs, &mut found);
            amendments(&pairs, &mut found);
            phases(&pairs, &mut found);
            units(&pairs, &mut found);
            indicators(&pairs, &mut found);
            sections(&pairs, &mut found);
            if let (Some(old), Some(new)) = (before.plan(), after.plan()) {
                Items::new(&pairs, &old, &new).compare(&mut found);
            }
            let mut found = found.0;
            match (before.is_log_unreadable, after.is_log_unreadable) {
                (false, false) => found.extend(log_differences(before, after, Some(&pairs))),
                (_, after) => found.push(unreadable(!after, true)),
            }
            found.extend(issue_differences(before, after));
            found
        }
    }
}

/// Returns the issues of the bulletin that are new, gone or changed, by number.
fn issue_differences(before: &Version, after: &Version) -> Vec<Difference> {
    let listed = |version: &Version| -> BTreeMap<u32, BulletinIssue> {
        let issues = version.issues.iter();
        issues.map(|issue| (issue.number, issue.clone())).collect()
    };
    let (old, new) = (listed(before), listed(after));
    let numbers: BTreeSet<u32> = old.keys().chain(new.keys()).copied().collect();
    let changed = numbers
        .into_iter()
        .filter(|number| old.get(number) != new.get(number));
    let value = |issue: Option<&BulletinIssue>| issue.cloned().map(Value::Issue);
    let difference = |number| Difference {
        subject: Subject::plan(),
        what: What::Value {
            field: ChangedField::Issue,
            from: value(old.get(&number)),
            to: value(new.get(&number)),
        },
    };
    changed.map(difference).collect()
}

fn header(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (pairs.before, pairs.after);
    let mut plan = found.about(Subject::plan());
    plan.id(&old.id, &new.id);
    plan.words(ChangedField::Short, &old.short, &new.short);
    plan.words(ChangedField::Title, &old.title, &new.title);
    plan.value(ChangedField::Issuer, old.issuer.clone(), new.issuer.clone());
    plan.value(ChangedField::Number, old.number.clone(), new.number.clone());
    plan.value(ChangedField::Issued, old.issued, new.issued);
    plan.value(ChangedField::Draft, Some(old.draft), Some(new.draft));
    plan.value(ChangedField::Period, Some(old.period), Some(new.period));
    plan.value(ChangedField::Source, old.source.clone(), new.source.clone());
    let soon = |alert: Alert| {
        let Soon { days, working } = alert.soon;
        Some(if working {
            Value::Text(format!("{days}wd"))
        } else {
            Value::Number(days.into())
        })
    };
    plan.value(ChangedField::SoonDays, soon(old.alert), soon(new.alert));
    plan.value(ChangedField::Reporting, reporting(old), reporting(new));
    let points = |points: i64| Some(Number::from(points));
    let (from, to) = (old.alert, new.alert);
    plan.value(
        ChangedField::BehindYellow,
        points(from.behind_yellow),
        points(to.behind_yellow),
    );
    plan.value(
        ChangedField::BehindRed,
        points(from.behind_red),
        points(to.behind_red),
    );
    plan.replaced(new, &old.alert_was, &new.alert_was);
}

/// Returns the reporting rule, with the names of the units that it lists.
pub(crate) fn reporting(document: &Document) -> Option<Value> {
    let reporting = document.reporting.clone()?;
    let listed = match &reporting.units {
        Reporters::Listed(listed) => listed.as_slice(),
        Reporters::Lead | Reporters::All => &[],
    };
    let names = listed
        .iter()
        .map(|ix| document.units.name(*ix).to_owned())
        .collect();
    Some(Value::Reporting(reporting, names))
}

fn amendments(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    for old in &pairs.before.amendments {
        let new = pairs.after.amendments.iter().find(|a| a.id == old.id);
        let Some(new) = new else {
            found.push(&subjects::amendment(old), What::Removed);
            continue;
        };
        let mut amendment = found.about(subjects::amendment(new));
        amendment.words(ChangedField::Title, &old.title, &new.title);
        amendment.value(ChangedField::Number, old.number.clone(), new.number.clone());
        amendment.value(ChangedField::On, Some(old.on), Some(new.on));
    }
    for new in &pairs.after.amendments {
        if pairs.before.amendments.iter().all(|old| old.id != new.id) {
            found.push(&subjects::amendment(new), What::Added);
        }
    }
}

/// Compares the parts of one kind: reports removed and added ones, and compares those in both versions.
fn parts<T>(
    pairs: &Paired<'_, T>,
    found: &mut DifferenceList,
    subject: impl Fn(&T) -> Subject,
    compare: impl Fn(&T, &T, &mut Comparison<'_>),
) {
    for (part, other) in pairs.each() {
        match other {
            Some(other) => compare(part, other, &mut found.about(subject(other))),
            None => found.push(&subject(part), What::Removed),
        }
    }
    for part in pairs.added() {
        found.push(&subject(part), What::Added);
    }
}

fn phases(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    parts(&pairs.phases, found, subjects::phase, |old, new, phase| {
        phase.id(&old.id, &new.id);
        phase.words(ChangedField::Name, &old.name, &new.name);
        phase.value(ChangedField::Window, Some(old.window), Some(new.window));
        phase.replaced(pairs.after, &old.was, &new.was);
    });
}

fn units(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (&pairs.before.units, &pairs.after.units);
    for (ix, unit) in old.iter() {
        let Some(other) = pairs.unit(ix).map(|ix| new.get(ix)) else {
            found.push(&Subject::unit(&unit.name), What::Removed);
            continue;
        };
        let mut both = found.about(Subject::unit(&other.name));
        if unit.name != other.name {
            let from = unit.name.clone();
            both.push(What::Renamed { from });
        }
        both.value(ChangedField::Aliases, aliases(unit), aliases(other));
        both.value(ChangedField::Former, former(unit), former(other));
        both.value(ChangedField::Kind, Some(unit.kind), Some(other.kind));
        both.value(ChangedField::Role, role(unit), role(other));
        let from = stands_for(unit, |ix| pairs.unit_name(ix));
        let to = stands_for(other, |ix| new.name(ix));
        both.value(ChangedField::Members, from, to);
        let from = members_before(unit, |ix| pairs.unit_name(ix));
        let to = members_before(other, |ix| new.name(ix));
        both.replaced(pairs.after, &from, &to);
    }
    let added = new.iter().filter(|(ix, _)| !pairs.had_unit(*ix));
    for (_, unit) in added {
        found.push(&Subject::unit(&unit.name), What::Added);
    }
}

/// Returns the aliases of a unit, sorted because their order means nothing.
fn aliases(unit: &Unit) -> Option<Value> {
    let mut names: Vec<String> = unit.aliases.iter().map(ToString::to_string).collect();
    names.sort();
    (!names.is_empty()).then_some(Value::Names(names))
}

/// Returns the former names of a unit, oldest first.
fn former(unit: &Unit) -> Option<Value> {
    let mut former = unit.former.clone();
    former.sort_by(|a, b| (a.until, &a.name).cmp(&(b.until, &b.name)));
    (!former.is_empty()).then_some(Value::Former(former))
}

/// Returns the role of a unit as the file spells it.
fn role(unit: &Unit) -> Option<String> {
    unit.is_supervisor.then(|| "supervisor".to_owned())
}

/// Returns the members of a collective by name.
fn stands_for<'n>(unit: &Unit, name: impl Fn(UnitIx) -> &'n str) -> Option<Value> {
    unit.is_collective()
        .then(|| subjects::members(&unit.members, |ix| name(ix).to_owned()))
}

/// Returns the members of a collective before amendments, by name because indices differ between
/// versions.
fn members_before<'n>(unit: &Unit, name: impl Fn(UnitIx) -> &'n str) -> Vec<Was<Option<Value>>> {
    let was = unit.was.iter().map(|old| Was {
        until: old.until,
        by: old.by.clone(),
        fields: (old.fields.as_ref())
            .map(|members| subjects::members(members, |ix| name(ix).to_owned())),
    });
    was.collect()
}

fn indicators(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    parts(
        &pairs.indicators,
        found,
        subjects::indicator,
        |old, new, indicator| {
            indicator.id(&old.id, &new.id);
            indicator.words(ChangedField::Name, &old.name, &new.name);
            indicator.value(ChangedField::Baseline, old.baseline, new.baseline);
            for (from, to) in subjects::target_pairs(&old.targets, &new.targets) {
                indicator.value(ChangedField::Target, from.cloned(), to.cloned());
            }
            indicator.replaced(pairs.after, &old.was, &new.was);
        },
    );
}

fn sections(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    parts(
        &pairs.sections,
        found,
        subjects::section,
        |old, new, section| {
            section.id(&old.id, &new.id);
            section.words(ChangedField::Title, &old.title, &new.title);
            section.value(ChangedField::No, Some(old.no.clone()), Some(new.no.clone()));
            section.replaced(pairs.after, &old.was, &new.was);
        },
    );
}
