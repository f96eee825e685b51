//! 界面与按键

use crate::text::words::screen::ScreenWords;
use crate::text::{ScreenCommand, View};

use super::standing::short_reason;

pub(super) const SCREEN: ScreenWords = ScreenWords {
    program: "督办",
    command,
    short_reason,
    why_columns: 12,
    actions_of: |lead, support| format!("牵头 {lead}  配合 {support}"),
    count: "节点",
    next_due: "下一时限",
    uncommitted_short: |n| format!("未存{n}"),
    plans_unread: |count| format!("{count} 个方案无法读取"),
    plan_is_broken: "此方案的文件有错误，运行 duban check 查看位置和改法",
    plan_is_gone: "此方案已不在原来的文件夹；移到别处的，请到那里打开：duban --plans 文件夹",
    in_conflict: "合并冲突",
    in_conflict_hint: "有未解决的合并冲突：在总览按 {open} 看两边的写法，用 duban resolve 选定",
    problems: |n| format!("{n} 处错误"),
    begin_hint: "从未登记：{begin} 补登往年，{as-of} 查看指定日期",
    never_reported_items: |n| format!("{n} 个节点 从未登记"),
    groups: [
        "逾期、超限与严重欠序时",
        "临期、欠序时、受阻、退办",
        "待核（已办结未销号）",
        super::ASKED,
        "未报",
        "报送：未报、迟报的单位",
    ],
    waiting_days: |days| format!("待核{days}天"),
    nothing_urgent: "没有需要处理的节点",
    nothing_here: "请先选定一个节点（{open} 展开事项）",
    nothing_found: "没有符合条件的；{clear-filter} 清除筛选和查找",
    no_indicators: "此方案没有量化指标",
    no_reading: "暂无数据",
    latest: "最新值",
    plot_legend: |is_paced| {
        if is_paced {
            "o 数据  . 序时  : 截至"
        } else {
            "o 数据  : 截至"
        }
    },
    gap: "差距",
    met: "已达到",
    committed: |n| format!("已存档 {n} 次"),
    committing: "正在存档",
    commit_then_sync: "先存档再同步（回车继续，Esc 取消）",
    commit_title: |n| {
        if n > 1 {
            format!("存档：按登记人分为 {n} 次")
        } else {
            "存档".to_owned()
        }
    },
    commit_message: "说明",
    busy: "正在存档或同步，请稍候再登记",
    actor_title: "此账号多人共用：请填岗位或姓名，随登记保存",
    actor: "登记人",
    no_changes: "没有未存档的改动",
    no_git: "此文件夹不在 git 仓库中",
    no_git_thread: "界面内暂时不能运行 git，请改用 duban commit、duban sync",
    commitment_mark: "承诺",
    search: "查找",
    searching: |text| format!("查找「{text}」"),
    filtered: |text| format!("筛选 {text}"),
    not_here: "（本视图不筛选）",
    found: |n| format!("{n} 个节点"),
    deselected: |n| format!("方案编号已变，{n} 个节点已取消选择"),
    selected: |n| format!("已选 {n} 个节点"),
    role: "分工",
    lead_only: "只看牵头",
    filter_title: "筛选",
    filter_help: "Space 勾选  Enter 只看此项  F 清除  Esc 返回",
    status_title: "登记状态",
    help_title: |view| format!("帮助：{view}"),
    palette_title: "命令",
    confirm_title: |n| format!("{n} 个节点不能登记："),
    confirm_help: |n| format!("是否继续登记其余 {n} 个节点？"),
    begin_title: |chosen, n| {
        format!("补登往年：勾选已办结的节点（按各自完成时限登记） {chosen}/{n}")
    },
    begin_help: "Space 勾选  a 全选  Tab 下一栏  Enter 登记  Esc 返回",
    draft_kept: "已放弃；所填内容已保留，再按同一键可继续填写",
    message_kept: "所填说明已保留，按 {commit} 可继续",
    no_han: "此终端没有汉字，以拼音显示",
    as_of_title: "查看指定日期的情况；留空为今天",
    as_of_field: "截至",
    date: "日期",
    new_date: "延期至",
    approved_by: "批准单位（未批准则留空）",
    by: "报送单位",
    of: "所涉单位",
    since: "登记起始日",
    reading_title: "登记指标数据",
    done: |what, n| {
        if n > 1 {
            format!("已登记 {n} 个节点 {what}；{{undo}} 撤销")
        } else {
            format!("已登记 {what}；{{undo}} 撤销")
        }
    },
    not_recorded: |first, count| match count {
        1 => format!("{first} 未登记"),
        _ => format!("{first} 等 {count} 个节点未登记"),
    },
    undone: |what, count| format!("已撤销 {}；{{redo}} 重做", with_others(what, count)),
    redone: |what, count| format!("已重做 {}；{{undo}} 撤销", with_others(what, count)),
    nothing_to_undo: "没有可撤销的登记",
    nothing_to_redo: "没有可重做的登记",
    nothing_done: "未登记",
    nothing_to_begin: "没有到期而未登记的节点，无须补登",
    finished_for_good: "已销号、中止的节点不能用 {done} 改动；用 {mark} 选择状态",
    taken_back_reason: "误登，撤销",
    input_method: "输入法处于中文状态，请切换到英文再按命令键",
    changed_outside: "文件已被他人改动，已重新读取",
    reloaded: "已重新读取",
    too_small: |columns, rows| format!("窗口 {columns}x{rows} 太小，至少 40x12"),
};

