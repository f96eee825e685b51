//! What a web page puts before and after a document: index tables, counters, links, offers to download.

use super::mark::mark;
use super::{Cleaning, solid};
use crate::document::intake::passage::Passage;
use crate::document::{Cleaned, SourceFact, SourceTable};

/// What the rows of an index table, and the line under a title, are headed with.
const LABELS: &[&str] = &[
    "索引号",
    "信息索引号",
    "索引编号",
    "索引",
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "制发机关",
    "发文机构",
    "公文生成日期",
    "生成日期",
    "成文日期",
    "成文时间",
    "发布日期",
    "发布时间",
    "发文日期",
    "印发日期",
    "公开日期",
    "公开时间",
    "备注/文号",
    "文号",
    "发文字号",
    "发文文号",
    "公文文号",
    "文件编号",
    "公文种类",
    "文种",
    "主题分类",
    "主题词",
    "分类",
    "体裁分类",
    "服务对象",
    "服务对象分类",
    "题材分类",
    "信息分类",
    "组配分类",
    "内容分类",
    "内容概述",
    "内容概览",
    "信息名称",
    "标题",
    "名称",
    "有效性",
    "效力状态",
    "时效性",
    "有效期",
    "生效日期",
    "生效时间",
    "实施日期",
    "废止日期",
    "失效日期",
    "失效时间",
    "公开方式",
    "公开范围",
    "公开时限",
    "公开类别",
    "公开类型",
    "公开责任部门",
    "公开目录",
    "公开形式",
    "来源",
    "信息来源",
    "文章来源",
    "稿源",
    "作者",
    "责任编辑",
    "编辑",
    "发布人",
    "上传人",
    "浏览次数",
    "浏览量",
    "浏览",
    "阅读次数",
    "阅读量",
    "阅读",
    "访问量",
    "访问次数",
    "点击数",
    "点击量",
    "点击率",
    "点击次数",
    "字体",
    "字号",
    "字体大小",
    "分享",
    "分享到",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您当前的位置",
    "您当前所在的位置",
    "所在位置",
    "文档编号",
    "上传时间",
    "格式",
    "页数",
    "大小",
    "关键词",
    "关键字",
    "体裁",
    "统一登记号",
    "统一编号",
    "规范性文件编号",
    "政策咨询电话",
    "时间",
    "日期",
    "信息编号",
    "文章编号",
    "版本",
];

/// Labels whose value says something of the document.
const TELLING: &[&str] = &[
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "制发机关",
    "发文机构",
    "公文生成日期",
    "生成日期",
    "成文日期",
    "成文时间",
    "发布日期",
    "发布时间",
    "发文日期",
    "印发日期",
    "公开日期",
    "备注/文号",
    "文号",
    "发文字号",
    "发文文号",
    "公文文号",
    "标题",
    "名称",
    "信息名称",
    "内容概述",
    "时间",
];

/// What lines of furniture are, or begin with, before a document.
const BEFORE: &[&str] = &[
    "下载相关",
    "下载资源",
    "资源描述",
    "亲,该文档",
    "亲，该文档",
    "全文预览",
    "在线预览",
    "预览结束",
    "打印本页",
    "字体:",
    "【字体",
    "【打印",
    "[打印",
    "收藏",
    "首页>",
    "保护视力色",
    "扫一扫",
    "语音播报",
    "微信扫",
    "#source:",
    "分享到",
];

/// What the furniture after a document begins with.
const AFTER: &[&str] = &[
    "附件下载",
    "扫一扫",
    "扫码",
    "相关解读",
    "相关文档",
    "相关链接",
    "相关稿件",
    "相关阅读",
    "相关新闻",
    "相关文章",
    "相关附件",
    "相关政策",
    "相关资源",
    "相关搜索",
    "相关信息",
    "解读链接",
    "政策解读",
    "文字解读",
    "图片解读",
    "图解",
    "一图读懂",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "展开阅读全文",
    "猜你喜欢",
    "资源标签",
    "打印本页",
    "【打印",
    "[打印",
    "打印关闭",
    "关闭窗口",
    "关闭本页",
    "【关闭",
    "[关闭",
    "返回顶部",
    "分享到",
    "分享:",
    "分享：",
    "网站地图",
    "版权所有",
    "copyright",
    "网站标识码",
    "联系我们",
    "隐私",
    "责任编辑",
    "责编",
    "当前位置",
    "经营许可证",
    "我要纠错",
    "微信扫",
    "手机扫",
    "您可能",
    "全文预览",
    "下载文档",
    "收藏",
    "浏览次数",
    "【大",
    "[大",
    "【纠错",
    "站点地图",
    "©",
    "网站支持",
    "在线预览",
    "预览结束",
    "点击下载",
];

