//! The commands of the screen and their keys: one table, from which the keys, the bottom line, the help page and the palette
//! are made.

use std::sync::LazyLock;

use crossterm::event::KeyCode;

pub(crate) use crate::text::ScreenCommand as Command;

use crate::text::View;
use crate::tui::views::{DeedKeys, page};
use OnLine::{Always, IfRoom, Kept, Never};
use Where::{Everywhere, InPlace, Milestones, Only, Ordered, Sideways};

/// A key of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) code: KeyCode,
    pub(crate) control: bool,
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

/// The characters that an arrow key becomes if a slow link splits it; they are not keys.
const OF_ARROWS: [char; 6] = ['[', 'A', 'B', 'C', 'D', 'O'];

/// The letters that with Ctrl are other keys: Tab, line ends, and the one that always leaves.
const OTHER_WITH_CONTROL: [char; 4] = ['c', 'i', 'j', 'm'];

impl Key {
    /// Returns the key as it is written in the bottom line, the help and config.toml.
    pub(crate) fn label(self) -> String {
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

    /// Reads a key as it is written; `None` if terminals do not send it, or some cannot distinguish it from another.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
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
pub(crate) struct Binding {
    pub(crate) command: Command,
    pub(crate) keys: &'static [Key],
    /// The views it works in.
    works: Where,
    /// Whether the bottom line names it.
    pub(crate) on_line: OnLine,
    kind: BindingKind,
}

/// The effect of a command on the row under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindingKind {
    /// Moves the cursor, and nothing else.
    Moves,
    /// Is a deed on the row, or begins one: refused if the row has just changed.
    Deed,
    /// Anything else.
    Other,
}

/// The place of a command in the bottom line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnLine {
    /// Always, and where there is no room for all, rather than others: they lead to all the rest.
    Kept,
    /// Before those that are kept, as far as there is room.
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
    pub(crate) fn works_in(&self, view: View) -> bool {
        let page = page(view);
        match self.works {
            Everywhere => true,
            Milestones => page.lists_milestones(),
            InPlace => page.deeds == DeedKeys::InPlace,
            Ordered => !page.orders.is_empty(),
            Sideways => page.is_wide,
            Only(views) => views.contains(&view),
        }
    }
}

/// Binds a command that is not a deed on the row.
const fn binding(command: Command, keys: &'static [Key], works: Where, on_line: OnLine) -> Binding {
    Binding {
        command,
        keys,
        works,
        on_line,
        kind: BindingKind::Other,
    }
}

/// Binds a deed on the row under the cursor.
const fn deed(command: Command, keys: &'static [Key], works: Where, on_line: OnLine) -> Binding {
    Binding {
        kind: BindingKind::Deed,
        ..binding(command, keys, works, on_line)
    }
}

/// Binds a command that moves the cursor, which everybody knows.
const fn moving(command: Command, keys: &'static [Key], works: Where) -> Binding {
    Binding {
        kind: BindingKind::Moves,
        ..binding(command, keys, works, Never)
    }
}

