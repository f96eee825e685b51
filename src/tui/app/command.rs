//! What one can do on the screen, and by which keys: one table, from which the keys, the bottom line, the help page and
//! the palette are made.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub(in crate::tui) use crate::text::ScreenCommand as Command;

use crate::text::View;

/// A key of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Key {
    code: KeyCode,
    control: bool,
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

impl Key {
    /// As it is written in the bottom line and the help.
    pub(in crate::tui) fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            other => format!("{other:?}"),
        };
        if self.control {
            format!("Ctrl-{name}")
        } else {
            name
        }
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

/// Returns what a key does in a view.
pub(in crate::tui) fn command_of(event: KeyEvent, view: View) -> Option<Command> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let other = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META;
    if event.modifiers.intersects(other) {
        return None;
    }
    if control && event.code == KeyCode::Char('c') {
        return Some(Command::Quit);
    }
    BINDINGS
        .iter()
        .find(|binding| {
            binding.views.contains(&view)
                && binding
                    .keys
                    .iter()
                    .any(|key| key.code == event.code && key.control == control)
        })
        .map(|binding| binding.command)
}

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

/// The commands of a view, in the order of the table.
pub(in crate::tui) fn bindings_of(view: View) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.views.contains(&view))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_in_one_view() {
        for view in View::ALL {
            let mut seen: Vec<Key> = Vec::new();
            for binding in bindings_of(view) {
                for key in binding.keys {
                    assert!(!seen.contains(key), "{} twice in {view:?}", key.label());
                    seen.push(*key);
                }
            }
        }
    }

    #[test]
    fn what_an_arrow_split_by_a_slow_link_becomes_does_nothing() {
        for c in ['[', 'A', 'B', 'C', 'D', 'O'] {
            for view in View::ALL {
                assert_eq!(
                    command_of(KeyEvent::from(KeyCode::Char(c)), view),
                    None,
                    "{c}"
                );
            }
        }
    }
}
