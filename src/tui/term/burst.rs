//! Text pasted into a terminal without bracketed paste: it comes as keys, faster than anybody types.

use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};

use super::keys::Source;

/// The fewest characters without a pause that cannot have been typed, not even ahead on a stalled link.
const TOO_MANY: usize = 16;
/// The fewest different characters among them; a held key is not a paste.
const DIFFERENT: usize = 5;
/// The longest pause within a paste.
const PATIENCE: Duration = Duration::from_millis(20);

/// Returns the character that a key types; keys with Ctrl or Alt type none.
pub(super) fn typed(event: &Event) -> Option<char> {
    let Event::Key(key) = event else { return None };
    if key.kind == KeyEventKind::Release {
        return None;
    }
    // A line end that the terminal did not turn into the key Enter.
    if key.code == KeyCode::Char('j') && key.modifiers == KeyModifiers::CONTROL {
        return Some('\n');
    }
    if !(key.modifiers - KeyModifiers::SHIFT).is_empty() {
        return None;
    }
    match key.code {
        KeyCode::Char(c) => Some(c),
        KeyCode::Enter => Some('\n'),
        KeyCode::Tab => Some('\t'),
        _ => None,
    }
}

/// Returns the events that came without a pause, beginning with `first`: keys, or one paste if nobody can have typed
/// it. With it comes the event that ended it, if one did.
pub(super) fn read_burst(
    first: Event,
    source: &mut impl Source,
) -> io::Result<(Vec<Event>, Option<Event>)> {
    let mut burst = Burst::default();
    burst.add(first);
    while source.comes_within(burst.patience())? {
        let next = source.read()?;
        if typed(&next).is_none() {
            return Ok((burst.events(), Some(next)));
        }
        burst.add(next);
    }
    Ok((burst.events(), None))
}

#[derive(Default)]
struct Burst {
    /// The keys, as long as they may have been typed.
    events: Vec<Event>,
    text: String,
    different: Vec<char>,
}

impl Burst {
    fn add(&mut self, event: Event) {
        let c = typed(&event);
        self.text.extend(c);
        if self.is_paste() {
            return;
        }
        let c = c.unwrap_or_default();
        if self.different.len() < DIFFERENT && !self.different.contains(&c) {
            self.different.push(c);
        }
        self.events.push(event);
    }

    fn is_paste(&self) -> bool {
        self.events.len() >= TOO_MANY && self.different.len() >= DIFFERENT
    }

    fn patience(&self) -> Duration {
        if self.is_paste() {
            PATIENCE
        } else {
            Duration::ZERO
        }
    }

    fn events(self) -> Vec<Event> {
        if self.is_paste() {
            return vec![Event::Paste(self.text)];
        }
        self.events
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use crossterm::event::KeyEvent;

    use super::*;

    fn keys(text: &str) -> VecDeque<Event> {
        let code = |c| {
            if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            }
        };
        let key = |c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE));
        text.chars().map(key).collect()
    }

    fn burst(text: &str) -> Vec<Event> {
        let mut events = keys(text);
        let first = events.pop_front().unwrap();
        read_burst(first, &mut events).unwrap().0
    }

    #[test]
    fn a_sentence_at_one_go_is_a_paste() {
        let text = "ddxx mark 6 of it\nYY 3 X";
        assert_eq!(burst(text), [Event::Paste(text.to_owned())]);
        let long = "ab cd ef gh".repeat(1000);
        assert_eq!(burst(&long), [Event::Paste(long.clone())]);
    }

    #[test]
    fn what_is_typed_ahead_and_a_key_that_is_held_are_keys() {
        assert_eq!(burst("/jyj\n").len(), 5);
        assert_eq!(burst(&"j".repeat(500)).len(), 500);
        assert_eq!(burst(&"jjjk".repeat(10)).len(), 40);
    }

    #[test]
    fn a_command_key_ends_it() {
        let mut events = keys("abc");
        let first = events.pop_front().unwrap();
        let control = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        events.push_back(Event::Key(control));
        let (read, next) = read_burst(first, &mut events).unwrap();
        assert_eq!((read.len(), next), (3, Some(Event::Key(control))));
    }
}
