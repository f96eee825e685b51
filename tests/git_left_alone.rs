//! What is not checked out is not deleted, what cannot be read is not gone, and what .gitignore names is nobody's to
//! commit: each is called by its name.

use std::fs;

use crate::common::duban::{Fixture, Workspace};

fn office() -> Workspace {
    Workspace::in_git(Fixture::Two)
}

#[test]
fn a_sparse_checkout_deletes_nothing() {
    let here = office();
    let files = here.git("ls-tree -r --name-only HEAD");
    here.git("sparse-checkout set --cone plans/demo");
    assert!(!here.path("second").exists());
    here.note_progress("demo", "一");
    here.run("review HEAD --deny weaken");
    here.run("commit");
    assert_eq!(here.committed(), "plans/demo/progress.toml\n");
    here.note_progress("demo", "一");
    here.duban("progress demo:3.1.1/launch --by 县教育局 --text 二")
        .env("DUBAN_ACTOR", "乙")
        .run();
    here.run("commit --deleted");
    assert_eq!(here.git("ls-tree -r --name-only HEAD"), files);
    assert!(!here.path("second").exists());
}

#[test]
fn files_that_the_index_hides_are_not_deleted_and_not_cut_down() {
    for flag in ["--skip-worktree", "--assume-unchanged"] {
        let here = office();
        here.git([
            "update-index", flag, "plans/second/plan.toml", "plans/demo/progress.toml",
        ]);
        fs::remove_file(here.path("second/plan.toml")).unwrap();
        fs::remove_file(here.path("demo/progress.toml")).unwrap();
        let commit = here.duban("commit --deleted").code(3);
        commit.stderr_has("没有未存档的改动\n").run();
        here.duban("review HEAD --deny weaken")
            .code(3)
            .stdout_lacks("删")
            .stderr_has("progress.toml 已丢失或内容为空")
            .run();
        let note = "progress demo:3.1.1/launch --by 县教育局 --text 一";
        here.duban(note).code(3).stderr_has("没有检出").run();
        // A log begun anew by hand has nothing of what is committed.
        let log = "schema = 1\nplan = \"demo\"\n\n[milestone.\"3.1.1/launch\"]\nlog = [\n]\n";
        here.write("demo/progress.toml", log);
        here.duban("commit").code(4).stderr_has("没有检出").run();
    }
    let here = office();
    here.git("update-index --assume-unchanged plans/demo/progress.toml");
    here.note_progress("demo", "一");
    here.run("commit");
    assert_eq!(here.committed(), "plans/demo/progress.toml\n");
}

/// Clones an office in which 一 is noted and committed; returns the clone's folder of plans.
fn partial_clone(here: &Workspace, options: &str) -> String {
    here.note_progress("demo", "一");
    here.run("commit");
    here.git("config uploadpack.allowFilter true");
    here.git("config receive.denyCurrentBranch ignore");
    let from = format!("file://{}", here.folder().display());
    here.git(format!("clone -q --no-local -c user.name=丙 -c user.email=c@example.org {options} '{from}' ../clone"));
    here.root().join("clone/plans").display().to_string()
}

#[test]
fn what_a_partial_clone_left_at_its_remote_is_named_and_fetched_as_the_hint_says() {
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let here = office();
        let plans = partial_clone(&here, filter);
        let plans = ["--plans", &plans];
        here.duban(plans).args("status").run();
        let asks = [
            "log demo:3.1.1/launch", "diff HEAD~1", "review HEAD~1..HEAD", "--at HEAD~1 list",
        ];
        for ask in asks {
            let asked = here.duban(plans).args(ask).code(4);
            asked.stderr_has("还在远端 origin（部分克隆）").run();
        }
        // In the clone and at its remote something is recorded that the other lacks.
        here.note_progress("demo", "二");
        here.run("commit");
        let note = "progress demo:3.1.4/launch --by 县教育局 --text 三";
        here.duban(plans).args(note).run();
        here.duban(plans).args("commit").run();
        let refused = here.duban(plans).args("sync").code(4);
        let refused = refused.stderr_has("（部分克隆）").run();
        let hint = refused.stderr.lines().last().unwrap();
        let commands: Vec<&str> = hint.split("运行 git ").skip(1).collect();
        assert_eq!(commands.len(), 2, "{hint}");
        for command in commands {
            here.git(command.split('，').next().unwrap());
        }
        here.duban(plans).args("sync").run();
        for ask in asks {
            here.duban(plans).args(ask).run();
        }
        // What comes later is fetched whole.
        here.git("reset -q --hard");
        here.note_progress("demo", "四");
        here.run("commit");
        here.duban(plans).args("sync").run();
        here.duban(plans).args("diff HEAD~1").stdout_has("四").run();
    }
}

