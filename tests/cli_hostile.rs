//! A plan is written by others. Whatever it holds, no command moves the reader's cursor, hides text or turns it round:
//! every run of the tests' builder holds its output against that.

use super::common::duban::{Fixture, Workspace};

/// Clears the screen, sets the title, turns text round, hides it, breaks the line, and C1's own escape.
const HOSTILE: &str = r"坏\u001B[2J\u001B]0;t\u0007\u202E逆\u2066\u200B\u0000\u009B31m\r\n红 9.9 假行\t\u2028末\U000E0041";

pub(crate) fn hostile() -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |text| {
        [
            "示例县\"",
            "示例县全民科学素质行动实施方案",
            "启动实施\"",
            "县教育局\"",
            "教育局\"",
            "各镇\"",
            "公民具备科学素质的比例",
            "三(一)",
            "青少年科学素质提升行动",
            "加强科学教育师资队伍建设",
            "把科学教育与创新能力纳入教师培训。",
            "骨干教师培训",
            "名\"",
        ]
        .iter()
        .fold(text.to_owned(), |text, part| {
            let plain = part.trim_end_matches('"');
            text.replace(part, &part.replace(plain, &format!("{plain}{HOSTILE}")))
        })
    });
    office.edit("demo/progress.toml", |text| {
        [
            "县教育局\"", "示教〔2022〕8号", "已现场核查", "上半年培训45名", "秋季两期",
            "省科协抽样调查",
        ]
        .iter()
        .fold(text.to_owned(), |text, part| {
            let plain = part.trim_end_matches('"');
            text.replace(part, &part.replace(plain, &format!("{plain}{HOSTILE}")))
        })
    });
    office
}

#[test]
fn no_command_passes_it_on() {
    let office = hostile();
    for args in [
        "status",
        "brief",
        "list",
        "overdue",
        "missing",
        "units",
        "show 3.1.4",
        "show literacy",
        "export",
        "export --format csv",
        "check",
        "mark 4.1/budget done --dry-run",
        "mark --section 3.1 done --dry-run --partial",
        "remind 3.1.4 --level 催办",
        "reading literacy 13",
    ] {
        office.duban("--as-of 2024-06-30").args(args).run();
        office.duban("--as-of 2024-06-30 --json").args(args).run();
    }
    let list = office.run("--as-of 2024-06-30 list");
    assert_eq!(list.stdout.lines().count(), 14, "no line is forged");
    assert!(
        list.stdout.contains("<U+202E>逆"),
        "it is shown for what it is"
    );
}

#[test]
fn a_deed_on_it_is_still_one_line() {
    let office = hostile();
    office.run("check --fix");
    let before = office.read("demo/progress.toml");
    office.run([
        "mark", "3.1.4/teachers@2024", "blocked", "--reason", "甲\n# 4.1 乙 | 丙\u{202e}",
    ]);
    let after = office.read("demo/progress.toml");
    assert_eq!(after.lines().count(), before.lines().count() + 1);
    office.run("check");
    office.run("show 3.1.4/teachers@2024");
}

#[test]
fn what_is_typed_is_not_passed_on_either() {
    let office = Workspace::of(Fixture::Demo);
    let bad = "\u{1b}[2J\u{202e}\u{9b}31m\n假";
    let shown = "<U+001B>[2J<U+202E><U+009B>31m\\n假";
    for args in [
        &["show", bad][..],
        &["list", "--unit", bad],
        &["list", "--phase", bad],
        &["list", "--section", bad],
        &["list", "--sort", bad],
        &["--plan", bad, "list"],
        &["--as-of", bad, "list"],
        &["--lang", bad, "list"],
        &["mark", bad, "done"],
        &["mark", "4.1", bad],
        &["progress", "4.1/budget", "--value", bad],
        &[bad],
    ] {
        office.refuses(2, args, shown);
    }
    let option = format!("--{bad}");
    office.refuses(2, [option.as_str()], shown);
    office.refuses(3, ["--plans", bad, "list"], shown);
    office.run(["list", "--search", bad]);
}

#[test]
fn an_error_shows_the_line_and_not_its_tricks() {
    let office = Workspace::of(Fixture::Demo);
    office.replace_first(
        "demo/plan.toml",
        "id = \"3.1.1\"",
        "id = \"3.1.1\u{1b}[2J\u{202e}\"",
    );
    office.prints(1, "check", "plans/demo/plan.toml:");
    office.refuses(3, "list", "plan.toml:91:12: error: syntax");
    let shown = "id = \"3.1.1<U+001B>[2J<U+202E>\"";
    office.refuses(3, "mark demo:4.1 done", [shown, "方案 demo 无法打开"]);
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |text| {
        text.replacen("id = \"3.1.1\"", &format!("id = \"{HOSTILE}\""), 1)
            .replacen(
                "phases = [\"launch\"]",
                &format!("phases = [\"{HOSTILE}\"]"),
                1,
            )
            .replacen(
                "support = [\"县委文明办\"]",
                &format!("support = [\"{HOSTILE}\"]"),
                1,
            )
    });
    office.duban("check").code(1).run();
    office.duban("--json check").code(1).run();
}

#[test]
fn a_folder_s_name_is_not_trusted() {
    let office = Workspace::of(Fixture::Two);
    std::fs::rename(office.path("demo"), office.path("坏\u{1b}[2J\n假")).unwrap();
    office.duban("list").command().output().unwrap();
    let ran = office.duban("check").command().output().unwrap();
    for printed in [ran.stdout, ran.stderr] {
        assert!(
            !printed.contains(&0x1b),
            "{}",
            String::from_utf8_lossy(&printed)
        );
    }
}
