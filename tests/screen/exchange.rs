//! 同步 with something not committed: one form, one key, and the remote has it.

use std::path::PathBuf;

use crate::common::pty::{Pty, PtyBuilder};
use crate::common::stage::{DAY, Stage};
use crate::git_support::{commit_all, git, init};

use super::started;

/// The five plans in a repository with one commit, and the screen on the phases of one.
fn on_phases(stage: &Stage) -> (PathBuf, Pty) {
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "始");
    let pty = started(&plans);
    pty.press("3", "[3阶段]");
    (plans, pty)
}

#[test]
fn what_is_not_committed_goes_first() {
    let stage = Stage::bare();
    let (plans, mut pty) = on_phases(&stage);
    let remote = tempfile::TempDir::new().unwrap();
    let there = remote.path().to_str().unwrap();
    git(remote.path(), &["init", "-q", "--bare", "-b", "main", "."]);
    git(&plans, &["remote", "add", "origin", there]);
    pty.press(" ", "未存档1");
    pty.press("S", "先存档再同步");
    pty.wait_for("登记 1 条，3.1.1/launch");
    // Esc does neither.
    pty.keys("\x1b");
    pty.wait_for_no("先存档再同步");
    assert_eq!(git(&plans, &["log", "--format=%s"]), "始\n");
    pty.press("S", "先存档再同步");
    pty.press("\r", "推送 2 次");
    let subject = git(remote.path(), &["log", "-1", "--format=%s %an", "main"]);
    assert!(subject.starts_with("漳平：登记 1 条"), "{subject}");
    assert!(subject.ends_with("督查员\n"), "{subject}");
    // With nothing to commit it syncs at once.
    pty.press("S", "推送 0 次");
    // What came makes two plans of one: somebody gave the folder another name.
    let clone = tempfile::TempDir::new().unwrap();
    git(clone.path(), &["clone", "-q", there, "."]);
    for (name, value) in [("user.name", "乙"), ("user.email", "b@example.org")] {
        git(clone.path(), &["config", name, value]);
    }
    let (was, is) = (
        clone.path().join("zhangping"),
        clone.path().join("zhangping-2022"),
    );
    std::fs::create_dir(&is).unwrap();
    for (file, key) in [("plan.toml", "id"), ("progress.toml", "plan")] {
        let text = std::fs::read_to_string(was.join(file)).unwrap();
        let named = |id: &str| format!("\n{key} = \"{id}\"\n");
        let text = text.replacen(&named("zhangping"), &named("zhangping-2022"), 1);
        std::fs::write(is.join(file), text).unwrap();
    }
    commit_all(clone.path(), "改名");
    git(clone.path(), &["push", "-q", "origin", "HEAD:main"]);
    pty.press("S", "zhangping-2022 与方案 zhangping 标题相同");
    pty.quit();
    // A plan that is gone stands among the changes, and the message says it.
    std::fs::remove_dir_all(plans.join("tunxi")).unwrap();
    let mut pty = PtyBuilder::on(&plans).args(["--as-of", DAY]).start();
    pty.wait_for("[1总览]");
    pty.press("7", "方案：删除");
    pty.press("c", "删去方案（plan.toml）");
    pty.keys("\x1b");
    pty.wait_for_no("删去方案");
    pty.quit();
}

/// Beside the words: `M`, Ctrl-u, Enter, Enter, Enter, `c`, Enter.
#[test]
fn a_deed_with_its_day_a_note_and_its_commit_is_seven_keys() {
    let stage = Stage::bare();
    let (plans, pty) = on_phases(&stage);
    let words = |text: &str| {
        pty.keys(&format!("\x1b[200~{text}\x1b[201~"));
        pty.wait_for(text);
    };
    pty.press("M", "Enter 下一栏");
    pty.keys("\x15");
    words("2024-06-28");
    pty.keys("\r");
    words("已现场核对");
    pty.press("\r", "Enter 登记");
    pty.press("\r", "未存档1");
    pty.press("c", "Enter 确定");
    pty.keys("\r");
    pty.wait_for_no("未存档1");
    let made = git(&plans, &["show", "--format=%s", "HEAD"]);
    assert!(made.contains("on = 2024-06-28"), "{made}");
    assert!(made.contains("text = \"已现场核对\""), "{made}");
}

#[test]
fn a_refusal_that_is_longer_than_a_line_shows_the_way_out() {
    let stage = Stage::bare();
    let (plans, mut pty) = on_phases(&stage);
    for name in ["user.name", "user.email"] {
        git(&plans, &["config", "--unset", name]);
    }
    git(&plans, &["config", "user.useConfigOnly", "true"]);
    pty.press(" ", "未存档1");
    pty.press("c", "Enter 确定");
    pty.keys("\r");
    pty.wait_until("the whole message", |screen| {
        let text: String = screen.contents().split_whitespace().collect();
        text.contains("user.email邮箱")
    });
    // The next key gives the rows back.
    pty.keys("j");
    pty.wait_for_no("不知道由谁存档");
    pty.quit();
}

#[test]
fn a_plan_whose_folder_is_moved_away_is_gone_and_not_wrong() {
    let stage = Stage::bare();
    let (plans, mut pty) = on_phases(&stage);
    std::fs::rename(&plans, plans.with_file_name("elsewhere")).unwrap();
    pty.wait_for("此方案已不在原来的文件夹");
    pty.wait_for_no("duban check");
    pty.quit();
}
