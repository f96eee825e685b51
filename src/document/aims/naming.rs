//! What a number counts, as its sentence names it.

use super::judging::last_clause;
use super::measures::measure_at;
use super::numbers::FoundNumber;

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
    const AFTER: [&str; 60] = [
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
        if text.starts_with('“')
            && let Some(end) = text.find('”')
            && text[..end].contains('五')
        {
            text = &text[end + '”'.len_utf8()..];
            changed = true;
        }
        for word in BEFORE {
            if let Some(rest) = text.strip_prefix(word) {
                (text, changed) = (rest, true);
            }
        }
        for word in AFTER {
            if let Some(rest) = text.strip_suffix(word) {
                (text, changed) = (rest, true);
            }
        }
    }
    text.to_owned()
}

/// As many names, at most, share one verb.
const MOST_NAMES: usize = 20;

pub(crate) enum Distribution {
    /// 甲、乙均达到90%
    All(Vec<String>),
    One(String),
}

/// Gives the numbers of 甲、乙分别达到65%和55% their names, and one of 甲、乙均达到90% to both.
pub(crate) fn distributed(
    before: &str,
    subjects: &str,
    all: &[FoundNumber],
    nth: usize,
    sentence: &str,
) -> Distribution {
    let clause = last_clause(before);
    let names = |text: &str| -> Vec<String> {
        text.split(['、', '和', '与', '及'])
            .take(MOST_NAMES)
            .map(named)
            .filter(|name| name.chars().count() >= 2)
            .collect()
    };
    for (word, each) in [("均", true), ("都", true)] {
        if let Some(at) = clause.find(word)
            && clause[at..].chars().count() <= 6
        {
            let names = names(&clause[..at]);
            // 马铃薯种植、收获机械化率均达到45% is one rate.
            let last = names.last().and_then(|name| name.chars().last());
            let are_whole = names.iter().all(|name| name.chars().last() == last);
            if each && are_whole && (2..=4).contains(&names.len()) {
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
        let names = if place < MOST_NAMES {
            names(start)
        } else {
            Vec::new()
        };
        if let Some(name) = names.get(place) {
            return Distribution::One(name.clone());
        }
    }
    Distribution::One(subjects.to_owned())
}
