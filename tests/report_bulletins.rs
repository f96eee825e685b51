//! `duban report bulletin`: an issue tells what is new since the last one or since a commit, and is listed once.

use std::fs;

use super::common::duban::{Fixture, Workspace};
use super::report::{TWO_TOWNS, table_with, tables};

#[test]
fn an_issue_tells_the_next_one_where_to_begin() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let bulletin =
        |day: &str, args: &str| office.duban(format!("--as-of {day} report bulletin {args}"));
    bulletin("2024-03-31", "--since last")
        .code(2)
        .stderr_has("没有上期可比")
        .run();
    bulletin("2024-03-31", "--issue")
        .stdout_has("督查通报（第1期）")
        .stderr_has("第1期")
        .run();
    let issues = office.read("demo/bulletins.toml");
    assert!(issues.contains("revision = \""), "{issues}");
    let revision = issues.split('"').nth(1).unwrap();
    let gone = "0123456789abcdef0123456789abcdef01234567";
    office.write("demo/bulletins.toml", issues.replace(revision, gone));
    for since in ["", "--since last"] {
        bulletin("2024-06-30", since)
            .code(3)
            .stderr_has("第1期")
            .stderr_has(gone)
            .stderr_has("--since 2024-03-31")
            .run();
    }
    office.write("demo/bulletins.toml", &issues);
    bulletin("2024-06-30", "--since last")
        .stdout_has("督查通报（第2期）")
        .stdout_has("自2024年3月31日（第1期）以来")
        .run();
    bulletin("2024-06-30", "--corrects 7")
        .code(2)
        .stderr_has("第7期")
        .run();
    bulletin("2024-06-30", "--corrects 1 --issue")
        .stdout_has("本期更正第1期")
        .run();
    assert!(office.read("demo/bulletins.toml").contains("corrects = 1"));
    bulletin("2024-06-30", "").stdout_has("（第3期）").run();
    // What is corrected began where the issue before it ended: the first with none, the fourth, which corrects it, too.
    let began = "自2024年3月31日（第1期）以来";
    bulletin("2024-06-30", "--issue").run();
    bulletin("2024-06-30", "--corrects 3 --issue")
        .stdout_has("自2024年6月30日（第2期）以来")
        .run();
    bulletin("2024-06-30", "--corrects 4")
        .stdout_has("自2024年6月30日（第2期）以来")
        .run();
    for corrects in ["1", "2"] {
        bulletin("2024-06-30", &format!("--corrects {corrects}"))
            .stdout_lacks(began)
            .run();
    }
    // On an earlier day the next one was another.
    bulletin("2024-05-31", "")
        .stdout_has("督查通报（第2期）")
        .stdout_has(began)
        .run();
    bulletin("2024-03-30", "--since last")
        .code(2)
        .stderr_has("没有上期可比")
        .run();
    bulletin("2024-05-31", "--issue")
        .code(2)
        .stderr_has("截至 2024-06-30，新的一期不能早于该日")
        .run();
    bulletin("2024-06-30", "--since 2024-07-01")
        .code(2)
        .stderr_has("晚于截至日 2024-06-30")
        .run();
    office.refuses(
        2,
        "--as-of 2024-06-30 report reminder --all --reply-by 2024-06-29",
        "早于发文日 2024-06-30",
    );
}

#[test]
fn an_issue_that_is_not_committed_keeps_no_next_one_from_being_right() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let issue = || {
        office
            .duban("--as-of 2024-06-30 report bulletin --issue")
            .run()
            .stderr
    };
    issue();
    assert!(!issue().contains("未存档"));
    office.note_progress("demo", "开课");
    assert!(issue().contains("未存档"));
}

