//! A reading or a reminder that was recorded by mistake is withdrawn by an entry of its own: it counts nowhere, and
//! stays in the history.

use std::path::{Path, PathBuf};

use duban::git::GitFault;
use duban::plan::{Day, Indicator};

use crate::common::duban::{Fixture, Workspace};
use crate::git_support::{add_entry, add_plan, commit, commit_all, load};
use crate::git_sync::{progress, sync, top, two_clones};
use crate::hermetic;

const DEMO: &str = "demo/progress.toml";

#[test]
fn a_reading_of_the_wrong_indicator_is_withdrawn() {
    let office = Workspace::in_git(Fixture::Demo);
    let readings = || {
        let all = office.run("--as-of 2024-06-30 export").json();
        all["indicators"][0]["readings"].clone()
    };
    let before = readings();
    let evaluation = || office.run("--as-of 2024-06-30 report evaluation").stdout;
    let evaluated = evaluation();
    office.run("reading literacy 170 --on 2024-06-01");
    assert_ne!(
        (readings(), evaluation()),
        (before.clone(), evaluated.clone())
    );
    office.commit_all();
    let withdraw = |more: &str| {
        office
            .duban("correct literacy --on 2024-06-01 --withdraw reading")
            .args(more)
    };
    withdraw("").code(2).stderr_has("--reason").run();
    withdraw("--reason 登错 --value 17")
        .code(2)
        .stderr_has("与 --value <N> 不能同用")
        .run();
    office.refuses(
        2,
        "correct literacy --on 2024-06-01 --reason 登错",
        "--withdraw reading",
    );
    office.refuses(
        2,
        "correct literacy --on 2024-06-02 --reason 登错 --withdraw reading",
        "没有可撤回的指标数据",
    );
    office.refuses(
        2,
        "correct literacy --on 2024-06-01 --reason 登错 --withdraw reminder",
        "是指标",
    );
    office.refuses(
        2,
        "correct 4.1/stations --on 2024-06-01 --reason 登错 --withdraw reading",
        "没有指标数据",
    );
    let log = office.read(DEMO);
    withdraw("--reason 登错 --dry-run")
        .stdout_has("已撤回")
        .run();
    assert_eq!(office.read(DEMO), log);
    withdraw("--reason 登错")
        .stdout_has("demo:literacy 已撤回 2024-06-01 的指标数据")
        .run();
    assert_eq!((readings(), evaluation()), (before.clone(), evaluated));
    withdraw("--reason 登错")
        .code(2)
        .stderr_has("没有可撤回的指标数据")
        .run();
    // Both stay to be read, and a commit says what it was.
    office.says(
        "show literacy",
        ["2024-06-01  170%", "2024-06-01  登错  撤回指标数据"],
    );
    office.says("diff", "更正 2024-06-01 撤回指标数据 原因：登错");
    office.run("commit");
    assert!(office.git("log -1 --format=%B").contains("撤回指标数据"));
    office.says("log literacy", ["170", "撤回指标数据"]);
    office.duban("check").stderr_has("未发现问题").run();
    // What was withdrawn may be recorded again; undo takes the withdrawal back as any deed.
    office.run("reading literacy 17 --on 2024-06-01");
    assert_eq!(readings()[1]["value"], 17);
    office.run("undo");
    assert_eq!(readings(), before);
}

#[test]
fn a_withdrawn_reading_is_no_report_of_the_plan() {
    let office = Workspace::of(Fixture::Demo);
    office.write(DEMO, "schema = 1\nplan = \"demo\"\n");
    office.run("check --fix");
    let state = || office.run("--as-of 2030-01-01 status").stdout;
    let before = state();
    office.run("--as-of 2030-01-01 reading literacy 170 --on 2024-06-01");
    assert_ne!(state(), before);
    office.run(
        "--as-of 2030-01-01 correct literacy --on 2024-06-01 --withdraw reading --reason 登错",
    );
    assert_eq!(state(), before);
}

