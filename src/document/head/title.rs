//! The title of a plan, which may be on several lines and below a notice's.

use crate::document::numbering::branch::TextParagraph;
use crate::document::text::{AnyOf, without_blanks};

use super::dates::{first_day, whole_day};
use super::facts::is_office;

/// What titles of plans end in.
const NOUNS: [&str; 50] = [
    "工作报告", "方案", "规划", "纲要", "计划", "要点", "意见", "措施", "办法", "清单", "分工",
    "通知", "行动", "细则", "若干政策", "若干措施", "决定", "任务书", "安排", "举措", "任务",
    "细化措施", "分解", "责任书", "任务分解", "分解表", "分工表", "通告", "公告", "政策", "对策",
    "目标", "体系", "规定", "工程", "重点工作", "工作", "指南", "台账", "任务表", "一览表", "事项",
    "实事", "项目", "计划表", "进度表", "推进表", "指标表", "情况表", "指标",
];

/// Nouns that only end a title where nothing better is found.
const WEAK: [&str; 14] = [
    "行动", "举措", "任务", "目标", "体系", "工程", "工作", "指南", "事项", "实事", "项目", "措施",
    "政策", "指标",
];

/// A title and its lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedTitle {
    pub(crate) text: String,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) is_draft: bool,
}

/// Finds the last title before a body, in the lines before its first mark.
pub(crate) fn find_title(lines: &[TextParagraph]) -> Option<PrintedTitle> {
    let strong = (0..lines.len())
        .rev()
        .find(|at| ends_title(&lines[*at].text));
    let weak = || (0..lines.len()).find(|at| may_end_title(&lines[*at].text));
    let last = strong
        .map(|at| announced(lines, at).unwrap_or(at))
        .or_else(weak)?;
    Some(without_notice(compose(lines, last)))
}

/// Finds the first title of a text without any marks, in which the headings of its chapters look like titles too.
pub(crate) fn find_first_title(lines: &[TextParagraph]) -> Option<PrintedTitle> {
    let first = (0..lines.len()).find(|at| ends_title(&lines[*at].text))?;
    let last = announced(lines, first).unwrap_or(first);
    Some(without_notice(compose(lines, last)))
}

/// Returns the line that is the title which a notice announces: 关于印发《…若干措施》的通知.
fn announced(lines: &[TextParagraph], notice: usize) -> Option<usize> {
    let title = without_blanks(&compose(lines, notice).text);
    let (_, inside) = title.split_once("印发")?;
    let end = inside.rfind("的通知")?;
    let name = inside[..end].trim_matches(['《', '》', '〈', '〉']);
    let name = name.replace('的', "");
    (notice + 1..lines.len()).find(|at| {
        let line = without_blanks(&lines[*at].text).replace('的', "");
        line.chars().count() >= 4 && name.ends_with(&line)
    })
}

/// Returns whether a notice in some lines announces a title: 关于印发《某区重点工作任务分解方案》的通知,
/// 现将《某区人才工作方案》印发给你们.
fn announces(lines: &[TextParagraph], title: &str) -> bool {
    let named = format!("{}》", without_blanks(title));
    lines.iter().any(|line| {
        let notice = without_blanks(&line.text);
        notice.contains("印发") && notice.contains(&named)
    })
}

/// Puts a title together from the line that it ends on and those around it.
fn compose(lines: &[TextParagraph], end: usize) -> PrintedTitle {
    let mut first = end;
    let mut text = lines[end].text.trim().to_owned();
    while first > 0 && end - first < 3 {
        let before = lines[first - 1].text.trim();
        let is_announced = || announces(&lines[..first - 1], &format!("{before}{text}"));
        if !goes_on(before, &text) && !opens_title(&lines[..first]) && !is_announced() {
            break;
        }
        first -= 1;
        text = format!("{before}{text}");
    }
    let mut last = end;
    let mut is_draft = names_draft(&text);
    while let Some(next) = lines.get(last + 1) {
        let next = next.text.trim();
        let bracketed = next.starts_with(['(', '（'])
            && next.ends_with([')', '）'])
            && (next.chars().count() < 24 || first_day(next).is_some());
        if !bracketed || next.contains("公开") {
            break;
        }
        last += 1;
        if names_draft(next) {
            is_draft = true;
        } else if !next.contains('号') && first_day(next).is_none() {
            text.push_str(next);
        }
    }
    PrintedTitle {
        text: without_blanks(without_draft(&text)),
        first: lines[first].line_no,
        last: lines[last].line_no,
        is_draft,
    }
}

