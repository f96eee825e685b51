//! A document read from its text to its structure.

use std::borrow::Cow;

use super::aims::entries::plan_year;
use super::aims::read_aims;
use super::assign::Assigner;
use super::head::facts::{facts, is_office};
use super::head::phases::read_phases;
use super::head::title::{ends_title, find_title};
use super::head::{dates, facts::PrintedHead};
use super::numbering::chapter::{PartKind, part_kind};
use super::numbering::heading::HeadingCut;
use super::numbering::marks::MarkKind;
use super::numbering::styled::styled_marks;
use super::numbering::tree::{Branch, TextParagraph, Tree};
use super::source_text::{SourceFact, SourceLine, SourceTable, SourceText};
use super::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use super::tables::cell_lines::find_cell_lines;
use super::tables::columns::read_columns;
use super::tables::indicators::table_indicators;
use super::units::group::UnitGroup;
use super::units::spans::unit_spans;
use crate::text::Doubt;

/// Reads a document.
pub fn read_document(source: &SourceText) -> DocumentStructure {
    let mut tables = Cow::Borrowed(source.tables.as_slice());
    let mut lines = Cow::Borrowed(source.lines.as_slice());
    if tables.is_empty()
        && let Some((cells, table)) = find_cell_lines(&lines)
    {
        tables = Cow::Owned(vec![table]);
        lines.to_mut().drain(cells);
    }
    let boundaries = boundaries(&lines);
    let styled = styled_marks(&lines, |text| ends_title(text, false));
    let mut tree = Tree::of(
        &lines,
        |at| boundaries.get(at).copied().unwrap_or_default(),
        |at| styled.get(at).copied().flatten(),
        assigns,
    );
    let mut found = DocumentStructure::default();
    let part = main_part(&tree);
    found.head = head(&tree, part, &lines, &source.facts, &mut found.doubts);
    if lines.is_empty() {
        found.head.title = tables.first().and_then(title_of_table).unwrap_or_default();
        found.head.years = dates::years(&found.head.title);
    }
    take_closing_words(&mut tree, part);
    let kinds = part_kinds(&tree, part);
    let roles = BranchRoles::of(&tree, part, &kinds);
    let mut assigner = Assigner::new(&found.head.title, plan_year(&found));
    assigner.assign(&tree, part, &roles, &mut found);
    assigner.tables(&tables, &lines, &mut found);
    assigner.finish(&mut found);
    read_aims(&tree, part, &kinds, &mut found);
    for columns in tables.iter().filter_map(read_columns) {
        if columns.is_indicator_list() && !columns.is_task_list() {
            found
                .indicators
                .extend(table_indicators(&columns, found.head.years));
        }
    }
    read_phases(&tree, part, &kinds, &mut found);
    found.body = body(&tree, part, &found.head);
    note_parts(&tree, part, &mut found.doubts);
    found
}

/// The title of a sheet: its first row, where that is one cell, else its name.
fn title_of_table(table: &SourceTable) -> Option<String> {
    let first = table.rows.first()?;
    let text = first.cells.first()?.text.trim();
    let is_one = first
        .cells
        .iter()
        .all(|cell| cell.text.trim() == text || cell.text.trim().is_empty());
    let title = if is_one && !text.is_empty() {
        Some(text.split_whitespace().collect())
    } else {
        None
    };
    title.or_else(|| {
        let name = table.name.as_deref()?;
        let is_default = ["Sheet", "sheet", "工作表"]
            .iter()
            .any(|word| name.starts_with(word));
        (!is_default).then(|| name.to_owned())
    })
}

/// Tells whether the text of a bracket in a heading assigns units.
pub(crate) fn assigns(inside: &str) -> bool {
    if inside.len() < 8 {
        return false;
    }
    let group = UnitGroup::read(inside);
    group.is_said && group.is_group()
}

/// Tells before which lines a text of its own begins: an attachment, what follows a signature, furniture.
fn boundaries(lines: &[SourceLine]) -> Vec<bool> {
    const AFTER: [&str; 24] = [
        "扫一扫",
        "相关解读",
        "附件下载",
        "展开阅读全文",
        "相关资源",
        "上一篇",
        "下一篇",
        "责任编辑",
        "打印本页",
        "分享到",
        "抄送",
        "版权所有",
        "相关文档",
        "关闭窗口",
        "主办单位：",
        "网站地图",
        "相关附件",
        "政策解读",
        "当前位置",
        "（此件",
        "(此件",
        "（本文有删减",
        "信息来源：",
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
        if is_attachment(&squeezed) || AFTER.iter().any(|word| squeezed.starts_with(word)) {
            boundaries[at] = true;
        }
        if dates::whole_day(text).is_some() {
            let signed = at > 0 && is_office(lines[at - 1].text.trim());
            boundaries[if signed { at - 1 } else { at }] = true;
        }
    }
    boundaries
}

