//! Every door counts alike: what a report counts, lists, `units` and the screen count too.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::common::app::{App, Start};
use super::common::duban::{Fixture, Workspace};
use super::report::TWO_TOWNS;

/// A workspace with one milestone of two towns.
fn towns() -> Workspace {
    Workspace::with_plan(TWO_TOWNS)
}

/// A plan whose one action 西镇 leads since July, and 东镇 led before.
fn handed_over(plan: &str) -> String {
    let amended = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-07-10\n\n[[action]]";
    let plan = plan.replacen("[[action]]", amended, 1);
    let moved = "lead = [\"西镇\"]\nwas = [{ by = \"a1\", lead = [\"东镇\"] }]";
    plan.replace("lead = [\"各镇\"]", moved)
}

/// The lines that hold a text.
fn lines<'t>(text: &'t str, with: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(with)).collect()
}

/// Goes to a unit in view 2.
fn go_to(app: &mut App, unit: &str) {
    app.keys("2hg");
    let name = format!("> {unit} ");
    for _ in 0..9 {
        if app.screen().lines().any(|line| line.starts_with(&name)) {
            return;
        }
        app.keys("j");
    }
    panic!("no {unit} on the screen:\n{}", app.screen());
}

#[test]
fn the_part_of_a_unit_is_compared_with_its_part_then() {
    let here = towns();
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-03-10");
    let since = "--as-of 2024-06-30 report bulletin --since 2024-05-01";
    let east = here.run(format!("{since} --unit 东镇")).stdout;
    assert!(
        east.contains("| 已办结 | 已办结 | 1 | 100.0% | 0 |"),
        "{east}"
    );
    assert!(east.contains("新办结（含已销号）0个"), "{east}");
    let west = here.run(format!("{since} --unit 西镇")).stdout;
    assert!(west.contains("| 红灯 | 逾期 | 1 | 100.0% | +1 |"), "{west}");
}

#[test]
fn what_a_former_lead_finished_is_its_own_at_every_door() {
    let here = towns();
    let plan = here.read("p/plan.toml").replace("each = true\n", "");
    here.write("p/plan.toml", handed_over(&plan));
    here.run("mark 1.1/talk done --by 东镇 --value 12 --on 2024-06-10");
    for (unit, count) in [("东镇", 1), ("西镇", 0)] {
        let at = |args: &str| here.run(format!("--as-of 2024-07-20 {args}"));
        let units = at(&format!("--json units --unit {unit}")).json();
        assert_eq!(units["units"][0]["lead"]["total"], count, "{units}");
        let listed = at(&format!("--json list --unit {unit} --lead-only")).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), count, "{listed}");
        let bulletin = at(&format!("report bulletin --unit {unit}")).stdout;
        let counted = lines(&bulletin, &format!("| {unit} | 1 | 1 |"));
        assert_eq!(counted.len(), count, "{bulletin}");
    }
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("t<c-u>2024-07-20<enter>");
    go_to(&mut app, "东镇");
    app.shows("1.1 宣讲").shows_no("(配合)");
    go_to(&mut app, "西镇");
    app.shows_no("1.1 宣讲");
    let before = here
        .run("--as-of 2024-07-01 --json units --unit 西镇")
        .json();
    assert_eq!(before["units"][0]["lead"]["total"], 0, "{before}");
}

