//! A screen as an SVG picture.

use std::fmt::Write as _;

/// A cell, in pixels.
const COLUMN: usize = 9;
const ROW: usize = 20;
const MARGIN: usize = 12;
/// The class of a reversed background.
const REVERSED: &str = "kr";

/// A terminal's colours on a light and on a dark background: the page's reader has chosen one.
const STYLE: &str = "\
text{font:16px 'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,'DejaVu Sans Mono',monospace;\
fill:#24292f;white-space:pre}
.p{fill:#ffffff;stroke:#d0d7de}.b{font-weight:bold}.d{fill:#6e7781}.u{text-decoration:underline}
.f1{fill:#cf222e}.f3{fill:#8a5a00}.f4{fill:#0550ae}.f6{fill:#0a7d87}.k4{fill:#54aeff}.k8{fill:#d0d7de}
.kr{fill:#24292f}text.r{fill:#ffffff}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.p{fill:#0d1117;stroke:#30363d}.d{fill:#8b949e}\
.f1{fill:#ff7b72}.f3{fill:#d29922}.f4{fill:#79c0ff}.f6{fill:#56d4dd}.k4{fill:#1f6feb}.k8{fill:#484f58}\
.kr{fill:#e6edf3}text.r{fill:#0d1117}}
";

/// Draws a screen.
pub(crate) fn of(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let wide = usize::from(columns) * COLUMN + 2 * MARGIN;
    let high = usize::from(rows) * ROW + 2 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\">\n\
         <style>{STYLE}</style>\n\
         <rect class=\"p\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
        wide - 1,
        high - 1
    );
    for row in 0..rows {
        let cells: Vec<&vt100::Cell> = (0..columns)
            .filter_map(|column| screen.cell(row, column))
            .collect();
        let top = MARGIN + usize::from(row) * ROW;
        backgrounds(&cells, top, &mut out);
        texts(&cells, top, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// Runs of one background: bars, and what is reversed under the cursor.
fn backgrounds(cells: &[&vt100::Cell], top: usize, out: &mut String) {
    let mut grounds: Vec<Option<String>> = Vec::new();
    for cell in cells {
        // The second half of a wide character has no look of its own.
        let before = grounds.last().filter(|_| cell.is_wide_continuation());
        let ground = before.cloned().unwrap_or_else(|| ground(cell));
        grounds.push(ground);
    }
    let mut from = 0;
    for run in grounds.chunk_by(|a, b| a == b) {
        if let Some(class) = &run[0] {
            let (above, high) = if class == REVERSED {
                (1, ROW - 1)
            } else {
                (4, ROW - 8)
            };
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{high}\"/>",
                MARGIN + from * COLUMN,
                top + above,
                run.len() * COLUMN,
            );
        }
        from += run.len();
    }
}

fn ground(cell: &vt100::Cell) -> Option<String> {
    if cell.inverse() {
        return Some(REVERSED.to_owned());
    }
    number(cell.bgcolor()).map(|number| format!("k{number}"))
}

/// Words of one style and one width of characters, each in its place and as long as its cells: a column is a column
/// whatever the font.
fn texts(cells: &[&vt100::Cell], top: usize, out: &mut String) {
    let mut word = Word::default();
    for (column, cell) in cells.iter().enumerate() {
        if cell.is_wide_continuation() {
            continue;
        }
        let is_blank = cell.contents().trim().is_empty();
        let class = class(cell);
        if is_blank || word.class != class || word.is_wide != cell.is_wide() {
            word.end(top, out);
        }
        if !is_blank {
            if word.text.is_empty() {
                (word.class, word.is_wide, word.from) = (class, cell.is_wide(), column);
            }
            word.text.push_str(&escaped(cell.contents()));
            word.columns += if cell.is_wide() { 2 } else { 1 };
        }
    }
    word.end(top, out);
}

#[derive(Default)]
struct Word {
    class: String,
    is_wide: bool,
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

fn class(cell: &vt100::Cell) -> String {
    let colour = number(cell.fgcolor()).map(|number| format!("f{number}"));
    let styles = [
        (cell.bold(), "b"),
        (cell.dim(), "d"),
        (cell.underline(), "u"),
        (cell.inverse(), "r"),
    ];
    let styles = styles.iter().filter(|(is_set, _)| *is_set);
    let names: Vec<String> = colour
        .into_iter()
        .chain(styles.map(|(_, name)| (*name).to_owned()))
        .collect();
    names.join(" ")
}

/// The number of one of the 16 colours.
fn number(colour: vt100::Color) -> Option<u8> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Idx(number) => Some(number),
        rgb @ vt100::Color::Rgb(..) => panic!("{rgb:?} is none of the 16 colours"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
