//! What the backend sends, checked by drawing it on a screen of its own.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::text::ambiguous::is_ambiguous;
use crate::tui::term::wide::{clear_area, settle};

/// The bytes of a frame, and the number of writes.
#[derive(Default)]
struct Wire {
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A ratatui terminal on the thin backend, joined to an emulator.
struct Screen {
    terminal: Terminal<ThinBackend<Wire>>,
    emulator: vt100::Parser,
    size: Arc<Mutex<Size>>,
}

impl Screen {
    fn new(width: u16, height: u16) -> Self {
        let size = Arc::new(Mutex::new(Size { width, height }));
        let measured = Arc::clone(&size);
        let backend =
            ThinBackend::new(Wire::default(), move || Ok(*measured.lock().unwrap())).unwrap();
        Self {
            terminal: Terminal::new(backend).unwrap(),
            emulator: vt100::Parser::new(rows(height), rows(width), 0),
            size,
        }
    }

    fn resize(&mut self, width: u16, height: u16) {
        *self.size.lock().unwrap() = Size { width, height };
        self.emulator.set_size(rows(height), rows(width));
    }

    /// Draws a frame; returns the buffer and the bytes sent.
    fn draw(&mut self, render: impl FnOnce(&mut Buffer)) -> (Buffer, String) {
        self.draw_through(render, |bytes| bytes)
    }

    fn draw_through(
        &mut self,
        render: impl FnOnce(&mut Buffer),
        change: impl Fn(String) -> String,
    ) -> (Buffer, String) {
        let mut drawn = Buffer::default();
        self.terminal
            .draw(|frame| {
                render(frame.buffer_mut());
                settle(frame.buffer_mut());
                drawn = frame.buffer_mut().clone();
            })
            .unwrap();
        let wire = std::mem::take(self.terminal.backend_mut().output_mut());
        assert!(wire.writes <= 1, "{} writes for one frame", wire.writes);
        let bytes = String::from_utf8(wire.bytes).unwrap();
        self.emulator.process(change(bytes.clone()).as_bytes());
        (drawn, bytes)
    }

    fn text(&self) -> String {
        self.emulator.screen().contents()
    }
}

/// Draws plain texts, each at a column and a row.
fn texts<'t>(texts: &'t [(u16, u16, &'t str)]) -> impl FnOnce(&mut Buffer) + 't {
    move |buffer| {
        for (x, y, text) in texts {
            buffer.set_string(*x, *y, text, Style::new());
        }
    }
}

fn rows(count: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(count).unwrap()
}

fn seen_colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Indexed(number) => vt100::Color::Idx(number),
        _ => vt100::Color::Default,
    }
}

/// Asserts that the emulator shows exactly this buffer, also if it draws ambiguous cells wide.
fn assert_shows(screen: &vt100::Screen, buffer: &Buffer, ambiguous_wide: bool) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let seen = screen.cell(y, x).unwrap();
            let at = format!("column {x} of row {y}: {cell:?} is shown as {seen:?}");
            let ambiguous = ambiguous_wide && cell.symbol().chars().any(is_ambiguous);
            let symbol = if seen.has_contents() {
                seen.contents()
            } else {
                " "
            };
            if ambiguous {
                assert_eq!(symbol, "宽", "{at}");
            } else {
                assert_eq!(symbol, cell.symbol(), "{at}");
            }
            assert_eq!(seen.bgcolor(), seen_colour(cell.bg), "{at}");
            assert_eq!(
                seen.underline(),
                cell.modifier.contains(Modifier::UNDERLINED),
                "{at}"
            );
            assert_eq!(
                seen.inverse(),
                cell.modifier.contains(Modifier::REVERSED),
                "{at}"
            );
            let seen_on_blanks = Modifier::UNDERLINED | Modifier::REVERSED;
            if symbol != " " || cell.modifier.intersects(seen_on_blanks) {
                assert_eq!(seen.fgcolor(), seen_colour(cell.fg), "{at}");
                assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD), "{at}");
                assert_eq!(seen.dim(), cell.modifier.contains(Modifier::DIM), "{at}");
            }
            x += if ambiguous {
                2
            } else {
                cell.cell_width().max(1)
            };
        }
    }
}

