//! What a number counts, as its sentence names it.

use std::cmp::Ordering;

use super::judging::bounds::{LOWERED_TO, RAISED_TO, before_denial};
use super::measures::measure_at;
use super::numbers::{FoundNumber, numbers};
use crate::document::text::{AnyOf, first_clause, last_clause};
use crate::document::times::named::half_or_quarter;
use crate::document::times::stated_time::{bounds_recurrence, recurrence_words};

/// Words before a name: how much and when, whose it is, what is done with it.
const BEFORE_NAME: [&str; 59] = [
    "以上", "以下", "以内", "左右", "于", "至少", "不少于", "共实现", "以后", "此后", "每年",
    "每半年", "每季度", "每月", "年均", "全市", "全县", "全区", "全省", "全国", "全州", "我市",
    "我县", "我区", "我省", "全镇", "力争", "确保", "争取", "其中", "年内", "今年", "年底前", "到",
    "至", "使", "将", "在", "并", "实现", "推动", "完成", "累计", "预计", "计划", "分别", "重点",
    "、", "和", "以及", "底", "末", "前", "时期", "期间", "时", "要", "本", "，",
];

/// Words behind a name, beside those for what it is raised or lowered to.
const BEHIND_NAME: [&str; 60] = [
    "≥", "≤", ">", "<", "年均", "达到", "达", "超过", "不少于", "不低于", "至少", "突破", "力争",
    "均", "分别", "累计", "总数", "为", "稳定在", "保持在", "控制在", "不超过", "约", "共", "各",
    "近", "逾", "超", "在", "到", "至", "以", "实现", "发展到", "不高于", "比例达", "左右", "总量",
    "都", "全部", "也", "将", "则", "确保", "新增加", "、", "高于", "低于", "多于", "少于", "大于",
    "小于", "翻", "每年", "每季度", "每月", "每周", "总计", "合计", "共计",
];

/// Words for what the named thing does; its name ends before them.
const REACHES: [&str; 13] = [
    "稳定", "达到", "保持", "提高", "力争", "超过", "明显", "显著", "持续", "不断", "位居", "高于",
    "进一步",
];

/// Verbs of what is made, chosen or changed.
const MAKES: [&str; 30] = [
    "建设", "建成", "建立", "新建", "筹建", "创建", "打造", "培育", "培养", "形成", "开展", "组织",
    "实施", "推出", "遴选", "选拔", "选派", "选择", "扶持", "支持", "资助", "引进", "改造", "淘汰",
    "认定", "举办", "扩建", "改建", "补齐", "配建",
];

/// The dashes of a span of years.
const DASHES: [char; 6] = ['—', '-', '－', '–', '~', '～'];

/// Returns the name of what a number counts: the text between the last number and this one in its clause, else the
/// subject of the clause before.
pub(crate) fn subjects(sentence: &str, start: usize, before: &[FoundNumber]) -> String {
    let clause_start = sentence[..start]
        .rfind(['，', ',', '：', ':'])
        .map_or(0, |at| {
            at + sentence[at..].chars().next().map_or(1, char::len_utf8)
        });
    let counts =
        |number: &&FoundNumber| number.is_percent || measure_at(&sentence[number.end..]).is_some();
    let number_end = before
        .iter()
        .rfind(counts)
        .map_or(0, |number| number.end_with_measure(sentence));
    let from = clause_start.max(number_end).min(start);
    let name = named(&sentence[from..start]);
    if is_name(&name) {
        return name;
    }
    let clause = &sentence[clause_start..start];
    if let Some(at) = from_number(clause) {
        return named(&clause[..at]);
    }
    if clause_start == 0 {
        return name;
    }
    let earlier = name_in_clause_before(&sentence[..clause_start]);
    if is_name(&earlier) { earlier } else { name }
}

/// Completes a name that is a verb with the object behind the number: 召开1次调度会, 分批实施200个试点项目. The second
/// number of 建设5座处置场和1个实验室 has the verb of the first.
pub(super) fn with_object(name: String, before: &str, after: &str) -> String {
    let Some(object) = object(after) else {
        return name;
    };
    let clause = last_clause(before);
    let is_second = clause.ends_with_any(&["、", "和", "及", "与"]) && name.len() < clause.len();
    let last = name.rsplit('、').next().unwrap_or(&name);
    let is_bare = clause.ends_with("完成") && named(clause).is_empty();
    if is_bare || name.starts_with(|c: char| c.is_ascii_digit()) {
        // 2024年完成60个村庄旱厕改造; 建设100个基地，30个工作室，70个名家工作坊
        object.to_owned()
    } else if is_verb(&name) || MAKES.contains(&last) {
        format!("{last}{object}")
    } else if let Some(verb) = is_second.then(|| verb_of_list(clause)).flatten() {
        verb + object
    } else if is_second {
        // 新增5家链主工厂、20家智能工厂
        object.to_owned()
    } else if name.ends_with_any(&MAKES) || name.ends_with_any(&GROWS) {
        name + object
    } else {
        name
    }
}

