//! Two different items that both sides added under one id: one keeps it, the other gets the next that is free.

use std::collections::BTreeSet;

use super::conflict::{Choice, Conflict, ConflictSubject};
use super::items::{FileShape, ItemName, WrittenField, WrittenItem, items};
use super::parted_ids::NAMED_BY_OTHERS;
use super::three_way::ThreeWay;
use super::written::typed;
use crate::diff::SubjectKind;
use crate::text::without_blanks;

/// The kinds of items that logs and people call by their ids.
const CALLED_BY_ID: [SubjectKind; 3] = [
    SubjectKind::Action,
    SubjectKind::Milestone,
    SubjectKind::Indicator,
];

impl ThreeWay<'_> {
    /// Returns whether items of both sides under one new id are two.
    pub(super) fn are_two(&self, ours: &WrittenItem, theirs: &WrittenItem) -> bool {
        let name = &ours.name;
        // Every plan has phases: without any, it is not known what is new.
        let is_called = self.shape == FileShape::Plan
            && !self.of_phases.is_empty()
            && name.is_one_of(&CALLED_BY_ID)
            && !name.id.is_empty();
        let was_there = name.is_a(SubjectKind::Milestone) && self.of_phases.contains(&name.id);
        is_called && !was_there && title_of(ours) != title_of(theirs)
    }

    /// Gives each of two items under one id its own; where nobody has chosen, ours alone stays.
    pub(super) fn part_shared_ids(
        &mut self,
        names: &[ItemName],
        sides: [&WrittenItem; 2],
        merged: &mut WrittenItem,
    ) {
        let known = sides.into_iter().flat_map(|side| &side.children);
        let mut taken: BTreeSet<ItemName> = known
            .chain(&merged.children)
            .map(|child| child.name.clone())
            .collect();
        while let Some([ours, theirs]) = two_of_one_id(&merged.children) {
            let name = merged.children[ours].name.clone();
            let next = next_free(&name, &taken);
            taken.insert(next.clone());
            let conflict = self.shared(
                names,
                [&merged.children[ours], &merged.children[theirs]],
                next.id.clone(),
            );
            let (at, id) = match (self.chosen)(&conflict) {
                None => {
                    self.open.push(conflict);
                    merged.children.remove(theirs);
                    continue;
                }
                Some(Choice::Ours) => (theirs, next.id),
                Some(Choice::Theirs) => (ours, next.id),
                Some(Choice::Text(text)) if text.trim() == name.id => {
                    let other = merged.children.remove(theirs);
                    let ours = ours - usize::from(theirs < ours);
                    let chosen = std::mem::replace(&mut self.chosen, &|_| Some(Choice::Ours));
                    merged.children[ours] = self.item(names, None, &merged.children[ours], &other);
                    self.chosen = chosen;
                    continue;
                }
                Some(Choice::Text(text)) => {
                    let typed = ItemName {
                        id: text.trim().to_owned(),
                        ..name
                    };
                    if !taken.insert(typed.clone()) && typed.id != next.id {
                        self.bad = Some(text.clone());
                    }
                    self.typed.push((conflict, text));
                    (theirs, typed.id)
                }
            };
            if !merged.children[at].renumber(&id) {
                self.bad = Some(id);
                merged.children.remove(theirs);
            }
        }
    }

    fn shared(&self, names: &[ItemName], two: [&WrittenItem; 2], next: String) -> Conflict {
        let mut item = names.to_vec();
        item.push(two[0].name.clone());
        let [ours, theirs] = two.map(|item| {
            let title = item.title_field().map(WrittenField::words);
            Some(title.unwrap_or_default())
        });
        Conflict {
            item,
            titles: self.titles(None),
            subject: ConflictSubject::SharedId { next },
            base: None,
            ours,
            theirs,
        }
    }
}

impl WrittenItem {
    /// Gives the item another id; returns whether that could be written.
    fn renumber(&mut self, id: &str) -> bool {
        let Some(field) = self.id_field() else {
            return false;
        };
        let Some(renumbered) = typed(field, id) else {
            return false;
        };
        let key = field.key.clone();
        if let Some(field) = self.fields.iter_mut().find(|field| field.key == key) {
            *field = renumbered;
        }
        id.clone_into(&mut self.name.id);
        true
    }
}

/// Returns whether a plan has two amendments, sections, phases, actions, indicators or milestones of one action under
/// one id.
pub(crate) fn has_repeated_ids(plan: &str) -> bool {
    let Some(plan) = items(plan, FileShape::Plan) else {
        return false;
    };
    let is_repeated = |item: &WrittenItem| {
        let id = item.id_field().map(WrittenField::words);
        let is_called = item.name.is_one_of(&CALLED_BY_ID) || item.name.is_one_of(&NAMED_BY_OTHERS);
        is_called && id.is_some_and(|id| id != item.name.id)
    };
    let mut all = plan.children.iter();
    all.any(|item| is_repeated(item) || item.children.iter().any(is_repeated))
}

/// Returns the title without spaces, in which a slip is not a difference.
fn title_of(item: &WrittenItem) -> String {
    let title = item.title_field().map(WrittenField::words);
    without_blanks(&title.unwrap_or_default())
}

/// Returns the places of our and their item under the first id that both sides gave.
fn two_of_one_id(items: &[WrittenItem]) -> Option<[usize; 2]> {
    let given_by = |side: Choice| {
        let items = items.iter().enumerate();
        items.filter(move |(_, item)| {
            item.name.is_one_of(&CALLED_BY_ID) && item.id_by.as_ref() == Some(&side)
        })
    };
    given_by(Choice::Ours).find_map(|(ours, item)| {
        let mut theirs = given_by(Choice::Theirs);
        let (theirs, _) = theirs.find(|(_, other)| other.name == item.name)?;
        Some([ours, theirs])
    })
}

/// Returns the next id that no item has: 3.1.10 after 3.1.9, report2 after report.
pub(super) fn next_free(name: &ItemName, taken: &BTreeSet<ItemName>) -> ItemName {
    let stem = name.id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name.id[stem.len()..].parse().unwrap_or(1_u32);
    let numbers = number.saturating_add(1)..;
    let mut ids = numbers.map(|number| ItemName {
        kind: name.kind.clone(),
        id: format!("{stem}{number}"),
    });
    ids.find(|name| !taken.contains(name))
        .unwrap_or_else(|| name.clone())
}