/// The commands beside those that open a view; the bottom line names them in this order.
const COMMANDS: &[Binding] = &[
    deed(Command::ToggleDone, &[key(' ')], InPlace, Always),
    deed(Command::Mark, &[key('m')], Milestones, Always),
    deed(Command::Finish, &[key('M')], Milestones, IfRoom),
    deed(Command::Progress, &[key('p')], Milestones, Always),
    deed(Command::Postpone, &[key('d')], Milestones, Always),
    deed(Command::Evidence, &[key('e')], Milestones, IfRoom),
    binding(Command::Open, &[named(KeyCode::Enter)], Everywhere, IfRoom),
    binding(Command::Undo, &[key('u')], Everywhere, Always),
    binding(Command::Redo, &[control('r')], Everywhere, IfRoom),
    deed(Command::Select, &[key('x')], InPlace, IfRoom),
    binding(Command::SelectAll, &[key('X')], InPlace, IfRoom),
    binding(Command::Search, &[key('/')], Everywhere, Always),
    binding(Command::Filter, &[key('f')], Everywhere, Always),
    binding(Command::ClearFilter, &[key('F')], Everywhere, IfRoom),
    binding(Command::AsOf, &[key('t')], Everywhere, Always),
    binding(
        Command::Begin,
        &[key('b')],
        Only(&[View::Overview, View::Units, View::Alerts]),
        IfRoom,
    ),
    binding(
        Command::NewPlan,
        &[key('i')],
        Only(&[View::Overview]),
        IfRoom,
    ),
    binding(Command::Report, &[key('r')], Everywhere, Never),
    binding(
        Command::Remind,
        &[key('R')],
        Only(&[View::Units, View::Phases, View::Alerts]),
        Never,
    ),
    binding(Command::Sort, &[key('o')], Ordered, IfRoom),
    binding(Command::NextRed, &[key('n')], Ordered, IfRoom),
    binding(Command::PreviousRed, &[key('N')], Ordered, Never),
    deed(Command::Correct, &[], Milestones, Never),
    binding(Command::Copy, &[key('y')], Everywhere, IfRoom),
    binding(Command::Edit, &[key('E')], Everywhere, IfRoom),
    binding(Command::Zoom, &[key('z')], Only(&[View::Timeline]), Always),
    binding(Command::Commit, &[key('c')], Everywhere, Always),
    binding(Command::Sync, &[key('S')], Everywhere, IfRoom),
    binding(Command::Palette, &[key(':')], Everywhere, Kept),
    binding(Command::Help, &[key('?')], Everywhere, Kept),
    binding(Command::Quit, &[key('q')], Everywhere, Kept),
    moving(Command::Down, &[key('j'), named(KeyCode::Down)], Everywhere),
    moving(Command::Up, &[key('k'), named(KeyCode::Up)], Everywhere),
    moving(
        Command::PageDown,
        &[control('d'), named(KeyCode::PageDown)],
        Everywhere,
    ),
    moving(
        Command::PageUp,
        &[control('u'), named(KeyCode::PageUp)],
        Everywhere,
    ),
    moving(
        Command::First,
        &[key('g'), named(KeyCode::Home)],
        Everywhere,
    ),
    moving(Command::Last, &[key('G'), named(KeyCode::End)], Everywhere),
    moving(Command::OtherPane, &[named(KeyCode::Tab)], Sideways),
    moving(Command::Left, &[key('h'), named(KeyCode::Left)], Sideways),
    moving(Command::Right, &[key('l'), named(KeyCode::Right)], Sideways),
    binding(Command::Back, &[named(KeyCode::Esc)], Everywhere, Never),
];

/// The keys that open the views.
static DIGITS: [Key; View::ALL.len()] = [
    key('1'),
    key('2'),
    key('3'),
    key('4'),
    key('5'),
    key('6'),
    key('7'),
];

/// The commands listed after those that open a view.
const LAST: [Binding; 2] = [
    binding(Command::Reload, &[control('l')], Everywhere, Never),
    binding(Command::Suspend, &[control('z')], Everywhere, Never),
];

/// Every command, including one for each view that opens it.
pub(crate) static BINDINGS: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let views = View::ALL.into_iter().zip(&DIGITS).map(|(view, digit)| {
        let keys = std::slice::from_ref(digit);
        binding(Command::Show(view), keys, Everywhere, Never)
    });
    let commands = COMMANDS.iter().copied();
    commands.chain(views).chain(LAST).collect()
});

/// Returns whether a command records something, or begins what does.
pub(crate) fn writes(command: Command) -> bool {
    match command {
        Command::Select => false,
        Command::Begin | Command::NewPlan => true,
        _ => binding_kind(command) == BindingKind::Deed,
    }
}

/// Returns the effect of a command on the row under the cursor.
pub(crate) fn binding_kind(command: Command) -> BindingKind {
    let binding = BINDINGS.iter().find(|it| it.command == command);
    binding.map_or(BindingKind::Other, |binding| binding.kind)
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
        for binding in BINDINGS.iter() {
            for c in OF_ARROWS {
                assert!(!binding.keys.contains(&key(c)), "{c}");
            }
        }
    }
}
