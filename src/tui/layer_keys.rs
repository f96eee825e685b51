//! Keys while a layer is open.

use crossterm::event::{KeyCode, KeyEvent};

use crate::plan::{Change, Day, Entry, Log, Occasion, Part, Standing, Status};
use crate::query::{Filter, Needle, Role, UnitMatch, match_unit};
use crate::text::Lang;

use super::command::{BINDINGS, Command, bindings_of};
use super::effect::Effect;
use super::field::Field;
use super::keys::normalise;
use super::layer::{Begin, FilterRow, Filters, Form, Layer, Palette, Purpose, Reading};
use super::message::Said;
use super::pane::Pane;
use super::state::State;
use super::update::is_cancel;

impl State {
    pub(super) fn layer_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        match self.layers.last_mut() {
            Some(Layer::Form(_)) => self.form_key(key, cx),
            Some(Layer::Statuses(_)) => self.statuses_key(normalise(key), cx),
            Some(Layer::Filters(_)) => {
                self.filters_key(normalise(key));
                Vec::new()
            }
            Some(Layer::Palette(_)) => self.palette_key(key, cx),
            Some(Layer::Help(scroll) | Layer::Text(Reading { scroll, .. })) => {
                match normalise(key).code {
                    KeyCode::Char('j') | KeyCode::Down => *scroll += 1,
                    KeyCode::Char('k') | KeyCode::Up => *scroll = scroll.saturating_sub(1),
                    KeyCode::Char(' ') | KeyCode::PageDown => *scroll += 10,
                    KeyCode::PageUp => *scroll = scroll.saturating_sub(10),
                    _ => drop(self.layers.pop()),
                }
                Vec::new()
            }
            Some(Layer::Confirm(_)) => self.confirm_key(normalise(key), cx),
            Some(Layer::Begin(_)) => self.begin_key(key, cx),
            None => Vec::new(),
        }
    }

    fn form_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Form(form)) = self.layers.last_mut() else {
            return Vec::new();
        };
        if is_cancel(key) {
            let Some(Layer::Form(form)) = self.layers.pop() else {
                return Vec::new();
            };
            if form.purpose == Purpose::Search {
                if !self.search.is_empty() {
                    self.last_search = std::mem::take(&mut self.search);
                }
                self.set_search("");
            } else {
                self.keep_draft(form);
            }
            return Vec::new();
        }
        match key.code {
            KeyCode::Enter
                if form.at + 1 == form.fields.len() || form.purpose == Purpose::Search =>
            {
                self.submit(cx)
            }
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => {
                form.at = (form.at + 1) % form.fields.len();
                Vec::new()
            }
            KeyCode::Up if form.purpose == Purpose::Search => {
                if form.fields[0].value().is_empty() {
                    let before = self.last_search.clone();
                    form.fields[0].set(&before);
                    self.set_search(&before);
                }
                Vec::new()
            }
            KeyCode::BackTab | KeyCode::Up => {
                form.at = (form.at + form.fields.len() - 1) % form.fields.len();
                Vec::new()
            }
            _ => {
                let changed = form.fields[form.at].key(key);
                if changed && form.purpose == Purpose::Search {
                    let typed = form.fields[0].value().to_owned();
                    self.set_search(&typed);
                }
                Vec::new()
            }
        }
    }

    fn submit(&mut self, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Form(form)) = self.layers.pop() else {
            return Vec::new();
        };
        match self.submitted(&form, cx) {
            Ok(effects) => effects,
            Err(why) => {
                // What was typed stays, with the reason above it.
                self.layers.push(Layer::Form(Form {
                    refused: Some(why),
                    ..form
                }));
                Vec::new()
            }
        }
    }

    fn submitted(&mut self, form: &Form, cx: &Occasion) -> Result<Vec<Effect>, String> {
        let field = |at: usize| form.fields.get(at).and_then(Field::filled);
        let targets = form.targets.clone();
        let entry = match &form.purpose {
            Purpose::Search => return Ok(Vec::new()),
            Purpose::AsOf => {
                let day = match field(0) {
                    None => None,
                    Some(text) => Some(self.day(&text)?),
                };
                return Ok(vec![Effect::AsOf(day.filter(|day| *day != self.today))]);
            }
            Purpose::Commit => {
                let message =
                    field(0).ok_or_else(|| self.words.screen.commit_message.to_owned())?;
                return Ok(vec![Effect::Commit(Some(message))]);
            }
            Purpose::Actor => return Ok(vec![Effect::Actor(field(0))]),
            Purpose::Reading { plan, indicator } => {
                return self.reading(form, *plan, *indicator, cx);
            }
            Purpose::Progress => Entry {
                value: field(0).map(|text| self.number(&text)).transpose()?,
                text: field(1),
                problem: field(2),
                next: field(3),
                by: field(4).map(|name| self.unit(form, &name)).transpose()?,
                ..Entry::default()
            },
            Purpose::Postpone => Entry {
                postpone: Some(self.day(&field(0).unwrap_or_default())?),
                reason: field(1),
                approved_by: field(2).map(|name| self.unit(form, &name)).transpose()?,
                ..Entry::default()
            },
            Purpose::Evidence => Entry {
                evidence: field(0).into_iter().collect(),
                ..Entry::default()
            },
            Purpose::Mark(status) => self.marking(form, *status)?,
        };
        let prepared = self.prepare(cx, &targets, &entry);
        if prepared.ready.is_empty()
            && let Some((_, refusal)) = prepared.refused.first()
        {
            return Err((self.words.refusal)(refusal).what);
        }
        Ok(self.deed(cx, targets, entry))
    }

    /// The fields of a form that asked for what a status lacks.
    fn marking(&self, form: &Form, status: Status) -> Result<Entry, String> {
        let mut entry = Entry {
            status: Some(status),
            ..Entry::default()
        };
        for field in &form.fields {
            let Some(text) = field.filled() else { continue };
            if field.label == self.words.value {
                entry.value = Some(self.number(&text)?);
            } else if field.label == self.words.screen.date {
                entry.on = Some(self.day(&text)?);
            } else if field.label == self.words.progress {
                entry.text = Some(text);
            } else if field.label == self.words.because {
                entry.reason = Some(text);
            } else if field.label == self.words.screen.by {
                entry.by = Some(self.unit(form, &text)?);
            } else if field.label == self.words.screen.of {
                entry.of = Some(self.unit(form, &text)?);
            }
        }
        Ok(entry)
    }

    fn reading(
        &mut self,
        form: &Form,
        place: usize,
        indicator: usize,
        cx: &Occasion,
    ) -> Result<Vec<Effect>, String> {
        let field = |at: usize| form.fields.get(at).and_then(Field::filled);
        let Some((plan, _, _)) = self.board.plans.get(place).and_then(|shown| shown.open()) else {
            return Ok(Vec::new());
        };
        let entry = Entry {
            value: Some(self.number(&field(0).unwrap_or_default())?),
            on: field(1).map(|text| self.day(&text)).transpose()?,
            evidence: field(2).into_iter().collect(),
            ..Entry::default()
        };
        let id = plan.indicators()[indicator].id.clone();
        let entry = cx.complete_reading(plan, entry);
        Ok(vec![Effect::Write(vec![Change::append(
            plan.id(),
            Log::Indicator(id),
            entry,
        )])])
    }

    pub(super) fn day(&self, text: &str) -> Result<Day, String> {
        crate::query::parse_day(text).ok_or_else(|| {
            let note = (self.words.cli.bad_date)(text);
            format!("{}; {}", note.what, note.how)
        })
    }

    fn number(&self, text: &str) -> Result<f64, String> {
        crate::query::parse_number(text)
            .ok_or_else(|| (self.words.refusal)(&crate::plan::Refusal::NotANumber).what)
    }

    /// A unit by any of its names, in the plan of what the form applies to.
    fn unit(&self, form: &Form, typed: &str) -> Result<String, String> {
        let place = form.targets.first().map_or(self.plan, |item| item.plan);
        let Some((plan, _, _)) = self.board.plans.get(place).and_then(|shown| shown.open()) else {
            return Err(String::new());
        };
        let names = |list: &[usize]| {
            list.iter()
                .map(|unit| plan.units().name(*unit).to_owned())
                .collect::<Vec<_>>()
        };
        let cli = &self.words.cli;
        match match_unit(plan.units(), typed) {
            UnitMatch::One(unit) => Ok(plan.units().name(unit).to_owned()),
            UnitMatch::Several(units) => {
                let note = (cli.several_units)(typed, &names(&units));
                Err(format!("{}; {}", note.what, note.how))
            }
            UnitMatch::None => Err((cli.no_such_unit)(typed, &[]).what),
        }
    }

    fn statuses_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Statuses(pane)) = self.layers.last_mut() else {
            return Vec::new();
        };
        let chosen = match key.code {
            KeyCode::Char('j') | KeyCode::Down => {
                pane.step(1, Status::ALL.len(), |_| true);
                return Vec::new();
            }
            KeyCode::Char('k') | KeyCode::Up => {
                pane.step(-1, Status::ALL.len(), |_| true);
                return Vec::new();
            }
            KeyCode::Char(digit @ '1'..='7') => digit as usize - '1' as usize,
            KeyCode::Enter | KeyCode::Char(' ') => pane.cursor,
            _ => {
                self.layers.pop();
                return Vec::new();
            }
        };
        self.layers.pop();
        let targets = self.targets();
        let status = Status::ALL[chosen.min(Status::ALL.len() - 1)];
        self.deed(
            cx,
            targets,
            Entry {
                status: Some(status),
                ..Entry::default()
            },
        )
    }

    fn confirm_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Confirm(confirm)) = self.layers.pop() else {
            return Vec::new();
        };
        if matches!(key.code, KeyCode::Char('y' | 'Y')) {
            return self.deed(cx, confirm.rest, confirm.entry);
        }
        self.said = Some(Said::done(self.words.screen.nothing_done));
        Vec::new()
    }

    pub(super) fn open_filters(&mut self) {
        let words = self.words;
        let mut rows = vec![FilterRow::Heading(words.screen.role), FilterRow::LeadOnly];
        rows.push(FilterRow::Heading(words.columns.standing));
        rows.extend(Standing::ALL.map(FilterRow::Standing));
        rows.push(FilterRow::Heading(words.columns.status));
        rows.extend(Status::ALL.map(FilterRow::Status));
        if let Some((plan, _, _)) = self.open_plan().filter(|_| !self.view.is_across_plans()) {
            rows.push(FilterRow::Heading(words.phase));
            rows.extend(
                plan.phases()
                    .iter()
                    .map(|phase| FilterRow::Phase(phase.id.clone(), phase.name.clone())),
            );
            rows.push(FilterRow::Heading(words.section));
            rows.extend(plan.sections.iter().map(|section| {
                FilterRow::Section(
                    section.id.clone(),
                    format!("{} {}", section.no, section.title),
                )
            }));
        }
        let pane = Pane {
            cursor: 1,
            top: 0,
            height: 10,
        };
        self.layers.push(Layer::Filters(Filters { rows, pane }));
    }

    fn filters_key(&mut self, key: KeyEvent) {
        let Some(Layer::Filters(filters)) = self.layers.last_mut() else {
            return;
        };
        let stands = |row: usize| !matches!(filters.rows[row], FilterRow::Heading(_));
        let len = filters.rows.len();
        match key.code {
            KeyCode::Char('j') | KeyCode::Down => filters.pane.step(1, len, stands),
            KeyCode::Char('k') | KeyCode::Up => filters.pane.step(-1, len, stands),
            KeyCode::PageDown => filters.pane.step(10, len, stands),
            KeyCode::PageUp => filters.pane.step(-10, len, stands),
            KeyCode::Char(' ' | 'x') => {
                let row = filters.rows[filters.pane.cursor].clone();
                toggle(&mut self.filter, &row);
                self.rebuild();
            }
            KeyCode::Enter => {
                let row = filters.rows[filters.pane.cursor].clone();
                if !is_ticked(&self.filter, &row) {
                    toggle(&mut self.filter, &row);
                }
                self.layers.pop();
                self.rebuild();
            }
            KeyCode::Char('F') => {
                self.layers.pop();
                self.clear_filter();
            }
            _ => drop(self.layers.pop()),
        }
    }

    pub(super) fn open_palette(&mut self) {
        let field = Field::new(":", "");
        self.layers.push(Layer::Palette(Palette {
            field,
            found: Vec::new(),
            pane: Pane {
                height: 10,
                ..Pane::default()
            },
        }));
        self.palette_changed();
    }

    /// The commands that what was typed finds, by their names in every language.
    pub(super) fn palette_changed(&mut self) {
        let view = self.view;
        let Some(Layer::Palette(palette)) = self.layers.last_mut() else {
            return;
        };
        let needle = Needle::new(palette.field.value());
        let here = bindings_of(view).map(|binding| binding.command);
        let mut all: Vec<Command> = here.collect();
        all.extend(
            BINDINGS
                .iter()
                .map(|binding| binding.command)
                .filter(|command| matches!(command, Command::Show(_))),
        );
        let mut found: Vec<Command> = Vec::new();
        for command in all {
            let names = Lang::ALL
                .iter()
                .map(|lang| (lang.words().screen.command)(command));
            let texts: Vec<&str> = names.flat_map(|(short, long)| [short, long]).collect();
            if needle.matches_any_of(&texts) && !found.contains(&command) {
                found.push(command);
            }
        }
        palette.found = found;
        palette.pane.cursor = 0;
        palette.pane.top = 0;
    }

    fn palette_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Palette(palette)) = self.layers.last_mut() else {
            return Vec::new();
        };
        if is_cancel(key) {
            self.layers.pop();
            return Vec::new();
        }
        let len = palette.found.len();
        match key.code {
            KeyCode::Down => palette.pane.step(1, len, |_| true),
            KeyCode::Up => palette.pane.step(-1, len, |_| true),
            KeyCode::Enter => {
                let chosen = palette.found.get(palette.pane.cursor).copied();
                self.layers.pop();
                return chosen.map_or_else(Vec::new, |command| self.run(command, cx));
            }
            _ => {
                if palette.field.key(key) {
                    self.palette_changed();
                }
            }
        }
        Vec::new()
    }

    /// What fell due in a plan and was never reported: to be ticked in one go.
    pub(super) fn open_begin(&mut self) {
        if let Some(super::rows::RowRef::Plan(place) | super::rows::RowRef::NeverReported(place)) =
            self.row()
        {
            self.choose_plan(place);
        }
        let place = self.plan;
        let Some((plan, progress, ledger)) = self.open_plan() else {
            return;
        };
        let mut items = Vec::new();
        Filter::default().select(place, plan, progress, ledger, &mut items);
        items.retain(|item| {
            let row = ledger.row(item.action, item.milestone);
            let milestone = &plan.actions[item.action].milestones[item.milestone];
            row.state.recorded.is_none() && row.verdict.days < 0 && !milestone.each
        });
        if items.is_empty() {
            self.said = Some(Said::refused(self.words.screen.nothing_to_begin));
            return;
        }
        let since = self.today.to_string();
        let mut begin = Begin {
            plan: place,
            items,
            chosen: std::collections::BTreeSet::new(),
            pane: Pane {
                height: 10,
                ..Pane::default()
            },
            since: Field::new(self.words.screen.since, since),
            evidence: Field::new(self.words.evidence, ""),
            at: 0,
            refused: None,
        };
        if let Some(draft) = self.begin_draft.take_if(|draft| draft.plan == place) {
            begin.take_in(draft);
        }
        self.layers.push(Layer::Begin(begin));
    }

    fn begin_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Begin(begin)) = self.layers.last_mut() else {
            return Vec::new();
        };
        if is_cancel(key) {
            self.said = Some(Said::done(self.words.screen.nothing_done));
            if let Some(Layer::Begin(begin)) = self.layers.pop() {
                self.keep_begin(begin);
            }
            return Vec::new();
        }
        let len = begin.items.len();
        match (key.code, begin.at) {
            (KeyCode::Tab, _) => begin.at = (begin.at + 1) % 3,
            (KeyCode::BackTab, _) => begin.at = (begin.at + 2) % 3,
            (KeyCode::Enter, _) => return self.submit_begin(cx),
            (_, 1) => drop(begin.since.key(key)),
            (_, 2) => drop(begin.evidence.key(key)),
            (KeyCode::Down, _) => begin.pane.step(1, len, |_| true),
            (KeyCode::Up, _) => begin.pane.step(-1, len, |_| true),
            (KeyCode::PageDown, _) => begin.pane.step(10, len, |_| true),
            (KeyCode::PageUp, _) => begin.pane.step(-10, len, |_| true),
            _ => match normalise(key).code {
                KeyCode::Char('j') => begin.pane.step(1, len, |_| true),
                KeyCode::Char('k') => begin.pane.step(-1, len, |_| true),
                KeyCode::Char(' ' | 'x') => {
                    let at = begin.pane.cursor;
                    if !begin.chosen.remove(&at) {
                        begin.chosen.insert(at);
                    }
                    begin.pane.step(1, len, |_| true);
                }
                KeyCode::Char('X' | 'a') => {
                    if begin.chosen.len() == len {
                        begin.chosen.clear();
                    } else {
                        begin.chosen = (0..len).collect();
                    }
                }
                _ => {}
            },
        }
        Vec::new()
    }

    /// What was ticked is done, each on its own due day; what was not is 未报 from the day reporting began.
    fn submit_begin(&mut self, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Begin(mut begin)) = self.layers.pop() else {
            return Vec::new();
        };
        let since = match begin.since.filled().map(|text| self.day(&text)).transpose() {
            Ok(since) => since,
            Err(why) => {
                begin.refused = Some(why);
                begin.at = 1;
                self.layers.push(Layer::Begin(begin));
                return Vec::new();
            }
        };
        let Some((plan, _, _)) = self
            .board
            .plans
            .get(begin.plan)
            .and_then(|shown| shown.open())
        else {
            return Vec::new();
        };
        let mut parts: Vec<Part> = since.map(Part::Since).into_iter().collect();
        for at in &begin.chosen {
            let Some(it) = begin.items[*at].resolve(&self.board) else {
                continue;
            };
            let entry = Entry {
                status: Some(Status::Done),
                on: Some(it.row.verdict.due_now),
                evidence: begin.evidence.filled().into_iter().collect(),
                ..Entry::default()
            };
            let entry = cx.complete(it.plan, it.action, entry);
            parts.push(Part::Append(Log::Milestone(it.milestone.id.clone()), entry));
        }
        if parts.is_empty() {
            return Vec::new();
        }
        vec![Effect::Write(vec![Change {
            plan: plan.id().to_owned(),
            parts,
        }])]
    }
}

