//! Deliberate mistakes in the five plans, held against the original documents.

use super::spoilt::Copy;
use super::spoilt::In::{Plan, Record};

/// The five.
pub(super) const PLANS: [&str; 5] = ["zhangping", "tunxi", "dandong", "pingdingshan", "harbin"];

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn wrong_items_are_found_where_they_are() {
    Copy::of("zhangping", "an item dropped from the plan")
        .without_action("3.2.6")
        .finds(&[(Plan, "item-not-in-plan", "3.2")]);
    Copy::of("tunxi", "an item dropped from plan and record")
        .without_action("2.3.7")
        .without_line(Record, "id = \"2.3.7\"")
        .finds(&[
            (Plan, "item-not-in-plan", "2.3"),
            (Record, "item-not-in-record", "2.3.6"),
            (Record, "units-not-recorded", ""),
        ]);
    Copy::of("zhangping", "a dash-led item dropped from plan and record")
        .without_action("5.3.2")
        .without_line(Record, "id = \"5.3.2\"")
        .finds(&[
            (Plan, "item-not-in-plan", "5.3"),
            (Record, "item-not-in-record", "5.3.1"),
        ]);
    Copy::of("zhangping", "an invented item")
        .put(
            Plan,
            "[[action]]\nid = \"3.2.5\"",
            "[[action]]\nid = \"3.1.5\"\ntitle = \"开展科普研学\"\n\n[[action]]\nid = \"3.2.5\"",
        )
        .finds(&[(Plan, "item-not-in-source", "3.1.5")]);
    Copy::of(
        "harbin",
        "a heading changed by one character in plan and record",
    )
    .put(Plan, "\"改进科技教育教学方法\"", "\"改进科学教育教学方法\"")
    .put(
        Record,
        "\"改进科技教育教学方法\"",
        "\"改进科学教育教学方法\"",
    )
    .finds(&[
        (Plan, "heading-not-there", "改进科学"),
        (Record, "heading-not-there", "改进科学"),
    ]);
    Copy::of("pingdingshan", "a heading cut short")
        .put(Plan, "\"推进科普进校园进课堂\"", "\"推进科普进校园\"")
        .finds(&[(Plan, "heading-not-there", "推进科普进校园")]);
    Copy::of("dandong", "a section's heading changed")
        .put(Plan, "\"公众科学传播工程\"", "\"公众科普传播工程\"")
        .finds(&[(Plan, "heading-not-there", "公众科普")]);
    Copy::of("zhangping", "a wrong line in the record")
        .put(
            Record,
            "\"强化科技兴农\", line = 51",
            "\"强化科技兴农\", line = 49",
        )
        .finds(&[(Record, "heading-not-there", "强化科技兴农")]);
}

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn wrong_numbers_are_found_where_they_are() {
    Copy::of(
        "zhangping",
        "a wrong number that another aim of the item has",
    )
    .put(
        Plan, "value = 30, unit = \"名\"", "value = 60, unit = \"名\"",
    )
    .finds(&[
        (Plan, "number-not-in-text", "60"),
        (Plan, "number-not-in-plan", "3.1.4"),
    ]);
    Copy::of("dandong", "a wrong number in an indicator")
        .put(Plan, "value = 25,", "value = 26,")
        .finds(&[
            (Plan, "number-not-in-text", "literacy"),
            (Plan, "number-not-in-plan", "dandong"),
        ]);
    Copy::of("pingdingshan", "20万 taken for 2万")
        .put(Plan, "value = 200000", "value = 20000")
        .finds(&[
            (Plan, "number-not-in-text", "20000"),
            (Plan, "number-not-in-plan", "2.3.11"),
        ]);
    Copy::of("tunxi", "超过 taken for 达到")
        .put(
            Plan, "op = \">\", value = 3000", "op = \">=\", value = 3000",
        )
        .finds(&[(Plan, "target-says-other", "3000")]);
    Copy::of("harbin", "a deadline moved")
        .put(
            Plan,
            "value = 6, unit = \"个\", by = 2020-12-31",
            "value = 6, unit = \"个\", by = 2019-12-31",
        )
        .finds(&[(Plan, "target-says-other", "2019")]);
    Copy::of("harbin", "a target dropped")
        .without_line(Plan, "value = 800, unit = \"人次\"")
        .finds(&[(Plan, "number-not-in-plan", "3.3.1")]);
}

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn wrong_units_are_found_where_they_are() {
    Copy::of("tunxi", "a unit moved to the wrong item")
        .without_line(Plan, "  \"区气象局\",")
        .below(
            Plan,
            "title = \"强化基层科普服务体系\"",
            "]",
            ", \"区气象局\"]",
        )
        .finds(&[
            (Plan, "unit-not-in-plan", "2.9.17"),
            (Plan, "unit-not-in-text", "区气象局"),
        ]);
    Copy::of("zhangping", "a unit given to one item of a section")
        .below(
            Plan,
            "title = \"激发创新创造活力\"",
            "\n",
            "\nlead = [\"市总工会\"]\n",
        )
        .finds(&[(Plan, "no-units-line", "3.3.9")]);
    Copy::of("harbin", "a unit dropped")
        .below(
            Plan,
            "title = \"实施社区科普益民工程\"",
            "  \"市市场监督管理局\",\n",
            "",
        )
        .finds(&[(Plan, "unit-not-in-plan", "3.6")]);
    Copy::of("dandong", "a unit dropped that prose names")
        .put(Plan, "[\"市、县政府\", \"各有关部门\"]", "[\"各有关部门\"]")
        .finds(&[(Plan, "unit-named-too", "4.2")]);
    Copy::of("zhangping", "a unit dropped altogether")
        .put(
            Plan,
            "[[unit]]\nname = \"市老体协\"\naliases = [\"老体协\"]\nkind = \"mass-organisation\"\n",
            "",
        )
        .without_line(Plan, "\"市老体协\",")
        .finds(&[(Plan, "unread-unit-text", "3.4")]);
    Copy::of("zhangping", "lead and support swapped")
        .put(
            Plan,
            "lead = [\"市委组织部\"]\nsupport = [\"市委党校\", ",
            "lead = [\"市委党校\"]\nsupport = [\"市委组织部\", ",
        )
        .finds(&[
            (Plan, "role-differs", "市委组织部"),
            (Plan, "role-differs", "市委党校"),
        ]);
    Copy::of(
        "pingdingshan",
        "a lead that the section names made a support",
    )
    .below(
        Plan,
        "\"实施科普精准扶贫\"",
        "\"市妇联\"]",
        "\"市妇联\", \"市科协\"]",
    )
    .put(
        Plan,
        "\"实施科普精准扶贫\"",
        "\"实施科普精准扶贫\"\nlead = [\"市农业局\"]",
    )
    .finds(&[(Plan, "role-differs", "市科协")]);
    Copy::of("tunxi", "an alias that the document does not print")
        .put(
            Plan,
            "[\"区科技经信局\"]",
            "[\"区科技经信局\", \"区科经局\"]",
        )
        .finds(&[(Plan, "not-in-source", "区科经局")]);
}

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn wrong_facts_of_a_document_are_found_where_they_are() {
    Copy::of("tunxi", "a changed hash")
        .put(Record, "sha256 = \"1c1c", "sha256 = \"1c1d")
        .finds(&[(Record, "hash-differs", "1c1d")]);
    Copy::of("zhangping", "a wrong document number")
        .put(Plan, "〔2022〕37号", "〔2022〕73号")
        .finds(&[(Plan, "record-differs", "73")]);
    Copy::of("zhangping", "a wrong document number in plan and record")
        .put(Plan, "〔2022〕37号", "〔2022〕73号")
        .put(Record, "〔2022〕37号", "〔2022〕73号")
        .finds(&[(Record, "not-in-source", "73")]);
    Copy::of("dandong", "a guessed issuer")
        .put(
            Plan,
            "draft = true",
            "issuer = \"丹东市人民政府\"\ndraft = true",
        )
        .finds(&[(Plan, "record-differs", "丹东市人民政府")]);
}
