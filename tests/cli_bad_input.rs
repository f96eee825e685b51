//! Bad input gets a clear message, loses nothing, and never hides what can still be read.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::common::duban::{Fixture, Workspace};
use crate::common::skip;

const READING: [&str; 9] = [
    "status", "brief", "list", "overdue", "missing", "units", "show second:3.1.4", "export",
    "list --json",
];

#[test]
fn no_folder_of_plans() {
    Workspace::of(Fixture::Bare).refuses(
        3,
        "list",
        ["及其上级文件夹中都没有 plans 文件夹", "duban init"],
    );
    Workspace::of(Fixture::Demo)
        .duban("--plans nowhere list")
        .code(3)
        .stdout("")
        .stderr("错误：没有文件夹 nowhere\n办法：核对 --plans 或 DUBAN_PLANS 的路径\n")
        .run();
}

#[test]
fn an_empty_folder_of_plans() {
    for args in READING {
        Workspace::of(Fixture::Empty).refuses(3, args, ["里没有方案", "duban init"]);
    }
}

#[test]
fn an_option_with_an_empty_variable_is_refused_and_means_not_everything() {
    let office = Workspace::of(Fixture::Demo);
    let log = office.read("demo/progress.toml");
    for blank in ["", " ", "\u{3000}"] {
        let filter = ["mark", "--search", blank, "doing"];
        office.refuses(2, filter, "--search 缺少查找内容");
        office.refuses(2, ["list", "--search", blank], "--search 缺少查找内容");
    }
    let deed = ["progress", "4.1/budget", "--text", "x", "--as-of", ""];
    office.refuses(2, deed, "不是有效日期");
    office.refuses(2, ["list", "--lang", ""], "--lang");
    assert_eq!(office.read("demo/progress.toml"), log);
    // A variable of the environment that is set to nothing is none.
    let list = office.duban("list --limit 1").env("DUBAN_AS_OF", "");
    list.env("DUBAN_LANG", "").run();
}

#[test]
fn a_file_where_the_folder_of_plans_should_be() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(
        3,
        "--plans plans/demo/plan.toml list",
        "plans/demo/plan.toml",
    );
}

#[test]
fn one_broken_plan_hides_no_other() {
    let office = Workspace::of(Fixture::Two);
    office.replace(
        "demo/plan.toml", "title = \"落实经费\"", "title = “落实经费”",
    );
    for args in READING {
        let ran = office.duban("--as-of 2024-06-30").args(args).code(3);
        let ran = ran.stderr_has("full-width-quotes 全角引号").run();
        let told = ran.stdout.contains("另一县")
            || ran.stdout.contains("second:")
            || ran.stdout.contains("\"second\"");
        assert!(told, "{args:?}: {}", ran.stdout);
    }
    office
        .duban("list")
        .code(3)
        .stderr_has("共 14 个节点\n另有 1 个方案无法读取，运行 duban check 查看\n")
        .stderr_has("/demo/plan.toml:109:9: error: full-width-quotes 全角引号\n")
        .run();
    office.prints(
        1,
        "check",
        [
            "plans/demo/plan.toml:109:9: error: full-width-quotes 全角引号\n",
            "改为半角引号",
        ],
    );
    // Deeds on it are refused with the place; the other takes them.
    office.refuses(3, "mark demo:4.1/budget done", "plan.toml:109:9");
    office.run("mark second:4.1/budget done");
}

#[test]
fn a_conflict_is_shown_and_not_written_to() {
    let office = Workspace::of(Fixture::Two);
    office.replace("demo/progress.toml", "  { at = 2022-12-20", "<<<<<<< ours\n  { at = 2022-12-21T09:00:00+08:00, by = \"东山镇\", text = \"甲\" },\n=======\n>>>>>>> theirs\n  { at = 2022-12-20");
    let before = office.read("demo/progress.toml");
    office.refuses(3, "mark demo:4.1/budget done", "git 合并冲突未解决");
    office.prints(1, "check", "plans/demo/progress.toml:70:1: error: conflict");
    office.duban("check --fix").code(1).run();
    assert_eq!(office.read("demo/progress.toml"), before);
    let shown = office.duban("show demo").code(3).stderr("");
    for told in [shown, office.duban("check --plan=demo").code(1)] {
        told.stdout_has("demo/progress.toml：两边的登记都保留")
            .stdout_has("本方 ")
            .stdout_has("对方 ")
            .stdout_has("duban resolve")
            .run();
    }
    // What both sides say can be read; that it is in conflict is said beside it.
    office
        .duban("list")
        .code(3)
        .stdout_has("second:")
        .stdout_has("demo:")
        .stderr_has("duban resolve")
        .run();
}

