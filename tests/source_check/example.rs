//! A made-up plan of a made-up document, so that the check is held to its word without the original documents too.

use std::fs;

use super::spoilt::In::{Plan, Record};
use super::spoilt::Slip::{NoLine, Put};
use super::spoilt::{Copy, Finds, Mistake, Slip};

const fn mistake(what: &'static str, slips: &'static [Slip], finds: Finds) -> Mistake {
    Mistake {
        what,
        plan: "demo",
        slips,
        finds,
    }
}

const IN_THE_PLAN: &[Mistake] = &[
    mistake(
        "a heading changed",
        &[Put(Plan, "title = \"开展活动\"", "title = \"开展行动\"")],
        &[(Plan, "heading-not-there", "开展行动")],
    ),
    mistake(
        "a section's number changed",
        &[Put(Plan, "no = \"二(一)\"", "no = \"二(二)\"")],
        &[(Plan, "not-in-source", "2.1")],
    ),
    mistake(
        "a wrong number",
        &[Put(Plan, "value = 10,", "value = 1,")],
        &[
            (Plan, "number-not-in-text", "value = 1,"),
            (Plan, "number-not-in-plan", "2.1.1"),
        ],
    ),
    mistake(
        "another thing counted",
        &[Put(Plan, "unit = \"人次\"", "unit = \"人\"")],
        &[
            (Plan, "number-not-in-text", "人"),
            (Plan, "number-not-in-plan", "2.1.2"),
        ],
    ),
    mistake(
        "超过 taken for 达到",
        &[Put(Plan, "op = \">\"", "op = \">=\"")],
        &[(Plan, "target-says-other", "literacy")],
    ),
    mistake(
        "a deadline moved",
        &[Put(
            Plan, "\"人次\", by = 2025-12-31", "\"人次\", by = 2024-12-31",
        )],
        &[(Plan, "target-says-other", "人次")],
    ),
    mistake(
        "每年 lost",
        &[Put(
            Plan,
            "every = \"year\"\ntarget = { op = \">=\"",
            "target = { op = \">=\"",
        )],
        &[(Plan, "target-says-other", "场次")],
    ),
    mistake(
        "a unit that the text does not name",
        &[Put(Plan, "lead = [\"县政府\"]", "lead = [\"县科协\"]")],
        &[
            (Plan, "unit-not-in-text", "县科协"),
            (Plan, "unit-named-too", "3.1"),
        ],
    ),
    mistake(
        "a unit left out",
        &[Put(Plan, "\"县科协\", \"县委文明办\"]", "\"县科协\"]")],
        &[(Plan, "unit-not-in-plan", "2.1")],
    ),
    mistake(
        "an alias that the document does not print",
        &[Put(Plan, "\"文明办\"", "\"文明委\"")],
        &[
            (Plan, "not-in-source", "文明委"),
            (Plan, "unread-unit-text", "2.1"),
            (Plan, "unit-not-in-text", "县委文明办"),
        ],
    ),
    mistake(
        "a unit given to an item that the document does not assign",
        &[Put(
            Plan,
            "title = \"加强培训\"",
            "title = \"加强培训\"\nlead = [\"县科协\"]",
        )],
        &[(Plan, "no-units-line", "2.1.2")],
    ),
    mistake(
        "a lead made a support",
        &[Put(
            Plan,
            "[\"县教育局\", \"各乡镇(街道)\"]",
            "[\"县教育局\"]\nsupport = [\"各乡镇(街道)\"]",
        )],
        &[(Plan, "role-differs", "各乡镇")],
    ),
    mistake(
        "no source record",
        &[NoLine(Plan, "source = ")],
        &[(Plan, "no-source-record", "")],
    ),
];

const IN_THE_RECORD: &[Mistake] = &[
    mistake(
        "an assigning line not recorded",
        &[Put(Record, "line = 14, units = 14", "line = 14")],
        &[
            (Plan, "no-units-line", "2.2.3"),
            (Record, "units-not-recorded", "2.2.3"),
        ],
    ),
    mistake(
        "another item's assigning line",
        &[Put(Record, "units = 12", "units = 14")],
        &[
            (Record, "units-not-there", "2.1"),
            (Record, "units-not-recorded", "2.1.2"),
        ],
    ),
    mistake(
        "a wrong line",
        &[Put(
            Record, "\"加强领导\", line = 16", "\"加强领导\", line = 15",
        )],
        &[(Record, "heading-not-there", "line = 15")],
    ),
    mistake(
        "an indicator not recorded",
        &[NoLine(Record, "literacy")],
        &[
            (Plan, "indicator-not-in-record", "literacy"),
            (Plan, "number-not-in-plan", "demo"),
        ],
    ),
    mistake(
        "a wrong day",
        &[Put(Record, "issued = 2022-07-01", "issued = 2022-07-02")],
        &[
            (Plan, "record-differs", "2022-07-01"),
            (Record, "not-in-source", "2022-07-02"),
        ],
    ),
    mistake(
        "the record of another plan",
        &[Put(Record, "plan = \"demo\"", "plan = \"domo\"")],
        &[(Record, "plan-differs", "domo")],
    ),
    mistake(
        "a file outside of the folder",
        &[Put(Record, "document.txt", "../originals/document.txt")],
        &[(Record, "source-not-found", "document.txt")],
    ),
    mistake(
        "no such file",
        &[Put(Record, "document.txt", "documents.txt")],
        &[(Record, "source-not-found", "documents.txt")],
    ),
    mistake(
        "no range of lines",
        &[Put(Record, "lines = [2, 16]", "lines = [16, 2]")],
        &[(Record, "bad-value", "[16, 2]")],
    ),
    mistake(
        "a chapter not listed",
        &[Put(Record, "[\"2\", \"3\"]", "[\"2\"]")],
        &[
            (Plan, "item-not-in-source", "\"3\""),
            (Plan, "item-not-in-source", "3.1"),
            (Record, "item-not-in-source", "\"3\""),
            (Record, "item-not-in-source", "3.1"),
        ],
    ),
];

#[test]
fn nothing_is_found_in_a_plan_that_says_what_its_document_says() {
    Copy::of_the_example().finds("demo", "nothing", &[]);
}

#[test]
fn every_mistake_in_the_example_is_found_where_it_is() {
    for mistake in IN_THE_PLAN.iter().chain(IN_THE_RECORD) {
        mistake.is_found_on(&Copy::of_the_example());
    }
}

#[test]
fn another_document_under_the_same_name_is_found_and_read_nevertheless() {
    let copy = Copy::of_the_example();
    let document = copy.sources().join("document.txt");
    let text = fs::read_to_string(&document).unwrap();
    fs::write(document, text.replace("建成2个", "建成3个")).unwrap();
    copy.finds(
        "demo",
        "another document",
        &[
            (Record, "hash-differs", "sha256"),
            (Plan, "number-not-in-text", "value = 2,"),
            (Plan, "number-not-in-plan", "2.2.3"),
        ],
    );
}

#[test]
fn a_plan_that_was_amended_is_held_against_the_document_as_it_was() {
    let copy = Copy::of_the_example();
    copy.spoil(
        "demo",
        &Put(
            Plan,
            "target = { op = \"=\", value = 2, unit = \"个\" }\n",
            r#"target = { op = "=", value = 1, unit = "个" }
was = [{ until = 2024-03-01, by = "a1", target = { op = "=", value = 2, unit = "个" } }]
"#,
        ),
    );
    copy.spoil(
        "demo",
        &Put(
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
        ),
    );
    copy.finds("demo", "an amendment", &[]);
}
