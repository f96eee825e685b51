//! Keys that people know from elsewhere: copying, editing, sorting, from red to red, the history.

use duban::text::Lang;
use duban::tui::Next;

use crate::common::app::{App, Start};
use crate::common::stage::Stage;

fn cursor(app: &App) -> String {
    let row = app.row_with("> ");
    row.split("> ").nth(1).unwrap().to_owned()
}

#[test]
fn n_goes_from_red_to_red_and_round() {
    let mut app = App::of("zhangping");
    app.keys("2l");
    let mut seen = Vec::new();
    for _ in 0..60 {
        app.keys("n");
        let row = cursor(&app);
        assert!(row.starts_with('红'), "{row}");
        if seen.first() == Some(&row) {
            break;
        }
        seen.push(row);
    }
    assert!(seen.len() > 3, "{seen:#?}");
    app.keys("N");
    assert_eq!(cursor(&app), *seen.last().unwrap());
    // Where nothing is red, there is no other either.
    app.keys("/不在此处<enter>n").shows("没有红灯");
}

#[test]
fn o_puts_every_list_in_another_order_and_back() {
    let mut app = App::of("zhangping");
    app.keys("4");
    app.keys("o")
        .shows("排序：完成时限")
        .shows_no("逾期、超限与严重欠序时");
    app.keys("oo").shows("排序：责任单位");
    app.keys("o").shows("排序：亮灯");
    app.keys("g").shows("逾期、超限与严重欠序时  34");
    app.keys("3o").shows("排序：完成时限");
}

#[test]
fn enter_on_an_alert_shows_its_history_and_esc_returns() {
    let mut app = App::of("zhangping");
    app.keys("4jj");
    let before = app.screen();
    app.keys("<enter>").shows("牵头科室撤并");
    app.keys("<esc>");
    assert_eq!(app.screen(), before);
    // Its place in the plan is one key away, too.
    let row = cursor(&app);
    let number = row.split("红 ").nth(1).unwrap().split(' ').next().unwrap();
    app.keys("2").shows("[2单位]");
    assert!(cursor(&app).contains(number), "{}", app.screen());
}

#[test]
fn y_and_e_ask_what_is_meant() {
    let mut app = App::of("zhangping");
    app.keys("/3.2.5<enter>lj");
    app.keys("y").shows("1 编号").shows("3 详情");
    app.keys("y").shows("已复制：zhangping:3.2.5/launch");
    app.keys("E").shows("1 progress.toml").shows("2 plan.toml");
    app.keys("<esc>");
    assert_eq!(app.next, Next::GoOn);
    app.keys("E2");
    assert_eq!(app.next, Next::Edit);
}

/// The cursor stays in its row: what was done goes to its group, and the next one is under the cursor.
#[test]
fn after_a_deed_the_cursor_stays_where_it_was() {
    let mut app = App::of("zhangping");
    app.keys("4jjj");
    let at = |app: &App| -> usize {
        let screen = app.screen();
        screen.lines().position(|row| row.starts_with('>')).unwrap()
    };
    let (row, text) = (at(&app), cursor(&app));
    app.keys("<space>");
    assert_eq!(at(&app), row);
    assert_ne!(cursor(&app), text);
    app.keys("u");
    assert_eq!((at(&app), cursor(&app)), (row, text));
}

#[test]
fn what_cannot_be_read_again_is_not_said_to_be() {
    let mut app = App::of("zhangping");
    app.keys("<c-l>").shows("已重新读取");
    let (plans, away) = (app.plans(), app.plans().with_extension("away"));
    std::fs::rename(&plans, &away).unwrap();
    app.keys("<c-l>").shows("没有文件夹").shows_no("已重新读取");
    std::fs::rename(&away, &plans).unwrap();
    app.keys("<c-l>").shows("已重新读取");
}

#[test]
fn the_keys_that_lead_to_all_others_and_out_are_the_last_to_be_cut() {
    for (lang, kept, other) in [
        (Lang::Zh, ":命令 ?帮助 q退出", "Space办结"),
        (Lang::En, ":menu ?help quit", "Space done"),
    ] {
        let start = Start::default().lang(lang).only("zhangping");
        let mut app = start.on(Stage::set());
        for columns in 40..=130 {
            app.resize(columns, 20);
            for view in "1234567".chars() {
                app.keys(&view.to_string());
                let line = app.screen().lines().last().unwrap().to_owned();
                assert!(line.contains(kept), "{columns} {view}: {line}");
                assert!("1567".contains(view) || line.contains(other), "{line}");
            }
        }
    }
}
