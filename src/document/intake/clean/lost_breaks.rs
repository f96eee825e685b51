//! A text that lost its line breaks: cut before the numbers that follow one another.

use super::Cleaning;
use super::glued_parts::{announced_titles, heading_end, part_ends};
use super::mark::{NumberMark, mark};
use crate::document::intake::passage::Passage;
use crate::document::{Cleaned, SourceLine};

/// The shortest paragraph that is cut, in characters.
const LONG: usize = 400;

/// The longest heading without a full stop, in characters.
const HEADING: usize = 60;

/// Cuts paragraphs that hold several chapters or parts.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let mut cut_at = Vec::new();
    let mut out = Vec::with_capacity(cleaning.passages.len());
    for passage in std::mem::take(&mut cleaning.passages) {
        match passage {
            Passage::Line(line) if line.text.chars().nth(LONG).is_some() => {
                let mut cuts = cuts(&line.text);
                if !cuts.is_empty() || !announced_titles(&line.text).is_empty() {
                    cuts.extend(part_ends(&line.text));
                }
                cuts.extend(blank_runs(&line.text));
                cuts.extend(head_ends(&line.text));
                cuts.extend(attachments(&line.text));
                cuts.sort_unstable();
                cuts.dedup();
                cut_at.extend(cuts.iter().map(|_| line.line_no));
                push_pieces(&mut out, &line, &cuts);
            }
            other => out.push(other),
        }
    }
    cleaning.passages = out;
    cleaning.note(Cleaned::LostLineBreaks, cut_at);
}

/// Finds where a text names what is attached: ` 附件：分工表`.
fn attachments(text: &str) -> impl Iterator<Item = usize> {
    [" 附件：", " 附件:"]
        .into_iter()
        .flat_map(|word| text.match_indices(word).map(|(at, _)| at + 1))
}

fn push_pieces(out: &mut Vec<Passage>, line: &SourceLine, cuts: &[usize]) {
    let mut start = 0;
    for end in cuts.iter().copied().chain([line.text.len()]) {
        let text = line.text[start..end].trim();
        if !text.is_empty() {
            out.push(Passage::Line(SourceLine {
                text: text.to_owned(),
                bold: line.bold.saturating_sub(start).min(text.len()),
                ..line.clone()
            }));
        }
        start = end;
    }
}

/// The numbers met so far while reading on.
#[derive(Default)]
struct Counting {
    named: u32,
    chapter: u32,
    part: u32,
    item: u32,
    /// Whether a part was met since the last chapter: then parts may come anywhere.
    has_part: bool,
    /// Whether the last mark was that of a chapter or part, behind which the first entry may come.
    has_heading: bool,
    /// Whether the text begins with a later chapter than the first, so that its first entries have later numbers too.
    is_excerpt: bool,
}

/// How the text before a mark ends.
#[derive(Clone, Copy)]
struct MarkPlace {
    /// Nothing precedes the mark.
    is_start: bool,
    /// It ends a sentence or a bracket.
    is_parted: bool,
    /// The mark before is at most as far away as a heading is long.
    is_near: bool,
    /// The text behind is a heading up to the next mark.
    is_heading: bool,
}

