//! Numbers that describe what exists: totals, other people's figures, numbers in names.

use super::NumberContext;
use super::aiming_words::names_aiming;
use crate::document::text::AnyOf;
use crate::plan::Op;

/// Returns whether a number counts all that there are, or those named behind it: 覆盖全市1800个点位,
/// 9个乡镇(甲、乙、丙).
pub(super) fn is_of_all_there_are(it: &NumberContext<'_>) -> bool {
    const ALL: [&str; 7] = [
        "覆盖全国", "覆盖全省", "覆盖全市", "覆盖全州", "覆盖全县", "覆盖全区", "覆盖全镇",
    ];
    const PLACES: [&str; 6] = ["乡镇", "街道", "县", "市", "区", "镇"];
    let rest = it.after;
    let place = rest.strip_prefix_any(&PLACES);
    let names = place.and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
    // 在全市2个市场增加权限, but not 在全市20个乡镇推广
    const DONE_THERE: [&str; 7] = ["试点", "推广", "推行", "开展", "建设", "建成", "实施"];
    let is_there = it.clause.ends_with_any(&["在全市", "在全县", "在全区"])
        && !it.rest_of_clause().contains_any(&DONE_THERE);
    it.measure != "%" && (it.clause.ends_with_any(&ALL) || is_there)
        || it.measure == "个" && names.is_some_and(|(names, _)| names.contains('、'))
}

/// Returns whether a number counts what there is and others wrote or run: 核查94项举措落实情况,
/// 新修订7部法规的贯彻实施, 在6个城市 中进位, 包括甲、乙、丙3个事项.
pub(super) fn is_given(it: &NumberContext<'_>) -> bool {
    const LOOKS: [&str; 6] = ["核查", "督查", "检查", "跟踪", "梳理", "评估"];
    const CARRIED: [&str; 6] = [
        "的贯彻实施", "的贯彻落实", "的宣传贯彻", "落地落实", "落地见效", "取得实效",
    ];
    const SET: [&str; 4] = ["改革举措", "创新举措", "改革措施", "政策措施"];
    const SETTING: [&str; 5] = ["推出的", "出台的", "公布的", "部署的", "下达的"];
    const RANKS: [&str; 5] = ["进位", "争先", "名列", "位居", "前列"];
    let rest = it.rest_of_clause();
    let is_field = it.before.ends_with('在') && rest.contains('中') && rest.contains_any(&RANKS);
    // 落实相关16条金融政策; 其中工业类3个、农业类21个
    let is_policy = it.measure == "条" && it.clause.contains("落实") && rest.ends_with("政策");
    let is_part = it.clause.ends_with('类') && it.before.contains("其中");
    // 指导18个县开展; 用好10亿元资金
    let is_led = it.measure == "个"
        && it.clause.ends_with_any(&["指导", "督促"])
        && it
            .after
            .starts_with_any(&["县", "市", "区", "镇", "乡", "街道", "部门"]);
    let is_used = it.clause.ends_with_any(&["用好", "持续关注"]);
    // 落实全国首批50项改革举措; 落实市里推出的50项“一件事”
    let is_set = matches!(it.measure, "项" | "条") && it.clause.contains("落实");
    let own = rest.split('、').next().unwrap_or_default();
    let is_set = is_set && (own.ends_with_any(&SET) || it.clause.ends_with_any(&SETTING));
    // 针对首年关税为零的2034种商品; 保护26个传统村落
    let is_meant = it.clause.contains("针对") && it.clause.ends_with('的');
    let is_kept = it.clause.ends_with("保护") && matches!(it.measure, "个" | "处" | "座" | "株");
    // 落实国家对停车位应当100%建设充电设施的规定
    let is_ruled = it.clause.contains_any(&["落实", "执行", "遵守"]) && rest.contains("的规定");
    // 除12个试点村以外
    let is_excepted = it.clause.ends_with('除') && rest.ends_with('外');
    // 确保投资增长、4个结构性指标均实现10%以上增长
    let is_subject = (it.clause.is_empty() || it.clause.ends_with('、'))
        && matches!(it.measure, "个" | "项" | "类")
        && own.contains_any(&["均", "都", "全部"])
        && own.contains(|c: char| c.is_ascii_digit());
    it.clause.contains_any(&LOOKS) && rest.contains("情况")
        || is_subject
        || is_ruled
        || is_excepted
        || (is_meant || is_kept) && it.op == Op::Exactly
        || is_policy
        || is_part
        || is_led
        || is_used
        || is_set
        || rest.contains_any(&CARRIED)
        || is_field
        || sums_up(it)
        || names_all(it)
}

