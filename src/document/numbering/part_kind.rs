//! What the part under a heading is: tasks, goals, a timetable, or prose in which nothing is to be done.

use crate::document::text::AnyOf;

/// What a part of a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Things to be done.
    Tasks,
    /// Aims of the whole plan.
    Goals,
    /// Phases with their dates; they are tasks as well.
    Timetable,
    /// A list of measures by which others are judged.
    Indicators,
    /// Principles, significance, scope.
    Prose,
}

/// Words that headings of goals are made of, with one of the last group in them.
const GOALS: [&str; 11] = [
    "目标", "总体设想", "总体思路", "愿景", "蓝图", "预期成效", "预期成果", "预期效果", "预期效益",
    "预期绩效", "工作预期",
];

/// Words that headings of prose are made of.
const PROSE: [&str; 43] = [
    "指导思想", "总体要求", "基本要求", "总体思路", "总体设想", "原则", "思路", "意义", "重要性",
    "必要性", "背景", "形势", "现状", "基础", "情况", "范围", "对象", "期限", "依据", "总则",
    "附则", "名词解释", "定位", "环境", "机遇", "挑战", "主题", "成效", "问题", "回顾", "适用",
    "术语", "定义", "说明", "前言", "引言", "概述", "愿景", "短板", "指导方针", "名称", "地点",
    "效益",
];

/// Words before and between those.
const AROUND: [&str; 70] = [
    "准确把握", "牢牢把握", "经济社会", "经济", "指标", "量化", "攻坚", "全年", "体系", "设定",
    "实现", "明确", "主要", "总体", "工作", "发展", "建设", "试点", "行动", "奋斗", "预期", "年度",
    "阶段性", "阶段", "规划", "基本", "实施", "指导", "重要", "重大", "面临的", "面临", "存在的",
    "存在", "现实", "编制", "活动", "治理", "整治", "创建", "考核", "近期", "远期", "远景", "中期",
    "具体", "总", "战略", "和", "与", "及", "、", "的", "推广", "要求", "今后五年", "未来五年",
    "十二五", "十三五", "十四五", "十五五", "时期", "期间", "改革", "任务", "分析", "研判", "当前",
    "项目", "社会",
];

const TIMETABLE: [&str; 17] = [
    "实施步骤", "工作步骤", "进度安排", "工作进度", "时间安排", "步骤安排", "实施阶段", "阶段安排",
    "推进步骤", "方法步骤", "实施进度", "时间步骤", "进度计划", "步骤和时间", "时间节点",
    "实施计划", "推进计划",
];

const INDICATORS: [&str; 17] = [
    "工作指标", "年度指标", "具体指标", "绩效指标", "任务指标", "控制指标", "总体指标", "重点指标",
    "约束性指标", "预期指标", "核心指标", "量化指标", "指标体系", "主要指标", "考核指标",
    "评价指标", "发展指标",
];

/// Words of which headings of chapters are made that say how a plan is carried out.
const CARRYING_OUT: [&str; 12] = [
    "组织领导", "组织实施", "组织保障", "组织机构", "组织推动", "保障措施", "保障机制", "工作要求",
    "有关要求", "工作保障", "实施保障", "政策保障",
];

/// Words before and between those.
const AROUND_CARRYING_OUT: [&str; 16] = [
    "强化", "加强", "切实", "认真", "抓好", "做好", "狠抓", "落实", "健全", "完善", "工作", "和",
    "与", "及", "、", "的",
];

/// Returns whether a heading announces how the plan is carried out: 保障措施, 认真抓好组织实施.
pub(crate) fn is_of_carrying_out(heading: &str) -> bool {
    let heading = heading.trim();
    let words: Vec<_> = first_words(heading, &[&CARRYING_OUT, &AROUND_CARRYING_OUT]).collect();
    words.iter().any(|(word, _)| CARRYING_OUT.contains(word))
        && words.last().is_some_and(|(_, end)| *end == heading.len())
}

/// Returns the known words that a text begins with, each the longest that fits, with their ends.
fn first_words(
    text: &str,
    lists: &[&[&'static str]],
) -> impl Iterator<Item = (&'static str, usize)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let words = lists.iter().copied().flatten().copied();
        let begins = words.filter(|word| text[end..].starts_with(word));
        let word = begins.max_by_key(|word| word.len())?;
        end += word.len();
        Some((word, end))
    })
}

