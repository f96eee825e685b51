//! Deliberate mistakes in the five plans, held against the original documents.

use crate::sources::originals;

use super::spoilt::In::{Plan, Record};
use super::spoilt::Slip::{Below, NoAction, NoLine, Put};
use super::spoilt::{Copy, Finds, Mistake, Slip};

/// The five.
pub(super) const PLANS: [&str; 5] = ["zhangping", "tunxi", "dandong", "pingdingshan", "harbin"];

const fn mistake(
    plan: &'static str,
    what: &'static str,
    slips: &'static [Slip],
    finds: Finds,
) -> Mistake {
    Mistake {
        what,
        plan,
        slips,
        finds,
    }
}

const ITEMS: &[Mistake] = &[
    mistake(
        "zhangping",
        "an item dropped from the plan",
        &[NoAction("3.2.6")],
        &[(Plan, "item-not-in-plan", "3.2")],
    ),
    mistake(
        "tunxi",
        "an item dropped from plan and record",
        &[NoAction("2.3.7"), NoLine(Record, "id = \"2.3.7\"")],
        &[
            (Plan, "item-not-in-plan", "2.3"),
            (Record, "item-not-in-record", "2.3.6"),
            (Record, "units-not-recorded", ""),
        ],
    ),
    mistake(
        "zhangping",
        "a dash-led item dropped from plan and record",
        &[NoAction("5.3.2"), NoLine(Record, "id = \"5.3.2\"")],
        &[
            (Plan, "item-not-in-plan", "5.3"),
            (Record, "item-not-in-record", "5.3.1"),
        ],
    ),
    mistake(
        "zhangping",
        "an invented item",
        &[Put(
            Plan,
            "[[action]]\nid = \"3.2.5\"",
            "[[action]]\nid = \"3.1.5\"\ntitle = \"开展科普研学\"\n\n[[action]]\nid = \"3.2.5\"",
        )],
        &[(Plan, "item-not-in-source", "3.1.5")],
    ),
    mistake(
        "harbin",
        "a heading changed by one character in plan and record",
        &[
            Put(Plan, "\"改进科技教育教学方法\"", "\"改进科学教育教学方法\""),
            Put(
                Record,
                "\"改进科技教育教学方法\"",
                "\"改进科学教育教学方法\"",
            ),
        ],
        &[
            (Plan, "heading-not-there", "改进科学"),
            (Record, "heading-not-there", "改进科学"),
        ],
    ),
    mistake(
        "pingdingshan",
        "a heading cut short",
        &[Put(Plan, "\"推进科普进校园进课堂\"", "\"推进科普进校园\"")],
        &[(Plan, "heading-not-there", "推进科普进校园")],
    ),
    mistake(
        "dandong",
        "a section's heading changed",
        &[Put(Plan, "\"公众科学传播工程\"", "\"公众科普传播工程\"")],
        &[(Plan, "heading-not-there", "公众科普")],
    ),
    mistake(
        "zhangping",
        "a wrong line in the record",
        &[Put(
            Record,
            "\"强化科技兴农\", line = 51",
            "\"强化科技兴农\", line = 49",
        )],
        &[(Record, "heading-not-there", "强化科技兴农")],
    ),
];

const NUMBERS: &[Mistake] = &[
    mistake(
        "zhangping",
        "a wrong number that another aim of the item has",
        &[Put(
            Plan, "value = 30, unit = \"名\"", "value = 60, unit = \"名\"",
        )],
        &[
            (Plan, "number-not-in-text", "60"),
            (Plan, "number-not-in-plan", "3.1.4"),
        ],
    ),
    mistake(
        "dandong",
        "a wrong number in an indicator",
        &[Put(Plan, "value = 25,", "value = 26,")],
        &[
            (Plan, "number-not-in-text", "literacy"),
            (Plan, "number-not-in-plan", "dandong"),
        ],
    ),
    mistake(
        "pingdingshan",
        "20万 taken for 2万",
        &[Put(Plan, "value = 200000", "value = 20000")],
        &[
            (Plan, "number-not-in-text", "20000"),
            (Plan, "number-not-in-plan", "2.3.11"),
        ],
    ),
    mistake(
        "tunxi",
        "超过 taken for 达到",
        &[Put(
            Plan, "op = \">\", value = 3000", "op = \">=\", value = 3000",
        )],
        &[(Plan, "target-says-other", "3000")],
    ),
    mistake(
        "harbin",
        "a deadline moved",
        &[Put(
            Plan,
            "value = 6, unit = \"个\", by = 2020-12-31",
            "value = 6, unit = \"个\", by = 2019-12-31",
        )],
        &[(Plan, "target-says-other", "2019")],
    ),
    mistake(
        "harbin",
        "a target dropped",
        &[NoLine(Plan, "value = 800, unit = \"人次\"")],
        &[(Plan, "number-not-in-plan", "3.3.1")],
    ),
];

