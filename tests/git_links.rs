//! A plan behind a link: inside the repository its real path is committed, in another repository that one's history is
//! written, and what lies in none is read and never written to.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::common::duban::{Fixture, Workspace};

fn office() -> Workspace {
    Workspace::in_git(Fixture::Demo)
}

#[test]
fn what_a_link_inside_the_repository_leads_to_is_committed_under_its_real_path() {
    for is_file in [false, true] {
        let here = office();
        fs::create_dir(here.folder().join("shared")).unwrap();
        let real = if is_file {
            here.git("mv plans/demo/progress.toml shared/log.toml");
            symlink("../../shared/log.toml", here.path("demo/progress.toml")).unwrap();
            "shared/log.toml\n"
        } else {
            here.git("mv plans/demo shared/demo");
            symlink("../shared/demo", here.path("demo")).unwrap();
            "shared/demo/progress.toml\n"
        };
        here.git("add -A");
        here.git("commit -qm 链接");
        let files = here.git("ls-tree -r --name-only HEAD");
        here.note_progress("demo", "一");
        here.duban("brief").stdout_has("未存档1").run();
        here.run("commit");
        assert_eq!(here.committed(), real);
        // One commit for each of two persons goes another way.
        here.note_progress("demo", "二");
        here.duban("progress demo:3.1.1/launch --by 县教育局 --text 三")
            .env("DUBAN_ACTOR", "乙")
            .run();
        here.run("commit");
        assert_eq!(here.committed(), real);
        assert_eq!(here.git("status --porcelain"), "");
        assert_eq!(here.git("ls-tree -r --name-only HEAD"), files);
        here.says("review HEAD~2..HEAD", "进展情况：二");
        here.duban("undo").stdout("").run();
    }
}

#[test]
fn the_folder_of_plans_may_itself_be_a_link() {
    let here = office();
    here.git("mv plans data");
    symlink("data", here.folder().join("plans")).unwrap();
    here.git("add -A");
    here.git("commit -qm 链接");
    here.note_progress("demo", "一");
    here.run("commit");
    assert_eq!(here.committed(), "data/demo/progress.toml\n");
    assert_eq!(here.git("status --porcelain"), "");
}

/// A repository whose plan was moved away and is reached by a link, unknown to git.
fn linked() -> Workspace {
    let here = office();
    fs::create_dir(here.folder().join("shared")).unwrap();
    fs::rename(here.path("demo"), here.folder().join("shared/demo")).unwrap();
    symlink("../shared/demo", here.path("demo")).unwrap();
    here
}

#[test]
fn a_link_that_git_does_not_know_yet_is_named_and_nothing_is_committed() {
    let here = linked();
    let head = here.git("rev-parse HEAD");
    here.note_progress("demo", "一");
    here.duban("commit").code(4).stderr_has("shared/demo").run();
    here.refuses(4, "commit --deleted", "shared/demo");
    assert_eq!(here.git("rev-parse HEAD"), head);
}

#[test]
fn a_plan_that_a_link_replaced_is_named_though_it_says_the_same() {
    let here = linked();
    let said = here.duban("commit").code(4).stderr_has("shared/demo").run();
    // The way out that it names leads out.
    assert!(said.stderr.contains("git add"), "{}", said.stderr);
    here.git("add -A");
    here.git("commit -qm link");
    here.run("commit");
    here.note_progress("demo", "一");
    here.run("commit");
    assert_eq!(here.git("status --porcelain"), "");
}

#[test]
fn a_plan_in_another_repository_is_recorded_there() {
    let here = office();
    // Another repository beside it, with the plan; the office has a link to it.
    let county = here.root().join("county");
    fs::create_dir(&county).unwrap();
    fs::rename(here.path("demo"), county.join("demo")).unwrap();
    here.git("init -q -b main ../county");
    for (name, value) in [("user.name", "乙"), ("user.email", "b@example.org")] {
        here.git(["-C", "../county", "config", name, value]);
    }
    here.git("-C ../county add -A");
    here.git("-C ../county commit -qm 县");
    symlink("../../county/demo", here.path("demo")).unwrap();
    here.git("add -A");
    here.git("commit -qm 链接");
    let head = here.git("rev-parse HEAD");
    here.note_progress("demo", "一");
    here.duban("diff").stdout_has("进展情况：一").run();
    here.run("commit");
    assert_eq!(here.git("rev-parse HEAD"), head);
    let there = here.git("-C ../county show --format=%an --name-only");
    assert_eq!(there, "乙\n\ndemo/progress.toml\n");
    here.says("log demo:3.1.1/launch", "进展情况：一");
    // On no branch it is said, for the commit is easily lost.
    here.git("-C ../county checkout -q --detach");
    here.note_progress("demo", "二");
    here.duban("commit").stderr_has("不在任何分支上").run();
    here.duban("sync").code(4).stderr_has("demo (").run();
}

