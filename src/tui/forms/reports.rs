//! Reports on the screen: the choice of one, its preview, and the file to write it to.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::record::Deed;
use crate::report::{ReportDocument, ReportKind, report_lines};
use crate::tui::app::{Command, Effect, State};
use crate::tui::term::keys::plain;
use crate::tui::views::Painter;

use super::{
    After, ChoiceList, ChoiceOption, Field, Form, Overlay, Purpose, ScrolledText, columns_in,
};

impl State {
    /// Asks which report to show.
    pub(crate) fn ask_report(&mut self) {
        let words = &self.words.report.command;
        // A report is of a day, but records nothing.
        let as_of = (self.words.as_of)(self.as_of());
        let title = match self.other_day() {
            Some(_) => format!("{}  {as_of}", words.choose),
            None => words.choose.to_owned(),
        };
        let options = ReportKind::ALL.map(|kind| {
            let plan = self.plan_under_cursor().to_owned();
            let effect = Effect::ShowReport { kind, plan };
            ChoiceOption::effect((words.kind_name)(kind.key()), effect)
        });
        self.open(ChoiceList::new(title, options.into()).first_by(Command::Report));
    }

    /// Asks which file a report is written to.
    fn ask_file(&mut self, document: &ReportDocument) {
        let words = &self.words.report.command;
        let kind = document.kind;
        let ending = kind.formats().first().map_or("md", |format| format.key());
        let file = format!("{}-{}.{ending}", kind.key(), document.as_of);
        let purpose = Purpose::WriteReport(Box::new(document.clone()));
        let fields = vec![Field::new(words.file, file)];
        self.open_form(Form::new(purpose, words.ask_where, fields));
    }
}

/// The preview of a report, which can be written to a file; a reminder can also be recorded.
pub(crate) struct ReportPreview {
    document: ReportDocument,
    text: ScrolledText,
    /// The columns that its lines are laid out for.
    columns: u16,
    /// The deed that records the reminder.
    deed: Option<Deed>,
}

impl ReportPreview {
    /// Makes the preview; its lines are laid out when the size of the screen is known.
    pub(crate) fn new(document: ReportDocument, deed: Option<Deed>) -> Self {
        Self {
            document,
            // The message line says where a report was written.
            text: ScrolledText::new(Vec::new(), 4),
            columns: 0,
            deed,
        }
    }
}

impl Overlay for ReportPreview {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        match plain(key) {
            KeyCode::Char('w') => {
                state.ask_file(&self.document);
                After::Stay
            }
            KeyCode::Char('y') => match &self.deed {
                Some(deed) => {
                    state.effects.push(Effect::Record(deed.clone()));
                    After::Sent
                }
                None => After::Stay,
            },
            _ => self.text.key(key),
        }
    }

    fn fit(&mut self, state: &State, area: Rect) {
        let columns = columns_in(area);
        if columns != self.columns {
            self.columns = columns;
            let shown = |text: &str| state.look.showable(text);
            let lines = report_lines(&self.document, columns.into(), &shown);
            self.text.set_lines(lines);
        }
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
