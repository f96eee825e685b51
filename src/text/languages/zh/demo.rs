//! 示例的文字

use crate::text::words::demo::DemoWords;
use crate::text::{ScreenCommand as Command, View};

pub(super) const DEMO: DemoWords = DemoWords {
    short: "示例",
    title: |title| format!("{title}（示例：进展均为虚构）"),
    towns: [
        "甲镇（虚构）", "乙镇（虚构）", "丙乡（虚构）", "丁街道（虚构）",
    ],
    education_desk: "市教育局（示例，虚构）",
    plan_office: "市科协（示例，虚构）",
    first_commit: "示例：建立方案，登记表为空（以下进展均为虚构）\n",
    month_commit: |month, count| format!("示例：{month} 登记 {count} 条（虚构）"),
    progress: include_str!("demo_progress.toml"),
    hint: |command, left| {
        let text = match command {
            Command::Show(View::Alerts) => "按 {alerts} 看预警：逾期最久的排在最前",
            Command::Search => "按 {search} 查找：输入 jyj 就能找到教育局",
            Command::ToggleDone => "按 {done} 把光标所在的节点记为已办结",
            Command::Undo => "按 {undo} 撤销刚才的登记",
            Command::Report => "按 {report} 出台账、通报、催办单",
            Command::Palette => "按 {palette} 按名称或拼音找到其他功能",
            _ => return None,
        };
        Some(format!("试一试（还有{left}条）：{text}"))
    },
};
