//! Units that sentences assign: 由市教育局牵头，市财政局配合; 市商务局会同市财政局制定…; 各县区要….

use std::borrow::Cow;

use super::group::{GroupRole, NameRun, UnitGroup};
use super::kinds::{ends_like_unit, is_collective, looks_like_unit};
use super::names::split_names;
use crate::document::text::AnyOf;

/// The longest run of names before a verb, in bytes.
const LONGEST: usize = 360;

/// Words that say at the head of a clause who does it.
const DOES: [&str; 3] = ["牵头", "负责", "会同"];

/// Words that say at the end of a clause who helps.
const HELPS: [&str; 6] = ["配合", "参与", "参加", "协助", "协同", "协办"];

/// Words that oblige those named before them in a clause.
const OUGHT: [&str; 4] = ["要", "应当", "应", "须"];

/// Words that do so at the head of a sentence alone.
const OUGHT_AT_HEAD: [&str; 6] = ["充分发挥", "根据", "按照", "发挥", "履行", "统筹"];

/// Words that say how something is done.
const HOW: [&str; 8] = [
    "继续", "进一步", "切实", "充分", "积极", "认真", "主动", "紧密",
];

/// Words that duties begin with which ask for a state of mind, or for work as such.
const ATTITUDES: [&str; 22] = [
    "高度重视", "重视", "认识", "提高", "增强", "强化", "加强", "加大", "加快", "统筹", "发挥",
    "履行", "落实", "抓好", "做好", "结合", "压实", "扛起", "承担起", "配合", "支持", "把握",
];

/// The characters that end a sentence.
const SENTENCE_ENDS: [char; 5] = ['。', '；', ';', '！', '\n'];

/// Words that a name is followed by in a sentence.
const DEEDS: [&str; 29] = [
    "每", "制定", "研究", "开展", "建立", "推进", "组织", "加强", "做好", "对", "按", "根据",
    "及时", "共同", "出台", "完善", "落实", "编制", "定期", "指导", "加大", "抓好", "实施", "联合",
    "负责", "牵头", "推动", "等", "有关",
];

/// Reads the sentences of an item. `obliged` takes up 各县区要… too, as chapters of guarantees mean it.
pub(crate) fn running_units<'t>(texts: impl Iterator<Item = &'t str>, obliged: bool) -> UnitGroup {
    let mut group = UnitGroup {
        is_said: true,
        has_verb: true,
        ..UnitGroup::default()
    };
    // 市政府负责领导…: those who get something to do after that help.
    let mut governed = false;
    for sentence in texts.flat_map(|text| text.split(SENTENCE_ENDS)) {
        // Who explains a document does none of its work.
        if sentence.contains("解释") {
            continue;
        }
        let mut at = ClausePlace {
            follows_leads: false,
            at_head: true,
        };
        let sentence = within_duties(sentence);
        for clause in clauses(&sentence) {
            let introduces = clause
                .trim_start()
                .starts_with_any(&["按照", "根据", "为", "依据"]);
            let read = read_clause(clause, at, obliged);
            at.follows_leads = read.is_some();
            at.at_head &= introduces;
            if let Some(mut runs) = read {
                for run in runs.iter_mut().filter(|_| governed) {
                    run.role = GroupRole::Support;
                }
                governed |= clause.contains("负责领导");
                group.runs.extend(runs);
            }
        }
    }
    group
}

/// Drops words of duties between the names and their verb: 甲、乙在职责范围内，分别负责管理.
fn within_duties(sentence: &str) -> Cow<'_, str> {
    let mut sentence = Cow::Borrowed(sentence);
    for words in ["在职责范围内，", "在各自职责范围内，", "按照职责分工，"] {
        for verb in ["分别负责", "负责"] {
            let said = format!("{words}{verb}");
            if sentence.contains(&said) {
                sentence = Cow::Owned(sentence.replace(&said, "负责"));
            }
        }
    }
    sentence
}

/// Returns the clauses of a sentence; names may be parted by commas too, so a clause of names alone goes to the next.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, comma) in sentence.match_indices(['，', ',']) {
        if all_units(&sentence[start..at]).is_none() {
            clauses.push(&sentence[start..at]);
            start = at + comma.len();
        }
    }
    clauses.push(&sentence[start..]);
    clauses
}

/// The position of a clause in its sentence.
#[derive(Clone, Copy)]
struct ClausePlace {
    /// Behind one that says who leads.
    follows_leads: bool,
    /// At the head, or behind what only introduces it.
    at_head: bool,
}

