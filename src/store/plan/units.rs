//! Reading of units.

use std::collections::{BTreeSet, HashMap};
use std::iter;
use std::ops::Range;

use crate::plan::{
    ActionDef, Amendment, Day, Former, Members, SectionDef, Unit, UnitIx, UnitKind, Units, Was,
    plain_name,
};
use crate::text::Flaw;

use super::amendments::was;
use crate::store::closest_units;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};

/// Reads the units, with the spans of their names.
pub(crate) fn units(
    root: &Fields<'_, '_>,
    amendments: &[Amendment],
    flaws: &mut Flaws,
) -> (Units, Vec<Range<usize>>) {
    let read: Vec<WrittenUnit> = root
        .tables("unit", flaws)
        .map(|fields| WrittenUnit::read(fields, amendments, flaws))
        .collect();
    note_taken_names(&read, flaws);
    let mut list = Vec::with_capacity(read.len());
    let mut members = Vec::with_capacity(read.len());
    let mut spans = Vec::with_capacity(read.len());
    for unit in read {
        spans.push(unit.name.span);
        members.push((unit.members, unit.was));
        list.push(Unit {
            name: unit.name.value,
            aliases: unit.aliases.into_iter().map(|spot| spot.value).collect(),
            former: unit
                .former
                .into_iter()
                .map(|(name, until)| Former {
                    name: name.value,
                    until,
                })
                .collect(),
            kind: unit.kind,
            is_supervisor: unit.is_supervisor,
            members: Members::Listed(Vec::new()),
            was: Vec::new(),
        });
    }
    let units = Units::new(list);
    let members = members
        .into_iter()
        .map(|(members, was)| {
            let members = members.resolve(&units, flaws);
            let was = was.into_iter().map(|old| Was {
                until: old.until,
                by: old.by,
                fields: old.fields.map(|members| members.resolve(&units, flaws)),
            });
            (members, was.collect())
        })
        .collect();
    let units = units.with_members(members);
    note_circular_members(&units, &spans, flaws);
    (units, spans)
}

/// A unit as written.
struct WrittenUnit {
    name: Spot<String>,
    aliases: Vec<Spot<String>>,
    former: Vec<(Spot<String>, Day)>,
    kind: UnitKind,
    is_supervisor: bool,
    members: MembersText,
    was: Vec<Was<Option<MembersText>>>,
}

impl WrittenUnit {
    fn read(fields: Fields<'_, '_>, amendments: &[Amendment], flaws: &mut Flaws) -> Self {
        let name = fields.need_text("name", flaws);
        let aliases = fields.texts("aliases", flaws).unwrap_or_default();
        let former = former_names(&fields, flaws);
        let kind = fields.choice("kind", &UnitKind::KEYS, flaws);
        let is_supervisor = fields
            .choice("role", &[((), "supervisor")], flaws)
            .is_some();
        let members = MembersText::read(&fields, flaws);
        let was = was(&fields, amendments, flaws, |old, flaws| {
            old.has("members").then(|| MembersText::read(old, flaws))
        });
        match kind {
            Some(UnitKind::Collective) if members.is_empty() => {
                let name = name.value.clone();
                flaws.note(spans_of(&fields, "name"), Flaw::NoMembers { name });
            }
            Some(UnitKind::Collective) => {}
            _ if members.is_empty() && was.is_empty() => {}
            // Members of a unit that is not a collective would have no effect.
            Some(other) => {
                let (value, span) = (other.key(), spans_of(&fields, "kind"));
                let allowed = vec![UnitKind::Collective.key().to_owned()];
                flaws.bad_value(Spot { value, span }, "kind", allowed);
            }
            None => fields.need(&["kind"], flaws),
        }
        fields.finish(flaws);
        Self {
            name,
            aliases,
            former,
            kind: kind.unwrap_or(UnitKind::Government),
            is_supervisor,
            members,
            was,
        }
    }
}

/// Reports names that an earlier unit, or the same, already has.
fn note_taken_names(units: &[WrittenUnit], flaws: &mut Flaws) {
    // By the name as it should be typed, the first unit that has it.
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (ix, unit) in units.iter().enumerate() {
        let mut own: Vec<&str> = Vec::new();
        let former = unit.former.iter().map(|(name, _)| name);
        for spot in iter::once(&unit.name).chain(&unit.aliases).chain(former) {
            let plain = plain_name(&spot.value).into_owned();
            let owner = *owners.entry(plain).or_insert(ix);
            // The spellings of one name, such as full-width brackets, may all be its unit's.
            if owner != ix || own.contains(&spot.value.as_str()) {
                let (name, owner) = (spot.value.clone(), units[owner].name.value.clone());
                flaws.note(spot.span.clone(), Flaw::NameTaken { name, owner });
            }
            own.push(&spot.value);
        }
    }
}

fn spans_of(fields: &Fields<'_, '_>, key: &'static str) -> Range<usize> {
    fields.span_of(key).unwrap_or_else(|| fields.span.clone())
}

