//! Merging of the items in an item: pairs those of one side with those of the other, and places new ones.

use crate::diff::SubjectKind;
use crate::plan::natural_cmp;

use super::Versions;
use super::conflict::Choice;
use super::items::{FileShape, ItemName, WrittenItem};
use super::renumbered::{Renumbered, renumbered};
use super::sets::unit_spellings::UnitSpellings;
use super::three_way::ThreeWay;
use super::written::{insert_apart, place_after};

impl ThreeWay<'_> {
    pub(super) fn children(
        &mut self,
        names: &[ItemName],
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
        merged: &mut WrittenItem,
    ) {
        if names.is_empty() && self.shape == FileShape::Plan {
            let phases = base.into_iter().flat_map(|base| &base.children);
            let phases = phases.filter(|child| child.name.is_a(SubjectKind::Phase));
            self.of_phases = phases.map(|phase| phase.name.id.clone()).collect();
            let none = WrittenItem::default();
            let plans = Versions::new(base.unwrap_or(&none), ours, theirs);
            self.units = UnitSpellings::of(plans);
        }
        let (our_new, their_new) = match (self.shape, base) {
            (FileShape::Plan, Some(base)) => (renumbered(base, ours), renumbered(base, theirs)),
            _ => (Renumbered::default(), Renumbered::default()),
        };
        for child in &ours.children {
            let base_child = our_new.before(base, &child.name);
            let their_child = match base_child {
                Some(base) => their_new.now(&base.name).and_then(|now| theirs.child(now)),
                None => theirs.child(&child.name).filter(|their| {
                    let is_new = their_new.before(base, &their.name).is_none();
                    is_new && !self.are_two(child, their)
                }),
            };
            let merged_child = match (base_child, their_child) {
                (base, Some(theirs)) => Some(self.item(names, base, child, theirs)),
                (None, None) => Some(child.clone()),
                (Some(base), None) if child.means(base) => None,
                (Some(base), None) => self.removed(names, base, Some(child), None),
            };
            let id_by = id_given_by(base_child, Some(child), their_child);
            let merged_child = merged_child.map(|item| WrittenItem { id_by, ..item });
            merged.children.extend(merged_child);
        }
        for (at, child) in theirs.children.iter().enumerate() {
            let base_child = their_new.before(base, &child.name);
            let our_name = match base_child {
                Some(base) => our_new.now(&base.name),
                None => Some(&child.name),
            };
            let is_merged = |our: &WrittenItem| {
                let is_new = our_new.before(base, &our.name).is_none();
                base_child.is_some() || is_new && !self.are_two(our, child)
            };
            if our_name
                .and_then(|name| ours.child(name))
                .is_some_and(is_merged)
            {
                continue;
            }
            let id_by = id_given_by(base_child, None, Some(child));
            let child = match base_child {
                None => Some(child.clone()),
                Some(base) if child.means(base) => None,
                Some(base) => self.removed(names, base, None, Some(child)),
            };
            if let Some(child) = child {
                let child = WrittenItem { id_by, ..child };
                let place = place_of_theirs(merged, base, theirs, at, &child);
                insert_apart(merged, place, child);
            }
        }
        self.part_shared_ids(names, [ours, theirs], merged);
    }
}

/// Returns the side that gave an item its id, if only one did: it added the item or renumbered it.
fn id_given_by(
    base: Option<&WrittenItem>,
    ours: Option<&WrittenItem>,
    theirs: Option<&WrittenItem>,
) -> Option<Choice> {
    let is_new = |side: Option<&WrittenItem>| {
        side.is_some_and(|side| base.is_none_or(|base| base.name != side.name))
    };
    match (is_new(ours), is_new(theirs)) {
        (true, false) => Some(Choice::Ours),
        (false, true) => Some(Choice::Theirs),
        _ => None,
    }
}

/// Returns the place among the merged items of one that only their side has, which is the item `at` there.
fn place_of_theirs(
    merged: &WrittenItem,
    base: Option<&WrittenItem>,
    theirs: &WrittenItem,
    at: usize,
    child: &WrittenItem,
) -> usize {
    let place = place_after(&theirs.children[..at], |known| {
        merged.children.iter().position(|c| c.name == known.name)
    });
    let mut place = place.unwrap_or(0);
    // Items both added at one place are in natural order whichever side merges.
    while merged.children.get(place).is_some_and(|known| {
        base.and_then(|base| base.child(&known.name)).is_none()
            && theirs.child(&known.name).is_none()
            && known.name.kind == child.name.kind
            && natural_cmp(&known.name.id, &child.name.id).is_lt()
    }) {
        place += 1;
    }
    place
}
