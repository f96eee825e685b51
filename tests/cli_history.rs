//! `diff`, `review` and `log` on the command line, with real git.

use std::fs;

use super::common::duban::{Fixture, Workspace};

/// The demo, committed.
fn office() -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    office
}

fn lower_the_target(office: &Workspace) {
    office.replace_first("demo/plan.toml", "value = 60", "value = 50");
}

fn commit(office: &Workspace, message: &str) {
    office.git("add -A");
    office.git(["commit", "-q", "-m", message]);
}

#[test]
fn what_is_not_committed_is_told_in_the_plans_words() {
    let office = office();
    office.duban("diff").stdout("").stderr("没有差别\n").run();
    office.run("progress 3.1.4/teachers@2023 --value 50 --on 2023-09-30");
    lower_the_target(&office);
    office.says(
        "diff",
        [
            "  承诺（plan.toml）\n    3.1.4 骨干教师培训：目标值 60名以上 → 50名以上\n",
            "  进展（progress.toml）\n    3.1.4 骨干教师培训 2023：45 → 50名\n",
        ],
    );
    let json = office.run("diff HEAD --json").json();
    assert_eq!(json["schema"], 1);
    let differences = json["plans"][0]["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 2);
    assert_eq!(differences[0]["place"]["id"], "3.1.4/teachers");
    assert_eq!(differences[0]["field"], "target");
    assert_eq!(differences[0]["from"]["value"], 60);
    assert_eq!(differences[1]["log"]["after"]["value"], 50);
}

#[test]
fn a_past_version_is_compared_with_the_one_that_is_named() {
    let office = office();
    for value in [46, 47] {
        office.run(format!(
            "progress 3.1.4/teachers@2023 --value {value} --on 2023-09-30"
        ));
        commit(&office, &value.to_string());
    }
    office.prints_only(
        "diff HEAD~2 --at HEAD~1",
        &office.run("diff HEAD~2..HEAD~1").stdout,
    );
    assert!(
        office
            .run("diff HEAD~2 --at HEAD~1")
            .stdout
            .contains("→ 46名")
    );
    for args in ["diff --at HEAD~1", "diff HEAD~2..HEAD --at HEAD~1"] {
        office.refuses(2, args, "与哪一版比较");
    }
}

/// The date that an earlier grant set refuses a request, as the original one does.
#[test]
fn a_refusal_by_the_date_that_holds_is_no_grant() {
    let office = office();
    office.run(
        "postpone 3.1.1/launch 2023-03-31 --reason 场地 --approved-by 县财政局 --on 2022-05-01",
    );
    commit(&office, "批准");
    office.run("postpone 3.1.1/launch 2023-06-30 --reason 再延 --on 2022-06-01");
    office.run(
        "postpone 3.1.1/launch 2023-03-31 --reason 不同意 --approved-by 县财政局 --on 2022-06-02",
    );
    commit(&office, "再申请，未批准");
    office
        .duban("review HEAD~1..HEAD --deny weaken")
        .stderr_has("未发现弱化")
        .run();
}

#[test]
fn a_review_fails_where_it_is_told_to_and_only_there() {
    let office = office();
    lower_the_target(&office);
    commit(&office, "下调");
    office.says("review HEAD~1..HEAD", "目标值降低");
    office
        .duban("review HEAD~1..HEAD --deny weaken")
        .code(1)
        .stderr_has("1 处弱化")
        .run();
    office
        .duban("review HEAD..HEAD --deny weaken")
        .stdout("")
        .stderr_has("未发现弱化")
        .run();
    office.prints(
        1,
        "review HEAD~1 --deny weaken --json",
        "\"kind\": \"target-lower\"",
    );
    office.says("review HEAD~1 --format md", "### 弱化\n\n- 目标值降低");
    office.refuses(
        2,
        "review HEAD~1 --deny everything",
        "--deny 不能是 everything",
    );
}

#[test]
fn what_others_did_meanwhile_is_not_taken_for_what_a_branch_removed() {
    let office = office();
    office.git("switch -q -c branch");
    office.replace_first("demo/plan.toml", "加强科学教育", "加强科学普及教育");
    commit(&office, "改字");
    office.git("switch -q main");
    office.run("mark 3.1.1/launch done --on 2023-01-05");
    commit(&office, "登记");
    office.run("review main...branch --deny weaken");
    office.prints(1, "review main..branch --deny weaken", "登记被删除");
}

#[test]
fn who_reported_cannot_accept_whichever_unit_is_named() {
    let office = office();
    office.run("mark 3.1.1/launch done --by 县教育局 --on 2023-01-05");
    commit(&office, "办结");
    office.run("mark 3.1.1/launch closed --by 县科协 --on 2023-01-06");
    commit(&office, "销号");
    // Two units are named, so the person is named too.
    let both = ["销号人即报办结人", "县教育局", "县科协", "两条均由 甲 登记"];
    office.prints(1, "review HEAD~1..HEAD --deny weaken", both);
    office.git("-c user.name=乙 commit -q --amend --author '乙 <b@example.org>' -m 销号");
    office.run("review HEAD~1..HEAD --deny weaken");
}

#[test]
fn an_item_keeps_its_history_across_new_numbers_and_new_folders() {
    let office = office();
    office.run("progress 3.1.4/teachers@2023 --value 50 --on 2023-09-30");
    commit(&office, "九月");
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.replace(file, "3.1.4", "3.1.9");
    }
    commit(&office, "改号");
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.replace_first(file, "\"demo\"", "\"renamed\"");
    }
    fs::rename(office.path("demo"), office.path("renamed")).unwrap();
    commit(&office, "改文件夹");
    let ran = office.run("log 3.1.9/teachers@2023");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(
        lines.iter().any(|line| line.ends_with("九月")),
        "{}",
        ran.stdout
    );
    assert!(
        lines.contains(&"  3.1.4 骨干教师培训 2023：45 → 50名"),
        "{}",
        ran.stdout
    );
    assert!(
        lines.iter().any(|line| line.ends_with(" 始")),
        "{}",
        ran.stdout
    );
    let action = office.run("log 3.1.9").stdout;
    assert!(action.contains("原编号 3.1.4"), "{action}");
    // The renamed folder is the same plan, not one less.
    office.run("review HEAD~1..HEAD --deny weaken");
}

