//! What the words around a number make of it: an aim, or something else that is counted.

use super::measures::measure_at;
use crate::plan::Op;

/// Words by which an amount of money is a ceiling or a price, no aim.
const MONEY_WORDS: [&str; 36] = [
    "返还",
    "贷款额",
    "缴费",
    "预付",
    "补缴",
    "补贴",
    "补助",
    "奖励",
    "奖补",
    "资助",
    "给予",
    "一次性",
    "贴息",
    "额度",
    "限额",
    "最高",
    "每人每",
    "每户",
    "每亩",
    "每月",
    "罚款",
    "利率",
    "缴纳",
    "收费",
    "费用",
    "保费",
    "工资",
    "价格",
    "减免",
    "免征",
    "补偿",
    "奖金",
    "津贴",
    "抵扣",
    "起征",
    "房租",
];

/// Verbs and nouns that make a number behind them something to be reached.
const AIMING: [&str; 217] = [
    "就业",
    "认证",
    "入驻",
    "开辟",
    "扩招",
    "招生",
    "招收",
    "布局",
    "集聚",
    "汇聚",
    "评聘",
    "轮训",
    "结对",
    "资助项目",
    "新认",
    "挂牌",
    "建有",
    "设置",
    "优化调整",
    "再就业",
    "翻",
    "开行",
    "下调",
    "培训",
    "培育",
    "培养",
    "建设",
    "建成",
    "建立",
    "打造",
    "创建",
    "新建",
    "改建",
    "新增",
    "完成",
    "实现",
    "达到",
    "达",
    "超过",
    "突破",
    "引进",
    "引育",
    "开展",
    "举办",
    "组织",
    "认定",
    "发展",
    "扶持",
    "推出",
    "选派",
    "招募",
    "增长",
    "提高",
    "提升",
    "压减",
    "压缩",
    "降低",
    "下降",
    "减少",
    "覆盖",
    "争创",
    "争取",
    "力争",
    "确保",
    "保持",
    "稳定在",
    "控制在",
    "推荐",
    "评选",
    "选树",
    "遴选",
    "创作",
    "推广",
    "服务",
    "改造",
    "扩建",
    "修缮",
    "购置",
    "配备",
    "配置",
    "安排",
    "投入",
    "筹集",
    "帮扶",
    "吸纳",
    "募集",
    "孵化",
    "转化",
    "制定",
    "编制",
    "发布",
    "播出",
    "拍摄",
    "编写",
    "出版",
    "设立",
    "开设",
    "布设",
    "累计",
    "总数",
    "数量",
    "总量",
    "规模",
    "拥有",
    "保有量",
    "不少于",
    "不低于",
    "至少",
    "下载",
    "注册",
    "招引",
    "签约",
    "落地",
    "开工",
    "竣工",
    "盘活",
    "种植",
    "出栏",
    "储备",
    "供应",
    "接待",
    "放映",
    "演出",
    "惠及",
    "修订",
    "选聘",
    "选拔",
    "招聘",
    "治理",
    "新改",
    "增设",
    "选育",
    "保存",
    "新设",
    "新招",
    "评定",
    "推介",
    "组建",
    "搭建",
    "整治",
    "排查",
    "抽检",
    "检查",
    "检测",
    "监测",
    "救助",
    "慰问",
    "走访",
    "宣讲",
    "巡讲",
    "巡展",
    "展演",
    "征集",
    "采购",
    "铺设",
    "淘汰",
    "关停",
    "替换",
    "安装",
    "更换",
    "造林",
    "绿化",
    "修复",
    "清理",
    "疏浚",
    "加固",
    "开通",
    "开行",
    "增开",
    "上线",
    "化解",
    "调解",
    "发放",
    "转移",
    "输送",
    "带动",
    "创造",
    "提供",
    "开发",
    "收购",
    "储存",
    "生产",
    "产量",
    "产值",
    "收入",
    "利润",
    "出口",
    "进口",
    "交易",
    "余额",
    "存储",
    "补换",
    "建档",
    "签订",
    "攻关",
    "申报",
    "获批",
    "命名",
    "评审",
    "授牌",
    "入库",
    "入选",
    "对接",
    "新上",
    "面积",
    "扩种",
    "产能",
    "总产",
    "补齐",
    "配建",
    "安置",
    "稳定",
    "增加",
    "扩大",
    "选定",
    "确定",
    "招录",
];

