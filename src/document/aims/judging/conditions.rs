//! Numbers that are no aims: conditions, shares something is reckoned by, ceilings for each, rights, parts of the plan.

use super::NumberContext;
use super::bounds::LOWERED_TO;
use crate::document::aims::measures::measure_at;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Op;

/// Returns whether a number only says of what something is: 吸纳就业10人以上的企业, 营业收入超过1亿元的企业.
pub(super) fn is_condition(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause, measure, ..
    } = *it;
    let after = behind_list(it.after, measure);
    const BOUNDS: [&str; 8] = [
        "及以下的",
        "及以上的",
        "以上的",
        "以下的",
        "以内的",
        "左右的",
        "以上且",
        "以上或",
    ];
    const AIMS: [&str; 6] = ["目标", "要求", "任务", "增速", "速度", "水平"];
    // 入围企业在3家以上的，采取招标方式
    if after.starts_with("的，") || after.starts_with("的,") || after.starts_with("的基础上")
    {
        return true;
    }
    // 招用人员达到职工总数15%以上，签订合同的，可申请贷款
    const GRANTS: [&str; 14] = [
        "的，可",
        "的，给予",
        "的，再",
        "的，按",
        "的，予以",
        "的，享受",
        "的，一次性",
        "的，优先",
        "的，奖励",
        "的，补助",
        "的，补贴",
        "的，不得",
        "的，应",
        "的，每",
    ];
    let granted = GRANTS.iter().filter_map(|word| after.find(word)).min();
    if granted.is_some_and(|at| !after[..at].contains('对')) {
        return true;
    }
    if SIZES.contains(&measure) && is_size_of_counted(clause, after) {
        return true;
    }
    // 举办50人以上赛事活动不少于1万项次: of the two the second is aimed at.
    if let Some(rest) = after.strip_prefix("以上") {
        let end = rest.find(['，', ',', '、']).unwrap_or(rest.len());
        let is_of_others = ["不少于", "达到", "不低于", "超过"].iter().any(|word| {
            rest[..end].find(word).is_some_and(|at| {
                at > 0 && rest[at + word.len()..].starts_with(|c: char| c.is_ascii_digit())
            })
        });
        if is_of_others && measure != "%" {
            return true;
        }
    }
    if let Some(rest) = BOUNDS.iter().find_map(|bound| after.strip_prefix(bound)) {
        let is_subject = is_share_of_all(clause, measure, rest) || is_made(clause);
        return !is_subject && !rest.starts_with_any(&AIMS);
    }
    if let Some(rest) = after.strip_prefix('的') {
        if is_share_of_all(clause, measure, rest) {
            return false;
        }
        const MAKES: [&str; 11] = [
            "投放", "发放", "建", "提供", "新增", "打造", "筹集", "设立", "开发", "引进", "储备",
        ];
        let near: String = rest.chars().take(8).collect();
        // 提供不少于3万平方米的场地 is made, 超过1亿元的企业50家 are counted.
        let is_made = clause.contains_any(&MAKES)
            && !clause.contains(|c: char| c.is_ascii_digit())
            && !first_clause(rest).contains(|c: char| c.is_ascii_digit());
        return !near.is_empty() && !is_made && !near.contains_any(&AIMS);
    }
    if is_size_of_noun(measure, after) {
        return true;
    }
    // 吸纳10人以上、缴纳社保的企业
    if let Some(rest) = after.strip_prefix("以上、") {
        return first_clause(rest).contains('的')
            && !first_clause(rest).contains(|c: char| c.is_ascii_digit());
    }
    // 500人以上企业, but not 10家以上单位.
    SIZES.contains(&measure)
        && after.starts_with_any(&[
            "以上企业",
            "以上单位",
            "以上人员",
            "以上学历",
            "以下罚款",
            "以上职称",
            "以上人群",
            "以下儿童",
            "以下学校",
            "以下企业",
            "以下单位",
            "以上规模",
        ])
}

