//! Every filter and order of `list`, and what a script sees of it.

use super::common::duban::{Fixture, Ran, Workspace, each};
use super::common::pty::PtyBuilder;

fn list(office: &Workspace, args: &str) -> Ran {
    office.duban("--as-of 2024-06-30 list").args(args).run()
}

#[test]
fn a_list_is_sorted_by_due_date_and_says_how_many() {
    let ran = list(&Workspace::of(Fixture::Demo), "");
    assert_eq!(ran.stderr, "共 14 个节点\n");
    assert_eq!(
        ran.stdout,
        "\
红 3.1.1/launch         弘扬科学精神 启动实施              县教育局        2022-12-31  逾期547天
销 3.1.4/launch         加强科学教育师资队伍建设 启动实施  县教育局        2022-12-31  已销号 2022-12-01
红 3.1.4/teachers@2022  骨干教师培训 2022 0/60名           县教育局        2022-12-31  逾期547天
红 4.2/local-plan       制定本镇方案 已报 1/2              西河镇          2022-12-31  逾期547天
红 3.1.4/teachers@2023  骨干教师培训 2023 45/60名          县教育局        2023-12-31  逾期182天
红 4.1/budget           列入预算                           县科协          2024-02-29  逾期122天
黄 4.1/one-day          科普日活动                         县科协          2024-06-30  临期 今天到期
红 3.1.4/teachers@2024  骨干教师培训 2024 0/60名           县教育局        2024-12-31  严重欠序时 欠50个百分点
绿 3.1.1/deepen         弘扬科学精神 深入实施              县教育局        2025-12-31  正常
灰 3.1.1/evaluate       弘扬科学精神 总结评估              县教育局        2025-12-31  待启动 2025-01-01启动
灰 3.1.4/teachers@2025  骨干教师培训 2025 0/60名           县教育局        2025-12-31  待启动 2025-01-01启动
灰 3.1.4/evaluate       加强科学教育师资队伍建设 总结评估  县教育局        2025-12-31  待启动 2025-01-01启动
绿 4.1/stations         科普站 0/1-2家                     县科协          2025-12-31  正常
绿 4.3/deepen           营造氛围 深入实施                  未明确责任单位  2025-12-31  正常
"
    );
}

#[test]
fn every_filter_leaves_what_fits() {
    let office = Workspace::of(Fixture::Demo);
    let of_education = &[
        "3.1.1/launch", "3.1.4/launch", "3.1.4/teachers@2022", "3.1.4/teachers@2023",
        "3.1.4/teachers@2024", "3.1.1/deepen", "3.1.1/evaluate", "3.1.4/teachers@2025",
        "3.1.4/evaluate",
    ][..];
    let cases: [(&str, &[&str]); 20] = [
        ("--unit 县教育局", of_education),
        ("--unit 教育局", of_education),
        ("--unit 县教育委员会", of_education),
        ("--unit xjyj", of_education),
        ("--unit 文明办", of_education),
        ("--unit 文明办 --lead-only", &[]),
        ("--unit 各镇", &["4.2/local-plan"]),
        ("--unit 西河镇 --lead-only", &["4.2/local-plan"]),
        (
            "--phase launch",
            &["3.1.1/launch", "3.1.4/launch", "4.2/local-plan"],
        ),
        ("--section 3", of_education),
        ("--section 3.1.4 --phase evaluate", &["3.1.4/evaluate"]),
        (
            "--section 4",
            &[
                "4.2/local-plan", "4.1/budget", "4.1/one-day", "4.1/stations", "4.3/deepen",
            ],
        ),
        (
            "--standing soon,far_behind",
            &["4.1/one-day", "3.1.4/teachers@2024"],
        ),
        (
            "--standing 待启动 --unit jyj --search 弘扬",
            &["3.1.1/evaluate"],
        ),
        (
            "--status closed,doing",
            &["3.1.4/launch", "4.2/local-plan", "3.1.4/teachers@2023"],
        ),
        ("--status 进行中 --phase deepen", &["3.1.4/teachers@2023"]),
        ("--search ggjs --status doing", &["3.1.4/teachers@2023"]),
        ("--search 上半年培训", &["3.1.4/teachers@2023"]),
        (
            "--search ＴＥＡＣＨＥＲＳ＠２０２４",
            &["3.1.4/teachers@2024"],
        ),
        ("--search 没有这样的事", &[]),
    ];
    for (args, expected) in cases {
        let ran = list(&office, args);
        assert_eq!(ran.ids(), expected, "{args:?}");
        let summary = match expected.len() {
            0 => "没有符合条件的节点\n".to_owned(),
            n => format!("共 {n} 个节点\n"),
        };
        assert_eq!(ran.stderr, summary, "{args:?}");
    }
}

