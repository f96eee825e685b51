//! The course of a number, as the words around it say: its years, its starting value, a level to keep.

use super::judging::bounds::{LOWERED_TO, RAISED_TO, is_lowered_to};
use super::measuring::SPANS;
use super::numbers::FoundNumber;
use crate::document::text::{AnyOf, last_clause};
use crate::document::times::calendar::{five_years, year_at, year_before, year_end};
use crate::document::times::named::{names_year_ahead, times};
use crate::document::times::stated_time::StatedTime;
use crate::plan::{Day, Op};

/// Returns whether a Chinese numeral counts something; 一 and 两 only with a bound or a recurrence: 不少于两次, 每年一次,
/// but not 确保零就业家庭至少一人就业.
pub(crate) fn counts_in_chinese(
    number: &FoundNumber,
    before: &str,
    measure: &str,
    after: &str,
    stated: StatedTime,
) -> bool {
    // 翻一番
    if number.is_percent || measure == "番" {
        return true;
    }
    // 一批, 一支队伍, 十大工程, 三级.
    if number.value < 10.0 {
        let clause = last_clause(before);
        let said = clause.contains_any(&["不少于", "至少", "不低于"]);
        return matches!(measure, "次" | "场" | "期" | "场次") && (said || stated.every.is_some())
            || said && measure != "人" && clause.ends_with(['于', '少'])
            || (said || clause.contains("原则上"))
                && clause.contains("每个")
                && matches!(measure, "家" | "所" | "座" | "处");
    }
    !after.starts_with('大') && !before.ends_with(['第', '十'])
}

/// Returns whether a text that is not a task says that its number is to be reached.
pub(crate) fn is_reached(before: &str, held: Op) -> bool {
    const WORDS: [&str; 25] = [
        "年底", "力争", "目标", "达到", "达", "实现", "确保", "“十", "末", "新增", "完成", "建成",
        "提高到", "提升到", "累计", "超过", "突破", "以上", "保持", "控制在", "培育", "建设",
        "培训", "打造", "不低于",
    ];
    held != Op::Exactly || names_year_ahead(before) || before.contains_any(&WORDS)
}

/// Returns whether a number of a sentence that begins with a year before the plan's is as things were:
/// 2024年，共培育78万人次.
pub(crate) fn is_of_earlier_year(before: &str, since: i32) -> bool {
    let year = year_at(before).filter(|(year, rest)| {
        *year < since && !rest.starts_with(['起', '以', '至', '—', '-', '到'])
    });
    year.is_some_and(|(_, rest)| {
        // 实现增加值 is a noun.
        let rest = without_comparisons(rest).replace("增加值", "");
        let is_moved = rest.contains_any(&RAISED_TO) || rest.contains_any(&LOWERED_TO);
        let goes_on = is_moved
            || rest.contains_any(&["今年", "到年底", "力争", "目标", "提高", "增加", "确保"]);
        let later = (since..=since + 30).any(|year| rest.contains(&year.to_string()));
        !goes_on && !later
    })
}

/// Returns a text without the clauses that compare: 较2015年增加1200家.
fn without_comparisons(text: &str) -> String {
    let clauses = text.split(['，', ',', '、']);
    let kept: Vec<&str> = clauses
        .filter(|clause| !clause.starts_with(['较', '比']) && !clause.starts_with("同比"))
        .collect();
    kept.join("，")
}

/// Returns whether a text up to a number is about five years that are over: “十三五”期间累计建成.
pub(crate) fn is_of_earlier_period(sentence: &str, since: i32) -> bool {
    let Some((before, rest)) = sentence.split_once('“') else {
        return false;
    };
    let Some((name, rest)) = rest.split_once('”') else {
        return false;
    };
    five_years(name).is_some_and(|(_, last)| last < since)
        && rest.starts_with_any(&["期间", "时期", "以来", "末"])
        && !before.contains(['，', ','])
        && !names_five_years_since(rest, since)
}

