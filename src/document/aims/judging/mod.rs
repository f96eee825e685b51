//! What the words around a number make of it: an aim, or something else that is counted.

mod aiming_words;
pub(crate) mod bounds;
mod classes;
mod conditions;
mod each;
mod given;
pub(crate) mod grants;
mod money;
mod past;
mod sizes;
mod verbs;

use super::measuring::is_span_of_rule;
use crate::document::text::{AnyOf, first_clause};
use crate::document::times::named::is_count;
use crate::plan::Op;
use bounds::{before_denial, is_lowered_to};
use classes::is_bound_of_class;
use conditions::{
    is_basis, is_condition, is_count_of_participants, is_measure_of_share, is_of_means,
    is_part_of_plan, is_rule, is_scope_of_effort,
};
use each::{is_ceiling_each, is_own_right, is_share_of_each, is_size_of_each};
use given::{is_given, is_of_all_there_are};
use grants::{
    is_ceiling_of_count, is_conditional, is_granted, is_of_beneficiary, is_of_served_aim,
    is_one_of_each, is_share_of_word,
};
use money::is_price;
use past::{is_done_share, is_past};
use sizes::{is_area_of_place, is_class_of_vehicles, is_room_of_place, is_size_of_works};
use verbs::{counts_what_is_listed, has_verb};

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
    /// The measure word.
    pub(crate) measure: &'t str,
    /// The text after its measure.
    pub(crate) after: &'t str,
    /// The number, the minimum of a range.
    pub(crate) value: f64,
    /// The comparison.
    pub(crate) op: Op,
    /// Whether it is owed again and again.
    pub(crate) recurs: bool,
}

/// The rules by which a number is something else than an aim.
const OTHERS: [fn(&NumberContext<'_>) -> bool; 30] = [
    is_part_of_word, is_condition, is_bound_of_class, is_basis, is_ceiling_each, is_own_right,
    is_part_of_plan, is_of_all_there_are, is_area_of_place, is_count_of_participants, is_of_means,
    is_rule, is_scope_of_effort, is_share_of_each, is_measure_of_share, is_size_of_each,
    is_of_beneficiary, is_granted, is_conditional, is_share_of_word, is_one_of_each,
    is_of_served_aim, is_ceiling_of_count, is_price, is_given, is_size_of_works, is_room_of_place,
    is_class_of_vehicles, is_contact, is_done_share,
];

/// Judges what a number is.
pub(crate) fn reading(it: NumberContext<'_>) -> NumberReading {
    if OTHERS.iter().any(|rule| rule(&it)) || is_past(it.before) || is_course_of_each(&it) {
        return NumberReading::Other;
    }
    if is_unknown_level(&it)
        || is_weekly(&it)
        || is_rate_of_other(&it)
        || is_favoured(&it)
        || is_staffing(&it)
        || is_denied_deed(&it)
        // 零售额翻一番: of what, the text does not say.
        || it.measure == "番"
        || is_limit_of_something(&it)
    {
        return NumberReading::Unsure;
    }
    let is_aimed_at = has_verb(&it);
    if it.is_money() && it.op == Op::AtMost && !is_lowered_to(it.before) {
        // A sum that is not to be exceeded is what may be spent; one that something is lowered to is an aim.
        NumberReading::Other
    } else if it.op != Op::Exactly || it.recurs || is_aimed_at {
        NumberReading::Aim
    } else {
        NumberReading::Unsure
    }
}

impl<'t> NumberContext<'t> {
    fn is_money(&self) -> bool {
        matches!(self.measure, "元" | "人民币" | "美元")
    }

    /// Returns the rest of its clause behind its measure.
    fn rest_of_clause(&self) -> &'t str {
        first_clause(self.after)
    }
}

/// Returns whether a number belongs to the word before it: 第3, 满5, 上述3, 京津冀等3.
fn is_part_of_word(it: &NumberContext<'_>) -> bool {
    const BEFORE: [&str; 21] = [
        "第", "前", "每", "共计", "合计", "以下", "如下", "上述", "这", "满", "届", "版", "表",
        "图", "约定", "属于", "方面", "近", "排名", "按", "连续",
    ];
    it.before.ends_with_any(&["等", "共"])
        && !counts_what_is_listed(it)
        && !is_sum_of_years(it.clause)
        || it.before.ends_with_any(&BEFORE) && !it.before.ends_with("及以下")
        // 退出全国后20名
        || it.before.ends_with('后') && matches!(it.measure, "名" | "位")
        || it.before.ends_with('.') && it.before.len() > 1
}