/// Verbs of what comes to be more, at the end of a name that lacks what they are said of.
const GROWS: [&str; 6] = ["新增", "引育", "集聚", "落地", "新建", "累计建成"];

/// Returns the object that a number counts, behind it: up to a second number or verb. If it is long, the part behind 的
/// is taken, else the first of a list.
fn object(after: &str) -> Option<&str> {
    const LONGEST: usize = 14;
    const OF_AMOUNT: [&str; 4] = ["以上", "以下", "左右", "的"];
    const NO_OBJECTS: [&str; 7] = ["以", "及", "和", "、", "上下", "/", "与"];
    let mut clause = first_clause(after);
    while let Some(rest) = clause.strip_prefix_any(&OF_AMOUNT) {
        clause = rest;
    }
    let clause = &clause[..clause.find(['。', '；']).unwrap_or(clause.len())];
    let mut joined = clause.match_indices(['、', '和', '及', '与', '并']);
    let end = joined.find_map(|(at, joint)| {
        let rest = &clause[at + joint.len()..];
        let verb = rest
            .char_indices()
            .nth(2)
            .map_or(rest, |(end, _)| &rest[..end]);
        (rest.starts_with(|c: char| c.is_ascii_digit()) || MAKES.contains(&verb)).then_some(at)
    });
    let object = end.map_or(clause, |at| clause[..at].trim_end_matches('以'));
    // 骨干专业(群), but not 国(境)外机构.
    let bracketed = object
        .strip_suffix(')')
        .and_then(|text| text.split_once('('));
    let object = bracketed.map_or(object, |(head, _)| head);
    let is_broken = object.contains(|c: char| c.is_ascii_digit() || c == '(');
    if object.starts_with_any(&NO_OBJECTS) || is_broken {
        return None;
    }
    let is_short = |text: &&str| (1..=LONGEST).contains(&text.chars().count());
    let behind_of = || object.rsplit_once('的').map(|(_, noun)| noun);
    Some(object)
        .filter(is_short)
        .or_else(|| behind_of().filter(is_short))
        .or_else(|| object.split('、').next().filter(is_short))
}

/// Returns whether a name is a verb and says nothing of what is counted: 建设, 分批实施.
fn is_verb(name: &str) -> bool {
    const ALONE: usize = 2;
    const LONGEST: usize = 4;
    let length = name.chars().count();
    length == ALONE || length <= LONGEST && name.ends_with_any(&MAKES)
}

/// Returns the verb before the first number of a clause: 建设 of 建设5座处置场和.
fn verb_of_list(clause: &str) -> Option<String> {
    let first = clause.find(|c: char| c.is_ascii_digit())?;
    Some(named(&clause[..first])).filter(|name| is_verb(name))
}

/// Returns the subject of the last clause of a text: 普及率稳定提高，到2025年超过15%.
fn name_in_clause_before(text: &str) -> String {
    let clause = last_clause(text.trim_end_matches(['，', ',', '：', ':']));
    let reaches = REACHES.iter().filter_map(|word| clause.find(word)).min();
    let clause = &clause[..reaches.unwrap_or(clause.len())];
    // 培训骨干90名，其中乡村30名
    let counted = numbers(clause)
        .into_iter()
        .find(|number| measure_at(&clause[number.end..]).is_some() && !number.is_chinese);
    let name = named(&clause[..counted.map_or(clause.len(), |number| number.start)]);
    if is_name(&name) { name } else { named(clause) }
}

/// Returns whether a text is long enough for a name, and no part of a school year.
pub(super) fn is_name(text: &str) -> bool {
    let season = text.strip_prefix_any(&["春季", "秋季"]);
    let is_term = season.is_some_and(|rest| rest.starts_with("学期") && rest.chars().count() <= 3);
    text.chars().count() >= 2 && !is_term
}

