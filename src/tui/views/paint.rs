//! Paints cells: colours, lamps, bars, texts that are cut.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::plan::Lamp;
use crate::query::spelled;
use crate::store::{Coloured, CursorLook, ScreenColours};
use crate::text::ambiguous::shown;
use crate::text::{Ambiguous, Words, clean, cut, width};
use crate::tui::app::{ClickTarget, ClickTargets};

/// The look of the screen on this terminal.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The width of characters that terminals disagree about.
    pub ambiguous: Ambiguous,
    /// The colours; `None` for words alone, which say everything without them.
    pub colours: Option<ScreenColours>,
    /// The look of the row under the cursor.
    pub cursor: CursorLook,
    /// Whether it has Chinese characters; without them (the Linux console), text is spelled in pinyin.
    pub han: bool,
}

impl Look {
    /// Returns a text as this terminal can show it safely.
    pub(crate) fn showable(&self, text: &str) -> String {
        let cleaned = clean(text);
        if !self.han {
            return spelled(&cleaned).into_owned();
        }
        shown(&cleaned, self.ambiguous).into_owned()
    }
}

/// The most columns of a title that are reversed: two rows change at every key, and each column costs bytes.
const REVERSED: u16 = 22;

/// Draws text and bars into a frame's buffer; here text from plans is made safe and cut to fit.
pub(crate) struct Painter<'b> {
    pub(crate) buffer: &'b mut Buffer,
    pub(crate) look: Look,
    /// The target of a click.
    pub(crate) clicks: ClickTargets,
}

/// The style of headings and frames, which are not read first.
pub(crate) const QUIET: Style = Style::new().add_modifier(Modifier::DIM);
/// The style of what is read first.
pub(crate) const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// The style of what a search finds.
const FOUND: Style = STRONG.add_modifier(Modifier::UNDERLINED);
/// The style of text that what is typed replaces.
pub(crate) const MARKED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// The style of ordinary text.
pub(crate) const PLAIN: Style = Style::new();

impl<'b> Painter<'b> {
    /// Makes a painter of a frame's buffer.
    pub(crate) fn new(buffer: &'b mut Buffer, look: Look) -> Self {
        Self {
            buffer,
            look,
            clicks: ClickTargets::default(),
        }
    }

