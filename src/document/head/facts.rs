//! Issuer, number and dates of a document, from its notice and from the table over it.

use crate::document::SourceFact;
use crate::document::text::{AnyOf, without_blanks};
use crate::plan::Day;

use super::dates::{first_day, whole_day};

/// What a document says of itself; what it does not say is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintedHead {
    /// The title of the plan, on one line.
    pub title: String,
    /// The line that it begins on; 0 where none was found.
    pub title_line: usize,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number as printed: 国办发〔2018〕128号.
    pub number: Option<String>,
    /// The day it was issued.
    pub issued: Option<Day>,
    /// The day it was published.
    pub published: Option<Day>,
    /// Whether it is a draft (送审稿).
    pub is_draft: bool,
    /// The first and last year that its title names.
    pub years: Option<(i32, i32)>,
}

/// The fact that a label over a document or within its notice introduces.
#[derive(Clone, Copy, PartialEq)]
enum HeadFact {
    Number,
    Issuer,
    /// Who put it on the page, which is often who carries it out.
    Publisher,
    Issued,
    Published,
}

const LABELS: [(HeadFact, &[&str]); 5] = [
    (
        HeadFact::Number,
        &[
            "文号", "发文字号", "文件编号", "发文文号", "公文文号", "备注/文号",
        ],
    ),
    (
        HeadFact::Issuer,
        &["发文机关", "制发机关", "发文单位", "发文机构"],
    ),
    (HeadFact::Publisher, &["发布机构", "发布单位"]),
    (
        HeadFact::Issued,
        &[
            "成文日期", "成文时间", "公文生成日期", "发文日期", "印发日期", "生成日期", "签发日期",
        ],
    ),
    (
        HeadFact::Published,
        &["发布日期", "发布时间", "时间", "公开日期"],
    ),
];

/// Returns whether the value of a label belongs to the head of a document.
pub(crate) fn is_of_head(label: &str) -> bool {
    LABELS.iter().any(|(_, labels)| labels.contains(&label))
}

/// Reads the facts from the page, from the lines before the body and from the last lines after it.
pub(crate) fn facts<'t>(
    of_page: &[SourceFact],
    before: impl Iterator<Item = &'t str>,
    after: impl Iterator<Item = &'t str>,
) -> PrintedHead {
    let mut head = PrintedHead::default();
    let mut publisher = None;
    for fact in of_page {
        head.take_labelled(&fact.label, &fact.value, &mut publisher);
    }
    // The offices in the lines just before.
    let mut signed: Vec<String> = Vec::new();
    for line in before.chain(after) {
        let line = line.trim();
        for (label, value) in labelled_values(line) {
            head.take_labelled(&label, value, &mut publisher);
        }
        if let Some(day) = whole_day(line) {
            head.issued = head.issued.or(Some(day));
            if !signed.is_empty() {
                head.issuer.get_or_insert_with(|| signed.join(" "));
            }
        }
        // （冀政办〔2011〕2号 2011年1月27日）
        for piece in bracketed(line).into_iter().flat_map(str::split_whitespace) {
            head.number = head.number.take().or_else(|| whole_number(piece));
            head.issued = head.issued.or_else(|| whole_day(piece));
        }
        if head.number.is_none()
            && let Some(number) = whole_number(line)
        {
            head.number = Some(number);
        }
        if head.issuer.is_none()
            && let Some((issuer, _)) = line.split_once("关于")
            && is_office(issuer.trim())
        {
            head.issuer = Some(without_blanks(issuer));
        }
        match offices(line) {
            Some(names) => {
                // The page may name the government over its office.
                signed.retain(|known| !names.starts_with(known.as_str()));
                signed.push(names);
            }
            None => signed.clear(),
        }
    }
    head.issuer = head.issuer.or(publisher);
    head
}

