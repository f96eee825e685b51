//! 中文

mod cli;
mod demo;
mod doubt;
mod files;
mod flaw;
mod forms;
mod git;
mod help;
mod history;
mod import;
mod ledger;
mod record;
mod report;
mod screen;
mod standing;
mod toml_slips;

use crate::plan::{Lamp, PlanState, Reminder, Standing, Status, Withdrawn};
use crate::text::words::ColumnWords;
use crate::text::{Lang, Words};
use doubt::doubt;
use flaw::flaw;
use git::trouble::git_trouble;
use help::help;
use standing::{gap, missed, reason, refusal};

/// 已申请而未批准的延期：标签、预警分组、报表标题。
const ASKED: &str = "延期待批";

/// 中文的全部用语。
pub(in crate::text) static WORDS: Words = Words {
    lang: Lang::Zh,
    key: "zh",
    locales: &["zh"],
    standing: |standing| match standing {
        Standing::Overdue => "逾期",
        Standing::OverLimit => "超限",
        Standing::FarBehind => "严重欠序时",
        Standing::Returned => "退办",
        Standing::Blocked => "受阻",
        Standing::Soon => "临期",
        Standing::Behind => "欠序时",
        Standing::Unreported => "未报",
        Standing::OnTrack => "正常",
        Standing::NotYet => "待启动",
        Standing::Done => "已办结",
        Standing::Closed => "已销号",
        Standing::Dropped => "中止",
    },
    lamp: |lamp| match lamp {
        Lamp::Red => "红",
        Lamp::Yellow => "黄",
        Lamp::Green => "绿",
        Lamp::Grey => "灰",
        Lamp::Done => "办",
        Lamp::Closed => "销",
        Lamp::Stopped => "停",
    },
    lamp_name: |lamp| match lamp {
        Lamp::Red => "红灯",
        Lamp::Yellow => "黄灯",
        Lamp::Green => "绿灯",
        Lamp::Grey => "灰灯",
        Lamp::Done => "已办结",
        Lamp::Closed => "已销号",
        Lamp::Stopped => "中止",
    },
    status: |status| match status {
        Status::Todo => "未启动",
        Status::Doing => "进行中",
        Status::Blocked => "受阻",
        Status::Done => "已办结",
        Status::Closed => "已销号",
        Status::Returned => "退办",
        Status::Dropped => "中止",
    },
    reminder: |level| match level {
        Reminder::Notice => "提醒",
        Reminder::Urge => "催办",
        Reminder::Supervise => "督办",
    },
    withdrawn: |what| match what {
        Withdrawn::Reading => "撤回指标数据",
        Withdrawn::Reminder => "撤回催办",
    },
    reason,
    missed,
    gap,
    plan_state: |state| match state {
        PlanState::NotStarted => "未启动".to_owned(),
        PlanState::InForce => "在期".to_owned(),
        PlanState::Ended(days) => format!("已到期{days}天"),
    },
    never_reported: "从未登记",
    refusal,
    flaw,
    git_trouble,
    doubt,
    lead: "牵头",
    support: "配合",
    answers: "主责",
    no_unit: "未明确责任单位",
    colon: "：",
    list_separator: "、",
    between_names: "、",
    semicolon: "；",
    all: "全部",
    due: "完成时限",
    original_due: "原定时限",
    due_now: "现行时限",
    asked: ASKED,
    refused: "未批准延期",
    phase: "阶段",
    section: "章节",
    indicator: "指标",
    target: "目标值",
    value: "完成值",
    progress: "进展情况",
    note: "说明",
    problem: "存在问题",
    next: "下一步打算",
    because: "原因",
    evidence: "佐证",
    log: "登记",
    truncated: "原文残缺",
    draft: "送审稿",
    error: "错误",
    as_of: |day| format!("截至 {day}"),
    units_to_call: |first, count| format!("{first}等{count}个单位"),
    reported_of: |done, of| format!("已报 {done}/{of}"),
    columns: ColumnWords {
        plan: "方案",
        id: "编号",
        action: "事项",
        milestone: "节点",
        start: "启动时间",
        target_op: "目标符号",
        target_max: "目标上限",
        target_unit: "计量单位",
        status: "状态",
        standing: "情况",
        reason: "原因",
    },
    help_titles: help::HELP_TITLES,
    help,
    record: record::RECORD,
    files: files::FILES,
    demo: demo::DEMO,
    import: import::IMPORT,
    report: report::REPORT,
    cli: cli::CLI,
    sync: git::SYNC,
    resolve: git::RESOLVE,
    ledger: ledger::LEDGER,
    forms: forms::FORMS,
    screen: screen::SCREEN,
    history: history::HISTORY,
    git: git::GIT,
};