/// Returns whether a text names five years that last up to a year or longer: 再建成“十五五”期间.
fn names_five_years_since(text: &str, since: i32) -> bool {
    let names = text.split('“').skip(1);
    names
        .filter_map(|rest| five_years(rest.split_once('”')?.0))
        .any(|(_, last)| last >= since)
}

/// Returns the year right before a number: 2023年400, 提高到2025年的100%; not one before the plan's, which is compared
/// with: 恢复至2019年的80%.
pub(crate) fn own_year(before: &str, plan: Option<i32>) -> Option<Day> {
    let (head, is_of) = match before.strip_suffix("年的") {
        Some(head) => (head, true),
        None => (before.strip_suffix('年')?, false),
    };
    let is_compared = head
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with(['较', '比']);
    if is_compared {
        return None;
    }
    let year = year_before(head)?;
    let is_past = is_of && plan.is_some_and(|plan| year < plan);
    (!is_past).then(|| year_end(year))
}

/// Returns whether a text is a noun between two numbers: 、面积.
pub(crate) fn is_noun_between(text: &str) -> bool {
    text.strip_prefix('、').is_some_and(|noun| {
        (1..=4).contains(&noun.chars().count()) && !noun.contains(|c: char| c.is_ascii_digit())
    })
}

/// Returns whether a number is joined to the one before it in its clause: 2个城市试点和, 2个开发区、.
pub(crate) fn is_coordinated(between: &str) -> bool {
    between.ends_with(['和', '及', '与', '、']) && !between.contains(['，', ',', '：', ':'])
}

/// Returns the year that is a number's by its place: 2023年、2024年、2025年分别建成100个、200个、300个.
pub(crate) fn year_in_turn(sentence: &str, all: &[FoundNumber], nth: usize) -> Option<Day> {
    let before = &sentence[..all[nth].start];
    let in_turn = before.rfind("分别");
    let said = in_turn.or_else(|| before.rfind("达到"))?;
    let years = listed_years(&sentence[..said]);
    // 达到37%和40% of two years.
    let end = sentence[said..]
        .find(['，', ','])
        .map_or(sentence.len(), |at| said + at);
    let reached = all
        .iter()
        .filter(|number| (said..end).contains(&number.start));
    if in_turn.is_none() && reached.count() != years.len() {
        return None;
    }
    let place = all[..nth]
        .iter()
        .filter(|number| number.start > said)
        .count();
    (years.len() > 1).then(|| years.get(place).copied().map(year_end))?
}

/// Returns the years of the last list of years in a text.
fn listed_years(text: &str) -> Vec<i32> {
    let mut years: Vec<i32> = Vec::new();
    let mut end = 0;
    for (at, word) in text.match_indices('年') {
        let Some(year) = year_before(&text[..at]) else {
            continue;
        };
        if !matches!(&text[end..at - 4], "、" | "和" | "、到" | "，" | ",") {
            years.clear();
        }
        years.push(year);
        end = at + word.len();
    }
    years
}

/// Returns the bound behind the last number of a list, which holds for all of it: 100个、200个以上.
pub(crate) fn bound_of_list(sentence: &str, end: usize, later: &[FoundNumber]) -> Option<Op> {
    let mut end = end;
    for number in later {
        if !matches!(sentence.get(end..number.start)?, "、" | "和" | "，") {
            return None;
        }
        end = number.end_with_measure(sentence);
        let after = &sentence[end..];
        if after.starts_with("以上") {
            return Some(Op::AtLeast);
        }
        if after.starts_with("以内") {
            return Some(Op::AtMost);
        }
    }
    None
}

/// Returns the ends of the several times that share the number behind a text; nothing if there is only one.
pub(crate) fn days_each(before: &str, year: Option<i32>) -> Vec<Day> {
    let each = last_clause(before).rsplit_once('各');
    let Some((list, _)) = each.filter(|(_, verb)| verb.chars().count() <= 4) else {
        return Vec::new();
    };
    let mut found = [ends_of_years(list), ends_of_parts(list, year)].into_iter();
    found.find(|days| days.len() > 1).unwrap_or_default()
}

