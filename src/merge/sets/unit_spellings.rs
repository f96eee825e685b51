//! The names that three versions of a plan have for one unit: a field in which they differ by the spelling alone is
//! merged as if all spelled it alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diff::SubjectKind;
use crate::merge::field_comments::FieldVersions;
use crate::merge::items::{ItemName, WrittenField, WrittenItem};
use crate::merge::{MergeSide, Versions};
use crate::plan::plain_name;
use crate::store::progress::entry_text::quoted;
use crate::store::{Patch, patched};

/// The keys whose values name units, now or before an amendment.
const NAMING: [&str; 5] = ["lead", "support", "answers", "members", "units"];

/// Which unit each name means in the versions of a plan.
#[derive(Default)]
pub(in crate::merge) struct UnitSpellings(Versions<VersionSpellings>);

/// Which unit each name means in one version.
#[derive(Default)]
struct VersionSpellings {
    /// The unit of each name, by the name that the unit has in the base if it is there.
    known: HashMap<String, String>,
    /// The units that the version renamed, each with its name there.
    renamed: HashMap<String, String>,
}

impl VersionSpellings {
    fn of(base: &WrittenItem, plan: &WrittenItem) -> Self {
        let mut spellings = Self::default();
        let renamed = renamed_units(base, plan);
        let renamed = renamed.into_iter().map(|[was, now]| (&now.id, &was.id));
        let renamed: HashMap<&String, &String> = renamed.collect();
        for unit in units_of(plan) {
            let now = &unit.name.id;
            let key = renamed.get(now).copied().unwrap_or(now);
            for name in names_of(unit) {
                let known = spellings.known.entry(name);
                known.or_insert_with(|| key.clone());
            }
            if key != now {
                spellings.renamed.insert(key.clone(), now.clone());
            }
        }
        spellings
    }

    /// Returns the unit that a name means; an unknown name is its own.
    fn key<'n>(&'n self, name: &'n str) -> &'n str {
        let exact = self.known.get(name);
        let alike = || self.known.get(plain_name(name).as_ref());
        exact.or_else(alike).map_or(name, String::as_str)
    }
}

impl UnitSpellings {
    pub(in crate::merge) fn of(plans: Versions<&WrittenItem>) -> Self {
        Self(plans.map(|plan| VersionSpellings::of(plans.base, plan)))
    }

    /// Returns the versions of a field with one spelling for each unit; `None` if they have that already.
    pub(in crate::merge) fn respelled(
        &self,
        of: FieldVersions<'_>,
    ) -> Option<Versions<Option<WrittenField>>> {
        let spellings = self.0.each_ref();
        if spellings.all().iter().all(|it| it.known.is_empty()) {
            return None;
        }
        let mut sides = of.sides().into_iter().flatten();
        if sides.all(|side| of.base.is_some_and(|base| base.text == side.text)) {
            return None;
        }
        let named = of.map(|field| field.map_or_else(Vec::new, named_units));
        let mut spelled_twice = BTreeSet::new();
        let spelled = spellings.zip(named.each_ref()).map(|(version, names)| {
            let mut spelled: HashMap<&str, &str> = HashMap::new();
            for (name, _) in names {
                let key = version.key(name);
                if spelled.entry(key).or_insert(name) != name {
                    spelled_twice.insert(key);
                }
            }
            spelled
        });
        let mut is_changed = false;
        let versions = of.zip(spellings).zip(named.each_ref());
        let respelled = versions.map(|((field, version), names)| {
            let field = field?;
            let patches = names.iter().filter_map(|(name, span)| {
                let key = version.key(name);
                if spelled_twice.contains(key) {
                    return None;
                }
                let said = spelled.each_ref().map(|spelled| spelled.get(key).copied());
                let agreed = self.agreed(key, said)?;
                let new = (agreed != name).then(|| quoted(agreed))?;
                let at = span.clone();
                Some(Patch { at, new })
            });
            let patches: Vec<Patch> = patches.collect();
            is_changed |= !patches.is_empty();
            let text = patched(&field.text, &patches);
            let field = field.clone();
            Some(WrittenField { text, ..field })
        });
        is_changed.then_some(respelled)
    }