/// The text behind the further numbers of a list in one measure: 过100亿元、50亿元的企业2家、4家.
fn behind_list<'t>(after: &'t str, measure: &str) -> &'t str {
    let mut rest = after;
    while let Some(number) = rest.strip_prefix('、')
        && let next = number.trim_start_matches(|c: char| c.is_ascii_digit() || ".万亿".contains(c))
        && next.len() < number.len()
        && let Some(behind) = next.strip_prefix(measure)
    {
        rest = behind;
    }
    if rest.starts_with('的') { rest } else { after }
}

/// Measures of how large something is.
const SIZES: [&str; 9] = ["人", "元", "美元", "亩", "头", "户", "吨", "平方米", "名"];

/// Returns whether a number says how large those are whose name follows it: 年营收5000万元以上体育企业.
fn is_size_of_noun(measure: &str, after: &str) -> bool {
    const LONGEST: usize = 8;
    const NOUNS: [&str; 14] = [
        "空域",
        "机组",
        "企业",
        "单位",
        "主体",
        "园区",
        "项目",
        "机构",
        "集群",
        "门店",
        "农户",
        "大户",
        "合作社",
        "产业",
    ];
    let bounds = ["及以上", "及以下", "以上", "以下"];
    let Some(rest) = bounds.iter().find_map(|bound| after.strip_prefix(bound)) else {
        return false;
    };
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '，' | ',' | '、');
    let noun = &rest[..rest.find(ends).unwrap_or(rest.len())];
    // 30万千瓦以下煤电机组关停
    let noun: String = noun.chars().take(LONGEST).collect();
    matches!(
        measure,
        "元" | "美元" | "亩" | "吨" | "头" | "米" | "平方米" | "千瓦" | "兆瓦"
    ) && noun.contains_any(&NOUNS)
}

/// Returns whether a number says how large those are that the next number counts: 出口1000万美元以上企业8家, 年销售超1亿元企业10家.
fn is_size_of_counted(clause: &str, after: &str) -> bool {
    const LONGEST: usize = 10;
    let (is_bound, rest) = match after.strip_prefix("以上") {
        Some(rest) => (true, rest),
        None => (clause.ends_with_any(&["超", "超过", "突破", "过"]), after),
    };
    let noun = rest
        .find(|c: char| c.is_ascii_digit())
        .map(|at| (&rest[..at], &rest[at..]));
    is_bound
        && noun.is_some_and(|(noun, number)| {
            let behind =
                number.trim_start_matches(|c: char| c.is_ascii_digit() || "万亿.".contains(c));
            noun.chars().count() <= LONGEST
                && !noun.contains(['，', ',', '、', '和', '(', '达', '于', '超', '增', '年'])
                && measure_at(behind).is_some_and(|counted| {
                    matches!(counted, "家" | "户" | "场" | "个" | "项" | "座" | "处")
                })
        })
}