/// Returns the ends of the years that a list names: 2021年、2022年|各完成50万亩.
fn ends_of_years(list: &str) -> Vec<Day> {
    let list = list.strip_suffix('年').into_iter();
    list.flat_map(|years| years.rsplit(['、', '和']))
        .map_while(|year| year_before(year.trim_end_matches('年')))
        .map(year_end)
        .collect()
}

/// Returns the ends of the parts of a year that a list names: 3月、9月|各1期.
fn ends_of_parts(list: &str, year: Option<i32>) -> Vec<Day> {
    let named = times(list, year);
    let mut days = Vec::new();
    let mut end = list.len();
    for time in named.iter().rev() {
        if !time.is_part_of_year(list) || !matches!(&list[time.end..end], "" | "、" | "和") {
            break;
        }
        days.push(time.day);
        end = time.start;
    }
    days.reverse();
    days
}

/// Returns whether a number is where something starts from: 由1.5元提高到2元.
pub(crate) fn is_start(before: &str, after: &str) -> bool {
    let clause = last_clause(before);
    let from = ["由", "从"].iter().any(|word| {
        clause
            .rfind(word)
            .is_some_and(|at| clause[at + word.len()..].chars().count() <= 10)
    });
    let clause = &after[..after.find(['，', ',', '、']).unwrap_or(after.len())];
    let near: String = clause.chars().take(14).collect();
    let others = ["升至", "提至", "减至", "扩大至", "上升到", "提到", "调整为"];
    let mut changes = RAISED_TO.iter().chain(&LOWERED_TO).chain(&others);
    from && changes.any(|word| near.contains(word))
}

/// Returns the number that 由…提高到… starts from.
pub(crate) fn baseline(
    sentence: &str,
    start: usize,
    measure: &str,
    before: &[FoundNumber],
) -> Option<f64> {
    let is_year = |number: &&FoundNumber| sentence[number.end..].starts_with('年');
    let first = before.iter().rev().find(|number| !is_year(number))?;
    let after = &sentence[first.end..start];
    let same = after.starts_with(measure) || first.is_percent && measure == "%";
    (same
        && is_start(
            &sentence[..first.start],
            after.strip_prefix(measure).unwrap_or(after),
        ))
    .then_some(first.value)
}

/// Returns whether what is held against a number is a level: by the words before it, or because nothing is lowered from
/// 0.
pub(crate) fn is_level(before: &str, measure: &str, op: Op) -> bool {
    const FLOWS: [&str; 22] = [
        "培训", "开展", "举办", "新增", "完成", "引进", "发放", "活动", "服务活动", "投入", "组织",
        "累计建设", "培育", "培养", "招募", "认定", "建设", "创建", "打造", "新建", "改造", "扶持",
    ];
    let clause = last_clause(before);
    let reached = clause.contains_any(&[
        "达到", "达", "超过", "总数", "拥有", "保有量", "人均", "总量", "规模", "突破",
    ]);
    // 压减到3个工作日, 控制在35微克/立方米以内
    let is_rate = measure.contains('/') || SPANS.contains(&measure);
    let is_lowered = is_lowered_to(before) || before.ends_with("控制到");
    let is_under = matches!(op, Op::AtMost | Op::Under) && (is_rate || is_lowered);
    let is_said = clause.contains("人均") || reached && !clause.contains_any(&FLOWS);
    measure != "%" && (is_said || is_under)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_before_the_plan_looks_back_unless_its_number_is_moved() {
        let is_earlier = |before: &str| is_of_earlier_year(before, 2024);
        for before in ["2023年，预期寿命达到", "2023年，建成"] {
            assert!(is_earlier(before), "{before}");
        }
        for before in [
            "2023年覆盖率50%，提升到",
            "2023年为5个工作日，压缩到",
            "2023年为40，力争",
            "2024年，达到",
        ] {
            assert!(!is_earlier(before), "{before}");
        }
    }
}
