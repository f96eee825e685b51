//! Numbers that are not aims: conditions, shares something is reckoned by, rules, parts of the plan.

use super::NumberContext;
use super::bounds::is_lowered_to;
use super::money::names_rate;
use super::sizes::{
    SIZES, is_first_size, is_size_of_aimed_at, is_size_of_counted, is_size_of_group,
    is_size_of_noun, is_size_of_other,
};
use crate::document::aims::measures::behind_number;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Returns whether a number only says of what something is: 吸纳就业10人以上的企业, 营业收入超过1亿元的企业.
pub(super) fn is_condition(it: &NumberContext<'_>) -> bool {
    const BOUNDS: [&str; 8] = [
        "及以下的", "及以上的", "以上的", "以下的", "以内的", "左右的", "以上且", "以上或",
    ];
    let after = behind_list(it.after, it.measure);
    // 已投资额未达到总额25%的用地; 当物价涨幅达到3%，启动补贴
    if is_case_ahead(it.clause)
        || it.clause.contains("未达到") && after.starts_with('的')
        || says_in_which_case(after)
        || is_case_of_grant(after)
        || is_size_of_counted(it, after)
        || is_size_of_aimed_at(it.measure, after)
    {
        return true;
    }
    if let Some(rest) = after.strip_prefix_any(&BOUNDS) {
        return is_bound_of_other(it, rest);
    }
    if let Some(rest) = after.strip_prefix('的') {
        let is_property = it.clause.contains_any(&["效率", "纯度", "含量", "浓度"]);
        return is_property && !rest.starts_with_any(&AIMS) || is_size_of_other(it, rest);
    }
    is_size_of_noun(it.measure, after)
        || is_first_condition(after)
        || is_size_of_group(it.measure, after)
        || is_first_size(it, after)
        || is_taken_in(it)
        || is_of_body(it)
        || is_reached_before(it)
        || is_called_condition(it)
        || is_definition(it)
}

/// Returns whether a number is called a condition of something, or is one of a list of them:
/// 占比达到30%，是入围的必要条件; 示范点标准为：4张以上球台.
fn is_called_condition(it: &NumberContext<'_>) -> bool {
    const LISTS: [&str; 4] = ["标准为:", "标准为：", "条件为:", "条件为："];
    let mut further = it.after.split(['，', ',']).skip(1);
    let is_told = further.next().is_some_and(|clause| {
        clause.starts_with('是') && clause.trim_end_matches('。').ends_with("条件")
    });
    is_told || it.before.contains_any(&LISTS)
}

/// Returns whether a number says what a word means: 特大城市指常住人口500万以上的城市.
fn is_definition(it: &NumberContext<'_>) -> bool {
    const MEANING: [&str; 3] = ["是指", "城市指", "企业指"];
    it.clause.contains_any(&MEANING)
}

/// Returns whether a number is what is built on: 在已完成16项“跨省通办”事项的基础上, but not 在确保完成90%的基础上.
fn is_reached_before(it: &NumberContext<'_>) -> bool {
    let is_basis = it.clause.contains('在') && it.rest_of_clause().ends_with("基础上");
    is_basis && !it.clause.contains("确保")
}

/// Returns whether a number says how many those have whom something is asked of: 招收超过3名残疾幼儿的幼儿园.
fn is_of_body(it: &NumberContext<'_>) -> bool {
    const LONGEST: usize = 8;
    const BODIES: [&str; 10] = [
        "幼儿园", "学校", "企业", "单位", "园区", "机构", "医院", "家庭", "商户", "矿山",
    ];
    let of = it.rest_of_clause().split_once('的');
    let is_said_of_one = of.is_some_and(|(noun, body)| {
        noun.chars().count() <= LONGEST && body.starts_with_any(&BODIES)
    });
    it.op == Op::Over && SIZES.contains(&it.measure) && is_said_of_one
}

/// Returns whether a clause begins with what has to be so first: 当物价涨幅达到3%，启动补贴, but not 当年 or 当阳市.
fn is_case_ahead(clause: &str) -> bool {
    const TIMES: [char; 8] = ['前', '年', '地', '月', '日', '天', '季', '好'];
    const PLACES: [char; 5] = ['县', '市', '区', '镇', '乡'];
    let case = clause.strip_prefix('当');
    case.is_some_and(|case| {
        let names_place = case.chars().take(3).any(|c| PLACES.contains(&c));
        !case.starts_with(TIMES) && !names_place
    })
}

