//! What cannot be read is not absent: it is said, with exit code 3, and what would depend on it is not done.

use std::fs;

use super::common::app::Start;
use super::common::duban::{Fixture, Workspace};

/// Two plans, both committed.
fn office() -> Workspace {
    let office = Workspace::of(Fixture::Two);
    office.commit_all();
    office
}

/// A way to spoil a plan.
type Spoil = fn(&Workspace);

/// The ways in which a plan becomes unreadable, and what is said of it.
const WAYS: [(&str, &str, Spoil); 8] = [
    ("no TOML", "TOML 语法错误", |office| {
        office.edit("second/plan.toml", |text| format!("{text}= x\n"));
    }),
    ("a log that is no TOML", "TOML 语法错误", |office| {
        office.edit("second/progress.toml", |text| format!("{text}= x\n"));
    }),
    ("an LFS pointer", "Git LFS 的占位文件", |office| {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
        office.write("second/plan.toml", pointer);
    }),
    ("a half-copied file", "文件到此中断", |office| {
        let text = office.read("second/plan.toml");
        let half = text.char_indices().nth(900).unwrap().0 + 1;
        office.write("second/plan.toml", &text.as_bytes()[..half]);
    }),
    ("nothing but zeros", "文件到此中断", |office| {
        office.write("second/plan.toml", [0; 500]);
    }),
    ("a folder", "此处不是普通文件", |office| {
        fs::remove_file(office.path("second/plan.toml")).unwrap();
        fs::create_dir(office.path("second/plan.toml")).unwrap();
    }),
    (
        "a log that is gone",
        "progress.toml 已丢失或内容为空",
        |office| {
            fs::remove_file(office.path("second/progress.toml")).unwrap();
        },
    ),
    (
        "a log without its plan",
        "error: unreadable 无法读取：不存在",
        |office| {
            fs::remove_file(office.path("second/plan.toml")).unwrap();
        },
    ),
];

/// Those that `commit` asks about first.
const GONE: [&str; 2] = ["a log that is gone", "a log without its plan"];

#[test]
fn lists_print_what_they_could_read_and_fail() {
    for (_, why, spoil) in WAYS {
        let office = office();
        spoil(&office);
        for command in [
            "status", "brief", "list --search 科学", "overdue", "missing", "units",
            "export --format csv", "report status", "diff",
        ] {
            office.duban(command).code(3).stderr_has(why).run();
        }
    }
}

#[test]
fn entries_of_an_item_that_the_plan_does_not_have_are_an_error_of_every_list() {
    let office = office();
    office.note_progress("second", "写过的");
    office.replace(
        "second/progress.toml", "3.1.1/launch\"]", "3.1.1/launched\"]",
    );
    // The second time there might be something in the cache.
    for _ in 0..2 {
        for command in ["status", "brief"] {
            let ran = office.duban([command, "--json"]).code(3);
            let json = ran.stderr_has("error: orphan-block").run().json();
            let plans = &json["plans"];
            assert_eq!(plans[0]["errors"], 0, "{command}");
            assert_eq!(plans[1]["errors"], 1, "{command}");
        }
        for command in ["list", "overdue", "export --format csv"] {
            let ran = office.duban(command).code(3);
            ran.stderr_has("1 个方案有错误").run();
        }
    }
    let log = office.read("second/progress.toml");
    office.write(
        "second/progress.toml",
        log.replace("launched\"]", "launch\"]"),
    );
    office.run("list");
}

