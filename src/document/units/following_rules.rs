//! Rules that hold from their place on: 列第一位者为牵头单位，下同; 以下均需…落实，不再列出.

use super::group::{NameRun, UnitGroup};
use crate::document::text::AnyOf;

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
    let mut rules = Vec::new();
    if first_leads_at(text).is_some() {
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

/// Finds the words that make the first of several units lead: 第一 of 列第一的为牵头单位, but of neither 第一季度牵头 nor
/// 排名靠前的牵头单位予以表扬.
fn first_leads_at(text: &str) -> Option<usize> {
    const FIRST: [&str; 7] = ["第一", "第1", "首位", "首个", "首家", "最前", "靠前"];
    const BETWEEN: [&str; 12] = [
        "责任", "单位", "部门", "的", "位", "个", "家", "名", "者", "列", "面", "在",
    ];
    const LEADS: [&str; 4] = ["牵头", "主办", "主责", "主要责任"];
    let places = FIRST.iter().flat_map(|word| text.match_indices(word));
    let mut leading = places.filter(|(at, word)| {
        let mut rest = &text[at + word.len()..];
        while let Some(behind) = rest.strip_prefix_any(&BETWEEN) {
            rest = behind;
        }
        let is_said = rest.strip_prefix_any(&["均为", "即为", "作为", "为", "是"]);
        let leads = is_said.unwrap_or(rest).strip_prefix_any(&LEADS);
        leads.is_some_and(|behind| is_said.is_some() || !behind.starts_with_any(&["单位", "部门"]))
    });
    leading.next().map(|(at, _)| at)
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

/// Returns the text behind 以下均需, 以下各项工作均由, 以下责任单位均包括: the units of all that follows.
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
    const RULES: [&str; 15] = [
        "以下责任单位", "逗号之前", "以下将", "统称为", "如无特别", "除特别", "逗号前", "分号前",
        "以下均", "下同", "不再列出", "第一位", "以下各项", "以下任务", "以下工作",
    ];
    let rules = RULES.iter().filter_map(|word| clause.find(word));
    let Some(at) = rules.chain(first_leads_at(clause)).min() else {
        return clause;
    };
    let end = clause[..at]
        .rfind(['，', ',', '（', '(', '。', '；'])
        .unwrap_or(0);
    &clause[..end]
}

/// Returns the end of the names that a rule begins with; 各县（市、区） has a bracket of its own.
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
                "（省商务厅、省体育局按职责分工负责，列第一的为牵头单位，下同）",
                FollowingRule::FirstLeads,
            ),
            (
                "（市商务局、市财政局，第一家责任单位为主办，下同）",
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
        for text in [
            "市教育局列第一批试点。",
            "第一季度牵头单位报送方案。",
            "由市第一医院牵头。",
        ] {
            assert_eq!(following_rules(text), [], "{text}");
        }
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
            (
                "市林业局、市科技局，列第一的为牵头单位，下同",
                "市林业局、市科技局",
            ),
            ("市林业局（以下各项均由其负责）", "市林业局"),
            ("市林业局、市科技局", "市林业局、市科技局"),
        ] {
            assert_eq!(before_rule(clause), names, "{clause}");
        }
    }
}
