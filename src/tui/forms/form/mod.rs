//! The form at the bottom of the screen: fields to type into.

mod renewal;
mod submit;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Entry, Status};
use crate::query::Board;
use crate::record::DeedItem;
use crate::report::ReportDocument;
use crate::store::is_plan_id;
use crate::text::{Words, wrap};
use crate::tui::app::State;
use crate::tui::views::{PLAIN, Painter, STRONG};

use super::{After, EDGES, Field, FieldName, FramePlace, Overlay, draw_fields, framed, is_cancel};

/// The purpose of a form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// Another as-of date.
    AsOf,
    /// 完成值, 进展, 问题, 下一步, 报送单位
    Progress,
    /// 延期
    Postpone,
    /// 佐证
    Evidence,
    /// 更正 of the entry of a day.
    Correct,
    /// The withdrawal of a reminder.
    Withdraw,
    /// A status that needs a reason or a unit.
    Mark(Status),
    /// A reading of an indicator.
    Reading,
    /// The message of a commit.
    Commit,
    /// The person at a shared account.
    Actor,
    /// The file to write a report to.
    WriteReport(Box<ReportDocument>),
    /// A plan drafted from a document.
    Import,
    /// A plan to be filled in.
    BlankPlan,
}

impl Purpose {
    /// Returns whether it records something, for the as-of day.
    fn is_deed(&self) -> bool {
        matches!(
            self,
            Self::Progress
                | Self::Postpone
                | Self::Evidence
                | Self::Correct
                | Self::Withdraw
                | Self::Mark(_)
                | Self::Reading
        )
    }
}

/// A form at the bottom of the screen.
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) purpose: Purpose,
    title: String,
    pub(crate) fields: Vec<Field>,
    at: usize,
    /// The number of fields at the end that may be skipped: Enter on the one before them submits.
    spare: usize,
    /// Lines to read above the fields.
    above: Vec<String>,
    /// The first of those lines that is shown.
    scroll: usize,
    /// The reason it was not accepted.
    pub(crate) refused: Option<String>,
    /// The milestones it applies to, as they were when it was opened.
    pub(crate) items: Vec<DeedItem>,
    /// The entry that it corrects or withdraws, by which its draft is known.
    about: Option<Box<Entry>>,
    /// True if it asks for what a quick mark lacks, which may say 已办结 without any reported value.
    is_quick: bool,
}

impl Form {
    /// Makes a form with the keys in its first field.
    pub(crate) fn new(purpose: Purpose, title: impl Into<String>, fields: Vec<Field>) -> Self {
        Self {
            purpose,
            title: title.into(),
            fields,
            at: 0,
            spare: 0,
            above: Vec::new(),
            scroll: 0,
            refused: None,
            items: Vec::new(),
            about: None,
            is_quick: false,
        }
    }

    /// Returns the form of a deed on these.
    pub(crate) fn on(mut self, items: Vec<DeedItem>) -> Self {
        self.items = items;
        self
    }

    /// Returns the form about an entry.
    pub(crate) fn about(mut self, entry: Entry) -> Self {
        self.about = Some(Box::new(entry));
        self
    }

    /// Returns the form of a quick mark, or of another.
    pub(crate) fn quick(mut self, is_quick: bool) -> Self {
        self.is_quick = is_quick;
        self
    }

    /// Returns the form with some fields at its end that may be skipped.
    pub(crate) fn with_spare(mut self, spare: usize) -> Self {
        self.spare = spare;
        self
    }

    /// Returns the form with the reason it was not accepted before.
    pub(crate) fn refused_because(mut self, why: Option<String>) -> Self {
        self.refused = why;
        self
    }

    /// Returns the form with lines to read above its fields.
    pub(crate) fn under(mut self, above: Vec<String>) -> Self {
        self.above = above;
        self
    }