/// Words that say a number is as things are, not as they shall be.
const PAST: [&str; 12] = [
    "截至",
    "目前",
    "现有",
    "已有",
    "已建成",
    "已达",
    "去年",
    "上年",
    "同期",
    "近年来",
    "以来",
    "已累计",
];

/// Words that say what a number is held against.
pub(crate) fn op(before: &str, after: &str, is_range: bool) -> Op {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    if is_range {
        Op::Range
    } else if ends(&[
        "不超过",
        "不高于",
        "不多于",
        "不大于",
        "控制在",
        "下降到",
        "下降至",
        "降到",
        "降至",
        "压减至",
        "压减到",
        "压缩至",
        "压缩到",
        "减少到",
        "减少至",
        "控制到",
        "降低到",
        "降低至",
        "缩短至",
        "缩短到",
    ]) || follows(&["以内", "之内"])
        || follows(&["以下"]) && !follows(&["以下的"])
    {
        Op::AtMost
    } else if follows(&["左右", "上下"]) {
        // 稳定在2万人左右 is no least.
        Op::Exactly
    } else if ends(&["超过", "高于", "突破", "多于", "大于", "逾", "超"]) && !ends(&["赶超"])
    {
        Op::Over
    } else if ends(&["不得低于", "不得少于", "不能低于", "不能少于"]) {
        Op::AtLeast
    } else if ends(&["不得超过", "不得高于", "不得多于"]) {
        Op::AtMost
    } else if ends(&["低于", "少于", "小于"]) && !ends(&["不低于", "不少于", "不小于"])
    {
        Op::Under
    } else if ends(&[
        "达到",
        "达",
        "不少于",
        "不低于",
        "不小于",
        "至少",
        "提高到",
        "提高至",
        "提升到",
        "提升至",
        "增加到",
        "增加至",
        "增长到",
        "增至",
        "扩大到",
        "稳定在",
        "保持在",
        "发展到",
        "提升为",
    ]) || follows(&["以上", "及以上", "或以上"])
    {
        Op::AtLeast
    } else if ["至少", "不少于", "不低于"]
        .iter()
        .any(|word| last_clause(before).contains(word))
    {
        // 至少安排1名
        Op::AtLeast
    } else {
        Op::Exactly
    }
}

/// What a number is, by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberReading {
    /// Something to be reached.
    Aim,
    /// Perhaps; a person has to look.
    Unsure,
    /// Something else: a ceiling, a condition, a part of the plan.
    Other,
}

/// Tells what a number is. `before` is its sentence up to it, `after` what follows its measure.
pub(crate) fn reading(
    before: &str,
    measure: &str,
    after: &str,
    op: Op,
    has_cadence: bool,
) -> NumberReading {
    let clause = last_clause(before);
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if ends(&[
        "第", "前", "每", "等", "共", "共计", "合计", "以下", "如下", "上述", "这", "满", "年满",
        "届", "版", "表", "图", "约定", "属于", "方面", "近", "排名", "按",
    ]) || before.ends_with('.') && before.len() > 1
    {
        return NumberReading::Other;
    }
    if is_condition(clause, measure, after)
        || is_basis(clause, measure, after)
        || is_ceiling_each(clause, measure, op)
        || is_own_right(clause, measure)
        || is_part_of_plan(clause, measure, after)
    {
        return NumberReading::Other;
    }
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_money = measure == "元" || measure == "人民币" || measure == "美元";
    let sentence_end = after.find(['，', ',']).unwrap_or(after.len());
    let around = |words: &[&str]| has(clause, words) || has(&after[..sentence_end], words);
    if is_money && around(&MONEY_WORDS)
        || measure == "%" && around(&MONEY_WORDS[..15])
        || measure == "倍" && around(&MONEY_WORDS)
    {
        return NumberReading::Other;
    }
    if has(before, &PAST) && !has(before, &["力争", "目标", "到20", "年底前"]) {
        return NumberReading::Other;
    }
    // The format knows no weeks.
    if matches!(measure, "次" | "场" | "期" | "场次" | "小时" | "课时")
        && last_of(clause, &["每周", "每日", "每天", "每旬", "每半月"])
            > last_of(clause, &["每月", "每季", "每半年", "每年"])
    {
        return NumberReading::Unsure;
    }
    let said = op != Op::Exactly || has_cadence;
    // 投诉办结率100%
    let is_rate = measure == "%" && before.ends_with(['率', '比']);
    let verb = is_rate || has(before, &AIMING) || before.is_empty() && op != Op::Exactly;
    let is_capped = has(clause, &["单个", "单户", "单笔", "单项"]) || !has(clause, &AIMING);
    if is_money && is_capped && op == Op::AtMost {
        return NumberReading::Other;
    }
    match (said, verb) {
        (true, _) | (_, true) => NumberReading::Aim,
        _ => NumberReading::Unsure,
    }
}

