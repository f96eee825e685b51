//! What a number counts, as its sentence names it.

use super::measures::measure_at;
use super::numbers::FoundNumber;
use crate::document::text::{AnyOf, last_clause};

/// Returns what stands between the last number and this one in its clause: the name of what is counted.
pub(crate) fn subjects(sentence: &str, start: usize, before: &[FoundNumber]) -> String {
    let clause_start = sentence[..start]
        .rfind(['，', ',', '：', ':'])
        .map_or(0, |at| {
            at + sentence[at..].chars().next().map_or(1, char::len_utf8)
        });
    let number_end = before
        .iter()
        .rev()
        .find(|number| measure_at(&sentence[number.end..]).is_some() || number.is_percent)
        .map_or(0, |number| {
            number.end + measure_at(&sentence[number.end..]).map_or(0, str::len)
        });
    let from = clause_start.max(number_end).min(start);
    let name = named(&sentence[from..start]);
    if name.chars().count() >= 2 || clause_start == 0 {
        return name;
    }
    // 到2025年超过15%: what is meant stands in the clause before.
    let earlier = &sentence[..clause_start];
    let earlier = earlier.trim_end_matches(['，', ',', '：', ':']);
    let earlier = last_clause(earlier);
    let cut = [
        "稳定",
        "达到",
        "保持",
        "提高",
        "力争",
        "超过",
        "明显",
        "显著",
        "持续",
        "不断",
        "位居",
        "高于",
        "进一步",
    ]
    .iter()
    .filter_map(|word| earlier.find(word))
    .min()
    .unwrap_or(earlier.len());
    let earlier = named(&earlier[..cut]);
    if earlier.chars().count() >= 2 {
        earlier
    } else {
        name
    }
}

/// A clause without its words of time, its verbs of reaching and what they are said of.
pub(crate) fn named(clause: &str) -> String {
    const BEFORE: [&str; 56] = [
        "以上",
        "以下",
        "以内",
        "左右",
        "于",
        "至少",
        "不少于",
        "共实现",
        "每年",
        "每半年",
        "每季度",
        "每月",
        "年均",
        "全市",
        "全县",
        "全区",
        "全省",
        "全国",
        "全州",
        "我市",
        "我县",
        "我区",
        "我省",
        "全镇",
        "力争",
        "确保",
        "争取",
        "其中",
        "年内",
        "年底前",
        "到",
        "至",
        "使",
        "将",
        "在",
        "并",
        "实现",
        "推动",
        "完成",
        "累计",
        "预计",
        "计划",
        "分别",
        "重点",
        "、",
        "和",
        "以及",
        "底",
        "末",
        "前",
        "时",
        "要",
        "本",
        "，",
        "期间",
        "时期",
    ];
    const AFTER: [&str; 61] = [
        "年均",
        "达到",
        "达",
        "超过",
        "不少于",
        "不低于",
        "至少",
        "突破",
        "提高到",
        "提高至",
        "提升到",
        "提升至",
        "增加到",
        "增至",
        "增长到",
        "力争",
        "均",
        "分别",
        "累计",
        "总数",
        "为",
        "稳定在",
        "保持在",
        "控制在",
        "不超过",
        "约",
        "共",
        "各",
        "近",
        "逾",
        "超",
        "在",
        "到",
        "至",
        "以",
        "实现",
        "发展到",
        "不高于",
        "下降到",
        "降到",
        "降至",
        "减少到",
        "比例达",
        "扩大到",
        "增长",
        "提高",
        "提升",
        "下降",
        "降低",
        "减少",
        "年均增长",
        "左右",
        "总量",
        "都",
        "全部",
        "也",
        "将",
        "则",
        "确保",
        "新增加",
        "、",
    ];
    let mut text = clause.trim();
    let mut changed = true;
    while changed {
        changed = false;
        // A year at the head: 2025年, “十四五”时期.
        // The first year of a span: 2022—2024年.
        if let Some((first, rest)) = text.split_once(['—', '-', '－', '–', '~', '～'])
            && first.len() == 4
            && first.bytes().all(|c| c.is_ascii_digit())
        {
            (text, changed) = (rest.trim_start_matches(['—', '-']), true);
        }
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 && text[digits..].starts_with(['年', '月', '日']) {
            text = &text[digits + '年'.len_utf8()..];
            changed = true;
        }
        // 储备能力2021年
        if let Some(head) = text.strip_suffix('年')
            && let bare = head.trim_end_matches(|c: char| c.is_ascii_digit())
            && head.len() - bare.len() == 4
        {
            (text, changed) = (bare, true);
        }
        if text.starts_with('“')
            && let Some(end) = text.find('”')
            && text[..end].contains('五')
        {
            text = &text[end + '”'.len_utf8()..];
            changed = true;
        }
        while !begins_a_word(text)
            && let Some(rest) = BEFORE.iter().find_map(|word| text.strip_prefix(word))
        {
            (text, changed) = (rest, true);
        }
        while !ends_a_word(text)
            && let Some(rest) = AFTER.iter().find_map(|word| text.strip_suffix(word))
        {
            (text, changed) = (rest, true);
        }
    }
    text.to_owned()
}

