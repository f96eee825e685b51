//! A frame: header, view, detail, message, keys; layers over it.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::{width, wrap};
use crate::tui::app::{OnLine, State};
use crate::tui::forms;
use crate::tui::term::wide::clear_area;

use super::{Detail, PLAIN, Painter, QUIET, STRONG, ScreenHeader};

/// The smallest screen on which something sensible can be shown.
const MIN: (u16, u16) = (40, 12);
/// The most rows of a message, which covers the view until the next key.
const MESSAGE_ROWS: usize = 4;
/// The fewest columns with which the detail has a pane of its own.
const WIDE: u16 = 120;

/// Draws the state, and sets how many rows its lists have room for.
pub fn draw(state: &mut State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let look = state.look;
    state.too_small = area.width < MIN.0 || area.height < MIN.1;
    if state.too_small {
        let text = (state.words.screen.too_small)(area.width, area.height);
        let said = state.message.said();
        let said = said.map(|said| state.keys.named_in(&said.text));
        let mut painter = Painter::new(frame.buffer_mut(), look);
        painter.put(0, 0, area.width, &text, PLAIN);
        let lines = said.iter().flat_map(|said| wrap(said, area.width.into()));
        for (y, line) in (1..area.height).zip(lines) {
            painter.put(0, y, area.width, line, STRONG);
        }
        return;
    }
    let wide = area.width >= WIDE;
    let detail_rows = if wide || area.height < 15 { 0 } else { 3 };
    let body = Rect::new(0, 4, area.width, area.height - 6 - detail_rows);
    let detail_width = if wide {
        let of_list = state.page().columns;
        let least = (area.width / 3).clamp(40, 60);
        least.max((area.width - 3).saturating_sub(of_list))
    } else {
        0
    };
    let main = Rect {
        width: body.width - if wide { detail_width + 3 } else { 0 },
        ..body
    };
    let covered = forms::covered(state, area);
    super::fit(state, main, area.bottom() - covered);
    forms::fit(state, area);
    state.look_at_window();
    let mut painter = Painter::new(frame.buffer_mut(), look);
    ScreenHeader::of(state).draw(&mut painter, area);
    super::draw_view(state, &mut painter, main);
    let detail_area = if wide {
        Rect::new(main.right() + 3, body.y, detail_width, body.height)
    } else {
        Rect::new(1, body.bottom(), area.width - 2, detail_rows)
    };
    if wide {
        painter.rule(main.right() + 1, detail_area);
    }
    if let Some(row) = &state.detail {
        Detail::of(state).draw(&mut painter, detail_area, row, wide);
    }
    message_line(state, &mut painter, area);
    // A form names its own keys.
    if state.overlays.is_empty() {
        keys_line(state, &mut painter, area);
    }
    let cursor = forms::draw(state, &mut painter, area);
    let clicks = std::mem::take(&mut painter.clicks);
    state.click_targets = clicks;
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn message_line(state: &State, painter: &mut Painter<'_>, area: Rect) {
    if let Some(said) = state.message.said() {
        let style = if said.is_refusal { STRONG } else { PLAIN };
        let text = state.keys.named_in(&said.text);
        message(painter, area, &text, style);
    } else if let Some(busy) = state.git.doing() {
        painter.put(1, area.height - 2, area.width - 2, busy, PLAIN);
    } else if let Some(hint) = next_hint(state) {
        let text = state.keys.named_in(&hint);
        painter.put(1, area.height - 2, area.width - 2, &text, QUIET);
    }
}

/// Draws a message above the keys, on as many rows as it takes; it ends with the way out.
fn message(painter: &mut Painter<'_>, area: Rect, text: &str, style: Style) {
    let columns = area.width - 2;
    let text = painter.showable(text);
    let mut lines: Vec<Cow<'_, str>> = wrap(&text, columns.into())
        .into_iter()
        .map(Cow::Borrowed)
        .collect();
    if lines.len() > MESSAGE_ROWS {
        let rest = lines.split_off(MESSAGE_ROWS - 1);
        lines.push(Cow::Owned(rest.join(" ")));
    }
    let first = area.height - 1 - lines.len() as u16;
    for (y, line) in (first..).zip(&lines) {
        clear_area(painter.buffer, Rect::new(0, y, area.width, 1));
        painter.put(1, y, columns, line, style);
    }
}

/// Returns the next hint for a newcomer.
fn next_hint(state: &State) -> Option<String> {
    let hints = state.message.hints();
    (state.words.demo.hint)(*hints.first()?, hints.len())
}

/// Draws the keys of the view, made from the table of commands.
fn keys_line(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let labels = |line: OnLine| -> Vec<(String, String)> {
        let here = state.keys.of_view(state.view);
        let here = here.filter(|(binding, _)| binding.on_line == line);
        let labels = here.filter_map(|(binding, keys)| {
            let (short, _) = (state.words.screen.command)(binding.command);
            Some(key_and_word(&keys.first()?.label(), short))
        });
        labels.collect()
    };
    let columns = |label: &str, rest: &str| (width(label) + width(rest)) as u16;
    let kept = labels(OnLine::Kept);
    let for_kept: u16 = kept
        .iter()
        .map(|(label, rest)| columns(label, rest) + 1)
        .sum();
    let mut right = area.width.saturating_sub(for_kept);
    let (mut x, mut is_cut) = (1, false);
    for (line, labels) in [
        (OnLine::Always, labels(OnLine::Always)),
        (OnLine::Kept, kept),
        (OnLine::IfRoom, labels(OnLine::IfRoom)),
    ] {
        match line {
            OnLine::Kept => right = area.width,
            OnLine::IfRoom if is_cut => return,
            _ => {}
        }
        for (label, rest) in &labels {
            let needed = columns(label, rest);
            if x + needed > right {
                is_cut = true;
                break;
            }
            x = painter.put(x, area.height - 1, needed, label, STRONG);
            x = painter.put(x, area.height - 1, needed, rest, QUIET) + 1;
        }
    }
}

/// Splits a key and its word for the bottom line, such as `m` and `状态`; a word that begins with its key is split in itself
/// (`u`, `ndo`).
pub(crate) fn key_and_word(label: &str, short: &str) -> (String, String) {
    let of_letter = label.chars().any(char::is_alphanumeric);
    match short.strip_prefix(label) {
        Some(rest) => (label.to_owned(), rest.to_owned()),
        None if short.is_ascii() && of_letter => (label.to_owned(), format!(" {short}")),
        None => (label.to_owned(), short.to_owned()),
    }
}