/// Where the last of some words begins, counted from 1; 0 where none stands there.
fn last_of(text: &str, words: &[&str]) -> usize {
    let places = words.iter().filter_map(|word| text.rfind(word));
    places.max().map_or(0, |at| at + 1)
}

/// Tells whether a number only says of what something is: 吸纳就业10人以上的企业, 营业收入超过1亿元的企业.
fn is_condition(clause: &str, measure: &str, after: &str) -> bool {
    const BOUNDS: [&str; 7] = [
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
    if let Some(rest) = BOUNDS.iter().find_map(|bound| after.strip_prefix(bound)) {
        // 80%以上的乡镇建有体育组织: the share is what is aimed at.
        let is_subject = measure == "%" && super::naming::named(clause).is_empty();
        return !is_subject && !AIMS.iter().any(|aim| rest.starts_with(aim));
    }
    if let Some(rest) = after.strip_prefix('的') {
        const MAKES: [&str; 9] = [
            "建", "提供", "新增", "打造", "筹集", "设立", "开发", "引进", "储备",
        ];
        let near: String = rest.chars().take(8).collect();
        let end = rest.find(['，', ',']).unwrap_or(rest.len());
        // 提供不少于3万平方米的场地 is made, 超过1亿元的企业50家 are counted.
        let is_made = MAKES.iter().any(|word| clause.contains(word))
            && !clause.contains(|c: char| c.is_ascii_digit())
            && !rest[..end].contains(|c: char| c.is_ascii_digit());
        return !near.is_empty() && !is_made && !AIMS.iter().any(|aim| near.contains(aim));
    }
    // 吸纳10人以上、缴纳社保的企业
    if let Some(rest) = after.strip_prefix("以上、") {
        let end = rest.find(['，', ',']).unwrap_or(rest.len());
        return rest[..end].contains('的') && !rest[..end].contains(|c: char| c.is_ascii_digit());
    }
    // 500人以上企业, but not 10家以上单位.
    const SIZES: [&str; 8] = ["人", "元", "亩", "头", "户", "吨", "平方米", "名"];
    SIZES.contains(&measure)
        && [
            "以上企业",
            "以上单位",
            "以上人员",
            "以上学历",
            "以下罚款",
            "以上职称",
            "以上人群",
            "以下儿童",
            "以上规模",
        ]
        .iter()
        .any(|word| after.starts_with(word))
}

/// Tells whether a share is what something is reckoned by: 按采购金额的30%预付.
fn is_basis(clause: &str, measure: &str, after: &str) -> bool {
    matches!(measure, "%" | "倍")
        && (clause.rfind('按').is_some_and(|at| {
            let rest = &clause[at..];
            let is_other = ["按时", "按期", "按需", "按要求"]
                .iter()
                .any(|word| rest.starts_with(word));
            !is_other && rest.chars().count() <= 40 && clause.ends_with(['的', '于'])
        }) || [
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
        ]
        .iter()
        .any(|word| after.starts_with(word)))
}

/// Tells whether a number is the most for each, or the most of a price: 每批不超过5家, 不高于市场价的60%.
fn is_ceiling_each(clause: &str, measure: &str, op: Op) -> bool {
    let each = op == Op::AtMost
        && clause.rfind('每').is_some_and(|at| {
            let of = &clause[at + '每'.len_utf8()..];
            !of.starts_with(['年', '月', '季', '半']) && measure_at(of).is_some()
                || ["批", "单", "案", "笔"]
                    .iter()
                    .any(|word| of.starts_with(word))
        });
    let most = ["不高于", "不超过", "最高"]
        .iter()
        .any(|word| clause.contains(word));
    each || measure == "%" && most && clause.ends_with('的')
}

/// Tells whether a number of times is a right or a rhythm of years: 每人每年享受一次, 每5年修订1次.
fn is_own_right(clause: &str, measure: &str) -> bool {
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

/// Tells whether a number counts the plan's own parts: 实施5项科学素质提升行动.
fn is_part_of_plan(clause: &str, measure: &str, after: &str) -> bool {
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
    if PARTS.iter().any(|part| after.starts_with(part)) {
        return true;
    }
    let end = after.find(['，', ',', '、']).unwrap_or(after.len());
    let object: String = after[..end].chars().take(16).collect();
    let puts_in_action = ["实施", "推进", "落实", "构建", "聚焦", "围绕"]
        .iter()
        .any(|verb| clause.ends_with(verb));
    puts_in_action
        && ["行动", "工程", "任务", "举措", "措施", "计划"]
            .iter()
            .any(|part| object.ends_with(part))
}

/// The text behind the last comma.
pub(crate) fn last_clause(text: &str) -> &str {
    let at = text.rfind(['，', ',', ';']).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(before: &str, measure: &str, after: &str) -> NumberReading {
        let op = op(before, after, false);
        reading(before, measure, after, op, before.contains("每年"))
    }

    #[test]
    fn aims_are_told_from_other_numbers() {
        for (before, measure, after) in [
            ("全市公民具备科学素质的比例达到", "%", ""),
            ("每年组织", "家", "以上单位面向青少年开展活动"),
            ("培育高素质农民", "人", ""),
            ("创建劳模工作室", "家", ""),
            ("全区技能人才达到200人，其中高技能人才", "人", "以上"),
            ("财政人均科普专项经费达到", "元", ""),
            ("平台投诉按时办结率不低于", "%", ""),
            ("", "%", "以上的乡镇建有体育组织"),
            ("确保完成年度", "%", "的目标"),
            ("提供不低于", "平方米", "的创业场地"),
        ] {
            assert_eq!(
                judge(before, measure, after),
                NumberReading::Aim,
                "{before}"
            );
        }
        for (before, measure, after) in [
            ("实施", "项", "科学素质提升行动"),
            ("给予每人最高不超过", "元", "的补贴"),
            ("对吸纳就业", "人", "以上的企业，组织开展"),
            ("入围的生产企业为", "家", "的,采取议价方式"),
            ("按不低于采购金额的", "%", "提前预付"),
            ("原则上每5年修订", "次", "目录"),
            ("生活费补贴每人每年只享受", "次", ""),
            ("京津冀等", "个", "区域"),
            ("改革举措（共", "项", ""),
            ("截至2021年底，全市建成", "个", ""),
            ("按照不超过贷款额", "%", "的比例给予贴息"),
            ("培育年营业收入超过", "元", "的体育企业50家"),
            ("每批不超过", "家", ""),
            ("租金不高于市场价的", "%", ""),
            ("设立基金，对单个项目投资额不超过", "元", ""),
        ] {
            assert_eq!(
                judge(before, measure, after),
                NumberReading::Other,
                "{before}"
            );
        }
        assert_eq!(judge("大赛分", "个", "组别"), NumberReading::Unsure);
        assert_eq!(judge("每周至少走访", "次", ""), NumberReading::Unsure);
    }
}
