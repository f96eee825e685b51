//! Amendments, sections and phases, which others name by their ids. If both sides added one under the same id, one
//! keeps it; the other gets the next free id, and all of its side that names it follows. If a side gave something
//! another id, what names it on the other side follows too.

mod renaming;

use std::collections::BTreeSet;

use crate::diff::SubjectKind;
use crate::merge::conflict::{Choice, Conflict, ConflictSubject};
use crate::merge::items::{FileShape, ItemName, WrittenItem, items};
use crate::merge::renumbered::{Renumbered, renumbered};
use crate::merge::shared_id::next_free;
use crate::merge::written::value_text;
use crate::merge::{MergeSide, Versions};
use crate::text::without_blanks;

use renaming::Renaming;

/// The kinds of items that others name by their ids.
pub(super) const NAMED_BY_OTHERS: [SubjectKind; 3] = [
    SubjectKind::Amendment,
    SubjectKind::Section,
    SubjectKind::Phase,
];

/// Three versions of a plan in which no id is that of two such items.
#[derive(Default)]
pub(super) struct PartedPlans {
    pub(super) versions: Versions<PartedVersion>,
    /// Conflicts without a choice; their item has the next id meanwhile.
    pub(super) open: Vec<Conflict>,
    /// Conflicts for which an id was typed, each with it.
    pub(super) typed: Vec<(Conflict, String)>,
    /// A typed id that cannot be given.
    pub(super) bad: Option<String>,
    /// The items that are one after all, as somebody said; our text holds.
    pub(super) as_one: Vec<ItemName>,
}

/// A version in which items may have other ids now.
#[derive(Default)]
pub(super) struct PartedVersion {
    text: String,
    /// The logs that have another name now, before and after.
    renamed_logs: Vec<(String, String)>,
}

impl PartedPlans {
    pub(super) fn of(plans: Versions<&str>, chosen: &dyn Fn(&Conflict) -> Option<Choice>) -> Self {
        let mut parted = Self {
            versions: plans.map(|text| PartedVersion {
                text: text.to_owned(),
                renamed_logs: Vec::new(),
            }),
            ..Self::default()
        };
        let read = plans.map(|text| items(text, FileShape::Plan)).all();
        let [Some(base), Some(ours), Some(theirs)] = &read else {
            return parted;
        };
        let files = Versions::new(base, ours, theirs);
        // Every plan has phases: without any, it is not known what is new.
        if !base
            .children
            .iter()
            .any(|item| item.name.is_a(SubjectKind::Phase))
        {
            return parted;
        }
        let new = [renumbered(base, ours), renumbered(base, theirs)];
        let [our_new, their_new] = &new;
        parted
            .versions
            .ours
            .go_along(base, ours, [our_new, their_new]);
        parted
            .versions
            .theirs
            .go_along(base, theirs, [their_new, our_new]);
        parted.let_base_go_along(files, [our_new, their_new]);
        let mut taken = taken_ids(files);
        for item in &ours.children {
            let name = &item.name;
            let Some(other) = theirs.child(name) else {
                continue;
            };
            let is_new = name.is_one_of(&NAMED_BY_OTHERS)
                && !name.id.is_empty()
                && base.child(name).is_none();
            if !is_new || !are_two(item, other) {
                continue;
            }
            let next = next_free(name, &taken);
            taken.insert(next.clone());
            let conflict = Conflict {
                item: vec![name.clone()],
                titles: vec![String::new()],
                subject: ConflictSubject::SharedId {
                    next: next.id.clone(),
                },
                base: None,
                ours: Some(called(item)),
                theirs: Some(called(other)),
            };
            let (side, id) = match chosen(&conflict) {
                None => {
                    parted.open.push(conflict);
                    (MergeSide::Theirs, next.id)
                }
                Some(Choice::Ours) => (MergeSide::Theirs, next.id),
                Some(Choice::Theirs) => (MergeSide::Ours, next.id),
                Some(Choice::Text(text)) if text.trim() == name.id => {
                    parted.as_one.push(name.clone());
                    continue;
                }
                Some(Choice::Text(text)) => {
                    let typed = ItemName {
                        kind: name.kind.clone(),
                        id: text.trim().to_owned(),
                    };
                    let is_free = taken.insert(typed.clone()) || typed == next;
                    if typed.id.is_empty() || !is_free {
                        parted.bad = Some(text.clone());
                    }
                    parted.typed.push((conflict, text));
                    (MergeSide::Theirs, typed.id)
                }
            };
            if !parted.versions[side].rename(name, &id, base) {
                parted.bad = Some(id);
            }
        }
        parted
    }