#[test]
fn no_deed_is_done_on_what_a_filter_or_an_id_may_mean_in_a_plan_that_cannot_be_read() {
    let unread = "另有 1 个方案无法读取";
    let in_doubt = "方案 second 无法读取，其中也可能有 3.1.4/evaluate";
    let closed = "方案 second 无法打开";
    for (way, _, spoil) in WAYS {
        let office = office();
        spoil(&office);
        let before = office.read("demo/progress.toml");
        for (command, why) in [
            ("mark --search 科学 done", unread),
            ("mark --unit 县教育局 done", unread),
            ("mark --search 科学 done", "未登记任何内容"),
            ("mark 3.1.4/evaluate done", in_doubt),
            ("progress 3.1.4/evaluate --text x", in_doubt),
            ("postpone 3.1.4/evaluate 2027-01-31 --reason x", in_doubt),
            ("remind 3.1.4/evaluate --level 提醒", in_doubt),
            ("mark second:3.1.4/evaluate done", closed),
            ("show second:3.1.4/evaluate", closed),
            ("undo", "没有撤销"),
        ] {
            office.refuses(3, command, why);
            assert_eq!(
                office.read("demo/progress.toml"),
                before,
                "{way} {command:?}"
            );
        }
        // What names its plan has nothing to do with the other.
        office.run("mark demo:3.1.4/evaluate done");
        office.run("--plan demo undo");
        assert_eq!(office.read("demo/progress.toml"), before, "{way}");
    }
}

#[test]
fn a_review_that_could_not_read_all_does_not_say_that_nothing_is_weakened() {
    let office = office();
    office.edit("second/plan.toml", |text| format!("{text}= x\n"));
    office.commit_all();
    let said = office.duban("review HEAD --deny weaken").code(3);
    let said = said.stderr_has("另有 1 个方案无法读取").run().stderr;
    assert!(said.starts_with("有方案无法读取；"), "{said}");
    assert!(!said.contains("未发现弱化"), "{said}");
}

/// An office of somebody with a remote.
fn office_with_hub() -> Workspace {
    let office = office();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    office.git("init --bare -q ../hub.git");
    office.git("remote add origin ../hub.git");
    office.git("push -q -u origin HEAD");
    office
}

#[test]
fn it_is_neither_committed_nor_sent() {
    for (way, why, spoil) in WAYS {
        let office = office_with_hub();
        spoil(&office);
        if GONE.contains(&way) {
            office.refuses(4, "commit", "以下方案文件已不存在");
        } else {
            office.refuses(3, "commit", [why, "没有存档"]);
        }
        if way == "a folder" || GONE.contains(&way) {
            continue;
        }
        // What stands in the way is said, not that something is not committed.
        office.refuses(3, "sync --commit", "second/");
        // Somebody does it with git.
        office.git("commit -qam 'plain git'");
        office.duban("sync").code(3).stderr_has("没有推送").run();
        office.duban("commit").code(3).stderr_has("second/").run();
        let there = office.git("--git-dir ../hub.git log --format=%s --all");
        assert!(!there.contains("plain git"), "{way}: {there}");
    }
}

/// A plan that came broken, or with the marks of a merge, is said by whoever receives it; and marks are not sent.
#[test]
fn what_comes_broken_is_said() {
    for (broken, said) in [
        ("= x\n", "second/plan.toml"),
        (
            "<<<<<<< a\n=======\n>>>>>>> b\n",
            "1 个方案有未解决的合并冲突",
        ),
    ] {
        let office = office_with_hub();
        office.edit("second/plan.toml", |text| format!("{text}{broken}"));
        office.git("commit -qam 'plain git'");
        office.refuses(3, "sync", "second/plan.toml");
        office.git("push -q");
        office.git("reset -q --hard HEAD~1");
        office
            .duban("sync")
            .code(3)
            .writes()
            .stdout_has("取回 1 次")
            .stderr_has(said)
            .run();
        // One's own work goes on.
        office.run("mark demo:3.1.4/evaluate done");
        let sync = office.duban("sync --commit").code(3);
        sync.stdout_has("推送 1 次").stderr_has(said).run();
    }
}

