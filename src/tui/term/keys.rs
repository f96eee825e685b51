//! Keys as the program means them, after undoing what an input method or a slow link made of them.

use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::burst::{read_burst, typed};

/// The longest time between an Esc and the rest of a key's sequence on a slow link.
const HOLD: Duration = Duration::from_millis(60);

/// Returns the command key for a key typed with a Chinese input method: `:` for `：`, `1` for `１`, `j` for `ｊ`, `/` for `、`
/// (where it is typed). Text fields mean the character itself and do not use it.
pub fn normalise(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(c) = key.code else {
        return key;
    };
    let plain = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from((u32::from(c) - 0xFF01) as u8 + b'!'),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '《' => '<',
        '》' => '>',
        '【' => '[',
        '】' => ']',
        '¥' | '￥' => '$',
        '…' => '^',
        '—' => '_',
        _ => return key,
    };
    KeyEvent {
        code: KeyCode::Char(plain),
        ..key
    }
}

/// Returns a key for lists and dialogs that know no Ctrl and Alt; with either of them it is not a key.
pub(crate) fn plain(key: KeyEvent) -> KeyCode {
    let modified = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER;
    if matches!(key.code, KeyCode::Char(_)) && key.modifiers.intersects(modified) {
        return KeyCode::Null;
    }
    normalise(key).code
}

/// Returns whether the key is a Chinese character, which can only come from an input method that was left on.
pub fn is_from_input_method(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(c) if matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
}

/// A source of terminal events: crossterm, or a test.
pub(crate) trait Source {
    /// Waits for the next event.
    fn read(&mut self) -> io::Result<Event>;
    /// Returns whether an event comes within the time.
    fn comes_within(&mut self, time: Duration) -> io::Result<bool>;
}

/// The terminal itself.
pub(crate) struct Crossterm;

impl Source for Crossterm {
    fn read(&mut self) -> io::Result<Event> {
        crossterm::event::read()
    }

    fn comes_within(&mut self, time: Duration) -> io::Result<bool> {
        crossterm::event::poll(time)
    }
}

/// Events that are all there.
#[cfg(test)]
impl Source for std::collections::VecDeque<Event> {
    fn read(&mut self) -> io::Result<Event> {
        self.pop_front().ok_or_else(|| io::Error::other("gone"))
    }

    fn comes_within(&mut self, _: Duration) -> io::Result<bool> {
        Ok(!self.is_empty())
    }
}

/// Returns the next events; more than one if an Esc was held back in vain.
///
/// crossterm takes an Esc at the end of what has arrived for the key itself (crossterm#993). With `slow` (an SSH connection), an
/// Esc is held for a moment, and a `[A` that follows becomes the arrow key it was.
pub(crate) fn read_keys(source: &mut impl Source, slow: bool) -> io::Result<Vec<Event>> {
    let first = source.read()?;
    if typed(&first).is_none() {
        return read_from(first, source, slow);
    }
    let (mut events, next) = read_burst(first, source)?;
    if let Some(next) = next {
        events.extend(read_from(next, source, slow)?);
    }
    Ok(events)
}

/// Returns the events that begin with one that was read.
fn read_from(first: Event, source: &mut impl Source, slow: bool) -> io::Result<Vec<Event>> {
    if !slow || plain_key(&first) != Some(KeyCode::Esc) {
        return Ok(vec![first]);
    }
    let mut held = vec![first];
    let mut sequence = String::new();
    while source.comes_within(HOLD)? {
        let next = source.read()?;
        let part = match plain_key(&next) {
            Some(KeyCode::Char(c)) => Some(c),
            _ => None,
        };
        held.push(next);
        let Some(c) = part else { break };
        sequence.push(c);
        match tail(&sequence) {
            Tail::Key(code) => {
                return Ok(vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))]);
            }
            Tail::Nothing => return Ok(Vec::new()),
            Tail::Unfinished => {}
            Tail::Other => break,
        }
    }
    Ok(held)
}

fn plain_key(event: &Event) -> Option<KeyCode> {
    match event {
        Event::Key(key) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => Some(key.code),
        _ => None,
    }
}

enum Tail {
    /// A whole sequence, which means this key.
    Key(KeyCode),
    /// A whole sequence of a key that is not used.
    Nothing,
    Unfinished,
    /// No sequence; the keys were typed.
    Other,
}