    /// Gives references in the base the id that one side gave their item: a reference that the other side took out is
    /// then missing there, whatever its id.
    fn let_base_go_along(
        &mut self,
        Versions { base, ours, theirs }: Versions<&WrittenItem>,
        [our_new, their_new]: [&Renumbered<'_>; 2],
    ) {
        let is_one_sided =
            |other: &Renumbered<'_>, own: &WrittenItem, [was, now]: [&ItemName; 2]| {
                let is_own = own.child(now).is_some() && base.child(now).is_none();
                let is_alike = other.names().all(|[name, id]| name != was || id == now);
                is_alike && (!is_own || other.now(was) == Some(now))
            };
        let of_ours =
            named_by_others(our_new).filter(|pair| is_one_sided(their_new, theirs, *pair));
        let of_theirs =
            named_by_others(their_new).filter(|pair| is_one_sided(our_new, ours, *pair));
        let mut pairs: Vec<[&ItemName; 2]> = of_ours.collect();
        for pair in of_theirs {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        for [name, now] in in_free_order(pairs) {
            self.versions.base.rename_in_others(name, now, base);
        }
    }

    pub(super) fn plans(&self) -> Versions<&str> {
        self.versions
            .each_ref()
            .map(|version| version.text.as_str())
    }
}

impl PartedVersion {
    /// Returns the id that the log of a milestone has now, if it is another.
    pub(super) fn log_id(&self, was: &str) -> Option<String> {
        let (key, occurrence) = was.split_at(was.find('@').unwrap_or(was.len()));
        // An item of a new section may be of a new phase too.
        let now =
            self.renamed_logs.iter().fold(
                key,
                |known, (was, now)| {
                    if was == known { now.as_str() } else { known }
                },
            );
        (now != key).then(|| format!("{now}{occurrence}"))
    }

    /// Gives an item, and whatever names it, another id; returns whether that could be written.
    fn rename(&mut self, name: &ItemName, now: &str, base: &WrittenItem) -> bool {
        let renaming = Renaming { name, now, base };
        self.take(renaming.all(&self.text, true))
    }

