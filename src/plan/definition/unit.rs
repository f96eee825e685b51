//! Units (责任单位), collectives and their members.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::amendment::held_on;
use super::lookalike::plain_name;
use crate::plan::{Day, Was, keyed};

/// The index of a unit in its plan; in another plan it means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIx(usize);

impl UnitIx {
    /// Makes an index in the plan's list of units.
    pub const fn new(index: usize) -> Self {
        Self(index)
    }

    /// Returns the index in the plan's list.
    pub const fn index(self) -> usize {
        self.0
    }
}

keyed! {
    /// The kind of body a unit is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum UnitKind {
        /// 党委部门
        Party = "party",
        /// 政府部门
        Government = "government",
        /// 群团组织
        MassOrganisation = "mass-organisation",
        /// 事业单位
        Institution = "institution",
        /// 各成员单位, 各乡镇: means other units
        Collective = "collective",
    }
}

/// A name a unit had before a reorganisation (机构改革).
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Former {
    /// The old name, which stays valid wherever names are read.
    pub name: String,
    /// The last day of the name.
    pub until: Day,
}

/// The units that a collective means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// `"*"`: every unit that is neither a collective nor a supervisor.
    All,
    /// The listed units; empty if the document does not say.
    Listed(Vec<UnitIx>),
}

/// A responsible unit (责任单位).
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The fullest form the document prints.
    pub name: String,
    /// Other names in the document.
    pub aliases: Vec<String>,
    /// Old names, each with its last day.
    pub former: Vec<Former>,
    /// The kind of body.
    pub kind: UnitKind,
    /// Whether the unit accepts, sends back and reminds without owing work (县政府督查室).
    pub is_supervisor: bool,
    /// The units that it means; empty unless a collective.
    pub members: Members,
    /// Members that amendments replaced.
    pub was: Vec<Was<Option<Members>>>,
}

#[cfg(test)]
impl Unit {
    /// A unit with a name and aliases.
    pub(crate) fn named(name: &str, aliases: &[&str]) -> Self {
        Self {
            name: name.into(),
            aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
            former: Vec::new(),
            kind: UnitKind::Government,
            is_supervisor: false,
            members: Members::Listed(Vec::new()),
            was: Vec::new(),
        }
    }
}

impl Unit {
    /// Returns whether the unit means others.
    pub fn is_collective(&self) -> bool {
        self.kind == UnitKind::Collective
    }

    /// Returns the name on a day.
    pub fn name_on(&self, day: Day) -> &str {
        self.former
            .iter()
            .filter(|former| day <= former.until)
            .min_by_key(|former| former.until)
            .map_or(&self.name, |former| &former.name)
    }

    /// Iterates over all names, the canonical one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.aliases.iter().map(String::as_str))
            .chain(self.former.iter().map(|former| former.name.as_str()))
    }
}

/// The units of one plan, found by any of their names.
#[derive(Clone, Debug, Default)]
pub struct Units {
    list: Vec<Unit>,
    /// The unit of each name, built on the first lookup because a list of rows needs none.
    by_name: OnceLock<HashMap<String, UnitIx>>,
}

impl PartialEq for Units {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Units {
    /// Makes the list; a name that two units claim belongs to the first.
    pub fn new(list: Vec<Unit>) -> Self {
        Self {
            list,
            by_name: OnceLock::new(),
        }
    }

    /// Returns the units with the given members of collectives and the members before amendments.
    #[must_use]
    pub fn with_members(mut self, members: Vec<(Members, Vec<Was<Option<Members>>>)>) -> Self {
        for (unit, (members, was)) in self.list.iter_mut().zip(members) {
            unit.members = members;
            unit.was = was;
        }
        self
    }

    /// Returns the units on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        let mut list = self.list.clone();
        for unit in &mut list {
            let was = std::mem::take(&mut unit.was);
            if let Some(members) = held_on(&was, day, Option::clone) {
                unit.members = members;
            }
        }
        Self::new(list)
    }

