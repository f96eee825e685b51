//! Parts of a plan as places of a difference.

use std::fmt::Debug;

use crate::plan::{
    ActionDef, Amendment, Day, Document, Indicator, Lifetime, Members, MilestoneDef, Phase,
    SectionDef, Target, UnitIx, Was,
};
use crate::text::ChangedField;

use super::compare::DifferenceList;
use super::difference::{Subject, Value, What};

pub(crate) fn phase(phase: &Phase) -> Subject {
    Subject::Phase {
        id: phase.id.clone(),
        name: phase.name.clone(),
    }
}

pub(crate) fn indicator(indicator: &Indicator) -> Subject {
    Subject::Indicator {
        id: indicator.id.clone(),
        name: indicator.name.clone(),
    }
}

pub(crate) fn section(section: &SectionDef) -> Subject {
    Subject::Section {
        id: section.id.clone(),
        no: section.no.clone(),
        title: section.title.clone(),
    }
}

pub(crate) fn action(action: &ActionDef) -> Subject {
    Subject::Action {
        id: action.id.clone(),
        title: action.title.clone(),
    }
}

pub(crate) fn milestone(action: &ActionDef, milestone: &MilestoneDef) -> Subject {
    Subject::Milestone {
        id: format!("{}/{}", action.id, milestone.id),
        label: milestone.fields.title.clone().unwrap_or_default(),
    }
}

pub(crate) fn amendment(amendment: &Amendment) -> Subject {
    let title = Some(&amendment.title)
        .filter(|title| !title.is_empty())
        .or(amendment.number.as_ref())
        .unwrap_or(&amendment.id);
    Subject::Amendment {
        id: amendment.id.clone(),
        title: title.clone(),
    }
}

/// Those for whom a collective stands, by name.
pub(crate) fn members(members: &Members, name: impl Fn(UnitIx) -> String) -> Value {
    match members {
        Members::All => Value::Everybody,
        Members::Listed(members) => {
            let mut names: Vec<String> = members.iter().map(|ix| name(*ix)).collect();
            names.sort();
            Value::Names(names)
        }
    }
}

/// Staged targets of two versions, those of the same day together, the others in their order.
pub(crate) fn target_pairs<'t>(
    before: &'t [Target],
    after: &'t [Target],
) -> Vec<(Option<&'t Target>, Option<&'t Target>)> {
    let mut taken = vec![false; after.len()];
    let mut pairs: Vec<(Option<&Target>, Option<&Target>)> = before
        .iter()
        .map(|old| {
            let same_day = (0..after.len()).find(|ix| !taken[*ix] && after[*ix].by == old.by);
            if let Some(ix) = same_day {
                taken[ix] = true;
            }
            (Some(old), same_day.map(|ix| &after[ix]))
        })
        .collect();
    for pair in pairs.iter_mut().filter(|pair| pair.1.is_none()) {
        if let Some(ix) = taken.iter().position(|taken| !taken) {
            taken[ix] = true;
            pair.1 = Some(&after[ix]);
        }
    }
    pairs.extend(
        after
            .iter()
            .zip(taken)
            .filter(|(_, taken)| !taken)
            .map(|(new, _)| (None, Some(new))),
    );
    pairs
}

/// Notes the later documents that an item newly cites, and where what they replaced is told otherwise.
pub(crate) fn amended<F: PartialEq + Debug>(
    after: &Document,
    place: &Subject,
    (old_was, new_was): (&[Was<F>], &[Was<F>]),
    (old_life, new_life): (Option<Lifetime>, Option<Lifetime>),
    found: &mut DifferenceList,
) {
    let mut cited: Vec<&str> = new_was
        .iter()
        .filter(|new| old_was.iter().all(|old| old.by != new.by))
        .map(|new| new.by.as_str())
        .collect();
    let old_life = old_life.unwrap_or_default();
    let new_life = new_life.unwrap_or_default();
    for (field, old, new) in [
        (ChangedField::Added, old_life.added, new_life.added),
        (ChangedField::Ended, old_life.ended, new_life.ended),
    ] {
        found.value(place, field, old.map(Value::Day), new.map(Value::Day));
        if let Some(day) = new.filter(|_| old != new) {
            cited.extend(amendments_on(after, day).map(|amendment| amendment.id.as_str()));
        }
    }
    cited.dedup();
    for by in cited {
        let amendment = after.amendments.iter().find(|amendment| amendment.id == by);
        found.push(
            place,
            What::Amended {
                by: by.to_owned(),
                title: amendment.map_or_else(String::new, |amendment| amendment.title.clone()),
                number: amendment.and_then(|amendment| amendment.number.clone()),
            },
        );
    }
    if old_was.iter().any(|old| !new_was.contains(old)) {
        let field = ChangedField::Was;
        let (from, to) = (None, None);
        found.push(place, What::Value { field, from, to });
    }
}

/// The later documents of a day.
pub(crate) fn amendments_on(document: &Document, day: Day) -> impl Iterator<Item = &Amendment> {
    document
        .amendments
        .iter()
        .filter(move |amendment| amendment.on == day)
}
