//! One deed is one thing: written whole or not at all, over however many plans, and taken back as it was done.

use std::fs;
use std::process::{Command, Stdio};

use super::common::app::Start;
use super::common::duban::{Fixture, Workspace};
#[cfg(unix)]
use super::common::pty::PtyBuilder;

const DEMO: &str = "demo/progress.toml";
const OTHER: &str = "other/progress.toml";

/// A log whose entries name their day alone.
fn without_moments(text: &str) -> String {
    let line = |line: &str| match line.split_once("{ at = ").zip(line.split_once(", on = ")) {
        Some(((before, _), (_, after))) => format!("{before}{{ on = {after}\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// The sample plan twice, under two ids.
fn two_plans() -> Workspace {
    let office = Workspace::of(Fixture::Demo);
    for file in ["plan.toml", "progress.toml"] {
        let text = office.read(&format!("demo/{file}"));
        let text = text
            .replace("id = \"demo\"", "id = \"other\"")
            .replace("plan = \"demo\"", "plan = \"other\"");
        office.write(&format!("other/{file}"), text);
    }
    office
}

fn both(office: &Workspace) -> (String, String) {
    (office.read(DEMO), office.read(OTHER))
}

#[test]
fn a_mark_over_two_plans_is_one_undo() {
    let office = two_plans();
    office.commit_all();
    let before = both(&office);
    // An earlier deed of the same second in one plan is none of it.
    office.run("mark demo:4.1/budget done");
    let one = both(&office);
    office.warns(
        "mark demo:3.1.4/evaluate other:3.1.4/evaluate done",
        "报送单位：",
    );
    assert_ne!(both(&office), one);
    office
        .duban("undo")
        .stdout_has("demo:3.1.4/evaluate")
        .stdout_has("other:3.1.4/evaluate")
        .stderr_has("共撤销 2 条登记")
        .run();
    assert_eq!(both(&office), one);
    office.duban("undo").stdout_has("demo:4.1/budget").run();
    assert_eq!(both(&office), before);
}

#[test]
#[cfg(unix)]
fn past_years_recorded_on_the_screen_are_one_undo_of_the_next_session() {
    let office = Workspace::in_git(Fixture::Demo);
    let before = office.read(DEMO);
    let start = || {
        PtyBuilder::on(&office.folder().join("plans"))
            .args(["--as-of", "2023-06-30"])
            .env("XDG_STATE_HOME", office.home().join("state"))
            .start()
    };
    let mut screen = start();
    screen.wait_for("示例县");
    screen.press("b", "登记起始日");
    screen.press(" \r", "登记起始日定为 2023-06-30");
    screen.press("y", "已登记");
    screen.quit();
    assert!(office.read(DEMO).contains("since = 2023-06-30"));
    office
        .duban("undo --dry-run")
        .stdout_has("已办结")
        .stdout_has("登记起始日 2023-06-30")
        .run();
    office.says("undo", ["已办结", "登记起始日 2023-06-30"]);
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn two_marks_in_one_second_are_two_undos() {
    let office = two_plans();
    office.commit_all();
    let before = both(&office);
    for plan in ["demo", "other"] {
        let id = format!("{plan}:4.1/budget");
        office.run(["mark", &id, "done"]);
    }
    let ran = office.duban("undo").stdout_has("other:4.1/budget").run();
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    assert_eq!(office.read(OTHER), before.1);
    office.duban("undo").stdout_has("demo:4.1/budget").run();
    assert_eq!(both(&office), before);
}

#[test]
fn where_one_plan_cannot_be_written_none_is() {
    let office = two_plans();
    let file = office.path(OTHER);
    let mut mode = fs::metadata(&file).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&file, mode).unwrap();
    let mark = "mark demo:4.1/budget other:4.1/budget done";
    office.refuses(3, mark, "other/progress.toml：没有权限");
    // Nor where what stands in the second must be settled first.
    let office = two_plans();
    office.edit(OTHER, |text| format!("{text}<<<<<<< ours\n"));
    office.refuses(3, mark, ["git 合并冲突未解决", "方案 other 无法打开"]);
}

#[test]
fn where_the_deeds_over_several_plans_are_not_known_none_is_taken_apart() {
    let office = two_plans();
    let before = both(&office);
    let mark = ["mark", "demo:4.1/budget", "other:4.1/budget", "done"];
    let note = office.home().join("state/duban/deeds");
    office.run(mark);
    let noted = fs::read(&note).unwrap();
    let spoilt = [&b"\xff\n"[..], &noted].concat();
    fs::write(&note, &spoilt).unwrap();
    let after = both(&office);
    office.refuses(3, "undo", ["state/duban/deeds", "--plan"]);
    assert_eq!(both(&office), after);
    // Nor is what was noted written over.
    office.warns(
        "mark demo:4.1/budget other:4.1/budget doing",
        "逐个方案进行",
    );
    assert_eq!(fs::read(&note).unwrap(), spoilt);
    for plan in ["demo", "other"] {
        office.run(["--plan", plan, "undo"]);
    }
    assert_eq!(both(&office), after);
    fs::write(&note, noted).unwrap();
    office.run("undo");
    assert_eq!(both(&office), before);
}

#[test]
fn of_a_deed_over_a_plan_that_cannot_be_read_the_hint_leads_out() {
    let office = two_plans();
    let before = both(&office);
    office.run("mark demo:3.1.4/evaluate other:3.1.4/evaluate done");
    let marked = both(&office);
    office.write(
        "other/progress.toml",
        marked.1.replacen("log = [", "log = ", 1),
    );
    for command in ["undo", "--plan demo undo"] {
        office.refuses(
            3,
            command,
            ["最近一次登记还涉及方案 other", "duban correct"],
        );
    }
    office.write("other/progress.toml", &marked.1);
    office.run("undo");
    assert_eq!(both(&office), before);
}

#[test]
fn what_is_committed_of_a_deed_is_told_when_the_rest_is_taken_back() {
    let office = two_plans();
    office.commit_all();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    let before = both(&office);
    office.run("mark demo:4.1/budget other:4.1/budget done");
    let marked = both(&office);
    office.run("--plan demo commit");
    office
        .duban("undo")
        .stdout_has("other:4.1/budget")
        .stderr_has("已存档的没有撤销：demo:4.1/budget")
        .run();
    assert_eq!(both(&office), (marked.0, before.1));
}

#[test]
fn a_blank_text_says_nothing() {
    let office = Workspace::of(Fixture::Demo);
    for option in ["--text", "--problem", "--next", "--evidence"] {
        for text in ["", "  "] {
            office.refuses(
                2,
                ["progress", "3.1.4/teachers@2024", option, text],
                "没有要登记的内容",
            );
        }
    }
    office
        .duban("progress 3.1.4/teachers@2024 --add 1")
        .args(["--text", ""])
        .run();
    assert!(!office.read(DEMO).contains("text = \"\""));
}

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
fn programs_that_record_at_once_take_different_seconds() {
    let office = Workspace::of(Fixture::Demo);
    let deed = || {
        let mut command = office
            .duban("progress 3.1.4/teachers@2024 --add 1")
            .command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let mut running: Vec<_> = (0..6).map(|_| deed()).collect();
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    let text = office.read(DEMO);
    let mut moments: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("add = 1 }"))
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(moments.len(), 6);
    moments.sort_unstable();
    moments.dedup();
    assert_eq!(moments.len(), 6, "{text}");
}

#[test]
fn the_later_deed_rules_also_where_the_clock_went_back() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 4.1/budget done --on 2024-06-01");
    // As if the clock had been an hour ahead then.
    let text = office.read(DEMO);
    let line = text
        .lines()
        .find(|line| line.contains("on = 2024-06-01"))
        .unwrap();
    let ahead = "  { at = 2098-01-01T00:00:00+08:00, on = 2024-06-01, by = \"县科协\", status = \"done\" },";
    office.write(DEMO, text.replace(line, ahead));
    office.warns(
        "mark 4.1/budget blocked --on 2024-06-01 --reason 未批复",
        "晚于本机时钟",
    );
    office.says("--as-of 2024-06-30 show 4.1/budget", "受阻");
}

#[test]
fn no_deed_is_of_a_day_that_has_not_come() {
    let office = Workspace::of(Fixture::Demo);
    for deed in [
        "mark 4.1/budget done --on 2099-01-01",
        "--as-of 2099-01-01 mark 4.1/budget done",
        "progress 3.1.4/teachers@2024 --add 1 --on 2099-01-01",
        "reading literacy 12 --on 2099-01-01",
        "remind 4.1/budget --level 催办 --on 2099-01-01",
    ] {
        office.refuses(2, deed, ["2099-01-01 尚未到来", "不能登记"]);
    }
    for (deed, day) in [
        ("mark 4.1/budget done --on 1024-06-01", "1024-06-01"),
        ("reading literacy 12 --on 0202-01-01", "0202-01-01"),
        (
            "postpone 4.1/budget 2924-01-01 --reason 等批复",
            "2924-01-01",
        ),
    ] {
        let why = format!("日期 {day} 不在 1900 至 2100 年之间");
        office.refuses(2, deed, &why);
    }
    // A deed of an earlier day while a later one is looked at.
    office.run("--as-of 2099-01-01 mark 4.1/budget done --on 2024-06-01");
}

#[test]
fn check_warns_of_days_that_have_not_come() {
    let office = Workspace::of(Fixture::Demo);
    office.replace(DEMO, "on = 2023-06-30", "on = 2083-06-30");
    office.says("check", ["day-to-come", "2083-06-30"]);
}

#[test]
fn check_warns_of_what_was_recorded_at_a_time_that_has_not_come() {
    let office = Workspace::of(Fixture::Demo);
    office.replace(DEMO, "at = 2023-07-05T", "at = 2083-07-05T");
    office.says("check", ["day-to-come", "2083-07-05"]);
}

#[test]
fn what_was_never_reported_is_not_done_without_a_word() {
    let office = Workspace::of(Fixture::Demo);
    for status in ["done", "closed"] {
        for more in ["", "--value 0"] {
            office.refuses(
                2,
                format!("mark 3.1.4/teachers@2024 {status} --by 县科协 {more}"),
                "60名",
            );
        }
    }
    office.run("mark 3.1.4/teachers@2024 done --reason 并入市级培训");
    office.says("list --search 骨干教师培训", "差60名");
}

#[test]
fn nothing_is_postponed_to_before_the_date_that_rules() {
    let office = Workspace::of(Fixture::Demo);
    let postpone = |date: &'static str| {
        office.duban([
            "postpone", "4.1/stations", date, "--reason", "统筹", "--approved-by", "县委文明办",
        ])
    };
    postpone("2026-03-31").run();
    postpone("2026-03-30")
        .code(2)
        .stderr_has("2026-03-31")
        .run();
    postpone("2026-04-30").run();
}

#[test]
fn a_day_to_come_without_a_year_is_the_next_of_its_name() {
    for (postpone, entry) in [
        (
            "--as-of 2025-12-10 postpone 4.1/stations 3.20",
            "2026-03-20",
        ),
        (
            "--as-of 2026-04-10 postpone 4.1/stations 3.20 --on 2025-12-10",
            "2026-03-20",
        ),
        (
            "--as-of 2026-04-10 postpone 4.1/stations 3.20",
            "2027-03-20",
        ),
    ] {
        let office = Workspace::of(Fixture::Demo);
        office.run(format!("{postpone} --reason 统筹 --approved-by 县委文明办"));
        let entry = format!("postpone = {entry}");
        assert!(
            office.read(DEMO).contains(&entry),
            "{postpone}: {}",
            office.read(DEMO)
        );
    }
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
fn undo_takes_nothing_that_is_committed_however_it_is_written_now() {
    let office = two_plans();
    office.commit_all();
    let nothing = || {
        office
            .duban("undo")
            .stdout("")
            .stderr_has("没有可撤销的登记")
            .run();
        office.git("checkout -q .");
    };
    office.edit(DEMO, |text| {
        text.replace("  { ", "  {   ").replace(" },\n", "  },\n")
    });
    nothing();
    for file in ["demo/plan.toml", DEMO] {
        office.replace(file, "3.1.4", "3.1.9");
    }
    nothing();
    office.replace(
        DEMO,
        "evidence = \"示教〔2022〕8号\"",
        "evidence = [\"示教〔2022〕8号\"]",
    );
    nothing();
    // A unit with a new name, an entry with another word, one with another moment.
    for file in ["demo/plan.toml", DEMO] {
        office.replace(file, "县教育局", "县教育和体育局");
    }
    office
        .duban("commit --dry-run")
        .stdout_lacks("登记")
        .stdout_lacks("条")
        .run();
    nothing();
    office.replace(DEMO, "text = \"", "text = \"经核实，");
    nothing();
    office.replace(DEMO, "T09:", "T08:");
    nothing();
    office.edit(DEMO, without_moments);
    nothing();
    office.git("mv plans/demo plans/new");
    for file in ["new/plan.toml", "new/progress.toml"] {
        office.edit(file, |text| {
            text.replace("id = \"demo\"", "id = \"new\"")
                .replace("plan = \"demo\"", "plan = \"new\"")
        });
    }
    office
        .duban("undo")
        .stdout("")
        .stderr_has("没有可撤销的登记")
        .run();
    // Also where the whole folder of plans lies elsewhere.
    fs::rename(office.folder().join("plans"), office.folder().join("moved")).unwrap();
    office
        .duban("--plans moved undo")
        .stdout("")
        .stderr_has("没有可撤销的登记")
        .run();
    fs::rename(office.folder().join("moved"), office.folder().join("plans")).unwrap();
    // What was recorded after all that is taken back, and it alone.
    let before = office.read("new/progress.toml");
    office.run("mark new:4.1/budget done");
    office.duban("undo").stdout_has("new:4.1/budget").run();
    assert_eq!(office.read("new/progress.toml"), before);
}

#[test]
fn undo_and_brief_read_the_last_commit_as_git_puts_it_on_disk() {
    for [attribute, clean, smudge] in [
        ["filter=crypt", "base64", "base64 -d"],
        ["ident", "cat", "cat"],
    ] {
        let office = Workspace::of(Fixture::Demo);
        office.commit_all();
        for [key, value] in [
            ["filter.crypt.clean", clean],
            ["filter.crypt.smudge", smudge],
            ["user.name", "李四"],
            ["user.email", "li@example.org"],
        ] {
            office.git(["config", key, value]);
        }
        office.edit(DEMO, |text| format!("# $Id$\n{text}"));
        fs::write(
            office.folder().join(".gitattributes"),
            format!("plans/*/progress.toml {attribute} merge=union\n"),
        )
        .unwrap();
        office.git("add --all");
        office.git("commit --quiet -m filtered");
        fs::remove_file(office.folder().join("plans").join(DEMO)).unwrap();
        office.git("checkout --quiet -- plans");
        let clean = office.run("brief").stdout;
        assert!(!clean.contains("未存档"), "{attribute}: {clean}");
        office.run("progress 4.1/budget --text 一");
        assert!(office.run("brief").stdout.contains("未存档1"));
        office.run("commit");
        office.duban("undo").stderr_has("没有可撤销的登记").run();
        assert_eq!(office.run("brief").stdout, clean);
        office.run("progress 4.1/budget --text 二");
        office.duban("undo").stdout_has("二").run();
        assert_eq!(office.git("status --porcelain"), "");
        office.git("init --quiet --bare ../hub.git");
        office.git("remote add origin ../hub.git");
        office.git("push --quiet --set-upstream origin HEAD");
        let sync = office.duban("sync");
        match attribute {
            "ident" => sync.run(),
            _ => sync.code(4).stderr_has("过滤器").run(),
        };
    }
}

#[test]
fn a_number_with_a_plus_is_no_total() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    office.refuses(2, format!("progress {id} --value +5"), "--add");
    let reading = "reading literacy +2 --on 2024-01-01";
    let told = office.duban(reading).code(2).stderr_has("总数").run();
    assert!(!told.stderr.contains("--add"), "{}", told.stderr);
    office.run(format!("progress {id} --add +5"));
}

#[test]
fn undo_takes_nothing_where_the_last_commit_cannot_be_read() {
    let committed = |text: &str| {
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n";
        [gbk, pointer.as_bytes().to_vec()]
    };
    for kind in 0..2 {
        let office = Workspace::of(Fixture::Demo);
        office.commit_all();
        office.run("progress 4.1/budget --text 好");
        office.commit_all();
        let text = office.read(DEMO);
        office.write(DEMO, &committed(&text)[kind]);
        office.commit_all();
        office.write(DEMO, &text);
        office.duban("undo").stderr_has("没有可撤销的登记").run();
        assert_eq!(office.read(DEMO), text);
        // Neither under another name.
        office.edit("demo/plan.toml", |text| {
            text.replacen("\"demo\"", "\"new\"", 1)
        });
        office.edit(DEMO, |text| text.replacen("\"demo\"", "\"new\"", 1));
        let plans = office.folder().join("plans");
        fs::rename(plans.join("demo"), plans.join("new")).unwrap();
        office.duban("undo").stderr_has("没有可撤销的登记").run();
    }
}

#[test]
fn undo_takes_no_committed_entry_without_a_moment_whatever_was_edited_in_it() {
    let office = Workspace::in_git(Fixture::Demo);
    let line = "{ on = 2023-05-01, by = \"县教育局\", text = \"已部署\" },\n";
    let put = |line: &str| {
        let head = "# 4.1 budget";
        let log = "[milestone.\"4.1/budget\"]\nlog = [\n";
        office.edit(DEMO, |text| {
            assert!(text.contains(log), "{head}: {text}");
            text.replacen(log, &format!("{log}  {line}"), 1)
        });
    };
    put(line);
    office.git("commit -qam 手写");
    for (old, new) in [
        ("已部署", "已全面部署"),
        (
            "on = 2023-05-01, by = \"县教育局\", text",
            "on = 2023-05-02, by = \"县教育局\", text",
        ),
        (
            "by = \"县教育局\", text = \"已部署\"",
            "text = \"已部署，有修改\"",
        ),
    ] {
        office.replace_first(DEMO, old, new);
        let edited = office.read(DEMO);
        office
            .duban("undo")
            .stdout("")
            .stderr_has("没有可撤销的登记")
            .run();
        assert_eq!(office.read(DEMO), edited);
        // A deed of after the edit is taken back, and it alone.
        office.run("mark 4.1/budget doing");
        office.duban("undo").stdout_has("4.1/budget").run();
        assert_eq!(office.read(DEMO), edited);
        office.git("checkout -q .");
    }
    // A new line beside it is nobody's committed one.
    put("{ on = 2023-05-01, by = \"县教育局\", text = \"再部署\" },\n");
    office.duban("undo").stdout_has("再部署").run();
    assert!(office.read(DEMO).contains(line));
}

#[test]
fn lines_of_a_day_written_by_hand_are_taken_back_one_by_one() {
    let office = Workspace::in_git(Fixture::Demo);
    let before = office.read(DEMO);
    for id in ["4.1/budget", "3.1.1/launch"] {
        let log = format!("[milestone.\"{id}\"]\nlog = [\n");
        let line = "  { at = 2026-11-30, by = \"县教育局\", text = \"手写\" },\n";
        office.replace_first(DEMO, &log, &format!("{log}{line}"));
    }
    for left in [1, 0] {
        office.says("undo", "手写");
        assert_eq!(office.read(DEMO).matches("手写").count(), left);
    }
    assert_eq!(office.read(DEMO), before);
}

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
fn a_commit_says_numbers_with_their_unit_and_a_request_as_one() {
    let office = Workspace::in_git(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    office.run(format!("progress {id} --value 20 --on 2024-06-20"));
    office.run(format!(
        "postpone {id} 2025-03-31 --reason 疫情 --on 2024-06-20"
    ));
    office.run("commit");
    let message = office.git("log -1 --format=%B");
    assert!(
        message.contains("20名") && message.contains("申请延期至 2025-03-31"),
        "{message}"
    );
}

#[test]
fn a_refused_postponement_is_told_as_one_wherever_the_log_is_read() {
    let office = Workspace::in_git(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    let refuse = |lang: &str| {
        let day = "2024-06-21 --reason 不同意 --approved-by 科协";
        let refuse = format!("--lang {lang} postpone {id} 2024-12-31 --on {day}");
        office.run(refuse)
    };
    office.run(format!(
        "postpone {id} 2025-09-30 --reason 疫情 --on 2024-06-20"
    ));
    office.run("commit");
    for (lang, word, granted) in [
        ("zh", "未批准延期", "延期至"),
        ("en", "postponement refused", "postponed to"),
    ] {
        refuse(lang);
        for command in [format!("show {id}"), "diff".to_owned()] {
            office
                .duban(format!("--lang {lang} {command}"))
                .stdout_has(word)
                .stdout_lacks(granted)
                .run();
        }
        office
            .duban(format!("--lang {lang} undo"))
            .stdout_has(word)
            .run();
    }
    refuse("zh");
    office.run("commit");
    let message = office.git("log -1 --format=%B");
    assert!(
        message.contains("2024 县科协未批准延期") && !message.contains("2024-12-31"),
        "{message}"
    );
    office.says(format!("log {id}"), "县科协未批准延期");
    let mut app = Start::default().in_folder(&office.path(""));
    app.keys("2/teachers<enter>ljjj");
    app.keys("<enter>").shows("未批准延期");
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

#[test]
fn nothing_is_recorded_in_the_log_of_another_plan() {
    let office = Workspace::of(Fixture::Demo);
    office.replace_first(DEMO, "plan = \"demo\"", "plan = \"other\"");
    office.refuses(3, "mark 4.1/budget done", "plan-differs");
}

#[test]
fn an_empty_name_in_the_configuration_is_nobodys() {
    let office = Workspace::of(Fixture::Demo);
    let config = office.home().join("config/duban/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(config, "actor = \" \"\n").unwrap();
    office.duban("mark 4.1/budget done").run();
    assert!(!office.read(DEMO).contains("who ="));
    office.duban("undo").stdout_has("demo:4.1/budget").run();
}

#[test]
fn a_day_without_its_year_is_of_the_year_of_the_as_of_day() {
    let office = Workspace::of(Fixture::Demo);
    for (typed, meant) in [
        ("6.1", "2024-06-01"),
        ("昨天", "2024-06-29"),
        ("-7d", "2024-06-23"),
    ] {
        office
            .duban("progress 4.1/budget --text x --on")
            .args([typed])
            .env("DUBAN_AS_OF", "2024-06-30")
            .run();
        assert!(
            office.read(DEMO).contains(&format!("on = {meant}")),
            "{typed}"
        );
    }
}

#[test]
fn a_mark_whose_message_cannot_be_printed_is_recorded_and_says_so() {
    let office = Workspace::of(Fixture::Demo);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let mut command: Command = office.duban("mark 4.1/budget done").command();
    let done = command.stdout(full).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("已登记"), "{said}");
    assert_eq!(done.status.code(), Some(0));
    assert!(
        office
            .read(DEMO)
            .contains("status = \"done\" },\n] # 4.1/budget")
    );
}

#[test]
fn a_letter_that_cannot_be_printed_is_not_recorded_and_not_said_to_be() {
    let office = Workspace::of(Fixture::Demo);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record";
    let mut command: Command = office.duban(letter).command();
    let before = office.read(DEMO);
    let done = command.stdout(full).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!said.contains("已登记"), "{said}");
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn letters_in_a_folder_are_recorded_even_if_their_names_cannot_be_printed() {
    let office = Workspace::of(Fixture::Demo);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let letters = "--as-of 2024-06-28 report reminder --all --record --format md -o out/";
    let mut command: Command = office.duban(letters).command();
    let done = command.stdout(full).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("已登记"), "{said}");
    assert_eq!(done.status.code(), Some(0));
    let files = fs::read_dir(office.folder().join("out")).unwrap().count();
    let recorded = office.read(DEMO).matches("remind = ").count();
    assert!(files > 1 && recorded >= files, "{files} {recorded}");
}

#[test]
fn a_long_letter_that_cannot_be_printed_is_not_recorded_either() {
    let office = Workspace::of(Fixture::Demo);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    // More than is written at once.
    let title = format!("title = \"列入预算{}\"", "，".repeat(30_000));
    office.replace_first("demo/plan.toml", "title = \"列入预算\"", &title);
    let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record --format md";
    let mut command: Command = office.duban(letter).command();
    let before = office.read(DEMO);
    let done = command.stdout(full).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!said.contains("已登记"), "{said}");
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(office.read(DEMO), before);
}

#[test]
fn by_fits_a_unit_of_every_plan_or_nothing_is_recorded() {
    let office = two_plans();
    office.replace("other/plan.toml", "县财政局", "县审计局");
    office.refuses(
        2,
        "mark demo:4.1/budget other:4.1/budget done --by 县财政局",
        "other",
    );
    // The unit of config.toml speaks in all of them, or nobody does.
    let folder = office.home().join("config/duban");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "unit = \"县财政局\"\n").unwrap();
    for deed in [
        "mark demo:4.1/budget other:4.1/budget doing",
        "mark other:4.1/budget doing",
    ] {
        office.refuses(2, deed, "不是方案 other 中的单位");
    }
    office.run("mark demo:4.1/budget doing");
}