#[test]
fn what_a_partial_clone_does_not_have_is_not_taken_for_deleted() {
    let here = office();
    let plans = partial_clone(&here, "--filter=tree:0 --no-checkout");
    fs::create_dir_all(format!("{plans}/demo")).unwrap();
    fs::write(
        format!("{plans}/demo/plan.toml"),
        here.read("demo/plan.toml"),
    )
    .unwrap();
    let plans = ["--plans", &plans];
    for ask in ["commit --deleted", "review HEAD", "diff HEAD"] {
        let asked = here.duban(plans).args(ask).code(4);
        asked.stderr_has("（部分克隆）").stdout("").run();
    }
    let note = "progress demo:3.1.1/launch --by 县教育局 --text 一";
    let note = here.duban(plans).args(note).code(3);
    note.stderr_has("git 也无法查询").run();
}

#[test]
fn a_plan_that_cannot_be_read_is_neither_committed_nor_taken_for_gone() {
    for (broken, name) in [
        ("schema = 1\nid = \"demo\ntitle", "TOML 语法错误"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
            "Git LFS",
        ),
    ] {
        let here = office();
        here.write("demo/plan.toml", broken);
        here.duban("commit").code(3).stderr_has(name).run();
        here.note_progress("second", "一");
        here.duban("commit").code(3).stderr_has(name).run();
        assert_eq!(here.committed(), "plans/second/progress.toml\n");
        assert_eq!(here.git("status --porcelain"), " M plans/demo/plan.toml\n");
        let review = here.duban("review HEAD");
        let diff = here.duban("diff HEAD").code(3).stderr_has(name);
        for told in [review, diff] {
            let told = told.stdout_lacks("删除");
            told.stdout_has("无法读取").run();
        }
    }
}

#[test]
fn a_file_that_was_not_copied_to_its_end_is_called_that() {
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        let here = office();
        let text = here.read(file);
        // In the middle of a character, of a string, of a comment; and only zeros behind.
        for cut in [
            text.as_bytes()[..=text.find('弘').unwrap()].to_vec(),
            text.as_bytes()[..text.rfind('"').unwrap()].to_vec(),
            text.as_bytes()[..text.rfind('#').unwrap() + 3].to_vec(),
            [text.as_bytes()[..400].to_vec(), vec![0; 200]].concat(),
            Vec::new(),
        ] {
            here.write(file, &cut);
            here.duban("commit").code(3).stderr_has("没有复制完").run();
        }
    }
}

/// A repository with a plan that is not committed yet.
fn with_third() -> Workspace {
    let here = office();
    let plan = here.read("demo/plan.toml");
    here.write("third/plan.toml", plan.replacen("\"demo\"", "\"third\"", 1));
    here
}

#[test]
fn whatever_git_is_told_to_ignore_is_said_with_the_file_that_says_it() {
    let here = with_third();
    fs::write(here.folder().join(".git/info/exclude"), "plans/third/\n").unwrap();
    here.warns("commit", "plans/third/plan.toml 列在 .git/info/exclude 中");
    // A list of bulletins that stays here lets colleagues issue its numbers again.
    fs::write(here.folder().join(".gitignore"), "bulletins.toml\n").unwrap();
    here.write("demo/bulletins.toml", "schema = 1\n");
    here.warns("commit", "plans/demo/bulletins.toml 列在 .gitignore 中");
    // A pattern may take a path out again.
    fs::write(here.folder().join(".git/info/exclude"), "").unwrap();
    let again = "plans/third/*\n!plans/third/plan.toml\n";
    fs::write(here.folder().join(".gitignore"), again).unwrap();
    let told = here.run("commit --dry-run");
    assert!(!told.stderr.contains("plan.toml 列在"), "{}", told.stderr);
}

