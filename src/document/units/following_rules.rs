//! Rules that hold from where they stand: 列第一位者为牵头单位，下同; 以下均需…落实，不再列出.

use super::group::{NameRun, UnitGroup};
use crate::document::text::{AnyOf, first_clause};

/// A rule for the assigning texts after it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FollowingRule {
    /// The first unit named leads.
    FirstLeads,
    /// The units before the first comma lead.
    BeforeCommaLead,
    /// These units belong to each of them, in the role that the rule says.
    Also(Vec<NameRun>),
}

/// Finds the rules that a paragraph sets.
pub(crate) fn following_rules(text: &str) -> Vec<FollowingRule> {
    const FIRST: [&str; 13] = [
        "列第一位", "排第一位", "第一位的", "排名第一", "排在首位", "列首位", "第一个单位",
        "排在第一", "排在最前", "第一责任单位", "首位的", "列在首位", "排序第一",
    ];
    // 排名靠前的牵头单位予以表扬 praises.
    const AHEAD: [&str; 2] = ["排位靠前", "排名靠前"];
    let mut rules = Vec::new();
    let mut ahead = AHEAD.iter().filter_map(|word| text.split_once(word));
    let leads_ahead = ahead.any(|(_, rest)| first_clause(rest).contains("为牵头"));
    if leads_ahead || text.contains_any(&FIRST) && text.contains("牵头") {
        rules.push(FollowingRule::FirstLeads);
    }
    let before_comma = ["逗号前", "逗号之前"].iter().find_map(|word| {
        let rest = &text[text.find(word)? + word.len()..];
        Some(rest.trim_start_matches(['的', '面', '单', '位']))
    });
    if before_comma.is_some_and(|rest| rest.starts_with("为牵头")) {
        rules.push(FollowingRule::BeforeCommaLead);
    }
    if let Some(rest) = said_of_all_below(text) {
        let end = end_of_names(rest);
        let said = &rest[..end];
        let group = if said.starts_with("地方") {
            places_before(&text[..text.len() - rest.len()])
        } else {
            UnitGroup::read(said)
        };
        if !group.runs.is_empty() {
            rules.push(FollowingRule::Also(group.runs));
        }
    }
    rules
}

/// Finds the rule of who leads that a text sets for all tasks, also those before it:
/// 各项任务中排在第一位的单位为牵头单位.
pub(crate) fn rule_of_all_tasks(text: &str) -> Option<FollowingRule> {
    const ALL: [&str; 8] = [
        "各项任务", "各项工作", "各项措施", "各项重点任务", "所有任务", "上述任务", "以上任务",
        "以上各项",
    ];
    let sentences = text.split(['。', '；', ';']);
    let mut of_all = sentences.filter(|sentence| {
        sentence.contains_any(&ALL) && !sentence.contains_any(&["以下", "下同"])
    });
    let rule = of_all.find_map(|sentence| following_rules(sentence).into_iter().next())?;
    let tells_leads = !matches!(rule, FollowingRule::Also(_));
    tells_leads.then_some(rule)
}

/// Returns a heading without the bracket at its end that sets a rule.
pub(crate) fn without_rule(heading: &str) -> &str {
    let inside = heading.trim_end_matches([')', '）']);
    let bracket = inside
        .rfind(['(', '（'])
        .filter(|_| inside.len() < heading.len());
    bracket
        .filter(|at| !following_rules(&heading[*at..]).is_empty())
        .map_or(heading, |at| &heading[..at])
}

/// Returns what stands behind 以下均需, 以下各项工作均由, 以下责任单位均包括: the units of all that follows.
fn said_of_all_below(text: &str) -> Option<&str> {
    const OF_WHAT: [&str; 9] = [
        "责任单位", "各项", "各条", "所有", "全部", "重点", "工作", "任务", "措施",
    ];
    let below = text.match_indices("以下").map(|(at, word)| at + word.len());
    let same = text.find("下同，").map(|at| at + "下同，".len());
    below.chain(same).find_map(|at| {
        let mut rest = &text[at..];
        while let Some(shorter) = rest.strip_prefix_any(&OF_WHAT) {
            rest = shorter;
        }
        let rest = rest.strip_prefix('均')?;
        rest.strip_prefix_any(&["需要", "需", "由", "须", "应由", "包括"])
    })
}

