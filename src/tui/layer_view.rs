//! How layers are drawn: forms at the bottom with the real cursor in them, lists in a box over the view.

use ratatui::layout::{Position, Rect};

use crate::plan::Status;
use crate::text::width;

use super::command::bindings_of;
use super::layer::{Begin, Confirm, FilterRow, Filters, Form, Layer, Palette, Purpose, Reading};
use super::layer_keys::is_ticked;
use super::paint::{PLAIN, Painter, QUIET, STRONG};
use super::pane::Pane;
use super::state::State;
use super::wide::clear_area;

/// Draws the layer on top; gives the place of the real cursor where text is typed.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    match state.layer()? {
        Layer::Form(form) => Some(form_lines(state, painter, area, form)),
        Layer::Statuses(pane) => {
            statuses(state, painter, area, pane);
            None
        }
        Layer::Filters(list) => {
            filters(state, painter, area, list);
            None
        }
        Layer::Palette(list) => Some(palette(state, painter, area, list)),
        Layer::Text(text) => {
            reading(state, painter, area, text);
            None
        }
        Layer::Help(scroll) => {
            help(state, painter, area, *scroll);
            None
        }
        Layer::Confirm(question) => {
            confirm(state, painter, area, question);
            None
        }
        Layer::Begin(list) => begin(state, painter, area, list),
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

/// A form takes the lines above the keys: a title, a line a field, why it was refused.
fn form_lines(state: &State, painter: &mut Painter<'_>, area: Rect, form: &Form) -> Position {
    let titled = u16::from(!form.title.is_empty());
    let refused = u16::from(form.refused.is_some());
    let fields = form.fields.len() as u16;
    let lines = titled + refused + fields + 1;
    let top = area.height.saturating_sub(lines);
    let own = Rect::new(0, top, area.width, lines);
    clear_area(painter.buffer, own);
    let mut y = top;
    if titled > 0 {
        painter.put(1, y, area.width - 2, &form.title, STRONG);
        y += 1;
    }
    if let Some(refused) = &form.refused {
        painter.put(1, y, area.width - 2, refused, STRONG);
        y += 1;
    }
    let label_width = form
        .fields
        .iter()
        .map(|field| width(field.label))
        .max()
        .unwrap_or(0) as u16;
    let mut cursor = Position::new(1, y);
    for (at, field) in form.fields.iter().enumerate() {
        let x = 1 + label_width + 2;
        painter.put(
            1,
            y,
            label_width,
            field.label,
            if at == form.at { STRONG } else { QUIET },
        );
        let (text, column) = field.shown(area.width - x - 1);
        painter.put(x, y, area.width - x, &text, PLAIN);
        if at == form.at {
            cursor = Position::new((x + column).min(area.width - 1), y);
        }
        y += 1;
    }
    let help = if form.purpose == Purpose::Search {
        found(state)
    } else {
        state.words.screen.form_help.to_owned()
    };
    painter.put(1, y, area.width - 2, &help, QUIET);
    cursor
}

fn found(state: &State) -> String {
    let count = match state.view {
        crate::text::View::Overview => state.rows.len(),
        _ => state.listed(),
    };
    (state.words.screen.found)(count)
}

fn statuses(state: &State, painter: &mut Painter<'_>, area: Rect, pane: &Pane) {
    let lines = Status::ALL.len() as u16;
    let inside = boxed(
        painter,
        area,
        26,
        lines,
        state.words.screen.status_title,
        "1-7 Enter Esc",
    );
    for (at, status) in Status::ALL.into_iter().enumerate() {
        let y = inside.y + at as u16;
        painter.cursor(inside.x, y, at == pane.cursor, true);
        painter.put(
            inside.x + 2,
            y,
            inside.width - 2,
            &format!("{} {}", at + 1, (state.words.status)(status)),
            PLAIN,
        );
    }
}