impl Counting {
    /// Takes a mark that follows in the count, where one may be.
    fn takes(&mut self, mark: NumberMark, place: MarkPlace) -> bool {
        let is_parted = place.is_parted;
        let may_begin = is_parted || place.is_near;
        let begins_excerpt = self.is_excerpt && self.has_heading && place.is_near;
        match mark {
            NumberMark::Chapter(n) if n > 1 && place.is_start => {
                self.chapter = n;
                self.is_excerpt = true;
            }
            NumberMark::Part(n) if begins_excerpt && self.part == 0 => {
                self.part = n;
                self.has_part = true;
            }
            NumberMark::Item(n) if begins_excerpt && self.item == 0 => self.item = n,
            NumberMark::Named(n) if n == self.named + 1 && is_parted => {
                self.named = n;
                self.item = 0;
            }
            NumberMark::Chapter(n)
                if n == self.chapter + 1 && (is_parted || self.chapter > 0 && place.is_heading) =>
            {
                // Parts and items may run on through the chapters.
                self.chapter = n;
                self.has_part = false;
            }
            NumberMark::Part(n) if n == self.part + 1 && (may_begin || self.has_part) => {
                self.part = n;
                self.has_part = true;
            }
            // A publisher left one out.
            NumberMark::Part(n) if n == self.part + 2 && is_parted && self.part > 1 => {
                self.part = n;
            }
            NumberMark::Part(1) if !self.has_part && may_begin => {
                self.part = 1;
                self.has_part = true;
            }
            NumberMark::Item(n)
                if n == self.item + 1
                    && (is_parted || place.is_near && (n == 1 || self.has_heading)) =>
            {
                self.item = n;
            }
            NumberMark::Item(1) if may_begin => self.item = 1,
            _ => return false,
        }
        self.has_heading = matches!(mark, NumberMark::Chapter(_) | NumberMark::Part(_));
        true
    }
}

/// Returns whether a text is a heading up to its next mark: 深入调整产业结构(三)….
fn is_heading(text: &str) -> bool {
    let mut before = None;
    for (at, c) in text.char_indices().take(HEADING) {
        if at > 0 && may_precede(before) && mark(&text[at..]).is_some() {
            return true;
        }
        if "。，；：,;:".contains(c) {
            return false;
        }
        before = Some(c);
    }
    false
}

/// Returns the places where the text is to be cut; none if it is one paragraph.
fn cuts(text: &str) -> Vec<usize> {
    let mut counting = Counting::default();
    let mut cuts = Vec::new();
    let (mut chapters, mut parts) = (0, 0);
    let mut before: Option<char> = None;
    let mut since = usize::MAX;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let is_parted =
            before.is_none_or(|c| "。；：！？）)”】;:".contains(c) || c.is_whitespace());
        // 达到2。 ends a sentence.
        let found = mark(&text[at..]).filter(|(_, length)| {
            may_precede(before) && (is_parted || !text[at..at + length].ends_with('。'))
        });
        let place = |length: usize| MarkPlace {
            is_start: at == 0,
            is_parted,
            is_near: since <= HEADING,
            is_heading: is_heading(&text[at + length..]),
        };
        match found {
            Some((mark, length)) if counting.takes(mark, place(length)) => {
                chapters += usize::from(matches!(
                    mark,
                    NumberMark::Chapter(_) | NumberMark::Named(_)
                ));
                parts += usize::from(matches!(mark, NumberMark::Part(_)));
                if at > 0 {
                    cuts.push(at);
                }
                since = 0;
                at += length;
                if matches!(mark, NumberMark::Chapter(_) | NumberMark::Part(_)) {
                    cuts.extend(heading_end(&text[at..]).map(|end| at + end));
                }
                before = text[..at].chars().next_back();
            }
            _ => {
                since = since.saturating_add(1);
                before = Some(c);
                at += c.len_utf8();
            }
        }
    }
    if chapters >= 2 || parts >= 3 {
        cuts
    } else {
        Vec::new()
    }
}

/// Runs of blanks, which a page leaves where a paragraph began; a few are an accident.
fn blank_runs(text: &str) -> Vec<usize> {
    const LEAST: usize = 3;
    let mut found = Vec::new();
    let (mut at, mut blanks) = (0, 0);
    for (here, c) in text.char_indices() {
        if c.is_whitespace() {
            blanks += if c == '\u{3000}' { 2 } else { 1 };
        } else {
            if blanks >= 4 && at > 0 {
                found.push(here);
            }
            blanks = 0;
            at = here + c.len_utf8();
        }
    }
    if found.len() < LEAST {
        found.clear();
    }
    found
}

