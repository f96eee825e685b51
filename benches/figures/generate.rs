//! Plans like real ones: 150 milestones and some 60 kB each, Chinese titles, 30% done, 18% overdue on 2024-06-30.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const UNITS: usize = 30;
const ACTIONS: usize = 30;
const PLACES: [&str; 10] = [
    "东山", "西河", "南岭", "北湖", "青石", "白云", "长桥", "新安", "永宁", "太平",
];
const BODIES: [&str; 30] = [
    "教育局",
    "科协",
    "农业农村局",
    "卫生健康委员会",
    "人力资源和社会保障局",
    "民政局",
    "财政局",
    "生态环境局",
    "应急管理局",
    "文化和旅游局",
    "市场监督管理局",
    "自然资源局",
    "水务局",
    "气象局",
    "地震局",
    "林业局",
    "住房和城乡建设局",
    "交通运输局",
    "工业和信息化局",
    "科学技术局",
    "发展和改革委员会",
    "退役军人事务局",
    "司法局",
    "审计局",
    "统计局",
    "总工会",
    "共青团委员会",
    "妇女联合会",
    "融媒体中心",
    "乡村振兴局",
];
const DEEDS: [&str; 12] = [
    "开展科学教师培训",
    "建设科普示范基地",
    "组织科技志愿服务",
    "举办青少年科技创新大赛",
    "完善科普资源目录",
    "培育高素质农民",
    "推进社区科普大学",
    "开展应急科普演练",
    "建设流动科技馆站点",
    "组织领导干部专题讲座",
    "更新科普宣传栏",
    "发布年度监测报告",
];
const WORDS: [&str; 16] = [
    "围绕", "重点人群", "逐级", "落实责任", "按季度", "形成台账", "面向基层", "完善机制",
    "分类指导", "整合资源", "广泛宣传", "定期通报", "总结经验", "扩大覆盖", "提升质量", "纳入考核",
];

/// The same numbers every time: what is measured today can be measured tomorrow.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn sentence(&mut self, words: usize) -> String {
        let chosen: Vec<&str> = (0..words).map(|_| WORDS[self.throw(WORDS.len())]).collect();
        format!("{}。", chosen.join("，"))
    }
}

/// Writes `count` plans into `folder`/plans.
pub(crate) fn generate(count: usize, folder: &Path) -> std::io::Result<()> {
    for number in 0..count {
        let id = format!("county-{number:04}");
        let plan_folder = folder.join("plans").join(&id);
        fs::create_dir_all(&plan_folder)?;
        let mut dice = Dice(number as u64 + 1);
        fs::write(plan_folder.join("plan.toml"), plan(&id, number, &mut dice))?;
        fs::write(plan_folder.join("progress.toml"), progress(&id, &mut dice))?;
    }
    Ok(())
}

fn place(number: usize) -> String {
    format!("{}{}", PLACES[number % 10], PLACES[number / 10 % 10])
}

fn plan(id: &str, number: usize, dice: &mut Dice) -> String {
    let place = place(number);
    let mut text = format!(
        r#"schema = 1
id = "{id}"
short = "{place}{number}"
title = "{place}县全民科学素质行动规划纲要实施方案（2022—2025年）"
issuer = "{place}县人民政府办公室"
issued = 2022-03-01
draft = false
period = {{ start = 2022-01-01, end = 2025-12-31 }}

[alert]
soon_days = 30

[[phase]]
id = "start"
name = "启动实施"
start = 2022-01-01
end = 2023-12-31

[[phase]]
id = "deepen"
name = "深入实施"
start = 2024-01-01
end = 2025-12-31
"#
    );
    for body in BODIES {
        let _ = write!(
            text,
            "\n[[unit]]\nname = \"县{body}\"\naliases = [\"{body}\", \"{place}{body}\"]\nkind = \"government\"\n"
        );
    }
    for action in 0..ACTIONS {
        if action % 6 == 0 {
            let section = action / 6 + 1;
            let _ = write!(
                text,
                "\n[[section]]\nid = \"{section}\"\nno = \"（{section}）\"\ntitle = \"{}\"\n",
                DEEDS[dice.throw(12)]
            );
        }
        write_action(&mut text, action, dice);
    }
    text
}

