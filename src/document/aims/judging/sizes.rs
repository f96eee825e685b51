//! Numbers that say how large those are that something else is said of: 500人以上企业, 超过1亿元的企业50家.

use super::NumberContext;
use super::conditions::{AIMS, is_share_of_all};
use crate::document::aims::measures::{behind_number, measure_at};
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Measures of how large something is.
pub(super) const SIZES: [&str; 11] = [
    "人", "元", "美元", "亩", "头", "只", "张", "户", "吨", "平方米", "名",
];

/// Returns whether a number says how large a place is: 总规划面积约60平方公里, 总建筑面积1.8万平方米, but not
/// 绿化面积500亩.
pub(super) fn is_area_of_place(it: &NumberContext<'_>) -> bool {
    const PLACES: [&str; 7] = ["规划", "总面积", "占地", "用地", "核心区", "片区", "总建筑"];
    // 新增造林，面积500公顷
    const CHANGED: [&str; 10] = [
        "新增", "治理", "修复", "绿化", "造林", "种植", "播种", "推广", "整治", "改造",
    ];
    let clause = it.clause.trim_end_matches(['约', '为']);
    let is_measured = matches!(
        it.measure,
        "平方公里" | "平方千米" | "公顷" | "平方米" | "亩"
    );
    is_measured
        && it.op == Op::Exactly
        && clause.ends_with("面积")
        && !it.before.contains_any(&CHANGED)
        && (clause.contains_any(&PLACES) || clause == "面积" && it.measure.starts_with("平方公里"))
}

/// Returns whether a number says how many a place has room for: 可容纳学员400人.
pub(super) fn is_room_of_place(it: &NumberContext<'_>) -> bool {
    it.op == Op::Exactly
        && it
            .clause
            .contains_any(&["可容纳", "可同时容纳", "可停放", "可同时停放"])
}

/// Returns whether a number is the size of works that are named with it: 确保甲公司700万吨露天矿开工.
pub(super) fn is_size_of_works(it: &NumberContext<'_>) -> bool {
    const WORKS: [&str; 8] = [
        "项目前期", "建设工程", "投产", "开工", "正式运营", "投入使用", "完成核准", "完成改造",
    ];
    const MADE: [&str; 12] = [
        "新建", "建成", "建设", "改造", "完成", "新增", "打造", "开工", "开工建设", "改建", "扩建",
        "实现",
    ];
    let is_measured = matches!(
        it.measure,
        "吨" | "千瓦" | "兆瓦" | "平方米" | "立方米" | "亩" | "只" | "头"
    );
    // 有效容积不得小于1.5立方米
    let is_norm = it.clause.contains_any(&["容积", "净高", "净宽", "壁厚"]);
    is_norm && matches!(it.op, Op::AtLeast | Op::AtMost)
        || is_measured
            && it.op == Op::Exactly
            && !it.clause.ends_with_any(&MADE)
            && !it.clause.contains("面积")
            && it.rest_of_clause().contains_any(&WORKS)
}