#[test]
fn what_was_recorded_as_one_is_taken_back_as_one_or_not_at_all() {
    let office = office();
    let mark = [
        "mark", "demo:3.1.4/evaluate", "second:3.1.4/evaluate", "done",
    ];
    let clean = office.read("demo/progress.toml");
    office.run(mark);
    // Asked for one plan, both are taken back: it was one deed.
    office.says("--plan demo undo", "second:3.1.4/evaluate");
    assert_eq!(office.read("demo/progress.toml"), clean);
    office.run(mark);
    office.edit("second/plan.toml", |text| format!("{text}= x\n"));
    office.refuses(3, "--plan demo undo", "最近一次登记还涉及方案 second");
}

#[test]
fn a_deed_over_two_plans_is_taken_back_whole_where_a_folder_was_renamed() {
    let office = office();
    let clean = office.read("second/progress.toml");
    office.run("mark demo:3.1.4/evaluate second:3.1.4/evaluate done");
    fs::rename(office.path("demo"), office.path("neu")).unwrap();
    for file in ["neu/plan.toml", "neu/progress.toml"] {
        office.replace_first(file, "\"demo\"", "\"neu\"");
    }
    office.says("undo", ["neu:3.1.4/evaluate", "second:3.1.4/evaluate"]);
    assert_eq!(office.read("second/progress.toml"), clean);
}

/// Over one account people come from different machines; an entry that came from another one is not ours to take away.
#[test]
fn an_entry_recorded_from_another_machine_is_left_alone() {
    let office = office();
    let from = |address: &str, args: [&str; 5]| {
        office
            .duban(args)
            .env("SSH_CLIENT", &format!("{address} 50000 22"))
    };
    let note = |text| {
        [
            "progress", "demo:3.1.4/evaluate", "--text", text, "--by=县教育局",
        ]
    };
    from("10.0.0.1", note("own")).run();
    from("10.0.0.2", note("colleague")).run();
    office
        .duban("undo")
        .env("SSH_CLIENT", "10.0.0.1 50001 22")
        .stdout_has("own")
        .stderr_has("10.0.0.2")
        .run();
    let text = office.read("demo/progress.toml");
    assert!(text.contains("colleague") && !text.contains("\"own\""));
    office
        .duban("undo")
        .env("SSH_CLIENT", "10.0.0.1 50001 22")
        .stderr_has("没有可撤销的登记")
        .run();
    office
        .duban("undo")
        .env("SSH_CLIENT", "10.0.0.2 50002 22")
        .stdout_has("colleague")
        .run();
}

/// A plan may come from anybody: what it names outside of the workspace is not read, and not a line of it shown.
#[test]
fn a_source_outside_of_the_workspace_is_not_read() {
    let office = office();
    let secret = office.root().join("secret.toml");
    fs::write(&secret, "password = secret word\n").unwrap();
    for source in [
        secret.display().to_string(),
        "../secret.toml".to_owned(),
        "seeds/../../secret.toml".to_owned(),
    ] {
        office.edit("demo/plan.toml", |text| {
            let kept = text.lines().filter(|line| !line.starts_with("source ="));
            let kept: Vec<&str> = kept.collect();
            let source = format!("source = \"{source}\"");
            kept.join("\n")
                .replacen("id = \"demo\"", &format!("id = \"demo\"\n{source}"), 1)
        });
        for command in ["check --source .", "check"] {
            let run = office
                .duban("--plan demo")
                .args(command)
                .code(1)
                .stdout_has("source-outside")
                .run();
            assert!(!format!("{}{}", run.stdout, run.stderr).contains("secret word"));
        }
    }
}