/// Returns whether a number is a case that something is done in: 入围企业在3家以上的，采取招标方式.
fn says_in_which_case(after: &str) -> bool {
    after.starts_with_any(&["的，", "的,", "的基础上", "以上，或"])
}

/// Returns whether a number is a case that something is granted in: 招用人员达到15%以上，签订合同的，可申请贷款.
fn is_case_of_grant(after: &str) -> bool {
    const GRANTS: [&str; 14] = [
        "的，可", "的，给予", "的，再", "的，按", "的，予以", "的，享受", "的，一次性", "的，优先",
        "的，奖励", "的，补助", "的，补贴", "的，不得", "的，应", "的，每",
    ];
    let granted = GRANTS.iter().filter_map(|word| after.find(word)).min();
    granted.is_some_and(|at| !after[..at].contains('对'))
}

/// Words for what a bound is set to, so that it is aimed at: 3%以上的增速.
pub(super) const AIMS: [&str; 6] = ["目标", "要求", "任务", "增速", "速度", "水平"];

/// Returns whether a bound says which of something are meant: 10人以上的企业, but not 打造500个左右的领跑县.
fn is_bound_of_other(it: &NumberContext<'_>, rest: &str) -> bool {
    let is_subject = is_share_of_all(it.clause, it.measure, rest) || is_made(it.clause);
    !is_subject && !rest.starts_with_any(&AIMS)
}

/// Returns whether a bound is the first of several conditions: 吸纳10人以上、缴纳社保的企业,
/// 人数超过30人、井深超过800米的矿山.
fn is_first_condition(after: &str) -> bool {
    let further = after.strip_prefix('、').map(first_clause);
    let is_first_of_bounds = further.and_then(|clause| clause.split_once('的'));
    let is_first_of_bounds = is_first_of_bounds
        .is_some_and(|(bound, noun)| bound.contains("超过") && !noun.starts_with_any(&AIMS));
    is_first_of_bounds
        || after.strip_prefix("以上、").is_some_and(|rest| {
            let clause = first_clause(rest);
            clause.contains('的') && !clause.contains(|c: char| c.is_ascii_digit())
        })
}

/// Returns whether a number counts those to whom more of something goes: 加大对12个集群和20家企业的支持力度.
pub(super) fn is_scope_of_effort(it: &NumberContext<'_>) -> bool {
    const MORE: [&str; 5] = ["加大对", "加强对", "强化对", "提高对", "增加对"];
    const EFFORTS: [&str; 11] = [
        "的支持", "的扶持", "的监管", "的监督", "的帮扶", "的保护", "的指导", "的管理", "的服务",
        "的投入", "的培育",
    ];
    // 强化与周边7个口岸的协作
    const TOGETHER: [&str; 4] = ["的合作", "的协作", "的联动", "的联系"];
    let is_together = it.clause.contains('与') && it.rest_of_clause().contains_any(&TOGETHER);
    let is_more = it.clause.contains_any(&MORE) && it.rest_of_clause().contains_any(&EFFORTS);
    it.op == Op::Exactly && (is_more || is_together)
}

/// Returns whether a number counts those that are there already, of which something is made: 将审核通过的300户家庭纳入,
/// 将实行许可管理的38类产品压减三分之一, 对已完成试验的4个品种.
fn is_taken_in(it: &NumberContext<'_>) -> bool {
    const THEN: [&str; 7] = ["纳入", "列入", "作为", "列为", "压减", "取消", "下放"];
    let is_taken = it.clause.contains('将') && it.rest_of_clause().contains_any(&THEN);
    it.clause.ends_with('的') && (is_taken || it.clause.starts_with("对已"))
}

/// Returns the text behind the further numbers of a list in one measure: 过100亿元、50亿元的企业2家、4家.
fn behind_list<'t>(after: &'t str, measure: &str) -> &'t str {
    let mut rest = after;
    while let Some(number) = rest.strip_prefix('、')
        && let next = behind_number(number)
        && next.len() < number.len()
        && let Some(behind) = next.strip_prefix(measure)
    {
        rest = behind;
    }
    if rest.starts_with('的') { rest } else { after }
}

/// Returns whether a clause ends with a verb of making: 打造500个左右的领跑县 is an aim,
/// 吸纳就业10人以上的企业 is not.
fn is_made(clause: &str) -> bool {
    const MAKES: [&str; 23] = [
        "覆盖到", "普及到", "推广到", "扩大到", "覆盖", "惠及", "打造", "建设", "建成", "培育",
        "培养", "引进", "认定", "新增", "新建", "创建", "发展", "选树", "推出", "改造", "设立",
        "组建", "开发",
    ];
    clause.ends_with_any(&MAKES)
}