/// Returns a name without what a cut left on it: a bracket that has lost its other half and 其中, or nothing but a part
/// of a year.
pub(super) fn without_torn_words(name: &str) -> String {
    let count = |sign: char| name.matches(sign).count();
    let name = match count('(').cmp(&count(')')) {
        Ordering::Greater => name.trim_start_matches('('),
        Ordering::Less => name.trim_end_matches(')'),
        Ordering::Equal => name,
    };
    let name = name.strip_prefix("其中").unwrap_or(name);
    let is_time = name.starts_with_any(&["上半年", "下半年"]) && name.chars().count() == 3;
    if is_time {
        String::new()
    } else {
        name.to_owned()
    }
}

/// Returns a clause without its words of time, its verbs of reaching and what they are said of.
pub(crate) fn named(clause: &str) -> String {
    const WITHOUT: [fn(&str) -> &str; 11] = [
        without_part_of_year_before, without_bracket_before, without_recurrence_before,
        without_start, without_first_year_of_span, without_date_before, without_year_behind,
        without_five_years_before, without_words_before, without_words_behind, without_denial,
    ];
    let mut text = clause.trim();
    loop {
        let shorter = WITHOUT.iter().fold(text, |text, without| without(text));
        if shorter.len() == text.len() {
            return text.to_owned();
        }
        text = shorter;
    }
}

/// Removes a bracket at the head, which belongs to the text before it: (5月底前)、改建幼儿园.
fn without_bracket_before(text: &str) -> &str {
    let behind = text.strip_prefix('(').and_then(|text| text.split_once(')'));
    behind.map_or(text, |(_, rest)| rest)
}

/// Takes a recurrence and the months that it is of away: 5—9月每月清淤.
fn without_recurrence_before(text: &str) -> &str {
    let words = recurrence_words(text);
    let first = words
        .first()
        .filter(|(word, _)| bounds_recurrence(&text[..word.start]));
    first.map_or(text, |(word, _)| &text[word.end..])
}

/// Takes a part of a year away: 一季度签约.
fn without_part_of_year_before(text: &str) -> &str {
    let part = half_or_quarter(text).map(|(_, rest)| rest);
    let rest = part.or_else(|| text.strip_prefix("全年"));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Takes away what denies that a number is passed: 死亡人数不得.
fn without_denial(text: &str) -> &str {
    before_denial(text).unwrap_or(text)
}

/// Finds where a clause says what its number starts from: 由1.5元.
fn from_number(clause: &str) -> Option<usize> {
    let words = clause.match_indices(['由', '从']);
    let mut words = words.map(|(at, word)| (at, &clause[at + word.len()..]));
    words
        .find(|(at, rest)| *at > 0 && rest.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(at, _)| at)
}

/// Takes away what a number starts from: 办电时间由60天.
fn without_start(text: &str) -> &str {
    &text[..from_number(text).unwrap_or(text.len())]
}

/// Takes the first year of a span away: 2022—2024年.
fn without_first_year_of_span(text: &str) -> &str {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit());
    match text.split_once(DASHES) {
        Some((first, rest)) if is_year(first) => rest.trim_start_matches(['—', '-']),
        _ => text,
    }
}

/// Takes a part of a date at the head away: 2025年, 12月, 31日, 2025年起每年.
fn without_date_before(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = rest.strip_prefix(['年', '月', '日']);
    let unit = unit.or_else(|| rest.strip_prefix("学年"));
    let behind = unit.filter(|_| rest.len() < text.len()).unwrap_or(text);
    let since = behind.strip_prefix('起');
    since
        .filter(|rest| rest.starts_with('每'))
        .unwrap_or(behind)
}

/// Takes a year at the end away: 储备能力2021年.
fn without_year_behind(text: &str) -> &str {
    let Some(head) = text.strip_suffix('年') else {
        return text;
    };
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() - bare.len() == 4 {
        bare
    } else {
        text
    }
}

/// Takes the name of a plan's five years away: “十四五”时期.
fn without_five_years_before(text: &str) -> &str {
    let quoted = text.strip_prefix('“').and_then(|text| text.split_once('”'));
    match quoted {
        Some((name, rest)) if name.contains('五') => rest,
        _ => text,
    }
}

/// Removes the words before a name.
fn without_words_before(mut text: &str) -> &str {
    while !begins_a_word(text)
        && let Some(rest) = text.strip_prefix_any(&BEFORE_NAME)
    {
        text = rest;
    }
    text
}