#[test]
fn a_reminder_that_did_not_go_out_is_withdrawn() {
    let office = Workspace::in_git(Fixture::Demo);
    let at = |day: &str, args: &str| office.run(format!("--as-of {day} {args}")).stdout;
    let letter = "report reminder --unit 县财政局 --record";
    assert!(at("2024-06-28", letter).contains("催〔2024〕1号"));
    let reports = || {
        let kinds = ["bulletin", "handover", "ledger", "reminder --unit 县财政局"];
        kinds.map(|kind| at("2024-06-30", &format!("report {kind}")))
    };
    let before = reports();
    at("2024-06-29", letter);
    office.commit_all();
    assert!(before.iter().zip(reports()).all(|(then, now)| *then != now));
    let log = office.read(DEMO);
    let of_letter = log.lines().filter(|line| line.contains("催〔2024〕2号"));
    let count = of_letter.count();
    let ids: Vec<&str> = log
        .split("[milestone.\"")
        .filter(|block| block.contains("催〔2024〕2号"))
        .filter_map(|block| block.split('"').next())
        .collect();
    assert_eq!(count, ids.len());
    let withdraw = |day: &str| {
        let deed = office.duban("correct --withdraw reminder --reason 误发");
        deed.args(ids.as_slice()).args(["--on", day])
    };
    withdraw("2024-06-27")
        .code(2)
        .stderr_has("没有发给该单位而可撤回的催办")
        .run();
    withdraw("2024-06-29")
        .stdout_has("已撤回 2024-06-29 的催办")
        .run();
    let [bulletin, handover, ledger, reminder] = reports();
    assert_eq!([bulletin, handover, ledger], before[..3]);
    // The number of a letter that may be on paper is not given again; the level is as before it.
    assert_eq!(
        reminder,
        before[3].replace("催〔2024〕2号", "催〔2024〕3号")
    );
    assert_eq!(
        office.read(DEMO).matches("withdraw = \"reminder\"").count(),
        count
    );
    office.says("review HEAD", "撤回催办");
    office.run("commit");
    office.says(
        format!("log {}", ids[0]),
        ["催〔2024〕2号", "撤回催办 原因：误发"],
    );
    // On its day the letter is made and recorded anew.
    assert!(at("2024-06-29", letter).contains("催〔2024〕3号"));
    office.duban("check").stderr_has("未发现问题").run();
}

#[test]
fn a_withdrawal_is_of_the_reminders_to_one_unit() {
    let office = Workspace::of(Fixture::Demo);
    for of in ["东山镇", "西河镇"] {
        let remind = "remind 4.2/local-plan --level 提醒 --on 2024-06-12 --of";
        office.duban(remind).args([of]).run();
    }
    let withdraw = "correct 4.2/local-plan --on 2024-06-12 --withdraw reminder --reason 误发";
    office.duban(withdraw).code(2).stderr_has("--of").run();
    office
        .duban(withdraw)
        .args("--of 东山镇")
        .stdout_has("(东山镇)")
        .run();
    let waits = |unit: &str| {
        let handover = "--as-of 2024-06-30 report handover --unit";
        let handover = office.duban(handover).args([unit]).run().stdout;
        handover.contains("| 2024-06-12 |")
    };
    assert!(waits("西河镇"));
    office.duban(withdraw).args("--of 西河镇").run();
    assert!(!waits("西河镇"));
}

/// A plan whose item has two leads and fell due in April.
const TWO_LEADS: &str = r#"schema = 1
id = "p"
short = "某县"
title = "某县行动方案"
period = { start = 2024-01-01, end = 2024-12-31 }

[[phase]]
id = "a"
name = "实施"
start = 2024-01-01
end = 2024-12-31

[[unit]]
name = "县教育局"

[[unit]]
name = "县科协"

[[section]]
id = "1"
title = "行动"
lead = ["县教育局", "县科协"]

[[action]]
id = "1.1"
title = "培训"
summary = "做培训。"

[[action.milestone]]
id = "d"
title = "培训班"
due = 2024-04-01
"#;

#[test]
fn of_letters_to_two_leads_the_one_that_is_named_is_withdrawn() {
    let office = Workspace::with_plan(TWO_LEADS);
    office.run("--as-of 2024-04-20 report reminder --all -o 催办 --record");
    let withdraw = |more: &str| {
        let deed = "correct 1.1/d --on 2024-04-20 --withdraw reminder --reason 未发";
        office.duban(deed).args(more)
    };
    withdraw("")
        .code(2)
        .stderr_has("催〔2024〕1号，致县教育局；催〔2024〕2号，致县科协")
        .stderr_has("--of")
        .run();
    withdraw("--of 县科协")
        .stdout_has("1.1/d (县科协) 已撤回 2024-04-20 的催办")
        .run();
    let ledger = || office.run("--as-of 2024-04-22 report ledger").stdout;
    assert!(
        ledger().contains("1次，最近 2024-04-20 提醒"),
        "{}",
        ledger()
    );
    // The next letter is the second to one of them and the first to the other.
    let next = |unit: &str| {
        let letter = format!("--as-of 2024-04-22 report reminder --unit {unit}");
        let letter = office.run(letter).stdout;
        let row = letter.lines().find(|line| line.contains("1.1/d"));
        row.unwrap_or_default().to_owned()
    };
    assert!(
        next("县教育局").ends_with("| 催办 |"),
        "{}",
        next("县教育局")
    );
    assert!(next("县科协").ends_with("| 提醒 |"), "{}", next("县科协"));
    withdraw("--of 县科协")
        .code(2)
        .stderr_has("没有发给该单位而可撤回的催办")
        .run();
    withdraw("--of 教育局").run();
    assert!(!ledger().contains("1次，最近 2024-04-20 提醒"));
    office.duban("check").stderr_has("未发现问题").run();
}

