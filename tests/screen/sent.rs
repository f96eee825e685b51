//! What is sent from a form stays there until it is done: refused, it opens again with all that was typed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::common::app::{App, Start};
use crate::common::duban::write_config;
use crate::common::pty::PtyBuilder;
use crate::common::stage::{DAY, Stage};
use crate::git_support::{commit_all, git, init};

use super::{on_zhangping, started};

fn set_writable(file: &Path, is_writable: bool) {
    let mode = if is_writable { 0o644 } else { 0o444 };
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_form_that_cannot_be_written_opens_again_with_the_reason_and_can_be_sent_again() {
    for (keys, sent) in [
        ("/3.2.5<enter>ljp<tab>已开展", "已开展"),
        ("5gp35<tab><tab>年报第八号", "年报第八号"),
    ] {
        let mut app = App::of("zhangping");
        let before = app.log();
        let file = app.plans().join("zhangping/progress.toml");
        set_writable(&file, false);
        app.keys(keys).keys("<enter><enter><enter><enter>");
        app.shows(sent).shows("progress.toml");
        assert_eq!(app.log(), before);
        set_writable(&file, true);
        app.keys("<enter>").shows("已登记");
        assert!(app.log().contains(sent), "{}", app.screen());
    }
}

#[test]
fn the_ticks_of_past_years_stay_where_they_cannot_be_written() {
    let mut app = App::of("zhangping");
    let file = app.plans().join("zhangping/progress.toml");
    set_writable(&file, false);
    app.keys("b<space><enter>y")
        .shows("[x]")
        .shows("progress.toml");
    set_writable(&file, true);
    app.keys("<enter>y").shows("已登记");
}

#[test]
fn a_selection_stays_until_its_deed_is_done() {
    let mut app = App::of("zhangping");
    let file = app.plans().join("zhangping/progress.toml");
    set_writable(&file, false);
    app.keys("3xx<space>")
        .shows("progress.toml")
        .shows("已选 2 个节点");
    set_writable(&file, true);
    app.keys("<space>").shows("已登记").shows_no("已选");
}

#[test]
fn no_to_a_deed_refused_in_part_leads_back_to_its_form() {
    for no in ["n", "<esc>"] {
        let mut app = App::of("zhangping");
        let before = app.log();
        app.keys("/3.1.4<enter>3lXM<tab>一并办结<enter><enter>");
        app.keys("<enter>").shows("是否继续登记其余");
        app.keys(no).shows("一并办结").shows_no("是否继续");
        assert_eq!(app.log(), before);
        app.keys("<enter>y").shows("已登记").shows_no("一并办结  ");
        assert!(app.log().contains("一并办结"));
    }
}

/// A hook that lets a commit wait until a file is there, and then refuses it.
fn slow_hook(plans: &Path, ends: &str) -> std::path::PathBuf {
    let go = plans.join(".git/go");
    let hook = plans.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let wait = "while [ ! -e .git/go ]; do sleep 0.05; done";
    fs::write(&hook, format!("#!/bin/sh\n{wait}\n{ends}\n")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    go
}

#[test]
fn while_git_works_a_form_keeps_its_text_and_a_mark_is_refused_aloud() {
    let stage = Stage::bare();
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "始");
    let go = slow_hook(&plans, "exit 0");
    let mut pty = started(&plans);
    pty.press("3", "[3阶段]");
    pty.press(" ", "未存档1");
    pty.press("c", "Enter 确定");
    pty.press("\r", "正在存档");
    pty.press("j", "正在存档");
    pty.press(" ", "请稍候再登记");
    pty.press("p", "进展情况");
    pty.press("\t同步时写", "同步时写");
    pty.press("\t\t\t\r", "请稍候再登记");
    pty.wait_for("同步时写");
    fs::write(&go, "").unwrap();
    let log = || fs::read_to_string(plans.join("zhangping/progress.toml")).unwrap();
    while git(&plans, &["log", "--format=%s"]) == "始\n" || !log().contains("同步时写") {
        pty.keys("\r");
        thread::sleep(Duration::from_millis(100));
    }
    pty.quit();
}

#[test]
fn the_message_of_a_commit_is_kept_until_it_is_made() {
    let stage = Stage::bare();
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "始");
    let go = slow_hook(&plans, "[ -e .git/may ] || { echo nein >&2; exit 1; }");
    fs::write(&go, "").unwrap();
    let mut pty = started(&plans);
    pty.press("3", "[3阶段]");
    pty.press(" ", "未存档1");
    pty.press("c", "Enter 确定");
    pty.press("\x0b依督办会纪要", "依督办会纪要");
    pty.press("\r", "按 c 可继续");
    pty.wait_for("nein");
    pty.press("c", "依督办会纪要");
    fs::write(plans.join(".git/may"), "").unwrap();
    pty.press("\r", "已存档 1 次");
    assert_eq!(git(&plans, &["log", "-1", "--format=%s"]), "依督办会纪要\n");
    pty.press("j ", "未存档1");
    pty.press("c", "Enter 确定");
    pty.wait_for_no("依督办会纪要");
    pty.keys("\x1b");
    pty.wait_for_no("Enter 确定");
    pty.quit();
}

/// Nobody types what cannot be recorded.
#[test]
fn where_nothing_may_be_recorded_no_form_opens() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    write_config(&home.path().join("config"), "langg = \"en\"\n");
    let with_slip = on_zhangping(&stage.plans()).env("XDG_CONFIG_HOME", home.path().join("config"));
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "始");
    let past = PtyBuilder::on(&plans).args(["--plan", "zhangping", "--at", "HEAD", "--as-of", DAY]);
    for (start, why) in [(with_slip, "改正前不能登记"), (past, "以往的版本不能改动")]
    {
        let mut pty = start.start();
        pty.wait_for("漳平");
        pty.press("3", "[3阶段]");
        for key in ["p", "m", "M", "d", "e"] {
            pty.press("?", "帮助：");
            pty.keys("\x1b");
            pty.wait_for_no("帮助：");
            pty.press(key, why);
        }
        // What only looks is allowed.
        pty.press("x", "已选");
        pty.press("4", "[4预警]");
        pty.press("b", why);
        pty.quit();
    }
}

#[test]
fn a_report_that_cannot_be_written_asks_again_with_its_file() {
    let mut app = Start::default().only("zhangping").on(Stage::set());
    app.keys("r1w<c-u>/nowhere/at-all/台账.csv<enter>");
    app.shows("/nowhere/at-all/台账.csv").shows("Enter");
    app.keys("<c-u>台账.exe<enter>")
        .shows("台账.exe")
        .shows("csv");
}