/// Names the first of several.
fn with_others(what: &str, count: usize) -> String {
    match count {
        0 | 1 => what.to_owned(),
        _ => format!("{what} 等 {count} 项"),
    }
}

pub(super) fn command(command: ScreenCommand) -> (&'static str, &'static str) {
    match command {
        ScreenCommand::Down => ("下移", "下一行"),
        ScreenCommand::Up => ("上移", "上一行"),
        ScreenCommand::PageDown => ("下翻", "下翻半页"),
        ScreenCommand::PageUp => ("上翻", "上翻半页"),
        ScreenCommand::First => ("顶", "到第一行"),
        ScreenCommand::Last => ("底", "到最后一行"),
        ScreenCommand::Left => ("左", "到左边"),
        ScreenCommand::Right => ("右", "到右边"),
        ScreenCommand::OtherPane => ("换栏", "到另一栏"),
        ScreenCommand::Open => ("打开", "打开、展开或收起"),
        ScreenCommand::Back => ("返回", "返回一步：取消选择、清除筛选、回上一级"),
        ScreenCommand::ToggleDone => ("办结", "登记办结；再按撤销"),
        ScreenCommand::Mark => ("状态", "选择状态登记"),
        ScreenCommand::Finish => ("办结填报", "登记办结，填日期、说明、完成值"),
        ScreenCommand::Progress => ("进展", "登记进展：完成值、进展、问题、下一步"),
        ScreenCommand::Postpone => ("延期", "申请或批准延期"),
        ScreenCommand::Evidence => ("佐证", "登记佐证"),
        ScreenCommand::Select => ("选", "选中此节点，可选多个一并登记"),
        ScreenCommand::SelectAll => ("全选", "选中所列全部，再按取消"),
        ScreenCommand::Undo => ("撤销", "撤销上一次登记，可多次"),
        ScreenCommand::Redo => ("重做", "重做撤销的登记"),
        ScreenCommand::Search => ("查找", "边输边找：汉字、拼音、首字母、编号"),
        ScreenCommand::Filter => ("筛选", "按亮灯、状态、阶段、章节筛选"),
        ScreenCommand::ClearFilter => ("清筛选", "清除筛选和查找"),
        ScreenCommand::AsOf => ("日期", "查看指定日期的情况"),
        ScreenCommand::Begin => ("补登", "补登往年已办结的节点"),
        ScreenCommand::Report => ("报表", "导出台账、通报、催办单、总结评估、交接清单等报表"),
        ScreenCommand::Remind => ("催办", "向光标所在的单位出催办单，并登记"),
        ScreenCommand::Sort => ("排序", "换一种排序：亮灯、完成时限、编号、单位"),
        ScreenCommand::NextRed => ("下一红", "到下一个红灯"),
        ScreenCommand::PreviousRed => ("上一红", "到上一个红灯"),
        ScreenCommand::NewPlan => ("新方案", "导入方案文件，或新建方案"),
        ScreenCommand::Correct => ("更正", "更正最近一次登记"),
        ScreenCommand::Copy => ("复制", "复制编号、本行或详情"),
        ScreenCommand::Edit => ("编辑", "用编辑器打开文件，定位到所在行"),
        ScreenCommand::Zoom => ("刻度", "季度、月、年"),
        ScreenCommand::Commit => ("存档", "存档（提交到 git）"),
        ScreenCommand::Sync => ("同步", "与远端同步"),
        ScreenCommand::Palette => ("命令", "按名称找命令"),
        ScreenCommand::Help => ("帮助", "本视图的按键"),
        ScreenCommand::Reload => ("重读", "重读文件并重画"),
        ScreenCommand::Quit => ("退出", "退出"),
        ScreenCommand::Suspend => ("挂起", "挂起（fg 返回）"),
        ScreenCommand::Show(View::Overview) => ("总览", "总览：全部方案"),
        ScreenCommand::Show(View::Units) => ("单位", "责任单位"),
        ScreenCommand::Show(View::Phases) => ("阶段", "阶段"),
        ScreenCommand::Show(View::Alerts) => ("预警", "预警：逾期、临期、待核、延期待批、未报"),
        ScreenCommand::Show(View::Indicators) => ("指标", "量化指标"),
        ScreenCommand::Show(View::Timeline) => ("时间", "时间表"),
        ScreenCommand::Show(View::Changes) => ("变更", "变更：未存档的改动和最近的存档"),
    }
}