/// What a foot of a site may also hold; only below furniture that is certain.
const BELOW: &[&str] = &["主办", "承办", "技术支持", "地址", "电话", "邮编", "备案"];

/// In characters: what is longer is the document's.
const LONG: usize = 60;

/// In bytes: a longer line is no row of an index.
const LONG_ROW: usize = 4000;

/// As many lines, at most, stand before a document.
const HEAD_LINES: usize = 200;

/// Takes the furniture before and after the document away, and keeps what it says of the document.
pub(super) fn take_away(cleaning: &mut Cleaning) {
    after(cleaning);
    before(cleaning);
}

fn after(cleaning: &mut Cleaning) {
    let mut cut = None;
    for (at, passage) in cleaning.passages.iter().enumerate().rev() {
        let Some(line) = passage.line() else {
            break;
        };
        let text = solid(&line.text);
        let starts = |marks: &[&str]| {
            let text = text.trim_start_matches(['【', '[', '>', '»', '·', '•', '-']);
            let text = text.to_ascii_lowercase();
            marks.iter().any(|mark| text.starts_with(mark))
        };
        let is_certain = starts(AFTER) || text.to_ascii_lowercase().contains("icp备");
        if is_certain || (cut.is_some() && starts(BELOW)) {
            cut = Some(at);
        } else if text.chars().count() > LONG || mark(&text).is_some() || ends_a_document(&text) {
            break;
        }
    }
    if let Some(cut) = cut {
        cleaning.remove(Cleaned::Furniture, |at| at >= cut);
    }
}

/// A line that belongs to the document, short as it is.
fn ends_a_document(text: &str) -> bool {
    text.ends_with('。') || text.starts_with(['(', '（', '附']) && !text.starts_with("附件下载")
}

fn before(cleaning: &mut Cleaning) {
    let mut gone = vec![false; cleaning.passages.len().min(HEAD_LINES)];
    let mut names: Vec<String> = Vec::new();
    let mut facts = Vec::new();
    for (at, passage) in cleaning.passages.iter().take(HEAD_LINES).enumerate() {
        match passage {
            Passage::Table(table) => {
                gone[at] = is_index(table);
                if gone[at] {
                    for row in &table.rows {
                        for pair in row.cells.chunks(2) {
                            let [label, value] = pair else { continue };
                            facts.extend(fact(&label.text, &value.text, row.line_no));
                        }
                    }
                }
            }
            Passage::Line(line) => {
                let text = solid(&line.text);
                if text.is_empty() {
                    continue;
                }
                let found = labelled(&line.text, line.line_no);
                let is_furniture = found.is_some()
                    || text.starts_with("索引号")
                    || is_offer(&text)
                    || BEFORE.iter().any(|mark| text.starts_with(mark))
                    || text.contains("由会员分享")
                    || names.contains(&text);
                if is_furniture {
                    gone[at] = true;
                    facts.extend(found.into_iter().flatten());
                    if let Some(name) = file_name(&text) {
                        names.push(name.to_owned());
                    }
                } else if text.chars().count() > LONG || mark(&text).is_some() || salutes(&text) {
                    // The document has begun. An index before it may stand again under its title, no further.
                    break;
                }
            }
        }
    }
    cleaning.facts.extend(facts);
    cleaning.remove(Cleaned::Furniture, |at| {
        gone.get(at).copied().unwrap_or(false)
    });
}

/// `各乡镇人民政府：`, to whom a notice is addressed.
fn salutes(text: &str) -> bool {
    text.ends_with(['：', ':']) && text.starts_with('各')
}

/// `某某.docx`, `某某.docx_第3页`, `第1页/共13页`: what a site that offers files writes.
fn is_offer(text: &str) -> bool {
    file_name(text).is_some() || (text.starts_with('第') && text.contains("页/共"))
}

fn file_name(text: &str) -> Option<&str> {
    let text = text.trim_matches(['《', '》']);
    let lower = text.to_ascii_lowercase();
    [".docx", ".doc", ".pdf", ".wps", ".txt", ".xlsx"]
        .iter()
        .find_map(|ending| {
            let at = lower.find(ending)?;
            let rest = &lower[at + ending.len()..];
            (rest.is_empty() || rest.starts_with("_第")).then(|| &text[..at])
        })
}

