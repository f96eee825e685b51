//! The forms and lists of the screen, in Chinese.

use crate::text::View;
use crate::text::words::forms::FormWords;

pub(super) const FORMS: FormWords = FormWords {
    milestone_of: |id, action, title| match action {
        "" => format!("{id} {title}"),
        _ if action == title => format!("{id} {action}"),
        _ => format!("{id} {action}：{title}"),
    },
    ordered: |view, order| {
        let order = match (view, order) {
            (View::Units, Some(_)) => "名称",
            (View::Units | View::Alerts | View::Phases, None) | (_, Some("standing")) => "亮灯",
            (_, Some("due")) => "完成时限",
            (_, Some("unit")) => "责任单位",
            (_, Some(_)) => "编号",
            (_, None) => "方案顺序",
        };
        format!("排序：{order}")
    },
    now: |figures| format!("现{figures}"),
    dates: |own, rules, asked| {
        let rules = rules.map_or_else(String::new, |day| format!(" 现行{day}"));
        let asked = asked.map_or_else(String::new, |day| format!(" 待批{day}"));
        format!("原定{own}{rules}{asked}")
    },
    most_urgent: "最紧急事项",
    units_by_red: "红灯最多的责任单位",
    closed_by: "销号单位",
    returned_by: "退办单位",
    each_by_its_own: "（各按其主责单位）",
    draft_before: |title| format!("原为 {title} 所填，此后方案已有改动，请核对"),
    draft_moved: |id| format!("所填内容已保留，在 {id} 上按同一键可继续填写"),
    draft_waits: |id| format!("所填内容已保留，待 {id} 恢复后再按同一键可继续填写"),
    drafts_go: |n| format!("有 {n} 份填写内容尚未登记，退出即丢弃；再按 {{quit}} 退出"),
    form_is_open: "有填写中的表单，请放大窗口",
    nothing_to_correct: "这里没有可更正的登记",
    changes: |n| format!("{n} 处未存档"),
    recent: "最近存档（{open} 查看内容）",
    plan_place: "方案",
    id_place: "编号",
    outside: &[
        ("台账", "duban report ledger --plan 方案 -o ledger.xlsx"),
        ("通报", "duban report bulletin --plan 方案 -o bulletin.docx"),
        (
            "催办单",
            "duban report reminder --plan 方案 --all -o reminders/",
        ),
        ("催办登记", "duban remind 编号 --level 催办"),
        (
            "反馈表",
            "duban report feedback --plan 方案 --all -o feedback/",
        ),
        ("收回填报", "duban apply 文件 --unit 单位"),
        ("情况一览", "duban report status --plan 方案"),
        (
            "总结评估",
            "duban report evaluation --plan 方案 -o evaluation.docx",
        ),
        ("交接清单", "duban report handover --plan 方案"),
        (
            "时限日历",
            "duban report calendar --plan 方案 -o calendar.ics",
        ),
        ("更正", "duban correct 编号 --on 日期 --reason 原因"),
        (
            "导出数据",
            "duban export --plan 方案 --format json -o plan.json",
        ),
        ("导入方案", "duban import 文件 --id 新号"),
        ("检查", "duban check --plan 方案"),
        ("未报清单", "duban missing --plan 方案"),
        ("逾期清单", "duban overdue --plan 方案"),
        ("单位汇总", "duban units --plan 方案"),
        ("节点详情", "duban show 编号"),
        ("历史", "duban log 编号"),
        ("改动", "duban diff"),
        ("审查", "duban review HEAD"),
        ("解决冲突", "duban resolve"),
        ("一行概况", "duban brief"),
        ("新建方案", "duban init"),
        ("示例", "duban demo"),
        ("个人设置", "duban config"),
    ],
    outside_help: "在命令行中运行；命令已复制到剪贴板（终端支持时）",
    no_other_red: "没有其他红灯",
    no_red: "没有红灯",
    no_entries: "尚无登记",
    copy_title: "复制",
    copy_id: "编号",
    copy_row: "本行",
    copy_detail: "详情",
    copied: |text| {
        let first = text.lines().next().unwrap_or_default();
        format!("已复制：{first}")
    },
    edit_title: "用编辑器打开",
    no_editor: |why| format!("编辑器未正常结束（{why}）；请检查环境变量 EDITOR"),
    new_plan: "新方案",
    from_document: "导入方案文件（Word、网页、文本、表格）",
    blank_plan: "新建空白方案",
    sample: "看示例（进展均为虚构，另存一处）",
    document_file: "文件",
    plan_id: "编号（如 jiuye-2025）",
    plan_title: "名称",
    no_plan_yet: &[
        "这里还没有方案。",
        "",
        "方案文件写明要做的事项、牵头和配合单位、阶段、节点和量化目标。",
        "导入后逐条核对，即可查看逾期和临期事项、登记进展、生成台账和通报。",
        "",
        "按 {new-plan} 导入方案文件、新建方案或看示例，按 {quit} 退出。",
    ],
    plan_imported: |id, doubts| match doubts {
        0 => format!("已导入方案 {id}，无存疑之处"),
        n => format!("已导入方案 {id}，有 {n} 处存疑，请逐条核对"),
    },
    plan_begun: |file| format!("已新建 {}；按 {{edit}} 用编辑器填写", file.display()),
    sample_made: |folder| format!("示例在 {}，可随意试用", folder.display()),
    reading_keys: "j k 滚动  Esc 返回",
    choice_keys: |n| format!("1-{n} Enter 选定  Esc 返回"),
    palette_keys: "Enter 执行  Esc 返回",
    confirm_keys: "y 登记  n Esc 不登记",
    confirm_scroll_keys: "j k 滚动  y 登记  n Esc 不登记",
    lines_left: |n| format!(".. 另有 {n} 行"),
    form_next: "Enter 下一栏  Tab 换栏  Esc 返回",
    form_submit: "Enter 登记  Tab 换栏  Esc 返回",
    form_go: "Enter 确定  Esc 返回",
    paste_too_long: |length, most| format!("未粘贴：所贴文字有 {length} 字，一次最多 {most} 字"),
    changed_meanwhile: |id, now| format!("未登记：{id} 已被他人更新，现为 {now}"),
    shown_anew: "此处已按现状更新，核对后再按 Enter 登记",
    open_again: "按 Esc 再按同一键，按现状填写",
    leave_form: "按 Esc 返回",
    gone_meanwhile: |id| format!("未登记：{id} 已不在方案中"),
};
