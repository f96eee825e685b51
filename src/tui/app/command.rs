//! The commands of the screen and their keys: one table, from which the keys, the bottom line, the help page and the palette
//! are made.

use crossterm::event::KeyCode;

pub(in crate::tui) use crate::text::ScreenCommand as Command;

use crate::text::View;
use crate::tui::views::{DeedKeys, page};

/// A key of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Key {
    pub(in crate::tui) code: KeyCode,
    pub(in crate::tui) control: bool,
}

const fn key(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        control: false,
    }
}

const fn control(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        control: true,
    }
}

const fn named(code: KeyCode) -> Key {
    Key {
        code,
        control: false,
    }
}

/// The keys that are written by a name.
const NAMED: [(KeyCode, &str); 15] = [
    (KeyCode::Char(' '), "Space"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Del"),
    (KeyCode::PageDown, "PgDn"),
    (KeyCode::PageUp, "PgUp"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::Down, "Down"),
    (KeyCode::Up, "Up"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
];

/// The characters that an arrow key becomes if a slow link splits it; they are no keys.
const OF_ARROWS: [char; 6] = ['[', 'A', 'B', 'C', 'D', 'O'];

/// The letters that with Ctrl are other keys: Tab, line ends, and the one that always leaves.
const OTHER_WITH_CONTROL: [char; 4] = ['c', 'i', 'j', 'm'];

impl Key {
    /// Returns the key as it is written in the bottom line, the help and config.toml.
    pub(in crate::tui) fn label(self) -> String {
        let named = NAMED.iter().find(|(code, _)| *code == self.code);
        let name = match (named, self.code) {
            (Some((_, name)), _) => (*name).to_owned(),
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, KeyCode::F(number)) => format!("F{number}"),
            (None, other) => format!("{other:?}"),
        };
        if self.control {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }

    /// Reads a key as it is written; `None` if terminals do not send it, or some cannot tell it from another.
    pub(in crate::tui) fn parse(typed: &str) -> Option<Self> {
        if let Some((code, _)) = NAMED.iter().find(|(_, name)| *name == typed) {
            return Some(named(*code));
        }
        let single = |text: &str| {
            let mut chars = text.chars();
            let only = chars.next().filter(char::is_ascii_graphic);
            only.filter(|_| chars.next().is_none())
        };
        if let Some(rest) = typed.strip_prefix("Ctrl-") {
            let letter = single(rest).filter(char::is_ascii_lowercase);
            return letter
                .filter(|letter| !OTHER_WITH_CONTROL.contains(letter))
                .map(control);
        }
        if let Some(c) = single(typed) {
            return (!OF_ARROWS.contains(&c)).then(|| key(c));
        }
        let number = typed.strip_prefix('F')?.parse::<u8>().ok()?;
        let is_plain = typed.len() == 1 + number.to_string().len();
        (is_plain && (1..=12).contains(&number)).then(|| named(KeyCode::F(number)))
    }
}

/// A command with its keys and the views it works in.
#[derive(Clone, Copy)]
pub(in crate::tui) struct Binding {
    pub(in crate::tui) command: Command,
    pub(in crate::tui) keys: &'static [Key],
    /// The views it works in.
    works: Where,
    /// When the bottom line names it.
    pub(in crate::tui) on_line: OnLine,
}

/// When the bottom line names a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum OnLine {
    /// Always, on every terminal.
    Always,
    /// If there is room behind the others.
    IfRoom,
    /// Never, because everybody knows it; the help page has it.
    Never,
}

/// The views that a command works in.
#[derive(Clone, Copy)]
enum Where {
    /// All views.
    Everywhere,
    /// Views that list milestones.
    Milestones,
    /// Views in whose list milestones are marked and selected.
    InPlace,
    /// Views whose list has several orders.
    Ordered,
    /// Views that extend to the left and right.
    Sideways,
    /// These views.
    Only(&'static [View]),
}

impl Binding {
    /// Returns whether the command works in a view.
    pub(in crate::tui) fn works_in(&self, view: View) -> bool {
        let page = page(view);
        match self.works {
            Where::Everywhere => true,
            Where::Milestones => page.lists_milestones(),
            Where::InPlace => page.deeds == DeedKeys::InPlace,
            Where::Ordered => !page.orders.is_empty(),
            Where::Sideways => page.is_wide,
            Where::Only(views) => views.contains(&view),
        }
    }
}

const fn binding(command: Command, keys: &'static [Key], works: Where, on_line: OnLine) -> Binding {
    Binding {
        command,
        keys,
        works,
        on_line,
    }
}

/// The commands beside those that open a view; the bottom line names them in this order.
const COMMANDS: [Binding; 41] = [
    binding(
        Command::ToggleDone,
        &[key(' ')],
        Where::InPlace,
        OnLine::Always,
    ),
    binding(
        Command::Mark,
        &[key('m')],
        Where::Milestones,
        OnLine::Always,
    ),
    binding(
        Command::Finish,
        &[key('M')],
        Where::Milestones,
        OnLine::IfRoom,
    ),
    binding(
        Command::Progress,
        &[key('p')],
        Where::Milestones,
        OnLine::Always,
    ),
    binding(
        Command::Postpone,
        &[key('d')],
        Where::Milestones,
        OnLine::Always,
    ),
    binding(
        Command::Evidence,
        &[key('e')],
        Where::Milestones,
        OnLine::IfRoom,
    ),
    binding(
        Command::Open,
        &[named(KeyCode::Enter)],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(
        Command::Undo,
        &[key('u')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Redo,
        &[control('r')],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(Command::Select, &[key('x')], Where::InPlace, OnLine::IfRoom),
    binding(
        Command::SelectAll,
        &[key('X')],
        Where::InPlace,
        OnLine::IfRoom,
    ),
    binding(
        Command::Search,
        &[key('/')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Filter,
        &[key('f')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::ClearFilter,
        &[key('F')],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(
        Command::AsOf,
        &[key('t')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Begin,
        &[key('b')],
        Where::Only(&[View::Overview, View::Units, View::Alerts]),
        OnLine::IfRoom,
    ),
    binding(
        Command::NewPlan,
        &[key('i')],
        Where::Only(&[View::Overview]),
        OnLine::IfRoom,
    ),
    binding(
        Command::Report,
        &[key('r')],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::Remind,
        &[key('R')],
        Where::Only(&[View::Units]),
        OnLine::Never,
    ),
    binding(Command::Sort, &[key('o')], Where::Ordered, OnLine::IfRoom),
    binding(
        Command::NextRed,
        &[key('n')],
        Where::Ordered,
        OnLine::IfRoom,
    ),
    binding(
        Command::PreviousRed,
        &[key('N')],
        Where::Ordered,
        OnLine::Never,
    ),
    binding(Command::Correct, &[], Where::Milestones, OnLine::Never),
    binding(
        Command::Copy,
        &[key('y')],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(
        Command::Edit,
        &[key('E')],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(
        Command::Zoom,
        &[key('z')],
        Where::Only(&[View::Timeline]),
        OnLine::Always,
    ),
    binding(
        Command::Commit,
        &[key('c')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Sync,
        &[key('S')],
        Where::Everywhere,
        OnLine::IfRoom,
    ),
    binding(
        Command::Palette,
        &[key(':')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Help,
        &[key('?')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Quit,
        &[key('q')],
        Where::Everywhere,
        OnLine::Always,
    ),
    binding(
        Command::Down,
        &[key('j'), named(KeyCode::Down)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::Up,
        &[key('k'), named(KeyCode::Up)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::PageDown,
        &[control('d'), named(KeyCode::PageDown)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::PageUp,
        &[control('u'), named(KeyCode::PageUp)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::First,
        &[key('g'), named(KeyCode::Home)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::Last,
        &[key('G'), named(KeyCode::End)],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::OtherPane,
        &[named(KeyCode::Tab)],
        Where::Sideways,
        OnLine::Never,
    ),
    binding(
        Command::Left,
        &[key('h'), named(KeyCode::Left)],
        Where::Sideways,
        OnLine::Never,
    ),
    binding(
        Command::Right,
        &[key('l'), named(KeyCode::Right)],
        Where::Sideways,
        OnLine::Never,
    ),
    binding(
        Command::Back,
        &[named(KeyCode::Esc)],
        Where::Everywhere,
        OnLine::Never,
    ),
];

/// The keys that open the views.
static DIGITS: [Key; View::ALL.len()] = {
    let mut digits = [key('1'); View::ALL.len()];
    let mut at = 0;
    while at < digits.len() {
        digits[at] = key((b'1' + at as u8) as char);
        at += 1;
    }
    digits
};

/// The commands listed after those that open a view.
const LAST: [Binding; 2] = [
    binding(
        Command::Reload,
        &[control('l')],
        Where::Everywhere,
        OnLine::Never,
    ),
    binding(
        Command::Suspend,
        &[control('z')],
        Where::Everywhere,
        OnLine::Never,
    ),
];

const COUNT: usize = COMMANDS.len() + View::ALL.len() + LAST.len();

/// Every command, including one for each view that opens it.
pub(in crate::tui) static BINDINGS: [Binding; COUNT] = {
    let mut bindings = [COMMANDS[0]; COUNT];
    let mut at = 0;
    while at < COMMANDS.len() {
        bindings[at] = COMMANDS[at];
        at += 1;
    }
    let mut view = 0;
    while view < View::ALL.len() {
        let command = Command::Show(View::ALL[view]);
        let digit = std::slice::from_ref(&DIGITS[view]);
        bindings[at] = binding(command, digit, Where::Everywhere, OnLine::Never);
        at += 1;
        view += 1;
    }
    let mut last = 0;
    while last < LAST.len() {
        bindings[at] = LAST[last];
        at += 1;
        last += 1;
    }
    bindings
};

/// Returns whether a command only moves, or leaves.
pub(in crate::tui) fn is_harmless(command: Command) -> bool {
    matches!(
        command,
        Command::Down
            | Command::Up
            | Command::PageDown
            | Command::PageUp
            | Command::First
            | Command::Last
            | Command::Left
            | Command::Right
            | Command::OtherPane
            | Command::Suspend
            | Command::Quit
    )
}

/// Returns whether a command is a deed on the row under the cursor, or begins one.
pub(in crate::tui) fn is_deed(command: Command) -> bool {
    matches!(
        command,
        Command::ToggleDone
            | Command::Mark
            | Command::Finish
            | Command::Progress
            | Command::Postpone
            | Command::Evidence
            | Command::Select
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_in_one_view() {
        for view in View::ALL {
            let mut seen: Vec<Key> = Vec::new();
            for binding in BINDINGS.iter().filter(|it| it.works_in(view)) {
                for key in binding.keys {
                    assert!(!seen.contains(key), "{} twice in {view:?}", key.label());
                    seen.push(*key);
                }
            }
        }
    }

    #[test]
    fn what_an_arrow_split_by_a_slow_link_becomes_does_nothing() {
        for binding in &BINDINGS {
            for c in OF_ARROWS {
                assert!(!binding.keys.contains(&key(c)), "{c}");
            }
        }
    }
}
