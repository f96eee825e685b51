//! 中文

#[path = "zh/forms.rs"]
mod forms;
#[path = "zh/import.rs"]
mod import;
#[path = "zh/ledger.rs"]
mod ledger;
#[path = "zh/reading.rs"]
mod reading;
#[path = "zh/record.rs"]
mod record;
#[path = "zh/report.rs"]
mod report;
#[path = "zh/toml_slips.rs"]
mod toml_slips;

use toml_slips::toml_slip;

use crate::plan::{
    Lamp, Measure, Miss, Missed, Op, Pace, PlanState, Reason, Recurrence, Refusal, Reminder,
    Standing, Status, Target, UnitKind, Verdict, show_number,
};

use crate::text::words::cli::CliWords;
use crate::text::words::demo::DemoWords;
use crate::text::words::files::{FileWords, Lost, OutputRefusal, UnfitFolder};
use crate::text::words::git::{GitWords, shell_word};
use crate::text::words::help::HelpTitles;
use crate::text::words::screen::ScreenWords;
use crate::text::words::{ColumnWords, ResolveWords, SyncWords};
use crate::text::{
    ChangedField, ExpectedValue, Flaw, HistoryWords, Lang, Limited, Note, TomlForm, Weakness, Words,
};
use crate::text::{ScreenCommand, View};