/// Returns whether a number says by what those of a share are counted: 80%以上的村年收入达到20万元以上.
pub(super) fn is_measure_of_share(it: &NumberContext<'_>) -> bool {
    let clause = it.clause;
    ["%以上的", "%的", "%左右的"].iter().any(|share| {
        clause
            .split_once(share)
            .is_some_and(|(before, _)| before.chars().all(|c| c.is_ascii_digit() || c == '.'))
    })
}

/// Returns whether a share at the head of its clause or of what is done is aimed at: 80%以上的乡镇建有体育组织,
/// 50%的县达到标准, 整治60%的村庄.
pub(super) fn is_share_of_all(clause: &str, measure: &str, rest: &str) -> bool {
    const REACHES: [&str; 16] = [
        "达标", "达到", "达", "建有", "建成", "实现", "完成", "设有", "设立", "配备", "开展",
        "纳入", "覆盖", "签订", "接入", "拥有",
    ];
    // 整治60%的村庄
    const LONGEST: usize = 6;
    let is_done_to_all = clause.ends_with_any(&["整治", "治理", "改造", "覆盖"])
        && (1..=LONGEST).contains(&first_clause(rest).chars().count());
    let is_at_head = crate::document::aims::naming::named(clause).is_empty()
        && (first_clause(rest).contains_any(&REACHES)
            || clause.ends_with_any(&["实现", "确保", "完成"]));
    measure == "%" && (is_done_to_all || is_at_head)
}

/// Returns whether a number is what something is reckoned by: 按采购金额的30%预付, 按200元标准.
pub(super) fn is_basis(it: &NumberContext<'_>) -> bool {
    const RECKONED: [&str; 11] = [
        "的标准", "估算", "测算", "的比例", "的额度", "的基础上", "的部分", "给予", "予以", "返还",
        "计提",
    ];
    let is_rate = matches!(it.measure, "%" | "倍");
    // 缴交比例为租金标准的10%—70%
    let is_of_standard = matches!(it.measure, "%" | "倍") && it.clause.ends_with("标准的");
    // 以人均收入低于3310元为标准
    let is_measuring_rod = it.after.starts_with("为标准") && it.clause.contains('以');
    is_standard(it)
        || is_of_standard
        || is_measuring_rod
        || is_rate && (is_allotted(it) || it.after.starts_with_any(&RECKONED))
}

/// Returns whether a number is one that something is paid or reckoned by: 按200元标准, 按12平方公里计.
fn is_standard(it: &NumberContext<'_>) -> bool {
    let is_sum = it.measure == "元" && it.after.starts_with_any(&["标准", "的标准"]);
    it.clause.contains('按') && (is_sum || matches!(it.rest_of_clause(), "计" | "计算"))
        || is_named_standard(it)
}

/// Returns whether a number is of the standard that 按照 names: 按照每千人6张床位的标准, but not
/// 按照要求新建3个标准化车间.
fn is_named_standard(it: &NumberContext<'_>) -> bool {
    const LONGEST: usize = 8;
    let Some((_, of)) = it.clause.rsplit_once("按照") else {
        return false;
    };
    let standard = it.rest_of_clause().split_once("标准");
    of.chars().count() <= LONGEST
        && !is_made(it.clause)
        && !of.ends_with("完成")
        && standard.is_some_and(|(_, rest)| !rest.starts_with('化'))
}

/// Returns whether a share is what something is given by: 按面积的5%配建, but not 按期完成90%.
fn is_allotted(it: &NumberContext<'_>) -> bool {
    const LONGEST: usize = 40;
    const OTHERS: [&str; 7] = [
        "按时", "按期", "按需", "按要求", "按规定", "按照规定", "按计划",
    ];
    const ALLOTS: [&str; 6] = ["配置", "配建", "配套", "提取", "计提", "安排"];
    let Some(at) = it.clause.rfind('按') else {
        return false;
    };
    let rest = &it.clause[at..];
    !rest.starts_with_any(&OTHERS)
        && rest.chars().count() <= LONGEST
        && (it.clause.ends_with(['的', '于']) || it.rest_of_clause().contains_any(&ALLOTS))
}