#[test]
fn an_id_that_does_not_exist() {
    let office = Workspace::of(Fixture::Demo);
    for (id, near) in [
        ("demo:3.1.4/lanch", "demo:3.1.4/launch"),
        ("3.1.4/teachers@2032", "3.1.4/teachers@2022"),
        ("3.1.9", "3.1.1 3.1.4 4.1"),
        ("literasy", "literacy"),
    ] {
        for command in ["show", "mark", "progress"] {
            let status = if command == "mark" { "done" } else { "" };
            let ran = office
                .duban(format!("{command} {id} {status}"))
                .code(2)
                .stdout("")
                .stderr_has(&format!("没有编号 {id}"))
                .run();
            let hint = ran.stderr.lines().nth(1).unwrap();
            assert!(hint.contains(near), "{hint}");
            let three = hint.strip_prefix("办法：最接近的：").unwrap();
            assert_eq!(three.split(' ').count(), 3, "{hint}");
        }
    }
    office
        .duban("--plan nope list")
        .code(2)
        .stderr("错误：没有方案 nope\n办法：现有方案：demo\n")
        .run();
    office.refuses(2, "reading literasy 1", "literacy");
    office.refuses(2, "reading 4.1/budget 1", "4.1/budget 不是指标");
    office.refuses(2, "mark literacy done", "literacy 是指标");
}

#[test]
fn a_date_that_does_not_exist() {
    let office = Workspace::of(Fixture::Demo);
    for args in [
        "--as-of 2023-02-29 list",
        "--as-of 某天 brief",
        "missing --since 2024-04-31",
        "mark 4.1/budget done --on 2024-13-01",
        "progress 4.1/budget --text x --on 24-01-01",
        "postpone 4.1/budget 2024-09-31 --reason x",
        "reading literacy 1 --on 2024-00-10",
        "correct 4.1/budget --on 0 --reason x",
        "remind 4.1 --level 催办 --on 2024-6",
        "init new --start 2024-02-30",
    ] {
        office.refuses(2, args, ["不是有效日期", "写作 2024-06-30"]);
    }
}

#[test]
fn a_unit_that_no_plan_knows() {
    let office = Workspace::of(Fixture::Demo);
    for args in [
        "list --unit 县公安局",
        "overdue --unit 县公安局",
        "missing --unit 县公安局",
        "units --unit 县公安局",
        "export --unit 县公安局",
        "mark 4.1/budget done --by 县公安局",
        "mark 4.2/local-plan done --of 县公安局",
        "postpone 4.1/budget 2024-09-30 --reason x --approved-by 县公安局",
    ] {
        office.refuses(2, args, ["没有责任单位「县公安局」", "最接近的："]);
    }
    office.refuses(2, "list --unit 县", ["「县」可指多个单位", "县教育局"]);
}

#[test]
fn wrong_usage_is_said_in_words() {
    let office = Workspace::of(Fixture::Demo);
    for (args, what) in [
        ("lsit", "没有命令 lsit"),
        ("list --untis x", "没有选项 --untis"),
        ("list --limit many", "many"),
        ("list --sort age", "--sort 不能是 age"),
        ("list --standing late", "--standing 不能是 late"),
        ("list --status open", "--status 不能是 open"),
        ("list --phase x", "没有阶段 x"),
        ("list --section 9", "没有章节 9"),
        ("export --format xml", "--format 不能是 xml"),
        ("--lang fr list", "--lang 不能是 fr"),
        ("show", "缺 <ID>"),
        ("remind 4.1", "缺 --level"),
    ] {
        office.duban(args).code(2).stdout("").stderr_has(what).run();
    }
    use std::os::unix::ffi::OsStringExt as _;
    let mut command = office.duban("list").command();
    command.arg(std::ffi::OsString::from_vec(vec![0xff, 0xfe]));
    assert_eq!(command.output().unwrap().status.code(), Some(2));
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let office = Workspace::of(Fixture::Demo);
    let file = office.path("demo/progress.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    office.refuses(3, "mark 4.1/budget done", "progress.toml：没有权限");
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o444);
    assert_eq!(
        fs::read_dir(office.path("demo")).unwrap().count(),
        2,
        "nothing is left behind"
    );
}