#[test]
fn the_list_of_bulletins_is_recorded_and_checked_with_the_plan() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    let status = |office: &Workspace| office.git("status --porcelain");
    office.run("report bulletin --issue --as-of 2024-03-31");
    assert_eq!(status(&office), "?? plans/demo/bulletins.toml\n");
    office.duban("brief").stdout_has("未存档1").run();
    office.duban("commit").stdout_has("更新通报期号").run();
    assert_eq!(status(&office), "");
    // A report and an issue go into one commit.
    office.run("progress 3.1.4/teachers@2023 --add 1");
    office.run("report bulletin --issue --as-of 2024-06-30");
    office.duban("brief").stdout_has("未存档2").run();
    office.run("commit");
    assert_eq!(status(&office), "");
    assert!(office.git("log -1 --format=%b").contains("更新通报期号"));
    let slip = office.read("demo/bulletins.toml") + "\n[[issue]]\nnumber = 3\non = 下周\n";
    office.write("demo/bulletins.toml", slip);
    office.prints(1, "check", "plans/demo/bulletins.toml:15:6: error: syntax");
}

#[test]
fn a_bulletin_of_one_unit_names_that_unit() {
    let here = Workspace::with_plan(TWO_TOWNS);
    let bulletin = here
        .run("--as-of 2024-07-25 report bulletin --unit 西镇")
        .stdout;
    assert!(bulletin.contains("| 西镇 | p:1.1/talk |"), "{bulletin}");
    assert!(!bulletin.contains("各镇"), "{bulletin}");
}

#[test]
fn since_a_commit_of_a_later_day_nothing_changed_but_the_files() {
    let here = Workspace::of(Fixture::Demo);
    here.commit_all();
    // Committed today, reported on as of a day long past.
    let bulletin = "--as-of 2024-06-30 report bulletin --since HEAD --json";
    let document = here.run(bulletin).json();
    let tables = tables(&document);
    let by_standing = table_with(&tables, &["change"]);
    assert!(!by_standing.is_empty());
    for row in by_standing {
        assert_eq!(row["change"]["value"], 0, "{row:?}");
    }
}

#[test]
fn an_entry_that_is_written_another_way_since_a_commit_is_not_new() {
    let here = Workspace::of(Fixture::Demo);
    let bulletin = "--as-of 2024-06-30 report bulletin --since HEAD";
    here.commit_all();
    here.says(bulletin, "登记进展0条");
    here.edit("demo/progress.toml", |log| {
        log.replace("by = \"县教育局\"", "by = \"教育局\"")
            .replace("2022-12-01T16:02:11+08:00", "2022-12-01T08:02:11Z")
            .replace(
                "2022-12-20T09:00:00+08:00",
                "2022-12-20T09:00:00+08:00, on = 2022-12-20",
            )
    });
    here.says(bulletin, "登记进展0条");
    here.replace("demo/progress.toml", "上半年培训45名", "上半年培训46名");
    here.says(bulletin, "登记进展1条");
}

#[test]
fn since_a_commit_a_plan_that_was_unreadable_there_is_refused_and_a_renamed_one_is_not_new() {
    let here = Workspace::of(Fixture::Demo);
    here.commit_all();
    let bulletin = "--as-of 2024-06-30 report bulletin --json --since";
    let unchanged = here.run(format!("{bulletin} HEAD")).stdout;
    let plan = here.read("demo/plan.toml");
    here.write("demo/plan.toml", format!("x x\n{plan}"));
    here.commit_all();
    here.write("demo/plan.toml", &plan);
    here.commit_all();
    here.refuses(
        3,
        format!("{bulletin} HEAD~1"),
        "方案 demo 在 HEAD~1 的版本无法读取",
    );
    fs::rename(here.path("demo"), here.path("moved")).unwrap();
    for file in ["moved/plan.toml", "moved/progress.toml"] {
        here.edit(file, |text| text.replacen("\"demo\"", "\"moved\"", 1));
    }
    here.commit_all();
    for since in ["HEAD", "HEAD~1", "HEAD~3"] {
        let made = here.run(format!("{bulletin} {since}")).stdout;
        assert_eq!(made, unchanged.replace("demo", "moved"), "{since}");
    }
}