/// Reads the units that a clause assigns; `obliged` takes up 各县区要… too.
fn read_clause(clause: &str, at: ClausePlace, obliged: bool) -> Option<Vec<NameRun>> {
    let clause = clause.trim();
    if let Some((names, verb, rest)) = who_does(clause) {
        // 负责人, 牵头制
        let is_other_word = rest.starts_with_any(&["人", "同志", "制", "的"]);
        let partners = || match verb {
            "会同" => partners(rest),
            // 甲牵头、乙配合
            _ => who_helps(rest.strip_prefix('、')?),
        };
        return (!is_other_word).then(|| leads_with(names, partners()));
    }
    if let Some(names) = who_helps(clause).filter(|_| at.follows_leads) {
        return Some(vec![run(GroupRole::Support, names)]);
    }
    let (names, duty) = obliged_by(clause, at.at_head).filter(|_| obliged)?;
    // Further on in a sentence only 各部门要… names who, or what follows such a clause: 企业要 is about others.
    let tells_who = at.at_head || at.follows_leads || names.iter().all(|it| it.starts_with('各'));
    // 县政府督查室要会同县人社局…
    let partners = || partners(duty.strip_prefix("会同")?);
    tells_who.then(|| leads_with(names, partners()))
}

/// Returns those who lead, and those who help them.
fn leads_with(leads: Vec<String>, partners: Option<Vec<String>>) -> Vec<NameRun> {
    let helped = partners.map(|names| run(GroupRole::Support, names));
    std::iter::once(run(GroupRole::Lead, leads))
        .chain(helped)
        .collect()
}

fn run(role: GroupRole, names: Vec<String>) -> NameRun {
    NameRun { role, names }
}

/// Returns who does what a clause is about, the verb that says so, and the text behind it: 由市教育局牵头.
fn who_does(clause: &str) -> Option<(Vec<String>, &'static str, &str)> {
    let verbs = DOES.iter().copied();
    let (at, verb) = verbs
        .filter_map(|verb| Some((clause.find(verb)?, verb)))
        .min()?;
    Some((doers(&clause[..at])?, verb, &clause[at + verb.len()..]))
}

/// Returns the units that help, if a clause ends with a word for that: 市财政局配合.
fn who_helps(clause: &str) -> Option<Vec<String>> {
    HELPS
        .iter()
        .find_map(|verb| all_units(clause.strip_suffix(verb)?))
}

/// Returns the units that a clause obliges, and the text behind the verb: 区财政局要保障经费.
fn obliged_by(clause: &str, at_head: bool) -> Option<(Vec<String>, &str)> {
    let (_, duty, names) = OUGHT
        .iter()
        .chain(OUGHT_AT_HEAD.iter().filter(|_| at_head))
        .filter_map(|verb| {
            let at = clause.find(verb)?;
            Some((at, &clause[at + verb.len()..], all_units(&clause[..at])?))
        })
        .min_by_key(|(at, ..)| *at)?;
    // 金融机构要 obliges those who are not offices.
    let is_other = |name: &String| name.ends_with_any(&["机构", "承担单位", "企业"]);
    (!names.iter().any(is_other)).then_some((names, duty))
}

/// Returns whether a text gives a unit of its own something to do: 由区人社局牵头, 区财政局要将经费列入预算, but
/// neither 各部门要抓好落实 nor 区财政局要高度重视.
pub(crate) fn gives_one_a_task(text: &str) -> bool {
    let is_task = |(names, duty): (Vec<String>, &str)| {
        let bare = HOW
            .iter()
            .fold(duty, |duty, how| duty.trim_start_matches(how));
        !names.iter().any(|name| is_collective(name)) && !bare.starts_with_any(&ATTITUDES)
    };
    let named = running_units(std::iter::once(text), false).runs;
    named
        .iter()
        .flat_map(|run| &run.names)
        .any(|name| !is_collective(name))
        || text
            .split(SENTENCE_ENDS)
            .flat_map(clauses)
            .any(|clause| obliged_by(clause.trim(), false).is_some_and(is_task))
}

/// Returns the names before a verb, with 由 or without.
fn doers(text: &str) -> Option<Vec<String>> {
    let names = match text.rfind('由') {
        Some(at) => &text[at + '由'.len_utf8()..],
        None => text.strip_prefix('请').unwrap_or(text),
    };
    all_units(names)
}

