//! `each` milestones: the whole stands as its worst part, and whatever is said of a part names its unit.

use super::common::app::Start;
use super::common::duban::{Workspace, each};
use super::report::TWO_TOWNS;

/// A workspace with one milestone of two towns.
fn towns() -> Workspace {
    Workspace::with_plan(TWO_TOWNS)
}

#[test]
fn a_part_that_stands_still_is_seen_without_its_unit() {
    let here = towns();
    here.run("mark 1.1/talk blocked --of 东镇 --reason 停电 --value 9 --on 2024-06-10");
    let at = |args: &str| here.duban(format!("--as-of 2024-06-11 {args}"));
    let counts = &at("--json status").run().json()["plans"][0]["counts"];
    assert_eq!(counts["far_behind"], 1, "{counts}");
    here.run("progress 1.1/talk --of 西镇 --value 9 --on 2024-06-10");
    let counts = &at("--json status").run().json()["plans"][0]["counts"];
    assert_eq!(counts["blocked"], 1, "{counts}");
    at("list --standing blocked --fail")
        .code(1)
        .stdout_has("受阻 停电")
        .run();
    for report in ["bulletin", "status"] {
        let told = at(&format!("report {report}")).run().stdout;
        assert!(
            told.contains("受阻") && told.contains("停电"),
            "{report}: {told}"
        );
    }
}

#[test]
fn a_unit_reports_its_own_part_and_does_not_accept_it() {
    let here = towns();
    here.run("mark 1.1/talk done --of 西镇 --value 12 --on 2024-06-10");
    let log = here.read("p/progress.toml");
    assert!(log.contains("by = \"西镇\", status"), "{log}");
    here.refuses(
        2,
        "mark 1.1/talk closed --of 西镇 --by 西镇 --on 2024-06-11",
        "西镇 报送的事项，不能由该单位自行销号",
    );
    here.run("mark 1.1/talk closed --of 西镇 --by 督查室 --on 2024-06-11");
}

#[test]
fn for_a_collective_one_of_its_members_is_asked_for() {
    let here = towns();
    for (deed, hint) in [
        (
            "mark 1.1/talk doing --of 各镇",
            "--of 写其成员之一：东镇、西镇",
        ),
        (
            "mark 1.1/talk doing --by 督查室 --of 各镇",
            "--of 写其成员之一：东镇、西镇",
        ),
    ] {
        here.refuses(2, deed, hint);
    }
}

#[test]
fn a_ledger_names_whose_postponement_it_is() {
    let here = towns();
    here.run(
        "postpone 1.1/talk 2024-08-31 --of 西镇 --reason 修路 --approved-by 督查室 --on 2024-06-01",
    );
    let ledger = |unit: &str| {
        let command = format!("--as-of 2024-06-25 report ledger {unit}");
        here.run(command).stdout
    };
    let granted = "2024-06-01 经督查室批准延至 2024-08-31：修路";
    assert!(ledger("").contains(&format!("西镇：{granted}")));
    let own = ledger("--unit 西镇");
    assert!(
        own.contains(granted) && !own.contains("西镇：2024"),
        "{own}"
    );
}

#[test]
fn an_evaluation_says_what_each_unit_has_reached() {
    let here = towns();
    here.run("progress 1.1/talk --of 东镇 --value 6 --on 2024-06-10");
    let evaluation = here.run("--as-of 2024-06-25 report evaluation").stdout;
    let row = |unit: &str| {
        let mut rows = evaluation.lines();
        let row =
            rows.find(|line| line.contains("1.1/talk") && line.contains(&format!("| {unit} |")));
        row.unwrap_or_default().to_owned()
    };
    assert!(
        row("东镇").contains("| 6 | 60.0% | 进行中 | 差4次 |"),
        "{evaluation}"
    );
    assert!(
        row("西镇").contains("|  |  | 未启动 | 暂无数据 |"),
        "{evaluation}"
    );
}

