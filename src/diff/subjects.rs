//! The subjects of differences, and values and pairs that comparisons share.

use super::difference::{Subject, SubjectKind, Value};
use crate::plan::{
    ActionDef, Amendment, Indicator, Members, MilestoneDef, Phase, SectionDef, Target, UnitIx,
};

pub(crate) fn phase(phase: &Phase) -> Subject {
    Subject::new(SubjectKind::Phase, &phase.id, &phase.name)
}

pub(crate) fn indicator(indicator: &Indicator) -> Subject {
    Subject::new(SubjectKind::Indicator, &indicator.id, &indicator.name)
}

pub(crate) fn section(section: &SectionDef) -> Subject {
    Subject {
        no: Some(section.no.clone()),
        ..Subject::new(SubjectKind::Section, &section.id, &section.title)
    }
}

pub(crate) fn action(action: &ActionDef) -> Subject {
    Subject::new(SubjectKind::Action, &action.id, &action.title)
}

pub(crate) fn milestone(action: &ActionDef, milestone: &MilestoneDef) -> Subject {
    let id = format!("{}/{}", action.id, milestone.id);
    let title_of = |one: &MilestoneDef| one.fields.title.clone().unwrap_or_default();
    let mut title = title_of(milestone);
    let is_alike = |other: &MilestoneDef| other.id != milestone.id && title_of(other) == title;
    // Of several with one title the id says which is meant.
    if action.milestones.iter().any(is_alike) {
        title = format!("{title} {}", milestone.id);
    }
    Subject::new(SubjectKind::Milestone, id, title)
}

pub(crate) fn amendment(amendment: &Amendment) -> Subject {
    let title = Some(&amendment.title)
        .filter(|title| !title.is_empty())
        .or(amendment.number.as_ref())
        .unwrap_or(&amendment.id);
    Subject::new(SubjectKind::Amendment, &amendment.id, title)
}

/// Returns the members of a collective by name.
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

/// Pairs staged targets: those of the same day, then the rest in order.
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
