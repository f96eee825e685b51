//! One deed is one thing: written whole or not at all, and never without a word of it.

use std::fs;
use std::process::Stdio;

use super::common::duban::{Fixture, Workspace};
use super::common::skip;

const DEMO: &str = "demo/progress.toml";
const SECOND: &str = "second/progress.toml";

#[test]
fn where_one_plan_cannot_be_written_none_is() {
    let office = Workspace::of(Fixture::Two);
    let file = office.path(SECOND);
    let mut mode = fs::metadata(&file).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&file, mode).unwrap();
    let mark = "mark demo:4.1/budget second:4.1/budget done";
    office.refuses(3, mark, "second/progress.toml：没有权限");
    // Nor where what stands in the second must be settled first.
    let office = Workspace::of(Fixture::Two);
    office.edit(SECOND, |text| format!("{text}<<<<<<< ours\n"));
    office.refuses(3, mark, ["git 合并冲突未解决", "方案 second 无法打开"]);
}

#[test]
fn a_blank_text_says_nothing() {
    let office = Workspace::of(Fixture::Demo);
    for option in ["--text", "--problem", "--next", "--evidence"] {
        for text in ["", "  "] {
            office.refuses(
                2,
                ["progress", "3.1.4/teachers@2024", option, text],
                "没有要登记的内容",
            );
        }
    }
    office
        .duban("progress 3.1.4/teachers@2024 --add 1")
        .args(["--text", ""])
        .run();
    assert!(!office.read(DEMO).contains("text = \"\""));
}

#[test]
fn programs_that_record_at_once_take_different_seconds() {
    let office = Workspace::of(Fixture::Demo);
    let deed = || {
        let mut command = office
            .duban("progress 3.1.4/teachers@2024 --add 1")
            .command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let mut running: Vec<_> = (0..6).map(|_| deed()).collect();
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    let text = office.read(DEMO);
    let mut moments: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("add = 1 }"))
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(moments.len(), 6);
    moments.sort_unstable();
    moments.dedup();
    assert_eq!(moments.len(), 6, "{text}");
}

#[test]
fn what_was_never_reported_is_not_done_without_a_word() {
    let office = Workspace::of(Fixture::Demo);
    for status in ["done", "closed"] {
        for more in ["", "--value 0"] {
            office.refuses(
                2,
                format!("mark 3.1.4/teachers@2024 {status} --by 县科协 {more}"),
                "60名",
            );
        }
    }
    office.run("mark 3.1.4/teachers@2024 done --reason 并入市级培训");
    office.says("list --search 骨干教师培训", "差60名");
}

#[test]
fn nothing_is_recorded_in_the_log_of_another_plan() {
    let office = Workspace::of(Fixture::Demo);
    office.replace_first(DEMO, "plan = \"demo\"", "plan = \"other\"");
    office.refuses(3, "mark 4.1/budget done", "plan-differs");
}

#[test]
fn an_empty_name_in_the_configuration_is_nobodys() {
    let office = Workspace::of(Fixture::Demo);
    office.config("actor = \" \"\n");
    office.duban("mark 4.1/budget done").run();
    assert!(!office.read(DEMO).contains("who ="));
    office.duban("undo").stdout_has("demo:4.1/budget").run();
}

/// A device that takes nothing, to print on; a test without one is skipped.
fn full() -> Option<fs::File> {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").ok();
    if full.is_none() {
        skip("/dev/full");
    }
    full
}

/// Runs a command that prints on a full device; returns its exit code and what it says on stderr.
fn printed_on_full(office: &Workspace, command: &str) -> Option<(Option<i32>, String)> {
    let mut command = office.duban(command).command();
    let done = command.stdout(full()?).output().unwrap();
    Some((done.status.code(), String::from_utf8(done.stderr).unwrap()))
}

