//! Fields at the bottom of the screen, with the real cursor in them.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Occasion, Status};
use crate::query::Item;
use crate::text::width;
use crate::tui::app::effect::Effect;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;
use crate::tui::term::wide::clear_area;
use crate::tui::views::paint::{PLAIN, Painter, QUIET, STRONG};

use super::{Layer, is_cancel};

/// What a form is for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::tui) enum Purpose {
    /// Typed as one goes.
    Search,
    /// Another as-of date.
    AsOf,
    /// 完成值, 进展, 问题, 下一步, 报送单位
    Progress,
    /// 延期
    Postpone,
    /// 佐证
    Evidence,
    /// A status that needs words: a reason, a unit.
    Mark(Status),
    /// A reading of an indicator.
    Reading { plan: usize, indicator: usize },
    /// The message of a commit.
    Commit,
    /// Who it is, on a shared account.
    Actor,
}

/// Fields at the bottom of the screen.
pub(in crate::tui) struct Form {
    pub(in crate::tui) purpose: Purpose,
    title: String,
    pub(in crate::tui) fields: Vec<Field>,
    pub(super) at: usize,
    /// Why it was not accepted.
    pub(in crate::tui) refused: Option<String>,
    /// What it applies to, as it was when the form was opened.
    pub(in crate::tui) targets: Vec<Item>,
}

impl Form {
    pub(in crate::tui) fn new(
        purpose: Purpose,
        title: impl Into<String>,
        fields: Vec<Field>,
        targets: Vec<Item>,
    ) -> Self {
        Self {
            purpose,
            title: title.into(),
            fields,
            at: 0,
            refused: None,
            targets,
        }
    }

    /// Whether it asks the same of the same milestones.
    pub(in crate::tui) fn is_for_the_same(&self, other: &Self) -> bool {
        let places = |form: &Self| -> Vec<(usize, usize, usize)> {
            form.targets.iter().map(Item::place).collect()
        };
        self.purpose == other.purpose
            && self.fields.len() == other.fields.len()
            && places(self) == places(other)
    }
}

impl State {
    pub(super) fn form_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
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
}

/// A form takes the lines above the keys: a title, a line a field, why it was refused.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, form: &Form) -> Position {
    let titled = u16::from(!form.title.is_empty());
    let refused = u16::from(form.refused.is_some());
    let fields = form.fields.len() as u16;
    let lines = titled + refused + fields + 1;
    let top = area.height.saturating_sub(lines);
    let own = Rect::new(0, top, area.width, lines);
    clear_area(painter.buffer, own);
    let mut y = top;
    if titled > 0 {
        painter.put(1, y, area.width - 2, &form.title, STRONG);
        y += 1;
    }
    if let Some(refused) = &form.refused {
        painter.put(1, y, area.width - 2, refused, STRONG);
        y += 1;
    }
    let label_width = form
        .fields
        .iter()
        .map(|field| width(field.label))
        .max()
        .unwrap_or(0) as u16;
    let mut cursor = Position::new(1, y);
    for (at, field) in form.fields.iter().enumerate() {
        let x = 1 + label_width + 2;
        painter.put(
            1,
            y,
            label_width,
            field.label,
            if at == form.at { STRONG } else { QUIET },
        );
        let (text, column) = field.shown(area.width - x - 1);
        painter.put(x, y, area.width - x, &text, PLAIN);
        if at == form.at {
            cursor = Position::new((x + column).min(area.width - 1), y);
        }
        y += 1;
    }
    let help = if form.purpose == Purpose::Search {
        state.found().unwrap_or_default()
    } else {
        state.words.screen.form_help.to_owned()
    };
    painter.put(1, y, area.width - 2, &help, QUIET);
    cursor
}
