//! 文件与文件夹

use crate::text::Note;
use crate::text::words::files::{FileWords, Lost, OutputRefusal, UnfitFolder, missing_folder};
use crate::text::words::note;

pub(super) const FILES: FileWords = FileWords {
    replaced: |path| format!("已替换原有文件 {}", path.display()),
    not_whole: |path| format!("数据未能完整读取，未写入 {}", path.display()),
    written: |path| format!("已写入 {}", path.display()),
    no_output: |path, why| {
        let shown = path.display();
        match why {
            OutputRefusal::PlanFile => note!(
                "{shown} 是方案或设置文件，不能用来存放导出结果",
                "请换一个文件名"
            ),
            OutputRefusal::GitFile => note!(
                "{shown} 属于 git，不能用来存放导出结果",
                "请写到工作区中的其他文件夹"
            ),
            OutputRefusal::Device => note!(
                "{shown} 是设备或套接字，不是文件",
                "请写明文件名；要显示在屏幕上或交给管道，去掉 -o 即可"
            ),
            OutputRefusal::Folder => {
                note!("{shown} 是文件夹，不是文件", "请在后面加上文件名")
            }
            OutputRefusal::NoFolder => {
                let (folder, make) = missing_folder(path);
                Note::new(
                    format!("存放结果的文件夹 {} 不存在", folder.display()),
                    format!("用 {make} 建立，或检查路径"),
                )
            }
            OutputRefusal::LinkToNothing => {
                note!("{shown} 是一个失效的链接", "请删除该链接，或换一个文件名")
            }
            OutputRefusal::NobodyReads => {
                note!("{shown} 是管道，但没有程序在读", "请先启动读取的程序")
            }
        }
    },
    unfit: |why| match why {
        UnfitFolder::NotOurs => "不属于本用户",
        UnfitFolder::OthersWrite => "他人可以写入，请 chmod 700",
        UnfitFolder::Link => "是一个链接",
        UnfitFolder::Shared => "所在的文件夹属于他人或他人可以写入",
    },
    not_used: |why| format!("不使用：{why}"),
    config_syntax: "运行 duban schema config 查看各项写法；示例见 docs/format.zh-CN.md#configtoml",
    config_slip: |file| {
        Note::new(
            format!("{} 有误，无法确定登记人和单位，未登记", file.display()),
            "请先改正上面指出的地方；duban config 可查看现在的设置",
        )
    },
    shared_by_whom: |file| {
        Note::new(
            format!(
                "本账号由多人使用（{} 中 shared = true），没有写明登记人，未登记",
                file.display()
            ),
            "在命令前加 DUBAN_ACTOR=姓名或岗位，再运行一次",
        )
    },
    config_unit: |unit, file, plan| {
        Note::new(
            format!(
                "{} 中的 unit「{unit}」不是方案 {plan} 中的单位，未登记",
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
};

pub(super) fn io_reason(error: &std::io::Error) -> String {
    reason(error.kind(), &error.to_string())
}

/// Returns the reason of a kind of error; of other kinds that which the system gives.
pub(super) fn reason(kind: std::io::ErrorKind, why: &str) -> String {
    match kind {
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::NotFound => "不存在".to_owned(),
        std::io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        std::io::ErrorKind::IsADirectory => "是文件夹，不是文件".to_owned(),
        std::io::ErrorKind::NotADirectory => "上一级不是文件夹".to_owned(),
        _ => why.to_owned(),
    }
}