#[test]
fn revisions_are_never_options_and_what_is_not_there_is_said() {
    let office = office();
    let marker = office.root().join("owned");
    for revision in [
        "--output=owned", "-x", "$(touch owned)", "a\nb", "nothing", "HEAD~99", "nothing..HEAD",
    ] {
        let named = revision.trim_end_matches("..HEAD");
        let why = format!("找不到版本「{named}」");
        office.refuses(2, ["diff", "--", revision], &why);
    }
    assert!(!marker.exists() && !office.folder().join("owned").exists());
    office.duban("log 9.9.9").code(2).stderr_has("9.9.9").run();
}

#[test]
fn outside_of_git_these_commands_say_so() {
    let office = Workspace::of(Fixture::Demo);
    for args in [["diff", "HEAD"], ["review", "HEAD"], ["log", "3.1.4"]] {
        office.duban(args).code(4).stderr_has("git").run();
    }
}

/// With somebody who commits, and a bare repository to exchange with.
fn office_with_remote() -> Workspace {
    let office = office();
    let remote = office.root().join("remote.git");
    let remote = remote.to_str().unwrap();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    office.git(["clone", "-q", "--bare", ".", remote]);
    office.git(["remote", "add", "origin", remote]);
    office
}

#[test]
fn a_plan_that_is_gone_is_asked_about_and_no_dead_end() {
    let office = office_with_remote();
    fs::remove_file(office.path("demo/progress.toml")).unwrap();
    office.refuses(4, "sync", "duban sync --commit");
    for command in ["commit", "sync --commit"] {
        let refused = office
            .duban(command)
            .code(4)
            .stderr_has("demo/progress.toml")
            .stderr_has("git checkout HEAD -- ':/plans/demo/progress.toml'")
            .run();
        assert!(refused.stderr.contains("duban commit --deleted"));
    }
    office.says("commit --deleted", "删去 progress.toml（登记 ");
    office.duban("sync").stdout_has("推送 1 次").run();
    // All plans gone.
    fs::remove_dir_all(office.path("demo")).unwrap();
    office.duban("diff").stdout_has("方案：删除").run();
    office.run("commit --deleted");
    assert_eq!(office.git("status --porcelain"), "");
    office.duban("sync").stdout_has("推送 1 次").run();
}