/// 附件, 附件1, 附：, 附表2
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
fn main_part(tree: &Tree) -> usize {
    let mut counts = vec![0_usize; tree.preambles.len()];
    for branch in &tree.branches {
        counts[branch.part] += 1;
    }
    let is_list = |part: usize| {
        let preamble = &tree.preambles[part];
        let opens = preamble.first().is_some_and(|line| {
            let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
            is_attachment(&text)
        });
        let is_plan = find_title(preamble).is_some_and(|title| {
            ["方案", "规划", "计划", "要点", "分工", "纲要", "任务"]
                .iter()
                .any(|word| title.text.contains(word))
                && !["表", "目录", "指标"]
                    .iter()
                    .any(|word| title.text.ends_with(word))
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

fn head(
    tree: &Tree,
    part: usize,
    lines: &[SourceLine],
    facts_of_page: &[SourceFact],
    doubts: &mut Vec<PlacedDoubt>,
) -> PrintedHead {
    let labelled: Vec<String> = facts_of_page
        .iter()
        .map(|fact| format!("{}：{}", fact.label, fact.value))
        .collect();
    let first_mark = tree
        .branches
        .first()
        .map_or(usize::MAX, |branch| branch.line_no);
    let own = tree
        .branches
        .iter()
        .find(|branch| branch.part == part)
        .map_or(first_mark, |branch| branch.line_no);
    let last_mark = tree
        .branches
        .iter()
        .rev()
        .find(|branch| branch.part == part)
        .map_or(0, |branch| branch.line_no);
    let before = lines
        .iter()
        .take_while(|line| line.line_no < own)
        .map(|line| line.text.as_str());
    let after = lines
        .iter()
        .filter(|line| line.line_no > last_mark)
        .map(|line| line.text.as_str());
    let mut head = facts(
        labelled.iter().map(String::as_str).chain(before),
        after.take(40),
    );
    let title = find_title(&tree.preambles[part]).or_else(|| {
        tree.preambles
            .iter()
            .take(part)
            .rev()
            .find_map(|preamble| find_title(preamble))
    });
    if let Some(title) = title {
        head.years = dates::years(&title.text);
        head.is_draft = title.is_draft;
        head.title_line = title.first;
        head.title = title.text;
    } else {
        let first = lines.first();
        head.title = first.map_or_else(String::new, |line| line.text.chars().take(60).collect());
        head.title_line = first.map_or(0, |line| line.line_no);
        doubts.push(PlacedDoubt {
            doubt: Doubt::NoTitle,
            line_no: head.title_line,
            entry: None,
        });
    }
    head
}

/// Returns what the part under each entry is, inherited from what is around it.
fn part_kinds(tree: &Tree, part: usize) -> Vec<PartKind> {
    let mut kinds: Vec<PartKind> = Vec::with_capacity(tree.branches.len());
    for branch in &tree.branches {
        let around = branch.parent.map(|parent| kinds[parent]);
        let own = part_kind(&branch.heading);
        let kind = match around {
            Some(PartKind::Goals | PartKind::Prose | PartKind::Indicators) => match own {
                PartKind::Goals | PartKind::Indicators => own,
                _ => around.unwrap_or(own),
            },
            Some(PartKind::Timetable) => PartKind::Timetable,
            _ => own,
        };
        // 目标任务 that has units is a list of tasks.
        let is_task_list = kind == PartKind::Goals
            && branch.part == part
            && branch.heading.contains("任务")
            && branch.children.len() > 1;
        kinds.push(if is_task_list { PartKind::Tasks } else { kind });
    }
    kinds
}

/// Takes the words that close a document from its last entry: 本办法自发布之日起施行, and what follows on its units where those
/// of the others stand last.
fn take_closing_words(tree: &mut Tree, part: usize) {
    let is_closing = |text: &str| {
        [
            "本办法",
            "本措施",
            "本方案",
            "本意见",
            "本计划",
            "本政策",
            "本通知",
            "本规划",
            "以上",
        ]
        .iter()
        .any(|word| text.starts_with(word))
            && ["起施行", "起实施", "起执行", "有效期", "负责解释"]
                .iter()
                .any(|word| text.contains(word))
    };
    let Some(last) = tree.branches.iter().rposition(|branch| branch.part == part) else {
        return;
    };
    let assigns = |paragraph: &TextParagraph| !unit_spans(&paragraph.text).is_empty();
    let ends_with_units = |branch: &Branch| branch.paragraphs.last().is_some_and(assigns);
    let others = || {
        tree.branches[..last]
            .iter()
            .filter(|branch| branch.part == part && branch.paragraphs.iter().any(assigns))
    };
    let (all, ending) = (
        others().count(),
        others().filter(|b| ends_with_units(b)).count(),
    );
    let paragraphs = &tree.branches[last].paragraphs;
    let said = paragraphs
        .iter()
        .position(|paragraph| !paragraph.follows_mark && is_closing(&paragraph.text));
    let after_units = paragraphs
        .iter()
        .rposition(assigns)
        .map(|at| at + 1)
        .filter(|_| all >= 3 && ending * 4 >= all * 3);
    if let Some(end) = said.into_iter().chain(after_units).min() {
        tree.branches[last].paragraphs.truncate(end);
    }
}

fn body(tree: &Tree, part: usize, head: &PrintedHead) -> Option<std::ops::RangeInclusive<usize>> {
    let branches = || tree.branches.iter().filter(|branch| branch.part == part);
    let last = branches()
        .map(|branch| {
            branch
                .paragraphs
                .last()
                .map_or(branch.line_no, |paragraph| paragraph.line_no)
        })
        .max()?;
    let first = head.title_line.max(1).min(branches().next()?.line_no);
    Some(first..=last)
}

/// Notes the other texts of the file that have entries.
fn note_parts(tree: &Tree, part: usize, doubts: &mut Vec<PlacedDoubt>) {
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
        doubts.push(PlacedDoubt {
            doubt: Doubt::PartLeftOut {
                text: text.chars().take(30).collect(),
            },
            line_no: first.line_no,
            entry: None,
        });
    }
}

/// Which entries are things to be done, and which are headings over them.
pub(crate) struct BranchRoles {
    /// For each branch: whether it is an item, a section, or part of something else.
    pub(crate) roles: Vec<BranchRole>,
}

/// What a branch is in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BranchRole {
    /// Something to be done.
    Item,
    /// A heading over items.
    Section,
    /// Part of the item above it.
    Piece,
    /// No task and nothing that holds tasks.
    Outside,
    /// A heading whose paragraphs are the items.
    HeadingOfParagraphs,
}

impl BranchRoles {
    fn of(tree: &Tree, part: usize, kinds: &[PartKind]) -> Self {
        let mut roles = vec![BranchRole::Outside; tree.branches.len()];
        // From the last to the first: what an entry is depends on what is in it.
        for at in (0..tree.branches.len()).rev() {
            let branch = &tree.branches[at];
            if branch.part != part || !matches!(kinds[at], PartKind::Tasks | PartKind::Timetable) {
                continue;
            }
            if branch.children.is_empty() {
                roles[at] = if paragraphs_are_items(branch) {
                    BranchRole::HeadingOfParagraphs
                } else {
                    BranchRole::Item
                };
            } else if are_pieces(tree, branch) {
                roles[at] = BranchRole::Item;
                mark_pieces(tree, at, &mut roles);
            } else if branch
                .children
                .iter()
                .any(|child| roles[*child] != BranchRole::Outside)
            {
                roles[at] = BranchRole::Section;
            }
        }
        Self { roles }
    }
}

fn mark_pieces(tree: &Tree, at: usize, roles: &mut [BranchRole]) {
    for child in tree.branches[at].children.clone() {
        roles[child] = BranchRole::Piece;
        mark_pieces(tree, child, roles);
    }
}

/// Tells whether the entries under an item are but parts of its text: small marks without units of their own, short, or
/// announced by a colon.
fn are_pieces(tree: &Tree, branch: &Branch) -> bool {
    let children = || branch.children.iter().map(|child| &tree.branches[*child]);
    let is_small = |kind: MarkKind| kind > MarkKind::Digit && kind != MarkKind::Decimal;
    if branch.kind < MarkKind::BracketHan || !children().all(|child| is_small(child.kind)) {
        return false;
    }
    // （一）组织领导 with dashes under it: the dashes are the items.
    let is_bare = branch.paragraphs.is_empty();
    if children().all(|child| child.kind == MarkKind::Dash) && is_bare {
        return false;
    }
    let assigned = children()
        .filter(|child| {
            child
                .paragraphs
                .iter()
                .any(|p| !unit_spans(&p.text).is_empty())
        })
        .count();
    // The last one's units may be those of the whole.
    if assigned > 1 || assigned == 1 && children().count() == 1 {
        return false;
    }
    let announced = branch
        .paragraphs
        .last()
        .is_some_and(|paragraph| paragraph.text.ends_with(['：', ':']));
    let headed = children()
        .filter(|child| {
            matches!(child.cut, HeadingCut::Sentence | HeadingCut::Colon)
                && !child.paragraphs.is_empty()
        })
        .count();
    announced || !is_bare || headed * 2 < children().count()
}

/// Tells whether the untitled paragraphs under a heading are its items: each ends with its own units.
fn paragraphs_are_items(branch: &Branch) -> bool {
    let assigned = branch
        .paragraphs
        .iter()
        .filter(|paragraph| !is_units_alone(paragraph) && !unit_spans(&paragraph.text).is_empty())
        .count();
    assigned > 1 && assigned * 10 >= branch.paragraphs.len() * 6
}

/// Tells whether a paragraph does nothing but assign.
pub(crate) fn is_units_alone(paragraph: &TextParagraph) -> bool {
    let text = paragraph.text.trim();
    let Some(span) = unit_spans(text).into_iter().next() else {
        return false;
    };
    text[..span.bytes.start].trim().is_empty()
        && text[span.bytes.end..]
            .trim_matches(['。', ' ', '；'])
            .is_empty()
        && !paragraph.follows_mark
}

/// Makes the entry of a branch.
pub(crate) fn entry_of(branch: &Branch, tree: &Tree, is_item: bool) -> PrintedEntry {
    PrintedEntry {
        id: branch.id.clone(),
        no: branch.printed_number(is_item, tree),
        heading: branch.heading.clone(),
        line_no: branch.line_no,
        is_item,
        ..PrintedEntry::default()
    }
}