fn former_names(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<(Spot<String>, Day)> {
    let mut former = Vec::new();
    for old in fields.tables("former", flaws) {
        let name = old.need_text("name", flaws);
        if let Some(until) = old.date("until", flaws) {
            let mut before = former.iter();
            let same = before.find(|(_, day): &&(Spot<String>, Day)| *day == until.value);
            if let Some((other, _)) = same {
                let flaw = Flaw::NamesTogether {
                    name: other.value.clone(),
                    other: name.value.clone(),
                    until: until.value,
                };
                flaws.note(name.span.clone(), flaw);
            }
            former.push((name, until.value));
        }
        old.need(&["until"], flaws);
        old.finish(flaws);
    }
    former
}

/// Reports collectives that are or were members of themselves, directly or indirectly.
fn note_circular_members(units: &Units, spans: &[Range<usize>], flaws: &mut Flaws) {
    let before: Vec<Units> = member_days(units).map(|day| units.on(day)).collect();
    for ((ix, unit), span) in units.iter().zip(spans) {
        let is_circular = |units: &Units| unit.is_collective() && stands_for_itself(units, ix);
        if is_circular(units) || before.iter().any(is_circular) {
            let name = unit.name.clone();
            flaws.note(span.clone(), Flaw::CircularMembers { name });
        }
    }
}

fn stands_for_itself(units: &Units, ix: UnitIx) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![ix];
    while let Some(next) = waiting.pop() {
        if let Members::Listed(members) = &units.get(next).members {
            waiting.extend(members.iter().filter(|member| seen.insert(**member)));
        }
    }
    seen.contains(&ix)
}

/// Iterates over the last days before amendments changed members.
fn member_days(units: &Units) -> impl Iterator<Item = Day> {
    let was = units.iter().flat_map(|(_, unit)| &unit.was);
    was.filter_map(|was| was.until.pred_opt())
}

enum MembersText {
    All,
    Named(Vec<Spot<String>>),
}

impl MembersText {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Named(names) if names.is_empty())
    }

    fn read(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Self {
        let named = fields.text_or_texts("members", flaws);
        if named.len() == 1 && named[0].value == "*" {
            Self::All
        } else {
            Self::Named(named)
        }
    }

    fn resolve(self, units: &Units, flaws: &mut Flaws) -> Members {
        let Self::Named(written) = self else {
            return Members::All;
        };
        Members::Listed(units_named(&written, units, flaws))
    }
}

/// Resolves names to units, each once; reports unknown names.
pub(crate) fn units_named<T: AsRef<str>>(
    named: &[Spot<T>],
    units: &Units,
    flaws: &mut Flaws,
) -> Vec<UnitIx> {
    once_each(named, flaws, |name, flaws| unit_named(name, units, flaws))
}

/// Resolves a name to its unit; reports an unknown one.
pub(crate) fn unit_named<T: AsRef<str>>(
    name: &Spot<T>,
    units: &Units,
    flaws: &mut Flaws,
) -> Option<UnitIx> {
    let written = name.value.as_ref();
    let found = units.find(written);
    if found.is_none() {
        let flaw = Flaw::UnknownUnit {
            name: written.to_owned(),
            nearest: closest_units(written, units.iter().map(|(_, unit)| unit)),
        };
        flaws.note(name.span.clone(), flaw);
    }
    found
}

/// Resolves names with `find`, each once; reports repeated ones.
pub(crate) fn once_each<T: AsRef<str>, Ix: PartialEq>(
    named: &[Spot<T>],
    flaws: &mut Flaws,
    find: impl Fn(&Spot<T>, &mut Flaws) -> Option<Ix>,
) -> Vec<Ix> {
    let mut list = Vec::with_capacity(named.len());
    for spot in named {
        let Some(ix) = find(spot, flaws) else {
            continue;
        };
        if list.contains(&ix) {
            let name = spot.value.as_ref().to_owned();
            flaws.note(spot.span.clone(), Flaw::ListedTwice { name });
        } else {
            list.push(ix);
        }
    }
    list
}

/// Reports units that the plan never names.
pub(crate) fn note_unused_units(
    units: &Units,
    spans: Vec<Range<usize>>,
    sections: &[SectionDef],
    actions: &[ActionDef],
    flaws: &mut Flaws,
) {
    // The unit of a misspelled name would be reported as unused too.
    let is_unknown = |flaw: &Flaw| matches!(flaw, Flaw::UnknownUnit { .. });
    if flaws.found.iter().any(|(_, flaw)| is_unknown(flaw)) {
        return;
    }
    let now = sections
        .iter()
        .map(|section| &section.assignment)
        .chain(actions.iter().map(|action| &action.assignment));
    let before = sections
        .iter()
        .flat_map(|section| &section.was)
        .chain(actions.iter().flat_map(|action| &action.was))
        .map(|was| &was.fields.assignment);
    let named: Vec<UnitIx> = now
        .chain(before)
        .flat_map(|assignment| {
            let lists = [&assignment.lead, &assignment.support];
            let listed = lists.into_iter().flatten().flatten().copied();
            listed.chain(assignment.answers)
        })
        .collect();
    let before = member_days(units).flat_map(|day| units.on(day).covered(named.iter().copied()));
    let now = units.covered(named.iter().copied());
    let used: BTreeSet<UnitIx> = before.chain(now).collect();
    // What a slip has left unread may name them, or say that one owes nothing.
    let wrong = |flaw: &Flaw| match flaw {
        Flaw::WrongType { .. } => true,
        Flaw::BadValue { key, .. } => key == "role",
        _ => false,
    };
    if flaws.found.iter().any(|(_, flaw)| wrong(flaw)) {
        return;
    }
    for ((ix, unit), span) in units.iter().zip(spans) {
        // A supervisor owes nothing.
        if !used.contains(&ix) && !unit.is_supervisor && !unit.name.trim().is_empty() {
            let name = unit.name.clone();
            flaws.note(span, Flaw::UnusedUnit { name });
        }
    }
}
