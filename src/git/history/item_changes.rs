//! The changes of one commit to an item.

use std::mem::discriminant;

use crate::diff::compare_logs::same;
use crate::diff::inherited::{FromAbove, definition};
use crate::diff::{Difference, LogChange, Subject, SubjectKind, Version, What, compare, subjects};
use crate::plan::{Address, Entry};

/// Returns the part of a difference that also differs from another parent.
pub(super) fn in_both(difference: Difference, others: &[Difference]) -> Option<Difference> {
    let mut alike = others
        .iter()
        .filter(|other| other.subject == difference.subject);
    let What::Log(change) = difference.what else {
        return alike
            .any(|other| other.what == difference.what)
            .then_some(difference);
    };
    let other = alike.find_map(|other| match &other.what {
        What::Log(other) => Some(other),
        _ => None,
    })?;
    let both = |mine: &[Entry], theirs: &[Entry]| -> Vec<Entry> {
        let common = mine.iter().filter(|entry| theirs.contains(entry));
        common.cloned().collect()
    };
    let altered = change.altered.iter();
    let common = LogChange {
        added: both(&change.added, &other.added),
        deleted: both(&change.deleted, &other.deleted),
        altered: altered
            .filter(|(_, new)| other.altered.iter().any(|(_, known)| known == new))
            .cloned()
            .collect(),
        ..*change
    };
    (!common.is_empty()).then(|| Difference {
        subject: difference.subject,
        what: What::Log(Box::new(common)),
    })
}

/// Returns the part of a difference between a side of a merge and the merge that goes against what that side had changed
/// itself, `own`.
pub(super) fn settled(difference: &Difference, own: &[Difference]) -> Option<Difference> {
    let mut own = own.iter().filter(|own| is_same_place(own, difference));
    let What::Log(change) = &difference.what else {
        return own.next().map(|_| difference.clone());
    };
    let own = own.find_map(|own| match &own.what {
        What::Log(own) => Some(own),
        _ => None,
    })?;
    let wrote = |entry: &Entry| {
        let altered = own.altered.iter().map(|(_, new)| new);
        own.added.iter().chain(altered).any(|it| same(it, entry))
    };
    let part = LogChange {
        added: (change.added.iter())
            .filter(|entry| own.deleted.iter().any(|it| same(it, entry)))
            .cloned()
            .collect(),
        altered: (change.altered.iter())
            .filter(|(old, _)| wrote(old))
            .cloned()
            .collect(),
        deleted: (change.deleted.iter())
            .filter(|entry| wrote(entry))
            .cloned()
            .collect(),
        ..LogChange::clone(change)
    };
    (!part.is_empty()).then(|| Difference {
        subject: difference.subject.clone(),
        what: What::Log(Box::new(part)),
    })
}

/// Returns whether two differences are about the same field of the same subject; a subject that comes or goes is about
/// all its fields.
pub(super) fn is_same_place(one: &Difference, other: &Difference) -> bool {
    let is_whole = |what: &What| matches!(what, What::Added | What::Removed);
    let is_log = |what: &What| matches!(what, What::Log(_));
    let (a, b) = (&one.what, &other.what);
    let subject = |it: &Difference| (it.subject.kind, it.subject.id.clone());
    subject(one) == subject(other)
        && match (a.field(), b.field()) {
            (Some(field), Some(other)) => field == other,
            _ if is_log(a) || is_log(b) => is_log(a) && is_log(b),
            _ => is_whole(a) || is_whole(b) || discriminant(a) == discriminant(b),
        }
}