#[test]
fn a_unit_sees_its_own_part_of_what_every_unit_reports() {
    let office = Workspace::of(Fixture::Demo);
    assert_eq!(
        list(&office, "--unit 东山镇").stdout,
        "办 4.2/local-plan  制定本镇方案  东山镇  2022-12-31  已办结 2022-12-20\n"
    );
    assert_eq!(
        list(&office, "--unit 西河镇").stdout,
        "红 4.2/local-plan  制定本镇方案  西河镇  2022-12-31  逾期547天\n"
    );
}

#[test]
fn every_order() {
    let office = Workspace::of(Fixture::Demo);
    let by = |order: &str| -> Vec<String> {
        let ran = list(&office, &format!("--sort {order} --section 4"));
        ran.ids().into_iter().map(str::to_owned).collect()
    };
    let (plan, budget, day) = ("4.2/local-plan", "4.1/budget", "4.1/one-day");
    let (stations, air) = ("4.1/stations", "4.3/deepen");
    assert_eq!(by("due"), [plan, budget, day, stations, air]);
    assert_eq!(by("id"), [budget, day, stations, plan, air]);
    assert_eq!(by("unit"), [budget, day, stations, plan, air]);
    assert_eq!(by("standing"), [plan, budget, day, stations, air]);
}

#[test]
fn a_limit_cuts_the_list_and_says_so() {
    let office = Workspace::of(Fixture::Demo);
    let ran = list(&office, "--limit 2");
    assert_eq!(ran.ids(), ["3.1.1/launch", "3.1.4/launch"]);
    assert_eq!(ran.stderr, "共 14 个节点，列出 2 个\n");
    let ran = list(&office, "--limit 0");
    assert_eq!(ran.stdout, "");
}

#[test]
fn fail_is_for_scripts() {
    let office = Workspace::of(Fixture::Demo);
    for (args, code) in [
        (["list", "--fail", "--standing=overdue"], 1),
        (["list", "--fail", "--standing=dropped"], 0),
        (["overdue", "--fail", "--unit=县科协"], 1),
        (["overdue", "--fail", "--limit=0"], 1),
        (["missing", "--fail", "--unit=西河镇"], 1),
        (["missing", "--fail", "--unit=东山镇"], 0),
    ] {
        office
            .duban("--as-of 2024-06-30")
            .args(args)
            .code(code)
            .run();
    }
}

#[test]
fn missing_names_who_has_not_reported() {
    let office = Workspace::of(Fixture::Demo);
    office.prints_only("--as-of 2024-06-30 missing --unit 各镇", "红 4.2/local-plan  制定本镇方案 已报 1/2  西河镇  2022-12-31  逾期547天\n     1/2 个单位未报：西河镇\n");
    let ids = |args: &str| -> Vec<String> {
        let ran = office
            .duban("--as-of 2024-06-30 missing --unit jyj")
            .args(args)
            .run();
        ran.ids().into_iter().map(str::to_owned).collect()
    };
    let never = [
        "3.1.1/launch", "3.1.4/teachers@2022", "3.1.4/teachers@2024", "3.1.1/deepen",
    ];
    assert_eq!(ids(""), never);
    assert_eq!(ids("--since 2023-06-30"), never, "reported on that day");
    let mut with_2023 = never.to_vec();
    with_2023.insert(2, "3.1.4/teachers@2023");
    assert_eq!(ids("--since 2023-07-01"), with_2023);
}

#[test]
fn units_keep_lead_and_support_apart() {
    let office = Workspace::of(Fixture::Demo);
    office.prints_only(
        "--as-of 2024-06-30 units",
        "\
示例县
  责任单位          牵头    配合      红      黄      绿      灰  已办结
  县教育局             9       0       4       -       1       3       1
  县委文明办           0       9       4       -       1       3       1
  县科协               3       0       1       1       1       -       0
  县财政局             3       0       1       1       1       -       0
  西河镇               1       0       1       -       -       -       0
  各镇                 1       0       1       -       -       -       0
  东山镇               1       0       -       -       -       -       1
  未明确责任单位       1       0       -       -       1       -       0
",
    );
}

