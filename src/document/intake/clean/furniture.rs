//! What a web page puts before and after a document: index tables, counters, links, offers to download.

use super::Cleaning;
use super::index_labels::{fact, is_index, labelled, paired};
use super::mark::mark;
use crate::document::Cleaned;
use crate::document::intake::passage::Passage;
use crate::document::parts::assigns_with_others;
use crate::document::text::{AnyOf, without_blanks};

/// What lines of furniture are, or begin with, before a document.
const BEFORE: &[&str] = &[
    "下载相关", "返回下载", "下载资源", "资源描述", "亲,该文档", "亲，该文档", "全文预览",
    "在线预览", "预览结束", "打印本页", "字体:", "【字体", "【打印", "[打印", "收藏", "首页>",
    "保护视力色", "扫一扫", "语音播报", "微信扫", "#source:", "分享到", "进入老年版", "无障碍",
    "长者专版", "长者模式", "适老", "关怀版",
];

/// Headings of a page over the text that it holds.
const HEADINGS: [&str; 7] = [
    "政策全文", "文件全文", "通知全文", "全文", "政策原文", "文件原文", "正文",
];

/// What the furniture after a document begins with.
const AFTER: &[&str] = &[
    "附件下载", "扫一扫", "扫码", "相关解读", "相关文档", "相关链接", "相关稿件", "相关阅读",
    "相关新闻", "相关文章", "相关附件", "相关政策", "相关资源", "相关搜索", "相关信息", "解读链接",
    "政策解读", "文字解读", "图片解读", "图解", "一图读懂", "上一篇", "下一篇", "上一条", "下一条",
    "展开阅读全文", "猜你喜欢", "资源标签", "打印本页", "【打印", "[打印", "打印关闭", "关闭窗口",
    "关闭本页", "【关闭", "[关闭", "返回顶部", "分享到", "分享:", "分享：", "网站地图", "版权所有",
    "copyright", "网站标识码", "联系我们", "隐私", "责任编辑", "责编", "当前位置", "经营许可证",
    "我要纠错", "微信扫", "手机扫", "您可能", "全文预览", "下载文档", "收藏", "浏览次数", "【大",
    "[大", "【纠错", "站点地图", "©", "网站支持", "在线预览", "预览结束", "点击下载",
];

/// What a foot of a site may also hold; only below furniture that is certain.
const BELOW: &[&str] = &["主办", "承办", "技术支持", "地址", "电话", "邮编", "备案"];

/// The longest line of furniture, in characters.
const LONG: usize = 60;

/// The most lines that may come before a document.
const HEAD_LINES: usize = 200;

/// Takes the furniture before and after the document away, and keeps what it says of the document.
pub(super) fn clean(cleaning: &mut Cleaning) {
    tail(cleaning);
    after(cleaning);
    before(cleaning);
}

/// Cuts off the furniture behind the last sentence of a page on one line: …负责） 来源：某局 附件下载.
fn tail(cleaning: &mut Cleaning) {
    let lines = cleaning.passages.iter_mut().rev();
    let last = lines
        .map_while(Passage::line_mut)
        .find(|line| !line.text.trim().is_empty());
    let Some(line) = last.filter(|line| line.text.chars().nth(LONG * 4).is_some()) else {
        return;
    };
    let end = line.text.rfind(['。', '）', ')']).unwrap_or(0);
    let behind = &line.text[end..];
    let mut words = behind.match_indices(' ').map(|(at, _)| at + 1);
    let is_furniture = |at: &usize| {
        let text = &behind[*at..];
        text.starts_with_any(AFTER) || text.starts_with_any(&["来源：", "来源:"])
    };
    if let Some(at) = words.find(is_furniture) {
        line.text.truncate(end + at);
        let line_no = line.line_no;
        cleaning.note(Cleaned::Furniture, [line_no]);
    }
}

fn after(cleaning: &mut Cleaning) {
    let mut cut = None;
    for (at, passage) in cleaning.passages.iter().enumerate().rev() {
        let Some(line) = passage.line() else {
            break;
        };
        let text = without_blanks(&line.text);
        let starts = |marks: &[&str]| {
            let text = text.trim_start_matches(['【', '[', '>', '»', '·', '•', '-']);
            text.to_ascii_lowercase().starts_with_any(marks)
        };
        // A sentence of the document may begin as a link does: 相关政策由市财政局另行制定。
        let is_sentence = text.chars().count() > LONG || text.ends_with('。');
        let is_certain =
            starts(AFTER) && !is_sentence || text.to_ascii_lowercase().contains("icp备");
        if is_certain || (cut.is_some() && starts(BELOW) && !assigns_with_others(&text)) {
            cut = Some(at);
        } else if text.chars().count() > LONG || mark(&text).is_some() || ends_a_document(&text) {
            break;
        }
    }
    if let Some(cut) = cut {
        cleaning.remove(Cleaned::Furniture, |at| at >= cut);
    }
}

/// Returns whether a line is the page's path on its site: 某网>政策>通知.
fn is_trail(text: &str) -> bool {
    let steps = text.matches(['>', '＞', '›', '»']).count();
    steps >= 2 && text.chars().count() <= LONG && !text.contains(['。', '：'])
}