/// Finds the ends of the title and the number on the line of the text: …的通知国发〔2011〕42号各省….
fn head_ends(text: &str) -> Vec<usize> {
    const NOUNS: [&str; 8] = [
        "通知", "意见", "决定", "方案", "规划", "计划", "措施", "文件",
    ];
    /// The longest title, in bytes.
    const LONGEST: usize = 300;
    let Some(open) = text.find(['〔', '﹝']).filter(|open| *open < LONGEST) else {
        return Vec::new();
    };
    let Some(end) = text[open..].find('号').filter(|end| *end < 24) else {
        return Vec::new();
    };
    let title = NOUNS
        .iter()
        .filter_map(|noun| Some(text[..open].rfind(noun)? + noun.len()))
        .max()
        .filter(|title| !text[*title..open].contains(['》', '，', '。', '（', '(']));
    title.map_or_else(Vec::new, |title| vec![title, open + end + '号'.len_utf8()])
}

/// Returns whether a mark may begin behind a character: not within a number, nor within a word's numerals, 「第一、」
/// 「十二、」 「2.1.」.
fn may_precede(before: Option<char>) -> bool {
    !before
        .is_some_and(|c| c.is_ascii_alphanumeric() || "第一二三四五六七八九十百.．、".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    fn pieces(text: &str) -> Vec<String> {
        let mut cleaning = Cleaning::uncleaned(vec![Passage::plain(text, 3)]);
        clean(&mut cleaning);
        assert!(
            cleaning
                .passages
                .iter()
                .all(|passage| passage.line_no() == 3)
        );
        texts(&cleaning.passages)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_body_on_one_line_is_cut_before_its_numbers() {
        let paragraphs = [
            "为落实会议精神，现制定如下分工方案。".to_owned(),
            "一、把政策和改革结合起来".to_owned(),
            format!(
                "（一）落实政策，{}（财政部、税务总局负责）具体措施：",
                "为市场主体提供支撑。".repeat(9)
            ),
            "1．总结做法，扩大第一、二产业比重1.5个百分点。（财政部牵头）".to_owned(),
            format!("2．加强检查。{}", "确保不出问题。".repeat(9)),
            "（二）稳定就业。具体措施：".to_owned(),
            "1．开展培训。（人力资源社会保障部负责）".to_owned(),
            "二、放宽准入".to_owned(),
            format!("（三）推进改革。{}", "持续推进三、四项工作。".repeat(20)),
        ];
        assert_eq!(pieces(&paragraphs.concat()), paragraphs);
    }

    #[test]
    fn a_part_of_a_text_begins_with_its_own_numbers() {
        let paragraphs = [
            "三、放宽准入".to_owned(),
            format!("（七）推进改革。{}", "持续推进三、四项工作。".repeat(20)),
            "（八）加强检查。通报结果。".to_owned(),
            "四、稳定就业".to_owned(),
            format!("（九）开展培训。{}", "组织培训。".repeat(40)),
        ];
        assert_eq!(pieces(&paragraphs.concat()), paragraphs);
        let paragraphs = [
            "四、帮扶措施".to_owned(),
            format!("13.强化培训。{}", "组织培训。".repeat(40)),
            format!("14.强化生态。{}", "给予倾斜支持。".repeat(40)),
            "五、组织实施".to_owned(),
            "15.加强领导。落实责任。".to_owned(),
        ];
        assert_eq!(pieces(&paragraphs.concat()), paragraphs);
    }

    #[test]
    fn a_machine_reads_a_full_stop_behind_a_number() {
        let paragraphs = [
            "一、帮扶措施".to_owned(),
            format!("1.强化培训。{}", "组织培训，达到2。".repeat(20)),
            format!("2。强化生态。{}", "给予倾斜支持。".repeat(40)),
            "3.加强建设。开展检查。".to_owned(),
            "二、组织实施".to_owned(),
            "4.加强领导。落实责任。".to_owned(),
        ];
        assert_eq!(pieces(&paragraphs.concat()), paragraphs);
    }

    #[test]
    fn a_long_paragraph_with_a_list_stays_whole() {
        let text = format!(
            "开展以下工作：1.甲；2.乙；3.丙。{}",
            "并按要求做好总结和宣传。".repeat(40)
        );
        assert_eq!(pieces(&text), [text]);
    }
}
