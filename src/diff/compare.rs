use compact_str::CompactString;

use crate::plan::{Action, Alert, Document, Plan, Reporters, UnitIx, Was, natural_cmp};
use crate::text::ChangedField;

use super::compare_items::Items;
use super::compare_logs::log_differences;
use super::difference::{Difference, Subject, Value, What};
use super::pairs::{DocumentPairs, unpaired};
use super::{Version, place};

/// Returns what two versions of a plan say differently: the plan itself in the plan's order, then its logs.
///
/// What counts is what holds: units, phases and dates are compared as they are inherited, so that writing them at
/// another place, or in another order, is no difference. A renumbered item is found by its title or summary.
pub fn compare(before: &Version, after: &Version) -> Vec<Difference> {
    let unreadable = |before: bool, log: bool| Difference {
        place: Subject::Plan,
        what: What::Unreadable { before, log },
    };
    match (&before.document, &after.document) {
        (None, None) => Vec::new(),
        (Some(_), None) if !after.errors.is_empty() => vec![unreadable(false, false)],
        (None, Some(_)) if !before.errors.is_empty() => vec![unreadable(true, false)],
        (Some(_), None) => vec![Difference {
            place: Subject::Plan,
            what: What::Removed,
        }],
        (None, Some(_)) => {
            let mut found = vec![Difference {
                place: Subject::Plan,
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
                (true, true) => {}
                (before, _) => found.push(unreadable(before, true)),
            }
            found
        }
    }
}

/// Differences as they are found.
#[derive(Default)]
pub(crate) struct DifferenceList(pub(crate) Vec<Difference>);

impl DifferenceList {
    pub(crate) fn push(&mut self, place: &Subject, what: What) {
        self.0.push(Difference {
            place: place.clone(),
            what,
        });
    }

    pub(crate) fn value(
        &mut self,
        place: &Subject,
        field: ChangedField,
        from: Option<Value>,
        to: Option<Value>,
    ) {
        if from != to {
            self.push(place, What::Value { field, from, to });
        }
    }

    pub(crate) fn words(&mut self, place: &Subject, field: ChangedField, from: &str, to: &str) {
        if from != to {
            self.push(
                place,
                What::Wording {
                    field,
                    from: from.to_owned(),
                    to: to.to_owned(),
                },
            );
        }
    }
}

fn text(text: Option<&String>) -> Option<Value> {
    text.map(|text| Value::Text(text.clone()))
}

fn header(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (pairs.before, pairs.after);
    let place = Subject::Plan;
    if old.id != new.id {
        found.push(
            &place,
            What::Renumbered {
                from: old.id.clone(),
            },
        );
    }
    found.words(&place, ChangedField::Short, &old.short, &new.short);
    found.words(&place, ChangedField::Title, &old.title, &new.title);
    found.value(
        &place,
        ChangedField::Issuer,
        text(old.issuer.as_ref()),
        text(new.issuer.as_ref()),
    );
    found.value(
        &place,
        ChangedField::Number,
        text(old.number.as_ref()),
        text(new.number.as_ref()),
    );
    found.value(
        &place,
        ChangedField::Issued,
        old.issued.map(Value::Day),
        new.issued.map(Value::Day),
    );
    let flag = |draft| Some(Value::Flag(draft));
    found.value(
        &place,
        ChangedField::Draft,
        flag(old.draft),
        flag(new.draft),
    );
    found.value(
        &place,
        ChangedField::Period,
        Some(Value::Window(old.period)),
        Some(Value::Window(new.period)),
    );
    found.value(
        &place,
        ChangedField::Source,
        text(old.source.as_ref()),
        text(new.source.as_ref()),
    );
    let number = |days: i64| Some(Value::Number(days.into()));
    let soon = |alert: Alert| {
        let days = alert.soon_days;
        Some(if alert.soon_working {
            Value::Text(format!("{days}wd"))
        } else {
            Value::Number(days.into())
        })
    };
    found.value(
        &place,
        ChangedField::SoonDays,
        soon(old.alert),
        soon(new.alert),
    );
    let (from, to) = (reporting(old), reporting(new));
    found.value(&place, ChangedField::Reporting, from, to);
    for (field, from, to) in [
        (
            ChangedField::BehindYellow,
            old.alert.behind_yellow,
            new.alert.behind_yellow,
        ),
        (
            ChangedField::BehindRed,
            old.alert.behind_red,
            new.alert.behind_red,
        ),
    ] {
        found.value(&place, field, number(from), number(to));
    }
    place::amended(
        pairs.after,
        &place,
        (&old.alert_was, &new.alert_was),
        (None, None),
        found,
    );
}

/// Returns who reports and by when, as the file says it: `month 5 lead`.
fn reporting(document: &Document) -> Option<Value> {
    let reporting = document.reporting.as_ref()?;
    let units = match &reporting.units {
        Reporters::Lead => "lead".to_owned(),
        Reporters::All => "all".to_owned(),
        Reporters::Listed(listed) => {
            let names = listed.iter().map(|ix| document.units.name(*ix));
            names.collect::<Vec<_>>().join(" ")
        }
    };
    let (every, day) = (reporting.every.key(), reporting.day);
    Some(Value::Text(format!("{every} {day} {units}")))
}

fn amendments(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    for old in &pairs.before.amendments {
        let new = pairs.after.amendments.iter().find(|a| a.id == old.id);
        let Some(new) = new else {
            found.push(&place::amendment(old), What::Removed);
            continue;
        };
        let place = place::amendment(new);
        found.words(&place, ChangedField::Title, &old.title, &new.title);
        found.value(
            &place,
            ChangedField::Number,
            text(old.number.as_ref()),
            text(new.number.as_ref()),
        );
        found.value(
            &place,
            ChangedField::On,
            Some(Value::Day(old.on)),
            Some(Value::Day(new.on)),
        );
    }
    for new in &pairs.after.amendments {
        if pairs.before.amendments.iter().all(|old| old.id != new.id) {
            found.push(&place::amendment(new), What::Added);
        }
    }
}

fn phases(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (&pairs.before.phases, &pairs.after.phases);
    for (phase, other) in old.iter().zip(&pairs.phases) {
        let Some(other) = other.map(|ix| &new[ix]) else {
            found.push(&place::phase(phase), What::Removed);
            continue;
        };
        let place = place::phase(other);
        if phase.id != other.id {
            let from = phase.id.clone();
            found.push(&place, What::Renumbered { from });
        }
        found.words(&place, ChangedField::Name, &phase.name, &other.name);
        found.value(
            &place,
            ChangedField::Window,
            Some(Value::Window(phase.window)),
            Some(Value::Window(other.window)),
        );
        place::amended(
            pairs.after,
            &place,
            (&phase.was, &other.was),
            (None, None),
            found,
        );
    }
    for ix in unpaired(&pairs.phases, new.len()) {
        found.push(&place::phase(&new[ix]), What::Added);
    }
}

fn units(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (&pairs.before.units, &pairs.after.units);
    for (ix, unit) in old.iter() {
        let Some(other) = pairs.units[ix].map(|ix| new.get(ix)) else {
            found.push(&Subject::Unit(unit.name.to_string()), What::Removed);
            continue;
        };
        let place = Subject::Unit(other.name.to_string());
        if unit.name != other.name {
            let from = unit.name.to_string();
            found.push(&place, What::Renamed { from });
        }
        let sorted = |names: &[CompactString]| {
            let mut names: Vec<String> = names.iter().map(CompactString::to_string).collect();
            names.sort();
            (!names.is_empty()).then_some(Value::Names(names))
        };
        found.value(
            &place,
            ChangedField::Aliases,
            sorted(&unit.aliases),
            sorted(&other.aliases),
        );
        let former = |unit: &crate::plan::Unit| {
            let mut former = unit.former.clone();
            former.sort_by(|a, b| (a.until, &a.name).cmp(&(b.until, &b.name)));
            (!former.is_empty()).then_some(Value::Former(former))
        };
        found.value(&place, ChangedField::Former, former(unit), former(other));
        found.value(
            &place,
            ChangedField::Kind,
            Some(Value::Kind(unit.kind)),
            Some(Value::Kind(other.kind)),
        );
        let supervises = |unit: &crate::plan::Unit| {
            let role = "supervisor".to_owned();
            unit.is_supervisor.then_some(Value::Text(role))
        };
        let (from, to) = (supervises(unit), supervises(other));
        found.value(&place, ChangedField::Role, from, to);
        let from = stands_for(unit, |ix| pairs.unit_name(ix));
        let to = stands_for(other, |ix| new.name(ix));
        found.value(&place, ChangedField::Members, from, to);
        place::amended(
            pairs.after,
            &place,
            (
                &members_before(unit, |ix| pairs.unit_name(ix)),
                &members_before(other, |ix| new.name(ix)),
            ),
            (None, None),
            found,
        );
    }
    for ix in unpaired(&pairs.units, new.len()) {
        found.push(&Subject::Unit(new.name(ix).to_owned()), What::Added);
    }
}

/// Returns whom a collective stands for, by name.
fn stands_for<'n>(unit: &crate::plan::Unit, name: impl Fn(UnitIx) -> &'n str) -> Option<Value> {
    unit.is_collective()
        .then(|| place::members(&unit.members, |ix| name(ix).to_owned()))
}

