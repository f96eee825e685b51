//! What the words around a number make of it: an aim, or something else that is counted.

mod aiming_words;
pub(crate) mod bounds;
mod conditions;
mod grants;

use std::borrow::Cow;

use super::times::names_year_ahead;
use crate::plan::Op;
use aiming_words::AIMING;
use bounds::without_brackets;
use conditions::{
    is_basis, is_ceiling_each, is_condition, is_count_of_participants, is_measure_of_share,
    is_own_right, is_part_of_plan, is_rule, is_share_of_all, is_share_of_each, is_size_of_each,
};
use grants::{
    is_ceiling_of_count, is_conditional_clause, is_granted, is_of_beneficiary, is_of_served_aim,
    is_one_of_each, is_share_of_word, permits,
};

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

/// Verbs that do not say whether what they are said of is reached.
const UNDECIDED: [&str; 9] = [
    "加快", "围绕", "聚焦", "依托", "涉及", "包括", "分为", "针对", "利用",
];

/// Words that say a number is as things are, not as they shall be.
const PAST: [&str; 16] = [
    "过去五年",
    "过去一年",
    "五年来",
    "一年来",
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

/// The reading of a number, by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberReading {
    /// Something to be reached.
    Aim,
    /// Perhaps; a person has to look.
    Unsure,
    /// Something else: a ceiling, a condition, a part of the plan.
    Other,
}

/// A number with the words around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberContext<'t> {
    /// Its sentence up to it.
    pub(crate) before: &'t str,
    /// Its clause up to it.
    pub(crate) clause: &'t str,
    /// What it counts in.
    pub(crate) measure: &'t str,
    /// What follows its measure.
    pub(crate) after: &'t str,
    /// What it is held against.
    pub(crate) op: Op,
    /// Whether it is owed again and again.
    pub(crate) has_cadence: bool,
}

