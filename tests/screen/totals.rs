//! What the head and the lists count: the same in every view, and whole at every width.

use std::fs;

use duban::text::Lang;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

fn on(lang: Lang, size: (u16, u16), only: Option<&str>, stage: Stage) -> App {
    Start::default().lang(lang).size(size).only(only).on(stage)
}

/// The sum of the second figures of `34/42  16/68  0/43`.
fn owed(line: &str) -> u32 {
    let words = line.split_whitespace();
    let figures = words.filter_map(|word| word.split_once('/')?.1.parse::<u32>().ok());
    figures.sum()
}

#[test]
fn a_dropped_milestone_counts_in_no_view() {
    let mut app = on(Lang::Zh, (80, 24), None, Stage::set());
    let overview = owed(&app.row_with("漳平"));
    app.keys("/zhangping<enter><enter><esc>");
    app.shows("[2单位]").shows("漳平");
    let phases = app.screen().lines().nth(2).map(owed);
    let everyone = app.row_with("> 全部");
    assert_eq!(Some(overview), phases, "{everyone}");
    let listed = everyone.split_whitespace().nth(3).unwrap();
    assert_eq!(listed, overview.to_string(), "{everyone}");
    app.keys("3");
    assert_eq!(Some(owed(app.screen().lines().nth(4).unwrap())), phases);
}

#[test]
fn no_part_of_the_second_line_is_cut() {
    for lang in [Lang::Zh, Lang::En] {
        let red = (lang.words().lamp)(duban::plan::Lamp::Red);
        let is_red = |word: &str| word.strip_prefix(red)?.parse::<u32>().ok();
        let mut app = on(lang, (80, 24), Some("zhangping"), Stage::set());
        for view in "1234567".chars() {
            app.keys(&view.to_string());
            for columns in (40..=130).step_by(3) {
                let screen = app.resize(columns, 12).screen();
                let line = screen.lines().nth(1).unwrap();
                let counts = line.split_whitespace().any(|word| is_red(word).is_some());
                assert!(counts && !line.contains(".."), "{columns}: {line}");
            }
        }
    }
}

#[test]
fn units_whose_reports_are_missing_or_late_stand_below_the_alerts() {
    let plain = on(Lang::Zh, (80, 24), Some("zhangping"), Stage::set());
    let lamps = plain.screen().lines().nth(1).map(str::to_owned);
    let stage = Stage::set();
    let file = stage.plans().join("zhangping/plan.toml");
    let text = fs::read_to_string(&file).unwrap();
    let rule = "[reporting]\nevery = \"month\"\nday = 5\n\n[[phase]]";
    fs::write(&file, text.replacen("[[phase]]", rule, 1)).unwrap();
    let mut app = on(Lang::Zh, (80, 24), Some("zhangping"), stage);
    assert_eq!(app.screen().lines().nth(1).map(str::to_owned), lamps);
    app.resize(80, 60).keys("4G");
    let screen = app.screen();
    let line_of = |text: &str| screen.lines().position(|line| line.contains(text));
    let heading = line_of("报送：未报、迟报的单位");
    // The heading stands over the units, not below them.
    assert!(heading.is_some() && heading < line_of("2024-05-01 至 2024-05-31 进展"));
    app.resize(80, 24);
    app.shows("2024-05-01 至 2024-05-31 进展");
    let last = app.row_with(">");
    assert!(last.contains("24-06-05") && last.contains("报"), "{last}");
    // A unit is found by its name, and Enter goes to what it owes.
    app.keys("/nyncj<enter>G");
    let row = app.row_with(">");
    assert!(
        row.contains("市农业农村局") && row.contains("24-06-05"),
        "{row}"
    );
    app.keys("<enter>").shows("[2单位]");
    let unit = app.row_with("> ");
    assert!(unit.contains("市农业农村局"), "{unit}");
    // A standing is asked of milestones; it says nothing of reports.
    app.keys("4<esc>f<space><enter>").shows_no("报送：");
}

/// The number before a word in the third line: `筛选 逾期  23 个节点`.
fn found(app: &App) -> u32 {
    let line = app.screen().lines().nth(2).unwrap().to_owned();
    let (before, _) = line.split_once(" 个节点").unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn what_a_filter_or_a_search_leaves_is_what_is_counted_beside_it() {
    let mut app = on(Lang::Zh, (80, 60), Some("zhangping"), Stage::set());
    let units = |app: &App| -> usize {
        let heading = app.row_with("  责任单位 ");
        heading.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let all = units(&app);
    let everyone = app.row_with("> 全部");
    for (keys, is_red) in [
        ("fj<space><enter>", true),
        ("fjjj<space><enter>", true),
        ("fjjjjjjj<space><enter>", false),
        ("f<space>j<space><enter>", true),
        ("/launch<enter>", false),
        ("/launch<enter>fj<space><enter>", true),
    ] {
        app.keys("2").keys(keys);
        let shown = units(&app);
        assert!((1..=all).contains(&shown), "{keys}: {}", app.screen());
        for _ in 0..=shown {
            let row = app.row_with("> ");
            let (left, _) = row.split_once('|').unwrap();
            let count = left.split_whitespace().last().unwrap();
            assert_eq!(count, found(&app).to_string(), "{keys}: {}", app.screen());
            assert_ne!(count, "0", "{keys}: {left}");
            // A standing that is red leaves red lamps only.
            let red = left.split_whitespace().rev().nth(1).unwrap();
            assert_eq!(red == count, is_red, "{keys}: {left}");
            app.keys("j");
        }
        app.keys("3");
        let phases = owed(app.screen().lines().nth(4).unwrap());
        assert_eq!(phases, found(&app), "{keys}: {}", app.screen());
        app.keys("2Fg");
        assert_eq!(app.row_with("> 全部"), everyone);
        assert_eq!(units(&app), all);
    }
}

#[test]
fn a_unit_that_a_deed_leaves_without_anything_stays_while_it_is_looked_at() {
    let mut app = on(Lang::Zh, (80, 40), Some("zhangping"), Stage::set());
    app.keys("fj<space><enter>G");
    let unit = app.row_with("> ");
    let name = unit.split_whitespace().nth(1).unwrap().to_owned();
    app.keys("l").keys(&"gj<space>".repeat(12));
    let unit = app.row_with(&format!("- {name}"));
    assert!(unit.contains(" 0 |"), "{}", app.screen());
}

#[test]
fn a_view_that_a_filter_does_not_narrow_says_so() {
    let mut app = on(Lang::Zh, (80, 24), None, Stage::set());
    // The most urgent items are known once the alerts are.
    app.keys("41");
    let row = app.row_with("漳平  ");
    app.keys("fj<space><enter>");
    app.shows("筛选 逾期  （本视图不筛选）");
    assert_eq!(app.row_with("漳平  "), row);
    app.shows("最紧急事项");
    app.keys("7").shows("（本视图不筛选）");
    for view in "23456".chars() {
        app.keys(&view.to_string())
            .shows("筛选 逾期  ")
            .shows_no("不筛选");
    }
}
