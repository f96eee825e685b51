//! Which items of a plan and of the newer draft are the same.

use super::has_number;
use crate::diff::SubjectKind;
use crate::merge::items::{WrittenField, WrittenItem, same};

/// Tells whether an item of the plan and one of the newer draft are the same.
type PairRule<'r> = &'r dyn Fn(&WrittenItem, &WrittenItem) -> bool;

/// Returns the items of both that are the same one. A milestone of which the newer draft says all that the earlier one
/// said is the same, though people may have reworded it. Other items are known by their titles, because an id is only a
/// place in the document or the draft, an action with another title by what it counts, a unit by any of its names.
///
/// What people added under an id that the newer draft gives to something else (`is_read` says no) is another item.
pub(super) fn pairs<'i>(
    base: Option<&WrittenItem>,
    is_read: &dyn Fn(&WrittenItem) -> bool,
    ours: &'i WrittenItem,
    theirs: &'i WrittenItem,
) -> Vec<(&'i WrittenItem, &'i WrittenItem)> {
    let mut pairs: Vec<(&WrittenItem, &WrittenItem)> = Vec::new();
    let title = |item: &WrittenItem| item.title_field().map(WrittenField::words);
    let by_title = |our: &WrittenItem, their: &WrittenItem| {
        (has_number(our) || our.name.is_a(SubjectKind::Milestone))
            && our.name.kind == their.name.kind
            && title(our).is_some_and(|our| Some(our) == title(their))
    };
    // 加强师资 became 强化师资, and what it counts is 培训教师 as before.
    let by_milestone = |our: &WrittenItem, their: &WrittenItem| {
        let titles = |item: &WrittenItem| -> Vec<String> {
            let milestones = item
                .children
                .iter()
                .filter(|it| it.name.is_a(SubjectKind::Milestone));
            milestones.filter_map(title).collect()
        };
        let theirs = titles(their);
        our.name.is_a(SubjectKind::Action)
            && their.name.is_a(SubjectKind::Action)
            && titles(our).iter().any(|title| theirs.contains(title))
    };
    let as_before = |our: &WrittenItem, their: &WrittenItem| {
        let was = base.and_then(|base| base.child(&our.name));
        our.name.is_a(SubjectKind::Milestone) && was.is_some_and(|was| says_the_same(was, their))
    };
    let by_title_and_id =
        |our: &WrittenItem, their: &WrittenItem| our.name == their.name && by_title(our, their);
    let by_name = |our: &WrittenItem, their: &WrittenItem| {
        our.name == their.name && (is_read(our) || our.name.is_a(SubjectKind::Unit))
            || our.name.is_a(SubjectKind::Unit)
                && their.name.is_a(SubjectKind::Unit)
                && names_of(our).contains(&their.name.id)
    };
    let rules: [PairRule<'_>; 5] = [
        &as_before, &by_title_and_id, &by_title, &by_milestone, &by_name,
    ];
    for is_pair in rules {
        let is_free = |pairs: &[(&WrittenItem, &WrittenItem)], item: &WrittenItem| {
            let is_it = |known: &WrittenItem| std::ptr::eq(known, item);
            !pairs.iter().any(|(our, their)| is_it(our) || is_it(their))
        };
        let mut found = Vec::new();
        for their in theirs
            .children
            .iter()
            .filter(|their| is_free(&pairs, their))
        {
            let ours = ours.children.iter();
            let alike: Vec<&WrittenItem> = ours
                .filter(|our| is_free(&pairs, our) && is_pair(our, their))
                .collect();
            found.extend(alike.into_iter().map(|our| (our, their)));
        }
        // Several that are alike cannot be distinguished.
        let is_only = |(our, their): &&(&'i WrittenItem, &'i WrittenItem)| {
            let same = |a: &WrittenItem, b: &WrittenItem| std::ptr::eq(a, b);
            let ours = found.iter().filter(|(other, _)| same(other, our)).count();
            let theirs = found.iter().filter(|(_, other)| same(other, their)).count();
            ours == 1 && theirs == 1
        };
        let only: Vec<_> = found.iter().filter(is_only).copied().collect();
        pairs.extend(only);
    }
    pairs
}

/// Returns the aliases of a unit.
fn names_of(unit: &WrittenItem) -> Vec<String> {
    let aliases = unit.field_called("aliases");
    let table = aliases.and_then(|field| field.text.parse::<toml::Table>().ok());
    let names = table
        .as_ref()
        .and_then(|table| table.get("aliases")?.as_array());
    let names = names.into_iter().flatten();
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// Returns whether two items say the same but for their ids.
fn says_the_same(one: &WrittenItem, other: &WrittenItem) -> bool {
    let fields = one.fields.iter().chain(&other.fields);
    let mut keys = fields.map(|field| &field.key).filter(|key| **key != ["id"]);
    one.name.kind == other.name.kind
        && keys.all(|key| same(&one.path, one.field(key), other.field(key)))
}