#[test]
fn sync_commits_first_where_that_is_asked() {
    let office = office_with_remote();
    office.run("mark 3.1.1/launch done --on 2022-11-03");
    office
        .duban("sync --commit")
        .stdout_has("推送 1 次")
        .stderr_has("登记 1 条")
        .run();
    // With nothing to commit it only syncs.
    office.duban("sync --commit").stdout_has("推送 0 次").run();
}

/// Spacing is no entry: the commit says that nothing differs.
#[test]
fn a_commit_of_spacing_alone_says_no_difference() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    office.replace("demo/progress.toml", "  { at", "    { at");
    office.prints_only("commit --dry-run", "示例县：没有差别\n");
    // The day that reporting began is more than spacing.
    office.replace_first(
        "demo/progress.toml",
        "plan = \"demo\"",
        "plan = \"demo\"\nsince = 2022-03-01",
    );
    office.prints_only("commit --dry-run", "示例县：登记以外的改动\n");
}

#[test]
fn that_git_cannot_be_asked_is_said_beside_what_was_read() {
    let office = Workspace::in_git(Fixture::Demo);
    let branch = office.git("symbolic-ref HEAD");
    let branch = office.folder().join(".git").join(branch.trim());
    fs::write(branch, format!("{}\n", "a".repeat(40))).unwrap();
    for command in ["brief", "status"] {
        let said = office.duban(command).stdout_has("示例").run().stderr;
        assert!(said.contains("aaaa"), "{said}");
    }
    // Nothing is taken for new because the last commit is gone.
    office.duban("commit").code(4).stderr_has("aaaa").run();
}

#[test]
fn of_a_part_the_history_names_the_unit_that_is_meant() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    office.run("mark 4.2/local-plan done --of 西河镇 --by 县科协 --on 2024-06-01");
    office.says("diff", "县科协 西河镇 2024-06-01");
}

#[test]
fn a_plan_that_is_in_neither_version_is_no_plan_without_differences() {
    let office = office();
    lower_the_target(&office);
    commit(&office, "降");
    for command in [
        "diff --plan demoo",
        "diff HEAD~1..HEAD --plan demoo",
        "review HEAD~1..HEAD --deny weaken --plan demoo",
    ] {
        office.refuses(2, command, "demoo");
    }
    office
        .duban("review HEAD~1..HEAD --deny weaken --plan demo")
        .code(1)
        .run();
    // A plan that is gone is in one of them.
    fs::remove_dir_all(office.path("demo")).unwrap();
    office.duban("diff --plan demo").stdout_has("demo").run();
}

/// Commits one edit of the plan under its own message.
#[track_caller]
fn edit_and_commit(office: &Workspace, message: &str, from: &str, to: &str) {
    office.replace_first("demo/plan.toml", from, to);
    commit(office, message);
}

