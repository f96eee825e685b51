//! The pictures of the README, drawn from the real screen over the sample plan (its progress is invented):
//! `cargo bench --bench pictures` writes docs/images/*.svg.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    missing_docs,
    dead_code
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::app::{App, Start};
use common::duban::{Fixture, Workspace};
use duban::text::{Lang, width};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// A cell, in pixels.
const COLUMN: usize = 9;
const ROW: usize = 20;
const MARGIN: usize = 12;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let office = Workspace::of(Fixture::Demo);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
    fs::create_dir_all(&folder).unwrap();
    for (name, lang, keys) in [
        ("units.svg", Lang::Zh, "j<enter>jjj<enter>jj"),
        ("units.en.svg", Lang::En, "j<enter>jjj<enter>jj"),
        ("alerts.svg", Lang::Zh, "4jjj"),
        ("alerts.en.svg", Lang::En, "4jjj"),
        ("indicators.svg", Lang::Zh, "5jj"),
        ("timeline.svg", Lang::Zh, "6j<enter>j"),
    ] {
        let mut app: App = Start {
            lang,
            size: (88, 20),
            ..Start::default()
        }
        .in_folder(&office.path(""));
        app.keys(keys);
        fs::write(folder.join(name), svg(app.buffer())).unwrap();
    }
}

/// A terminal's colours on a light and on a dark background: GitHub shows the one its reader has chosen.
const STYLE: &str = "\
text{font:16px 'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,'DejaVu Sans Mono',monospace;\
fill:#24292f;white-space:pre}
.p{fill:#ffffff;stroke:#d0d7de}.b{font-weight:bold}.d{fill:#6e7781}.u{text-decoration:underline}
.f1{fill:#cf222e}.f3{fill:#8a5a00}.f4{fill:#0550ae}.f6{fill:#0a7d87}.k4{fill:#54aeff}.k8{fill:#d0d7de}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.p{fill:#0d1117;stroke:#30363d}.d{fill:#8b949e}\
.f1{fill:#ff7b72}.f3{fill:#d29922}.f4{fill:#79c0ff}.f6{fill:#56d4dd}.k4{fill:#1f6feb}.k8{fill:#484f58}}
";

fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let (wide, high) = (columns * COLUMN + 2 * MARGIN, rows * ROW + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\">\n\
         <style>{STYLE}</style>\n\
         <rect class=\"p\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
        wide - 1,
        high - 1
    );
    for y in 0..area.height {
        let top = MARGIN + usize::from(y) * ROW;
        bars(buffer, y, top, &mut out);
        texts(buffer, y, top, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// Runs of background colour.
fn bars(buffer: &Buffer, y: u16, top: usize, out: &mut String) {
    let mut x = 0;
    while x < buffer.area.width {
        let colour = buffer[(x, y)].bg;
        let mut end = x + 1;
        while end < buffer.area.width && buffer[(end, y)].bg == colour {
            end += 1;
        }
        if let Some(number) = number(colour) {
            let left = MARGIN + usize::from(x) * COLUMN;
            let columns = usize::from(end - x) * COLUMN;
            let _ = writeln!(
                out,
                "<rect class=\"k{number}\" x=\"{left}\" y=\"{}\" width=\"{columns}\" height=\"{}\"/>",
                top + 4,
                ROW - 8
            );
        }
        x = end;
    }
}

/// Words of one style and one width of characters, each in its place and as long as its cells: a column is a column
/// whatever the font.
fn texts(buffer: &Buffer, y: u16, top: usize, out: &mut String) {
    let mut word = Word::default();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let (class, wide) = (class(cell), width(cell.symbol()) > 1);
        if cell.symbol() == " " || word.class != class || word.wide != wide {
            word.end(top, out);
        }
        if cell.symbol() != " " {
            if word.text.is_empty() {
                (word.class, word.wide, word.from) = (class, wide, x.into());
            }
            word.text.push_str(&escaped(cell.symbol()));
            word.columns += width(cell.symbol());
        }
        x += width(cell.symbol()).max(1) as u16;
    }
    word.end(top, out);
}

#[derive(Default)]
struct Word {
    class: String,
    wide: bool,
    from: usize,
    columns: usize,
    text: String,
}

impl Word {
    fn end(&mut self, top: usize, out: &mut String) {
        if !self.text.is_empty() {
            let class = if self.class.is_empty() {
                String::new()
            } else {
                format!(" class=\"{}\"", self.class)
            };
            let _ = writeln!(
                out,
                "<text{class} x=\"{}\" y=\"{}\" textLength=\"{}\">{}</text>",
                MARGIN + self.from * COLUMN,
                top + 15,
                self.columns * COLUMN,
                self.text
            );
        }
        *self = Self::default();
    }
}

fn class(cell: &Cell) -> String {
    let mut names = Vec::new();
    if let Some(number) = number(cell.fg) {
        names.push(format!("f{number}"));
    }
    for (modifier, name) in [
        (Modifier::BOLD, "b"),
        (Modifier::DIM, "d"),
        (Modifier::UNDERLINED, "u"),
    ] {
        if cell.modifier.contains(modifier) {
            names.push(name.to_owned());
        }
    }
    names.join(" ")
}

/// The numbers of the colours that the screen uses.
fn number(colour: Color) -> Option<u8> {
    match colour {
        Color::Reset => None,
        Color::Red => Some(1),
        Color::Yellow => Some(3),
        Color::Blue => Some(4),
        Color::Cyan => Some(6),
        Color::DarkGray => Some(8),
        other => panic!("{other:?} has no place in the picture's style"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