fn filters(state: &State, painter: &mut Painter<'_>, area: Rect, list: &Filters) {
    let words = state.words;
    let lines = (list.rows.len() as u16).min(area.height.saturating_sub(6));
    let inside = boxed(
        painter,
        area,
        56,
        lines,
        words.screen.filter_title,
        words.screen.filter_help,
    );
    let mut pane = list.pane;
    pane.height = lines.into();
    pane.show_cursor(list.rows.len());
    for (line, row) in pane.window(list.rows.len()).enumerate() {
        let y = inside.y + line as u16;
        let it = &list.rows[row];
        let text = match it {
            FilterRow::Heading(title) => {
                painter.put(inside.x, y, inside.width, title, STRONG);
                continue;
            }
            FilterRow::LeadOnly => words.screen.lead_only.to_owned(),
            FilterRow::Standing(standing) => {
                format!(
                    "{} {}",
                    (words.lamp)(standing.lamp()),
                    (words.standing)(*standing)
                )
            }
            FilterRow::Status(status) => (words.status)(*status).to_owned(),
            FilterRow::Phase(_, name) | FilterRow::Section(_, name) => name.clone(),
        };
        painter.cursor(inside.x, y, row == pane.cursor, true);
        let tick = if is_ticked(&state.filter, it) {
            "[x]"
        } else {
            "[ ]"
        };
        painter.put(
            inside.x + 2,
            y,
            inside.width - 2,
            &format!("{tick} {text}"),
            PLAIN,
        );
    }
}

fn palette(state: &State, painter: &mut Painter<'_>, area: Rect, list: &Palette) -> Position {
    let lines = 12.min(area.height.saturating_sub(6));
    let inside = boxed(
        painter,
        area,
        60,
        lines,
        state.words.screen.palette_title,
        "Enter Esc",
    );
    let (text, column) = list.field.shown(inside.width - 2);
    painter.put(inside.x, inside.y, 2, ":", STRONG);
    painter.put(inside.x + 2, inside.y, inside.width - 2, &text, PLAIN);
    let mut pane = list.pane;
    pane.height = usize::from(lines - 1);
    pane.show_cursor(list.found.len());
    for (line, row) in pane.window(list.found.len()).enumerate() {
        let y = inside.y + 1 + line as u16;
        let command = list.found[row];
        let (short, long) = (state.words.screen.command)(command);
        painter.cursor(inside.x, y, row == pane.cursor, true);
        let key = super::command::BINDINGS
            .iter()
            .find(|binding| binding.command == command)
            .and_then(|binding| binding.keys.first())
            .map_or_else(String::new, |key| key.label());
        painter.put(inside.x + 2, y, 7, &key, STRONG);
        painter.put(inside.x + 10, y, 10, short, PLAIN);
        painter.put(
            inside.x + 21,
            y,
            inside.width.saturating_sub(21),
            long,
            QUIET,
        );
    }
    Position::new(inside.x + 2 + column, inside.y)
}

/// The keys of the view, from the same table that makes them work.
fn help(state: &State, painter: &mut Painter<'_>, area: Rect, scroll: usize) {
    let words = &state.words.screen;
    let rows: Vec<(String, &str)> = bindings_of(state.view)
        .map(|binding| {
            let keys: Vec<String> = binding.keys.iter().map(|key| key.label()).collect();
            (keys.join(" "), (words.command)(binding.command).1)
        })
        .collect();
    let lines = (rows.len() as u16).min(area.height.saturating_sub(4));
    let title = (words.help_title)(words.views[state.view as usize]);
    let inside = boxed(painter, area, 66, lines, &title, words.help_end);
    let scroll = scroll.min(rows.len().saturating_sub(lines.into()));
    for (line, (keys, what)) in rows.iter().skip(scroll).take(lines.into()).enumerate() {
        let y = inside.y + line as u16;
        painter.put(inside.x, y, 13, keys, STRONG);
        painter.put(
            inside.x + 14,
            y,
            inside.width.saturating_sub(14),
            what,
            PLAIN,
        );
    }
}

