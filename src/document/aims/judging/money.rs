//! Amounts and shares that are given, paid or charged.

use super::NumberContext;
use super::aiming_words::names_aiming;
use super::verbs::verbs_of;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Words by which an amount or a share is given or lent.
const GIVING: [&str; 19] = [
    "返还", "贷款额", "缴费", "预付", "补缴", "补贴", "补助", "奖励", "奖补", "资助", "给予",
    "一次性安排", "一次性支付", "一次性发放", "一次性拨付", "贴息", "额度", "限额", "补偿比例",
];

/// Words by which an amount is a price or a most.
const PRICING: [&str; 30] = [
    "最高", "每人每", "标准为", "年薪", "每生每", "每床每", "限值", "承担", "每户", "每亩",
    "每公里", "每月", "罚款", "利率", "缴纳", "收费", "费用", "保费", "工资", "价格", "减免",
    "免征", "补偿", "奖金", "津贴", "抵扣", "起征", "房租", "上限", "门槛",
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

/// Returns whether a sum is what the work named behind it costs: 全年计划投资5000万元，改造公路40公里.
fn is_spent_on_work(it: &NumberContext<'_>) -> bool {
    const PLANNED: [&str; 7] = ["全年", "年度", "今年", "年内", "计划", "拟", "预计"];
    let clause = it.clause.trim_start_matches('、');
    let clause = PLANNED.iter().fold(clause, |clause, word| {
        clause.strip_prefix(word).unwrap_or(clause)
    });
    let work = it.after.strip_prefix(['，', ',']).map(first_clause);
    clause == "投资"
        && work.is_some_and(|work| names_aiming(work) || work.starts_with_any(&["用于", "实施"]))
}

/// Returns whether a sum is set aside for something: 省财政统筹安排25亿元, 设立10亿元专项资金.
fn is_set_aside(it: &NumberContext<'_>) -> bool {
    const GAINED: [&str; 9] = [
        "争取", "吸引", "撬动", "带动", "募集", "收入", "规模", "达到", "引进",
    ];
    const SETTING: [&str; 6] = [
        "财政安排", "统筹安排", "财政统筹", "财政投入", "统筹设立", "统筹新增",
    ];
    const FUNDS: [&str; 6] = [
        "专项资金", "引导资金", "补助资金", "扶持资金", "安排资金", "投入资金",
    ];
    let of_fund = it.after.trim_start_matches("省级");
    !it.clause.contains_any(&GAINED)
        && (it.clause.contains_any(&SETTING)
            || it.clause.ends_with_any(&FUNDS)
            || it.clause.ends_with_any(&["设立", "安排", "投入"])
                && of_fund.starts_with_any(&FUNDS))
}

/// Returns whether a sum is a fund that is set aside each year: 市政府每年投入800万元资金.
fn is_yearly_fund(it: &NumberContext<'_>) -> bool {
    let is_set_aside = it.clause.contains_any(&["投入", "安排", "设立", "列支"]);
    let is_fund = it.after.starts_with_any(&["资金", "专项", "经费"])
        || it.clause.ends_with_any(&["资金", "经费"])
        || it
            .clause
            .contains_any(&["财政", "市政府", "县政府", "区政府"]);
    it.recurs && is_set_aside && is_fund && it.op == Op::Exactly
}

/// Returns whether a share is by how much a fee is lessened for some: 减少50%检验检测费用, 检测费下调20%.
fn is_fee_lessened(it: &NumberContext<'_>) -> bool {
    const LESS: [&str; 5] = ["减少", "减免", "减收", "下调", "减半"];
    const FEES: [&str; 4] = ["检测费", "检验费", "服务费", "手续费"];
    it.clause.ends_with_any(&LESS)
        && (it.clause.contains_any(&FEES) || it.rest_of_clause().contains_any(&FEES))
}

/// Returns whether a clause names how much of what is given or paid gets there, and not how much is charged:
/// 补贴发放率达到, 预付卡投诉办结率达.
pub(super) fn names_rate(clause: &str) -> bool {
    const REACHED: [&str; 13] = [
        "办结率", "发放率", "拨付率", "到位率", "兑现率", "覆盖率", "满意率", "知晓率", "达标率",
        "使用率", "完成率", "执行率", "及时率",
    ];
    REACHED.iter().any(|rate| clause.contains(rate))
}

/// Returns whether a number is what is given, paid or charged.
pub(super) fn is_price(it: &NumberContext<'_>) -> bool {
    let (own, next) = (verbs_of(it.clause), verbs_of(it.rest_of_clause()));
    let around = |words: &[&str]| own.contains_any(words) || next.contains_any(words);
    let is_cost = own.contains_any(&[
        "投资总额", "项目总投资", "投资需求", "概算", "财政配套", "自筹",
    ]) || is_spent_on_work(it)
        || is_set_aside(it)
        || is_yearly_fund(it)
        || own.contains("财政预算") && !own.contains("收入");
    match it.measure {
        // 补助资金用于产业的比重提高到60%
        "%" if it.clause.contains_any(&["比重", "占比"]) || names_rate(it.clause) => false,
        "%" | "‰" | "百分点" | "个百分点" => {
            around(&GIVING)
                || around(&TAXING)
                || is_allotted(it.rest_of_clause())
                || own.contains_any(&["免除", "优惠", "折扣", "低于市场", "下浮"])
                || is_fee_lessened(it)
        }
        "平方米" => next.contains_any(&GIVING),
        "倍" => around(&GIVING) || around(&PRICING),
        "元/人" => !it.before.contains_any(&["收入", "产值", "经费", "人均"]),
        _ if it.measure.starts_with("元/") => around(&GIVING),
        _ => it.is_money() && (is_cost || around(&GIVING) || around(&PRICING)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn what_is_given_paid_or_charged_is_a_price() {
        check(
            is_price,
            &[
                ("给予每人", "元", "补贴"),
                ("免除担保费用", "%", ""),
                ("项目概算", "元", ""),
                ("其中重点工程投资需求约", "元", ""),
                ("奖励标准提高到", "倍", ""),
                ("按规定享受", "平方米", "租房补贴"),
                ("单次交易限值提高至", "元", ""),
                ("其中财政承担", "元", ""),
                ("养护资金每年每公里不低于", "元", ""),
                ("门票优惠不低于", "%", ""),
                ("售价低于市场价", "%", "以上"),
                ("上级补助及自筹", "元", ""),
                ("按投资额", "%", "抵扣应纳税所得额"),
                ("检测费按标准", "%", "收取"),
                ("发放补贴，省内200元/人，其他地区", "元/人", ""),
                ("按发行额", "‰", "予以奖励"),
                ("给予等额再贷款和", "个百分点", "贴息"),
                ("财政投入补助标准提高到", "元/亩", ""),
                ("省财政统筹安排", "元", "，支持科学中心建设"),
                ("设立", "元", "专项资金"),
                ("年内政府投入引导资金", "元", ""),
                ("增加扶持资金", "元", ""),
                ("全年计划投资", "元", "，实施项目17个"),
                ("风险补偿比例由20%提高至", "%", ""),
                ("单个项目支持上限提高至", "元", ""),
                ("支持门槛由2000万元以上调整为", "元", "以上"),
                ("每年研发投入支持财政预算不少于", "元", ""),
                ("推出的岗位年薪", "元", "以上"),
                ("年签约服务费的", "%", "以上用于人员分配"),
                ("项目的检验费用下浮", "%", ""),
                ("对口罩减少", "%", "检验检测费用"),
            ],
            &[
                ("补贴发放率达到", "%", ""),
                ("预付卡投诉办结率达", "%", "以上"),
                ("人均可支配收入达到", "元", ""),
                ("限额以上零售额增长", "%", ""),
                ("新增绿地", "平方米", ""),
                ("为商户让利", "元", ""),
                ("科普经费达到", "元/人", ""),
                ("覆盖率达到", "%", ""),
                ("办税缴费事项比例达", "%", "以上"),
                ("财政预算收入达到", "元", ""),
                ("争取上级专项资金", "元", ""),
                ("增加值增速提高", "个百分点", ""),
                ("补助资金用于产业发展的比重提高到", "%", "以上"),
            ],
        );
    }
}
