//! What a terminal may lack: colours, Chinese characters, an opinion about how wide “ is.

use duban::text::{Ambiguous, width};
use ratatui::style::Color;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

fn all_views(start: Start<'_>, mut look: impl FnMut(&App)) {
    let mut app = start.on(Stage::set());
    for keys in [
        "1", "2", "lj<enter>j", "3", "4", "5", "6", "z", "7", "?", "<esc>:", "<esc>f", "<esc>",
    ] {
        app.keys(keys);
        look(&app);
    }
}

#[test]
fn without_colours_none_is_sent_and_bars_are_signs() {
    let start = Start {
        only: Some("zhangping"),
        colours: false,
        ..Start::default()
    };
    all_views(start, |app| {
        for cell in app.buffer().content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    });
    start.on(Stage::set()).shows("启动实施 ###-----");
}

#[test]
fn only_the_sixteen_colours_and_never_a_background_under_text() {
    all_views(Start::default(), |app| {
        for cell in app.buffer().content() {
            assert!(matches!(cell.fg, Color::Reset | Color::Indexed(0..16)));
            assert!(cell.bg == Color::Reset || cell.symbol() == " ");
        }
    });
}

#[test]
fn where_disputed_characters_are_wide_every_column_is_where_it_was() {
    for only in [None, Some("zhangping"), Some("harbin")] {
        let start = Start {
            only,
            ambiguous: Ambiguous::Wide,
            ..Start::default()
        };
        all_views(start, |app| {
            for row in app.screen().lines() {
                assert_eq!(width(row), cjk_width(row), "{row}");
            }
        });
    }
}

fn cjk_width(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width_cjk()
}

#[test]
fn a_console_without_chinese_characters_gets_ids_and_pinyin() {
    let start = Start {
        only: Some("zhangping"),
        lang: duban::text::Lang::En,
        han: false,
        ..Start::default()
    };
    all_views(start, |app| {
        assert!(app.screen().is_ascii(), "{}", app.screen());
    });
    let mut app = start.on(Stage::set());
    app.keys("/jyj<enter>")
        .shows("ShiJiaoYuJu")
        .shows("3.1.1 Da");
}