/// 中文的全部用语。
pub(super) static WORDS: Words = Words {
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
    reason,
    missed,
    plan_state: |state| match state {
        PlanState::NotStarted => "未启动".to_owned(),
        PlanState::InForce => "在期".to_owned(),
        PlanState::Ended(days) => format!("已到期{days}天"),
    },
    never_reported: "从未登记",
    refusal,
    flaw,
    lead: "牵头",
    support: "配合",
    answers: "主责",
    no_unit: "未明确责任单位",
    between_names: "、",
    all: "全部",
    due: "完成时限",
    original_due: "原定时限",
    due_now: "延期后时限",
    asked: "延期待批",
    phase: "阶段",
    section: "章节",
    indicator: "指标",
    target: "目标值",
    value: "完成值",
    progress: "进展情况",
    problem: "存在问题",
    next: "下一步打算",
    because: "原因",
    evidence: "佐证",
    log: "登记",
    truncated: "原文残缺",
    draft: "送审稿",
    error: "错误",
    warning: "警告",
    as_of: |day| format!("截至 {day}"),
    reported_of: |done, of| format!("已报 {done}/{of}"),
    each: "各单位分别报送",
    columns: ColumnWords {
        plan: "方案",
        id: "编号",
        action: "事项",
        milestone: "节点",
        start: "启动时间",
        target_unit: "计量单位",
        status: "状态",
        standing: "亮灯",
        reason: "说明",
    },
    help_titles: HelpTitles {
        usage: "用法",
        commands: "命令",
        command: "命令",
        arguments: "参数",
        options: "选项",
        options_of_usage: "选项",
        global_options: "通用选项",
        unknown_option: |option| format!("没有选项 {option}"),
        unknown_command: |command| format!("没有命令 {command}"),
        missing: |what| format!("缺 {what}"),
        bad_value: |option, value| format!("{option} 不能是「{value}」"),
        conflict: |a, b| format!("{a} 与 {b} 不能同用"),
        perhaps: |near| format!("可用：{near}"),
    },
    help,
    record: record::RECORD,
    files: FileWords {
        replaced: |path| format!("已替换原有文件 {}", path.display()),
        not_whole: |path| format!("数据未能完整读取，未写入 {}", path.display()),
        no_output: |path, why| {
            let path = path.display();
            match why {
                OutputRefusal::PlanFile => Note::new(
                    format!("{path} 是计划或设置文件，不能用来存放导出结果"),
                    "请换一个文件名",
                ),
                OutputRefusal::GitFile => Note::new(
                    format!("{path} 属于 git，不能用来存放导出结果"),
                    "请写到工作区中的其他文件夹",
                ),
                OutputRefusal::Device => Note::new(
                    format!("{path} 是设备或套接字，不是文件"),
                    "请写明文件名；要显示在屏幕上或交给管道，去掉 -o 即可",
                ),
                OutputRefusal::Folder => {
                    Note::new(format!("{path} 是文件夹，不是文件"), "请在后面加上文件名")
                }
                OutputRefusal::NoFolder => Note::new(
                    format!("{path} 所在的文件夹不存在"),
                    "请先建立文件夹，或检查路径",
                ),
                OutputRefusal::LinkToNothing => Note::new(
                    format!("{path} 是一个失效的链接"),
                    "请删除该链接，或换一个文件名",
                ),
                OutputRefusal::NobodyReads => Note::new(
                    format!("{path} 是管道，但没有程序在读"),
                    "请先启动读取的程序",
                ),
            }
        },
        unfit: |why| match why {
            UnfitFolder::NotOurs => "不属于本用户",
            UnfitFolder::OthersWrite => "他人可以写入，请 chmod 700",
            UnfitFolder::Link => "是一个链接",
            UnfitFolder::Shared => "所在的文件夹属于他人或他人可以写入",
        },
        not_used: |why| format!("不使用：{why}"),
        config_syntax: "运行 duban schema config 查看各项写法；示例见 docs/install.zh-CN.md",
        config_slip: |file| {
            Note::new(
                format!("{} 有误，无法确定登记人和单位，未登记", file.display()),
                "请先改正上面指出的地方；duban config 可查看现在的设置",
            )
        },
        config_unit: |unit, file| {
            Note::new(
                format!(
                    "{} 中的 unit「{unit}」不在任何方案的单位之列，未登记",
                    file.display()
                ),
                "请改正 unit，或用 --by 写明单位",
            )
        },
        config_slip_short: "config.toml 有误，改正前不能登记；运行 duban config 查看",
        lost: |path, lost| {
            let path = path.display();
            match lost {
                Lost::Group(group) => format!(
                    "{path} 原属用户组 {group}，写入者不在该组，无法保留；请给共用文件夹设置组继承：chmod g+s，并将写入者加入该组"
                ),
                Lost::AccessList => {
                    format!("{path} 原有的访问控制列表（ACL）无法保留；请用 getfacl 核对")
                }
                Lost::Links => format!("{path} 另有硬链接，那里仍是旧内容"),
            }
        },
    },
    demo: DemoWords {
        short: "示例",
        title: |title| format!("{title}（示例：进展均为虚构）"),
        mark: "（虚构）",
        towns: [
            "甲镇（虚构）",
            "乙镇（虚构）",
            "丙乡（虚构）",
            "丁街道（虚构）",
        ],
        desks: ["市教育局（示例，虚构）", "市科协（示例，虚构）"],
        first_commit: "示例：建立方案，登记表为空（以下进展均为虚构）\n",
        month_commit: |month, count| format!("示例：{month} 登记 {count} 条（虚构）"),
        evidence: |year, number| format!("（虚构）漳示〔{year}〕{number}号"),
        begun: ["已制定年度安排", "已召开部署会，明确分工", "已成立工作专班"],
        going: [
            "按计划推进",
            "已开展两批活动",
            "正在征求各单位意见",
            "经费已下达，正在组织",
        ],
        reached: |value| format!("累计完成{value}"),
        problems: [
            "名额不足，报名人数少于预期",
            "经费拨付偏晚",
            "人手不足，与其他任务时间冲突",
        ],
        next: ["下月组织第二批", "与财政部门对接", "纳入下季度重点"],
        finished: ["已全部完成", "已印发实施", "已完成并归档"],
        late: "受天气影响，活动顺延",
        short_of_target: "部分学员因病缺训，差额转入下年",
        checked: "已现场核查，资料齐全",
        blocked: ["场地未落实", "上级配套文件尚未出台"],
        returned: "佐证材料不全，请补充后再报",
        dropped: "机构调整，此项并入其他工作",
        asked: "需与配套项目同步，申请延期",
        granted: "同意延期",
        reminded: "请尽快报送进展",
        corrected: "初报口径有误",
        measured: "抽样调查",
    },
    reading: &reading::READING,
    import: &import::IMPORT,
    report: &report::REPORT,
    cli: CliWords {
        plans: |n| format!("{n} 个方案"),
        items: |n| format!("共 {n} 个节点"),
        items_shown: |shown, n| format!("共 {n} 个节点，列出 {shown} 个"),
        nothing_found: "没有符合条件的节点",
        nothing_overdue: "没有逾期的节点",
        plans_in_error: |n| format!("{n} 个方案有错误，以上可能不全，运行 duban check 查看"),
        plans_in_conflict: |n| format!("其中 {n} 个方案有未解决的合并冲突，运行 duban resolve"),
        reading: |read, all| format!("正在读取方案 {read}/{all}"),
        plans_not_read: |n| format!("另有 {n} 个方案无法读取，运行 duban check 查看"),
        marked: |id, status| format!("{id} {status}"),
        progress_noted: |id| format!("{id} 已登记进展"),
        postponed: |id, date, granted| {
            if granted {
                format!("{id} 准予延期至 {date}")
            } else {
                format!("{id} 申请延期至 {date}，待批")
            }
        },
        reading_noted: |id, value| format!("{id} 登记指标数据 {value}"),
        corrected: |id| format!("{id} 已更正"),
        reminded: |id, level| format!("{id} 已登记{level}"),
        correction: "更正",
        undone: |id, what| format!("已撤销 {id}：{what}"),
        would: |what| format!("将登记：{what}"),
        nothing_to_undo: "没有可撤销的登记（已存档的请用 duban correct 更正）",
        skipped: |id, why| format!("{id} 未登记：{why}"),
        finished_of: |done, of| format!("办结 {done}/{of}"),
        worst: "最紧急事项",
        uncommitted: |n| format!("未存档{n}"),
        all_quiet: "无逾期、无临期",
        plan_broken: |n| format!("无法打开：{n} 处错误，运行 duban check 查看"),
        unit: "责任单位",
        count: "节点",
        never_entered: "从未登记",
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
        started: |path| format!("已建立 {}", path.display()),
        start_next: |file, plans| {
            let plans = shell_word(plans);
            format!(
                "下一步：编写 {}，写完运行 duban --plans {plans} check --fix，再用 duban --plans {plans} 打开",
                file.display()
            )
        },
        git_begun: "已建立 git 仓库；第一次存档：git add . 后 git commit",
        git_not_begun: "没有建立 git 仓库（本机没有 git，或 git 拒绝）：可以先编写方案，之后运行 git init",
        workspace_readme: include_str!("zh/workspace_readme.md"),
        fix_needs_place: |plans| {
            let named = shell_word(plans);
            Note::new(
                format!("当前文件夹没有方案，上次打开的是 {}", plans.display()),
                format!("要修补那里的文件，请运行 duban --plans {named} check --fix"),
            )
        },
        demo_made: "示例已建立，其中的进展均为虚构；reports/ 内是各种报表的样子",
        demo_next: |path| {
            format!(
                "打开：duban --plans {} --as-of 2024-06-30",
                shell_word(path)
            )
        },
        template_title: "实施方案",
        template_comments: [
            "一份方案：把文件的条目照编号写在下面。写法见 docs/format.zh-CN.md，写完运行 duban check --fix",
            "责任单位：用文件中最全的写法作名称，其他写法写作 aliases = [\"...\"]",
            "章节：lead 牵头，support 配合，由其中的事项继承",
            "事项：编号与标题照原文，summary 用自己的话写一两句",
            "有具体成果的，在事项下写节点：[[action.milestone]] id、title、due、target",
        ],
        template_examples: ["实施期", "责任单位", "章节", "事项"],
        not_there: "未建立，均为默认值",
        no_workspace: |start| {
            Note::new(
                format!("从 {} 往上找不到 plans 文件夹", start.display()),
                "用 --plans DIR 指定，或运行 duban import 文件 --id ID 导入方案文件、duban init 新建，duban demo 看示例",
            )
        },
        no_folder: |path| {
            Note::new(
                format!("没有文件夹 {}", path.display()),
                "核对 --plans 或 DUBAN_PLANS 的路径",
            )
        },
        no_plans: |path| {
            Note::new(
                format!(
                    "{} 里没有方案（每个方案一个文件夹，内有 plan.toml）",
                    path.display()
                ),
                "运行 duban import 文件 --id ID 导入方案文件、duban init 新建，或 duban demo 看示例",
            )
        },
        no_plan: |id, known| {
            Note::new(
                format!("没有方案 {id}"),
                format!("现有方案：{}", known.join(" ")),
            )
        },
        broken: |id| {
            Note::new(
                format!("方案 {id} 无法打开"),
                format!("运行 duban --plan {id} check 查看错误位置"),
            )
        },
        no_log: |id| Note::new(format!("方案中没有 {id}"), "运行 duban list 查看编号"),
        gone: |id| {
            Note::new(
                format!("{id} 的那条登记已不在文件中或已被改动"),
                "运行 duban show 查看现状",
            )
        },
        locked: |path| Note::new(format!("{} 正被另一程序占用", path.display()), "稍后再试"),
        would_not_read: |path| {
            Note::new(
                format!(
                    "写入后 {} 将不是所要表达的内容，已放弃，文件未动",
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
        no_such_id: |id, near| Note::new(format!("没有编号 {id}"), near_text(near)),
        several_ids: |id, found| {
            Note::new(
                format!("{id} 指向多个节点"),
                format!("请写明其一：{}", found.join(" ")),
            )
        },
        no_such_unit: |name, near| Note::new(format!("没有责任单位「{name}」"), near_text(near)),
        several_units: |name, found| {
            Note::new(
                format!("「{name}」可指多个单位"),
                format!("请写明其一：{}", found.join(" ")),
            )
        },
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
        bad_date: |text| Note::new(format!("不是有效日期：{text}"), "写作 2024-06-30"),
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
        not_in_the_past: "过去的情况不能改动，去掉 --at",
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
    },
    sync: SyncWords {
        fetching: "正在取回远端",
        merging: "正在合并",
        pushing: "正在推送",
        again: |n| format!("别人先推送了，第 {n} 次再试"),
        done: |received, sent| format!("已同步：收到 {received} 次存档，送出 {sent} 次"),
    },
    resolve: ResolveWords {
        nothing: "没有待解决的冲突",
        open: |n| format!("还有 {n} 处未定：写 N=ours、N=theirs 或 N=文字，或加 --all"),
        settled: |n| format!("已解决 {n} 个文件的冲突"),
        was: "原为",
        ours: "本方",
        theirs: "对方",
        taken_out: "（删去）",
        kept: |changes| {
            if changes.is_empty() {
                "保留，登记有新增".to_owned()
            } else {
                format!("保留，含改动：{changes}")
            }
        },
        whole_plan: "一边删去、一边改动：整个保留或整个删去",
        whole_item: "整项",
        ask: "选 1 或 2，或直接输入内容，回车略过：",
        title: |plan| format!("{plan}：合并冲突未解决"),
        places: |file, n| format!("{file}：{n} 处两边写得不同"),
        both_kept: |file| format!("{file}：两边的登记都保留，没有要选的"),
        whole_file: "整个文件（两边写法差别太大，只能选一边）",
        nothing_new: "没有另加什么",
        how: "运行 duban resolve 逐项选定。选定之前可以照常查看，任何操作都不写这些文件",
    },
    ledger: &ledger::LEDGER,
    forms: &forms::FORMS,
    screen: ScreenWords {
        program: "督办",
        views: ["总览", "单位", "阶段", "预警", "指标", "时间", "未存档"],
        command,
        why,
        why_columns: 12,
        actions_of: |lead, support| format!("牵头 {lead}  配合 {support}"),
        count: "节点",
        red: "红",
        actions: "事项",
        next_due: "下一时限",
        plan_is_broken: "此方案的文件有错误，运行 duban check 查看位置和改法",
        in_conflict: "合并冲突",
        in_conflict_hint: "有未解决的合并冲突：在总览回车看两边的写法，用 duban resolve 选定",
        problems: |n| format!("{n} 处错误"),
        begin_hint: "从未登记：b 补登往年，t 看另一天",
        never_reported_items: |n| format!("{n} 个节点 从未登记"),
        groups: [
            "逾期与严重欠序时",
            "临期、欠序时、受阻、退办",
            "待核（已办结未销号）",
            "延期待批",
            "未报",
        ],
        waiting_days: |days| format!("待核{days}天"),
        nothing_urgent: "没有需要处理的节点",
        nothing_here: "请先选定一个节点（Enter 展开事项）",
        nothing_found: "没有符合条件的；F 清除筛选和查找",
        no_indicators: "此方案没有量化指标",
        no_reading: "暂无数据",
        latest: "最新值",
        plot_legend: "o 数据  . 序时  : 截至",
        gap: "差距",
        met: "已达到",
        committed: |n| format!("已存档 {n} 次"),
        committing: "正在存档",
        commit_then_sync: "先存档再同步（回车继续，Esc 不做）",
        commit_title: |n| {
            if n > 1 {
                format!("存档：按登记人分为 {n} 次")
            } else {
                "存档".to_owned()
            }
        },
        commit_message: "说明",
        busy: "正在存档或同步，稍候再登记",
        actor_title: "此账号多人共用：请填岗位或姓名，随登记保存",
        actor: "登记人",
        no_changes: "没有未存档的变更",
        no_git: "此文件夹不在 git 仓库中",
        commitment_mark: "承诺",
        commitments: "承诺（plan.toml）",
        happened: "进展（progress.toml）",
        search: "查找",
        searched: |read, all| format!("已检索 {read}/{all} 个方案"),
        searching: |text| format!("查找「{text}」"),
        filtered: |text| format!("筛选 {text}"),
        found: |n| format!("{n} 个节点"),
        selected: |n| format!("已选 {n} 个节点"),
        role: "角色",
        lead_only: "只看牵头",
        filter_title: "筛选",
        filter_help: "Space 勾选  Enter 只看此项  F 清除  Esc 关闭",
        status_title: "登记状态",
        help_title: |view| format!("帮助：{view}"),
        help_end: "j k 滚动，其他键关闭",
        palette_title: "命令",
        confirm_title: |n| format!("{n} 个节点不能登记："),
        confirm_help: |n| format!("是否继续登记其余 {n} 个节点？y 继续  其他键放弃"),
        begin_title: |chosen, n| {
            format!("补登往年：勾选已办结的节点（按各自完成时限登记） {chosen}/{n}")
        },
        begin_help: "Space 勾选  a 全选  Tab 下一栏  Enter 登记  Esc 放弃",
        form_help: "Tab 下一栏  Enter 确定  Esc 放弃",
        draft_kept: "已放弃；所填内容留着，再按同一键即可续填",
        no_han: "此终端没有汉字，以拼音显示",
        as_of_title: "看另一天的情况；留空为今天",
        as_of_field: "截至",
        date: "日期",
        new_date: "延期至",
        approved_by: "批准单位（未批准则留空）",
        by: "报送单位",
        of: "所指单位",
        since: "自何日起在此登记",
        reading_title: "登记指标数据",
        done: |what, n| {
            if n > 1 {
                format!("已登记 {n} 个节点 {what};u 撤销")
            } else {
                format!("已登记 {what};u 撤销")
            }
        },
        undone: |what, count| {
            let all = if count > 1 {
                format!("{what} 等 {count} 项")
            } else {
                what.to_owned()
            };
            format!("已撤销 {all}；Ctrl-r 重做")
        },
        redone: |what| format!("已重做 {what};u 撤销"),
        nothing_to_undo: "没有可撤销的登记",
        nothing_to_redo: "没有可重做的登记",
        nothing_done: "未登记",
        nothing_to_begin: "没有到期未报的节点可补登",
        finished_for_good: "已销号、中止的节点不能用空格改动；用 m 选择状态",
        taken_back_reason: "误登，撤回",
        input_method: "输入法开着？请切换到英文再按命令键",
        changed_outside: "文件已被他人改动，已重读",
        as_of_now: |day| format!("截至 {day}"),
        reloaded: "已重读",
        too_small: |columns, rows| format!("窗口 {columns}x{rows} 太小，至少 40x12"),
    },
    history: HISTORY,
    git: GitWords {
        no_git: || {
            Note::new(
                "没有找到 git",
                "安装 git（2.30 以上）后再试；其他功能不受影响",
            )
        },
        not_a_repository: |folder| {
            Note::new(
                format!("{} 不在 git 仓库中", folder.display()),
                "在上一级文件夹运行 git init 后可存档、同步和查看变更；其他功能不受影响",
            )
        },
        bare: |folder| {
            Note::new(
                format!("{} 处的 git 仓库没有工作区", folder.display()),
                "用 git clone 取一份有工作区的副本",
            )
        },
        dubious: |folder| {
            Note::new(
                format!("git 仓库 {} 属于另一用户，git 不予读取", folder.display()),
                format!(
                    "确认可信后运行：git config --global --add safe.directory {}",
                    shell_word(folder)
                ),
            )
        },
        other_work_tree: |folder| {
            Note::new(
                format!(
                    "{} 的 git 设置把工作区指到了别处（core.worktree）",
                    folder.display()
                ),
                "到该工作区中打开方案，或改正此设置",
            )
        },
        outside: |path| {
            Note::new(
                format!("{path} 不在方案文件夹之内"),
                "只能用方案文件夹内的路径",
            )
        },
        unknown_revision: |revision| {
            Note::new(
                format!("没有叫「{revision}」的版本"),
                "写提交号、分支、标签，或日期如 2024-06-30",
            )
        },
        nothing_yet: |day| Note::new(format!("{day} 及以前没有存档"), "换一个较晚的日期"),
        unborn: || Note::new("还没有任何存档", "先运行 duban commit"),
        shallow: || {
            Note::new(
                "这份副本只有近期的历史（浅克隆），所需的较早版本不在其中",
                "运行 git fetch --unshallow 取回全部历史",
            )
        },
        missing_object: |_| {
            Note::new(
                "这份副本缺少所需的文件内容（部分克隆）",
                "联网后运行 git fetch --refetch --no-filter 取回全部内容",
            )
        },
        timed_out: |command| Note::new(format!("{command} 长时间没有回应，已停止"), "稍后再试"),
        too_much: |what| {
            Note::new(
                format!("{what} 的内容过大，没有读取"),
                "核对是否误放了大文件",
            )
        },
        hook_refused: |remote, words| {
            Note::new(
                if remote {
                    format!("远端的检查没有通过：\n{words}")
                } else {
                    format!("本仓库的检查（hook）没有通过：\n{words}")
                },
                "按上面的说明改正后再试；文件没有变动",
            )
        },
        no_identity: || {
            Note::new(
                "git 不知道由谁存档",
                "运行 git config user.name 姓名 和 git config user.email 邮箱",
            )
        },
        not_signed: |words| {
            Note::new(
                format!("存档没能签名：\n{words}"),
                "核对签名密钥（user.signingKey）是否可用",
            )
        },
        no_remote: |known| {
            if known.is_empty() {
                Note::new("没有可同步的远端", "运行 git remote add origin 地址")
            } else {
                Note::new(
                    format!("有几个远端（{}），没有指定用哪一个", known.join("、")),
                    "运行 git branch --set-upstream-to=远端/分支",
                )
            }
        },
        remote_gone: |remote, words| {
            Note::new(
                format!("找不到远端 {remote}：\n{words}"),
                format!("用 git remote -v 核对 {remote} 的地址和权限"),
            )
        },
        no_credentials: |remote, words| {
            Note::new(
                format!("远端 {remote} 不认识本机的身份：\n{words}"),
                "配好 SSH 密钥或 git 凭据，先在终端里运行一次 git fetch",
            )
        },
        not_allowed: |remote, words| {
            Note::new(
                format!("没有向远端 {remote} 写入的权限：\n{words}"),
                "请仓库管理员开通，或改为提交合并请求",
            )
        },
        unknown_host: |words| {
            Note::new(
                format!("不认识远端主机的密钥：\n{words}"),
                "先在终端里运行一次 git fetch，核对并确认主机密钥",
            )
        },
        offline: |remote, words| {
            Note::new(
                format!("连不上远端 {remote}：\n{words}"),
                "检查网络后再同步；已存档的内容仍在本机",
            )
        },
        diverged: || {
            Note::new(
                "本机与远端各有新的存档，而设置了 pull.ff = only 不许合并",
                "运行 git config pull.ff true 后再同步，或请管理员合并",
            )
        },
        unrelated: || Note::new("本机与远端的历史没有共同的起点", "核对远端地址是否正确"),
        detached: || Note::new("当前不在任何分支上", "运行 git switch 分支名 后再同步"),
        half_done: |command| {
            Note::new(
                format!("有一次 git {command} 只做了一半"),
                format!("先运行 git {command} --continue 或 git {command} --abort"),
            )
        },
        index_locked: |path| {
            Note::new(
                format!("另一个程序正占用 git 的暂存区（{}）", path.display()),
                "等它结束后再试；若它已异常退出，删去此文件",
            )
        },
        uncommitted: |plans| {
            Note::new(
                format!("有未存档的改动：{}", plans.join("、")),
                "先存档（duban commit），再同步；一步完成：duban sync --commit",
            )
        },
        deleted: |files, paths| {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| shell_word(std::path::Path::new(&format!(":/{path}"))))
                .collect();
            Note::new(
                format!("这些方案文件不在了：{}", files.join("、")),
                format!(
                    "误删的用 git restore {} 找回；确要删去，运行 duban commit --deleted",
                    paths.join(" ")
                ),
            )
        },
        nothing_to_commit: || Note::new("没有要存档的改动", ""),
        in_the_way: |paths| {
            Note::new(
                format!("远端也有这些文件，本机的尚未存档：{}", paths.join("、")),
                "先用 git 存档或移开它们，再同步",
            )
        },
        conflicts: |plans| {
            let places: Vec<String> = plans
                .iter()
                .map(|(plan, count)| format!("{plan} {count} 处"))
                .collect();
            Note::new(
                format!("两边对方案作了不同的修改：{}", places.join("、")),
                "运行 duban resolve 逐项选定；文件没有变动",
            )
        },
        other_files: |paths| {
            Note::new(
                format!(
                    "两边都改了方案以外的文件，无法自动合并：{}",
                    paths.join("、")
                ),
                "用 git merge 合并后再同步",
            )
        },
        unreadable: |path, why| {
            Note::new(
                format!("{path} 无法读取：{why}"),
                "运行 duban check 查看并改正",
            )
        },
        unreadable_there: |path, why| {
            Note::new(
                format!("对方版本的 {path} 无法读取：第 {why}"),
                "请对方用 duban check 查看并改正后再送出；本机的文件没有变动",
            )
        },
        laid_out_otherwise: |path| {
            Note::new(
                format!("{path} 两边的写法差别太大，无法逐条合并"),
                "两边各运行 duban check --fix 后再试；文件没有变动",
            )
        },
        always_faster: |tries| {
            Note::new(
                format!("试了 {tries} 次，每次都有别人先推送"),
                "稍后再同步；已存档的内容仍在本机",
            )
        },
        bad_choice: |why| {
            Note::new(
                format!("选定的内容不成方案：{why}"),
                "换一种选择；文件没有变动",
            )
        },
        moved: || Note::new("文件在此期间又有变动", "再运行一次"),
        said: |command, words| Note::new(format!("{command} 没有成功：\n{words}"), ""),
        leads_outside: |path, to| {
            let what = match to {
                Some(to) => format!("{} 是链接，通向仓库之外的 {}", path.display(), to.display()),
                None => format!("{} 是链接，所指的文件不存在", path.display()),
            };
            Note::new(
                what,
                "链接所指之处只读不写；把文件放进仓库，或到那一处打开方案后再登记",
            )
        },
        lost_object: |id| {
            Note::new(
                format!("git 仓库已损坏：缺少对象 {id}，或其内容无法读取"),
                "运行 git fsck 查明；从远端重新 git clone 一份，把本机未推送的存档取过去",
            )
        },
        not_fetched: |remote, words| {
            Note::new(
                format!("所需的文件内容还在远端 {remote}（部分克隆），没能取回：\n{words}"),
                "连上网络后再试；或运行 git fetch --refetch --no-filter 一次取回全部内容",
            )
        },
        ignored: |path| {
            Note::new(
                format!("{path} 列在 .gitignore 中，没有存档"),
                format!(
                    "确要存档，运行 git add -f {}；否则不必理会",
                    shell_word(std::path::Path::new(path))
                ),
            )
        },
        relinked: |path| {
            Note::new(
                format!("方案已换成链接，实际文件是 {path}，git 尚未记下这一改动，没有存档"),
                "先用 git add 和 git commit 记下链接和它所指的文件，以后由 duban 存档",
            )
        },
        plan_not_sent: |place, flaw| {
            Note::new(
                format!("{place} {}，已在本机存档，没有送出", flaw.what),
                format!("{}；再 duban commit、duban sync", flaw.how),
            )
        },
        plan_broken: |place, flaw| {
            Note::new(format!("{place} {}，没有存档", flaw.what), flaw.how.clone())
        },
        other_paths: |paths| {
            Note::new(
                format!(
                    "这次存档会带上方案以外的文件：{}，没有存档",
                    paths.join("、")
                ),
                "先用 git add、git commit 把这些文件的变动单独存档，再存档方案",
            )
        },
        not_checked_out: |path| {
            Note::new(
                format!("{path} 没有检出（稀疏检出），本机的同名文件缺少已存档的登记，没有存档"),
                "移开本机的文件，用 git sparse-checkout add 检出方案所在的文件夹，再登记一次",
            )
        },
        on_no_branch: |id| {
            format!(
                "当前不在任何分支上：换到别的版本后，存档 {id} 就不容易找到。运行 git switch -c 新分支名 保住它"
            )
        },
        clock_behind: |when| format!("已有的存档时间是 {when}，晚于本机现在的时间：请核对本机时钟"),
        only_here: |plans| {
            format!(
                "这些方案在别的仓库中，这次没有同步，请到那里同步：{}",
                plans.join("、")
            )
        },
        next_step: |command| format!("下一步：运行 {command}"),
        log_is_shallow: "更早的历史不在这份副本中（浅克隆）；运行 git fetch --unshallow 取回后可查",
        subject_entries: |plan, count, gist| format!("{plan}：登记 {count} 条，{gist}"),
        subject_plan: |plan| format!("{plan}：修改方案"),
        subject_several: |plans, count| format!("{plans} 个方案：共 {count} 处"),
        plan_deleted: "删去方案（plan.toml）",
        log_deleted: |count| format!("删去 progress.toml（登记 {count} 条）"),
        entries_removed: |count| format!("删去登记 {count} 条"),
        plan_lines: |count| format!("plan.toml 改动 {count} 行"),
        other_lines: "登记以外的改动",
        issues_noted: "登记通报期号",
        merged: |remote| format!("合并 {remote} 的存档"),
        settled: |count| format!("合并并选定 {count} 处"),
        published: |count| format!("送出此前的 {count} 次存档"),
    },
};

fn near_text(near: &[String]) -> String {
    if near.is_empty() {
        "运行 duban list 查看编号，duban units 查看单位".to_owned()
    } else {
        format!("最接近的：{}", near.join(" "))
    }
}

fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::NotFound => "不存在".to_owned(),
        std::io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        std::io::ErrorKind::IsADirectory => "是文件夹，不是文件".to_owned(),
        _ => error.to_string(),
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Finished {
            on,
            late,
            missed: miss,
        } => {
            let mut text = on.map_or_else(String::new, |on| on.to_string());
            if *late > 0 {
                text.push_str(&format!("（逾期{late}天）"));
            }
            if let Some(miss) = miss {
                text.push_str(&format!(" {}", missed(miss)));
            }
            text.trim_start().to_owned()
        }
        Reason::Unreported => "未报".to_owned(),
        Reason::Overdue {
            days,
            postponed: false,
        } => format!("逾期{days}天"),
        Reason::Overdue {
            days,
            postponed: true,
        } => format!("延期后逾期{days}天"),
        Reason::OverLimit(miss) => missed(miss),
        Reason::Behind { points } => format!("欠{points}个百分点"),
        Reason::Said(Some(words)) => words.clone(),
        Reason::Said(None) => "未说明原因".to_owned(),
        Reason::Left { days: 0 } => "今天到期".to_owned(),
        Reason::Left { days } => format!("剩{days}天"),
        Reason::Due(due) => due.to_string(),
        Reason::Starts(start) => format!("{start}启动"),
    }
}