/// Asserts that a letter that is printed on a full device is neither recorded nor said to be.
fn not_recorded_on_full(office: &Workspace, command: &str) {
    let before = office.read(DEMO);
    let Some((code, said)) = printed_on_full(office, command) else {
        return;
    };
    assert!(!said.contains("已登记"), "{said}");
    assert_eq!(code, Some(3));
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn a_mark_whose_message_cannot_be_printed_is_recorded_and_says_so() {
    let office = Workspace::of(Fixture::Demo);
    let Some((code, said)) = printed_on_full(&office, "mark 4.1/budget done") else {
        return;
    };
    assert!(said.contains("已登记"), "{said}");
    assert_eq!(code, Some(0));
    assert!(
        office
            .read(DEMO)
            .contains("status = \"done\" },\n] # 4.1/budget")
    );
}

#[test]
fn a_letter_that_cannot_be_printed_is_not_recorded_and_not_said_to_be() {
    let office = Workspace::of(Fixture::Demo);
    not_recorded_on_full(
        &office,
        "--as-of 2024-06-28 report reminder --unit 县财政局 --record",
    );
}

#[test]
fn letters_in_a_folder_are_recorded_even_if_their_names_cannot_be_printed() {
    let office = Workspace::of(Fixture::Demo);
    let letters = "--as-of 2024-06-28 report reminder --all --record --format md -o out/";
    let Some((code, said)) = printed_on_full(&office, letters) else {
        return;
    };
    assert!(said.contains("已登记"), "{said}");
    assert_eq!(code, Some(0));
    let files = fs::read_dir(office.folder().join("out")).unwrap().count();
    let recorded = office.read(DEMO).matches("remind = ").count();
    assert!(files > 1 && recorded >= files, "{files} {recorded}");
}

#[test]
fn a_long_letter_that_cannot_be_printed_is_not_recorded_either() {
    let office = Workspace::of(Fixture::Demo);
    // More than is written at once.
    let title = format!("title = \"列入预算{}\"", "，".repeat(30_000));
    office.replace_first("demo/plan.toml", "title = \"列入预算\"", &title);
    not_recorded_on_full(
        &office,
        "--as-of 2024-06-28 report reminder --unit 县财政局 --record --format md",
    );
}

#[test]
fn a_log_that_is_gone_and_committed_is_not_begun_anew() {
    let office = Workspace::in_git(Fixture::Demo);
    let log = office.path("demo/progress.toml");
    for is_empty in [false, true] {
        if is_empty {
            fs::write(&log, "").unwrap();
        } else {
            fs::remove_file(&log).unwrap();
        }
        office.refuses(
            3,
            "progress demo:3.1.1/launch --text x",
            "progress.toml 找回",
        );
        office
            .duban("check --fix")
            .code(1)
            .stderr_has("checkout")
            .run();
        assert_eq!(log.exists(), is_empty);
        office.git("restore plans/demo/progress.toml");
        office.run("progress 3.1.1/launch --text x");
        office.git("restore plans/demo/progress.toml");
    }
}

#[test]
fn bulletins_whose_list_is_gone_are_not_counted_anew() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("report bulletin --issue");
    office.run("commit -m 通报");
    fs::remove_file(office.path("demo/bulletins.toml")).unwrap();
    for args in ["report bulletin --issue", "report bulletin"] {
        office.refuses(3, args, "bulletins.toml 找回");
    }
    office.git("restore plans/demo/bulletins.toml");
    let list = office.read("demo/bulletins.toml");
    let misnamed = list.replace("[[issue]]", "[[issues]]");
    office.write("demo/bulletins.toml", &misnamed);
    office.refuses(3, "report bulletin --issue", "issues 中的期号不会读取");
    office
        .duban("check")
        .code(1)
        .stdout_has("issues-misnamed")
        .run();
    assert_eq!(office.read("demo/bulletins.toml"), misnamed);
    office.write("demo/bulletins.toml", list);
    office.warns("report bulletin --issue", "第2期");
}

/// A program can read again what it wrote.
#[test]
fn a_deed_that_would_take_a_file_over_a_limit_is_refused() {
    let here = Workspace::of(Fixture::Demo);
    let log = here.read("demo/progress.toml");
    let entries: String = (0..10_000)
        .map(|at| format!("  {{ on = 2024-06-01, by = \"县科协\", text = \"第{at}条\" }},\n"))
        .collect();
    let block = "[milestone.\"4.1/stations\"]\nlog = [";
    assert!(log.contains(block), "{log}");
    let filled = |log: &str| log.replacen(block, &format!("{block}\n{entries}"), 1);
    here.write("demo/progress.toml", filled(&log));
    here.duban("check").stderr_has("未发现问题").run();
    let refused = here.duban("progress 4.1/stations --text 再一条").code(3);
    refused.stderr_has("10000").run();
    assert_eq!(here.read("demo/progress.toml"), filled(&log));
    let long = format!("{log}# {}\n", "y".repeat((8 << 20) - log.len() - 20));
    here.write("demo/progress.toml", &long);
    let refused = here.duban("progress 4.1/stations --text 再一条").code(3);
    refused.stderr_has("文件过大：9 MB，上限 8 MB").run();
    assert_eq!(here.read("demo/progress.toml"), long);
}
