//! Who owes a report by when (报送), who presses without owing work, and which days are worked.

use std::fs;

use crate::common::duban::{Fixture, Workspace, each};

const MONTHLY: &str = "[reporting]\nevery = \"month\"\nday = 5\n\n[[phase]]";

fn monthly() -> Workspace {
    let here = Workspace::of(Fixture::Demo);
    here.replace_first("demo/plan.toml", "[[phase]]", MONTHLY);
    here
}

/// Moves the entry of a day to the moment at which it is to have been recorded.
fn recorded_at(here: &Workspace, on: &str, moment: &str) {
    here.edit("demo/progress.toml", |text| {
        let day = text.rfind(&format!("on = {on}")).unwrap();
        let start = text[..day].rfind("{ at = ").unwrap();
        let end = start + text[start..].find(',').unwrap();
        let mut text = text.to_owned();
        text.replace_range(start..end, &format!("{{ at = {moment}"));
        text
    });
}

#[test]
fn missing_names_the_units_that_did_not_report_and_those_that_were_late() {
    let here = monthly();
    // June's reports are due on Friday, 5 July 2024.
    here.run("progress 3.1.4/teachers@2024 --value 20 --by 县教育局 --on 2024-06-28");
    recorded_at(&here, "2024-06-28", "2024-07-08T09:00:00+08:00");
    here.says(
        "missing --as-of 2024-07-10",
        [
            "示例县 报送：2024-06-01 至 2024-06-30，限 2024-07-05 前\n",
            "迟报 1 个单位：县教育局（迟3天）\n",
            "未报 3 个单位：县科协、县财政局、西河镇\n",
        ],
    );
    let json = here.run("missing --as-of 2024-07-10 --json").json();
    let round = &json["rounds"][0];
    assert_eq!(
        (&round["end"], &round["due"]),
        (&"2024-06-30".into(), &"2024-07-05".into())
    );
    assert_eq!(round["units"][0]["unit"], "县教育局");
    assert_eq!(round["units"][0]["days_late"], 3);
    // Before it was recorded it had not come.
    here.says(
        "missing --as-of 2024-07-07",
        "未报 4 个单位：县教育局、县科协、县财政局、西河镇\n",
    );
    // On the last day nobody is late yet: May's reports are told of.
    here.says("missing --as-of 2024-07-05", "限 2024-06-05 前");
    here.duban("missing --as-of 2024-07-10 --unit 教育局 --lang en")
        .stdout_has("reported late, 1: 县教育局 (3 days late)\n")
        .stdout_lacks("not reported, ")
        .run();
}

#[test]
fn who_had_finished_owes_no_report() {
    let here = monthly();
    let missing = |day: &str| here.duban(format!("missing --as-of {day}")).run().stdout;
    // 东山镇 has finished its own part in 2022, 西河镇 has not.
    let said = missing("2024-07-10");
    assert!(
        said.contains("西河镇\n") && !said.contains("东山镇"),
        "{said}"
    );
    // Its acceptance in June is no work of the town.
    here.run("mark 4.2/local-plan closed --of 东山镇 --by 县科协 --on 2024-06-10");
    assert_eq!(missing("2024-07-10"), said);
}

#[test]
fn a_report_counts_for_who_speaks_and_for_who_answers() {
    let here = monthly();
    // 县财政局 does not answer for the item, and 县教育局 says nothing itself.
    here.run("progress 3.1.4/teachers@2024 --text 已拨付 --by 县财政局 --on 2024-06-28");
    recorded_at(&here, "2024-06-28", "2024-07-08T09:00:00+08:00");
    let of_june = here
        .run("missing --as-of 2024-07-10 --json --lang en")
        .json();
    let units = of_june["rounds"][0]["units"].as_array().unwrap();
    let delivered: Vec<&str> = units
        .iter()
        .filter(|unit| unit["delivery"] != "missing")
        .map(|unit| unit["unit"].as_str().unwrap())
        .collect();
    assert_eq!(delivered, ["县教育局", "县财政局"]);
}

#[test]
fn a_report_that_is_missing_changes_no_lamp() {
    let lamps = |here: &Workspace| here.run("export --format csv --as-of 2024-07-10").stdout;
    assert_eq!(lamps(&monthly()), lamps(&Workspace::of(Fixture::Demo)));
}

#[test]
fn a_supervisor_accepts_and_presses_without_owing_anything() {
    let here = Workspace::of(Fixture::Demo);
    let unit = "[[unit]]\nname = \"县政府督查室\"\nkind = \"government\"\nrole = \"supervisor\"\n\n[[unit]]";
    here.edit("demo/plan.toml", |text| {
        text.replacen("[[unit]]", unit, 1)
            .replace("members = [\"东山镇\", \"西河镇\"]", "members = \"*\"")
    });
    let check = here.run("check");
    assert!(!check.stdout.contains("unused-unit"), "{}", check.stdout);
    here.run("mark 4.1/budget done --on 2024-02-20");
    here.run("mark 4.1/budget closed --by 督查室 --on 2024-03-01");
    here.run("remind 4.1/stations --level 督办 --by 督查室");
    let export = here.run("export --plan demo").json();
    assert_eq!(export["units"][0]["role"], "supervisor");
    let members = export["units"].as_array().unwrap().last().unwrap()["members"].to_string();
    assert!(!members.contains("督查室"), "{members}");
    // What it is responsible for itself it is asked like any unit.
    let sheets = || {
        here.run("--as-of 2024-06-30 report feedback --all --json")
            .stdout
    };
    assert!(!sheets().contains("县政府督查室"));
    here.replace_first("demo/plan.toml", "lead = [", "lead = [\"县政府督查室\", ");
    assert!(sheets().contains("县政府督查室"));
    here.replace("demo/plan.toml", "\"supervisor\"", "\"boss\"");
    here.duban("check").code(1).stdout_has("bad-value").run();
}

