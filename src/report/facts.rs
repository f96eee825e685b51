//! Facts from logs that several reports state: last reports and reminders.

use std::borrow::Borrow;
use std::collections::HashSet;

use crate::plan::{Day, Entry, LogRef};
use crate::query::{Board, Item, ResolvedItem, UnitInPlan};
use crate::text::Words;

/// Returns the entries of a log up to and including a day.
pub fn entries_upto(log: &[Entry], as_of: Day) -> &[Entry] {
    &log[..log.partition_point(|entry| entry.day() <= as_of)]
}

/// Returns the last report in a field, with its day and, in an `each` milestone, its unit. Reminders and decisions
/// are not reports.
pub fn last_reported<E: Borrow<Entry>>(
    it: &ResolvedItem<'_>,
    entries: &[E],
    field: fn(&Entry) -> Option<&String>,
    words: &Words,
) -> Option<String> {
    let mut reports = entries
        .iter()
        .rev()
        .map(E::borrow)
        .filter(|entry| entry.remind.is_none() && !entry.is_decision());
    reports.find_map(|entry| {
        let (day, said) = (entry.day(), field(entry)?);
        let units = it.plan.units();
        let is_shared = it.is_shared();
        let unit = entry.unit_meant(units).filter(|_| is_shared);
        let unit = unit.map(|unit| units.get(unit).name_on(it.ledger.as_of));
        Some((words.report.dated)(day, unit, said))
    })
}

/// Returns the reminders among entries, in order. One that two people recorded on the same day was sent once.
pub fn reminders<E: Borrow<Entry>>(entries: &[E]) -> Vec<&Entry> {
    let mut all: Vec<&Entry> = Vec::new();
    let reminders = entries.iter().map(E::borrow);
    for entry in reminders.filter(|entry| entry.remind.is_some()) {
        let mut of_that_day = all
            .iter()
            .rev()
            .take_while(|known| known.day() == entry.day());
        if !of_that_day.any(|known| known.as_deed() == entry.as_deed()) {
            all.push(entry);
        }
    }
    all
}

/// Counts the rounds of reminders among entries: letters of one level that went to several units on a day are one.
pub fn reminder_rounds<E: Borrow<Entry>>(entries: &[E]) -> usize {
    let rounds = entries
        .iter()
        .map(E::borrow)
        .filter_map(|entry| Some((entry.day(), entry.remind?)));
    rounds.collect::<HashSet<_>>().len()
}

/// Returns the references that entries give as evidence, each once.
pub fn evidence<E: Borrow<Entry>>(entries: &[E]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for reference in entries.iter().flat_map(|entry| &entry.borrow().evidence) {
        if !all.contains(&reference.as_str()) {
            all.push(reference);
        }
    }
    all
}

/// Returns the names of the members through which collectives answer: those that have yet to report their
/// own part of a milestone.
pub fn members_asked(board: &Board, items: &[Item], units: &[UnitInPlan]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for it in items.iter().filter_map(|item| item.resolve(board)) {
        let all = it.plan.units();
        let collectives = units
            .iter()
            .filter_map(|unit| unit.within(it.plan))
            .filter(|unit| all.get(*unit).is_collective())
            .filter(|unit| all.covered(it.action.responsible()).contains(unit));
        let members = all.expand(collectives);
        let parts = it.row.state.units.iter();
        let open = parts.filter(|own| own.state.status.is_open() && members.contains(&own.unit));
        for own in open {
            let name = all.get(own.unit).name_on(board.as_of);
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Returns the full id of a milestone: `demo:3.1.4/teachers@2023`.
pub fn full_id(it: &ResolvedItem<'_>) -> String {
    LogRef::milestone(it.plan, it.milestone).full_id()
}
