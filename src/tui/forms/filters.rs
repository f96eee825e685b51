//! The list of filters to tick.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Standing, Status};
use crate::query::{Filter, OpenPlan};
use crate::tui::app::{Pane, State};
use crate::tui::term::keys::plain;
use crate::tui::views::{Painter, STRONG};

use super::{After, FramePlace, Overlay, framed, is_close, tick};

/// A list of filters to tick.
pub(crate) struct Filters {
    rows: Vec<FilterRow>,
    pane: Pane,
}

/// A filter that can be ticked.
#[derive(Clone, Debug, PartialEq)]
enum FilterRow {
    /// The heading of a group.
    Heading(&'static str),
    /// Only what the unit leads.
    LeadOnly,
    /// A standing.
    Standing(Standing),
    /// A status.
    Status(Status),
    /// A phase, by id and name.
    Phase(String, String),
    /// A section, by id and title.
    Section(String, String),
}

impl State {
    /// Opens the list of filters; phases and sections are offered in views of one plan.
    pub(crate) fn open_filters(&mut self) {
        let words = self.words;
        let mut rows = vec![FilterRow::Heading(words.screen.role), FilterRow::LeadOnly];
        rows.push(FilterRow::Heading(words.columns.standing));
        rows.extend(Standing::ALL.map(FilterRow::Standing));
        rows.push(FilterRow::Heading(words.columns.status));
        rows.extend(Status::ALL.map(FilterRow::Status));
        let plan = self.plans.open().filter(|_| !self.page().is_across_plans);
        if let Some(OpenPlan { plan, .. }) = plan {
            rows.push(FilterRow::Heading(words.phase));
            let phases = plan.phases().iter();
            rows.extend(phases.map(|it| FilterRow::Phase(it.id.clone(), it.name.clone())));
            rows.push(FilterRow::Heading(words.section));
            rows.extend(plan.sections.iter().map(|it| {
                let name = format!("{} {}", it.no, it.title);
                FilterRow::Section(it.id.clone(), name)
            }));
        }
        let pane = Pane {
            cursor: 1,
            top: 0,
            height: 10,
        };
        self.open(Filters { rows, pane });
    }
}

impl Overlay for Filters {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_close(key) {
            return After::Close;
        }
        let stands = |row: usize| !matches!(self.rows[row], FilterRow::Heading(_));
        let len = self.rows.len();
        if self.pane.key(plain(key), len, stands) {
            return After::Stay;
        }
        let row = &self.rows[self.pane.cursor];
        match plain(key) {
            KeyCode::Char(' ' | 'x') => state.narrowing.change(|filter| toggle(filter, row)),
            KeyCode::Enter => {
                if !is_ticked(state.narrowing.filter(), row) {
                    state.narrowing.change(|filter| toggle(filter, row));
                }
                state.rebuild();
                return After::Close;
            }
            KeyCode::Char('F') => {
                state.clear_filter();
                return After::Close;
            }
            _ => return After::Stay,
        }
        state.rebuild();
        After::Stay
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = state.words;
        let place = FramePlace::Middle {
            columns: 54,
            lines: (self.rows.len() as u16).min(area.height.saturating_sub(6)),
        };
        let (title, keys) = (words.screen.filter_title, words.screen.filter_help);
        let inside = framed(painter, area, place, title, keys);
        let pane = self.pane.fitted(inside.height, self.rows.len());
        for (row, line, here) in pane.lines(self.rows.len(), inside) {
            let it = &self.rows[row];
            let text = match it {
                FilterRow::Heading(title) => {
                    painter.put(line.x, line.y, line.width, title, STRONG);
                    continue;
                }
                FilterRow::LeadOnly => words.screen.lead_only.to_owned(),
                FilterRow::Standing(standing) => {
                    let lamp = (words.lamp)(standing.lamp());
                    format!("{lamp} {}", (words.standing)(*standing))
                }
                FilterRow::Status(status) => (words.status)(*status).to_owned(),
                FilterRow::Phase(_, name) | FilterRow::Section(_, name) => name.clone(),
            };
            let tick = tick(is_ticked(state.narrowing.filter(), it));
            painter.option(line, &format!("{tick} {text}"), here);
        }
        None
    }
}

/// Returns whether a filter is set.
fn is_ticked(filter: &Filter, row: &FilterRow) -> bool {
    match row {
        FilterRow::Heading(_) => false,
        FilterRow::LeadOnly => filter.lead_only,
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
        FilterRow::LeadOnly => filter.lead_only = !ticked,
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
