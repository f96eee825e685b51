//! Merging of the items in an item: pairs those of one side with those of the other, and places new ones.

use std::collections::HashSet;

use crate::diff::SubjectKind;
use crate::plan::natural_cmp;

use super::Versions;
use super::conflict::Choice;
use super::items::{FileShape, ItemName, WrittenItem};
use super::renumbered::{Renumbered, renumbered};
use super::sets::unit_spellings::UnitSpellings;
use super::three_way::ThreeWay;
use super::written::{end_apart, insert_apart, last_tail, place_after};

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
        if let Some(base) = base {
            let versions = Versions::new(base, ours, theirs);
            keep_order(versions, [&our_new, &their_new], merged);
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

/// Keeps the order into which one side alone put the items that every version has; if both did, that of ours.
fn keep_order(of: Versions<&WrittenItem>, new: [&Renumbered<'_>; 2], merged: &mut WrittenItem) {
    let [our_new, their_new] = new;
    let names = |new: &Renumbered<'_>, side: &WrittenItem| -> Vec<ItemName> {
        let items = side.children.iter();
        items
            .filter_map(|item| base_name(of.base, new, item))
            .collect()
    };
    let orders = Versions::new(
        names(&Renumbered::default(), of.base),
        names(our_new, of.ours),
        names(their_new, of.theirs),
    );
    let sets = orders
        .each_ref()
        .sides()
        .map(|names| names.iter().collect::<HashSet<_>>());
    let kept = |order: &Vec<ItemName>| -> Vec<ItemName> {
        let kept = |name: &&ItemName| sets.iter().all(|set| set.contains(name));
        order.iter().filter(kept).cloned().collect()
    };
    let kept = orders.each_ref().map(kept);
    if kept.ours == kept.base && kept.theirs == kept.base {
        return;
    }
    if kept.ours == kept.base {
        put_in_order(merged, |item| {
            let by_them = item.id_by == Some(Choice::Theirs);
            let name = base_name(of.base, new[usize::from(by_them)], item)?;
            kept.theirs.iter().position(|known| *known == name)
        });
    }
    separate_as_before(of.base, merged);
}

/// Returns the name that an item of a side has in the base.
fn base_name(base: &WrittenItem, new: &Renumbered<'_>, item: &WrittenItem) -> Option<ItemName> {
    let before = new.before(Some(base), &item.name);
    before.map(|before| before.name.clone())
}

/// Puts items in order. One without a place stays behind its neighbour.
fn put_in_order(merged: &mut WrittenItem, place_of: impl Fn(&WrittenItem) -> Option<usize>) {
    let mut placed: Vec<(Option<usize>, WrittenItem)> = Vec::new();
    for item in std::mem::take(&mut merged.children) {
        let behind = placed.last().and_then(|(place, _)| *place);
        placed.push((place_of(&item).or(behind), item));
    }
    placed.sort_by_key(|(place, _)| *place);
    merged.children = placed.into_iter().map(|(_, item)| item).collect();
}

/// Separates reordered items by blank lines, if those of the base are.
fn separate_as_before(base: &WrittenItem, merged: &mut WrittenItem) {
    let ends_apart = |item: &WrittenItem| item.text().ends_with("\n\n");
    let Some((base_last, base_before)) = base.children.split_last() else {
        return;
    };
    if !base_before.iter().all(ends_apart) {
        return;
    }
    for at in 1..merged.children.len() {
        if !merged.children[at].lead.starts_with('\n') {
            end_apart(&mut merged.children[at - 1]);
        }
    }
    let last = merged.children.last_mut();
    if let Some(last) = last.filter(|last| ends_apart(last) && !ends_apart(base_last)) {
        last_tail(last).pop();
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