/// The facts of a line that is nothing but labels and values: `索 引 号：x | 主题分类：y`, `来源：x 时间：y`; `None` where it
/// is something else.
fn labelled(text: &str, line_no: usize) -> Option<Vec<SourceFact>> {
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
        if value.chars().count() > LONG {
            // A long value under a label is a summary of the document; a sentence is its text.
            if !matches!(
                label,
                "内容概述" | "内容概览" | "标题" | "名称" | "信息名称"
            ) {
                return None;
            }
        }
        facts.extend(fact(label, value, line_no));
        let Some((at, next)) = next else {
            return Some(facts);
        };
        label = next;
        rest = after_colon(&rest[at..])?;
    }
}

fn after_colon(text: &str) -> Option<&str> {
    let colon = text.find(['：', ':'])?;
    Some(text[colon..].trim_start_matches(['：', ':']))
}

/// The label that a text begins with, and its length: blanks within it do not count.
fn first_label(text: &str) -> Option<(&'static str, usize)> {
    let colon = text.find(['：', ':'])?;
    let head = solid(&text[..colon]);
    LABELS
        .iter()
        .find(|label| **label == head)
        .map(|label| (*label, colon))
}

/// The next label behind a blank or a bar, and where it begins.
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

fn fact(label: &str, value: &str, line_no: usize) -> Option<SourceFact> {
    let label = solid(label);
    let label = label.trim_end_matches(['：', ':']);
    let value = value.trim();
    let known = TELLING.iter().find(|known| **known == label)?;
    (!value.is_empty()).then(|| SourceFact {
        label: (*known).to_owned(),
        value: value.to_owned(),
        line_no,
    })
}

/// A table of labels and values: most of what stands in its first column is labels.
fn is_index(table: &SourceTable) -> bool {
    let is_label = |text: &str| {
        let text = solid(text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::{passages, texts};

    fn cleaned(text: &str) -> (Vec<String>, Vec<(String, String)>) {
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        take_away(&mut cleaning);
        let facts = cleaning
            .facts
            .iter()
            .map(|fact| (fact.label.clone(), fact.value.clone()));
        let facts = facts.collect();
        (
            texts(&cleaning.passages)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            facts,
        )
    }

    fn pairs(facts: &[(String, String)]) -> Vec<(&str, &str)> {
        facts
            .iter()
            .map(|(label, value)| (label.as_str(), value.as_str()))
            .collect()
    }

    #[test]
    fn an_index_goes_and_is_remembered() {
        let (left, facts) = cleaned(
            "索 引 号： | 0001/2018 | 主题分类： | 科技\n• 备注/文号:某政〔2022〕7号\n标　　题： | 某市行动方案\n\
             某市行动方案\n来源:某市人民政府 时间:2022-07-13 16:28\n各县（市、区）人民政府：\n时间：以下各项……\n",
        );
        assert_eq!(
            left,
            [
                "某市行动方案",
                "各县（市、区）人民政府：",
                "时间：以下各项……"
            ]
        );
        assert_eq!(
            pairs(&facts),
            [
                ("备注/文号", "某政〔2022〕7号"),
                ("标题", "某市行动方案"),
                ("时间", "2022-07-13 16:28")
            ]
        );
    }

    #[test]
    fn a_site_that_offers_files_leaves_nothing() {
        let (left, _) = cleaned(
            "某市方案某科协.docx\n上传人:b****3 文档编号:54 格式:DOCX 页数:13\n下载 相关 举报\n某市方案某科协.docx_第1页\n\
             第1页 / 共13页\n《某市方案某科协.docx》由会员分享,可在线阅读\n某市方案某科协\n某市方案\n一、总体\n",
        );
        assert_eq!(left, ["某市方案", "一、总体"]);
    }

    #[test]
    fn what_stands_after_goes_and_what_ends_the_document_stays() {
        let (left, _) = cleaned(
            "一、甲\n1.乙。\n责任单位：市科协\n（此件主动公开）\n附件下载\n扫一扫在手机上查看当前页面\n相关解读\n媒体报道\n主办：某市",
        );
        assert_eq!(
            left,
            ["一、甲", "1.乙。", "责任单位：市科协", "（此件主动公开）"]
        );
        let (left, _) = cleaned("一、甲\n乙。\n主办：市文旅局\n承办：市体育局");
        assert_eq!(left.len(), 4);
        let (left, _) = cleaned("一、扫一扫\n1.扫一扫就能办。\n相关链接");
        assert_eq!(left.len(), 2);
    }
}
