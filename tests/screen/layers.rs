//! What opens over a view: forms, lists, questions, help.

use std::fs;

use duban::text::Lang;

use super::snapshot;
use crate::common::app::{App, Start};
use crate::common::stage::Stage;

const SCENES: [(&str, Option<&str>, &str); 8] = [
    ("layer_help", Some("zhangping"), "?"),
    ("layer_palette", Some("zhangping"), ":yq"),
    ("layer_filter", Some("zhangping"), "fj<space>"),
    ("layer_status", Some("zhangping"), "3m"),
    ("layer_progress", Some("zhangping"), "3ljp50<tab>"),
    ("layer_confirm", Some("zhangping"), "3lxxxxm4"),
    ("layer_begin", Some("harbin"), "bjj<space>"),
    ("layer_search", Some("zhangping"), "/gugan"),
];

#[test]
fn every_layer_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for (name, only, keys) in SCENES {
            let mut app = Start::default().lang(lang).only(only).on(Stage::set());
            app.keys(keys);
            snapshot(&format!("{name}_{}", lang.key()), &app);
        }
    }
}

#[test]
fn a_command_is_found_by_its_chinese_and_english_names_and_pinyin() {
    for typed in ["存档", "cundang", "cd", "cun档", "commit", "ＣＯＭＭＩＴ"] {
        for lang in [Lang::Zh, Lang::En] {
            let mut app = Start::default()
                .lang(lang)
                .only("zhangping")
                .on(Stage::set());
            app.keys(":").keys(typed);
            let name = if lang == Lang::Zh { "存档" } else { "commit" };
            app.shows(&format!("c       {name}"));
        }
    }
}

#[test]
fn the_palette_cuts_no_name_and_no_description() {
    for lang in [Lang::Zh, Lang::En] {
        let start = Start::default().lang(lang).only("zhangping");
        let mut app = start.on(Stage::set());
        for view in 1..=7 {
            let mut last = String::new();
            app.keys(&format!("{view}:"));
            while last != app.screen() {
                last = app.screen();
                for row in last.lines().filter(|row| row.starts_with("| ")) {
                    assert!(!row.contains(".. "), "{view}: {row}");
                }
                app.keys("<down>");
            }
            assert!(last.contains("> $"), "{last}");
            app.keys("<esc>");
        }
    }
}

#[test]
fn a_command_of_the_palette_does_what_its_key_does() {
    let mut app = App::of("zhangping");
    app.keys(":yujing<enter>").shows("[4预警]");
    app.keys(":zhibiao<enter>").shows("[5指标]");
}

#[test]
fn esc_gives_up_a_form_and_the_same_key_brings_back_what_was_typed() {
    let mut app = App::of("zhangping");
    app.keys("3lp<tab>春季培训已开班<esc>");
    app.shows_no("春季培训已开班").shows("再按同一键可继续填写");
    app.keys("p").shows("春季培训已开班");
    app.keys("<esc>jp").shows_no("春季培训已开班");
    // Untouched forms leave nothing behind.
    app.keys("<esc>").shows_no("再按同一键可继续填写");
}

#[test]
fn esc_gives_up_what_was_ticked_of_past_years_and_b_brings_it_back() {
    let mut app = Start::default().only("harbin").on(Stage::bare());
    app.keys("b<space><space>").shows("2/");
    app.keys("<esc>").shows_no("补登往年:勾选");
    app.keys("b").shows("2/");
    // An action comes before those ticked while the list is open: the ticks stay with their milestones.
    let ticked = |app: &App| -> Vec<String> {
        let screen = app.screen();
        let rows = screen.lines().filter(|row| row.contains("[x]"));
        rows.map(|row| row[3..].to_owned()).collect()
    };
    let before = ticked(&app);
    let plan = app.plans().join("harbin/plan.toml");
    let text = fs::read_to_string(&plan).unwrap();
    let added = "[[action]]\nid = \"3.1.0\"\ntitle = \"新增\"\n\n[[action.milestone]]\nid = \"first\"\ntitle = \"先办\"\ndue = 2023-03-01\n\n[[action]]";
    fs::write(&plan, text.replacen("[[action]]", added, 1)).unwrap();
    app.keys("<up>");
    assert_eq!(ticked(&app), before);
    app.keys("<esc>").shows("续填");
    app.keys("b").shows("2/").shows("[ ] 3.1.0 新增 | 先办");
    assert_eq!(ticked(&app), before);
}

#[test]
fn esc_in_a_search_shows_all_again_and_up_brings_it_back() {
    let mut app = App::of("zhangping");
    app.keys("/gugan").shows("骨干");
    app.keys("<esc>").shows_no("查找「");
    app.keys("/<up><enter>").shows("查找「gugan」");
}

#[test]
fn what_is_read_is_scrolled_to_its_end_and_no_further() {
    let mut app = Start::default()
        .only("zhangping")
        .size((80, 16))
        .on(Stage::set());
    let top = app.keys("?").screen();
    let end = app.keys(&"j".repeat(50)).screen();
    assert_ne!(top, end);
    assert_ne!(end, app.keys("k").screen());
    assert_eq!(end, app.keys("j").screen());
}

/// Whatever lies over a view stands in the one frame, takes keys that mean nothing to it for nothing, and Esc closes it.
#[test]
fn every_layer_has_the_same_frame_and_esc_closes_it() {
    for (go, open) in [
        ("3l", "?"),
        ("3l", ":"),
        ("3l", "f"),
        ("3l", "/"),
        ("3l", "t"),
        ("3l", "m"),
        ("3l", "p"),
        ("3l", "d"),
        ("3l", "e"),
        ("3l", "M"),
        ("3l", "y"),
        ("3l", "E"),
        ("3l", "r"),
        ("3l", "r1"),
        ("3l", "xxxxm4"),
        ("5", "p"),
        ("2", "b"),
    ] {
        let mut app = App::of("zhangping");
        app.keys(go);
        let without = edges(&app);
        assert_eq!(without, 0, "{}", app.screen());
        app.keys(open);
        assert_eq!(edges(&app), 2, "{open}: {}", app.screen());
        app.keys("<c-x>");
        assert_eq!(edges(&app), 2, "{open}: {}", app.screen());
        app.keys("<esc>");
        assert_eq!(edges(&app), 0, "{open}: {}", app.screen());
    }
}

/// Enter goes from field to field, and records from one that is left empty behind what was typed.
#[test]
fn a_value_is_recorded_with_two_enters_and_a_note_with_three() {
    let mut app = App::of("zhangping");
    let entries = |app: &App| {
        let plans = app.plans();
        let text = fs::read_to_string(plans.join("zhangping/progress.toml")).unwrap();
        text.matches("{ at = ").count()
    };
    let before = entries(&app);
    app.keys("/core-teachers<enter>ljjjp").shows("Enter 下一栏");
    // Nothing is recorded of a form without a word in it.
    app.keys("<enter><enter><enter>").shows("Enter 下一栏");
    assert_eq!(entries(&app), before);
    app.keys("<esc>p35<enter>").shows("Enter 登记");
    app.keys("<enter>").shows("已登记");
    assert_eq!(entries(&app), before + 1);
    app.keys("p40<enter>名单已报<enter><enter>").shows("已登记");
    assert_eq!(entries(&app), before + 2);
}

/// Rows that are the upper or lower edge of a frame.
fn edges(app: &App) -> usize {
    let screen = app.screen();
    let rows = screen.lines();
    rows.filter(|row| row.contains("+-") && row.contains("-+"))
        .count()
}