fn missed(missed: &Missed) -> String {
    let Missed { miss, target, unit } = missed;
    match miss {
        Miss::Short(by) => format!("差{by}{unit}"),
        Miss::Over(by) => format!("超出{by}{unit}"),
        Miss::NotAbove => format!("未超过{target}{unit}"),
        Miss::NotBelow => format!("未低于{target}{unit}"),
    }
}

fn refusal(refusal: &Refusal) -> Note {
    let status = |status: &Status| (WORDS.status)(*status);
    match refusal {
        Refusal::NeedsReason(s) => Note::new(format!("{}须说明原因", status(s)), "加 --reason"),
        Refusal::NeedsUnit(s) => Note::new(format!("{}须写明由哪个单位作出", status(s)), "加 --by"),
        Refusal::ShortOfTarget {
            value,
            missed: Missed { miss, target, unit },
        } => Note::new(
            match miss {
                Miss::Short(_) => format!("完成值 {value}{unit} 未达目标 {target}{unit}"),
                Miss::Over(by) => {
                    format!("完成值 {value}{unit} 超过上限 {target}{unit}，超出 {by}{unit}")
                }
                Miss::NotAbove => format!("完成值 {value}{unit} 未超过目标 {target}{unit}"),
                Miss::NotBelow => format!("完成值 {value}{unit} 未低于上限 {target}{unit}"),
            },
            "办结须补报完成值（--value）或说明原因（--reason）",
        ),
        Refusal::NeedsOf => Note::new("此节点由各单位分别报送，须写明是哪个单位", "加 --of"),
        Refusal::NotResponsible(name) => {
            Note::new(format!("{name} 不在此节点的责任单位之列"), "核对 --of")
        }
        Refusal::OwnAcceptance(name) => Note::new(
            format!("{name} 自己报的办结，不能由它自己销号"),
            "由督查单位销号：--by",
        ),
        Refusal::NeedsPostponeReason => Note::new("延期须说明原因", "加 --reason"),
        Refusal::PostponedBeforeStart(start) => {
            Note::new(format!("不能延期到启动日 {start} 之前"), "核对日期")
        }
        Refusal::PostponedToEarlier(due) => Note::new(
            format!("延期不能早于现行时限 {due}"),
            "核对日期；提前完成不必延期",
        ),
        Refusal::AfterToday { day, today } => Note::new(
            format!("{day} 尚未到来（今天是 {today}），不能登记"),
            "用 --on 写明实际日期，或去掉 --as-of",
        ),
        Refusal::FarDay(day) => {
            Note::new(format!("日期 {day} 不在 1900 至 2100 年之间"), "核对日期")
        }
        Refusal::NeedsCorrectionReason => Note::new("更正须说明原因", "加 --reason"),
        Refusal::NothingToCorrect => Note::new(
            "当日该单位没有可更正的登记",
            "核对 --on、--by、--of，用 duban show 查看登记",
        ),
        Refusal::SaysNothing => Note::new("没有要登记的内容", "加 --text、--value 等"),
        Refusal::NotANumber => Note::new("不是可登记的数", "写作 45 或 2.5"),
    }
}

