//! A deed falls on what was shown: each entry is of its own unit, each draft of its own item and entry.

use crate::common::app::{App, Start};
use crate::common::duban::{Fixture, Workspace};
use crate::common::pty::PtyBuilder;
use crate::common::stage::DAY;

const PLAN: &str = r#"schema = 1
id = "east"
short = "东县"
title = "东县方案"
period = { start = 2024-01-01, end = 2025-12-31 }
[[phase]]
id = "a"
name = "第一阶段"
start = 2024-01-01
end = 2024-12-31
[[unit]]
name = "东县教育局"
[[unit]]
name = "东县科协"
[[unit]]
name = "东县督查室"
role = "supervisor"
[[section]]
id = "1"
no = "一"
title = "节"
lead = ["东县教育局"]
[[indicator]]
id = "literacy"
name = "素质比例"
targets = [{ op = ">=", value = 15, unit = "%", by = 2025-12-31 }]
[[action]]
id = "1.1"
title = "培训"
[[action.milestone]]
id = "courses"
phase = "a"
title = "办班"
target = { op = ">=", value = 60, unit = "名" }
[[action]]
id = "1.2"
title = "各自"
lead = ["东县教育局", "东县科协"]
[[action.milestone]]
id = "own"
phase = "a"
title = "各报"
each = true
target = { op = ">=", value = 10, unit = "场" }
[[action]]
id = "1.3"
title = "季度"
[[action.milestone]]
id = "talks"
phase = "a"
title = "会议"
every = "quarter"
target = { op = ">=", value = 3, unit = "次" }
"#;

/// An office with one plan, or a second one whose units have other names.
fn office(plans: &[&str]) -> Workspace {
    let office = Workspace::of(Fixture::Bare);
    for plan in plans {
        let text = match *plan {
            "west" => PLAN.replace("\"east\"", "\"west\"").replace("东县", "西县"),
            _ => PLAN.to_owned(),
        };
        office.write(&format!("{plan}/plan.toml"), text);
    }
    office.run("check --fix");
    office
}

/// The office with one plan, whose first phase is over.
fn past_office() -> Workspace {
    let office = Workspace::of(Fixture::Bare);
    office.write("east/plan.toml", PLAN.replace("2024-", "2023-"));
    office.run("check --fix");
    office
}

fn commit(office: &Workspace) {
    office.commit_all();
}

fn screen(office: &Workspace) -> App {
    Start::default().in_folder(&office.path(""))
}

