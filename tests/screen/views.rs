//! Every view at the smallest comfortable and at a wide size, in both languages.

use std::fs;

use duban::plan::Lamp;
use duban::text::Lang;

use super::snapshot;
use crate::common::app::{App, Start};
use crate::common::duban::{Fixture, Workspace};
use crate::common::stage::Stage;

/// What is on the screen in each view, with the keys that lead there from the start.
const SCENES: [(&str, Option<&str>, &str); 12] = [
    ("1_overview", None, "j"),
    ("2_units", Some("zhangping"), ""),
    (
        "2_unit_opened",
        Some("zhangping"),
        "/jyj<enter>j<enter>gjjj",
    ),
    ("2_each", Some("tunxi"), "jl/niandu<enter>j"),
    ("3_phases", Some("zhangping"), "3j"),
    ("4_alerts", None, "4jjj"),
    ("4_alerts_end", None, "4G"),
    ("5_indicators", Some("zhangping"), "5"),
    ("5_target", Some("zhangping"), "5jjjj"),
    ("6_timeline", Some("zhangping"), "6jjj<enter>j"),
    ("6_months", Some("zhangping"), "6zl"),
    ("7_changes", Some("zhangping"), "7"),
];

#[test]
fn every_view_in_both_languages_at_80x24_and_160x45() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (160, 45)] {
            for (name, only, keys) in SCENES {
                let mut app = Start::default()
                    .lang(lang)
                    .size(size)
                    .only(only)
                    .on(Stage::set());
                app.keys(keys);
                snapshot(
                    &format!("{name}_{}x{}_{}", size.0, size.1, lang.key()),
                    &app,
                );
            }
        }
    }
}

#[test]
fn a_window_too_small_says_so() {
    for (lang, says) in [(Lang::Zh, "至少 40x12"), (Lang::En, "at least 40x12")] {
        let mut app = Start::default().lang(lang).size((39, 12)).on(Stage::set());
        app.shows(says);
        app.resize(40, 11).shows(says);
        app.resize(40, 12).shows_no(says);
    }
}

#[test]
fn of_what_each_unit_reports_one_sees_how_many_have_and_who_has_not() {
    for size in [(80, 24), (160, 45)] {
        let mut app = Start::default().only("tunxi").size(size).on(Stage::set());
        app.keys("/niandu<enter>ljjj");
        assert!(app.row_with("> ").contains("已报 3/22"), "{}", app.screen());
        app.shows("19/22 个单位未报：各镇人民政府");
        // Those that have reported are not among them.
        let screen = app.screen();
        let silent = screen.split("个单位未报：").nth(1).unwrap();
        assert!(silent.contains("区民政局") || size.0 == 80);
        let listed = silent.split("办 ").next().unwrap();
        assert!(!listed.contains("区总工会"), "{screen}");
    }
}

#[test]
fn the_heading_over_the_first_row_shows_with_it() {
    let mut app = Start::default().on(Stage::set());
    app.keys("4").shows("逾期、超限与严重欠序时  55");
    app.keys("Gg").shows("逾期、超限与严重欠序时  55");
}

#[test]
fn the_bottom_line_ends_with_help_and_quit_in_every_view_at_80_columns() {
    for (lang, ends) in [
        (Lang::Zh, ["?帮助", "q退出"]),
        (Lang::En, ["?help", "quit"]),
    ] {
        let mut app = Start::default()
            .lang(lang)
            .only("zhangping")
            .on(Stage::set());
        for view in "1234567".chars() {
            app.keys(&view.to_string());
            let screen = app.screen();
            let line = screen.lines().last().unwrap();
            for end in ends {
                assert!(line.contains(end), "view {view}: {line}");
            }
        }
    }
}

#[test]
fn the_first_view_names_what_is_most_urgent_and_whose() {
    let mut app = Start::default().on(Stage::set());
    app.state.work();
    app.keys("j")
        .shows("最紧急事项")
        .shows("红灯最多的责任单位");
    app.shows("逾期547天");
}

