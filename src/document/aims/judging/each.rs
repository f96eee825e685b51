//! Numbers that are of each one, not of the whole: ceilings for each, rights, sizes.

use super::NumberContext;
use super::sizes::SIZES;
use crate::document::aims::measures::measure_at;
use crate::document::text::AnyOf;
use crate::plan::Op;

/// Words for one of many.
const SINGLE: [&str; 6] = ["单个", "单一", "单项", "单家", "单体", "同一"];

/// Returns whether a number is the most for each, or the most of a price: 每批不超过5家, 不高于市场价的60%.
pub(super) fn is_ceiling_each(it: &NumberContext<'_>) -> bool {
    let is_each = it.clause.rfind('每').is_some_and(|at| {
        let of = &it.clause[at + '每'.len_utf8()..];
        !of.starts_with(['年', '月', '季', '半']) && measure_at(of).is_some()
            || of.starts_with_any(&["批", "单", "案", "笔"])
    });
    let is_single = it.clause.contains_any(&SINGLE);
    let each = it.op == Op::AtMost && (is_each || is_single);
    let most = it.clause.contains_any(&["不高于", "不超过", "最高"]);
    each || it.measure == "%" && most && it.clause.ends_with('的')
}

/// Words right before the most that one may have.
const LIMITED: [&str; 5] = ["限购", "限领", "限报", "限申报", "限享受"];

/// Returns whether a number of times is a right or a recurrence of years: 每人每年享受一次, 每5年修订1次.
pub(super) fn is_own_right(it: &NumberContext<'_>) -> bool {
    // 每人限购1件
    if it.clause.ends_with_any(&LIMITED) {
        return true;
    }
    if !matches!(it.measure, "次" | "届" | "期" | "轮") {
        return false;
    }
    let years = it.clause.rfind('每').is_some_and(|at| {
        let rest = it.clause[at + '每'.len_utf8()..].trim_start_matches(|c: char| {
            c.is_ascii_digit() && c != '1' || "二两三四五六七八九十".contains(c)
        });
        let skipped = it.clause.len() - at - '每'.len_utf8() - rest.len();
        skipped > 0 && rest.starts_with('年')
    });
    years || it.clause.contains("享受") || it.clause.contains("每人每")
}

/// Returns whether a number is the size that each is to have: 每站建筑面积不小于20平方米, 服务半径不超过1000米,
/// 按人均不低于0.1平方米配建.
pub(super) fn is_size_of_each(it: &NumberContext<'_>) -> bool {
    is_size_by_standard(it)
        || is_floor_space(it)
        || is_distance(it)
        || is_class_or_reach(it)
        || is_size_of_single(it)
        || is_said_of_every_one(it)
        || is_density(it)
}

/// Returns whether a number is a density, how many may live on so much land: 人口密度控制在每平方公里1万人.
fn is_density(it: &NumberContext<'_>) -> bool {
    it.clause.contains("密度") && it.clause.contains_any(&["每平方", "每公顷", "每亩"])
}

/// Returns whether a number is the room that a standard asks for: 按人均不低于0.1平方米配建.
fn is_size_by_standard(it: &NumberContext<'_>) -> bool {
    matches!(it.measure, "平方米" | "米")
        && it.clause.contains('按')
        && it
            .rest_of_clause()
            .contains_any(&["配建", "配置", "配套建设", "标准", "执行"])
}

/// Returns whether a number is the least floor space of each: 业务用房面积不少于120平方米.
fn is_floor_space(it: &NumberContext<'_>) -> bool {
    it.measure == "平方米"
        && it.op == Op::AtLeast
        && !it.clause.contains_any(&["总", "新增", "新建", "达到"])
        && it
            .clause
            .contains_any(&["建筑面积", "用房面积", "使用面积", "营业面积"])
}

/// Returns whether a number says how far something is from something else: 服务半径不超过1000米, or how long
/// it is: 全长1.4公里.
fn is_distance(it: &NumberContext<'_>) -> bool {
    let clause = it.clause;
    matches!(it.measure, "平方米" | "米")
        && clause.contains_any(&["半径", "间距", "距离", "净高", "层高"])
        || matches!(it.measure, "米" | "公里" | "千米")
            && clause.starts_with_any(&["全长", "总长", "长约", "路线全长"])
}