/// Returns whether a number counts the plan's own parts: 实施5项科学素质提升行动.
pub(super) fn is_part_of_plan(it: &NumberContext<'_>) -> bool {
    if !matches!(
        it.measure,
        "项" | "个" | "条" | "类" | "种" | "批" | "件" | "张"
    ) {
        return false;
    }
    const PARTS: [&str; 26] = [
        "方面", "重点任务", "重点工程", "重大任务", "重大工程", "重大行动", "任务", "工程", "措施",
        "举措", "环节", "阶段", "步骤", "领域", "原则", "维度", "部分", "指标", "统一", "体系",
        "坚持", "聚焦", "机制", "清单", "重点", "行动",
    ];
    // 分解为11项工作目标
    if it.clause.ends_with_any(&["分解为", "细分为", "划分为"]) {
        return true;
    }
    // 推进50个重点项目 is an aim.
    let is_thing = it
        .after
        .starts_with_any(&["重点项目", "重点企业", "重点村", "重点园区", "行动支部"]);
    if !is_thing && it.after.starts_with_any(&PARTS) {
        return true;
    }
    let end = it.after.find(['，', ',', '、']).unwrap_or(it.after.len());
    let object: String = it.after[..end].chars().take(16).collect();
    // 成立1个领导小组、3个专项工作组
    const BODIES: [&str; 7] = [
        "领导小组", "工作组", "工作专班", "专项组", "推进组", "督导组", "专班",
    ];
    if object.ends_with_any(&BODIES) {
        return true;
    }
    let puts_in_action = it
        .clause
        .ends_with_any(&["实施", "推进", "落实", "构建", "聚焦", "围绕"]);
    puts_in_action && object.ends_with_any(&["行动", "工程", "任务", "举措", "措施", "计划"])
}

/// Returns whether a number is said of means, not of what is reached: 发挥5亿元基金引导作用, 以8个乡镇为重点.
pub(super) fn is_of_means(it: &NumberContext<'_>) -> bool {
    const AS: [&str; 8] = [
        "为重点", "为单位", "为基础", "为依托", "为主", "为核心", "为抓手", "为载体",
    ];
    let rest = it.rest_of_clause();
    let clause = it
        .clause
        .strip_prefix_any(&["充分", "积极", "有效", "切实"])
        .unwrap_or(it.clause);
    clause.starts_with("发挥") && rest.contains("作用")
        || it.clause.starts_with('以') && rest.contains_any(&AS)
}

/// Returns whether a number counts those who take part: 由23个部门参加的联席会议.
pub(super) fn is_count_of_participants(it: &NumberContext<'_>) -> bool {
    matches!(it.measure, "个" | "家")
        && it.after.starts_with_any(&[
            "部门", "成员单位", "单位参加", "单位组成", "单位参与", "委办局",
        ])
}

/// Returns whether a number is a permission, a prohibition or a weight, not something to reach: 持股比例可在10%以上,
/// 权重不低于5%, 禁止新建10蒸吨锅炉.
pub(super) fn is_rule(it: &NumberContext<'_>) -> bool {
    const MAY: [&str; 6] = ["可在", "可按", "可达", "可放宽", "可享受", "可上浮"];
    const WEIGHED: [&str; 22] = [
        "放宽", "权重", "费率", "税率", "裁员率", "分值", "系数", "起付", "上浮", "资本金", "首付",
        "享受", "扣除", "课程总量", "总课时", "预付", "进度款", "分担", "出资", "风险责任",
        "缴纳比例", "款支付比例",
    ];
    // 费率下降10% is an aim.
    let is_lowered = it.clause.ends_with_any(&["下降", "降低", "下调"]) || is_lowered_to(it.clause);
    let is_limit = it.op == Op::AtMost && it.clause.contains("不得超过");
    // 保证金不得超过5%, 不得超过合同金额的5%
    let is_of_sum = it.measure == "%" && (it.clause.contains('金') || it.clause.ends_with('的'));
    // 按不超过0.8%的优惠费率担保
    let is_rate = it.clause.contains('按') && it.rest_of_clause().contains_any(&["费率", "利率"]);
    it.clause.contains_any(&["禁止", "严禁", "不再新建"])
        || is_rate && it.measure == "%"
        || is_limit && (is_of_sum || it.is_money())
        || it.measure == "%"
            && !names_rate(it.clause)
            && (it.clause.contains_any(&MAY) || it.clause.contains_any(&WEIGHED) && !is_lowered)
}

#[cfg(test)]
mod tests {
    use super::super::{check, number};
    use super::*;