const UNITS: &[Mistake] = &[
    mistake(
        "tunxi",
        "a unit moved to the wrong item",
        &[
            NoLine(Plan, "  \"区气象局\","),
            Below(
                Plan,
                "title = \"强化基层科普服务体系\"",
                "]",
                ", \"区气象局\"]",
            ),
        ],
        &[
            (Plan, "unit-not-in-plan", "2.9.17"),
            (Plan, "unit-not-in-text", "区气象局"),
        ],
    ),
    mistake(
        "zhangping",
        "a unit given to one item of a section",
        &[Below(
            Plan,
            "title = \"激发创新创造活力\"",
            "\n",
            "\nlead = [\"市总工会\"]\n",
        )],
        &[(Plan, "no-units-line", "3.3.9")],
    ),
    mistake(
        "harbin",
        "a unit dropped",
        &[Below(
            Plan,
            "title = \"实施社区科普益民工程\"",
            "  \"市市场监督管理局\",\n",
            "",
        )],
        &[(Plan, "unit-not-in-plan", "3.6")],
    ),
    mistake(
        "dandong",
        "a unit dropped that prose names",
        &[Put(
            Plan,
            "[\"市、县政府\", \"各有关部门\"]",
            "[\"各有关部门\"]",
        )],
        &[(Plan, "unit-named-too", "4.2")],
    ),
    mistake(
        "zhangping",
        "a unit dropped altogether",
        &[
            Put(
                Plan,
                "[[unit]]\nname = \"市老体协\"\naliases = [\"老体协\"]\nkind = \"mass-organisation\"\n",
                "",
            ),
            NoLine(Plan, "\"市老体协\","),
        ],
        &[(Plan, "unread-unit-text", "3.4")],
    ),
    mistake(
        "zhangping",
        "lead and support swapped",
        &[Put(
            Plan,
            "lead = [\"市委组织部\"]\nsupport = [\"市委党校\", ",
            "lead = [\"市委党校\"]\nsupport = [\"市委组织部\", ",
        )],
        &[
            (Plan, "role-differs", "市委组织部"),
            (Plan, "role-differs", "市委党校"),
        ],
    ),
    mistake(
        "pingdingshan",
        "a lead that the section names made a support",
        &[
            Below(
                Plan,
                "\"实施科普精准扶贫\"",
                "\"市妇联\"]",
                "\"市妇联\", \"市科协\"]",
            ),
            Put(
                Plan,
                "\"实施科普精准扶贫\"",
                "\"实施科普精准扶贫\"\nlead = [\"市农业局\"]",
            ),
        ],
        &[(Plan, "role-differs", "市科协")],
    ),
    mistake(
        "tunxi",
        "an alias that the document does not print",
        &[Put(
            Plan,
            "[\"区科技经信局\"]",
            "[\"区科技经信局\", \"区科经局\"]",
        )],
        &[(Plan, "not-in-source", "区科经局")],
    ),
];

const FACTS: &[Mistake] = &[
    mistake(
        "tunxi",
        "a changed hash",
        &[Put(Record, "sha256 = \"1c1c", "sha256 = \"1c1d")],
        &[(Record, "hash-differs", "1c1d")],
    ),
    mistake(
        "zhangping",
        "a wrong document number",
        &[Put(Plan, "〔2022〕37号", "〔2022〕73号")],
        &[(Plan, "record-differs", "73")],
    ),
    mistake(
        "zhangping",
        "a wrong document number in plan and record",
        &[
            Put(Plan, "〔2022〕37号", "〔2022〕73号"),
            Put(Record, "〔2022〕37号", "〔2022〕73号"),
        ],
        &[(Record, "not-in-source", "73")],
    ),
    mistake(
        "dandong",
        "a guessed issuer",
        &[Put(
            Plan,
            "draft = true",
            "issuer = \"丹东市人民政府\"\ndraft = true",
        )],
        &[(Plan, "record-differs", "丹东市人民政府")],
    ),
];

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn every_deliberate_mistake_in_the_five_plans_is_found_where_it_is() {
    for mistake in [ITEMS, NUMBERS, UNITS, FACTS].concat() {
        mistake.is_found_on(&Copy::of_the_five(originals()));
    }
}