fn wanted(wanted: ExpectedValue) -> &'static str {
    match wanted {
        ExpectedValue::Text => "字符串，如 \"市教育局\"",
        ExpectedValue::Texts => "字符串数组，如 [\"市教育局\", \"市科协\"]",
        ExpectedValue::Date => "日期（不加引号），如 2025-12-31",
        ExpectedValue::Dates => "日期数组（不加引号），如 [2025-10-09]",
        ExpectedValue::Moment => "日期时间（不加引号），如 2022-11-03T09:12:40+08:00",
        ExpectedValue::Number => "数",
        ExpectedValue::Whole => "整数",
        ExpectedValue::Wholes => "整数的数组，如 [17, 181]",
        ExpectedValue::Bool => "true 或 false",
        ExpectedValue::Table => "内联表，如 { start = 2022-01-01, end = 2025-12-31 }",
        ExpectedValue::Target => "内联表，如 { op = \">=\", value = 60, unit = \"名\" }",
        ExpectedValue::Baseline => "内联表，如 { value = 10.5, on = 2020-12-31 }",
        ExpectedValue::Tables => "表的数组",
    }
}

fn flaw(flaw: &Flaw) -> Note {
    let nearest = |near: &[String]| {
        if near.is_empty() {
            String::new()
        } else {
            format!("，最接近的：{}", near.join("、"))
        }
    };
    match flaw {
        Flaw::Unreadable { why } => {
            Note::new(format!("读不了：{why}"), "检查文件是否存在、权限是否允许")
        }
        Flaw::NotAFile => Note::new("这里应是文件，却不是", "移走同名的文件夹"),
        Flaw::TooLarge { bytes, limit } => Note::new(
            format!("文件过大：{} MB，上限 {} MB", bytes >> 20, limit >> 20),
            "这多半不是方案文件，换回原来的文件",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: true,
        } => Note::new(
            "不是 UTF-8，像是 GBK 编码",
            "用编辑器另存为 UTF-8，或：iconv -f GBK -t UTF-8",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: false,
        } => Note::new("不是 UTF-8", "用编辑器另存为 UTF-8"),
        Flaw::LfsPointer => Note::new(
            "这是 Git LFS 的占位文件，方案内容还没有取回",
            "运行 git lfs pull；方案文件不宜放进 LFS，在 .gitattributes 中去掉",
        ),
        Flaw::CutShort => Note::new(
            "文件到此中断，后面的内容没有了，像是没有复制完",
            "重新复制一次，或用 git restore 取回已存档的文件",
        ),
        Flaw::ConflictMarkers => Note::new(
            "git 合并冲突未解决，解决前不写此文件",
            "运行 duban resolve，或手工取舍后删去标记行",
        ),
        Flaw::FullWidthQuotes => Note::new("全角引号", "改为半角引号 \""),
        Flaw::Syntax { message } => Note::new(
            format!("TOML 语法错误：{}", toml_slip(message)),
            "修改此处；各项写法见 docs/format.zh-CN.md",
        ),
        Flaw::BadDate { text } => Note::new(
            format!("没有这个日期：{text}"),
            "请填写真实存在的日期，如 2024-06-30",
        ),
        Flaw::NewerSchema { found, known } => Note::new(
            format!("文件格式版本 {found} 比本程序的 {known} 新，只读打开"),
            "升级 duban",
        ),
        Flaw::MissingSchema => Note::new("没有 schema", "在文件首行写 schema = 1"),
        Flaw::MissingKey { key } => Note::new(format!("缺 {key}"), format!("补上 {key} = ...")),
        Flaw::WrongType { key, wanted: w } => {
            Note::new(format!("{key} 的值类型不对"), format!("应为{}", wanted(*w)))
        }
        Flaw::UnknownKey {
            key,
            nearest: Some(near),
        } => Note::new(
            format!("不认识的键 {key}（原样保留）"),
            format!("是否应为 {near}"),
        ),
        Flaw::UnknownKey { key, nearest: None } => {
            Note::new(format!("不认识的键 {key}（原样保留）"), "删去或改名")
        }
        Flaw::BadValue {
            key,
            value,
            allowed,
        } => Note::new(
            format!("{key} 不能是「{value}」"),
            format!("可用：{}", allowed.join("、")),
        ),
        Flaw::NumberOutOfLimits { text } => Note::new(
            format!("{text} 超出了可准确计算的范围"),
            "整数不超过 9007199254740992（2 的 53 次方），小数不超过 15 位数字、小数点后不超过 9 位；可换用更大的计量单位",
        ),
        Flaw::BadId { id } => Note::new(
            format!("编号「{id}」不合规"),
            "只用小写字母、数字、连字符，层级用点隔开",
        ),
        Flaw::IdIsNotFolder { id, folder } => Note::new(
            format!("id「{id}」与文件夹名「{folder}」不同"),
            "两者改为一致",
        ),
        Flaw::DuplicateId { id } => Note::new(format!("编号 {id} 重复"), "改其中一个"),
        Flaw::NameTaken { name, owner } => Note::new(
            format!("名称「{name}」已属 {owner}"),
            "一个名称只能指一个单位",
        ),
        Flaw::UnknownUnit {
            name,
            nearest: near,
        } => Note::new(
            format!("没有单位「{name}」{}", nearest(near)),
            "改为已有单位的名称，或在 [[unit]] 中增加它（或作为别名）",
        ),
        Flaw::UnknownPhase { id, known } => Note::new(
            format!("没有阶段「{id}」"),
            format!("可用：{}", known.join("、")),
        ),
        Flaw::UnknownAmendment { id } => {
            Note::new(format!("没有调整文件「{id}」"), "在 [[amendment]] 中增加它")
        }
        Flaw::UnknownSection { id } => Note::new(
            format!("{id} 没有所属章节"),
            "在 [[section]] 中增加其上级编号",
        ),
        Flaw::PhaseNotOfAction { phase, action } => Note::new(
            format!("{action} 不参加阶段「{phase}」"),
            "改阶段，或在 phases 中加上它",
        ),
        Flaw::PhaseNeeded { action } => Note::new(
            format!("{action} 跨多个阶段，此节点须写明阶段"),
            "加 phase = \"...\"",
        ),
        Flaw::NoPhases => Note::new("没有阶段", "至少写一个 [[phase]]"),
        Flaw::PhasesEmpty => Note::new("phases 为空，事项就没有节点", "写上阶段，或删去 phases"),
        Flaw::ListedTwice { name } => Note::new(format!("「{name}」列了两次"), "删去一处"),
        Flaw::WindowTooLong { years, limit } => Note::new(
            format!("起止相隔 {years} 年，超过 {limit} 年"),
            "检查年份是否写错",
        ),
        Flaw::CircularMembers { name } => Note::new(
            format!("集合单位「{name}」的成员又包含它自己"),
            "把它从 members 中去掉",
        ),
        Flaw::EndBeforeStart { start, end } => {
            Note::new(format!("结束 {end} 早于开始 {start}"), "改其中一个日期")
        }
        Flaw::DueDiffers { due, by } => Note::new(
            format!("due {due} 与目标的 by {by} 不同"),
            "只留一个，或改为一致",
        ),
        Flaw::RangeWithoutMax => Note::new("区间目标缺上限", "补 max = ..."),
        Flaw::NoMembers { name } => Note::new(
            format!("集合单位「{name}」的成员不明"),
            "知道后补 members = [\"...\"]",
        ),
        Flaw::UnusedUnit { name } => Note::new(
            format!("单位「{name}」没有承担任何事项"),
            "删去，或补到所承担的事项",
        ),
        Flaw::AnswersNotResponsible { name } => {
            Note::new(format!("主责「{name}」不在责任单位之列"), "改 answers")
        }
        Flaw::SourceOutside { path } => Note::new(
            format!("出处记录 {path} 在工作区之外，未读取"),
            "改为 plans/ 上一级文件夹之内的相对路径，如 seeds/ID.toml",
        ),
        Flaw::Lookalike { found, plain } => Note::new(
            format!(
                "「{found}」含形似字符（{}），多为从 PDF 复制所致，应为「{plain}」",
                odd_characters(found)
            ),
            "运行 duban check --fix 改正，或重新录入",
        ),
        Flaw::SourceMissing { path } => {
            Note::new(format!("出处记录 {path} 不在"), "补上该文件，或改 source")
        }
        Flaw::PlanDiffers { found, expected } => Note::new(
            format!("plan 是「{found}」，应为「{expected}」"),
            "核对是否放错了文件夹",
        ),
        Flaw::ProgressMissing => Note::new("没有 progress.toml", "运行 duban check --fix 新建"),
        Flaw::OrphanBlock { id, nearest: near } => Note::new(
            format!("方案中没有节点 {id}{}", nearest(near)),
            "改为方案中的编号；其中的登记请移到正确的节点下",
        ),
        Flaw::NoBlock { id } => Note::new(
            format!("节点 {id} 没有登记处"),
            "运行 duban check --fix 补上",
        ),
        Flaw::DoubleBlock { id } => {
            Note::new(format!("节点 {id} 出现两次"), "运行 duban check --fix 合并")
        }
        Flaw::StaleComment { id } => Note::new(
            format!("{id} 上方的注释与方案不符"),
            "运行 duban check --fix 更新",
        ),
        Flaw::TooMany { what, count, limit } => {
            let what = match what {
                Limited::Phases => "阶段",
                Limited::Units => "单位",
                Limited::Sections => "章节",
                Limited::Actions => "事项",
                Limited::Indicators => "指标",
                Limited::Amendments => "修订文件",
                Limited::OldValues => "一处 was 中的原值",
                Limited::Milestones => "节点（含每一期）",
                Limited::Reports => "逐单位报送的份数",
                Limited::Blocks => "登记块",
                Limited::Entries => "一个节点的登记",
            };
            Note::new(
                format!("{what}达 {count}，超过上限 {limit}，本方案不予打开"),
                "多半是笔误或程序误写；确有这么多时请拆成几个方案（上限见 docs/format.zh-CN.md）",
            )
        }
        Flaw::MoreFlaws { count, .. } => Note::new(
            format!("此文件另有 {count} 处问题未列出"),
            "改正上面列出的，再运行 duban check",
        ),
        Flaw::NewerToml { form } => match form {
            TomlForm::TableOverLines => Note::new(
                "花括号中间换了行：TOML 1.1 才允许，其他读取 TOML 1.0 的程序读不了",
                "把 { 到 } 写在同一行；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::TrailingComma => Note::new(
                "右花括号前多了逗号：TOML 1.1 才允许，其他读取 TOML 1.0 的程序读不了",
                "删去 } 前面的逗号；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::TimeWithoutSeconds => Note::new(
                "时刻没有写秒：TOML 1.1 才允许，其他读取 TOML 1.0 的程序读不了",
                "把秒补上，如 09:00:00；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::NewEscape => Note::new(
                "字符串中有 \\e 或 \\x 转义：TOML 1.1 才允许，其他读取 TOML 1.0 的程序读不了",
                "改写为 \\u001B、\\u0041 的形式；progress.toml 可运行 duban check --fix",
            ),
        },
        Flaw::EntryOverLines => Note::new(
            "一条登记写成了多行：两人各添一条后，按行合并会打乱",
            "运行 duban check --fix 并为一行，或自行改成一行",
        ),
        Flaw::EntryWithoutComma => Note::new(
            "这条登记后面没有逗号：现在能读，另一人也添一条后合并即不能读",
            "运行 duban check --fix 补上，或自行在行末加逗号",
        ),
        Flaw::LogNotByLines { id } => Note::new(
            format!("{id} 的登记没有逐条分行：两人各添一条后，按行合并会打乱"),
            "运行 duban check --fix 分行：每条一行，行末加逗号，方括号各占一行",
        ),
        Flaw::LogAsTables { id } => Note::new(
            format!("{id} 的登记写成了 [[...]] 的形式，无法逐行添加"),
            "运行 duban check --fix 改为 log = [ ... ]，每条一行",
        ),
        Flaw::LogNotWritable { id } => Note::new(
            format!("{id} 的登记写法能读但无法添加"),
            format!("请改为 [milestone.\"{id}\"] 之下的 log = [ ... ]，每条一行"),
        ),
        Flaw::DayToCome { day, today } => Note::new(
            format!("登记日期 {day} 尚未到来（今天是 {today}）"),
            "改为实际日期；计划中的时限写在 plan.toml",
        ),
        Flaw::FarDay { day } => Note::new(
            format!("日期 {day} 不在 1900 至 2100 年之间"),
            "检查年份是否写错",
        ),
        Flaw::EntryWithoutDay => Note::new("登记没有日期", "补 on = 2024-06-30"),
        Flaw::EntrySaysNothing => Note::new("登记没有内容", "补内容或删去此行"),
        Flaw::EntryNeedsReason { status } => {
            Note::new(format!("{status} 没有写明原因"), "补 reason = \"...\"")
        }
        Flaw::EntryNeedsUnit { status } => Note::new(
            format!("{status} 没有写明由哪个单位作出"),
            "补 by = \"...\"",
        ),
        Flaw::Contradiction { day, first_line } => Note::new(
            format!("同一单位 {day} 的登记与第 {first_line} 行不一致"),
            "核实后用 duban correct 更正",
        ),
        Flaw::Twice { first_line } => {
            Note::new(format!("与第 {first_line} 行完全相同"), "删去其一")
        }
        Flaw::NoSourceRecord => Note::new(
            "没有出处记录，无从与原文核对",
            "写 source = \"seeds/编号.toml\" 并建立该文件",
        ),
        Flaw::RecordDiffers { what, plan, record } => Note::new(
            format!("{what}：方案为「{plan}」，出处记录为「{record}」"),
            "按原文改正",
        ),
        Flaw::NotInSource { what, value } => {
            Note::new(format!("{what}「{value}」在原文中找不到"), "按原文改正")
        }
        Flaw::SourceNotFound { file } => {
            Note::new(format!("找不到原文 {file}"), "核对 --source 的文件夹")
        }
        Flaw::HashDiffers { expected, found } => Note::new(
            format!("原文已不是当初的文件：sha256 应为 {expected}，实为 {found}"),
            "取回当初的文件",
        ),
        Flaw::HeadingNotThere {
            id,
            heading,
            line,
            found,
            printed,
        } => Note::new(
            format!(
                "{id} 的标题「{heading}」不在原文第 {line} 行；原文第 {found} 行为「{printed}」"
            ),
            "按原文改正标题或行号",
        ),
        Flaw::NameNotThere { id, name, line } => Note::new(
            format!("指标 {id} 的名称「{name}」不在原文第 {line} 行"),
            "按原文改正名称或行号",
        ),
        Flaw::ItemNotInPlan { id, heading, line } => Note::new(
            format!("原文第 {line} 行有 {id}「{heading}」，方案没有"),
            "补上此项",
        ),
        Flaw::ItemNotInSource { id } => Note::new(format!("原文没有 {id}"), "删去或改编号"),
        Flaw::ItemNotInRecord { id, heading, line } => Note::new(
            format!("原文第 {line} 行有 {id}「{heading}」，出处记录没有"),
            "在出处记录中补上",
        ),
        Flaw::IndicatorNotInPlan { id } => {
            Note::new(format!("方案没有指标 {id}"), "补上指标或删去此行")
        }
        Flaw::IndicatorNotInRecord { id } => Note::new(
            format!("出处记录没有写明指标 {id} 在原文哪一行"),
            "在出处记录的 indicator 中补上",
        ),
        Flaw::TitleDiffers { id, plan, record } => Note::new(
            format!("{id} 的标题为「{plan}」，出处记录为「{record}」"),
            "按原文改正",
        ),
        Flaw::NumberNotInText { id, number, line } => Note::new(
            format!("{id} 的目标 {number} 在原文第 {line} 行起的该项中找不到"),
            "按原文改正",
        ),
        Flaw::NumberNotInPlan { number, line } => Note::new(
            format!("原文第 {line} 行起的「{number}」在方案中没有对应的目标"),
            "若是目标，补上 target",
        ),
        Flaw::TargetSaysOther {
            id,
            number,
            key,
            printed,
            line,
        } => Note::new(
            format!("{id} 的目标 {number}：原文第 {line} 行起写的是「{printed}」，与 {key} 不符"),
            "按原文改正",
        ),
        Flaw::UnitNotInText { id, unit, line } => Note::new(
            format!("{id} 的单位「{unit}」不在原文第 {line} 行的分工中"),
            "按原文改正",
        ),
        Flaw::UnitNotInPlan { id, unit, line } => Note::new(
            format!("原文第 {line} 行把 {id} 分给「{unit}」，方案没有"),
            "按原文补上",
        ),
        Flaw::UnitNamedToo { id, unit, line } => Note::new(
            format!("原文第 {line} 行起的 {id} 还写到「{unit}」，方案没有列为责任单位"),
            "按原文核对",
        ),
        Flaw::RoleDiffers { id, unit, line } => Note::new(
            format!("{id} 的「{unit}」牵头与配合和原文第 {line} 行不符"),
            "按原文改正",
        ),
        Flaw::UnreadUnitText { rest, line } => Note::new(
            format!("原文第 {line} 行的分工中「{rest}」不是已知单位"),
            "在 [[unit]] 中增加它或别名",
        ),
        Flaw::NoUnitsLine { id } => Note::new(
            format!("{id} 有责任单位，出处记录没有写明分工在哪一行"),
            "在出处记录的该项中补 units = 行号",
        ),
        Flaw::UnitsNotThere { id, line } => Note::new(
            format!("原文第 {line} 行没有写明 {id} 的责任单位"),
            "改正 units 的行号",
        ),
        Flaw::UnitsNotRecorded { line } => Note::new(
            format!("原文第 {line} 行写有分工，出处记录没有记下"),
            "在它所属的项或章节补 units = 行号",
        ),
    }
}

