//! The form for a plan that has run for years: past milestones to tick as done, and the day reporting begins here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Day, Entry, Ledger, Progress, SinceChange, Standing, Status};
use crate::query::{Filter, OpenPlan};
use crate::record::{Deed, DeedItem, Judged, SinceRequest};
use crate::text::wrap;
use crate::tui::app::{Pane, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, QUIET, STRONG};

use super::{After, Confirm, Field, FramePlace, Overlay, draw_fields, framed, is_cancel, tick};

/// Past milestones of a plan, to be ticked as done, with the day reporting begins and the evidence.
#[derive(Clone)]
pub(crate) struct Begin {
    pub(super) plan: String,
    items: Vec<DeedItem>,
    chosen: BTreeSet<usize>,
    pane: Pane,
    /// The day since which reporting began, as it was shown.
    began: Option<Day>,
    since: Field,
    evidence: Field,
    /// The part that has the keys: 0 for the list, 1 and 2 for the fields.
    at: usize,
    /// The reason it was not accepted.
    refused: Option<String>,
}

impl Begin {
    /// Returns whether anything was ticked or typed.
    pub(crate) fn is_touched(&self) -> bool {
        !self.chosen.is_empty() || self.since.is_touched() || self.evidence.is_touched()
    }

    /// Returns the title of its plan when it was opened; another plan may have taken the folder since.
    pub(super) fn plan_title(&self) -> Option<&str> {
        let subject = self.items.first()?.subject()?;
        Some(&subject.plan)
    }

    /// Restores the ticks and texts of a form that was left.
    fn take_in(&mut self, draft: Self) {
        let ticked = draft.chosen.iter().filter_map(|at| draft.items.get(*at));
        let ticked: HashMap<&str, &DeedItem> =
            ticked.map(|item| (item.log.log.id(), item)).collect();
        let is_ticked = |at: &usize| {
            let item = &self.items[*at];
            let ticked = ticked.get(item.log.log.id());
            ticked.is_some_and(|ticked| ticked.is_same(item))
        };
        self.chosen = (0..self.items.len()).filter(is_ticked).collect();
        if draft.since.is_touched() {
            self.since.set(draft.since.value());
        }
        self.evidence = draft.evidence;
        self.at = draft.at;
        self.pane = draft.pane;
        let cursor = self.pane.cursor;
        self.pane.go(cursor, self.items.len(), true, |_| true);
    }
}

impl State {
    /// Opens the form with the milestones of the chosen plan that fell due and were never reported.
    pub(crate) fn open_begin(&mut self) {
        let plan = self.plan_under_cursor().to_owned();
        self.choose_plan(&plan);
        let Some(items) = self.never_reported(&plan) else {
            return;
        };
        if items.is_empty() {
            return self.refuse(self.words.screen.nothing_to_begin);
        }
        let began = self.began(&plan);
        let mut begin = Begin {
            plan,
            items,
            began,
            chosen: BTreeSet::new(),
            pane: Pane {
                height: 10,
                ..Pane::default()
            },
            since: since_field(self, began),
            evidence: Field::new(self.words.evidence, ""),
            at: 0,
            refused: None,
        };
        if let Some(draft) = self.overlays.take_begin_draft(&begin) {
            begin.take_in(draft);
        }
        self.open(begin);
    }

    /// Returns the day since which reporting began in a plan.
    fn began(&self, plan: &str) -> Option<Day> {
        let open = self.board().open_plan(plan);
        open.and_then(|open| open.progress.since)
    }

    /// Returns the milestones of a plan that fell due and were never reported; `None` if it is not open.
    fn never_reported(&self, plan: &str) -> Option<Vec<DeedItem>> {
        let handles = &self.board().plans;
        let place = handles.iter().position(|handle| handle.id() == plan)?;
        let open = handles[place].open()?;
        let OpenPlan { plan, ledger, .. } = open;
        let mut items = Vec::new();
        Filter::default().select(place, open, &mut items);
        items.retain(|item| {
            let row = ledger.row(item.place.action, item.place.milestone);
            let milestone = &plan.actions[item.place.action].milestones[item.place.milestone];
            row.state.recorded.is_none() && row.verdict.days < 0 && !milestone.each
        });
        Some(self.deed_items(&items))
    }
}

/// Returns the field with the day since which reporting began, or the as-of day for a plan without one.
fn since_field(state: &State, began: Option<Day>) -> Field {
    let day = began.unwrap_or_else(|| state.as_of());
    Field::new(state.words.screen.since, day.to_string()).marked()
}

