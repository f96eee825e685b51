use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use compact_str::CompactString;

use super::amendment::held_on;
use super::lookalike::plain_text;
use crate::plan::{Day, Was};

/// The place of a unit in its plan.
pub type UnitIx = usize;

/// What sort of body a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// 党委部门
    Party,
    /// 政府部门
    Government,
    /// 群团组织
    MassOrganisation,
    /// 事业单位
    Institution,
    /// 各成员单位, 各乡镇: stands for others
    Collective,
}

impl UnitKind {
    /// Every kind with its key.
    pub const KEYS: [(Self, &'static str); 5] = [
        (Self::Party, "party"),
        (Self::Government, "government"),
        (Self::MassOrganisation, "mass-organisation"),
        (Self::Institution, "institution"),
        (Self::Collective, "collective"),
    ];

    /// Reads the key of plan.toml.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS
            .iter()
            .find(|(_, k)| *k == key)
            .map(|(kind, _)| *kind)
    }

    /// The key in files and JSON.
    pub fn key(self) -> &'static str {
        Self::KEYS
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, key)| key)
    }
}

/// A name a unit had before a reorganisation (机构改革).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The old name; stays valid wherever names are read.
    pub name: CompactString,
    /// The last day it was the name.
    pub until: Day,
}

/// Whom a collective stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// `"*"`: every unit that is no collective and no supervisor.
    All,
    /// These; empty where the document does not let us know.
    Listed(Vec<UnitIx>),
}

/// A responsible unit (责任单位).
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The fullest form the document prints.
    pub name: CompactString,
    /// Every other way the document writes it.
    pub aliases: Vec<CompactString>,
    /// Old names, each with its last day.
    pub former: Vec<Former>,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// Accepts, sends back and reminds without owing work (县政府督查室).
    pub is_supervisor: bool,
    /// Whom it stands for; empty where it is no collective.
    pub members: Members,
    /// Whom it stood for before amendments said otherwise.
    pub was: Vec<Was<Option<Members>>>,
}

impl Unit {
    /// Returns whether it stands for others.
    pub fn is_collective(&self) -> bool {
        self.kind == UnitKind::Collective
    }

    /// The name it had on `day`.
    pub fn name_on(&self, day: Day) -> &str {
        self.former
            .iter()
            .filter(|former| day <= former.until)
            .min_by_key(|former| former.until)
            .map_or(&self.name, |former| &former.name)
    }

    /// Every name it goes by, the canonical one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.aliases.iter().map(CompactString::as_str))
            .chain(self.former.iter().map(|former| former.name.as_str()))
    }
}

/// The units of one plan, found by any of their names.
#[derive(Clone, Debug, Default)]
pub struct Units {
    list: Vec<Unit>,
    /// The unit of each name. Made when the first name is looked up, since a list of rows needs none.
    by_name: OnceLock<HashMap<CompactString, UnitIx>>,
}

impl PartialEq for Units {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Units {
    /// Makes the list; of two units that claim one name, the first has it.
    pub fn new(list: Vec<Unit>) -> Self {
        Self {
            list,
            by_name: OnceLock::new(),
        }
    }

    /// Returns the units with each collective standing for these members, and for earlier ones before an amendment.
    #[must_use]
    pub fn with_members(mut self, members: Vec<(Members, Vec<Was<Option<Members>>>)>) -> Self {
        for (unit, (members, was)) in self.list.iter_mut().zip(members) {
            unit.members = members;
            unit.was = was;
        }
        self
    }

    /// Returns the units as they stand on a day.
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

    /// All of them, in the plan's order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (UnitIx, &Unit)> {
        self.list.iter().enumerate()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether the plan names none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The unit at a place.
    pub fn get(&self, ix: UnitIx) -> &Unit {
        &self.list[ix]
    }

    /// The canonical name of the unit at a place.
    pub fn name(&self, ix: UnitIx) -> &str {
        &self.list[ix].name
    }

    /// The unit that goes by this name: canonical, alias or former; characters that look alike are alike.
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
                    if let Cow::Owned(plain) = plain_text(name) {
                        by_name.entry(plain.into()).or_insert(ix);
                    }
                }
            }
            by_name
        });
        let exact = by_name.get(name).copied();
        exact.or_else(|| match plain_text(name) {
            Cow::Owned(plain) => by_name.get(plain.as_str()).copied(),
            Cow::Borrowed(_) => None,
        })
    }

    /// The canonical form of a name; a name no unit has stays as it is.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(name).map_or(name, |ix| self.name(ix))
    }

    /// These units with collectives replaced by their members, recursively, every unit once, in order. A collective
    /// whose members are not known counts as one, itself.
    pub fn expand(&self, units: impl IntoIterator<Item = UnitIx>) -> Vec<UnitIx> {
        let mut seen = vec![false; self.list.len()];
        let mut found = Vec::new();
        let mut waiting: Vec<UnitIx> = units.into_iter().collect();
        waiting.reverse();
        while let Some(ix) = waiting.pop() {
            if std::mem::replace(&mut seen[ix], true) {
                continue;
            }
            let unit = &self.list[ix];
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
        found
    }

    /// The collectives that stand for this unit, directly or through another collective.
    pub fn collectives_of(&self, ix: UnitIx) -> Vec<UnitIx> {
        self.iter()
            .filter(|(other, unit)| {
                *other != ix && unit.is_collective() && self.expand([*other]).contains(&ix)
            })
            .map(|(other, _)| other)
            .collect()
    }
}