/// Tells what a number is.
pub(crate) fn reading(it: NumberContext<'_>) -> NumberReading {
    let NumberContext {
        before,
        clause,
        measure,
        after,
        op,
        has_cadence,
    } = it;
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if ends(&["等", "共"]) && !counts_what_is_listed(clause, after) {
        return NumberReading::Other;
    }
    if ends(&[
        "第", "前", "每", "共计", "合计", "以下", "如下", "上述", "这", "满", "年满", "届", "版",
        "表", "图", "约定", "属于", "方面", "近", "排名", "按",
    ]) || before.ends_with('.') && before.len() > 1
    {
        return NumberReading::Other;
    }
    if is_condition(clause, measure, after)
        || is_basis(clause, measure, after)
        || is_ceiling_each(clause, measure, op)
        || is_own_right(clause, measure)
        || is_part_of_plan(clause, measure, after)
        || is_count_of_participants(measure, after)
        || is_rule(clause, measure)
        || is_share_of_each(clause, measure)
        || is_measure_of_share(clause)
        || is_size_of_each(clause, measure, after)
        || is_of_beneficiary(before, after)
        || is_granted(before, measure)
        || is_conditional_clause(after)
        || permits(clause)
        || is_share_of_word(measure, after)
        || is_one_of_each(clause)
        || is_of_served_aim(clause, after)
        || is_ceiling_of_count(before, measure, op)
    {
        return NumberReading::Other;
    }
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_money = measure == "元" || measure == "人民币" || measure == "美元";
    let sentence_end = after.find(['，', ',']).unwrap_or(after.len());
    let (own, next) = (verbs_of(clause), verbs_of(&after[..sentence_end]));
    let around = |words: &[&str]| has(&own, words) || has(&next, words);
    let is_cost = has(clause, &["投资总额", "概算", "财政配套"]);
    if is_money && (is_cost || around(&MONEY_WORDS))
        || measure == "%" && (around(&MONEY_WORDS[..15]) || clause.contains("免除"))
        || measure == "倍" && around(&MONEY_WORDS)
    {
        return NumberReading::Other;
    }
    if is_past(before) {
        return NumberReading::Other;
    }
    // 每个项目培训不超过50人，课时不少于40课时: the size of each.
    if matches!(measure, "课时" | "学时") && has(before, &["每个", "每期", "每班", "每人", "单个"])
    {
        return NumberReading::Other;
    }
    // 高于全国平均水平2个百分点 is held against something that is not known.
    if measure.ends_with("百分点") && has(clause, &["平均水平", "高于", "快于", "低于", "好于"])
    {
        return NumberReading::Unsure;
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
    let is_rate = measure == "%" && before.ends_with(['率', '比', '幅', '速']);
    // 支持3个县建设, 为2000户家庭实施改造
    let is_served = ends(&["支持", "重点支持", "为", "向", "惠及", "帮助"])
        && [
            "实施", "配备", "提供", "办理", "开展", "建立", "建设", "安装", "发放", "完成", "创建",
            "升级", "改造", "进行",
        ]
        .iter()
        .any(|word| after[..sentence_end].contains(word));
    let is_served = is_served
        || ends_with_place(before)
            && has(
                &after[..sentence_end],
                &["实施", "开展", "推广", "推行", "建设"],
            )
        || ends(&["支持"]) && matches!(measure, "个" | "家" | "户")
        || ends(&[
            "升级", "开业", "新开", "投放", "投运", "开工", "推进", "实施",
        ]);
    // 出台改造方案，加快2个试点: the verb of another clause says nothing of what this one hurries or centres on.
    let governing = if has(clause, &UNDECIDED) {
        own
    } else {
        verbs_of(before)
    };
    let is_share = after
        .strip_prefix('的')
        .is_some_and(|rest| is_share_of_all(clause, measure, rest));
    let is_fund = is_money && clause.contains("落实");
    let verb = is_served
        || is_fund
        || is_share
        || is_rate
        || has(&governing, &AIMING)
        || before.is_empty() && op != Op::Exactly;
    // A sum that is not to be exceeded is what may be spent.
    if is_money && op == Op::AtMost {
        return NumberReading::Other;
    }
    match (said, verb) {
        (true, _) | (_, true) => NumberReading::Aim,
        _ => NumberReading::Unsure,
    }
}

/// 全国现有场地30万个，人均2平方米: the clause of 现有 states a number, so the sentence says how things are.
fn states_what_is(before: &str, at: usize) -> bool {
    let clause = &before[at..];
    let clause = &clause[..clause.find(['，', ',']).unwrap_or(clause.len())];
    let leads = ["我国", "全国", "全省", "全市", "全县", "全区", "目前", "，"];
    let is_first = before[..at].is_empty() || leads.iter().any(|lead| before[..at].ends_with(lead));
    is_first && clause.contains(|c: char| c.is_ascii_digit())
}

/// 在3.5万个行政村实施: those in which something is done are counted.
fn ends_with_place(before: &str) -> bool {
    before.strip_suffix('在').is_some_and(|head| {
        head.is_empty()
            || head.ends_with(['，', ','])
            || head.ends_with("选择")
            || head.ends_with("先行")
    })
}

/// Returns whether a number behind 等 counts what is made of those listed: 建成甲、乙等8家卫生院, 新组建省实验室等10家以上.
fn counts_what_is_listed(clause: &str, after: &str) -> bool {
    const MAKES: [&str; 20] = [
        "建成",
        "新建",
        "改建",
        "扩建",
        "改造",
        "开工",
        "打通",
        "完成",
        "建设",
        "打造",
        "创建",
        "培育",
        "举办",
        "引进",
        "新增",
        "新组建",
        "组建",
        "推出",
        "实施",
        "开通",
    ];
    let clause = clause.trim_start_matches(['，', ',']);
    let after = after.strip_prefix("以上").unwrap_or(after);
    let is_last = after.is_empty() || after.starts_with(['，', ',']);
    MAKES.iter().any(|verb| clause.starts_with(verb)) || is_last && has_verb(clause)
}

/// Returns whether a clause has a verb of aiming.
fn has_verb(clause: &str) -> bool {
    let clause = verbs_of(clause);
    AIMING.iter().any(|word| clause.contains(word))
}

/// A text without its brackets and the nouns that hold a verb: 新(改、扩)建, 开发区, 限额以上, 服务业.
fn verbs_of(text: &str) -> Cow<'_, str> {
    const NOUNS: [&str; 14] = [
        "限额以上",
        "限额以下",
        "规模以上",
        "开发区",
        "服务业",
        "服务站",
        "服务点",
        "服务中心",
        "组织部",
        "培训基地",
        "培训机构",
        "建设用地",
        "建设项目",
        "示范区",
    ];
    let mut text = without_brackets(text);
    for noun in NOUNS {
        if text.contains(noun) {
            text = Cow::Owned(text.replace(noun, "_"));
        }
    }
    text
}

