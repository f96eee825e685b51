//! Reports on the screen: the choice of one, its preview, and the file to write it to.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::record::Deed;
use crate::report::{ReportDocument, ReportKind};
use crate::tui::app::{Command, Effect, State};
use crate::tui::term::keys::plain;
use crate::tui::views::Painter;

use super::{
    After, ChoiceList, ChoiceOption, Field, FramePlace, Overlay, ScrolledText, framed, is_cancel,
};

impl State {
    /// Asks which report to show.
    pub(crate) fn ask_report(&mut self) {
        let words = &self.words.report.command;
        let title = self.of_day(words.choose.to_owned());
        let options = ReportKind::ALL.map(|kind| {
            ChoiceOption::effect((words.kind_name)(kind.key()), Effect::ShowReport(kind))
        });
        self.open(ChoiceList::new(title, options.into()).first_by(Command::Report));
    }
}

/// The preview of a report, which can be written to a file; a reminder can also be recorded.
pub(crate) struct ReportPreview {
    document: ReportDocument,
    text: ScrolledText,
    /// The deed that records the reminder.
    deed: Option<Deed>,
}

impl ReportPreview {
    /// Makes the preview from the report and its Markdown.
    pub(crate) fn new(document: ReportDocument, markdown: &str, deed: Option<Deed>) -> Self {
        // Table rules and room to write in are for paper.
        let is_shown =
            |line: &&str| !line.starts_with("|--") && !line.starts_with("|:-") && *line != "<br>";
        let lines = markdown.lines().filter(is_shown).map(str::to_owned);
        Self {
            document,
            // The message line says where a report was written.
            text: ScrolledText::new(lines.collect(), 4),
            deed,
        }
    }
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
            _ => self.text.key(key),
        }
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        self.text.fit(area);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.report.command;
        let keys = match self.deed {
            Some(_) => words.reminder_foot,
            None => words.preview_foot,
        };
        self.text.draw(painter, area, &self.document.title, keys);
        None
    }
}

/// The question which file a report is written to.
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
        let keys = format!("{}  {}", words.write_keys, formats.join(" "));
        let place = FramePlace::Bottom { lines: 1 };
        let inside = framed(painter, area, place, words.ask_where, &keys);
        Some(self.field.draw(painter, inside, 0, true))
    }
}
