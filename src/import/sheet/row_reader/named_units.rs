//! The units that a row of a ledger names, and whether one of them alone may have filled it in.

use std::collections::{BTreeSet, HashSet};

use crate::import::sheet::SheetField;
use crate::import::sheet::cells::legible;
use crate::plan::UnitIx;
use crate::query::{UnitMatch, match_unit};
use crate::store::closest_units;
use crate::text::CellRefusal;

use super::RowReader;

/// The signs that part names; blanks may be part of one.
const BETWEEN: [char; 5] = ['、', '，', ',', '；', ';'];

/// Remarks and labels at the name of a lead.
const OF_LEAD: [&str; 9] = [
    "牵头", "牵头单位", "牵头部门", "牵头负责", "主办", "主办单位", "主责", "负责", "lead",
];

impl RowReader<'_> {
    /// Returns the column in which a ledger names who reports: the unit that filled in the row, else the lead.
    pub(in crate::import::sheet) fn unit_field(&self) -> SheetField {
        match self.answer.get(SheetField::Reporter) {
            Some(_) => SheetField::Reporter,
            None => SheetField::Lead,
        }
    }

    /// Returns the names that a ledger gives to who reports, those first that it calls the lead.
    fn names_given(&self) -> Vec<String> {
        self.names_in(&self.answer.words(self.unit_field()))
    }

    /// Returns the names in a text, those first that it calls the lead.
    fn names_in(&self, said: &str) -> Vec<String> {
        let parts = said.split(BETWEEN).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        let mut names: Vec<(bool, String)> = parts.flat_map(|part| self.names_of(part)).collect();
        names.sort_by_key(|(is_lead, _)| !is_lead);
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// Returns the names in a part of a text that nothing but blanks may part, each with whether it is called the lead.
    fn names_of(&self, part: &str) -> Vec<(bool, String)> {
        let whole = self.name_of(part);
        if self.is_known(&whole.1) {
            return vec![whole];
        }
        let names = part.split_whitespace().map(|name| self.name_of(name));
        let names: Vec<(bool, String)> = names.collect();
        // A name may have blanks in it.
        let are_several = names.iter().any(|(_, name)| self.is_known(name));
        if are_several { names } else { vec![whole] }
    }

    /// Returns a name without a remark that calls it the lead, and whether it is called so.
    fn name_of(&self, said: &str) -> (bool, String) {
        if self.is_known(said) {
            return (false, said.to_owned());
        }
        let text = legible(said);
        let is_lead = |remark: &str| OF_LEAD.contains(&remark.trim().to_lowercase().as_str());
        let behind = text.strip_suffix(')').and_then(|text| text.split_once('('));
        let behind = behind.map(|(name, remark)| (remark, name));
        let remarked = behind.or_else(|| text.split_once(':'));
        match remarked.filter(|(remark, _)| is_lead(remark)) {
            Some((_, name)) => (true, name.trim().to_owned()),
            None => (false, said.to_owned()),
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.unit_of(name).is_some()
    }

    fn unit_of(&self, name: &str) -> Option<UnitIx> {
        match_unit(self.it.plan.units(), name).one()
    }

    /// Returns why the reporter of the row is not known: the row and the lines above it name several, or only lines
    /// elsewhere name one.
    pub(in crate::import::sheet) fn reporters_differ(&self) -> Option<CellRefusal> {
        let reporters = &self.answer.reporters;
        let own = self.answer.words(SheetField::Reporter);
        let unclear = || Some(CellRefusal::UnclearReporter(self.others_named()));
        if own.is_empty() {
            return unclear().filter(|_| reporters.is_unclear || self.is_of_another());
        }
        let mut said = reporters.above.clone();
        said.push(own);
        if let Some(several) = said.iter().find(|said| self.are_several(said)) {
            return Some(CellRefusal::UnclearReporter(self.names_in(several)));
        }
        said.dedup_by_key(|said| self.canonical(said));
        (said.len() > 1).then_some(CellRefusal::OtherReporter(said))
    }

    /// Returns whether a part that each unit reports may be another's than the lead's, which alone is named.
    fn is_of_another(&self) -> bool {
        let lead = self.canonical(&self.answer.words(SheetField::Lead));
        let others = self.others_named();
        let mut others = others.iter().map(|name| self.canonical(name));
        !self.it.row.state.units.is_empty() && others.any(|other| other != lead)
    }

    /// Returns the units named anywhere on the sheet, each once.
    fn others_named(&self) -> Vec<String> {
        let mut named = self.answer.reporters.elsewhere.clone();
        let mut seen = BTreeSet::new();
        named.retain(|name| seen.insert(self.canonical(name)));
        named
    }

    /// Returns whether what is said names several units, and not one in several ways.
    fn are_several(&self, said: &str) -> bool {
        let listed = self.canonical(said);
        let is_listed = said.contains(BETWEEN) && listed.len() > 1;
        let names = self.names_in(said).into_iter();
        let known = names.filter_map(|name| self.unit_of(&name));
        is_listed || known.collect::<HashSet<UnitIx>>().len() > 1
    }

    /// Returns the names that are said, each as the plan calls the unit.
    fn canonical(&self, said: &str) -> BTreeSet<String> {
        let units = self.it.plan.units();
        let known = |name: String| match self.unit_of(&name) {
            Some(unit) => units.name(unit).to_owned(),
            None => name,
        };
        self.names_in(said).into_iter().map(known).collect()
    }

    /// Returns the units that a ledger names, by any name that the command line takes.
    fn units_named(&self) -> Vec<UnitIx> {
        let names = self.names_given();
        names.iter().filter_map(|name| self.unit_of(name)).collect()
    }

    /// Returns why a name does not name a unit: the units that it may mean, or the closest ones.
    fn unknown_unit(&self, name: &str) -> Option<CellRefusal> {
        let units = self.it.plan.units();
        let near: Vec<String> = match match_unit(units, name) {
            UnitMatch::One(_) => return None,
            UnitMatch::Several(several) => {
                let several = several.into_iter().map(|unit| units.name(unit).to_owned());
                several.collect()
            }
            UnitMatch::None => closest_units(name, units.iter().map(|(_, unit)| unit)),
        };
        let name = name.to_owned();
        Some(CellRefusal::NoSuchUnit { name, near })
    }

    /// Returns the first unit that a ledger names, where the milestone is its.
    pub(in crate::import::sheet) fn unit_named(&self) -> Option<UnitIx> {
        let unit = self.unit_of(self.names_given().first()?)?;
        let responsible = self.it.action.responsible();
        let responsible = self.it.plan.units().expand(responsible);
        responsible.contains(&unit).then_some(unit)
    }

    /// Returns why the unit that the row names first cannot have reported: it is not known, or not responsible.
    pub(in crate::import::sheet) fn not_responsible(&self) -> Option<CellRefusal> {
        let names = self.names_given();
        let first = names.first()?;
        if let Some(why) = self.unknown_unit(first) {
            return Some(why);
        }
        let named = self.it.plan.units().expand(self.unit_of(first));
        let responsible = self.it.plan.units().expand(self.it.action.responsible());
        let is_its = responsible.iter().any(|unit| named.contains(unit));
        (!is_its).then_some(CellRefusal::NotOfUnit)
    }

    /// Returns why the row is not of one unit, where every unit reports its own part.
    pub(in crate::import::sheet) fn not_of_one(&self) -> Option<CellRefusal> {
        let parts = &self.it.row.state.units;
        if parts.is_empty() {
            return None;
        }
        let names = self.names_given();
        if let Some(why) = names.iter().find_map(|name| self.unknown_unit(name)) {
            return Some(why);
        }
        let named = self.it.plan.units().expand(self.units_named());
        let named = parts.iter().filter(|own| named.contains(&own.unit));
        let is_of_one = named.count() == 1 && !self.is_of_whole();
        (!is_of_one).then_some(CellRefusal::SeveralUnits)
    }
}