/// Returns whether a clause ends with a verb of making: 打造500个左右的领跑县 is an aim, 吸纳就业10人以上的企业 is none.
fn is_made(clause: &str) -> bool {
    const MAKES: [&str; 22] = [
        "覆盖到",
        "普及到",
        "推广到",
        "扩大到",
        "覆盖",
        "惠及",
        "打造",
        "建设",
        "建成",
        "培育",
        "培养",
        "引进",
        "认定",
        "新增",
        "新建",
        "创建",
        "发展",
        "选树",
        "推出",
        "改造",
        "设立",
        "组建",
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

/// Returns whether a share at the head of its clause is what is aimed at: 80%以上的乡镇建有体育组织, 50%的县达到标准.
pub(super) fn is_share_of_all(clause: &str, measure: &str, rest: &str) -> bool {
    const REACHES: [&str; 13] = [
        "达标", "达到", "达", "建有", "建成", "实现", "完成", "设有", "设立", "配备", "开展",
        "纳入", "覆盖",
    ];
    measure == "%"
        && crate::document::aims::naming::named(clause).is_empty()
        && (first_clause(rest).contains_any(&REACHES) || clause.ends_with_any(&["实现", "确保"]))
}

/// Returns whether a share is what something is reckoned by: 按采购金额的30%预付.
pub(super) fn is_basis(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause,
        measure,
        after,
        ..
    } = *it;
    let is_standard = matches!(measure, "元")
        && clause.contains('按')
        && after.starts_with_any(&["标准", "的标准"]);
    is_standard
        || matches!(measure, "%" | "倍")
            && (clause.rfind('按').is_some_and(|at| {
                let rest = &clause[at..];
                let is_other = rest.starts_with_any(&[
                    "按时",
                    "按期",
                    "按需",
                    "按要求",
                    "按规定",
                    "按照规定",
                    "按计划",
                ]);
                let is_allotted = first_clause(after)
                    .contains_any(&["配置", "配建", "配套", "提取", "计提", "安排"]);
                !is_other
                    && rest.chars().count() <= 40
                    && (clause.ends_with(['的', '于']) || is_allotted)
            }) || after.starts_with_any(&[
                "的标准",
                "估算",
                "测算",
                "的比例",
                "的额度",
                "的基础上",
                "的部分",
                "给予",
                "予以",
                "返还",
                "计提",
            ]))
}

/// Words for one of many.
const SINGLE: [&str; 6] = ["单个", "单一", "单项", "单家", "单体", "同一"];

/// Returns whether a number is the most for each, or the most of a price: 每批不超过5家, 不高于市场价的60%.
pub(super) fn is_ceiling_each(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause,
        measure,
        op,
        ..
    } = *it;
    let is_each = clause.rfind('每').is_some_and(|at| {
        let of = &clause[at + '每'.len_utf8()..];
        !of.starts_with(['年', '月', '季', '半']) && measure_at(of).is_some()
            || of.starts_with_any(&["批", "单", "案", "笔"])
    });
    let is_single = clause.contains_any(&SINGLE);
    let each = op == Op::AtMost && (is_each || is_single);
    let most = clause.contains_any(&["不高于", "不超过", "最高"]);
    each || measure == "%" && most && clause.ends_with('的')
}

/// Returns whether a number of times is a right or a rhythm of years: 每人每年享受一次, 每5年修订1次.
pub(super) fn is_own_right(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause, measure, ..
    } = *it;
    if !matches!(measure, "次" | "届" | "期" | "轮") {
        return false;
    }
    let years = clause.rfind('每').is_some_and(|at| {
        let rest = clause[at + '每'.len_utf8()..].trim_start_matches(|c: char| {
            c.is_ascii_digit() && c != '1' || "二两三四五六七八九十".contains(c)
        });
        let skipped = clause.len() - at - '每'.len_utf8() - rest.len();
        skipped > 0 && rest.starts_with('年')
    });
    years || clause.contains("享受") || clause.contains("每人每")
}

/// Returns whether a number counts the plan's own parts: 实施5项科学素质提升行动.
pub(super) fn is_part_of_plan(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause,
        measure,
        after,
        ..
    } = *it;
    if !matches!(measure, "项" | "个" | "条" | "类" | "种" | "批" | "件") {
        return false;
    }
    const PARTS: [&str; 22] = [
        "方面",
        "重点任务",
        "重点工程",
        "任务",
        "工程",
        "措施",
        "举措",
        "环节",
        "阶段",
        "步骤",
        "领域",
        "原则",
        "维度",
        "部分",
        "指标",
        "统一",
        "体系",
        "坚持",
        "聚焦",
        "机制",
        "重点",
        "行动",
    ];
    // 推进50个重点项目 is an aim.
    let is_thing =
        after.starts_with_any(&["重点项目", "重点企业", "重点村", "重点园区", "行动支部"]);
    if !is_thing && after.starts_with_any(&PARTS) {
        return true;
    }
    let end = after.find(['，', ',', '、']).unwrap_or(after.len());
    let object: String = after[..end].chars().take(16).collect();
    let puts_in_action = clause.ends_with_any(&["实施", "推进", "落实", "构建", "聚焦", "围绕"]);
    puts_in_action && object.ends_with_any(&["行动", "工程", "任务", "举措", "措施", "计划"])
}

