//! The forms that ask for deeds: one for each kind of deed, and one for the words that a deed lacks.

use std::rc::Rc;

use crate::plan::{Day, Entry, Refusal, RefusedPostponements, Status, Withdrawn};
use crate::query::{Item, PlanHandle, ResolvedItem};
use crate::record::{Act, Deed, DeedItem};
use crate::report::entry_line;
use crate::tui::app::{RowRef, State, Who, same_on_each};
use crate::tui::forms::{ChoiceList, ChoiceOption, Field, FieldName, Form, Purpose};

impl State {
    pub(crate) fn ask_status(&mut self) {
        let Some(items) = self.wanted() else { return };
        let items: Rc<[DeedItem]> = self.deed_items(&items).into();
        let of = match &*items {
            [one] => {
                let id = self.with_plan(&one.log.plan, one.log.log.id());
                let of = one.of.iter().cloned();
                [id].into_iter().chain(of).collect::<Vec<_>>().join(" ")
            }
            several => (self.words.cli.items)(several.len()),
        };
        let title = [self.words.screen.status_title.to_owned(), of];
        let title = title.into_iter().chain(self.other_day());
        let title = title.collect::<Vec<_>>().join("  ");
        let options = Status::ALL.map(|status| {
            let items = Rc::clone(&items);
            ChoiceOption::new((self.words.status)(status), move |state| {
                state.ask_mark(&items, status);
            })
        });
        self.open(ChoiceList::new(title, options.into()));
    }

