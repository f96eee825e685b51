//! Amounts and shares that are given, paid or charged.

use super::NumberContext;
use super::aiming_words::names_aiming;
use super::verbs::verbs_of;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Words by which an amount or a share is given or lent.
const GIVING: [&str; 16] = [
    "返还", "贷款额", "缴费", "预付", "补缴", "补贴", "补助", "奖励", "奖补", "资助", "给予",
    "一次性", "贴息", "额度", "限额", "补偿比例",
];

/// Words by which an amount is a price or a most.
const PRICING: [&str; 29] = [
    "最高", "每人每", "标准为", "年薪", "每生每", "每床每", "限值", "承担", "每户", "每亩", "每月",
    "罚款", "利率", "缴纳", "收费", "费用", "保费", "工资", "价格", "减免", "免征", "补偿", "奖金",
    "津贴", "抵扣", "起征", "房租", "上限", "门槛",
];

/// Words by which a share is a tax or a charge.
const TAXING: [&str; 4] = ["抵扣", "征收率", "减按", "收取"];

/// Returns whether a share of money goes to what the words behind it name: 服务费的80%用于分配.
fn is_allotted(rest: &str) -> bool {
    let rest = rest
        .strip_prefix("以上")
        .or_else(|| rest.strip_prefix("左右"))
        .unwrap_or(rest);
    rest.starts_with("用于")
}

/// Returns whether a sum is what the work named behind it costs: 投资5000万元，改造公路40公里.
fn is_spent_on_work(it: &NumberContext<'_>) -> bool {
    let clause = it.clause.trim_start_matches(['，', ',', '、']);
    let clause = ["计划", "拟", "预计"].iter().fold(clause, |clause, word| {
        clause.strip_prefix(word).unwrap_or(clause)
    });
    let work = it.after.strip_prefix(['，', ',']);
    clause == "投资" && work.is_some_and(|work| names_aiming(first_clause(work)))
}

/// Returns whether a sum is a fund that is set aside each year: 市政府每年投入800万元资金.
fn is_yearly_fund(it: &NumberContext<'_>) -> bool {
    let is_set_aside = it.clause.contains_any(&["投入", "安排", "设立", "列支"]);
    let is_fund = it.after.starts_with_any(&["资金", "专项", "经费"])
        || it.clause.ends_with_any(&["资金", "经费"])
        || it
            .clause
            .contains_any(&["财政", "市政府", "县政府", "区政府"]);
    it.has_cadence && is_set_aside && is_fund && it.op == Op::Exactly
}

/// Returns whether a number is what is given, paid or charged.
pub(super) fn is_price(it: &NumberContext<'_>) -> bool {
    let (own, next) = (verbs_of(it.clause), verbs_of(it.rest_of_clause()));
    let around = |words: &[&str]| {
        words
            .iter()
            .any(|word| own.contains(word) || next.contains(word))
    };
    let is_cost = own.contains_any(&["投资总额", "投资需求", "概算", "财政配套", "自筹"])
        || is_spent_on_work(it)
        || is_yearly_fund(it)
        || own.contains("财政预算") && !own.contains("收入");
    match it.measure {
        // 补助资金用于产业的比重提高到60%
        "%" if it.clause.contains_any(&["比重", "占比"]) => false,
        "%" | "‰" => {
            around(&GIVING)
                || around(&TAXING)
                || is_allotted(it.rest_of_clause())
                || own.contains_any(&["免除", "优惠", "折扣", "低于市场"])
        }
        "平方米" => next.contains_any(&GIVING),
        "倍" => around(&GIVING) || around(&PRICING),
        "元/人" => !it.before.contains_any(&["收入", "产值", "经费", "人均"]),
        _ => it.is_money() && (is_cost || around(&GIVING) || around(&PRICING)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::number;
    use super::*;

    #[test]
    fn what_is_given_paid_or_charged_is_a_price() {
        for (before, measure, after) in [
            ("给予每人", "元", "补贴"),
            ("免除担保费用", "%", ""),
            ("项目概算", "元", ""),
            ("其中重点工程投资需求约", "元", ""),
            ("奖励标准提高到", "倍", ""),
            ("按规定享受", "平方米", "租房补贴"),
            ("单次交易限值提高至", "元", ""),
            ("其中财政承担", "元", ""),
            ("门票优惠不低于", "%", ""),
            ("售价低于市场价", "%", "以上"),
            ("上级补助及自筹", "元", ""),
            ("按投资额", "%", "抵扣应纳税所得额"),
            ("检测费按标准", "%", "收取"),
            ("发放补贴，省内200元/人，其他地区", "元/人", ""),
            ("按发行额", "‰", "予以奖励"),
            ("风险补偿比例由20%提高至", "%", ""),
            ("单个项目支持上限提高至", "元", ""),
            ("支持门槛由2000万元以上调整为", "元", "以上"),
            ("每年研发投入支持财政预算不少于", "元", ""),
            ("推出的岗位年薪", "元", "以上"),
            ("年签约服务费的", "%", "以上用于人员分配"),
        ] {
            assert!(is_price(&number(before, measure, after)), "{before}");
        }
        for (before, measure, after) in [
            ("人均可支配收入达到", "元", ""),
            ("限额以上零售额增长", "%", ""),
            ("新增绿地", "平方米", ""),
            ("为商户让利", "元", ""),
            ("科普经费达到", "元/人", ""),
            ("覆盖率达到", "%", ""),
            ("办税缴费事项比例达", "%", "以上"),
            ("财政预算收入达到", "元", ""),
            ("补助资金用于产业发展的比重提高到", "%", "以上"),
        ] {
            assert!(!is_price(&number(before, measure, after)), "{before}");
        }
    }
}