#[test]
fn bulletins_begin_on_days_as_people_type_them() {
    let here = Workspace::of(Fixture::Demo);
    let made = |since: &str| {
        let bulletin = here.duban("report bulletin --as-of 2024-06-30 --since");
        bulletin.args([since]).run().stdout
    };
    let whole = made("2024-06-23");
    for since in ["-7d", "6.23", "6月23日"] {
        assert_eq!(made(since), whole, "{since}");
    }
}

#[test]
fn check_tells_what_is_wrong_in_the_list_of_bulletins() {
    let here = Workspace::of(Fixture::Demo);
    let list = "[[issue]]\nnumber = 1\non = 2024-03-31\nrevision = \"新\"\n\n[[issue]]\nnumber = 1\n\
                on = 2099-06-30\ncorrects = 9\n\n[[issue]]\nnumber = 0\non = 2024-09-30\nplan = \"x\"\n";
    here.write("demo/bulletins.toml", list);
    here.prints(
        1,
        "check",
        [
            "plans/demo/bulletins.toml:4:12: warning: not-a-revision",
            "plans/demo/bulletins.toml:7:10: error: issue-twice 第1期重复",
            "plans/demo/bulletins.toml:8:6: warning: day-to-come",
            "plans/demo/bulletins.toml:9:12: warning: unknown-issue",
            "plans/demo/bulletins.toml:12:10: error: bad-value",
            "plans/demo/bulletins.toml:14:1: warning: unknown-key",
        ],
    );
    here.refuses(3, "report bulletin --issue", "issue-twice");
    here.duban("brief")
        .code(3)
        .stdout_has("示例县")
        .stderr_has("issue-twice")
        .run();
}

#[test]
fn an_issue_that_is_taken_out_of_the_list_is_missed() {
    let here = Workspace::in_git(Fixture::Demo);
    here.run("report bulletin --issue -o 通报.docx");
    here.run("commit");
    let list = here.read("demo/bulletins.toml");
    here.run("check");
    let changed = list.replace("\non = ", "\non = 2024-01-31 # ");
    for edited in [changed.as_str(), "# 期号\n", ""] {
        here.write("demo/bulletins.toml", edited);
        here.says(
            "check",
            "demo/bulletins.toml:1:1: warning: issue-gone 上次存档中的第1期",
        );
        here.says("commit --dry-run", "通报记录中删去或改动第1期");
    }
    fs::remove_file(here.path("demo/bulletins.toml")).unwrap();
    here.says("check", "warning: issue-gone");
    here.refuses(4, "commit", "demo/bulletins.toml");
    here.says("commit --deleted", "通报记录中删去或改动第1期");
    assert_eq!(here.git("status --porcelain -- plans"), "");
    assert!(!here.run("check").stdout.contains("issue-gone"));
}

/// What was renumbered or respaced since was recorded before; what has the number of another now is new.
#[test]
fn a_bulletin_knows_what_was_renumbered_since_the_last() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("mark 3.1.1/launch done --on 2023-01-05");
    office.run("commit -m 办结");
    office.run("--as-of 2024-06-30 report bulletin --issue -o 1.docx");
    office.git("add -A");
    office.git("commit -q -m 第1期");
    let since = || {
        let report = office.run("--as-of 2024-07-01 report bulletin --since last");
        let mut lines = report.stdout.lines();
        let line = lines.find(|line| line.contains("（第1期）以来"));
        line.unwrap_or_else(|| panic!("{}", report.stdout))
            .to_owned()
    };
    let nothing = since();
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.edit(file, |text| text.replace("3.1.1", "3.1.8"));
    }
    office.edit("demo/progress.toml", |text| {
        text.replace("  { at", "  {  at")
    });
    assert_eq!(since(), nothing);
    office.edit("demo/plan.toml", |text| {
        let item = "\n[[action]]\nid = \"3.1.1\"\ntitle = \"另一项\"\n";
        format!("{text}{item}")
    });
    office.run("check --fix");
    office.run("mark 3.1.1/launch done --on 2024-07-01");
    assert_ne!(since(), nothing);
}
