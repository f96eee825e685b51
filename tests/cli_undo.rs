//! `undo` takes back the last deed as it was done, over however many plans, and nothing that is committed.

use std::fs;

use super::common::duban::{Fixture, Workspace};
#[cfg(unix)]
use super::common::pty::PtyBuilder;

const DEMO: &str = "demo/progress.toml";
const SECOND: &str = "second/progress.toml";

/// A log whose entries name their day alone.
fn without_moments(text: &str) -> String {
    let line = |line: &str| match line.split_once("{ at = ").zip(line.split_once(", on = ")) {
        Some(((before, _), (_, after))) => format!("{before}{{ on = {after}\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn both(office: &Workspace) -> (String, String) {
    (office.read(DEMO), office.read(SECOND))
}

#[test]
fn a_mark_over_two_plans_is_one_undo() {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    let before = both(&office);
    // An earlier deed of the same second in one plan is none of it.
    office.run("mark demo:4.1/budget done");
    let one = both(&office);
    office.warns(
        "mark demo:3.1.4/evaluate second:3.1.4/evaluate done",
        "报送单位：",
    );
    assert_ne!(both(&office), one);
    office
        .duban("undo")
        .stdout_has("demo:3.1.4/evaluate")
        .stdout_has("second:3.1.4/evaluate")
        .stderr_has("共撤销 2 条登记")
        .run();
    assert_eq!(both(&office), one);
    office.duban("undo").stdout_has("demo:4.1/budget").run();
    assert_eq!(both(&office), before);
}

#[test]
#[cfg(unix)]
fn past_years_recorded_on_the_screen_are_one_undo_of_the_next_session() {
    let office = Workspace::in_git(Fixture::Demo);
    let before = office.read(DEMO);
    let start = || {
        PtyBuilder::on(&office.folder().join("plans"))
            .args(["--as-of", "2023-06-30"])
            .env("XDG_STATE_HOME", office.home().join("state"))
            .start()
    };
    let mut screen = start();
    screen.wait_for("示例县");
    screen.press("b", "登记起始日");
    screen.press(" \r", "登记起始日定为 2023-06-30");
    screen.press("y", "已登记");
    screen.quit();
    assert!(office.read(DEMO).contains("since = 2023-06-30"));
    office
        .duban("undo --dry-run")
        .stdout_has("已办结")
        .stdout_has("登记起始日 2023-06-30")
        .run();
    office.says("undo", ["已办结", "登记起始日 2023-06-30"]);
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn two_marks_in_one_second_are_two_undos() {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    let before = both(&office);
    for plan in ["demo", "second"] {
        let id = format!("{plan}:4.1/budget");
        office.run(["mark", &id, "done"]);
    }
    let ran = office.duban("undo").stdout_has("second:4.1/budget").run();
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    assert_eq!(office.read(SECOND), before.1);
    office.duban("undo").stdout_has("demo:4.1/budget").run();
    assert_eq!(both(&office), before);
}

#[test]
fn where_the_deeds_over_several_plans_are_not_known_none_is_taken_apart() {
    let office = Workspace::of(Fixture::Two);
    let before = both(&office);
    let mark = ["mark", "demo:4.1/budget", "second:4.1/budget", "done"];
    let note = office.home().join("state/duban/deeds");
    office.run(mark);
    let noted = fs::read(&note).unwrap();
    let spoilt = [&b"\xff\n"[..], &noted].concat();
    fs::write(&note, &spoilt).unwrap();
    let after = both(&office);
    office.refuses(3, "undo", ["state/duban/deeds", "--plan"]);
    assert_eq!(both(&office), after);
    // Nor is what was noted written over.
    office.warns(
        "mark demo:4.1/budget second:4.1/budget doing",
        "逐个方案进行",
    );
    assert_eq!(fs::read(&note).unwrap(), spoilt);
    for plan in ["demo", "second"] {
        office.run(["--plan", plan, "undo"]);
    }
    assert_eq!(both(&office), after);
    fs::write(&note, noted).unwrap();
    office.run("undo");
    assert_eq!(both(&office), before);
}

#[test]
fn of_a_deed_over_a_plan_that_cannot_be_read_the_hint_leads_out() {
    let office = Workspace::of(Fixture::Two);
    let before = both(&office);
    office.run("mark demo:3.1.4/evaluate second:3.1.4/evaluate done");
    let marked = both(&office);
    office.write(
        "second/progress.toml",
        marked.1.replacen("log = [", "log = ", 1),
    );
    for command in ["undo", "--plan demo undo"] {
        office.refuses(
            3,
            command,
            ["最近一次登记还涉及方案 second", "duban correct"],
        );
    }
    office.write("second/progress.toml", &marked.1);
    office.run("undo");
    assert_eq!(both(&office), before);
}

#[test]
fn what_is_committed_of_a_deed_is_told_when_the_rest_is_taken_back() {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    let before = both(&office);
    office.run("mark demo:4.1/budget second:4.1/budget done");
    let marked = both(&office);
    office.run("--plan demo commit");
    office
        .duban("undo")
        .stdout_has("second:4.1/budget")
        .stderr_has("已存档的没有撤销：demo:4.1/budget")
        .run();
    assert_eq!(both(&office), (marked.0, before.1));
}

#[test]
fn undo_takes_nothing_that_is_committed_however_it_is_written_now() {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    let nothing = || {
        office
            .duban("undo")
            .stdout("")
            .stderr_has("没有可撤销的登记")
            .run();
        office.git("checkout -q .");
    };
    office.edit(DEMO, |text| {
        text.replace("  { ", "  {   ").replace(" },\n", "  },\n")
    });
    nothing();
    for file in ["demo/plan.toml", DEMO] {
        office.replace(file, "3.1.4", "3.1.9");
    }
    nothing();
    office.replace(
        DEMO,
        "evidence = \"示教〔2022〕8号\"",
        "evidence = [\"示教〔2022〕8号\"]",
    );
    nothing();
    // A unit with a new name, an entry with another word, one with another moment.
    for file in ["demo/plan.toml", DEMO] {
        office.replace(file, "县教育局", "县教育和体育局");
    }
    office
        .duban("commit --dry-run")
        .stdout_lacks("登记")
        .stdout_lacks("条")
        .run();
    nothing();
    office.replace(DEMO, "text = \"", "text = \"经核实，");
    nothing();
    office.replace(DEMO, "T09:", "T08:");
    nothing();
    office.edit(DEMO, without_moments);
    nothing();
    office.git("mv plans/demo plans/new");
    for file in ["new/plan.toml", "new/progress.toml"] {
        office.edit(file, |text| {
            text.replace("id = \"demo\"", "id = \"new\"")
                .replace("plan = \"demo\"", "plan = \"new\"")
        });
    }
    office
        .duban("undo")
        .stdout("")
        .stderr_has("没有可撤销的登记")
        .run();
    // Also where the whole folder of plans lies elsewhere.
    fs::rename(office.folder().join("plans"), office.folder().join("moved")).unwrap();
    office
        .duban("--plans moved undo")
        .stdout("")
        .stderr_has("没有可撤销的登记")
        .run();
    fs::rename(office.folder().join("moved"), office.folder().join("plans")).unwrap();
    // What was recorded after all that is taken back, and it alone.
    let before = office.read("new/progress.toml");
    office.run("mark new:4.1/budget done");
    office.duban("undo").stdout_has("new:4.1/budget").run();
    assert_eq!(office.read("new/progress.toml"), before);
}

#[test]
fn undo_and_brief_read_the_last_commit_as_git_puts_it_on_disk() {
    for [attribute, clean, smudge] in [
        ["filter=crypt", "base64", "base64 -d"],
        ["ident", "cat", "cat"],
    ] {
        let office = Workspace::of(Fixture::Demo);
        office.commit_all();
        for [key, value] in [
            ["filter.crypt.clean", clean],
            ["filter.crypt.smudge", smudge],
            ["user.name", "李四"],
            ["user.email", "li@example.org"],
        ] {
            office.git(["config", key, value]);
        }
        office.edit(DEMO, |text| format!("# $Id$\n{text}"));
        fs::write(
            office.folder().join(".gitattributes"),
            format!("plans/*/progress.toml {attribute} merge=union\n"),
        )
        .unwrap();
        office.git("add --all");
        office.git("commit --quiet -m filtered");
        fs::remove_file(office.folder().join("plans").join(DEMO)).unwrap();
        office.git("checkout --quiet -- plans");
        let clean = office.run("brief").stdout;
        assert!(!clean.contains("未存档"), "{attribute}: {clean}");
        office.run("progress 4.1/budget --text 一");
        assert!(office.run("brief").stdout.contains("未存档1"));
        office.run("commit");
        office.duban("undo").stderr_has("没有可撤销的登记").run();
        assert_eq!(office.run("brief").stdout, clean);
        office.run("progress 4.1/budget --text 二");
        office.duban("undo").stdout_has("二").run();
        assert_eq!(office.git("status --porcelain"), "");
        office.git("init --quiet --bare ../hub.git");
        office.git("remote add origin ../hub.git");
        office.git("push --quiet --set-upstream origin HEAD");
        let sync = office.duban("sync");
        match attribute {
            "ident" => sync.run(),
            _ => sync.code(4).stderr_has("过滤器").run(),
        };
    }
}

#[test]
fn undo_takes_nothing_where_the_last_commit_cannot_be_read() {
    let committed = |text: &str| {
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n";
        [gbk, pointer.as_bytes().to_vec()]
    };
    for kind in 0..2 {
        let office = Workspace::of(Fixture::Demo);
        office.commit_all();
        office.run("progress 4.1/budget --text 好");
        office.commit_all();
        let text = office.read(DEMO);
        office.write(DEMO, &committed(&text)[kind]);
        office.commit_all();
        office.write(DEMO, &text);
        office.duban("undo").stderr_has("没有可撤销的登记").run();
        assert_eq!(office.read(DEMO), text);
        // Neither under another name.
        office.edit("demo/plan.toml", |text| {
            text.replacen("\"demo\"", "\"new\"", 1)
        });
        office.edit(DEMO, |text| text.replacen("\"demo\"", "\"new\"", 1));
        let plans = office.folder().join("plans");
        fs::rename(plans.join("demo"), plans.join("new")).unwrap();
        office.duban("undo").stderr_has("没有可撤销的登记").run();
    }
}

#[test]
fn undo_takes_no_committed_entry_without_a_moment_whatever_was_edited_in_it() {
    let office = Workspace::in_git(Fixture::Demo);
    let line = "{ on = 2023-05-01, by = \"县教育局\", text = \"已部署\" },\n";
    let put = |line: &str| {
        let log = "[milestone.\"4.1/budget\"]\nlog = [\n";
        office.edit(DEMO, |text| {
            assert!(text.contains(log), "{text}");
            text.replacen(log, &format!("{log}  {line}"), 1)
        });
    };
    put(line);
    office.git("commit -qam 手写");
    for (old, new) in [
        ("已部署", "已全面部署"),
        (
            "on = 2023-05-01, by = \"县教育局\", text",
            "on = 2023-05-02, by = \"县教育局\", text",
        ),
        (
            "by = \"县教育局\", text = \"已部署\"",
            "text = \"已部署，有修改\"",
        ),
    ] {
        office.replace_first(DEMO, old, new);
        let edited = office.read(DEMO);
        office
            .duban("undo")
            .stdout("")
            .stderr_has("没有可撤销的登记")
            .run();
        assert_eq!(office.read(DEMO), edited);
        // A deed of after the edit is taken back, and it alone.
        office.run("mark 4.1/budget doing");
        office.duban("undo").stdout_has("4.1/budget").run();
        assert_eq!(office.read(DEMO), edited);
        office.git("checkout -q .");
    }
    // A new line beside it is nobody's committed one.
    put("{ on = 2023-05-01, by = \"县教育局\", text = \"再部署\" },\n");
    office.duban("undo").stdout_has("再部署").run();
    assert!(office.read(DEMO).contains(line));
}

#[test]
fn lines_of_a_day_written_by_hand_are_taken_back_one_by_one() {
    let office = Workspace::in_git(Fixture::Demo);
    let before = office.read(DEMO);
    for id in ["4.1/budget", "3.1.1/launch"] {
        let log = format!("[milestone.\"{id}\"]\nlog = [\n");
        let line = "  { at = 2026-11-30, by = \"县教育局\", text = \"手写\" },\n";
        office.replace_first(DEMO, &log, &format!("{log}{line}"));
    }
    for left in [1, 0] {
        office.says("undo", "手写");
        assert_eq!(office.read(DEMO).matches("手写").count(), left);
    }
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn undo_says_whose_the_entries_are_that_it_leaves() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let nothing = "没有可撤销的登记（已存档的请用 duban correct 更正）";
    office.duban("undo").stderr_has(nothing).run();
    office
        .duban("mark 4.1/budget done")
        .env("DUBAN_ACTOR", "甲")
        .run();
    let log = office.read(DEMO);
    for actor in ["乙", ""] {
        office
            .duban("undo")
            .env("DUBAN_ACTOR", actor)
            .stderr_has("未存档的由 甲 登记")
            .run();
    }
    assert_eq!(office.read(DEMO), log);
}

#[test]
fn where_git_cannot_tell_what_is_committed_nothing_is_taken_back_or_begun() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("mark 4.1/budget done");
    office.run("commit -m 存档");
    let log = office.read(DEMO);
    let nowhere = office.root().to_str().unwrap().to_owned();
    let without_git = |args: &str| office.duban(args).env("PATH", &nowhere);
    without_git("undo").code(4).stderr_has("没有找到 git").run();
    without_git("report bulletin --issue")
        .code(3)
        .stderr_has("git 也无法查询")
        .run();
    without_git("report bulletin").run();
    without_git("brief").stderr_has("没有找到 git").run();
    fs::rename(office.path(DEMO), office.path("kept")).unwrap();
    without_git("progress 4.1/budget --text x")
        .code(3)
        .stderr_has("git 也无法查询")
        .run();
    fs::rename(office.path("kept"), office.path(DEMO)).unwrap();
    let head = office.folder().join(".git/HEAD");
    fs::rename(&head, office.folder().join("HEAD")).unwrap();
    office.refuses(4, "undo", "没有可用的 git 仓库");
    assert_eq!(office.read(DEMO), log);
    fs::remove_dir_all(office.folder().join(".git")).unwrap();
    without_git("undo").stdout_has("4.1/budget").run();
}