    /// Iterates over the units in plan order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (UnitIx, &Unit)> {
        let list = self.list.iter().enumerate();
        list.map(|(place, unit)| (UnitIx(place), unit))
    }

    /// Returns the number of units.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether the plan names no unit.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the unit at an index.
    pub fn get(&self, ix: UnitIx) -> &Unit {
        &self.list[ix.index()]
    }

    /// Returns the canonical name of the unit at an index.
    pub fn name(&self, ix: UnitIx) -> &str {
        &self.get(ix).name
    }

    /// Returns the names of some units on a day.
    pub fn names_on(&self, units: &[UnitIx], day: Day) -> Vec<&str> {
        units
            .iter()
            .map(|unit| self.get(*unit).name_on(day))
            .collect()
    }

    /// Returns the unit that goes by this name: canonical, alias or former; characters that look alike are alike.
    pub fn find(&self, name: &str) -> Option<UnitIx> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name = HashMap::with_capacity(3 * self.len());
            for (ix, unit) in self.iter() {
                for name in unit.names() {
                    by_name.entry(name.into()).or_insert(ix);
                }
            }
            for (ix, unit) in self.iter() {
                for name in unit.names() {
                    let plain = plain_name(name);
                    if plain != *name {
                        by_name.entry(plain.into_owned()).or_insert(ix);
                    }
                }
            }
            by_name
        });
        let exact = by_name.get(name).copied();
        exact.or_else(|| by_name.get(plain_name(name).as_ref()).copied())
    }

    /// Returns the canonical form of a name; an unknown name stays unchanged.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(name).map_or(name, |ix| self.name(ix))
    }

    /// Returns whether a name means the other, a collective of it, or a member of it.
    pub fn stands_for(&self, name: &str, other: &str) -> bool {
        let all = |name: &str| -> Vec<UnitIx> {
            let Some(ix) = self.find(name.trim()) else {
                return Vec::new();
            };
            self.covered([ix])
        };
        let meant = all(name);
        name.trim() == other.trim() || all(other).iter().any(|unit| meant.contains(unit))
    }

    /// Replaces collectives by their members, recursively, and returns every unit once, in order. A
    /// collective whose members are unknown stays.
    pub fn expand(&self, units: impl IntoIterator<Item = UnitIx>) -> Vec<UnitIx> {
        self.walk(units).0
    }

    /// Returns whether a unit is a collective whose members are known.
    pub fn stands_for_others(&self, unit: UnitIx) -> bool {
        self.expand([unit]) != [unit]
    }

    /// Returns these units and all that they mean, the collectives between included.
    pub fn covered(&self, units: impl IntoIterator<Item = UnitIx>) -> Vec<UnitIx> {
        self.walk(units).1
    }

    /// Goes from units to their members; returns the units at the ends, and all that were passed, in order.
    fn walk(&self, units: impl IntoIterator<Item = UnitIx>) -> (Vec<UnitIx>, Vec<UnitIx>) {
        let mut seen = vec![false; self.list.len()];
        let (mut found, mut passed) = (Vec::new(), Vec::new());
        let mut waiting: Vec<UnitIx> = units.into_iter().collect();
        waiting.reverse();
        while let Some(ix) = waiting.pop() {
            if std::mem::replace(&mut seen[ix.index()], true) {
                continue;
            }
            passed.push(ix);
            let unit = self.get(ix);
            match &unit.members {
                Members::All if unit.is_collective() => {
                    let single = self
                        .iter()
                        .filter(|(_, unit)| !unit.is_collective() && !unit.is_supervisor);
                    waiting.extend(single.map(|(member, _)| member).rev());
                }
                Members::Listed(members) if unit.is_collective() && !members.is_empty() => {
                    waiting.extend(members.iter().rev());
                }
                _ => found.push(ix),
            }
        }
        (found, passed)
    }

    /// Returns the collectives that contain a unit, directly or through other collectives.
    pub fn collectives_of(&self, ix: UnitIx) -> Vec<UnitIx> {
        self.iter()
            .filter(|(other, unit)| {
                *other != ix && unit.is_collective() && self.covered([*other]).contains(&ix)
            })
            .map(|(other, _)| other)
            .collect()
    }
}