#[test]
fn a_unit_that_owes_nothing_stands_below_those_that_do() {
    let office = Workspace::of(Fixture::Demo);
    office.replace_first(
        "demo/plan.toml",
        "[[unit]]\nname = \"县教育局\"",
        "[[unit]]\nname = \"县气象局\"\n\n[[unit]]\nname = \"县教育局\"",
    );
    let units = office.run("--as-of 2024-06-30 units --json").json();
    let units = each(&units["units"]);
    let names: Vec<Option<&str>> = units.map(|unit| unit["unit"].as_str()).collect();
    assert_eq!(names[0], Some("县教育局"));
    assert_eq!(names[names.len() - 2..], [Some("县气象局"), None]);
}

#[test]
fn what_every_unit_reports_for_itself_has_no_value_as_a_whole() {
    let office = Workspace::of(Fixture::Demo);
    office.replace(
        "demo/plan.toml",
        "each = true\n",
        "each = true\ntarget = { op = \">=\", value = 10, unit = \"次\" }\n",
    );
    let ran = office.run("list --search local-plan");
    assert!(ran.stdout.contains(" 10次 "), "{}", ran.stdout);
    assert!(!ran.stdout.contains("0/10"), "{}", ran.stdout);
    office.says("show 4.2/local-plan", "0/10次");
}

#[test]
fn a_target_is_worded() {
    for (target, shown) in [
        ("op = \">=\", value = 16", "  16%以上  "),
        ("op = \"<=\", value = 16", "  不超过16%  "),
        ("op = \"range\", value = 16, max = 18", "  16-18%  "),
    ] {
        let office = Workspace::of(Fixture::Demo);
        if target != "op = \">=\", value = 16" {
            office.replace("demo/plan.toml", "op = \">=\", value = 16", target);
        }
        office.duban("show literacy").stdout_has(shown).run();
    }
}

#[test]
fn status_and_brief_are_short() {
    let office = Workspace::of(Fixture::Demo);
    office.prints_only(
        "--as-of 2024-06-30 status",
        "\
截至 2024-06-30

示例县  示例县全民科学素质行动实施方案  在期
  启动实施 1/3  深入实施 0/9  总结评估 0/2
  逾期 5  严重欠序时 1  临期 1  正常 3  待启动 3  已销号 1
  最紧急事项
  红 3.1.1/launch         弘扬科学精神 启动实施      县教育局  2022-12-31  逾期547天
  红 3.1.4/teachers@2022  骨干教师培训 2022 0/60名   县教育局  2022-12-31  逾期547天
  红 4.2/local-plan       制定本镇方案 已报 1/2      西河镇    2022-12-31  逾期547天
  红 3.1.4/teachers@2023  骨干教师培训 2023 45/60名  县教育局  2023-12-31  逾期182天
  红 4.1/budget           列入预算                   县科协    2024-02-29  逾期122天
",
    );
    office.prints_only("--as-of 2024-06-30 brief", "示例县 红6 黄1\n");
}

#[test]
fn the_day_and_the_language_come_from_the_environment_too() {
    let office = Workspace::of(Fixture::Demo);
    office
        .duban("brief")
        .env("DUBAN_AS_OF", "2024-06-30")
        .env("DUBAN_LANG", "en")
        .stdout("示例县 RD6 YL1\n")
        .run();
    let plans = office.folder().join("plans");
    Workspace::of(Fixture::Bare)
        .duban("--as-of 2024-06-30 brief")
        .env("DUBAN_PLANS", plans.to_str().unwrap())
        .stdout("示例县 红6 黄1\n")
        .run();
}