/// Reads the keys that follow an Esc as the sequence of a key.
fn tail(sequence: &str) -> Tail {
    let mut chars = sequence.chars();
    let (Some('[' | 'O'), rest) = (chars.next(), chars.as_str()) else {
        return Tail::Other;
    };
    let Some(last) = rest.chars().last() else {
        return Tail::Unfinished;
    };
    let parameters = &rest[..rest.len() - last.len_utf8()];
    if !parameters.chars().all(|c| c.is_ascii_digit() || c == ';') {
        return Tail::Other;
    }
    match last {
        '0'..='9' | ';' => Tail::Unfinished,
        'A' => Tail::Key(KeyCode::Up),
        'B' => Tail::Key(KeyCode::Down),
        'C' => Tail::Key(KeyCode::Right),
        'D' => Tail::Key(KeyCode::Left),
        'H' => Tail::Key(KeyCode::Home),
        'F' => Tail::Key(KeyCode::End),
        'Z' => Tail::Key(KeyCode::BackTab),
        '~' => match parameters.split(';').next() {
            Some("1" | "7") => Tail::Key(KeyCode::Home),
            Some("3") => Tail::Key(KeyCode::Delete),
            Some("4" | "8") => Tail::Key(KeyCode::End),
            Some("5") => Tail::Key(KeyCode::PageUp),
            Some("6") => Tail::Key(KeyCode::PageDown),
            _ => Tail::Nothing,
        },
        _ if parameters.is_empty() => Tail::Other,
        _ => Tail::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// Keys as they arrive: `^` is Esc, `_` a pause longer than an Esc is held.
    struct Typed(VecDeque<char>);

    impl Source for Typed {
        fn read(&mut self) -> io::Result<Event> {
            loop {
                let code = match self.0.pop_front() {
                    None => return Err(io::Error::other("nothing left")),
                    Some('_') => continue,
                    Some('^') => KeyCode::Esc,
                    Some(c) => KeyCode::Char(c),
                };
                return Ok(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
            }
        }

        fn comes_within(&mut self, _: Duration) -> io::Result<bool> {
            Ok(self.0.front().is_some_and(|&next| next != '_'))
        }
    }

    fn read_all(slow: bool, typed: &str) -> String {
        let mut source = Typed(typed.chars().collect());
        let mut names = String::new();
        while let Ok(events) = read_keys(&mut source, slow) {
            for event in events {
                let Event::Key(KeyEvent { code, .. }) = event else {
                    panic!("{event:?}")
                };
                match code {
                    KeyCode::Char(c) => names.push(c),
                    other => names.extend(["<", &other.to_string(), ">"]),
                }
            }
        }
        names
    }

    #[test]
    fn crossterm_993_a_sequence_split_behind_its_esc_is_its_key() {
        assert_eq!(read_all(true, "^[A"), "<Up>");
        assert_eq!(read_all(true, "^OBj"), "<Down>j");
        assert_eq!(read_all(true, "^[5~"), "<Page Up>");
        assert_eq!(read_all(true, "^[1;5C"), "<Right>");
        assert_eq!(read_all(true, "^[200~"), "");
    }

    #[test]
    fn an_esc_by_itself_stays_one() {
        assert_eq!(read_all(true, "^_[_A"), "<Esc>[A");
        assert_eq!(read_all(true, "^[_A"), "<Esc>[A");
        assert_eq!(read_all(true, "^j"), "<Esc>j");
        assert_eq!(read_all(true, "^^["), "<Esc><Esc>[");
    }

    #[test]
    fn without_a_slow_link_nothing_is_held() {
        assert_eq!(read_all(false, "^[A"), "<Esc>[A");
    }

    #[test]
    fn full_width_keys_are_command_keys() {
        let press = |c| normalise(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).code;
        for (typed, meant) in "／：？１７ｊＧ，、　".chars().zip("/:?17jG,/ ".chars()) {
            assert_eq!(press(typed), KeyCode::Char(meant));
        }
        assert_eq!(press('a'), KeyCode::Char('a'));
        assert_eq!(press('教'), KeyCode::Char('教'));
        let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::ALT);
        assert_eq!(normalise(enter), enter);
    }

    #[test]
    fn a_chinese_character_tells_that_the_input_method_is_on() {
        let press = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        assert!(is_from_input_method(press('教')));
        assert!(!is_from_input_method(press('j')));
        assert!(!is_from_input_method(press('：')));
    }
}
