//! The forms and lists of the screen, in Chinese.

use crate::text::View;
use crate::text::words::forms::FormWords;

pub(super) static FORMS: FormWords = FormWords {
    milestone_of: |id, action, title| match action {
        "" => format!("{id} {title}"),
        _ if action == title => format!("{id} {action}"),
        _ => format!("{id} {action}：{title}"),
    },
    ordered: |view, order| {
        let order = match (view, order) {
            (View::Units, None) => "亮灯",
            (View::Units, Some(_)) => "名称",
            (View::Alerts | View::Phases, None) | (_, Some("standing")) => "亮灯",
            (_, Some("due")) => "完成时限",
            (_, Some("unit")) => "责任单位",
            (_, Some(_)) => "编号",
            (_, None) => "方案顺序",
        };
        format!("排序：{order}")
    },
    no_other_red: "没有其他红灯",
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
    choice_end: "数字或 Enter 选定，Esc 返回",
    changed_meanwhile: |id, now| format!("未登记：{id} 已被他人更新，现为 {now}"),
    gone_meanwhile: |id| format!("未登记：{id} 已不在方案中"),
};
