//! What the history says is true: of merges, copies, shallow clones and days; and one entry is one, however it is spaced.

use std::fs;
use std::path::Path;

use crate::common::duban::{Fixture, Workspace};
use crate::git_support::script;

/// A repository with a bare one to exchange with, and a clone of somebody else beside it.
struct Two {
    here: Workspace,
    there: String,
}

fn git_at(here: &Workspace, folder: &str, day: &str, args: &[&str]) -> String {
    let done = here
        .git_command(args)
        .current_dir(here.folder().join(folder))
        .env("GIT_AUTHOR_NAME", "乙")
        .env("GIT_AUTHOR_EMAIL", "b@example.org")
        .env("GIT_COMMITTER_NAME", "乙")
        .env("GIT_COMMITTER_EMAIL", "b@example.org")
        .env("GIT_AUTHOR_DATE", format!("{day}T09:00:00+08:00"))
        .env("GIT_COMMITTER_DATE", format!("{day}T09:00:00+08:00"))
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "git {args:?}: {error}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn office() -> Workspace {
    Workspace::in_git(Fixture::Demo)
}

fn two() -> Two {
    let here = office();
    here.git("clone -q --bare . ../hub.git");
    here.git("remote add origin ../hub.git");
    here.git("fetch -q");
    here.git("branch -q --set-upstream-to=origin/main");
    here.git("clone -q ../hub.git ../there");
    for (name, value) in [("user.name", "乙"), ("user.email", "b@example.org")] {
        here.git(["-C", "../there", "config", name, value]);
    }
    let there = here.root().join("there/plans").to_str().unwrap().to_owned();
    Two { here, there }
}

/// Adds a line to a log by hand.
fn add(file: &std::path::Path, id: &str, line: &str) {
    let text = fs::read_to_string(file).unwrap();
    let head = format!("[milestone.\"{id}\"]\nlog = [\n");
    assert!(text.contains(&head));
    fs::write(file, text.replace(&head, &format!("{head}{line}\n"))).unwrap();
}

#[test]
fn an_entry_that_a_merge_commit_wrote_is_in_the_log_and_its_authors() {
    let here = office();
    here.git("checkout -q -b side");
    here.git("commit -q --allow-empty -m side");
    here.git("checkout -q main");
    here.git("merge -q --no-ff --no-commit side");
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { at = 2023-01-02T09:00:00+08:00, by = \"县教育局\", status = \"done\" },",
    );
    here.git("add -A");
    here.git("commit -q -m merged");
    here.says(
        "log demo:3.1.1/launch",
        "merged\n  3.1.1 弘扬科学精神 启动实施：未启动 → 已办结",
    );
    // Accepted by the same person in the next commit.
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { at = 2023-01-03T09:00:00+08:00, by = \"县科协\", status = \"closed\" },",
    );
    here.git("commit -qam closed");
    here.duban("review HEAD~1..HEAD --deny weaken")
        .code(1)
        .run();
}

#[test]
fn who_asked_or_reported_decides_for_no_other_unit() {
    let asked = "by = \"县教育局\", postpone = 2030-12-31, reason = \"缺人\"";
    let reported = "by = \"县教育局\", status = \"done\"";
    let granted = format!("{asked}, approved_by = \"县科协\"");
    let returned = "by = \"县科协\", status = \"returned\", reason = \"缺佐证\"";
    for (first, second) in [(asked, granted.as_str()), (reported, returned)] {
        let here = office();
        let entry = |day: u32, said: &str| {
            let line = format!("  {{ at = 2023-01-0{day}T09:00:00+08:00, {said} }},");
            let file = here.path("demo/progress.toml");
            let text = fs::read_to_string(&file).unwrap();
            let end = "\n] # 3.1.1/deepen";
            fs::write(&file, text.replace(end, &format!("\n{line}{end}"))).unwrap();
            here.git("commit -qam entry");
        };
        entry(2, first);
        entry(3, second);
        let review = ["review", "HEAD~1..HEAD", "--deny", "weaken"];
        here.duban(review).code(1).run();
        here.git("commit -q --amend '--author=乙 <b@x>' -m other");
        here.run(review);
    }
}