/// Returns the kind of the part under a heading.
pub(crate) fn part_kind(heading: &str) -> PartKind {
    let heading: String = heading
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '。' | '：' | ':'))
        .collect();
    if heading.chars().count() > 24 {
        return PartKind::Tasks;
    }
    if heading.contains_any(&TIMETABLE) {
        return PartKind::Timetable;
    }
    if heading.ends_with_any(&INDICATORS) {
        return PartKind::Indicators;
    }
    let acknowledges =
        heading.contains("认识") || heading.starts_with_any(&["深刻领会", "准确把握", "切实增强"]);
    if acknowledges && heading.ends_with_any(&["意义", "性", "内涵"]) {
        return PartKind::Prose;
    }
    if looks_back(&heading) {
        return PartKind::Prose;
    }
    if matches!(
        heading.as_str(),
        "其他" | "其它" | "其他事项" | "附则" | "附件"
    ) {
        return PartKind::Prose;
    }
    let heading = without_topic(without_time(&heading));
    // 攻坚目标, 培育目标: named by what it is about.
    let is_deed = heading.starts_with_any(&[
        "完成", "实现", "达成", "锁定", "紧盯", "围绕", "锚定", "聚焦",
    ]);
    let is_short = (3..=5).contains(&heading.chars().count());
    if heading.ends_with("目标") && is_short && !is_deed && !heading.contains(['（', '(']) {
        return PartKind::Goals;
    }
    if !is_made_of(heading) {
        return PartKind::Tasks;
    }
    if heading.contains_any(&GOALS) {
        PartKind::Goals
    } else if heading.contains_any(&PROSE) {
        PartKind::Prose
    } else {
        PartKind::Tasks
    }
}

/// Returns whether a heading is about how things are or what was done, in any field: 就业工作回顾, 生态环境保护形势,
/// 各项工作取得明显成效.
fn looks_back(heading: &str) -> bool {
    const STATES: [&str; 6] = ["回顾", "成就", "形势", "现状", "突出短板", "背景"];
    const RESULTS: [&str; 3] = ["进展", "成效", "成绩"];
    // 摸清资源现状, 推动工作取得成效: to be done.
    const DEEDS: [&str; 16] = [
        "摸清", "掌握", "调查", "改变", "分析", "研判", "评估", "推动", "促进", "确保", "推进",
        "加快", "补齐", "力争", "努力", "宣传",
    ];
    let is_deed = heading.starts_with_any(&DEEDS) || heading.contains(['，', ',']);
    let is_told = heading.ends_with_any(&STATES)
        || heading.contains("取得") && heading.ends_with_any(&RESULTS);
    is_told && !is_deed
}

/// Returns a heading without what its guiding thoughts and goals are of: 人才发展的总体思路和具体目标.
fn without_topic(heading: &str) -> &str {
    const OPENINGS: [&str; 6] = [
        "指导思想", "指导方针", "总体思路", "总体要求", "基本原则", "总体目标",
    ];
    let parts = heading
        .match_indices('的')
        .map(|(at, of)| &heading[at + of.len()..]);
    let mut parts = parts.filter(|rest| rest.starts_with_any(&OPENINGS));
    parts.next().unwrap_or(heading)
}

/// Returns a heading without the time that it begins or ends with: 到2025年发展目标, 今后三年的主要目标,
/// 总体目标（2023—2025年）.
fn without_time(heading: &str) -> &str {
    const SPANS: [&str; 5] = ["今后", "未来", "过去", "近", "到"];
    let bracket = heading
        .strip_suffix(['）', ')'])
        .and_then(|text| text.split_once(['（', '(']));
    let heading = match bracket {
        Some((before, time)) if time.ends_with('年') => before,
        _ => heading,
    };
    if let Some(rest) = heading.strip_prefix("今年") {
        return rest.strip_prefix('的').unwrap_or(rest);
    }
    let bare = heading.strip_prefix_any(&SPANS).unwrap_or(heading);
    let rest =
        bare.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五十—-－".contains(c));
    let rest = rest.strip_prefix('年').filter(|_| rest.len() < bare.len());
    rest.map_or(heading, |rest| rest.strip_prefix('的').unwrap_or(rest))
}

/// Finds the end of the words of goals and prose that a text begins with: 工作目标 of 工作目标到2025年….
pub(crate) fn known_heading(text: &str) -> Option<usize> {
    let known = first_words(text, &[&TIMETABLE, &GOALS, &PROSE, &AROUND])
        .filter(|(word, _)| !AROUND.contains(word));
    let end = known.last().map(|(_, end)| end);
    end.filter(|end| *end >= SHORTEST_HEADING)
}

/// The shortest known heading, in bytes: three characters.
const SHORTEST_HEADING: usize = "总目标".len();