/// Compares one item in two versions; also returns its earlier number if it had another.
pub(super) fn compare_item(
    before: &Version,
    after: &Version,
    address: &Address,
) -> (Vec<Difference>, Option<String>) {
    let all = compare(before, after);
    if all.is_empty() {
        return (Vec::new(), None);
    }
    let earlier = earlier_address(&all, after, address);
    let was_at = earlier.as_deref().unwrap_or(&address.path);
    let inherited = FromAbove::of([before, after], was_at, &address.path);
    let mut differences: Vec<Difference> = all
        .iter()
        .filter(|difference| {
            difference.is_of_the_unreadable()
                || difference.is_about(address)
                || inherited.has(difference)
        })
        .cloned()
        .collect();
    // An action comes or goes as one difference; the milestone's own part in it is named.
    if let Some((action, _)) = address.path.split_once('/') {
        for difference in &all {
            let version = match difference.what {
                What::Added => after,
                What::Removed => before,
                _ => continue,
            };
            if difference.subject.kind == SubjectKind::Action && difference.subject.id == action {
                differences.splice(..0, whole(version, address, &difference.what));
            }
        }
    }
    // So does a plan.
    match (&before.document, &after.document) {
        (None, Some(_)) if before.errors.is_empty() => {
            differences.splice(..0, whole(after, address, &What::Added));
        }
        (Some(_), None) if after.errors.is_empty() => {
            differences.extend(whole(before, address, &What::Removed));
        }
        _ => {}
    }
    (differences, earlier)
}

fn whole(version: &Version, address: &Address, what: &What) -> Vec<Difference> {
    let Some(document) = &version.document else {
        return Vec::new();
    };
    // An occurrence comes and goes with the recurrence too.
    let has = |path: &str| {
        version
            .plan()
            .is_some_and(|plan| plan.milestone(path).is_some())
    };
    if address.path.contains('@') && !has(&address.path) {
        return Vec::new();
    }
    let actions = document.actions.iter().map(subjects::action);
    let milestones = document.actions.iter().flat_map(|action| {
        let own = action.milestones.iter();
        own.map(|milestone| subjects::milestone(action, milestone))
    });
    let indicators = document.indicators.iter().map(subjects::indicator);
    let is_meant = |subject: &Subject| {
        let is_around =
            subject.kind == SubjectKind::Milestone && subject.id == definition(&address.path);
        is_around || subject.id == address.path
    };
    let mut found: Vec<Subject> = actions
        .chain(milestones)
        .chain(indicators)
        .filter(is_meant)
        .collect();
    // What an item owes in a phase of which it says nothing has no place of its own.
    if found.is_empty()
        && has(&address.path)
        && let Some((action, _)) = address.path.split_once('/')
    {
        let around = document.actions.iter().find(|known| known.id == action);
        found.extend(around.map(subjects::action));
    }
    found
        .into_iter()
        .map(|subject| Difference {
            subject,
            what: what.clone(),
        })
        .collect()
}

/// Returns whether a plan has a milestone in words of its own.
fn is_written_out(version: &Version, path: &str) -> bool {
    let document = version.document.as_ref();
    let mut actions = document.into_iter().flat_map(|document| &document.actions);
    actions.any(|action| {
        let mut own = action.milestones.iter();
        own.any(|milestone| subjects::milestone(action, milestone).id == path)
    })
}

/// Returns the number that the item had before it was renumbered. A milestone that the plan does not write out has the
/// id of its phase.
fn earlier_address(
    differences: &[Difference],
    after: &Version,
    address: &Address,
) -> Option<String> {
    let (action, rest) = match address.path.split_once('/') {
        Some((action, rest)) => (action, Some(rest)),
        None => (address.path.as_str(), None),
    };
    let mut earlier_action = None;
    let mut earlier_rest = None;
    for difference in differences {
        let What::Renumbered { from } = &difference.what else {
            continue;
        };
        let id = &difference.subject.id;
        if difference.subject.kind == SubjectKind::Phase {
            if rest == Some(id) && !is_written_out(after, &address.path) {
                earlier_rest = Some(from.clone());
            }
        } else if id == action {
            earlier_action = Some(from.clone());
        } else if let Some(rest) = rest
            && let Some(name) = id.strip_prefix(action).and_then(|id| id.strip_prefix('/'))
            && rest.split('@').next() == Some(name)
        {
            earlier_rest = Some(rest.replacen(name, from, 1));
        }
    }
    if earlier_action.is_none() && earlier_rest.is_none() {
        return None;
    }
    let action = earlier_action.unwrap_or_else(|| action.to_owned());
    let rest = earlier_rest.or_else(|| rest.map(str::to_owned));
    Some(rest.map_or(action.clone(), |rest| format!("{action}/{rest}")))
}
