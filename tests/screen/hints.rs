//! The hints of the sample: one at a time, gone once followed, never back.

use std::fs;
use std::time::Duration;

use crate::common::duban::{Fixture, Workspace};
use crate::common::pty::{Pty, PtyBuilder};

fn open(here: &Workspace) -> Pty {
    let pty = PtyBuilder::duban()
        .args(["--plans".into(), here.folder().join("office/plans")])
        .args(["--as-of", "2024-06-30"])
        .start();
    pty.wait_for("[2单位]");
    pty
}

/// Esc, apart from the next key: together they would be Alt.
fn escape(pty: &Pty) {
    pty.keys("\x1b");
    pty.wait_for_silence(Duration::from_millis(300));
}

#[test]
fn each_goes_once_it_is_followed_and_none_comes_back() {
    let here = Workspace::of(Fixture::Bare);
    here.run("demo office");
    let file = here.folder().join("office/.duban-hints");
    let mut pty = open(&here);
    pty.wait_for("试一试（还有6条）：按 4 看预警");
    // One that is not asked for yet is followed as well.
    pty.keys(":");
    escape(&pty);
    pty.wait_for("试一试（还有5条）：按 4 看预警");
    pty.press("4", "试一试（还有4条）：按 / 查找");
    pty.quit();
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "search\ndone\nundo\nreport\n"
    );

    let mut pty = open(&here);
    pty.wait_for("试一试（还有4条）：按 / 查找");
    pty.keys("/");
    escape(&pty);
    pty.wait_for("还有3条");
    pty.keys(" ");
    pty.wait_until("a deed, or a form for it", |_| {
        fs::read_to_string(&file).is_ok_and(|left| left == "undo\nreport\n")
    });
    escape(&pty);
    pty.keys("u");
    escape(&pty);
    pty.keys("r");
    pty.wait_until("no hint is left", |_| !file.exists());
    escape(&pty);
    pty.wait_for_no("试一试");
    pty.quit();

    let pty = open(&here);
    assert!(!pty.screen().contains("试一试"), "{}", pty.screen());
    // The file is nobody's to commit, and a workspace that is no sample has none.
    here.run("--plans office/plans check");
}