/// Returns whether a number counts those who take part: 由23个部门参加的联席会议.
pub(super) fn is_count_of_participants(it: &NumberContext<'_>) -> bool {
    let NumberContext { measure, after, .. } = *it;
    matches!(measure, "个" | "家")
        && after.starts_with_any(&[
            "部门",
            "成员单位",
            "单位参加",
            "单位组成",
            "单位参与",
            "委办局",
        ])
}

/// Returns whether a number is what may be or what weighs, not what is reached: 持股比例可在10%以上, 权重不低于5%.
pub(super) fn is_rule(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause, measure, ..
    } = *it;
    const MAY: [&str; 6] = ["可在", "可按", "可达", "可放宽", "可享受", "可上浮"];
    const WEIGHED: [&str; 15] = [
        "放宽",
        "权重",
        "费率",
        "税率",
        "裁员率",
        "分值",
        "系数",
        "起付",
        "上浮",
        "资本金",
        "首付",
        "享受",
        "扣除",
        "课程总量",
        "总课时",
    ];
    let said = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    // 费率下降10% is an aim.
    let is_lowered =
        clause.ends_with_any(&["下降", "降低", "下调"]) || clause.ends_with_any(&LOWERED_TO);
    measure == "%" && (said(&MAY) || said(&WEIGHED) && !is_lowered)
}

/// Returns whether a number is the size that each is to have: 每站建筑面积不小于20平方米, 服务半径不超过1000米, 按人均不低于0.1平方米配建.
pub(super) fn is_size_of_each(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause,
        measure,
        after,
        ..
    } = *it;
    let is_standard = clause.contains('按')
        && first_clause(after).contains_any(&["配建", "配套建设", "标准", "执行"]);
    let is_distance = clause.contains_any(&["半径", "间距", "距离", "净高", "层高"]);
    if matches!(measure, "平方米" | "米") && (is_standard || is_distance) {
        return true;
    }
    // 5万吨级以上泊位, 20公里供热半径内, 500米覆盖率
    let near: String = first_clause(after).chars().take(8).collect();
    let is_range = near.contains_any(&["半径", "覆盖率", "范围内"]);
    let is_area = after.starts_with('×') || clause.ends_with('×');
    if measure == "吨级"
        || matches!(measure, "米" | "公里") && is_area
        || matches!(measure, "米" | "公里") && is_range
    {
        return true;
    }
    // 单个项目总投资不低于5000万元
    let is_single = SINGLE
        .iter()
        .any(|word| clause.trim_start_matches(['，', ',']).starts_with(word));
    if is_single && SIZES.contains(&measure) {
        return true;
    }
    matches!(
        measure,
        "平方米" | "米" | "小时" | "分钟" | "平方公里" | "课时" | "学时"
    ) && clause
        .trim_start_matches(['，', ','])
        .strip_prefix(['每', '单'])
        .is_some_and(|of| {
            !of.starts_with([
                '年', '月', '季', '半', '学', '周', '天', '日', '亩', '百', '千', '万', '十',
            ])
        })
}

/// Returns whether a number says how much falls to each: 发放消费券3轮，每轮500万元.
pub(super) fn is_share_of_each(it: &NumberContext<'_>) -> bool {
    let NumberContext {
        clause, measure, ..
    } = *it;
    clause.strip_prefix('每').is_some_and(|of| {
        let is_event = of.starts_with(['轮', '场', '期', '批', '次', '届', '班', '笔', '单']);
        is_event && measure == "元"
            || of.chars().count() <= 2 && !of.starts_with(['年', '月', '季', '周', '半', '学'])
    })
}
