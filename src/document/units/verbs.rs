//! The verbs behind names that say what they do: 牵头, 配合, 负责.

use std::ops::Range;

use super::group::GroupRole;
use super::labels::{ROLES, is_stop};
use crate::document::text::{CLOSING, OPENING};

/// Verbs that are longer than the words of [`ROLES`] which they begin with or hold.
const LONGER: [(GroupRole, &[&str]); 3] = [
    (
        GroupRole::Lead,
        &[
            "负责牵头", "牵头负责", "牵头落实", "牵头实施", "牵头组织", "负总责",
        ],
    ),
    (
        GroupRole::Support,
        &[
            "配合落实", "协助配合", "密切配合", "配合实施", "配合完成", "配合做好",
        ],
    ),
    (
        GroupRole::Unsaid,
        &[
            "按职责分工负责", "负责落实", "组织落实", "组织实施", "具体实施", "抓好落实",
        ],
    ),
];

/// Returns the verbs that follow names, with the role that they give; longer ones first.
pub(super) fn verbs() -> impl Iterator<Item = (&'static str, GroupRole)> {
    let by_role = LONGER.iter().chain(&ROLES);
    by_role.flat_map(|(role, verbs)| verbs.iter().map(|verb| (*verb, *role)))
}

/// A verb behind names.
pub(super) struct FoundVerb {
    /// The bytes of the verb and of what belongs to it.
    pub(super) range: Range<usize>,
    pub(super) role: GroupRole,
}

/// Returns the next verb outside of brackets.
pub(super) fn next_verb(text: &str) -> Option<FoundVerb> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || !"负牵总主承参配协密支业指按组具抓落实推".contains(c) {
            continue;
        }
        for (verb, role) in verbs() {
            let Some(after) = text[at..].strip_prefix(verb) else {
                continue;
            };
            if ends_names(after, verb) && at > 0 {
                let mut rest = after;
                // 参与，配合 and 牵头，负责: one deed.
                while let Some((more, _)) = verbs().find(|(verb, _)| rest.starts_with(verb)) {
                    rest = &rest[more.len()..];
                }
                let range = at..text.len() - rest.len();
                return Some(FoundVerb { range, role });
            }
        }
    }
    None
}

/// Returns whether a verb ends its names, and is not within one of them.
fn ends_names(after: &str, verb: &str) -> bool {
    let next = after.chars().next();
    let stops = next.is_none_or(|c| is_stop(c) || matches!(c, '(' | '（' | '\n'));
    if verb.contains("牵头") || verb == "配合" {
        // 各牵头单位 is a name.
        return !after.starts_with("单位")
            && !after.starts_with("部门")
            && !after.starts_with("抓总办");
    }
    stops || verbs().any(|(verb, _)| after.starts_with(verb)) || after.starts_with("工作。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_stands_behind_its_names() {
        for (text, verb) in [
            (
                "市科技局牵头，市林业局配合",
                Some(("牵头", GroupRole::Lead)),
            ),
            ("市科技局指导", Some(("指导", GroupRole::Guide))),
            ("市科技局负责，落实", Some(("负责", GroupRole::Unsaid))),
            ("市科技局参与配合", Some(("参与配合", GroupRole::Support))),
            ("各牵头单位", None),
            ("市支持产业办", None),
            ("市林业局（市科技局配合）", None),
            ("牵头", None),
        ] {
            let found = next_verb(text).map(|verb| (&text[verb.range], verb.role));
            assert_eq!(found, verb, "{text}");
        }
    }
}