    #[test]
    fn a_number_that_says_of_what_something_is_is_a_condition() {
        check(
            is_condition,
            &[
                ("报名企业在", "家", "的，择优选取"),
                ("在去年建成", "家", "的基础上提升"),
                ("新吸纳工人", "人", "以上并签约的，给予扶持"),
                ("举办参赛", "人", "以上活动不少于30场"),
                ("扶持吸纳", "人", "以上的工坊"),
                ("扶持产值过2亿", "元", "的工坊"),
                ("扶持产值2亿", "元", "以上工坊企业"),
                ("扶持吸纳", "人", "以上、按时缴费的工坊"),
                ("走访", "人", "以上企业"),
                ("扶持产值超", "元", "、有绣娘带徒的工坊6家"),
                ("将验收合格的", "家", "工坊纳入名录"),
                ("2018年将实行许可证管理的", "类", "产品压减三分之一以上"),
                ("对已完成定点生产的", "个", "品种，组织采购"),
                ("安装效率不低于", "%", "的脱硝设施"),
                ("入井人数超过", "人", "、井深超过800米的矿山"),
                ("已投资额未达到总额", "%", "的用地"),
                ("当物价涨幅达到", "%", "，启动补贴"),
                ("鼓励投资", "元", "以上，或获批认定的项目"),
                ("招收超过", "名", "特殊幼儿的幼儿园配备教师"),
                ("在已完成", "项", "“跨省通办”事项的基础上，再增加5项"),
                ("能效达到", "%", "及以上，是企业参评的必要条件"),
                ("站点标准为：两间房、", "张", "以上球台"),
                ("大城市指人口", "人", "以上500万以下的城市"),
            ],
            &[
                ("实现", "%", "以上的增速"),
                ("打造", "个", "以上的示范村"),
                ("提供不少于", "平方米", "的门面"),
                ("", "%", "以上的村建有文化室"),
                ("年底前完成", "%", "的清理任务"),
                ("当阳市产值达到", "元", ""),
                ("走访", "家", "以上企业"),
                ("在确保网办事项达", "%", "、压缩时间90%的基础上"),
                ("培训", "人", "以上、建档30份"),
                ("培训", "人", "，是就业的重要渠道"),
                ("主要指标达到", "%", "以上"),
                ("实现产值超过", "元", "、企业超过20家的目标"),
            ],
        );
    }

    #[test]
    fn those_to_whom_more_goes_or_who_work_together_are_a_scope() {
        assert!(is_scope_of_effort(&number(
            "加大对", "家", "企业的支持力度"
        )));
        assert!(is_scope_of_effort(&number(
            "强化与周边", "个", "口岸的协作"
        )));
        assert!(!is_scope_of_effort(&number("与高校合作建成", "个", "基地")));
    }

    #[test]
    fn what_something_is_reckoned_by_is_its_basis() {
        check(
            is_basis,
            &[
                ("按每床300", "元", "标准补助"),
                ("按合同价的", "%", "支付"),
                ("按建筑面积", "%", "配建用房"),
                ("利息", "%", "的部分由财政承担"),
                ("缴交比例为租金标准的", "%", ""),
                ("面积按照", "平方公里", "计"),
                ("按照每千人", "张床", "位的标准建设养老院"),
                ("按照", "吨", "以上厢车标准管理"),
            ],
            &[
                ("按期完成任务的", "%", ""),
                ("入学率按户籍", "%", ""),
                ("按照省级要求新建", "个", "标准车间"),
                ("按照规划建成", "个", "标准化车间"),
            ],
        );
    }

    #[test]
    fn what_may_not_be_more_is_a_rule() {
        assert!(is_rule(&number("保证金不得超过", "%", "")));
        assert!(is_rule(&number("按不超过", "%", "的优惠费率担保")));
        assert!(is_rule(&number("保证金不得超过合同金额的", "%", "")));
        assert!(!is_rule(&number("失业率控制在", "%", "以内")));
    }

    #[test]
    fn parts_of_the_plan_and_those_who_take_part_are_counted_by_it() {
        check(
            is_part_of_plan,
            &[
                ("落实", "项", "大举措"),
                ("明确", "项", "方面任务"),
                ("推进", "项", "城市更新行动"),
                ("推进", "项", "重大工程建设"),
                ("成立", "项", "专项工作组"),
                ("公布", "项", "清单"),
            ],
            &[("推进", "个", "重点项目")],
        );
        check(
            is_count_of_participants,
            &[("由", "个", "成员单位组成")],
            &[("新增", "个", "单位食堂")],
        );
    }
}