#[test]
fn soon_may_be_counted_in_working_days_as_the_office_works() {
    let here = Workspace::of(Fixture::Demo);
    here.edit("demo/plan.toml", |text| {
        text.replace("soon_days = 7", "soon_days = { days = 5, working = true }")
            .replace("due = 2024-02-29", "due = 2024-02-19")
    });
    let standing = |as_of| {
        let list = here.duban(["list", "--search", "列入预算", "--as-of", as_of, "--json"]);
        list.run().json()["items"][0]["standing"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // Worked before the 19th: 6, 7, 8, 9 and 18 February; the Spring Festival lies between.
    assert_eq!(standing("2024-02-05"), "on_track");
    assert_eq!(standing("2024-02-06"), "soon");
    let own = "[days_off]\noff = [2024-02-09]\n";
    fs::write(here.folder().join("duban.toml"), own).unwrap();
    assert_eq!(standing("2024-02-05"), "soon");
    fs::write(here.folder().join("duban.toml"), "[days_of]\n").unwrap();
    here.says("check", "duban.toml:1:2: warning: unknown-key");
    assert_eq!(standing("2024-02-05"), "on_track");
}

#[test]
fn contacts_stay_out_of_git_from_the_start() {
    let here = Workspace::of(Fixture::Bare);
    here.run("init new --id county");
    let ignored = fs::read_to_string(here.folder().join("new/.gitignore")).unwrap();
    assert_eq!(ignored, "contacts.toml\n");
}

#[test]
fn a_contact_of_no_unit_and_a_day_both_on_and_off_are_told() {
    let here = Workspace::of(Fixture::Demo);
    let contact = |unit: &str| format!("[[contact]]\nunit = \"{unit}\"\nname = \"乙\"\n");
    let known = [contact("教育局"), contact("县科学素质办")].concat();
    let contacts = here.folder().join("contacts.toml");
    let office = here.folder().join("duban.toml");
    fs::write(&office, "office = \"县科学素质办\"\n").unwrap();
    fs::write(&contacts, &known).unwrap();
    here.duban("check").run();
    fs::write(&contacts, known + &contact("县教育居")).unwrap();
    here.prints(
        1,
        "check",
        ["contacts.toml:8:8: error: unknown-unit", "县教育局"],
    );
    // The list of contacts that is handed over would lack it.
    here.duban("report handover")
        .code(3)
        .stderr_has("unknown-unit")
        .run();
    // Which units another plan has is not known here.
    here.duban("check --plan demo").run();
    here.duban("report handover --plan demo").run();
    fs::write(&contacts, "").unwrap();
    let days = "[days_off]\noff = [2026-05-06]\nwork = [2026-05-09, 2026-05-06]\n";
    fs::write(&office, days).unwrap();
    here.says(
        "check",
        ["duban.toml:3:8: warning: listed-twice", "2026-05-06"],
    );
}

#[test]
fn an_alarm_rings_on_the_day_that_the_lamp_turns_yellow() {
    let here = Workspace::of(Fixture::Demo);
    here.edit("demo/plan.toml", |text| {
        let working = "soon_days = { days = 5, working = true }";
        assert!(text.contains("soon_days = 7"));
        text.replace("soon_days = 7", working)
    });
    let day = "--as-of 2024-06-14";
    let calendar = here.run(format!("{day} report calendar --json")).json();
    let events = calendar["parts"][0]["blocks"][0]["content"].clone();
    let one_day = each(&events)
        .find(|it| it["uid"] == "demo:4.1/one-day@duban")
        .unwrap();
    // Sunday, 30 June 2024: from Friday the 21st on, five working days are left.
    assert_eq!(
        (&one_day["day"], &one_day["alarm_days"]),
        (&"2024-06-30".into(), &9.into())
    );
    let standing = |day: &str| {
        let list = here
            .run(format!("--as-of {day} list --search one-day --json"))
            .json();
        list["items"][0]["standing"].clone()
    };
    assert_eq!(standing("2024-06-21"), "soon");
    assert_eq!(standing("2024-06-20"), "not_yet");
}

#[test]
fn the_past_counts_the_working_days_that_it_had() {
    let here = Workspace::in_git(Fixture::Demo);
    here.replace(
        "demo/plan.toml",
        "soon_days = 7",
        "soon_days = { days = 5, working = true }",
    );
    let office = here.folder().join("duban.toml");
    fs::write(
        &office,
        "office = \"办公室\"\n[days_off]\noff = [2024-06-24, 2024-06-25]\n",
    )
    .unwrap();
    here.commit_all();
    let standing = || {
        let list = here
            .run("--at HEAD~1 --as-of 2024-06-19 list --search one-day --json")
            .json();
        let letter = here
            .run("--at HEAD~1 --as-of 2024-06-19 report reminder --all --reply-by 5wd")
            .stdout;
        (list["items"][0]["standing"].clone(), letter)
    };
    fs::write(&office, "office = \"办公室\"\n").unwrap();
    here.commit_all();
    let (then, letter) = standing();
    assert_eq!(then, "soon");
    assert!(letter.contains("6月28日"), "{letter}");
    fs::write(
        &office,
        "office = \"办公室\"\n[days_off]\noff = [2024-06-18]\n",
    )
    .unwrap();
    assert_eq!(standing(), (then, letter));
    let now = here
        .run("--at HEAD --as-of 2024-06-19 list --search one-day --json")
        .json();
    assert_eq!(now["items"][0]["standing"], "not_yet");
}
