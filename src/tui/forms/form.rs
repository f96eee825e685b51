//! Fields at the bottom of the screen, with the real cursor in them.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Occasion, Status};
use crate::text::{width, wrap};
use crate::tui::app::state::State;
use crate::tui::app::target::DeedTarget;
use crate::tui::forms::field::Field;
use crate::tui::term::wide::clear_area;
use crate::tui::views::paint::{PLAIN, Painter, QUIET, STRONG};

use super::{After, Overlay, is_cancel};

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
    /// A correction of what was entered of a day.
    Correct,
    /// A status that needs words: a reason, a unit.
    Mark(Status),
    /// A reading of an indicator.
    Reading { plan: String, indicator: String },
    /// The message of a commit.
    Commit,
    /// Who it is, on a shared account.
    Actor,
}

/// Fields at the bottom of the screen.
#[derive(Clone)]
pub(in crate::tui) struct Form {
    pub(in crate::tui) purpose: Purpose,
    title: String,
    pub(in crate::tui) fields: Vec<Field>,
    at: usize,
    /// Fields at the end that need not be gone through: Enter on the one before them is enough.
    spare: usize,
    /// Lines to read above the fields, and the first of them that shows.
    above: Vec<String>,
    scroll: usize,
    /// Why it was not accepted.
    pub(in crate::tui) refused: Option<String>,
    /// What it applies to, as it was when the form was opened.
    pub(in crate::tui) targets: Vec<DeedTarget>,
}

impl Form {
    pub(in crate::tui) fn new(
        purpose: Purpose,
        title: impl Into<String>,
        fields: Vec<Field>,
        targets: Vec<DeedTarget>,
    ) -> Self {
        Self {
            purpose,
            title: title.into(),
            fields,
            at: 0,
            spare: 0,
            above: Vec::new(),
            scroll: 0,
            refused: None,
            targets,
        }
    }

    /// The form with so many fields at its end that need not be gone through.
    pub(in crate::tui) fn with_spare(mut self, spare: usize) -> Self {
        self.spare = spare;
        self
    }

    /// The form with lines to read above its fields.
    pub(in crate::tui) fn under(mut self, above: Vec<String>) -> Self {
        self.above = above;
        self
    }

    /// Returns whether it asks the same of the same milestones.
    pub(in crate::tui) fn is_for_the_same(&self, other: &Self) -> bool {
        self.purpose == other.purpose
            && self.fields.len() == other.fields.len()
            && self.targets == other.targets
    }
}

impl Overlay for Form {
    fn key(&mut self, state: &mut State, key: KeyEvent, cx: &Occasion) -> After {
        if is_cancel(key) {
            if self.purpose == Purpose::Search {
                state.forget_search();
            } else {
                state.keep_draft(self.clone());
            }
            return After::close();
        }
        match key.code {
            KeyCode::Enter
                if self.at + 1 + self.spare >= self.fields.len()
                    || self.purpose == Purpose::Search =>
            {
                match state.submitted(self, cx) {
                    Ok(effects) => return After::Close(effects),
                    // What was typed stays, with the reason above it.
                    Err(why) => self.refused = Some(why),
                }
            }
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => {
                self.at = (self.at + 1) % self.fields.len();
            }
            KeyCode::Up if self.purpose == Purpose::Search => {
                if self.fields[0].value().is_empty() {
                    let before = state.last_search.clone();
                    self.fields[0].set(&before);
                    state.set_search(&before);
                }
            }
            KeyCode::PageDown => self.scroll += 5,
            KeyCode::PageUp => self.scroll = self.scroll.saturating_sub(5),
            KeyCode::BackTab | KeyCode::Up => {
                self.at = (self.at + self.fields.len() - 1) % self.fields.len();
            }
            _ => {
                let changed = self.fields[self.at].key(key);
                if changed && self.purpose == Purpose::Search {
                    state.set_search(self.fields[0].value());
                }
            }
        }
        After::stay()
    }

    fn paste(&mut self, state: &mut State, text: &str) {
        self.fields[self.at].paste(text);
        if self.purpose == Purpose::Search {
            state.set_search(self.fields[0].value());
        }
    }

    /// A form takes the lines above the keys: a title, a line a field, why it was refused.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let titled = u16::from(!self.title.is_empty());
        let refused = u16::from(self.refused.is_some());
        let fields = self.fields.len() as u16;
        let own = titled + refused + fields + 1;
        let columns = usize::from(area.width.saturating_sub(4));
        let above: Vec<&str> = self
            .above
            .iter()
            .flat_map(|line| wrap(line, columns))
            .collect();
        let room = usize::from(area.height.saturating_sub(own + 3));
        let shown = above.len().min(room);
        let scroll = self.scroll.min(above.len() - shown);
        let lines = own + shown as u16;
        let top = area.height.saturating_sub(lines);
        let own = Rect::new(0, top, area.width, lines);
        clear_area(painter.buffer, own);
        let mut y = top;
        if titled > 0 {
            painter.put(1, y, area.width - 2, &self.title, STRONG);
            y += 1;
        }
        for line in &above[scroll..scroll + shown] {
            painter.put(3, y, area.width - 4, line, PLAIN);
            y += 1;
        }
        if let Some(refused) = &self.refused {
            painter.put(1, y, area.width - 2, refused, STRONG);
            y += 1;
        }
        let label_width = self
            .fields
            .iter()
            .map(|field| width(&field.title()).min(usize::from(area.width / 2)))
            .max()
            .unwrap_or(0) as u16;
        let mut cursor = Position::new(1, y);
        for (at, field) in self.fields.iter().enumerate() {
            let x = 1 + label_width + 2;
            painter.put(
                1,
                y,
                label_width,
                &field.title(),
                if at == self.at { STRONG } else { QUIET },
            );
            let (text, column) = field.shown(area.width - x - 1);
            painter.put(x, y, area.width - x, &text, PLAIN);
            if at == self.at {
                cursor = Position::new((x + column).min(area.width - 1), y);
            }
            y += 1;
        }
        let help = if self.purpose == Purpose::Search {
            state.found().unwrap_or_default()
        } else {
            state.words.screen.form_help.to_owned()
        };
        painter.put(1, y, area.width - 2, &help, QUIET);
        Some(cursor)
    }
}
