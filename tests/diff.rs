//! What two versions of a plan say differently, in the plan's own words.

use duban::diff::{Version, compare, difference_line};
use duban::review::{difference_outline, outline_text};
use duban::text::Lang;

use crate::common::duban::{Fixture, Workspace};

const PLAN: &str = include_str!("review/base/plan.toml");
const PROGRESS: &str = include_str!("review/base/progress.toml");

fn version(plan: &str, progress: &str) -> Version {
    Version::read(
        "base",
        Some(plan.to_owned().into_bytes()),
        Some(progress.to_owned().into_bytes()),
    )
}

/// The text with one piece replaced; the piece must stand in it once.
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old:?}");
    text.replace(old, new)
}

fn lines_between(before: &Version, after: &Version, lang: Lang) -> Vec<String> {
    compare(before, after)
        .iter()
        .map(|difference| difference_line(difference, lang.words()))
        .collect()
}

fn lines_to(plan: &str, progress: &str, lang: Lang) -> Vec<String> {
    lines_between(&version(PLAN, PROGRESS), &version(plan, progress), lang)
}

fn plan_lines(plan: &str) -> Vec<String> {
    lines_to(plan, PROGRESS, Lang::Zh)
}

fn log_lines(progress: &str) -> Vec<String> {
    lines_to(PLAN, progress, Lang::Zh)
}

const TEACHERS: &str = "text = \"上半年培训45名\" },\n";

#[test]
fn milestones_of_one_title_are_told_apart() {
    let here = Workspace::in_git(Fixture::Demo);
    let alike = |id: &str, due: &str| {
        format!(
            "[[action.milestone]]\nid = \"{id}\"\ntitle = \"全面整改\"\nphase = \"deepen\"\ndue = {due}\n\n"
        )
    };
    let more = alike("first", "2024-03-31") + &alike("second", "2024-09-30");
    here.edit("demo/plan.toml", |text| {
        let behind = "[[action]]\nid = \"3.1.4\"";
        assert!(text.contains(behind));
        text.replacen(behind, &format!("{more}{behind}"), 1)
    });
    here.run("check --fix");
    here.commit_all();
    here.run("mark 3.1.1/first 3.1.1/second doing --on 2024-06-01");
    let lines = |said: String| -> Vec<String> {
        let lines = said.lines().filter(|line| line.contains("3.1.1 "));
        lines.map(|line| line.trim().to_owned()).collect()
    };
    let told = lines(here.run("diff").stdout);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("2024-03-31") && told[1].contains("2024-09-30"),
        "{told:?}"
    );
    // Their dates change: then the id tells them apart.
    here.commit_all();
    here.edit("demo/plan.toml", |text| {
        text.replace("due = 2024-03-31", "due = 2024-10-31")
            .replace("due = 2024-09-30", "due = 2024-10-31")
    });
    let told = lines(here.run("diff").stdout);
    assert!(told.iter().any(|line| line.contains("first")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("second")), "{told:?}");
    let told = lines(here.run("review HEAD").stdout);
    assert!(!told.is_empty());
    for (at, line) in told.iter().enumerate() {
        assert!(!told[..at].contains(line), "{told:?}");
    }
}

#[test]
fn progress_reads_as_a_person_would_tell_it() {
    let done = format!(
        "{TEACHERS}  {{ at = 2023-12-20T10:00:00+08:00, by = \"县教育局\", add = 15, status = \"done\" }},\n"
    );
    let progress = with(PROGRESS, TEACHERS, &done);
    assert_eq!(
        log_lines(&progress),
        ["3.1.1 骨干教师培训 2023：进行中 → 已办结（县教育局 2023-12-20）；45 → 60名"]
    );
    assert_eq!(
        lines_to(PLAN, &progress, Lang::En),
        ["3.1.1 骨干教师培训 2023: doing → done (县教育局 2023-12-20); 45 → 60名"]
    );
}

#[test]
fn a_milestone_that_has_but_the_name_of_its_phase_is_told_with_its_action() {
    let reported = "2022-11-03T09:12:40+08:00, by = \"县教育局\", status = \"done\", evidence = \"示教〔2022〕8号\" },\n";
    let closed = format!(
        "{reported}  {{ at = 2022-12-01T10:00:00+08:00, by = \"县科协\", status = \"closed\" }},\n"
    );
    assert_eq!(
        log_lines(&with(PROGRESS, reported, &closed)),
        ["3.1.1 加强科学教育师资队伍建设 启动实施：已办结 → 已销号（县科协 2022-12-01）"]
    );
}

