//! Options mean what they say: what does not apply is refused, what is named decides, nothing is taken for something else.

use super::common::duban::{Fixture, Workspace};

#[test]
fn overdue_takes_no_other_standing() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(2, "overdue --standing soon", "请用 duban list --standing");
    let help = |command: &str| office.run(format!("{command} --help")).stdout;
    for option in ["--standing", "--ended"] {
        assert!(help("list").contains(option) && !help("overdue").contains(option));
    }
    assert!(help("overdue").contains("--status"));
}

#[test]
fn nothing_is_overdue_only_where_nothing_is() {
    let office = Workspace::of(Fixture::Demo);
    let on = |day: &str, args: &str| office.run(format!("--as-of {day} overdue {args}")).stderr;
    for filter in [
        "--status done", "--search 没有这样的", "--section 4 --status closed",
    ] {
        let said = on("2024-06-30", filter);
        assert_eq!(said, "没有符合条件的逾期节点\n", "{filter}");
    }
    assert_eq!(on("2022-01-01", ""), "没有逾期的节点\n");
}

#[test]
fn what_has_no_json_says_so_and_lists_no_such_option() {
    let office = Workspace::of(Fixture::Demo);
    for command in ["mark 4.1/budget doing --dry-run", "init new", "man"] {
        let ran = office.duban(format!("{command} --json"));
        ran.stderr_has("没有 JSON 输出").run();
        let name = command.split(' ').next().unwrap_or_default();
        let help = office.run(format!("{name} --help")).stdout;
        assert!(
            !help.contains("--json") && !help.contains("--at "),
            "{help}"
        );
    }
    let help = office.run("list --help").stdout;
    assert!(help.contains("--json") && help.contains("--at "), "{help}");
    // What has it prints it, whatever else is named.
    for both in ["export --format csv", "report ledger --format csv"] {
        assert!(office.run(format!("{both} --json")).json().is_object());
    }
    office.refuses(2, "export -o y.csv --json", "-o 不能是 csv");
    assert!(!office.folder().join("y.csv").exists());
}

#[test]
fn the_name_of_a_file_decides_what_is_exported() {
    let office = Workspace::of(Fixture::Demo);
    let in_folder = |name: &str| std::fs::read_to_string(office.folder().join(name)).unwrap();
    office.run("export -o x.csv");
    let csv = in_folder("x.csv");
    assert!(csv.lines().count() > 5 && !csv.contains('{'), "{csv}");
    office.run("export -o x.txt");
    assert!(in_folder("x.txt").starts_with('{'));
    // Another format's name would promise that format.
    office.refuses(2, "export -o x.xlsx", ["-o 不能是 xlsx", "json csv"]);
    assert!(!office.folder().join("x.xlsx").exists());
    office.refuses(2, "report ledger -o x/plan.toml", "-o 不能是 toml");
    let named = ["export", "-o", "x.csv", "--format", "json"];
    office.run(named);
    assert!(in_folder("x.csv").starts_with('{'));
    let folder = ["report", "bulletin", "--json", "-o", "out/"];
    let said = office.run(folder).stdout;
    assert!(said.contains("bulletin.json"), "{said}");
}

#[test]
fn a_reply_is_asked_for_by_a_day_that_there_is() {
    Workspace::of(Fixture::Demo).refuses(2, "report reminder --all --reply-by 40000wd", "40000wd");
}

#[test]
fn a_milestone_named_without_its_action_has_its_history() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("mark stations doing --value 1");
    office.run("commit -m 科普站");
    let whole = office.run("log 4.1/stations").stdout;
    assert!(whole.contains("科普站"), "{whole}");
    assert_eq!(office.run("log stations").stdout, whole);
}

#[test]
fn a_reading_of_what_is_no_indicator_names_those_that_are() {
    Workspace::of(Fixture::Demo).refuses(
        2,
        "reading 4.1/stations 5",
        ["4.1/stations 不是指标", "literacy"],
    );
}

#[test]
fn a_plan_is_not_begun_with_an_id_or_a_period_that_check_refuses() {
    let office = Workspace::of(Fixture::Bare);
    for (args, why) in [
        ("--id A_B", "A_B"),
        ("--start 2027-01-01 --end 2026-01-01", "2026-01-01"),
    ] {
        office
            .duban("init new")
            .args(args)
            .code(2)
            .stdout("")
            .stderr_has(why)
            .stderr_has("办法")
            .run();
        assert!(!office.folder().join("new").exists());
    }
}