#[test]
fn its_own_part_a_unit_has_led_from_the_beginning_and_who_has_none_is_not_named() {
    let here = towns();
    let plan = here.read("p/plan.toml");
    let plan = plan.replace("[[action]]", "support = [\"西镇\"]\n[[action]]");
    let moved = "lead = [\"督查室\"]\nwas = [{ by = \"a1\", lead = [\"东镇\"] }]";
    let plan = handed_over(&plan).replace(
        "lead = [\"西镇\"]\nwas = [{ by = \"a1\", lead = [\"东镇\"] }]",
        moved,
    );
    here.write("p/plan.toml", plan);
    let at = |args: &str| here.run(format!("--as-of 2024-07-20 {args}")).stdout;
    for door in [
        "list",
        "overdue",
        "list --unit 西镇",
        "report bulletin",
        "report status",
        "report handover",
        "report reminder --unit 西镇",
    ] {
        let said = at(door);
        let named = lines(&said, "1.1/talk");
        assert!(!named.is_empty(), "{door}: {said}");
        for line in named {
            assert!(!line.contains("督查室"), "{door}: {line}");
            assert!(!line.contains("起由现单位牵头"), "{door}: {line}");
        }
        assert!(said.contains("西镇"), "{door}: {said}");
    }
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("t<c-u>2024-07-20<enter>4");
    let row = app.row_with("1.1 宣讲");
    assert!(row.contains("西镇"), "{row}");
}

#[test]
fn an_evaluation_does_not_call_unfinished_what_was_stopped() {
    let here = Workspace::of(Fixture::Demo);
    let of = |here: &Workspace| {
        let said = here
            .run("--as-of 2024-06-30 report evaluation --section 3.1")
            .stdout;
        lines(&said, "未办结").concat()
    };
    let before = of(&here);
    assert!(before.ends_with("未办结8个。"), "{before}");
    let stopped = here.run("--json list --section 3.1").json();
    let id = stopped["items"][0]["id"].as_str().unwrap();
    here.run(format!(
        "mark {id} dropped --reason 上级取消 --on 2024-06-01"
    ));
    let after = of(&here);
    assert!(after.ends_with("未办结7个，中止1个。"), "{after}");
}

#[test]
fn under_a_unit_the_screen_says_what_its_own_part_is() {
    let here = towns();
    here.run("mark 1.1/talk done --of 东镇 --value 12 --text 东镇已讲完 --on 2024-06-10");
    let mut app = Start::default().in_folder(&here.path(""));
    go_to(&mut app, "东镇");
    let row = app.row_with("1.1 宣讲");
    assert!(row.ends_with("1/1"), "{row}");
    app.keys("<tab><enter>j");
    app.shows("已办结 2024-06-10").shows_no("逾期");
    let mut app = Start::default().in_folder(&here.path(""));
    go_to(&mut app, "西镇");
    let row = app.row_with("1.1 宣讲");
    assert!(row.ends_with("0/1"), "{row}");
    app.keys("<tab><enter>j");
    // 东镇 has reported, and what it said is not about the part of 西镇.
    app.shows("逾期10天")
        .shows_no("未报：")
        .shows_no("东镇已讲完");
}

#[test]
fn what_is_most_urgent_stands_once_and_is_not_done() {
    let here = towns();
    here.run("postpone 1.1/talk 2024-09-30 --of 西镇 --reason 修路 --on 2024-06-10");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("41");
    let screen = app.screen();
    assert_eq!(lines(&screen, "1.1 宣讲").len(), 1, "{screen}");
    for town in ["东镇", "西镇"] {
        here.run(format!(
            "mark 1.1/talk done --of {town} --value 12 --on 2024-06-20"
        ));
    }
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("4").shows("1.1 宣讲");
    app.keys("1").shows_no("1.1 宣讲");
}

#[test]
fn a_part_that_is_done_waits_to_be_accepted_before_the_others_are() {
    let here = towns();
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    let handover = here.run("--as-of 2024-06-30 report handover").stdout;
    assert!(handover.contains("| 东镇 | 2024-06-10 |"), "{handover}");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("4")
        .shows("待核（已办结未销号）  1")
        .shows("待核20天");
    let screen = app.screen();
    let rows = lines(&screen, "1.1 宣讲");
    assert!(
        rows[0].contains("西镇") && rows[1].contains("东镇"),
        "{screen}"
    );
}

#[test]
fn a_target_that_every_unit_has_of_its_own_says_how_many_reached_it() {
    let here = towns();
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("5").shows("已报 1/2").shows_no("暂无数据");
}