/// Returns whether as many are named right before a number as it says, and none of them is new: 提升甲城、乙港、丙镇3个
/// 集聚区, but not 打造甲、乙、丙3个集群.
fn names_all(it: &NumberContext<'_>) -> bool {
    const MADE: [&str; 7] = ["打造", "新增", "新建", "举办", "开工", "建成", "创建"];
    let list = it.clause.strip_suffix('等').unwrap_or(it.clause);
    let named = list.matches('、').count() + 1;
    named > 2
        && (named as f64 - it.value).abs() < f64::EPSILON
        && it.op == Op::Exactly
        && !list.contains_any(&MADE)
        && !list.contains(|c: char| c.is_ascii_digit())
}

/// Returns whether a number sums up those that are named right before it, of which nothing is made.
fn sums_up(it: &NumberContext<'_>) -> bool {
    let Some((first, others)) = it.clause.split_once('、') else {
        return false;
    };
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_named =
        first.contains_any(&["包括", "包含", "涵盖", "下设"]) || !names_aiming(it.clause);
    it.op == Op::Exactly
        && matches!(it.measure, "个" | "项" | "类" | "种" | "件")
        && others.contains('、')
        && !has_digit(it.clause)
        && is_named
}

#[cfg(test)]
mod tests {
    use super::super::{check, number};
    use super::*;

    #[test]
    fn what_there_is_and_what_is_named_is_no_aim() {
        let is_one = |before, measure, after| is_of_all_there_are(&number(before, measure, after));
        assert!(is_one("打造管理系统，覆盖全市", "个", "点位"));
        assert!(is_one("在全市", "个", "市场增加服务点"));
        assert!(is_one("建设下半县", "个", "乡镇(甲镇、乙乡)优势区"));
        assert!(!is_one("覆盖全市", "%", "的学校"));
        assert!(!is_one("在全市", "个", "乡镇推广"));
        assert!(!is_one("创建", "个", "乡镇(街道)示范点"));
    }

    #[test]
    fn what_others_wrote_or_run_is_no_aim() {
        check(
            is_given,
            &[
                ("核查全市", "项", "改革举措落实情况"),
                ("除", "项", "试点村以外"),
                ("做好条例等新修订", "项", "法规的贯彻实施工作"),
                ("确保在", "项", "试点城市中进位争先"),
                ("验收包括规划核实、消防验收、竣工备案", "项", "事项"),
                ("甲、乙、丙", "项", "均前进2个名次"),
                ("提升甲城、乙港、丙镇等", "项", "集聚区建设"),
                ("安排项目105个，其中，工业类", "项", "、农业类21个"),
                ("推进", "项", "国家“一件事”落地落实"),
                ("用好", "项", "人才资金"),
                ("全力推进", "项", "靠前服务取得实效"),
                ("完成整治，持续关注", "项", "收费问题"),
                ("落实首批", "项", "营商环境改革举措、省里70项创新举措"),
                ("落实市里围绕全生命周期推出的", "项", "“一件事”套餐"),
                ("建设平台，下设甲平台、乙平台、丙平台", "项", "子平台"),
                ("针对关税为零的20种进口商品和降幅较大的", "项", "商品"),
                ("保护", "个", "传统村落"),
                ("落实车位应当", "%", "建设充电桩的规定"),
            ],
            &[
                ("打造电子信息、装备制造、新材料", "项", "产业集群"),
                ("开展检查", "项", "，通报结果"),
                ("在", "项", "乡镇推广"),
                ("新增生态保护", "公顷", ""),
            ],
        );
    }
}