    /// Returns the text typed into a field; `None` if it is blank or the form has no such field.
    pub(crate) fn get(&self, name: FieldName) -> Option<String> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.name == name)?.filled()
    }

    /// Returns whether Enter submits the form: in the last field that may not be skipped, or in an empty one after something
    /// was typed, since the rest is left empty too.
    fn enter_submits(&self) -> bool {
        let is_last = self.at + 1 + self.spare >= self.fields.len();
        let is_passed = self.at > 0 && self.fields[self.at].filled().is_none();
        let is_filled = self.purpose == Purpose::Mark(Status::Done) || self.is_touched();
        is_last || is_passed && is_filled
    }

    /// Returns the keys for the lower edge, with what Enter does in this field.
    fn keys(&self, state: &State) -> String {
        let words = &state.words.forms;
        if let Purpose::WriteReport(document) = &self.purpose {
            let formats = document.kind.formats().iter().map(|format| format.key());
            let formats: Vec<&str> = formats.collect();
            return format!(
                "{}  {}",
                state.words.report.command.write_keys,
                formats.join(" ")
            );
        }
        let keys = match (self.enter_submits(), self.purpose.is_deed()) {
            (false, _) => words.form_next,
            (true, true) => words.form_submit,
            (true, false) => words.form_go,
        };
        keys.to_owned()
    }

    /// Returns whether it records something of the as-of day, as far as its day is typed.
    fn is_of_day(&self, state: &State) -> bool {
        let day = self.get(FieldName::Day);
        let is_typed = day.is_some_and(|typed| state.past_day(&typed).ok() != Some(state.as_of()));
        self.purpose.is_deed() && !is_typed
    }

    /// Returns whether anything was typed.
    pub(crate) fn is_touched(&self) -> bool {
        self.fields.iter().any(Field::is_touched)
    }

    /// Returns whether both forms ask the same about the same milestones, or the same entry of one.
    pub(crate) fn is_for_the_same(&self, other: &Self) -> bool {
        let mut items = self.items.iter().zip(&other.items);
        self.asks_the_same(other) && items.all(|(own, other)| own.is_same(other))
    }

    /// Returns whether this is a draft of a form: it asks the same about the same thing, whatever its ids are now.
    pub(crate) fn is_draft_of(&self, form: &Self, board: &Board) -> bool {
        let mut items = self.items.iter().zip(&form.items);
        let is_now =
            |(own, now): (&DeedItem, &DeedItem)| own.log_now(board) == now.log && own.of == now.of;
        self.asks_the_same(form) && items.all(is_now)
    }

    /// Gives the keys to the first of some fields that is empty.
    fn go_to_empty(&mut self, names: &[FieldName]) {
        let empty = |name: &FieldName| {
            let is_it = |field: &Field| field.name == *name && field.filled().is_none();
            self.fields.iter().position(is_it)
        };
        self.at = names.iter().find_map(empty).unwrap_or(self.at);
    }

    fn asks_the_same(&self, other: &Self) -> bool {
        let names = |form: &Self| -> Vec<FieldName> {
            let names = form.fields.iter().map(|field| field.name);
            names.collect()
        };
        self.purpose == other.purpose
            && self.about == other.about
            && names(self) == names(other)
            && self.items.len() == other.items.len()
    }

    /// Takes in the texts typed into a draft. Says so if their item is spelled or counted otherwise now.
    pub(crate) fn take_in(&mut self, draft: &Self, words: &Words) {
        for (field, typed) in self.fields.iter_mut().zip(&draft.fields) {
            if typed.is_touched() {
                field.set(typed.value());
            }
        }
        let mut items = self.items.iter().zip(&draft.items);
        if items.any(|(now, was)| now.subject() != was.subject()) {
            self.refused = Some((words.forms.draft_before)(&draft.title));
        }
    }

    /// Returns whether an id that it is about is of something else now.
    fn is_of_others(&self, board: &Board) -> bool {
        let is_other = |item: &DeedItem| {
            let now = item.now(board);
            now.is_some_and(|now| now.subject() != item.subject())
        };
        self.items.iter().any(is_other)
    }

    /// Returns the message about a form that is kept as a draft: where its texts come back.
    pub(crate) fn kept(&self, state: &State) -> String {
        let (board, words) = (state.board(), &state.words.forms);
        let now = self.items.iter().map(|item| (item, item.log_now(board)));
        if let Some((_, now)) = now.into_iter().find(|(item, now)| item.log != *now) {
            return (words.draft_moved)(now.log.id());
        }
        let is_gone = |item: &&DeedItem| item.now(board).is_none();
        match self.items.iter().find(is_gone) {
            Some(gone) => (words.draft_waits)(gone.log.log.id()),
            None => state.words.screen.draft_kept.to_owned(),
        }
    }
}