#[test]
fn characters_that_look_like_others_are_found_warned_of_and_mended() {
    let office = Workspace::of(Fixture::Demo);
    let right = office.read("demo/plan.toml");
    office.edit("demo/plan.toml", |text| {
        text.replacen("lead = [\"县教育局\"]", "lead = [\"县教\u{200b}育局\"]", 1)
            .replacen("科普日活动", "科普⽇活动", 1)
    });
    let spoiled = office.read("demo/plan.toml");
    assert_ne!(spoiled, right);
    let found = office.run("list --search 日活动");
    let by_pinyin = office.run("list --search kprhd");
    assert!(!found.ids().is_empty() && found.ids() == by_pinyin.ids());
    // A name so written is the name, and it is said.
    office.says("check", ["lookalike", "U+200B"]);
    // A plan that may not be written keeps its log from nothing.
    let read_only = |is: bool| {
        let mut rights = fs::metadata(office.path("demo/plan.toml"))
            .unwrap()
            .permissions();
        rights.set_readonly(is);
        fs::set_permissions(office.path("demo/plan.toml"), rights).unwrap();
    };
    let log = office.read("demo/progress.toml");
    fs::remove_file(office.path("demo/progress.toml")).unwrap();
    read_only(true);
    office.duban("check --fix").stderr_has("plan.toml").run();
    assert!(office.path("demo/progress.toml").exists());
    assert_eq!(office.read("demo/plan.toml"), spoiled);
    read_only(false);
    office.write("demo/progress.toml", log);
    office.duban("check --fix").stdout_has("改正").run();
    assert_eq!(office.read("demo/plan.toml"), right);
    office.duban("check").stdout_lacks("lookalike").run();
}

#[test]
fn a_slip_in_the_offices_own_days_is_said_by_whatever_counts_days() {
    let office = Workspace::of(Fixture::Demo);
    fs::write(
        office.folder().join("duban.toml"),
        "[days_off]\noff = [2024-06-05, 2024-02-30]\n",
    )
    .unwrap();
    for command in ["list", "status", "missing", "overdue"] {
        let said = office
            .duban([command])
            .code(3)
            .stderr_has("duban.toml:2")
            .run();
        assert!(!said.stdout.is_empty(), "{command}");
    }
}

/// A log that is not there is unknown progress where the last commit has one, and no progress where it has none.
#[test]
fn a_log_that_is_gone_is_named_by_every_door_with_what_brings_it_back() {
    let gone: [Spoil; 3] = [
        |office| fs::remove_file(office.path("second/progress.toml")).unwrap(),
        |office| {
            office.git("rm -q plans/second/progress.toml");
        },
        |office| {
            office.git("sparse-checkout set --no-cone /* !/plans/second/progress.toml");
        },
    ];
    for spoil in gone {
        let office = office();
        spoil(&office);
        let file = office.path("second/progress.toml");
        assert!(!file.exists());
        for command in [
            "list",
            "overdue",
            "status",
            "missing",
            "units",
            "export",
            "show second:3.1.1/launch",
            "progress second:3.1.1/launch --text x --by 县教育局",
            "report status",
        ] {
            let ran = office
                .duban(command)
                .code(3)
                .stderr_has("second/progress.toml");
            ran.stderr_has("checkout").run();
        }
        office.prints(1, "check", "progress-gone");
        office.duban("check --fix").code(1).run();
        assert!(!file.exists());
        // The hint, as it stands.
        let checked = office.duban("--lang en check").code(1).run();
        let (_, hint) = checked.stdout.split_once("= git -C").unwrap();
        let (hint, _) = hint.split_once(" brings it back").unwrap();
        let script = format!("git -C{hint}");
        let done = std::process::Command::new("sh")
            .args(["-c", &script])
            .status();
        assert!(done.unwrap().success(), "{script}");
        office.run("list");
        office.note_progress("second", "在");
    }
}