/// Returns whom a collective stood for before later documents, by name: places differ between versions.
fn members_before<'n>(
    unit: &crate::plan::Unit,
    name: impl Fn(UnitIx) -> &'n str,
) -> Vec<Was<Option<Value>>> {
    let was = unit.was.iter().map(|old| Was {
        until: old.until,
        by: old.by.clone(),
        fields: (old.fields.as_ref())
            .map(|members| place::members(members, |ix| name(ix).to_owned())),
    });
    was.collect()
}

fn indicators(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (&pairs.before.indicators, &pairs.after.indicators);
    for (indicator, other) in old.iter().zip(&pairs.indicators) {
        let Some(other) = other.map(|ix| &new[ix]) else {
            found.push(&place::indicator(indicator), What::Removed);
            continue;
        };
        let place = place::indicator(other);
        if indicator.id != other.id {
            let from = indicator.id.clone();
            found.push(&place, What::Renumbered { from });
        }
        found.words(&place, ChangedField::Name, &indicator.name, &other.name);
        found.value(
            &place,
            ChangedField::Baseline,
            indicator.baseline.map(Value::Baseline),
            other.baseline.map(Value::Baseline),
        );
        for (from, to) in place::target_pairs(&indicator.targets, &other.targets) {
            let value = |target: Option<&crate::plan::Target>| target.cloned().map(Value::Target);
            found.value(&place, ChangedField::Target, value(from), value(to));
        }
        place::amended(
            pairs.after,
            &place,
            (&indicator.was, &other.was),
            (None, None),
            found,
        );
    }
    for ix in unpaired(&pairs.indicators, new.len()) {
        found.push(&place::indicator(&new[ix]), What::Added);
    }
}

