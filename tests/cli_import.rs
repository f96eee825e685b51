//! `duban import`: a document to a draft plan, never over one that exists, nothing half-written.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::common::duban::{Fixture, Workspace, each};
use crate::common::pty::PtyBuilder;

/// A document of a county that does not exist.
const DOCUMENT: &str = "虚构县科学素质行动方案（2024—2025年）\n\n一、重点任务\n（一）学校科技教育\n\
    1.建设科技教育特色学校。到2025年底前建成科技教育特色学校60所。（责任单位：县教育局、县科协）\n\
    2.开展科普进校园。丰富校园科普活动。\n二、保障措施\n（一）加强组织领导。各单位抓好落实。\n";

fn office(fixture: Fixture) -> Workspace {
    let office = Workspace::of(fixture);
    fs::write(office.folder().join("方案.txt"), DOCUMENT).unwrap();
    office
}

fn names(folder: impl AsRef<std::path::Path>) -> Vec<String> {
    let Ok(listing) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = listing
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_draft_stays_in_the_repository_that_one_stands_in() {
    let office = office(Fixture::Demo);
    let own = office.folder().join("own");
    fs::create_dir_all(own.join(".git")).unwrap();
    let run = |folder: &std::path::Path, command: &str| {
        let mut command = office.duban(command).command();
        command.current_dir(folder).output().unwrap()
    };
    let before = names(office.folder().join("plans"));
    assert!(run(&own, "import ../方案.txt --id xuxian").status.success());
    assert_eq!(names(own.join("plans")), ["xuxian"]);
    fs::remove_dir_all(own.join("plans")).unwrap();
    let refused = run(&own, "check --fix");
    assert_eq!(refused.status.code(), Some(2));
    assert!(run(&own, "list").status.success());
    assert_eq!(names(office.folder().join("plans")), before);
    // Without a repository of its own a folder belongs to what is above it.
    fs::remove_dir(own.join(".git")).unwrap();
    assert!(run(&own, "import ../方案.txt --id xuxian").status.success());
    assert!(names(office.folder().join("plans")).contains(&"xuxian".to_owned()));
}

#[test]
fn a_document_becomes_a_plan_that_check_accepts() {
    let office = office(Fixture::Bare);
    let ran = office
        .duban("import 方案.txt --id xuxian")
        .stdout_has("已读取 方案.txt（纯文本，UTF-8）\n虚构县科学素质行动方案（2024—2025年）\n")
        .stdout_has("已写入 plans/xuxian/plan.toml")
        .stderr_has("duban import --review xuxian")
        .run();
    assert!(ran.stdout.contains("存疑"), "{}", ran.stdout);
    let plan = office.read("xuxian/plan.toml");
    assert!(
        plan.contains("id = \"1.1.1\"") && plan.contains("value = 60"),
        "{plan}"
    );
    // The item's own text is not copied.
    assert!(!plan.contains("丰富校园科普活动"), "{plan}");
    assert_eq!(
        names(office.folder()),
        [".gitattributes", ".gitignore", "plans", "seeds", "方案.txt"]
    );
    office.run("check");
    let doubts = office.run("import --review xuxian");
    let standing = plan.matches("# doubt:").count();
    assert_eq!(doubts.stdout.lines().count(), standing);
    assert!(standing > 0);
}

#[test]
fn a_doubt_of_the_period_stands_over_the_period() {
    let office = Workspace::of(Fixture::Bare);
    let text = DOCUMENT
        .replace("（2024—2025年）", "")
        .replace("2025年底前", "");
    fs::write(office.folder().join("方案.txt"), text).unwrap();
    office.run("import 方案.txt --id xuxian");
    let plan = office.read("xuxian/plan.toml");
    let lines: Vec<&str> = plan.lines().collect();
    let period = lines.iter().position(|line| line.starts_with("period = "));
    let above = lines[period.unwrap() - 1];
    assert!(above.starts_with("# doubt: [1] "), "{plan}");
    assert!(above.contains("起止时间"), "{plan}");
}

#[test]
fn outside_a_workspace_it_begins_one_where_it_stands_not_where_one_was_opened_last() {
    let office = office(Fixture::Bare);
    let other = office.root().join("elsewhere/plans");
    fs::create_dir_all(&other).unwrap();
    let state = office.home().join("state/duban");
    fs::create_dir_all(&state).unwrap();
    fs::write(
        state.join("last-workspace"),
        format!("{}\n", other.display()),
    )
    .unwrap();
    office.says(
        "import 方案.txt --id xuxian",
        "已写入 plans/xuxian/plan.toml",
    );
    assert_eq!(names(&other), Vec::<String>::new());
    assert_eq!(names(office.folder().join("plans")), ["xuxian"]);
    assert_eq!(names(office.folder().join("seeds")), ["xuxian.toml"]);
}

#[test]
fn with_text_each_item_has_its_own() {
    let office = office(Fixture::Bare);
    office.run("import 方案.txt --id xuxian --with-text");
    assert!(office.read("xuxian/plan.toml").contains("丰富校园科普活动"));
    office.run("check");
}

#[test]
fn a_dry_run_and_a_failure_write_nothing() {
    let office = office(Fixture::Empty);
    office.says("import 方案.txt --id xuxian --dry-run", "未写入");
    fs::write(office.folder().join("坏.docx"), b"PK\x03\x04 cut").unwrap();
    fs::write(office.folder().join("图.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    for (file, said) in [
        ("坏.docx", "已损坏"),
        ("图.png", "是图片"),
        ("无.txt", "无法读取"),
    ] {
        office.refuses(3, ["import", file, "--id", "xuxian"], said);
    }
    for id in ["..", "../x", "A", ""] {
        office.refuses(
            2,
            ["import", "方案.txt", "--id", id],
            &format!("\"{id}\" 不能作方案的 id"),
        );
    }
    office.refuses(2, "import 方案.txt", "没有指明要导入的文件和 --id");
    assert_eq!(names(office.folder().join("plans")), Vec::<String>::new());
    assert_eq!(names(office.folder().join("seeds")), Vec::<String>::new());
}

#[test]
fn a_plan_that_exists_is_never_written_over() {
    let office = office(Fixture::Demo);
    office.refuses(2, "import 方案.txt --id demo", ["已存在", "--again"]);
    office.refuses(2, "import 方案.txt --id new --again", "没有方案 new");
}

#[test]
fn a_document_without_a_year_is_of_this_one_and_stays_so() {
    let office = office(Fixture::Bare);
    let table = "序号,工作任务,责任单位,完成时限\n1,新建学校2所,县教育局,9月底\n2,修缮校舍8处,县教育局,6月31日\n3,编制台账4份,县教育局,2026-13-01\n4,培训骨干70名,县教育局,46203\n";
    fs::write(office.folder().join("表.csv"), table).unwrap();
    office.says(
        "--as-of 2026-03-01 import 表.csv --id biao",
        [
            "「6月31日」不是有效日期",
            "「2026-13-01」不是有效日期",
            "「46203」按电子表格的日期序号读作 2026-06-30",
        ],
    );
    let plan = office.read("biao/plan.toml");
    assert!(
        plan.contains("period = { start = 2026-01-01, end = 2026-12-31 }")
            && plan.contains("due = 2026-09-30"),
        "{plan}"
    );
    office.warns(
        "--as-of 2028-03-01 import 表.csv --id biao --again",
        "与现有方案没有差别",
    );
    office.says("check --source .", "source-is-table");
}

#[test]
fn the_proof_reads_a_text_with_a_pasted_table_as_import_does() {
    let office = office(Fixture::Bare);
    let head = "附件\n虚构县夜校建设任务清单\n";
    let rows = [
        ["序号", "工作任务", "具体措施", "责任单位", "完成时限"],
        ["1", "办学", "开办夜校8所", "县教育局", "2026年9月底前"],
        ["2", "聘师", "聘请教师90名", "县人社局", "2026年底前"],
        ["3", "编书", "编写教材4册", "县教育局", "2026年底前"],
    ];
    let cells = rows.concat().join("\n");
    let text = "1. 办学。开办夜校8所。（责任单位：县教育局）\n2. 聘师。聘请教师90名。（责任单位：县人社局）";
    let lines = rows.map(|row| row.join(" ")).join("\n");
    for (id, below, finding) in [
        ("cells", format!("{cells}\n"), "source-is-table"),
        ("lines", format!("{lines}\n"), ""),
        (
            "both",
            format!("一、重点任务\n{text}\n二、任务分解\n{cells}\n"),
            "",
        ),
        (
            "beside",
            format!("一、其他任务\n1. 护校。开展巡查30次。（责任单位：县教育局）\n附表\n{cells}\n"),
            "",
        ),
    ] {
        fs::write(office.folder().join("清单.txt"), format!("{head}{below}")).unwrap();
        office.run(format!("import 清单.txt --id {id}"));
        let check = office.duban("check --source .").command().output().unwrap();
        let said =
            String::from_utf8(check.stdout).unwrap() + &String::from_utf8(check.stderr).unwrap();
        assert!(
            !said.contains("error:") && said.contains(finding),
            "{id}: {said}"
        );
        fs::remove_dir_all(office.folder().join("plans").join(id)).unwrap();
    }
}

#[test]
fn the_proof_leaves_the_numbers_of_a_table_alone() {
    let office = office(Fixture::Bare);
    let text = "# 虚构县2026年夜校方案\n\n一、工作任务\n1. 办学。新建夜校8所。责任单位：县教育局\n\n二、主要指标\n\n| 指标 | 单位 | 2026年目标 |\n|---|---|---|\n| 学员到课率 | % | 75 |\n";
    fs::write(office.folder().join("夜校.md"), text).unwrap();
    office.run("import 夜校.md --id yexiao");
    let check = office.duban("check --source .").command().output().unwrap();
    let said = String::from_utf8(check.stdout).unwrap() + &String::from_utf8(check.stderr).unwrap();
    assert!(!said.contains("error:"), "{said}");
    assert!(office.read("yexiao/plan.toml").contains("value = 75"));
}

#[test]
fn again_shows_what_differs_and_writes_on_yes_only() {
    let office = office(Fixture::Bare);
    office.run("import 方案.txt --id xuxian");
    office.warns("import 方案.txt --id xuxian --again", "没有差别");
    let before = office.read("xuxian/plan.toml");
    let changed = DOCUMENT.replace("60所", "80所");
    fs::write(office.folder().join("方案.txt"), changed).unwrap();
    // Nobody says yes.
    office
        .duban("import 方案.txt --id xuxian --again")
        .stdout_has("80")
        .stderr_has("未写入")
        .run();
    assert_eq!(office.read("xuxian/plan.toml"), before);
    let json = office
        .run("import 方案.txt --id xuxian --again --json")
        .json();
    assert_eq!(json["written"], false);
    let said = json["differences"].to_string();
    assert!(said.contains("60") && said.contains("80"), "{said}");
    let say_yes = || again_with_yes(&office, "方案.txt");
    // Where the source record cannot be written, the plan stays too.
    let record = office.folder().join("seeds/xuxian.toml");
    let rights = fs::metadata(&record).unwrap().permissions();
    let mut read_only = rights.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&record, read_only).unwrap();
    assert_eq!(say_yes(), Some(3));
    assert_eq!(office.read("xuxian/plan.toml"), before);
    fs::set_permissions(&record, rights).unwrap();
    assert_eq!(say_yes(), Some(0));
    assert!(office.read("xuxian/plan.toml").contains("value = 80"));
    office.run("check");
}

/// Imports the document again and says yes; returns the exit code.
fn again_with_yes(office: &Workspace, file: &str) -> Option<i32> {
    let mut child = office
        .duban(["import", file, "--id", "xuxian", "--again"])
        .command()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A run that refuses may have ended before anybody answers.
    let _ = input.write_all("是\n".as_bytes());
    drop(input);
    child.wait().unwrap().code()
}

/// What people wrote into the files: each with the text that it stands for in the draft.
const BY_HAND: [(&str, &str, &str); 8] = [
    (
        "plan",
        "schema = 1\n",
        "# 经办：督查室\nschema = 1\nx-file = \"甲\"\n",
    ),
    (
        "plan",
        "value = 60, unit",
        "value = 60, pace = \"none\", x-ask = 1, unit",
    ),
    (
        "plan",
        "by = 2025-12-31 }\n",
        "by = 2025-12-31 } # 教育局王科长说可超额\n",
    ),
    (
        "plan",
        "[[action]]\nid = \"1.1.1\"\n",
        "# 每季调度\n[[action]]\nid = \"1.1.1\"\nanswers = \"县科协\"\nx-room = \"203\"\n",
    ),
    (
        "plan",
        "name = \"县科协\"\n",
        "name = \"县科协\" # 原科委\naliases = [\"科协\"]\n",
    ),
    (
        "plan",
        "[[action]]\nid = \"1.1.2\"\n",
        "# 县里自加\n[[action]]\nid = \"1.1.9\"\ntitle = \"自选动作\"\nlead = [\"县教育局\"]\n\n[[action]]\nid = \"1.1.2\"\n",
    ),
    (
        "plan",
        "title = \"加强组织领导\"",
        "title = \"组织领导\" # 简写",
    ),
    (
        "record",
        "schema = 1\n",
        "# 扫描件在档案室\nschema = 1\nx-shelf = \"3\"\n",
    ),
];

#[test]
fn again_keeps_comments_unknown_keys_and_what_the_document_left_alone() {
    for is_earlier_at_hand in [true, false] {
        let office = office(Fixture::Bare);
        office.run("import 方案.txt --id xuxian");
        let plan = office.folder().join("plans/xuxian/plan.toml");
        let record = office.folder().join("seeds/xuxian.toml");
        let path = |file: &str| if file == "plan" { &plan } else { &record };
        for (file, drafted, by_hand) in BY_HAND {
            let text = fs::read_to_string(path(file)).unwrap();
            assert!(text.contains(drafted), "{drafted}\n{text}");
            fs::write(path(file), text.replacen(drafted, by_hand, 1)).unwrap();
        }
        // Somebody settled the doubts.
        let text = fs::read_to_string(&plan).unwrap();
        let lines = text.split_inclusive('\n');
        let settled: String = lines.filter(|line| !line.starts_with("# doubt:")).collect();
        fs::write(&plan, &settled).unwrap();
        let newer = DOCUMENT
            .replace("60所", "80所")
            .replace("县科协）", "县科协、县文旅局）");
        let file = if is_earlier_at_hand {
            "新方案.txt"
        } else {
            "方案.txt"
        };
        fs::write(office.folder().join(file), &newer).unwrap();
        assert_eq!(again_with_yes(&office, file), Some(0));

        let mut expected = settled
            .replace("value = 60", "value = 80")
            .replacen("\"县科协\"]", "\"县科协\", \"县文旅局\"]", 1)
            .replacen(
                "\n[[section]]",
                "\n[[unit]]\nname = \"县文旅局\"\nkind = \"government\"\n\n[[section]]",
                1,
            );
        if !is_earlier_at_hand {
            // Nothing tells whose the title is, so that the newer document decides, and its doubt is back.
            expected = expected
                .replace("title = \"组织领导\"", "title = \"加强组织领导\"")
                .replace(
                    "[[action]]\nid = \"2.1\"",
                    "# doubt: [8] 未明确责任单位\n[[action]]\nid = \"2.1\"",
                );
        }
        assert_eq!(fs::read_to_string(&plan).unwrap(), expected);
        let record = fs::read_to_string(&record).unwrap();
        assert!(
            record.starts_with("# 扫描件在档案室\nschema = 1\nx-shelf = \"3\"\n")
                && record.contains(&format!("file = \"{file}\"")),
            "{record}"
        );
        office.run("check");
    }
}

#[test]
fn again_leaves_entries_with_their_item_where_the_document_numbers_anew() {
    let newer = DOCUMENT
        .replace("2.开展", "3.开展")
        .replace("1.建设", "1.新任务。新做一件事。\n2.建设");
    for (is_recorded, code) in [(false, 0), (true, 3)] {
        let office = office(Fixture::Bare);
        office.run("import 方案.txt --id xuxian");
        let plan = office.read("xuxian/plan.toml");
        let own = "# 每季调度\n[[action]]\nid = \"1.1.1\"";
        let plan = plan.replace("[[action]]\nid = \"1.1.1\"", own);
        fs::write(office.folder().join("plans/xuxian/plan.toml"), &plan).unwrap();
        if is_recorded {
            office.run("progress 1.1.1/m1 --value 3 --by 县教育局");
        }
        fs::write(office.folder().join("方案.txt"), &newer).unwrap();
        assert_eq!(again_with_yes(&office, "方案.txt"), Some(code));
        let after = office.read("xuxian/plan.toml");
        if is_recorded {
            assert_eq!(after, plan);
            office
                .duban("import 方案.txt --id xuxian --again")
                .code(3)
                .stderr_has("1.1.1 → 1.1.2")
                .run();
        } else {
            assert!(
                after.contains("# 每季调度\n[[action]]\nid = \"1.1.2\""),
                "{after}"
            );
            assert!(
                after.contains("id = \"1.1.1\"\ntitle = \"新任务\""),
                "{after}"
            );
            office.run("check");
        }
    }
}

/// Imports a document over the plan made of an earlier one with an entry; returns the exit code and what it says.
fn again_over_an_entry(tasks: &str, newer: &str, log: &str) -> (Option<i32>, String) {
    let text = |tasks: &str| format!("示例县行动实施方案（2024—2025年）\n一、重点任务\n{tasks}\n");
    let office = office(Fixture::Bare);
    fs::write(office.folder().join("方案.txt"), text(tasks)).unwrap();
    office.run("import 方案.txt --id xuxian");
    office.run(format!("progress xuxian:{log} --value 5 --by 县教育局"));
    let plan = office.read("xuxian/plan.toml");
    fs::write(office.folder().join("方案.txt"), text(newer)).unwrap();
    let code = again_with_yes(&office, "方案.txt");
    let said = office
        .duban("import 方案.txt --id xuxian --again")
        .code(3)
        .stderr_has("未写入：")
        .run();
    assert_eq!(office.read("xuxian/plan.toml"), plan);
    (code, said.stderr)
}

#[test]
fn again_follows_an_item_by_what_it_counts_where_its_heading_was_reworded() {
    let tasks = "1. 加强师资。培训教师60名以上。（责任单位：县教育局）\n2. 开展竞赛。举办竞赛30次以上。（责任单位：县科协）";
    let newer = "1. 建设阵地。建设站点60个以上。（责任单位：县教育局）\n2. 强化师资。培训教师60名以上。（责任单位：县教育局）\n\
                 3. 办好竞赛。举办竞赛30次以上。（责任单位：县科协）";
    let (code, said) = again_over_an_entry(tasks, newer, "1.1/m1");
    assert_eq!(code, Some(3));
    assert!(said.contains("1.1 → 1.2"), "{said}");
}

#[test]
fn again_refuses_a_stage_that_would_take_the_entries_of_the_target() {
    let tasks = "1. 加强师资。培训教师60名以上。（责任单位：县教育局）";
    let newer =
        "1. 加强师资。2024年底前培训教师30名，2025年底前培训教师60名以上。（责任单位：县教育局）";
    let (code, said) = again_over_an_entry(tasks, newer, "1.1/m1");
    assert_eq!(code, Some(3));
    assert!(said.contains("1.1/m1 培训教师 60名以上"), "{said}");
}

#[test]
fn again_leaves_what_an_amendment_changed_since() {
    let text = |times: &str| {
        format!(
            "示例县行动实施方案（2024—2025年）\n一、重点任务\n1. 加强师资。培训教师60名以上，举办竞赛{times}次以上。（责任单位：县教育局）\n"
        )
    };
    let office = office(Fixture::Bare);
    let document = office.folder().join("方案.txt");
    fs::write(&document, text("30")).unwrap();
    office.run("import 方案.txt --id xuxian");
    office.replace("xuxian/plan.toml", "value = 60, unit = \"名\" }", "value = 50, unit = \"名\" }\nwas = [{ by = \"a1\", target = { op = \">=\", value = 60, unit = \"名\" } }]");
    office.replace("xuxian/plan.toml", "[[section]]", "[[amendment]]\nid = \"a1\"\nnumber = \"示政〔2024〕3号\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[section]]");
    fs::write(&document, text("40")).unwrap();
    assert_eq!(again_with_yes(&office, "方案.txt"), Some(0));
    let plan = office.read("xuxian/plan.toml");
    assert!(
        plan.contains("value = 50") && plan.contains("value = 40"),
        "{plan}"
    );
}

#[test]
fn again_lets_no_entry_count_for_something_else_under_its_id() {
    let tasks = "1. 加强师资。培训教师60名以上。（责任单位：县教育局）";
    for newer in ["建设站点60个以上", "举办竞赛60名以上"] {
        let newer = tasks.replace("培训教师60名以上", newer);
        let (code, said) = again_over_an_entry(tasks, &newer, "1.1/m1");
        assert_eq!(code, Some(3), "{newer}");
        assert!(said.contains("1.1/m1 培训教师 60名以上 →"), "{said}");
    }
}

#[test]
fn again_lets_no_entry_count_for_another_period_or_other_work() {
    for (tasks, newer, id) in [
        (
            "1. 培训农民。2024年培训农民3000人次，2025年培训农民4000人次。",
            "1. 培训农民。2025年培训农民4000人次。",
            "1.1/m1",
        ),
        (
            "1. 修建场馆。2025年底前建成场馆8个。",
            "1. 发展产业。2025年底前建成园区8个。",
            "1.1/m1",
        ),
        (
            "1. 建设示范基地。2025年底前建成基地8个。",
            "1. 建设特色园区。2025年底前建成园区12个。",
            "1.1/m1",
        ),
    ] {
        let by = |text: &str| format!("{text}（责任单位：县教育局）");
        let (code, said) = again_over_an_entry(&by(tasks), &by(newer), id);
        assert_eq!(code, Some(3), "{newer}");
        assert!(said.contains(&format!("{id} ")), "{said}");
    }
}

#[test]
fn again_leaves_entries_with_a_stage_whatever_people_call_it() {
    let text = |stage: &str| {
        format!(
            "示例县行动实施方案（2024—2025年）\n一、重点任务\n1. 修建场馆。2024年6月底前建成场馆5个，{stage}\
             2025年底前建成8个。（责任单位：县教育局）\n"
        )
    };
    // With the earlier document it is known by all that was said of it; without, nothing is written.
    for (is_known, code) in [(true, 0), (false, 3)] {
        let office = office(Fixture::Bare);
        let document = office.folder().join("方案.txt");
        fs::write(&document, text("")).unwrap();
        office.run("import 方案.txt --id xuxian");
        office.replace(
            "xuxian/plan.toml", "title = \"建成\"", "title = \"二期场馆\"",
        );
        office.run("progress 1.1/m2 --value 3 --on 2024-11-01");
        let newer = if is_known {
            "新方案.txt"
        } else {
            "方案.txt"
        };
        fs::write(office.folder().join(newer), text("2024年底前建成6个，")).unwrap();
        assert_eq!(again_with_yes(&office, newer), Some(code));
        office.says("show 1.1/m2", ["二期场馆", "3/8个", "2025-12-31"]);
    }
}

#[test]
fn again_keeps_an_item_for_the_milestones_that_people_added_to_it() {
    let office = office(Fixture::Bare);
    office.run("import 方案.txt --id xuxian");
    office.edit("xuxian/plan.toml", |plan| {
        format!("{plan}\n[[action.milestone]]\nid = \"own\"\ntitle = \"自评\"\ndue = 2025-05-01\n")
    });
    let (newer, _) = DOCUMENT.split_once("二、保障措施").unwrap();
    fs::write(office.folder().join("新方案.txt"), newer).unwrap();
    let json = office
        .run("import 新方案.txt --id xuxian --again --json")
        .json();
    assert_eq!(json["kept"], serde_json::json!(["2.1"]));
    assert_eq!(again_with_yes(&office, "新方案.txt"), Some(0));
    assert!(office.read("xuxian/plan.toml").contains("自评"));
}

#[test]
fn again_gives_nothing_new_the_id_of_what_people_added() {
    let office = office(Fixture::Bare);
    office.run("import 方案.txt --id xuxian");
    office.edit("xuxian/plan.toml", |plan| {
        let own = "\n[[action.milestone]]\nid = \"m2\"\ntitle = \"自评\"\n\n# doubt: [6]";
        plan.replacen("\n# doubt: [6]", own, 1)
    });
    let newer = DOCUMENT.replace("特色学校60所", "特色学校60所，2024年底前建成基地12个");
    fs::write(office.folder().join("新方案.txt"), &newer).unwrap();
    assert_eq!(again_with_yes(&office, "新方案.txt"), Some(0));
    let plan = office.read("xuxian/plan.toml");
    assert!(
        plan.contains("自评") && plan.contains("value = 12"),
        "{plan}"
    );
    // An item's number is the document's: it cannot get another.
    office.edit("xuxian/plan.toml", |plan| {
        format!("{plan}\n[[action]]\nid = \"1.1.3\"\ntitle = \"自加事项\"\nlead = [\"县教育局\"]\n")
    });
    let newer = newer.replace("二、保障", "3.组建队伍。组建志愿队伍9支。\n二、保障");
    fs::write(office.folder().join("新方案.txt"), newer).unwrap();
    let again = "import 新方案.txt --id xuxian --again";
    office.refuses(3, again, ["占用", "1.1.3"]);
    assert!(office.read("xuxian/plan.toml").contains("自加事项"));
}

#[test]
fn again_gives_no_reading_to_another_indicator() {
    let text = |aim: &str| {
        format!(
            "示例县行动实施方案（2024—2025年）\n一、总体要求\n到2025年，{aim}。\n\
            二、重点任务\n1. 加强师资。培训教师60名以上。（责任单位：县教育局）\n"
        )
    };
    for (newer, code) in [
        ("农民参加培训的比例达到80%", 3),
        ("全县公民具备科学素质比例达到18%", 0),
    ] {
        let office = office(Fixture::Bare);
        let document = office.folder().join("方案.txt");
        fs::write(&document, text("公民具备科学素质的比例达到16%")).unwrap();
        office.run("import 方案.txt --id xuxian");
        office.run("reading i1 11 --on 2024-03-01");
        fs::write(&document, text(newer)).unwrap();
        assert_eq!(again_with_yes(&office, "方案.txt"), Some(code), "{newer}");
    }
}

#[test]
fn again_keeps_a_number_that_people_corrected() {
    let text = |times: &str| {
        format!(
            "示例县行动实施方案（2024—2025年）\n一、重点任务\n1. 加强师资。培训教师60名以上。（责任单位：县教育局）\n\
             2. 开展竞赛。举办竞赛{times}次以上。（责任单位：县教育局）\n"
        )
    };
    let office = office(Fixture::Bare);
    let document = office.folder().join("方案.txt");
    fs::write(&document, text("30")).unwrap();
    office.run("import 方案.txt --id xuxian");
    office.replace("xuxian/plan.toml", "id = \"1.1\"", "id = \"1.9\"");
    office.replace("xuxian/progress.toml", "1.1/m1", "1.9/m1");
    office.run("progress 1.9/m1 --value 5 --by 县教育局");
    fs::write(&document, text("40")).unwrap();
    assert_eq!(again_with_yes(&office, "方案.txt"), Some(0));
    let plan = office.read("xuxian/plan.toml");
    assert!(
        plan.contains("id = \"1.9\"") && plan.contains("value = 40"),
        "{plan}"
    );
    assert!(!plan.contains("id = \"1.1\""), "{plan}");
}

#[test]
fn again_takes_out_an_item_only_where_nothing_is_recorded_of_it() {
    let without = DOCUMENT.replace("2.开展科普进校园。丰富校园科普活动。\n", "");
    assert_ne!(without, DOCUMENT);
    for is_recorded in [false, true] {
        let office = office(Fixture::Bare);
        office.run("import 方案.txt --id xuxian");
        if is_recorded {
            office.run("progress 1.1.2/period --text 已启动 --by 县教育局");
        }
        fs::write(office.folder().join("方案.txt"), &without).unwrap();
        let gone = "已有登记的事项消失";
        let again = office.duban("import 方案.txt --id xuxian --again");
        if is_recorded {
            again.code(3).stderr_has(gone).run();
        } else {
            let ran = again.run();
            assert!(!ran.stderr.contains(gone), "{}", ran.stderr);
        }
    }
}

#[test]
fn as_json_it_is_one_document() {
    let office = office(Fixture::Bare);
    let json = office.run("import 方案.txt --id xuxian --json").json();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["plan"], "xuxian");
    assert_eq!(
        json["items"],
        office
            .read("xuxian/plan.toml")
            .matches("[[action]]")
            .count()
    );
    assert_eq!(json["written"], true);
    let doubts = office.run("import --review xuxian --json").json();
    let about = |json: &Value| -> BTreeSet<String> {
        let doubts = json["doubts"].as_array().unwrap().iter();
        let about = doubts.map(|it| format!("{} {} {}", it["line"], it["entry"], it["text"]));
        about.collect()
    };
    assert_eq!(about(&doubts), about(&json));
}

