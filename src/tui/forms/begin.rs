//! Beginning with a plan that has run for years: what fell due in it, and from when on one reports here.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Change, Entry, Log, Occasion, Part, Status};
use crate::query::{Filter, Item};
use crate::text::width;
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::lists::rows::RowRef;
use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;
use crate::tui::term::keys::normalise;
use crate::tui::term::wide::clear_area;
use crate::tui::views::paint::{PLAIN, Painter, QUIET, STRONG};

use super::{Layer, is_cancel};

/// What is known of past years: a list of what fell due, to be ticked as done, and from when on one reports here.
pub(in crate::tui) struct Begin {
    pub(in crate::tui) plan: usize,
    pub(in crate::tui) items: Vec<Item>,
    chosen: BTreeSet<usize>,
    pane: Pane,
    pub(super) since: Field,
    pub(super) evidence: Field,
    /// Which has the keys: the list, or one of the two fields.
    pub(super) at: usize,
    refused: Option<String>,
}

impl Begin {
    /// Whether anything was ticked or typed.
    pub(in crate::tui) fn is_touched(&self) -> bool {
        !self.chosen.is_empty() || self.since.is_touched() || self.evidence.is_touched()
    }

    /// Takes in what was ticked and typed before.
    fn take_in(&mut self, draft: Self) {
        let ticked: BTreeSet<(usize, usize, usize)> = draft
            .chosen
            .iter()
            .filter_map(|at| Some(draft.items.get(*at)?.place()))
            .collect();
        let items = self.items.iter().enumerate();
        let is_ticked = |(at, item): (usize, &Item)| ticked.contains(&item.place()).then_some(at);
        self.chosen = items.filter_map(is_ticked).collect();
        self.since = draft.since;
        self.evidence = draft.evidence;
        self.at = draft.at;
        self.pane = draft.pane;
        let cursor = self.pane.cursor;
        self.pane.go(cursor, self.items.len(), true, |_| true);
    }
}

impl State {
    /// What fell due in a plan and was never reported: to be ticked in one go.
    pub(in crate::tui) fn open_begin(&mut self) {
        if let Some(RowRef::Plan(place) | RowRef::NeverReported(place)) = self.row() {
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
            chosen: BTreeSet::new(),
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

    pub(super) fn begin_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
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
            parts.push(Part::Append(
                Log::Milestone(it.milestone.id.to_string()),
                entry,
            ));
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

pub(super) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
    list: &Begin,
) -> Option<Position> {
    let words = &state.words.screen;
    clear_area(painter.buffer, Rect::new(0, 3, area.width, area.height - 3));
    let title = (words.begin_title)(list.chosen.len(), list.items.len());
    painter.put(1, 3, area.width - 2, &title, STRONG);
    let rows = area.height.saturating_sub(9);
    let mut pane = list.pane;
    pane.height = rows.into();
    pane.show_cursor(list.items.len());
    for (line, row) in pane.window(list.items.len()).enumerate() {
        let y = 4 + line as u16;
        let Some(it) = list.items[row].resolve(&state.board) else {
            continue;
        };
        painter.cursor(1, y, row == pane.cursor, list.at == 0);
        let tick = if list.chosen.contains(&row) {
            "[x]"
        } else {
            "[ ]"
        };
        let text = format!(
            "{tick} {} {} | {}",
            it.action.id,
            it.action.title,
            it.milestone.label()
        );
        painter.put(3, y, area.width.saturating_sub(16), &text, PLAIN);
        painter.put_right(
            area.width - 1,
            y,
            10,
            &it.row.verdict.due_now.to_string(),
            QUIET,
        );
    }
    let mut cursor = None;
    for (at, field) in [(1, &list.since), (2, &list.evidence)] {
        let y = area.height - 5 + at as u16;
        let x = 1 + width(field.label) as u16 + 2;
        painter.put(
            1,
            y,
            x,
            field.label,
            if list.at == at { STRONG } else { QUIET },
        );
        let (text, column) = field.shown(area.width.saturating_sub(x + 1));
        painter.put(x, y, area.width.saturating_sub(x), &text, PLAIN);
        if list.at == at {
            cursor = Some(Position::new(x + column, y));
        }
    }
    if let Some(refused) = &list.refused {
        painter.put(1, area.height - 2, area.width - 2, refused, STRONG);
    }
    painter.put(1, area.height - 1, area.width - 2, words.begin_help, QUIET);
    cursor
}
