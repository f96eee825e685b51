//! `duban report`: what every report keeps to.

use super::common::duban::{Fixture, Workspace};

#[test]
fn a_report_of_one_plan_asks_which() {
    let office = Workspace::of(Fixture::Two);
    office
        .duban(["report", "handover"])
        .code(2)
        .stderr_has("second")
        .run();
    office
        .duban(["--plan", "second", "report", "handover"])
        .stdout_has("# 督办工作交接清单")
        .run();
}

#[test]
fn the_format_follows_the_ending_of_the_file() {
    let office = Workspace::of(Fixture::Demo);
    let json = office.duban(["report", "handover", "--json"]).run().json();
    assert_eq!(json["kind"], "handover");
    office
        .duban(["report", "handover", "-o", "out.ppt"])
        .code(2)
        .stderr_has("ppt")
        .run();
    office
        .duban(["report", "handover", "-o", "out.md"])
        .stdout("")
        .run();
    let written = std::fs::read_to_string(office.folder().join("out.md")).unwrap();
    office.duban(["report", "handover"]).stdout(&written).run();
}