#[test]
fn a_log_that_is_gone_and_committed_is_not_begun_anew() {
    let office = Workspace::in_git(Fixture::Demo);
    let log = office.path("demo/progress.toml");
    for is_empty in [false, true] {
        if is_empty {
            std::fs::write(&log, "").unwrap();
        } else {
            std::fs::remove_file(&log).unwrap();
        }
        office.refuses(
            3,
            "progress demo:3.1.1/launch --text x",
            "progress.toml 找回",
        );
        office
            .duban("check --fix")
            .code(1)
            .stderr_has("checkout")
            .run();
        assert_eq!(log.exists(), is_empty);
        office.git("restore plans/demo/progress.toml");
        office.run("progress 3.1.1/launch --text x");
        office.git("restore plans/demo/progress.toml");
    }
}

#[test]
fn bulletins_whose_list_is_gone_are_not_counted_anew() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("report bulletin --issue");
    office.run("commit -m 通报");
    fs::remove_file(office.path("demo/bulletins.toml")).unwrap();
    for args in ["report bulletin --issue", "report bulletin"] {
        office.refuses(3, args, "bulletins.toml 找回");
    }
    office.git("restore plans/demo/bulletins.toml");
    let list = office.read("demo/bulletins.toml");
    let misnamed = list.replace("[[issue]]", "[[issues]]");
    office.write("demo/bulletins.toml", &misnamed);
    office.refuses(3, "report bulletin --issue", "issues 中的期号不会读取");
    office
        .duban("check")
        .code(1)
        .stdout_has("issues-misnamed")
        .run();
    assert_eq!(office.read("demo/bulletins.toml"), misnamed);
    office.write("demo/bulletins.toml", list);
    office.warns("report bulletin --issue", "第2期");
}