fn sections(pairs: &DocumentPairs<'_>, found: &mut DifferenceList) {
    let (old, new) = (&pairs.before.sections, &pairs.after.sections);
    for (section, other) in old.iter().zip(&pairs.sections) {
        let Some(other) = other.map(|ix| &new[ix]) else {
            found.push(&place::section(section), What::Removed);
            continue;
        };
        let place = place::section(other);
        if section.id != other.id {
            let from = section.id.clone();
            found.push(&place, What::Renumbered { from });
        }
        found.words(&place, ChangedField::Title, &section.title, &other.title);
        found.value(
            &place,
            ChangedField::No,
            Some(Value::Text(section.no.clone())),
            Some(Value::Text(other.no.clone())),
        );
        place::amended(
            pairs.after,
            &place,
            (&section.was, &other.was),
            (None, None),
            found,
        );
    }
    for ix in unpaired(&pairs.sections, new.len()) {
        found.push(&place::section(&new[ix]), What::Added);
    }
}

/// The action with its milestones as one version has it in full.
pub(crate) fn action_of<'p>(plan: &'p Plan, id: &str) -> Option<&'p Action> {
    plan.action(id)
}

/// Ids in the order of the plan.
pub(crate) fn sort_by_id(ids: &mut [String]) {
    ids.sort_by(|a, b| natural_cmp(a, b));
}

/// The dates a milestone has by its own fields and its phase.
pub(crate) fn window_of(
    document: &Document,
    milestone: &crate::plan::MilestoneDef,
) -> Option<crate::plan::Window> {
    let phase = document.phases.get(milestone.phase?)?.window;
    let fields = &milestone.fields;
    let due = fields
        .due
        .or_else(|| fields.target.as_ref().and_then(|target| target.by))
        .unwrap_or(phase.end);
    Some(crate::plan::Window {
        start: fields.start.unwrap_or(phase.start).min(due),
        end: due,
    })
}
