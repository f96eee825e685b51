//! A deed is one added line; all else stays as it was, byte for byte.

use super::common::duban::{Fixture, Workspace};

const PROGRESS: &str = "demo/progress.toml";

/// The one line that `new` has more than `old`, with the comment of the block it stands in.
#[track_caller]
fn added_line<'t>(old: &str, new: &'t str) -> (&'t str, &'t str) {
    let olds: Vec<&str> = old.split_inclusive('\n').collect();
    let news: Vec<&str> = new.split_inclusive('\n').collect();
    assert_eq!(news.len(), olds.len() + 1, "one line more");
    let at = (0..olds.len())
        .find(|at| olds[*at] != news[*at])
        .unwrap_or(olds.len());
    assert_eq!(olds[at..], news[at + 1..], "nothing else changes");
    let block = news[..at]
        .iter()
        .rev()
        .find(|line| line.starts_with("# "))
        .unwrap();
    (news[at], block)
}

#[test]
fn a_mark_adds_one_line_in_its_block() {
    let office = Workspace::of(Fixture::Zhangping);
    let old = office.read("zhangping/progress.toml");
    office
        .duban("mark zhangping:3.1.4/launch done --on 2022-11-03 --by 教育局")
        .stdout("zhangping:3.1.4/launch 已办结  市教育局  2022-11-03\n")
        .stderr("")
        .run();
    let new = office.read("zhangping/progress.toml");
    let (line, block) = added_line(&old, &new);
    assert!(
        block.starts_with("# 3.1.4 加强科学教育师资队伍建设 | 启动实施"),
        "{block}"
    );
    let (at, rest) = line.split_once(", ").unwrap();
    assert!(at.starts_with("  { at = 20"), "{line}");
    assert_eq!(
        rest,
        "on = 2022-11-03, by = \"市教育局\", status = \"done\" },\n"
    );
    office.run("check");
}

#[test]
fn git_shows_one_line_added_under_the_item_s_name() {
    let office = Workspace::of(Fixture::Zhangping);
    office.commit_all();
    office.run("mark zhangping:3.1.4/launch done --on 2022-11-03 --by 教育局");
    assert_eq!(
        office.git("diff --numstat"),
        "1\t0\tplans/zhangping/progress.toml\n"
    );
    let diff = office.git("-c core.quotePath=off diff");
    let hunk = diff.lines().find(|line| line.starts_with("@@")).unwrap();
    assert!(
        diff.lines()
            .any(|line| line.contains("# 3.1.4 加强科学教育师资队伍建设 | 启动实施")),
        "{diff}"
    );
    assert!(hunk.contains("# 3.1."), "{hunk}");
}

#[test]
fn every_byte_of_a_hand_written_file_survives() {
    let office = Workspace::of(Fixture::Demo);
    office.edit(PROGRESS, |text| {
        let odd = text
            .replace(
                "[milestone.\"4.1/budget\"]",
                "# 手写:等财政批复\n   [milestone . \"4.1/budget\"]   # 旁注",
            )
            .replace("schema = 1", "schema=1 # 版本\n\n\n");
        format!("\u{feff}{}", odd.replace('\n', "\r\n"))
    });
    let old = office.read(PROGRESS);
    office.run("progress 4.1/budget --text 已报财政局 --on 2024-02-05");
    let new = office.read(PROGRESS);
    let (line, _) = added_line(&old, &new);
    assert!(line.ends_with("text = \"已报财政局\" },\r\n"), "{line:?}");
}