#[test]
fn no_permission_to_read() {
    if rustix::process::geteuid().is_root() {
        return skip("a user who may not read everything, not root");
    }
    let office = Workspace::of(Fixture::Two);
    let file = office.path("demo/plan.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let list = office.duban("list --limit 1").code(3);
    list.stdout_has("second:")
        .stderr_has("无法读取：没有权限")
        .run();
    office.prints(1, "check", "plans/demo/plan.toml:1:1");
    let plans = office.folder().join("plans");
    fs::set_permissions(&plans, fs::Permissions::from_mode(0o000)).unwrap();
    office.duban("list").code(3).stderr_has("没有权限").run();
    fs::set_permissions(&plans, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_where_a_file_should_be() {
    let office = Workspace::of(Fixture::Two);
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        let text = office.read(file);
        fs::remove_file(office.path(file)).unwrap();
        fs::create_dir(office.path(file)).unwrap();
        office.prints(
            1,
            "check",
            &format!("plans/{file}:1:1: error: not-a-file 此处不是普通文件\n"),
        );
        let list = office.duban("list --limit 1").code(3);
        list.stdout_has("second:").stderr_has("not-a-file").run();
        office.refuses(
            3,
            "mark demo:4.1/budget done",
            [file, "此处不是普通文件", "方案 demo 无法打开"],
        );
        fs::remove_dir(office.path(file)).unwrap();
        office.write(file, text);
    }
}

#[test]
fn a_file_of_fifty_megabytes() {
    let office = Workspace::of(Fixture::Two);
    office.write("demo/plan.toml", vec![b'#'; 50 << 20]);
    office.prints(
        1,
        "check",
        "plans/demo/plan.toml:1:1: error: too-large 文件过大：50 MB，上限 8 MB\n",
    );
    let list = office.duban("list --limit 1").code(3);
    list.stdout_has("second:").stderr_has("too-large").run();
}

#[test]
fn a_plan_without_progress_can_be_marked() {
    let office = Workspace::of(Fixture::Demo);
    fs::remove_file(office.path("demo/progress.toml")).unwrap();
    office.duban("check").stdout_has("没有 progress.toml").run();
    office.run("mark 4.1/budget done");
    assert!(
        office
            .read("demo/progress.toml")
            .contains("status = \"done\"")
    );
    office.duban("check").stdout("").run();
}

#[test]
fn check_mends_what_it_can() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/progress.toml", |text| {
        let (head, tail) = text.split_once("# 4.1 落实经费 | 科普日活动").unwrap();
        let (block, rest) = tail.split_once("\n\n").unwrap();
        assert!(block.contains("one-day"));
        format!("{head}{rest}").replace("# 4.3 营造氛围", "# 4.3 旧标题")
    });
    office
        .duban("check")
        .stdout_has("节点 4.1/one-day 没有登记块")
        .stdout_has("运行 duban check --fix 补上")
        .stderr("0 处错误，2 处警告\n")
        .run();
    office
        .duban("check --fix")
        .stdout("demo：补 1 个节点 更新 1 条注释\n")
        .stderr("1 个方案，未发现问题\n")
        .run();
    let root = env!("CARGO_MANIFEST_DIR");
    let whole = fs::read_to_string(format!("{root}/tests/fixtures/demo/progress.toml")).unwrap();
    assert_eq!(office.read("demo/progress.toml"), whole);
}

#[test]
fn nothing_is_mended_in_plans_that_were_only_opened_last() {
    let office = Workspace::of(Fixture::Demo);
    let elsewhere = tempfile::tempdir().unwrap();
    let plans = fs::canonicalize(office.folder().join("plans")).unwrap();
    let state = office.home().join("state/duban");
    fs::create_dir_all(&state).unwrap();
    let owner_only = |mode| std::os::unix::fs::PermissionsExt::from_mode(mode);
    fs::set_permissions(&state, owner_only(0o700)).unwrap();
    let last = state.join("last-workspace");
    fs::write(&last, plans.display().to_string()).unwrap();
    fs::set_permissions(&last, owner_only(0o600)).unwrap();
    let log = plans.join("demo/progress.toml");
    fs::remove_file(&log).unwrap();
    let run = |args: &str, code: i32| {
        let mut command = office.duban(args).command();
        let ran = command
            .current_dir(elsewhere.path())
            .env_remove("DUBAN_PLANS")
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(code), "{ran:?}");
        String::from_utf8_lossy(&ran.stderr).into_owned()
    };
    let said = run("check --fix", 2);
    assert!(
        said.contains(&format!("duban --plans '{}' check --fix", plans.display())),
        "{said}"
    );
    assert!(!log.exists());
    run(&format!("--plans {} check --fix", plans.display()), 0);
    assert!(log.exists());
}