#[derive(Clone, Debug)]
enum Stroke {
    Text(u16, u16, String, Style),
    Paint(Rect, Style),
    Clear(Rect),
    Keep,
}

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Indexed(1)),
        1 => Just(Color::Indexed(4)),
        1 => Just(Color::Indexed(15)),
        1 => Just(Color::Indexed(8)),
    ];
    let modifier = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED),
    ];
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::reset().fg(fg).bg(bg).add_modifier(modifier))
}

const WIDTH: u16 = 18;
const HEIGHT: u16 = 4;

fn rect() -> impl Strategy<Value = Rect> {
    (0..WIDTH, 0..HEIGHT, 1..WIDTH, 1..HEIGHT).prop_map(|(x, y, width, height)| Rect {
        x,
        y,
        width,
        height,
    })
}

fn stroke(text: &'static str) -> impl Strategy<Value = Stroke> {
    prop_oneof![
        6 => (0..WIDTH, 0..HEIGHT, text, style()).prop_map(|(x, y, text, style)| Stroke::Text(x, y, text, style)),
        2 => (rect(), style()).prop_map(|(rect, style)| Stroke::Paint(rect, style)),
        1 => rect().prop_map(Stroke::Clear),
        1 => Just(Stroke::Keep),
    ]
}

fn apply(buffer: &mut Buffer, last: &Buffer, strokes: &[Stroke]) {
    let area = buffer.area;
    for stroke in strokes {
        match stroke {
            Stroke::Text(x, y, text, style) if area.contains(Position { x: *x, y: *y }) => {
                buffer.set_string(*x, *y, text, *style);
            }
            Stroke::Paint(rect, style) => buffer.set_style(rect.intersection(area), *style),
            Stroke::Clear(rect) => clear_area(buffer, *rect),
            Stroke::Keep if last.area == area => buffer.clone_from(last),
            Stroke::Text(..) | Stroke::Keep => {}
        }
    }
}