/// Returns a plan's title where the text is that of the notice that issues it.
fn without_notice(title: PrintedTitle) -> PrintedTitle {
    let plan = issued_by_notice(&title.text).map(str::to_owned);
    PrintedTitle {
        text: plan.unwrap_or(title.text),
        ..title
    }
}

/// Returns the plan that a notice issues: 某市人民政府关于印发《某市就业方案》的通知, 某市人民政府办公厅印发《某市就业方案》.
fn issued_by_notice(title: &str) -> Option<&str> {
    let (before, inside) = title.split_once("印发")?;
    let named = inside.strip_suffix("的通知").unwrap_or(inside);
    let quoted = named
        .strip_prefix(['《', '〈'])
        .and_then(|named| named.strip_suffix(['》', '〉']));
    let is_notice = before.ends_with("关于") && named.len() < inside.len();
    let name = quoted.or_else(|| is_notice.then_some(named))?;
    (name.chars().count() >= 4).then_some(name)
}

/// Returns whether the last lines are a title that has begun with 关于 and not ended: 关于全面推行公示制度|记录制度|审核制度的意见.
fn opens_title(lines: &[TextParagraph]) -> bool {
    const MOST: usize = 3;
    for line in lines.iter().rev().take(MOST) {
        let text = line.text.trim();
        if !is_fragment(text, 50) || ends_title(text) || is_office(text) {
            return false;
        }
        if text.contains("关于") {
            return true;
        }
    }
    false
}

/// Returns a title without the bracket that calls it a draft.
fn without_draft(text: &str) -> &str {
    let inside = text.strip_suffix(['）', ')']);
    let bracket = inside.and_then(|inside| inside.rfind(['（', '(']));
    bracket
        .filter(|at| names_draft(&text[*at..]))
        .map_or(text, |at| text[..at].trim_end())
}

fn names_draft(text: &str) -> bool {
    // (4月16日修改), but not (2019年修改)
    let bracket = text.rfind(['（', '(']).map(|at| &text[at..]);
    let is_changed = bracket.is_some_and(|inside| {
        inside.contains("修改") && inside.contains('月') && !inside.contains('年')
    });
    is_changed
        || text.contains_any(&[
            "送审稿", "征求意见稿", "讨论稿", "草案", "初稿", "审议稿", "修改稿", "修订稿",
            "报批稿", "上会稿", "评审稿", "代拟稿",
        ])
}

/// Returns whether a title ends with a line.
pub(crate) fn ends_title(line: &str) -> bool {
    ends_with_noun(line, |noun| !WEAK.contains(noun))
}

/// Returns whether a title may end with a line if nothing better is found.
fn may_end_title(line: &str) -> bool {
    ends_with_noun(line, |_| true)
}

fn ends_with_noun(line: &str, is_wanted: impl Fn(&&str) -> bool) -> bool {
    let line = line.trim();
    if !is_fragment(line, 60) {
        return false;
    }
    // 实 施 方 案
    let mut bare = without_blanks(line);
    while let Some(inside) = bare.strip_suffix([')', '）']) {
        let Some(open) = inside.rfind(['(', '（']) else {
            return false;
        };
        bare.truncate(open);
    }
    let bare = bare.trim().trim_end_matches(['》', '”']);
    bare.chars().count() >= 4
        && NOUNS
            .iter()
            .any(|noun| bare.ends_with(noun) && is_wanted(noun))
}

/// Returns whether a line may be a part of a title: short, without the signs of a sentence.
fn is_fragment(line: &str, longest: usize) -> bool {
    let length = line.chars().count();
    (2..=longest).contains(&length)
        && !line.contains(['。', '；', '：', ':', '|', '！', '？', '•'])
        && !line.ends_with(['，', ',', '、'])
        && !line.starts_with("附件")
        && !line.starts_with(['(', '（', '#', '•'])
        && !line.contains(".doc")
        && !line.ends_with('号')
        && whole_day(line).is_none()
}

/// Returns whether a line is the first half of a title that goes on with `text`: 某省加快场景应用 推动科技和产业|高质量发展行动方案.
fn is_first_half(before: &str, text: &str) -> bool {
    const LEAST: usize = 9;
    let before = without_blanks(before);
    let names_place = |text: &str| !place_of(text).is_empty();
    before.chars().count() >= LEAST
        && names_place(&before)
        && !names_place(text)
        && !text.starts_with("关于")
        && !is_office(&before)
        && !may_end_title(&before)
        && !before.contains(|c: char| c.is_ascii_digit() || "，。；：、".contains(c))
}