#[test]
fn what_gitignore_names_is_not_committed_and_said() {
    let here = with_third();
    fs::write(here.folder().join(".gitignore"), "plans/third/\n").unwrap();
    here.warns("commit", "plans/third/plan.toml 列在 .gitignore 中");
    here.note_progress("demo", "一");
    here.warns("commit", "git add -f ':/plans/third/plan.toml'");
    assert_eq!(here.committed(), "plans/demo/progress.toml\n");
    here.git("add -f plans/third/plan.toml");
    here.run("commit");
    assert_eq!(here.committed(), "plans/third/plan.toml\n");
}

#[test]
fn a_plan_that_is_kept_out_of_git_is_in_the_way_of_no_sync() {
    let here = with_third();
    let hub = tempfile::tempdir().unwrap();
    here.git(["clone", "-q", "--bare", ".", hub.path().to_str().unwrap()]);
    here.git(["remote", "add", "origin", hub.path().to_str().unwrap()]);
    fs::write(here.folder().join(".git/info/exclude"), "plans/third/\n").unwrap();
    let synced = here.run("sync --commit");
    assert!(synced.stdout.contains("已同步"), "{}", synced.stdout);
    assert!(
        synced.stderr.contains("plans/third/plan.toml"),
        "{}",
        synced.stderr
    );
}

#[test]
fn a_hint_with_a_git_command_names_the_repository_to_whoever_is_elsewhere() {
    let here = office();
    fs::remove_file(here.path("demo/plan.toml")).unwrap();
    let plans = here.path("").display().to_string();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = here
        .duban(["--plans", plans.trim_end_matches('/'), "commit"])
        .command();
    let ran = command.current_dir(elsewhere.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    let top = format!("'{}' 中运行", here.folder().display());
    assert!(
        said.contains("git checkout HEAD") && said.contains(&top),
        "{said}"
    );
    let within = here
        .duban("commit")
        .code(4)
        .stderr_has("git checkout")
        .run();
    let within = within.stderr;
    assert!(!within.contains("中运行"), "{within}");
}

#[test]
fn the_commit_of_a_log_without_its_plan_tells_what_it_records() {
    let here = office();
    here.git("rm -q --cached plans/demo/plan.toml");
    fs::write(here.folder().join(".gitignore"), "plan.toml\n").unwrap();
    here.git("add .gitignore");
    here.git("commit -q -m ignored");
    here.note_progress("demo", "一");
    here.warns("commit", "plans/demo/plan.toml 列在 .gitignore 中");
    assert_eq!(here.committed(), "plans/demo/progress.toml\n");
    let message = here.git("log -1 --format=%s");
    assert!(message.contains("登记 1 条"), "{message}");
}

#[test]
fn a_lost_or_damaged_object_is_called_that() {
    for damage in [true, false] {
        let here = office();
        here.note_progress("demo", "一");
        here.run("commit");
        let id = here.git("rev-parse HEAD:plans/demo/progress.toml");
        let file = here
            .folder()
            .join(".git/objects")
            .join(&id[..2])
            .join(id[2..].trim());
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        if damage {
            fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        }
        here.note_progress("demo", "一");
        here.refuses(4, "commit", ["git 仓库已损坏", id.trim()]);
    }
}

#[test]
fn a_commit_before_which_the_clock_went_back_is_said() {
    let here = office();
    here.note_progress("demo", "一");
    let ahead = here
        .git_command(["commit", "-q", "--allow-empty", "-m", "ahead"])
        .env("GIT_COMMITTER_DATE", "2099-01-01T00:00:00+08:00")
        .status()
        .unwrap();
    assert!(ahead.success());
    here.warns("commit", ["2099-01-01 00:00", "时钟"]);
}