/// Returns the offices that a line names, with a blank between two: 教育部 财政部.
fn offices(line: &str) -> Option<String> {
    let names: Vec<&str> = line.split_whitespace().collect();
    if names.len() > 1 && names.iter().all(|name| is_office(name)) {
        return Some(names.join(" "));
    }
    Some(without_blanks(line)).filter(|name| is_office(name))
}

/// Returns the text of a line that is one bracket.
fn bracketed(line: &str) -> Option<&str> {
    line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])
}

/// Returns whether a line is the name of an office, which signs.
pub(crate) fn is_office(name: &str) -> bool {
    const ENDS: [&str; 13] = [
        "政府", "办公室", "办公厅", "局", "厅", "部", "委", "党组", "会", "院", "署", "中心",
        "小组",
    ];
    // 加快布局 is not an office.
    const WORDS: [&str; 11] = [
        "布局", "格局", "大局", "全局", "开局", "结局", "社会", "机会", "全部", "干部", "内部",
    ];
    let length = name.chars().count();
    (3..=30).contains(&length)
        && name.ends_with_any(&ENDS)
        && !name.ends_with_any(&WORDS)
        && !name.contains(['，', '。', '：', ':', '《', '、', '（'])
}

/// Returns the facts of a line like `发文字号： | 国办发〔2018〕128号 | 发布日期： | 2019年01月21日`.
fn labelled_values(line: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    if line.chars().count() > 200 {
        return found;
    }
    let mut rest = line;
    while let Some(colon) = rest.find(['：', ':']) {
        let before = &rest[..colon];
        let start = before
            .rfind(['|', ' ', '•', '\u{3000}', '/', '\t'])
            .unwrap_or(0);
        let label: String = before[start..]
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '|' | '•' | '/'))
            .collect();
        // 发 文 字 号 has its blanks inside.
        let whole: String = before
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '|' | '•'))
            .collect();
        rest = rest[colon..].trim_start_matches(['：', ':', ' ', '|', '\u{3000}']);
        let end = rest.find('|').unwrap_or(rest.len());
        found.push((label, rest[..end].trim()));
        found.push((whole, rest[..end].trim()));
    }
    found
}

impl PrintedHead {
    fn take_labelled(&mut self, label: &str, value: &str, publisher: &mut Option<String>) {
        // 报名截止时间 is not the time of publication.
        let names =
            |known: &&str| label == *known || known.chars().count() > 2 && label.ends_with(*known);
        let mut labels = LABELS.iter();
        let Some((fact, _)) = labels.find(|(_, labels)| labels.iter().any(names)) else {
            return;
        };
        if value.is_empty() || label.chars().count() >= 10 {
            return;
        }
        let first = value.split_whitespace().next().unwrap_or(value);
        match fact {
            HeadFact::Number if first.ends_with('号') => {
                self.number.get_or_insert_with(|| first.to_owned());
            }
            HeadFact::Issuer if is_office(first) => {
                self.issuer.get_or_insert_with(|| first.to_owned());
            }
            HeadFact::Publisher if is_office(first) => {
                publisher.get_or_insert_with(|| first.to_owned());
            }
            HeadFact::Issued => self.issued = self.issued.or_else(|| first_day(value)),
            HeadFact::Published => self.published = self.published.or_else(|| first_day(value)),
            _ => {}
        }
    }
}

