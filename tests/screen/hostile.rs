//! A plan written by somebody who wishes the reader ill: what reaches the real terminal.

use std::time::Duration;

use crate::cli_hostile::hostile;
use crate::common::pty::PtyBuilder;

/// Through all views.
const WALK: &str = "1 2 lj\r j j 3 4 5 j 6 j 7 ? \x1b /zhongduan\r F";

/// Every byte that a walk through all views sends is text or one of the few sequences that our own backend makes.
#[test]
fn no_view_passes_an_escape_of_the_plan_on() {
    let office = hostile();
    let mut pty = PtyBuilder::on(&office.path(""))
        .args(["--as-of", "2024-06-30"])
        .start();
    pty.wait_for("[2单位]");
    for keys in WALK.split(' ') {
        pty.keys(keys);
        pty.wait_for_silence(Duration::from_millis(250));
    }
    pty.quit();
    let sent = String::from_utf8(pty.take_received()).expect("UTF-8");
    assert!(sent.contains("<U+"), "it is shown for what it is");
    for sequence in sent.split('\x1b').skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let (parameters, kind) = (&sequence[..end], sequence.as_bytes()[end] as char);
        assert!(
            parameters.starts_with('[') && "mHGCDABKJXdhlP".contains(kind),
            "ESC {sequence:?}"
        );
        assert!(
            !(kind == 'J' && parameters == "[2" && sequence.len() > 4 && sequence.contains("坏"))
        );
    }
    let bare = sent.chars().filter(|c| c.is_control());
    for c in bare {
        assert!(matches!(c, '\x1b' | '\r' | '\n' | '\x08'), "{c:?}");
    }
}
