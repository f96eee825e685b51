//! The verbs of a clause, and whether they make its number an aim.

use std::borrow::Cow;

use super::NumberContext;
use super::aiming_words::names_aiming;
use super::bounds::without_brackets;
use super::conditions::is_share_of_all;
use crate::document::text::AnyOf;
use crate::plan::Op;

/// Verbs that do not say whether what they are said of is reached.
const UNDECIDED: [&str; 9] = [
    "加快", "围绕", "聚焦", "依托", "涉及", "包括", "分为", "针对", "利用",
];

/// States that a share of all is brought to.
const STATES: [&str; 8] = [
    "向社会开放", "免费开放", "达标", "覆盖", "建成", "接入", "持证", "落实到位",
];

/// Measures of works.
const WORKS: [&str; 8] = ["公里", "千米", "米", "亩", "公顷", "平方米", "户", "座"];

/// Returns whether what a number counts is done, made or reached by the verb that governs it.
pub(super) fn has_verb(it: &NumberContext<'_>) -> bool {
    let own = verbs_of(it.clause);
    // 投诉办结率100%
    let is_rate = it.measure == "%" && it.before.ends_with(['率', '比', '幅', '速']);
    let is_share = it
        .after
        .strip_prefix('的')
        .is_some_and(|rest| is_share_of_all(it.clause, it.measure, rest));
    // 96%服务事项实现网上办
    let is_head_share =
        it.measure == "%" && it.clause.is_empty() && it.rest_of_clause().contains("实现");
    // 学校体育设施100%向社会开放
    let is_state_of_share =
        it.measure == "%" && it.op == Op::Exactly && it.rest_of_clause().starts_with_any(&STATES);
    let is_fund = it.is_money() && it.clause.contains("落实");
    // 实施通村公路40公里, but not 实施10项行动
    let is_work = it.clause.contains("实施") && WORKS.contains(&it.measure);
    // 出台改造方案，加快2个试点: the verb of another clause says nothing of what this one hurries or centres on.
    let is_undecided = own.contains_any(&UNDECIDED);
    let governing = if is_undecided {
        own
    } else {
        verbs_of(it.before)
    };
    is_rate
        || is_share
        || is_head_share
        || is_state_of_share
        || is_fund
        || is_work
        || is_served(it)
        || names_aiming(&governing)
        || it.before.is_empty() && it.op != Op::Exactly
}

/// Returns whether something is done for those who are counted: 支持3个县建设, 为2000户家庭实施改造, 推动10个镇建成.
fn is_served(it: &NumberContext<'_>) -> bool {
    const DONE: [&str; 18] = [
        "实施", "配备", "提供", "办理", "开展", "建立", "建设", "安装", "发放", "完成", "创建",
        "升级", "改造", "进行", "建成", "加装", "接种", "购买",
    ];
    const DONE_IN_PLACES: [&str; 5] = ["实施", "开展", "推广", "推行", "建设"];
    let rest = it.rest_of_clause();
    it.before
        .ends_with_any(&["支持", "重点支持", "为", "向", "惠及", "帮助", "推动"])
        && rest.contains_any(&DONE)
        || ends_with_place(it.before)
            && rest.contains_any(&DONE_IN_PLACES)
            && !rest.contains("建设中")
        || it.before.ends_with_any(&["支持"]) && matches!(it.measure, "个" | "家" | "户")
        || it.before.ends_with_any(&[
            "升级", "开业", "新开", "投放", "投运", "开工", "推进", "实施",
        ])
}

/// Returns whether the number counts places in which something is done: 在3.5万个行政村实施.
fn ends_with_place(before: &str) -> bool {
    before.strip_suffix('在').is_some_and(|head| {
        head.is_empty()
            || head.ends_with(['，', ','])
            || head.ends_with("选择")
            || head.ends_with("先行")
    })
}

/// Returns whether a number behind 等 counts what is made of those listed: 建成甲、乙等8家卫生院, 新组建省实验室等10家以上.
pub(super) fn counts_what_is_listed(it: &NumberContext<'_>) -> bool {
    const MAKES: [&str; 20] = [
        "建成", "新建", "改建", "扩建", "改造", "开工", "打通", "完成", "建设", "打造", "创建",
        "培育", "举办", "引进", "新增", "新组建", "组建", "推出", "实施", "开通",
    ];
    let after = it.after.strip_prefix("以上").unwrap_or(it.after);
    let is_last = after.is_empty() || after.starts_with(['，', ',']);
    it.clause.starts_with_any(&MAKES) || is_last && names_aiming(&verbs_of(it.clause))
}

/// Returns a text without its brackets and the nouns that hold a verb: 新(改、扩)建, 开发区, 限额以上, 服务业.
pub(super) fn verbs_of(text: &str) -> Cow<'_, str> {
    const NOUNS: [&str; 18] = [
        "限额以上", "限额以下", "规模以上", "开发区", "服务业", "服务站", "服务点", "服务中心",
        "组织部", "培训基地", "培训机构", "建设用地", "建设项目", "示范区", "办税缴费",
        "限额满足率", "补偿机制", "保费收入",
    ];
    let mut text = without_brackets(text);
    for noun in NOUNS {
        if text.contains(noun) {
            text = Cow::Owned(text.replace(noun, "_"));
        }
    }
    text
}
