//! The texts in a file: which of them is the plan.

use super::closing_words::assigns;
use super::head::dates;
use super::head::facts::is_office;
use super::head::title::find_title;
use super::numbering::marks::MarkKind;
use super::numbering::part_kind::{PartKind, part_kind};
use super::numbering::{
    branch::{Branch, TextParagraph},
    tree::Tree,
};
use super::source_text::SourceLine;
use super::structure::PlacedDoubt;
use super::text::{AnyOf, without_blanks};
use crate::text::Doubt;

/// Returns for each line whether another text begins there: an attachment, what follows a signature, furniture.
pub(crate) fn boundaries(lines: &[SourceLine]) -> Vec<bool> {
    const AFTER: [&str; 23] = [
        "扫一扫", "相关解读", "附件下载", "展开阅读全文", "相关资源", "上一篇", "下一篇",
        "责任编辑", "打印本页", "分享到", "抄送", "版权所有", "相关文档", "关闭窗口", "网站地图",
        "相关附件", "政策解读", "当前位置", "（此件", "(此件", "（本文有删减", "信息来源：",
        "相关稿件",
    ];
    let mut boundaries = vec![false; lines.len()];
    let mut marked = false;
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        if !marked
            && super::numbering::marks::mark_of(text).is_some_and(|mark| mark.kind < MarkKind::Dash)
        {
            marked = true;
        }
        if !marked {
            continue;
        }
        let squeezed: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(12)
            .collect();
        let is_foot = squeezed.starts_with("主办单位：") && !assigns_with_others(text);
        if is_foot || is_attachment(&squeezed) || squeezed.starts_with_any(&AFTER) {
            boundaries[at] = true;
        }
        if dates::whole_day(text).is_some() {
            let signed = at > 0 && is_office(lines[at - 1].text.trim());
            boundaries[if signed { at - 1 } else { at }] = true;
        }
    }
    boundaries
}

/// Returns whether a line of 主办单位 assigns; without 协办单位 or its like it is a site's foot.
pub(crate) fn assigns_with_others(line: &str) -> bool {
    line.contains_any(&["协办", "配合", "责任单位"])
}

/// Returns whether a text begins an attachment: 附件, 附件1, 附：, 附表2.
fn is_attachment(text: &str) -> bool {
    ["附件", "附表", "附："].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            *word == "附：" || rest.is_empty() || rest.starts_with(['：', ':'])
        })
    })
}

/// Chooses the text that is the plan: the one with most entries, an attachment only where it calls itself a plan.
pub(crate) fn main_part(tree: &Tree) -> usize {
    let mut counts = vec![0_usize; tree.preambles.len()];
    for branch in &tree.branches {
        counts[branch.part] += 1;
    }
    let is_list = |part: usize| {
        let preamble = &tree.preambles[part];
        let opens = preamble
            .first()
            .is_some_and(|line| is_attachment(&without_blanks(&line.text)));
        let is_plan = find_title(preamble).is_some_and(|title| {
            title.text.contains_any(&[
                "方案", "规划", "计划", "要点", "分工", "纲要", "任务", "措施", "意见",
            ]) && !title.text.ends_with_any(&["表", "目录", "指标"])
        });
        opens && !is_plan
    };
    (0..counts.len())
        .max_by_key(|part| {
            let weight = if is_list(*part) {
                counts[*part].min(2)
            } else {
                counts[*part]
            };
            (weight, std::cmp::Reverse(*part))
        })
        .unwrap_or_default()
}

/// Returns the kind of the part under each entry, inherited from the part around it.
pub(crate) fn part_kinds(tree: &Tree, part: usize) -> Vec<PartKind> {
    let mut kinds: Vec<PartKind> = Vec::with_capacity(tree.branches.len());
    for branch in &tree.branches {
        let around = branch.parent.map(|parent| kinds[parent]);
        let kind = match within(around, own_kind(tree, branch)) {
            PartKind::Goals if is_list_of_tasks(tree, branch, part) => PartKind::Tasks,
            PartKind::Prose if around == Some(PartKind::Tasks) && is_lone_task(branch) => {
                PartKind::Tasks
            }
            kind => kind,
        };
        kinds.push(kind);
    }
    kinds
}

/// Returns the kind of the part under an entry, by its heading and by how its entries are written.
fn own_kind(tree: &Tree, branch: &Branch) -> PartKind {
    if tells_goals(tree, branch) || is_announced_goal(tree, branch) {
        return PartKind::Goals;
    }
    match part_kind(&branch.heading) {
        // 工作目标及进度安排 without phases says what is to be reached when.
        PartKind::Timetable if branch.heading.contains("目标") && branch.children.is_empty() => {
            PartKind::Goals
        }
        kind => kind,
    }
}

/// Returns the kind of a part within the one around it.
fn within(around: Option<PartKind>, own: PartKind) -> PartKind {
    use PartKind::{Goals, Indicators, Prose, Tasks, Timetable};
    match (around, own) {
        (None | Some(Tasks), _) | (Some(Goals | Prose | Indicators), Goals | Indicators) => own,
        (Some(around @ (Goals | Prose | Indicators | Timetable)), _) => around,
    }
}