/// The most names that share one verb.
const MOST_NAMES: usize = 20;

/// Returns whether a text begins with a word that only looks as if it began with one of those: 和谐, 在校.
fn begins_a_word(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "和谐", "和平", "和美", "本科", "本地", "本土", "本级", "在校", "在园", "在职", "在建",
        "在册", "在岗", "在训", "在籍", "在库", "在外", "前沿", "前置", "前端", "底层", "时尚",
        "至善", "要素", "并网", "末端",
    ];
    text.starts_with_any(&WORDS)
}

/// Returns whether a text ends with a word that only looks as if it ended with one of those: 行为, 签约.
fn ends_a_word(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "行为", "作为", "签约", "节约", "合约", "履约", "条约", "预约", "发达", "直达", "到达",
        "首都", "人均", "户均", "亩均", "平均", "存在", "公共",
    ];
    text.ends_with_any(&WORDS)
}

/// Takes the names of a list apart, so many as there are numbers: at 、, and at 和, 与 and 及 where a name ends and another
/// begins, as 参与率和满意率 does at 和 alone.
fn listed_names(text: &str, count: Option<usize>) -> impl Iterator<Item = String> {
    const SHORTEST: usize = 2;
    let mut names: Vec<&str> = text.split('、').take(MOST_NAMES).collect();
    let mut at = names.len();
    while at > 0 {
        at -= 1;
        if count.is_some_and(|count| names.len() >= count) {
            break;
        }
        let name = names[at];
        let parted = name
            .match_indices(['和', '与', '及'])
            .map(|(place, word)| (&name[..place], &name[place + word.len()..]))
            .filter(|(first, second)| {
                first.chars().count() >= SHORTEST && second.chars().count() >= SHORTEST
            })
            .max_by_key(|(first, second)| first.chars().last() == second.chars().last());
        let Some((first, second)) = parted else {
            continue;
        };
        if count.is_some() || first.chars().last() == second.chars().last() {
            names.splice(at..=at, [first, second]);
        }
    }
    names
        .into_iter()
        .map(named)
        .filter(|name| name.chars().count() >= SHORTEST)
}

pub(crate) enum Distribution {
    /// 甲、乙均达到90%
    All(Vec<String>),
    One(String),
}

/// Gives the numbers of 甲、乙分别达到65%和55% their names, and one of 甲、乙均达到90% to both.
pub(crate) fn distributed(
    subjects: &str,
    all: &[FoundNumber],
    nth: usize,
    sentence: &str,
) -> Distribution {
    let clause = last_clause(&sentence[..all[nth].start]);
    for word in ["均", "都"] {
        if let Some(at) = clause.find(word)
            && clause[at..].chars().count() <= 6
        {
            let names: Vec<String> = listed_names(&clause[..at], None).collect();
            // 马铃薯种植、收获机械化率均达到45% is one rate.
            let last = names.last().and_then(|name| name.chars().last());
            let are_whole = names.iter().all(|name| name.chars().last() == last);
            if are_whole && (2..=4).contains(&names.len()) {
                return Distribution::All(names);
            }
        }
    }
    if let Some(at) = sentence[..all[nth].start].rfind("分别") {
        let start = last_clause(&sentence[..at]);
        let place = all[..nth]
            .iter()
            .rev()
            .take_while(|number| number.start > at)
            .count();
        let listed = all[nth..].windows(2).take(MOST_NAMES).take_while(|pair| {
            let between = &sentence[pair[0].end..pair[1].start];
            let between = &between[measure_at(between).map_or(0, str::len)..];
            matches!(between, "、" | "和" | "，" | "及" | "与")
        });
        let count = place + 1 + listed.count();
        if place < MOST_NAMES
            && let Some(name) = listed_names(start, Some(count)).nth(place)
        {
            return Distribution::One(name);
        }
    }
    Distribution::One(subjects.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_named_without_its_time_and_verbs() {
        for (clause, name) in [
            ("到2025年，培训农民", "培训农民"),
            ("全市和谐社区达到", "和谐社区"),
            ("本科教师比例达到", "本科教师比例"),
            ("在校生规模稳定在", "在校生规模"),
            ("前沿技术", "前沿技术"),
            ("不文明行为下降", "不文明行为"),
            ("生产总值年均增长", "生产总值"),
            ("储备能力2021年", "储备能力"),
            ("新建和改造", "新建和改造"),
        ] {
            assert_eq!(named(clause), name, "{clause}");
        }
    }

    #[test]
    fn names_of_a_list_are_as_many_as_its_numbers() {
        for (list, count, names) in [
            ("参与率和满意率", Some(2), vec!["参与率", "满意率"]),
            (
                "毛入园率和九年义务教育普及率",
                Some(2),
                vec!["毛入园率", "九年义务教育普及率"],
            ),
            ("甲率、乙率和丙率", Some(3), vec!["甲率", "乙率", "丙率"]),
            ("图书与报刊阅读率", None, vec!["图书与报刊阅读率"]),
        ] {
            assert!(listed_names(list, count).eq(names), "{list}");
        }
    }
}