#[test]
fn what_is_written_above_a_milestone_is_in_its_log_and_in_no_other() {
    let office = office();
    let edits = [
        ("下调目标", "value = 60", "value = 50"),
        ("改按季", "every = \"year\"", "every = \"quarter\""),
        ("改段", "end = 2022-12-31", "end = 2022-11-30"),
        ("换牵头", "lead = [\"县教育局\"]", "lead = [\"县科协\"]"),
        ("减成员", ", \"西河镇\"]", "]"),
        ("改提醒", "soon_days = 7", "soon_days = 3"),
    ];
    for (message, from, to) in edits {
        edit_and_commit(&office, message, from, to);
    }
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.replace(file, "4.1", "4.5");
    }
    commit(&office, "改号");
    let expected = [
        ("3.1.4/teachers@2023", "下调目标 改按季 换牵头"),
        ("3.1.4/teachers@2024Q1", "下调目标 改按季 换牵头 改提醒"),
        ("3.1.4/launch", "改段 换牵头 改提醒"),
        ("3.1.1/launch", "改段 换牵头 改提醒"),
        ("3.1.1", "改段 换牵头 改提醒"),
        ("4.2/local-plan", "减成员 改提醒"),
        ("4.2", "减成员 改提醒"),
        ("4.5/budget", "改提醒 改号"),
        ("4.5", "改提醒 改号"),
    ];
    for (id, told) in expected {
        let log = office.run(["log", id]).stdout;
        let subjects = log.lines().filter(|line| !line.starts_with(' '));
        let mut subjects: Vec<&str> = subjects
            .filter_map(|line| line.rsplit(' ').next())
            .collect();
        subjects.reverse();
        // An occurrence that came with another recurrence was not in the first commit.
        let from = usize::from(!id.ends_with("Q1"));
        let first: &[&str] = &["始"][..from];
        let told: Vec<&str> = first.iter().copied().chain(told.split(' ')).collect();
        assert_eq!(subjects, told, "{id}: {log}");
    }
}

#[test]
fn the_log_of_a_plan_that_is_gone_can_still_be_read() {
    let office = Workspace::in_git(Fixture::Two);
    office.git("rm -rq plans/second");
    commit(&office, "撤下");
    office.says("log second:3.1.1/launch", ["撤下", "删除", "始"]);
    for id in ["second:9.9/x", "third:3.1.1/launch"] {
        office.refuses(2, ["log", id], &format!("没有编号 {id}"));
    }
    office.git("mv plans/demo plans/new");
    for file in ["new/plan.toml", "new/progress.toml"] {
        office.replace_first(file, "\"demo\"", "\"new\"");
    }
    commit(&office, "改文件夹");
    for id in ["demo:3.1.1/launch", "new:3.1.1/launch"] {
        office
            .duban(["log", id])
            .stdout_has("改文件夹")
            .stdout_has("原编号 demo")
            .stdout_lacks("删除")
            .run();
    }
}

#[test]
fn what_a_reminder_or_a_decision_says_is_no_progress() {
    let office = office();
    office.run("remind 3.1.4/teachers@2023 --level 催办 --text 请抓紧 --on 2024-06-12");
    office.run(
        "mark 3.1.1/launch returned --by 县委文明办 --text 再核 --reason 材料不全 --on 2024-06-12",
    );
    office.run("progress 3.1.1/deepen --text 开课 --on 2024-06-12");
    let told = |office: &Workspace, command: &str| {
        office
            .duban(command)
            .stdout_has("催办（2024-06-12）；说明：请抓紧")
            .stdout_lacks("进展情况：请抓紧")
            .run()
            .stdout
    };
    let diff = told(&office, "diff");
    assert!(diff.contains("说明：再核"), "{diff}");
    assert!(diff.contains("进展情况：开课"), "{diff}");
    office.commit_all();
    told(&office, "log 3.1.4/teachers@2023");
    office.says("--lang en log 3.1.4/teachers@2023", "note: 请抓紧");
}