/// The entries of a plan.
fn entries(office: &Workspace, plan: &str) -> Vec<String> {
    let log = office.read(&format!("{plan}/progress.toml"));
    let lines = log.lines().filter(|line| line.contains("at = "));
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn what_is_selected_is_reported_by_the_unit_of_each() {
    let office = office(&["east", "west"]);
    let mut app = screen(&office);
    app.keys("4/courses<enter>X").shows("已选 2 个节点");
    app.keys("p").shows("各按其主责单位");
    app.keys("<tab>统一调度<tab><enter>").shows("已登记");
    for (plan, unit) in [("east", "东县教育局"), ("west", "西县教育局")] {
        let [entry] = entries(&office, plan).try_into().unwrap();
        assert!(entry.contains(&format!("by = \"{unit}\"")), "{entry}");
    }
    office.run("check");
}

#[test]
fn a_unit_that_is_typed_is_found_in_each_plan_or_refused() {
    let office = office(&["east", "west"]);
    let mut app = screen(&office);
    app.keys("4/courses<enter>Xp<tab>统一<tab><tab><tab>东县科协<enter>");
    app.shows("方案 west 中没有单位「东县科协」").shows("统一");
    assert!(entries(&office, "east").is_empty() && entries(&office, "west").is_empty());
    app.keys("<c-u>科协<enter>").shows("已登记");
    for (plan, unit) in [("east", "东县科协"), ("west", "西县科协")] {
        let [entry] = entries(&office, plan).try_into().unwrap();
        assert!(entry.contains(&format!("by = \"{unit}\"")), "{entry}");
    }
    // The same of who accepts.
    app.keys("4/<c-u>courses<enter>Xm5督查室<tab><tab>60<enter>");
    app.shows("已登记");
    for (plan, unit) in [("east", "东县督查室"), ("west", "西县督查室")] {
        let closed = entries(&office, plan).pop().unwrap();
        assert!(closed.contains(&format!("by = \"{unit}\"")), "{closed}");
    }
    office.run("check");
}

/// The unit that answers has reported its part, so that the row names the other.
#[test]
fn a_mark_on_a_row_of_others_asks_whose_part_it_is() {
    for (keys, words) in [
        ("<space>", "<enter><enter>"),
        ("m2", "<enter>"),
        ("m4", "<enter>10<enter><enter>"),
    ] {
        let office = office(&["east"]);
        office.run("mark 1.2/own done --of 教育局 --value 10 --on 2024-05-10");
        let mut app = screen(&office);
        app.keys("4/1.2<enter>").shows("东县科协");
        let before = entries(&office, "east");
        app.keys(keys);
        let asked = app.row_with("所涉单位");
        assert!(asked.contains("东县科协"), "{keys}: {asked}");
        assert_eq!(entries(&office, "east"), before);
        app.keys(words).shows("已登记 1.2/own");
        let entry = entries(&office, "east").pop().unwrap();
        assert!(entry.contains("by = \"东县科协\""), "{keys}: {entry}");
    }
    // All parts done: none of them is taken back unnamed.
    let office = office(&["east"]);
    for unit in ["教育局", "科协"] {
        let done = "mark 1.2/own done --value 10 --on 2024-05-10";
        office.run(format!("{done} --of {unit}"));
    }
    let before = entries(&office, "east");
    let mut app = screen(&office);
    app.keys("3/1.2<enter><space>").shows("须写明是哪个单位");
    assert_eq!(entries(&office, "east"), before);
}

#[test]
fn what_was_reported_done_twice_is_open_once_it_is_taken_back() {
    let office = office(&["east"]);
    for day in ["2024-05-10", "2024-06-20"] {
        office.run(["mark", "1.1/courses", "done", "--value", "60", "--on", day]);
    }
    commit(&office);
    let before = office.read("east/progress.toml");
    let mut app = screen(&office);
    app.keys("3/1.1<enter>").shows("办 1.1");
    app.keys("<space>").shows_no("办 1.1");
    app.shows("已撤销 1.1/courses 已办结  2024-05-10 2024-06-20");
    let after = office.read("east/progress.toml");
    assert_eq!(after.matches("correct = true").count(), 2, "{after}");
    // It was one deed.
    app.keys("u");
    assert_eq!(office.read("east/progress.toml"), before);
}

#[test]
fn a_draft_of_a_correction_is_of_its_entry() {
    let office = office(&["east"]);
    office.run("progress 1.1/courses --value 5 --on 2024-06-01 --text 六月一");
    let mut app = screen(&office);
    app.keys("4/1.1<enter>:更正<enter>").shows("六月一");
    app.keys("<tab><tab><c-u>改六月一<esc>").shows("已保留");
    app.keys(":更正<enter>").shows("改六月一");
    app.keys("<esc>");
    office.run("progress 1.1/courses --value 20 --on 2024-06-20 --text 六月廿");
    app.keys(":更正<enter>")
        .shows("六月廿")
        .shows_no("改六月一");
}

#[test]
fn a_form_says_what_became_of_its_item_and_promises_no_more() {
    let office = office(&["east"]);
    let mut app = screen(&office);
    app.keys("4/1.1<enter>p<tab>写了一半");
    office.edit("east/plan.toml", |text| format!("{text}x = [\n"));
    app.keys("<tab><tab><tab><enter>")
        .shows("此方案的文件有错误");
    office.edit("east/plan.toml", |text| text.replace("x = [\n", ""));
    let (item, other) = (
        "id = \"1.1\"\ntitle = \"培训\"",
        "id = \"1.9\"\ntitle = \"另项\"",
    );
    office.replace("east/plan.toml", item, other);
    office.replace("east/progress.toml", "1.1/", "1.9/");
    app.keys("<enter>").shows("1.1/courses 已不在方案中");
    app.keys("<esc>").shows("待 1.1/courses 恢复后");
    office.replace("east/plan.toml", other, item);
    office.replace("east/progress.toml", "1.9/", "1.1/");
    app.keys("<esc>4/<c-u>1.1<enter>p").shows("写了一半");
}

#[test]
fn a_correction_finds_the_entry_of_any_part() {
    let office = office(&["east"]);
    office.run("mark 1.2/own doing --of 科协 --value 3 --text 错的数");
    let mut app = screen(&office);
    app.keys("4/1.2<enter>:更正<enter>").shows("错的数");
    let asked = app.row_with("所涉单位");
    assert!(asked.contains("东县科协"), "{asked}");
}

#[test]
fn a_line_that_was_edited_is_not_called_committed() {
    let office = office(&["east"]);
    commit(&office);
    let mut app = screen(&office);
    app.keys("3/1.1<enter>p<tab>第一<tab><tab><tab><enter>");
    app.shows("已登记");
    office.replace("east/progress.toml", "第一", "第一稿");
    app.keys("u")
        .shows("已不在文件中或已被改动")
        .shows_no("已存档");
}

#[test]
fn a_day_that_is_typed_is_not_said_to_be_the_day_shown() {
    let office = office(&["east"]);
    let mut app = screen(&office);
    app.keys("t<c-u>2024-06-20<enter>4/1.1<enter>p")
        .shows("登记日期为 2024-06-20");
    app.keys("<tab>文字<tab><tab><tab><tab><c-u>2024-05-10")
        .shows_no("登记日期为");
    app.keys("<enter>").shows("已登记").shows_no("登记日期为");
    assert!(entries(&office, "east")[0].contains("on = 2024-05-10"));
    // Of the day shown it is said.
    app.keys("4/<c-u>1.1<enter>p<tab>又<tab><tab><tab><enter>");
    app.shows("登记日期为 2024-06-20");
}

#[test]
fn the_list_of_statuses_names_its_item() {
    let office = office(&["east"]);
    let mut app = screen(&office);
    app.keys("4/1.1<enter>m");
    assert!(app.row_with("登记状态").contains("1.1/courses"));
}

#[test]
fn leaving_with_drafts_asks_once() {
    let office = office(&["east"]);
    let start = || {
        let pty = PtyBuilder::on(&office.path("")).args(["--as-of", DAY]);
        let pty = pty.start();
        pty.wait_for("东县");
        pty.press("4", "[4预警]");
        pty.press("p", "进展情况");
        pty.press("\t写了一半", "写了一半");
        pty
    };
    let mut pty = start();
    pty.press("\x03", "所填内容已保留");
    pty.press("q", "有 1 份填写内容尚未登记");
    pty.press("j", "q退出");
    pty.quit();
    // Too small to be seen, an open form with text is not left.
    let mut pty = start();
    pty.resize(38, 10);
    pty.wait_for("太小");
    pty.press("q", "请放大窗口");
    pty.resize(80, 24);
    pty.wait_for("写了一半");
    pty.press("\x03", "所填内容已保留");
    pty.press("q", "再按 q 退出");
    pty.quit();
}

/// A mouse that reports column 0, and an answer from row 0, as broken terminals send them.
#[test]
fn a_terminal_that_counts_from_zero_ends_nothing() {
    let office = office(&["east"]);
    let mut pty = PtyBuilder::on(&office.path(""))
        .args(["--as-of", DAY])
        .start();
    pty.wait_for("东县");
    pty.press("4", "[4预警]");
    pty.press("p", "进展情况");
    pty.press("\t写了一半", "写了一半");
    pty.keys("\x1b[<0;0;0M\x1b[0;0R\x1b[32;0;0M");
    pty.press("，还在", "写了一半");
    pty.wait_for("还在");
    pty.press("\x03", "已保留");
    pty.press("q", "再按 q 退出");
    pty.quit();
}

/// A level without a baseline has no pace, and none is drawn.
#[test]
fn where_no_pace_is_expected_none_is_drawn() {
    let office = office(&["east"]);
    office.run("reading literacy 3 --on 2024-06-20");
    let dots = |app: &App| {
        let screen = app.screen();
        let plot = screen
            .lines()
            .skip_while(|line| !line.starts_with("      15"));
        plot.take(6).filter(|line| line.contains("....")).count()
    };
    let mut app = screen(&office);
    app.keys("5").shows("素质比例");
    assert_eq!(dots(&app), 0, "{}", app.screen());
    let baseline = "name = \"素质比例\"\nbaseline = { value = 2, on = 2023-12-31 }";
    office.replace("east/plan.toml", "name = \"素质比例\"", baseline);
    let mut app = screen(&office);
    app.keys("5").shows("素质比例");
    assert!(dots(&app) > 0, "{}", app.screen());
}

#[test]
fn on_the_smallest_screen_every_row_names_its_item_and_occurrence() {
    let office = office(&["east"]);
    office.run("mark 1.2/own done --of 教育局 --value 10 --on 2024-05-10");
    for size in [(40, 12), (44, 12), (48, 16), (60, 16)] {
        let start = Start::default().size(size);
        let mut app = start.in_folder(&office.path(""));
        app.keys("4");
        let row = app.row_with("2024Q1");
        assert!(row.contains("1.3"), "{size:?}: {row}");
        for id in ["1.1", "1.2"] {
            let row = app.row_with(id);
            assert!(row.contains("欠50"), "{size:?}: {row}");
        }
    }
    // Of a plan that ended long ago the count gives way to what it never reported.
    let plan = PLAN
        .replace("2025-12-31", "2020-12-31")
        .replace("2024", "2020");
    office.write(
        "north/plan.toml",
        plan.replace("\"east\"", "\"north\"")
            .replace("东县", "北县"),
    );
    office.run("check --fix");
    let mut app = Start::default().size((40, 12)).in_folder(&office.path(""));
    let row = app.keys("1").row_with("北县");
    assert!(row.contains("从未登记"), "{row}");
}

#[test]
fn a_form_whose_item_changed_shows_it_as_it_is_and_can_be_sent_again() {
    let office = office(&["east"]);
    let mut app = Start::default().size((80, 30)).in_folder(&office.path(""));
    app.keys("4/courses<enter>p<tab>写了一半").shows("现0/60名");
    office.run("progress 1.1/courses --value 7 --on 2024-06-01");
    let before = entries(&office, "east");
    app.keys("<tab><tab><tab><enter>")
        .shows("现7/60名")
        .shows("核对后再按 Enter");
    assert_eq!(entries(&office, "east"), before);
    app.keys("<enter>").shows("已登记 1.1/courses");
    let entry = entries(&office, "east").pop().unwrap();
    assert!(entry.contains("写了一半"), "{entry}");
    // The dates of a postponement too, with what was asked for meanwhile.
    app.keys("d");
    office.run("postpone 1.1/courses 2025-03-31 --reason 场地 --on 2024-06-02");
    app.keys("<tab>等场地<tab><tab><enter>")
        .shows("待批2025-03-31");
    let field = app.row_with("延期至");
    assert!(field.contains("2025-03-31  2025-03-31"), "{field}");
    // A correction is of an entry that may have been replaced.
    app.keys("<esc>:更正<enter><tab>9");
    office.run("progress 1.1/courses --value 8 --on 2024-06-03");
    app.keys("<tab><tab><tab><enter>").shows("Esc 再按同一键");
    // Of several, those that are still in the plan.
    app.keys("<esc><esc>4/<c-u>1.<enter>X")
        .shows("已选 4 个节点");
    app.keys("p<tab>都在办").shows("4 个节点");
    office.edit("east/plan.toml", |text| {
        text.replace("id = \"1.3\"", "id = \"1.8\"")
    });
    office.replace("east/progress.toml", "1.3/", "1.8/");
    app.keys("<tab><tab><tab><enter>")
        .shows("已不在方案中")
        .shows("核对后再按 Enter");
    app.keys("<enter>").shows("已登记 2 个节点");
}

#[test]
fn the_list_of_past_years_is_renewed_where_a_ticked_one_changed() {
    let office = past_office();
    let mut app = screen(&office);
    app.keys("b").shows("[ ] 1.1 培训");
    app.keys("a").shows("[x] 1.1 培训");
    office.run("mark 1.1/courses done --value 60 --on 2023-06-01");
    app.keys("<enter>")
        .shows("1.1/courses 已被他人更新")
        .shows("核对后再按 Enter")
        .shows_no("1.1 培训")
        .shows("[x] 1.3 季度");
    // All that is left has a target and nothing reported: a day alone is recorded where it was typed.
    app.keys("<enter>").shows("未登记");
    app.keys("<tab><c-u>2024-06-01<enter>").shows("是否");
}

/// The refused come first, and what has no room is scrolled to; afterwards they are named once more.
#[test]
fn what_cannot_be_recorded_of_past_years_is_named_on_the_smallest_screen() {
    let office = past_office();
    let start = Start::default().size((40, 12));
    let mut app = start.in_folder(&office.path(""));
    app.keys("ba<tab><c-u>2023-01-15<enter>");
    app.shows("个节点不能登记").shows("1.1/courses");
    app.shows("另有 ").shows("j k 滚动").shows_no("亮灯");
    app.keys("G").shows("亮灯").shows_no("另有 ");
    app.keys("y").shows("未登记");
}

#[test]
fn every_deed_says_whose_part_it_is() {
    let office = office(&["east"]);
    let mut app = screen(&office);
    app.keys("4/1.2<enter>p<tab>已开展<tab><tab><tab><enter>");
    app.shows("已登记 1.2/own 东县教育局 进展");
    app.keys("u").shows("已撤销 1.2/own 东县教育局 进展");
    app.keys("<c-r>").shows("已重做 1.2/own 东县教育局 进展");
    app.keys("m").shows("1.2/own 东县教育局");
    app.keys("2").shows("东县教育局");
    office.run("mark 1.2/own done --of 教育局 --value 10 --on 2024-06-30");
    let mut app = screen(&office);
    app.keys("2/1.2<enter>jjlj").shows("1.2 各自");
    app.keys("<space>")
        .shows("已撤销 1.2/own 东县教育局 已办结");
}

#[test]
fn a_report_and_past_years_are_of_the_plan_under_the_cursor() {
    let office = office(&["east", "west"]);
    office.run("progress east:1.1/courses --value 7 --on 2024-06-01 --text 东");
    for keys in ["1j", "4G"] {
        let mut app = screen(&office);
        app.keys(keys);
        for (nth, kind) in [("2", "督查通报"), ("6", "总结评估"), ("7", "交接清单")] {
            app.keys("r").keys(nth).shows(kind);
            app.shows("西县").shows_no("东县");
            app.keys("<esc>");
        }
        app.keys(":未报清单<enter>").shows("--plan west");
    }
}

#[test]
fn a_selected_part_is_of_the_unit_whose_row_it_was() {
    let office = office(&["east"]);
    let third = PLAN.replace("\"东县科协\"]", "\"东县科协\", \"东县妇联\"]");
    let unit = "[[unit]]\nname = \"东县妇联\"\n[[unit]]\nname = \"东县督查室\"";
    let third = third.replace("[[unit]]\nname = \"东县督查室\"", unit);
    office.write("east/plan.toml", third);
    office.run("check --fix");
    for unit in ["教育局", "科协"] {
        let done = "mark 1.2/own done --value 10 --on 2024-05-10";
        office.run(format!("{done} --of {unit}"));
    }
    let before = entries(&office, "east").len();
    let mut app = screen(&office);
    app.keys("4/1.2<enter>jx").shows("已选 1 ");
    app.keys("m5督查室<enter>").shows("已登记");
    let new = entries(&office, "east").split_off(before);
    let [entry] = new.try_into().unwrap();
    assert!(entry.contains("of = \"东县教育局\""), "{entry}");
}

#[test]
fn a_configured_unit_reports_its_own_part() {
    let office = office(&["east"]);
    let mut app = Start {
        unit: Some("东县科协"),
        ..Start::default()
    }
    .in_folder(&office.path(""));
    app.keys("3/1.2<enter><space>").shows("已登记");
    let entry = entries(&office, "east").pop().unwrap();
    assert!(entry.contains("by = \"东县科协\""), "{entry}");
    assert!(!entry.contains("of ="), "{entry}");
    app.keys("3/<c-u>1.1<enter>p").shows("东县科协");
}