#[test]
fn what_is_typed_comes_before_the_day_of_the_files_and_that_before_the_environment() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let day_of = |args: &str| {
        let ran = office.duban(args).env("DUBAN_AS_OF", "2024-06-30").run();
        ran.json()["as_of"].as_str().unwrap().to_owned()
    };
    assert_eq!(day_of("list --json"), "2024-06-30");
    assert_eq!(day_of("list --json --at HEAD"), "2024-06-30");
    assert_eq!(day_of("list --json --at 2099-06-30"), "2099-06-30");
    assert_eq!(
        day_of("list --json --at 2099-06-30 --as-of 2023-01-01"),
        "2023-01-01"
    );
    // As everywhere, a day may be without its year, or so long ago.
    for (at, day) in [
        ("yesterday", "2099-06-29"),
        ("-7d", "2099-06-23"),
        ("3.15", "2099-03-15"),
    ] {
        let ran = office.duban(["list", "--json", "--at", at]);
        let ran = ran.env("DUBAN_AS_OF", "2099-06-30").run();
        assert_eq!(ran.json()["as_of"], day);
    }
    // What --as-of leaves out, the others have.
    assert_eq!(day_of("list --json --as-of 6.1"), "2024-06-01");
    assert_eq!(
        day_of("list --json --at 2099-06-30 --as-of -1d"),
        "2099-06-29"
    );
}

#[test]
fn several_plans_are_told_apart() {
    let office = Workspace::of(Fixture::Two);
    let ran = list(&office, "--unit 东山镇");
    assert_eq!(ran.ids(), ["demo:4.2/local-plan", "second:4.2/local-plan"]);
    let ran = list(&office, "--plan second --unit 东山镇");
    assert_eq!(ran.ids(), ["4.2/local-plan"]);
    office.refuses(2, "show 4.2", "demo:4.2 second:4.2");
    office.says("--plan demo show 4.2", "demo:4.2  各镇制定方案");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::io::Read as _;
    let office = Workspace::of(Fixture::Five);
    let mut command = office.duban("--json list").command();
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 16]).unwrap();
    drop(stdout);
    let done = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_collective_within_a_collective_is_found_and_used() {
    let here = Workspace::of(Fixture::Demo);
    here.edit("demo/plan.toml", |plan| {
        let area = "[[unit]]\nname = \"西片\"\nkind = \"collective\"\nmembers = [\"西河镇\"]\n\n[[section]]";
        plan.replace("members = [\"东山镇\", \"西河镇\"]", "members = [\"东山镇\", \"西片\"]")
            .replacen("[[section]]", area, 1)
    });
    let check = here.duban("check").run();
    assert!(!check.stdout.contains("unused-unit"), "{}", check.stdout);
    let day = "--as-of 2024-06-30";
    for unit in ["西片", "西河镇"] {
        here.says(format!("{day} list --unit {unit}"), "4.2/local-plan");
    }
    let units = here.run(format!("{day} units --json")).json();
    let units = each(&units["units"]);
    let leads = |name: &str| {
        let unit = units.clone().find(|unit| unit["unit"] == name).unwrap();
        unit["lead"]["total"].clone()
    };
    assert_eq!(leads("西片"), leads("西河镇"));
    here.warns(
        format!("{day} report reminder --unit 西片"),
        "请指明成员单位：西河镇\n",
    );
}

#[test]
fn a_unit_has_on_every_page_the_name_that_it_had_on_the_day() {
    let here = Workspace::of(Fixture::Demo);
    let pages = [
        "units", "list --unit 教育局", "missing", "report bulletin", "report status",
        "report ledger", "report handover",
    ];
    for page in pages {
        let on = |day: &str| here.run(format!("--as-of {day} {page}")).stdout;
        let (then, now) = (on("2023-06-30"), on("2023-07-01"));
        assert!(then.contains("县教育委员会"), "{page}: {then}");
        assert!(!then.contains("县教育局"), "{page}: {then}");
        assert!(now.contains("县教育局"), "{page}: {now}");
        assert!(!now.contains("县教育委员会"), "{page}: {now}");
    }
}

