//! Labels before names: 责任单位：, 牵头单位：, 完成时限：.

use super::group::{GroupRole, is_stop};

const LABELS: [(&str, Label); 58] = [
    ("牵头责任单位", Label::Units(GroupRole::Lead)),
    ("牵头单位及责任单位", Label::Units(GroupRole::Unsaid)),
    ("牵头及责任单位", Label::Units(GroupRole::Unsaid)),
    ("牵头实施单位", Label::Units(GroupRole::Lead)),
    ("牵头落实单位", Label::Units(GroupRole::Lead)),
    ("牵头负责单位", Label::Units(GroupRole::Lead)),
    ("市级牵头单位", Label::Units(GroupRole::Lead)),
    ("省级牵头单位", Label::Units(GroupRole::Lead)),
    ("配合责任单位", Label::Units(GroupRole::Support)),
    ("牵头责任部门", Label::Units(GroupRole::Lead)),
    ("牵头单位", Label::Units(GroupRole::Lead)),
    ("牵头部门", Label::Units(GroupRole::Lead)),
    ("主办单位", Label::Units(GroupRole::Lead)),
    ("主办部门", Label::Units(GroupRole::Lead)),
    ("主责单位", Label::Units(GroupRole::Lead)),
    ("主责部门", Label::Units(GroupRole::Lead)),
    ("承办单位", Label::Units(GroupRole::Lead)),
    ("承办部门", Label::Units(GroupRole::Lead)),
    ("总牵头", Label::Units(GroupRole::Lead)),
    ("牵头", Label::Units(GroupRole::Lead)),
    ("主办", Label::Units(GroupRole::Lead)),
    ("配合单位", Label::Units(GroupRole::Support)),
    ("配合部门", Label::Units(GroupRole::Support)),
    ("协办单位", Label::Units(GroupRole::Support)),
    ("协办部门", Label::Units(GroupRole::Support)),
    ("协同单位", Label::Units(GroupRole::Support)),
    ("协作单位", Label::Units(GroupRole::Support)),
    ("参加单位", Label::Units(GroupRole::Support)),
    ("参与单位", Label::Units(GroupRole::Support)),
    ("参与部门", Label::Units(GroupRole::Support)),
    ("协助单位", Label::Units(GroupRole::Support)),
    ("支持单位", Label::Units(GroupRole::Support)),
    ("配合", Label::Units(GroupRole::Support)),
    ("协办", Label::Units(GroupRole::Support)),
    ("指导单位", Label::Units(GroupRole::Guide)),
    ("指导部门", Label::Units(GroupRole::Guide)),
    ("责任单位", Label::Units(GroupRole::Unsaid)),
    ("责任部门", Label::Units(GroupRole::Unsaid)),
    ("责任主体", Label::Units(GroupRole::Unsaid)),
    ("负责单位", Label::Units(GroupRole::Unsaid)),
    ("负责部门", Label::Units(GroupRole::Unsaid)),
    ("落实单位", Label::Units(GroupRole::Unsaid)),
    ("实施单位", Label::Units(GroupRole::Unsaid)),
    ("实施主体", Label::Units(GroupRole::Unsaid)),
    ("任务分工", Label::Units(GroupRole::Unsaid)),
    ("责任分工", Label::Units(GroupRole::Unsaid)),
    ("职责分工", Label::Units(GroupRole::Unsaid)),
    ("完成时限", Label::Due),
    ("完成时间", Label::Due),
    ("办结时限", Label::Due),
    ("时间要求", Label::Due),
    ("时间节点", Label::Due),
    ("实施时间", Label::Due),
    ("工作时限", Label::Due),
    ("时限要求", Label::Due),
    ("时限", Label::Due),
    ("牵头领导", Label::Other),
    ("责任领导", Label::Other),
];

/// Labels of what is no unit.
const OTHERS: [&str; 14] = [
    "适用范围",
    "实施范围",
    "推广范围",
    "试点范围",
    "联系电话",
    "责任人员",
    "包联领导",
    "牵头县领导",
    "责任人",
    "联系人",
    "分管领导",
    "包保领导",
    "牵头市领导",
    "责任处室",
];

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

/// Tells whether a text begins with 责任单位： or its like, and how long that is.
pub(crate) fn label_at(text: &str) -> Option<usize> {
    label(text).map(|(_, length)| length)
}

fn label(text: &str) -> Option<(Label, usize)> {
    let first = text.chars().next()?;
    // What no label begins with is told at once.
    if !"牵主承总配协参支指责负落实任职完办时工市省联分包适推试".contains(first)
    {
        return None;
    }
    let mut best: Option<(Label, usize)> = None;
    let known = LABELS
        .iter()
        .map(|(name, label)| (*name, *label))
        .chain(OTHERS.iter().map(|name| (*name, Label::Other)));
    for (name, label) in known {
        let Some(rest) = strip_spaced(text, name) else {
            continue;
        };
        let rest = rest.trim_start();
        let colon = rest.strip_prefix(['：', ':', '﹕']).or_else(|| {
            let rest = rest.strip_prefix('为')?;
            rest.strip_prefix(['：', ':'])
        });
        if let Some(after) = colon
            && best.is_none_or(|(_, length)| text.len() - after.len() > length)
        {
            best = Some((label, text.len() - after.len()));
        }
    }
    best
}

/// Strips a name whose characters may have blanks between them: 责 任 单 位.
fn strip_spaced<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text;
    for (at, wanted) in name.chars().enumerate() {
        if at > 0 {
            rest = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        }
        rest = rest.strip_prefix(wanted)?;
    }
    Some(rest)
}

/// The parts of a text, each with the label before it.
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