/// Returns whether goals are a list of tasks: 目标任务 that has units, or of a text without another chapter of tasks.
fn is_list_of_tasks(tree: &Tree, goals: &Branch, part: usize) -> bool {
    let is_only_list = || {
        goals.heading.contains("任务")
            && goals.children.len() > 1
            && !has_chapter_of_tasks(tree, goals)
    };
    goals.part == part && !tells_goals(tree, goals) && (is_only_list() || are_assigned(tree, goals))
}

/// Returns whether an entry has units of its own: then 范围 is a task, whatever it is called.
fn is_lone_task(branch: &Branch) -> bool {
    let mut paragraphs = branch.paragraphs.iter();
    branch.children.is_empty() && paragraphs.any(assigns)
}

/// Returns whether a chapter beside this one announces tasks: 主要任务, 重点举措.
fn has_chapter_of_tasks(tree: &Tree, goals: &Branch) -> bool {
    const TASKS: [&str; 7] = [
        "任务", "措施", "举措", "重点工作", "主要工作", "工作内容", "重点行动",
    ];
    let others = tree.branches.iter().filter(|branch| {
        branch.part == goals.part
            && branch.parent == goals.parent
            && branch.line_no != goals.line_no
    });
    let names_tasks = |heading: &str| {
        heading.ends_with_any(&TASKS) && !heading.contains_any(&["目标", "保障", "组织"])
    };
    others
        .filter(|branch| branch.children.len() > 1)
        .any(|branch| names_tasks(&branch.heading))
}

/// Returns whether an entry is one of the goals that a paragraph before it announces: 到2027年具体目标：——….
fn is_announced_goal(tree: &Tree, branch: &Branch) -> bool {
    let announces = |paragraph: &TextParagraph| {
        let text = paragraph.text.trim_end_matches(['：', ':']);
        text.len() < paragraph.text.len() && (text.ends_with("目标") || text.ends_with("目标是"))
    };
    branch.kind == MarkKind::Dash
        && branch.parent.is_some_and(|parent| {
            let parent = &tree.branches[parent];
            parent.paragraphs.last().is_some_and(announces)
        })
}

/// Returns whether a chapter that speaks of goals lists how things shall be, not what is to be done: ——就业形势总体稳定;
/// or one goal after the other: （一）总体改善目标, （二）降尘改善目标.
fn tells_goals(tree: &Tree, branch: &Branch) -> bool {
    let children = || branch.children.iter().map(|child| &tree.branches[*child]);
    let are_states =
        || children().all(|child| child.kind == MarkKind::Dash && is_state(&child.heading));
    let are_goals = || children().all(|child| child.heading.ends_with("目标"));
    branch.heading.contains("目标")
        && branch.parent.is_none()
        && !branch.children.is_empty()
        && (are_states() || are_goals())
}

/// Returns whether a heading says how something shall be: 结构不断优化.
fn is_state(heading: &str) -> bool {
    const HOW: [&str; 16] = [
        "总体", "不断", "明显", "显著", "持续", "更加", "进一步", "稳步", "全面", "大幅", "基本",
        "逐步", "有效", "日益", "较快", "平稳",
    ];
    const LONGEST: usize = 4;
    HOW.iter().any(|how| {
        heading.find(how).is_some_and(|at| {
            at > 0 && (1..=LONGEST).contains(&heading[at + how.len()..].chars().count())
        })
    })
}

/// Returns whether the entries of a chapter have units of their own: 主要预期目标 of a list of tasks.
fn are_assigned(tree: &Tree, branch: &Branch) -> bool {
    let (mut assigned, mut all) = (0, 0);
    let mut open = branch.children.clone();
    while let Some(at) = open.pop() {
        let entry = &tree.branches[at];
        if entry.children.is_empty() {
            assigned += usize::from(entry.paragraphs.iter().any(assigns));
            all += 1;
        }
        open.extend(&entry.children);
    }
    assigned * 2 > all
}

/// Notes the other texts of the file that have entries.
pub(crate) fn note_parts(tree: &Tree, part: usize, doubts: &mut Vec<PlacedDoubt>) {
    const MOST: usize = 10;
    let mut firsts: Vec<(usize, usize)> = Vec::new();
    for (at, branch) in tree
        .branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch.part != part)
    {
        match firsts.last_mut() {
            Some((first, count)) if tree.branches[*first].part == branch.part => *count += 1,
            _ => firsts.push((at, 1)),
        }
    }
    for (at, _) in firsts
        .into_iter()
        .filter(|(_, count)| *count > 2)
        .take(MOST)
    {
        let first = &tree.branches[at];
        let preamble = &tree.preambles[first.part];
        let named = preamble.iter().find(|line| line.text.chars().count() > 4);
        let text = named.map_or(&first.heading, |line| &line.text);
        doubts.push(PlacedDoubt::of_plan(
            Doubt::PartLeftOut {
                text: text.chars().take(30).collect(),
            },
            first.line_no,
        ));
    }
}