#[test]
fn a_town_that_joins_its_collective_has_no_part_in_what_was_due_before() {
    let here = towns();
    let plan = here.read("p/plan.toml");
    let joins = "members = [\"东镇\", \"西镇\"]\nwas = [{ by = \"a1\", until = 2024-07-10, members = [\"东镇\"] }]";
    assert!(plan.contains("members = [\"东镇\", \"西镇\"]"), "{plan}");
    let plan = plan.replace("members = [\"东镇\", \"西镇\"]", joins);
    let amended = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-07-10\n\n[[action]]";
    here.write("p/plan.toml", plan.replacen("[[action]]", amended, 1));
    let at = |args: &str| here.run(format!("--as-of 2024-07-11 {args}")).stdout;
    assert!(at("overdue --unit 东镇").contains("1.1/talk"));
    assert!(!at("list --unit 西镇").contains("1.1/talk"));
    let units = here.run("--as-of 2024-07-11 --json units").json();
    let west = each(&units["units"]).find(|unit| unit["unit"] == "西镇");
    assert!(
        west.is_none_or(|west| west["lead"]["overdue"] != 1),
        "{units}"
    );
}

#[test]
fn who_leads_only_since_it_fell_due_is_not_named_without_saying_so() {
    let here = towns();
    let plan = here.read("p/plan.toml").replace("each = true\n", "");
    let moved =
        "lead = [\"西镇\"]\nwas = [{ by = \"a1\", lead = [\"东镇\"] }]\n[[action.milestone]]";
    let plan = plan.replace("lead = [\"各镇\"]\n[[action.milestone]]", moved);
    let amended = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-07-10\n\n[[action]]";
    here.write("p/plan.toml", plan.replacen("[[action]]", amended, 1));
    let since = "2024-07-10 起由现单位牵头";
    for report in ["bulletin", "handover", "status", "reminder --unit 西镇"] {
        here.says(format!("--as-of 2024-07-11 report {report}"), since);
    }
    let before = here.run("--as-of 2024-07-09 report bulletin").stdout;
    assert!(
        before.contains("东镇") && !before.contains(since),
        "{before}"
    );
}

/// A plan led by 西镇 since July, by 东镇 before; two items fell due in June.
fn handed_over() -> Workspace {
    let here = towns();
    let plan = here.read("p/plan.toml").replace("each = true\n", "");
    let plan = plan.replace(
        "lead = [\"各镇\"]\n[[action.milestone]]",
        "lead = [\"东镇\"]\n[[action.milestone]]",
    );
    let talks = "[[action.milestone]]\nid = \"talks\"\ntitle = \"座谈\"\ndue = 2024-06-20\n";
    here.write("p/plan.toml", format!("{plan}\n{talks}"));
    here.run("check --fix");
    here.run("mark 1.1/talks done --by 东镇 --on 2024-06-10");
    here.run("--as-of 2024-06-25 report reminder --unit 东镇 --record");
    let moved =
        "lead = [\"西镇\"]\nwas = [{ by = \"a1\", lead = [\"东镇\"] }]\n[[action.milestone]]";
    let plan = here.read("p/plan.toml");
    let plan = plan.replacen("lead = [\"东镇\"]\n[[action.milestone]]", moved, 1);
    let amended = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-07-10\n\n[[action]]";
    here.write("p/plan.toml", plan.replacen("[[action]]", amended, 1));
    here
}

#[test]
fn what_the_former_lead_was_sent_and_did_is_not_the_present_lead_s() {
    let here = handed_over();
    let report = |day: &str, kind: &str| here.run(format!("--as-of {day} report {kind}")).stdout;
    let line = |text: &str, with: &str| {
        let line = text.lines().find(|line| line.contains(with));
        line.unwrap_or_default().to_owned()
    };
    // Before the amendment the letter counts, after it the letter went to another.
    let named = |day: &str| line(&report(day, "bulletin"), "| p:1.1/talk |");
    assert!(
        named("2024-07-09").ends_with("| 1 | 0 |"),
        "{}",
        named("2024-07-09")
    );
    assert!(
        named("2024-07-11").ends_with("| 0 | 0 |"),
        "{}",
        named("2024-07-11")
    );
    let reminded = |day: &str| report(day, "ledger").contains("1次，最近 2024-06-25 提醒");
    assert!(reminded("2024-07-09") && !reminded("2024-07-11"));
    assert!(!report("2024-07-11", "handover").contains("致东镇"));
    let letter = || line(&report("2024-07-11", "reminder --unit 西镇"), "p:1.1/talk");
    assert!(letter().ends_with("| 提醒 |"), "{}", letter());
    here.run("--as-of 2024-07-12 report reminder --unit 西镇 --record");
    let letter = line(&report("2024-07-15", "reminder --unit 西镇"), "p:1.1/talk");
    assert!(letter.ends_with("| 催办 |"), "{letter}");
    // What was done under 东镇 is its own.
    let bulletin = report("2024-07-11", "bulletin");
    assert!(line(&bulletin, "| 东镇 | 1 | 1 |").len() > 1, "{bulletin}");
    assert!(line(&bulletin, "| 西镇 | 1 | 0 |").len() > 1, "{bulletin}");
}