fn help(name: &str) -> Option<&'static str> {
    Some(match name {
        "duban" => "督办：逐日掌握方案中哪些逾期、是谁的、办了什么。不带命令则打开界面",
        "status" => "各方案概况：状态、阶段、计数、最紧急的节点",
        "brief" => "一行概况，供登录提示或 tmux 状态栏",
        "list" => "列出节点，可筛选",
        "overdue" => "列出逾期节点，最久的在前",
        "missing" => "列出未报送的单位和节点",
        "units" => "各责任单位的计数，牵头与配合分列",
        "range" => "版本，如 HEAD~3、main..HEAD；main...HEAD 从分叉处算起",
        "deny" => "weaken：有弱化则以 1 退出",
        "show" => "查看一个事项、节点或指标及其全部登记",
        "mark" => "登记状态：todo doing blocked done closed returned dropped",
        "progress" => "登记进展，不改状态",
        "postpone" => "申请或准予延期",
        "reading" => "登记指标数据",
        "correct" => "更正某日的登记",
        "remind" => "登记提醒、催办、督办",
        "undo" => "撤销本人最近一次未存档的登记",
        "check" => "检查全部文件，指出错误位置和改法",
        "import" => "导入方案文件：读成方案草稿，列出存疑之处",
        "document" => "方案文件：.docx .txt .html .xlsx .csv .pdf 等",
        "new_id" => "方案的 id，即文件夹名",
        "into" => "方案文件夹（默认为当前的）",
        "with_text" => "条目附上原文",
        "again" => "与已有方案对照：列出差别，确认后才写入",
        "--review" => "核对这个方案的存疑之处",
        "export" => "导出数据：json（默认）或 csv",
        "report" => "报表：台账、督查通报、催办单、反馈表等",
        "report-since" => "与此前相比：版本、日期或 last（上期通报）",
        "report-format" => "格式：xlsx csv docx md html ics；不写则按文件名后缀",
        "report-output" => "写入文件或文件夹",
        "every-unit" => "催办单、反馈表：每个单位一份",
        "record" => "催办单：同时登记催办，逐次升级",
        "issue" => "通报：登记为新的一期",
        "corrects" => "通报：本期更正第几期",
        "reply_by" => "催办单的反馈时限：日期，或几个工作日，如 5wd（默认）",
        "copies" => "催办单一式几份",
        "apply" => "收回填好的反馈表，或本单位自己的台账：核对、列出改动、一次登记",
        "map" => "本单位自己的台账：按表头和编号、任务名称对应",
        "file" => "文件：.xlsx .xls .ods .csv",
        "kind" => {
            "ledger 台账、bulletin 通报、reminder 催办单、feedback 反馈表、status 概览、evaluation 总结评估、handover 交接清单、calendar 时限日历"
        }
        "init" => "新建方案文件夹",
        "demo" => "建一个进展为虚构的示例",
        "config" => "显示个人设置",
        "completions" => "输出 shell 补全脚本",
        "man" => "输出手册页；给出文件夹则每个命令一页",
        "color" => "颜色：auto always never",
        "no_pager" => "长输出不经分页程序",
        "schema" => "输出文件的 JSON Schema，供编辑器检查和补全",
        "schema-of" => "哪个文件",
        "help-of" => "命令",
        "commit" => "存档：把方案文件的改动提交到 git",
        "sync" => "同步：与远端交换",
        "diff" => "以方案原文表述改了什么",
        "log" => "一个事项的历史",
        "review" => "供审查：先看承诺有无放松",
        "resolve" => "逐项解决合并冲突",
        "plans" => "方案文件夹（也可用 DUBAN_PLANS）",
        "plan" => "只看这一个方案",
        "as_of" => "截至哪一天（也可用 DUBAN_AS_OF）",
        "at" => "按某次存档或某日当时的文件",
        "lang" => "界面语言 zh 或 en（也可用 DUBAN_LANG）",
        "json" => "输出 JSON",
        "unit" => "只看此单位：任何名称、简称、旧名或拼音",
        "choices" => "逐处选择：N=ours（本方） N=theirs（对方） N=文字",
        "all" => "全部取本方 ours 或对方 theirs",
        "lead_only" => "只看牵头的",
        "phase" => "只看此阶段",
        "section" => "只看此章节",
        "message" => "存档说明（不写则自动拟）",
        "deleted" => "方案文件已不在的，连同删去一并存档",
        "commit-first" => "有未存档的改动时先存档，再同步",
        "standing" => "只看这些亮灯：overdue,soon,..",
        "--status" => "状态：todo doing blocked done closed returned dropped",
        "search" => "查找：标题、单位、编号、登记；汉字、拼音、首字母",
        "sort" => "排序：due id unit standing",
        "limit" => "最多列出几个节点",
        "fail" => "有符合的则以 1 退出",
        "since" => "只看此日以来无登记的",
        "id" => "编号，如 zhangping:3.1.4/launch",
        "ids" => "编号，可多个",
        "words" => "编号（可多个），最后是状态",
        "on" => "事实发生之日",
        "by" => "由哪个单位作出",
        "of" => "所指单位（各单位分别报送时）",
        "value" => "累计完成值",
        "add" => "本次新增",
        "text" => "进展情况",
        "problem" => "存在问题",
        "next" => "下一步打算",
        "reason" => "原因",
        "evidence" => "佐证：文号或文件路径",
        "dry_run" => "只说明将做什么",
        "with_support" => "与 --unit 同用时，也含该单位只配合的事项",
        "partial" => "不能登记的略过，其余照常登记",
        "date" => "延期至",
        "approved_by" => "由哪个单位准予",
        "indicator" => "指标编号",
        "level" => "提醒、催办或督办",
        "fix" => "补节点、更新注释、合并重复",
        "source" => "与原文核对：原文所在文件夹",
        "format" => "格式",
        "output" => "写入文件",
        "folder" => "文件夹",
        "title" => "方案标题",
        "start" => "起始日",
        "end" => "截止日",
        "shell" => "bash zsh fish elvish powershell",
        "help" => "显示帮助",
        "version" => "显示版本",
        _ => return None,
    })
}

