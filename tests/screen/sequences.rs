//! What is sent to a terminal besides text: nothing that not every one of those people use understands.

use std::collections::BTreeSet;

use crate::common::pty::PtyBuilder;
use crate::common::stage::{DAY, Stage};

/// A control sequence by its parts: what stands between `ESC [` and its last letter, and that.
type Sequence = (String, char);

/// Everything but text in what was sent.
fn sequences(bytes: &[u8]) -> BTreeSet<Sequence> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = BTreeSet::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            assert_eq!(chars.next(), Some('['), "an escape that is no CSI");
            let mut parameters = String::new();
            let last = chars.by_ref().find(|c| {
                let is_parameter = c.is_ascii_digit() || ";?".contains(*c);
                if is_parameter {
                    parameters.push(*c);
                }
                !is_parameter
            });
            found.insert((parameters, last.unwrap()));
        } else if c.is_control() {
            found.insert((String::new(), c));
        }
    }
    found
}

/// Whether xterm, tmux, mosh, `PuTTY`, the Linux console and Windows Terminal (by the list of sequences that its maker
/// publishes) all do the same at a sequence, or, of the paste mode, nothing.
fn is_common((parameters, last): &Sequence) -> bool {
    let numbers = || {
        let numbers = parameters.split(';').filter(|number| !number.is_empty());
        numbers.map(|number| number.parse::<u16>().unwrap_or(u16::MAX))
    };
    let is_number = || numbers().all(|number| number <= 1000);
    match last {
        '\r' | '\n' | '\u{8}' => true,
        // Up, down, right, left, column, place.
        'A' | 'B' | 'C' | 'D' | 'G' | 'H' => is_number(),
        // Erases the rest of the line, or everything.
        'K' => parameters.is_empty(),
        'J' => parameters == "2",
        'm' => numbers().all(|number| {
            matches!(
                number,
                0..=2 | 4 | 7 | 22 | 24 | 27 | 30..=37 | 39..=47 | 49 | 90..=97 | 100..=107
            )
        }),
        // The cursor, the other screen, bracketed paste.
        'h' | 'l' => ["?25", "?1049", "?2004"].contains(&parameters.as_str()),
        _ => false,
    }
}

#[test]
fn nothing_is_sent_that_not_every_terminal_understands() {
    for (columns, rows, lang) in [(80, 24, "zh"), (160, 45, "en")] {
        let stage = Stage::set();
        let mut pty = PtyBuilder::on(&stage.plans())
            .args(["--as-of", DAY, "--lang", lang])
            .size(columns, rows)
            .start();
        pty.wait_for("[1");
        for keys in [
            "2", "jl", "j", "\r", "3", "l", "4", "jx", "5", "6z", "7", "4", "?", "\u{3}", ":",
            "\u{3}", "f", "\u{3}", "p", "\u{3}", "/jyj", "\r", "G", "g", "\u{c}",
        ] {
            pty.keys(keys);
            pty.wait_for_silence(std::time::Duration::from_millis(60));
        }
        pty.resize(columns - 7, rows - 5);
        pty.wait_for_silence(std::time::Duration::from_millis(60));
        pty.quit();
        pty.wait_until("the terminal given back", |screen| {
            !screen.alternate_screen()
        });
        let sent = sequences(&pty.take_received());
        // What one would miss if nothing had been looked at.
        for expected in ["?25", "?1049", "?2004"] {
            assert!(sent.contains(&(expected.to_owned(), 'h')), "{sent:?}");
            assert!(sent.contains(&(expected.to_owned(), 'l')), "{sent:?}");
        }
        assert!(sent.iter().filter(|(_, last)| *last == 'm').count() > 5);
        let odd: Vec<&Sequence> = sent.iter().filter(|it| !is_common(it)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
}

#[test]
fn this_test_knows_what_is_not_common() {
    let found = sequences(b"a\x1b[38;5;9mb\x1b[6n\x1b[?1000h\x07\x1b[3J");
    assert_eq!(found.len(), 5);
    assert!(!found.iter().any(is_common));
}
