//! Numbers that only say which of something is meant: 3.5吨以下货车, 对产值首次突破10亿元的企业.

use super::NumberContext;
use super::conditions::AIMS;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Returns whether a number bounds the class of those whom something is asked of or given.
pub(super) fn is_bound_of_class(it: &NumberContext<'_>) -> bool {
    is_inclusive_bound(it.after)
        || is_most_of_noun(it)
        || is_part_above(it.after)
        || is_of_those_meant(it)
        || is_either_bound(it.after)
        || is_size_of_kind(it)
        || is_in_same_case(it)
        || is_held_by_those_meant(it)
        || it.clause.ends_with_any(&["红线内", "红线外"])
}

/// Returns whether a bound includes its number and goes on: 500万元及以上至1000万元以下, 160千瓦及以下的企业.
fn is_inclusive_bound(after: &str) -> bool {
    let of = after.strip_prefix_any(&["及以上", "及以下"]);
    of.is_some_and(goes_on)
}

/// Returns whether a most is said of what its noun names: 4.5吨以下货车, but not 降至5%以下。
fn is_most_of_noun(it: &NumberContext<'_>) -> bool {
    let of = it.after.strip_prefix("以下");
    it.measure != "%" && of.is_some_and(goes_on)
}

/// Returns whether a text goes on with what a bound is said of.
fn goes_on(rest: &str) -> bool {
    const FURTHER: [&str; 6] = ["并", "且", "和", "与", "以", "同时"];
    let noun = rest.strip_prefix('的').unwrap_or(rest);
    let is_noun = noun.starts_with(char::is_alphanumeric);
    is_noun && !noun.starts_with_any(&FURTHER) && !noun.starts_with_any(&AIMS)
}

/// Returns whether a number ends or begins the part of something that is treated by itself:
/// 超过100万元但不超过300万元的部分.
fn is_part_above(after: &str) -> bool {
    let after = after.strip_prefix_any(&["以上", "以下"]).unwrap_or(after);
    after.starts_with("的部分") || after.starts_with("但不超过")
}

/// Returns whether a clause says by 对 whom something is done, as those of a size: 对产值首次突破10亿元等规模的企业.
fn is_of_those_meant(it: &NumberContext<'_>) -> bool {
    const OTHER_WORDS: [&str; 10] = [
        "外", "口", "接", "标", "照", "比", "应", "象", "全市", "全县",
    ];
    const BEFORE: [char; 7] = ['应', '相', '针', '绝', '面', '核', '校'];
    let Some((head, of)) = it.clause.rsplit_once('对') else {
        return false;
    };
    it.op != Op::Exactly
        && !of.is_empty()
        && !of.contains(|c: char| c.is_ascii_digit())
        && !head.ends_with(BEFORE)
        && !of.starts_with_any(&OTHER_WORDS)
        && it.rest_of_clause().contains('的')
}

/// Returns whether a number is one of two bounds: 常住200户或500人以上的村.
fn is_either_bound(after: &str) -> bool {
    const ENDS: [&str; 4] = ["以上的", "以下的", "以上", "以下"];
    let other = after.strip_prefix('或').map(first_clause);
    other.is_some_and(|other| {
        let bound = other.trim_start_matches(|c: char| c.is_ascii_digit() || "万亿".contains(c));
        let end = ENDS.iter().find_map(|end| Some(bound.split_once(end)?.1));
        bound.len() < other.len() && end.is_some_and(|noun| !noun.is_empty())
    })
}

/// Returns whether a number is the size of things whose count is not given: 一批300—500亩的茶园, 连片30亩以上老旧池塘.
fn is_size_of_kind(it: &NumberContext<'_>) -> bool {
    const LONGEST: usize = 10;
    let some = it.clause.rsplit_once("一批").map(|(_, of)| of);
    let is_of_some = some.is_some_and(|of| {
        of.chars().count() <= LONGEST && !of.contains(|c: char| c.is_ascii_digit())
    });
    // 培育100家年销售收入1亿元以上的龙头企业
    let counted = it.clause.rsplit_once(['家', '户', '个', '名']);
    let counted = counted.filter(|_| it.op != Op::Exactly);
    let is_of_counted = counted.is_some_and(|(head, of)| {
        head.ends_with(|c: char| c.is_ascii_digit())
            && of.starts_with('年')
            && of.chars().count() <= LONGEST
    });
    // 一批年业务量超百万件的金牌项目
    let is_of_such = it.clause.contains("一批") && it.op == Op::Over && it.after.starts_with('的');
    let noun = it.after.strip_prefix("以上").unwrap_or(it.after);
    is_of_such || (is_of_some || is_of_counted || it.clause.ends_with("连片")) && goes_on(noun)
}

/// Returns whether a number is how many of something those have that are meant: 存栏5000头以上生猪养殖场改造,
/// 用工量500人以上及一次招录100人以上的企业.
fn is_held_by_those_meant(it: &NumberContext<'_>) -> bool {
    const HELD: [&str; 10] = [
        "存栏", "出栏", "用工量", "用工", "招录", "总投资", "投资额", "年产值", "营业收入",
        "注册资本",
    ];
    let Some(rest) = it.after.strip_prefix("以上") else {
        return false;
    };
    let further = rest.strip_prefix('及').map(first_clause);
    let is_further = further.is_some_and(|other| other.contains("以上的"));
    it.clause.ends_with_any(&HELD) && (is_further || goes_on(rest))
}

/// Returns whether a number says how often the same has to happen: 同一工单退回3次以上.
fn is_in_same_case(it: &NumberContext<'_>) -> bool {
    it.measure == "次" && it.clause.contains("同一") && !it.recurs
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn what_bounds_a_class_is_no_aim() {
        check(
            is_bound_of_class,
            &[
                ("推行并联审批：投资", "元", "及以上至1000万元以下水利项目"),
                ("容量", "千瓦", "及以下的用户免费接入"),
                ("不限制", "吨", "以下货车通行"),
                ("按照", "座", "以下载客车扩大部分"),
                ("利润超过", "元", "但不超过300万元的部分减按"),
                ("收入不超过", "元", "的部分"),
                ("对产值首次突破", "元", "、50亿元等规模的工厂"),
                ("对新增投资超", "元", "的重大项目"),
                ("同一来信退回", "次", "以上"),
                ("完成存栏", "头", "以上生猪规模养殖场改造"),
                ("打造一批年业务量超千万件的金牌项目、超", "件", "的银牌项目"),
                ("对于制造业、服务业总投资", "美元", "以上在谈项目"),
                (
                    "建立用工量",
                    "人",
                    "以上及一次招录100人以上的重点用工单位制度",
                ),
                ("接到红线内", "米", ""),
                ("基本实现常住", "户", "或500人以上的村全覆盖"),
                ("建成一批", "亩", "的茶园"),
                ("改造连片", "亩", "以上老旧池塘10万亩"),
                ("培育100家年销售收入", "元", "以上具有带动能力的企业"),
            ],
            &[
                ("浓度降至", "微克", "以下，优良天数增加"),
                ("事故控制在", "起", "以下"),
                ("对口帮扶超过", "户", "的困难家庭"),
                ("对", "家", "企业开展培训"),
                ("得分达到", "分", "及以上"),
                ("比例分别达到", "%", "及以上和40%及以上"),
                ("建成绿道", "公里", "以上"),
                ("打造一批示范村，建成", "个", "公园"),
                ("培训100名年轻干部、", "名", "骨干"),
                ("建成一批公园", "个", ""),
                ("新增", "家", "或5家以上"),
                ("每年对同一单位检查", "次", ""),
            ],
        );
    }
}