#[test]
fn each_deed_writes_what_was_said() {
    let office = Workspace::of(Fixture::Demo);
    for (args, printed, written) in [
        (
            "progress 3.1.4/teachers@2024 --value 30 --text 上半年两期 --next 秋季",
            "demo:3.1.4/teachers@2024 已登记进展\n",
            "by = \"县教育局\", value = 30, text = \"上半年两期\", next = \"秋季\"",
        ),
        (
            "progress teachers@2024 --add 2.5 --problem 名额少 --evidence 甲〔2024〕1号 --evidence 乙.pdf",
            "demo:3.1.4/teachers@2024 已登记进展\n",
            "add = 2.5, problem = \"名额少\", evidence = [\"甲〔2024〕1号\", \"乙.pdf\"]",
        ),
        (
            "correct 3.1.4/teachers@2024 --value 25 --reason 重复计数",
            "demo:3.1.4/teachers@2024 已更正\n",
            "value = 25, reason = \"重复计数\", correct = true",
        ),
        (
            "mark 4.1/budget 受阻 --reason 未批复",
            "demo:4.1/budget 受阻  县科协  2024-06-30\n",
            "by = \"县科协\", status = \"blocked\", reason = \"未批复\"",
        ),
        (
            "postpone 4.1/budget 2024-09-30 --reason 等批复",
            "demo:4.1/budget 申请延期至 2024-09-30，待批\n",
            "reason = \"等批复\", postpone = 2024-09-30",
        ),
        (
            "postpone 4.1/budget 2024年9月30日 --reason 同意 --by czj --approved-by 文明办",
            "demo:4.1/budget 批准延期至 2024-09-30\n",
            "by = \"县财政局\", reason = \"同意\", postpone = 2024-09-30, approved_by = \"县委文明办\"",
        ),
        (
            "remind 4.1/stations --level 催办 --text 请报进度",
            "demo:4.1/stations 已登记催办\n",
            "text = \"请报进度\", remind = \"催办\"",
        ),
        (
            "mark 4.2/local-plan done --of 西河镇 --by 县科协",
            "demo:4.2/local-plan 已办结  县科协  (西河镇)  2024-06-30\n",
            "by = \"县科协\", of = \"西河镇\", status = \"done\"",
        ),
        (
            "reading literacy 13.5 --on 2024-06-01 --evidence 抽样",
            "demo:literacy 登记指标数据 13.5%\n",
            "on = 2024-06-01, value = 13.5, evidence = \"抽样\"",
        ),
    ] {
        let old = office.read(PROGRESS);
        office
            .duban("--as-of 2024-06-30")
            .args(args)
            .stdout(printed)
            .stderr("")
            .run();
        let new = office.read(PROGRESS);
        let (line, _) = added_line(&old, &new);
        assert!(line.contains(written), "{line}");
    }
    office.duban("check").stdout("").run();
    // Two deeds of one second stand in the order they were done: asked, then granted.
    office.says(
        "--as-of 2024-07-01 list --search 列入预算",
        "黄 4.1/budget  列入预算  县科协  2024-09-30  受阻 未批复\n",
    );
    office
        .duban("--as-of 2024-07-01 show 4.1/budget")
        .stdout_has("原定时限 2024-02-29  现行时限 2024-09-30\n")
        .stdout_lacks("     延期待批")
        .run();
}