/// Returns the names behind 会同, as far as they go.
fn partners(text: &str) -> Option<Vec<String>> {
    let end = text
        .char_indices()
        .take(120)
        .map(|(at, _)| at)
        .skip(2)
        .find(|at| text[*at..].starts_with_any(&DEEDS) && all_units(&text[..*at]).is_some())
        .unwrap_or(text.len());
    let mut names = all_units(&text[..end])?;
    // 会同有关部门 and 会同国务院有关部门 name nobody.
    names.retain(|name| !name.starts_with_any(&["有关", "相关"]) && name != "国务院");
    (!names.is_empty()).then_some(names)
}

/// Returns the names of a text that is nothing but names of units.
fn all_units(text: &str) -> Option<Vec<String>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let names = split_names(text);
    (!names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// Returns whether a text from a sentence is a name without anything around it.
fn is_name(text: &str) -> bool {
    const AROUND: [&str; 19] = [
        "统筹", "考虑", "落实", "经", "并", "对", "向", "将", "在", "按", "报", "送", "把", "从",
        "以", "的", "组建", "指定", "情况",
    ];
    // 牵头部门要… speaks of those that are named elsewhere.
    let is_role = text.starts_with_any(&["牵头", "配合", "责任", "主管"]);
    text.chars().count() > 2
        && !is_role
        && looks_like_unit(text)
        && ends_like_unit(text)
        && !text.contains_any(&AROUND)
        && !text.starts_with_any(&["支持", "鼓励", "引导", "推动", "促进", "动员"])
}

#[cfg(test)]
mod tests {
    use super::super::group::told;
    use super::*;

    fn read(text: &str, obliged: bool) -> String {
        told(&running_units(std::iter::once(text), obliged).runs)
    }

    #[test]
    fn sentences_assign_with_their_verbs() {
        for (text, runs) in [
            (
                "由市教育局牵头，市财政局、市人社局配合，于年底前完成。",
                "Lead 市教育局; Support 市财政局|市人社局",
            ),
            (
                "市教育局牵头、市财政局配合，推进改造。",
                "Lead 市教育局; Support 市财政局",
            ),
            (
                "此项工作由县民政局会同县财政局负责。",
                "Lead 县民政局; Support 县财政局",
            ),
            (
                "区教育局会同区文化体育和旅游局制定办法。",
                "Lead 区教育局; Support 区文化体育和旅游局",
            ),
            (
                "各街道办事处负责选址，区城管局负责实施。",
                "Lead 各街道办事处; Lead 区城管局",
            ),
            ("省商务厅会同有关部门组织评估。", "Lead 省商务厅"),
            (
                "市教育局、市民政局在职责范围内，分别负责管理。",
                "Lead 市教育局|市民政局",
            ),
            (
                "请市民政局会同市财政局制定办法。",
                "Lead 市民政局; Support 市财政局",
            ),
            ("市发改委会同国务院有关部门研究办法。", "Lead 市发改委"),
            ("支持市农科院牵头组建联合体。", ""),
            ("建立由省农业农村厅牵头的协调机制。", ""),
            ("明确负责人，压实责任。", ""),
            ("由财政局局长任组长。", ""),
            ("本措施由县人社局负责解释。", ""),
            ("进一步发挥市场作用，负责到底。", ""),
        ] {
            assert_eq!(read(text, false), runs, "{text}");
        }
    }

    #[test]
    fn a_duty_is_a_task_where_one_unit_is_told_what_to_do() {
        for (text, is_task) in [
            ("县财政局要将所需经费列入预算。", true),
            ("加强宣传；县融媒体中心要开设专栏。", true),
            ("县商务局要会同有关部门跟踪市场运行情况。", true),
            ("考核工作由县委督查室牵头。", true),
            ("县财政局要切实加大投入力度。", false),
            ("县发改局要继续做好牵头工作。", false),
            ("各乡镇、各部门要制定方案。", false),
            ("由有关部门负责。", false),
            ("健全机制，营造良好氛围。", false),
        ] {
            assert_eq!(gives_one_a_task(text), is_task, "{text}");
        }
    }

    #[test]
    fn who_ought_to_counts_in_guarantees_alone() {
        assert_eq!(
            read(
                "成立专班，各镇（街）、各部门要明确专人；区督查室要会同区人社局开展督查。",
                true
            ),
            "Lead 各镇（街）|各部门; Lead 区督查室; Support 区人社局"
        );
        assert_eq!(read("银行业金融机构要落实贷后责任。", true), "");
        assert_eq!(read("配合部门要主动配合。", true), "");
        let text = "各县（市）区要将任务列入计划。各有关部门要抓好落实。";
        assert_eq!(read(text, false), "");
        assert_eq!(read(text, true), "Lead 各县（市）区; Lead 各有关部门");
    }
}