#[test]
fn json_stays_json_whatever_was_mended() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/progress.toml", |text| {
        let block = text.find("[milestone.").unwrap();
        text[..block].to_owned()
    });
    let ran = office.run("check --fix --json");
    assert!(ran.json().is_object(), "{}", ran.stdout);
    assert!(office.read("demo/progress.toml").contains("[milestone."));
}

#[test]
fn a_day_ago_is_a_day_of_every_command() {
    Workspace::of(Fixture::Demo).refuses(
        3,
        "apply nowhere.csv --unit 县教育局 --on -1d",
        "nowhere.csv",
    );
}

#[test]
fn a_feedback_sheet_takes_no_options_of_other_reports() {
    let office = Workspace::of(Fixture::Demo);
    for options in [
        "--issue", "--record", "--corrects 9", "--reply-by nonsense", "--since last",
    ] {
        office.refuses(
            2,
            format!("report feedback --all -o sheets {options}"),
            options.split(' ').next().unwrap(),
        );
    }
    assert!(!office.folder().join("sheets").exists());
}

#[test]
fn a_slip_in_the_office_s_settings_stops_before_the_first_sheet() {
    let office = Workspace::of(Fixture::Demo);
    office.write("../duban.toml", "[office\n");
    office.refuses(3, "report feedback --all -o sheets", "duban.toml");
    assert!(!office.folder().join("sheets").exists());
}

#[test]
fn a_slip_in_the_office_s_settings_is_said_by_every_list() {
    let office = Workspace::of(Fixture::Demo);
    office.write("../duban.toml", "office = 3\n");
    for command in ["brief", "brief --json", "status", "show demo", "show 3.1.4"] {
        let ran = office.duban(command).code(3).stderr_has("duban.toml").run();
        assert!(!ran.stdout.is_empty(), "{command}");
    }
}

#[test]
fn a_slip_in_the_contacts_is_said_by_brief_before_a_letter_is_due() {
    let office = Workspace::of(Fixture::Demo);
    office.write("../contacts.toml", "[[contact]]\nname = 3\n");
    for command in ["brief", "brief --json"] {
        let said = office.duban(command).code(3).stderr_has("contacts.toml:1");
        assert!(!said.run().stdout.is_empty(), "{command}");
    }
    office.run("list");
}

#[test]
fn a_unit_that_is_several_in_one_plan_leaves_no_plan_out() {
    let office = Workspace::of(Fixture::Two);
    office.replace_first(
        "second/plan.toml",
        "[[section]]",
        "[[unit]]\nname = \"县财政所\"\n\n[[section]]",
    );
    office.duban("list --plan demo --unit 县财").run();
    office.refuses(2, "list --unit 县财", ["县财政局", "县财政所"]);
    // A whole name is that unit's, whatever another plan has beside it.
    office.says("list --unit 县财政局", "demo:");
}

#[test]
fn json_is_written_to_no_file_of_another_name() {
    let office = Workspace::of(Fixture::Demo);
    for report in ["ledger", "status", "feedback --unit 县财政局"] {
        for file in ["a.html", "a.xlsx", "a.txt"] {
            office.refuses(2, format!("--json report {report} -o {file}"), "json");
            assert!(!office.folder().join(file).exists(), "{report} {file}");
        }
        office
            .duban(format!("--json report {report} -o a.json"))
            .run();
        let written = std::fs::read_to_string(office.folder().join("a.json")).unwrap();
        assert!(written.starts_with('{'), "{written}");
    }
}

#[test]
fn an_id_that_is_nowhere_is_said_beside_a_broken_plan_too() {
    let office = Workspace::of(Fixture::Demo);
    office.write("broken/plan.toml", "id = \"broken\"\n[[action]\n");
    for command in ["show nosuch", "mark nosuch done"] {
        let why = "错误：方案 broken 无法读取，其中也可能有 nosuch\n";
        office.refuses(3, command, why);
    }
    // An id with its plan is not asked of another one, whatever colon is typed.
    for typed in ["demo:nosuch", "demo：nosuch"] {
        office.refuses(2, ["show", typed], &format!("没有编号 {typed}"));
    }
}

