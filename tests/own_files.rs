//! The user's own files: preferences that decide who speaks, what is remembered and kept; and whatever stands in the place of
//! a file.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::common::duban::{Fixture, Workspace};

fn configured(text: &str) -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    office.config(text);
    office
}

const PROGRESS: [&str; 6] = [
    "progress", "3.1.1/launch", "--text", "推进", "--on", "2022-05-01",
];

#[test]
fn a_slip_in_the_preferences_is_told_at_every_start_and_nobody_speaks_for_another() {
    for (text, line) in [
        ("unit = \"县科协\"\nactor = \"三室\n", "config.toml:2:"),
        (
            "Unit = \"县科协\"\n",
            "config.toml:1:1: warning: unknown-key",
        ),
        ("unit = 3\n", "config.toml:1:8: error: wrong-type"),
    ] {
        let office = configured(text);
        office.duban("list").stderr_has(line).run();
        office.duban("status").stderr_has(line).run();
        office.refuses(2, PROGRESS, [line, "未登记"]);
        office.refuses(2, "undo", [line, "无法确定登记人和单位"]);
    }
    let office = configured("unit = \"市科技局\"\n");
    office.refuses(2, PROGRESS, ["市科技局", "--by"]);
    // A key that nobody can have meant for another is odd and no more.
    let office = configured("unit = \"县科协\"\nsomething_of_a_newer_duban = 1\n");
    office.run(PROGRESS);
    assert!(
        office
            .read("demo/progress.toml")
            .contains("by = \"县科协\", text = \"推进\"")
    );
}

/// A folder on a share that is not mounted says nothing of who uses the account.
#[test]
fn a_folder_of_preferences_that_leads_nowhere_leaves_nobody() {
    let office = configured("unit = \"县科协\"\n");
    let folder = office.home().join("config/duban");
    let share = office.home().join("share");
    fs::rename(&folder, &share).unwrap();
    symlink(&share, &folder).unwrap();
    office.run(PROGRESS);
    fs::remove_dir_all(&share).unwrap();
    office.refuses(2, PROGRESS, ["config.toml", "未登记"]);
}

#[test]
fn a_name_or_day_of_the_environment_that_is_not_text_is_refused() {
    let office = Workspace::of(Fixture::Demo);
    let before = office.read("demo/progress.toml");
    for name in ["DUBAN_ACTOR", "DUBAN_AS_OF"] {
        let mut command = office.duban(PROGRESS).command();
        let value = OsStr::from_bytes(b"\xd5\xc5\xc8\xfd");
        let done = command.env(name, value).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(
            said.contains(&format!("环境变量 {name} 不是 UTF-8")),
            "{said}"
        );
    }
    assert_eq!(office.read("demo/progress.toml"), before);
}

#[test]
fn a_key_of_a_whole_file_below_a_header_is_told_where_it_belongs() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/progress.toml", |text| {
        format!("{text}since = 2024-06-01\n")
    });
    let settings = "[report.ledger]\npaper = \"A3\"\noffice = \"县科普办\"\n";
    fs::write(office.folder().join("duban.toml"), settings).unwrap();
    let said = office.run("check").stdout;
    for key in ["since", "office"] {
        let told = format!("warning: key-below {key} 是整个文件的键");
        assert!(said.contains(&told), "{said}");
    }
}

fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_in_the_place_of_a_file_keeps_nobody_waiting() {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    let warm = office.duban("list");
    warm.run();
    let private = |name: &str| {
        let folder = office.home().join(name).join("duban");
        fs::create_dir_all(&folder).unwrap();
        folder
    };
    pipe(&private("state").join("last-workspace"));
    pipe(&private("state").join("deeds"));
    pipe(&office.folder().join(".gitattributes"));
    for entry in walk(&private("cache")) {
        pipe(&entry);
    }
    pipe(&office.path(".duban-batch-1"));
    let begun = Instant::now();
    office.run("list");
    office.run("mark demo:3.1.1/launch doing");
    pipe(&office.path("second/progress.toml"));
    for args in [&["list"][..], &["check"], &["status"]] {
        let mut command = office.duban([]).command();
        let done = command.args(args).output().unwrap();
        assert!(
            matches!(done.status.code(), Some(1 | 3)),
            "{args:?} {done:?}"
        );
    }
    pipe(&office.path("second/plan.toml"));
    office.duban("check").code(1).stdout_has("not-a-file").run();
    fs::create_dir_all(private("config")).unwrap();
    pipe(&private("config").join("config.toml"));
    office.duban("brief").code(3).stderr_has("not-a-file").run();
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn what_is_kept_is_for_the_user_alone() {
    let office = Workspace::of(Fixture::Two);
    office.run("list");
    std::thread::sleep(Duration::from_millis(2100));
    office.run("list");
    let cache = office.home().join("cache/duban");
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&cache), 0o700);
    let files = walk(&cache);
    assert!(!files.is_empty(), "nothing was kept");
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    office
        .duban("config")
        .stdout_has("cache: ")
        .stdout_lacks("不使用")
        .run();
    // Where others could have put something there, nothing is taken from it.
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o777)).unwrap();
    office.run("list");
    office.says("config", "cache/duban  (不使用：他人可以写入");
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o700)).unwrap();
    let elsewhere = office.root().join("elsewhere");
    fs::rename(&cache, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &cache).unwrap();
    office.run("list");
    office.says("config", "不使用：是一个链接");
}
