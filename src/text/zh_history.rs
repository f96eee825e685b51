//! 中文:两个版本的差别

use crate::plan::{Every, Measure, Op, Pace, Target, UnitKind, show_number};

use super::{Field, HistoryWords, Weakness};

/// 版本差别的全部用语。
pub(super) const HISTORY: HistoryWords = HistoryWords {
    field,
    weakness,
    yes: "是",
    no: "否",
    nothing: "无",
    every: |every| match every {
        Every::Year => "每年",
        Every::HalfYear => "每半年",
        Every::Quarter => "每季度",
        Every::Month => "每月",
    },
    unit_kind: |kind| match kind {
        UnitKind::Party => "党委部门",
        UnitKind::Government => "政府部门",
        UnitKind::MassOrganisation => "群团组织",
        UnitKind::Institution => "事业单位",
        UnitKind::Collective => "集合单位",
    },
    target,
    everybody: "全体单位",
    until: |name, day| format!("{name}(至 {day})"),
    plan: "方案",
    named_phase: |name| format!("阶段「{name}」"),
    named_unit: |name| format!("单位「{name}」"),
    named_indicator: |name| format!("指标「{name}」"),
    named_amendment: |name| format!("调整文件「{name}」"),
    added: "新增",
    removed: "删除",
    renumbered: |from| format!("编号 {from} 改为此号"),
    renamed: |from| format!("原称「{from}」"),
    amended: |title, number| format!("{title}({number})"),
    separator: ";",
    colon: ":",
    comma: "、",
    parens: |text| format!("({text})"),
    items: |shown, all| {
        if shown.len() < all {
            format!("{} 等 {all} 处", shown.join("、"))
        } else {
            shown.join("、")
        }
    },
    postponed_to: |date, by| {
        if by.trim().is_empty() {
            format!("延期至 {date}")
        } else {
            format!("延期至 {date}(批准:{by})")
        }
    },
    asks_postponement: |date| format!("申请延期至 {date}"),
    corrected: |what| format!("更正 {what}"),
    altered_entry: |what| format!("改动登记 {what}"),
    deleted_entry: |what| format!("删除登记 {what}"),
    plus: |value| format!("增加{value}"),
    commitments: "承诺(plan.toml)",
    happened: "进展(progress.toml)",
    weakened: "弱化",
    by_document: "依据文件",
    corrections: "更正",
    no_difference: "没有差别",
    no_weakening: "未发现弱化",
    weakenings: |n| format!("{n} 处弱化"),
    without_number: "无文号",
    not_in_history: |id| format!("{id} 没有变更记录"),
    unreadable_then: "当时无法读取",
};

fn field(field: Field) -> &'static str {
    match field {
        Field::Id => "编号",
        Field::Short => "简称",
        Field::Title => "标题",
        Field::Summary => "内容",
        Field::Name => "名称",
        Field::Number => "文号",
        Field::Issuer => "发文机关",
        Field::Issued => "发文日期",
        Field::On => "日期",
        Field::Draft => "送审稿",
        Field::Period => "期限",
        Field::Source => "出处记录",
        Field::SoonDays => "临期天数",
        Field::BehindYellow => "欠序时黄灯点数",
        Field::BehindRed => "欠序时红灯点数",
        Field::Window => "起止",
        Field::Aliases => "别名",
        Field::Former => "曾用名",
        Field::Kind => "类别",
        Field::Members => "成员",
        Field::Baseline => "基数",
        Field::Target => "目标值",
        Field::No => "序号",
        Field::Lead => "牵头",
        Field::Support => "配合",
        Field::Answers => "主责",
        Field::Phases => "所属阶段",
        Field::Phase => "阶段",
        Field::Truncated => "原文残缺",
        Field::Every => "频次",
        Field::Start => "启动时间",
        Field::Due => "完成时限",
        Field::Each => "各单位分别报送",
        Field::Added => "由调整文件增加",
        Field::Ended => "由调整文件终止",
        Field::Since => "登记起始日",
        Field::Was => "调整前的值",
    }
}

fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "方案被删除",
        Weakness::Broken => "方案文件出现错误",
        Weakness::DraftAgain => "改回送审稿",
        Weakness::PeriodShortened => "方案期限缩短",
        Weakness::AlertLoosened => "预警放宽",
        Weakness::ItemGone => "事项被删除",
        Weakness::Replaced => "内容被替换",
        Weakness::MilestoneGone => "节点被删除",
        Weakness::OccurrenceGone => "次数减少",
        Weakness::PhasesCut => "所属阶段减少",
        Weakness::DeadlineLater => "完成时限推后",
        Weakness::StartLater => "启动时间推后",
        Weakness::TargetGone => "目标值被删除",
        Weakness::TargetLower => "目标值降低",
        Weakness::TargetSofter => "目标要求放宽",
        Weakness::TargetUnit => "计量单位改变",
        Weakness::MeasureChanged => "计数方式改变",
        Weakness::BaselineChanged => "基数改变",
        Weakness::PaceOff => "不再按序时考核",
        Weakness::EveryChanged => "频次改变",
        Weakness::EachOff => "不再由各单位分别报送",
        Weakness::LeadGone => "牵头单位减少",
        Weakness::LeadToSupport => "牵头改为配合",
        Weakness::SupportGone => "配合单位减少",
        Weakness::AnswersMoved => "主责单位改变",
        Weakness::MemberStruck => "集合单位成员减少",
        Weakness::NameMoved => "单位名称改指别的单位",
        Weakness::IndicatorGone => "指标被删除",
        Weakness::WordingLower => "文字中的数降低或年份推后",
        Weakness::WordingSofter => "文字要求放宽",
        Weakness::AmendmentAltered => "调整文件被改动",
        Weakness::IdTwice => "编号重复",
        Weakness::LogOrphaned => "登记失去所属节点",
        Weakness::EntryAltered => "登记被改动",
        Weakness::EntryDeleted => "登记被删除",
        Weakness::EntryMoved => "登记被移到别的节点",
        Weakness::EntryTwice => "增量重复登记",
        Weakness::SinceMoved => "登记起始日推后",
        Weakness::ItemDropped => "中止",
        Weakness::PostponedByAsker => "延期未经其他单位批准",
        Weakness::ClosedByReporter => "销号人即报办结人",
    }
}

fn target(target: &Target) -> String {
    let value = show_number(target.value);
    let unit = &target.unit;
    let text = match target.op {
        Op::AtLeast => format!("{value}{unit}以上"),
        Op::Over => format!("超过{value}{unit}"),
        Op::Exactly => format!("{value}{unit}"),
        Op::AtMost => format!("不超过{value}{unit}"),
        Op::Under => format!("低于{value}{unit}"),
        Op::Range => {
            let max = target.max.map_or_else(String::new, show_number);
            format!("{value}-{max}{unit}")
        }
    };
    let mut notes = Vec::new();
    if let Some(by) = target.by {
        notes.push(format!("至 {by}"));
    }
    if target.measure != Target::default_measure(unit) {
        notes.push(
            match target.measure {
                Measure::Flow => "累计",
                Measure::Stock => "存量",
            }
            .to_owned(),
        );
    }
    if let Some(baseline) = target.baseline {
        notes.push(format!("基数 {}{unit}", show_number(baseline.value)));
    }
    let usual = Target::default_pace(
        target.op,
        target.value,
        target.measure,
        target.baseline.is_some(),
    );
    if target.pace != usual {
        notes.push(
            match target.pace {
                Pace::Linear => "按序时",
                Pace::None => "不按序时",
            }
            .to_owned(),
        );
    }
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(",");
    format!("{text}({notes})")
}