#[test]
fn every_door_says_since_when_the_present_lead_leads() {
    let here = handed_over();
    let since = "2024-07-10 起由现单位牵头";
    for door in [
        "report ledger", "report evaluation", "report bulletin", "list", "overdue", "status",
        "show 1.1/talk",
    ] {
        here.says(format!("--as-of 2024-07-11 {door}"), since);
        let before = here.run(format!("--as-of 2024-07-09 {door}")).stdout;
        assert!(!before.contains(since), "{door}: {before}");
    }
    let done = here.run("--as-of 2024-07-11 show 1.1/talks").stdout;
    assert!(!done.contains(since), "{done}");
}

#[test]
fn an_export_of_one_unit_says_the_same_as_json_and_as_a_table() {
    let here = towns();
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    let of_east = "--as-of 2024-07-10 export --unit 东镇 --standing done";
    let csv = here.run(format!("{of_east} --format csv")).stdout;
    assert!(csv.contains(",12,已办结,已办结,2024-06-10,"), "{csv}");
    let json = here.run(of_east).json();
    let action = &json["actions"][0];
    let talk = &action["milestones"][0];
    assert_eq!(action["standing"], "done");
    assert_eq!(talk["standing"], "done");
    assert_eq!(
        (&talk["status"], &talk["value"]),
        (&"done".into(), &12.into())
    );
    // The whole of it is overdue.
    let json = here.run("--as-of 2024-07-10 export").json();
    assert_eq!(json["actions"][0]["standing"], "overdue");
    let list = "--as-of 2024-07-10 --json list --unit 东镇";
    let item = &here.run(list).json()["items"][0];
    assert_eq!(
        (&item["status"], &item["value"]),
        (&"done".into(), &12.into())
    );
}

#[test]
fn json_calls_a_unit_by_one_name() {
    let here = towns();
    here.replace(
        "p/plan.toml",
        "name = \"西镇\"",
        "name = \"西镇\"\nformer = [{ name = \"西乡\", until = 2024-12-31 }]",
    );
    here.run("progress 1.1/talk --of 东镇 --value 2 --on 2024-06-10");
    let missing = here.run("--as-of 2024-06-11 --json missing").json();
    assert_eq!(missing["items"][0]["missing"], serde_json::json!(["西镇"]));
    let units: Vec<_> = each(&missing["items"][0]["units"])
        .map(|own| own["unit"].clone())
        .collect();
    assert_eq!(units, ["东镇", "西镇"]);
    here.says("--as-of 2024-06-11 missing", "未报：西乡");
}

#[test]
fn an_evaluation_has_a_column_for_what_was_reported_after_the_plan_ended() {
    let here = towns();
    here.run("progress 1.1/talk --of 东镇 --value 8 --on 2024-06-10");
    here.run("progress 1.1/talk --of 东镇 --add 2 --on 2025-03-01");
    let made = here
        .run("--as-of 2025-06-30 report evaluation --unit 东镇")
        .stdout;
    assert!(made.contains("| 2024 | 2025 |"), "{made}");
    assert!(made.contains("| 8 | 2 | 100.0% |"), "{made}");
}