fn command(command: ScreenCommand) -> (&'static str, &'static str) {
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
        ScreenCommand::ToggleDone => ("办结", "登记办结；再按撤回"),
        ScreenCommand::Mark => ("状态", "选择状态登记"),
        ScreenCommand::Finish => ("办结并填", "登记办结，填日期、说明、完成值"),
        ScreenCommand::Progress => ("进展", "登记进展：完成值、进展、问题、下一步"),
        ScreenCommand::Postpone => ("延期", "申请或准予延期"),
        ScreenCommand::Evidence => ("佐证", "登记佐证"),
        ScreenCommand::Select => ("选", "选中此节点，可选多个一并登记"),
        ScreenCommand::SelectAll => ("全选", "选中所列全部，再按取消"),
        ScreenCommand::Undo => ("撤销", "撤销上一次登记，可多次"),
        ScreenCommand::Redo => ("重做", "重做撤销的登记"),
        ScreenCommand::Search => ("查找", "边输边找：汉字、拼音、首字母、编号"),
        ScreenCommand::Filter => ("筛选", "按亮灯、状态、阶段、章节筛选"),
        ScreenCommand::ClearFilter => ("清筛选", "清除筛选和查找"),
        ScreenCommand::AsOf => ("日期", "看另一天的情况"),
        ScreenCommand::Begin => ("补登", "补登往年已办结的节点"),
        ScreenCommand::Report => (
            "报表",
            "报表、导出：台账、通报、催办单、情况一览、总结评估、交接清单、时限日历",
        ),
        ScreenCommand::Remind => ("催办", "催办光标所在的单位：催办单，并登记"),
        ScreenCommand::Sort => ("排序", "换一种排序：亮灯、期限、编号、单位"),
        ScreenCommand::NextRed => ("下一红", "到下一个红灯"),
        ScreenCommand::PreviousRed => ("上一红", "到上一个红灯"),
        ScreenCommand::Correct => ("更正", "更正最近一次登记"),
        ScreenCommand::Copy => ("复制", "复制编号、本行或详情"),
        ScreenCommand::Edit => ("编辑", "用编辑器打开所在文件的所在行"),
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
        ScreenCommand::Show(View::Changes) => ("未存档", "未存档的变更"),
    }
}

