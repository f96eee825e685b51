//! Text in quotes and brackets is not an aim: names of programmes, numbers of documents, explanations.

use super::measures::{behind_number, measure_at};
use crate::document::text::AnyOf;
use crate::document::times::calendar::year_at;
use crate::text::numerals::is_numeral;

/// Returns a text in which the numbers in quotes and brackets are blotted out, byte for byte. A statement keeps its
/// numbers.
pub(crate) fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut stack: Vec<bool> = Vec::new();
    for (at, c) in text.char_indices() {
        if is_closing(c) {
            stack.pop();
        }
        if stack.contains(&true) && (c.is_ascii_digit() || is_numeral(c)) {
            for _ in 0..c.len_utf8() {
                masked.push('_');
            }
        } else {
            masked.push(c);
        }
        if let Some(close) = opening(c) {
            let inside = inside(&text[at + c.len_utf8()..], close);
            // What is never closed hides nothing.
            stack.push(inside.is_some_and(|inside| !is_statement(c, inside)));
        }
    }
    masked
}

/// How many characters a statement in quotes or brackets may have.
const LONGEST_STATEMENT: usize = 200;

/// Returns the text up to the sign that closes it, as far as a statement may go.
fn inside(text: &str, close: char) -> Option<&str> {
    let end = text
        .char_indices()
        .take(LONGEST_STATEMENT)
        .find(|(_, c)| *c == close)
        .map(|(at, _)| at);
    end.map(|end| &text[..end])
}

/// Signs that enclose a name or an explanation.
const PAIRS: [(char, char); 7] = [
    ('“', '”'),
    ('《', '》'),
    ('(', ')'),
    ('〔', '〕'),
    ('[', ']'),
    ('「', '」'),
    ('【', '】'),
];

fn opening(c: char) -> Option<char> {
    PAIRS
        .iter()
        .find(|(open, _)| *open == c)
        .map(|(_, close)| *close)
}

fn is_closing(c: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == c)
}

/// Returns whether quotes or a bracket hold a statement of what is to be reached: “引进人才达到2000名，贡献率达到40%”,
/// (其中省级3家).
fn is_statement(open: char, inside: &str) -> bool {
    const LEAST: usize = 16;
    match open {
        '“' => {
            inside.chars().count() >= LEAST
                && inside.contains_any(&["达到", "超过", "不少于", "不低于", "以上", "提高到"])
        }
        '(' => {
            inside.starts_with("其中") && !inside.contains(['含', '已'])
                || inside.strip_prefix('含').is_some_and(is_part)
                || are_parts(inside)
                || are_stages(inside)
        }
        _ => false,
    }
}

/// Returns whether a text is one part of a sum: 新增高技能人才15万人.
fn is_part(text: &str) -> bool {
    let digits = text.find(|c: char| c.is_ascii_digit());
    digits.is_some_and(|at| {
        let (name, number) = text.split_at(at);
        let measure = behind_number(number);
        name.chars().count() >= 4 && measure_at(measure) == Some(measure)
    })
}

/// Returns whether a bracket holds nothing but the parts of a sum: 甲县72.6万亩、乙区19.3万亩.
fn are_parts(inside: &str) -> bool {
    const LONGEST: usize = 12;
    let mut parts = 0;
    for part in inside.split(['、', '，', ',', '；']) {
        let Some(digits) = part.find(|c: char| c.is_ascii_digit()) else {
            return false;
        };
        let (name, number) = part.split_at(digits);
        let measure = behind_number(number);
        let is_name = (2..=LONGEST).contains(&name.chars().count())
            && !name.starts_with_any(&["含", "已", "每", "不", "约", "第"]);
        if !is_name || measure_at(measure).is_none_or(|word| word.len() != measure.len()) {
            return false;
        }
        parts += 1;
    }
    parts > 1
}

/// Returns whether a bracket holds nothing but what is reached year by year: 2024年220家、2025年260家.
fn are_stages(inside: &str) -> bool {
    let stages: Vec<&str> = inside.split(['、', '，', ',', '；']).collect();
    let is_stage = |stage: &&str| {
        let year = year_at(stage.strip_prefix('到').unwrap_or(stage));
        let number = year.map(|(_, rest)| rest.strip_prefix("达到").unwrap_or(rest));
        number.is_some_and(|number| {
            let measure = behind_number(number);
            measure.len() < number.len() && measure_at(measure) == Some(measure)
        })
    };
    stages.len() > 1 && stages.iter().all(is_stage)
}

/// Returns whether a place of a sentence is in a bracket of such stages.
pub(super) fn is_in_stages(sentence: &str, at: usize) -> bool {
    let mut before = sentence[..at].char_indices().rev().take(LONGEST_STATEMENT);
    before.find(|(_, c)| *c == '(').is_some_and(|(open, _)| {
        let start = open + 1;
        inside(&sentence[start..], ')')
            .is_some_and(|inside| at <= start + inside.len() && are_stages(inside))
    })
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn names_lose_their_numbers_and_statements_keep_them() {
        for (text, kept) in [
            ("实施“5313”计划，培育10家", "实施“____”计划，培育10家"),
            ("国发〔2021〕9号", "国发〔____〕9号"),
            (
                "新增龙头企业15家(其中省级3家)",
                "新增龙头企业15家(其中省级3家)",
            ),
            (
                "面积稳定在92万亩(甲县72.6万亩、乙区19.3万亩)",
                "面积稳定在92万亩(甲县72.6万亩、乙区19.3万亩)",
            ),
            (
                "入户90家(2024年30家、2025年60家)",
                "入户90家(2024年30家、2025年60家)",
            ),
            ("入户90家(2024年30家)", "入户90家(____年__家)"),
            ("培训1万人(含2023年度)", "培训1万人(含____年度)"),
            ("45万人(含高技能人才15万人)", "45万人(含高技能人才15万人)"),
            ("工期(含试运行3个月)", "工期(含试运行_个月)"),
            (
                "实现“引进高层次人才达到2000名,贡献率达到40%”的目标",
                "实现“引进高层次人才达到2000名,贡献率达到40%”的目标",
            ),
        ] {
            assert_eq!(masked(text), kept, "{text}");
        }
        // Never closed.
        assert_eq!(masked("“引进10名"), "“引进10名");
    }
}
