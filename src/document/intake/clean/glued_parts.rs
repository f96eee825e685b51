//! The ends of letters, titles and headings in a text that lost its line breaks.

use crate::document::head::dates::day_at;
use crate::document::head::facts::is_office;
use crate::document::numbering::part_kind::known_heading;
use crate::document::text::AnyOf;
use crate::document::times::calendar::year_at;

/// The words with which a text begins behind its title.
const OPENINGS: [&str; 12] = [
    "为", "根据", "按照", "依据", "近年", "各", "现将", "现就", "经", "一、", "第一", "随着",
];

/// The words in which a title ends.
const NOUNS: [&str; 9] = [
    "方案", "意见", "措施", "计划", "规划", "要点", "纲要", "分工", "细则",
];

/// The longest bracket behind a title, in characters.
const LONGEST_BRACKET: usize = 24;

/// The longest names of offices that sign together, in characters.
const LONGEST_OFFICE: usize = 100;

/// The length of the end of a name that shows that it is an office, in characters.
const SHORT_OFFICE: usize = 8;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 100;

/// Returns the places where a text on one line is to be cut, beside its numbers.
pub(super) fn part_ends(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut begins = vec![0];
    for (at, behind) in attachments(text) {
        cuts.push(at);
        if let Some(behind) = behind {
            cuts.push(behind);
            begins.push(behind);
        }
    }
    for (office, day, end) in signatures(text) {
        cuts.extend([office, day, end]);
        begins.push(end);
    }
    for (title, end) in announced_titles(text) {
        cuts.extend([title, end]);
    }
    let titles = begins.into_iter();
    cuts.extend(titles.filter_map(|at| Some(at + title_end(&text[at..])?)));
    cuts.retain(|at| (1..text.len()).contains(at));
    cuts
}

/// Finds where attachments begin: 附件2 with the place behind its number, and 附件： before their list.
fn attachments(text: &str) -> impl Iterator<Item = (usize, Option<usize>)> {
    text.match_indices("附件").filter_map(move |(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        let behind = rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let before = text[..at].chars().next_back();
        // 见附件1, 附件2所列
        let is_named = before.is_some_and(|c| "见（(《“、和及按在与将随照".contains(c))
            || behind.starts_with([
                '所', '的', '、', '，', ',', '。', '）', ')', '》', '”', '规', '要', '和',
            ])
            || behind.starts_with('中') && !behind.starts_with("中共");
        if is_named {
            return None;
        }
        if behind.starts_with(['：', ':']) {
            return Some((at, None));
        }
        let follows_end = before.is_none_or(|c| "。日）)".contains(c));
        let is_numbered = behind.len() < rest.len();
        (is_numbered || follows_end).then_some((at, Some(text.len() - behind.len())))
    })
}

/// Finds an office that signs with the day behind its name: where each begins, and where the day ends.
fn signatures(text: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    const ENDS: [char; 10] = [')', '）', '。', '》', ':', '：', ';', '；', ' ', '\u{3000}'];
    text.match_indices('年').filter_map(move |(year, _)| {
        let head = &text[..year];
        let digits = head.trim_end_matches(|c: char| {
            c.is_ascii_digit() || "〇○零一二三四五六七八九".contains(c)
        });
        let (_, rest) = day_at(&text[digits.len()..])?;
        let day = digits.len();
        let digits = digits.trim_end();
        // One character more is the mark in front of the name. The bound keeps long texts fast.
        let name = digits.char_indices().rev().take(LONGEST_OFFICE + 1);
        let office = name
            .take_while(|(_, c)| !ENDS.contains(c))
            .last()
            .map_or(digits.len(), |(at, _)| at);
        let goes_on = rest.starts_with_any(&[
            "起", "前", "后", "至", "到", "以", "之", "止", "，", "、", "的", "在", "开",
        ]);
        let signs = !goes_on && are_offices(&digits[office..]);
        signs.then_some((office, day, text.len() - rest.len()))
    })
}

/// Finds the titles that a notice announces, 关于印发《甲方案》的通知: each without its marks, behind a sentence's end.
pub(super) fn announced_titles(text: &str) -> Vec<(usize, usize)> {
    const WORDS: [&str; 3] = ["印发《", "会签《", "征求《"];
    const SHORTEST: usize = 8;
    const MOST: usize = 4;
    let quoted = WORDS.iter().flat_map(|word| text.match_indices(word));
    let mut names: Vec<&str> = quoted
        .filter_map(|(at, word)| {
            let longest = text[at + word.len()..].char_indices().nth(LONGEST_TITLE);
            let near = &text[at + word.len()..];
            let near = &near[..longest.map_or(near.len(), |(end, _)| end)];
            Some(near.split_once('》')?.0)
        })
        .filter(|name| name.chars().count() >= SHORTEST && name.ends_with_any(&NOUNS))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST);
    let places = |name: &str| {
        let ends = |at: usize| text[..at].ends_with(['日', '号', '。', '）', ')', ' ', '\u{3000}']);
        let found = text
            .match_indices(name)
            .map(|(at, name)| (at, at + name.len()));
        let found = found.filter(|(at, end)| ends(*at) && !text[*end..].starts_with(['》', '”']));
        found
            .map(|(at, end)| (at, behind_brackets(text, end)))
            .collect::<Vec<_>>()
    };
    names.into_iter().flat_map(places).collect()
}

/// Returns whether a text is the name of an office or of several that sign together.
fn are_offices(text: &str) -> bool {
    let end = text.char_indices().rev().nth(SHORT_OFFICE);
    is_office(text)
        || end.is_some_and(|(at, _)| is_office(&text[at..]))
            && !text.contains(['，', '。', '：', ':', '《', '、', '（', '('])
}