#[test]
fn what_lies_in_no_repository_is_read_and_never_written_to() {
    let here = office();
    let away = here.root().join("away");
    fs::rename(here.path("demo"), &away).unwrap();
    symlink("../../away", here.path("demo")).unwrap();
    let log = fs::read(away.join("progress.toml")).unwrap();
    here.duban("list").stdout_has("3.1.4/launch").run();
    let deeds: [&str; 2] = [
        "mark demo:3.1.1/launch doing --by 县教育局",
        "progress demo:3.1.1/launch --by 县教育局 --text 一",
    ];
    for deed in deeds {
        let run = here.duban(deed);
        run.code(3).stderr_has("仓库之外").run();
    }
    here.refuses(3, "check --fix", "仓库之外");
    assert_eq!(fs::read(away.join("progress.toml")).unwrap(), log);
    // A plan that would be made there, and what is kept beside the plans.
    fs::create_dir(here.root().join("empty")).unwrap();
    symlink("../../empty", here.path("new")).unwrap();
    let init = "init --id new --title 新 --start 2024-01-01 --end 2025-12-31";
    here.refuses(3, init, "仓库之外");
    assert_eq!(fs::read_dir(here.root().join("empty")).unwrap().count(), 0);
}

#[test]
fn lines_of_a_file_outside_are_not_shown() {
    let here = office();
    let secret = here.root().join("secret");
    fs::write(&secret, "root:x:0:0:root:/root:/bin/bash\n").unwrap();
    fs::create_dir(here.path("other")).unwrap();
    symlink("../../../secret", here.path("other/plan.toml")).unwrap();
    let ran = here.duban("check --plan other").code(1).run();
    assert!(ran.stdout.contains("plan.toml:1:5"), "{}", ran.stdout);
    for command in ["check", "list", "commit"] {
        let output = here.duban([command]).command().output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert!(
            !String::from_utf8_lossy(&said).contains("root:"),
            "{command}"
        );
    }
}

#[test]
fn a_plan_that_a_link_or_submodule_promises_and_that_is_not_there_is_reported() {
    let here = office();
    let unfetched = "counties/甲县";
    let modules = format!("[submodule \"甲\"]\n\tpath = {unfetched}\n\turl = ../jia.git\n");
    let gone = ("gone", "../../away/gone", "所指的");
    let behind = ("behind", "../counties/甲县/plans/jia", unfetched);
    for (name, to, told) in [gone, behind] {
        symlink(to, here.path(name)).unwrap();
        if name == "behind" {
            fs::write(here.folder().join(".gitmodules"), &modules).unwrap();
            fs::create_dir_all(here.folder().join(unfetched)).unwrap();
        }
        for command in [
            "list", "brief", "overdue", "list --plan behind", "list --plan gone",
        ] {
            if command.contains("--plan") && !command.ends_with(name) {
                continue;
            }
            here.duban(command).code(3).stderr_has(told).run();
        }
        here.duban("check").code(1).stdout_has(told).run();
        fs::remove_file(here.path(name)).unwrap();
    }
    here.run("list");
    // A submodule in the folder of plans itself, and alone.
    let modules = modules.replace(unfetched, "plans/demo");
    fs::write(here.folder().join(".gitmodules"), modules).unwrap();
    fs::remove_dir_all(here.path("demo")).unwrap();
    fs::create_dir(here.path("demo")).unwrap();
    here.duban("brief").code(3).stderr_has("not-fetched").run();
    here.prints(1, "check", "git submodule update --init");
    here.refuses(3, "mark 3.1.1/launch done", "方案 demo 无法读取");
}

