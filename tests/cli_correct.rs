//! What was granted or measured is corrected by a later entry, which rules from then on.

use super::common::duban::{Fixture, Workspace};

#[test]
fn a_grant_is_corrected_or_taken_back() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    let due = || {
        let shown = office.duban("list --json --search").args([id]).run().json();
        shown["items"][0]["due_now"].clone()
    };
    let original = due();
    let grant = "--reason 疫情 --approved-by 科协 --on 2024-06-20";
    office
        .duban("postpone")
        .args([id, "2025-09-30"])
        .args(grant)
        .run();
    assert_eq!(due(), "2025-09-30");
    let correct = |more: &str| {
        office
            .duban("correct --on 2024-06-20 --reason 笔误")
            .args([id])
            .args(more)
    };
    let without_day = correct("--approved-by 科协").code(2);
    without_day.stderr_has("缺 --postpone").run();
    correct("--postpone 2025-06-30 --approved-by 科协").run();
    assert_eq!(due(), "2025-06-30");
    correct("--approved-by 科协")
        .args(["--postpone", original.as_str().unwrap()])
        .run();
    assert_eq!(due(), original);
}

#[test]
fn the_correction_of_a_grant_is_not_told_to_be_overruled_by_a_refusal() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/evaluate";
    let due = "2026-12-31";
    office.run(format!(
        "postpone {id} {due} --reason 场地 --approved-by 县科协 --on 2024-05-02"
    ));
    office.run(format!(
        "postpone {id} 2027-12-31 --reason 再延 --on 2024-05-10"
    ));
    office
        .duban(format!(
            "postpone {id} {due} --reason 否 --approved-by 县科协 --on 2024-05-12"
        ))
        .stdout_has("未批准延期")
        .run();
    office
        .duban(format!(
            "correct {id} --on 2024-05-02 --postpone 2027-06-30"
        ))
        .args("--approved-by 县科协 --reason 笔误")
        .stdout_has("已更正")
        .stderr("")
        .run();
    let listed = office.duban(format!("show {id} --as-of 2024-06-30"));
    listed
        .stdout_has("2027-06-30")
        .stdout_has("未批准延期")
        .run();
}

#[test]
fn a_reading_is_corrected_and_the_correction_rules() {
    let office = Workspace::of(Fixture::Demo);
    let id = "literacy";
    let warned = |code: &str| office.run("check").stdout.contains(code);
    office.run("reading literacy 12 --on 2024-01-31");
    office.run("reading literacy 11 --on 2024-01-31");
    assert!(warned("contradiction"));
    let correct = |more: &str| {
        office
            .duban("correct")
            .args([id, "--on", "2024-01-31"])
            .args(more)
    };
    correct("--value 11").code(2).stderr_has("--reason").run();
    correct("--reason r --text x")
        .code(2)
        .stderr_has("没有写明改成什么")
        .run();
    correct("--reason r --value 11 --status done")
        .code(2)
        .stderr_has("是指标")
        .run();
    office.refuses(
        2,
        "correct literacy --on 2024-01-30 --value 11 --reason r",
        "当日没有可更正的指标数据",
    );
    correct("--reason 抄录有误 --value 11.5")
        .stdout_has("已更正")
        .run();
    assert!(!warned("contradiction"));
    office.says("show literacy", "2024-01-31  11.5");
    // What a correction does not name stays.
    let evidence = || {
        let readings = office.run("export").json()["indicators"][0]["readings"].clone();
        let readings = readings.as_array().unwrap().clone();
        let last = readings
            .into_iter()
            .find(|it| it["on"] == "2024-01-31")
            .unwrap();
        (last["value"].clone(), last["evidence"].clone())
    };
    correct("--reason r --evidence 抽样").run();
    assert_eq!(evidence(), (11.5.into(), "抽样".into()));
    correct("--reason r --value 11.6").run();
    assert_eq!(evidence(), (11.6.into(), "抽样".into()));
    for deed in [
        "mark literacy done",
        "progress literacy --text x",
        "remind literacy --level 提醒",
    ] {
        office.duban(deed).code(2).stderr_has("是指标").run();
    }
}
