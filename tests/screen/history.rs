//! View 7: what is not committed, and below it the last commits, newest first.

use std::fs;

use crate::common::pty::Pty;
use crate::common::stage::Stage;
use crate::git_support::{commit_all, git, init};

use super::started;

/// The five plans in a repository with one commit, the screen on view 7.
fn on_view_7(stage: &Stage) -> Pty {
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "五个方案入库");
    let pty = started(&plans);
    pty.press("7", "[7变更]");
    pty
}

#[test]
fn the_last_commits_stand_below_what_is_not_committed() {
    let stage = Stage::bare();
    let mut pty = on_view_7(&stage);
    pty.wait_for("没有未存档的改动");
    pty.wait_for("五个方案入库");
    pty.press("3", "[3阶段]");
    pty.press(" ", "未存档1");
    pty.press("c", "登记 1 条");
    pty.press("\r", "已存档");
    pty.press("7", "没有未存档的改动");
    pty.wait_for("> 20");
    pty.wait_for("五个方案入库");
    pty.quit();
}

#[test]
fn what_another_shell_commits_or_pulls_shows_without_a_key() {
    let stage = Stage::bare();
    let mut pty = on_view_7(&stage);
    pty.wait_for("五个方案入库");
    let plans = stage.plans();
    let file = plans.join("zhangping/plan.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("大力弘扬科学精神", "弘扬科学精神", 1)).unwrap();
    pty.wait_for("1 处未存档");
    // The files stay as they are: only git knows of it.
    git(&plans, &["commit", "-qam", "改标题"]);
    pty.wait_for("改标题");
    pty.wait_for("没有未存档的改动");
    git(&plans, &["reset", "-q", "--soft", "HEAD~1"]);
    pty.wait_for("1 处未存档");
    pty.wait_for_no("改标题");
    pty.quit();
}

#[test]
fn a_repository_that_cannot_be_read_is_not_called_none() {
    let stage = Stage::bare();
    let plans = stage.plans();
    init(&plans);
    commit_all(&plans, "五个方案入库");
    fs::remove_file(plans.join(".git/HEAD")).unwrap();
    let mut pty = started(&plans);
    // Said once as a message, and in view 7 instead of its list.
    pty.wait_for("没有可用的 git 仓库");
    pty.press("7", "[7变更]");
    pty.wait_for_no("此文件夹不在 git 仓库中");
    pty.quit();
}
