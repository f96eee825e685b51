//! A row of a sheet beside its milestone: its unit, its day, and what of it is recorded already.

mod held_on_day;
mod named_units;

use crate::plan::{Day, Entry, MilestoneState, Number, Status, UnitIx};
use crate::query::{Board, MilestonePlace, OpenPlan, ResolvedItem};
use crate::text::{CellRefusal, Lang, Words, printed};

use super::cells::{day, status};
use super::row_draft::RowDraft;
use super::sheet_draft::{CellFault, SheetChange, Speaker, wrong_id};
use super::{MadeOf, SheetAnswer, SheetField, SheetValue};
pub(super) use held_on_day::HeldOnDay;

/// A row being held against its milestone.
pub(super) struct RowReader<'a> {
    pub(super) it: ResolvedItem<'a>,
    pub(super) as_of: Day,
    pub(super) answer: &'a SheetAnswer,
    pub(super) words: &'a Words,
    /// The office speaks, not a unit for itself.
    pub(super) is_office: bool,
}

impl<'a> RowReader<'a> {
    /// Holds a row against a milestone.
    ///
    /// # Errors
    /// Fails at the id if the milestone's plan cannot be read.
    pub(super) fn new(
        board: &'a Board,
        place: MilestonePlace,
        answer: &'a SheetAnswer,
        words: &'a Words,
    ) -> Result<Self, Vec<CellFault>> {
        let open = board.plans[place.plan].open();
        let OpenPlan {
            plan,
            progress,
            ledger,
        } = open.ok_or_else(|| wrong_id(answer, CellRefusal::NoSuchId(Vec::new())))?;
        let of = &plan.actions[place.action];
        let it = ResolvedItem {
            plan,
            progress,
            ledger,
            action: of,
            milestone: &of.milestones[place.milestone],
            row: ledger.row(place.action, place.milestone),
            of: None,
        };
        Ok(Self {
            it,
            as_of: board.as_of,
            answer,
            words,
            is_office: false,
        })
    }

    /// Returns the unit that speaks, where the milestone is its own: it leads or supports it, or owes a part of it.
    pub(super) fn own_unit(&self, speaker: Speaker<'_>) -> Option<UnitIx> {
        let mut units = speaker.units.iter();
        let unit = units.find_map(|unit| unit.within(self.it.plan))?;
        let reporting = &self.it.row.state.units;
        let is_own = if reporting.is_empty() {
            self.it.action.responsible().any(|named| named == unit)
        } else {
            reporting.iter().any(|own| own.unit == unit)
        };
        is_own.then_some(unit)
    }

    /// Returns whether the row says how many units have reported, as our own ledger does for the whole.
    pub(super) fn is_of_whole(&self) -> bool {
        let without_numbers = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
        let said = self.answer.words(SheetField::Progress);
        let begins = |lang: &Lang| {
            let count = without_numbers(&(lang.words().reported_of)(0, 0));
            without_numbers(&said).starts_with(&count)
        };
        !self.it.row.state.units.is_empty() && Lang::ALL.iter().any(begins)
    }

    /// Returns the values that the sheet showed when it was made.
    pub(super) fn as_shown(&self) -> Option<MadeOf> {
        let shown = self.answer.get(SheetField::StatusNow)?;
        Some(MadeOf {
            status: status(shown).ok()?.key().to_owned(),
            value: self.answer.words(SheetField::ValueNow),
            target: self.answer.get(SheetField::Target).map(SheetValue::words),
            ..MadeOf::default()
        })
    }

    /// Reads what the row says anew, spoken by `unit`; `made_of` is what it was made of.
    pub(super) fn read(
        &self,
        unit: Option<UnitIx>,
        made_of: Option<&MadeOf>,
        on: Option<Day>,
    ) -> Result<Option<SheetChange>, Vec<CellFault>> {
        let around = on.unwrap_or(self.as_of);
        let done_on = self.done_on(around);
        let read = |written: Option<DayWritten>| {
            let day = written.as_ref().and_then(|(_, day)| day.as_ref().ok());
            let draft = RowDraft {
                row: self,
                made_of,
                now: self.state(unit),
                held: HeldOnDay::new(&self.it, unit, day.copied().unwrap_or(around)),
                entry: Entry {
                    by: unit.map(|unit| self.it.plan.units().name(unit).to_owned()),
                    on,
                    ..Entry::default()
                },
                repeated: Entry::default(),
                stays_as_it_is: false,
                fields: Vec::new(),
                day_cell: None,
                faults: Vec::new(),
            };
            draft.read(written)
        };
        // What was all said when it was done is not said again of a later day.
        let said_then = done_on.clone().filter(|(_, day)| day.is_ok());
        match said_then.map(|done_on| read(Some(done_on))) {
            Some(Ok(None)) => Ok(None),
            _ => read(self.day_written(unit, done_on, around)),
        }
    }

    /// Returns when a milestone was done that the row says is done.
    fn done_on(&self, around: Day) -> Option<DayWritten> {
        let says_done = status(self.answer.get(SheetField::Status)?) == Ok(Status::Done);
        let cell = self.answer.get(SheetField::DoneOn).filter(|_| says_done)?;
        Some((SheetField::DoneOn, day(cell, around)))
    }

    /// Returns the fault of a day on which an open milestone was done, if the row does not say that it is. A due date
    /// under such a heading, and a future day, are not faults.
    pub(super) fn done_on_alone(&self, unit: Option<UnitIx>) -> Option<CellFault> {
        let cell = self.answer.get(SheetField::DoneOn)?;
        let said = self.answer.get(SheetField::Status).map(status);
        if said == Some(Ok(Status::Done)) || !self.state(unit).status.is_open() {
            return None;
        }
        let day = day(cell, self.as_of).ok()?;
        let due = [self.it.milestone.window.end, self.it.row.verdict.due_now];
        let is_told = day <= self.as_of && !due.contains(&day);
        is_told.then(|| CellFault::new(self.answer, SheetField::DoneOn, CellRefusal::DoneOnAlone))
    }