/// Returns whether the words before a number say that it is as things are, and none after them that it shall be.
fn is_past(before: &str) -> bool {
    const AHEAD: [&str; 8] = [
        "力争",
        "目标",
        "年底前",
        "今年",
        "再",
        "全年",
        "基础上",
        "确保",
    ];
    let past = PAST
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| (at, word)))
        // 比上年下降15% says what is compared.
        .filter(|(at, _)| !before[..*at].ends_with(['比', '较']))
        // 发挥现有优势，招引2家: of its own clause alone.
        .filter(|(at, word)| {
            !matches!(**word, "现有" | "已有")
                || !before[*at..].contains(['，', ','])
                || states_what_is(before, *at)
        })
        .map(|(at, _)| at)
        .max();
    let looks_ahead = |text: &str, words: &[&str]| {
        names_year_ahead(text) || words.iter().any(|word| text.contains(word))
    };
    past.is_some_and(|at| !looks_ahead(&before[at..], &AHEAD))
        && !looks_ahead(before, &["力争", "目标", "年底前"])
}

/// Returns where the last of some words begins, counted from 1; 0 if there is none.
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
        reading(NumberContext {
            before,
            clause: last_clause(before),
            measure,
            after,
            op,
            has_cadence: before.contains("每年"),
        })
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
            ("居民消费价格涨幅", "%", "左右"),
            ("到2025年，", "%", "的县达到“增强型”标准"),
            ("支持不少于", "个", "重点项目"),
            ("2024年支持", "个", "县建设商业体系"),
            ("公务接待费比上年下降", "%", ""),
            ("“万村千乡”工程覆盖", "%", "以上的行政村"),
            ("2016年前，", "%", "的学校体育场地达标"),
            ("在全国打造", "个", "左右的县域商业领跑县"),
            ("为", "户", "困难老年人家庭实施改造"),
            ("在去年改造3条街区的基础上，今年再打造", "条", ""),
            ("发挥现有平台的作用，招引", "家", "企业"),
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
            ("建立由商务厅牵头、", "个", "部门参加的联席会议制度"),
            ("民间资本持股比例可在", "%", "以上"),
            ("评价结果纳入考核，权重不低于", "%", ""),
            ("裁员率放宽到不超过企业职工总数", "%", ""),
            ("建设村级站点，每站建筑面积不小于", "平方米", ""),
            ("新建小区按人均建筑面积不低于", "平方米", "配建健身设施"),
            ("建设社区食堂，服务半径不超过", "米", ""),
            ("设立引导基金，基金规模不超过", "元", ""),
            ("发放消费券3轮，每轮", "元", ""),
            ("经费按不低于人均", "元", "标准列入预算"),
            ("首次创业带动", "人", "以上就业的，再给予补贴"),
            ("培育出口1000万", "美元", "以上企业8家"),
            ("培育年销售额超", "元", "直播电商企业10家"),
            ("新建社区按不低于总面积", "%", "配置商业用房"),
            ("建设150个站点，投资总额", "元", ""),
            (
                "新招用人员达到职工总数",
                "%",
                "以上，签订合同的，可申请贷款",
            ),
            ("每年举办", "人", "以上赛事活动不少于1万项次"),
            ("80%以上的村集体经济年收入达到", "元", "以上"),
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
        assert_eq!(
            judge("截至目前，基地达到20家，培训", "人", ""),
            NumberReading::Other
        );
        assert_eq!(
            judge("目前基地有20家，到2026年培训", "人", ""),
            NumberReading::Aim
        );
        assert_eq!(judge("大赛分", "个", "组别"), NumberReading::Unsure);
        assert_eq!(judge("每周至少走访", "次", ""), NumberReading::Unsure);
    }
}