/// An editor that saves nothing leaves a line end, a copy that breaks off the first keys.
#[test]
fn a_log_or_list_that_has_lost_all_it_said_is_gone() {
    for blank in [
        "",
        "\n",
        "\u{feff}",
        "# 说明\n",
        "schema = 1\nplan = \"second\"\n\n",
    ] {
        let office = office();
        office.write("second/progress.toml", blank);
        for command in ["list", "brief", "mark second:3.1.1/launch doing"] {
            let told = office.duban(command).code(3);
            told.stderr_has("second/progress.toml")
                .stderr_has("checkout")
                .run();
        }
        office.prints(1, "check", "progress-gone");
        office.duban("check --fix").code(1).run();
        office
            .duban("commit")
            .code(3)
            .stderr_has("second/progress.toml")
            .run();
        assert_eq!(office.read("second/progress.toml"), blank);
    }
    // Line ends of old Macs make one line of it all, which is an error and no loss.
    let office = office();
    office.edit("second/progress.toml", |text| text.replace('\n', "\r"));
    office.prints(1, "check", "second/progress.toml:1:");
    assert!(
        !office
            .duban("check")
            .code(1)
            .run()
            .stdout
            .contains("progress-gone")
    );
    let office = self::office();
    office.run("--as-of 2024-06-30 report bulletin --plan second --issue -o a.md");
    office.commit_all();
    office.write("second/bulletins.toml", "# 通报\n");
    let again = office.duban("--as-of 2024-07-31 report bulletin --plan second --issue -o b.md");
    again.code(3).stderr_has("second/bulletins.toml").run();
}

#[test]
fn entries_of_the_last_commit_that_a_log_lacks_are_named_and_first_in_the_commit() {
    let office = office();
    let committed = office.read("second/progress.toml");
    office.note_progress("second", "存档后又丢的");
    office.commit_all();
    office.write("second/progress.toml", committed);
    office.prints(0, "check", "entries-gone");
    office.run("progress second:3.1.4/evaluate --by 县教育局 --text 新的");
    let message = office.run("commit --dry-run").stdout;
    let told = ["存档后又丢的", "3.1.4"].map(|text| message.find(text));
    assert!(told[0].is_some() && told.is_sorted(), "{message}");
    office.commit_all();
    assert!(!office.run("check").stdout.contains("entries-gone"));
}

#[test]
fn a_plan_that_never_had_a_log_has_no_progress() {
    let office = Workspace::of(Fixture::Two);
    let file = office.path("second/progress.toml");
    fs::remove_file(&file).unwrap();
    office.run("list");
    office.commit_all();
    office.run("list");
    office.note_progress("second", "第一条");
    assert!(file.exists());
}

#[test]
fn whoever_tells_of_an_unreadable_log_names_its_file_and_place() {
    let office = Workspace::in_git(Fixture::Two);
    let log = office.read("second/progress.toml");
    let lists = [
        "brief", "status", "list", "overdue", "units", "missing", "diff", "show second",
    ];
    let fail = |told: &str| {
        for command in lists {
            office.duban(command).code(3).stderr_has(told).run();
        }
    };
    office.write("second/progress.toml", log.replacen("log = [", "log = ", 1));
    fail("second/progress.toml:6:7: error: syntax");
    fs::remove_file(office.path("second/progress.toml")).unwrap();
    fail("second/progress.toml 已丢失");
}

#[test]
fn what_a_plan_that_cannot_be_read_may_have_is_not_called_unknown() {
    let filters = ["--unit 教育局", "--phase deepen", "--section 3.1"];
    let commands = ["list", "list --json", "missing", "report reminder"];
    // One plan: what is wrong in it is said, with its place.
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/progress.toml", |text| format!("{text}\nx x\n"));
    for command in commands {
        office
            .duban(format!("{command} --unit 教育局"))
            .code(3)
            .stdout("")
            .stderr_has("progress.toml:")
            .run();
    }
    // Several: the one that may have it is named, and no other unit is offered in its place.
    let office = Workspace::of(Fixture::Two);
    office.edit("second/plan.toml", |text| {
        text.replace("教育局", "文旅局")
            .replace("deepen", "later")
            .replace("\"3.1", "\"8.1")
    });
    office.edit("demo/progress.toml", |text| format!("{text}\nx x\n"));
    for filter in filters {
        let told = office
            .duban(format!("list {filter}"))
            .code(3)
            .stdout("")
            .stderr_has("可能在 demo 中，而其文件无法读取")
            .run();
        assert!(!told.stderr.contains("最接近"), "{}", told.stderr);
    }
    office.refuses(
        2,
        "--plan second list --unit 教育局",
        "没有责任单位「教育局」",
    );
}

