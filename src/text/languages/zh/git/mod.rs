//! 存档、同步与冲突

pub(super) mod trouble;

use crate::text::Note;
use crate::text::words::git::{GitWords, ResolveWords, SyncWords, from_top, shell_word};

pub(super) const SYNC: SyncWords = SyncWords {
    fetching: "正在从远端取回",
    merging: "正在合并",
    pushing: "正在推送",
    again: |n| format!("他人已先推送，正在重试（第 {n} 次）"),
    done: |received, sent| format!("已同步：取回 {received} 次存档，推送 {sent} 次"),
    new_branch: |remote, branch| {
        format!("已在 {remote} 新建分支 {branch}；同步其他分支的人收不到其中的内容")
    },
};

pub(super) const RESOLVE: ResolveWords = ResolveWords {
    nothing: "没有待解决的冲突",
    open: |n| format!("尚有 {n} 处未选定：写 N=ours、N=theirs 或 N=文字，或加 --all"),
    settled: |n| format!("已解决 {n} 个文件的冲突"),
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
    whole_plan: "一方删去、一方改动：整体保留或整体删去",
    whole_item: "整项",
    shared_id: "同一编号，两项不同的内容",
    shared_id_how: |id, next| {
        format!(
            "选 1 或 2：所选一方保留编号 {id}，另一方改为 {next}。输入新编号：对方改用新编号。输入 {id}：两边本是同一项，合为一项（文字以本方为准）。登记和引用随各自的编号走"
        )
    },
    ask: "选 1 或 2，或直接输入内容，回车略过：",
    title: |plan| format!("{plan}：合并冲突未解决"),
    places: |file, n| format!("{file}：{n} 处两边写得不同"),
    both_kept: |file| format!("{file}：两边的登记都保留，无须选定"),
    both_changes_kept: |file| format!("{file}：两边的改动互不冲突，都保留，无须选定"),
    whole_file: "整个文件（两边写法差别太大，只能选一边）",
    nothing_new: "没有新增内容",
    how: "运行 duban resolve 逐项选定。选定之前，任何操作都不写这些文件",
};

pub(super) const GIT: GitWords = GitWords {
    index_behind: |commit, paths, why| {
        Note::new(
            format!("已存档（{commit}），但 git 的暂存区仍是存档前的文件：{why}"),
            format!(
                "请运行 git reset -q -- {}，否则下一次 git commit 会撤回这次改动",
                from_top(paths)
            ),
        )
    },
    partly_recorded: |made, why| {
        Note::new(
            format!(
                "已存档（{}），其后一次未能存档：{}",
                made.join("、"),
                why.what
            ),
            why.how.clone(),
        )
    },
    leads_outside: |path, to| {
        let what = match to {
            Some(to) => format!("{} 是链接，通向仓库之外的 {}", path.display(), to.display()),
            None => format!("{} 是链接，所指的文件不存在", path.display()),
        };
        Note::new(
            what,
            "链接所指的文件只读不写；把文件放进仓库，或到该文件夹打开方案后再登记",
        )
    },
    plan_not_sent: |what, more, how| {
        let more = match more {
            0 => String::new(),
            more => format!("；另有 {more} 处（duban check）"),
        };
        Note::new(
            format!("{}{more}，已在本机存档，没有推送", what.join("；")),
            format!("{}；再 duban commit、duban sync", how.join("；")),
        )
    },
    plan_broken: |place, flaw| {
        Note::new(format!("{place} {}，没有存档", flaw.what), flaw.how.clone())
    },
    on_no_branch: |id| {
        format!(
            "当前不在任何分支上：换到别的版本后，存档 {id} 就不容易找到。运行 git switch -c 新分支名 保留"
        )
    },
    clock_behind: |when| format!("已有的存档时间是 {when}，晚于本机现在的时间：请核对本机时钟"),
    only_here: |plans| {
        format!(
            "这些方案在别的仓库中，这次没有同步，请到那里同步：{}",
            plans.join("、")
        )
    },
    runs_there: |top| format!("以上 git 命令请在 {} 中运行", shell_word(top)),
    next_step: |command| format!("下一步：运行 {command}"),
    log_is_shallow: "更早的历史不在这份副本中（浅克隆）；运行 git fetch --unshallow 取回后可查",
    not_committed: |files| {
        let files = files.join(" ");
        format!("{files} 尚未存档，请用 git add 和 git commit")
    },
    subject_entries: |plan, count, gist| format!("{plan}：登记 {count} 条，{gist}"),
    subject_both: |plan, count| format!("{plan}：修改方案，登记 {count} 条"),
    subject_plan: |plan| format!("{plan}：修改方案"),
    subject_new: |plan| format!("{plan}：新增方案"),
    subject_several: |plans, count| format!("{plans} 个方案：共 {count} 处"),
    folder_renamed: |from, to| format!("文件夹 {from} 改名为 {to}"),
    folder_moved: |from, to| format!("由 {from} 移到 {to}"),
    plan_deleted: "删去方案（plan.toml）",
    log_deleted: |count| format!("删去 progress.toml（登记 {count} 条）"),
    entries_removed: |count| format!("删去登记 {count} 条"),
    plan_lines: |count| format!("plan.toml 改动 {count} 行"),
    other_lines: "登记以外的改动",
    issues_changed: "更新通报期号",
    issues_lost: |numbers| {
        let numbers: Vec<String> = numbers
            .iter()
            .map(|number| format!("第{number}期"))
            .collect();
        format!("通报记录中删去或改动{}", numbers.join("、"))
    },
    merged: |remote| format!("合并 {remote} 的存档"),
    settled: |count| format!("合并并选定 {count} 处"),
    published: |count| format!("推送此前的 {count} 次存档"),
};