/// Returns whether a clause that ends before a number says that it is of all years: 三年共1500万元.
pub(crate) fn is_sum_of_years(clause: &str) -> bool {
    let years = clause
        .strip_suffix("累计")
        .or_else(|| clause.strip_suffix('共'));
    let number = years.and_then(|years| years.strip_suffix('年'));
    number.is_some_and(|number| {
        let number = number.strip_prefix('这').unwrap_or(number);
        number.chars().count() == 1 && number.chars().all(is_count)
    })
}

/// Returns whether a number is the size of a course for each: 每个项目培训不超过50人，课时不少于40课时.
fn is_course_of_each(it: &NumberContext<'_>) -> bool {
    let is_hours = matches!(it.measure, "课时" | "学时");
    (is_hours || it.after.starts_with_any(&["课时", "学时"]))
        && (it.clause.contains("时长")
            || it
                .before
                .contains_any(&["每个", "每期", "每班", "每人", "单个"]))
}

/// Returns whether a number is held against what is not known: 高于全国平均水平2个百分点.
fn is_unknown_level(it: &NumberContext<'_>) -> bool {
    it.measure.ends_with("百分点")
        && it
            .clause
            .contains_any(&["平均水平", "高于", "快于", "低于", "好于", "超出"])
}

/// Returns whether a number is counted in something for something else, which no measure is known for: 300吨/万平方米.
fn is_rate_of_other(it: &NumberContext<'_>) -> bool {
    // 2人/村
    let each = ['村', '镇', '乡', '县', '校', '人', '户', '社', '班'];
    let other = it.after.strip_prefix('/');
    !it.measure.contains('/') && other.is_some_and(|other| !other.starts_with(each))
}

/// Returns whether a number counts those who are to be asked: 各单位明确1名联络员.
fn is_contact(it: &NumberContext<'_>) -> bool {
    it.op == Op::Exactly
        && first_clause(it.after).contains_any(&["联系人", "联络人", "联络员", "联系员"])
}

/// Returns whether a number counts those that are preferred, who may be granted it: 优先支持其中1家.
fn is_favoured(it: &NumberContext<'_>) -> bool {
    it.op == Op::Exactly && it.clause.starts_with("优先")
}

/// Returns whether a number is what each of so many is to be given: 每10张床位至少配备1名.
fn is_staffing(it: &NumberContext<'_>) -> bool {
    it.clause.split_once('每').is_some_and(|(_, rest)| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains_any(&["配备", "配置"])
    })
}

/// Returns whether a number counts what is not to happen: 不发生1起, 不得新增2户, 不落1人.
fn is_denied_deed(it: &NumberContext<'_>) -> bool {
    const DEEDS: [&str; 12] = [
        "发生", "新增", "增加", "出现", "产生", "形成", "引发", "掉队", "漏掉", "漏", "落", "丢",
    ];
    let denied = DEEDS.iter().filter_map(|deed| it.clause.strip_suffix(deed));
    let mut denied = denied.map(|head| head.strip_suffix('再').unwrap_or(head));
    it.op == Op::Exactly && denied.any(|head| before_denial(head).is_some())
}

/// Returns whether a number limits what may be owed or may be a rule: 违法占地比例不得超过5%, 撂荒面积不高于200亩,
/// 工程审批不多于60个工作日.
fn is_limit_of_something(it: &NumberContext<'_>) -> bool {
    let is_share = it.measure == "%" && it.clause.contains("不得超过");
    let is_area = matches!(it.measure, "平方米" | "亩")
        && it
            .before
            .ends_with_any(&["不超过", "不高于", "不多于", "不大于", "不得超过"])
        && !it.clause.contains_any(&["总量", "总数", "全市", "全县"]);
    it.op == Op::AtMost && (is_share || is_area || is_span_of_rule(it.before, it.measure))
}

/// Recurrences that the format does not know.
const WEEKLY: [&str; 8] = [
    "每周", "每日", "每天", "每旬", "每半月", "每半个月", "每两周", "每两个月",
];

