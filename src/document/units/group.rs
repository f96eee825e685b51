//! A text that assigns units: 责任单位：甲、乙牵头，丙等参加；完成时限：2025年底前.

use super::dues::{is_lasting, take_dues};
use super::following_rules::before_rule;
use super::kinds::looks_like_unit;
use super::labels::{Label, is_stop, labelled_parts};
use super::names::split_names;
use super::verbs::next_verb;
use crate::document::text::{AnyOf, CLOSING, OPENING};

/// What an assigning text makes of the units in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupRole {
    /// 牵头, 主办
    Lead,
    /// 配合, 参加, 协办
    Support,
    /// 指导: support under a word of its own
    Guide,
    /// 负责, or 责任单位 without more
    Unsaid,
}

/// Names with one role.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NameRun {
    pub(crate) role: GroupRole,
    /// As printed.
    pub(crate) names: Vec<String>,
}

/// A name for the units of the assigning text before.
pub(crate) const SAME_AS_BEFORE: &str = "同上";

/// An assigning text, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UnitGroup {
    pub(crate) runs: Vec<NameRun>,
    /// What it says of the time, in order: 2025年底前完成, 长期坚持.
    pub(crate) dues: Vec<String>,
    /// Whether a label or a verb says that units are assigned; else there are only names.
    pub(crate) is_said: bool,
    /// Names that look like none of a unit.
    pub(crate) odd: Vec<String>,
    /// Whether a verb says who does it (负责), not only a label.
    pub(crate) has_verb: bool,
    /// How many of the first run's names come before its first comma, if it has one.
    pub(crate) before_comma: Option<usize>,
}

impl UnitGroup {
    /// Reads a text that does nothing but assign, without the bracket around it.
    pub(crate) fn read(text: &str) -> Self {
        let mut group = Self::default();
        for (label, part) in labelled_parts(text) {
            match label {
                Some(Label::Due) => group.dues.push(part.trim_matches(is_stop).to_owned()),
                Some(Label::Other) => {}
                Some(Label::Units(role)) => {
                    group.is_said = true;
                    group.clauses(part, role);
                }
                None => group.clauses(part, GroupRole::Unsaid),
            }
        }
        for run in &mut group.runs {
            run.names.retain(|name| !is_no_name(name));
            let is_odd = |name: &&String| !looks_like_unit(name) && *name != SAME_AS_BEFORE;
            let odd = run.names.iter().filter(is_odd);
            group.odd.extend(odd.cloned());
        }
        group.runs.retain(|run| !run.names.is_empty());
        // 甲牵头，乙负责: the second takes part.
        if group.runs.iter().any(|run| run.role == GroupRole::Lead) {
            for run in &mut group.runs {
                if run.role == GroupRole::Unsaid {
                    run.role = GroupRole::Support;
                }
            }
        }
        group
    }

    /// Makes all of them help.
    pub(crate) fn only_help(&mut self) {
        for run in &mut self.runs {
            run.role = GroupRole::Support;
        }
    }

    /// Returns whether the text assigns units at all: labelled, or with verbs and names that look like ones, or a bare
    /// list of such names.
    pub(crate) fn is_group(&self) -> bool {
        let names: usize = self.runs.iter().map(|run| run.names.len()).sum();
        if names == 0 {
            return false;
        }
        if self.is_said {
            self.odd.len() * 2 <= names
        } else {
            // 市商务委、市交通委、上海海关、东航物流
            self.odd.len() * 4 <= names
        }
    }

    /// Reads the clauses of one labelled part.
    fn clauses(&mut self, part: &str, labelled: GroupRole) {
        let clauses = split_outside(part, &['；', ';', '。', '\n']);
        for clause in clauses.into_iter().filter(|clause| !says_other(clause)) {
            let (names, dues) = take_dues(before_rule(clause).trim_end());
            self.dues.extend(dues);
            self.verbs(names, labelled);
        }
    }

    /// Gives the names before each verb its role.
    fn verbs(&mut self, clause: &str, labelled: GroupRole) {
        let mut rest = clause;
        let mut any_verb = false;
        while let Some(verb) = next_verb(rest) {
            any_verb = true;
            (self.is_said, self.has_verb) = (true, true);
            let names = &rest[..verb.range.start];
            // 甲会同乙负责: the second helps.
            if let Some((lead, support)) = names.split_once("会同") {
                self.run(GroupRole::Lead, lead);
                self.run(GroupRole::Support, support);
            } else {
                let role = if verb.role == GroupRole::Unsaid {
                    labelled
                } else {
                    verb.role
                };
                self.run(role, names);
            }
            rest = &rest[verb.range.end..];
        }
        let role = if any_verb && labelled == GroupRole::Unsaid && self.has_lead() {
            GroupRole::Support
        } else {
            labelled
        };
        if let Some((lead, support)) = rest
            .split_once("会同")
            .filter(|_| labelled == GroupRole::Unsaid)
        {
            self.run(GroupRole::Lead, lead);
            self.run(GroupRole::Support, support);
        } else {
            self.run(role, rest);
        }
    }

    fn has_lead(&self) -> bool {
        self.runs.iter().any(|run| run.role == GroupRole::Lead)
    }

    fn run(&mut self, role: GroupRole, names: &str) {
        if self.runs.is_empty() {
            let parts = split_outside(names, &['，', ',']);
            self.before_comma = (parts.len() > 1).then(|| split_names(parts[0]).len());
        }
        let names = split_names(names);
        // 甲（牵头）、乙: the others take part.
        let (leads, others): (Vec<String>, Vec<String>) = names
            .into_iter()
            .partition(|name| marked_lead(name).is_some());
        if leads.is_empty() {
            if !others.is_empty() {
                let names = others;
                self.runs.push(NameRun { role, names });
            }
            return;
        }
        let names = leads
            .iter()
            .filter_map(|name| marked_lead(name).map(str::to_owned))
            .collect();
        self.runs.push(NameRun {
            role: GroupRole::Lead,
            names,
        });
        if !others.is_empty() {
            self.runs.push(NameRun {
                role: GroupRole::Support,
                names: others,
            });
        }
    }
}

