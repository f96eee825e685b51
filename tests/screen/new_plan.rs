//! Where there is no plan yet the screen says what one is, and makes the first.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::common::pty::{Pty, PtyBuilder};

const DOCUMENT: &str = "虚构县全民健身实施方案（2024—2025年）\n\n一、重点任务\n（一）场地设施\n\
    1.建设健身步道。到2025年底前建成健身步道60公里左右。（责任单位：县教体局、县住建局）\n\
    2.开放学校场地。推动学校体育场地开放。（责任单位：县教体局）\n";

fn started(folder: &Path, args: &[&str]) -> Pty {
    PtyBuilder::duban()
        .args(args)
        .directory(folder)
        .env("DUBAN_LANG", "zh")
        .size(100, 30)
        .start()
}

/// Types into a field and goes on; a program would be faster than any hand and taken for a paste.
fn fill(screen: &Pty, text: &str) {
    screen.keys(&format!("\x1b[200~{text}\x1b[201~"));
    screen.wait_for(text);
    screen.keys("\r");
}

fn begin_blank_plan(screen: &Pty) {
    screen.wait_for("2 新建空白方案");
    screen.press("2", "Enter 下一栏");
    fill(screen, "jiuye");
    fill(screen, "虚构县就业促进方案");
    screen.wait_for("已新建");
}

#[test]
fn an_empty_folder_leads_to_an_imported_plan_and_its_doubts() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("健身.txt"), DOCUMENT).unwrap();
    let mut screen = started(folder.path(), &[]);
    screen.wait_for("这里还没有方案");
    screen.wait_for("1 导入方案文件");
    screen.press("1", "Enter 下一栏");
    // What is refused stands in the form again, with the reason.
    fill(&screen, "健康.txt");
    fill(&screen, "jianshen");
    screen.wait_for("健康.txt 无法读取：不存在");
    assert!(!folder.path().join("plans").exists());
    screen.keys("\x15");
    fill(&screen, "健身.txt");
    screen.wait_for("Enter 确定");
    screen.press("\r", "jianshen：存疑 1/");
    screen.press("q", "虚构县全民健身实施方案");
    screen.wait_for("[2单位]");
    screen.quit();
    let plan = fs::read_to_string(folder.path().join("plans/jianshen/plan.toml")).unwrap();
    assert_eq!(plan.matches("[[action]]").count(), 2, "{plan}");
}

/// The cursor is in the field that was refused, and the others stay as they were typed.
#[test]
fn an_id_that_is_none_is_typed_again() {
    let folder = TempDir::new().unwrap();
    let mut screen = started(folder.path(), &[]);
    screen.wait_for("2 新建空白方案");
    screen.press("2", "Enter 下一栏");
    fill(&screen, "就业");
    fill(&screen, "虚构县就业促进方案");
    screen.wait_for("不能作方案的 id");
    screen.keys("\x15");
    fill(&screen, "jiuye");
    screen.press("\r", "已新建");
    screen.wait_for("虚构县就业促进方案");
    screen.quit();
    assert!(folder.path().join("plans/jiuye/plan.toml").is_file());
}

#[test]
fn an_empty_folder_leads_to_a_blank_plan() {
    let folder = TempDir::new().unwrap();
    let mut screen = started(folder.path(), &[]);
    begin_blank_plan(&screen);
    screen.wait_for("虚构县就业促进方案");
    screen.quit();
    assert!(folder.path().join("plans/jiuye/progress.toml").is_file());
}

#[test]
fn an_empty_folder_leads_to_the_sample_which_is_kept_apart() {
    let folder = TempDir::new().unwrap();
    let mut screen = started(folder.path(), &[]);
    screen.wait_for("3 看示例");
    screen.press("3", "[2单位]");
    screen.wait_for("示例在");
    screen.quit();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Git was asked about the folder that was shown first; its answer comes when the sample is shown.
#[test]
fn a_late_answer_about_another_folder_is_let_go() {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("plans/.git")).unwrap();
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let git = bin.join("git");
    let path = std::env::var("PATH").unwrap();
    let script = format!(
        "#!/bin/sh\nmkdir {bin}/asked 2>/dev/null || PATH='{path}' exec git \"$@\"\n\
         while [ ! -e {bin}/shown ]; do sleep 0.05; done\n\
         mkdir {bin}/answered\necho 'fatal: bad config line 1' >&2\nexit 128\n",
        bin = bin.display()
    );
    fs::write(&git, script).unwrap();
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let mut screen = PtyBuilder::duban()
        .directory(folder.path())
        .env("DUBAN_LANG", "zh")
        .env("PATH", format!("{}:{path}", bin.display()))
        .size(100, 30)
        .start();
    screen.wait_for("3 看示例");
    screen.press("3", "示例在");
    fs::write(bin.join("shown"), "").unwrap();
    while !bin.join("answered").exists() {
        std::thread::sleep(Duration::from_millis(20));
    }
    screen.wait_for_silence(Duration::from_millis(300));
    assert!(screen.screen().contains("示例在"), "{}", screen.screen());
    screen.quit();
}

/// Any key on the empty screen does nothing worse than say that there is nothing.
#[test]
fn an_empty_screen_bears_every_key() {
    let folder = TempDir::new().unwrap();
    let mut screen = started(folder.path(), &[]);
    screen.wait_for("1 导入方案文件");
    screen.keys("\x1b");
    screen.wait_for_no("1 导入方案文件");
    screen.wait_for_no("无法读取");
    for key in " mMpdeuxX/fFtbrRonNyEzcS?:jkgGhl1234567\t\r\x12".chars() {
        screen.keys(&key.to_string());
        screen.wait_for_silence(Duration::from_millis(30));
        screen.keys("\x1b");
        screen.wait_for_silence(Duration::from_millis(60));
    }
    screen.press("1", "这里还没有方案");
    screen.quit();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The plan goes where the screen looks, whatever the folder is called.
#[test]
fn a_folder_of_another_name_gets_its_first_plan() {
    let folder = TempDir::new().unwrap();
    let plans = folder.path().join("方案");
    fs::create_dir(&plans).unwrap();
    let mut screen = started(folder.path(), &["--plans", "方案"]);
    begin_blank_plan(&screen);
    screen.quit();
    assert!(plans.join("jiuye/progress.toml").is_file());
    assert!(!folder.path().join("plans").exists());
}