/// Returns whether a number is owed each week or day, which the format does not know.
fn is_weekly(it: &NumberContext<'_>) -> bool {
    // 每天开设体育课，锻炼时间不少于1小时
    let said = match it.measure {
        "小时" | "分钟" | "课时" => it.before,
        "次" | "场" | "期" | "场次" => it.clause,
        _ => return false,
    };
    last_of(said, &WEEKLY) > last_of(said, &["每月", "每季", "每半年", "每年"])
}

/// Returns the beginning of the last of some words.
fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.rfind(word)).max()
}

/// Returns a number of a test, with the words around it.
#[cfg(test)]
pub(crate) fn number<'t>(before: &'t str, measure: &'t str, after: &'t str) -> NumberContext<'t> {
    NumberContext {
        before,
        clause: crate::document::text::last_clause(before),
        measure,
        after,
        value: 3.0,
        op: bounds::op(before, after, false),
        recurs: before.contains("每年"),
    }
}

/// A number of a test: the text before it, its measure, the text behind.
#[cfg(test)]
type Case = (&'static str, &'static str, &'static str);

/// Checks that a rule holds for numbers, and for others not.
#[cfg(test)]
fn check(rule: fn(&NumberContext<'_>) -> bool, held: &[Case], others: &[Case]) {
    for (before, measure, after) in held {
        assert!(rule(&number(before, measure, after)), "{before}{after}");
    }
    for (before, measure, after) in others {
        assert!(!rule(&number(before, measure, after)), "{before}{after}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_are_told_from_other_numbers() {
        let aims = [
            ("全市公民具备科学素质的比例达到", "%", ""),
            ("每年组织", "家", "以上单位面向青少年开展活动"),
            ("培育高素质农民", "人", ""),
            ("创建劳模工作室", "家", ""),
            ("全区技能人才达到200人，其中高技能人才", "人", "以上"),
            ("财政人均科普专项经费达到", "元", ""),
            ("平台投诉按时办结率不低于", "%", ""),
            ("", "%", "以上的乡镇建有体育组织"),
            ("全区整治", "%", "的村庄"),
            ("2021年拟建试点校", "所", ""),
            ("营造生态林", "亩", ""),
            ("推动学校体育设施", "%", "向社会开放"),
            ("2024年再建", "个", ""),
            ("职业教育一次性就业率保持在", "%", "以上"),
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
            ("吨水成本降到", "元", "以下"),
            ("新建", "座", "以上汽车站"),
            ("关闭3万吨/年及以下", "处", "煤矿"),
            ("目前基地有20家，到2026年培训", "人", ""),
        ];
        let others = [
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
            ("对连续", "次", "排名末位的单位进行约谈"),
            ("课程时长不少于", "学时", ""),
            ("担保机构承担的风险责任不低于", "%", ""),
            ("个人出资比例不低于", "%", ""),
            ("设立基金，发挥5亿", "元", "产业基金引导作用"),
            ("以水体整治和", "个", "控制单元为重点"),
            ("加大对新兴领域", "个", "集群和20家企业的支持力度"),
            ("加大对新兴领域12个集群和", "家", "企业的支持力度"),
            ("设立基金，对单个项目投资额不超过", "元", ""),
            ("对", "吨", "以上厢式货车开展抽查"),
            ("淘汰", "座", "及以上客车"),
            ("空气质量退出全国168个城市后", "名", ""),
            ("各单位明确", "名", "联络员，每月报送"),
            ("截至目前，基地达到20家，培训", "人", ""),
        ];
        let unsure = [
            ("大赛分", "个", ""),
            ("每周至少走访", "次", ""),
            ("每半个月召开", "次", ""),
            ("每天开设体育课，锻炼时间不少于", "小时", ""),
            ("优先支持其中", "家", ""),
            ("每10张床位至少配备", "名", ""),
            ("确保不发生", "起", ""),
            ("，不再新增", "户", ""),
            ("不漏1户、不落", "人", ""),
        ];
        for (read, cases) in [
            (NumberReading::Aim, &aims[..]),
            (NumberReading::Other, &others),
            (NumberReading::Unsure, &unsure),
        ] {
            for (before, measure, after) in cases {
                assert_eq!(reading(number(before, measure, after)), read, "{before}");
            }
        }
    }
}
