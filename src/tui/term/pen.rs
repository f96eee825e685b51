//! The style with which a terminal writes, and the shortest way to change it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The colours and attributes that are sent: the 16 ANSI colours, which follow the user's scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pen {
    foreground: Option<u8>,
    background: Option<u8>,
    modifier: Modifier,
}

/// The attributes that are visible on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED);

const INTENSITY: Modifier = Modifier::BOLD.union(Modifier::DIM);

/// The attributes that are sent, each with the codes that turn it on and off (bold and dim share the latter).
const CODES: [(Modifier, u8, u8); 4] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
];

impl Pen {
    /// Returns the pen of a cell; without `colours`, only its attributes.
    pub(crate) fn of(cell: &Cell, colours: bool) -> Self {
        Self {
            foreground: colours.then(|| ansi(cell.fg)).flatten(),
            background: colours.then(|| ansi(cell.bg)).flatten(),
            modifier: cell.modifier & SEEN_ON_BLANKS.union(INTENSITY),
        }
    }

    /// Returns the part of this pen that is visible on a blank.
    pub(crate) fn on_blank(self) -> Self {
        if self.modifier.intersects(SEEN_ON_BLANKS) {
            return self;
        }
        Self {
            background: self.background,
            ..Self::default()
        }
    }

    /// Returns the pen nearest to this one whose blanks look like those of `wanted`.
    pub(crate) fn for_blank(self, wanted: Self) -> Self {
        if wanted.modifier.intersects(SEEN_ON_BLANKS) {
            return wanted;
        }
        Self {
            foreground: self.foreground,
            background: wanted.background,
            modifier: self.modifier.difference(SEEN_ON_BLANKS),
        }
    }

    /// Appends the shortest sequence that changes `from` into this pen (`None` if unknown).
    pub(crate) fn change(self, from: Option<Self>, output: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let anew = self.anew();
        let sequence = match from.map(|from| self.by_steps(from)) {
            Some(steps) if steps.len() <= anew.len() => steps,
            _ => anew,
        };
        output.extend_from_slice(b"\x1b[");
        output.extend_from_slice(sequence.as_bytes());
        output.push(b'm');
    }

    /// Appends a reset, then the attributes of this pen.
    fn anew(self) -> String {
        let mut codes = String::new();
        if self != Self::default() {
            codes.push('0');
            push_attributes(&mut codes, self.modifier);
            push_colour(&mut codes, self.foreground, 30);
            push_colour(&mut codes, self.background, 40);
        }
        codes
    }

    fn by_steps(self, from: Self) -> String {
        let mut codes = String::new();
        let removed = from.modifier.difference(self.modifier);
        let mut added = self.modifier.difference(from.modifier);
        let mut last_off = 0;
        for (modifier, _, off) in CODES {
            if removed.contains(modifier) && off != last_off {
                push_code(&mut codes, off);
                last_off = off;
            }
        }
        if removed.intersects(INTENSITY) {
            added |= self.modifier & INTENSITY;
        }
        push_attributes(&mut codes, added);
        for (mine, theirs, first) in [
            (self.foreground, from.foreground, 30),
            (self.background, from.background, 40),
        ] {
            if mine != theirs && mine.is_none() {
                push_code(&mut codes, first + 9);
            } else if mine != theirs {
                push_colour(&mut codes, mine, first);
            }
        }
        codes
    }
}

fn push_attributes(codes: &mut String, modifier: Modifier) {
    for (flag, on, _) in CODES {
        if modifier.contains(flag) {
            push_code(codes, on);
        }
    }
}

fn push_code(codes: &mut String, code: u8) {
    if !codes.is_empty() {
        codes.push(';');
    }
    codes.push_str(&code.to_string());
}

fn push_colour(codes: &mut String, colour: Option<u8>, first: u8) {
    match colour {
        Some(dark @ 0..8) => push_code(codes, first + dark),
        Some(bright) => push_code(codes, first + 60 + bright - 8),
        None => {}
    }
}

/// Returns the number of one of the 16 colours; other colours become the terminal's default.
fn ansi(colour: Color) -> Option<u8> {
    match colour {
        Color::Indexed(number @ 0..16) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Pen {
        let mut cell = Cell::EMPTY;
        (cell.fg, cell.bg, cell.modifier) = (fg, bg, modifier);
        Pen::of(&cell, true)
    }

    fn change(from: Option<Pen>, to: Pen) -> String {
        let mut output = Vec::new();
        to.change(from, &mut output);
        String::from_utf8(output).unwrap()
    }

    const PLAIN: (Color, Color, Modifier) = (Color::Reset, Color::Reset, Modifier::empty());

    #[test]
    fn the_shortest_change_is_sent() {
        let plain = pen(PLAIN.0, PLAIN.1, PLAIN.2);
        let bold = pen(Color::Reset, Color::Reset, Modifier::BOLD);
        let red = pen(Color::Indexed(1), Color::Reset, Modifier::empty());
        let bold_red = pen(Color::Indexed(1), Color::Reset, Modifier::BOLD);
        let dim_red = pen(Color::Indexed(1), Color::Reset, Modifier::DIM);
        assert_eq!(change(Some(plain), plain), "");
        assert_eq!(change(Some(plain), red), "\x1b[31m");
        assert_eq!(change(Some(red), plain), "\x1b[m");
        assert_eq!(change(Some(bold_red), red), "\x1b[22m");
        assert_eq!(change(Some(bold_red), bold), "\x1b[39m");
        assert_eq!(change(Some(bold_red), dim_red), "\x1b[22;2m");
        assert_eq!(change(None, bold), "\x1b[0;1m");
        assert_eq!(
            change(
                Some(plain),
                pen(Color::Indexed(15), Color::Indexed(8), Modifier::empty())
            ),
            "\x1b[97;100m"
        );
    }

    #[test]
    fn colours_that_are_not_of_the_sixteen_are_the_default() {
        let plain = pen(PLAIN.0, PLAIN.1, PLAIN.2);
        assert_eq!(
            pen(Color::Rgb(1, 2, 3), Color::Indexed(200), Modifier::empty()),
            plain
        );
    }

    #[test]
    fn a_blank_needs_only_what_is_seen_on_it() {
        let bold_red = pen(Color::Indexed(1), Color::Reset, Modifier::BOLD);
        let plain = Pen::default();
        assert_eq!(bold_red.on_blank(), plain);
        assert_eq!(bold_red.for_blank(plain), bold_red);
        let underlined = pen(Color::Indexed(1), Color::Reset, Modifier::UNDERLINED);
        assert_eq!(underlined.on_blank(), underlined);
        assert_eq!(
            underlined.for_blank(plain),
            pen(Color::Indexed(1), Color::Reset, Modifier::empty())
        );
        assert_eq!(plain.for_blank(underlined), underlined);
    }
}