#[test]
fn a_commit_says_of_every_entry_what_it_is() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("progress 3.1.4/teachers@2023 --text 开课 --on 2024-06-12");
    office.run("progress 3.1.1/deepen --evidence 示发1号 --on 2024-06-12");
    office.run("commit");
    let body = office.git("log -1 --format=%b");
    assert!(
        body.contains("骨干教师培训 2023 进展情况（县教育局 2024-06-12）"),
        "{body}"
    );
    assert!(
        body.contains("深入实施 佐证（县教育局 2024-06-12）"),
        "{body}"
    );
}

#[test]
fn a_spelling_that_check_repairs_is_the_same_entry_and_the_same_commitment() {
    let here = Workspace::in_git(Fixture::Demo);
    let odd = |file: &str, pairs: &[(&str, &str)]| {
        here.edit(file, |text| {
            let said = |text: String, (plain, odd): &(&str, &str)| text.replace(plain, odd);
            pairs.iter().fold(text.to_owned(), said)
        });
    };
    odd(
        "demo/plan.toml",
        &[
            ("县科协", "县科\u{200b}协"),
            ("人次", "⼈次"),
            ("科学", "科\u{200b}学"),
        ],
    );
    odd(
        "demo/progress.toml",
        &[
            ("\"县教育局\"", "\"县教育\u{200b}局\""),
            (
                "[milestone.\"3.1.1/launch\"]",
                "[milestone.\"3.1.1/lаunch\"]",
            ),
        ],
    );
    here.git("commit -qam odd");
    here.run("check --fix");
    assert!(here.git("diff --stat").contains("progress.toml"));
    here.duban("review HEAD --deny weaken").stdout("").run();
    here.duban("diff").stdout("").run();
    here.duban("undo").stderr_has("没有可撤销的登记").run();
    here.duban("commit --dry-run")
        .stdout_lacks("登记")
        .stdout_has("示例县：修改方案")
        .run();
}

#[test]
fn a_reminder_that_two_clones_record_counts_once_and_may_be_deleted() {
    let here = Workspace::in_git(Fixture::Demo);
    let remind = "remind 3.1.4/teachers@2023 --level 催办 --as-of 2024-06-30 --by 县科协";
    here.run(remind);
    let once = here.read("demo/progress.toml");
    let count = |here: &Workspace| {
        let handover = here
            .run("report handover --as-of 2024-06-30 --format md")
            .stdout;
        let line = handover
            .lines()
            .find(|line| line.contains("催办") && line.contains("teachers@2023"));
        line.expect("no line of the reminder").to_owned()
    };
    let told = count(&here);
    let entry = once
        .lines()
        .find(|line| line.contains("remind = \"催办\""))
        .unwrap();
    let (at, rest) = entry.split_once(", ").unwrap();
    let again = format!(
        "{}1999-01-01T00:00:00+08:00, on = 2024-06-30, {}",
        &at[..at.find("= ").unwrap() + 2],
        rest.replace("on = 2024-06-30, ", "")
    );
    here.write(
        "demo/progress.toml",
        once.replace(entry, &format!("{entry}\n{again}")),
    );
    assert_eq!(count(&here), told);
    here.says("check", "warning: same-deed-twice");
    here.git("commit -qam both");
    here.write("demo/progress.toml", once);
    here.duban("review HEAD --deny weaken").run();
}

