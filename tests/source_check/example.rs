//! A made-up plan of a made-up document, so that the check is held to its word without the original documents too.

use std::fs;

use super::spoilt::Copy;
use super::spoilt::In::{Plan, Record};

#[test]
fn nothing_is_found_in_a_plan_that_says_what_its_document_says() {
    Copy::of_the_example("nothing").finds(&[]);
}

#[test]
fn every_mistake_in_the_plan_is_found_where_it_is() {
    Copy::of_the_example("a heading changed")
        .put(Plan, "title = \"开展活动\"", "title = \"开展行动\"")
        .finds(&[(Plan, "heading-not-there", "开展行动")]);
    Copy::of_the_example("a section's number changed")
        .put(Plan, "no = \"二(一)\"", "no = \"二(二)\"")
        .finds(&[(Plan, "not-in-source", "2.1")]);
    Copy::of_the_example("a wrong number")
        .put(Plan, "value = 10,", "value = 1,")
        .finds(&[
            (Plan, "number-not-in-text", "value = 1,"),
            (Plan, "number-not-in-plan", "2.1.1"),
        ]);
    Copy::of_the_example("another thing counted")
        .put(Plan, "unit = \"人次\"", "unit = \"人\"")
        .finds(&[
            (Plan, "number-not-in-text", "人"),
            (Plan, "number-not-in-plan", "2.1.2"),
        ]);
    Copy::of_the_example("超过 taken for 达到")
        .put(Plan, "op = \">\"", "op = \">=\"")
        .finds(&[(Plan, "target-says-other", "literacy")]);
    Copy::of_the_example("a deadline moved")
        .put(
            Plan, "\"人次\", by = 2025-12-31", "\"人次\", by = 2024-12-31",
        )
        .finds(&[(Plan, "target-says-other", "人次")]);
    Copy::of_the_example("每年 lost")
        .put(
            Plan,
            "every = \"year\"\ntarget = { op = \">=\"",
            "target = { op = \">=\"",
        )
        .finds(&[(Plan, "target-says-other", "场次")]);
    Copy::of_the_example("a unit that the text does not name")
        .put(Plan, "lead = [\"县政府\"]", "lead = [\"县科协\"]")
        .finds(&[
            (Plan, "unit-not-in-text", "县科协"),
            (Plan, "unit-named-too", "3.1"),
        ]);
    Copy::of_the_example("a unit left out")
        .put(Plan, "\"县科协\", \"县委文明办\"]", "\"县科协\"]")
        .finds(&[(Plan, "unit-not-in-plan", "2.1")]);
    Copy::of_the_example("an alias that the document does not print")
        .put(Plan, "\"文明办\"", "\"文明委\"")
        .finds(&[
            (Plan, "not-in-source", "文明委"),
            (Plan, "unread-unit-text", "2.1"),
            (Plan, "unit-not-in-text", "县委文明办"),
        ]);
    Copy::of_the_example("a unit given to an item that the document does not assign")
        .put(
            Plan,
            "title = \"加强培训\"",
            "title = \"加强培训\"\nlead = [\"县科协\"]",
        )
        .finds(&[(Plan, "no-units-line", "2.1.2")]);
    Copy::of_the_example("a lead made a support")
        .put(
            Plan,
            "[\"县教育局\", \"各乡镇(街道)\"]",
            "[\"县教育局\"]\nsupport = [\"各乡镇(街道)\"]",
        )
        .finds(&[(Plan, "role-differs", "各乡镇")]);
    Copy::of_the_example("no source record")
        .without_line(Plan, "source = ")
        .finds(&[(Plan, "no-source-record", "")]);
}

#[test]
fn every_mistake_in_the_record_is_found_where_it_is() {
    Copy::of_the_example("an assigning line not recorded")
        .put(Record, "line = 14, units = 14", "line = 14")
        .finds(&[
            (Plan, "no-units-line", "2.2.3"),
            (Record, "units-not-recorded", "2.2.3"),
        ]);
    Copy::of_the_example("another item's assigning line")
        .put(Record, "units = 12", "units = 14")
        .finds(&[
            (Record, "units-not-there", "2.1"),
            (Record, "units-not-recorded", "2.1.2"),
        ]);
    Copy::of_the_example("a wrong line")
        .put(Record, "\"加强领导\", line = 16", "\"加强领导\", line = 15")
        .finds(&[(Record, "heading-not-there", "line = 15")]);
    Copy::of_the_example("an indicator not recorded")
        .without_line(Record, "literacy")
        .finds(&[
            (Plan, "indicator-not-in-record", "literacy"),
            (Plan, "number-not-in-plan", "demo"),
        ]);
    Copy::of_the_example("a wrong day")
        .put(Record, "issued = 2022-07-01", "issued = 2022-07-02")
        .finds(&[
            (Plan, "record-differs", "2022-07-01"),
            (Record, "not-in-source", "2022-07-02"),
        ]);
    Copy::of_the_example("the record of another plan")
        .put(Record, "plan = \"demo\"", "plan = \"domo\"")
        .finds(&[(Record, "plan-differs", "domo")]);
    Copy::of_the_example("a file outside of the folder")
        .put(Record, "document.txt", "../originals/document.txt")
        .finds(&[(Record, "source-not-found", "document.txt")]);
    Copy::of_the_example("no such file")
        .put(Record, "document.txt", "documents.txt")
        .finds(&[(Record, "source-not-found", "documents.txt")]);
    Copy::of_the_example("no range of lines")
        .put(Record, "lines = [2, 16]", "lines = [16, 2]")
        .finds(&[(Record, "bad-value", "[16, 2]")]);
    Copy::of_the_example("a chapter not listed")
        .put(Record, "[\"2\", \"3\"]", "[\"2\"]")
        .finds(&[
            (Plan, "item-not-in-source", "\"3\""),
            (Plan, "item-not-in-source", "3.1"),
            (Record, "item-not-in-source", "\"3\""),
            (Record, "item-not-in-source", "3.1"),
        ]);
}

#[test]
fn another_document_under_the_same_name_is_found_and_read_nevertheless() {
    let copy = Copy::of_the_example("another document");
    let document = copy.sources().join("document.txt");
    let text = fs::read_to_string(&document).unwrap();
    fs::write(document, text.replace("建成2个", "建成3个")).unwrap();
    copy.finds(&[
        (Record, "hash-differs", "sha256"),
        (Plan, "number-not-in-text", "value = 2,"),
        (Plan, "number-not-in-plan", "2.2.3"),
    ]);
}

#[test]
fn a_plan_that_was_amended_is_held_against_the_document_as_it_was() {
    Copy::of_the_example("an amendment")
        .put(
            Plan,
            "target = { op = \"=\", value = 2, unit = \"个\" }\n",
            r#"target = { op = "=", value = 1, unit = "个" }
was = [{ until = 2024-03-01, by = "a1", target = { op = "=", value = 2, unit = "个" } }]
"#,
        )
        .put(
            Plan,
            "[[indicator]]\n",
            r#"[[amendment]]
id = "a1"
title = "调整"
on = 2024-03-01

[[action]]
id = "3.2"
title = "新增"
added = "a1"

[[indicator]]
"#,
        )
        .finds(&[]);
}