/// Returns whether a number is a class of size, a side of an area, or how far something reaches: 5万吨级以上泊位,
/// 20公里供热半径内, 500米覆盖率.
fn is_class_or_reach(it: &NumberContext<'_>) -> bool {
    const NEAR: usize = 8;
    let near: String = it.rest_of_clause().chars().take(NEAR).collect();
    let reaches = near.contains_any(&["半径", "覆盖率", "范围内"]);
    let is_side = it.after.starts_with('×') || it.clause.ends_with('×');
    // 2500吨/日以下的水泥生产线, 2500吨/日水泥生产线
    let is_class = it.measure.starts_with("吨/")
        && !it.rest_of_clause().is_empty()
        && !it.after.starts_with_any(&["、", "以上", "左右"]);
    // 80亿元级、50亿元级项目; 万亩级、十万亩级农田
    let is_rank = matches!(it.measure, "元" | "亩") && it.after.starts_with('级');
    // 5×8小时
    let is_shift = it.measure == "小时" && it.clause.ends_with(['×', 'x', 'X', '*']);
    it.measure == "吨级"
        || is_rank
        || is_class
        || is_shift
        || matches!(it.measure, "米" | "公里") && (is_side || reaches)
}

/// Returns whether a number is the size of one of many: 单个项目总投资不低于5000万元.
fn is_size_of_single(it: &NumberContext<'_>) -> bool {
    it.clause.starts_with_any(&SINGLE) && SIZES.contains(&it.measure)
}

/// Returns whether a size or a length of time is said of every one: 每站建筑面积不小于20平方米, but not
/// 每年新增20平方米.
fn is_said_of_every_one(it: &NumberContext<'_>) -> bool {
    const TIMES_AND_NUMBERS: [char; 13] = [
        '年', '月', '季', '半', '学', '周', '天', '日', '亩', '百', '千', '万', '十',
    ];
    let is_size = matches!(
        it.measure,
        "平方米" | "米" | "小时" | "分钟" | "平方公里" | "课时" | "学时" | "吨" | "立方米"
    );
    let is_room = it
        .clause
        .contains_any(&["车位", "床位", "座位", "泊位", "工位"]);
    let of = it.clause.strip_prefix(['每', '单']);
    (is_size || is_room)
        && of.is_some_and(|of| {
            !of.starts_with(TIMES_AND_NUMBERS) && !of.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Returns whether a number says how much falls to each: 发放消费券3轮，每轮500万元; 每次不少于50人.
pub(super) fn is_share_of_each(it: &NumberContext<'_>) -> bool {
    it.clause.strip_prefix('每').is_some_and(|of| {
        let is_event = of.starts_with(['轮', '场', '期', '批', '次', '届', '班', '笔', '单']);
        let is_size = matches!(it.measure, "人" | "名") && it.op != Op::Exactly;
        is_event && (it.measure == "元" || is_size)
            || of.chars().count() <= 2 && !of.starts_with(['年', '月', '季', '周', '半', '学'])
    })
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn a_ceiling_may_be_of_each() {
        check(
            is_ceiling_each,
            &[
                ("每户补助不超过", "元", ""),
                ("单项投资不超过", "元", ""),
                ("售价不高于同类的", "%", ""),
            ],
            &[("每年新增不超过", "家", ""), ("失业率不高于", "%", "")],
        );
    }

    #[test]
    fn a_right_and_a_recurrence_of_years_are_of_each() {
        check(
            is_own_right,
            &[
                ("每三年评选", "次", ""),
                ("每人每年体检", "次", ""),
                ("只可享受", "次", "减免"),
                ("每户限领", "张", ""),
            ],
            &[("每年评选", "次", ""), ("每三年评选", "家", "")],
        );
    }

    #[test]
    fn a_size_may_be_of_each() {
        check(
            is_size_of_each,
            &[
                ("新区按人均不低于", "平方米", "配建绿地"),
                ("服务距离不超过", "米", ""),
                ("新建3万", "吨级", "码头"),
                ("改建村所9处，用房面积不少于", "平方米", ""),
                ("实现站点500", "米", "覆盖率提升"),
                ("城区人口密度控制在每平方公里", "人", ""),
                ("新建球场28", "米", "×15米"),
                ("工作日5×", "小时", "接听"),
                ("单体投资不低于", "元", ""),
                ("，每间不小于", "平方米", ""),
                ("，单座库容不少于", "吨", ""),
                ("，每座车库泊位不少于", "个", ""),
                ("新区按人均不低于", "平方米", "配置绿地"),
                ("关闭", "吨/年", "及以下窑炉"),
            ],
            &[
                ("新增绿地", "平方米", ""),
                ("新增建筑面积不少于", "平方米", ""),
                ("每年新增绿地", "平方米", ""),
                ("每亩增产", "米", ""),
                ("每千人床位达到", "张", ""),
                ("新建绿道", "公里", ""),
                ("处理能力达到", "吨/日", "以上"),
            ],
        );
    }

    #[test]
    fn a_sum_may_fall_to_each() {
        check(
            is_share_of_each,
            &[
                ("每场", "元", ""),
                ("每村", "人", ""),
                ("每次不少于", "人", ""),
            ],
            &[
                ("每年", "人", ""),
                ("每个乡镇培训", "人", ""),
                ("每次评选获奖者", "名", ""),
            ],
        );
    }
}
