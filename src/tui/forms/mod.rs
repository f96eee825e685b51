//! What lies over a view and takes the keys: one file a layer, with its keys and its drawing.

mod begin;
mod confirm;
mod drafts;
pub(in crate::tui) mod field;
mod filters;
mod form;
mod help;
mod palette;
mod reading;
mod statuses;
mod submit;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::query::Item;
use crate::tui::app::effect::Effect;
use crate::tui::app::state::State;
use crate::tui::term::keys::normalise;
use crate::tui::term::wide::clear_area;
use crate::tui::views::paint::{Painter, QUIET, STRONG};

use filters::Filters;
use palette::Palette;

pub(in crate::tui) use begin::Begin;
pub(in crate::tui) use confirm::Confirm;
pub(in crate::tui) use form::{Form, Purpose};
pub(in crate::tui) use reading::Reading;
pub(in crate::tui) use statuses::Statuses;

/// What lies over a view and takes the keys.
pub(in crate::tui) enum Layer {
    /// Fields at the bottom of the screen.
    Form(Form),
    /// The statuses to choose from.
    Statuses(Statuses),
    /// The filters.
    Filters(Filters),
    /// Every command by name.
    Palette(Palette),
    /// The keys of the view, scrolled by so many lines.
    Help(usize),
    /// Lines to read, scrolled by so many: the history of an item.
    Text(Reading),
    /// A question: some cannot be done; do the rest?
    Confirm(Confirm),
    /// What is known of past years.
    Begin(Begin),
}

impl Layer {
    /// The plans of which it means something by its place.
    pub(in crate::tui) fn plans(&self) -> impl Iterator<Item = usize> {
        let of_reading = match self {
            Self::Form(form) => match form.purpose {
                Purpose::Reading { plan, .. } => Some(plan),
                _ => None,
            },
            _ => None,
        };
        let items: &[Item] = match self {
            Self::Form(form) => &form.targets,
            Self::Statuses(list) => &list.targets,
            Self::Confirm(confirm) => &confirm.rest,
            Self::Begin(begin) => &begin.items,
            _ => &[],
        };
        items.iter().map(|item| item.plan).chain(of_reading)
    }

    /// Whether text is typed into it.
    pub(in crate::tui) fn takes_text(&self) -> bool {
        match self {
            Self::Form(_) | Self::Palette(_) => true,
            Self::Begin(begin) => begin.at > 0,
            _ => false,
        }
    }
}

impl State {
    /// Takes a key for the layer on top.
    pub(in crate::tui) fn layer_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
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

    /// Takes pasted text: into the field that is open; nowhere else does a paste mean anything.
    pub fn paste(&mut self, text: &str) {
        match self.layers.last_mut() {
            Some(Layer::Form(form)) => {
                form.fields[form.at].paste(text);
                if form.purpose == Purpose::Search {
                    let typed = form.fields[0].value().to_owned();
                    self.set_search(&typed);
                }
            }
            Some(Layer::Palette(palette)) => {
                palette.field.paste(text);
                self.palette_changed();
            }
            Some(Layer::Begin(begin)) => match begin.at {
                1 => begin.since.paste(text),
                2 => begin.evidence.paste(text),
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a key leaves a layer that takes text: Esc, and what means the same.
fn is_cancel(key: KeyEvent) -> bool {
    key.code == KeyCode::Esc
        || key.modifiers.contains(KeyModifiers::CONTROL)
            && matches!(key.code, KeyCode::Char('c' | 'g'))
}

/// What is read on the layer on top is scrolled no further than to its end.
pub(in crate::tui) fn fit(state: &mut State, area: Rect) {
    let last = match state.layer() {
        Some(Layer::Help(_)) => help::last(state, area),
        Some(Layer::Text(text)) => reading::last(text, area),
        _ => return,
    };
    if let Some(Layer::Help(scroll) | Layer::Text(Reading { scroll, .. })) = state.layers.last_mut()
    {
        *scroll = last.min(*scroll);
    }
}

/// Draws the layer on top; gives the place of the real cursor where text is typed.
pub(in crate::tui) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
) -> Option<Position> {
    match state.layer()? {
        Layer::Form(form) => Some(form::draw(state, painter, area, form)),
        Layer::Statuses(list) => {
            statuses::draw(state, painter, area, list);
            None
        }
        Layer::Filters(list) => {
            filters::draw(state, painter, area, list);
            None
        }
        Layer::Palette(list) => Some(palette::draw(state, painter, area, list)),
        Layer::Text(text) => {
            reading::draw(state, painter, area, text);
            None
        }
        Layer::Help(scroll) => {
            help::draw(state, painter, area, *scroll);
            None
        }
        Layer::Confirm(question) => {
            confirm::draw(state, painter, area, question);
            None
        }
        Layer::Begin(list) => begin::draw(state, painter, area, list),
    }
}

/// A box in the middle, its edge in ASCII; gives its inside.
fn boxed(
    painter: &mut Painter<'_>,
    area: Rect,
    columns: u16,
    lines: u16,
    title: &str,
    foot: &str,
) -> Rect {
    let columns = columns.min(area.width.saturating_sub(4));
    let lines = lines.min(area.height.saturating_sub(4));
    let outer = Rect::new(
        (area.width - columns - 2) / 2,
        (area.height - lines - 2) / 2,
        columns + 2,
        lines + 2,
    );
    clear_area(painter.buffer, outer);
    let rule = format!("+{}+", "-".repeat(columns.into()));
    for y in [outer.y, outer.bottom() - 1] {
        painter.put(outer.x, y, outer.width, &rule, QUIET);
    }
    for y in outer.y + 1..outer.bottom() - 1 {
        painter.put(outer.x, y, 1, "|", QUIET);
        painter.put(outer.right() - 1, y, 1, "|", QUIET);
    }
    painter.put(
        outer.x + 2,
        outer.y,
        columns.saturating_sub(2),
        &format!(" {title} "),
        STRONG,
    );
    painter.put(
        outer.x + 2,
        outer.bottom() - 1,
        columns.saturating_sub(2),
        &format!(" {foot} "),
        QUIET,
    );
    Rect::new(outer.x + 2, outer.y + 1, columns - 2, lines)
}