#[test]
fn a_log_without_its_plan_is_not_committed() {
    let office = Workspace::in_git(Fixture::Demo);
    let log = office
        .read("demo/progress.toml")
        .replace("\"demo\"", "\"half\"");
    std::fs::create_dir(office.path("half")).unwrap();
    office.write("half/progress.toml", log);
    office.refuses(3, "commit", ["half/plan.toml 无法读取：不存在", "没有存档"]);
    assert_eq!(office.git("log --format=%s -- plans/half"), "");
}

#[test]
fn undo_in_a_plan_that_cannot_be_read_says_so() {
    let office = Workspace::in_git(Fixture::Demo);
    office.note_progress("demo", "说明");
    office.edit("demo/progress.toml", |text| format!("{text}\nx x\n"));
    let told = office.duban("--plan demo undo").code(3).stdout("");
    let told = told.stderr_has("progress.toml:").run();
    assert!(!told.stderr.contains("没有可撤销"), "{}", told.stderr);
    office.refuses(2, "--plan nowhere undo", "没有方案 nowhere");
}

#[test]
fn a_plan_that_is_not_checked_out_is_called_that_and_no_other_is_offered() {
    let office = Workspace::in_git(Fixture::Two);
    office.git("sparse-checkout set plans/demo");
    for command in [
        "mark second:3.1.4/teachers@2023 doing",
        "show second:3.1.4",
        "--plan second list",
        "--plan second check",
    ] {
        office.refuses(3, command, "git sparse-checkout add 'plans/second'");
    }
    office.refuses(2, "--plan third list", "没有方案 third");
}

/// Two plans, of which the second opens though its plan.toml has an error; and the place of that.
fn one_with_an_error() -> (Workspace, String) {
    let office = office();
    let (id, wrong) = ("id = \"literacy\"\n", "baseline = 50\n");
    office.replace("second/plan.toml", id, &format!("{id}{wrong}"));
    let text = office.read("second/plan.toml");
    let (before, _) = text.split_once(wrong).unwrap();
    let place = format!("plan.toml:{}:", before.lines().count() + 1);
    (office, place)
}

#[test]
fn nothing_is_written_to_a_plan_whose_plan_file_has_an_error() {
    let (office, place) = one_with_an_error();
    let before = office.read("second/progress.toml");
    for command in [
        "--plan second mark 4.1/budget doing",
        "--plan second mark 4.1/budget doing --dry-run",
        "--plan second progress 4.1/budget --text 在办",
        "--plan second reading literacy 12",
        "--plan second remind 4.1/budget --level 催办",
        "mark demo:4.1/budget second:4.1/budget doing",
    ] {
        office.refuses(3, command, [place.as_str()]);
    }
    office.run("--plan demo mark 4.1/budget doing");
    assert_eq!(office.read("second/progress.toml"), before);
}

#[test]
fn the_screen_shows_the_error_of_a_plan_file_and_records_nothing_there() {
    let (office, place) = one_with_an_error();
    let before = office.read("second/progress.toml");
    let start = Start::default().size((160, 45)).only("second");
    let mut app = start.in_folder(&office.path(""));
    app.shows("1 处错误");
    app.keys("1").shows(&place);
    for keys in [
        "2/stations<enter>lj<space>",
        "2/stations<enter>lje示发1号<enter><enter>",
        "5gp12<enter><enter><enter>",
    ] {
        app.keys(keys).shows(&place);
        app.keys("<esc><esc>");
    }
    assert_eq!(office.read("second/progress.toml"), before);
}