    /// Returns the day of the row, with its field: the day of completion, if the row reports it anew; else the date;
    /// else the last day in front of a new text of a ledger.
    fn day_written(
        &self,
        unit: Option<UnitIx>,
        done_on: Option<DayWritten>,
        around: Day,
    ) -> Option<DayWritten> {
        let now = self.state(unit).status;
        let held = |day| HeldOnDay::new(&self.it, unit, day);
        let was_open = |day| now != Status::Closed && held(day).state.status.is_open();
        let is_new = |day: Result<Day, _>| now.is_open() || day.is_ok_and(was_open);
        done_on
            .filter(|(_, day)| is_new(day.clone()))
            .or_else(|| {
                let date = self.answer.get(SheetField::Date)?;
                Some((SheetField::Date, day(date, around)))
            })
            .or_else(|| {
                let new = TEXTS.iter().filter_map(|field| {
                    let text = self.answer.words(*field);
                    let text = self.added(&held(around), *field, &text).unwrap_or(&text);
                    let (day, _) = self.dated(text)?;
                    (!self.is_said(&held(day), *field, text)).then_some(day)
                });
                Some((SheetField::Progress, Ok(new.max()?)))
            })
    }

    /// Returns the state of who speaks: its own part where every unit reports its own.
    fn state(&self, unit: Option<UnitIx>) -> &MilestoneState {
        self.it.row.state.of_unit(unit)
    }

    pub(super) fn measured(&self, value: Number) -> String {
        let target = self.it.milestone.target.as_ref();
        let unit = target.map_or("", |target| target.unit.as_str());
        format!("{value}{unit}")
    }

    /// Returns whether a cell repeats what is recorded; what has a day in front, as in our own ledger, may repeat what was
    /// said of that day.
    pub(super) fn is_said(&self, held: &HeldOnDay<'_>, field: SheetField, said: &str) -> bool {
        // Of an `each` milestone our ledger counts who has reported.
        if field == SheetField::Progress && self.starts_with_count(said) {
            return true;
        }
        let dated = self.dated(said);
        let is_of = |text: (&Entry, &str)| self.repeats(said, dated, text);
        let is_of_day = |held: &HeldOnDay<'_>| {
            let mut texts = held.texts(field, self.is_office).into_iter();
            texts.any(is_of)
        };
        let own = dated.filter(|(day, _)| *day != held.day);
        is_of_day(held) || own.is_some_and(|(day, _)| is_of_day(&held.on(day)))
    }

    /// Returns whether a text, perhaps with a day split off its front, is that of an entry.
    fn repeats(
        &self,
        said: &str,
        dated: Option<(Day, &str)>,
        (entry, text): (&Entry, &str),
    ) -> bool {
        let is_same = |a: &str, b: &str| {
            let (a, b) = (printed(a), printed(b));
            a.split_whitespace().eq(b.split_whitespace())
        };
        let is_of_day = |(day, said)| day == entry.day() && is_same(said, text);
        let units = self.it.plan.units();
        let unit = entry.unit_meant(units);
        let unit = unit.map(|unit| units.get(unit).name_on(self.as_of));
        let is_dated = |lang: &Lang| {
            let dated = lang.words().report.dated;
            let mut forms = [None, unit].into_iter();
            forms.any(|unit| is_same(said, &dated(entry.day(), unit, text)))
        };
        is_same(said, text) || dated.is_some_and(is_of_day) || Lang::ALL.iter().any(is_dated)
    }

    /// Splits the day, perhaps with a unit, off the front of a text, where our own ledger puts it in either language.
    pub(super) fn dated<'t>(&self, text: &'t str) -> Option<(Day, &'t str)> {
        let (head, said) = text.split_once([':', '：']).filter(|_| self.is_office)?;
        let (day, unit) = head.split_once(' ').unwrap_or((head, ""));
        let is_ours = unit.is_empty() || self.it.plan.units().find(unit).is_some();
        Some((day.parse().ok()?, said.trim_start())).filter(|_| is_ours)
    }

    /// Returns the text added behind one that is recorded for the day in front of it, as our own ledger prints it: the
    /// added text is not of that day.
    pub(super) fn added<'t>(
        &self,
        held: &HeldOnDay<'_>,
        field: SheetField,
        text: &'t str,
    ) -> Option<&'t str> {
        const PARTING: [char; 4] = ['；', ';', '。', '\n'];
        let (day, said) = self.dated(text)?;
        let held = held.on(day);
        let mut known = held.texts(field, self.is_office).into_iter();
        let rest = known.find_map(|(entry, known)| {
            let rest = said.strip_prefix(printed(known).trim())?;
            let is_parted = rest.trim_start_matches([' ', '\r']).starts_with(PARTING);
            (entry.day() == day && is_parted).then_some(rest)
        })?;
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || PARTING.contains(&c));
        (!rest.is_empty()).then_some(rest)
    }

    fn starts_with_count(&self, text: &str) -> bool {
        let state = &self.it.row.state;
        let (done, owing) = state.reported();
        let begins = |lang: &Lang| text.starts_with(&(lang.words().reported_of)(done, owing));
        !state.units.is_empty() && Lang::ALL.iter().any(begins)
    }
}

/// The fields of text.
pub(super) const TEXTS: [SheetField; 3] =
    [SheetField::Progress, SheetField::Problem, SheetField::Next];

/// A day of a row as it was read, with its field.
pub(super) type DayWritten = (SheetField, Result<Day, CellRefusal>);
