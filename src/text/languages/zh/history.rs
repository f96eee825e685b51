//! 两个版本之间的变化

use crate::plan::{Recurrence, ReportPeriod, Reporters, Reporting, UnitKind};
use crate::text::{ChangedField, HistoryWords, Weakness};

use super::standing::{bare_target, target};

/// 版本差别的全部用语。
pub(super) const HISTORY: HistoryWords = HistoryWords {
    limit_higher: "上限提高",
    upper_end_lower: "区间上限降低",
    field,
    weakness,
    yes: "是",
    no: "否",
    nothing: "无",
    every: |every| match every {
        Recurrence::Year => "每年",
        Recurrence::HalfYear => "每半年",
        Recurrence::Quarter => "每季度",
        Recurrence::Month => "每月",
    },
    unit_kind: |kind| match kind {
        UnitKind::Party => "党委部门",
        UnitKind::Government => "政府部门",
        UnitKind::MassOrganisation => "群团组织",
        UnitKind::Institution => "事业单位",
        UnitKind::Collective => "集合单位",
    },
    target,
    bare_target,
    reporting,
    everybody: "全体单位",
    until: |name, day| format!("{name}（至 {day}）"),
    plan: "方案",
    named_phase: |name| format!("阶段「{name}」"),
    named_unit: |name| format!("单位「{name}」"),
    named_indicator: |name| format!("指标「{name}」"),
    named_amendment: |name| format!("调整文件「{name}」"),
    added: "新增",
    unreadable: |before, log| {
        let file = if log { "progress.toml" } else { "plan.toml" };
        let when = if before { "此前的 " } else { "" };
        format!("{when}{file} 无法读取，未作比较")
    },
    removed: "删除",
    renumbered: |from| format!("原编号 {from}"),
    renamed: |from| format!("原称「{from}」"),
    amended: |title, number| format!("{title}（{number}）"),
    parens: |text| format!("（{text}）"),
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
            format!("延期至 {date}（批准：{by}）")
        }
    },
    issue: |number, on, revision, corrects| {
        let mut said = vec![on.to_string()];
        said.extend(revision.map(|revision| format!("依据 {revision}")));
        said.extend(corrects.map(|number| format!("更正第{number}期")));
        format!("第{number}期（{}）", said.join("，"))
    },
    refused_by: |by| {
        if by.is_empty() {
            "未批准延期".to_owned()
        } else {
            format!("{by}未批准延期")
        }
    },
    asks_postponement: |date| format!("申请延期至 {date}"),
    corrected: |what| format!("更正 {what}"),
    altered_entry: |what| format!("改动登记 {what}"),
    deleted_entry: |what| format!("删除登记 {what}"),
    commitments: "承诺（plan.toml）",
    happened: "进展（progress.toml）",
    weakened: "弱化",
    by_document: "依据文件",
    known_document: "（原方案中已有）",
    corrections: "更正",
    no_difference: "没有差别",
    blank_message: "存档说明不能为空；不写 -m，由 duban 拟写",
    diff_names_one: "用 --at 时，diff 须写明与哪一版比较：diff 版本 --at 版本",
    review_names_both: "review 比较的两个版本写作 BASE..HEAD，不用 --at",
    no_weakening: "未发现弱化",
    no_weakening_read: "有方案无法读取；其余方案中未见弱化",
    weakenings: |n| format!("{n} 处弱化"),
    by_one_author: |name| format!("两条均由 {name} 登记"),
    in_one_commit: "两条登记在同一次存档中，只有一位作者；如是合并请求压缩（squash）所致，请改为不压缩，或在存档说明中写明 Co-authored-by",
    without_number: "无文号",
    not_compared: |plan| format!("{plan}：子模块换了版本，而那个版本不在本机，未能比较"),
    not_in_history: |id| format!("{id} 没有变更记录"),
};