/// Returns whether a title that begins with `text` has begun on the line before.
fn goes_on(before: &str, text: &str) -> bool {
    const BEGINNINGS: [&str; 18] = [
        "及", "暨", "实施方案", "行动方案", "工作方案", "行动计划", "工作要点", "重点任务",
        "实施意见", "三年", "试点", "的通知", "》", "任务分工", "若干", "的意见", "的实施",
        "重点工作",
    ];
    let text = without_blanks(text);
    // 中共某县委 某县人民政府|关于…的意见
    let are_offices = before
        .split_whitespace()
        .all(|name| is_office(name) && !name.ends_with("领导小组"));
    if text.starts_with("关于") && are_offices && text.ends_with("意见") {
        return true;
    }
    if !is_fragment(before, 50) || before.ends_with("政府") || before.ends_with("文件") {
        return false;
    }
    // …切实支持小微企业和 goes on on the next line, as does a line that goes on from 国务院办公厅关于….
    if before.ends_with(['和', '与', '及', '的']) && !may_end_title(before) {
        return true;
    }
    let begins_late = text.starts_with_any(&BEGINNINGS) || is_first_half(before, &text);
    let is_open = before.contains("关于") && !ends_title(before);
    let closes = |open: char, close: char| text.matches(close).count() > text.matches(open).count();
    let unclosed = closes('《', '》') || closes('“', '”');
    begins_late || is_open || unclosed
}

/// Returns the place that a title begins with, as people call it (福田, 杭州, 叶县); empty where it names none.
pub fn place_of(title: &str) -> String {
    const LONGEST: usize = 10;
    /// Provinces that are named without their kind, or by a part of it.
    const CALLED: [&str; 9] = [
        "北京", "天津", "上海", "重庆", "内蒙古", "广西", "西藏", "宁夏", "新疆",
    ];
    let name = without_opening(title);
    if let Some(called) = CALLED.iter().find(|called| name.starts_with(**called)) {
        return (*called).to_owned();
    }
    let ends = name.char_indices().take(LONGEST).skip(1);
    let end = ends.map(|(at, kind)| (at, kind, &name[at + kind.len_utf8()..]));
    let end = end
        .into_iter()
        .find(|(at, kind, rest)| ends_place(&name[..*at], *kind, rest));
    let Some((at, kind, _)) = end else {
        return String::new();
    };
    let place = name[..at].trim_end_matches("自治");
    if place.contains_any(&[
        "“", "《", "〈", "(", "（", "全", "关于", "推", "加", "促", "落实", "年",
    ]) {
        return String::new();
    }
    // 叶县, 杭州
    let is_short = place.chars().count() == 1;
    if is_short {
        format!("{place}{kind}")
    } else {
        place.to_owned()
    }
}

/// Returns a title without the words before its place: a year, the notice, the party.
fn without_opening(title: &str) -> &str {
    let title = title.split_once("印发").map_or(title, |(_, plan)| plan);
    let title = title.trim_start_matches(['《', '〈', ' ']);
    let year = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = year
        .strip_prefix("年度")
        .or_else(|| year.strip_prefix('年'))
        .unwrap_or(title);
    title.strip_prefix("中共").unwrap_or(title)
}

