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
            let mut app = Start {
                lang,
                only,
                ..Start::default()
            }
            .on(Stage::set());
            app.keys(keys);
            snapshot(&format!("{name}_{}", lang.key()), &app);
        }
    }
}

#[test]
fn a_command_is_found_by_its_chinese_and_english_names_and_pinyin() {
    for typed in ["存档", "cundang", "cd", "cun档", "commit", "ＣＯＭＭＩＴ"] {
        for lang in [Lang::Zh, Lang::En] {
            let mut app = Start {
                lang,
                only: Some("zhangping"),
                ..Start::default()
            }
            .on(Stage::set());
            app.keys(":").keys(typed);
            let name = if lang == Lang::Zh { "存档" } else { "commit" };
            app.shows(&format!("c       {name}"));
        }
    }
}

#[test]
fn a_command_of_the_palette_does_what_its_key_does() {
    let mut app = Start {
        only: Some("zhangping"),
        ..Start::default()
    }
    .on(Stage::set());
    app.keys(":yujing<enter>").shows("[4预警]");
    app.keys(":zhibiao<enter>").shows("[5指标]");
}

#[test]
fn esc_gives_up_a_form_and_the_same_key_brings_back_what_was_typed() {
    let mut app = Start {
        only: Some("zhangping"),
        ..Start::default()
    }
    .on(Stage::set());
    app.keys("3lp<tab>春季培训已开班<esc>");
    app.shows_no("春季培训已开班").shows("再按同一键可继续填写");
    app.keys("p").shows("春季培训已开班");
    app.keys("<esc>jp").shows_no("春季培训已开班");
    // Untouched forms leave nothing behind.
    app.keys("<esc>").shows_no("再按同一键可继续填写");
}

#[test]
fn esc_gives_up_what_was_ticked_of_past_years_and_b_brings_it_back() {
    let mut app = Start {
        only: Some("harbin"),
        ..Start::default()
    }
    .on(Stage::bare());
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
    let plan = app.stage.as_ref().unwrap().plans().join("harbin/plan.toml");
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
    let mut app = Start {
        only: Some("zhangping"),
        ..Start::default()
    }
    .on(Stage::set());
    app.keys("/gugan").shows("骨干");
    app.keys("<esc>").shows_no("查找「");
    app.keys("/<up><enter>").shows("查找「gugan」");
}

#[test]
fn what_is_read_is_scrolled_to_its_end_and_no_further() {
    let mut app = Start {
        only: Some("zhangping"),
        size: (80, 16),
        ..Start::default()
    }
    .on(Stage::set());
    let top = app.keys("?").screen();
    let end = app
        .keys("jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj")
        .screen();
    assert_ne!(top, end);
    assert_ne!(end, app.keys("k").screen());
    assert_eq!(end, app.keys("j").screen());
}
