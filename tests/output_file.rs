//! `-o FILE` replaces what is a result and nothing else.

use std::fs;
use std::process::Stdio;

use super::common::duban::{Fixture, Workspace};

#[test]
fn a_result_never_takes_the_place_of_a_plan_or_of_what_git_keeps() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    for (file, why) in [
        ("plans/demo/plan.toml", "方案"),
        ("plans/demo/progress.toml", "方案"),
        (".git/config", "git"),
        (".git/new", "git"),
        (".gitattributes", "git"),
        ("/dev/null", "设备"),
        ("plans", "文件夹"),
        ("nowhere/x.json", "文件夹"),
        ("nowhere/", "文件夹"),
    ] {
        office.refuses(2, ["export", "-o", file], why);
    }
    assert_eq!(office.git("status --porcelain"), "");
}

#[test]
fn a_folder_that_is_missing_is_named_with_the_command_that_makes_it() {
    for command in [
        "export", "report ledger", "report bulletin", "report reminder --unit jyj",
        "report feedback --unit jyj", "report calendar",
    ] {
        let office = Workspace::of(Fixture::Demo);
        let ending = match command {
            "export" => "json",
            "report bulletin" | "report reminder --unit jyj" => "docx",
            "report calendar" => "ics",
            _ => "xlsx",
        };
        let file = format!("out/六月 结果/x.{ending}");
        let asked = || office.duban(command).args(["-o", &file]);
        let said = asked().code(2).stderr_has("不存在").run().stderr;
        let made = said.split("mkdir -p ").nth(1).expect(&said);
        let folder = made.split('\'').nth(1).expect(&said);
        fs::create_dir_all(office.folder().join(folder)).unwrap();
        asked().run();
        assert!(office.folder().join(&file).is_file(), "{command}");
    }
    let office = Workspace::of(Fixture::Demo);
    office.refuses(2, "--lang en export -o nowhere/", "mkdir -p 'nowhere/'");
}

#[test]
fn replacing_is_said_and_a_pipe_is_streamed_to() {
    let office = Workspace::of(Fixture::Demo);
    let printed = office.run("export").stdout;
    let file = || fs::read_to_string(office.folder().join("x.json")).unwrap();
    office.duban("export -o x.json").stderr("").run();
    assert_eq!(file(), printed);
    fs::write(office.folder().join("x.json"), "old").unwrap();
    office
        .duban("export -o x.json")
        .stdout("")
        .stderr_has("已替换原有文件 x.json")
        .run();
    assert_eq!(file(), printed);
    for name in ["-", "/dev/stdout"] {
        office.duban(["export", "-o", name]).stdout(&printed).run();
    }
    // What the shell sends standard output to keeps what stands in it already.
    let log = office.folder().join("log");
    let to = fs::File::create(&log).unwrap();
    let export = office.duban("export -o /dev/stdout");
    let mut command = export.command();
    for _ in 0..2 {
        let status = command
            .stdout(Stdio::from(to.try_clone().unwrap()))
            .status();
        assert!(status.unwrap().success());
    }
    assert_eq!(fs::read_to_string(log).unwrap(), printed.repeat(2));
}

#[test]
fn what_could_not_be_read_whole_is_not_written() {
    let office = Workspace::of(Fixture::Two);
    office.write("second/plan.toml", "= nothing\n");
    fs::write(office.folder().join("x.csv"), "as it was").unwrap();
    for file in ["x.csv", "y.csv"] {
        office.refuses(
            3,
            ["export", "--format", "csv", "-o", file],
            &format!("未写入 {file}"),
        );
    }
    let kept = fs::read_to_string(office.folder().join("x.csv")).unwrap();
    assert_eq!(kept, "as it was");
    assert!(!office.folder().join("y.csv").exists());
}
