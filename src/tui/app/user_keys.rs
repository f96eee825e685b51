//! The keys of the commands: those of the table, or those that config.toml names instead.

use std::borrow::Cow;
use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::store::WrittenKeys;
use crate::text::{Flaw, View};
use crate::tui::app::{BINDINGS, Binding, Command, Key};

/// The keys of every command, in the order of the table.
#[derive(Clone, Debug)]
pub struct UserKeys {
    keys: Vec<Vec<Key>>,
}

/// Keys of a command as config.toml names them.
struct ChosenKeys {
    binding: usize,
    keys: Vec<(Key, Range<usize>)>,
}

impl Default for UserKeys {
    /// Returns the keys of the table.
    fn default() -> Self {
        let keys = BINDINGS.iter().map(|binding| binding.keys.to_vec());
        Self {
            keys: keys.collect(),
        }
    }
}

impl UserKeys {
    /// Puts the keys that config.toml names in place of the table's. Keys that cannot be used are returned with their spans in
    /// the file, and their commands keep the keys of the table.
    pub fn with(written: &[WrittenKeys]) -> (Self, Vec<(Range<usize>, Flaw)>) {
        let mut flaws = Vec::new();
        let mut chosen: Vec<ChosenKeys> = Vec::new();
        for written in written {
            let mut bindings = BINDINGS.iter();
            let Some(binding) = bindings.position(|it| it.command == written.command) else {
                continue;
            };
            let mut keys = Vec::new();
            for (typed, span) in &written.keys {
                if let Some(key) = Key::parse(typed) {
                    keys.push((key, span.clone()));
                } else {
                    let typed = typed.clone();
                    flaws.push((span.clone(), Flaw::NotAKey { typed }));
                }
            }
            if keys.len() == written.keys.len() {
                chosen.push(ChosenKeys { binding, keys });
            }
        }
        // A command whose key is another's keeps its own keys; they may be a third one's by then, so it is looked again.
        loop {
            let mut map = Self::default();
            for it in &chosen {
                map.keys[it.binding] = it.keys.iter().map(|(key, _)| *key).collect();
            }
            let Some((at, span, flaw)) = map.conflict(&chosen) else {
                return (map, flaws);
            };
            flaws.push((span, flaw));
            chosen.remove(at);
        }
    }

    /// Returns the last chosen key that also does something else in a view where its command works.
    fn conflict(&self, chosen: &[ChosenKeys]) -> Option<(usize, Range<usize>, Flaw)> {
        for (at, it) in chosen.iter().enumerate().rev() {
            let here = &BINDINGS[it.binding];
            for (key, span) in &it.keys {
                let mut others = BINDINGS.iter().enumerate();
                let other = others.find(|(place, other)| {
                    *place != it.binding
                        && self.keys[*place].contains(key)
                        && View::ALL
                            .iter()
                            .any(|view| here.works_in(*view) && other.works_in(*view))
                });
                if let Some((_, other)) = other {
                    let flaw = Flaw::KeyTaken {
                        key: key.label(),
                        command: other.command.key(),
                    };
                    return Some((at, span.clone(), flaw));
                }
            }
        }
        None
    }

    /// Returns the command of a key in a view.
    pub(crate) fn command_of(&self, event: KeyEvent, view: View) -> Option<Command> {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let other = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META;
        if event.modifiers.intersects(other) {
            return None;
        }
        // Whatever the keys are: this one leaves.
        if control && event.code == KeyCode::Char('c') {
            return Some(Command::Quit);
        }
        let pressed = Key {
            code: event.code,
            control,
        };
        let mut bindings = BINDINGS.iter().zip(&self.keys);
        let found =
            bindings.find(|(binding, keys)| binding.works_in(view) && keys.contains(&pressed));
        found.map(|(binding, _)| binding.command)
    }

    /// Returns the keys of a command.
    pub(crate) fn keys_of(&self, command: Command) -> &[Key] {
        let at = BINDINGS.iter().position(|it| it.command == command);
        at.map_or(&[], |at| self.keys[at].as_slice())
    }

    /// Returns the first key of a command, as it is written; empty if it has none.
    pub(crate) fn label(&self, command: Command) -> String {
        let first = self.keys_of(command).first();
        first.map_or_else(String::new, |key| key.label())
    }

    /// Iterates over the commands of a view with their keys, in the order of the table.
    pub(crate) fn of_view(&self, view: View) -> impl Iterator<Item = (&Binding, &[Key])> {
        let all = BINDINGS.iter().zip(&self.keys);
        let here = all.filter(move |(binding, _)| binding.works_in(view));
        here.map(|(binding, keys)| (binding, keys.as_slice()))
    }