fn why(verdict: &Verdict) -> String {
    match (&verdict.reason, verdict.standing) {
        (
            Reason::Finished {
                on,
                late,
                missed: miss,
            },
            standing,
        ) => {
            let word = if standing == Standing::Closed {
                "销号"
            } else {
                "办结"
            };
            let day = on.map_or_else(String::new, |on| on.format("%m-%d").to_string());
            match (late, miss) {
                (_, Some(miss)) => missed(miss),
                (late, None) if *late > 0 => format!("逾期{late}天{word}"),
                _ => format!("{word}{day}"),
            }
        }
        (Reason::Said(_) | Reason::Due(_), standing) => (WORDS.standing)(standing).to_owned(),
        (Reason::Overdue { days, .. }, _) => format!("逾期{days}天"),
        (Reason::Starts(_), _) => "待启动".to_owned(),
        (other, _) => reason(other),
    }
}

/// 版本差别的全部用语。
const HISTORY: HistoryWords = HistoryWords {
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
        format!("{when}{file} 无法读取，没有比较")
    },
    removed: "删除",
    renumbered: |from| format!("编号 {from} 改为此号"),
    renamed: |from| format!("原称「{from}」"),
    amended: |title, number| format!("{title}（{number}）"),
    separator: "；",
    colon: "：",
    comma: "、",
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
    asks_postponement: |date| format!("申请延期至 {date}"),
    corrected: |what| format!("更正 {what}"),
    altered_entry: |what| format!("改动登记 {what}"),
    deleted_entry: |what| format!("删除登记 {what}"),
    plus: |value| format!("增加{value}"),
    commitments: "承诺（plan.toml）",
    happened: "进展（progress.toml）",
    weakened: "弱化",
    by_document: "依据文件",
    corrections: "更正",
    no_difference: "没有差别",
    no_weakening: "未发现弱化",
    weakenings: |n| format!("{n} 处弱化"),
    in_one_commit: "两条登记在同一次存档中，只有一位作者；如是合并请求压缩（squash）所致，请改为不压缩，或在存档说明中写明 Co-authored-by",
    without_number: "无文号",
    not_in_history: |id| format!("{id} 没有变更记录"),
    unreadable_then: "当时无法读取",
};

fn field(field: ChangedField) -> &'static str {
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
        ChangedField::Was => "调整前的值",
    }
}

fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "方案被删除",
        Weakness::Broken => "方案文件出现错误",
        Weakness::BaseUnreadable => "此前的文件无法读取，无从比较",
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
        Weakness::DecidedBySupport => "由配合单位销号、退办或批准延期",
        Weakness::ApproverUnknown => "销号、退办或批准延期的单位不明",
        Weakness::ReturnedByReporter => "退办人即报办结人",
        Weakness::AmendmentDoubtful => "后发文件不足为据",
        Weakness::SubmoduleMoved => "子模块换了版本，未能比较其中的方案",
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
    let notes = notes.join("，");
    format!("{text}（{notes}）")
}

/// The code points of characters that look like others, a few of them.
fn odd_characters(text: &str) -> String {
    crate::text::flaw::odd_code_points(text).join("、")
}