pub(super) fn field(field: ChangedField) -> &'static str {
    match field {
        ChangedField::Id => "编号",
        ChangedField::Short => "简称",
        ChangedField::Title => "标题",
        ChangedField::Summary => "内容",
        ChangedField::Name => "名称",
        ChangedField::Number => "文号",
        ChangedField::Issuer => "发文机关",
        ChangedField::Issued => "发文日期",
        ChangedField::On => "日期",
        ChangedField::Draft => "送审稿",
        ChangedField::Period => "期限",
        ChangedField::Source => "出处记录",
        ChangedField::SoonDays => "临期天数",
        ChangedField::BehindYellow => "欠序时黄灯百分点",
        ChangedField::BehindRed => "欠序时红灯百分点",
        ChangedField::Reporting => "报送",
        ChangedField::Window => "起止",
        ChangedField::Aliases => "别名",
        ChangedField::Former => "曾用名",
        ChangedField::Kind => "类别",
        ChangedField::Role => "身份",
        ChangedField::Members => "成员",
        ChangedField::Baseline => "基数",
        ChangedField::Target => "目标值",
        ChangedField::No => "序号",
        ChangedField::Lead => "牵头",
        ChangedField::Support => "配合",
        ChangedField::Answers => "主责",
        ChangedField::Phases => "所属阶段",
        ChangedField::Phase => "阶段",
        ChangedField::Truncated => "原文残缺",
        ChangedField::Recurrence => "频次",
        ChangedField::Start => "启动时间",
        ChangedField::Due => "完成时限",
        ChangedField::Each => "各单位分别报送",
        ChangedField::Added => "由调整文件增加",
        ChangedField::Ended => "由调整文件终止",
        ChangedField::Since => "登记起始日",
        ChangedField::Issue => "通报",
        ChangedField::Was => "调整前的值",
    }
}

fn reporting(rule: &Reporting, listed: &[String]) -> String {
    let every = match rule.every {
        ReportPeriod::Week => "每周",
        ReportPeriod::Month => "每月",
        ReportPeriod::Quarter => "每季度",
        ReportPeriod::HalfYear => "每半年",
        ReportPeriod::Year => "每年",
    };
    let units = match rule.units {
        Reporters::Lead => "牵头单位".to_owned(),
        Reporters::All => "牵头单位和配合单位".to_owned(),
        Reporters::Listed(_) => listed.join("、"),
    };
    format!("{every}，期满后第 {} 天前，{units}", rule.due_day)
}

pub(super) fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "方案被删除",
        Weakness::Broken => "方案文件出现错误",
        Weakness::BaseUnreadable => "此前的文件无法读取，无从比较",
        Weakness::DraftAgain => "改回送审稿",
        Weakness::PeriodShortened => "方案期限缩短",
        Weakness::AlertLoosened => "预警放宽",
        Weakness::ReportingLoosened => "报送要求放宽",
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
        Weakness::WordingLower => "文字中的数字降低或年份推后",
        Weakness::WordingSofter => "文字要求放宽",
        Weakness::AmendmentAltered => "调整文件被改动",
        Weakness::IdTwice => "编号重复",
        Weakness::LogOrphaned => "登记失去所属节点",
        Weakness::EntryAltered => "登记被改动",
        Weakness::EntryDeleted => "登记被删除",
        Weakness::EntryMoved => "登记被移到别的节点",
        Weakness::EntryTwice => "增量重复登记",
        Weakness::SinceMoved => "登记起始日推后",
        Weakness::IssueGone => "通报期号被删去或改动",
        Weakness::ItemDropped => "中止",
        Weakness::PostponedByAsker => "延期未经他人批准",
        Weakness::ClosedByReporter => "销号人即报办结人",
        Weakness::DecidedBySupport => "由配合单位销号、退办或批准延期",
        Weakness::ApproverUnknown => "销号、退办或批准延期的单位不明",
        Weakness::ReturnedByReporter => "退办人即报办结人",
        Weakness::AmendmentDoubtful => "调整文件不足为据",
        Weakness::SubmoduleMoved => "子模块换了版本，未能比较其中的方案",
    }
}
