//! Reports on the screen: which one, how it reads, and where it is to be written.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::record::Deed;
use crate::report::{ReportDocument, ReportKind};
use crate::text::{clean, width, wrap};
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;
use crate::tui::term::keys::plain;
use crate::tui::views::paint::{PLAIN, Painter};

use super::reading::scrolled;
use super::{After, Overlay, boxed, is_cancel};

/// The reports to choose from.
pub(in crate::tui) struct ReportChoice {
    pane: Pane,
}

impl ReportChoice {
    pub(in crate::tui) fn new() -> Self {
        let pane = Pane {
            height: ReportKind::ALL.len(),
            ..Pane::default()
        };
        Self { pane }
    }
}

impl Overlay for ReportChoice {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        let all = ReportKind::ALL.len();
        let chosen = match plain(key) {
            KeyCode::Char('j') | KeyCode::Down => {
                self.pane.step(1, all, |_| true);
                return After::stay();
            }
            KeyCode::Char('k') | KeyCode::Up => {
                self.pane.step(-1, all, |_| true);
                return After::stay();
            }
            KeyCode::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
            KeyCode::Enter | KeyCode::Char(' ') => self.pane.cursor,
            _ => return After::close(),
        };
        match ReportKind::ALL.get(chosen) {
            Some(kind) => After::Close(vec![Effect::ShowReport(*kind)]),
            None => After::stay(),
        }
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.report.command;
        let title = state.of_day(words.choose.to_owned());
        let names: Vec<&str> = ReportKind::ALL
            .iter()
            .map(|kind| (words.kind_name)(kind.key()))
            .collect();
        let widest = names.iter().map(|name| width(name) + 6).max().unwrap_or(0);
        let columns = widest.max(width(&title) + 4) as u16;
        let foot = format!("1-{} Enter Esc", names.len());
        let inside = boxed(painter, area, columns, names.len() as u16, &title, &foot);
        for (at, name) in names.iter().enumerate() {
            let y = inside.y + at as u16;
            painter.cursor(inside.x, y, at == self.pane.cursor, true);
            let text = format!("{} {name}", at + 1);
            painter.put(inside.x + 2, y, inside.width - 2, &text, PLAIN);
        }
        None
    }
}

/// A report as it reads, to be written to a file, or (a reminder) recorded.
pub(in crate::tui) struct ReportPreview {
    document: ReportDocument,
    lines: Vec<String>,
    /// What records it.
    deed: Option<Deed>,
    scroll: usize,
}

impl ReportPreview {
    /// A report with its Markdown form.
    pub(in crate::tui) fn new(
        document: ReportDocument,
        markdown: &str,
        deed: Option<Deed>,
    ) -> Self {
        // A table's rule and the room to write in are for other eyes.
        let is_shown =
            |line: &&str| !line.starts_with("|--") && !line.starts_with("|:-") && *line != "<br>";
        Self {
            document,
            lines: markdown
                .lines()
                .filter(is_shown)
                .map(str::to_owned)
                .collect(),
            deed,
            scroll: 0,
        }
    }

    /// The lines as wide as there is room for.
    fn wrapped(&self, area: Rect) -> Vec<String> {
        let columns = usize::from(columns_in(area)).saturating_sub(2);
        let lines = self.lines.iter().map(|line| clean(line));
        lines
            .flat_map(|line| {
                let pieces = wrap(&line, columns);
                pieces.into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn columns_in(area: Rect) -> u16 {
    area.width.saturating_sub(4)
}

/// The message line stays free: it says where a report was written.
fn lines_in(area: Rect, lines: usize) -> u16 {
    (lines as u16).clamp(1, area.height.saturating_sub(6).max(1))
}

impl Overlay for ReportPreview {
    fn key(&mut self, state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        match plain(key) {
            KeyCode::Char('w') => {
                state.open(ReportTarget::new(self.document.clone(), state));
                After::stay()
            }
            KeyCode::Char('y') => match self.deed.take() {
                Some(deed) => After::Close(vec![Effect::Record(deed)]),
                None => After::stay(),
            },
            _ => scrolled(&mut self.scroll, key),
        }
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        let lines = self.wrapped(area).len();
        let last = lines.saturating_sub(lines_in(area, lines).into());
        self.scroll = self.scroll.min(last);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.report.command;
        let foot = match self.deed {
            Some(_) => words.reminder_foot,
            None => words.preview_foot,
        };
        let wrapped = self.wrapped(area);
        let lines = lines_in(area, wrapped.len());
        let title = &self.document.title;
        let inside = boxed(painter, area, columns_in(area), lines, title, foot);
        let shown = wrapped.iter().skip(self.scroll).take(lines.into());
        for (line, piece) in shown.enumerate() {
            painter.put(inside.x, inside.y + line as u16, inside.width, piece, PLAIN);
        }
        None
    }
}

/// Where a report is to be written.
struct ReportTarget {
    document: ReportDocument,
    field: Field,
}

impl ReportTarget {
    fn new(document: ReportDocument, state: &State) -> Self {
        let kind = document.kind;
        let ending = kind.formats().first().map_or("md", |format| format.key());
        let file = format!("{}-{}.{ending}", kind.key(), document.as_of);
        Self {
            field: Field::new(state.words.report.command.file, file),
            document,
        }
    }
}

impl Overlay for ReportTarget {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        if is_cancel(key) {
            return After::close();
        }
        if key.code != KeyCode::Enter {
            self.field.key(key);
            return After::stay();
        }
        match self.field.filled() {
            Some(file) => {
                let document = Box::new(self.document.clone());
                After::Close(vec![Effect::WriteReport(document, file)])
            }
            None => After::stay(),
        }
    }

    fn paste(&mut self, _state: &mut State, text: &str) {
        self.field.paste(text);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.report.command;
        let formats: Vec<&str> = self
            .document
            .kind
            .formats()
            .iter()
            .map(|format| format.key())
            .collect();
        let foot = format!("Enter Esc  {}", formats.join(" "));
        let inside = boxed(painter, area, 60, 1, words.ask_where, &foot);
        let label = width(self.field.label) as u16 + 1;
        painter.put(inside.x, inside.y, label, self.field.label, PLAIN);
        let (text, cursor) = self.field.shown(inside.width.saturating_sub(label));
        painter.put(
            inside.x + label,
            inside.y,
            inside.width.saturating_sub(label),
            &text,
            PLAIN,
        );
        Some(Position::new(inside.x + label + cursor, inside.y))
    }
}
