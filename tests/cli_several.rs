//! A deed for several milestones: which of them it means, and who reports it.

use super::common::duban::{Fixture, Workspace};

const DEMO: &str = "demo/progress.toml";

#[test]
fn what_is_named_twice_is_reminded_of_once() {
    let office = Workspace::of(Fixture::Demo);
    let ran = office
        .duban("remind 4.1/budget 4.1 4.1/budget")
        .args(["--level", "催办", "--by", "县科协"])
        .run();
    assert_eq!(
        ran.stdout.matches("4.1/budget").count(),
        1,
        "{}",
        ran.stdout
    );
    let log = office.read(DEMO);
    assert_eq!(log.matches("remind = ").count(), 3, "{log}");
}

#[test]
fn a_unit_s_bulk_deed_takes_what_it_leads() {
    let office = Workspace::of(Fixture::Demo);
    // 县委文明办 only supports.
    let args = "mark --unit 文明办 dropped --reason 并入 --dry-run";
    office
        .duban(args)
        .stdout("")
        .stderr_has("没有符合条件的节点")
        .run();
    let more = office
        .duban(args)
        .args("--with-support")
        .stdout_has("3.1.4/evaluate")
        .stderr_has("报送单位：县教育局")
        .run();
    assert!(more.stdout.lines().count() > 2, "{}", more.stdout);
}

#[test]
fn what_is_meant_for_several_changes_nothing_that_was_accepted_or_stopped() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 3.1.4/evaluate dropped --reason 并入");
    let stays = ["3.1.4/launch", "3.1.4/evaluate"];
    for several in [
        "3.1.4 doing",
        "--unit 教育局 --search 师资 doing",
        "--section 3 blocked --reason 等场地",
    ] {
        let marked = office
            .duban(format!("mark {several} --dry-run"))
            .stdout_has("3.1.4/teachers@2024")
            .stderr_has("等 2 个节点已办结、已销号或已中止，保持不变")
            .run();
        assert!(!stays.iter().any(|id| marked.stdout.contains(id)));
    }
    // What was done waits for an answer, and nothing else.
    office.run("mark 3.1.4/teachers@2024 done --value 60");
    let done = "demo:3.1.4/teachers@2024 已";
    office
        .duban("mark 3.1.4 closed --by 县科协 --reason 已核查 --dry-run")
        .stdout_has(done)
        .stderr_has("demo:3.1.4/evaluate 已办结、已销号或已中止")
        .run();
    office
        .duban("mark 3.1.4 doing --dry-run")
        .stderr_has("等 3 个节点")
        .run();
    // Its own id means it, and so does a list of what has a status.
    let stopped = "将登记：demo:3.1.4/evaluate 进行中";
    for meant in ["3.1.4/evaluate doing", "--status dropped doing"] {
        let marked = office.duban(format!("mark {meant} --dry-run"));
        marked.stdout_has(stopped).stderr("").run();
    }
}

#[test]
fn what_is_named_by_its_own_id_changes_beside_others_and_an_action_s_only_milestone_stays() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 3.1.4/evaluate dropped --reason 并入");
    let changes = "将登记：demo:3.1.4/evaluate 进行中";
    for named in [
        "4.1 3.1.4/evaluate", "3.1.4/evaluate 4.1", "3.1.4 3.1.4/evaluate", "3.1.4/evaluate 3.1.4",
    ] {
        let marked = office.duban(format!("mark {named} doing --dry-run"));
        let marked = marked.stdout_has(changes).run();
        assert!(!marked.stderr.contains("evaluate"), "{}", marked.stderr);
    }
    // An action means what is open, however few milestones it has.
    for town in ["东山镇", "西河镇"] {
        office.run(format!(
            "mark 4.2/local-plan dropped --of {town} --reason 并入"
        ));
    }
    office
        .duban("mark 4.2 doing")
        .stdout("")
        .stderr_has("demo:4.2/local-plan 已办结、已销号或已中止")
        .run();
}

#[test]
fn of_own_parts_a_deed_for_several_leaves_those_that_were_stopped() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |text| {
        text.replacen(
            "[[action.milestone]]",
            "[[action.milestone]]\neach = true",
            1,
        )
    });
    let id = "3.1.4/teachers@2024";
    office.run(format!("mark {id} dropped --of 文明办 --reason 不承担"));
    let marked = office
        .duban("mark 3.1.4 blocked --of 文明办 --reason 等场地 --dry-run")
        .stderr_has("保持不变")
        .run();
    assert!(!marked.stdout.contains(id), "{}", marked.stdout);
}

#[test]
fn by_fits_a_unit_of_every_plan_or_nothing_is_recorded() {
    let office = Workspace::of(Fixture::Two);
    office.replace("second/plan.toml", "县财政局", "县审计局");
    office.refuses(
        2,
        "mark demo:4.1/budget second:4.1/budget done --by 县财政局",
        "second",
    );
    // The unit of config.toml speaks in all of them, or nobody does.
    office.config("unit = \"县财政局\"\n");
    for deed in [
        "mark demo:4.1/budget second:4.1/budget doing",
        "mark second:4.1/budget doing",
    ] {
        office.refuses(2, deed, "不是方案 second 中的单位");
    }
    office.run("mark demo:4.1/budget doing");
}

#[test]
fn one_plan_in_two_folders_is_told_whatever_its_numbers_and_entries() {
    let here = Workspace::of(Fixture::Demo);
    let id = "id = \"demo\"";
    let copy = |change: &dyn Fn(String) -> String| {
        let plan = here.read("demo/plan.toml").replacen(id, "id = \"copy\"", 1);
        let log = here
            .read("demo/progress.toml")
            .replacen("plan = \"demo\"", "plan = \"copy\"", 1);
        here.write("copy/plan.toml", change(plan));
        here.write("copy/progress.toml", change(log));
    };
    // Nothing is recorded yet.
    let log = here.read("demo/progress.toml");
    let bare: String = log
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("  {"))
        .collect();
    here.write("demo/progress.toml", &bare);
    copy(&|text| text);
    here.says("check", ["plan-twice", "与方案 copy 内容相同"]);
    // The entries are the same under another number.
    here.run("progress demo:3.1.4/teachers@2024 --add 5 --on 2024-06-01");
    copy(&|text| text.replace("3.1.4", "3.1.9"));
    here.says(
        "check",
        ["plan-twice", "与方案 copy 标题相同，并有 1 条相同的登记"],
    );
    // So is one that was edited since.
    copy(&|text| text.replace("add = 5", "add  =  6"));
    here.says("check", ["plan-twice", "并有 1 条相同的登记"]);
    copy(&|text| text.replace("add = 5", "add = 6").replace("3.1.4", "3.1.9"));
    here.run("check");
}