/// Returns whether a line belongs to the document, short as it is.
fn ends_a_document(text: &str) -> bool {
    text.ends_with('。') || text.starts_with(['(', '（', '附']) && !text.starts_with("附件下载")
}

fn before(cleaning: &mut Cleaning) {
    let mut gone = vec![false; cleaning.passages.len().min(HEAD_LINES)];
    let mut names: Vec<String> = Vec::new();
    let mut facts = Vec::new();
    // The file's name right over the document is its title.
    let mut name_above = None;
    for (at, passage) in cleaning.passages.iter().take(HEAD_LINES).enumerate() {
        match passage {
            Passage::Table(table) => {
                gone[at] = is_index(table);
                if gone[at] {
                    for row in &table.rows {
                        for pair in row.cells.chunks(2) {
                            let [label, value] = pair else { continue };
                            facts.extend(fact(&label.text, &value.text));
                        }
                    }
                }
            }
            Passage::Line(line) => {
                let text = without_blanks(&line.text);
                if text.is_empty() {
                    continue;
                }
                let found = labelled(&line.text).or_else(|| paired(&line.text));
                let is_furniture = found.is_some()
                    || text.starts_with("索引号")
                    || is_offer(&text)
                    || text.starts_with_any(BEFORE)
                    || HEADINGS.contains(&text.trim_end_matches(['：', ':']))
                    || text.contains("由会员分享")
                    || is_trail(&text)
                    || names.contains(&text);
                if is_furniture {
                    gone[at] = true;
                    name_above = names.contains(&text).then_some(at);
                    facts.extend(found.into_iter().flatten());
                    if let Some(name) = file_name(&text) {
                        names.push(name.to_owned());
                    }
                } else if text.chars().count() > LONG || mark(&text).is_some() || salutes(&text) {
                    // The document has begun. An index before it may come again under its title, no further.
                    if let Some(title) = name_above {
                        gone[title] = false;
                    }
                    break;
                } else {
                    name_above = None;
                }
            }
        }
    }
    cleaning.facts.extend(facts);
    cleaning.remove(Cleaned::Furniture, |at| {
        gone.get(at).copied().unwrap_or(false)
    });
}

/// Returns whether a line addresses the notice: `各乡镇人民政府：`.
fn salutes(text: &str) -> bool {
    text.ends_with(['：', ':']) && text.starts_with('各')
}

/// Returns whether a site that offers files wrote the line: `某某.docx`, `某某.docx_第3页`, `第1页/共13页`.
fn is_offer(text: &str) -> bool {
    file_name(text).is_some() || (text.starts_with('第') && text.contains("页/共"))
}

fn file_name(text: &str) -> Option<&str> {
    if text.chars().count() > LONG {
        return None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    /// Returns the lines that are left, and the facts as label=value.
    fn cleaned(text: &str) -> (Vec<String>, Vec<String>) {
        let cleaning = Cleaning::after(clean, text);
        let left = texts(&cleaning.passages).into_iter().map(str::to_owned);
        let facts = cleaning.facts.iter();
        let facts = facts.map(|fact| format!("{}={}", fact.label, fact.value));
        (left.collect(), facts.collect())
    }

    #[test]
    fn the_way_to_a_page_on_its_site_goes() {
        let (left, _) = cleaned("某县 > 政策 > 通知\n\n某县就业工作方案\n增速>5%的行业\n一、甲");
        assert_eq!(left, ["", "某县就业工作方案", "增速>5%的行业", "一、甲"]);
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
            facts,
            ["备注/文号=某政〔2022〕7号", "时间=2022-07-13 16:28"]
        );
    }

    #[test]
    fn an_index_may_stand_without_colons() {
        let (left, facts) = cleaned(
            "进入老年版\n索引号 0001/2024-15 组配分类 民生实事\n发布机构 区政府办公室 发文日期 2024-05-27\n\
             发布单位 | 区政府 | 公开方式 | 主动公开 |\n某区实事项目\n时间 地点 单位 内容\n一、甲",
        );
        assert_eq!(left, ["某区实事项目", "时间 地点 单位 内容", "一、甲"]);
        assert_eq!(
            facts,
            [
                "发布机构=区政府办公室",
                "发文日期=2024-05-27",
                "发布单位=区政府"
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
        let (left, _) = cleaned(
            "某市粮食方案.docx\n返回 下载 相关 举报\n《某市粮食方案.docx》由会员分享，可在线阅读\n某市粮食方案\n一、总体\n",
        );
        assert_eq!(left, ["某市粮食方案", "一、总体"]);
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
        let (left, _) =
            cleaned("一、甲\n主办单位：县城投公司，协办单位：住建局。\n相关链接\n主办：某市");
        assert_eq!(left.len(), 2);
        let (left, _) = cleaned("一、甲\n相关政策由市财政局另行制定。\n相关链接");
        assert_eq!(left.len(), 2);
        let (left, _) = cleaned("一、扫一扫\n1.扫一扫就能办。\n相关链接");
        assert_eq!(left.len(), 2);
    }
}