impl Overlay for Begin {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_cancel(key) {
            state.say(state.words.screen.nothing_done);
            state.keep_begin(self.clone());
            return After::Close;
        }
        let len = self.items.len();
        match (key.code, self.at) {
            (KeyCode::Tab, _) => self.at = (self.at + 1) % 3,
            (KeyCode::BackTab, _) => self.at = (self.at + 2) % 3,
            (KeyCode::Enter, _) => return self.submit(state),
            (_, 1) => drop(self.since.key(key)),
            (_, 2) => drop(self.evidence.key(key)),
            _ => match plain(key) {
                KeyCode::Char(' ' | 'x') => {
                    let at = self.pane.cursor;
                    if !self.chosen.remove(&at) {
                        self.chosen.insert(at);
                    }
                    self.pane.step(1, len, |_| true);
                }
                KeyCode::Char('X' | 'a') => {
                    if self.chosen.len() == len {
                        self.chosen.clear();
                    } else {
                        self.chosen = (0..len).collect();
                    }
                }
                code => drop(self.pane.key(code, len, |_| true)),
            },
        }
        After::Stay
    }

    fn refused(&mut self, state: &State, why: &str) -> bool {
        self.refused = Some(self.renewed(state, why.to_owned()));
        true
    }

    fn holds_text(&self) -> bool {
        self.is_touched()
    }

    fn paste(&mut self, _state: &mut State, text: &str) {
        match self.at {
            1 => self.since.paste(text),
            2 => self.evidence.paste(text),
            _ => {}
        }
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.screen;
        let title = (words.begin_title)(self.chosen.len(), self.items.len());
        let place = FramePlace::Whole { top: 3 };
        let inside = framed(painter, area, place, &title, words.begin_help);
        let refused = self.refused.iter();
        let refused = refused.flat_map(|why| wrap(why, inside.width.into()));
        let refused: Vec<&str> = refused.collect();
        let below = 2 + refused.len() as u16;
        let room = inside.height.saturating_sub(below);
        let pane = self.pane.fitted(room, self.items.len());
        for (row, line, here) in pane.lines(self.items.len(), inside) {
            let (x, y, here) = (line.x, line.y, here && self.at == 0);
            let item = self.items[row].locate(state.board());
            let Some(it) = item.as_ref().and_then(|item| item.resolve(state.board())) else {
                continue;
            };
            painter.cursor(x, y, row == pane.cursor, self.at == 0);
            let (tick, action) = (tick(self.chosen.contains(&row)), it.action);
            let label = it.milestone.label();
            let text = format!("{tick} {} {} | {label}", action.id, action.title);
            let end = painter.put(x + 2, y, line.width.saturating_sub(13), &text, PLAIN);
            painter.highlight(x + 2, end, y, here);
            let due = it.row.verdict.due_now.to_string();
            painter.put_right(line.right(), y, 10, &due, QUIET);
        }
        let mut y = inside.bottom().saturating_sub(below);
        for line in refused {
            painter.put(inside.x, y, inside.width, line, STRONG);
            y += 1;
        }
        let fields = [&self.since, &self.evidence];
        let area = Rect { y, ..inside };
        draw_fields(painter, area, &fields, self.at.checked_sub(1))
    }
}

impl Begin {
    /// Asks whether to record the ticked milestones, each on its own due day, and the day reporting begins. The question says
    /// which lamps change.
    fn submit(&mut self, state: &mut State) -> After {
        if self.chosen.is_empty() && !self.since.is_touched() {
            self.refused = Some(state.words.record.nothing_ticked.to_owned());
            return After::Stay;
        }
        match self.question(state) {
            Ok(question) => state.open(question),
            Err(why) => self.refused = Some(self.renewed(state, why)),
        }
        After::Stay
    }

    /// Shows the form anew where a milestone that is ticked or the day changed; returns the reason it was refused with the
    /// way out.
    fn renewed(&mut self, state: &State, why: String) -> String {
        let chosen = self.chosen.iter().map(|at| self.items[*at].clone());
        let began = state.began(&self.plan);
        let is_as_shown = self.same_plan(state).is_ok()
            && state.as_shown(&chosen.collect::<Vec<_>>()).is_ok()
            && began == self.began;
        let Some(items) = state.never_reported(&self.plan).filter(|_| !is_as_shown) else {
            return why;
        };
        let draft = self.clone();
        self.items = items;
        self.began = began;
        self.since = since_field(state, began);
        self.take_in(draft);
        let words = state.words;
        [why.as_str(), words.forms.shown_anew].join(words.semicolon)
    }

