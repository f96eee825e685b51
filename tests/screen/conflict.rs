//! A plan with the marks of an unsettled merge in the real terminal: both sides in words, the rest readable, nothing
//! written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::pty::PtyBuilder;
use crate::common::stage::{DAY, Stage};
use crate::git_support::try_git;

fn git(folder: &Path, who: &str, arguments: &[&str]) -> bool {
    let variables = [
        ("GIT_AUTHOR_NAME", who),
        ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ("GIT_AUTHOR_DATE", "2024-06-29T08:30:00+08:00"),
        ("GIT_COMMITTER_NAME", who),
        ("GIT_COMMITTER_EMAIL", "a@example.org"),
    ];
    try_git(folder, arguments, &variables).0
}

/// The first action's title in 漳平's plan, changed by two people, and git stopped at it.
fn stopped() -> (Stage, PathBuf, String) {
    let stage = Stage::set();
    let file = stage.plans().join("zhangping/plan.toml");
    let text = fs::read_to_string(&file).unwrap();
    let at = text.find("\n[[action]]").unwrap();
    let from = at + text[at..].find("title = \"").unwrap() + "title = \"".len();
    let title = text[from..].split('"').next().unwrap().to_owned();
    let saying = |word: &str| text.replacen(&title, &format!("{word}{title}"), 1);
    let folder = stage.plans();
    assert!(git(&folder, "始", &["init", "-q", "-b", "main"]));
    for arguments in [
        &["add", "-A"][..],
        &["commit", "-qm", "始"],
        &["checkout", "-qb", "side"],
    ] {
        assert!(git(&folder, "始", arguments));
    }
    fs::write(&file, saying("着实")).unwrap();
    assert!(git(&folder, "乙科长", &["commit", "-qam", "着实"]));
    assert!(git(&folder, "始", &["checkout", "-q", "main"]));
    fs::write(&file, saying("大力")).unwrap();
    assert!(git(&folder, "甲主任", &["commit", "-qam", "大力"]));
    assert!(!git(&folder, "甲主任", &["merge", "-q", "side"]));
    (stage, file, title)
}

#[test]
fn both_sides_in_words_and_nothing_written() {
    let (stage, file, title) = stopped();
    let log = stage.plans().join("zhangping/progress.toml");
    let read = || (fs::read(&file).unwrap(), fs::read(&log).unwrap());
    let before = read();
    let mut pty = PtyBuilder::on(&stage.plans())
        .args(["--as-of", DAY])
        .start();
    pty.wait_for("[1总览]");
    let row = || {
        let screen = pty.screen();
        let mut rows = screen.lines();
        rows.find(|row| row.contains("漳平")).map(str::to_owned)
    };
    assert!(
        row().is_some_and(|row| row.contains("合并冲突")),
        "{}",
        pty.screen()
    );
    // To the plan, wherever it stands in the list.
    for _ in 0..6 {
        if row().is_some_and(|row| row.starts_with("> ")) {
            break;
        }
        pty.keys("j");
        pty.wait_for_silence(std::time::Duration::from_millis(200));
    }
    pty.press("\r", "漳平：合并冲突未解决");
    pty.wait_for(&format!("{title} / 标题"));
    pty.wait_for("1 本方 甲主任 2024-06-29 08:30: 标题 大力{+大力+}");
    pty.wait_for("2 对方 乙科长 2024-06-29 08:30: 标题 {+着实+}");
    pty.wait_for("duban resolve");
    pty.keys("\x1b");
    // The rest is there to be read.
    pty.wait_for_no("duban resolve");
    pty.press("3", "[3阶段]");
    pty.press(" ", "git 合并冲突未解决");
    assert_eq!(read(), before);
    pty.quit();
}