fn frames(text: &'static str) -> impl Strategy<Value = Vec<Vec<Stroke>>> {
    prop::collection::vec(prop::collection::vec(stroke(text), 0..8), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_frames_show_exactly_what_was_drawn(
        frames in frames("[市教育局，a-c 1—“①😀é]{1,12}"),
        cursor in prop::option::of((0..WIDTH, 0..HEIGHT)),
    ) {
        let mut screen = Screen::new(WIDTH, HEIGHT);
        let mut last = Buffer::default();
        for strokes in frames {
            (last, _) = screen.draw(|buffer| apply(buffer, &last, &strokes));
            assert_shows(screen.emulator.screen(), &last, false);
            if let Some((x, y)) = cursor {
                screen.terminal.backend_mut().set_cursor_position((x, y)).unwrap();
                screen.terminal.backend_mut().show_cursor().unwrap();
                screen.terminal.backend_mut().flush().unwrap();
                let wire = std::mem::take(screen.terminal.backend_mut().output_mut());
                screen.emulator.process(&wire.bytes);
                prop_assert_eq!(screen.emulator.screen().cursor_position(), (y, x));
                prop_assert!(!screen.emulator.screen().hide_cursor());
            }
        }
    }

    #[test]
    fn any_sizes_show_exactly_what_was_drawn(
        frames in frames("[市教育局，a-c 1—]{1,12}"),
        sizes in prop::collection::vec((1_u16..24, 1_u16..6), 6),
    ) {
        let mut screen = Screen::new(WIDTH, HEIGHT);
        let mut last = Buffer::default();
        for (strokes, (width, height)) in frames.into_iter().zip(sizes) {
            screen.resize(width, height);
            (last, _) = screen.draw(|buffer| apply(buffer, &last, &strokes));
            prop_assert_eq!(last.area, Rect::new(0, 0, width, height));
            assert_shows(screen.emulator.screen(), &last, false);
        }
    }

    #[test]
    fn ambiguous_characters_with_room_keep_the_columns_of_a_terminal_that_draws_them_wide(
        frames in prop::collection::vec(prop::collection::vec((0_u16..3, "(① |※ |a|b|市| ){1,6}"), 1..4), 1..6),
    ) {
        let mut screen = Screen::new(WIDTH, HEIGHT);
        for lines in frames {
            let (drawn, _) = screen.draw_through(
                |buffer| {
                    for (y, (x, text)) in lines.iter().enumerate() {
                        buffer.set_string(*x, y as u16, text, Style::new());
                    }
                },
                |bytes| bytes.replace(is_ambiguous, "宽"),
            );
            assert_shows(screen.emulator.screen(), &drawn, true);
        }
    }
}

#[test]
fn ratatui_2721_no_cursor_moves_between_chinese_characters() {
    let mut screen = Screen::new(40, 3);
    screen.draw(|_| ());
    let (_, bytes) = screen.draw(texts(&[(0, 1, "加强科学教育师资队伍建设，2024年")]));
    assert_eq!(bytes, "\x1b[2H加强科学教育师资队伍建设，2024年");
    assert_eq!(screen.text(), "\n加强科学教育师资队伍建设，2024年");
}

#[test]
fn nothing_is_written_for_a_frame_that_changes_nothing() {
    let mut screen = Screen::new(40, 3);
    let render = |buffer: &mut Buffer| {
        buffer.set_string(3, 1, "红 逾期182天", Style::new().fg(Color::Indexed(1)));
    };
    let (_, first) = screen.draw(render);
    assert!(!first.is_empty());
    let (_, second) = screen.draw(render);
    assert_eq!(second, "");
    assert_eq!(screen.terminal.backend().output.writes, 0);
}

#[test]
fn moving_the_mark_takes_few_bytes() {
    let mut screen = Screen::new(80, 24);
    let list = |cursor: u16| {
        move |buffer: &mut Buffer| {
            for row in 0..20 {
                buffer.set_string(2, row, format!("红 3.1.{row} 骨干教师培训"), Style::new());
            }
            buffer.set_string(0, cursor, ">", Style::new().bold());
        }
    };
    screen.draw(list(3));
    let (_, bytes) = screen.draw(list(4));
    assert_eq!(bytes, "\x1b[4H \r\n\x1b[1m>");
}

#[test]
fn the_rest_of_a_row_is_erased_where_that_is_shorter() {
    let mut screen = Screen::new(30, 2);
    screen.draw(texts(&[(0, 0, "abcdefghij"), (0, 1, "xyz")]));
    let (drawn, bytes) = screen.draw(texts(&[(0, 0, "ab"), (0, 1, "xy")]));
    assert_eq!(bytes, "\x1b[1;3H\x1b[K\x1b[2;3H ");
    assert_shows(screen.emulator.screen(), &drawn, false);
}

#[test]
fn a_short_gap_is_written_again_and_a_long_one_jumped_over() {
    let mut screen = Screen::new(40, 1);
    screen.draw(texts(&[(0, 0, "a12b3456789c")]));
    let (_, bytes) = screen.draw(texts(&[(0, 0, "A12B3456789C")]));
    assert_eq!(bytes, "\rA12B\x1b[7CC");
}

#[test]
fn after_a_character_of_doubtful_width_the_column_is_set_anew() {
    let mut screen = Screen::new(40, 1);
    screen.draw(|_| ());
    let (_, bytes) = screen.draw(texts(&[(0, 0, "甲—乙丙")]));
    assert_eq!(bytes, "\x1b[H甲—\x1b[4G乙丙");
}

#[test]
fn ratatui_2652_style_only_changes_of_a_wide_character_reach_both_halves() {
    let mut screen = Screen::new(20, 1);
    let hit = Style::new().bg(Color::Indexed(4));
    screen.draw(texts(&[(0, 0, "甲乙丙")]));
    let (_, marked) = screen.draw(|buffer| {
        buffer.set_string(0, 0, "甲乙丙", Style::new());
        buffer.set_string(2, 0, "乙丙", hit);
    });
    // Blanks first, then the characters: also right where a character's style goes to its first cell only.
    assert_eq!(marked, "\x1b[3G\x1b[44m    \x1b[3G乙丙");
    let (_, unmarked) = screen.draw(texts(&[(0, 0, "甲乙丙")]));
    assert_eq!(unmarked, "\x1b[3G\x1b[m    \x1b[3G乙丙");
}

#[test]
fn ratatui_2526_a_popup_over_chinese_keeps_its_left_edge() {
    for left in 1..6 {
        let mut screen = Screen::new(20, 3);
        screen.draw(texts(&[(0, 1, "市教育局市科协")]));
        let (drawn, _) = screen.draw(|buffer| {
            buffer.set_string(0, 1, "市教育局市科协", Style::new());
            clear_area(buffer, Rect::new(left, 0, 7, 3));
            buffer.set_string(left, 1, "| 12 |", Style::new());
        });
        assert_shows(screen.emulator.screen(), &drawn, false);
        assert!(screen.text().contains("| 12 |"), "{}", screen.text());
    }
}

#[test]
fn ratatui_2694_clearing_asks_the_terminal_nothing() {
    let mut screen = Screen::new(20, 2);
    screen.draw(texts(&[(0, 0, "甲")]));
    screen.terminal.clear().unwrap();
    let (_, bytes) = screen.draw(texts(&[(0, 0, "乙")]));
    assert!(!bytes.contains("\x1b[6n"), "{bytes:?}");
    assert!(bytes.contains("\x1b[2J"), "{bytes:?}");
    assert_eq!(screen.text(), "乙");
}

#[test]
fn crossterm_1069_no_color_keeps_bold_and_reverse() {
    let mut screen = Screen::new(20, 2);
    screen.terminal.backend_mut().set_colours(false);
    let (_, bytes) = screen.draw(|buffer| {
        buffer.set_string(
            0,
            0,
            "甲",
            Style::new()
                .bold()
                .fg(Color::Indexed(1))
                .bg(Color::Indexed(4)),
        );
        buffer.set_string(2, 0, "乙", Style::new().reversed().fg(Color::Indexed(1)));
    });
    assert_eq!(
        bytes,
        "\x1b[?25l\x1b[m\x1b[2J\x1b[H\x1b[1m甲\x1b[0;7m  \x08\x08乙"
    );
    let cell = screen.emulator.screen().cell(0, 0).unwrap();
    assert!(cell.bold());
    assert_eq!(
        (cell.fgcolor(), cell.bgcolor()),
        (vt100::Color::Default, vt100::Color::Default)
    );
    assert!(screen.emulator.screen().cell(0, 2).unwrap().inverse());
}

#[test]
fn a_repaint_needs_no_new_frame_of_the_program() {
    let mut screen = Screen::new(20, 2);
    let (drawn, _) = screen.draw(|buffer| {
        buffer.set_string(4, 1, "市教育局", Style::new().bold());
    });
    screen
        .emulator
        .process(b"\x1b[H\x1b[31mnoise from elsewhere\x1b[2;6Hx");
    screen.terminal.backend_mut().repaint();
    screen.terminal.backend_mut().flush().unwrap();
    let wire = std::mem::take(screen.terminal.backend_mut().output_mut());
    screen.emulator.process(&wire.bytes);
    assert_shows(screen.emulator.screen(), &drawn, false);
}

#[test]
fn the_cursor_is_sent_only_where_it_changes() {
    let mut screen = Screen::new(20, 2);
    screen.draw(|_| ());
    let mut put = |x, y| {
        screen
            .terminal
            .draw(|frame| frame.set_cursor_position((x, y)))
            .unwrap();
        String::from_utf8(std::mem::take(screen.terminal.backend_mut().output_mut()).bytes).unwrap()
    };
    assert_eq!(put(5, 1), "\x1b[2;6H\x1b[?25h");
    assert_eq!(put(5, 1), "");
    assert_eq!(put(6, 1), "\x1b[C");
    assert_eq!(put(5, 1), "\x08");
}