#[test]
fn alerts_say_that_a_plan_cannot_be_read() {
    for only in [None, Some("zhangping")] {
        let stage = Stage::set();
        let file = stage.plans().join("zhangping/plan.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text + "\n[[action]\n").unwrap();
        let mut app = Start::default().only(only).on(stage);
        app.keys("4")
            .shows("1 个方案无法读取")
            .shows_no("没有需要处理的节点");
        assert_eq!(app.screen().contains("逾期547天"), only.is_none());
    }
}

#[test]
fn a_window_of_40_by_12_can_be_read() {
    let mut app = Start::default()
        .size((40, 12))
        .only("zhangping")
        .on(Stage::set());
    app.keys("4")
        .shows("[4预警]")
        .shows("3.2.5")
        .shows("逾期547天");
    app.keys("2").shows("[2单位]");
    app.keys("5").shows("[5指标]");
}

/// A unit that is written before the others moves them all by one; the screen stays with the unit it showed.
#[test]
fn the_unit_whose_items_are_listed_stays_whatever_is_added_before_it() {
    let mut app = App::of("zhangping");
    app.keys("jjj");
    let (under_cursor, listed) = (app.row_with(">"), app.row_with(" | "));
    let plan = app.plans();
    let plan = plan.join("zhangping/plan.toml");
    let text = std::fs::read_to_string(&plan).unwrap();
    let added = "[[unit]]\nname = \"新设单位\"\n\n[[unit]]";
    std::fs::write(&plan, text.replacen("[[unit]]", added, 1)).unwrap();
    app.keys("h").shows("他人");
    let name = |row: &str| row.split_whitespace().nth(1).unwrap().to_owned();
    assert_eq!(name(&app.row_with(">")), name(&under_cursor));
    let heading = |row: &str| row.split_once(" | ").unwrap().1.trim().to_owned();
    assert_eq!(heading(&app.row_with(" | ")), heading(&listed));
}

#[test]
fn figures_of_any_length_are_shown_whole() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |plan| {
        plan.replace(
            "value = 60, unit = \"名\"",
            "value = 123456789, unit = \"人次\"",
        )
        .replace(
            "value = 16, unit = \"%\"",
            "value = 9876543210, unit = \"人次\"",
        )
    });
    for size in [(80, 24), (160, 45)] {
        let mut app = Start::default().size(size).in_folder(&office.path(""));
        app.keys("5")
            .shows("9876543210人次")
            .shows("9876543197.9人次");
        app.shows("123456789人次").shows("123456744人次");
        app.keys("4").shows("/123456789人次");
    }
}

#[test]
fn milestones_of_one_title_are_told_apart_by_their_dates() {
    let office = Workspace::of(Fixture::Demo);
    let alike = |id: &str, due: &str| {
        format!(
            "[[action.milestone]]\nid = \"{id}\"\ntitle = \"整改\"\nphase = \"deepen\"\ndue = {due}\n\n"
        )
    };
    let more = alike("first", "2024-03-31") + &alike("second", "2024-09-30");
    office.edit("demo/plan.toml", |text| {
        let behind = "[[action]]\nid = \"3.1.4\"";
        text.replacen(behind, &format!("{more}{behind}"), 1)
    });
    office.run("check --fix");
    for keys in ["3/整改<enter>l", "6/整改<enter>"] {
        let mut app = Start::default().in_folder(&office.path(""));
        app.keys(keys);
        app.shows(" 24-03-31").shows(" 24-09-30");
    }
}

/// A unit of measure may be as long as a sentence.
#[test]
fn a_long_figure_leaves_every_row_its_name() {
    let office = Workspace::of(Fixture::Demo);
    let mut app = Start::default().in_folder(&office.path(""));
    let row = |app: &mut App| app.keys("5G").row_with("> ");
    row(&mut app);
    app.shows("4.1 落实经费：科普站");
    office.edit("demo/plan.toml", |text| {
        let at = text.rfind("unit = \"").unwrap() + "unit = \"".len();
        format!("{}标准立方米每日按设计和批复{}", &text[..at], &text[at..])
    });
    for size in [(80, 24), (40, 12)] {
        for lang in Lang::ALL {
            let start = Start::default().lang(*lang).size(size);
            let mut app = start.in_folder(&office.path(""));
            let row = row(&mut app);
            let is_named = row.contains("落实") || row.contains("科普");
            assert!(row.contains("4.1 ") && is_named, "{}", app.screen());
        }
    }
}

#[test]
fn no_lamp_of_the_timeline_covers_half_of_another() {
    let plan = fs::read_to_string("tests/fixtures/demo/plan.toml").unwrap();
    let dues = [
        "2024-02-15", "2024-03-20", "2024-04-25", "2024-07-31", "2024-09-10",
    ];
    let milestones = dues.iter().enumerate().map(|(at, due)| {
        format!("[[action.milestone]]\nid = \"m{at}\"\nphase = \"deepen\"\ntitle = \"节点{at}\"\ndue = {due}\n")
    });
    let milestones: String = milestones.collect();
    let action = format!("[[action]]\nid = \"3.1.99\"\ntitle = \"密集\"\n{milestones}");
    let office = Workspace::of(Fixture::Demo);
    office.write("demo/plan.toml", format!("{plan}\n{action}"));
    office.run("check --fix");
    for (at, status) in [(0, "done"), (1, "done"), (4, "done")] {
        office.run(format!("mark 3.1.99/m{at} {status} --on 2024-06-01"));
    }
    for lang in [Lang::Zh, Lang::En] {
        let words = lang.words();
        let lamps: Vec<&str> = Lamp::ALL.into_iter().map(words.lamp).collect();
        let start = Start::default().lang(lang);
        let mut app = start.in_folder(&office.path(""));
        app.keys("6");
        for _ in 0..3 {
            let row = app.row_with("3.1.99");
            let (_, times) = row.split_once("密集").unwrap();
            let mut rest = times.to_owned();
            for lamp in &lamps {
                rest = rest.replace(lamp, "");
            }
            assert_eq!(
                rest.trim_matches(['-', '|', ' '])
                    .replace(['-', '|', ' '], ""),
                "",
                "{row}"
            );
            // Of those too near to each other the worst shows: the one that is overdue.
            assert!(times.contains((words.lamp)(Lamp::Red)), "{row}");
            app.keys("z");
        }
    }
}