#[test]
fn numbers_that_are_no_aims_are_counted_with_their_lines() {
    let office = Workspace::of(Fixture::Bare);
    let text = "虚构县就业方案（2024—2025年）\n一、重点任务\n1.促进就业。实施5项行动，培训1000人。\n\
        2.支持企业。对吸纳10人以上的企业给予5万元补贴。截至2023年底，全县有基地20家。\n";
    fs::write(office.folder().join("方案.txt"), text).unwrap();
    office.says(
        ["import", "方案.txt", "--id", "xuxian", "--dry-run"],
        "未列为目标的数字 4 个：第 3、4 行\n",
    );
    let json = office
        .run(["import", "方案.txt", "--id", "xuxian", "--json"])
        .json();
    assert_eq!(json["figures"], 1);
    let passed: Vec<(u64, &str)> = each(&json["passed_over"])
        .map(|passed| {
            let (line, number) = (&passed["line"], &passed["number"]);
            (line.as_u64().unwrap(), number.as_str().unwrap())
        })
        .collect();
    assert_eq!(passed, [(3, "5项"), (4, "10人"), (4, "5万元"), (4, "20家")]);
}

#[test]
fn the_numbers_of_notes_below_a_table_are_told_as_no_targets() {
    let office = Workspace::of(Fixture::Bare);
    let text = "虚构县就业方案（2024—2025年）\n一、重点任务\n（一）促进就业。培训1000人。\n\
        注：1.培训率=培训人数/总人数。\n2.另建基地3所。\n二、保障\n（一）加强领导。做好服务。\n";
    fs::write(office.folder().join("方案.txt"), text).unwrap();
    let json = office
        .run(["import", "方案.txt", "--id", "xuxian", "--json"])
        .json();
    let passed: Vec<u64> = each(&json["passed_over"])
        .map(|passed| passed["line"].as_u64().unwrap())
        .collect();
    assert_eq!(passed, [5]);
}

