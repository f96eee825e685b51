//! Reports on the screen: chosen, read, written; a unit reminded.

use std::fs;

use super::snapshot;
use crate::common::app::{App, Start};
use crate::common::duban::{Fixture, Workspace};
use crate::common::stage::Stage;

#[test]
fn r_shows_a_report_and_w_writes_it() {
    let mut app = App::of("zhangping");
    let file = app.plans().join("../out.md");
    app.keys("r").shows("2 督查通报").shows("时限日历");
    app.keys("2")
        .shows("| 督查通报（第1期）")
        .shows("w 写入文件");
    app.keys("w").shows("保存位置").shows("bulletin-");
    app.keys("<c-u>");
    app.keys(&format!("{}<enter>", file.display()));
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("# 督查通报（第1期）"), "{written}");
}

#[test]
fn capital_r_reminds_the_unit_under_the_cursor_once_it_is_told_to() {
    let mut app = App::of("zhangping");
    let log = app.plans().join("zhangping/progress.toml");
    let before = fs::read_to_string(&log).unwrap();
    app.keys("2jR").shows("催办单").shows("y 登记催办");
    assert_eq!(fs::read_to_string(&log).unwrap(), before);
    app.keys("y");
    let after = fs::read_to_string(&log).unwrap();
    assert!(after.contains("号，致"), "{after}");
    app.keys("u");
    assert_eq!(fs::read_to_string(&log).unwrap(), before);
}

#[test]
fn where_there_is_nothing_to_remind_of_a_sentence_says_so() {
    let mut app = App::of("zhangping");
    let log = app.plans().join("zhangping/progress.toml");
    let before = fs::read_to_string(&log).unwrap();
    app.keys("t<c-u>2022-01-01<enter>");
    app.keys("2jR").shows("截至 2022-01-01，");
    app.shows("没有需要催办的事项，不出催办单");
    app.keys("r3").shows("催办单").shows("没有需要催办的事项");
    app.shows_no("y 登记催办");
    app.keys("y<esc>");
    assert_eq!(fs::read_to_string(&log).unwrap(), before);
    app.keys("F/无此事项<enter>r7").shows("无。");
}

#[test]
fn a_preview_shows_no_markup_and_its_tables_in_columns() {
    for size in [(80, 24), (160, 45)] {
        for shown in ["2jR", "r1", "r2", "r5"] {
            let mut app = Start::default()
                .size(size)
                .only("zhangping")
                .on(Stage::set());
            app.keys(shown);
            let mut last = String::new();
            while last != app.screen() {
                last = app.screen();
                let inside = last.lines().filter_map(|row| {
                    let (_, inside) = row.split_once("| ")?;
                    let (inside, _) = inside.rsplit_once(" |")?;
                    Some(inside)
                });
                for row in inside {
                    for mark in ["|", "**", "# ", "\\", "<br>"] {
                        assert!(!row.contains(mark), "{shown}: {row}");
                    }
                }
                app.keys("<pgdn>");
            }
        }
    }
    let mut app = App::of("zhangping");
    app.keys("2jR<pgdn>");
    snapshot("layer_reminder_zh", &app);
}

#[test]
fn reports_of_another_day_are_not_said_to_be_recorded() {
    let mut app = App::of("zhangping");
    app.keys("t<c-u>2024-03-01<enter>r");
    app.shows("报表  截至 2024-03-01").shows_no("登记日期为");
}

#[test]
fn no_report_is_made_by_an_office_file_that_cannot_be_read() {
    let mut app = App::of("zhangping");
    let office = app.plans().join("../duban.toml");
    fs::write(&office, "[days_off]\noff = [2026-13-01]\n").unwrap();
    app.keys("2jR").shows("duban.toml").shows_no("催办单");
    app.keys("r2")
        .shows("duban.toml")
        .shows_no("督查通报（第1期）");
    fs::remove_file(&office).unwrap();
    app.keys("2jR").shows("催办单");
}

#[test]
fn a_letter_has_a_number_of_its_own_also_where_one_plan_alone_is_shown() {
    let here = Workspace::of(Fixture::Two);
    let letter = "--as-of 2024-06-30 --plan second report reminder --unit 县教育局 --record";
    assert!(here.run(letter).stdout.contains("催〔2024〕1号"));
    let mut app = Start::default().only("demo").in_folder(&here.path(""));
    app.keys("4/县科协<enter>R").shows("催〔2024〕2号");
    app.keys("<esc>2r3").shows("催〔2024〕2号");
    app.keys("<esc>4R");
    // A colleague's letter takes the number meanwhile.
    let second = here.read("second/progress.toml");
    here.write("second/progress.toml", second.replace("〕1号", "〕2号"));
    app.keys("y");
    assert!(!here.read("demo/progress.toml").contains("催〔2024〕2号"));
}

#[test]
fn a_bulletin_on_the_screen_goes_on_from_the_revision_of_the_last() {
    let here = Workspace::in_git(Fixture::Demo);
    here.run("--as-of 2024-06-20 report bulletin --issue -o b.docx");
    // Reported after the issue, for a day before it.
    let item = here.run("--json list --unit 县教育局").json();
    let id = item["items"][0]["id"].as_str().unwrap();
    here.run(format!("progress {id} --text 补报 --on 2024-06-05"));
    let told = here.run("--as-of 2024-06-30 report bulletin --since last");
    assert!(told.stdout.contains("登记进展1条"), "{}", told.stdout);
    let mut app = Start::default().only("demo").in_folder(&here.path(""));
    let file = here.folder().join("b.md");
    app.keys("r2").shows("第2期");
    app.keys(&format!("w<c-u>{}<enter>", file.display()));
    assert_eq!(fs::read_to_string(&file).unwrap(), told.stdout);
}