#[test]
fn what_an_amendment_took_out_or_adds_later_is_not_said_to_be_unknown() {
    const TITLE: &str = "title = \"落实经费\"";
    let here = Workspace::of(Fixture::Demo);
    here.edit("demo/plan.toml", |plan| {
        assert!(plan.contains(TITLE), "{plan}");
        let amendment = "[[amendment]]\nid = \"a1\"\nnumber = \"某办〔2024〕9号\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        plan.replacen("[[phase]]", amendment, 1)
            .replace("id = \"stations\"", "id = \"stations\"\nended = \"a1\"")
            .replace("id = \"4.3\"", "id = \"4.3\"\nadded = \"a1\"")
            .replace(TITLE, &format!("title = \"新名\"\nwas = [{{ by = \"a1\", {TITLE} }}]"))
    });
    // The files say the same on every day: neither a comment nor a block is of one.
    here.run("check --fix");
    let fixed = here.read("demo/progress.toml");
    for day in ["2024-01-01", "2024-05-01", "2024-06-30"] {
        for fix in ["", "--fix"] {
            let check = here.duban(format!("--as-of {day} check {fix}"));
            check.stdout("").stderr_has("未发现问题").run();
        }
    }
    assert_eq!(here.read("demo/progress.toml"), fixed);
    for deed in ["show 4.1/stations", "mark 4.1/stations done"] {
        here.refuses(
            2,
            format!("--as-of 2024-06-30 {deed}"),
            "4.1/stations 已由 2024-05-01 的调整文件终止",
        );
    }
    here.refuses(
        2,
        "--as-of 2024-04-30 show 4.3",
        ["4.3 自 2024-05-01 起才列入方案", "--as-of 2024-05-01"],
    );
    here.duban("--as-of 2024-04-30 show 4.1/stations").run();
    here.duban("--as-of 2024-05-01 show 4.3").run();
}

#[test]
fn what_amendments_ended_can_be_listed() {
    let here = Workspace::of(Fixture::Demo);
    here.duban("list --ended").stdout("").run();
    here.edit("demo/plan.toml", |plan| {
        let amendment =
            "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        plan.replacen("[[phase]]", amendment, 1)
            .replace("id = \"stations\"", "id = \"stations\"\nended = \"a1\"")
            .replace("id = \"4.2\"", "id = \"4.2\"\nended = \"a1\"")
    });
    here.duban("list --ended --as-of 2024-06-30")
        .stdout("4.1/stations  科普站  由 2024-05-01 的调整文件终止\n4.2  各镇制定方案  由 2024-05-01 的调整文件终止\n")
        .stderr_has("共 2 项")
        .run();
    let json = here.run("list --ended --as-of 2024-06-30 --json").json();
    assert_eq!(json["ended"][0]["id"], "4.1/stations");
    assert_eq!(json["ended"][0]["on"], "2024-05-01");
    here.prints_only("list --ended --as-of 2024-04-30", "");
    here.refuses(
        2,
        "list --ended --unit 教育局",
        "--ended 与 --unit <NAME> 不能同用",
    );
    here.refuses(2, "overdue --ended", "duban list --ended");
}

#[test]
fn on_a_terminal_of_80_columns_no_id_and_no_figure_is_cut() {
    for lang in ["zh", "en"] {
        let office = Workspace::of(Fixture::Zhangping);
        office.run("check --fix");
        let whole = office
            .duban(format!("--lang {lang} --as-of 2024-06-30 list --json"))
            .run()
            .json();
        let pty = PtyBuilder::on(&office.path(""))
            .args([
                "--lang", lang, "--as-of", "2024-06-30", "--no-pager", "list",
            ])
            .size(80, 400)
            .start();
        pty.wait_for(if lang == "zh" {
            "个节点"
        } else {
            "milestones"
        });
        let screen = pty.screen();
        let items = whole["items"].as_array().unwrap();
        assert!(items.len() > 100);
        for item in items {
            let id = item["id"].as_str().unwrap();
            let line = screen
                .lines()
                .find(|line| line.contains(&format!(" {id} ")));
            let line = line.unwrap_or_else(|| panic!("{id} is cut:\n{screen}"));
            assert!(line.contains(item["due_now"].as_str().unwrap()), "{line}");
            if let Some(target) = item["target"]["value"].as_u64() {
                assert!(
                    line.contains(&format!("/{target}")) || line.contains(&format!("-{target}")),
                    "{line}"
                );
            }
            if item["standing"] == "overdue" {
                let days = -item["days"].as_i64().unwrap();
                assert!(line.contains(&days.to_string()), "{line}");
            }
        }
        // No line is longer than the terminal: each begins with its lamp.
        assert_eq!(
            screen
                .lines()
                .filter(|line| !line.trim().is_empty())
                .count(),
            items.len() + 1,
            "{screen}"
        );
    }
}