    /// Gives what names an item the id that the other side gave it; the item itself is merged.
    fn go_along(
        &mut self,
        base: &WrittenItem,
        own: &WrittenItem,
        [own_new, other_new]: [&Renumbered<'_>; 2],
    ) {
        for [name, now] in in_free_order(named_by_others(other_new).collect()) {
            let is_own = own.child(now).is_some() && base.child(now).is_none();
            // Its id may be another's there.
            if own.child(name).is_some() && !is_own && own_new.now(name) == Some(name) {
                self.rename_in_others(name, now, base);
            }
        }
    }

    /// Gives what names an item another id.
    fn rename_in_others(&mut self, name: &ItemName, now: &ItemName, base: &WrittenItem) {
        let now = &now.id;
        let renaming = Renaming { name, now, base };
        self.take(renaming.all(&self.text, false));
    }

    fn take(&mut self, renamed: Option<(String, Vec<(String, String)>)>) -> bool {
        let is_written = renamed.is_some();
        if let Some((text, logs)) = renamed {
            self.text = text;
            self.renamed_logs.extend(logs);
        }
        is_written
    }
}

/// Iterates over the names before and now of items that others name: those of other kinds never take their ids.
fn named_by_others<'i>(new: &Renumbered<'i>) -> impl Iterator<Item = [&'i ItemName; 2]> {
    new.names()
        .filter(|[was, _]| was.is_one_of(&NAMED_BY_OTHERS))
}

/// Returns names before and now in an order in which each new id is free: what moved on makes room. Of ids that were
/// exchanged, none is free.
fn in_free_order(mut pairs: Vec<[&ItemName; 2]>) -> Vec<[&ItemName; 2]> {
    let is_free = |pairs: &[[&ItemName; 2]], now: &ItemName| {
        let mut old = pairs.iter().map(|[was, _]| *was);
        old.all(|was| was != now)
    };
    let mut ordered = Vec::new();
    while let Some(at) = pairs.iter().position(|[_, now]| is_free(&pairs, now)) {
        ordered.push(pairs.remove(at));
    }
    ordered
}

/// Returns the ids that are in use, with those of the milestones that phases have and of the sections around items.
fn taken_ids(versions: Versions<&WrittenItem>) -> BTreeSet<ItemName> {
    let mut taken = BTreeSet::new();
    let items = versions
        .all()
        .into_iter()
        .flat_map(|version| &version.children);
    for item in items {
        taken.insert(item.name.clone());
        if item
            .name
            .is_one_of(&[SubjectKind::Action, SubjectKind::Section])
        {
            let ends = item.name.id.match_indices('.').map(|(at, _)| at);
            taken.extend(ends.map(|at| ItemName::new(SubjectKind::Section, &item.name.id[..at])));
            taken.insert(ItemName::new(SubjectKind::Section, &item.name.id));
        }
        let milestones = item.children.iter();
        taken.extend(
            milestones.map(|milestone| ItemName::new(SubjectKind::Phase, &milestone.name.id)),
        );
    }
    taken
}

/// Returns whether items of both sides are two: documents by their numbers, else by titles and days; all else by
/// titles.
fn are_two(ours: &WrittenItem, theirs: &WrittenItem) -> bool {
    let differ = |key: &str| said(ours, key) != said(theirs, key);
    if !ours.name.is_a(SubjectKind::Amendment) {
        return differ("title") || differ("name");
    }
    match (said(ours, "number"), said(theirs, "number")) {
        (Some(ours), Some(theirs)) => ours != theirs,
        _ => differ("title") || differ("on"),
    }
}

/// Returns the key of an item under whatever id: its title, of a document its number, else its title and day.
pub(super) fn known_by(item: &WrittenItem) -> Option<String> {
    let title = || said(item, "title").or_else(|| said(item, "name"));
    if !item.name.is_a(SubjectKind::Amendment) {
        return title();
    }
    let number = said(item, "number");
    number.or_else(|| Some(format!("{}\n{}", title()?, said(item, "on")?)))
}

/// Returns the value of a field without blanks, in which a slip is not a difference.
pub(super) fn said(item: &WrittenItem, key: &str) -> Option<String> {
    let text = field_text(item, key)?;
    Some(without_blanks(&text)).filter(|text| !text.is_empty())
}

/// Returns the words of a field, else its value as written.
fn field_text(item: &WrittenItem, key: &str) -> Option<String> {
    let field = item.field_called(key)?;
    let words = field.words();
    Some(if words.is_empty() {
        value_text(field)
    } else {
        words
    })
}

/// Returns the name of an item, with its number and days.
fn called(item: &WrittenItem) -> String {
    let field = |key: &str| field_text(item, key);
    let days = match (field("start"), field("end")) {
        (Some(start), Some(end)) => Some(format!("{start}..{end}")),
        (start, end) => start.or(end),
    };
    let parts = [
        field("title"),
        field("name"),
        field("number"),
        field("on"),
        days,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}
