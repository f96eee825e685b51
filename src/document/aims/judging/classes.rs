//! Numbers that only say which of something is meant: 3.5吨以下货车, 对产值首次突破10亿元的企业.

use super::NumberContext;
use super::conditions::AIMS;
use crate::document::text::AnyOf;
use crate::plan::Op;

/// Returns whether a number bounds the class of those whom something is asked of or given.
pub(super) fn is_bound_of_class(it: &NumberContext<'_>) -> bool {
    is_inclusive_bound(it.after)
        || is_most_of_noun(it)
        || is_part_above(it.after)
        || is_of_those_meant(it)
        || is_in_same_case(it)
        || it.clause.ends_with_any(&["红线内", "红线外"])
}

/// Returns whether a bound includes its number and goes on: 500万元及以上至1000万元以下, 160千瓦及以下的企业.
fn is_inclusive_bound(after: &str) -> bool {
    let mut bounds = ["及以上", "及以下"].iter();
    let of = bounds.find_map(|bound| after.strip_prefix(bound));
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

/// Returns whether a number ends or begins the part of something that is treated by itself: 超过100万元但不超过300万元的部分.
fn is_part_above(after: &str) -> bool {
    let after = ["以上", "以下"]
        .iter()
        .find_map(|bound| after.strip_prefix(bound))
        .unwrap_or(after);
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

/// Returns whether a number says how often the same has to happen: 同一工单退回3次以上.
fn is_in_same_case(it: &NumberContext<'_>) -> bool {
    it.measure == "次" && it.clause.contains("同一") && !it.has_cadence
}

#[cfg(test)]
mod tests {
    use super::super::number;
    use super::*;

    #[test]
    fn what_bounds_a_class_is_no_aim() {
        for (before, measure, after) in [
            ("推行并联审批：投资", "元", "及以上至1000万元以下水利项目"),
            ("容量", "千瓦", "及以下的用户免费接入"),
            ("不限制", "吨", "以下货车通行"),
            ("按照", "座", "以下载客车扩大部分"),
            ("利润超过", "元", "但不超过300万元的部分减按"),
            ("收入不超过", "元", "的部分"),
            ("对产值首次突破", "元", "、50亿元等规模的工厂"),
            ("对新增投资超", "元", "的重大项目"),
            ("同一来信退回", "次", "以上"),
            ("接到红线内", "米", ""),
        ] {
            assert!(
                is_bound_of_class(&number(before, measure, after)),
                "{before}…{after}"
            );
        }
        for (before, measure, after) in [
            ("浓度降至", "微克", "以下，优良天数增加"),
            ("事故控制在", "起", "以下"),
            ("对口帮扶超过", "户", "的困难家庭"),
            ("对", "家", "企业开展培训"),
            ("得分达到", "分", "及以上"),
            ("比例分别达到", "%", "及以上和40%及以上"),
            ("建成绿道", "公里", "以上"),
            ("每年对同一单位检查", "次", ""),
        ] {
            assert!(
                !is_bound_of_class(&number(before, measure, after)),
                "{before}…{after}"
            );
        }
    }
}