#[test]
fn a_plan_that_cannot_be_read_for_a_while_hides_nothing_that_was_done_meanwhile() {
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        let here = Workspace::in_git(Fixture::Demo);
        here.run("progress 3.1.4/teachers@2023 --value 50 --on 2023-09-30 --by 县教育局");
        here.git("commit -qam 报送");
        let sound = here.read(file);
        here.write(file, format!("{sound}\nx x\n"));
        here.git("commit -qam 弄坏");
        here.edit("demo/progress.toml", |text| {
            let kept = text.lines().filter(|line| !line.contains("value = 50"));
            kept.map(|line| format!("{line}\n")).collect()
        });
        here.git("commit -qam 删去");
        here.edit(file, |text| text.replace("\nx x\n", ""));
        here.git("commit -qam 修好");
        // What cannot be compared is not waved through, and is said.
        let review = here.duban("review HEAD~2..HEAD~1 --deny weaken").code(1);
        review.stdout_has("此前的文件无法读取").run();
        let json = here.run("review HEAD~2..HEAD~1 --json").json();
        assert_eq!(json["plans"][0]["weakened"][0]["kind"], "base-unreadable");
        let diff = here.duban("diff HEAD~2..HEAD~1").code(3);
        diff.stdout_has("无法读取").stderr("").run();
        // The entry that went meanwhile is named once, and the item was always there.
        let log = here.run("--lang en log 3.1.4/teachers@2023").stdout;
        assert!(!log.contains(": removed"), "{log}");
        assert_eq!(log.matches(": added\n").count(), 1, "{log}");
        let (mended, before) = log.split_once("删去").unwrap();
        assert!(mended.contains("修好") && mended.contains("50"), "{log}");
        assert!(before.contains("cannot be read"), "{log}");
        // Who made it readable again wrote none of the entries.
        let review = here.run("review HEAD~4..HEAD --json").json();
        assert_eq!(review["weakened"], 0, "{review}");
    }
}

#[test]
fn a_blank_message_is_wrong_usage() {
    let office = Workspace::in_git(Fixture::Demo);
    office.note_progress("demo", "说明");
    for blank in ["", " ", "\u{3000}"] {
        let told = office.duban(["commit", "-m", blank]).code(2).stdout("");
        told.stderr_has("存档说明不能为空").run();
    }
    office.duban("diff").stdout_has("说明").run();
}

#[test]
fn an_issue_that_is_taken_out_of_the_list_of_bulletins_or_changed_is_named() {
    let office = Workspace::in_git(Fixture::Demo);
    let list = "demo/bulletins.toml";
    office.run("--as-of 2024-06-30 report bulletin -o b.docx --issue");
    // What is new is told, and no weakening.
    office.says("diff", "通报 无 → 第1期（2024-06-30，依据 ");
    office
        .duban("review HEAD --deny weaken")
        .stderr_has("未发现弱化")
        .run();
    commit(&office, "第1期");
    let issued = office.read(list);
    for (change, becomes) in [
        (String::new(), "无"),
        (issued.replace("06-30", "06-29"), "第1期（2024-06-29"),
    ] {
        office.write(list, change);
        office.says("diff", format!(" → {becomes}").as_str());
        let line = "通报期号被删去或改动：方案 | 第1期（2024-06-30，依据 ";
        office
            .duban("review HEAD --deny weaken")
            .code(1)
            .stdout_has(line)
            .run();
        office
            .duban("--lang en review HEAD --deny weaken")
            .code(1)
            .stdout_has("issue 1 (2024-06-30, from ")
            .run();
        commit(&office, "改动");
        office
            .duban("review HEAD~1..HEAD --deny weaken")
            .code(1)
            .stdout_has(line)
            .run();
        let json = office.run("review HEAD~1..HEAD --json").json();
        let weakened = &json["plans"][0]["weakened"][0];
        assert_eq!(weakened["kind"], "issue-gone");
        assert_eq!(weakened["from"]["number"], 1);
        office.write(list, &issued);
        commit(&office, "恢复");
    }
    // A list that goes along with the folder of its plan is the same.
    office.git("mv plans/demo plans/other");
    office.replace_first("other/plan.toml", "id = \"demo\"", "id = \"other\"");
    office.replace_first("other/progress.toml", "plan = \"demo\"", "plan = \"other\"");
    let said = |range: &str| office.run(format!("review {range}")).stdout;
    assert!(!said("HEAD").contains("通报"), "{}", said("HEAD"));
    commit(&office, "改名");
    let range = "HEAD~1..HEAD";
    assert!(!said(range).contains("通报"), "{}", said(range));
}