fn action_id(action: usize) -> String {
    format!("{}.{}", action / 6 + 1, action % 6 + 1)
}

fn write_action(text: &mut String, action: usize, dice: &mut Dice) {
    let id = action_id(action);
    let lead = BODIES[action % UNITS];
    let others: Vec<String> = (1..6)
        .map(|step| format!("\"县{}\"", BODIES[(action + step * 5) % UNITS]))
        .collect();
    let _ = write!(
        text,
        "\n[[action]]\nid = \"{id}\"\ntitle = \"{}{}\"\nsummary = \"{}\"\nlead = [\"县{lead}\"]\nsupport = [{}]\n",
        DEEDS[dice.throw(12)],
        DEEDS[dice.throw(12)],
        dice.sentence(20),
        others.join(", ")
    );
    let title = |dice: &mut Dice| format!("{}，{}", DEEDS[dice.throw(12)], dice.sentence(6));
    let _ = write!(
        text,
        "\n[[action.milestone]]\nid = \"early\"\nphase = \"start\"\ntitle = \"{}\"\nevery = \"year\"\n",
        title(dice)
    );
    let _ = write!(
        text,
        "\n[[action.milestone]]\nid = \"yearly\"\nphase = \"deepen\"\ntitle = \"{}\"\nevery = \"year\"\ntarget = {{ op = \">=\", value = {}, unit = \"人次\" }}\n",
        title(dice),
        (dice.throw(90) + 1) * 10
    );
    let _ = write!(
        text,
        "\n[[action.milestone]]\nid = \"once\"\nphase = \"deepen\"\ntitle = \"{}\"\ndue = {}-{:02}-28\ntarget = {{ op = \">=\", value = {}, unit = \"场\" }}\n",
        title(dice),
        2024 + action % 2,
        dice.throw(12) + 1,
        dice.throw(9) + 1
    );
}

/// Whether the milestone numbered `number` of a plan is done: two thirds of those of the first phase, few of the others.
fn is_done(name: &str, dice: &mut Dice) -> bool {
    match name {
        "early@2022" => dice.throw(100) < 80,
        "early@2023" => dice.throw(100) < 48,
        "once" => dice.throw(100) < 22,
        _ => false,
    }
}

fn progress(id: &str, dice: &mut Dice) -> String {
    let mut text = format!("schema = 1\nplan = \"{id}\"\nsince = 2022-01-01\n");
    let mut blocks: Vec<(String, usize)> = Vec::new();
    for action in 0..ACTIONS {
        for name in [
            "early@2022", "early@2023", "once", "yearly@2024", "yearly@2025",
        ] {
            blocks.push((name.to_owned(), action));
        }
    }
    for (name, action) in blocks {
        let milestone = format!("{}/{name}", action_id(action));
        let _ = write!(text, "\n[milestone.\"{milestone}\"]\nlog = [\n");
        let by = BODIES[action % UNITS];
        let year = if name == "early@2022" { 2022 } else { 2023 };
        let month = dice.throw(11) + 1;
        if is_done(&name, dice) {
            let _ = writeln!(
                text,
                "  {{ at = {year}-{month:02}-08T09:12:40+08:00, by = \"县{by}\", text = \"{}\" }},",
                dice.sentence(8)
            );
            let _ = writeln!(
                text,
                "  {{ at = {year}-{month:02}-20T16:02:11+08:00, by = \"县{by}\", status = \"done\", evidence = \"县办〔{year}〕{}号\" }},",
                dice.throw(90) + 1
            );
        } else if name == "yearly@2024" && action % 3 == 0 {
            let _ = writeln!(
                text,
                "  {{ at = 2024-04-15T10:20:00+08:00, by = \"县{by}\", value = {}, text = \"{}\" }},",
                (dice.throw(40) + 1) * 10,
                dice.sentence(6)
            );
        }
        let _ = writeln!(text, "] # {milestone}");
    }
    text
}
