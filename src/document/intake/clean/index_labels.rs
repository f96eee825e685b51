//! The labels and values over a document on the web: 索引号, 发布机构, 成文日期.

use crate::document::head::facts::is_of_head;
use crate::document::text::without_blanks;
use crate::document::{SourceFact, SourceTable};

/// The longest value, in characters; what is longer is the document's text.
const LONG_VALUE: usize = 60;

/// The headings of the rows of an index table, and of the line under a title.
const LABELS: &[&str] = &[
    "发布机构", "发布单位", "发文机关", "发文单位", "制发机关", "发文机构", "公文生成日期",
    "生成日期", "成文日期", "成文时间", "发布日期", "发布时间", "发文日期", "印发日期", "公开日期",
    "备注/文号", "文号", "发文字号", "发文文号", "公文文号", "标题", "名称", "信息名称",
    "内容概述", "时间", "索引号", "信息索引号", "索引编号", "索引", "公开时间", "文件编号",
    "公文种类", "文种", "主题分类", "主题词", "分类", "体裁分类", "服务对象", "服务对象分类",
    "题材分类", "信息分类", "组配分类", "内容分类", "内容概览", "有效性", "效力状态", "时效性",
    "有效期", "生效日期", "生效时间", "实施日期", "废止日期", "失效日期", "失效时间", "公开方式",
    "公开范围", "公开时限", "公开类别", "公开类型", "公开责任部门", "公开目录", "公开形式", "来源",
    "信息来源", "文章来源", "稿源", "作者", "责任编辑", "编辑", "发布人", "上传人", "浏览次数",
    "浏览量", "浏览", "阅读次数", "阅读量", "阅读", "访问量", "访问次数", "点击数", "点击量",
    "点击率", "点击次数", "字体", "字号", "字体大小", "分享", "分享到", "当前位置", "您的位置",
    "您现在的位置", "您当前的位置", "您当前所在的位置", "所在位置", "文档编号", "上传时间", "格式",
    "页数", "大小", "关键词", "关键字", "体裁", "统一登记号", "统一编号", "规范性文件编号",
    "政策咨询电话", "日期", "信息编号", "文章编号", "版本",
];

/// The longest row of an index, in bytes.
const LONG_ROW: usize = 4000;

/// Returns the facts of a line that consists of labels and values: `索 引 号：x | 主题分类：y`, `来源：x 时间：y`;
/// `None` for any other line.
pub(super) fn labelled(text: &str) -> Option<Vec<SourceFact>> {
    let text = text
        .trim()
        .trim_start_matches(['•', '·', '*', '-', '[', '【', '|', ' ']);
    if text.len() > LONG_ROW {
        return None;
    }
    let mut facts = Vec::new();
    let (label, _) = first_label(text)?;
    let mut label = label;
    let mut rest = after_colon(text)?;
    loop {
        let next = next_label(rest);
        let end = next.map_or(rest.len(), |(at, _)| at);
        let value = rest[..end]
            .trim()
            .trim_matches(['|', ' ', ']', '】', '[', '【'])
            .trim();
        if value.chars().count() > LONG_VALUE {
            // A long value under a label is a summary of the document; a sentence is its text.
            if !matches!(
                label,
                "内容概述" | "内容概览" | "标题" | "名称" | "信息名称"
            ) {
                return None;
            }
        }
        facts.extend(fact(label, value));
        let Some((at, next)) = next else {
            return Some(facts);
        };
        label = next;
        rest = after_colon(&rest[at..])?;
    }
}

/// Returns the facts of a line of labels and values side by side without colons: `索引号 | x | 发布单位 | y |`, or without
/// bars `索引号 x 发文日期 y`.
pub(super) fn paired(text: &str) -> Option<Vec<SourceFact>> {
    if text.len() > LONG_ROW {
        return None;
    }
    let cells: Vec<&str> = if text.contains('|') {
        super::separated_table::cells(text)
    } else {
        text.split_whitespace().collect()
    };
    let is_label = |cell: &&str| LABELS.contains(&without_blanks(cell).as_str());
    let pairs = cells.chunks(2);
    let are_pairs = cells.len() >= 4 && pairs.clone().all(|pair| is_label(&pair[0]));
    let facts = pairs.filter_map(|pair| fact(pair[0], pair.get(1)?));
    are_pairs.then(|| facts.collect())
}

fn after_colon(text: &str) -> Option<&str> {
    let colon = text.find(['：', ':'])?;
    Some(text[colon..].trim_start_matches(['：', ':']))
}

/// Returns the label that a text begins with, and its length: blanks within it do not count.
fn first_label(text: &str) -> Option<(&'static str, usize)> {
    let colon = text.find(['：', ':'])?;
    let head = without_blanks(&text[..colon]);
    LABELS
        .iter()
        .find(|label| **label == head)
        .map(|label| (*label, colon))
}

/// Returns the next label behind a blank or a bar, and where it begins.
fn next_label(text: &str) -> Option<(usize, &'static str)> {
    text.char_indices()
        .filter(|(_, c)| matches!(c, ' ' | '|'))
        .map(|(at, c)| at + c.len_utf8())
        .find_map(|at| {
            let rest = text[at..].trim_start_matches([' ', '|', '[', '【']);
            let start = text.len() - rest.len();
            first_label(rest).map(|(label, _)| (start, label))
        })
}

/// Returns the fact about the document that a label and a value give.
pub(super) fn fact(label: &str, value: &str) -> Option<SourceFact> {
    let label = without_blanks(label);
    let label = label.trim_end_matches(['：', ':']);
    let value = value.trim();
    (is_of_head(label) && !value.is_empty()).then(|| SourceFact {
        label: label.to_owned(),
        value: value.to_owned(),
    })
}

/// Returns whether a table is one of labels and values: most texts in its first column are labels.
pub(super) fn is_index(table: &SourceTable) -> bool {
    let is_label = |text: &str| {
        let text = without_blanks(text);
        LABELS.contains(&text.trim_end_matches(['：', ':']))
    };
    let rows = table.rows.len();
    let labelled = table
        .rows
        .iter()
        .filter(|row| row.cells.first().is_some_and(|cell| is_label(&cell.text)));
    // A plan's own table may head one column 来源 or 时间, but not every row.
    rows > 0 && labelled.count() * 2 > rows && rows <= 20
}