#[test]
fn corrections_postponements_reminders_and_rewritten_entries_say_what_they_are() {
    let add = |line: &str| with(PROGRESS, TEACHERS, &format!("{TEACHERS}  {line},\n"));
    assert_eq!(
        log_lines(&add(
            "{ at = 2023-08-05T10:00:00+08:00, on = 2023-06-30, by = \"县教育局\", correct = true, value = 40, reason = \"重复计数\" }"
        )),
        [
            "3.1.1 骨干教师培训 2023：45 → 40名；更正 2023-06-30 县教育局 40名 原因：重复计数（2023-08-05）"
        ]
    );
    assert_eq!(
        log_lines(&add(
            "{ at = 2023-08-05T10:00:00+08:00, by = \"县教育局\", postpone = 2024-06-30, reason = \"缺经费\" }"
        )),
        ["3.1.1 骨干教师培训 2023：申请延期至 2024-06-30；原因：缺经费"]
    );
    assert_eq!(
        log_lines(&add(
            "{ at = 2023-08-05T10:00:00+08:00, by = \"县教育局\", postpone = 2024-06-30, approved_by = \"县政府办\" }"
        )),
        ["3.1.1 骨干教师培训 2023：延期至 2024-06-30（批准：县政府办）"]
    );
    assert_eq!(
        log_lines(&add(
            "{ at = 2023-08-05T10:00:00+08:00, by = \"县科协\", remind = \"催办\" }"
        )),
        ["3.1.1 骨干教师培训 2023：催办（县科协 2023-08-05）"]
    );
    assert_eq!(
        log_lines(&with(PROGRESS, "value = 45, text", "value = 50, text")),
        [
            "3.1.1 骨干教师培训 2023：45 → 50名；改动登记 2023-06-30 县教育局 45名 进展情况：上半年培训45名（2023-07-05） → 2023-06-30 县教育局 50名 进展情况：上半年培训45名（2023-07-05）"
        ]
    );
}

#[test]
fn each_unit_is_told_by_name() {
    let before = "reason = \"缺师资\" },\n";
    let progress = with(
        PROGRESS,
        before,
        &format!(
            "{before}  {{ at = 2023-06-10T10:00:00+08:00, by = \"西乡镇\", status = \"done\", value = 20 }},\n"
        ),
    );
    assert_eq!(
        log_lines(&progress),
        ["3.2.1 农民夜校开班：1/3 → 已报 2/3；已办结（西乡镇 2023-06-10）；20期"]
    );
}

#[test]
fn a_plan_is_compared_item_by_item() {
    assert_eq!(
        plan_lines(&with(PLAN, "due = 2024-06-30", "due = 2025-06-30")),
        ["3.1.1 建成科学教育基地：完成时限 2024-06-30 → 2025-06-30"]
    );
    assert_eq!(
        plan_lines(&with(PLAN, "value = 60, unit", "value = 50, unit")),
        ["3.1.1 骨干教师培训：目标值 60名以上 → 50名以上"]
    );
    assert_eq!(
        plan_lines(&with(
            PLAN,
            "members = [\"东乡镇\", \"西乡镇\"]",
            "members = [\"东乡镇\"]"
        )),
        ["单位「各乡镇」：成员 [-西乡镇-]"]
    );
    assert_eq!(
        plan_lines(&with(PLAN, "soon_days = 30", "soon_days = 7")),
        ["方案：临期天数 30 → 7"]
    );
    assert_eq!(
        plan_lines(&with(
            PLAN,
            "必须在每个乡镇办好农民夜校",
            "在每个乡镇办好农民夜校和田间学校"
        )),
        ["3.2.1 开展农民科技教育培训：内容 [-必须-]在每个乡镇办好农民夜校{+和田间学校+}。"]
    );
    assert_eq!(
        plan_lines(&with(
            PLAN,
            "{ op = \">=\", value = 16, unit = \"%\", by = 2025-12-31 }",
            "{ op = \">=\", value = 15, unit = \"%\", by = 2025-12-31 }"
        )),
        [
            "指标「公民具备科学素质的比例」：目标值 16%以上（至 2025-12-31，2020-12-31 基数 10.5%） → 15%以上（至 2025-12-31，2020-12-31 基数 10.5%）"
        ]
    );
}

