//! The state at the end of a row's day for the unit that filled the row in. The row is recorded for what it adds to
//! that, whatever was corrected before and whatever came after.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::import::sheet::SheetField;
use crate::import::sheet::cells::references;
use crate::plan::{Day, Entry, MilestoneState, UnitIx, fold};
use crate::query::ResolvedItem;

/// The state at the end of a day: of a unit's part of an `each` milestone, else of the whole.
pub(in crate::import::sheet) struct HeldOnDay<'a> {
    it: ResolvedItem<'a>,
    unit: Option<UnitIx>,
    /// The day.
    pub(in crate::import::sheet) day: Day,
    /// The state at its end.
    pub(in crate::import::sheet) state: MilestoneState,
    /// The entries up to then as they count.
    said: Vec<Cow<'a, Entry>>,
}

impl<'a> HeldOnDay<'a> {
    pub(in crate::import::sheet) fn new(
        it: &ResolvedItem<'a>,
        unit: Option<UnitIx>,
        day: Day,
    ) -> Self {
        let of = unit.filter(|_| it.row.state.part_of(unit).is_some());
        let it = ResolvedItem { of, ..*it };
        let log = it.progress.log(&it.milestone.id);
        let state = fold(it.plan, it.action, it.milestone, log, day);
        Self {
            it,
            unit,
            day,
            state: state.of_unit(of).clone(),
            said: it.counting_upto(day),
        }
    }

    /// Returns the values that hold at the end of another day.
    pub(in crate::import::sheet) fn on(&self, day: Day) -> Self {
        Self::new(&self.it, self.unit, day)
    }

    /// Returns the texts recorded in a field, the latest first: all of the day itself, and the last of each unit
    /// before. With `is_anybodys`, those of others count too.
    pub(in crate::import::sheet) fn texts(
        &self,
        field: SheetField,
        is_anybodys: bool,
    ) -> Vec<(&Entry, &str)> {
        let units = self.it.plan.units();
        let mut heard = HashSet::new();
        let said = self.said.iter().rev().map(AsRef::as_ref);
        let said = said.filter(|entry: &&Entry| entry.remind.is_none());
        said.filter_map(|entry| Some((entry, text_of(entry, field)?.as_str())))
            .filter(|(entry, _)| {
                let unit = entry.unit_meant(units);
                let is_own = is_anybodys || self.unit.is_none() || unit == self.unit;
                is_own && (heard.insert(unit) || entry.day() == self.day)
            })
            .collect()
    }

    /// Returns the references that were given.
    pub(in crate::import::sheet) fn evidence(&self) -> Vec<String> {
        let given = self.said.iter().flat_map(|entry| &entry.evidence);
        // A reference may have a semicolon in it, which parts references in a cell.
        given.flat_map(|given| references(given)).collect()
    }

    /// Returns whether the unit reported of the day.
    pub(in crate::import::sheet) fn has_report(&self) -> bool {
        self.it.last_report(self.unit, self.day) == Some(self.day)
    }

    /// Returns the last day after this one, up to another, on which something of a kind was said.
    pub(in crate::import::sheet) fn said_again(
        &self,
        upto: Day,
        says: fn(&Entry) -> bool,
    ) -> Option<Day> {
        let later = self.it.counting_upto(upto).into_iter();
        let later = later.filter(|entry| entry.day() > self.day && says(entry));
        later.map(|entry| entry.day()).max()
    }
}

/// Returns the text of an entry in a field.
fn text_of(entry: &Entry, field: SheetField) -> Option<&String> {
    match field {
        SheetField::Progress => entry.text.as_ref(),
        SheetField::Problem => entry.problem.as_ref(),
        _ => entry.next.as_ref(),
    }
}
