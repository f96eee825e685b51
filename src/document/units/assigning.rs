//! The text that says whose an item is: 责任单位:甲、乙牵头,丙等参加。

use crate::plan::{UnitIx, Units};

use super::group::{GroupRole, UnitGroup};
use super::labels::label_at;
use crate::document::text::{AnyOf, plain};

/// An assigning text, read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Assigned {
    /// The units in it, in order.
    pub(crate) units: Vec<(UnitIx, GroupRole)>,
    /// Names that no unit has.
    pub(crate) rest: Vec<String>,
}

/// Returns the part of a line that only assigns units: the text behind 责任单位: up to the end of its bracket, a
/// closing bracket that ends in 负责, or the whole line if the one before it is just 任务分工:.
pub(crate) fn assigning_text(lines: &[&str], line: usize) -> Option<String> {
    let text = plain(lines.get(line.checked_sub(1)?)?);
    let text = text.trim_end_matches(['。', '.']);
    if text.is_empty() || is_bare_label(text) {
        return None;
    }
    let before = lines[..line - 1]
        .iter()
        .rev()
        .find(|line| !line.trim().is_empty());
    if before.is_some_and(|before| is_bare_label(&plain(before))) {
        return Some(text.to_owned());
    }
    let label = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| is_label(&text[*at..]));
    if let Some(label) = label {
        // (牵头领导:张三;责任单位:甲、乙)
        let inside = if opening(&text[..label]).is_some() {
            closing(&text[label..])
        } else {
            None
        };
        return Some(text[label..][..inside.unwrap_or(text.len() - label)].to_owned());
    }
    let inside = text.strip_suffix(')')?;
    let inside = &inside[opening(inside)? + 1..];
    inside
        .ends_with_any(&["负责", "牵头", "参加", "配合"])
        .then(|| inside.to_owned())
}

/// Returns whether a text begins with a label of units, not one of time.
fn is_label(text: &str) -> bool {
    label_at(text).is_some_and(|length| {
        let label = text[..length].trim_end_matches(':');
        label.ends_with_any(&["单位", "部门", "分工", "主体"])
    })
}

fn is_bare_label(text: &str) -> bool {
    is_label(text) && label_at(text) == Some(text.len())
}

/// Returns the place where the bracket closes inside of which `text` begins.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the place where the bracket opens inside of which `text` ends.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The names of a plan's units, to be found in a text.
#[derive(Debug)]
pub(crate) struct Names {
    /// Longest first.
    names: Vec<(String, UnitIx)>,
}

impl Names {
    pub(crate) fn of(units: &Units) -> Self {
        let mut names: Vec<(String, UnitIx)> = units
            .iter()
            .flat_map(|(ix, unit)| unit.names().map(move |name| (plain(name), ix)))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names }
    }

    fn at_start(&self, text: &str) -> Option<&(String, UnitIx)> {
        self.names.iter().find(|(name, _)| text.starts_with(name))
    }

    /// Reads a text that does nothing but assign.
    pub(crate) fn read(&self, text: &str) -> Assigned {
        let mut assigned = Assigned::default();
        for run in UnitGroup::read(text).runs {
            for name in run.names {
                match self.named(&plain(&name)) {
                    Some(ix) => assigned.units.push((ix, run.role)),
                    None => assigned.rest.push(name),
                }
            }
        }
        assigned
    }

    fn named(&self, name: &str) -> Option<UnitIx> {
        let found = self.names.iter().find(|(known, _)| known == name)?;
        Some(found.1)
    }

    /// Returns the units named anywhere in a text that says other things too, with the name it uses.
    pub(crate) fn named_in<'t>(&self, text: &'t str) -> Vec<(UnitIx, &'t str)> {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match self.at_start(rest) {
                Some((name, ix)) => {
                    found.push((*ix, &rest[..name.len()]));
                    name.len()
                }
                None => c.len_utf8(),
            };
            rest = &rest[length..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_stand_behind_another_in_one_bracket() {
        let text = "1.落实责任。（牵头领导：张三；责任单位：市应急局、市住建局）";
        let found = assigning_text(&[text], 1);
        assert_eq!(found.as_deref(), Some("责任单位:市应急局、市住建局"));
    }

    use crate::plan::Unit;

    fn names(list: &[(&str, &[&str])]) -> Names {
        let units = list
            .iter()
            .map(|(name, aliases)| Unit::named(name, aliases));
        Names::of(&Units::new(units.collect()))
    }

    fn read(text: &str) -> (Vec<(usize, GroupRole)>, Vec<String>) {
        let names = names(&[
            ("市教育局", &["教育局"]),
            ("市委宣传部", &["市委宣传部(网信办)"]),
            ("市委文明办", &["文明办"]),
            ("各县（市、区）", &[]),
        ]);
        let assigned = names.read(text);
        let units = assigned.units.into_iter();
        let units = units.map(|(unit, role)| (unit.index(), role));
        (units.collect(), assigned.rest)
    }

    #[test]
    fn roles_follow_the_words_after_the_names() {
        use GroupRole::{Lead, Support, Unsaid};
        for (text, units) in [
            (
                "责任单位:市教育局牵头,市委宣传部（网信办）、文明办等参加。",
                vec![(0, Lead), (1, Support), (2, Support)],
            ),
            (
                "市教育局、市委宣传部牵头,文明办",
                vec![(0, Lead), (1, Lead), (2, Support)],
            ),
            (
                "责任单位：市教育局、各县（市、区）",
                vec![(0, Unsaid), (3, Unsaid)],
            ),
            (
                "牵头单位：市教育局；配合单位：文明办、市委宣传部",
                vec![(0, Lead), (2, Support), (1, Support)],
            ),
            ("牵头部门：市教育局", vec![(0, Lead)]),
            ("市教育局、文明办负责", vec![(0, Unsaid), (2, Unsaid)]),
        ] {
            assert_eq!(read(text), (units, vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_no_known_name_stays_over() {
        let (units, rest) = read("市教育局、市体育局牵头,市文物局等单位配合");
        assert_eq!(units, [(0, GroupRole::Lead)]);
        assert_eq!(rest, ["市体育局", "市文物局"]);
        // A known name at the beginning of another.
        let (units, rest) = read("市教育局考试院、文明办负责");
        assert_eq!(units, [(2, GroupRole::Unsaid)]);
        assert_eq!(rest, ["市教育局考试院"]);
    }

    #[test]
    fn assigning_texts_are_told_from_prose() {
        for (lines, text) in [
            (
                vec!["开展活动。（区科协、各县（市、区）负责）"],
                Some("区科协、各县(市、区)负责"),
            ),
            (
                vec!["开展活动。(责任单位：市素质办、各县（市、区））  "],
                Some("责任单位:市素质办、各县(市、区)"),
            ),
            (
                vec!["（一）行动（牵头部门：市教育局）"],
                Some("牵头部门:市教育局"),
            ),
            (
                vec!["任务分工:", "", "市教育局牵头。"],
                Some("市教育局牵头"),
            ),
            (vec!["任务分工:"], None),
            (
                vec!["(一)组织。各镇人民政府负责《科学素质纲要》实施（试行）"],
                None,
            ),
        ] {
            let found = assigning_text(&lines, lines.len());
            assert_eq!(found.as_deref(), text, "{lines:?}");
        }
    }
}