/// Returns whether a clause has a label of its own that is not for units: 目标位置：全省前5.
fn says_other(clause: &str) -> bool {
    let labelled = clause.split_once(['：', ':']);
    labelled.is_some_and(|(label, _)| !label.trim().is_empty() && !looks_like_unit(label))
}

/// Returns the name that a bracket says leads: 市商务局（牵头）.
fn marked_lead(name: &str) -> Option<&str> {
    name.strip_suffix_any(&[
        "（牵头）", "(牵头)", "（牵头单位）", "(牵头单位)", "（牵头部门）",
    ])
}

/// Returns whether a word in the place of a name is not a name: 等等, 其他.
fn is_no_name(name: &str) -> bool {
    const NONE: [&str; 5] = ["等等", "单位", "部门", "其他", "全部"];
    // 按职责, 按责任分工
    let is_how = name.starts_with("按") && name.chars().count() <= 6;
    NONE.contains(&name)
        || is_how
        || name == "排名第一的为牵头单位"
        || name.chars().count() < 2
        || name.contains("下同")
        || is_lasting(name)
}

/// Splits at separators outside of brackets.
fn split_outside<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Writes runs as tests compare them: Lead 甲|乙; Support 丙.
#[cfg(test)]
pub(super) fn told(runs: &[NameRun]) -> String {
    let run = |run: &NameRun| format!("{:?} {}", run.role, run.names.join("|"));
    runs.iter().map(run).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let group = UnitGroup::read(text);
            let mut found = told(&group.runs);
            if !group.dues.is_empty() {
                found += &format!("; due {}", group.dues.join("|"));
            }
            assert_eq!(found, *expected, "{text}");
            assert!(group.is_group(), "{text}: {group:?}");
        }
    }

    #[test]
    fn labels_give_roles() {
        check(&[
            ("责任单位：市教育局、市科协", "Unsaid 市教育局|市科协"),
            (
                "牵头单位：市教育局；配合单位：市科协、市财政局；完成时限：2025年12月底前",
                "Lead 市教育局; Support 市科协|市财政局; due 2025年12月底前",
            ),
            (
                "牵头单位：市人社局 配合单位：市总工会",
                "Lead 市人社局; Support 市总工会",
            ),
            (
                "责任单位：市农业农村局（牵头）、市科技局、市财政局",
                "Lead 市农业农村局; Support 市科技局|市财政局",
            ),
            (
                "市商务委、市交通委、上海海关、东航物流",
                "Unsaid 市商务委|市交通委|上海海关|东航物流",
            ),
            ("牵头部门：市税务局；目标位置：全省前5", "Lead 市税务局"),
            ("责 任 单 位：市体育局", "Unsaid 市体育局"),
            (
                "责任领导：张三；责任单位：县农业农村局",
                "Unsaid 县农业农村局",
            ),
            (
                "指导部门：最高人民法院、国家知识产权局",
                "Guide 最高人民法院|国家知识产权局",
            ),
            (
                "责任单位:市教育局、市科协牵头,市委文明办,团市委等参加。",
                "Lead 市教育局|市科协; Support 市委文明办|团市委",
            ),
        ]);
    }

    #[test]
    fn verbs_give_roles() {
        check(&[
            ("区教育局、区科协负责", "Unsaid 区教育局|区科协"),
            (
                "财政部牵头，国务院相关部门及各地区按职责分工负责",
                "Lead 财政部; Support 国务院相关部门|各地区",
            ),
            ("银保监会及各地区按职责分工负责", "Unsaid 银保监会|各地区"),
            (
                "生态环境部指导，试点城市政府负责落实",
                "Guide 生态环境部; Unsaid 试点城市政府",
            ),
            (
                "市商务局牵头，市文旅局、各区政府配合，2025年底前完成",
                "Lead 市商务局; Support 市文旅局|各区政府; due 2025年底前完成",
            ),
            (
                "商务部牵头，财政部等按职责分工负责，6月底前出台政策，年内持续推进",
                "Lead 商务部; Support 财政部; due 6月底前出台政策|年内持续推进",
            ),
            (
                "省科技厅、工业和信息化厅按职责分工负责，各地级以上市人民政府结合实际落实",
                "Unsaid 省科技厅|工业和信息化厅; Unsaid 各地级以上市人民政府",
            ),
            (
                "市商务局牵头，市文旅局配合完成，10月底前完成",
                "Lead 市商务局; Support 市文旅局; due 10月底前完成",
            ),
            (
                "10月底取得明显成效，牵头考核单位：市工信局",
                "Lead 市工信局; due 10月底取得明显成效",
            ),
            (
                "市商务局会同市财政局负责",
                "Lead 市商务局; Support 市财政局",
            ),
            (
                "区科学素质纲要实施工作办公室各成员单位、各镇人民政府负责",
                "Unsaid 区科学素质纲要实施工作办公室各成员单位|各镇人民政府",
            ),
            (
                "责任单位：市素质办、各牵头单位、各县（市、区）",
                "Unsaid 市素质办|各牵头单位|各县（市、区）",
            ),
        ]);
    }

    #[test]
    fn other_brackets_are_no_groups() {
        for text in [
            "试行", "2022—2025年", "以下简称《纲要》", "含预备期", "国发〔2021〕9号", "详见附件",
            "共23项",
        ] {
            assert!(!UnitGroup::read(text).is_group(), "{text}");
        }
    }
}