#[test]
fn undo_says_whose_the_entries_are_that_it_leaves() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let nothing = "没有可撤销的登记（已存档的请用 duban correct 更正）";
    office.duban("undo").stderr_has(nothing).run();
    office
        .duban("mark 4.1/budget done")
        .env("DUBAN_ACTOR", "甲")
        .run();
    let log = office.read(DEMO);
    for actor in ["乙", ""] {
        office
            .duban("undo")
            .env("DUBAN_ACTOR", actor)
            .stderr_has("未存档的由 甲 登记")
            .run();
    }
    assert_eq!(office.read(DEMO), log);
}

#[test]
fn where_git_cannot_tell_what_is_committed_nothing_is_taken_back_or_begun() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("mark 4.1/budget done");
    office.run("commit -m 存档");
    let log = office.read(DEMO);
    let nowhere = office.root().to_str().unwrap().to_owned();
    let without_git = |args: &str| office.duban(args).env("PATH", &nowhere);
    without_git("undo").code(4).stderr_has("没有找到 git").run();
    without_git("report bulletin --issue")
        .code(3)
        .stderr_has("git 也无法查询")
        .run();
    without_git("report bulletin").run();
    without_git("brief").stderr_has("没有找到 git").run();
    fs::rename(office.path(DEMO), office.path("kept")).unwrap();
    without_git("progress 4.1/budget --text x")
        .code(3)
        .stderr_has("git 也无法查询")
        .run();
    fs::rename(office.path("kept"), office.path(DEMO)).unwrap();
    let head = office.folder().join(".git/HEAD");
    fs::rename(&head, office.folder().join("HEAD")).unwrap();
    office.refuses(4, "undo", "没有可用的 git 仓库");
    assert_eq!(office.read(DEMO), log);
    fs::remove_dir_all(office.folder().join(".git")).unwrap();
    without_git("undo").stdout_has("4.1/budget").run();
}