/// Whether a filter is set.
pub(super) fn is_ticked(filter: &Filter, row: &FilterRow) -> bool {
    match row {
        FilterRow::Heading(_) => false,
        FilterRow::LeadOnly => filter.role == Role::Lead,
        FilterRow::Standing(standing) => filter.standings.contains(standing),
        FilterRow::Status(status) => filter.statuses.contains(status),
        FilterRow::Phase(id, _) => filter.phase.as_ref() == Some(id),
        FilterRow::Section(id, _) => filter.section.as_ref() == Some(id),
    }
}

fn toggle(filter: &mut Filter, row: &FilterRow) {
    let ticked = is_ticked(filter, row);
    match row {
        FilterRow::Heading(_) => {}
        FilterRow::LeadOnly => filter.role = if ticked { Role::Either } else { Role::Lead },
        FilterRow::Standing(standing) if ticked => {
            filter.standings.retain(|known| known != standing);
        }
        FilterRow::Standing(standing) => filter.standings.push(*standing),
        FilterRow::Status(status) if ticked => filter.statuses.retain(|known| known != status),
        FilterRow::Status(status) => filter.statuses.push(*status),
        FilterRow::Phase(id, _) => filter.phase = (!ticked).then(|| id.clone()),
        FilterRow::Section(id, _) => filter.section = (!ticked).then(|| id.clone()),
    }
}