#[test]
fn init_starts_a_plan_that_can_be_filled_in() {
    let office = Workspace::of(Fixture::Bare);
    office
        .duban("init new --id county --title 县实施方案 --start 2024-01-01 --end 2025-12-31")
        .stdout_has("plan.toml")
        .stderr_has("duban --plans 'new/plans' check --fix")
        .run();
    let folder = office.folder().join("new");
    let text = fs::read_to_string(folder.join("plans/county/plan.toml")).unwrap();
    assert!(text.contains("title = \"县实施方案\""));
    for file in [
        ".git/HEAD", ".gitattributes", ".gitignore", "README.md", "schema/plan.json",
        "schema/progress.json",
    ] {
        assert!(folder.join(file).exists(), "{file}");
    }
    assert!(text.starts_with("#:schema ../../schema/plan.json\n"));
    let log = fs::read_to_string(folder.join("plans/county/progress.toml")).unwrap();
    assert!(log.starts_with("#:schema ../../schema/progress.json\n"));
    office.duban("--plans new/plans check").stdout("").run();
    office.prints_only("--plans new/plans check --fix", "");
    // Another plan beside it: nothing else is written, and what was changed stays.
    fs::remove_dir_all(folder.join(".github")).unwrap();
    fs::write(folder.join("README.md"), "ours").unwrap();
    office.run("init new --id second");
    assert!(!folder.join(".github").exists());
    assert_eq!(
        fs::read_to_string(folder.join("README.md")).unwrap(),
        "ours"
    );
    office.run("--plans new/plans list");
    office.refuses(2, "init new --id county", "已存在");
    // Of several at once one makes the plan.
    for round in 0..3 {
        let folder = format!("at-once-{round}");
        let inits = ["甲", "乙", "丙"].map(|title| {
            let init = office.duban(["init", &folder, "--id", "county", "--title", title]);
            let mut command = init.command();
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            (title, command.spawn().unwrap())
        });
        let made = inits.map(|(title, init)| {
            let ended = init.wait_with_output().unwrap();
            assert!(matches!(ended.status.code(), Some(0 | 2)), "{ended:?}");
            ended.status.success().then_some(title)
        });
        let [made] = made
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
        let plan = office.folder().join(&folder).join("plans/county/plan.toml");
        let plan = fs::read_to_string(plan).unwrap();
        assert!(plan.contains(&format!("title = \"{made}\"")), "{plan}");
    }
    office.refuses(2, "init .git/office --id county", "属于 git");
    assert_eq!(
        fs::read_to_string(folder.join("plans/county/plan.toml")).unwrap(),
        text
    );
    for id in ["../out", "UPPER", "", "a b", "-x/../.."] {
        let option = format!("--id={id}");
        let ran = office
            .duban(["init", "other", &option])
            .command()
            .output()
            .unwrap();
        assert!(!ran.status.success(), "{id:?}");
    }
    assert!(!office.folder().join("out").exists());
    // Nor is a plan begun that could not be opened.
    for title in ["", " "] {
        let begun = office.duban(["init", "blank", "--title", title]);
        begun.code(2).stderr_has("title").run();
    }
    assert!(!office.folder().join("blank/plans").exists());
}

#[test]
fn a_text_may_begin_with_a_dash_and_no_option_is_taken_for_one() {
    let office = Workspace::of(Fixture::Demo);
    for text in ["-5%左右", "- 一是", "—— 二是", "-- 三是"] {
        for option in ["--text", "--problem", "--next", "--reason", "--evidence"] {
            let args = [
                "progress", "3.1.4/teachers@2024", "--add", "1", option, text,
            ];
            office.duban(args).run();
            let log = office.read("demo/progress.toml");
            assert!(
                log.contains(&format!("\"{text}\"")),
                "{option} {text}: {log}"
            );
        }
    }
    office.warns(["list", "--search", "- 一是"], "共 1 个节点");
    for args in [
        "mark 4.1/budget blocked --reason --dry-run",
        "mark 4.1/budget blocked --reason -V",
    ] {
        office.refuses(2, args, "--reason <T> 不能是「-");
    }
    // What is no option and has none before it goes behind two dashes, and the hint says so.
    office.refuses(2, "reading literacy -5%", "写在 -- 之后");
    office.duban("reading literacy --on 2024-06-01 -- -5").run();
}