    /// Fails if the folder of the plan has become another plan's.
    fn same_plan(&self, state: &State) -> Result<(), String> {
        let title = &state.opened(&self.plan)?.plan.document.title;
        match self.plan_title() {
            Some(was) if was != title => {
                Err((state.words.forms.changed_meanwhile)(&self.plan, title))
            }
            _ => Ok(()),
        }
    }

    /// Returns the day to be set, with the one that it replaces; `None` if the one there stays.
    ///
    /// # Errors
    /// Fails if the text names no day, or somebody changed the one there.
    fn since_change(&mut self, state: &State) -> Result<Option<SinceChange>, String> {
        let words = state.words;
        let began = state.began(&self.plan);
        if began != self.began {
            let now = began.map_or_else(|| words.history.nothing.to_owned(), |day| day.to_string());
            return Err((words.forms.changed_meanwhile)(words.screen.since, &now));
        }
        let day = self.since.filled().map(|text| state.day(&text));
        let day = day.transpose().inspect_err(|_| self.at = 1)?;
        let change = SinceChange { was: began, day };
        Ok((day.is_some() && day != began).then_some(change))
    }

    fn question(&mut self, state: &State) -> Result<Confirm, String> {
        let words = &state.words.record;
        let since = self.since_change(state)?;
        let chosen = self.chosen.iter().map(|at| self.items[*at].clone());
        let chosen: Vec<DeedItem> = chosen.collect();
        let items = state.as_shown(&chosen)?;
        self.same_plan(state)?;
        let requests = chosen.into_iter().zip(&items).map(|(shown, item)| {
            let entry = Entry {
                status: Some(Status::Done),
                on: Some(item.verdict.due_now),
                evidence: self.evidence.filled().into_iter().collect(),
                ..Entry::default()
            };
            shown.add(entry)
        });
        let deed = Deed {
            since: since.map(|change| SinceRequest {
                plan: self.plan.clone(),
                change,
                takes_back: false,
            }),
            ..Deed::new(requests.collect())
        };
        let judged = state.judged(&deed)?;
        if judged.ready.is_empty() && (since.is_none() || !self.since.is_touched()) {
            return Err(nothing_recorded(state, &judged));
        }
        let mut lines = Vec::new();
        if !judged.refused.is_empty() {
            lines.push((state.words.screen.confirm_title)(judged.refused.len()));
            lines.extend(state.refusals(&judged));
        }
        if let Some(SinceChange {
            was,
            day: Some(day),
        }) = since
        {
            lines.push((words.since_title)(day, was));
            let changes = effect_of_since(state, &self.plan, day);
            if changes.is_empty() {
                lines.push(words.since_no_change.to_owned());
            }
            for ((from, to), count) in changes {
                let name = |standing| (state.words.standing)(standing);
                lines.push((words.since_change)(name(from), name(to), count));
            }
        }
        if !judged.ready.is_empty() {
            lines.push((words.ticked)(judged.ready.len()));
        }
        Ok(Confirm {
            title: (state.words.screen.begin_title)(self.chosen.len(), self.items.len()),
            lines,
            top: 0,
            question: words.confirm_record.to_owned(),
            is_over_form: true,
            deed: Deed {
                skips_refused: true,
                ..deed
            },
        })
    }
}

/// The most refusals told in the form.
const TOLD: usize = 3;

/// Says that nothing is recorded of what is ticked, and why.
fn nothing_recorded(state: &State, judged: &Judged) -> String {
    let count = judged.refused.len();
    let said = [
        state.words.screen.nothing_done.to_owned(),
        (state.words.screen.confirm_title)(count),
    ];
    let refusals = state.refusals(judged).into_iter().take(TOLD);
    let said: Vec<String> = said.into_iter().chain(refusals).collect();
    said.join("  ")
}

/// Counts the milestones of a plan whose standing changes if reporting begins on a day, by the standing before and after.
fn effect_of_since(state: &State, plan: &str, since: Day) -> BTreeMap<(Standing, Standing), usize> {
    let open = state.board().open_plan(plan);
    let Some(OpenPlan {
        plan,
        progress,
        ledger: now,
    }) = open
    else {
        return BTreeMap::new();
    };
    let progress = Progress {
        since: Some(since),
        ..progress.clone()
    };
    let then = Ledger::new(plan, &progress, state.as_of());
    let mut changes = BTreeMap::new();
    for action in 0..plan.actions.len() {
        for (before, after) in now.rows_of(action).iter().zip(then.rows_of(action)) {
            let [from, to] = [before, after].map(|row| row.verdict.standing);
            if from != to {
                *changes.entry((from, to)).or_default() += 1;
            }
        }
    }
    changes
}