#[test]
fn the_history_on_the_screen_ends_with_the_day_that_is_shown() {
    let here = towns();
    here.run("progress 1.1/talk --of 东镇 --value 2 --text 先讲 --on 2024-05-10");
    here.run("mark 1.1/talk done --of 东镇 --value 12 --text 讲完 --on 2024-06-10");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("t<c-u>2024-06-01<enter>4<enter>");
    app.shows("先讲").shows_no("讲完");
    app.keys("<esc>t<c-u>2024-06-20<enter>4<enter>");
    app.shows("先讲").shows("讲完");
}

/// A plan with two indicators: one that is to rise, and one that is to stay below a limit.
fn measured() -> Workspace {
    let indicators = r#"[[indicator]]
id = "rate"
name = "普及率"
targets = [
  { op = ">=", value = 12, unit = "%", by = 2024-12-31, baseline = { value = 8, on = 2023-12-31 } },
]
[[indicator]]
id = "accidents"
name = "事故"
targets = [{ op = "<=", value = 5, unit = "起" }]
[[section]]"#;
    Workspace::with_plan(TWO_TOWNS.replacen("[[section]]", indicators, 1))
}

#[test]
fn an_indicator_over_its_limit_is_behind() {
    let here = measured();
    let pace = |here: &Workspace| {
        let said = here.run("--as-of 2024-06-30 report bulletin").stdout;
        lines(&said, "量化指标").concat()
    };
    here.run("reading accidents 5 --on 2024-06-01");
    assert!(pace(&here).contains("未达序时0项"), "{}", pace(&here));
    here.run("reading accidents 7 --on 2024-06-20");
    assert!(pace(&here).contains("未达序时1项"), "{}", pace(&here));
}

#[test]
fn a_page_for_a_leader_tells_targets_from_readings() {
    let here = measured();
    here.run("reading rate 9 --on 2024-06-01");
    here.says(
        "--as-of 2024-06-30 report status",
        ["- 目标值 2024-12-31：12%", "- 完成值 2024-06-01：9%"],
    );
}

#[test]
fn each_of_several_letters_begins_with_its_title() {
    let here = towns();
    for (args, letters) in [("--all", 2), ("--unit 东镇 --copies 3", 3)] {
        let html = format!("--as-of 2024-06-30 report reminder {args} --format html -o r.html");
        here.run(html);
        let html = fs::read_to_string(here.folder().join("r.html")).unwrap();
        assert_eq!(html.matches("<h1>催办单</h1>").count(), letters, "{args}");
        here.run(format!(
            "--as-of 2024-06-30 report reminder {args} -o r.docx"
        ));
        let docx = part_of(&here.folder().join("r.docx"), "word/document.xml");
        assert_eq!(docx.matches(">催办单<").count(), letters, "{args}: {docx}");
    }
}

#[test]
fn letters_have_some_copies_and_not_too_many() {
    let here = towns();
    for copies in ["0", "101", "999999999"] {
        let report = format!("--as-of 2024-06-30 report reminder --all --copies {copies}");
        here.refuses(2, report, copies);
    }
}

#[test]
fn a_row_that_no_page_holds_shows_its_beginning() {
    let here = towns();
    let vertical = |here: &Workspace| {
        here.run("--as-of 2024-06-30 report ledger -o l.xlsx");
        part_of(&here.folder().join("l.xlsx"), "xl/styles.xml")
    };
    assert!(!vertical(&here).contains("vertical=\"top\""));
    let text = "逐村讲解。".repeat(150);
    here.run(format!(
        "progress 1.1/talk --of 东镇 --text {text} --on 2024-06-10"
    ));
    assert!(vertical(&here).contains("vertical=\"top\""));
}

/// The text of a file in an office file.
fn part_of(file: &Path, name: &str) -> String {
    let mut office = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    office
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}