/// Reads a line that is nothing but a document's number.
pub(crate) fn whole_number(line: &str) -> Option<String> {
    let text = without_blanks(line);
    let inside = text.trim_matches(['(', '（', ')', '）']);
    let text = if inside.ends_with('号') {
        inside
    } else {
        &text
    };
    let (office, rest) = text.split_once(['〔', '[', '﹝', '【', '（', '(', '［'])?;
    let (year, rest) = rest.split_once(['〕', ']', '﹞', '】', '）', ')', '］'])?;
    let digits = rest.strip_suffix('号')?;
    let digits = digits.strip_prefix('第').unwrap_or(digits);
    let is_number = (1..=14).contains(&office.chars().count())
        && office
            .chars()
            .all(|c| !c.is_ascii_punctuation() && c != '《')
        && year.len() == 4
        && year.chars().all(|c| c.is_ascii_digit())
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(before: &str, after: &str) -> PrintedHead {
        facts(&[], before.lines(), after.lines())
    }

    #[test]
    fn a_table_over_the_text_and_the_notice_say_the_facts() {
        let head = read(
            "索 引 号： | 000014349/2018-00230 | 主题分类： | 城乡建设\n发文机关： | 国务院办公厅 | 成文日期： | 2018年12月29日\n发文字号： | 国办发〔2018〕128号 | 发布日期： | 2019年01月21日",
            "",
        );
        assert_eq!(head.issuer.as_deref(), Some("国务院办公厅"));
        assert_eq!(head.number.as_deref(), Some("国办发〔2018〕128号"));
        assert_eq!(head.issued, Day::from_ymd_opt(2018, 12, 29));
        assert_eq!(head.published, Day::from_ymd_opt(2019, 1, 21));
        let head = read(
            "• 备注/文号:某政综〔2022〕37号\n• 发布机构:某市人民政府\n• 公文生成日期:2022-07-01",
            "",
        );
        assert_eq!(head.number.as_deref(), Some("某政综〔2022〕37号"));
        assert_eq!(head.issued, Day::from_ymd_opt(2022, 7, 1));
        let head = read(
            "某区人民政府办公室关于印发\n某政办[2023]5号",
            "某区人民政府办公室\n二〇二三年三月一日",
        );
        assert_eq!(head.issuer.as_deref(), Some("某区人民政府办公室"));
        assert_eq!(head.number.as_deref(), Some("某政办[2023]5号"));
        assert_eq!(head.issued, Day::from_ymd_opt(2023, 3, 1));
    }

    #[test]
    fn what_an_index_over_a_document_says_is_kept() {
        let text = "发文机构：某市政府办公室 | 公文文号：某政〔2024〕3号 | 成文时间：2024年3月1日\n\
                    某市消费工作方案\n一、培育主体。（市商务局负责）\n二、开展活动。（市文旅局负责）\n";
        let intake = crate::document::intake::receive("方案.txt", text.as_bytes());
        let head = crate::document::read_document(&intake.unwrap().text).head;
        assert_eq!(head.issuer.as_deref(), Some("某市政府办公室"));
        assert_eq!(head.number.as_deref(), Some("某政〔2024〕3号"));
        assert_eq!(head.issued, Day::from_ymd_opt(2024, 3, 1));
    }

    #[test]
    fn the_notice_says_who_issued_rather_than_the_page() {
        let issuer = |text: &str| read(text, "").issuer;
        for (text, issued_by) in [
            (
                "发布机构：某市科技局\n某市政府办公厅关于印发方案的通知",
                "某市政府办公厅",
            ),
            (
                "发布机构：某市科技局\n某市方案\n某市政府\n2023年3月1日",
                "某市政府",
            ),
            ("发布机构：某市科技局\n某市方案", "某市科技局"),
            (
                "发文机关：某市政府办公厅\n某市科技局关于印发方案的通知",
                "某市政府办公厅",
            ),
            (
                "现印发给你们。\n教育部 国家发展改革委\n财政部 人力资源社会保障部\n2019年8月30日",
                "教育部 国家发展改革委 财政部 人力资源社会保障部",
            ),
            (
                "某县人民政府\n某 县 人 民 政 府 办 公 室\n2023年3月1日",
                "某县人民政府办公室",
            ),
        ] {
            assert_eq!(issuer(text).as_deref(), Some(issued_by), "{text}");
        }
        assert_eq!(issuer("发布机构：加快布局\n某市方案"), None);
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        let head = read(
            "某市工作要点\n根据《某方案》（某政办〔2016〕96号）部署，现制定。\n报名截止时间：2023年6月1日",
            "",
        );
        assert_eq!(head, PrintedHead::default());
    }
}
