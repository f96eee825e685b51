//! Labels before names: 责任单位：, 牵头单位：, 完成时限：.

use super::group::GroupRole;
use crate::document::text::AnyOf;

/// Words that give units their role, in a label before them or as a verb behind them; longer ones first.
pub(super) const ROLES: [(GroupRole, &[&str]); 4] = [
    (GroupRole::Lead, &["总牵头", "牵头", "主办", "主责", "承办"]),
    (
        GroupRole::Support,
        &[
            "参与配合", "协同配合", "配合", "协办", "协同", "协作", "协助", "参加", "参与", "支持",
        ],
    ),
    (GroupRole::Guide, &["业务指导", "指导"]),
    (GroupRole::Unsaid, &["负责", "落实", "实施", "推进"]),
];

/// Words of doing that may follow a word of role, or replace one that says nothing.
const DOING: [&str; 5] = ["责任", "负责", "落实", "实施", "考核"];

/// What units are called in a label; the parts of an office (处室) are the units of its own plans.
const NOUNS: [&str; 9] = [
    "单位", "部门", "处室", "科室", "股室", "机构", "主体", "地区", "处（室）",
];

/// Words before a label: 市级牵头单位.
const LEVELS: [&str; 10] = [
    "市级", "省级", "县级", "区级", "州级", "市直", "县直", "区直", "主要", "建议",
];

/// Words that say of which kind a time is, and words for it.
const TIME_OF: [&str; 12] = [
    "计划完成", "完成", "办结", "办理", "推进", "整改", "落实", "工作", "实施", "任务", "截止",
    "进度",
];
const TIMES: [&str; 6] = ["时间节点", "时限", "时间", "期限", "节点", "安排"];

/// Labels of what is not a unit.
const OTHERS: [&str; 18] = [
    "牵头领导", "责任领导", "适用范围", "实施范围", "推广范围", "试点范围", "联系电话", "责任人员",
    "包联领导", "牵头县领导", "牵头区领导", "责任人", "联系人", "分管领导", "包保领导",
    "牵头市领导", "主要负责人", "配合领导",
];

/// The characters that labels begin with.
const BEGINNINGS: &str =
    "牵主承总配协参支业指责负实施落任职分完办计时期进推整截工市省县区州联包适试建";

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Label {
    /// Names, in a role.
    Units(GroupRole),
    /// A time.
    Due,
    /// A person, a scope, a telephone: no unit.
    Other,
}

/// Returns whether a text begins with 责任单位： or its like, and how long that is.
pub(crate) fn label_at(text: &str) -> Option<usize> {
    label(text).map(|(_, length)| length)
}

fn label(text: &str) -> Option<(Label, usize)> {
    let first = text.chars().next()?;
    // A character that no label begins with needs no search.
    if !BEGINNINGS.contains(first) {
        return None;
    }
    let (label, rest) = label_words(text)?;
    let rest = rest.trim_start();
    let after = rest.strip_prefix(['：', ':', '﹕']).or_else(|| {
        let rest = rest.strip_prefix('为')?;
        rest.strip_prefix(['：', ':'])
    })?;
    Some((label, text.len() - after.len()))
}

/// Returns the words of a label that a text begins with, without its colon, and what follows them: 牵头责任单位.
pub(crate) fn label_words(text: &str) -> Option<(Label, &str)> {
    let text = LEVELS
        .iter()
        .find_map(|level| strip_spaced(text, level))
        .map_or(text, trim_blanks);
    if let Some(rest) = OTHERS.iter().find_map(|name| strip_spaced(text, name)) {
        return Some((Label::Other, rest));
    }
    if let Some(rest) = ["任务分工", "责任分工", "职责分工", "分工"]
        .iter()
        .find_map(|name| strip_spaced(text, name))
    {
        return Some((Label::Units(GroupRole::Unsaid), rest));
    }
    time_words(text)
        .map(|rest| (Label::Due, rest))
        .or_else(|| unit_words(text))
}

/// Reads the words of a label for time: 完成时限, 时间要求.
fn time_words(text: &str) -> Option<&str> {
    let inner = TIME_OF
        .iter()
        .find_map(|word| strip_spaced(text, word))
        .map_or(text, trim_blanks);
    let rest = TIMES.iter().find_map(|word| strip_spaced(inner, word))?;
    // 工作安排 and a bare 安排 announce no time.
    if text.starts_with("安排") || text.starts_with("工作安排") || text.starts_with("节点")
    {
        return None;
    }
    Some(strip_spaced(rest, "要求").unwrap_or(rest))
}