#[test]
fn a_deed_of_a_past_day_is_judged_by_what_was_owed_then_and_by_whom() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |plan| {
        let amendment =
            "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        let units = "lead = [\"县教育局\"]\nsupport = [\"县委文明办\"]";
        let swapped = "lead = [\"县委文明办\"]\nsupport = [\"县教育局\"]\n\
                       was = [{ by = \"a1\", lead = [\"县教育局\"], support = [\"县委文明办\"] }]";
        let due = "due = 2025-06-30\nwas = [{ by = \"a1\", due = 2024-12-31 }]";
        plan.replacen("[[phase]]", amendment, 1)
            .replacen(units, swapped, 1)
            .replace("due = 2024-02-29", due)
    });
    for (on, by) in [("2024-04-10", "县教育局"), ("2024-05-01", "县委文明办")] {
        office.run(format!("progress 3.1.4/teachers@2024 --add 1 --on {on}"));
        let log = office.read(DEMO);
        let said = format!("on = {on}, by = \"{by}\", add = 1");
        assert!(log.contains(&said), "{said}: {log}");
    }
    let grant = "postpone 4.1/budget 2025-03-31 --reason 等批复 --approved-by 文明办 --on";
    office.refuses(
        2,
        format!("{grant} 2024-05-01"),
        "不能早于现行时限 2025-06-30",
    );
    office.run(format!("{grant} 2024-04-10"));
    let due_now = |day: &str| {
        let list = format!("--as-of {day} --json list --search 列入预算");
        office.run(list).json()["items"][0]["due_now"].clone()
    };
    assert_eq!(due_now("2024-04-30"), "2025-03-31");
    assert_eq!(due_now("2024-05-01"), "2025-06-30");
}