/// Removes the words behind a name.
fn without_words_behind(mut text: &str) -> &str {
    while !ends_a_word(text)
        // The longest, or 不 of 不超过 stays.
        && let Some(rest) = BEHIND_NAME
            .iter()
            .chain(&RAISED_TO)
            .chain(&LOWERED_TO)
            .filter_map(|word| text.strip_suffix(word))
            .min_by_key(|rest| rest.len())
    {
        text = rest;
    }
    text
}

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

#[cfg(test)]
mod tests {
    use super::super::numbers::numbers;
    use super::*;

    #[test]
    fn a_clause_is_named_without_its_time_and_verbs() {
        for (clause, name) in [
            ("到2025年，培训农民", "培训农民"),
            ("全市和谐社区达到", "和谐社区"),
            ("本科教师比例达到", "本科教师比例"),
            ("在校生规模稳定在", "在校生规模"),
            ("前沿技术", "前沿技术"),
            ("不文明行为下降", "不文明行为下降"),
            ("跑动次数不超过", "跑动次数"),
            ("审批时限压缩至", "审批时限"),
            ("参训人数翻", "参训人数"),
            ("夜查每月", "夜查"),
            ("今年新建公厕", "新建公厕"),
            ("第一季度签约", "签约"),
            ("上半年", "上半年"),
            ("(5月底前)、改建幼儿园", "改建幼儿园"),
            ("5—9月每月清淤", "清淤"),
            ("汛期每月检测水质", "检测水质"),
            ("以后每年新增", "新增"),
            ("积案减至", "积案"),
            ("生产总值年均增长", "生产总值年均增长"),
            ("储备能力2021年", "储备能力"),
            ("新建和改造", "新建和改造"),
        ] {
            assert_eq!(named(clause), name, "{clause}");
        }
    }

    #[test]
    fn a_verb_is_completed_with_what_the_number_counts() {
        for (sentence, names) in [
            ("召开1次调度会", vec!["召开调度会"]),
            ("分批实施20个改造试点项目", vec!["分批实施改造试点项目"]),
            ("建设5座处理站和1个实验室", vec!["建设处理站", "建设实验室"]),
            ("打造10个以上示范园区，", vec!["打造示范园区"]),
            (
                "建设3个面向大型园区、水源地等区域的监测预警中心",
                vec!["建设监测预警中心"],
            ),
            ("培育30家企业并推广", vec!["培育企业并推广"]),
            (
                "培育30家龙头企业、建设2个园区",
                vec!["培育龙头企业", "建设园区"],
            ),
            ("绿化覆盖率40%以上", vec!["绿化覆盖率"]),
            (
                "智能终端领域新增5家链主工厂、20家智能工厂、50个数字化车间",
                vec!["智能终端领域新增链主工厂", "智能工厂", "数字化车间"],
            ),
            ("新增20座、改造30座", vec!["新增", "改造"]),
            (
                "力争完成60个村庄旱厕改造，完成3个镇污水处理",
                vec!["村庄旱厕改造", "镇污水处理"],
            ),
            ("户厕改造，完成60座", vec!["户厕改造"]),
            (
                "新建或改扩建200个以上体育公园、公共体育场馆等健身场地设施，补齐50个镇器材",
                vec!["新建或改扩建体育公园", "补齐镇器材"],
            ),
            (
                "建设80个基地，30个工作室，70个名家工作坊",
                vec!["建设基地", "建设工作室", "名家工作坊"],
            ),
        ] {
            let all = numbers(sentence);
            let named = all.iter().enumerate().map(|(nth, number)| {
                let name = subjects(sentence, number.start, &all[..nth]);
                let end = number.end_with_measure(sentence);
                with_object(name, &sentence[..number.start], &sentence[end..])
            });
            assert_eq!(named.collect::<Vec<_>>(), names, "{sentence}");
        }
    }

    #[test]
    fn a_number_is_named_by_its_clause_or_the_one_before() {
        for (before, name) in [
            ("新建公厕", "新建公厕"),
            ("新建公厕12座、改造", "改造"),
            (
                "绿化覆盖率稳步扩大、稳定提高，到2026年超过",
                "绿化覆盖率稳步扩大",
            ),
            ("实施改造工程，力争", "实施改造工程"),
            ("入户率达到80%，2026年春季学期末达到", "入户率"),
            ("培训炊事员90名，其中2026年", "培训炊事员"),
            ("新增观赏点30个，总计达", "新增观赏点"),
            ("2025—2026学年培训炊事员", "培训炊事员"),
        ] {
            let name_of = |text: &str| subjects(&format!("{text}30%"), text.len(), &numbers(text));
            assert_eq!(name_of(before), name, "{before}");
        }
    }
}