/// Reads the words of a label for units: 牵头单位, 牵头责任部门; 牵头及责任单位 does not say who leads.
fn unit_words(text: &str) -> Option<(Label, &str)> {
    let (mut role, rest) = role_words(text)?;
    let bare = !matches!(role, GroupRole::Unsaid | GroupRole::Guide);
    let noun = |rest: &'_ str| -> Option<usize> {
        NOUNS
            .iter()
            .find_map(|noun| strip_spaced(rest, noun))
            .map(str::len)
    };
    let mut rest = trim_blanks(rest);
    let has_noun = noun(rest);
    if let Some(left) = has_noun {
        rest = &rest[rest.len() - left..];
    }
    // 牵头单位及责任单位, 牵头（责任）单位
    let joined = rest
        .strip_prefix_any(&["及", "和", "与", "、", "/", "（", "("])
        .and_then(role_words);
    if let Some((second, after)) = joined {
        let after = after.trim_start_matches(['）', ')']);
        if let Some(left) = noun(trim_blanks(after)) {
            if second != role {
                role = GroupRole::Unsaid;
            }
            let after = &after[after.len() - left..];
            return Some((Label::Units(role), after.trim_start_matches(['）', ')'])));
        }
    }
    // 责任单位及责任人
    let rest = rest
        .strip_prefix_any(&[
            "及责任人", "及负责人", "和责任人", "（责任人）", "(责任人)", "及人员",
        ])
        .unwrap_or(rest);
    (has_noun.is_some() || bare).then_some((Label::Units(role), rest))
}

/// Returns the words of a role: 牵头, 牵头责任, 责任, 实施.
fn role_words(text: &str) -> Option<(GroupRole, &str)> {
    let unsaid = (GroupRole::Unsaid, &["责任"][..]);
    let (role, mut rest) = ROLES.iter().chain([&unsaid]).find_map(|(role, words)| {
        let rest = words.iter().find_map(|word| strip_spaced(text, word))?;
        Some((*role, rest))
    })?;
    while let Some(more) = DOING
        .iter()
        .find_map(|word| strip_spaced(trim_blanks(rest), word))
    {
        rest = more;
    }
    Some((role, rest))
}

fn trim_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{3000}', '\u{a0}'])
}

/// Strips a name whose characters may have blanks between them: 责 任 单 位.
fn strip_spaced<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text;
    for (at, wanted) in name.chars().enumerate() {
        if at > 0 {
            rest = trim_blanks(rest);
        }
        rest = rest.strip_prefix(wanted)?;
    }
    Some(rest)
}

/// Returns the parts of a text, each with the label before it.
pub(crate) fn labelled_parts(text: &str) -> Vec<(Option<Label>, &str)> {
    let mut parts = Vec::new();
    let (mut current, mut start) = (None, 0);
    let mut skip_to = 0;
    let mut before = None::<char>;
    for (at, c) in text.char_indices() {
        if at >= skip_to
            && before.is_none_or(|c| !is_word(c))
            && let Some((label, length)) = label(&text[at..])
        {
            parts.push((current, &text[start..at]));
            (current, start, skip_to) = (Some(label), at + length, at + length);
        }
        before = Some(c);
    }
    parts.push((current, &text[start..]));
    parts.retain(|(_, part)| !part.trim_matches(is_stop).is_empty());
    parts
}

/// Returns whether a label cannot begin after a character, since it is part of a word.
fn is_word(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_ascii_punctuation()
        || "，。；：、（）【】［］〔〕《》“”".contains(c))
}

/// Returns whether a character separates parts that assign, and belongs to none.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '；' | ';' | '。' | '，' | ',' | '、' | ')' | '）' | '】' | ' ' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_label_is_passed_over() {
        let roles = ROLES.iter().flat_map(|(_, words)| *words);
        let words = roles.chain(&LEVELS).chain(&TIME_OF).chain(&OTHERS);
        for word in words {
            assert!(word.starts_with(|c| BEGINNINGS.contains(c)), "{word}");
        }
    }

    #[test]
    fn labels_are_made_of_a_role_and_a_noun() {
        use GroupRole::*;
        for (text, announced) in [
            ("牵头单位：甲", Label::Units(Lead)),
            ("牵头责任部门：甲", Label::Units(Lead)),
            ("市级牵头单位：甲", Label::Units(Lead)),
            ("建议牵头单位：甲", Label::Units(Lead)),
            ("牵头处室：甲", Label::Units(Lead)),
            ("牵头考核单位：甲", Label::Units(Lead)),
            ("主办科室：甲", Label::Units(Lead)),
            ("牵头：甲", Label::Units(Lead)),
            ("配合责任单位：甲", Label::Units(Support)),
            ("参与单位：甲", Label::Units(Support)),
            ("协办：甲", Label::Units(Support)),
            ("业务指导单位：甲", Label::Units(Guide)),
            ("指导部门：甲", Label::Units(Guide)),
            ("责 任 单 位：甲", Label::Units(Unsaid)),
            ("责任处室：甲", Label::Units(Unsaid)),
            ("实施主体：甲", Label::Units(Unsaid)),
            ("牵头单位及责任单位：甲", Label::Units(Unsaid)),
            ("牵头（责任）单位：甲", Label::Units(Unsaid)),
            ("责任单位及责任人：甲", Label::Units(Unsaid)),
            ("任务分工：甲", Label::Units(Unsaid)),
            ("完成时限：甲", Label::Due),
            ("时间要求：甲", Label::Due),
            ("整改期限为：甲", Label::Due),
            ("责任领导：甲", Label::Other),
            ("联系人：甲", Label::Other),
        ] {
            assert_eq!(label(text).map(|found| found.0), Some(announced), "{text}");
        }
        for text in [
            "责任：甲", "指导：甲", "工作安排：甲", "实施步骤：甲", "部门：甲", "责任单位甲",
            "落实：甲", "分工负责：甲", "时间紧迫：甲",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
