//! The sample: made in one go, marked as invented, with a history, and lively on its day.

use super::common::duban::{Fixture, Workspace};

#[test]
fn it_is_a_workspace_with_a_history() {
    let office = Workspace::of(Fixture::Bare);
    let folder = office.folder().join("sample folder");
    let ran = office.run("demo 'sample folder'");
    assert_eq!(ran.stdout, format!("{}\n", folder.display()));
    assert!(ran.stderr.contains("进展均为虚构"), "{}", ran.stderr);
    let git = |args: &str| office.git(format!("-C 'sample folder' -c core.quotePath=off {args}"));
    assert_eq!(git("diff --numstat"), "3\t0\tplans/demo/progress.toml\n");
    assert_eq!(git("status --short"), " M plans/demo/progress.toml\n");
    let commits = git("log --reverse '--format=%as %cs %an %ae %s'");
    let commits: Vec<&str> = commits.lines().collect();
    assert!(commits.len() > 20, "{commits:?}");
    assert!(
        commits[0].starts_with("2022-07-04 2022-07-04 市科协（示例，虚构） demo@example.invalid ")
    );
    assert!(
        commits.iter().all(|commit| commit.contains("虚构")),
        "{commits:?}"
    );
    assert!(commits.is_sorted_by_key(|commit| commit[..10].to_owned()));
    git("fsck --strict");
    let duban = |args: &str| {
        office
            .duban("--plans 'sample folder/plans' --as-of 2024-06-30")
            .args(args)
    };
    duban("check").stdout("").run();
    duban("status")
        .stdout_has("示例：进展均为虚构")
        .stdout_has("未存档3")
        .run();
    // What was known at the time can be asked for.
    let then = duban("status --at 2023-12-31").run().stdout;
    assert!(!then.contains("未存档"), "{then}");
    duban("log 3.1.2/open-labs@2024").stdout_has("2024-").run();
    duban("undo --dry-run").stdout_has("3.5.15/deepen").run();
}

#[test]
fn it_takes_a_fresh_folder_where_none_is_named() {
    let office = Workspace::of(Fixture::Bare);
    let temporary = office.root().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let ran = office
        .duban("--lang en demo")
        .env("TMPDIR", temporary.to_str().unwrap())
        .run();
    let folder = ran.stdout.trim_end();
    assert!(folder.starts_with(temporary.to_str().unwrap()), "{folder}");
    assert!(ran.stderr.contains("invented"), "{}", ran.stderr);
    let plan = std::fs::read_to_string(format!("{folder}/plans/demo/plan.toml")).unwrap();
    assert!(plan.contains("all progress is invented"), "{plan}");
}

#[test]
fn it_overwrites_nothing() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(2, "demo .", "已存在");
    office.refuses(
        3,
        "demo plans/demo/plan.toml",
        "plans/demo/plan.toml：上一级不是文件夹",
    );
}

#[test]
fn without_git_it_has_no_history_and_says_so() {
    let office = Workspace::of(Fixture::Bare);
    let empty = office.root().join("empty");
    std::fs::create_dir(&empty).unwrap();
    office
        .duban("demo sample")
        .env("PATH", empty.to_str().unwrap())
        .code(4)
        .stderr_has("git")
        .run();
    office.says("--plans sample/plans --as-of 2024-06-30 brief", "示例 红");
}