#[test]
fn a_section_that_loses_a_unit_says_so_once_with_its_items() {
    let lead = "lead = [\"县教育局\", \"县科协\"]";
    assert_eq!(
        plan_lines(&with(PLAN, lead, "lead = [\"县教育局\", \"县财政局\"]"))
            .into_iter()
            .filter(|line| line.contains("牵头"))
            .collect::<Vec<_>>(),
        ["三(一) 青少年科学素质提升行动：牵头 [-县科协-]{+县财政局+}（3.1.1、3.1.2）"]
    );
}

#[test]
fn where_it_is_written_makes_no_difference() {
    let moved = with(
        PLAN,
        "title = \"农民科学素质提升行动\"\nlead = [\"县农业农村局\"]\n",
        "title = \"农民科学素质提升行动\"\n",
    );
    let moved = with(
        &moved,
        "办好农民夜校。\"",
        "办好农民夜校。\"\nlead = [\"农业局\"]",
    );
    let moved = with(
        &moved,
        "former = [{ name = \"县农业局\"",
        "aliases = [\"农业局\"]\nformer = [{ name = \"县农业局\"",
    );
    assert_eq!(
        plan_lines(&moved),
        ["单位「县农业农村局」：别名 无 → 农业局"]
    );
    let dated = with(
        PLAN,
        "id = \"cost\"\n",
        "id = \"cost\"\ndue = 2025-12-31\nstart = 2022-01-01\n",
    );
    assert_eq!(plan_lines(&dated), Vec::<String>::new());
}

/// A unit that stands twice is an error of the plan, and no difference between two versions that both have it.
#[test]
fn a_name_that_stands_twice_is_no_difference() {
    let twice = format!("{PLAN}\n[[unit]]\nname = \"县教育局\"\nkind = \"government\"\n");
    assert!(PLAN.contains("name = \"县教育局\""));
    assert_eq!(
        lines_between(&version(&twice, ""), &version(&twice, ""), Lang::Zh),
        Vec::<String>::new()
    );
}

#[test]
fn renumbered_items_keep_their_history() {
    let plan = with(PLAN, "id = \"3.1.2\"", "id = \"3.1.3\"");
    let plan = with(
        &plan,
        "# 教育系统的两项\n",
        "[[action]]\nid = \"3.1.2\"\ntitle = \"开展校外科技活动\"\n\n",
    );
    let progress = PROGRESS.replace("3.1.2/contest", "3.1.3/contest");
    assert_eq!(
        lines_to(&plan, &progress, Lang::Zh),
        [
            "3.1.2 开展校外科技活动：新增",
            "3.1.3 办好青少年科技创新大赛：原编号 3.1.2",
        ]
    );
}

#[test]
fn items_that_swap_their_ids_are_told_by_their_titles() {
    let swap = |text: &str, one: &str, other: &str| {
        let text = text.replace(one, "～").replace(other, one);
        text.replace('～', other)
    };
    let plan = swap(PLAN, "id = \"school\"", "id = \"visits\"");
    let progress = swap(PROGRESS, "3.2.1/school", "3.2.1/visits");
    assert_eq!(
        lines_to(&plan, &progress, Lang::Zh),
        [
            "3.2.1 农民夜校开班：原编号 school",
            "3.2.1 科技特派员下乡：原编号 visits",
        ]
    );
}

#[test]
fn a_hostile_plan_sends_no_control_character() {
    let plan = with(
        PLAN,
        "title = \"骨干教师培训\"",
        "title = \"骨干\\u001B[31m\\u202E教师\\r\\n培训\"",
    );
    let outline = difference_outline(
        ("示例县", "base"),
        &compare(&version(PLAN, PROGRESS), &version(&plan, PROGRESS)),
        Lang::Zh.words(),
    );
    let text = outline_text(&outline);
    assert!(text.contains("<U+001B>[31m"), "{text}");
    assert!(text.lines().all(|line| !line.contains(char::is_control)));
    assert!(!text.contains('\u{202e}'));
}