#[test]
fn the_screen_counts_whom_it_names_and_every_milestone_once() {
    let here = towns();
    here.replace("p/plan.toml", "due = 2024-06-20", "due = 2024-12-20");
    here.run("progress 1.1/talk --of 东镇 --value 9 --on 2024-06-10");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("4/talk<enter>");
    app.shows("1/2 个单位未报：西镇").shows("1 个节点");
    // Behind, and a postponement asked for: it stands in two groups.
    here.run("postpone 1.1/talk 2025-03-01 --of 西镇 --reason 修路 --on 2024-06-20");
    let mut app = Start::default().in_folder(&here.path(""));
    app.keys("4/talk<enter>");
    app.shows("延期待批  1")
        .shows("1 个节点")
        .shows_no("2 个节点");
}

#[test]
fn filters_mark_the_parts_that_they_list() {
    let here = towns();
    let at = |args: &str| here.duban(format!("--as-of 2024-06-19 {args}"));
    // 东镇 answers first, and is done: 各镇's milestone is far behind for 西镇 alone.
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    at("list --standing far_behind").stdout_has("西镇").run();
    let would = |args: &str| at(&format!("mark {args} --dry-run")).run();
    let west = "将登记：p:1.1/talk 受阻  西镇  2024-06-19\n";
    for filters in [
        "--standing far_behind", "--status doing", "--section 1", "--unit 各镇", "--unit 西镇",
        "--section 1 --of 西镇", "--section 1 --by 西镇",
    ] {
        let ran = would(&format!("{filters} blocked --reason 停电"));
        assert_eq!(ran.stdout, west, "{filters}");
    }
    let ran = would("--standing far_behind blocked --reason 停电 --by 督查室");
    assert_eq!(ran.stdout, west.replace("西镇", "督查室  (西镇)"));
    for own in ["--of 东镇", "--by 东镇"] {
        let ran = would(&format!(
            "--standing far_behind blocked --reason 停电 {own}"
        ));
        assert_eq!(ran.stdout, "", "{own}");
    }
    // What is left as it is is told by its unit.
    let ran = would("--section 1 blocked --reason 停电");
    assert!(
        ran.stderr.contains("p:1.1/talk (东镇) 已办结"),
        "{}",
        ran.stderr
    );
    // All parts that a filter means are one deed.
    here.run("mark --status done closed --by 督查室 --on 2024-06-11");
    assert!(!here.read("p/progress.toml").contains("closed"));
    here.run("mark --status doing done --value 10 --on 2024-06-12");
    here.run("mark --status done closed --by 督查室 --on 2024-06-13");
    let closed = here.read("p/progress.toml");
    assert_eq!(closed.matches("closed").count(), 2, "{closed}");
    here.duban("undo").stderr_has("2 条").run();
}

#[test]
fn a_deed_that_names_no_unit_is_never_of_a_finished_part() {
    let here = towns();
    let plan = here.read("p/plan.toml");
    here.write(
        "p/plan.toml",
        plan.replace("lead = [\"各镇\"]", "lead = [\"东镇\", \"西镇\"]"),
    );
    let deeds = [
        "progress 1.1/talk --value 3",
        "progress 1.1/talk --value 3 --on 2024-06-09",
        "postpone 1.1/talk 2024-07-31 --reason 修路",
        "mark 1.1/talk doing",
        "remind 1.1/talk --level 催办",
    ];
    // While its part is open, the unit that answers is meant.
    let told = here
        .run("progress 1.1/talk --value 2 --on 2024-06-08")
        .stdout;
    assert_eq!(told, "p:1.1/talk (东镇) 已登记进展\n");
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    let old = here.read("p/progress.toml");
    for deed in deeds {
        here.refuses(2, format!("--as-of 2024-06-15 {deed}"), "须写明是哪个单位");
    }
    assert_eq!(here.read("p/progress.toml"), old);
    here.run("correct 1.1/talk --on 2024-06-10 --value 11 --reason 复核");
    let told = here
        .run("postpone 1.1/talk 2024-07-31 --of 西镇 --reason 修路")
        .stdout;
    assert!(told.starts_with("p:1.1/talk (西镇) "), "{told}");
    here.run("mark 1.1/talk doing --of 东镇 --on 2024-06-16");
}
