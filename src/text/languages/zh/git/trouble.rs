//! 存档、同步未能进行的原因和办法

use crate::text::words::git::{first_few, from_top, shell_word};
use crate::text::words::note;
use crate::text::{Flaw, GitTrouble, Note, RemoteTrouble};

use super::super::flaw::flaw;

pub(crate) fn git_trouble(trouble: &GitTrouble) -> Note {
    match trouble {
        GitTrouble::NoGit => Note::new(
            "没有找到 git",
            "安装 git（2.30 以上）后再试；其他功能不受影响",
        ),
        GitTrouble::NotARepository(folder) => Note::new(
            format!("{} 不在 git 仓库中", folder.display()),
            "在上一级文件夹运行 git init 后可存档、同步和查看变更；其他功能不受影响",
        ),
        GitTrouble::EachElsewhere { folder, plans } => Note::new(
            format!(
                "{} 本身不在 git 仓库中，各方案在各自的仓库里：{}",
                folder.display(),
                plans.join("、")
            ),
            "到方案所在的仓库里运行；仓库里只有这个方案的，到那里用 git pull 和 git push",
        ),
        GitTrouble::Bare(folder) => Note::new(
            format!("{} 处的 git 仓库没有工作区", folder.display()),
            "用 git clone 取一份有工作区的副本",
        ),
        GitTrouble::Dubious(folder) => Note::new(
            format!("git 仓库 {} 属于另一用户，git 不予读取", folder.display()),
            format!(
                "确认可信后运行：git config --global --add safe.directory {}",
                shell_word(folder)
            ),
        ),
        GitTrouble::Damaged(folder) => Note::new(
            format!(
                "{} 中没有可用的 git 仓库：已损坏，或所指的仓库已不存在",
                folder.join(".git").display()
            ),
            "在该文件夹运行 git status 查看原因；重新 git clone，或删去无用的 .git",
        ),
        GitTrouble::OtherWorkTree(folder) => Note::new(
            format!(
                "{} 的 git 设置把工作区指到了别处（core.worktree）",
                folder.display()
            ),
            "到该工作区中打开方案，或改正此设置",
        ),
        GitTrouble::Outside(path) => note!("{path} 不在方案文件夹之内", "只能用方案文件夹内的路径"),
        GitTrouble::CommitNotHere {
            plan,
            submodule,
            commit,
        } => note!(
            "方案 {plan} 在子模块 {submodule} 中，其存档 {commit} 不在本机",
            "运行 git submodule update --init 取回子模块，运行 git -C {submodule} fetch --unshallow 取回历史"
        ),
        GitTrouble::OfAnotherRepository {
            plan,
            top,
            revision,
        } => Note::new(
            format!(
                "方案 {plan} 在另一仓库 {} 中，「{revision}」在那个仓库中不对应任何存档",
                top.display()
            ),
            "改用日期，如 2024-06-30；或用 --plan 指定其他方案",
        ),
        GitTrouble::UnknownRevision(revision) => note!(
            "找不到版本「{revision}」",
            "写提交号、分支、标签，或日期如 2024-06-30"
        ),
        GitTrouble::NothingYet(day) => {
            note!("{day} 及以前没有存档", "换一个较晚的日期")
        }
        GitTrouble::Unborn => Note::new("还没有任何存档", "先运行 duban commit"),
        GitTrouble::Shallow => Note::new(
            "这份副本只有近期的历史（浅克隆），所需的较早版本不在其中",
            "运行 git fetch --unshallow 取回全部历史",
        ),
        GitTrouble::LeftAtRemote { folder, remote } => {
            let git = format!("git -C {}", shell_word(folder));
            let filter = shell_word(format!("remote.{remote}.partialclonefilter"));
            let from = shell_word(remote);
            note!(
                "这份副本缺少所需的内容，内容还在远端 {remote}（部分克隆）",
                "联网后先运行 {git} config --unset-all {filter}，再运行 {git} fetch --refetch {from}，取回全部内容"
            )
        }
        GitTrouble::LostObject(id) => note!(
            "git 仓库已损坏：缺少对象 {id}，或其内容无法读取",
            "运行 git fsck 查明；从远端重新 git clone 一份，把本机未推送的存档取过去"
        ),
        GitTrouble::Ignored { path, by } => Note::new(
            format!("{path} 列在 {by} 中，没有存档"),
            format!(
                "确要存档，运行 git add -f {}；否则不必理会",
                from_top(std::slice::from_ref(path))
            ),
        ),
        GitTrouble::Relinked(path) => note!(
            "方案已换成链接，实际文件是 {path}，git 尚未记下这一改动，没有存档",
            "先用 git add 和 git commit 记下链接和它所指的文件，以后由 duban 存档"
        ),
        GitTrouble::LinkChanged(path) => Note::new(
            format!("{path} 是通向方案的链接，与上次存档不同，没有存档"),
            format!(
                "用 git add -- {} 和 git commit 记下；链接不由 duban 存档",
                from_top(std::slice::from_ref(path))
            ),
        ),
        GitTrouble::OtherPaths(paths) => Note::new(
            format!(
                "这次存档会带上方案以外的文件：{}，没有存档",
                paths.join("、")
            ),
            "先用 git add、git commit 把这些文件的变动单独存档，再存档方案",
        ),
        GitTrouble::NotCheckedOut(path) => note!(
            "{path} 没有检出（稀疏检出），本机的同名文件缺少已存档的登记，没有存档",
            "移开本机的文件，用 git sparse-checkout add 检出方案所在的文件夹，再登记一次"
        ),
        GitTrouble::Filtered(path) => note!(
            "{path} 存入 git 时经过滤器转换（.gitattributes 中的 filter），内容无法合并，没有同步",
            "用 git pull、git push 交换，再运行 duban check；要由 duban 同步，取消这个过滤器"
        ),
        GitTrouble::PlanNotCheckedOut { id, folder } => Note::new(
            format!("方案 {id} 已存档，但未检出到本机（稀疏检出）"),
            format!("运行 git sparse-checkout add {}", shell_word(folder)),
        ),
        GitTrouble::TimedOut(command) => {
            note!("{command} 长时间没有回应，已停止", "稍后再试")
        }
        GitTrouble::TooMuch(what) => note!("{what} 的内容过大，没有读取", "核对是否误放了大文件"),
        GitTrouble::HookRefused { remote, words } if words.trim().is_empty() => Note::new(
            if *remote {
                "远端的检查没有通过，未说明原因"
            } else {
                "本仓库的检查（hook）没有通过，未说明原因"
            },
            "请向设置该检查的人了解；文件没有变动",
        ),
        GitTrouble::HookRefused { remote, words } => Note::new(
            if *remote {
                format!("远端的检查没有通过：\n{words}")
            } else {
                format!("本仓库的检查（hook）没有通过：\n{words}")
            },
            "按上面的说明改正后再试；文件没有变动",
        ),
        GitTrouble::NoIdentity => Note::new(
            "git 不知道由谁存档",
            "运行 git config user.name 姓名 和 git config user.email 邮箱",
        ),
        GitTrouble::NotSigned(words) => note!(
            "存档未能签名：\n{words}",
            "核对签名密钥（user.signingKey）是否可用"
        ),
        GitTrouble::NoRemote { known, .. } if known.is_empty() => {
            Note::new("没有可同步的远端", "运行 git remote add origin 地址")
        }
        GitTrouble::NoRemote { branch, known } => {
            let known = known.join("、");
            let key = shell_word(format!("branch.{branch}.remote"));
            note!(
                "有几个远端（{known}），没有指定用哪一个",
                "运行 git config {key} 远端名，再同步"
            )
        }
        GitTrouble::BranchGone {
            remote,
            branch,
            there,
        } => {
            let there = if there.is_empty() {
                "远端没有分支".to_owned()
            } else {
                format!("远端现有：{}", there.join("、"))
            };
            note!(
                "{remote} 上已没有分支 {branch}（{there}），没有推送",
                "分支改了名的：先运行 git fetch，再运行 git branch --set-upstream-to={remote}/新名；要重新建立的：git push {remote} {branch}"
            )
        }
        GitTrouble::TakenOut {
            remote,
            branch,
            commits,
        } => {
            let last = commits.first().and_then(|commit| commit.split(' ').next());
            let last = last.unwrap_or_default();
            Note::new(
                format!(
                    "{remote} 上 {branch} 的历史被改写过，同步会把已从那里去掉的提交重新推送上去：{}；没有推送",
                    first_few(commits, "；")
                ),
                format!(
                    "此处也去掉：git rebase --onto {remote}/{branch} {last}；确要重新推送：git merge {remote}/{branch}，再 git push {remote} HEAD:{branch}"
                ),
            )
        }
        GitTrouble::Remote {
            trouble,
            remote,
            words,
        } => {
            let (what, how) = match trouble {
                RemoteTrouble::Gone => (
                    format!("找不到远端 {remote}"),
                    "用 git remote -v 核对其地址和权限",
                ),
                RemoteTrouble::NoCredentials => (
                    format!("没有通过远端 {remote} 的身份验证"),
                    "配好 SSH 密钥或 git 凭据，先在终端里运行一次 git fetch",
                ),
                RemoteTrouble::NotAllowed => (
                    format!("没有向远端 {remote} 写入的权限"),
                    "请仓库管理员开通，或改为提交合并请求",
                ),
                RemoteTrouble::UnknownHost => (
                    "远端主机的密钥尚未确认".to_owned(),
                    "先在终端里运行一次 git fetch，核对并确认主机密钥",
                ),
                RemoteTrouble::Offline => (
                    format!("连不上远端 {remote}"),
                    "检查网络后再同步；已存档的内容仍在本机",
                ),
            };
            Note::new(format!("{what}：\n{words}"), how)
        }
        GitTrouble::FollowsLocal { branch, there } => note!(
            "分支 {branch} 跟随的是本机的分支 {there}，内容不会推送到远端；本次未推送",
            "并入 {there} 后在那里同步（git switch {there}，git merge {branch}），或改为跟随远端的分支：\
                 git branch --set-upstream-to=远端名/{there}"
        ),
        GitTrouble::PushedElsewhere {
            branch,
            upstream,
            pushed,
        } => note!(
            "按 git 的设置，分支 {branch} 推送到 {pushed}，而同步以 {upstream} 为准；本次未推送",
            "按 git 的设置办理：duban commit、git pull、git push，再提合并请求。确要直接同步的，从 git 的设置中去掉 \
             branch.分支.pushRemote、remote.pushDefault 或 remote.远端.push（git config --show-origin --get-regexp push）"
        ),
        GitTrouble::Diverged => Note::new(
            "本机与远端各有新的存档，但设置了 pull.ff = only，不许合并",
            "运行 git config pull.ff true 后再同步，或请管理员合并",
        ),
        GitTrouble::Unrelated => {
            Note::new("本机与远端的历史没有共同的起点", "核对远端地址是否正确")
        }
        GitTrouble::BegunByHost { remote, branch } => note!(
            "远端 {remote} 已有另外的存档，其中没有方案：是托管平台建库时生成的（如 README）",
            "合并一次后再同步：git pull --no-rebase --no-edit --allow-unrelated-histories {remote} {branch}"
        ),
        GitTrouble::Detached => Note::new(
            "当前不在任何分支上",
            "依次运行 git switch -c work、git switch 分支名、git merge work，再同步：这里的存档随之并入",
        ),
        GitTrouble::HalfDone(command) => {
            let how = match *command {
                // 这两种中止会把文件全部退回原样
                "rebase" | "am" => format!(
                    "运行 git {command} --continue；停下之后有新登记的，先把该方案的 progress.toml 另存一份，\
                     用 git restore 还原，继续之后再把新登记的行放回：--abort 会丢掉未存档的登记"
                ),
                _ => format!("先运行 git {command} --continue 或 git {command} --abort"),
            };
            Note::new(format!("有一次 git {command} 没有做完"), how)
        }
        GitTrouble::IndexLocked(path) => Note::new(
            format!("另一个程序正占用 git 的暂存区（{}）", path.display()),
            "等它结束后再试；若它已异常退出，删去此文件",
        ),
        GitTrouble::Uncommitted(plans) => Note::new(
            format!("有未存档的改动：{}", plans.join("、")),
            "先存档（duban commit），再同步；一步完成：duban sync --commit",
        ),
        GitTrouble::Deleted(files, paths) => Note::new(
            format!("以下方案文件已不存在：{}", files.join("、")),
            format!(
                "误删的用 git checkout HEAD -- {} 找回；确要删去，运行 duban commit --deleted",
                from_top(paths)
            ),
        ),
        GitTrouble::NothingToCommit => Note::new("没有要存档的改动", ""),
        GitTrouble::InTheWay(paths) => Note::new(
            format!(
                "远端新增、改动或删去了这些文件，本机的尚未存档：{}",
                paths.join("、")
            ),
            "先用 git 存档（只有换行符或权限不同的也要存档）或移开它们，再同步",
        ),
        GitTrouble::Conflicts(plans) => {
            let places: Vec<String> = plans
                .iter()
                .map(|open| {
                    let shared = open.shared_ids.iter().map(|shared| {
                        let [ours, theirs] = &shared.titles;
                        format!("编号 {} 两边各有一项：「{ours}」和「{theirs}」", shared.id)
                    });
                    let shared: Vec<String> = shared.collect();
                    let count = format!("{} {} 处", open.plan, open.count);
                    match shared.as_slice() {
                        [] => count,
                        shared => format!("{count}（{}）", shared.join("；")),
                    }
                })
                .collect();
            Note::new(
                format!("两边对方案作了不同的修改：{}", places.join("、")),
                "运行 duban resolve 逐项选定；文件没有变动",
            )
        }
        GitTrouble::OtherFiles(paths) => Note::new(
            format!("以下文件两边都改了，须手工合并：{}", paths.join("、")),
            "用 git merge 合并后再同步",
        ),
        GitTrouble::NumberTaken { path, number, next } => note!(
            "两边都出了第{number}期通报（{path}），没有合并",
            "从本机 {path} 中删去自己那一期的 [[issue]]，duban commit、duban sync，再按原日期（--as-of）重出，期号为 {next}"
        ),
        GitTrouble::MovedApart {
            was,
            folders: [ours, theirs],
        } => note!(
            "{was} 中的方案，本方移到了 {ours}，对方移到了 {theirs}；没有合并",
            "先定一处：在本机也移到 {theirs}（文件夹改名的，plan.toml 的 id 和 progress.toml 的 plan 同改），\
             用 git 提交后再同步"
        ),
        GitTrouble::TwoPlans {
            path,
            titles: [ours, theirs],
        } => note!(
            "两边在同一个文件夹里各有一个方案（{path}）：本方「{ours}」，对方「{theirs}」；没有合并",
            "把其中一个的文件夹改名（plan.toml 的 id 和 progress.toml 的 plan 同改），存档后再同步；确是同一方案的，\
             先把标题改成一致。git 的合并停在此处的，先运行 git merge --abort"
        ),
        GitTrouble::LeftByHand(paths) => Note::new(
            format!("以下文件的冲突须手工处理：{}", paths.join("、")),
            "手工取舍：删去标记行（不要的文件用 git rm 删除），再 git add、git commit",
        ),
        GitTrouble::Unreadable { path, line, flaw } => Note::new(
            format!("{path} {}", cannot_be_read(*line, flaw)),
            "运行 duban check 查看并改正",
        ),
        GitTrouble::UnreadableThere { path, line, flaw } => Note::new(
            format!("对方版本的 {path} {}", cannot_be_read(*line, flaw)),
            "请对方用 duban check 查看并改正后再推送；本机的文件没有变动",
        ),
        GitTrouble::LaidOutOtherwise(path) => note!(
            "{path} 两边的写法差别太大，无法逐条合并",
            "两边各运行 duban check --fix 后再试；文件没有变动"
        ),
        GitTrouble::AlwaysFaster(tries) => note!(
            "重试 {tries} 次，每次都有他人先推送",
            "稍后再同步；已存档的内容仍在本机"
        ),
        GitTrouble::BadChoice(why) => note!(
            "按所选内容合并后，方案文件有错误：{why}",
            "换一种选择；可输入数字、文字，或 plan.toml 中的写法。文件没有变动"
        ),
        GitTrouble::Moved => Note::new("文件在此期间又有变动", "再运行一次"),
        GitTrouble::Said { command, words } => {
            note!("{command} 没有成功：\n{words}", "")
        }
    }
}

fn cannot_be_read(line: Option<usize>, why: &Flaw) -> String {
    let line = line.map_or_else(String::new, |line| format!("，第 {line} 行"));
    format!("无法读取{line}：{}", flaw(why).what)
}
