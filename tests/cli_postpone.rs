//! A postponement is asked for, granted or refused, and told as what it is wherever the log is read.

use super::common::app::Start;
use super::common::duban::{Fixture, Workspace};

const DEMO: &str = "demo/progress.toml";

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