/// Returns whether a number is the size of what another number counts: 举办50人以上赛事活动不少于1万项次.
pub(super) fn is_size_of_aimed_at(measure: &str, after: &str) -> bool {
    const REACHES: [&str; 4] = ["不少于", "达到", "不低于", "超过"];
    let Some(rest) = after.strip_prefix("以上") else {
        return false;
    };
    let end = rest.find(['，', ',', '、']).unwrap_or(rest.len());
    let reaches_number = |word: &&str| {
        rest[..end].find(*word).is_some_and(|at| {
            at > 0 && rest[at + word.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    measure != "%" && REACHES.iter().any(reaches_number)
}

/// Returns whether a number says how large something is: 超过1亿元的企业50家, but not 提供不少于3万平方米的场地.
pub(super) fn is_size_of_other(it: &NumberContext<'_>, rest: &str) -> bool {
    const MAKES: [&str; 11] = [
        "投放", "发放", "建", "提供", "新增", "打造", "筹集", "设立", "开发", "引进", "储备",
    ];
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_made =
        it.clause.contains_any(&MAKES) && !has_digit(it.clause) && !has_digit(first_clause(rest));
    let near: String = rest.chars().take(8).collect();
    !is_share_of_all(it.clause, it.measure, rest)
        && !near.is_empty()
        && !is_made
        && !near.contains_any(&AIMS)
}

/// Returns whether a bound says how large those are that are named: 500人以上企业, but not 10家以上单位.
pub(super) fn is_size_of_group(measure: &str, after: &str) -> bool {
    const GROUPS: [&str; 7] = [
        "以上企业", "以上单位", "以上人员", "以上学历", "以上职称", "以上人群", "以上规模",
    ];
    SIZES.contains(&measure) && after.starts_with_any(&GROUPS)
}

/// Returns whether a number says how large those are whose name follows it: 年营收5000万元以上体育企业.
pub(super) fn is_size_of_noun(measure: &str, after: &str) -> bool {
    const LONGEST: usize = 8;
    const NOUNS: [&str; 15] = [
        "空域", "机组", "企业", "单位", "主体", "园区", "项目", "机构", "集群", "门店", "农户",
        "大户", "合作社", "产业", "锅炉",
    ];
    let Some(rest) = after.strip_prefix("以上") else {
        return false;
    };
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '，' | ',' | '、');
    let noun = &rest[..rest.find(ends).unwrap_or(rest.len())];
    // 30万千瓦以下煤电机组关停
    let noun: String = noun.chars().take(LONGEST).collect();
    matches!(
        measure,
        "元" | "美元" | "亩" | "吨" | "头" | "米" | "平方米" | "千瓦" | "兆瓦" | "蒸吨"
    ) && noun.contains_any(&NOUNS)
}

/// Returns whether a number is a class of vehicles: 3.5吨以上货车, 9座以上客车.
pub(super) fn is_class_of_vehicles(it: &NumberContext<'_>) -> bool {
    const LONGEST: usize = 6;
    const BOUNDS: [&str; 4] = ["及以上", "及以下", "以上", "以下"];
    const VEHICLES: [&str; 5] = ["车", "船", "叉车", "拖拉机", "艇"];
    let bound = it.after.strip_prefix_any(&BOUNDS);
    let noun: String = bound.unwrap_or_default().chars().take(LONGEST).collect();
    // 3座以上车站
    let is_place = noun.contains_any(&["车站", "车库", "车位", "车间", "船坞", "船闸", "船厂"]);
    matches!(it.measure, "吨" | "座" | "米" | "千瓦") && noun.contains_any(&VEHICLES) && !is_place
}

/// Returns whether a size is the first of several things said of those whom a number counts:
/// 产值超1亿元、有研发能力的企业6家.
pub(super) fn is_first_size(it: &NumberContext<'_>, after: &str) -> bool {
    let is_bound = after.starts_with("以上") || it.clause.ends_with_any(&OVER);
    let said = after
        .strip_prefix("以上")
        .unwrap_or(after)
        .strip_prefix('、');
    let counted = said.and_then(|said| {
        let digits = said.find(|c: char| c.is_ascii_digit())?;
        let (name, number) = said.split_at(digits);
        let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
        (name.contains('的') && !name.contains(['，', ','])).then(|| measure_at(behind))?
    });
    is_bound && SIZES.contains(&it.measure) && counted.is_some_and(counts_those_of_a_size)
}

/// Words right before a size that is exceeded.
const OVER: [&str; 4] = ["超", "超过", "突破", "过"];

fn counts_those_of_a_size(measure: &str) -> bool {
    matches!(measure, "家" | "户" | "场" | "个" | "项" | "座" | "处")
}

/// Returns whether a number says how large those are that the next number counts: 出口1000万美元以上企业8家,
/// 年销售超1亿元企业10家.
pub(super) fn is_size_of_counted(it: &NumberContext<'_>, after: &str) -> bool {
    const LONGEST: usize = 10;
    let (is_bound, rest) = match after.strip_prefix("以上") {
        Some(rest) => (true, rest),
        None => (
            it.clause.ends_with_any(&OVER) || it.clause.ends_with('或'),
            after,
        ),
    };
    let rest = behind_alternative(rest);
    let noun = rest
        .find(|c: char| c.is_ascii_digit())
        .map(|at| (&rest[..at], &rest[at..]));
    is_bound
        && SIZES.contains(&it.measure)
        && noun.is_some_and(|(noun, number)| {
            let behind = behind_number(number);
            noun.chars().count() <= LONGEST
                && !noun.contains(['，', ',', '、', '和', '(', '达', '于', '超', '增', '年'])
                && measure_at(behind).is_some_and(counts_those_of_a_size)
        })
}

/// Returns a text behind the other bound that it begins with: 或3亿美元产业项目2个.
fn behind_alternative(rest: &str) -> &str {
    let other = rest
        .strip_prefix('或')
        .map(|number| (number, behind_number(number)));
    other
        .filter(|(number, behind)| behind.len() < number.len())
        .and_then(|(_, behind)| behind.strip_prefix(measure_at(behind)?))
        .unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::super::number;
    use super::*;

    #[test]
    fn the_size_of_named_works_is_no_aim() {
        let is_one = |before, measure, after| is_size_of_works(&number(before, measure, after));
        assert!(is_one("确保甲公司", "吨", "露天矿一季度完成核准并开工"));
        assert!(is_one("推进甲公司", "千瓦", "热电项目前期工作"));
        assert!(is_one("启动", "亩", "蔬菜基地建设工程"));
        assert!(is_one("三格池有效容积不得小于", "立方米", ""));
        assert!(!is_one("建成", "平方米", "标准厂房并投入使用"));
        assert!(!is_one("新增产能", "吨", ""));
        assert!(!is_one("新开工面积", "平方米", "，年内投产"));
    }

    #[test]
    fn one_of_two_bounds_is_the_size_of_what_is_counted() {
        let is_size =
            |before, measure, after| is_size_of_counted(&number(before, measure, after), after);
        assert!(is_size("招引总投资超", "元", "或3亿美元产业项目2个"));
        assert!(is_size("招引总投资超30亿元或", "美元", "产业项目2个"));
        assert!(!is_size("招引项目2个或", "个", ""));
    }

    #[test]
    fn what_a_place_has_room_for_is_its_size() {
        assert!(is_room_of_place(&number("可容纳学员", "人", "")));
        assert!(is_room_of_place(&number(
            "建成停车场，可同时停放",
            "辆",
            ""
        )));
        assert!(!is_room_of_place(&number("新增学员", "人", "")));
    }

    #[test]
    fn the_area_of_a_place_is_its_size() {
        let is_area = |before, measure| is_area_of_place(&number(before, measure, ""));
        assert!(is_area("新区覆盖全域，总规划面积约", "平方公里"));
        assert!(is_area("承接成果转化项目，面积约", "平方公里"));
        assert!(is_area("项目用地面积为", "平方米"));
        assert!(is_area("建设新馆，总建筑面积", "平方米"));
        assert!(!is_area("绿化面积", "亩"));
        assert!(!is_area("新增造林，面积", "平方公里"));
        assert!(!is_area("粮食播种面积", "亩"));
    }
}