/// Returns whether a heading contains nothing but the words of goals and prose.
fn is_made_of(heading: &str) -> bool {
    let end = first_words(heading, &[&GOALS, &PROSE, &AROUND]).last();
    end.map_or(0, |(_, end)| end) == heading.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_carrying_out_are_made_of_nothing_else() {
        for (heading, is_one) in [
            ("保障措施", true),
            ("组织实施", true),
            ("切实做好组织实施工作", true),
            ("加强组织领导和实施保障", true),
            ("工作要求", true),
            ("保障粮食安全", false),
            ("加强社会保障", false),
            ("实施乡村建设行动", false),
            ("政策措施", false),
            ("工作", false),
        ] {
            assert_eq!(is_of_carrying_out(heading), is_one, "{heading}");
        }
    }

    #[test]
    fn headings_tell_what_is_under_them() {
        use PartKind::*;
        for (heading, kind) in [
            ("指导思想", Prose),
            ("项目建设地点", Prose),
            ("现状分析", Prose),
            ("当前面临的形势与主要短板", Prose),
            ("人才发展的总体思路和具体目标", Goals),
            ("开发利用工作的指导思想、基本原则和发展目标", Goals),
            ("营造良好的发展环境", Tasks),
            ("总体要求", Prose),
            ("指导思想和奋斗目标", Goals),
            ("总体目标", Goals),
            ("攻坚目标", Goals),
            ("完成目标", Tasks),
            ("（主要目标", Tasks),
            ("总体设想", Goals),
            ("基本原则", Prose),
            ("重大意义", Prose),
            ("试点范围", Prose),
            ("面临的形势", Prose),
            ("充分认识促进就业的重要意义", Prose),
            ("进一步认识发展养殖业的重要意义", Prose),
            ("提高思想认识", Tasks),
            ("“十五五”时期主要目标任务", Goals),
            ("今后五年的总体要求和奋斗目标", Goals),
            ("总体要求和主要目标", Goals),
            ("工作思路及目标", Goals),
            ("目标与任务", Goals),
            ("发展目标和重点任务", Tasks),
            ("总体要求与目标", Goals),
            ("2025年目标", Goals),
            ("全年目标", Goals),
            ("年度目标任务", Goals),
            ("量化目标", Goals),
            ("绩效目标", Goals),
            ("预期目标", Goals),
            ("到2025年发展目标", Goals),
            ("三年目标", Goals),
            ("今后三年的主要目标", Goals),
            ("主要发展指标", Indicators),
            ("预期指标", Indicators),
            ("核心指标", Indicators),
            ("创建目标", Goals),
            ("培训目标", Goals),
            ("主要目标及指标", Goals),
            ("经济社会发展主要预期目标", Goals),
            ("今年的主要目标", Goals),
            ("全年预期目标", Goals),
            ("总体目标（2023—2025年）", Goals),
            ("目标体系", Goals),
            ("实现目标", Goals),
            ("预期成效", Goals),
            ("预期成果", Goals),
            ("发展蓝图", Goals),
            ("准确把握总体要求和主要目标", Goals),
            ("绩效指标", Indicators),
            ("约束性指标", Indicators),
            ("指标分解", Tasks),
            ("实现高质量就业", Tasks),
            ("就业目标", Goals),
            ("目标要求", Goals),
            ("目标定位", Goals),
            ("总体目标和基本原则", Goals),
            ("工作成效", Prose),
            ("发展基础和面临形势", Prose),
            ("“十三五”时期就业工作回顾", Prose),
            ("全国生态环境保护形势", Prose),
            ("生态环境保护取得积极进展", Prose),
            ("推动各项工作取得明显成效", Tasks),
            ("摸清文化资源现状", Tasks),
            ("“十三五”发展成就", Prose),
            ("规划背景", Prose),
            ("发展环境", Prose),
            ("发展现状与形势", Prose),
            ("存在的主要问题", Prose),
            ("过去五年工作回顾", Prose),
            ("2023年工作回顾", Prose),
            ("总体思路和基本原则", Goals),
            ("适用范围", Prose),
            ("明确支持范围", Tasks),
            ("奖补对象和条件", Tasks),
            ("指标体系", Indicators),
            ("进度安排", Timetable),
            ("工作进度", Timetable),
            ("实施步骤", Timetable),
            ("主要任务", Tasks),
            ("重点任务", Tasks),
            ("保障措施", Tasks),
            ("组织实施", Tasks),
            ("工作任务", Tasks),
            ("目标任务", Goals),
            ("明确目标任务", Goals),
            ("强化目标责任", Tasks),
            ("推动实现双碳目标", Tasks),
            ("加强组织领导", Tasks),
            ("优化营商环境", Tasks),
            ("夯实发展基础", Tasks),
        ] {
            assert_eq!(part_kind(heading), kind, "{heading}");
        }
    }
}
