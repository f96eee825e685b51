//! 命令行

use super::files::io_reason;
use crate::plan::{Postponement, Withdrawn};
use crate::text::Note;
use crate::text::words::cli::CliWords;
use crate::text::words::git::{checkout, shell_word};
use crate::text::words::note;

pub(super) const CLI: CliWords = CliWords {
    plans: |n| format!("{n} 个方案"),
    items: |n| format!("共 {n} 个节点"),
    items_shown: |shown, n| format!("共 {n} 个节点，列出 {shown} 个"),
    nothing_found: "没有符合条件的节点",
    nothing_overdue: "没有逾期的节点",
    no_overdue_found: "没有符合条件的逾期节点",
    not_of_overdue: |option| note!("overdue 不能用 {option}", "请用 duban list {option}"),
    no_json: "本命令没有 JSON 输出，--json 不起作用",
    plans_in_error: |n| format!("{n} 个方案有错误，以上可能不全，运行 duban check 查看"),
    plans_in_conflict: |n| format!("其中 {n} 个方案有未解决的合并冲突，运行 duban resolve"),
    reading: |read, all| format!("正在读取方案 {read}/{all}"),
    plans_not_read: |n| format!("另有 {n} 个方案无法读取，运行 duban check 查看"),
    variable_not_text: |name| {
        note!(
            "环境变量 {name} 不是 UTF-8 文本",
            "终端的编码改为 UTF-8 后重新设置，或取消设置"
        )
    },
    marked: |id, status| format!("{id} {status}"),
    progress_noted: |id| format!("{id} 已登记进展"),
    postponed: |id, date, outcome| match outcome {
        Postponement::Granted => format!("{id} 批准延期至 {date}"),
        Postponement::Refused => format!("{id} 未批准延期，时限仍为 {date}"),
        Postponement::Pending | Postponement::Decided => {
            format!("{id} 申请延期至 {date}，待批")
        }
    },
    reading_noted: |id, value| format!("{id} 登记指标数据 {value}"),
    corrected: |id| format!("{id} 已更正"),
    took_back: |id, day, what| format!("{id} 已撤回 {day} 的{what}"),
    withdrawable: |what| match what {
        Withdrawn::Reading => "指标数据",
        Withdrawn::Reminder => "催办",
    },
    only_reminders: |id| {
        note!(
            "{id} 是节点，没有指标数据",
            "误登的催办用 --withdraw reminder 撤回；误报的状态、完成值用 duban correct 的 --status todo、--add 0"
        )
    },
    reminded: |id, level| format!("{id} 已登记{level}"),
    correction: "更正",
    undone: |id, what| format!("已撤销 {id}：{what}"),
    would: |what| format!("将登记：{what}"),
    nothing_to_undo: "没有可撤销的登记（已存档的请用 duban correct 更正）",
    finished_of: |done, of| format!("办结 {done}/{of}"),
    worst: "最紧急事项",
    uncommitted: |n| format!("未存档{n}"),
    all_quiet: "无逾期、无临期",
    plan_broken: |n| format!("无法打开：{n} 处错误，运行 duban check 查看"),
    unit: "责任单位",
    no_entry_since: |day| format!("{day} 以来无登记"),
    not_yet_reported: |missing, of| format!("{missing}/{of} 个单位未报"),
    nothing_wrong: |n| format!("{n} 个方案，未发现问题"),
    found_wrong: |errors, warnings| format!("{errors} 处错误，{warnings} 处警告"),
    fixed: |plan, what| format!("{plan}：{what}"),
    fix_created: "新建 progress.toml",
    fix_added: |n| format!("补 {n} 个节点"),
    fix_refreshed: |n| format!("更新 {n} 条注释"),
    fix_lookalikes: |n| format!("改正 {n} 处形似字符"),
    fix_rewritten: |n| format!("改写 {n} 处登记的写法"),
    fix_joined: |n| format!("合并 {n} 个重复的节点"),
    created: |path| format!("已建立 {}", path.display()),
    start_next: |file, plans| {
        let plans = shell_word(plans);
        format!(
            "下一步：编写 {}，写完运行 duban --plans {plans} check --fix，再用 duban --plans {plans} 打开",
            file.display()
        )
    },
    git_begun: "已建立 git 仓库；首次存档先运行 git add .，再运行 git commit",
    git_not_begun: |why| format!("未建立 git 仓库（{why}）；可先编写方案，以后再运行 git init"),
    workspace_readme: include_str!("workspace_readme.md"),
    check_comments: [
        "把 ADDRESS 换成 duban 源码仓库的地址；公共的软件包仓库中没有 duban。",
        "首次推送：此前没有承诺",
        "首次推送，此前没有承诺。",
        "推送到 main 的内容弱化承诺、改写登记，或要删除 main 的，一律拒绝。",
        "首次推送",
    ],
    fix_needs_place: |plans| {
        let named = shell_word(plans);
        Note::new(
            format!(
                "当前文件夹及其所在仓库没有方案，其他位置的在 {}",
                plans.display()
            ),
            format!("要修补那里的文件，请运行 duban --plans {named} check --fix"),
        )
    },
    demo_made: "示例已建立，其中的进展均为虚构；reports/ 内有各种报表的样张",
    demo_next: |path| {
        format!(
            "打开：duban --plans {} --as-of 2024-06-30",
            shell_word(path)
        )
    },
    template_title: "实施方案",
    template_comments: [
        "一份方案：把文件中的条目按编号写在下面。写法见 docs/format.zh-CN.md，写完运行 duban check --fix",
        "责任单位：用文件中最全的写法作名称，其他写法写作 aliases = [\"...\"]",
        "章节：lead 牵头，support 配合；其下事项没有另写的，随章节",
        "事项：编号与标题照原文，summary 用自己的话写一两句",
        "有具体成果的，在事项下写节点：[[action.milestone]] id、title、due、target",
    ],
    template_examples: ["实施期", "责任单位", "章节", "事项"],
    not_there: "未建立，均为默认值",
    no_workspace: |start| {
        Note::new(
            format!("{} 及其上级文件夹中都没有 plans 文件夹", start.display()),
            "用 --plans DIR 指定，或运行 duban import 文件 --id ID 导入方案文件、duban init 新建，duban demo 看示例",
        )
    },
    no_folder: |path| {
        Note::new(
            format!("没有文件夹 {}", path.display()),
            "核对 --plans 或 DUBAN_PLANS 的路径",
        )
    },
    no_plans: |path, meant| {
        Note::new(
            format!(
                "{} 里没有方案（每个方案一个文件夹，内有 plan.toml）",
                path.display()
            ),
            meant.map_or_else(|| "运行 duban import 文件 --id ID 导入方案文件、duban init 新建，或 duban demo 看示例".to_owned(), |meant| format!("用 {meant}")),
        )
    },
    no_plan: |id, known| {
        Note::new(
            format!("没有方案 {id}"),
            format!("现有方案：{}", known.join(" ")),
        )
    },
    broken: |id| {
        note!(
            "方案 {id} 无法打开",
            "运行 duban --plan {id} check 查看错误位置"
        )
    },
    no_log: |id| note!("方案中没有 {id}", "运行 duban list 查看编号"),
    gone: |id| {
        note!(
            "{id} 的那条登记已不在文件中或已被改动",
            "运行 duban show 查看现状"
        )
    },
    locked: |path| Note::new(format!("{} 正被另一程序占用", path.display()), "稍后再试"),
    file_lost: |path| {
        Note::new(
            format!("{} 已丢失或内容为空，最近一次存档中有", path.display()),
            format!("用 {} 找回", checkout(path)),
        )
    },
    not_known_lost: |path| {
        Note::new(
            format!(
                "{} 不存在，git 也无法查询，不能确定最近一次存档中是否有它",
                path.display()
            ),
            "运行 duban diff 查看原因",
        )
    },
    would_not_read: |path| {
        Note::new(
            format!(
                "写入 {} 的结果会与所登记的不符，已放弃写入，文件没有改动",
                path.display()
            ),
            "运行 duban check 查看文件是否有问题",
        )
    },
    io: |path, error| {
        let how = match error.kind() {
            std::io::ErrorKind::PermissionDenied => "检查文件和文件夹的读写权限",
            std::io::ErrorKind::StorageFull => "磁盘已满，清理后再试",
            _ => "检查路径和磁盘",
        };
        Note::new(format!("{}：{}", path.display(), io_reason(error)), how)
    },
    not_yet_there: |id, added| {
        note!(
            "{id} 自 {added} 起才列入方案（由调整文件增加）",
            "加 --as-of {added} 或更晚的日期"
        )
    },
    ended: |id, day| {
        note!(
            "{id} 已由 {day} 的调整文件终止",
            "duban show {id} --as-of 可看此前某日；duban log {id} 可看沿革"
        )
    },
    ended_on: |day| format!("由 {day} 的调整文件终止"),
    ended_count: |n| match n {
        0 => "没有被调整文件终止的任务和节点".to_owned(),
        n => format!("共 {n} 项被调整文件终止；duban show 编号 --as-of 可看此前某日"),
    },
    no_such_id: |id, near| Note::new(format!("没有编号 {id}"), near_text(near)),
    is_an_indicator: |id| {
        note!(
            "{id} 是指标",
            "测得的数值用 duban reading 登记；更正用 duban correct，可写 --value、--text、--evidence 和 --reason；误登的用 --withdraw reading 撤回"
        )
    },
    not_an_indicator: |id, known| {
        let how = match known {
            [] => "方案中没有指标，可在 plan.toml 的 [[indicator]] 中增加".to_owned(),
            known => near_text(known),
        };
        Note::new(format!("{id} 不是指标"), how)
    },
    several_ids: |id, found| {
        Note::new(
            format!("{id} 对应多个节点"),
            format!("请写明其一：{}", found.join(" ")),
        )
    },
    may_be_in: |name, plans| {
        Note::new(
            format!("{name} 可能在 {} 中，而其文件无法读取", plans.join("、")),
            "运行 duban check 查看错误；用 --plan 指定一个可读的方案，则只在其中查找",
        )
    },
    no_such_unit: |name, near| Note::new(format!("没有责任单位「{name}」"), near_text(near)),
    several_units: |name, found| {
        Note::new(
            format!("「{name}」可指多个单位"),
            format!("请写明其一：{}", found.join(" ")),
        )
    },
    blank_search: "--search 缺少查找内容",
    no_such_phase: |id, known| {
        Note::new(
            format!("没有阶段 {id}"),
            format!("现有阶段：{}", known.join(" ")),
        )
    },
    no_such_section: |id, known| {
        Note::new(
            format!("没有章节 {id}"),
            format!("现有章节：{}", known.join(" ")),
        )
    },
    bad_date: |text| note!("不是有效日期：{text}", "写作 2024-06-30"),
    bad_choice: |option, value, allowed| {
        Note::new(
            format!("{option} 不能是 {value}"),
            format!("可用：{}", allowed.join(" ")),
        )
    },
    needs_plan: |known| {
        Note::new(
            "有多个方案，须指明其一",
            format!("加 --plan：{}", known.join(" ")),
        )
    },
    not_in_the_past: "以往的版本不能改动，请去掉 --at",
    needs_terminal: "界面须在终端中打开",
    needs_ids: "须给出编号，或给出 list 的筛选条件",
    exists: |path| {
        Note::new(
            format!("{} 已存在", path.display()),
            "换一个文件夹，或先移走它",
        )
    },
    usage: |what| Note::new(what.to_owned(), "运行 duban --help 查看用法"),
    hint: "办法",
};

pub(super) fn near_text(near: &[String]) -> String {
    if near.is_empty() {
        "运行 duban list 查看编号，duban units 查看单位".to_owned()
    } else {
        format!("最接近的：{}", near.join(" "))
    }
}