    /// Returns the spelling that the versions of a field agree on: what one side alone changed, a new name before the
    /// old one.
    fn agreed<'n>(&'n self, key: &str, said: Versions<Option<&'n str>>) -> Option<&'n str> {
        let later = |name: &'n str, other: MergeSide| {
            let now = self.0[other].renamed.get(key).filter(|_| name == key);
            now.map_or(name, String::as_str)
        };
        match (said.ours, said.theirs) {
            (Some(ours), Some(theirs)) => {
                let changed = said.one_sided();
                changed.unwrap_or(said.base.or(Some(ours.min(theirs))))
            }
            (Some(ours), None) => Some(later(ours, MergeSide::Theirs)),
            (None, Some(theirs)) => Some(later(theirs, MergeSide::Ours)),
            (None, None) => said.base,
        }
    }
}

/// Returns the units that a side gave another name, each with its name before and now: the unit of a new name keeps the
/// old one.
pub(in crate::merge) fn renamed_units<'i>(
    base: &'i WrittenItem,
    side: &'i WrittenItem,
) -> Vec<[&'i ItemName; 2]> {
    let lacking = |of: &'i WrittenItem, other: &WrittenItem| {
        let units = units_of(of).filter(|unit| other.child(&unit.name).is_none());
        units.collect::<Vec<&WrittenItem>>()
    };
    let (gone, new) = (lacking(base, side), lacking(side, base));
    let mut kept: HashMap<String, Vec<&ItemName>> = HashMap::new();
    for now in new {
        let names: BTreeSet<String> = names_of(now).collect();
        for name in names {
            kept.entry(name).or_default().push(&now.name);
        }
    }
    // If several units became one, none of them is taken for it.
    let mut joined: BTreeMap<&ItemName, Vec<&ItemName>> = BTreeMap::new();
    for was in gone {
        if let Some([now]) = kept.get(&was.name.id).map(Vec::as_slice) {
            joined.entry(now).or_default().push(&was.name);
        }
    }
    let pairs = joined
        .into_iter()
        .filter_map(|(now, were)| match were.as_slice() {
            [was] => Some([*was, now]),
            _ => None,
        });
    pairs.collect()
}

fn units_of(plan: &WrittenItem) -> impl Iterator<Item = &WrittenItem> {
    let items = plan.children.iter();
    items.filter(|item| item.name.is_a(SubjectKind::Unit))
}

/// Iterates over all names of a unit, the present one first, as they are and in plain characters.
fn names_of(unit: &WrittenItem) -> impl Iterator<Item = String> {
    let listed = |key: &str, name: fn(&toml::Value) -> Option<&str>| -> Vec<String> {
        let list = unit.field_called(key).map(|field| field.value(&unit.path));
        let list = list.as_ref().and_then(toml::Value::as_array);
        let names = list.into_iter().flatten().filter_map(name);
        names.map(str::to_owned).collect()
    };
    let aliases = listed("aliases", toml::Value::as_str);
    let former = listed("former", |was| was.get("name")?.as_str());
    let names = [unit.name.id.clone()].into_iter().chain(aliases);
    let names: Vec<String> = names.chain(former).collect();
    let plain = names.clone().into_iter();
    let plain = plain.map(|name| plain_name(&name).into_owned());
    names.into_iter().chain(plain.collect::<Vec<_>>())
}

/// Returns the names of units in a field, each with its place.
fn named_units(field: &WrittenField) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    if let Ok(table) = DeTable::parse(&field.text) {
        units_in(table.get_ref(), &mut found);
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

fn units_in(table: &DeTable<'_>, found: &mut Vec<(String, Range<usize>)>) {
    for (key, value) in table {
        let is_naming = NAMING.contains(&key.get_ref().as_ref());
        for value in one_or_several(value) {
            match value.get_ref() {
                DeValue::String(name) if is_naming => {
                    found.push((name.as_ref().to_owned(), value.span()));
                }
                DeValue::Table(inner) => units_in(inner, found),
                _ => {}
            }
        }
    }
}

/// Iterates over a value, or over those of a list.
fn one_or_several<'v, 'i>(
    value: &'v Spanned<DeValue<'i>>,
) -> impl Iterator<Item = &'v Spanned<DeValue<'i>>> {
    let list = value.get_ref().as_array();
    let one = list.is_none().then_some(value);
    one.into_iter().chain(list.into_iter().flatten())
}
