//! `duban report reminder`: letters say to whom they are, and each with its number is recorded once.

use std::fs;

use super::common::duban::{Fixture, Workspace};

#[test]
fn a_reminder_is_recorded_once_a_day_and_then_a_level_higher() {
    let office = Workspace::of(Fixture::Demo);
    let duban =
        |day: &str, args: &str| office.duban(format!("--as-of {day} report reminder {args}"));
    let first = "--unit 县财政局 --record";
    duban("2024-06-28", first).stdout_has("催〔2024〕1号").run();
    let log = office.read("demo/progress.toml");
    assert!(log.contains("催〔2024〕1号，致县财政局"), "{log}");
    assert!(log.contains("提醒"), "{log}");
    // The same day says the same and records nothing again.
    duban("2024-06-28", first).stdout_has("催〔2024〕1号").run();
    assert_eq!(office.read("demo/progress.toml"), log);
    duban("2024-06-29", first)
        .stdout_has("催〔2024〕2号")
        .stdout_has("| 催办 |")
        .run();
    duban("2024-06-30", "--unit 县财政局")
        .stdout_has("催〔2024〕3号")
        .stdout_has("| 督办 |")
        .run();
    // A reminder is no report of the unit.
    office.says("--as-of 2024-06-30 undo", "4.1/");
    // Five working days from a Sunday; or as said.
    duban("2024-06-30", "--all")
        .stdout_has("2024年7月5日")
        .run();
    duban("2024-06-30", "--all --reply-by 2024-07-15")
        .stdout_has("2024年7月15日")
        .run();
    // Five working days, in a year whose days off are not published.
    duban("2034-06-28", "--all")
        .stderr_has("2034年的放假安排尚无数据")
        .run();
    duban("2034-06-28", "--all --reply-by 2034-07-15")
        .stderr("")
        .run();
    duban("2024-06-30", "--all --reply-by soon")
        .code(2)
        .stderr_has("不是有效日期：soon")
        .run();
    duban("2024-06-30", "--all -o slips/")
        .stdout_has("县财政局.docx")
        .run();
    assert!(office.folder().join("slips/县财政局.docx").is_file());
}

#[test]
fn a_reminder_s_number_is_one_unit_s_and_is_used_once() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |text| {
        text.replacen(
            "[[section]]",
            "[[unit]]\nname = \"县财政局机关\"\n\n[[section]]",
            1,
        )
        .replace("\"县财政局\", \"县科协\"", "\"县财政局机关\", \"县财政局\"")
    });
    let reminders = |day: &str| {
        let args = format!("--as-of {day} report reminder --unit 县财政局 --record");
        office.run(args).stdout
    };
    let both = "--as-of 2024-06-28 report reminder --unit 县财政局机关 --record";
    assert!(office.run(both).stdout.contains("催〔2024〕1号"));
    assert!(reminders("2024-06-28").contains("催〔2024〕2号"));
    // A unit whose name begins with another's is not that one.
    assert!(reminders("2024-06-28").contains("催〔2024〕2号"));
    assert!(office.run(both).stdout.contains("催〔2024〕1号"));
    // A reminder by hand is no letter: the letter of the day is recorded beside it.
    office.run("remind 4.1 --level 督办 --on 2024-06-29");
    assert!(reminders("2024-06-29").contains("催〔2024〕3号"));
    assert!(reminders("2024-06-30").contains("催〔2024〕4号"));
}

#[test]
fn letters_are_numbered_over_all_plans_also_where_one_is_named() {
    let office = Workspace::of(Fixture::Two);
    for (plan, number) in [("second", "催〔2024〕1号"), ("demo", "催〔2024〕2号")] {
        let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record --plan";
        office.duban(letter).args(plan).stdout_has(number).run();
    }
}

#[cfg(unix)]
#[test]
fn of_letters_made_at_once_one_has_the_number_and_the_others_are_to_be_made_again() {
    let office = Workspace::of(Fixture::Demo);
    let letter = |unit: &str| {
        let letter = office.duban("--as-of 2024-06-28 report reminder --record --unit");
        letter.args(unit)
    };
    let units = ["县财政局", "县教育局"];
    let ran = office.at_once(units.map(letter));
    let refused: Vec<&str> = units
        .into_iter()
        .zip(&ran)
        .filter(|(_, (code, said))| *code == 3 && said.contains("催〔2024〕1号已用于"))
        .map(|(unit, _)| unit)
        .collect();
    assert_eq!(refused.len(), 1, "{ran:?}");
    letter(refused[0]).stdout_has("催〔2024〕2号").run();
    // Nor are two letters of two plans to one unit.
    let two = Workspace::of(Fixture::Two);
    let of_plan = |plan: &str| {
        let letter = "--as-of 2024-06-28 report reminder --record --unit 县财政局 --plan";
        two.duban(letter).args(plan)
    };
    let ran = two.at_once(["demo", "second"].map(of_plan));
    let numbers = ["demo/progress.toml", "second/progress.toml"].map(|log| two.read(log));
    let first = numbers.map(|log| log.contains("催〔2024〕1号"));
    assert_ne!(first, [true, true], "{ran:?}");
    // Nor is one letter recorded twice.
    let again = "--as-of 2024-06-29 report reminder --record --unit 县财政局";
    let ran = office.at_once([(); 2].map(|()| office.duban(again)));
    let refused = ran.iter().filter(|(code, _)| *code == 3).count();
    assert_eq!(refused, 1, "{ran:?}");
    let log = office.read("demo/progress.toml");
    let letters = |text: &str| log.matches(text).count();
    assert_eq!(
        letters("号，致县财政局"),
        2 * letters("〔2024〕3号，致县财政局")
    );
}

