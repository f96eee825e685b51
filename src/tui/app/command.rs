//! What one can do on the screen, and by which keys: one table, from which the keys, the bottom line, the help page and
//! the palette are made.

use crossterm::event::KeyCode;

pub(in crate::tui) use crate::text::ScreenCommand as Command;

use crate::text::View;

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

/// Keys that are written by a name.
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

/// What an arrow key that a slow link split looks like: these never do anything.
const OF_ARROWS: [char; 6] = ['[', 'A', 'B', 'C', 'D', 'O'];

/// With Ctrl these are other keys: Tab, line ends, and the one that always leaves.
const OTHER_WITH_CONTROL: [char; 4] = ['c', 'i', 'j', 'm'];

impl Key {
    /// As it is written in the bottom line, the help and config.toml.
    pub(in crate::tui) fn label(self) -> String {
        let mut named = NAMED.iter();
        let name = match self.code {
            code if let Some((_, name)) = named.find(|(it, _)| *it == code) => (*name).to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(number) => format!("F{number}"),
            other => format!("{other:?}"),
        };
        if self.control {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }

    /// Reads a key as it is written; `None` where no terminal sends such a key, or not every one tells it from another.
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

/// A command with its keys and where it works.
pub(in crate::tui) struct Binding {
    pub(in crate::tui) command: Command,
    pub(in crate::tui) keys: &'static [Key],
    /// Where it works.
    pub(in crate::tui) views: &'static [View],
    /// Whether the bottom line names it.
    pub(in crate::tui) on_line: OnLine,
}

/// Whether the bottom line names a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum OnLine {
    /// On every terminal.
    Always,
    /// Where there is room behind the others.
    IfRoom,
    /// What everybody knows; the help page has it.
    Never,
}

const EVERYWHERE: &[View] = &View::ALL;
const MILESTONES: &[View] = &[
    View::Units,
    View::Phases,
    View::Alerts,
    View::Indicators,
    View::Timeline,
];
const LISTS: &[View] = &[View::Units, View::Phases, View::Alerts];
const SORTED: &[View] = &[
    View::Overview,
    View::Units,
    View::Phases,
    View::Alerts,
    View::Indicators,
    View::Timeline,
];
const REDS: &[View] = SORTED;
const PANES: &[View] = &[View::Units, View::Phases, View::Timeline];

const fn binding(
    command: Command,
    keys: &'static [Key],
    views: &'static [View],
    on_line: OnLine,
) -> Binding {
    Binding {
        command,
        keys,
        views,
        on_line,
    }
}

/// Every command. The bottom line names those that are on it, in this order.
pub(in crate::tui) const BINDINGS: &[Binding] = &[
    binding(Command::ToggleDone, &[key(' ')], LISTS, OnLine::Always),
    binding(Command::Mark, &[key('m')], MILESTONES, OnLine::Always),
    binding(Command::Finish, &[key('M')], MILESTONES, OnLine::IfRoom),
    binding(Command::Progress, &[key('p')], MILESTONES, OnLine::Always),
    binding(Command::Postpone, &[key('d')], MILESTONES, OnLine::Always),
    binding(Command::Evidence, &[key('e')], MILESTONES, OnLine::IfRoom),
    binding(
        Command::Open,
        &[named(KeyCode::Enter)],
        EVERYWHERE,
        OnLine::IfRoom,
    ),
    binding(Command::Undo, &[key('u')], EVERYWHERE, OnLine::Always),
    binding(Command::Redo, &[control('r')], EVERYWHERE, OnLine::IfRoom),
    binding(Command::Select, &[key('x')], LISTS, OnLine::IfRoom),
    binding(Command::SelectAll, &[key('X')], LISTS, OnLine::IfRoom),
    binding(Command::Search, &[key('/')], EVERYWHERE, OnLine::Always),
    binding(Command::Filter, &[key('f')], EVERYWHERE, OnLine::Always),
    binding(
        Command::ClearFilter,
        &[key('F')],
        EVERYWHERE,
        OnLine::IfRoom,
    ),
    binding(Command::AsOf, &[key('t')], EVERYWHERE, OnLine::Always),
    binding(
        Command::Begin,
        &[key('b')],
        &[View::Overview, View::Units, View::Alerts],
        OnLine::IfRoom,
    ),
    binding(Command::Report, &[key('r')], EVERYWHERE, OnLine::Never),
    binding(Command::Remind, &[key('R')], &[View::Units], OnLine::Never),
    binding(Command::Sort, &[key('o')], SORTED, OnLine::IfRoom),
    binding(Command::NextRed, &[key('n')], REDS, OnLine::IfRoom),
    binding(Command::PreviousRed, &[key('N')], REDS, OnLine::Never),
    binding(Command::Correct, &[], MILESTONES, OnLine::Never),
    binding(Command::Copy, &[key('y')], EVERYWHERE, OnLine::IfRoom),
    binding(Command::Edit, &[key('E')], EVERYWHERE, OnLine::IfRoom),
    binding(
        Command::Zoom,
        &[key('z')],
        &[View::Timeline],
        OnLine::Always,
    ),
    binding(Command::Commit, &[key('c')], EVERYWHERE, OnLine::Always),
    binding(Command::Sync, &[key('S')], EVERYWHERE, OnLine::IfRoom),
    binding(Command::Palette, &[key(':')], EVERYWHERE, OnLine::Always),
    binding(Command::Help, &[key('?')], EVERYWHERE, OnLine::Always),
    binding(Command::Quit, &[key('q')], EVERYWHERE, OnLine::Always),
    binding(
        Command::Down,
        &[key('j'), named(KeyCode::Down)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Up,
        &[key('k'), named(KeyCode::Up)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::PageDown,
        &[control('d'), named(KeyCode::PageDown)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::PageUp,
        &[control('u'), named(KeyCode::PageUp)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::First,
        &[key('g'), named(KeyCode::Home)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Last,
        &[key('G'), named(KeyCode::End)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::OtherPane,
        &[named(KeyCode::Tab)],
        PANES,
        OnLine::Never,
    ),
    binding(
        Command::Left,
        &[key('h'), named(KeyCode::Left)],
        PANES,
        OnLine::Never,
    ),
    binding(
        Command::Right,
        &[key('l'), named(KeyCode::Right)],
        PANES,
        OnLine::Never,
    ),
    binding(
        Command::Back,
        &[named(KeyCode::Esc)],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Overview),
        &[key('1')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Units),
        &[key('2')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Phases),
        &[key('3')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Alerts),
        &[key('4')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Indicators),
        &[key('5')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Timeline),
        &[key('6')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(
        Command::Show(View::Changes),
        &[key('7')],
        EVERYWHERE,
        OnLine::Never,
    ),
    binding(Command::Reload, &[control('l')], EVERYWHERE, OnLine::Never),
    binding(Command::Suspend, &[control('z')], EVERYWHERE, OnLine::Never),
];

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

/// Returns whether a command is a deed on what the cursor stands on, or begins one.
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
            for binding in BINDINGS.iter().filter(|it| it.views.contains(&view)) {
                for key in binding.keys {
                    assert!(!seen.contains(key), "{} twice in {view:?}", key.label());
                    seen.push(*key);
                }
            }
        }
    }

    #[test]
    fn what_an_arrow_split_by_a_slow_link_becomes_does_nothing() {
        for binding in BINDINGS {
            for c in OF_ARROWS {
                assert!(!binding.keys.contains(&key(c)), "{c}");
            }
        }
    }
}
