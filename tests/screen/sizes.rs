//! Any size, any keys, any moment.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use duban::text::Lang;
use duban::tui::term::backend::ThinBackend;
use duban::tui::term::wide::settle;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::layout::Size;

use crate::common::app::{App, Start, text_of};
use crate::common::stage::Stage;

const KEYS: [&str; 46] = [
    "1", "2", "3", "4", "5", "6", "7", "j", "k", "g", "G", "h", "l", "<tab>", "<enter>", "<esc>",
    "<space>", "m", "p", "d", "e", "x", "X", "u", "<c-r>", "/", "f", "F", "t", "b", "o", "z", ":",
    "?", "<pgdn>", "<pgup>", "<up>", "<down>", "<left>", "<right>", "<bs>", "y", "教", "jyj",
    "2024", "c",
];

fn app(lang: Lang, only: Option<&'static str>, size: (u16, u16)) -> App {
    Start::default()
        .lang(lang)
        .only(only)
        .size(size)
        .on(Stage::set())
}

/// How many sequences of keys, of 20 on average: `DUBAN_RUNS=2000` presses 40,000.
fn runs() -> u32 {
    let asked = std::env::var("DUBAN_RUNS").ok();
    asked.and_then(|runs| runs.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), ..ProptestConfig::default() })]

    #[test]
    fn no_size_and_no_key_makes_it_fall(
        english in any::<bool>(),
        first in (1_u16..300, 1_u16..100),
        steps in prop::collection::vec((0_usize..KEYS.len(), prop::option::weighted(0.3, (1_u16..300, 1_u16..100))), 1..40),
    ) {
        let lang = if english { Lang::En } else { Lang::Zh };
        let mut app = app(lang, None, first);
        for (key, size) in steps {
            app.keys(KEYS[key]);
            if let Some((columns, rows)) = size {
                app.resize(columns, rows);
            }
        }
    }
}

#[test]
fn every_view_and_layer_at_every_small_size() {
    let mut app = app(Lang::Zh, Some("zhangping"), (80, 24));
    for layer in ["", "?", ":", "f", "m", "p", "/教", "t", "b"] {
        for view in ["1", "2", "3", "4", "5", "6", "7"] {
            app.resize(80, 24)
                .keys("<esc><esc><esc><esc>")
                .keys(view)
                .keys("l")
                .keys(layer);
            for (columns, rows) in [
                (1, 1),
                (2, 2),
                (39, 11),
                (40, 12),
                (59, 14),
                (60, 15),
                (61, 15),
                (119, 16),
                (120, 15),
                (121, 17),
                (300, 15),
                (60, 100),
                (300, 100),
            ] {
                app.resize(columns, rows);
            }
        }
    }
}

/// Bytes that a program sent, for an emulator.
#[derive(Clone, Default)]
struct Sent(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What reaches the terminal over the thin backend, from frame to frame, is what each frame holds.
#[test]
fn what_the_terminal_shows_is_the_frame_whatever_was_there_before() {
    let mut app = app(Lang::Zh, Some("zhangping"), (100, 30));
    let sent = Sent::default();
    let backend = ThinBackend::new(sent.clone(), || {
        Ok(Size {
            width: 100,
            height: 30,
        })
    })
    .unwrap();
    let mut terminal = Terminal::new(backend).unwrap();
    let mut emulator = vt100::Parser::new(30.try_into().unwrap(), 100.try_into().unwrap(), 0);
    let frames = Rc::new(Cell::new(0));
    for keys in [
        "", "j", "j", "l", "<enter>", "j", "j", "<space>", "u", "3", "j", "l", "4", "G", "5", "jj",
        "6", "z", "z", "j<enter>", "2", "/jyj", "<enter>", "?", "<esc>", ":", "yj", "<esc>", "f",
        "<space>", "<esc>", "F", "p12<tab>甲", "<esc>", "1", "2", "G", "g",
    ] {
        app.keys(keys);
        terminal
            .draw(|frame| {
                duban::tui::draw(&mut app.state, frame);
                settle(frame.buffer_mut());
            })
            .unwrap();
        emulator.process(&std::mem::take(&mut *sent.0.lock().unwrap()));
        let shown: Vec<String> = emulator
            .screen()
            .rows(0, 100)
            .map(|row| row.trim_end().to_owned())
            .collect();
        let text = text_of(app.buffer());
        let wanted: Vec<&str> = text.lines().collect();
        assert_eq!(shown, wanted, "after {keys:?}");
        frames.set(frames.get() + 1);
    }
    assert!(frames.get() > 30);
}