/// The lines of a form on a screen.
struct FormLines<'a> {
    /// The lines to read, as far as they are shown.
    above: Vec<&'a str>,
    /// The day that it is of, and the reason it was refused.
    said: Vec<String>,
    /// The number of all lines, with those of the fields.
    lines: u16,
}

/// The lines above a form that stay in sight: the head of the screen.
const HEAD: u16 = 3;
/// The lines above the form of a deed that stay in sight: the head of the screen, a heading, and the row.
const HEAD_AND_ROW: u16 = 6;

impl Form {
    fn laid_out(&self, state: &State, area: Rect) -> FormLines<'_> {
        let day = state.other_day().filter(|_| self.is_of_day(state));
        let columns = FramePlace::Bottom { lines: 0 }.inside(area).width.into();
        let said = day.iter().chain(&self.refused);
        let said = said.flat_map(|text| wrap(text, columns));
        let mut said: Vec<String> = said.map(str::to_owned).collect();
        // On a small screen the fields come first, then why it was refused.
        let room = usize::from(area.height.saturating_sub(2)).saturating_sub(self.fields.len());
        said.drain(..said.len().saturating_sub(room));
        let own = (said.len() + self.fields.len()) as u16;
        let above = self.above.iter().flat_map(|line| wrap(line, columns));
        let above: Vec<&str> = above.collect();
        let head = if self.items.is_empty() {
            HEAD
        } else {
            HEAD_AND_ROW
        };
        let room = area.height.saturating_sub(own + EDGES + head);
        let shown = above.len().min(room.into());
        let scroll = self.scroll.min(above.len() - shown);
        FormLines {
            above: above[scroll..scroll + shown].to_vec(),
            said,
            lines: own + shown as u16,
        }
    }
}

impl Overlay for Form {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_cancel(key) {
            state.keep_draft(self.clone());
            return After::Close;
        }
        match key.code {
            KeyCode::Enter if self.enter_submits() => match state.submitted(self) {
                Ok(after) => {
                    self.refused = None;
                    return after;
                }
                // What was typed stays, with the reason above it.
                Err(refusal) => {
                    self.refused = Some(self.renewed(state, refusal.why));
                    self.go_to_empty(refusal.fields);
                }
            },
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => {
                self.at = (self.at + 1) % self.fields.len();
            }
            KeyCode::PageDown => self.scroll += 5,
            KeyCode::PageUp => self.scroll = self.scroll.saturating_sub(5),
            KeyCode::BackTab | KeyCode::Up => {
                self.at = (self.at + self.fields.len() - 1) % self.fields.len();
            }
            _ => {
                self.fields[self.at].key(key);
            }
        }
        After::Stay
    }

    fn refused(&mut self, state: &State, why: &str) -> bool {
        self.refused = Some(self.renewed(state, why.to_owned()));
        if matches!(self.purpose, Purpose::Import | Purpose::BlankPlan) {
            let id = self.get(FieldName::PlanId);
            let is_id_wrong = !id.is_some_and(|id| is_plan_id(&id));
            let is_wrong = |field: &Field| !is_id_wrong || field.name == FieldName::PlanId;
            self.at = self.fields.iter().position(is_wrong).unwrap_or(0);
        }
        true
    }

    fn holds_text(&self) -> bool {
        self.is_touched()
    }

    fn paste(&mut self, _state: &mut State, text: &str) {
        self.fields[self.at].paste(text);
    }

    fn covers(&self, state: &State, area: Rect) -> u16 {
        let lines = self.laid_out(state, area).lines;
        FramePlace::Bottom { lines }.outer(area).height
    }

    /// Draws the form across the bottom: the lines to read, the reason it was refused, and a line for each field.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let FormLines { above, said, lines } = self.laid_out(state, area);
        let place = FramePlace::Bottom { lines };
        let inside = framed(painter, area, place, &self.title, &self.keys(state));
        let above = above.iter().map(|line| (*line, PLAIN));
        let said = said.iter().map(|text| (text.as_str(), STRONG));
        for (y, (text, style)) in (inside.y..).zip(above.chain(said)) {
            painter.put(inside.x, y, inside.width, text, style);
        }
        let fields: Vec<&Field> = self.fields.iter().collect();
        let y = inside.y + lines - self.fields.len() as u16;
        draw_fields(painter, Rect { y, ..inside }, &fields, Some(self.at))
    }
}