    /// Replaces names such as `{undo}` in a text with the key of that command.
    pub(crate) fn named_in<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('{') {
            return Cow::Borrowed(text);
        }
        let mut text = Cow::Borrowed(text);
        for (command, name) in Command::all() {
            let mark = format!("{{{name}}}");
            if text.contains(&mark) {
                let label = match self.label(command) {
                    // A command without a key is still found by its name.
                    label if label.is_empty() => format!(":{name}"),
                    label => label,
                };
                text = Cow::Owned(text.replace(&mark, &label));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(command: Command, keys: &[&str]) -> WrittenKeys {
        let keys = keys.iter().enumerate();
        WrittenKeys {
            command,
            keys: keys
                .map(|(at, key)| ((*key).to_owned(), at..at + 1))
                .collect(),
        }
    }

    fn press(map: &UserKeys, key: &str) -> Option<Command> {
        let key = Key::parse(key).unwrap();
        let control = if key.control {
            KeyModifiers::CONTROL
        } else {
            KeyModifiers::NONE
        };
        map.command_of(KeyEvent::new(key.code, control), View::Units)
    }

    #[test]
    fn keys_change_places() {
        let (map, flaws) = UserKeys::with(&[
            written(Command::Mark, &["p", "F5"]),
            written(Command::Progress, &["m"]),
            written(Command::Redo, &[]),
        ]);
        assert!(flaws.is_empty(), "{flaws:?}");
        assert_eq!(press(&map, "p"), Some(Command::Mark));
        assert_eq!(press(&map, "F5"), Some(Command::Mark));
        assert_eq!(press(&map, "m"), Some(Command::Progress));
        assert_eq!(press(&map, "Ctrl-r"), None);
        assert_eq!(map.label(Command::Redo), "");
        assert_eq!(map.named_in("{mark} {redo} {x}"), "p :redo {x}");
    }

    #[test]
    fn a_key_of_another_command_is_refused_and_nothing_is_lost() {
        let (map, flaws) = UserKeys::with(&[
            written(Command::Mark, &["p"]),
            written(Command::Sort, &["Ctrl-r", "z"]),
        ]);
        let taken = |key: &str, command| Flaw::KeyTaken {
            key: key.to_owned(),
            command,
        };
        assert_eq!(
            flaws,
            [
                (0..1, taken("Ctrl-r", "redo")),
                (0..1, taken("p", "progress"))
            ]
        );
        for key in ["m", "p", "o", "Ctrl-r"] {
            let standard = press(&UserKeys::default(), key);
            assert_eq!(press(&map, key), standard, "{key}");
        }
        // Where neither works in a view of the other, one key serves both.
        let (map, flaws) = UserKeys::with(&[written(Command::Remind, &["z"])]);
        assert!(flaws.is_empty(), "{flaws:?}");
        assert_eq!(press(&map, "z"), Some(Command::Remind));
    }

    #[test]
    fn what_takes_the_place_of_a_refused_key_is_looked_at_again() {
        // `mark` gives m away and wants q, which is taken: it gets m back, which `select` wants.
        let (map, flaws) = UserKeys::with(&[
            written(Command::Select, &["m"]),
            written(Command::Mark, &["q"]),
        ]);
        assert_eq!(flaws.len(), 2, "{flaws:?}");
        assert_eq!(press(&map, "m"), Some(Command::Mark));
        assert_eq!(press(&map, "x"), Some(Command::Select));
    }

    #[test]
    fn only_keys_that_every_terminal_sends_are_keys() {
        for key in [
            "x", "X", "#", "Space", "Enter", "PgDn", "F12", "Ctrl-x", "Del",
        ] {
            assert_eq!(Key::parse(key).map(Key::label).as_deref(), Some(key));
        }
        for odd in [
            "", "xx", "教", "：", "Ctrl-c", "Ctrl-i", "Ctrl-m", "Ctrl-j", "Ctrl-", "Alt-x", "F13",
            "F0", "[", "O", "A", "space",
        ] {
            assert_eq!(Key::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn every_command_has_one_name_and_can_be_given_a_key() {
        let mut names: Vec<&str> = Command::all().map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Command::all().count());
        for binding in BINDINGS.iter() {
            assert_ne!(binding.command.key(), "", "{:?}", binding.command);
        }
        assert_eq!(BINDINGS.len(), Command::all().count());
    }
}
