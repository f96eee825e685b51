//! Searching as one types, filters beside it.

use ratatui::style::Modifier;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

/// The text drawn as found, in the order of the screen.
fn marked(app: &App) -> String {
    let buffer = app.buffer();
    let found = Modifier::BOLD | Modifier::UNDERLINED;
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            if cell.modifier.contains(found) {
                text.push_str(cell.symbol());
            }
            x += duban::text::width(cell.symbol()).max(1) as u16;
        }
    }
    text
}

#[test]
fn a_unit_is_found_by_substring_pinyin_initials_and_mixtures() {
    for typed in [
        "教育局", "jyj", "jiaoyuju", "教yj", "sjyj", "shijiaoyu局", "ｊｙｊ",
    ] {
        let mut app = App::of("zhangping");
        app.keys("/").keys(typed).keys("<enter>");
        assert!(app.row_with("  市教育局").contains("106"), "{typed}");
        app.shows_no("  市科协  ");
        assert!(marked(&app).contains("教育局"), "{typed}: {}", marked(&app));
    }
}

#[test]
fn what_is_found_narrows_with_every_key() {
    let mut app = App::of("zhangping");
    app.keys("/");
    let mut counts = Vec::new();
    for key in ["g", "u", "g", "a", "n"] {
        app.keys(key);
        counts.push(found(&app));
    }
    assert!(
        counts.is_sorted_by(|before, after| before >= after),
        "{counts:?}"
    );
    assert!(counts[4] > 0 && counts[4] < counts[0], "{counts:?}");
    app.shows("..骨干教师");
    assert!(marked(&app).contains("骨干"), "{}", marked(&app));
    app.keys("<bs><bs>");
    assert_eq!(found(&app), counts[2]);
}

#[test]
fn pasted_text_is_searched_for_at_once() {
    let mut app = App::of("zhangping");
    app.keys("/").paste("骨干\n").shows("查找「骨干」");
    app.keys("<esc>").paste("q").shows("[2单位]");
}

#[test]
fn ids_and_notes_are_searched_too() {
    let mut app = App::of("zhangping");
    app.keys("/counsellors<enter>").shows("校内外科技");
    app.keys("/<c-u>余15名<enter>")
        .shows("查找「余15名」  1 个节点");
}

#[test]
fn filters_combine_with_the_search_and_survive_a_view_change() {
    let mut app = App::of("zhangping");
    app.keys("/jiaoshi<enter>");
    let all = found(&app);
    // The first standing of the list: 逾期.
    app.keys("fj<space><esc>")
        .shows("筛选 逾期")
        .shows("查找「jiaoshi」");
    let overdue = found(&app);
    assert!(0 < overdue && overdue < all, "{overdue} of {all}");
    for view in ["3", "4", "5", "6", "2"] {
        app.keys(view).shows("筛选 逾期").shows("查找「jiaoshi」");
    }
    app.keys("F").shows_no("筛选 逾期").shows_no("查找「");
}

fn found(app: &App) -> usize {
    let row = app.row_with("」  ");
    let count = row.rsplit("」  ").next().unwrap();
    count.trim_end_matches(" 个节点").trim().parse().unwrap()
}

#[test]
fn a_plan_is_found_on_the_first_view() {
    let mut app = Start::default().on(Stage::set());
    app.keys("1/heb").shows("哈尔滨").shows_no("  屯溪");
    // The field and the line above say how many plans; the changes are not searched.
    app.shows("查找「heb」  1 个方案").shows("- 1 个方案 -");
    app.keys("<enter>7")
        .shows("查找「heb」")
        .shows_no("0 个节点");
}

#[test]
fn what_is_overdue_in_a_unit_is_six_keys_away() {
    let mut app = App::of("zhangping");
    app.keys("4/jyj<enter>");
    app.shows("逾期、超限与严重欠序时  23");
    // What it supports, and what it is responsible for as one of a collective; nothing of others.
    app.shows("红 3.3.11 发挥企业家示范引领作用：启动实施")
        .shows("红 5.2.1 建立完善共建机制：启动实施");
    app.shows_no("  市农业农村局  ");
}

/// What view 4 shows of a unit that was typed is what `overdue --unit` lists, collectives it belongs to included.
#[test]
fn the_alerts_of_a_unit_are_the_command_lines_overdue_list() {
    use duban::plan::Standing;
    use duban::query::{Board, Filter, Needle, SearchIndex, UnitInPlan, UnitMatch, match_unit};
    use duban::store::Workspace;

    let plans = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let workspace = Workspace::open(&plans).unwrap();
    let as_of = "2024-06-30".parse().unwrap();
    let board = Board::new(workspace.load(as_of, Some("zhangping")), as_of);
    let index = SearchIndex::of(&board);
    let plan = board.open().next().unwrap().1.plan;
    for typed in ["市教育局", "市卫健局", "市总工会"] {
        let UnitMatch::One(unit) = match_unit(plan.units(), typed) else {
            panic!("{typed}")
        };
        let overdue = Filter {
            standings: vec![Standing::Overdue],
            ..Filter::default()
        };
        let named = board.items(&Filter {
            units: vec![UnitInPlan {
                plan: "zhangping".to_owned(),
                unit,
            }],
            ..overdue.clone()
        });
        let needle = Needle::new(typed);
        let found = board.items(&Filter {
            found: Some(index.find(&needle, None)),
            search: Some(needle),
            ..overdue
        });
        assert!(named.len() > 10, "{typed}: {}", named.len());
        assert_eq!(named, found, "{typed}");
    }
}

#[test]
fn what_is_folded_is_counted_as_found() {
    let mut app = App::of("zhangping");
    app.keys("/counsellors<enter>");
    let before = found(&app);
    assert!(before > 0);
    // The row of the action, which is folded.
    app.keys("l<enter>").shows_no("校内外科技");
    assert_eq!(found(&app), before);
}