/// Finds where the title ends that a text begins with: …实施方案（送审稿）为加快….
fn title_end(text: &str) -> Option<usize> {
    let longest = text.char_indices().nth(LONGEST_TITLE);
    let head = &text[..longest.map_or(text.len(), |(at, _)| at)];
    let ends = |noun: &&str| {
        let found = head.match_indices(*noun);
        let mut ends = found.map(|(at, noun)| behind_brackets(text, at + noun.len()));
        ends.find(|end| {
            let behind = &text[*end..];
            behind.starts_with(char::is_whitespace) || behind.starts_with_any(&OPENINGS)
        })
    };
    let end = NOUNS.iter().filter_map(ends).min()?;
    (!text[..end].contains(['。', '：', ':', '；'])).then_some(end)
}

/// Returns the place behind the brackets at a place.
fn behind_brackets(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(inside) = text[end..].strip_prefix(['(', '（']) {
        let mut near = inside.char_indices().take(LONGEST_BRACKET);
        let Some((close, _)) = near.find(|(_, c)| matches!(c, ')' | '）')) else {
            break;
        };
        let open = text.len() - inside.len();
        end = open + close + inside[close..].chars().next().map_or(1, char::len_utf8);
    }
    end
}

/// Finds the words with which a text begins behind a short heading: 专项整治2023年9月…, 住宿整治为切实提高….
fn before_opening(piece: &str) -> Option<usize> {
    const WORDS: [&str; 7] = [
        "根据《", "根据目前", "根据近期", "为切实", "为进一步", "为深入", "为贯彻",
    ];
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=12;
    let near = piece
        .char_indices()
        .take(LENGTH.end() + 1)
        .skip(*LENGTH.start());
    let mut ends = near.map(|(at, _)| at);
    let end = ends.find(|at| {
        let rest = &piece[*at..];
        let is_year = || {
            year_at(rest)
                .is_some_and(|(_, behind)| behind.starts_with(|c: char| c.is_ascii_digit()))
        };
        rest.starts_with_any(&WORDS) || is_year()
    })?;
    let is_heading = !piece[..end].contains([
        '，', '。', '：', '、', '；', '于', '到', '至', '的', '（', '(', '“',
    ]);
    is_heading.then_some(end)
}

/// Finds where a heading is over behind which its text goes on at once: 二、工作目标到2025年….
pub(super) fn heading_end(piece: &str) -> Option<usize> {
    const SHORTEST_TEXT: usize = 20;
    let end = known_heading(piece).or_else(|| before_opening(piece))?;
    let rest = &piece[end..];
    let sentence = rest.chars().take_while(|c| *c != '。');
    let is_text = sentence.take(SHORTEST_TEXT).count() == SHORTEST_TEXT
        && !rest.starts_with(['，', ',', '、', '：', ':', '（', '(', '和', '与', '及']);
    is_text.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut cuts = part_ends(text);
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2)
            .map(|pair| &text[pair[0]..pair[1]])
            .collect()
    }

    #[test]
    fn a_letter_is_parted_from_what_it_attaches() {
        let parts = [
            "请按附件1所列分工抓好落实。",
            "附件:1.名单2.某市就业三年行动方案(2021-2023年)(送审稿)",
            "某市人力资源和社会保障局",
            "2021年8月17日",
            "(此件不公开)",
            "附件1",
            "名单市财政局、市教育局",
            "附件2",
            "某市就业三年行动方案(2021-2023年)(送审稿)",
            "为促进就业，见附件3，制定本方案。",
        ];
        assert_eq!(pieces(&parts.concat()), parts);
    }

    #[test]
    fn a_plan_may_follow_a_signature_or_begin_the_text() {
        let parts = [
            "请于7月26日前反馈。",
            "附件：煤炭储备方案（2021—2025年）",
            "某省发展和改革委员会",
            "2021年7月23日",
            "煤炭储备方案（2021—2025年）",
            "为保障供应，制定本方案。",
        ];
        assert_eq!(pieces(&parts.concat()), parts);
        let parts = ["某县体育消费实施意见", "根据省、市要求，提出意见。"];
        assert_eq!(pieces(&parts.concat()), parts);
        let whole = "市财政局2021年8月1日起执行附件2的标准。";
        assert_eq!(pieces(whole), [whole]);
    }

    #[test]
    fn a_title_that_a_notice_announces_stands_again_without_its_marks() {
        let parts = [
            "某市能源局某市城市管理局关于印发《“三线”整治工作方案》的通知各县:《“三线”整治工作方案》已同意。",
            "某市能源局中共某市委文明办公室某市城市管理局某市通信发展管理办公室",
            "2022年4月19日",
            "“三线”整治工作方案",
            "因历史原因，制定方案。按《“三线”整治工作方案》落实。",
        ];
        assert_eq!(pieces(&parts.concat()), parts);
    }

    #[test]
    fn a_text_made_to_be_slow_is_not() {
        for text in [
            "局2021年1月1日",
            "附件1某方案(",
            "附件：某局2021年1月1日某方案（为",
            "印发《某市某某工作方案》日某市某某工作方案",
        ] {
            let text = text.repeat(20_000);
            assert!(part_ends(&text).len() <= text.len());
        }
    }

    #[test]
    fn a_known_heading_is_over_where_its_text_begins() {
        let text = "工作目标到2025年，全市新增就业5万人以上，失业率控制在5%以内。";
        assert_eq!(heading_end(text), Some("工作目标".len()));
        for text in [
            "工作目标",
            "总体要求和目标。到2025年，全市新增就业5万人以上。",
            "建立完善市场化机制按照公益性定位、市场化运作的原则推进各项工作。",
        ] {
            assert_eq!(heading_end(text), None, "{text}");
        }
    }
}