#[test]
fn what_the_rules_refuse_writes_nothing_and_says_what_is_missing() {
    let office = Workspace::of(Fixture::Demo);
    for (args, what, how) in [
        (
            "mark 3.1.4/teachers@2023 done",
            "完成值 45名 未达目标 60名",
            "--value",
        ),
        ("mark 4.1/budget blocked", "受阻须说明原因", "--reason"),
        (
            "mark 4.1/budget closed",
            "已销号须写明由哪个单位作出",
            "--by",
        ),
        ("mark 4.2/local-plan done", "须写明是哪个单位", "--of"),
        (
            "mark 4.2/local-plan done --of 教育局",
            "县教育局 不在此节点的责任单位之列",
            "--of",
        ),
        (
            "mark 4.2/local-plan closed --of 东山镇 --by 东山镇",
            "不能由该单位自行销号",
            "--by",
        ),
        (
            "postpone 4.1/budget 2024-09-30",
            "延期须说明原因",
            "--reason",
        ),
        (
            "postpone 4.1/budget 2023-09-30 --reason 早",
            "不能延期到启动日 2024-02-01 之前",
            "核对日期",
        ),
        ("progress 4.1/budget", "没有要登记的内容", "--text"),
        (
            "correct 4.1/budget --on 2024-01-01 --text 改",
            "更正须说明原因",
            "--reason",
        ),
        (
            "correct 4.1/budget --on 2024-01-01 --text 改 --reason 误",
            "没有可更正的登记",
            "duban show",
        ),
        (
            "progress 3.1.4 --text x", "3.1.4 对应多个节点", "demo:3.1.4/launch",
        ),
        ("progress 4.1/budget --value 四十", "--value 四十", "45"),
        (
            "mark 4.1/budget finished",
            "STATUS 不能是 finished",
            "todo(未启动) doing(进行中)",
        ),
        ("mark done", "须给出编号", "--help"),
        ("mark 4.1 done --unit 教育局", "须给出编号", "--help"),
        (
            "remind 4.1 --level 狠狠", "--level 不能是 狠狠", "提醒 催办 督办",
        ),
    ] {
        office.refuses(2, args, [what, how]);
    }
}

#[test]
fn several_are_one_write_or_none() {
    let office = Workspace::of(Fixture::Demo);
    let old = office.read(PROGRESS);
    // 3.1.4/teachers@2023 is short of its target: without --partial nothing is written at all.
    office.refuses(
        2,
        "mark 3.1.4/evaluate 3.1.4/teachers@2023 done",
        "demo:3.1.4/teachers@2023 完成值 45名",
    );
    assert_eq!(office.read(PROGRESS), old);
    office
        .duban("mark --unit 教育局 done --dry-run --partial")
        .stdout_has("将登记：demo:3.1.4/evaluate 已办结")
        .stderr_has("demo:3.1.4/teachers@2023 完成值 45名")
        .run();
    assert_eq!(office.read(PROGRESS), old, "a dry run writes nothing");
    // A deed of which nothing is left is refused, partial or not.
    office.refuses(
        2,
        "mark 3.1.4/teachers@2023 done --partial",
        "demo:3.1.4/teachers@2023 完成值 45名",
    );
    assert_eq!(office.read(PROGRESS), old);
    let ran = office.run("mark 4.1 3.1.4/evaluate done --on 2024-06-01 --reason 合并办理");
    assert_eq!(ran.stdout.lines().count(), 4);
    let new = office.read(PROGRESS);
    assert_eq!(new.lines().count(), old.lines().count() + 4);
    // Once more: what is done already is not done again.
    for again in ["mark 4.1 done", "mark --section 4.1 --status done done"] {
        let ran = office.duban(again).stdout("");
        ran.stderr_has("等 3 个节点已是这一状态，未重复登记").run();
        assert_eq!(office.read(PROGRESS), new);
    }
    let ran = office.duban("mark 4.1 4.2 doing").stdout("");
    let ran = ran.stderr_has("demo:4.2/local-plan 已是这一状态");
    ran.stderr_has("等 3 个节点已办结").run();
}

#[test]
fn a_deed_is_of_the_as_of_day_and_of_the_unit_that_answers() {
    let office = Workspace::of(Fixture::Demo);
    office.prints_only(
        "--as-of 2024-03-05 mark 4.1/budget done",
        "demo:4.1/budget 已办结  县科协  2024-03-05\n",
    );
    office.says(
        "--as-of 2024-06-30 list --search 列入预算",
        "办 4.1/budget  列入预算  县科协  2024-02-29  已办结 2024-03-05（逾期5天）\n",
    );
}

#[test]
fn a_shared_account_writes_who_it_was() {
    let office = Workspace::of(Fixture::Demo);
    office
        .duban("mark 4.1/budget done")
        .env("DUBAN_ACTOR", " 科协办公室\n")
        .run();
    assert!(
        office
            .read(PROGRESS)
            .contains("by = \"县科协\", who = \"科协办公室\", status = \"done\"")
    );
}