#[test]
fn what_two_sides_recorded_is_theirs_and_not_the_merges() {
    let here = office();
    here.git("checkout -q -b side");
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { at = 2023-01-02T09:00:00+08:00, by = \"县教育局\", text = \"一\" },",
    );
    here.git("commit -qam one");
    here.git("checkout -q main");
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { at = 2023-01-03T09:00:00+08:00, by = \"县教育局\", text = \"二\" },",
    );
    here.git("commit -qam two");
    here.git("merge -q --no-edit side");
    let ran = here.run("log demo:3.1.1/launch");
    let count = |what: &str| ran.stdout.matches(what).count();
    assert_eq!(
        (count("一"), count("二"), count("Merge")),
        (1, 1, 0),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_log_tells_what_a_merge_settled_whichever_side_it_took() {
    for side in ["ours", "theirs"] {
        let here = office();
        // Not joined by lines, so that both entries conflict.
        fs::write(here.path("../.git/info/attributes"), "*.toml !merge\n").unwrap();
        let title = "弘扬科学精神";
        let line = |said: &str| {
            format!("  {{ at = 2023-01-02T09:00:00+08:00, by = \"县教育局\", text = \"{said}\" }},")
        };
        add(
            &here.path("demo/progress.toml"),
            "3.1.1/launch",
            &line("旧"),
        );
        here.git("commit -qam base");
        let change = |title_now: &str, said: &str| {
            here.replace_first("demo/plan.toml", title, title_now);
            here.replace_first("demo/progress.toml", &line("旧"), &line(said));
            here.git(["commit", "-qam", said]);
        };
        here.git("checkout -q -b side");
        change("弘扬科学家精神", "乙说");
        here.git("checkout -q main");
        change("弘扬求实精神", "甲说");
        // What one side alone changed is that side's.
        add(
            &here.path("demo/progress.toml"),
            "3.1.1/launch",
            "  { at = 2023-01-05T09:00:00+08:00, by = \"县科协\", text = \"另\" },",
        );
        here.git("commit -qam more");
        here.git_command(["merge", "-q", "side"]).output().unwrap();
        here.run(["resolve", "--all", side]);
        let log = here.run("log demo:3.1.1").stdout;
        let merge = log.lines().skip(1);
        let settled: Vec<&str> = merge.take_while(|line| line.starts_with("  ")).collect();
        let (lost, kept, title) = match side {
            "ours" => ("乙说", "甲说", "弘扬[-科学家-]{+求实+}精神"),
            _ => ("甲说", "乙说", "弘扬[-求实-]{+科学家+}精神"),
        };
        let said = format!("县教育局 进展情况：{lost} → 2023-01-02 县教育局 进展情况：{kept}");
        assert_eq!(settled.len(), 2, "{log}");
        assert!(settled[0].ends_with(title), "{log}");
        assert!(settled[1].ends_with(&said), "{log}");
        // Both sides stay in the history, also the one that lost.
        assert!(
            log.contains("旧 → 2023-01-02 县教育局 进展情况：乙说"),
            "{log}"
        );
    }
}

#[test]
fn a_line_that_comes_a_second_time_or_goes_again_is_in_the_log() {
    let here = office();
    let line = "  { at = 2023-01-02T09:00:00+08:00, by = \"县教育局\", text = \"一\" },";
    for said in ["once", "twice"] {
        add(&here.path("demo/progress.toml"), "3.1.1/launch", line);
        here.git(["commit", "-qam", said]);
    }
    here.replace_first("demo/progress.toml", &format!("{line}\n"), "");
    here.git("commit -qam again");
    here.says("log demo:3.1.1/launch", ["once", "twice", "again"]);
}

#[test]
fn what_a_side_recorded_under_the_old_number_is_in_the_log_of_the_new_one() {
    let here = office();
    here.git("checkout -q -b side");
    here.replace_first("demo/plan.toml", "id = \"3.1.1\"", "id = \"3.1.9\"");
    here.edit("demo/progress.toml", |log| log.replace("3.1.1", "3.1.9"));
    here.git("commit -qam renumbered");
    here.git("checkout -q main");
    // Made later, by somebody who does not have the new number yet.
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { at = 2023-01-02T09:00:00+08:00, by = \"县教育局\", text = \"旧号之下\" },",
    );
    here.git("commit -qam entry");
    here.git_command(["merge", "-q", "--no-edit", "side"])
        .output()
        .unwrap();
    here.run("resolve --all ours");
    here.git("commit -q --allow-empty -am settled");
    let log = here.run("log demo:3.1.9/launch").stdout;
    for said in ["旧号之下", "3.1.1 弘扬科学精神", "renumbered"] {
        assert!(log.contains(said), "{said}: {log}");
    }
}

#[test]
fn a_copied_plan_has_a_history_of_its_own_and_a_renamed_folder_keeps_it() {
    let here = office();
    here.note_progress("demo", "旧事");
    here.run("commit");
    here.write(
        "new/plan.toml",
        here.read("demo/plan.toml")
            .replacen("\"demo\"", "\"new\"", 1)
            .replacen("示例县", "另一县", 2),
    );
    here.run("check --fix");
    here.git("add -A");
    here.git("commit -qm 'new plan'");
    let ran = here.run("log new:3.1.1/launch");
    assert!(
        !ran.stdout.contains("旧事") && ran.stdout.contains("new plan"),
        "{}",
        ran.stdout
    );
    here.git("mv plans/demo plans/other");
    here.replace_first("other/plan.toml", "\"demo\"", "\"other\"");
    here.replace_first("other/progress.toml", "\"demo\"", "\"other\"");
    here.git("commit -qam renamed");
    here.says("log other:3.1.1/launch", "旧事");
}

#[test]
fn a_shallow_clone_says_that_it_is_and_blames_nobody() {
    let here = office();
    here.git("commit -q --allow-empty -m last");
    let from = format!("file://{}", here.folder().display());
    here.git(["clone", "-q", "--depth", "1", from.as_str(), "../shallow"]);
    let plans = here.root().join("shallow/plans");
    let plans = plans.to_str().unwrap();
    let ran = here
        .duban(["--plans", plans, "log", "demo:3.1.4/launch"])
        .stdout_has("浅克隆")
        .run();
    assert!(!ran.stdout.contains("last"), "{}", ran.stdout);
    let ran = here
        .run(["--plans", plans, "--json", "log", "demo:3.1.4/launch"])
        .json();
    assert_eq!(ran["shallow"], true);
}

#[test]
fn the_end_of_an_item_is_in_the_log_of_its_milestones() {
    let here = office();
    here.edit("demo/plan.toml", |text| {
        let from = text.find("[[action]]\nid = \"4.1\"").unwrap();
        let to = from + text[from + 5..].find("[[action]]").unwrap() + 5;
        text[..from].to_owned() + &text[to..]
    });
    here.git("commit -qam 'taken out'");
    for id in ["demo:4.1", "demo:4.1/budget"] {
        here.says(["log", id], ["taken out", "删除"]);
    }
    // It owed nothing in that phase.
    here.refuses(2, "log demo:4.1/launch", "没有编号 demo:4.1/launch");
}

#[test]
fn what_an_item_owes_in_a_phase_keeps_its_history_where_the_phase_gets_another_id() {
    let here = office();
    here.run("mark 3.1.1/launch doing --on 2022-05-01");
    here.commit_all();
    here.edit("demo/plan.toml", |plan| {
        plan.replace("\"launch\"", "\"begin\"")
    });
    here.edit("demo/progress.toml", |log| log.replace("/launch", "/begin"));
    here.run("check");
    here.commit_all();
    let log = here.run("log 3.1.1/begin").stdout;
    assert!(log.contains("进行中") && log.contains("新增"), "{log}");
}

#[test]
fn the_users_settings_of_encodings_do_not_garble() {
    for setting in ["i18n.logOutputEncoding", "i18n.commitEncoding"] {
        let here = office();
        here.git(["config", setting, "GBK"]);
        here.git("config user.name 张三");
        here.note_progress("demo", "一");
        here.run("commit");
        let ran = here
            .duban("log demo:3.1.1/launch")
            .stdout_has("张三")
            .stdout_has("登记 1 条")
            .run();
        assert!(!ran.stdout.contains('\u{fffd}'));
        // Nor do others see anything else.
        let plain = here.git("-c i18n.logOutputEncoding=UTF-8 log -1 '--format=%an %s'");
        assert!(plain.starts_with("张三 示例县：登记 1 条"), "{plain}");
    }
}

#[test]
fn what_the_shared_branch_said_on_a_day_stays_whatever_is_synced_later() {
    let Two { here, there } = two();
    // Here, on the first day, and sent; there on the second, sent only on the third.
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  { on = 2024-05-01, by = \"县教育局\", text = \"第一天\" },",
    );
    git_at(&here, ".", "2024-05-01", &["commit", "-qam", "第一天"]);
    here.git("push -q");
    let other = std::path::Path::new(&there).join("demo/progress.toml");
    add(
        &other,
        "3.1.1/deepen",
        "  { on = 2024-05-02, by = \"县教育局\", text = \"第二天\" },",
    );
    git_at(
        &here,
        "../there",
        "2024-05-02",
        &["commit", "-qam", "第二天"],
    );
    let said = |day: &str| {
        let ran = here.run(["--at", day, "show", "demo:3.1.1"]);
        (ran.stdout.contains("第一天"), ran.stdout.contains("第二天"))
    };
    assert_eq!(said("2024-05-01"), (true, false));
    let sync = |plans: &str, day: &str| {
        here.duban(["--plans", plans, "sync"])
            .env("GIT_COMMITTER_DATE", &format!("{day}T09:00:00+08:00"))
            .run();
    };
    sync(&there, "2024-05-03");
    let plans = here.folder().join("plans");
    sync(plans.to_str().unwrap(), "2024-05-04");
    for (day, wanted) in [
        ("2024-05-01", (true, false)),
        ("2024-05-02", (true, false)),
        ("2024-05-03", (true, true)),
        ("2030-01-01", (true, true)),
    ] {
        assert_eq!(said(day), wanted, "{day}");
    }
    // What was not sent on its day was not said on its day, though nobody else sent anything meanwhile.
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/evaluate",
        "  { on = 2024-05-05, by = \"县教育局\", text = \"第五天\" },",
    );
    git_at(&here, ".", "2024-05-05", &["commit", "-qam", "第五天"]);
    let has = |day: &str| {
        here.run(["--at", day, "show", "demo:3.1.1"])
            .stdout
            .contains("第五天")
    };
    assert!(!has("2024-05-06"));
    sync(plans.to_str().unwrap(), "2024-05-07");
    assert!(!has("2024-05-06") && has("2024-05-07"));
    // A pull by hand turns the sides round; the published one is followed.
    add(
        &other,
        "3.1.4/evaluate",
        "  { on = 2024-05-08, by = \"县教育局\", text = \"第八天\" },",
    );
    git_at(
        &here,
        "../there",
        "2024-05-08",
        &["commit", "-qam", "第八天"],
    );
    git_at(
        &here,
        "../there",
        "2024-05-09",
        &["pull", "-q", "--no-rebase", "--no-edit"],
    );
    git_at(&here, "../there", "2024-05-09", &["push", "-q"]);
    here.git("pull -q");
    assert!(has("2024-05-07") && has("2024-05-08") && !has("2024-05-06"));
    let eighth = here.run("--at 2024-05-08 show demo:3.1.4");
    assert!(!eighth.stdout.contains("第八天"));
}

#[test]
fn the_same_entry_in_other_spacing_is_one_entry() {
    let Two { here, there } = two();
    let other = std::path::Path::new(&there).join("demo/progress.toml");
    add(
        &other,
        "3.1.1/launch",
        "  { at = 2024-05-01T09:00:00+08:00, by = \"县教育局\", status = \"done\" },",
    );
    here.run(["--plans", there.as_str(), "sync", "--commit"]);
    add(
        &here.path("demo/progress.toml"),
        "3.1.1/launch",
        "  {at=2024-05-01T09:00:00+08:00,status='done', by=\"县教育局\"},",
    );
    here.run("sync --commit");
    let log = here.read("demo/progress.toml");
    assert_eq!(log.matches("2024-05-01T09:00:00").count(), 1, "{log}");
}

/// The two files of the plan, if it is there.
fn files_of_demo(here: &Workspace) -> Option<[String; 2]> {
    let files = ["demo/plan.toml", "demo/progress.toml"];
    let is_there = here.path("demo").exists();
    is_there.then(|| files.map(|file| here.read(file)))
}

#[test]
fn a_plan_deleted_there_and_changed_here_stays_or_goes_as_a_whole() {
    for (choice, is_kept) in [("ours", true), ("theirs", false)] {
        for is_log in [false, true] {
            let Two { here, .. } = two();
            here.git("-C ../there rm -rq plans/demo");
            git_at(&here, "../there", "2024-05-01", &["commit", "-qm", "gone"]);
            here.git("-C ../there push -q");
            if is_log {
                here.note_progress("demo", "一");
            } else {
                here.replace_first("demo/plan.toml", "value = 60", "value = 61");
            }
            here.refuses(4, "sync --commit", "duban resolve");
            here.duban("resolve")
                .code(4)
                .stdout_has("整体保留或整体删去")
                .stdout_has("乙 2024-05-01")
                .stderr_has("尚有 1 处未选定")
                .run();
            let before = files_of_demo(&here);
            here.run(["resolve", "--all", choice]);
            assert_eq!(files_of_demo(&here), before.filter(|_| is_kept));
            assert_eq!(here.git("status --porcelain"), "");
            assert_eq!(
                here.git("rev-parse HEAD"),
                here.git("-C ../hub.git rev-parse main")
            );
        }
    }
}

#[test]
fn what_git_stopped_at_is_settled_whole_and_the_next_step_is_told() {
    for (operation, next) in [
        ("merge", ""),
        ("rebase", "git rebase --continue"),
        ("cherry-pick", "git cherry-pick --continue"),
    ] {
        for (choice, is_kept) in [("ours", true), ("theirs", false)] {
            let here = office();
            here.git("checkout -q -b other");
            here.git("rm -rq plans/demo");
            git_at(&here, ".", "2024-05-01", &["commit", "-qm", "gone"]);
            here.git("checkout -q main");
            here.replace_first("demo/plan.toml", "value = 60", "value = 61");
            here.git("commit -qam changed");
            let before = files_of_demo(&here);
            let done = here.git_command([operation, "other"]).output().unwrap();
            assert!(!done.status.success());
            // What was chosen is what was there: nothing of the other commit is left to be recorded.
            let next = if is_kept && operation == "cherry-pick" {
                "git cherry-pick --skip"
            } else {
                next
            };
            here.warns(["resolve", "--all", choice], next);
            assert_eq!(files_of_demo(&here), before.filter(|_| is_kept));
            assert_eq!(here.git("ls-files --unmerged"), "");
            if operation == "merge" {
                assert_eq!(here.git("log -1 --format=%p").split_whitespace().count(), 2);
                assert_eq!(here.git("status --porcelain"), "");
            }
        }
    }
}

#[test]
fn a_revert_that_stopped_is_settled_either_way_and_goes_on() {
    for (choice, next, value) in [
        ("ours", "git revert --skip", "value = 62"),
        ("theirs", "git revert --continue", "value = 60"),
    ] {
        let here = office();
        for (who, value) in [("李四", "61"), ("王五", "62")] {
            here.edit("demo/plan.toml", |text| {
                let old = if value == "61" {
                    "value = 60"
                } else {
                    "value = 61"
                };
                text.replacen(old, &format!("value = {value}"), 1)
            });
            let author = format!("{who} <{value}@example.org>");
            here.git(["commit", "-qam", value, "--author", &author]);
        }
        let stopped = here
            .git_command(["revert", "--no-edit", "HEAD~1"])
            .output()
            .unwrap();
        assert!(!stopped.status.success());
        // The other side is what was before the commit that is being taken back: known by that one.
        here.duban(["resolve", "--all", choice])
            .stdout_has("李四")
            .stderr_has(next)
            .run();
        here.git(next.replace("git ", "-c core.editor=true "));
        assert!(here.read("demo/plan.toml").contains(value), "{choice}");
        assert_eq!(here.git("status --porcelain"), "");
    }
}

#[test]
fn in_a_rebase_ours_is_ones_own() {
    let here = office();
    here.git("checkout -q -b upstream");
    here.replace_first("demo/plan.toml", "value = 60", "value = 62");
    git_at(&here, ".", "2024-05-01", &["commit", "-qam", "theirs"]);
    here.git("checkout -q main");
    here.replace_first("demo/plan.toml", "value = 60", "value = 61");
    here.git("commit -qam own");
    let done = here.git_command(["rebase", "upstream"]).output().unwrap();
    assert!(!done.status.success());
    here.duban("resolve")
        .code(4)
        .stdout_has("1 本方 甲")
        .stdout_has("2 对方 乙 2024-05-01")
        .stderr_has("尚有 1 处未选定")
        .run();
    here.warns("resolve 1=ours", "git rebase --continue");
    assert!(here.read("demo/plan.toml").contains("value = 61"));
    here.git("-c core.editor=true rebase --continue");
    assert_eq!(here.git("log -2 --format=%s"), "own\ntheirs\n");
}

#[test]
fn a_deed_while_sync_pushes_is_told_as_one_to_commit() {
    let Two { here, there } = two();
    let line = "  { on = 2024-05-01, by = \"县教育局\", text = \"乙\" },";
    add(
        &Path::new(&there).join("demo/progress.toml"),
        "3.1.1/deepen",
        line,
    );
    git_at(&here, &there, "2024-05-01", &["commit", "-qam", "乙"]);
    git_at(&here, &there, "2024-05-01", &["push", "-q"]);
    here.note_progress("demo", "甲");
    let file = here.path("demo/progress.toml");
    let deed = format!(
        "test -e once && exit 0\ntouch once\nsed -i 's/text = \"甲\"/text = \"丙\"/' {}",
        file.display()
    );
    script(&here.folder().join(".git/hooks/pre-push"), &deed);
    here.duban("sync --commit")
        .code(4)
        .stderr_has("duban sync --commit")
        .run();
    here.run("sync --commit");
    let log = fs::read_to_string(&file).unwrap();
    assert!(log.contains("丙") && log.contains(line.trim()), "{log}");
}