    /// Marks milestones with a status, at once if that needs no words.
    fn ask_mark(&mut self, items: &[DeedItem], status: Status) {
        match self.as_shown(items) {
            Ok(items) if matches!(status, Status::Closed | Status::Returned) => {
                self.ask_acceptance(&items, status);
            }
            Ok(items) if status == Status::Blocked => self.ask_blocked(&items),
            Ok(_) => {
                let entry = Entry {
                    status: Some(status),
                    ..Entry::default()
                };
                self.deed(same_on_each(items.to_vec(), &entry));
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Asks for 受阻: the reason, and what else a report may say.
    fn ask_blocked(&mut self, items: &[Item]) {
        let fields = vec![
            self.field(FieldName::Reason, ""),
            self.value_field(items),
            self.field(FieldName::Progress, ""),
            self.field(FieldName::Problem, ""),
            self.field(FieldName::Next, ""),
            self.field(FieldName::Evidence, ""),
            self.day_field(),
        ];
        let spare = fields.len() - 1;
        let form = self.deed_form(Purpose::Mark(Status::Blocked), items, fields);
        self.open_form(form.with_spare(spare));
    }

    /// Asks for 销号 or 退办: the unit, the reason, the evidence and the day; for 销号 also what was reached, which
    /// may not have been reported.
    fn ask_acceptance(&mut self, items: &[Item], status: Status) {
        let words = &self.words.forms;
        let by = match status {
            Status::Closed => words.closed_by,
            _ => words.returned_by,
        };
        let unit = self.occasion.unit.clone().unwrap_or_default();
        let mut fields = vec![self.field(FieldName::By, unit).labelled(by)];
        if status.needs_reason() {
            fields.push(self.field(FieldName::Reason, ""));
        }
        let needed = fields.len();
        fields.push(self.field(FieldName::Evidence, ""));
        if status == Status::Closed {
            fields.push(self.value_field(items));
            fields.push(self.field(FieldName::Reason, ""));
        }
        fields.push(self.day_field());
        let spare = fields.len() - needed;
        let form = self.deed_form(Purpose::Mark(status), items, fields);
        self.open_form(form.with_spare(spare));
    }

    /// Asks for a correction of the last report; where a reminder came after it, first which of the two is wrong.
    pub(crate) fn ask_correction(&mut self) {
        let Some(mut items) = self.wanted() else {
            return;
        };
        let last = |item: &Item| item.resolve(self.board()).map(|it| last_entries(&it));
        let found = match items.as_mut_slice() {
            [one] => match last(one) {
                // Nothing of the part meant: what the row shows is of another.
                Some((None, None)) => {
                    let whole = self.whole(one.clone());
                    let found = last(&whole);
                    *one = whole;
                    found
                }
                found => found,
            },
            _ => None,
        };
        let refused = items.first().and_then(|one| one.resolve(self.board()));
        let refused = refused.map(|it| {
            let log = it.progress.log(&it.milestone.id);
            RefusedPostponements::of(it.plan.units(), it.milestone, log)
        });
        let refused = refused.unwrap_or_default();
        match found.unwrap_or_default() {
            (None, None) => self.refuse(self.words.forms.nothing_to_correct),
            (Some(report), None) => self.ask_correction_of(&items, report),
            (None, Some(reminder)) => self.ask_withdrawal(&items, &reminder),
            (Some(report), Some(reminder)) => {
                let words = self.words;
                let named = |what: &str, entry: &Entry| {
                    format!("{what}  {}", entry_line(entry, &refused, words))
                };
                let names = [
                    named((words.withdrawn)(Withdrawn::Reminder), &reminder),
                    named(words.cli.correction, &report),
                ];
                let [of_reminder, of_report] = names;
                let shown: Rc<[DeedItem]> = self.deed_items(&items).into();
                let same = Rc::clone(&shown);
                let options = vec![
                    ChoiceOption::new(of_reminder, move |state| {
                        state.if_as_shown(&same, |state, items| {
                            state.ask_withdrawal(items, &reminder);
                        });
                    }),
                    ChoiceOption::new(of_report, move |state| {
                        state.if_as_shown(&shown, |state, items| {
                            state.ask_correction_of(items, report);
                        });
                    }),
                ];
                self.open(ChoiceList::new(words.cli.correction, options));
            }
        }
    }

    /// Asks about items that still are as they were shown, or says that one is not.
    fn if_as_shown(&mut self, shown: &[DeedItem], ask: impl FnOnce(&mut Self, &[Item])) {
        match self.as_shown(shown) {
            Ok(items) => ask(self, &items),
            Err(why) => self.refuse(why),
        }
    }

    /// Asks for a correction of an entry, with its words in the fields.
    fn ask_correction_of(&mut self, items: &[Item], last: Entry) {
        let of = self.part_meant(items, &last);
        let about = last.clone();
        let value = last.value.map_or_else(String::new, |it| it.to_string());
        let mut fields = vec![
            self.field(FieldName::Day, last.day().to_string()),
            self.field(FieldName::Value, value),
            self.field(FieldName::Progress, last.text.unwrap_or_default()),
            self.field(FieldName::Reason, ""),
            self.field(FieldName::By, last.by.unwrap_or_default()),
        ];
        fields.extend(of.map(|of| self.field(FieldName::Of, of)));
        let form = self.deed_form(Purpose::Correct, items, fields);
        self.open_form(form.about(about));
    }

    /// Asks why a reminder is withdrawn.
    fn ask_withdrawal(&mut self, items: &[Item], reminder: &Entry) {
        let of = self
            .part_meant(items, reminder)
            .or_else(|| reminder.of.clone())
            .or_else(|| self.lead_written_to(items, reminder));
        let mut fields = vec![
            self.field(FieldName::Day, reminder.day().to_string()),
            self.field(FieldName::Reason, ""),
        ];
        fields.extend(of.map(|of| self.field(FieldName::Of, of)));
        let form = self.deed_form(Purpose::Withdraw, items, fields);
        self.open_form(form.about(reminder.clone()));
    }

    /// Returns to which of several leads the letter went that a reminder records.
    fn lead_written_to(&self, items: &[Item], reminder: &Entry) -> Option<String> {
        let it = items.first()?.resolve(self.board())?;
        let to = reminder.letter_to().filter(|_| it.leads().len() > 1);
        to.map(str::to_owned)
    }

    /// Returns the unit that an entry of an `each` milestone is about, unless the row is already the part of one
    /// unit.
    fn part_meant(&self, items: &[Item], entry: &Entry) -> Option<String> {
        let one = items.first().filter(|one| one.of.is_none())?;
        let it = one.resolve(self.board())?;
        let units = it.plan.units();
        let of = entry
            .unit_meant(units)
            .filter(|_| !it.row.state.units.is_empty());
        of.map(|unit| units.name(unit).to_owned())
    }

    fn field(&self, name: FieldName, value: impl Into<String>) -> Field {
        Field::of(name, self.words, value)
    }

    /// Makes the field for a value, with what is reached beside it.
    fn value_field(&self, items: &[Item]) -> Field {
        let field = self.field(FieldName::Value, "");
        field.hinted(self.value_hint(items))
    }

    fn day_field(&self) -> Field {
        self.field(FieldName::Day, self.as_of().to_string())
            .marked()
    }

    /// Makes the form of a deed on items, which names them. If every unit reports its own part and none is meant, it
    /// asks which.
    fn deed_form(&self, purpose: Purpose, items: &[Item], mut fields: Vec<Field>) -> Form {
        if !items.is_empty() && items.iter().all(|item| self.lacks_part(item)) {
            let only = match items {
                [one] => self.only_open_part(one).zip(one.resolve(self.board())),
                _ => None,
            };
            let only = only.map_or("", |(unit, it)| it.plan.units().name(unit));
            let only = self.field(FieldName::Of, only);
            let mut asked = fields.iter_mut();
            match asked.find(|field| field.name == FieldName::Of) {
                Some(field) if field.filled().is_none() => *field = only,
                Some(_) => {}
                None => fields.insert(0, only),
            }
        }
        let title = self.deed_title(&purpose, items);
        let above = self.present_words(items, &fields);
        let form = Form::new(purpose, title, fields).under(above);
        form.on(self.deed_items(items))
    }

    /// Returns the title of the form of a deed on items.
    pub(crate) fn deed_title(&self, purpose: &Purpose, items: &[Item]) -> String {
        let of_items = self.title_of(items);
        match purpose {
            Purpose::Mark(status) => format!("{}  {of_items}", (self.words.status)(*status)),
            Purpose::Correct => format!("{}  {of_items}", self.words.cli.correction),
            Purpose::Withdraw => {
                let what = (self.words.withdrawn)(Withdrawn::Reminder);
                format!("{what}  {of_items}")
            }
            _ => of_items,
        }
    }

    /// Asks for a reading of an indicator.
    pub(crate) fn ask_reading(&mut self, place: usize, indicator: usize) {
        let Some(item) = self.deed_item_of(place, indicator) else {
            return;
        };
        let id = self.with_plan(&item.log.plan, item.log.log.id());
        let name = item.subject().map_or("", |it| it.name.as_str());
        let title = format!("{}  {id} {name}", self.words.screen.reading_title);
        let value = self.field(FieldName::Value, "");
        let fields = vec![
            value.hinted(self.reading_hint(&item.log)),
            self.day_field(),
            self.field(FieldName::Evidence, ""),
        ];
        let form = Form::new(Purpose::Reading, title, fields);
        self.open_form(form.on(vec![item]));
    }

    /// Asks for 办结 with its day and a note in one form.
    pub(crate) fn ask_finish(&mut self) {
        let Some(items) = self.wanted() else { return };
        let fields = vec![
            self.day_field(),
            self.field(FieldName::Progress, ""),
            self.value_field(&items),
            self.field(FieldName::Reason, ""),
        ];
        self.open_form(self.deed_form(Purpose::Mark(Status::Done), &items, fields));
    }

    pub(crate) fn ask_progress(&mut self) {
        if self.selected.is_empty()
            && let Some(RowRef::Indicator { plan, indicator }) = self.row()
        {
            return self.ask_reading(plan, indicator);
        }
        let Some(items) = self.wanted() else { return };
        let fields = vec![
            self.value_field(&items),
            self.field(FieldName::Progress, ""),
            self.field(FieldName::Problem, ""),
            self.field(FieldName::Next, ""),
            self.by_field(&items),
            self.day_field(),
        ];
        let form = self.deed_form(Purpose::Progress, &items, fields);
        self.open_form(form.with_spare(1));
    }

    pub(crate) fn ask_postponement(&mut self) {
        let Some(items) = self.wanted() else { return };
        let (hint, asked) = self.due_hint(&items);
        let fields = vec![
            self.field(FieldName::NewDue, asked).hinted(hint),
            self.field(FieldName::Reason, ""),
            self.field(FieldName::ApprovedBy, ""),
            self.day_field(),
        ];
        let form = self.deed_form(Purpose::Postpone, &items, fields);
        self.open_form(form.with_spare(1));
    }

    pub(crate) fn ask_evidence(&mut self) {
        let Some(items) = self.wanted() else { return };
        let fields = vec![self.field(FieldName::Evidence, ""), self.day_field()];
        let form = self.deed_form(Purpose::Evidence, &items, fields);
        self.open_form(form.with_spare(1));
    }

    /// Opens a form for the words that a refused deed lacks, or says why it is refused.
    pub(crate) fn ask_what_is_missing(&mut self, refusal: &Refusal, deed: &Deed) {
        let why = (self.words.refusal)(refusal).what;
        let entry = deed.requests.iter().find_map(|request| match &request.act {
            Act::Add(entry) => Some(entry.clone()),
            Act::TakeOut(_) => None,
        });
        let Entry { status, by, .. } = entry.unwrap_or_default();
        let Some(status) = status else {
            return self.refuse(why);
        };
        let names = fields_lacking(refusal, status == Status::Done);
        if names.is_empty() {
            return self.refuse(why);
        }
        let by = by.unwrap_or_default();
        let requests = deed.requests.iter();
        let items: Vec<Item> = requests
            .filter_map(|it| it.item.locate(self.board()))
            .collect();
        let fields = names.iter().map(|name| match name {
            FieldName::By => self.field(*name, by.clone()),
            FieldName::Value => self.value_field(&items),
            _ => self.field(*name, ""),
        });
        let fields = fields.chain([self.day_field()]).collect();
        let form = self.deed_form(Purpose::Mark(status), &items, fields);
        let form = form.with_spare(1).quick(deed.allows_done_without_value);
        self.open_form(form.refused_because(Some(why)));
    }

    /// Returns the milestones that the next deed applies to; says so if there are none.
    pub(crate) fn wanted(&mut self) -> Option<Vec<Item>> {
        let items = self.next_items();
        if items.is_empty() {
            self.refuse(self.words.screen.nothing_here);
            return None;
        }
        Some(items)
    }

    /// Makes the field for the unit that reports. Without a typed one, it is the unit that answers; left empty if those
    /// of several items differ, so that each is reported by its own.
    fn by_field(&self, items: &[Item]) -> Field {
        let mut units = items.iter().map(|item| self.default_by(item));
        let first = units.next().unwrap_or_default();
        if units.all(|unit| unit == first) {
            return self.field(FieldName::By, first);
        }
        let field = self.field(FieldName::By, "");
        field.hinted(self.words.forms.each_by_its_own.to_owned())
    }

    /// Returns the unit that a report is by if no other is typed: the one whose items are listed, else the answering
    /// one.
    fn default_by(&self, item: &Item) -> String {
        let Some(it) = item.resolve(self.board()) else {
            return String::new();
        };
        let looked_at = match self.units.listed() {
            Who::Unit(name) if self.has_units() => it.plan.units().find(name),
            _ => None,
        };
        let answering = it.action.answering().filter(|_| !self.lacks_part(item));
        let unit = self.configured_unit(it.plan).or(item.of);
        let unit = unit.or(looked_at).or(answering);
        unit.map_or_else(String::new, |unit| it.plan.units().name(unit).to_owned())
    }

    /// Returns the day of a deed in words, unless it is today.
    pub(crate) fn other_day(&self) -> Option<String> {
        let day = self.as_of();
        (day != self.plans.today()).then(|| (self.words.record.recorded_as_of)(day))
    }

    /// Puts the day of a deed before a title, unless it is today.
    pub(crate) fn of_day(&self, title: String) -> String {
        match self.other_day() {
            Some(day) => format!("{day}  {title}"),
            None => title,
        }
    }

    /// Puts the short name of a plan before an id of it, where there are several plans.
    fn with_plan(&self, plan: &str, id: &str) -> String {
        let plan = self.plans.find(plan).filter(|_| self.plans.are_several());
        let short = plan.map(PlanHandle::short).into_iter();
        short.chain([id]).collect::<Vec<_>>().join(" ")
    }

    fn title_of(&self, items: &[Item]) -> String {
        match items {
            [one] => one.resolve(self.board()).map_or_else(String::new, |it| {
                let id = self.with_plan(it.plan.id(), &it.milestone.id);
                let label = it.milestone.label();
                let name = (self.words.forms.milestone_of)(&id, &it.action.title, &label);
                let unit = one.of.or(it.action.answering());
                let unit = unit.map_or("", |unit| it.plan.units().name(unit));
                format!("{name}  {unit}")
            }),
            several => (self.words.cli.items)(several.len()),
        }
    }
}

/// Returns the fields for the words that a refused deed lacks; none where words do not help.
pub(crate) fn fields_lacking(refusal: &Refusal, says_done: bool) -> &'static [FieldName] {
    match refusal {
        Refusal::ShortOfTarget { .. } | Refusal::NeedsValue => {
            &[FieldName::Value, FieldName::Reason]
        }
        Refusal::NeedsReason(_) => &[FieldName::Reason],
        Refusal::NeedsUnit(status) if status.needs_reason() => &[FieldName::By, FieldName::Reason],
        Refusal::NeedsUnit(_) => &[FieldName::By],
        // A milestone that is done this way may lack more words.
        Refusal::NeedsOf(_) if says_done => &[FieldName::Of, FieldName::Value, FieldName::Reason],
        Refusal::NeedsOf(_) => &[FieldName::Of],
        _ => &[],
    }
}

/// Returns the last report of an item, and the last reminder since.
fn last_entries(it: &ResolvedItem<'_>) -> (Option<Entry>, Option<Entry>) {
    let entries = it.counting_upto(Day::MAX);
    let is_report = |entry: &Entry| entry.remind.is_none() && entry.is_correctable();
    let mut latest = entries.iter().rev().map(AsRef::as_ref);
    let report = latest.clone().find(|entry| is_report(entry));
    let reminder = latest
        .by_ref()
        .take_while(|entry| !is_report(entry))
        .find(|entry| entry.remind.is_some());
    (report.cloned(), reminder.cloned())
}
