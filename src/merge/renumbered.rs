//! What a side gave another id: which item of the base is which of the side.

use crate::diff::SubjectKind;

use super::items::{ItemName, WrittenItem};
use super::parted_ids::{known_by, said};
use super::sets::unit_spellings::renamed_units;

/// The items that a side gave another id, each with its name before and now.
#[derive(Default)]
pub(super) struct Renumbered<'i>(Vec<(&'i ItemName, &'i ItemName)>);

impl<'i> Renumbered<'i> {
    /// Returns the base item that has this name now.
    pub(super) fn before<'b>(
        &self,
        base: Option<&'b WrittenItem>,
        name: &ItemName,
    ) -> Option<&'b WrittenItem> {
        let base = base?;
        match self.0.iter().find(|(_, now)| *now == name) {
            Some((was, _)) => base.child(was),
            None if self.moved_on(name) => None,
            None => base.child(name),
        }
    }

    /// Iterates over the names before and now.
    pub(super) fn names(&self) -> impl Iterator<Item = [&'i ItemName; 2]> {
        self.0.iter().map(|(was, now)| [*was, *now])
    }

    /// Returns the present name of a base item, if no other item took it.
    pub(super) fn now<'n>(&self, was: &'n ItemName) -> Option<&'n ItemName>
    where
        'i: 'n,
    {
        match self.0.iter().find(|(old, _)| *old == was) {
            Some((_, now)) => Some(now),
            None => self.0.iter().all(|(_, now)| *now != was).then_some(was),
        }
    }

    /// Returns whether the base item of a name has another one now.
    fn moved_on(&self, was: &ItemName) -> bool {
        self.0.iter().any(|(old, _)| *old == was)
    }
}

/// Returns the item that passes a test, if it is the only one.
fn only<'i>(
    among: &[&'i WrittenItem],
    is_it: impl Fn(&WrittenItem) -> bool,
) -> Option<&'i WrittenItem> {
    let mut alike = among.iter().filter(|item| is_it(item));
    let first = alike.next().copied();
    first.filter(|_| alike.next().is_none())
}

/// Returns the items that a side gave another id, or the units it gave another name. Such an item is recognized by
/// everything else that it contains, else by its title, else by its contents; two that are alike cannot be
/// distinguished.
pub(super) fn renumbered<'i>(base: &'i WrittenItem, side: &'i WrittenItem) -> Renumbered<'i> {
    // The id of an item that moved on may be another's.
    let lacks = |of: &'i WrittenItem, other: &WrittenItem| {
        let items = of.children.iter();
        let lacks = |item: &&WrittenItem| !other.child(&item.name).is_some_and(|it| it.means(item));
        items.filter(lacks).collect::<Vec<&WrittenItem>>()
    };
    let (mut gone, mut new) = (lacks(base, side), lacks(side, base));
    let units = renamed_units(base, side);
    let is_renamed_unit = |item: &WrittenItem| {
        let mut names = units.iter().flatten();
        names.any(|name| **name == item.name)
    };
    gone.retain(|item| !is_renamed_unit(item));
    new.retain(|item| !is_renamed_unit(item));
    let units = units.into_iter().map(|[was, now]| (was, now));
    let mut pairing = Pairing {
        base,
        side,
        gone,
        new,
        found: Renumbered(units.collect()),
    };
    pairing.pair(&|was, now| now.is_renumbered(was));
    pairing.leave_in_place();
    while pairing.pair_into_free_ids() || pairing.pair_exchanged() {}
    pairing.leave_known_ids();
    pairing.pair(&|was, now| is_alike(was, now, |item| said(item, "summary")));
    pairing.pair(&has_its_milestones);
    pairing.pair_sections();
    pairing.found
}

/// The items of a base and a side that are not paired yet.
struct Pairing<'i> {
    base: &'i WrittenItem,
    side: &'i WrittenItem,
    gone: Vec<&'i WrittenItem>,
    new: Vec<&'i WrittenItem>,
    found: Renumbered<'i>,
}

