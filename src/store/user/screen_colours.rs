//! The colours of the screen that a user chose.

use crate::plan::{Lamp, keyed};

use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;

keyed! {
    /// A colour of the terminal: one of its sixteen, or the one it writes in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[allow(missing_docs)] // a colour is its name
    pub enum TerminalColour {
        Default = "default",
        Black = "black",
        Red = "red",
        Green = "green",
        Yellow = "yellow",
        Blue = "blue",
        Magenta = "magenta",
        Cyan = "cyan",
        White = "white",
        BrightBlack = "bright-black",
        BrightRed = "bright-red",
        BrightGreen = "bright-green",
        BrightYellow = "bright-yellow",
        BrightBlue = "bright-blue",
        BrightMagenta = "bright-magenta",
        BrightCyan = "bright-cyan",
        BrightWhite = "bright-white",
    }
}

/// A part of the screen that has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coloured {
    /// A lamp and its reason.
    Lamp(Lamp),
    /// The part of a bar that is done.
    Bar,
    /// The rest of the bar.
    Rest,
}

/// The colours of the screen (`[colours]` in config.toml).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenColours([TerminalColour; Self::KEYS.len()]);

impl ScreenColours {
    /// Every part that has a colour, with its key in config.toml.
    pub const KEYS: [(Coloured, &'static str); 9] = [
        (Coloured::Lamp(Lamp::Red), "red"),
        (Coloured::Lamp(Lamp::Yellow), "yellow"),
        (Coloured::Lamp(Lamp::Green), "green"),
        (Coloured::Lamp(Lamp::Grey), "grey"),
        (Coloured::Lamp(Lamp::Done), "done"),
        (Coloured::Lamp(Lamp::Closed), "closed"),
        (Coloured::Lamp(Lamp::Stopped), "dropped"),
        (Coloured::Bar, "bar"),
        (Coloured::Rest, "rest"),
    ];

    /// Returns the colour of something.
    pub fn of(&self, what: Coloured) -> TerminalColour {
        let at = Self::KEYS.iter().position(|(it, _)| *it == what);
        at.map_or(TerminalColour::Default, |at| self.0[at])
    }

    /// Reads `[colours]`; what is not named keeps its colour.
    pub(super) fn of_table(table: &Fields<'_, '_>, flaws: &mut Flaws) -> Self {
        let mut colours = Self::default();
        for (at, (_, key)) in Self::KEYS.into_iter().enumerate() {
            if let Some(colour) = table.choice(key, &TerminalColour::KEYS, flaws) {
                colours.0[at] = colour;
            }
        }
        colours
    }
}

impl Default for ScreenColours {
    fn default() -> Self {
        // Green is cyan: red against green is what most colour-blind people cannot distinguish.
        Self([
            TerminalColour::Red,
            TerminalColour::Yellow,
            TerminalColour::Cyan,
            TerminalColour::Default,
            TerminalColour::Blue,
            TerminalColour::Blue,
            TerminalColour::Default,
            TerminalColour::Blue,
            TerminalColour::BrightBlack,
        ])
    }
}