#[test]
fn a_deed_that_changes_nothing_says_which_day_holds() {
    let here = Workspace::of(Fixture::Demo);
    here.run("mark 4.1/stations blocked --reason 场地 --on 2024-06-10");
    let (nothing, all, status) = ([false, false], [true, false], [false, true]);
    for (deed, told) in [
        ("mark 4.1/stations doing --on 2024-06-01", all),
        (
            "mark 4.1/stations doing --on 2024-06-01 --as-of 2024-06-05",
            nothing,
        ),
        ("progress 4.1/stations --text 话 --on 2024-06-01", nothing),
        ("mark 4.1/stations doing --on 2024-06-10", nothing),
        // The number counts, though the status does not hold; what is added to one of before does not.
        ("mark 4.1/stations doing --value 3 --on 2024-06-02", status),
        ("progress 4.1/stations --value 5 --on 2024-06-10", nothing),
        ("progress 4.1/stations --add 1 --on 2024-06-03", all),
    ] {
        let ran = here.duban(deed).run();
        let is_told = ["现状", "状态"].map(|what| {
            let holds = format!("demo:4.1/stations：{what}仍以 2024-06-10 的登记为准");
            ran.stderr.contains(&holds)
        });
        assert_eq!(is_told, told, "{deed}: {}", ran.stderr);
    }
    here.warns(
        "--as-of 2024-01-05 progress 4.1/stations --text 话 --on 2024-12-30",
        "登记日期 2024-12-30 晚于截至日 2024-01-05",
    );
    // Each town has its own part, and is named.
    here.run("mark 4.2/local-plan blocked --reason 人手 --of 西河镇 --on 2024-06-10");
    here.duban("mark 4.2/local-plan doing --of 东山镇 --on 2024-06-01")
        .stdout_has("进行中  东山镇")
        .stderr("")
        .run();
    let granted = "postpone 4.1/stations 2026-03-31 --reason 场地 --approved-by 县科协 --on";
    here.run(format!("{granted} 2024-06-20"));
    here.warns(format!("{granted} 2024-06-19"), "2024-06-20 的登记为准");
}

#[test]
fn a_unit_without_a_part_in_the_item_is_not_meant() {
    let here = Workspace::of(Fixture::Demo);
    for deed in [
        "progress 4.1/stations --value 1",
        "mark 4.1/stations doing",
        "remind 4.1/stations --level 催办",
    ] {
        here.refuses(2, format!("{deed} --of 西河镇 --on 2024-06-01"), "西河镇");
    }
    here.run("progress 4.1/stations --value 1 --of 财政局 --on 2024-06-01");
}

#[cfg(unix)]
#[test]
fn what_two_mark_at_once_by_a_filter_is_marked_once() {
    let office = Workspace::of(Fixture::Demo);
    let mark = "mark --section 4 doing --on 2024-06-20 --as-of 2024-06-30";
    let ran = office.at_once([(); 2].map(|()| office.duban(mark)));
    let refused = ran
        .iter()
        .filter(|(code, said)| *code == 3 && said.contains("已被他人改动，未作登记"));
    assert_eq!(refused.count(), 1, "{ran:?}");
    office.duban(mark).stderr_has("未重复登记").run();
}

#[test]
fn on_a_shared_account_nothing_is_recorded_of_nobody() {
    let office = Workspace::of(Fixture::Demo);
    office.config("shared = true\n");
    for deed in [
        "mark 3.1.1/launch doing",
        "progress 3.1.1/launch --text x",
        "undo",
    ] {
        let refused = office.duban(deed).code(2).stdout("");
        refused.stderr_has("DUBAN_ACTOR").run();
    }
    office.run("mark 3.1.1/launch doing --dry-run");
    office.run("list");
    let named = office.duban("progress 3.1.1/launch --text x");
    named.env("DUBAN_ACTOR", "张三").run();
    assert!(office.read("demo/progress.toml").contains("who = \"张三\""));
}