#[test]
fn a_document_without_a_title_has_that_of_its_file() {
    for text in [
        "一、主要任务\n1.促进就业。培训1000人。（责任单位：县人社局）\n",
        "为落实上级部署，制定如下措施。\n一、主要任务\n1.促进就业。培训1000人。（责任单位：县人社局）\n",
    ] {
        let office = Workspace::of(Fixture::Bare);
        fs::write(office.folder().join("就业.txt"), text).unwrap();
        office.says(["import", "就业.txt", "--id", "xuxian"], "未找到标题");
        let plan = office.read("xuxian/plan.toml");
        assert!(plan.contains("title = \"就业\"\n"), "{plan}");
    }
}

/// A document with a doubt for every key: the second item has no units, the third only names some in its text.
const DOUBTFUL: &str = "虚构县科学素质行动方案（2024—2025年）\n\n一、重点任务\n（一）学校科技教育\n\
    1.建设科技教育特色学校。到2025年底前建成科技教育特色学校60所左右。（责任单位：县教育局、县科协）\n\
    2.开展科普进校园。对参加学生达到800人的学校给予奖励。\n3.办好科技节。县科协要会同有关方面办好科技节。\n";

#[test]
fn doubts_are_settled_on_the_screen() {
    let office = Workspace::of(Fixture::Bare);
    fs::write(office.folder().join("方案.txt"), DOUBTFUL).unwrap();
    // In the home that the screen will have too: it remembers where the document lies.
    let import = office.duban("import 方案.txt --id xuxian");
    import.run();
    let plan = office.read("xuxian/plan.toml");
    let count = plan.matches("# doubt:").count();
    assert!(count >= 2, "{plan}");
    fs::copy(
        office.folder().join("方案.txt"),
        office.folder().join("seeds/方案.txt"),
    )
    .unwrap();
    let mut screen = PtyBuilder::duban()
        .args(["import", "--review", "xuxian"])
        .directory(&office.folder())
        .env("DUBAN_LANG", "zh")
        .size(80, 24)
        .start();
    screen.wait_for(&format!("xuxian：存疑 1/{count}"));
    screen.wait_for("q 以后再核");
    // The document stands beside the draft, with the numbers that are no targets.
    screen.wait_for("虚构县科学素质行动方案");
    screen.wait_for("未列为目标：800人");
    screen.keys("n");
    screen.wait_for(&format!("存疑 2/{count}"));
    screen.keys("p");
    screen.wait_for(&format!("存疑 1/{count}"));
    // One is left for another day.
    screen.keys("a");
    screen.wait_for(&format!("/{}", count - 1));
    screen.keys("q");
    screen.wait_for_no("存疑");
    screen.quit();
    let left = office.read("xuxian/plan.toml");
    assert_eq!(left.matches("# doubt:").count(), count - 1);
    let mut screen = PtyBuilder::duban()
        .args(["import", "--review", "xuxian"])
        .directory(&office.folder())
        .env("DUBAN_LANG", "zh")
        .size(110, 30)
        .start();
    for left in (1..count).rev() {
        screen.wait_for(&format!("存疑 1/{left}"));
        screen.keys("a");
    }
    screen.wait_for("用 c 存档");
    // The numbers that became no targets can be checked against the document, however far one scrolls.
    screen.wait_for("未列为目标：800人");
    screen.keys("   ");
    screen.wait_for("未列为目标：800人");
    screen.keys("x");
    screen.wait_for_no("已全部核对");
    screen.quit();
    assert!(!office.read("xuxian/plan.toml").contains("doubt"));
    office.run("check");
}