impl<'i> Pairing<'i> {
    /// Pairs the items that each fit only the other; returns whether there are any.
    fn pair(&mut self, is_it: &dyn Fn(&WrittenItem, &WrittenItem) -> bool) -> bool {
        let is_it = |was: &WrittenItem, now: &WrittenItem| {
            was.name.kind == now.name.kind && was.name != now.name && is_it(was, now)
        };
        let pair = |was: &&'i WrittenItem| {
            let now = only(&self.new, |now| is_it(was, now))?;
            only(&self.gone, |was| is_it(was, now))?;
            Some((&was.name, &now.name))
        };
        let pairs: Vec<_> = self.gone.iter().filter_map(pair).collect();
        self.gone
            .retain(|item| pairs.iter().all(|(was, _)| **was != item.name));
        self.new
            .retain(|item| pairs.iter().all(|(_, now)| **now != item.name));
        let is_any = !pairs.is_empty();
        self.found.0.extend(pairs);
        is_any
    }

    /// Leaves out what has its title under its old id.
    fn leave_in_place(&mut self) {
        let (base, side) = (self.base, self.side);
        let stays = |item: &WrittenItem, other: &WrittenItem| {
            let other = other.child(&item.name);
            other.is_some_and(|other| is_alike(item, other, known_by))
        };
        self.gone.retain(|item| !stays(item, side));
        self.new.retain(|item| !stays(item, base));
    }

    /// Pairs by titles under ids that are new, or whose items moved on: elsewhere titles alone may have been exchanged.
    fn pair_into_free_ids(&mut self) -> bool {
        let is_free = |found: &Renumbered<'_>, now: &WrittenItem| {
            self.base.child(&now.name).is_none() || found.moved_on(&now.name)
        };
        let free: Vec<&ItemName> = self
            .new
            .iter()
            .filter(|now| is_free(&self.found, now))
            .map(|now| &now.name)
            .collect();
        self.pair(&|was, now| free.contains(&&now.name) && is_alike(was, now, known_by))
    }

    /// Pairs actions by titles under ids that both have, if milestones went along with the title and none stayed; returns
    /// whether there are any.
    fn pair_exchanged(&mut self) -> bool {
        let side = self.side;
        self.pair(&|was, now| {
            let left = side.child(&was.name);
            let stays = left.is_none_or(|left| has_any_milestone(was, left));
            is_alike(was, now, known_by) && has_any_milestone(was, now) && !stays
        })
    }

    /// Leaves out what has an id that both have: without its title, nothing says that it moved.
    fn leave_known_ids(&mut self) {
        let (base, side) = (self.base, self.side);
        self.gone.retain(|item| side.child(&item.name).is_none());
        self.new.retain(|item| base.child(&item.name).is_none());
    }

    /// Pairs the sections whose items all went from one to the other.
    fn pair_sections(&mut self) {
        let moved: Vec<[&ItemName; 2]> = self.found.names().collect();
        let side = self.side;
        self.pair(&|was, now| {
            let mut items = moved.iter().filter(|[item, _]| is_below(item, &was.name));
            let stays = side.children.iter().any(|it| is_below(&it.name, &was.name));
            let goes_along = |[_, item]: &[&ItemName; 2]| is_below(item, &now.name);
            !stays && items.clone().next().is_some() && items.all(goes_along)
        });
    }
}

/// Returns whether two items are known by the same.
fn is_alike(
    one: &WrittenItem,
    other: &WrittenItem,
    known_by: fn(&WrittenItem) -> Option<String>,
) -> bool {
    let known = known_by(one);
    known.is_some() && known == known_by(other)
}

/// Returns whether an action has a milestone of another, by its id and title.
fn has_any_milestone(was: &WrittenItem, now: &WrittenItem) -> bool {
    let mut milestones = was.children.iter();
    milestones.any(|it| {
        let other = now.child(&it.name);
        other.is_some_and(|other| is_alike(it, other, known_by))
    })
}

/// Returns whether an action has the milestones of another, with the titles by which they are known.
fn has_its_milestones(was: &WrittenItem, now: &WrittenItem) -> bool {
    let is_kept = |milestone: &WrittenItem| {
        let other = now.child(&milestone.name);
        other.is_some_and(|other| other.means(milestone))
    };
    was.children.len() == now.children.len()
        && was.children.iter().all(is_kept)
        && was.children.iter().any(|it| known_by(it).is_some())
}

/// Returns whether an item is one of a section.
fn is_below(item: &ItemName, section: &ItemName) -> bool {
    let rest = item.id.strip_prefix(&section.id);
    section.is_a(SubjectKind::Section)
        && item.is_one_of(&[SubjectKind::Action, SubjectKind::Section])
        && rest.is_some_and(|rest| rest.starts_with('.'))
}