#[cfg(unix)]
#[test]
fn a_letter_and_its_number_are_there_both_or_neither() {
    let names = |office: &Workspace| {
        let mut names: Vec<String> = fs::read_dir(office.folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let bulletin = "--as-of 2024-06-30 report bulletin --issue -o 通报.docx";
    let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record -o 催办.docx";
    let office = Workspace::of(Fixture::Demo);
    let listed = names(&office);
    let log = office.read("demo/progress.toml");
    let issues = office.folder().join("plans/demo/bulletins.toml");
    // What cannot be recorded leaves no letter: the list is a folder, then a file that is not to be written.
    fs::create_dir(&issues).unwrap();
    office.refuses(3, bulletin, "此处不是普通文件");
    assert_eq!(names(&office), listed);
    fs::remove_dir(&issues).unwrap();
    fs::write(&issues, "# 期号\n").unwrap();
    read_only(&issues, true);
    office.refuses(3, bulletin, "bulletins.toml：没有权限");
    assert_eq!(names(&office), listed);
    read_only(&issues, false);
    let progress = office.folder().join("plans/demo/progress.toml");
    read_only(&progress, true);
    office.refuses(3, letter, "progress.toml：没有权限");
    assert_eq!(names(&office), listed);
    read_only(&progress, false);
    // What cannot be written is not recorded: nobody reads the pipe.
    let pipe = office.folder().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for command in [bulletin, letter] {
        let ending = if command == bulletin {
            "通报.docx"
        } else {
            "催办.docx"
        };
        let command = command.replace(ending, "pipe --format md");
        office.refuses(2, command, "没有程序在读");
        assert_eq!(fs::read_to_string(&issues).unwrap(), "# 期号\n");
        assert_eq!(office.read("demo/progress.toml"), log);
    }
    fs::remove_file(&pipe).unwrap();
    // Else both are there.
    office.run(bulletin);
    office.run(letter);
    assert_eq!(names(&office).len(), listed.len() + 2);
    assert!(fs::read_to_string(&issues).unwrap().contains("number = 1"));
    assert!(office.read("demo/progress.toml").contains("催〔2024〕1号"));
}

#[cfg(unix)]
fn read_only(path: &std::path::Path, is_read_only: bool) {
    let mut rights = fs::metadata(path).unwrap().permissions();
    rights.set_readonly(is_read_only);
    fs::set_permissions(path, rights).unwrap();
}

#[test]
fn a_reminder_answered_the_same_day_is_answered() {
    let here = Workspace::of(Fixture::Demo);
    let waiting = |deed: &str| {
        here.duban(deed).run();
        let handover = here.run("--as-of 2024-06-30 report handover").stdout;
        handover.contains("| 2024-06-12 |")
    };
    // What was said before the reminder answers nothing.
    here.run("progress 4.1/stations --text 话 --on 2024-06-12");
    assert!(waiting("remind 4.1/stations --level 催办 --on 2024-06-12"));
    assert!(!waiting("progress 4.1/stations --text 答 --on 2024-06-12"));
}

#[test]
fn a_reminder_s_text_is_nobody_s_progress() {
    let here = Workspace::of(Fixture::Demo);
    here.run("progress 4.1/stations --text 建了两处 --on 2024-06-10");
    here.run("remind 4.1/stations --level 催办 --text 请抓紧 --on 2024-06-12");
    let csv = here.run("--as-of 2024-06-30 export --format csv").stdout;
    assert!(csv.contains("建了两处") && !csv.contains("请抓紧"), "{csv}");
}

#[test]
fn without_anybody_to_remind_json_is_a_document_without_parts() {
    let here = Workspace::of(Fixture::Demo);
    let none = here.run("--as-of 2022-01-01 report reminder --all --json");
    assert_eq!(none.json()["parts"].as_array().unwrap().len(), 0);
}

#[test]
fn where_there_is_nothing_to_remind_of_the_unit_and_the_day_are_told_and_nothing_is_recorded() {
    let here = Workspace::of(Fixture::Demo);
    let log = here.read("demo/progress.toml");
    for (lang, said) in [
        ("zh", "截至 2022-01-01，县教育委员会没有需要催办的事项"),
        (
            "en",
            "as of 2022-01-01 there is nothing to remind 县教育委员会 of",
        ),
    ] {
        let asked = format!("--lang {lang} --as-of 2022-01-01 report reminder --unit jyj");
        for more in ["", "--record", "-o slip.docx --record"] {
            here.duban(format!("{asked} {more}"))
                .stdout("")
                .stderr_has(said)
                .run();
        }
        let document = here.run(format!("{asked} --json")).json();
        assert!(document["subtitle"][0].as_str().unwrap().contains(said));
    }
    assert!(!here.folder().join("slip.docx").exists());
    assert_eq!(here.read("demo/progress.toml"), log);
}

#[test]
fn letters_say_to_whom_they_are_and_nobody_is_said_to_report() {
    let here = Workspace::of(Fixture::Demo);
    let ran = here
        .duban("--as-of 2024-06-28 report reminder --all --record")
        .stdout_has("demo:4.2/local-plan (西河镇)")
        .run();
    assert!(!ran.stderr.contains("报送单位"), "{}", ran.stderr);
    for deed in [
        "remind 4.2/local-plan --level notice",
        "postpone 4.2/local-plan 2024-12-31 --reason 换届",
    ] {
        here.duban(deed)
            .args("--of 西河镇 --as-of 2024-06-28")
            .stdout_has("demo:4.2/local-plan (西河镇)")
            .run();
    }
}