/// What no office writes takes time that grows with its length, not with the square of it.
#[test]
fn a_document_of_ten_thousand_brackets_or_numbers_is_read() {
    let office = Workspace::of(Fixture::Bare);
    let head = "虚构县行动方案（2024—2025年）\n\n一、重点任务\n1.建设步道。";
    let many = |text: &str| text.repeat(10_000);
    for text in [
        format!("一、{}\n{}\n", many("（"), many("（一）")),
        format!("{head}{}建成10家{}。\n", many("（"), many("）")),
        format!("{head}{}家。\n", many("10、")),
        format!("{head}{}2024年500名。\n", many("2023年400、")),
        format!("{head}{}\n", many("责任单位：县教育局（县科协）、")),
    ] {
        fs::write(office.folder().join("方案.txt"), text).unwrap();
        let begun = std::time::Instant::now();
        office.run("import 方案.txt --id xuxian --dry-run");
        assert!(begun.elapsed().as_secs() < 60);
    }
}

#[test]
fn what_the_hints_name_is_found_where_the_plan_was_written() {
    let office = office(Fixture::Bare);
    office.warns(
        "import 方案.txt --id xuxian -o other",
        "duban --plans 'other' import --review xuxian",
    );
    office.run("--plans other import --review xuxian");
    // Git works where the plans are.
    let git = |into: &str, said: &str| {
        office.warns(["import", "方案.txt", "--id", "xuxian", "-o", into], said);
    };
    git("sub/other", "git -C 'sub' add 'other' seeds .gitattributes");
    git(
        "../beside/plans",
        "git -C '../beside' add plans seeds .gitattributes",
    );
    office.refuses(
        2,
        "import 方案.txt --id second -o other/xuxian",
        "other/xuxian 是某个方案自己的文件夹",
    );
    assert_eq!(names(office.folder().join("other")), ["xuxian"]);
}