#[test]
fn a_correction_of_a_withdrawn_reading_says_the_way_out() {
    let office = Workspace::of(Fixture::Demo);
    office.run("reading literacy 17 --on 2024-06-01");
    let correct = "correct literacy --value 18 --reason 更正 --on";
    let on = |day: &str| office.duban(correct).args([day]);
    on("2024-06-02")
        .code(2)
        .stderr_has("没有可更正的指标数据")
        .run();
    office.run("correct literacy --on 2024-06-01 --withdraw reading --reason 登错");
    on("2024-06-01")
        .code(2)
        .stderr_has("已撤回")
        .stderr_has("duban reading")
        .run();
}

/// Two clones with an indicator, a reading of it and a reminder.
fn two_with_entries(temp: &Path) -> [PathBuf; 2] {
    let (_, a, b) = two_clones(temp);
    let text = std::fs::read_to_string(a.join("demo/plan.toml")).unwrap();
    let indicator = "[[indicator]]\nid = \"x\"\nname = \"比例\"\ntargets = [{ op = \">=\", value = 16, unit = \"%\" }]\n\n";
    add_plan(
        &a,
        "demo",
        &text.replace("[[section]]", &format!("{indicator}[[section]]")),
    );
    add(
        &a,
        "x",
        "at = 2024-06-02T09:00:00+08:00, on = 2024-06-01, value = 170",
    );
    add(
        &a,
        "1.1/launch",
        "at = 2024-06-02T09:00:00+08:00, on = 2024-06-01, remind = \"提醒\"",
    );
    commit_all(top(&a), "登记");
    sync(&a).unwrap();
    sync(&b).unwrap();
    [a, b]
}

fn add(plans: &Path, log: &str, entry: &str) {
    add_entry(plans, log, &format!("{{ {entry} }}"));
}

fn readings(plans: &Path) -> Vec<String> {
    let loaded = load(plans, "demo");
    let (_, progress) = loaded.open().unwrap();
    let readings = Indicator::readings(progress.readings("x"), Day::MAX);
    readings.iter().map(|it| it.value.to_string()).collect()
}

const REASON: &str = "on = 2024-06-01, reason = \"误登\", correct = true";

hermetic!(what_both_sides_withdrew_is_withdrawn; {
    let temp = tempfile::tempdir().unwrap();
    let both = two_with_entries(temp.path());
    for (hour, plans) in both.iter().enumerate() {
        let at = format!("at = 2024-06-03T1{hour}:00:00+08:00, {REASON}");
        add(plans, "x", &format!("{at}, withdraw = \"reading\""));
        add(plans, "1.1/launch", &format!("{at}, withdraw = \"reminder\""));
        commit(plans);
    }
    for plans in both.iter().chain([&both[0]]) {
        sync(plans).unwrap();
    }
    for plans in &both {
        assert_eq!(readings(plans), [""; 0]);
        let loaded = load(plans, "demo");
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert_eq!(progress(plans).matches("withdraw").count(), 4);
    }
});

hermetic!(of_a_withdrawal_and_a_correction_the_later_holds_and_one_of_nothing_is_told; {
    for (withdrawn, corrected, holds) in [("11", "10", None), ("10", "11", Some("17"))] {
        for order in [[0, 1], [1, 0]] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_with_entries(temp.path());
            add(&both[0], "x", &format!("at = 2024-06-03T{withdrawn}:00:00+08:00, {REASON}, withdraw = \"reading\""));
            add(&both[1], "x", &format!("at = 2024-06-03T{corrected}:00:00+08:00, value = 17, {REASON}"));
            for plans in &both {
                commit(plans);
            }
            let [first, second] = order.map(|at| &both[at]);
            sync(first).unwrap();
            match (holds, sync(second)) {
                (None, Ok(_)) => {}
                // Whether it is a reading after all, somebody must say.
                (Some(_), Err(GitFault::NotSent(problems))) => {
                    let told = problems[0].to_string();
                    assert!(told.contains("2024-06-01") && told.contains("withdrew"), "{told}");
                    assert_eq!(problems[0].flaw.code(), "corrects-withdrawn");
                    sync(second).unwrap();
                }
                other => panic!("{other:?}"),
            }
            sync(first).unwrap();
            for plans in &both {
                assert_eq!(readings(plans), holds.as_slice());
            }
        }
    }
});
