//! A row of a sheet read cell by cell: what it says anew, and what of it cannot be taken.

use crate::plan::{Day, Entry, MilestoneState, Status, Target, UnitIx};
use crate::text::CellRefusal;

use super::cells::{number, references, says_unfinished, status};
use super::compare::{CellFault, FieldChange, SheetChange};
use super::measure::{is_same_measure, says_target};
use super::row_reader::{DayWritten, RowReader, TEXTS, text_of};
use super::{MadeOf, SheetField, SheetValue};

/// A change that is being read from a row, cell by cell.
pub(super) struct RowDraft<'r> {
    pub(super) row: &'r RowReader<'r>,
    /// The state that the row was made from, if the sheet has it.
    pub(super) made_of: Option<MadeOf>,
    /// Who speaks.
    pub(super) unit: Option<UnitIx>,
    pub(super) state: &'r MilestoneState,
    /// The day of which the row speaks; `None` if its date cannot be read.
    pub(super) of_day: Option<Day>,
    pub(super) entry: Entry,
    pub(super) fields: Vec<FieldChange>,
    /// The cell with the day.
    pub(super) day_cell: Option<SheetField>,
    pub(super) faults: Vec<CellFault>,
}

impl RowDraft<'_> {
    /// Reads every cell; `written` is the day that the row gives.
    pub(super) fn read(
        mut self,
        written: Option<DayWritten>,
    ) -> Result<Option<SheetChange>, Vec<CellFault>> {
        self.take_status();
        self.take_value();
        self.take_texts();
        self.take_evidence();
        self.take_day(written);
        self.take_reason();
        self.finished()
    }

    fn note(&mut self, field: SheetField, why: CellRefusal) {
        self.faults
            .push(CellFault::new(self.row.answer, field, why));
    }

    fn change(&mut self, field: SheetField, from: String, to: String) {
        let until = match field {
            SheetField::Status => self.later(|entry| entry.status.is_some()),
            SheetField::Value => self.later(|entry| entry.value.is_some()),
            _ => None,
        };
        let status = self.entry.status.filter(|_| field == SheetField::Status);
        self.fields.push(FieldChange {
            field,
            from,
            to,
            keys: status.map(|new| [self.state.status.key(), new.key()]),
            until,
        });
    }

    /// Returns the last day after that of the row of which the log says something of a kind.
    fn later(&self, says: impl Fn(&Entry) -> bool) -> Option<Day> {
        let of_day = self.of_day?;
        let is_whole = self.row.it.row.state.units.is_empty();
        let later = self.row.log().filter(|entry| {
            let day = entry.day();
            let is_of_state = is_whole || self.row.is_of(self.unit, entry);
            of_day < day && day <= self.row.as_of && is_of_state && says(entry)
        });
        later.map(Entry::day).max()
    }

    /// Returns whether the log says it of that day already, whatever came after it.
    fn is_said(&self, says: impl Fn(&Entry) -> bool) -> bool {
        self.row.log().any(|entry| {
            Some(entry.day()) == self.of_day && self.row.is_of(self.unit, entry) && says(entry)
        })
    }

    /// Returns the target now and when the sheet was made, where they differ.
    fn target_changed(&self) -> Option<CellRefusal> {
        let made = &self.made_of.as_ref()?.target;
        let now = self.row.it.milestone.target.as_ref();
        let now = now.map(Target::text).unwrap_or_default();
        (!made.is_empty() && *made != now).then(|| CellRefusal::OtherTarget {
            then: made.clone(),
            now,
        })
    }

    /// Returns the unit of measure of the row, where it is another than the plan's.
    fn other_measure(&self) -> Option<CellRefusal> {
        let now = &self.row.it.milestone.target.as_ref()?.unit;
        let said = self.row.answer.words(SheetField::Measure);
        let is_other = !said.is_empty() && !now.is_empty() && !is_same_measure(&said, now);
        is_other.then(|| CellRefusal::OtherMeasure {
            said,
            now: now.clone(),
        })
    }

    /// Returns the target of a ledger's row, where its numbers are others than the plan's.
    fn row_of_other_target(&self) -> Option<CellRefusal> {
        let target = self.row.it.milestone.target.as_ref()?;
        let said = self.row.answer.words(SheetField::Target);
        let is_other = self.row.is_office && !says_target(&said, target);
        is_other.then(|| CellRefusal::RowOfOtherTarget {
            said,
            now: target.text(),
        })
    }

    fn take_status(&mut self) {
        let now = self.state.status;
        let word = self.row.words.status;
        let cell = self.row.answer.get(SheetField::Status);
        let Some(cell) = cell.filter(|cell| cell.words() != word(now)) else {
            return;
        };
        let new = match status(cell) {
            Ok(new) => new,
            // Our own ledger in another language says what is so.
            Err(CellRefusal::NotForUnits(said)) if said == now => return,
            Err(why) => return self.note(SheetField::Status, why),
        };
        // What was accepted was done.
        let is_known = new == now
            || (new, now) == (Status::Done, Status::Closed)
            || (now.is_open() && says_unfinished(cell));
        if is_known || self.is_said(|entry| entry.status == Some(new)) {
            return;
        }
        let from = word(now).to_owned();
        // No sheet opens again what was accepted or stopped.
        let is_over = matches!(now, Status::Closed | Status::Dropped);
        let made = self.made_of.as_ref();
        if is_over || made.is_some_and(|made| made.status != now.key()) {
            return self.note(SheetField::Status, CellRefusal::Conflict(from));
        }
        let changed = self.target_changed().or_else(|| self.row_of_other_target());
        if let Some(changed) = changed.filter(|_| new == Status::Done) {
            return self.note(SheetField::Status, changed);
        }
        self.entry.status = Some(new);
        self.change(SheetField::Status, from, word(new).to_owned());
    }

    fn take_value(&mut self) {
        let now = self.state.value;
        let Some(cell) = self.row.answer.get(SheetField::Value) else {
            return;
        };
        let new = match number(cell, self.row.it.milestone, now) {
            Ok(new) => new,
            Err(why) => return self.note(SheetField::Value, why),
        };
        if let Some(why) = self.other_measure() {
            return self.note(SheetField::Value, why);
        }
        if now == Some(new) || self.is_said(|entry| entry.value == Some(new)) {
            return;
        }
        let from = now.map(|value| self.row.measured(value));
        let from = from.unwrap_or_default();
        let made = self.made_of.as_ref();
        if made.is_some_and(|made| made.value != now.map(|it| it.to_string()).unwrap_or_default()) {
            return self.note(SheetField::Value, CellRefusal::Conflict(from));
        }
        if let Some(changed) = self.target_changed().or_else(|| self.row_of_other_target()) {
            return self.note(SheetField::Value, changed);
        }
        self.entry.value = Some(new);
        self.change(SheetField::Value, from, self.row.measured(new));
    }

    fn take_texts(&mut self) {
        for field in TEXTS {
            if self.row.answer.get(field).is_some_and(SheetValue::is_error) {
                self.note(field, CellRefusal::FailedFormula);
                continue;
            }
            let written = self.row.answer.words(field);
            let of_day = self
                .row
                .dated(&written)
                .filter(|(day, _)| Some(*day) == self.of_day);
            let new = of_day.map_or_else(|| written.clone(), |(_, text)| text.to_owned());
            let from = self.row.last_said(self.unit, field);
            if new.is_empty()
                || self.row.is_there(field, &written, from)
                || self.is_said(|entry| text_of(entry, field) == Some(&new))
            {
                continue;
            }
            let from = from.map_or_else(String::new, |(_, text)| text.to_owned());
            self.change(field, from, new.clone());
            match field {
                SheetField::Progress => self.entry.text = Some(new),
                SheetField::Problem => self.entry.problem = Some(new),
                _ => self.entry.next = Some(new),
            }
        }
    }

    fn take_evidence(&mut self) {
        let mut new = references(&self.row.answer.words(SheetField::Evidence));
        let known = self.row.log().flat_map(|entry| &entry.evidence);
        // A reference may have a semicolon in it, which parts references in a cell.
        let known: Vec<String> = known.flat_map(|said| references(said)).collect();
        new.retain(|reference| !known.contains(reference));
        if !new.is_empty() {
            let to = new.join(self.row.words.ledger.between);
            self.change(SheetField::Evidence, String::new(), to);
            self.entry.evidence = new;
        }
    }

    fn take_day(&mut self, written: Option<DayWritten>) {
        self.day_cell = written.as_ref().map(|(field, _)| *field);
        match written {
            None => {}
            Some((_, Ok(day))) => self.entry.on = Some(day),
            // A day of nothing is nothing wrong.
            Some((_, Err(_))) if self.fields.is_empty() => {}
            Some((field, Err(why))) => self.note(field, why),
        }
    }

    /// Takes what stands in the way for the reason of a status that needs one.
    fn take_reason(&mut self) {
        let problem = self.entry.problem.clone();
        let problem = problem.unwrap_or_else(|| self.row.answer.words(SheetField::Problem));
        let problem = Some(problem).filter(|problem| !problem.is_empty());
        match self.entry.status {
            Some(Status::Blocked) if problem.is_none() => {
                self.note(SheetField::Status, CellRefusal::NeedsProblem);
            }
            Some(Status::Blocked) => self.entry.reason = problem,
            Some(Status::Done) if self.row.is_short(self.state, self.entry.value) => {
                self.entry.reason = problem;
            }
            _ => {}
        }
    }

    fn finished(self) -> Result<Option<SheetChange>, Vec<CellFault>> {
        let it = &self.row.it;
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        Ok((!self.fields.is_empty()).then(|| SheetChange {
            plan: it.plan.id().to_owned(),
            milestone: it.milestone.id.clone(),
            label: it.milestone.label_alone(it.action),
            entry: self.entry,
            fields: self.fields,
            day_cell: self.day_cell,
            answer: self.row.answer.clone(),
        }))
    }
}