#[test]
fn a_link_in_the_place_of_a_folder_is_in_the_way_of_what_comes() {
    for is_inside in [true, false] {
        let here = office();
        here.git("clone -q --bare . ../remote.git");
        here.git("remote add origin ../remote.git");
        here.git("push -qu origin main");
        here.note_progress("demo", "一");
        here.run("sync --commit");
        here.git("reset -q --hard HEAD~1");
        let real = if is_inside { "plans-away" } else { "../away" };
        let real = here.folder().join(real);
        fs::rename(here.path("demo"), &real).unwrap();
        symlink(&real, here.path("demo")).unwrap();
        let head = here.git("rev-parse HEAD");
        here.duban("sync").code(4).stderr_has("plans/demo").run();
        assert_eq!(here.git("rev-parse HEAD"), head);
        assert!(here.path("demo").is_symlink());
        assert!(here.path("demo/plan.toml").is_file());
        // Out of the way, it comes.
        fs::remove_file(here.path("demo")).unwrap();
        fs::rename(&real, here.path("demo")).unwrap();
        here.run("sync");
        here.says("log demo:3.1.1/launch", "进展情况：一");
        // A link that the remote has in its place comes too.
        here.git("mv plans/demo plans-there");
        symlink("../plans-there", here.path("demo")).unwrap();
        here.git("add -A");
        here.git("commit -qm 链接");
        here.git("push -q");
        here.git("reset -q --hard HEAD~1");
        here.run("sync");
        assert!(here.path("demo").is_symlink());
    }
}

#[test]
fn a_link_to_a_plan_that_changed_alone_is_named_by_commit_and_no_change_of_the_plan() {
    let here = office();
    here.git("clone -q --bare . ../remote.git");
    here.git("remote add origin ../remote.git");
    here.git("push -qu origin main");
    fs::create_dir(here.folder().join("store")).unwrap();
    here.git("mv plans/demo store/demo");
    fs::create_dir_all(here.path("")).unwrap();
    here.git("add -A");
    here.git("commit -qm 移");
    let (link, to) = (here.path("demo"), "../store/demo");
    let told = |here: &Workspace| {
        for command in ["commit", "commit --deleted"] {
            here.duban(command)
                .code(4)
                .stderr_has("plans/demo 是通向方案的链接")
                .stderr_has("git add -- ':/plans/demo'")
                .run();
        }
    };
    // New: nothing of the plan itself waits.
    symlink(to, &link).unwrap();
    let brief = here.run("brief");
    assert!(!brief.stdout.contains("未存档"), "{}", brief.stdout);
    told(&here);
    here.run("sync");
    here.git("add -- :/plans/demo");
    here.git("commit -qm 链接");
    here.run("commit");
    // Gone.
    fs::remove_file(&link).unwrap();
    told(&here);
    here.run("sync");
    assert!(fs::symlink_metadata(&link).is_err());
    // Turned to another plan.
    here.git("checkout -q plans");
    fs::create_dir(here.folder().join("store/other")).unwrap();
    for file in ["plan.toml", "progress.toml"] {
        let from = here.folder().join("store/demo").join(file);
        let text = fs::read_to_string(from).unwrap();
        let text = text.replace("value = 60", "value = 6");
        fs::write(here.folder().join("store/other").join(file), text).unwrap();
    }
    here.git("add -A");
    here.git("commit -qm 另一份");
    fs::remove_file(&link).unwrap();
    symlink("../store/other", &link).unwrap();
    here.duban("diff").stdout_has("6名").run();
    told(&here);
    here.git("add -- :/plans/demo");
    here.git("commit -qm 改");
    here.run("commit");
    here.run("sync");
}

#[test]
fn a_folder_of_links_into_other_repositories_names_them() {
    let here = Workspace::of(Fixture::Demo);
    let county = here.root().join("county");
    fs::create_dir(&county).unwrap();
    fs::rename(here.path("demo"), county.join("demo")).unwrap();
    here.git("init -q -b main ../county");
    here.git("-C ../county add -A");
    here.git("-C ../county commit -qm 县");
    symlink("../../county/demo", here.path("demo")).unwrap();
    for command in ["sync", "log demo:3.1.1/launch", "diff HEAD", "review HEAD"] {
        here.duban(command)
            .code(4)
            .stderr_has("各方案在各自的仓库里：demo (")
            .run();
    }
}
