//! What the words around a number make of it: an aim, or something else that is counted.

mod aiming_words;
pub(crate) mod bounds;
mod conditions;

use crate::plan::Op;
use aiming_words::AIMING;
use conditions::{is_basis, is_ceiling_each, is_condition, is_own_right, is_part_of_plan};

/// Words by which an amount of money is a ceiling or a price, no aim.
const MONEY_WORDS: [&str; 36] = [
    "返还",
    "贷款额",
    "缴费",
    "预付",
    "补缴",
    "补贴",
    "补助",
    "奖励",
    "奖补",
    "资助",
    "给予",
    "一次性",
    "贴息",
    "额度",
    "限额",
    "最高",
    "每人每",
    "每户",
    "每亩",
    "每月",
    "罚款",
    "利率",
    "缴纳",
    "收费",
    "费用",
    "保费",
    "工资",
    "价格",
    "减免",
    "免征",
    "补偿",
    "奖金",
    "津贴",
    "抵扣",
    "起征",
    "房租",
];

/// Words that say a number is as things are, not as they shall be.
const PAST: [&str; 12] = [
    "截至",
    "目前",
    "现有",
    "已有",
    "已建成",
    "已达",
    "去年",
    "上年",
    "同期",
    "近年来",
    "以来",
    "已累计",
];

/// What a number is, by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberReading {
    /// Something to be reached.
    Aim,
    /// Perhaps; a person has to look.
    Unsure,
    /// Something else: a ceiling, a condition, a part of the plan.
    Other,
}

/// Tells what a number is. `before` is its sentence up to it, `after` what follows its measure.
pub(crate) fn reading(
    before: &str,
    measure: &str,
    after: &str,
    op: Op,
    has_cadence: bool,
) -> NumberReading {
    let clause = last_clause(before);
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if ends(&[
        "第", "前", "每", "等", "共", "共计", "合计", "以下", "如下", "上述", "这", "满", "年满",
        "届", "版", "表", "图", "约定", "属于", "方面", "近", "排名", "按",
    ]) || before.ends_with('.') && before.len() > 1
    {
        return NumberReading::Other;
    }
    if is_condition(clause, measure, after)
        || is_basis(clause, measure, after)
        || is_ceiling_each(clause, measure, op)
        || is_own_right(clause, measure)
        || is_part_of_plan(clause, measure, after)
    {
        return NumberReading::Other;
    }
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_money = measure == "元" || measure == "人民币" || measure == "美元";
    let sentence_end = after.find(['，', ',']).unwrap_or(after.len());
    let around = |words: &[&str]| has(clause, words) || has(&after[..sentence_end], words);
    if is_money && around(&MONEY_WORDS)
        || measure == "%" && around(&MONEY_WORDS[..15])
        || measure == "倍" && around(&MONEY_WORDS)
    {
        return NumberReading::Other;
    }
    if has(before, &PAST) && !has(before, &["力争", "目标", "到20", "年底前"]) {
        return NumberReading::Other;
    }
    // The format knows no weeks.
    if matches!(measure, "次" | "场" | "期" | "场次" | "小时" | "课时")
        && last_of(clause, &["每周", "每日", "每天", "每旬", "每半月"])
            > last_of(clause, &["每月", "每季", "每半年", "每年"])
    {
        return NumberReading::Unsure;
    }
    let said = op != Op::Exactly || has_cadence;
    // 投诉办结率100%
    let is_rate = measure == "%" && before.ends_with(['率', '比']);
    let verb = is_rate || has(before, &AIMING) || before.is_empty() && op != Op::Exactly;
    let is_capped = has(clause, &["单个", "单户", "单笔", "单项"]) || !has(clause, &AIMING);
    if is_money && is_capped && op == Op::AtMost {
        return NumberReading::Other;
    }
    match (said, verb) {
        (true, _) | (_, true) => NumberReading::Aim,
        _ => NumberReading::Unsure,
    }
}

/// Where the last of some words begins, counted from 1; 0 where none stands there.
fn last_of(text: &str, words: &[&str]) -> usize {
    let places = words.iter().filter_map(|word| text.rfind(word));
    places.max().map_or(0, |at| at + 1)
}

/// The text behind the last comma.
pub(crate) fn last_clause(text: &str) -> &str {
    let at = text.rfind(['，', ',', ';']).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::aims::judging::bounds::op;

    fn judge(before: &str, measure: &str, after: &str) -> NumberReading {
        let op = op(before, after, false);
        reading(before, measure, after, op, before.contains("每年"))
    }

    #[test]
    fn aims_are_told_from_other_numbers() {
        for (before, measure, after) in [
            ("全市公民具备科学素质的比例达到", "%", ""),
            ("每年组织", "家", "以上单位面向青少年开展活动"),
            ("培育高素质农民", "人", ""),
            ("创建劳模工作室", "家", ""),
            ("全区技能人才达到200人，其中高技能人才", "人", "以上"),
            ("财政人均科普专项经费达到", "元", ""),
            ("平台投诉按时办结率不低于", "%", ""),
            ("", "%", "以上的乡镇建有体育组织"),
            ("确保完成年度", "%", "的目标"),
            ("提供不低于", "平方米", "的创业场地"),
        ] {
            assert_eq!(
                judge(before, measure, after),
                NumberReading::Aim,
                "{before}"
            );
        }
        for (before, measure, after) in [
            ("实施", "项", "科学素质提升行动"),
            ("给予每人最高不超过", "元", "的补贴"),
            ("对吸纳就业", "人", "以上的企业，组织开展"),
            ("入围的生产企业为", "家", "的,采取议价方式"),
            ("按不低于采购金额的", "%", "提前预付"),
            ("原则上每5年修订", "次", "目录"),
            ("生活费补贴每人每年只享受", "次", ""),
            ("京津冀等", "个", "区域"),
            ("改革举措（共", "项", ""),
            ("截至2021年底，全市建成", "个", ""),
            ("按照不超过贷款额", "%", "的比例给予贴息"),
            ("培育年营业收入超过", "元", "的体育企业50家"),
            ("每批不超过", "家", ""),
            ("租金不高于市场价的", "%", ""),
            ("设立基金，对单个项目投资额不超过", "元", ""),
        ] {
            assert_eq!(
                judge(before, measure, after),
                NumberReading::Other,
                "{before}"
            );
        }
        assert_eq!(judge("大赛分", "个", "组别"), NumberReading::Unsure);
        assert_eq!(judge("每周至少走访", "次", ""), NumberReading::Unsure);
    }
}
