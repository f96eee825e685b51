//! A row of a sheet read cell by cell: what it says anew, and what of it cannot be taken.

use crate::plan::{Day, Entry, MilestoneState, Number, Status, Target};
use crate::text::{CellRefusal, SheetConflict, printed};

use super::cells::{number, references, says_nothing, says_unfinished, status, unreadable};
use super::measure::{is_same_measure, says_target};
use super::row_reader::{DayWritten, HeldOnDay, RowReader, TEXTS};
use super::sheet_draft::{CellFault, FieldChange, SheetChange};
use super::{MadeOf, SheetField};

/// A change that is being read from a row, cell by cell.
pub(super) struct RowDraft<'r> {
    pub(super) row: &'r RowReader<'r>,
    /// The state that the row was made from, if the sheet has it.
    pub(super) made_of: Option<&'r MadeOf>,
    /// The state now, of the part of who speaks.
    pub(super) now: &'r MilestoneState,
    /// The state on the day of the row, to which the row adds.
    pub(super) held: HeldOnDay<'r>,
    pub(super) entry: Entry,
    /// The part of the row that holds already.
    pub(super) repeated: Entry,
    /// The row says 未完成, 无 or the like, which changes nothing of what is open.
    pub(super) stays_as_it_is: bool,
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
        self.repeat_status();
        self.take_day(written);
        self.take_reason();
        self.finished()
    }

    fn note(&mut self, field: SheetField, why: CellRefusal) {
        self.faults
            .push(CellFault::new(self.row.answer, field, why));
    }

    fn conflict(&mut self, field: SheetField, why: SheetConflict) {
        self.note(field, CellRefusal::Conflict(why, field));
    }

    fn change(&mut self, field: SheetField, from: String, to: String) -> &mut FieldChange {
        let at = self.fields.len();
        self.fields.push(FieldChange {
            field,
            from,
            to,
            keys: None,
            until: None,
        });
        &mut self.fields[at]
    }

    /// Returns the value that a change is shown as replacing. If a later entry says otherwise, that is the value now,
    /// with the day of that entry; else the value on the row's day.
    fn replaced<T: PartialEq>(&self, held: T, now: T, new: &T, says: SaysIt) -> (T, Option<Day>) {
        if now == *new {
            return (held, None);
        }
        match self.held.said_again(self.row.as_of, says) {
            None => (held, None),
            until => (now, until),
        }
    }

    /// Returns the conflict of a number or a status that settles the milestone but was meant for something else than
    /// the plan has now.
    fn meant_otherwise(&self) -> Option<SheetConflict> {
        self.each_changed()
            .or_else(|| self.target_changed())
            .or_else(|| self.row_of_other_target())
    }

    /// Returns whether every unit reports its own part now, if that was otherwise when the sheet was made.
    fn each_changed(&self) -> Option<SheetConflict> {
        let now = self.row.it.milestone.each;
        let made = self.made_of?.each?;
        (made != now).then_some(SheetConflict::Each(now))
    }

    /// Returns the target now and when the sheet was made, where they differ, or what its values are now.
    fn target_changed(&self) -> Option<SheetConflict> {
        let made = self.made_of?;
        let then = made.target.as_ref()?;
        let target = self.row.it.milestone.target.as_ref();
        let now = target.map(Target::text).unwrap_or_default();
        if *then != now {
            let then = then.clone();
            return Some(SheetConflict::Target { then, now });
        }
        let (was, now) = made.measure.zip(target.map(|it| it.measure))?;
        (was != now).then_some(SheetConflict::Measure(now))
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
    fn row_of_other_target(&self) -> Option<SheetConflict> {
        let target = self.row.it.milestone.target.as_ref()?;
        let said = self.row.answer.words(SheetField::Target);
        let is_other = self.row.is_office && !says_target(&said, target);
        is_other.then(|| SheetConflict::RowTarget {
            said,
            now: target.text(),
        })
    }

    fn take_status(&mut self) {
        let (held, now) = (self.held.state.status, self.now.status);
        let Some(cell) = self.row.answer.get(SheetField::Status) else {
            return;
        };
        let new = match status(cell) {
            _ if held.is_open() && says_unfinished(cell) => return self.stays_as_it_is = true,
            // What was accepted was done.
            Ok(Status::Done) if [held, now].contains(&Status::Closed) => return,
            Ok(new) if new == held => return self.repeated.status = Some(new),
            Ok(new) => new,
            // Our own ledger says what is so, in any language.
            Err(CellRefusal::NotForUnits(said)) if [held, now].contains(&said) => return,
            Err(why) => return self.note(SheetField::Status, why),
        };
        let word = self.row.words.status;
        // No sheet opens again what was accepted or stopped.
        let is_over = |status: &Status| matches!(status, Status::Closed | Status::Dropped);
        let over = [now, held].into_iter().find(is_over);
        let is_other = self.made_of.is_some_and(|made| made.status != now.key()) && new != now;
        if let Some(other) = over.or(is_other.then_some(now)) {
            let why = SheetConflict::Now(word(other).to_owned());
            return self.conflict(SheetField::Status, why);
        }
        let other = match new {
            Status::Done => self.meant_otherwise(),
            Status::Blocked => self.each_changed(),
            _ => None,
        };
        if let Some(why) = other {
            return self.conflict(SheetField::Status, why);
        }
        self.entry.status = Some(new);
        let (from, until) = self.replaced(held, now, &new, |entry| entry.status.is_some());
        let [was, will] = [from, new].map(|status| word(status).to_owned());
        let change = self.change(SheetField::Status, was, will);
        (change.keys, change.until) = (Some([from.key(), new.key()]), until);
    }

    fn take_value(&mut self) {
        let (held, now) = (self.held.state.value, self.now.value);
        let Some(cell) = self.row.answer.get(SheetField::Value) else {
            return;
        };
        let new = match number(cell, self.row.it.milestone, held) {
            Ok(new) => new,
            Err(why) => return self.note(SheetField::Value, why),
        };
        if let Some(why) = self.other_measure() {
            return self.note(SheetField::Value, why);
        }
        if held == Some(new) {
            self.repeated.value = held;
            return;
        }
        let row = self.row;
        let said = |value: Option<Number>| value.map_or_else(String::new, |it| row.measured(it));
        let shown = now.map_or_else(String::new, |it| it.to_string());
        if self.made_of.is_some_and(|made| made.value != shown) && now != Some(new) {
            return self.conflict(SheetField::Value, SheetConflict::Now(said(now)));
        }
        if let Some(why) = self.meant_otherwise() {
            return self.conflict(SheetField::Value, why);
        }
        self.entry.value = Some(new);
        let new = Some(new);
        let (from, until) = self.replaced(held, now, &new, |entry| entry.value.is_some());
        self.change(SheetField::Value, said(from), said(new)).until = until;
    }

    fn take_texts(&mut self) {
        for field in TEXTS {
            let Some(cell) = self.row.answer.get(field) else {
                continue;
            };
            if let Some(why) = unreadable(cell) {
                self.note(field, why);
                continue;
            }
            let whole = cell.words();
            let added = self.row.added(&self.held, field, &whole);
            let written = added.map_or_else(|| whole.clone(), str::to_owned);
            let dated = self.row.dated(&written);
            if says_nothing(dated.map_or(&written, |(_, text)| text)) && !self.takes_back(field) {
                self.stays_as_it_is = true;
                continue;
            }
            if self.row.is_said(&self.held, field, &written) {
                // What has its own day in front is said of that day.
                if dated.is_none() {
                    set_text(&mut self.repeated, field, written);
                }
                continue;
            }
            let of_day = dated.filter(|(day, _)| *day == self.held.day);
            let new = of_day.map_or_else(|| written.clone(), |(_, text)| text.to_owned());
            if new.is_empty() {
                continue;
            }
            let last = self.held.texts(field, self.row.is_office);
            let from = last.first().map_or("", |(_, text)| text).to_owned();
            self.change(field, from, new.clone());
            set_text(&mut self.entry, field, new);
        }
    }

    /// Returns whether 无 says that what was said in a field is so no more.
    fn takes_back(&self, field: SheetField) -> bool {
        let last = self.held.texts(field, self.row.is_office);
        let last = last.first().map(|(_, text)| *text);
        let held = &self.held.state;
        match field {
            SheetField::Progress => false,
            SheetField::Problem if last.is_none() => {
                held.status == Status::Blocked && held.reason.is_some()
            }
            _ => last.is_some_and(|text| !says_nothing(text)),
        }
    }

    fn take_evidence(&mut self) {
        let Some(cell) = self.row.answer.get(SheetField::Evidence) else {
            return;
        };
        if let Some(why) = unreadable(cell) {
            return self.note(SheetField::Evidence, why);
        }
        let given = references(&cell.words()).into_iter();
        let given = given.filter(|reference| !says_nothing(reference));
        let known = self.held.evidence();
        let known: Vec<_> = known.iter().map(|it| printed(it)).collect();
        let is_known = |reference: &String| known.contains(&printed(reference));
        let (repeated, new): (Vec<_>, Vec<_>) = given.partition(is_known);
        self.repeated.evidence = repeated;
        if !new.is_empty() {
            let to = new.join(self.row.words.semicolon);
            self.change(SheetField::Evidence, String::new(), to);
            self.entry.evidence = new;
        }
    }

    /// Repeats the status if something new is recorded with it: 未启动 (else a text would begin it), 已办结 (the
    /// rules measure its value), 受阻 (its reason changes).
    fn repeat_status(&mut self) {
        let (new, held) = (&self.entry, &self.held.state);
        let is_meant = |status: &Status| match status {
            Status::Todo => new.value.is_some() || new.text.is_some(),
            Status::Done => new.value.is_some(),
            Status::Blocked => new.problem.is_some() && new.problem != held.reason,
            _ => false,
        };
        let again = self.repeated.status.filter(is_meant);
        self.entry.status = self.entry.status.or(again);
    }

    fn take_day(&mut self, written: Option<DayWritten>) {
        self.day_cell = written.as_ref().map(|(field, _)| *field);
        match written {
            None => {}
            Some((_, Ok(day))) => {
                self.entry.on = Some(day);
                self.take_report();
            }
            // A day of nothing is nothing wrong.
            Some((_, Err(_))) if self.fields.is_empty() => {}
            Some((field, Err(why))) => self.note(field, why),
        }
    }

    /// Returns whether the unit still owes the report that this row would be. A ledger's row is a report only if it
    /// names who filled it in: the lead beside a date of the office's own (更新日期) has reported nothing.
    fn is_owed_report(&self) -> bool {
        let is_units = !self.row.is_office || self.row.answer.get(SheetField::Reporter).is_some();
        is_units
            && self.entry.by.is_some()
            && self.held.state.status.is_open()
            && self.held.day <= self.row.as_of
            && !self.held.has_report()
    }

    /// Takes a row that says nothing new for the unit's report of the day that it gives: nothing has changed up to that
    /// day.
    fn take_report(&mut self) {
        if !self.fields.is_empty() || !self.is_owed_report() {
            return;
        }
        let said = std::mem::take(&mut self.repeated);
        let begins = said.value.is_some() || said.text.is_some();
        let has_more = begins || said.has_text() || !said.evidence.is_empty();
        let held = &self.held.state;
        let is_needed = |status: &Status| match status {
            Status::Todo => begins || !has_more,
            _ => !has_more,
        };
        let is_reported = |status: &Status| *status != Status::Returned;
        let as_it_is = self.stays_as_it_is.then_some(held.status);
        let status = said.status.or(as_it_is.filter(is_reported));
        let status = status.filter(is_needed);
        let word = |status| (self.row.words.status)(status).to_owned();
        let value = said.value.map(|it| self.row.measured(it));
        let evidence = said.evidence.join(self.row.words.semicolon);
        let evidence = (!evidence.is_empty()).then_some(evidence);
        let fields = [
            (SheetField::Status, status.map(word)),
            (SheetField::Value, value),
            (SheetField::Progress, said.text.clone()),
            (SheetField::Problem, said.problem.clone()),
            (SheetField::Next, said.next.clone()),
            (SheetField::Evidence, evidence),
        ];
        self.entry = Entry {
            by: self.entry.by.take(),
            on: self.entry.on,
            reason: status.and_then(|_| held.reason.clone()),
            status,
            ..said
        };
        for (field, said) in fields {
            if let Some(said) = said {
                self.change(field, said.clone(), said);
            }
        }
    }

    /// Takes the problem of the row as the reason of 受阻.
    fn take_reason(&mut self) {
        if self.entry.status == Some(Status::Blocked) && self.entry.reason.is_none() {
            self.entry.reason = self.problem();
            if self.entry.reason.is_none() {
                self.note(SheetField::Status, CellRefusal::NeedsProblem);
            }
        }
    }

    /// Returns the problem that the row names, new or not; 无 is not one.
    fn problem(&self) -> Option<String> {
        let cell = self.row.answer.words(SheetField::Problem);
        let dated = self.row.dated(&cell);
        let cell = dated.map_or(cell.as_str(), |(_, text)| text);
        let said = self.entry.problem.as_deref().unwrap_or(cell);
        (!said.is_empty() && !says_nothing(said)).then(|| said.to_owned())
    }

    fn finished(self) -> Result<Option<SheetChange>, Vec<CellFault>> {
        let it = &self.row.it;
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let problem = self.problem();
        Ok((!self.fields.is_empty()).then(|| SheetChange {
            problem,
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

/// A test of what an entry says.
type SaysIt = fn(&Entry) -> bool;

fn set_text(entry: &mut Entry, field: SheetField, text: String) {
    let text = Some(text);
    match field {
        SheetField::Progress => entry.text = text,
        SheetField::Problem => entry.problem = text,
        _ => entry.next = text,
    }
}