fn confirm(state: &State, painter: &mut Painter<'_>, area: Rect, question: &Confirm) {
    let words = &state.words.screen;
    let lines = (question.refused.len() as u16).min(area.height.saturating_sub(8)) + 2;
    let title = (words.confirm_title)(question.refused.len());
    let inside = boxed(painter, area, area.width - 8, lines, &title, "y n");
    let room = usize::from(lines - 2);
    for (line, refused) in question.refused.iter().take(room).enumerate() {
        painter.put(
            inside.x,
            inside.y + line as u16,
            inside.width,
            refused,
            PLAIN,
        );
    }
    let text = (words.confirm_help)(question.rest.len());
    painter.put(inside.x, inside.bottom() - 1, inside.width, &text, STRONG);
}

fn begin(state: &State, painter: &mut Painter<'_>, area: Rect, list: &Begin) -> Option<Position> {
    let words = &state.words.screen;
    clear_area(painter.buffer, Rect::new(0, 3, area.width, area.height - 3));
    let title = (words.begin_title)(list.chosen.len(), list.items.len());
    painter.put(1, 3, area.width - 2, &title, STRONG);
    let rows = area.height.saturating_sub(9);
    let mut pane = list.pane;
    pane.height = rows.into();
    pane.show_cursor(list.items.len());
    for (line, row) in pane.window(list.items.len()).enumerate() {
        let y = 4 + line as u16;
        let Some(it) = list.items[row].resolve(&state.board) else {
            continue;
        };
        painter.cursor(1, y, row == pane.cursor, list.at == 0);
        let tick = if list.chosen.contains(&row) {
            "[x]"
        } else {
            "[ ]"
        };
        let text = format!(
            "{tick} {} {} | {}",
            it.action.id,
            it.action.title,
            it.milestone.label()
        );
        painter.put(3, y, area.width.saturating_sub(16), &text, PLAIN);
        painter.put_right(
            area.width - 1,
            y,
            10,
            &it.row.verdict.due_now.to_string(),
            QUIET,
        );
    }
    let mut cursor = None;
    for (at, field) in [(1, &list.since), (2, &list.evidence)] {
        let y = area.height - 5 + at as u16;
        let x = 1 + width(field.label) as u16 + 2;
        painter.put(
            1,
            y,
            x,
            field.label,
            if list.at == at { STRONG } else { QUIET },
        );
        let (text, column) = field.shown(area.width.saturating_sub(x + 1));
        painter.put(x, y, area.width.saturating_sub(x), &text, PLAIN);
        if list.at == at {
            cursor = Some(Position::new(x + column, y));
        }
    }
    if let Some(refused) = &list.refused {
        painter.put(1, area.height - 2, area.width - 2, refused, STRONG);
    }
    painter.put(1, area.height - 1, area.width - 2, words.begin_help, QUIET);
    cursor
}

/// Lines to read, wrapped.
fn reading(state: &State, painter: &mut Painter<'_>, area: Rect, text: &Reading) {
    let columns = area.width.saturating_sub(8);
    let cleaned: Vec<_> = text
        .lines
        .iter()
        .map(|line| crate::text::clean(line))
        .collect();
    let wrapped: Vec<&str> = cleaned
        .iter()
        .flat_map(|line| crate::text::wrap(line, columns.saturating_sub(2).into()))
        .collect();
    let lines = (wrapped.len() as u16).clamp(1, area.height.saturating_sub(4).max(1));
    let inside = boxed(
        painter,
        area,
        columns,
        lines,
        &text.title,
        state.words.screen.help_end,
    );
    let scroll = text.scroll.min(wrapped.len().saturating_sub(lines.into()));
    for (line, piece) in wrapped.iter().skip(scroll).take(lines.into()).enumerate() {
        painter.put(inside.x, inside.y + line as u16, inside.width, piece, PLAIN);
    }
}
