//! A line to type into.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::text::{CUT_MARK, Words, width};
use crate::tui::views::{MARKED, PLAIN, Painter, QUIET, STRONG};

/// The columns that a day takes with the cursor behind it and the gap before it: the least room for a text.
const DAY: u16 = 13;

/// The names of the fields of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FieldName {
    /// The only field of its form, which needs no label.
    #[default]
    Only,
    Day,
    Value,
    Progress,
    Problem,
    Next,
    Reason,
    Evidence,
    By,
    Of,
    ApprovedBy,
    NewDue,
    File,
    PlanId,
    PlanTitle,
}

impl FieldName {
    fn label(self, words: &Words) -> &'static str {
        match self {
            Self::Only => "",
            Self::Day => words.screen.date,
            Self::Value => words.value,
            Self::Progress => words.progress,
            Self::Problem => words.problem,
            Self::Next => words.next,
            Self::Reason => words.because,
            Self::Evidence => words.evidence,
            Self::By => words.screen.by,
            Self::Of => words.screen.of,
            Self::ApprovedBy => words.screen.approved_by,
            Self::NewDue => words.screen.new_date,
            Self::File => words.forms.document_file,
            Self::PlanId => words.forms.plan_id,
            Self::PlanTitle => words.forms.plan_title,
        }
    }
}

/// A line to type into. It holds the terminal's cursor, where input methods show their candidates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub(crate) name: FieldName,
    label: &'static str,
    /// The present value, shown beside the label.
    hint: String,
    input: Input,
    /// The text when it was opened.
    before: String,
    /// True while what is typed replaces the text, as it does with marked text elsewhere.
    is_marked: bool,
}

impl Field {
    /// Makes a field with a text in it.
    pub(crate) fn new(label: &'static str, value: impl Into<String>) -> Self {
        let before = value.into();
        Self {
            name: FieldName::Only,
            label,
            hint: String::new(),
            input: Input::new(before.clone()),
            before,
            is_marked: false,
        }
    }

    /// Makes a field of a form, with a text in it.
    pub(crate) fn of(name: FieldName, words: &Words, value: impl Into<String>) -> Self {
        Self {
            name,
            ..Self::new(name.label(words), value)
        }
    }