#[test]
fn check_tells_that_reporting_begins_on_a_day_to_come() {
    let office = Workspace::of(Fixture::Demo);
    office.edit(DEMO, |log| {
        log.replacen("plan = \"demo\"", "plan = \"demo\"\nsince = 2083-01-01", 1)
    });
    office.says("check", ["day-to-come", "since = 2083-01-01"]);
}

#[test]
fn a_total_below_zero_is_refused() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(
        2,
        "progress 3.1.4/teachers@2024 --value -5",
        "累计的完成值不能小于零：-5",
    );
    office.replace(DEMO, "value = 45", "value = -5");
    office.says("check", ["value-below-zero", "小于零：-5"]);
    office.run("correct 3.1.4/teachers@2023 --on 2023-06-30 --value 5 --reason 笔误");
    assert!(!office.run("check").stdout.contains("value-below-zero"));
}

#[test]
fn no_deed_takes_a_total_of_its_day_or_a_later_one_below_zero() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    for deed in ["--value 5 --on 2024-03-01", "--add -4 --on 2024-03-02"] {
        office.run(format!("progress {id} {deed} --by 县教育局"));
    }
    for deed in [
        format!("correct {id} --value 1 --on 2024-03-01 --by 县教育局 --reason 笔误"),
        format!("progress {id} --value 1 --on 2024-03-01 --by 县教育局"),
        format!("correct {id} --add -8 --on 2024-03-02 --by 县教育局 --reason 笔误"),
    ] {
        office.refuses(2, deed, "累计的完成值不能小于零：-3");
    }
    office.run(format!(
        "correct {id} --value 4 --on 2024-03-01 --by 县教育局 --reason 笔误"
    ));
    // By hand alone it comes to be, and is told of once: where it falls below.
    office.replace(DEMO, "add = -4", "add = -7");
    let check = office.run("check").stdout;
    assert_eq!(check.matches("value-below-zero").count(), 1, "{check}");
    assert!(check.contains("小于零：-3"), "{check}");
    // What leads out of it is no new fault.
    office.run(format!(
        "progress {id} --add 1 --on 2024-03-03 --by 县教育局"
    ));
}