/// Reads the last units before a rule that speaks of places alone: 各市、县人民政府，以下均需地方落实.
fn places_before(text: &str) -> UnitGroup {
    let end = text.rfind("以下").unwrap_or(text.len());
    let names = text[..end].trim_end_matches(['，', ',', '；', '。']);
    let start = names
        .rfind(['，', ',', '：', ':', '；'])
        .and_then(|at| Some(at + names[at..].chars().next()?.len_utf8()));
    UnitGroup::read(&names[start.unwrap_or(0)..])
}

/// Returns a clause without what it says of the texts after it, which is read apart: 列第一位者为牵头单位，下同.
pub(super) fn before_rule(clause: &str) -> &str {
    const RULES: [&str; 18] = [
        "以下责任单位", "逗号之前", "以下将", "统称为", "如无特别", "除特别", "逗号前", "分号前",
        "以下均", "下同", "不再列出", "第一位", "首位的", "排名第一", "以下各项", "以下任务",
        "以下工作", "列首位",
    ];
    let Some(at) = RULES.iter().filter_map(|word| clause.find(word)).min() else {
        return clause;
    };
    let end = clause[..at]
        .rfind(['，', ',', '（', '(', '。', '；'])
        .unwrap_or(0);
    &clause[..end]
}

/// Returns where the names end that a rule begins with; 各县（市、区） has a bracket of its own.
fn end_of_names(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '）' | ')' | '】' | ']' | '，' | ',' | '。' | '；' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::units::group::GroupRole;

    fn also(role: GroupRole, names: &[&str]) -> FollowingRule {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        FollowingRule::Also(vec![NameRun { role, names }])
    }

    #[test]
    fn rules_are_found_where_they_are_set() {
        use GroupRole::{Support, Unsaid};
        for (text, rule) in [
            (
                "（责任单位：市商务局、市财政局。列第一位者为牵头单位，下同）",
                FollowingRule::FirstLeads,
            ),
            (
                "各项任务排在第一位的部门为牵头部门。",
                FollowingRule::FirstLeads,
            ),
            (
                "（生态环境部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）",
                also(Unsaid, &["试点城市政府"]),
            ),
            (
                "（责任单位：市商务局，以下均需各县（市、区）政府落实，不再列出）",
                also(Unsaid, &["各县（市、区）政府"]),
            ),
            (
                "〔市商务局牵头。以下各项工作均需各县、区人民政府(管委会)落实，不再列出。〕",
                also(Unsaid, &["各县、区人民政府(管委会)"]),
            ),
            (
                "（责任单位：省经信厅，各市、县（市、区）人民政府，以下均需地方落实不再重复列出）",
                also(Unsaid, &["各市、县（市、区）人民政府"]),
            ),
            (
                "（市商务局牵头；以下均需各镇配合落实，不再列出）",
                also(Support, &["各镇"]),
            ),
            (
                "（市商务局。以下责任单位均包括各镇政府、丁区管委会，不再列出）",
                also(Unsaid, &["各镇政府", "丁区管委会"]),
            ),
            (
                "（市商务局，市财政局。列逗号之前的为牵头单位，下同）",
                FollowingRule::BeforeCommaLead,
            ),
            (
                "（市商务局，市财政局负责；逗号前为牵头单位，下同）",
                FollowingRule::BeforeCommaLead,
            ),
        ] {
            assert_eq!(following_rules(text), [rule], "{text}");
        }
        assert_eq!(following_rules("市教育局列第一批试点。"), []);
    }

    #[test]
    fn a_rule_may_be_of_all_tasks() {
        let rule = FollowingRule::FirstLeads;
        for text in [
            "各单位要抓实。各项任务中排位靠前的责任单位为牵头单位。",
            "以上任务排在第一位的为牵头单位",
        ] {
            assert_eq!(rule_of_all_tasks(text), Some(rule.clone()), "{text}");
        }
        for text in [
            "排在第一位的为牵头单位，下同",
            "各项任务由牵头单位负责",
            "对各项工作排名靠前的牵头单位予以通报表扬",
            "各项工作要落实",
        ] {
            assert_eq!(rule_of_all_tasks(text), None, "{text}");
        }
    }

    #[test]
    fn a_clause_ends_before_the_rule_that_it_sets() {
        for (clause, names) in [
            (
                "市林业局、市科技局，列首位的牵头，下同",
                "市林业局、市科技局",
            ),
            ("市林业局（以下各项均由其负责）", "市林业局"),
            ("市林业局、市科技局", "市林业局、市科技局"),
        ] {
            assert_eq!(before_rule(clause), names, "{clause}");
        }
    }
}