/// Returns whether a place's name ends with a character: 市 of 杭州市, yet not 州 before it, nor 市 of 市场.
fn ends_place(before: &str, kind: char, rest: &str) -> bool {
    match kind {
        '省' | '旗' | '盟' => true,
        '市' => !before.ends_with('城') && !rest.starts_with(['场', '民', '级', '域']),
        '县' => !rest.starts_with(['域', '级', '城']),
        '区' => !before.ends_with([
            '社', '园', '小', '地', '灾', '景', '校', '街', '城', '牧', '山', '片',
        ]),
        '州' => !rest.starts_with(['省', '市', '县', '区']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<TextParagraph> {
        let lines = text.lines().zip(1..);
        lines
            .map(|(line, line_no)| TextParagraph::alone(line, line_no))
            .collect()
    }

    /// Returns the lines of the title, the title, and whether it is a draft.
    fn title(text: &str) -> Option<String> {
        let found = find_title(&paragraphs(text))?;
        let draft = if found.is_draft { " (draft)" } else { "" };
        let (first, last, title) = (found.first, found.last, found.text);
        Some(format!("{first}-{last} {title}{draft}"))
    }

    #[test]
    fn a_title_is_found_over_several_lines_and_below_a_notice() {
        for (text, found) in [
            (
                "某县人民政府关于印发某县就业方案的通知\n各乡镇：\n现印发给你们。\n2022年7月1日\n某县就业工作实施方案\n为做好工作，制定本方案。",
                "5-5 某县就业工作实施方案",
            ),
            (
                "中共某县委 某县人民政府\n关于做好重点工作的实施意见\n（2026年2月20日）\n为贯彻。",
                "1-3 中共某县委某县人民政府关于做好重点工作的实施意见",
            ),
            (
                "某镇就业促进行动\n实 施 方 案\n为促进就业。",
                "1-2 某镇就业促进行动实施方案",
            ),
            (
                "某市人民政府关于印发《某市就业方案》的通知\n各县：\n现印发给你们。",
                "1-1 某市就业方案",
            ),
            (
                "关于印发《某市促消费若干措施》的通知\n各县：\n2022年7月1日\n某市促消费若干措施\n（2022年6月1日通过）\n为促消费。",
                "4-5 某市促消费若干措施",
            ),
            (
                "某部等四部门关于印发《新时代\n教师队伍建设\n改革实施方案》的通知\n现将《新时代教师队伍建设改革实施方案》印发给你们。\n新时代教师队伍\n建设改革实施方案\n教师是资源。",
                "5-6 新时代教师队伍建设改革实施方案",
            ),
            (
                "《工作报告》2022年重点工作\n及实事项目任务分解方案\n为落实。",
                "1-2 《工作报告》2022年重点工作及实事项目任务分解方案",
            ),
            (
                "某区政府关于印发 《某区2023年重点工作任务分解 和责任分工方案》的通知\n现印发。\n某区2023年重点工作\n任务分解和责任分工方案\n为落实。",
                "3-4 某区2023年重点工作任务分解和责任分工方案",
            ),
            (
                "某市支持重点县若干措施\n2022年重点工程\n为落实。",
                "1-1 某市支持重点县若干措施",
            ),
            (
                "某区全民健身实施方案\n（2022—2025年）\n为推进工作。",
                "1-2 某区全民健身实施方案（2022—2025年）",
            ),
            (
                "国务院办公厅关于开展\n小区配套幼儿园治理工作的通知\n国办发〔2019〕3号\n各省：",
                "1-2 国务院办公厅关于开展小区配套幼儿园治理工作的通知",
            ),
            (
                "国务院办公厅关于全面推行公示制度\n执法记录制度\n法制审核制度的指导意见\n国办发〔2018〕1号\n各省：",
                "1-3 国务院办公厅关于全面推行公示制度执法记录制度法制审核制度的指导意见",
            ),
            (
                "某市科学素质行动计划纲要\n实施方案(2016——2020年)",
                "1-2 某市科学素质行动计划纲要实施方案(2016——2020年)",
            ),
            (
                "某市人民政府办公厅印发《关于深化就业改革的若干意见》\n各区：\n现印发给你们。",
                "1-1 关于深化就业改革的若干意见",
            ),
            (
                "某市就业创新工作方案（4月2日修改稿）\n为促进就业。",
                "1-1 某市就业创新工作方案 (draft)",
            ),
            (
                "某市就业创新工作方案（4月2日修改）\n为促进就业。",
                "1-1 某市就业创新工作方案 (draft)",
            ),
            (
                "某市就业创新工作方案（2019年修改）\n为促进就业。",
                "1-1 某市就业创新工作方案（2019年修改）",
            ),
            (
                "某市行动规划纲要\n（2021—2035年）\n（送审稿）",
                "1-3 某市行动规划纲要（2021—2035年） (draft)",
            ),
        ] {
            assert_eq!(title(text).as_deref(), Some(found), "{text}");
        }
        let report =
            paragraphs("2026年某省政府工作报告\n过去一年，成绩不少。\n2026年重点工作\n今年抓好。");
        let first = find_first_title(&report).map(|title| title.text);
        assert_eq!(first.as_deref(), Some("2026年某省政府工作报告"));
        assert_eq!(title("各县区：\n为推进工作。"), None);
        for (title, place) in [
            ("某某市全民健身方案", "某某"),
            ("“无废城市”建设试点工作方案", ""),
            ("兰州市全民健身方案", "兰州"),
            ("甘州区就业方案", "甘州"),
            ("兰州推进就业方案", "兰州"),
            ("临夏州就业方案", "临夏"),
            ("贵州省就业方案", "贵州"),
            ("叶县就业方案", "叶县"),
            ("上海关于贯彻就业规划的意见", "上海"),
            ("宁夏回族自治区就业方案", "宁夏"),
            ("2024年兰州市体育工作要点", "兰州"),
            ("兰州市人民政府关于印发《甘州区就业方案》的通知", "甘州"),
            ("中共甘州区委关于就业的意见", "甘州"),
            ("全省就业工作方案", ""),
            ("促进县域经济方案", ""),
            ("文明城市创建方案", ""),
            ("加强市场监管方案", ""),
        ] {
            assert_eq!(place_of(title), place, "{title}");
        }
    }
}