#[test]
fn a_deed_is_judged_by_what_was_reported_on_its_day() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    office.run(format!("progress {id} --value 12 --on 2024-06-01"));
    office.run(format!("progress {id} --value 70 --on 2024-07-01"));
    // What was reached later was not reached then, and what is seen from an earlier day is not all that is known.
    office.refuses(
        2,
        format!("mark {id} done --on 2024-06-15"),
        "完成值 12名 未达目标 60名",
    );
    office.run(format!("--as-of 2024-06-30 mark {id} done --on 2024-08-01"));
    // Nobody accepts on a day what was reported done after it.
    office.refuses(
        2,
        format!("mark {id} closed --by 县科协 --on 2024-06-15"),
        "完成值 12名 未达目标 60名",
    );
    office.run(format!("mark {id} closed --by 县科协 --on 2024-08-02"));
}

/// What a program wrote it can read again.
#[test]
fn a_deed_that_would_take_a_file_over_a_limit_is_refused() {
    let here = Workspace::of(Fixture::Demo);
    let log = here.read("demo/progress.toml");
    let entries: String = (0..10_000)
        .map(|at| format!("  {{ on = 2024-06-01, by = \"县科协\", text = \"第{at}条\" }},\n"))
        .collect();
    let block = "[milestone.\"4.1/stations\"]\nlog = [";
    assert!(log.contains(block), "{log}");
    let filled = |log: &str| log.replacen(block, &format!("{block}\n{entries}"), 1);
    here.write("demo/progress.toml", filled(&log));
    here.duban("check").stderr_has("未发现问题").run();
    let refused = here.duban("progress 4.1/stations --text 再一条").code(3);
    refused.stderr_has("10000").run();
    assert_eq!(here.read("demo/progress.toml"), filled(&log));
    let long = format!("{log}# {}\n", "y".repeat((8 << 20) - log.len() - 20));
    here.write("demo/progress.toml", &long);
    let refused = here.duban("progress 4.1/stations --text 再一条").code(3);
    refused.stderr_has("文件过大：9 MB，上限 8 MB").run();
    assert_eq!(here.read("demo/progress.toml"), long);
}