#[test]
fn a_level_is_typed_in_letters_too() {
    let office = Workspace::of(Fixture::Demo);
    office.run("remind 3.1.1/evaluate --level urge --lang en");
    assert!(
        office
            .read("demo/progress.toml")
            .contains("remind = \"催办\"")
    );
    office.refuses(2, "remind 3.1.1/evaluate --level urged --lang en", "urge");
}

#[test]
fn hints_lead_to_what_is_meant() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(2, "show techers@2024", "3.1.4/teachers@2024");
    office.refuses(3, "apply nofile.xlsx --unit 教育局", "检查路径和权限");
    std::fs::write(office.folder().join("t.csv"), "foo,bar\n1,2\n").unwrap();
    office.refuses(3, "apply t.csv --map", "表头须有编号");
    let shown = office.duban("export").run().json();
    let indicator = shown["indicators"][0]["id"].as_str().unwrap();
    for typed in ["nope", "3.1.4"] {
        office.refuses(2, ["reading", typed, "3"], indicator);
    }
    office.commit_all();
    office.refuses(2, "review HEAD --at HEAD", "BASE..HEAD");
}

#[test]
fn the_unit_of_a_person_may_be_named_by_a_part_as_elsewhere() {
    let office = Workspace::of(Fixture::Demo);
    office.config("unit = \"财政\"\n");
    office.duban("progress 4.1/budget --text 已拨付").run();
    assert!(
        office
            .read("demo/progress.toml")
            .contains("by = \"县财政局\"")
    );
}

#[test]
fn an_indicator_is_shown_with_all_that_was_said_of_it() {
    let office = Workspace::of(Fixture::Demo);
    let shown = office.duban("export").run().json();
    let indicator = shown["indicators"][0]["id"].as_str().unwrap();
    office
        .duban([
            "reading", indicator, "12.5", "--on", "2024-06-01", "--text", "抽样调查", "--by",
            "科协",
        ])
        .run();
    let said = office
        .duban(["show", indicator])
        .stdout_has("抽样调查")
        .stdout_has("县科协")
        .run();
    assert!(said.stdout.contains("12.5%"), "{}", said.stdout);
    assert!(
        said.stdout.lines().all(|line| !line.ends_with(' ')),
        "{}",
        said.stdout
    );
}

#[test]
fn a_history_is_of_an_id_that_is_or_was_there() {
    let office = Workspace::in_git(Fixture::Demo);
    for id in ["9.9/zz", "nosuch", "3.1.4/teacher@2024", "demo"] {
        office.duban(["log", id]).code(2).stderr_has(id).run();
    }
    office.refuses(2, "log 3.1.4/teacher --json", "没有编号 3.1.4/teacher");
    office.replace("demo/plan.toml", "\"budget\"", "\"money\"");
    office.replace("demo/progress.toml", "/budget", "/money");
    office.commit_all();
    office.duban("log 4.1/money").run();
    // Its former id is in the history.
    office.duban("log 4.1/budget").run();
}

#[test]
fn a_wrong_value_of_the_environment_is_named_with_its_variable() {
    let office = Workspace::of(Fixture::Demo);
    let list = |name: &str, value: &str| office.duban("list").env(name, value);
    let lang = list("DUBAN_LANG", "fr").code(2);
    lang.stderr_has("DUBAN_LANG").stderr_has("en zh").run();
    let day = list("DUBAN_AS_OF", "2024-13-01").code(2);
    day.stderr_has("DUBAN_AS_OF=2024-13-01")
        .stderr_has("2024-06-30")
        .run();
    list("DUBAN_PLANS", "").run();
    let typed = office.duban("--lang fr list").code(2);
    typed.stderr_has("--lang").run();
}

#[test]
fn a_hint_goes_to_the_plans_that_were_named() {
    let office = Workspace::of(Fixture::Demo);
    let (top, plan) = (office.folder(), office.path("demo"));
    for (named, meant) in [(top.clone(), "/plans'\n"), (plan, "/plans' --plan demo\n")] {
        let named = named.to_str().unwrap();
        office.refuses(3, ["--plans", named, "list"], meant);
    }
    office.edit("demo/plan.toml", |text| format!("{text}= x\n"));
    let plans = top.join("plans");
    let shown = [
        "--plans",
        plans.to_str().unwrap(),
        "show",
        "demo:3.1.1/launch",
    ];
    let hint = format!("duban --plans '{}' --plan demo check", plans.display());
    office.duban(shown).code(3).stderr_has(&hint).run();
}