    /// Draws text at most `columns` wide; returns the column behind it.
    pub(crate) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        if !self.holds(x, y) || columns == 0 {
            return x;
        }
        let mapped = self.showable(text);
        let fitting = cut(&mapped, columns.into());
        self.buffer
            .set_stringn(x, y, &fitting, columns.into(), style)
            .0
    }

    /// Draws text that ends before column `right`.
    pub(crate) fn put_right(&mut self, right: u16, y: u16, columns: u16, text: &str, style: Style) {
        let fitting = cut(&self.showable(text), columns.into()).into_owned();
        let x = right.saturating_sub(width(&fitting) as u16);
        self.put(x, y, columns, &fitting, style);
    }

    /// Draws a vertical rule through an area.
    pub(crate) fn rule(&mut self, x: u16, area: Rect) {
        for y in area.top()..area.bottom() {
            self.put(x, y, 1, "|", QUIET);
        }
    }

    /// Draws text with the hits of a search made strong; returns the column behind it.
    pub(crate) fn put_marked(
        &mut self,
        x: u16,
        y: u16,
        columns: u16,
        text: &str,
        style: Style,
        hits: &[Range<usize>],
    ) -> u16 {
        if let Some((text, hits)) = self.cut_before_first_hit(text, hits, columns) {
            return self.put_marked(x, y, columns, &text, style, &hits);
        }
        let end = self.put(x, y, columns, text, style);
        // A hit behind the cut shows nothing.
        let dots = if self.columns(text) > columns { 2 } else { 0 };
        for hit in hits {
            let (Some(before), Some(found)) = (text.get(..hit.start), text.get(hit.clone())) else {
                continue;
            };
            let (from, wide) = (x + self.columns(before), self.columns(found));
            if from + wide + dots <= x + columns {
                self.restyle(Rect::new(from, y, wide, 1), FOUND);
            }
        }
        end
    }

    /// Returns the text from the first hit on, if that hit would be cut off, so that it is seen.
    fn cut_before_first_hit(
        &self,
        text: &str,
        hits: &[Range<usize>],
        columns: u16,
    ) -> Option<(String, Vec<Range<usize>>)> {
        let first = hits.first()?;
        let to_its_end = self.columns(text.get(..first.end)?);
        let is_cut = self.columns(text) > columns && to_its_end + 2 > columns;
        if !is_cut || first.start <= 2 {
            return None;
        }
        let rest = text.get(first.start..)?;
        let moved = |at: usize| at - first.start + 2;
        let hits = hits.iter().map(|hit| moved(hit.start)..moved(hit.end));
        Some((format!("..{rest}"), hits.collect()))
    }

    /// Draws a lamp, its character in its colour; returns the column behind it.
    pub(crate) fn lamp(&mut self, x: u16, y: u16, lamp: Lamp, words: &Words) -> u16 {
        let style = self.lamp_style(lamp);
        self.put(x, y, 2, (words.lamp)(lamp), style)
    }

    /// Returns the style of a lamp.
    pub(crate) fn lamp_style(&self, lamp: Lamp) -> Style {
        let colour = self.colour(Coloured::Lamp(lamp));
        colour.map_or(PLAIN, |colour| Style::new().fg(colour))
    }

    /// Returns the colour of something; `None` for the terminal's own.
    fn colour(&self, what: Coloured) -> Option<Color> {
        // The terminal's own comes before the sixteen.
        let number = (self.look.colours?.of(what) as u8).checked_sub(1);
        number.map(Color::Indexed)
    }

    /// Draws a bar: the share that is done in a background colour, or without colours as `#` and `-`.
    pub(crate) fn bar(&mut self, x: u16, y: u16, columns: u16, done: u32, of: u32) {
        let share = (u32::from(columns) * done).checked_div(of).unwrap_or(0);
        let filled = share.min(columns.into()) as u16;
        // What is not nothing shows something.
        let filled = if done > 0 { filled.max(1) } else { filled };
        if let Some(on) = self.colour(Coloured::Bar) {
            let off = self.colour(Coloured::Rest);
            let off = off.map_or(PLAIN, |off| Style::new().bg(off));
            self.restyle(Rect::new(x, y, filled, 1), Style::new().bg(on));
            self.restyle(Rect::new(x + filled, y, columns - filled, 1), off);
        } else {
            let (on, off) = (
                "#".repeat(filled.into()),
                "-".repeat((columns - filled).into()),
            );
            self.put(x, y, columns, &format!("{on}{off}"), PLAIN);
        }
    }

    fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer
            .set_style(area.intersection(self.buffer.area), style);
    }

    /// Reverses the beginning of the title between two columns, if the cursor is on it.
    pub(crate) fn highlight(&mut self, x: u16, end: u16, y: u16, here: bool) {
        if here && self.look.cursor == CursorLook::Title {
            let title = Rect::new(x, y, end.saturating_sub(x).min(REVERSED), 1);
            self.restyle(title, Style::new().add_modifier(Modifier::REVERSED));
        }
    }

    /// Begins a row of a list: draws the cursor if it is here, and adds the target of a click.
    pub(crate) fn row(&mut self, line: Rect, target: ClickTarget, here: bool, focused: bool) {
        self.clicks.add(line, target);
        self.cursor(line.x, line.y, here, focused);
    }

    /// Draws the mark of the cursor.
    pub(crate) fn cursor(&mut self, x: u16, y: u16, here: bool, focused: bool) {
        if here {
            self.put(x, y, 1, if focused { ">" } else { "-" }, STRONG);
        }
    }

    /// Draws a line of a list in a frame, with the cursor if it is here.
    pub(crate) fn option(&mut self, line: Rect, text: &str, here: bool) {
        self.cursor(line.x, line.y, here, true);
        let room = line.width.saturating_sub(2);
        let end = self.put(line.x + 2, line.y, room, text, PLAIN);
        self.highlight(line.x + 2, end, line.y, here);
    }

    /// Draws the mark of a selected row.
    pub(crate) fn selected(&mut self, x: u16, y: u16, selected: bool) {
        if selected {
            self.put(x, y, 1, "*", STRONG);
        }
    }

    /// Counts the columns of a text here.
    pub(crate) fn columns(&self, text: &str) -> u16 {
        width(&self.showable(text)) as u16
    }

    /// Returns a text as this terminal can show it safely.
    pub(crate) fn showable(&self, text: &str) -> String {
        self.look.showable(text)
    }

    fn holds(&self, x: u16, y: u16) -> bool {
        let area = self.buffer.area;
        x >= area.x && x < area.right() && y >= area.y && y < area.bottom()
    }
}