    /// Returns the field with another label than its usual one.
    pub(crate) fn labelled(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    /// Returns the field with the present value beside its label.
    pub(crate) fn hinted(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// Returns the field with the cursor at its beginning.
    pub(crate) fn at_its_start(mut self) -> Self {
        self.input = std::mem::take(&mut self.input).with_cursor(0);
        self
    }

    /// Returns the field with its text marked: what is typed first replaces it.
    pub(crate) fn marked(mut self) -> Self {
        self.is_marked = !self.before.is_empty();
        self
    }

    /// Takes another present value beside the label, and another text in the field unless one was typed.
    pub(crate) fn renew(&mut self, hint: String, text: &str) {
        self.hint = hint;
        if !self.is_touched() {
            text.clone_into(&mut self.before);
            self.set(text);
        }
    }

    /// Returns whether a present value is shown beside the label.
    pub(crate) fn is_hinted(&self) -> bool {
        !self.hint.is_empty()
    }

    /// Returns the label, with the present value.
    pub(crate) fn title(&self) -> String {
        if self.hint.is_empty() {
            self.label.to_owned()
        } else {
            format!("{} {}", self.label, self.hint)
        }
    }

    /// Returns the text.
    pub(crate) fn value(&self) -> &str {
        self.input.value()
    }

    /// Returns whether the text was changed.
    pub(crate) fn is_touched(&self) -> bool {
        self.value() != self.before
    }

    /// Replaces the text.
    pub(crate) fn set(&mut self, text: &str) {
        self.is_marked = false;
        self.input = Input::new(text.to_owned());
    }

    /// Returns the text without blanks around it; `None` if there is nothing else.
    pub(crate) fn filled(&self) -> Option<String> {
        let text = self.value().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Takes a key; returns true if the text changed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        // A letter with Alt is somebody's command elsewhere, not text.
        let other = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META;
        if key.modifiers.intersects(other) && matches!(key.code, KeyCode::Char(_)) {
            return false;
        }
        let request = match (key.code, control) {
            (KeyCode::Char('a'), true) | (KeyCode::Home, _) => InputRequest::GoToStart,
            (KeyCode::Char('e'), true) | (KeyCode::End, _) => InputRequest::GoToEnd,
            (KeyCode::Char('u'), true) => InputRequest::DeleteFromStart,
            (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
            (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
            (KeyCode::Char('h'), true) | (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
            (KeyCode::Char('d'), true) | (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            (KeyCode::Left, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, _) => InputRequest::GoToNextChar,
            (KeyCode::Char(c), false) => InputRequest::InsertChar(c),
            _ => return false,
        };
        let moves = matches!(
            request,
            InputRequest::GoToStart
                | InputRequest::GoToEnd
                | InputRequest::GoToPrevChar
                | InputRequest::GoToNextChar
        );
        if std::mem::take(&mut self.is_marked) && !moves {
            self.set("");
            if !matches!(request, InputRequest::InsertChar(_)) {
                return true;
            }
        }
        self.input
            .handle(request)
            .is_some_and(|change| change.value)
    }

    /// Inserts pasted text as one line without control characters.
    pub(crate) fn paste(&mut self, text: &str) {
        if self.is_marked {
            self.set("");
        }
        let at = self.input.cursor();
        let pasted = one_line(text);
        let before: String = self.value().chars().take(at).collect();
        let after: String = self.value().chars().skip(at).collect();
        let cursor = at + pasted.chars().count();
        self.input = Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
    }

    /// Draws the label and the text, which begins `labels` columns in, at most half the line, or behind a longer label; returns
    /// the position of the terminal's cursor.
    pub(crate) fn draw(
        &self,
        painter: &mut Painter<'_>,
        line: Rect,
        labels: u16,
        here: bool,
    ) -> Position {
        let half = line.width / 2;
        let title = if self.is_hinted() {
            self.title_within(line.width.saturating_sub(DAY).max(half))
        } else {
            self.title()
        };
        let own = if self.is_hinted() { line.width } else { half };
        let labels = labels.min(half).max((width(&title) as u16).min(own));
        let style = if here { STRONG } else { QUIET };
        painter.put(line.x, line.y, labels, &title, style);
        let gap = if title.is_empty() { 0 } else { 2 };
        let x = line.x + labels + gap;
        let room = line.right().saturating_sub(x);
        let (text, column) = self.shown(room);
        let style = if here && self.is_marked {
            MARKED
        } else {
            PLAIN
        };
        painter.put(x, line.y, room, &text, style);
        let last = line.right().saturating_sub(1);
        Position::new((x + column).min(last), line.y)
    }

    /// Returns the label with as much of the present value as there is room for: its last parts give way whole, so that no
    /// date or number is cut.
    fn title_within(&self, columns: u16) -> String {
        let title = self.title();
        if width(&title) <= columns.into() {
            return title;
        }
        let mut parts: Vec<&str> = title.split(' ').collect();
        let is_too_long = |text: &str| width(text) > columns.into();
        while parts.len() > 1 && is_too_long(&parts.join(" ")) {
            parts.pop();
        }
        let text = parts.join(" ");
        let marked = format!("{text}{CUT_MARK}");
        if is_too_long(&marked) { text } else { marked }
    }

    /// Returns the text from where the cursor can be seen, behind a mark if its beginning is cut off, and the cursor's
    /// column in it.
    fn shown(&self, columns: u16) -> (String, u16) {
        let room = usize::from(columns);
        let cursor = self.input.visual_cursor();
        let all: usize = self.value().chars().map(columns_of).sum();
        // A narrow field shows what it can.
        let mark = if room > 3 * CUT_MARK.len() {
            CUT_MARK
        } else {
            ""
        };
        // Behind the cursor come its character and a mark, or the end with a column for the cursor.
        let from = (cursor + 2 + mark.len()).min(all + 1).saturating_sub(room);
        if from == 0 {
            return (self.value().to_owned(), cursor as u16);
        }
        let mut skipped = 0;
        let rest = self.value().chars().skip_while(|c| {
            let is_before = skipped < from + mark.len();
            if is_before {
                skipped += columns_of(*c);
            }
            is_before
        });
        let text: String = mark.chars().chain(rest).collect();
        (text, (cursor + mark.len()).saturating_sub(skipped) as u16)
    }
}

fn columns_of(c: char) -> usize {
    width(c.encode_utf8(&mut [0; 4]))
}

/// Draws fields below each other, their texts in one column; returns the position of the terminal's cursor if one of
/// them has the keys.
pub(crate) fn draw_fields(
    painter: &mut Painter<'_>,
    area: Rect,
    fields: &[&Field],
    at: Option<usize>,
) -> Option<Position> {
    let labels = fields.iter().map(|field| width(&field.title()));
    let labels = labels.max().unwrap_or(0) as u16;
    let mut cursor = None;
    for (row, field) in fields.iter().enumerate() {
        let line = Rect::new(area.x, area.y + row as u16, area.width, 1);
        let is_here = at == Some(row);
        let place = field.draw(painter, line, labels, is_here);
        cursor = cursor.or(is_here.then_some(place));
    }
    cursor
}

/// Returns text as one line: line ends and tabs become a blank, other control characters go.
fn one_line(text: &str) -> String {
    let pieces = text.trim().split(['\r', '\n', '\t']);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ").replace(char::is_control, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cut;

    #[test]
    fn what_is_cut_off_has_a_mark_and_the_cursor_is_never_on_it() {
        let text = "/srv/督办/plans/示例县/reports/2024年6月督查通报.docx";
        let field = Field::new("", text);
        assert_eq!(field.shown(20), ("..6月督查通报.docx".to_owned(), 18));
        assert_eq!(field.shown(80).0, text);
        let chars: Vec<char> = text.chars().collect();
        for columns in 7..70 {
            for at in 0..=chars.len() {
                let mut field = Field::new("", text);
                field.input = field.input.with_cursor(at);
                let (shown, column) = field.shown(columns);
                let drawn = cut(&shown, columns.into());
                let mut before = 0;
                let under = drawn.chars().find(|c| {
                    before += columns_of(*c);
                    before > usize::from(column)
                });
                assert_eq!(under, chars.get(at).copied(), "{columns} {at} {drawn}");
                let is_whole = shown == text;
                assert!(is_whole || shown.starts_with("..") && text.ends_with(&shown[2..]));
                assert!(column < columns);
            }
        }
    }

    #[test]
    fn what_is_typed_replaces_marked_text() {
        let typed = |keys: &[KeyCode]| {
            let mut field = Field::new("", "2026-11-30").marked();
            for key in keys {
                field.key(KeyEvent::from(*key));
            }
            field.value().to_owned()
        };
        let (one, back) = (KeyCode::Char('1'), KeyCode::Backspace);
        assert_eq!(typed(&[one, one]), "11");
        assert_eq!(typed(&[back]), "");
        assert_eq!(typed(&[KeyCode::End, back, one]), "2026-11-31");
        let mut pasted = Field::new("", "2026-11-30").marked();
        pasted.paste("明天");
        assert_eq!(pasted.value(), "明天");
    }

    #[test]
    fn pasted_text_is_one_line_without_control_characters() {
        assert_eq!(
            one_line("市教育局\r\n\t45名\u{1b}[31m\u{7}\n"),
            "市教育局 45名[31m"
        );
        assert_eq!(one_line(" \n"), "");
    }
}
