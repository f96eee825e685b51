//! Real git in temporary folders, away from whatever the machine's own settings say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use duban::git::{CommitId, GitFault, Repository, describe_plainly};
use duban::plan::{Change, Day, Entry, Log, Part, Status};
use duban::store::{Loaded, PlanFiles, Problem, Workspace};
use duban::text::Lang;

use crate::common::stage::apply;

/// A test whose process sees an empty home and fixed identities: the library's own calls of git inherit them.
#[macro_export]
macro_rules! hermetic {
    ($(#[$meta:meta])* $name:ident $(, $key:literal = $value:literal)*; $body:block) => {
        #[test]
        $(#[$meta])*
        fn $name() {
            let path = concat!(module_path!(), "::", stringify!($name));
            if $crate::git_support::is_inside() {
                $body
            } else {
                $crate::git_support::run_inside(path, &[$(($key, $value)),*]);
            }
        }
    };
}

/// Asserts that git fails with a trouble.
#[macro_export]
macro_rules! fails_with {
    ($done:expr, $trouble:pat $(if $guard:expr)?) => {
        match $done {
            Err(duban::git::GitFault::Trouble($trouble)) $(if $guard)? => {}
            other => panic!("{other:?}"),
        }
    };
}

const MARK: &str = "DUBAN_TEST_HERMETIC";

pub(crate) fn is_inside() -> bool {
    std::env::var_os(MARK).is_some()
}

pub(crate) fn run_inside(path: &str, variables: &[(&str, &str)]) {
    let home = tempfile::tempdir().unwrap();
    let name = path.split_once("::").unwrap().1;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", name, "--nocapture", "--include-ignored"]);
    for (key, _) in std::env::vars_os() {
        if key.to_string_lossy().starts_with("GIT_") {
            command.env_remove(key);
        }
    }
    let output = command
        .env(MARK, "1")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("TMPDIR", home.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", home.path())
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("1 passed"),
        "{name} was not run"
    );
}

/// Runs git and gives back what it printed; it must not refuse.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let (success, text) = try_git(folder, arguments, &[]);
    assert!(success, "git {arguments:?}: {text}");
    text
}

pub(crate) fn try_git(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (bool, String) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let text = if output.status.success() {
        out
    } else {
        out + &String::from_utf8_lossy(&output.stderr)
    };
    (output.status.success(), text)
}

/// Makes a repository of a folder, with an identity of its own.
pub(crate) fn init(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    git(folder, &["init", "-q", "-b", "main", "."]);
    identify(folder, "督查员");
}

pub(crate) fn identify(folder: &Path, name: &str) {
    git(folder, &["config", "user.name", name]);
    git(folder, &["config", "user.email", "duban@example.invalid"]);
    git(folder, &["config", "gc.auto", "0"]);
    git(folder, &["config", "maintenance.auto", "false"]);
}

pub(crate) const DEMO: &str = r#"schema = 1
id = "demo"
short = "示例县"
title = "示例县全民科学素质行动实施方案"
period = { start = 2022-01-01, end = 2025-12-31 }

[[phase]]
id = "launch"
name = "启动实施"
start = 2022-01-01
end = 2022-12-31

[[unit]]
name = "县教育局"
aliases = ["教育局"]

[[unit]]
name = "县科协"

[[section]]
id = "1"
title = "重点行动"
lead = ["县教育局"]
support = ["县科协"]

# 第一项
[[action]]
id = "1.1"
title = "加强教师培训"

[[action]]
id = "1.2"
title = "建设科普场馆"

  [[action.milestone]]
  id = "halls"
  title = "新建场馆"
  target = { op = ">=", value = 3, unit = "个" }
"#;

/// A folder with the plan `demo` in plans/, its progress.toml and .gitattributes, all committed.
pub(crate) fn workspace(top: &Path) -> PathBuf {
    init(top);
    let plans = top.join("plans");
    add_plan(&plans, "demo", DEMO);
    fs::write(
        top.join(".gitattributes"),
        "plans/*/progress.toml merge=union diff=markdown\n",
    )
    .unwrap();
    commit_all(top, "start");
    plans
}

pub(crate) fn add_plan(plans: &Path, id: &str, text: &str) {
    let folder = plans.join(id);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("plan.toml"), text).unwrap();
    let files = PlanFiles::in_folder(folder);
    let loaded = Loaded::read(&files, day("2024-06-30"));
    duban::store::fix_plan(&files, loaded.plan.as_deref().unwrap()).unwrap();
}

pub(crate) fn commit_all(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

pub(crate) fn commit_on(folder: &Path, message: &str, date: &str) {
    git(folder, &["add", "-A"]);
    let (success, text) = try_git(
        folder,
        &["commit", "-q", "--allow-empty", "-m", message],
        &[("GIT_COMMITTER_DATE", date), ("GIT_AUTHOR_DATE", date)],
    );
    assert!(success, "{text}");
}

pub(crate) fn clone(from: &Path, to: &Path, name: &str) -> PathBuf {
    let folder = to.parent().unwrap();
    git(
        folder,
        &["clone", "-q", from.to_str().unwrap(), to.to_str().unwrap()],
    );
    identify(to, name);
    to.join("plans")
}

/// The codes of problems, in order.
pub(crate) fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|it| it.flaw.code()).collect()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn load(plans: &Path, id: &str) -> Loaded {
    Loaded::read(&PlanFiles::in_folder(plans.join(id)), day("2025-12-31"))
}

/// Adds one entry to a log, as every door does.
pub(crate) fn mark(plans: &Path, id: &str, milestone: &str, on: &str, text: &str) {
    mark_by(plans, id, milestone, on, text, None);
}

pub(crate) fn mark_by(
    plans: &Path,
    id: &str,
    milestone: &str,
    on: &str,
    text: &str,
    who: Option<&str>,
) {
    let loaded = load(plans, id);
    let entry = Entry {
        on: Some(day(on)),
        by: Some("县教育局".to_owned()),
        who: who.map(str::to_owned),
        status: Some(Status::Doing),
        text: Some(text.to_owned()),
        ..Entry::default()
    };
    let change = Change {
        plan: id.to_owned(),
        parts: vec![Part::Append(Log::Milestone(milestone.to_owned()), entry)],
    };
    apply(&loaded.files, loaded.plan.as_deref().unwrap(), &change).unwrap();
}

pub(crate) fn open(plans: &Path) -> Workspace {
    Workspace::open(plans).unwrap()
}

/// Commits the changed plans as `duban commit` does.
pub(crate) fn try_commit(plans: &Path) -> Result<Vec<CommitId>, GitFault> {
    let repo = Repository::around(plans)?;
    let words = Lang::Zh.words();
    let drafts = repo.drafts(&open(plans), None, &describe_plainly(words))?;
    repo.record(&drafts.commits)
}

pub(crate) fn commit(plans: &Path) {
    try_commit(plans).unwrap();
}

/// Writes a script that the shell runs, such as a hook.
pub(crate) fn script(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// Texts that are replaced by others.
pub(crate) type Replaced = &'static [(&'static str, &'static str)];

/// Replaces texts in a file of the plan `demo`, which has each of them.
pub(crate) fn change(plans: &Path, file: &str, replaced: &[(&str, &str)]) {
    let path = plans.join("demo").join(file);
    let mut text = fs::read_to_string(&path).unwrap();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
}

/// Adds an entry, as written, at the end of a log of the plan `demo`.
pub(crate) fn add_entry(plans: &Path, log: &str, entry: &str) {
    let end = format!("] # {log}");
    change(
        plans,
        "progress.toml",
        &[(&end, &format!("  {entry},\n{end}"))],
    );
}
